"""The official documents and word lists as data, and their loaders."""

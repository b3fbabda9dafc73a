"""Reports in words: which are due, and their drafts."""

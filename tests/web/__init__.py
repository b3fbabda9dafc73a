"""The pages, as people with different parts see them."""

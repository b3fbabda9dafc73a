"""While somebody is in danger: what is said first, what is asked and told meanwhile, and where it is."""

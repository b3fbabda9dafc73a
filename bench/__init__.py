"""How fast the product is beside its peers and beside an empty page: ``python -m bench``. Nothing here is shipped."""

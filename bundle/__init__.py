"""Packing the product for a server without internet: one tar with the source, every wheel and an installer.

A tool of the checkout, like ``bench``; it is not part of what is installed.
"""

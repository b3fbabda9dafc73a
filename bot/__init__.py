"""The conversation machine, and all that touches WeChat and photos."""

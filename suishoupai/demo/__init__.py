"""The demo: the whole product beside a WeChat in a box, with a hospital and no account."""

"""Attacks on the pages, each as somebody would try it. docs/security.md names them one by one."""

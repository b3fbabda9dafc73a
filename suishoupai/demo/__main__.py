"""The product's own process of the demo: ``python -m suishoupai.demo HOST PORT``."""

import sys

from suishoupai import server
from suishoupai.app import die_with_parent

THREADS = 16

if __name__ == "__main__":
    die_with_parent()
    server.run("suishoupai.demo.app:application", sys.argv[1], int(sys.argv[2]), threads=THREADS, quiet=True)

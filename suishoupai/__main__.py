"""``python -m suishoupai``: the same as the command."""

from suishoupai.cli import main

main()

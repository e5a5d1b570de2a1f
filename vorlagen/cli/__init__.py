"""The commands. `main` is what the shell calls."""

from vorlagen.cli.befehle import main

__all__ = ["main"]

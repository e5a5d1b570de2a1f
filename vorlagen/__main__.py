"""`python -m vorlagen` is the command `vorlagen`, for places where scripts are not in the path."""

from __future__ import annotations

import sys

from vorlagen.cli import main

if __name__ == "__main__":
    sys.exit(main())

"""Invented towns of any size, for measuring and trying out. Not part of the package: `python3 dev.py daten`."""

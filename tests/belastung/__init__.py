"""The long forms of the fault tests; `python3 dev.py belastung WORT` calls them, short forms run with every test."""

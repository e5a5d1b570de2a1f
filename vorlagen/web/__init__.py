"""The doors: say who it is, check what comes in, call one service, show what comes back."""

from vorlagen.web.einrichten import richte_ein

__all__ = ["richte_ein"]

"""The pages for people."""

from vorlagen.web.seiten.einrichten import richte_ein

__all__ = ["richte_ein"]

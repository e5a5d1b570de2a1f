"""The JSON API."""

from vorlagen.web.api.einrichten import richte_ein

__all__ = ["richte_ein"]

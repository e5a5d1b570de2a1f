"""The JSON API."""

from vorlagen.web.api.einrichten import beschreibung, richte_ein

__all__ = ["beschreibung", "richte_ein"]

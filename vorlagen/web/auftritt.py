"""Whose house this is, for whoever is not logged in yet: the town that is reached under the name we were called by."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

from vorlagen.services import stadtangaben
from vorlagen.services.stadtangaben import Auftritt


def hier() -> Auftritt:
    """The town of this address, or the only one there is; all empty where nobody may know which towns are here."""
    return stadtangaben.auftritt(urlsplit(f"//{request.host}").hostname or "")

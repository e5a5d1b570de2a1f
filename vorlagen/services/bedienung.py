"""How somebody likes to work with the pages."""

from __future__ import annotations

from vorlagen.extensions import transaction
from vorlagen.models import Person
from vorlagen.services.wer import Wer


def schalte_kurztasten(wer: Wer, *, an: bool) -> None:
    """Let single keys do something on this person's pages, or not."""
    with transaction() as sitzung:
        sitzung.get_one(Person, wer.id).kurztasten = an

"""Rights and their grounds as JSON."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Formblatt, JaNein, Liste, Teil, Text
from vorlagen.web.schemas.stamm import Kurz, Links
from vorlagen.web.schemas.stammfelder import LANG


class Rechtefrage(Formblatt):
    """Whose rights."""

    person = Text(32, noetig=True, metadata={"description": "Kennung; ohne Angabe alle, die die Vorlage ganz sehen"})


class RechtAus(Formblatt):
    """One thing that can be done with the paper."""

    name = Text(120, required=True)
    titel = Text(300, required=True)
    darf = JaNein(required=True)
    weil = Liste(Text(LANG), required=True, metadata={"description": "woher die Person das Recht hat"})
    gruende = Liste(Text(LANG), required=True, metadata={"description": "warum es gerade nicht geht"})
    laut = Text(LANG, required=True, allow_none=True)


class PersonenrechteAus(Formblatt):
    """A person with what they see and may do."""

    person = Teil(Kurz, required=True)
    einblick = Liste(Text(60), required=True, metadata={"description": "was die Person die ganze Vorlage sehen lässt"})
    rechte = Liste(Teil(RechtAus), required=True)


class Rechteliste(Formblatt):
    """People with their rights, by name."""

    data = Liste(Teil(PersonenrechteAus), hoechstens=10_000, required=True)
    links = Teil(Links, required=True)

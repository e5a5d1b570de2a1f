"""The change feed as JSON."""

from __future__ import annotations

from typing import Final

from vorlagen.web.schemas.blatt import Augenblick, Formblatt, JaNein, Liste, Teil, Text
from vorlagen.web.schemas.fragen import Ziffern
from vorlagen.web.schemas.stamm import Links

AUF_EINMAL: Final = 200
HOECHSTENS_AUF_EINMAL: Final = 1000


class Aenderungsfrage(Formblatt):
    """From where on."""

    seit = Text(
        400,
        noetig=True,
        metadata={"description": "cursor einer Änderung oder aus links.next; „jetzt“: nur, was von nun an geschieht"},
    )
    anzahl = Ziffern(
        1, HOECHSTENS_AUF_EINMAL, load_default=AUF_EINMAL, metadata={"description": "höchstens so viele Änderungen"}
    )


class AenderungAus(Formblatt):
    """One object that was changed."""

    cursor = Text(400, required=True, metadata={"description": "als „seit“: alles nach dieser Änderung"})
    art = Text(40, required=True, metadata={"description": "Typ und Vorgang", "example": "vorlage.geaendert"})
    typ = Text(20, required=True, metadata={"example": "vorlage"})
    id = Text(32, required=True)
    zeit = Augenblick(required=True, metadata={"description": "wann gespeichert wurde; geht nie zurück"})
    geloescht = JaNein(required=True, metadata={"description": "gibt es nicht mehr, oder nicht mehr für dieses Token"})


class Aenderungsliste(Formblatt):
    """What happened, oldest first; `links.next` is always there."""

    data = Liste(Teil(AenderungAus), hoechstens=HOECHSTENS_AUF_EINMAL, required=True)
    links = Teil(Links, required=True)

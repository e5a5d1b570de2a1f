"""The full-text search as JSON."""

from __future__ import annotations

from vorlagen.services.suche.stoff import ARTEN
from vorlagen.services.suche.worte import LAENGSTE_FRAGE
from vorlagen.web.schemas.blatt import Augenblick, Auswahl, Formblatt, JaNein, Liste, Teil, Text
from vorlagen.web.schemas.fragen import Ziffern
from vorlagen.web.schemas.stamm import Links

SEITE = 20
GROESSTE_SEITE = 50


class Suchfrage(Formblatt):
    """What is looked for."""

    q = Text(
        LAENGSTE_FRAGE,
        required=True,
        noetig=True,
        metadata={"description": "Wörter oder Teile davon, die alle vorkommen; in Anführungszeichen hintereinander"},
    )
    art = Auswahl(list(ARTEN))
    nach = Text(32, noetig=True, metadata={"description": "Marke aus links.next"})
    anzahl = Ziffern(1, GROESSTE_SEITE, load_default=SEITE, metadata={"description": "Treffer je Seite"})


class StueckAus(Formblatt):
    """A piece of a text."""

    text = Text(100_000, required=True)
    gesucht = JaNein(required=True, metadata={"description": "ist, was gesucht wurde"})


class AuszugAus(Formblatt):
    """The first place outside of the title."""

    wo = Text(60, required=True, metadata={"description": "Abschnitt, für Menschen"})
    stuecke = Liste(Teil(StueckAus), required=True)


class TrefferAus(Formblatt):
    """A paper or a meeting that says it."""

    art = Auswahl(list(ARTEN), required=True)
    id = Text(32, required=True)
    nummer = Text(120, required=True, allow_none=True)
    titel = Liste(Teil(StueckAus), required=True)
    auszug = Teil(AuszugAus, required=True, allow_none=True)
    oeffentlich = JaNein(required=True)
    beginn = Augenblick(required=True, allow_none=True, metadata={"description": "einer Sitzung"})


class Suchergebnis(Formblatt):
    """One page of hits, newest first."""

    data = Liste(Teil(TrefferAus), required=True)
    links = Teil(Links, required=True)
    vollstaendig = JaNein(
        required=True, metadata={"description": "false: Änderungen fehlen noch; später wieder fragen"}
    )
    genauer = JaNein(required=True, metadata={"description": "true: zu allgemein, Älteres wurde nicht durchgesehen"})

"""The town, as its Verwaltung reads and changes it."""

from __future__ import annotations

from vorlagen.services.stadtangaben import LAENGEN
from vorlagen.services.veroeffentlichungsregel import TAGE_HOECHSTENS, Regel
from vorlagen.web.schemas.blatt import Auswahl, Formblatt, Teil, Text, Zahl
from vorlagen.web.schemas.stamm import Links

ADRESSE = {
    "description": "Protokoll und Rechnername ohne Pfad, oder leer",
    "examples": ["https://vorlagen.stadt.example"],
}
ABSENDER = {"description": "von wem Mails kommen, oder leer"}


class Veroeffentlichungsregel(Formblatt):
    """When a released public paper becomes public."""

    regel = Auswahl(list(Regel), required=True)
    tage = Zahl(1, TAGE_HOECHSTENS, metadata={"description": "Kalendertage vor der ersten Sitzung, mit regel „tage“"})


class KoerperschaftAenderung(Formblatt):
    """What changes; what is missing stays."""

    name = Text(LAENGEN["name"], noetig=True)
    untertitel = Text(LAENGEN["untertitel"])
    adresse = Text(LAENGEN["adresse"], metadata=ADRESSE)
    absender = Text(LAENGEN["absender"], metadata=ABSENDER)
    impressum = Text(LAENGEN["impressum"], mehrzeilig=True)
    datenschutz = Text(LAENGEN["datenschutz"], mehrzeilig=True)
    version = Zahl(1, required=True, metadata={"description": "gesehene version; gilt eine andere, kommt 409"})


class KoerperschaftAus(Formblatt):
    """The town."""

    id = Text(32, required=True)
    kuerzel = Text(80, required=True)
    land = Text(2, required=True)
    name = Text(LAENGEN["name"], required=True)
    untertitel = Text(LAENGEN["untertitel"], required=True)
    adresse = Text(LAENGEN["adresse"], required=True, metadata=ADRESSE)
    absender = Text(LAENGEN["absender"], required=True, metadata=ABSENDER)
    impressum = Text(LAENGEN["impressum"], required=True, mehrzeilig=True)
    datenschutz = Text(LAENGEN["datenschutz"], required=True, mehrzeilig=True)
    veroeffentlichung = Teil(Veroeffentlichungsregel, required=True)
    version = Zahl(1, required=True)
    links = Teil(Links, required=True)

"""The desk of the person whose token it is."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Augenblick, Formblatt, JaNein, Liste, Tag, Teil, Text, Zahl
from vorlagen.web.schemas.stamm import Links, PapierAus
from vorlagen.web.schemas.stammfelder import LANG


class ZeichnungAus(Formblatt):
    """A signature that is asked for: with `id` and `fassung` it is given under `/vorlagen/{id}/mitzeichnungen/{id}`."""

    id = Text(32, required=True)
    fassung = Zahl(1, required=True)
    gelesen = Zahl(1, required=True, allow_none=True, metadata={"description": "ältere Fassung, die gezeichnet wurde"})
    anlass = Text(LANG, required=True, allow_none=True, metadata={"description": "Regel, die sie verlangt"})
    in_vertretung = JaNein(required=True)


class KorbfristAus(Formblatt):
    """What is waited for, on whom it lies, until when."""

    id = Text(32, required=True)
    name = Text(120, required=True)
    seit = Tag(required=True)
    faellig_am = Tag(required=True)
    rest_tage = Zahl(-100_000, 100_000, required=True, metadata={"description": "negativ: überfällig"})
    bei_mir = JaNein(required=True)
    rolle = Text(60, required=True)
    amt = Text(300, required=True, allow_none=True)
    zeichnung = Teil(ZeichnungAus, required=True, allow_none=True)
    zu_fragen = Liste(Text(200), required=True, metadata={"description": "wer Auskunft gibt, wo andere dran sind"})


class KorbberatungAus(Formblatt):
    """The next stage of the paper."""

    gremium = Text(300, required=True)
    am = Tag(required=True, allow_none=True)


class KorbpostenAus(Formblatt):
    """A paper or a meeting on the desk, and why it lies there."""

    vorlage = Teil(PapierAus, required=True, allow_none=True)
    status = Text(60, required=True, allow_none=True)
    geaendert = Augenblick(required=True, allow_none=True)
    sitzung = Text(32, required=True, allow_none=True)
    gremium = Text(300, required=True, allow_none=True)
    warum = Text(LANG, required=True, metadata={"description": "leer, wenn niemand sie weitergegeben hat"})
    bemerkung = Text(LANG, required=True)
    beratung = Teil(KorbberatungAus, required=True, allow_none=True)
    fristen = Liste(Teil(KorbfristAus), required=True)


class KorbzahlenAus(Formblatt):
    """How much lies in each part."""

    meine = Zahl(0, required=True)
    wartend = Zahl(0, required=True)
    ueberfaellig = Zahl(0, required=True)
    entwuerfe = Zahl(0, required=True)


class Arbeitskorb(Formblatt):
    """One page of one part of the desk, and how much lies in all of them."""

    zahlen = Teil(KorbzahlenAus, required=True)
    data = Liste(Teil(KorbpostenAus), required=True)
    links = Teil(Links, required=True)

"""Specimen photographs: on these every rule is tried, when a procedure is made and by the conformance kit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from vorlagen.workflow.begriffe import Ausgang, Pflichtart, Verknuepfungsart, Votum
from vorlagen.workflow.felder import AUSWIRKUNGEN, Feld, Feldart
from vorlagen.workflow.gestalt import Gestalt
from vorlagen.workflow.sachstand import Beratung, Mitzeichnung, Pflicht, Sachstand, Unterschrift, Verknuepfung

HEUTE = date(2026, 3, 2)
_WERTE: dict[Feldart, object] = {
    Feldart.ZEILE: "Muster",
    Feldart.TEXT: "Muster",
    Feldart.RICHTEXT: "<p>Muster</p>",
    Feldart.ZAHL: 7,
    Feldart.DATUM: HEUTE + timedelta(days=30),
    Feldart.JA_NEIN: True,
}


_FERTIG: dict[str, Any] = {"freigegeben": True, "beendet": True, "zugestimmt": True}
_OFFEN: dict[str, Any] = dict.fromkeys(_FERTIG, False)


def proben(ablauf: Gestalt, status: str) -> tuple[Sachstand, ...]:
    """Papers of this procedure in this status: empty, complete, and the complete one with one thing different each."""
    leer = Sachstand(ablauf=ablauf.name, status=status, heute=HEUTE)
    voll = vollstaendig(ablauf, status)
    return (leer, voll, *_abwandlungen(voll, ablauf))


def vollstaendig(ablauf: Gestalt, status: str) -> Sachstand:
    """A paper with everything filled in, signed by two offices and put on a deciding body's agenda."""
    return Sachstand(
        ablauf=ablauf.name,
        status=status,
        heute=HEUTE,
        fassung=2,
        art=ablauf.titel,
        nummer="BV/2026/0001",
        betreff="Muster",
        oeffentlich=True,
        federfuehrend="Musteramt",
        beschlussvorschlag="<p>Der Rat beschließt das Muster.</p>",
        sachverhalt="<p>So liegt es.</p>",
        auswirkungen={art: "nein" for art, _ in AUSWIRKUNGEN},
        mitzeichnungen=tuple(
            Mitzeichnung(amt=amt, frist=HEUTE + timedelta(days=3), votum=Votum.ZUGESTIMMT, fassung=2)
            for amt in ("Kämmerei", "Rechtsamt")
        ),
        beratungen=(
            Beratung(id="1", gremien=("Ausschuss",), art="Vorberatung", versuche=(HEUTE,), ausgang=Ausgang.EMPFOHLEN),
            Beratung(id="2", gremien=("Rat",), art="Entscheidung", entscheidet=True, reihe=2, versuche=(HEUTE,)),
        ),
        anlagen=1,
        felder={feld.name: musterwert(feld) for feld in ablauf.felder},
        wer="b",
        unterschriften=(Unterschrift(schritt="unterschreiben", person="a", fassung=2),),
        verknuepfungen=(
            *(Verknuepfung(art=art, nummer="BV/2026/0002", freigegeben=True) for art in Verknuepfungsart),
            *(Verknuepfung(art=art, eingehend=True, nummer="BV/2026/0003", **_FERTIG) for art in Verknuepfungsart),
        ),
        pflichten=tuple(Pflicht(art=art, gremium="Rat") for art in Pflichtart),
    )


def musterwert(feld: Feld) -> object:
    """A value that this field could hold."""
    return feld.auswahl[0] if feld.auswahl else _WERTE[feld.art]


def _abwandlungen(voll: Sachstand, ablauf: Gestalt) -> Iterator[Sachstand]:
    yield replace(voll, oeffentlich=False)
    yield replace(voll, oeffentlich=False, begruendung_nichtoeffentlich="Personalsache")
    yield replace(voll, auswirkungen=dict.fromkeys(voll.auswirkungen))
    yield from (replace(voll, auswirkungen=dict.fromkeys(voll.auswirkungen, wert)) for wert in ("ja", "offen"))
    yield replace(voll, felder={})
    yield from (replace(voll, felder={**voll.felder, feld.name: None}) for feld in ablauf.felder)
    yield from (replace(voll, mitzeichnungen=unterschriften) for unterschriften in _mitzeichnungen(voll))
    yield from (replace(voll, wer=wer) for wer in ("a", None))
    yield replace(voll, unterschriften=())
    yield replace(voll, unterschriften=tuple(replace(u, fassung=1) for u in voll.unterschriften))
    yield replace(voll, verknuepfungen=())
    yield replace(voll, verknuepfungen=tuple(replace(v, **_OFFEN) for v in voll.verknuepfungen))
    yield replace(voll, verknuepfungen=tuple(replace(v, **_FERTIG) for v in voll.verknuepfungen))
    yield replace(voll, verknuepfungen=tuple(replace(v, nummer=None, hier=False) for v in voll.verknuepfungen[:6]))
    yield replace(voll, pflichten=())
    yield replace(voll, pflichten=tuple(replace(p, erfuellt=True, faellig_am=HEUTE) for p in voll.pflichten))
    yield replace(voll, beratungen=())
    yield replace(voll, beratungen=tuple(replace(b, versuche=(), ausgang=None) for b in voll.beratungen))
    geheim = [replace(b, oeffentlich=False, ausgang=Ausgang.ANGENOMMEN) for b in voll.beratungen]
    yield replace(voll, beratungen=tuple(geheim))
    for art in ("Vorberatung", "Anhörung", "Empfehlung", "Beratung"):
        for ausgang in (None, Ausgang.KENNTNIS_GENOMMEN):
            yield replace(voll, beratungen=(replace(voll.beratungen[0], art=art, ausgang=ausgang), voll.beratungen[1]))
    for art in ("Entscheidung", "Wahl", "Kenntnisnahme"):
        for ausgang in Ausgang:
            letzte = replace(voll.beratungen[-1], art=art, entscheidet=art != "Kenntnisnahme", ausgang=ausgang)
            yield replace(voll, beratungen=(voll.beratungen[0], letzte))


def _mitzeichnungen(voll: Sachstand) -> Iterator[tuple[Mitzeichnung, ...]]:
    erste, zweite = voll.mitzeichnungen
    yield ()
    yield erste, replace(zweite, votum=None, fassung=None)
    yield erste, replace(zweite, votum=None, fassung=None, frist=None)
    yield erste, replace(zweite, votum=None, fassung=None, pflicht=False)
    yield erste, replace(zweite, fassung=1)
    yield erste, replace(zweite, fassung=1, gilt_fuer=2)
    yield replace(erste, votum=None, fassung=None), replace(zweite, votum=None, fassung=None, frist=None, gruppe=2)
    yield from ((erste, replace(zweite, votum=votum)) for votum in Votum)

"""Where a foreign system's municipalities are, and which town here each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import select

from vorlagen.extensions import ALLE, db, neue_id, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Fremdschluessel, Koerperschaft
from vorlagen.ris import AntwortUnlesbar, Felder, Koerper, Typ, lesen, lies_seite
from vorlagen.ris.kennungen import schluessel
from vorlagen.services.einfuhr.server import Server
from vorlagen.services.faelle.umgebung import freies_kuerzel

KOERPERSEITEN: Final = 100
"""A list of municipalities that goes on and on leads nowhere."""
_LAENDER: Final = {
    **{"01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW", "09": "BY"},
    **{"10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH"},
}
"""The first two digits of the Amtlicher Gemeindeschlüssel (Statistisches Bundesamt)."""


def finde_koerper(server: Server, url: str) -> tuple[Koerper, ...]:
    """The municipalities behind an address: a System, a list of Systems, a Body or a list of Bodies.

    Raises `AntwortUnlesbar` if it is none of these, and what the network raises.
    """
    inhalt = server.hole(url)
    if isinstance(inhalt, list) and inhalt and all(_ist(eins, "System") for eins in inhalt):
        systeme = sorted(inhalt, key=lambda system: str(system.get("oparlVersion", "")))
        inhalt = systeme[-1]
    if _ist(inhalt, "Body"):
        return (lesen.koerper(Felder(inhalt, server.befunde)),)
    if isinstance(inhalt, Mapping) and isinstance(inhalt.get("body"), str):
        url = inhalt["body"]
        inhalt = server.hole(url)
    koerper = tuple(_alle(server, inhalt, url))
    if not koerper:
        raise AntwortUnlesbar("Unter dieser Adresse steht keine OParl-Schnittstelle; gebraucht wird die des Systems.")
    return koerper


def stadt_fuer(koerper: Koerper, kuerzel: str | None) -> Koerperschaft:
    """The town with this short name; without one that of an earlier import, that with the same name, or a new one.

    Raises `EingabeUngueltig`.
    """
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        if kuerzel is not None:
            stadt = sitzung.scalar(select(Koerperschaft).where(Koerperschaft.kuerzel == kuerzel))
            if stadt is None:
                raise EingabeUngueltig(f"Eine Körperschaft mit dem Kürzel „{kuerzel}“ gibt es nicht.")
            return stadt
        name = (koerper.name or "").strip()
        if not name:
            raise EingabeUngueltig("Der Server nennt keinen Namen der Kommune. Bitte --koerperschaft angeben.")
        stadt = sitzung.scalar(select(Koerperschaft).where(Koerperschaft.name == name))
        if stadt is None:
            land = _LAENDER.get((koerper.ags or "").strip().zfill(8)[:2], "NW")
            stadt = Koerperschaft(id=neue_id(), kuerzel=freies_kuerzel(name), name=name, land=land)
            sitzung.add(stadt)
            sitzung.flush()
        return stadt


def quelle_von(koerper: Koerper, stadt_id: str) -> str:
    """Under which name the keys of this server are kept. A server that moved keeps the one that it had.

    It is the same one if it says the same name and the same Gemeindeschlüssel under the same path.
    """
    rechner = urlsplit(koerper.kennung).netloc[:300]
    frage = select(Fremdschluessel).where(
        Fremdschluessel.koerperschaft_id == stadt_id,
        Fremdschluessel.typ == Typ.KOERPER,
        Fremdschluessel.schluessel == schluessel(koerper.kennung),
    )
    bekannte = {fremd.quelle: fremd for fremd in db.session.scalars(frage)}
    if rechner in bekannte:
        return rechner
    ausweis = {"name": koerper.name, "ags": koerper.ags}
    umgezogen = (q for q, f in bekannte.items() if {n: f.angaben.get(n) for n in ausweis} == ausweis)
    return next(umgezogen, rechner)


def _alle(server: Server, inhalt: Any, url: str) -> Iterator[Koerper]:
    seite = lies_seite(inhalt, url, server.befunde)
    besucht = {url}
    while True:
        for roh in seite.objekte:
            if _ist(roh, "Body") and isinstance(roh.get("id"), str) and roh.get("deleted") is not True:
                yield lesen.koerper(Felder(roh, server.befunde))
        naechste = server.weiter(seite, url)
        if naechste is None or naechste in besucht or len(besucht) >= KOERPERSEITEN:
            return
        besucht.add(naechste)
        url = naechste
        seite = lies_seite(server.hole(url), url, server.befunde)


def _ist(roh: Any, typ: str) -> bool:
    """Says that it is one, or says nothing and looks like one."""
    if not isinstance(roh, Mapping):
        return False
    gesagt = str(roh.get("type") or "").rstrip("/").rsplit("/", 1)[-1]
    return gesagt == typ if gesagt else typ == "Body" and "paper" in roh

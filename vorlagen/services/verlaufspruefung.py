"""Is a town's history what it was? The same questions to the database and to an exported file."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import verlaufsausgabe
from vorlagen.services.verlaufsausgabe import FORMAT
from vorlagen.siegel import FORMAT as KOPF_FORMAT
from vorlagen.siegel import (
    Bruch,
    Ende,
    Kette,
    Kopf,
    Schluesselbund,
    gueltig,
    kettenblatt,
    pruefe,
    pruefe_stadt,
    wurzel_aus_pfad,
)

Weiter = Callable[[int], object]
LAENGSTE_ZEILE: Final = 4_000_000
_KAPUTT: Final = (
    *(OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError),
    *(KeyError, ValueError, TypeError, AttributeError, OverflowError),
)
"""What reading a file raises that somebody damaged, or made to look like ours."""
_ZAHLEN: Final = frozenset({"nr", "vorlagen", "protokoll"})
_PROTOKOLL: Final = ("id", "zeit", "was", "wer", "gegenstand_art", "gegenstand_id", "daten", "kopf")


@dataclass(slots=True)
class Befund:
    """What a verification read and found: events of chains, the latest head, everything that does not fit."""

    eintraege: int = 0
    kopf: Kopf | None = None
    koepfe: int = 0
    brueche: list[Bruch] = field(default_factory=list)


def pruefe_datenbank(
    koerperschaft_id: str,
    bund: Schluesselbund,
    *,
    bezeugt: str | None = None,
    jetzt: datetime | None = None,
    weiter: Weiter = lambda _: None,
) -> Befund:
    """Verify the town's history where it lies; only keys of this installation count, or whom they handed over to.

    With `jetzt` nothing may be dated later.
    """
    verlaufsausgabe.momentaufnahme()
    koepfe = verlaufsausgabe.koepfe(koerperschaft_id)
    befund = Befund(kopf=koepfe[-1] if koepfe else None, koepfe=len(koepfe))
    befund.brueche += pruefe_stadt(
        koepfe,
        _gezaehlt(verlaufsausgabe.ketten(koerperschaft_id, weiter), befund),
        verlaufsausgabe.ereignisse(koerperschaft_id),
        vertraut=bund.oeffentliche,
        bezeugt=bezeugt,
        spaetestens=_spaetestens(jetzt),
    )
    return befund


def pruefe_export(
    ort: Path, *, vertraut: frozenset[str] = frozenset(), bezeugt: str | None = None, jetzt: datetime | None = None
) -> Befund:
    """Verify an exported town without any database; `jetzt` as above.

    Raises `EingabeUngueltig` for a file that is no such export.
    """
    try:
        with zipfile.ZipFile(ort) as paket:
            inhalt = _inhalt(paket)
            koepfe = [_kopf(zeile) for zeile in _lies(paket, "tageskoepfe.jsonl")]
            befund = Befund(kopf=koepfe[-1] if koepfe else None, koepfe=len(koepfe))
            befund.brueche += pruefe_stadt(
                koepfe,
                _gezaehlt(_ketten(paket, inhalt), befund),
                _ereignisse(paket),
                vertraut=vertraut,
                bezeugt=bezeugt,
                spaetestens=_spaetestens(jetzt),
            )
    except _KAPUTT as fehler:
        raise EingabeUngueltig(f"Die Datei {ort} ist kein vollständiger Verlauf einer Körperschaft.") from fehler
    if koepfe and koepfe[0].koerperschaft != inhalt["koerperschaft"]["id"]:
        befund.brueche.append(Bruch(None, 1, "Die Tagesköpfe gehören zu einer anderen Körperschaft."))
    if inhalt["koepfe"] != len(koepfe):
        befund.brueche.append(Bruch(None, len(koepfe) + 1, f"{inhalt['koepfe']} Tagesköpfe sollten es sein."))
    return befund


def _spaetestens(jetzt: datetime | None) -> str:
    """The last day that anything may be dated: tomorrow, for a clock may be fast."""
    return str((jetzt + timedelta(days=1)).astimezone(UTC).date()) if jetzt else str(date.max)


def _gezaehlt(ketten: Iterator[Kette], befund: Befund) -> Iterator[Kette]:
    for kette in ketten:
        befund.eintraege += len(kette.glieder)
        yield kette


def _inhalt(paket: zipfile.ZipFile) -> Mapping[str, Any]:
    inhalt: Any = json.loads(paket.read("inhalt.json"))
    if inhalt["format"] != FORMAT:
        raise ValueError("another format")
    return {**inhalt, "koerperschaft": dict(inhalt["koerperschaft"])}


def _lies(paket: zipfile.ZipFile, name: str) -> Iterator[Any]:
    with paket.open(name) as datei:
        while zeile := datei.readline(LAENGSTE_ZEILE):
            wert = json.loads(zeile)
            if not isinstance(wert, dict):
                raise ValueError("no object")
            yield wert


def _kopf(zeile: Mapping[str, Any]) -> Kopf:
    namen = [feld.name for feld in fields(Kopf)]
    werte = {name: zeile[name] for name in namen}
    richtig = all(isinstance(w, int if n in _ZAHLEN else str) for n, w in werte.items() if n != "uebergabe")
    if set(zeile) != {"format", *namen} or zeile["format"] != KOPF_FORMAT or not richtig:
        raise ValueError("no head")
    return Kopf(**werte)


def _ketten(paket: zipfile.ZipFile, inhalt: Mapping[str, Any]) -> Iterator[Kette]:
    """The papers one after the other, each as its head line says; events before the first head line belong to none."""
    nummern = {"vorlage": 0, "zeilen": 0}

    def gehoert_zu(zeile: Mapping[str, Any]) -> int:
        nummern["zeilen"] += 1
        nummern["vorlage"] += "enden" in zeile
        return nummern["vorlage"]

    for _, gruppe in groupby(_lies(paket, "verlauf.jsonl"), key=gehoert_zu):
        kopf, *glieder = gruppe
        stelle, enden = kopf["stelle"], [(str(tag), int(nr), str(hash_)) for tag, nr, hash_ in kopf["enden"]]
        if not (stelle is None or (isinstance(stelle, int) and 0 <= stelle < 2**31)):
            raise ValueError("no place")
        yield Kette(str(kopf["vorlage"]), stelle, enden, glieder)
    if nummern["zeilen"] != inhalt["zeilen"]:
        raise ValueError("lines are missing")


def _ereignisse(paket: zipfile.ZipFile) -> Iterator[Mapping[str, Any]]:
    for zeile in _lies(paket, "protokoll.jsonl"):
        if set(zeile) != set(_PROTOKOLL) or not isinstance(zeile["zeit"], str):
            raise ValueError("no event")
        yield zeile


def pruefe_vorlage(datei: Mapping[str, Any], *, vertraut: str | None = None, bezeugt: str | None = None) -> Befund:
    """Verify the exported chain of one paper and, if it has one, its place in a head. Raises `EingabeUngueltig`."""
    vorlage_id, kette = datei["vorlage"], datei["verlauf"]
    befund = Befund(eintraege=len(kette))
    try:
        if "kopf" not in datei:
            if vertraut or bezeugt:
                raise EingabeUngueltig("Diese Datei trägt noch keinen Tageskopf; geprüft werden kann nur die Kette.")
            befund.brueche += filter(None, [pruefe(vorlage_id, kette)])
            return befund
        kopf, beweis = _kopf(datei["kopf"]), datei["beweis"]
        nr, stelle, pfad = int(beweis["nr"]), int(beweis["stelle"]), [bytes.fromhex(k) for k in beweis["pfad"]]
        ende = Ende(kopf.tag, nr, kette[nr - 1]["hash"] if 0 < nr <= len(kette) else "")
    except (KeyError, TypeError, ValueError, IndexError) as fehler:
        raise EingabeUngueltig("Der Tageskopf in dieser Datei ist unvollständig.") from fehler
    befund.kopf, befund.koepfe = kopf, 1
    befund.brueche += filter(None, [pruefe(vorlage_id, kette, [ende], kopf.tag)])
    oben = wurzel_aus_pfad(kettenblatt(vorlage_id, nr, ende.hash), stelle, kopf.vorlagen, pfad)
    if not gueltig(kopf) or (vertraut and kopf.schluessel != vertraut) or (bezeugt and kopf.hash != bezeugt):
        befund.brueche.append(Bruch(None, kopf.nr, f"Der Tageskopf vom {kopf.tag} ist nicht echt oder ein anderer."))
    elif oben is None or oben.hex() != kopf.wurzel:
        befund.brueche.append(Bruch(None, kopf.nr, f"Der Tageskopf vom {kopf.tag} bezeugt eine andere Kette."))
    return befund

"""Verifying a whole town: chains against heads, heads against each other, nothing held but one tree and the heads.

The rows may come from a database or from an export; each is read once. What the heads witness is gathered by paper and
needed by day, so it is sorted in a temporary file of SQLite instead of in memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from vorlagen.siegel.baum import ANFANG, Baum, blatt, kanonisch, wurzel
from vorlagen.siegel.kette import Bruch, Ende, pruefe
from vorlagen.siegel.kopf import Kopf, gueltig

LOESCHUNG: Final = "fristgemaess_geloescht"
"""The event of the Protokoll that says until which day earlier events were deleted, as retention asks."""
SCHONZEIT: Final = timedelta(days=330)
"""Younger events no retention deletes (a town keeps them for a year at least): one that says so excuses nothing.

Else a single forged row, for the clock to sign, would excuse that all of the Protokoll is gone.
"""


@dataclass(frozen=True, slots=True)
class Kette:
    """The chain of one paper: its place in the tree, what heads witness of it (day, number, hash), and its events."""

    vorlage: str
    stelle: int | None
    enden: Sequence[tuple[str, int, str]]
    glieder: Sequence[Any]


def kettenblatt(vorlage_id: str, nr: int, hash_: str) -> bytes:
    """The leaf of a paper: its id, the number of its last event and that event's hash, with single spaces between."""
    return blatt(f"{vorlage_id} {nr} {hash_}")


def pruefe_stadt(
    koepfe: Sequence[Kopf],
    ketten: Iterable[Kette],
    protokoll: Iterable[Mapping[str, Any]],
    *,
    vertraut: frozenset[str] = frozenset(),
    bezeugt: str | None = None,
    spaetestens: str = str(date.max),
) -> Iterator[Bruch]:
    """Everything that is not as it was, each chain's first break, then the first of the heads.

    `vertraut` are public keys that need nobody to hand over to them (empty: the first head's); `bezeugt` is the hash of
    a head that somebody kept elsewhere; nothing of the Protokoll may be dated after the day `spaetestens`. `protokoll`
    comes in the order of days, within one of time and id; each event has its day as `kopf`.
    """
    yield from _koepfe(koepfe, vertraut, bezeugt)
    zuvor = {kopf.tag: davor.tag if davor else None for davor, kopf in zip((None, *koepfe), koepfe, strict=False)}
    geschlossen = koepfe[-1].tag if koepfe else None
    with closing(sqlite3.connect("")) as merkzettel:  # an unnamed file that is gone when it is closed
        merkzettel.execute("CREATE TABLE ende (tag TEXT, stelle INTEGER, blatt BLOB)")
        zuletzt = ""
        for kette in ketten:
            if kette.vorlage <= zuletzt:
                yield Bruch(kette.vorlage, 1, "Die Vorlage steht zweimal oder an der falschen Stelle.")
            zuletzt = kette.vorlage
            enden = [Ende(tag, nr, hash_, zuvor.get(tag)) for tag, nr, hash_ in kette.enden]
            if bruch := pruefe(kette.vorlage, kette.glieder, enden, geschlossen):
                yield bruch
            zeilen = [(tag, kette.stelle, kettenblatt(kette.vorlage, nr, hash_)) for tag, nr, hash_ in kette.enden]
            merkzettel.executemany("INSERT INTO ende VALUES (?, ?, ?)", zeilen)
        yield from _baeume(koepfe, merkzettel)
    yield from _ereignisse(koepfe, protokoll, spaetestens)


def _koepfe(koepfe: Sequence[Kopf], vertraut: frozenset[str], bezeugt: str | None) -> Iterator[Bruch]:
    """The first head that is not what it was."""
    davor: Kopf | None = None
    for nr, kopf in enumerate(koepfe, start=1):
        name = f"Tageskopf {nr} ({kopf.tag})"
        if (
            kopf.koerperschaft != koepfe[0].koerperschaft
            or kopf.nr != nr
            or kopf.vorher != (davor.hash if davor else ANFANG)
            or (davor and kopf.tag <= davor.tag)
        ):
            yield Bruch(None, nr, f"{name} schließt nicht an den vorigen an.")
            return
        if not gueltig(kopf):
            yield Bruch(None, nr, f"{name} wurde verändert, oder seine Unterschrift ist falsch.")
            return
        if kopf.uebergabe and (davor is None or kopf.schluessel == davor.schluessel):
            yield Bruch(None, nr, f"{name} übergibt an einen Schlüssel, der schon galt.")
            return
        bekannt = kopf.schluessel in vertraut if vertraut or davor else True
        if not bekannt and not (davor and (kopf.schluessel == davor.schluessel or gueltig(kopf, davor.schluessel))):
            yield Bruch(None, nr, f"{name} ist mit einem Schlüssel unterschrieben, dem nichts vertraut.")
            return
        davor = kopf
    if bezeugt is not None and bezeugt not in {kopf.hash for kopf in koepfe}:
        yield Bruch(None, len(koepfe) + 1, "Der aufbewahrte Tageskopf ist nicht dabei: Das Ende fehlt.")


def _baeume(koepfe: Sequence[Kopf], merkzettel: sqlite3.Connection) -> Iterator[Bruch]:
    """The first head whose root is not over the ends that are there."""
    baum, tage = Baum(), {kopf.tag for kopf in koepfe}
    zeilen = merkzettel.execute("SELECT tag, stelle, blatt FROM ende ORDER BY tag, stelle")
    je_tag = groupby(zeilen, key=lambda zeile: zeile[0])
    tag, enden = next(je_tag, (None, iter(())))
    for kopf in koepfe:
        if tag is not None and tag not in tage:
            break
        if tag == kopf.tag:
            for _, stelle, knoten in enden:
                if stelle is None or not 0 <= stelle <= len(baum):
                    fehlt = f"Im Tageskopf vom {tag} fehlt die Vorlage an Stelle {len(baum) + 1}."
                    yield Bruch(None, kopf.nr, fehlt)
                    return
                baum.setze(stelle, knoten)
            tag, enden = next(je_tag, (None, iter(())))
        if len(baum) != kopf.vorlagen or baum.wurzel.hex() != kopf.wurzel:
            satz = f"Tageskopf {kopf.nr} ({kopf.tag}) bezeugt andere Ketten als die vorhandenen"
            yield Bruch(None, kopf.nr, f"{satz} ({kopf.vorlagen} statt {len(baum)} Vorlagen).")
            return
    if tag is not None:
        yield Bruch(None, len(koepfe) + 1, f"Ein Tageskopf vom {tag} fehlt.")


def _ereignisse(koepfe: Sequence[Kopf], protokoll: Iterable[Mapping[str, Any]], spaetestens: str) -> Iterator[Bruch]:
    """The first head whose events of the Protokoll are not those that are there, unless retention deleted them."""
    gezaehlt: dict[str, tuple[int, str]] = {}
    geloescht_bis, zuvor = "", ""
    tage = {kopf.tag: nr for nr, kopf in enumerate(koepfe)}
    for tag, zeilen in groupby(protokoll, key=lambda zeile: zeile["kopf"]):
        if tag in gezaehlt:
            yield Bruch(None, tage.get(tag, 0) + 1, f"Im Protokoll stehen Einträge vom {tag} an der falschen Stelle.")
            return
        stelle = len(koepfe) if tag is None else tage.get(tag, 0)
        zuvor = koepfe[stelle - 1].tag if stelle else ""
        blaetter = []
        for zeile in zeilen:
            am = zeile["zeit"][:10]
            if not zuvor <= am <= spaetestens:
                wohin = "zurückdatiert" if am < zuvor else "vordatiert"
                yield Bruch(None, stelle + 1, f"Im Protokoll ist ein Eintrag vom {am} {wohin}.")
                return
            geloescht_bis = max(geloescht_bis, _geloescht_bis(zeile))
            blaetter.append(blatt(kanonisch({name: wert for name, wert in zeile.items() if name != "kopf"})))
        if tag is not None:
            gezaehlt[tag] = (len(blaetter), wurzel(blaetter).hex())
    leer = (0, wurzel([]).hex())
    for kopf in koepfe:
        da = gezaehlt.pop(kopf.tag, leer)
        if da != (kopf.protokoll, kopf.protokollwurzel) and not (da == leer and kopf.tag <= geloescht_bis):
            satz = f"Tageskopf {kopf.nr} ({kopf.tag}) bezeugt ein anderes Protokoll als das vorhandene"
            yield Bruch(None, kopf.nr, f"{satz} ({kopf.protokoll} statt {da[0]} Einträge).")
            return
    if gezaehlt:
        yield Bruch(
            None, len(koepfe) + 1, f"Den Tageskopf vom {min(gezaehlt)}, den das Protokoll nennt, gibt es nicht."
        )


def _geloescht_bis(zeile: Mapping[str, Any]) -> str:
    """The last day whose events this one excuses; an empty text sorts before every day."""
    if zeile["was"] != LOESCHUNG:
        return ""
    try:
        bis = str(json.loads(zeile["daten"]).get("protokoll_bis", ""))
        return bis if bis <= str(date.fromisoformat(zeile["zeit"][:10]) - SCHONZEIT) else ""
    except (ValueError, TypeError, AttributeError, OverflowError):  # somebody tampered with it: it excuses nothing
        return ""

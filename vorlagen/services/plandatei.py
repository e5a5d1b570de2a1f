"""A town's plan as people write it (TOML or JSON), read with every fault named at once."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from vorlagen.fehler import EingabeUngueltig, Fachfehler
from vorlagen.kalender import Kalender, abgabespalten, ladungswerte
from vorlagen.services import nummern, zustaendigkeit
from vorlagen.services.einrichtung import Gremienplan, Personenplan, Plan, Rollenplan
from vorlagen.services.oparl import angaben
from vorlagen.services.oparl.angaben import Angaben, Wahlperiode
from vorlagen.services.planleser import Leser, unter

_KUERZEL: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def lies(ort: Path) -> Plan:
    """The plan in a file; `.json` is JSON, everything else TOML. Raises `EingabeUngueltig`."""
    try:
        roh = ort.read_bytes()
        werte = json.loads(roh) if ort.suffix == ".json" else tomllib.loads(roh.decode())
    except OSError as fehler:
        raise EingabeUngueltig(f"Die Datei {ort} lässt sich nicht lesen ({fehler.strerror}).") from fehler
    except ValueError as fehler:
        raise EingabeUngueltig(f"Die Datei {ort} ist nicht lesbar: {fehler}.") from fehler
    if not isinstance(werte, dict):
        raise EingabeUngueltig(f"Die Datei {ort} enthält keinen Plan.")
    return aus_werten(werte)


def aus_werten(werte: Mapping[str, Any]) -> Plan:
    """The plan as plain values. Raises `EingabeUngueltig` with every fault and its place, one a line."""
    leser = Leser()
    plan = _plan(leser, werte)
    for ort, satz in () if leser.klagen else _widersprueche(plan):
        leser.klage(ort, satz)
    if leser.klagen:
        saetze = [f"{ort}: {satz}" for ort, satz in leser.klagen]
        raise EingabeUngueltig("\n".join(["Der Plan ist so nicht brauchbar.", *saetze]))
    return plan


def _plan(leser: Leser, werte: Mapping[str, Any]) -> Plan:
    eigene = ("kuerzel", "name", "untertitel", "land", "katholisch", "augsburg", "schliesstage")
    leser.nur(werte, "", (*eigene, "aemter", "gremien", "arten", "personen", "oparl"))
    return Plan(
        kuerzel=leser.text(werte, "kuerzel"),
        name=leser.text(werte, "name"),
        untertitel=leser.kann(werte, "untertitel") or "",
        land=leser.text(werte, "land").upper(),
        katholisch=leser.ja_nein(werte, "katholisch"),
        augsburg=leser.ja_nein(werte, "augsburg"),
        schliesstage=leser.tage(werte, "schliesstage"),
        aemter=tuple(_amt(leser, amt, ort) for ort, amt in leser.tabellen(werte, "aemter")),
        aufgaben=tuple(_aufgaben(leser, werte.get("aemter"))),
        gremien=tuple(_gremium(leser, gremium, ort) for ort, gremium in leser.tabellen(werte, "gremien")),
        arten=tuple(_art(leser, art, ort) for ort, art in leser.tabellen(werte, "arten")),
        personen=tuple(_person(leser, person, ort) for ort, person in leser.tabellen(werte, "personen")),
        oparl=_oparl(leser, werte["oparl"]) if "oparl" in werte else Angaben(),
    )


def _oparl(leser: Leser, werte: object) -> Angaben:
    """What the town says of itself as publisher; without a licence nothing may be published."""
    if not isinstance(werte, Mapping):
        leser.klage("oparl", "muss eine Tabelle sein.")
        return Angaben()
    leser.nur(werte, "oparl", (*angaben.LAENGEN, "wahlperioden"))
    leser.text(werte, "lizenz", "oparl")
    worte: dict[str, Any] = {name: leser.kann(werte, name, "oparl") or "" for name in angaben.LAENGEN}
    return Angaben(
        **worte,
        wahlperioden=tuple(
            Wahlperiode(leser.text(periode, "name", ort), leser.tag(periode, "von", ort) or date.min, bis)
            for ort, periode in leser.tabellen(werte, "wahlperioden", "oparl")
            for bis in [leser.tag(periode, "bis", ort) if "bis" in periode else None]
        ),
    )


def _amt(leser: Leser, werte: Mapping[str, Any], ort: str) -> tuple[str, str]:
    leser.nur(werte, ort, ("nummer", "name", "aufgaben"))
    return leser.text(werte, "nummer", ort), leser.text(werte, "name", ort)


def _aufgaben(leser: Leser, aemter: object) -> Iterator[tuple[str, str]]:
    """Pairs of an office's number and an Aufgabe; what is no office at all was complained of before."""
    for nr, amt in enumerate(aemter if isinstance(aemter, list) else (), start=1):
        aufgaben = amt.get("aufgaben", []) if isinstance(amt, Mapping) else []
        ort = f"aemter[{nr}].aufgaben"
        if not isinstance(aufgaben, list) or not all(isinstance(aufgabe, str) for aufgabe in aufgaben):
            leser.klage(ort, 'muss eine Liste von Wörtern sein, etwa ["finanzen"].')
            continue
        for satz in _satz(ort, partial(zustaendigkeit.geordnet, aufgaben)):
            leser.klage(*satz)
        yield from ((str(amt.get("nummer")), aufgabe) for aufgabe in aufgaben)


def _gremium(leser: Leser, werte: Mapping[str, Any], ort: str) -> Gremienplan:
    leser.nur(werte, ort, ("kuerzel", "name", "abgabe_werktage", "ladung_tage", "ladung", "abgabe"))
    return Gremienplan(
        leser.text(werte, "kuerzel", ort),
        leser.text(werte, "name", ort),
        ladung=_regel(leser, werte, ort, "ladung", leser.zahl(werte, "ladung_tage", ort, sonst=7)),
        abgabe=_regel(leser, werte, ort, "abgabe", leser.zahl(werte, "abgabe_werktage", ort, sonst=10)),
    )


def _regel(leser: Leser, werte: Mapping[str, Any], ort: str, name: str, tage: int) -> Mapping[str, Any]:
    """A whole rule as a table, or just its days."""
    regel, pruefe = werte.get(name, {}), {"ladung": ladungswerte, "abgabe": abgabespalten}[name]
    if not isinstance(regel, Mapping):
        leser.klage(unter(ort, name), "muss eine Tabelle sein.")
        return {}
    ganze = dict(regel) if "tage" in regel or "voreinstellung" in regel else {"tage": tage, **regel}
    for satz in _satz(unter(ort, name), partial(pruefe, ganze)):
        leser.klage(*satz)
    return ganze


def _art(leser: Leser, werte: Mapping[str, Any], ort: str) -> tuple[str, str, str]:
    leser.nur(werte, ort, ("name", "ablauf", "nummernmuster"))
    return leser.text(werte, "name", ort), leser.text(werte, "ablauf", ort), leser.text(werte, "nummernmuster", ort)


def _person(leser: Leser, werte: Mapping[str, Any], ort: str) -> Personenplan:
    eigene = ("anmeldename", "name", "passwort", "mail", "amt", "taetigkeit", "installation", "rollen")
    leser.nur(werte, ort, eigene)
    return Personenplan(
        anmeldename=leser.text(werte, "anmeldename", ort),
        name=leser.text(werte, "name", ort),
        passwort=leser.kann(werte, "passwort", ort),
        mail=leser.kann(werte, "mail", ort),
        amt=leser.kann(werte, "amt", ort),
        taetigkeit=leser.kann(werte, "taetigkeit", ort) or "",
        installation=leser.ja_nein(werte, "installation", ort),
        rollen=tuple(_rolle(leser, rolle, stelle) for stelle, rolle in leser.tabellen(werte, "rollen", ort)),
    )


def _rolle(leser: Leser, werte: Mapping[str, Any], ort: str) -> Rollenplan:
    leser.nur(werte, ort, ("rolle", "amt", "gremium"))
    return Rollenplan(leser.text(werte, "rolle", ort), leser.kann(werte, "amt", ort), leser.kann(werte, "gremium", ort))


def _widersprueche(plan: Plan) -> Iterator[tuple[str, str]]:
    """What no single value can show. References of people are checked where people are let in."""
    if not _KUERZEL.fullmatch(plan.kuerzel):
        yield "kuerzel", "darf nur aus a–z, 0–9 und - bestehen."
    for feld, saetze in angaben.pruefe(plan.oparl):
        yield f"oparl.{feld}", " ".join(saetze)
    yield from _satz("land", partial(Kalender, plan.land, plan.katholisch, plan.augsburg))
    for name, _, muster in plan.arten:
        yield from _satz(f"arten, {name}", partial(nummern.baue, muster, amt="", heute=date(2000, 1, 1)))
    mehrere: tuple[tuple[str, Sequence[str]], ...] = (
        ("aemter", [nummer for nummer, _ in plan.aemter]),
        ("aemter", [name for _, name in plan.aemter]),
        ("gremien", [gremium.kuerzel for gremium in plan.gremien]),
        ("gremien", [gremium.name for gremium in plan.gremien]),
        ("arten", [art[0] for art in plan.arten]),
        ("personen", [person.anmeldename for person in plan.personen]),
    )
    for ort, namen in mehrere:
        for name in (name for name, anzahl in Counter(namen).items() if anzahl > 1):
            yield ort, f"„{name}“ kommt mehrmals vor."


def _satz(ort: str, pruefe: Callable[[], object]) -> Iterator[tuple[str, str]]:
    try:
        pruefe()
    except Fachfehler as fehler:
        yield ort, fehler.satz

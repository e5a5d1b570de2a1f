"""The set-up as a conversation: one question at a time, with a proposal wherever there is one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import click

from vorlagen.cli.person import lies_passwort
from vorlagen.extensions import verzeichnis
from vorlagen.fehler import EinstellungUngueltig
from vorlagen.kalender import LAENDER, VOREINSTELLUNGEN
from vorlagen.kalender.texte import anzahl_text
from vorlagen.services import nummern

_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_MUSTER = {"mitteilungsvorlage": "MV", "beschlussvorlage": "BV", "geschaeftliche_mitteilung": "GM"}
_ORTSFRAGE = {
    "BY": ("Ist Mariä Himmelfahrt bei Ihnen Feiertag?", "Gehört Ihre Stadt zu Augsburg (Friedensfest)?"),
    "SN": ("Ist Fronleichnam bei Ihnen Feiertag?", None),
    "TH": ("Ist Fronleichnam bei Ihnen Feiertag?", None),
}


def frage_plan() -> dict[str, Any]:
    """Everything that a plan needs, as the values of a plan file. `click.Abort` if the input ends early."""
    click.echo("Einrichtung einer Körperschaft. Eingabetaste nimmt den Vorschlag in Klammern, Strg+C bricht ab.\n")
    name = _frage("Name, wie er über den Vorlagen steht (etwa „Stadt Lindenstadt“)")
    plan: dict[str, Any] = {
        "name": name,
        "kuerzel": _frage("Kürzel aus a–z und 0–9", _kuerzel(name)),
        "untertitel": _frage("Zweite Zeile im Briefkopf (etwa „Die Bürgermeisterin“)", "-").removeprefix("-"),
        "land": _frage(f"Land ({', '.join(LAENDER)})", pruefe=lambda wert: wert.upper() in LAENDER).upper(),
    }
    plan |= _ortsuebliches(plan["land"])
    plan["aemter"] = list(_aemter())
    plan["gremien"] = list(_gremien(plan["land"]))
    plan["arten"] = list(_arten())
    plan["personen"] = [_verwaltung()]
    umfang = [anzahl_text(len(plan["aemter"]), "Amt", "Ämter"), anzahl_text(len(plan["gremien"]), "Gremium", "Gremien")]
    click.echo(f"\n{name}: {', '.join(umfang)}.")
    if not _ja("So einrichten?"):
        raise click.Abort
    return plan


def _ortsuebliches(land: str) -> dict[str, bool]:
    """No library knows which municipality keeps which of these holidays."""
    katholisch, augsburg = _ORTSFRAGE.get(land, (None, None))
    return {
        "katholisch": bool(katholisch) and _ja(str(katholisch)),
        "augsburg": bool(augsburg) and _ja(str(augsburg)),
    }


def _aemter() -> Iterator[dict[str, str]]:
    click.echo("\nÄmter, die Vorlagen entwerfen oder mitzeichnen. Leere Nummer: fertig.")
    while nummer := _frage("Nummer des Amtes", ""):
        yield {"nummer": nummer, "name": _frage("Name des Amtes")}


def _gremien(land: str) -> Iterator[dict[str, Any]]:
    voreinstellung = VOREINSTELLUNGEN[land]
    click.echo("\nGremien. Leeres Kürzel: fertig.")
    click.echo(f"Ladungsfrist in {LAENDER[land]}: {voreinstellung.quelle} ({voreinstellung.vermerk}).")
    if voreinstellung.hinweis:
        click.echo(voreinstellung.hinweis)
    while kuerzel := _frage("Kürzel des Gremiums (etwa HFA)", ""):
        yield {
            "kuerzel": kuerzel,
            "name": _frage("Name des Gremiums"),
            "ladung_tage": int(_frage("Ladungsfrist in Tagen", str(voreinstellung.tage or 7), pruefe=_ist_zahl)),
            "abgabe_werktage": int(_frage("Vorlagen müssen so viele Werktage vorher da sein", "10", pruefe=_ist_zahl)),
        }


def _arten() -> Iterator[dict[str, str]]:
    click.echo("\nVorlagearten. Im Nummernmuster stehen {amt}, {jahr}, {jj} und {nr:04d}; „-“ lässt die Art weg.")
    for ablauf in verzeichnis.alle():
        vorschlag = f"{_MUSTER.get(ablauf.name, 'VO')}/{{jahr}}/{{nr:04d}}"
        muster = _frage(f"Nummern für „{ablauf.titel}“", vorschlag, pruefe=_ist_muster)
        if muster != "-":
            yield {"name": ablauf.titel, "ablauf": ablauf.name, "nummernmuster": muster}


def _verwaltung() -> dict[str, Any]:
    click.echo("\nDie erste Person verwaltet das System; weitere legt „vorlagen person neu“ an.")
    return {
        "anmeldename": _frage("Anmeldename", "verwaltung"),
        "name": _frage("Vor- und Nachname"),
        "mail": _frage("E-Mail-Adresse", pruefe=lambda wert: "@" in wert),
        "passwort": lies_passwort(),
        "taetigkeit": "verwaltet das System",
        "rollen": [{"rolle": "verwaltung"}],
    }


def _frage(worte: str, vorschlag: str | None = None, *, pruefe: Callable[[str], bool] = bool) -> str:
    """Ask until the answer will do; without a `vorschlag` something must be typed."""
    zusatz = f" [{vorschlag}]" if vorschlag else ""
    while True:
        try:
            antwort = input(f"{worte}{zusatz}: ").strip()
        except EOFError:
            raise click.Abort from None
        if not antwort and vorschlag is not None:
            return vorschlag
        if pruefe(antwort):
            return antwort
        click.echo("Das geht hier nicht. Bitte noch einmal.")


def _ja(worte: str) -> bool:
    return _frage(f"{worte} (ja/nein)", pruefe=lambda wert: wert.lower() in ("ja", "j", "nein", "n")).lower() in (
        "ja",
        "j",
    )


def _ist_muster(wert: str) -> bool:
    """True for „-“ and for a pattern that can number; why another cannot is said at once."""
    try:
        if wert != "-":
            nummern.pruefe_muster(wert)
    except EinstellungUngueltig as fehler:
        click.echo(fehler.satz)
        return False
    return True


def _ist_zahl(wert: str) -> bool:
    return wert.isascii() and wert.isdigit() and int(wert) <= 366


def _kuerzel(name: str) -> str:
    letztes = name.lower().translate(_UMLAUTE).split()[-1]
    return re.sub(r"[^a-z0-9-]", "", letztes) or "stadt"

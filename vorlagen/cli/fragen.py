"""The set-up as a conversation: one question at a time, with a proposal wherever there is one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import click

from vorlagen.cli.zugang import lies_passwort
from vorlagen.extensions import verzeichnis
from vorlagen.fehler import EinstellungUngueltig
from vorlagen.kalender import LAENDER, VOREINSTELLUNGEN
from vorlagen.kalender.texte import anzahl_text
from vorlagen.lizenzen import KURZNAMEN
from vorlagen.services import nummern, zustaendigkeit

_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_MUSTER = {"mitteilungsvorlage": "MV", "beschlussvorlage": "BV", "geschaeftliche_mitteilung": "GM"}
_AMTSNAMEN = {"finanzen": ("kämmer", "finanz"), "klimaschutz": ("klima", "umwelt")}
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
    _verteile_aufgaben(plan["aemter"], {art["ablauf"] for art in plan["arten"]})
    plan["personen"] = [_verwaltung()]
    click.echo("\nÖffentliches kann als OParl herausgegeben werden, für Portale und andere Programme.")
    kurz = ", ".join(KURZNAMEN)
    if lizenz := _frage(f"Lizenz dafür ({kurz} oder eine Adresse; leer: noch nicht)", ""):
        plan["oparl"] = {"lizenz": lizenz}
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


def _aemter() -> Iterator[dict[str, Any]]:
    click.echo("\nÄmter, die Vorlagen entwerfen oder mitzeichnen. Leere Nummer: fertig.")
    while nummer := _frage("Nummer des Amtes", ""):
        yield {"nummer": nummer, "name": _frage("Name des Amtes")}


def _gremien(land: str) -> Iterator[dict[str, Any]]:
    voreinstellung = VOREINSTELLUNGEN[land]
    click.echo("\nGremien. Leeres Kürzel: fertig.")
    click.echo(f"Ladungsfrist in {LAENDER[land]}: {voreinstellung.quelle} ({voreinstellung.vermerk}).")
    if voreinstellung.hinweis:
        click.echo(voreinstellung.hinweis)
    click.echo("Alles Weitere einer Regel (was mitzählt, Zugang, Dringlichkeit) ändert „vorlagen frist regel“.")
    while kuerzel := _frage("Kürzel des Gremiums (etwa HFA)", ""):
        name = _frage("Name des Gremiums")
        tage = int(_frage("Ladungsfrist in Tagen", str(voreinstellung.tage or 7), pruefe=_ist_zahl))
        yield {
            "kuerzel": kuerzel,
            "name": name,
            "ladung": {"voreinstellung": land} if tage == voreinstellung.tage else {"tage": tage},
            "abgabe_werktage": int(_frage("Vorlagen müssen so viele Werktage vorher da sein", "10", pruefe=_ist_zahl)),
        }


def _arten() -> Iterator[dict[str, str]]:
    click.echo("\nVorlagearten. Im Nummernmuster stehen {amt}, {jahr}, {jj} und {nr:04d}; „-“ lässt die Art weg.")
    for ablauf in verzeichnis.alle():
        vorschlag = f"{_MUSTER.get(ablauf.name, 'VO')}/{{jahr}}/{{nr:04d}}"
        muster = _frage(f"Nummern für „{ablauf.titel}“", vorschlag, pruefe=_ist_muster)
        if muster != "-":
            yield {"name": ablauf.titel, "ablauf": ablauf.name, "nummernmuster": muster}


def _verteile_aufgaben(aemter: Sequence[dict[str, Any]], ablaeufe: set[str]) -> None:
    """Ask which offices must look at what; those that the name suggests are proposed, or else the first one."""
    gefragt = zustaendigkeit.gefragt(ablaeufe)
    if not gefragt or not aemter:
        return
    click.echo("\nManche Vorlagen muss ein bestimmtes Amt mitzeichnen; später ändert das „vorlagen amt aufgaben“.")
    click.echo(f"Ihre Ämter: {', '.join(' '.join((amt['nummer'], amt['name'])) for amt in aemter)}.")
    for aufgabe, anlass in gefragt.items():
        click.echo(anlass)
        frage = f"Dann zeichnet mit (Aufgabe „{aufgabe}“; Nummern mit Komma, „-“ für noch kein Amt)"
        gewaehlt = _frage(frage, _naheliegend(aufgabe, aemter), pruefe=partial(_sind_aemter, aemter=aemter))
        for amt in aemter:
            if amt["nummer"] in _einzeln(gewaehlt):
                amt["aufgaben"] = [*amt.get("aufgaben", ()), aufgabe]


def _naheliegend(aufgabe: str, aemter: Sequence[dict[str, Any]]) -> str:
    worte = _AMTSNAMEN.get(aufgabe, (aufgabe,))
    passend = [amt["nummer"] for amt in aemter if any(wort in amt["name"].lower() for wort in worte)]
    return str((passend or [aemter[0]["nummer"]])[0])


def _sind_aemter(wert: str, aemter: Sequence[dict[str, Any]]) -> bool:
    return wert == "-" or set() < _einzeln(wert) <= {amt["nummer"] for amt in aemter}


def _einzeln(wert: str) -> set[str]:
    return {teil.strip() for teil in wert.split(",") if teil.strip()}


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

"""The attendance list and the seats of a body as somebody types them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from werkzeug.datastructures import MultiDict

from vorlagen.kalender import BERLIN
from vorlagen.models import Anwesenheit, Mitgliedschaft
from vorlagen.services.anwesenheiten import FUNKTIONEN, Eintrag, Sitz
from vorlagen.web.formulare.sitzung import in_der_sitzung, uhrzeit_aus

LEERE_ZEILEN: Final = 3
HOECHSTENS: Final = 500
_SPANNE = re.compile(r"\s*([\d:.]*)\s*[-–bis]{1,3}\s*([\d:.]*)\s*")
_ZEITEN = "Bitte so: 17:00-18:30, 19:05- (leer: die ganze Sitzung)."


@dataclass(frozen=True, slots=True)
class Zeile:
    """One person as typed; `mitgliedschaft` is the seat, empty for guests and staff, `id` the line that is kept."""

    name: str = ""
    funktion: str = "gast"
    stimmberechtigt: bool = False
    stand: str = "anwesend"
    zeiten: str = ""
    mitgliedschaft: str = ""
    id: str = ""


def aus_liste(liste: Sequence[Anwesenheit], sitze: Sequence[Mitgliedschaft]) -> list[Zeile]:
    """What is stored; without a list the seats of the day, all thought to be there; then some empty lines."""
    zeilen = [
        Zeile(z.name, z.funktion, z.stimmberechtigt, z.stand, zeiten_text(z), z.mitgliedschaft_id or "", z.id)
        for z in liste
    ] or [Zeile(s.name, s.funktion, s.stimmberechtigt, mitgliedschaft=s.id) for s in sitze]
    return zeilen + [Zeile()] * LEERE_ZEILEN


def lies(form: MultiDict[str, str]) -> list[Zeile]:
    """What came in, line by line."""
    zeilen = []
    for nr in range(HOECHSTENS):
        if f"name-{nr}" not in form:
            break
        feld = {
            name: form.get(f"{name}-{nr}", "").strip() for name in ("name", "funktion", "stand", "zeiten", "sitz", "id")
        }
        zeilen.append(
            Zeile(
                feld["name"],
                feld["funktion"],
                f"stimme-{nr}" in form,
                feld["stand"],
                feld["zeiten"],
                feld["sitz"],
                feld["id"],
            )
        )
    return zeilen


def pruefe(zeilen: Sequence[Zeile], beginn: datetime) -> tuple[list[Eintrag], Mapping[str, list[str]]]:
    """The list for the service, and every fault; lines without a name were only offered."""
    eintraege, fehler = [], {}
    for nr, zeile in enumerate(zeilen):
        if not zeile.name:
            continue
        zeiten = _zeiten(zeile.zeiten, beginn)
        if zeiten is None:
            fehler[f"zeiten-{nr}"] = [_ZEITEN]
            continue
        if len(zeile.name) > 200:
            fehler[f"name-{nr}"] = ["Höchstens 200 Zeichen sind möglich."]
        eintraege.append(
            Eintrag(
                zeile.name,
                zeile.funktion,
                zeile.stimmberechtigt,
                zeile.stand,
                zeiten,
                zeile.mitgliedschaft or None,
                zeile.id or None,
            )
        )
    return eintraege, fehler


def zeiten_text(zeile: Anwesenheit) -> str:
    """The times as they are typed: 17:00-18:30, 19:05-."""
    return ", ".join("-".join(f"{_uhr(zeit)}" for zeit in paar) for paar in zeile.zeiten)


def sitze_text(sitze: Sequence[Mitgliedschaft]) -> str:
    """One seat a line: name; function; group."""
    return "\n".join("; ".join(teil for teil in (s.name, s.funktion, s.fraktion) if teil) for s in sitze)


def sitze_aus(text: str, bisherige: Sequence[Mitgliedschaft]) -> tuple[list[Sitz], list[str]]:
    """The seats, and a sentence for every line that cannot be read. A name that sat there before keeps its seat."""
    je_name = {sitz.name: sitz for sitz in bisherige}
    sitze, fehler = [], []
    for nr, zeile in enumerate(text.splitlines(), start=1):
        name, funktion, fraktion, *mehr = [*(teil.strip() for teil in zeile.split(";")), "", ""][:4]
        if not zeile.strip():
            continue
        if any(mehr) or not name or len(name) > 200 or len(fraktion) > 100 or funktion not in ("", *FUNKTIONEN):
            fehler.append(f"Zeile {nr}: Bitte so: Name; {' oder '.join(FUNKTIONEN[:4])}; Fraktion.")
            continue
        alt = je_name.get(name)
        sitze.append(
            Sitz(
                name,
                funktion or "mitglied",
                stimmberechtigt=(
                    alt.stimmberechtigt if alt and alt.funktion == (funktion or "mitglied") else funktion != "beratend"
                ),
                fraktion=fraktion,
                von=alt.von if alt else None,
                bis=alt.bis if alt else None,
                id=alt.id if alt else None,
            )
        )
    return sitze, fehler


def _zeiten(text: str, beginn: datetime) -> tuple[tuple[datetime | None, datetime | None], ...] | None:
    spannen = []
    for teil in text.split(",") if text else ():
        fund = _SPANNE.fullmatch(teil)
        if fund is None:
            return None
        von, bis = (uhrzeit_aus(fund[nr]) if fund[nr] else None for nr in (1, 2))
        if (fund[1] and von is None) or (fund[2] and bis is None):
            return None
        spannen.append((in_der_sitzung(beginn, von) if von else None, in_der_sitzung(beginn, bis) if bis else None))
    return tuple(spannen)


def _uhr(zeit: str | None) -> str:
    return f"{datetime.fromisoformat(zeit).astimezone(BERLIN):%H:%M}" if zeit else ""

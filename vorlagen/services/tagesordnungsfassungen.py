"""Frozen agendas: stored as they were, and what has changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Sitzung, Tagesordnungsfassung, Tagesordnungspunkt
from vorlagen.services import oeffentlich, sitzungen, sitzungspapiere
from vorlagen.services.wer import Wer


@dataclass(frozen=True, slots=True)
class Aenderung:
    """How one item differs from a frozen agenda; `satz` is fit for the screen."""

    top_id: str
    oeffentlich: bool
    satz: str


def stelle_fest(sitzung_id: str, *, anlass: str = "", version: int | None, wer: Wer, jetzt: datetime) -> int:
    """Freeze the agenda as it stands and return the number of its Fassung. Every paper on it is told.

    Raises `NichtBerechtigt`, `ZwischenzeitlichGeaendert`, `EingabeUngueltig` if nothing has changed since the last.
    """
    with transaction():
        sitzung = sitzungen.hole(sitzung_id, zum_schreiben=True)
        sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
        sitzungen.pruefe_version(sitzung, version)
        letzte = neueste(sitzung.id)
        if sitzung.steht_seit and letzte and letzte.inhalt == bild(sitzung):
            raise EingabeUngueltig(f"Seit Fassung {letzte.nr} hat sich an der Tagesordnung nichts geändert.")
        if sitzung.status == "abgesagt":
            raise EingabeUngueltig("Die Sitzung ist abgesagt.")
        return halte_fest(sitzung, wer=wer, jetzt=jetzt, anlass=anlass.strip())


def oeffne(sitzung_id: str, *, grund: str, version: int | None, wer: Wer, jetzt: datetime) -> None:
    """Open a frozen agenda again; the Fassung stays. Raises `EingabeUngueltig` without a reason."""
    with transaction():
        sitzung = sitzungen.hole(sitzung_id, zum_schreiben=True)
        sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
        sitzungen.pruefe_version(sitzung, version)
        if sitzung.steht_seit is None or sitzung.status in ("abgesagt", "durchgefuehrt"):
            raise EingabeUngueltig("Wieder geöffnet wird nur eine festgestellte Tagesordnung vor der Sitzung.")
        if not grund.strip():
            satz = "Bitte begründen Sie, warum die Tagesordnung wieder geöffnet wird."
            raise EingabeUngueltig(satz, {"grund": [satz]})
        sitzung.steht_seit, sitzung.version = None, sitzung.version + 1
        daten = {"sitzung": sitzung.id, "gremium": sitzung.gremium.name, "bemerkung": grund.strip()}
        sitzungspapiere.vermerke_an(sitzung.tops, "tagesordnung_geoeffnet", daten, wer=wer, jetzt=jetzt)


def halte_fest(sitzung: Sitzung, *, wer: Wer, jetzt: datetime, anlass: str) -> int:
    """Store the next Fassung inside the running transaction; the caller holds the meeting's row lock."""
    letzte = neueste(sitzung.id)
    inhalt = bild(sitzung)
    fassung = Tagesordnungsfassung(
        koerperschaft_id=sitzung.koerperschaft_id,
        sitzung_id=sitzung.id,
        nr=letzte.nr + 1 if letzte else 1,
        inhalt=inhalt,
        sha256=hashlib.sha256(json.dumps(inhalt, sort_keys=True, ensure_ascii=False).encode()).hexdigest(),
        anlass=anlass,
        festgestellt=jetzt,
        person_id=wer.id or None,
    )
    db.session.add(fassung)
    sitzung.steht_seit, sitzung.version = jetzt, sitzung.version + 1
    daten = {"sitzung": sitzung.id, "gremium": sitzung.gremium.name, "fassung": fassung.nr}
    sitzungspapiere.vermerke_an(sitzung.tops, "tagesordnung_festgestellt", daten, wer=wer, jetzt=jetzt)
    return fassung.nr


def bild(sitzung: Sitzung) -> list[dict[str, Any]]:
    """The agenda as plain JSON, in its order. What only the results or the minutes say is not part of it."""
    namen = ("id", "titel", "oeffentlich", "beratung_id", "aufnahme", "nachtrag", "en_bloc", "abgesetzt")
    return [{"top": top.zeichen, **{name: getattr(top, name) for name in namen}} for top in geordnet(sitzung)]


def geordnet(sitzung: Sitzung) -> list[Tagesordnungspunkt]:
    """The items in the order of the agenda, also after changes in this transaction."""
    return sorted(sitzung.tops, key=lambda top: (not top.oeffentlich, top.nummer, top.unter or ""))


def fassungen(sitzung_id: str) -> Sequence[Tagesordnungsfassung]:
    """All frozen agendas, newest first."""
    frage = select(Tagesordnungsfassung).where(Tagesordnungsfassung.sitzung_id == sitzung_id)
    return db.session.scalars(frage.order_by(Tagesordnungsfassung.nr.desc())).all()


def neueste(sitzung_id: str) -> Tagesordnungsfassung | None:
    """The latest frozen agenda, or None."""
    return next(iter(fassungen(sitzung_id)), None)


def lies(sitzung: Sitzung, nr: int, wer: Wer) -> tuple[Tagesordnungsfassung, list[dict[str, Any]]]:
    """A frozen agenda with the items that this person may see now. Raises `NichtGefunden`.

    Others than the Gremiendienst see what was public then and is not withheld today.
    """
    fassung = next((f for f in fassungen(sitzung.id) if f.nr == nr), None)
    if fassung is None:
        raise NichtGefunden("Diese Fassung der Tagesordnung gibt es nicht.")
    if sitzungen.ist_gremiendienst(sitzung.gremium_id, wer):
        return fassung, list(fassung.inhalt)
    heute_verborgen = {top.id for top in sitzung.tops if not top.oeffentlich}
    offen = oeffentlich.offene_stationen({punkt["beratung_id"] for punkt in fassung.inhalt if punkt["beratung_id"]})
    return fassung, [
        punkt
        for punkt in fassung.inhalt
        if punkt["oeffentlich"]
        and punkt["id"] not in heute_verborgen
        and (punkt["beratung_id"] is None or punkt["beratung_id"] in offen)
    ]


def seither(fassung: Tagesordnungsfassung, sitzung: Sitzung) -> tuple[Aenderung, ...]:
    """What is different today: what came, went, moved, or is called otherwise. For the Gremiendienst's eyes."""
    damals = {punkt["id"]: punkt for punkt in fassung.inhalt}
    heute = {punkt["id"]: punkt for punkt in bild(sitzung)}
    aenderungen = []
    for top_id, punkt in heute.items():
        satz = _unterschied(damals.get(top_id), punkt)
        if satz:
            aenderungen.append(Aenderung(top_id, punkt["oeffentlich"], satz))
    for top_id, punkt in damals.items():
        if top_id not in heute:
            satz = f"{punkt['top']} „{punkt['titel']}“ steht nicht mehr darauf."
            aenderungen.append(Aenderung(top_id, punkt["oeffentlich"], satz))
    return tuple(aenderungen)


def _unterschied(damals: dict[str, Any] | None, heute: dict[str, Any]) -> str:
    name = f"{heute['top']} „{heute['titel']}“"
    if damals is None:
        return f"{name} kam hinzu."
    if heute["abgesetzt"] and not damals["abgesetzt"]:
        return f"{name} ist abgesetzt: {heute['abgesetzt']}"
    teile = []
    if damals["top"] != heute["top"]:
        teile.append(f"war {damals['top']}")
    if damals["titel"] != heute["titel"]:
        teile.append(f"hieß „{damals['titel']}“")
    if damals["en_bloc"] != heute["en_bloc"]:
        teile.append(f"Liste für gemeinsame Abstimmung: {heute['en_bloc'] or 'keine'}")
    return f"{name}: {', '.join(teile)}." if teile else ""

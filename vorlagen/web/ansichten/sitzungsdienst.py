"""What the page of a meeting shows to those who look after its body."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from vorlagen.kalender.nachtraege import Weg
from vorlagen.models import Sitzung
from vorlagen.services import (
    aufnahme,
    beschlussfaehigkeit,
    en_bloc,
    sitzungspruefung,
    tagesordnung,
    tagesordnungsfassungen,
    termine,
)
from vorlagen.services.wer import Wer
from vorlagen.web.ansichten.nachbarstellen import nachbarstellen
from vorlagen.web.ansichten.sitzungsweg import etappen, pruefliste
from vorlagen.web.worte import heute

WEGE = {
    Weg.IN_DER_FRIST: "geht noch fristgerecht",
    Weg.VERKUERZT: "geht mit verkürzter Frist",
    Weg.DURCH_BESCHLUSS: "nur durch Beschluss in der Sitzung",
    Weg.UNZULAESSIG: "eine Regel spricht dagegen",
}
"""What the law leaves open for a late item, as on the screen."""


def fuer_den_dienst(sitzung: Sitzung, wer: Wer, jetzt: datetime) -> dict[str, Any]:
    """Everything that the Gremiendienst checks and does on that page, by the names of the template."""
    tag = heute(jetzt)
    letzte = tagesordnungsfassungen.neueste(sitzung.id)
    spaet, ladung = aufnahme.ist_spaet(sitzung, tag), termine.ladungsfrist(sitzung.id)
    punkte = [*sitzungspruefung.pruefe(sitzung, wer=wer, heute=tag), *sitzungspruefung.unvollstaendiges(sitzung)]
    behandelte = [top for top in sitzung.tops if top.abgesetzt is None]
    offen = sum(not (top.ausgang or top.ergebnis) for top in behandelte)
    return {
        "etappen": etappen(sitzung, ladung, offen=offen, jetzt=jetzt),
        "pruefgruppen": pruefliste(sitzung, punkte),
        "nachbarn": nachbarstellen(sitzung),
        "kandidaten": tagesordnung.kandidaten(sitzung, wer),
        "kandidaten_hoechstens": tagesordnung.KANDIDATEN_HOECHSTENS,
        "ladung": ladung,
        "seither": tagesordnungsfassungen.seither(letzte, sitzung) if letzte else (),
        "spaet": spaet,
        "begonnen": sitzung.beginn <= jetzt,
        "urteile": aufnahme.urteile(sitzung, gegenstand="", oeffentlich=True, heute=tag) if spaet else {},
        "WEGE": WEGE,
        "bloecke": en_bloc.listen(sitzung),
        "alle_tops": [(top.id, f"{top.zeichen} {top.titel[:60]}") for top in behandelte],
        "faehig": beschlussfaehigkeit.fuer_sitzung(sitzung),
    }

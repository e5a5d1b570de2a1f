"""Voting on a list of items at once: one result, entered for each of them as if it had been voted on alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from vorlagen.extensions import transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Sitzung, Tagesordnungspunkt
from vorlagen.services import sitzungen, sitzungspapiere, tops
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.wer import Wer


def listen(sitzung: Sitzung) -> Mapping[str, Sequence[Tagesordnungspunkt]]:
    """The lists of a meeting by name, each with its items that have no result yet and were not taken off."""
    namen = sorted({top.en_bloc for top in sitzung.tops if top.en_bloc})
    return {
        name: [top for top in sitzung.tops if top.en_bloc == name and not top.ausgang and not top.abgesetzt]
        for name in namen
    }


def stimme_ab(
    sitzung_id: str, liste: str, ergebnis: Ergebnis, *, version: int | None, wer: Wer, jetzt: datetime
) -> tuple[str, ...]:
    """Enter one result for every open item of a list, all or none; returns hints, each with the item's sign.

    Items without a paper get label and outcome only. Raises `EingabeUngueltig` for an unknown or finished list.
    """
    with transaction(umfassend=True):
        sitzung = sitzungen.hole(sitzung_id, zum_schreiben=True)
        sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
        sitzungen.pruefe_version(sitzung, version)
        offene = listen(sitzung).get(liste, ())
        if not offene:
            satz = f"Auf der Liste „{liste}“ steht nichts Offenes."
            raise EingabeUngueltig(satz, {"liste": [satz]})
        sitzungspapiere.sperre(top.beratung_id for top in offene)
        ohne_vorlage = Ergebnis(ergebnis=ergebnis.ergebnis, ausgang=ergebnis.ausgang)
        hinweise: list[str] = []
        for top_id, zeichen, mit_vorlage in [(top.id, top.zeichen, bool(top.beratung_id)) for top in offene]:
            eigenes = ergebnis if mit_vorlage else ohne_vorlage
            saetze = tops.aendere(top_id, ergebnis=eigenes, wer=wer, jetzt=jetzt)
            hinweise += [f"{zeichen}: {satz}" for satz in saetze]
        return tuple(hinweise)

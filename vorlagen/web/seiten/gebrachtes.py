"""What the form of a draft does with files: those that it brings, and those that are there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from flask import request

from vorlagen.dateien import Datei
from vorlagen.fehler import EingabeUngueltig, NichtGefunden, PruefungUnmoeglich
from vorlagen.services import anlagen, anlagenpflege
from vorlagen.services.anlagenpflege import Angabe
from vorlagen.web import tuer
from vorlagen.web.formulare.entwurf import Anlagenzeile

Gebracht = tuple[list[Datei], list[str]]


def lies() -> Gebracht:
    """The files of the form, looked at before any transaction begins; and why one was not taken."""
    dateien, abgelehnt = [], []
    for datei in request.files.getlist("anlagen"):
        if not datei.filename:
            continue
        try:
            dateien.append(anlagen.pruefe(datei.filename, datei.stream.read()))
        except (EingabeUngueltig, PruefungUnmoeglich) as fehler:
            abgelehnt.append(f"{datei.filename}: {fehler.satz}")
    return dateien, abgelehnt


def pflege(vorlage_id: str, gewollt: Sequence[Anlagenzeile], vorhanden: Sequence[Anlagenzeile]) -> list[str]:
    """Names, publicity and order as the form says them, after the text is safe; returns why something was refused."""
    bisher = {zeile.id: zeile for zeile in vorhanden}
    bleiben = [zeile for zeile in gewollt if zeile.id in bisher]
    if bleiben == [zeile for zeile in vorhanden if any(zeile.id == andere.id for andere in bleiben)]:
        return []
    angaben = [
        Angabe(id=zeile.id, name=zeile.name, oeffentlich=zeile.oeffentlich, begruendung=zeile.grund, stelle=nr)
        for nr, zeile in enumerate(bleiben, 1)
    ]
    try:
        anlagenpflege.aendere(vorlage_id, angaben, wer=tuer.wer(), jetzt=tuer.jetzt())
    except (EingabeUngueltig, NichtGefunden) as fehler:  # the latter: somebody has taken one away at this moment
        return [fehler.satz]
    return []


def haenge_an(vorlage_id: str, gebracht: Gebracht) -> list[str]:
    """Take away and attach files after the text is safe; returns why a file was not taken."""
    wer, jetzt, (dateien, abgelehnt) = tuer.wer(), tuer.jetzt(), gebracht
    for anlage_id in request.form.getlist("anlage_weg"):
        with suppress(NichtGefunden):  # somebody else has taken it away already
            anlagen.entferne(vorlage_id, anlage_id, wer=wer, jetzt=jetzt)
    oeffentlich, grund = "anlagen_oeffentlich" in request.form, request.form.get("anlagen_grund", "")
    for datei in dateien:
        try:
            anlagen.haenge_an(vorlage_id, datei, oeffentlich=oeffentlich, begruendung=grund, wer=wer, jetzt=jetzt)
        except EingabeUngueltig as fehler:
            abgelehnt.append(f"{datei.name}: {fehler.satz}")
    return abgelehnt

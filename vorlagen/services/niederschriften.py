"""Minutes and extracts as Word files: who gets which form, and what of the public part is out."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden, VeroeffentlichungZurueckgenommen
from vorlagen.kalender import BERLIN, datum_text
from vorlagen.models import Niederschriftfassung, Sitzung
from vorlagen.services import hausschablonen, lesungen, oeffentlich, sitzungen, sitzungsdruck, tops
from vorlagen.services.dokumente import Druck
from vorlagen.services.druckbild import lebendig
from vorlagen.services.tagesordnungsfassungen import geordnet
from vorlagen.services.wer import Wer

KEINE = "Diese Niederschrift gibt es nicht, oder Sie dürfen sie noch nicht sehen."


def gib_frei(sitzung_id: str, *, version: int | None, wer: Wer, jetzt: datetime) -> int:
    """Keep the public part of the minutes as it is and let everybody read it; returns the number of its Fassung.

    What is changed later is out with the next release. Raises `EingabeUngueltig` before the meeting was held or if
    nothing has changed.
    """
    with transaction() as session:
        sitzung = sitzungen.hole(sitzung_id, zum_schreiben=True)
        sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
        sitzungen.pruefe_version(sitzung, version)
        if sitzung.status != "durchgefuehrt":
            raise EingabeUngueltig("Freigegeben wird die Niederschrift einer Sitzung, die stattgefunden hat.")
        letzte = neueste(sitzung.id)
        if letzte is not None and letzte.ruecknahme is None and not geaendert_seit(letzte, sitzung):
            raise EingabeUngueltig("Seit der Freigabe hat sich am öffentlichen Teil nichts geändert.")
        sitzung.niederschrift_frei, sitzung.version = jetzt, sitzung.version + 1
        inhalt = _inhalt(sitzung, _heute(jetzt))
        fassung = Niederschriftfassung(
            koerperschaft_id=sitzung.koerperschaft_id,
            sitzung_id=sitzung.id,
            nr=letzte.nr + 1 if letzte else 1,
            inhalt=inhalt,
            sha256=hashlib.sha256(json.dumps(inhalt, sort_keys=True, ensure_ascii=False).encode()).hexdigest(),
            freigegeben=jetzt,
            person_id=wer.id or None,
        )
        session.add(fassung)
        return fassung.nr


def neueste(sitzung_id: str) -> Niederschriftfassung | None:
    """The public part as it was released last, or None."""
    frage = select(Niederschriftfassung).where(Niederschriftfassung.sitzung_id == sitzung_id)
    return db.session.scalar(frage.order_by(Niederschriftfassung.nr.desc()).limit(1))


def geaendert_seit(fassung: Niederschriftfassung, sitzung: Sitzung) -> bool:
    """True if the public part would be another one today."""
    return _inhalt(sitzung, _heute(fassung.freigegeben)) != fassung.inhalt


def drucke(sitzung_id: str, *, nur_oeffentlich: bool, wer: Wer, jetzt: datetime) -> Druck:
    """The minutes as they are now, for who looks after the body; everybody else gets what was released last.

    Raises `NichtGefunden` before.
    """
    sitzung = sitzungen.hole(sitzung_id)
    if sitzungen.ist_gremiendienst(sitzung.gremium_id, wer):
        stand = sitzungsdruck.niederschrift(sitzung, nur_oeffentlich=nur_oeffentlich, heute=_heute(jetzt))
        if not nur_oeffentlich:
            lesungen.merke_beratene(top.beratung_id for top in sitzung.tops)
    else:
        fassung = neueste(sitzung.id)
        if fassung is None:
            raise NichtGefunden(KEINE)
        _pruefe_offen(fassung)
        stand = _ohne_zurueckgehaltene(fassung, sitzung)
    ergebnis = hausschablonen.drucke("niederschrift", sitzung.koerperschaft_id, lebendig(stand))
    return Druck(sitzungsdruck.dateiname(sitzung, "Niederschrift"), ergebnis.inhalt, ergebnis.sha256)


def freigegebener_stand(sitzung: Sitzung) -> dict[str, Any] | None:
    """What everybody may read of the minutes today, as the template takes it; None if nothing is out."""
    fassung = neueste(sitzung.id)
    if fassung is None or fassung.ruecknahme is not None:
        return None
    return _ohne_zurueckgehaltene(fassung, sitzung)


def auszug(top_id: str, *, wer: Wer, jetzt: datetime) -> Druck:
    """The extract of one item with a result: whole for the Gremiendienst and who sees the whole paper.

    Everybody else gets a public item as it was released, and `NichtGefunden` before.
    """
    top, papier = tops.lies(top_id, wer=wer)
    if not (top.ausgang or top.ergebnis):
        raise NichtGefunden("Zu diesem Punkt gibt es noch kein Ergebnis.")
    if sitzungen.ist_gremiendienst(top.sitzung.gremium_id, wer) or (papier is not None and papier.voll):
        stand = sitzungsdruck.auszug(top, nur_oeffentlich=False, heute=_heute(jetzt))
        lesungen.merke_beratene([top.beratung_id])
    else:
        fassung = neueste(top.sitzung_id)
        if fassung is None or top.id not in fassung.inhalt["auszuege"] or not oeffentlich.offene([top]):
            raise NichtGefunden(KEINE)
        _pruefe_offen(fassung)
        stand = fassung.inhalt["auszuege"][top.id]
    ergebnis = hausschablonen.drucke("auszug", top.sitzung.koerperschaft_id, lebendig(stand))
    name = sitzungsdruck.dateiname(top.sitzung, f"Auszug-{top.zeichen.replace(' ', '')}")
    return Druck(name, ergebnis.inhalt, ergebnis.sha256)


def _inhalt(sitzung: Sitzung, heute: date) -> dict[str, Any]:
    offene = oeffentlich.offene(geordnet(sitzung))
    mit_ergebnis = [top for top in offene if top.ausgang or top.ergebnis]
    auszuege = sitzungsdruck.auszuege(mit_ergebnis, nur_oeffentlich=True, heute=heute)
    stand = sitzungsdruck.niederschrift(sitzung, nur_oeffentlich=True, heute=heute)
    return {"stand": stand, "tops": [top.id for top in offene], "auszuege": auszuege}


def _ohne_zurueckgehaltene(fassung: Niederschriftfassung, sitzung: Sitzung) -> dict[str, Any]:
    """What was released, without the items that are withheld today."""
    heute = {top.id for top in oeffentlich.offene(sitzung.tops)}
    teile = []
    for teil in fassung.inhalt["stand"]["teile"]:
        punkte = [p for top_id, p in zip(fassung.inhalt["tops"], teil["punkte"], strict=True) if top_id in heute]
        teile.append({**teil, "punkte": punkte})
    return {**fassung.inhalt["stand"], "teile": [teil for teil in teile if teil["punkte"]]}


def _pruefe_offen(fassung: Niederschriftfassung) -> None:
    if fassung.ruecknahme is not None:
        raise VeroeffentlichungZurueckgenommen(
            f"Die Niederschrift war freigegeben. Am {datum_text(_heute(fassung.ruecknahme))} wurde die Freigabe "
            "zurückgenommen. Auskunft gibt der Gremiendienst."
        )


def _heute(jetzt: datetime) -> date:
    return jetzt.astimezone(BERLIN).date()

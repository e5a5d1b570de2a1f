"""Foreign meetings become meetings of the body, their agendas its agenda items."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import func, select

from vorlagen.extensions import db, neue_id
from vorlagen.kalender import BERLIN, augenblick
from vorlagen.models import Fremdschluessel, Gremium, Sitzung, Tagesordnungspunkt
from vorlagen.ris import Befund, Grabstein, Termin, Typ
from vorlagen.services import sitzungspapiere
from vorlagen.services.einfuhr import anwesende, dateien, punkte
from vorlagen.services.einfuhr.arbeit import ENTFERNT, UNVERAENDERT, Arbeit

_EINGELADEN: Final = "eingeladen"
_VERLEGT: Final = "Im anderen Ratsinformationssystem verlegt."


def nimm_termin(arbeit: Arbeit, termin: Termin | Grabstein) -> None:
    """A meeting with its agenda. One that was here already keeps its own agenda; the other one is only compared."""
    if isinstance(termin, Grabstein):
        _entferne(arbeit, termin)
        return
    gremien = _gremien(arbeit, termin)
    if termin.beginn is None or not gremien:
        arbeit.befunde.merke(Befund.OHNE_BEGINN if termin.beginn is None else Befund.OHNE_GREMIUM, termin.kennung)
        return
    if arbeit.ist_bekannt(Typ.SITZUNG, termin):
        for _ in termin.punkte:
            arbeit.zaehle(Typ.PUNKT, UNVERAENDERT)
        return
    bisher = arbeit.finde(termin.kennung)
    zuvor = dict(bisher.angaben) if bisher else {}
    fremd = arbeit.merke(Typ.SITZUNG, termin)
    fremd.angaben = {**fremd.angaben, "name": termin.name, "punkte": [punkt.kennung for punkt in termin.punkte]}
    sitzung = _sitzung(arbeit, fremd, gremien[0], termin)
    if fremd.eigen:
        punkte.vergleiche(arbeit, sitzung, termin.punkte)
        if _tag(sitzung.beginn) != _tag(termin.beginn):
            arbeit.befunde.merke(Befund.HIER_BEARBEITET, f"{termin.kennung}: {_tag(termin.beginn):%d.%m.%Y}")
    else:
        bisher_am, bisher_status = sitzung.beginn, sitzung.status
        _beschrifte(arbeit, sitzung, gremien, termin)
        punkte.setze(arbeit, sitzung, termin.punkte, zuvor.get("punkte", ()))
        fremd.angaben = {**fremd.angaben, **anwesende.setze(arbeit, sitzung, termin, zuvor)}
        if bisher is not None:
            _sage_weiter(arbeit, sitzung, bisher_am, bisher_status)
    dateien.setze(arbeit, termin.dateien, neu=bisher is None, sitzung_id=sitzung.id)


def _sitzung(arbeit: Arbeit, fremd: Fremdschluessel, gremium: Gremium, termin: Termin) -> Sitzung:
    if fremd.eigene_id is not None:
        return db.session.get_one(Sitzung, fremd.eigene_id)
    sitzung = _hiesige(arbeit, gremium, termin)
    fremd.eigen = sitzung is not None
    if sitzung is None:
        sitzung = Sitzung(
            id=neue_id(), koerperschaft_id=arbeit.stadt_id, gremium=gremium, beginn=termin.beginn, version=0
        )
        db.session.add(sitzung)
        db.session.flush()
    fremd.eigener_typ, fremd.eigene_id = "sitzung", sitzung.id
    return sitzung


def _hiesige(arbeit: Arbeit, gremium: Gremium, termin: Termin) -> Sitzung | None:
    """The meeting that was called here: same body, same day; of several on that day the one at the same time."""
    assert termin.beginn is not None  # noqa: S101 - nimm_termin has looked
    tag = _tag(termin.beginn)
    von, bis = (augenblick(t, time(0), BERLIN, frueher=True) for t in (tag, tag + timedelta(days=1)))
    frage = select(Sitzung).where(Sitzung.gremium_id == gremium.id, Sitzung.beginn >= von, Sitzung.beginn < bis)
    frei = ~select(Fremdschluessel.id).where(Fremdschluessel.eigene_id == Sitzung.id).exists()
    gefunden = db.session.scalars(frage.where(Sitzung.status != "abgesagt", frei)).all()
    gleich = [sitzung for sitzung in gefunden if sitzung.beginn == termin.beginn]
    return next(iter(gefunden if len(gefunden) == 1 else gleich), None)


def _gremien(arbeit: Arbeit, termin: Termin) -> list[Gremium]:
    """The bodies that meet, the one that calls first. A group or an office that is named beside them is none."""
    gefunden: dict[str, Gremium] = {}
    for kennung in termin.organisationen:
        fremd = arbeit.finde(kennung)
        if gefunden and fremd is not None and fremd.eigener_typ in ("fraktion", "amt"):
            continue
        gremium = arbeit.gremium(kennung)
        if gremium is not None:
            gefunden[gremium.id] = gremium
    return list(gefunden.values())


def _beschrifte(arbeit: Arbeit, sitzung: Sitzung, gremien: Sequence[Gremium], termin: Termin) -> None:
    assert termin.beginn is not None  # noqa: S101 - nimm_termin has looked
    sitzung.gremium, sitzung.weitere_gremien = gremien[0], [gremium.id for gremium in gremien[1:]]
    sitzung.beginn, sitzung.ende, sitzung.ort = termin.beginn, termin.ende, termin.ort
    if termin.abgesagt:
        sitzung.status, sitzung.absagegrund = "abgesagt", sitzung.absagegrund or "Im bisherigen System abgesagt."
    elif termin.beginn < arbeit.jetzt:
        sitzung.status = "durchgefuehrt"
    else:
        sitzung.status = _EINGELADEN if (termin.stand or "").casefold() == _EINGELADEN else "geplant"
    sitzung.version += 1


def _sage_weiter(arbeit: Arbeit, sitzung: Sitzung, beginn: datetime, status: str) -> None:
    """Papers that run here and are planned for this meeting, or stand on its agenda, go along with it."""
    db.session.flush()
    db.session.expire(sitzung, ["tops"])
    if sitzung.status == "abgesagt" != status:
        sitzungspapiere.sage_ab(sitzung, sitzung.absagegrund, wer=None, jetzt=arbeit.jetzt)
    elif _tag(sitzung.beginn) != _tag(beginn):
        sitzung.fruehere_termine = [*sitzung.fruehere_termine, beginn.isoformat()]
        sitzungspapiere.verlege(sitzung, beginn, _VERLEGT, wer=None, jetzt=arbeit.jetzt)


def _entferne(arbeit: Arbeit, stein: Grabstein) -> None:
    """A meeting that is gone there is cancelled here, so that nobody waits for it; what was decided stays."""
    fremd = arbeit.finde(stein.kennung)
    if fremd is None or fremd.typ != Typ.SITZUNG or not fremd.pruefsumme:
        return
    fremd.pruefsumme = ""
    arbeit.zaehle(Typ.SITZUNG, ENTFERNT)
    sitzung = db.session.get(Sitzung, fremd.eigene_id) if fremd.eigene_id and not fremd.eigen else None
    if sitzung is None:
        return
    beschlossen = select(func.count()).where(
        Tagesordnungspunkt.sitzung_id == sitzung.id, Tagesordnungspunkt.ergebnis.is_not(None)
    )
    if not db.session.scalar(beschlossen):
        zuvor, sitzung.status, sitzung.absagegrund = sitzung.status, "abgesagt", punkte.ANDERSWO
        sitzung.version += 1
        _sage_weiter(arbeit, sitzung, sitzung.beginn, zuvor)


def _tag(zeit: datetime) -> date:
    return zeit.astimezone(BERLIN).date()

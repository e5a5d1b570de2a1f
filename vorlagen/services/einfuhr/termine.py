"""Foreign meetings become meetings of the body, their agendas its agenda items."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Final

from sqlalchemy import func, select

from vorlagen.extensions import db, neue_id
from vorlagen.kalender import BERLIN, augenblick
from vorlagen.models import Beratung, Fremdschluessel, Gremium, Sitzung, Tagesordnungspunkt
from vorlagen.richtext import aus_text, saeubere
from vorlagen.ris import Befund, Grabstein, Punkt, Termin, Typ
from vorlagen.ris.kennungen import schluessel
from vorlagen.services.einfuhr import dateien, zuordnungen
from vorlagen.services.einfuhr.arbeit import ENTFERNT, UNVERAENDERT, Arbeit

ERGEBNIS_HOECHSTENS: Final = 300
_EINGELADEN: Final = "eingeladen"
_ANDERSWO: Final = "Im bisherigen Ratsinformationssystem entfernt."


def nimm_termin(arbeit: Arbeit, termin: Termin | Grabstein) -> None:
    """A meeting with its agenda. One that was here already keeps its own agenda; the other one is only compared."""
    if isinstance(termin, Grabstein):
        _entferne(arbeit, termin)
        return
    gremium = next((g for kennung in termin.organisationen if (g := arbeit.gremium(kennung)) is not None), None)
    if termin.beginn is None or gremium is None:
        arbeit.befunde.merke(Befund.OHNE_BEGINN if termin.beginn is None else Befund.OHNE_GREMIUM, termin.kennung)
        return
    if arbeit.ist_bekannt(Typ.SITZUNG, termin):
        for _ in termin.punkte:
            arbeit.zaehle(Typ.PUNKT, UNVERAENDERT)
        return
    bisher = arbeit.finde(termin.kennung)
    alte = list(bisher.angaben.get("punkte", ())) if bisher else []
    fremd = arbeit.merke(Typ.SITZUNG, termin)
    fremd.angaben = {**fremd.angaben, "name": termin.name, "punkte": [punkt.kennung for punkt in termin.punkte]}
    sitzung = _sitzung(arbeit, fremd, gremium, termin)
    if fremd.eigen:
        _vergleiche(arbeit, sitzung, termin.punkte)
    else:
        _beschrifte(arbeit, sitzung, gremium, termin)
        _setze_punkte(arbeit, sitzung, termin.punkte, alte)
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
    tag = termin.beginn.astimezone(BERLIN).date()
    von, bis = (augenblick(t, time(0), BERLIN, frueher=True) for t in (tag, tag + timedelta(days=1)))
    frage = select(Sitzung).where(Sitzung.gremium_id == gremium.id, Sitzung.beginn >= von, Sitzung.beginn < bis)
    frei = ~select(Fremdschluessel.id).where(Fremdschluessel.eigene_id == Sitzung.id).exists()
    gefunden = db.session.scalars(frage.where(Sitzung.status != "abgesagt", frei)).all()
    gleich = [sitzung for sitzung in gefunden if sitzung.beginn == termin.beginn]
    return next(iter(gefunden if len(gefunden) == 1 else gleich), None)


def _beschrifte(arbeit: Arbeit, sitzung: Sitzung, gremium: Gremium, termin: Termin) -> None:
    assert termin.beginn is not None  # noqa: S101 - nimm_termin has looked
    sitzung.gremium, sitzung.beginn, sitzung.ende, sitzung.ort = gremium, termin.beginn, termin.ende, termin.ort
    if termin.abgesagt:
        sitzung.status, sitzung.absagegrund = "abgesagt", sitzung.absagegrund or "Im bisherigen System abgesagt."
    elif termin.beginn < arbeit.jetzt:
        sitzung.status = "durchgefuehrt"
    else:
        sitzung.status = _EINGELADEN if (termin.stand or "").casefold() == _EINGELADEN else "geplant"
    sitzung.version += 1


def _setze_punkte(arbeit: Arbeit, sitzung: Sitzung, punkte: Sequence[Punkt], alte: Sequence[str]) -> None:
    """The agenda as it is there now; items that people added here stay behind those that came."""
    _entferne_punkte(arbeit, alte, {schluessel(punkt.kennung) for punkt in punkte})
    hiesige = {top.id: top for top in _tops(sitzung)}
    for nr, top in enumerate(hiesige.values(), start=1):
        top.nummer = -nr  # out of the way: numbers are unique at every moment
    if hiesige:
        db.session.flush()
    stand, anhaenge = {True: 0, False: 0}, list[tuple[Punkt, str, bool]]()
    for punkt in punkte:
        arbeit.ist_bekannt(Typ.PUNKT, punkt)
        fremd = arbeit.merke(Typ.PUNKT, punkt)
        fremd.angaben = {**fremd.angaben, "station": punkt.station}
        if punkt.station is not None:
            fremd.angaben = {**fremd.angaben, "ergebnis": punkt.ergebnis, "nummer": punkt.nummer}
        bekannt = fremd.eigene_id in hiesige
        top = hiesige.pop(str(fremd.eigene_id)) if bekannt else _neuer(arbeit, sitzung, fremd)
        oeffentlich = punkt.oeffentlich is not False
        stand[oeffentlich] += 1
        top.oeffentlich, top.nummer, top.unter = oeffentlich, stand[oeffentlich], ""
        _beschrifte_punkt(arbeit, sitzung, top, punkt)
        anhaenge.append((punkt, top.id, not bekannt))
    for top in hiesige.values():
        stand[top.oeffentlich] += 1
        top.nummer = stand[top.oeffentlich]
    db.session.flush()
    for punkt, top_id, neu in anhaenge:
        dateien.setze(arbeit, punkt.dateien, neu=neu, top_id=top_id)


def _neuer(arbeit: Arbeit, sitzung: Sitzung, fremd: Fremdschluessel) -> Tagesordnungspunkt:
    top = Tagesordnungspunkt(id=neue_id(), koerperschaft_id=arbeit.stadt_id, sitzung_id=sitzung.id, sitzung=sitzung)
    db.session.add(top)
    fremd.eigener_typ, fremd.eigene_id = "top", top.id
    return top


def _beschrifte_punkt(arbeit: Arbeit, sitzung: Sitzung, top: Tagesordnungspunkt, punkt: Punkt) -> None:
    top.bezeichnung = punkt.nummer
    beratung = db.session.get(Beratung, top.beratung_id) if top.beratung_id else None
    if beratung is not None and zuordnungen.laeuft_hier(beratung):
        return
    top.titel = punkt.titel or top.titel
    lang = punkt.ergebnis if punkt.ergebnis and len(punkt.ergebnis) > ERGEBNIS_HOECHSTENS else None
    ergebnis = punkt.ergebnis[: ERGEBNIS_HOECHSTENS - 1] + "…" if punkt.ergebnis and lang else punkt.ergebnis
    texte = [aus_text(lang) if lang else "", als_html(punkt.beschluss)]
    if beratung is not None and beratung.abstimmungen:
        if ergebnis and ergebnis != top.ergebnis:
            arbeit.befunde.merke(Befund.HIER_BEARBEITET, f"{punkt.kennung}: {ergebnis}")
        return
    top.protokoll = "".join(texte)
    top.ergebnis = ergebnis
    if beratung is not None:
        arbeit.beruehrt.add(beratung.vorlage_id)
    elif punkt.station is None:
        top.ausgang = arbeit.ausgang(ergebnis, "", _tag(sitzung), punkt.kennung)
    else:
        arbeit.vormerken(Typ.STATION, punkt.station, {"punkt": punkt.kennung})


def _vergleiche(arbeit: Arbeit, sitzung: Sitzung, punkte: Sequence[Punkt]) -> None:
    """Another system tells of a meeting of ours: an item of ours is meant if its sign is the very same."""
    hiesige = {top.zeichen: top for top in _tops(sitzung)}
    for punkt in punkte:
        arbeit.ist_bekannt(Typ.PUNKT, punkt)
        fremd = arbeit.merke(Typ.PUNKT, punkt)
        top = hiesige.get(punkt.nummer or "")
        fremd.eigen = True
        fremd.eigener_typ, fremd.eigene_id = ("top", top.id) if top else (None, None)
        fremd.angaben = {
            **fremd.angaben,
            **{"station": punkt.station, "nummer": punkt.nummer, "titel": punkt.titel, "ergebnis": punkt.ergebnis},
            "sitzung": sitzung.id,
        }


def _entferne_punkte(arbeit: Arbeit, alte: Sequence[str], bleiben: set[str]) -> None:
    """What is no longer on the foreign agenda: gone, unless a paper stood there; then it was taken off."""
    weg = [kennung for kennung in alte if schluessel(kennung) not in bleiben]
    arbeit.lade(weg)
    for kennung in weg:
        fremd = arbeit.finde(kennung)
        if fremd is None or fremd.typ != Typ.PUNKT:
            continue
        top = db.session.get(Tagesordnungspunkt, fremd.eigene_id) if fremd.eigene_id and not fremd.eigen else None
        if top is not None and top.beratung_id is None:
            dateien.setze(arbeit, (), top_id=top.id)
            db.session.delete(top)
        elif top is not None:
            zuordnungen.setze_ab(arbeit, top, _ANDERSWO)
        arbeit.zaehle(Typ.PUNKT, ENTFERNT)
        arbeit.streiche(fremd)
    db.session.flush()


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
        sitzung.status, sitzung.absagegrund = "abgesagt", _ANDERSWO
        sitzung.version += 1


def _tops(sitzung: Sitzung) -> Sequence[Tagesordnungspunkt]:
    frage = select(Tagesordnungspunkt).where(Tagesordnungspunkt.sitzung_id == sitzung.id)
    return db.session.scalars(frage.order_by(Tagesordnungspunkt.nummer, Tagesordnungspunkt.id)).all()


def _tag(sitzung: Sitzung) -> date:
    return sitzung.beginn.astimezone(BERLIN).date()


def als_html(text: str | None) -> str:
    """The wording of a resolution, be it text or a web page's fragment."""
    if not text:
        return ""
    return saeubere(text) if text.lstrip().startswith("<") else aus_text(text)

"""The items of a foreign agenda become items here, or are compared with those of a meeting that was called here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import db, neue_id
from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Fremdschluessel, Sitzung, Tagesordnungspunkt
from vorlagen.richtext import aus_text, saeubere
from vorlagen.ris import Befund, Punkt, Typ
from vorlagen.ris.kennungen import schluessel
from vorlagen.services.einfuhr import dateien, zuordnungen
from vorlagen.services.einfuhr.arbeit import ENTFERNT, Arbeit

ERGEBNIS_HOECHSTENS: Final = 300
ANDERSWO: Final = "Im bisherigen Ratsinformationssystem entfernt."


def setze(arbeit: Arbeit, sitzung: Sitzung, punkte: Sequence[Punkt], alte: Sequence[str]) -> None:
    """The agenda as it is there now; items that people added here stay behind those that came."""
    _entferne(arbeit, sitzung, alte, {schluessel(punkt.kennung) for punkt in punkte})
    hiesige = {top.id: top for top in tops(sitzung)}
    for nr, top in enumerate(hiesige.values(), start=1):
        top.nummer = -nr  # out of the way: numbers are unique at every moment
    if hiesige:
        db.session.flush()
    stand, anhaenge = {True: 0, False: 0}, list[tuple[Punkt, str, bool]]()
    for punkt in punkte:
        gleich, zuvor = arbeit.ist_bekannt(Typ.PUNKT, punkt), arbeit.finde(punkt.kennung)
        war_geheim = zuvor is not None and zuvor.angaben.get("oeffentlich") is False
        fremd = arbeit.merke(Typ.PUNKT, punkt)
        oeffentlich = punkt.oeffentlich is not False
        fremd.angaben = {**fremd.angaben, "station": punkt.station, "oeffentlich": oeffentlich}
        if punkt.station is not None:
            fremd.angaben = {**fremd.angaben, "ergebnis": punkt.ergebnis, "nummer": punkt.nummer}
        if punkt.beschluss:
            fremd.angaben = {**fremd.angaben, "beschluss": als_html(punkt.beschluss)}
        bekannt = fremd.eigene_id in hiesige
        top = hiesige.pop(str(fremd.eigene_id)) if bekannt else _neuer(arbeit, sitzung, fremd)
        if bekannt and oeffentlich and not top.oeffentlich and not war_geheim:
            arbeit.befunde.merke(Befund.HIER_BEARBEITET, f"{punkt.kennung}: hier nichtöffentlich")
            oeffentlich = False
        stand[oeffentlich] += 1
        top.oeffentlich, top.nummer, top.unter = oeffentlich, stand[oeffentlich], ""
        _beschrifte(arbeit, sitzung, top, punkt, gleich=gleich and bekannt)
        anhaenge.append((punkt, top.id, not bekannt))
    for top in hiesige.values():
        stand[top.oeffentlich] += 1
        top.nummer = stand[top.oeffentlich]
    db.session.flush()
    for punkt, top_id, neu in anhaenge:
        dateien.setze(arbeit, punkt.dateien, neu=neu, top_id=top_id)


def vergleiche(arbeit: Arbeit, sitzung: Sitzung, punkte: Sequence[Punkt]) -> None:
    """Another system tells of a meeting of ours: an item of ours is meant if its sign is the very same."""
    hiesige = {top.zeichen: top for top in tops(sitzung)}
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


def tops(sitzung: Sitzung) -> Sequence[Tagesordnungspunkt]:
    frage = select(Tagesordnungspunkt).where(Tagesordnungspunkt.sitzung_id == sitzung.id)
    return db.session.scalars(frage.order_by(Tagesordnungspunkt.nummer, Tagesordnungspunkt.id)).all()


def als_html(text: str | None) -> str:
    """The wording of a resolution, be it text or a web page's fragment."""
    if not text:
        return ""
    return saeubere(text) if text.lstrip().startswith("<") else aus_text(text)


def _beschrifte(arbeit: Arbeit, sitzung: Sitzung, top: Tagesordnungspunkt, punkt: Punkt, *, gleich: bool) -> None:
    """What the item says. Where it says the same as last time (`gleich`), what people wrote here since then stays."""
    top.bezeichnung = punkt.nummer
    beratung = db.session.get(Beratung, top.beratung_id) if top.beratung_id else None
    if beratung is not None and zuordnungen.laeuft_hier(beratung):
        return
    top.titel = top.titel if gleich else punkt.titel or top.titel
    lang = punkt.ergebnis if punkt.ergebnis and len(punkt.ergebnis) > ERGEBNIS_HOECHSTENS else None
    ergebnis = punkt.ergebnis[: ERGEBNIS_HOECHSTENS - 1] + "…" if punkt.ergebnis and lang else punkt.ergebnis
    texte = [aus_text(lang) if lang else "", als_html(punkt.beschluss)]
    if beratung is not None and beratung.abstimmungen:
        if ergebnis and ergebnis != top.ergebnis:
            arbeit.befunde.merke(Befund.HIER_BEARBEITET, f"{punkt.kennung}: {ergebnis}")
        return
    if not gleich:
        top.protokoll, top.ergebnis = "".join(texte), ergebnis
    if beratung is not None:
        arbeit.beruehrt.add(beratung.vorlage_id)
    elif punkt.station is None:
        if top.ergebnis == ergebnis:
            top.ausgang = arbeit.ausgang(ergebnis, "", _tag(sitzung), punkt.kennung)
    else:
        arbeit.vormerken(Typ.STATION, punkt.station, {"punkt": punkt.kennung})


def _neuer(arbeit: Arbeit, sitzung: Sitzung, fremd: Fremdschluessel) -> Tagesordnungspunkt:
    top = Tagesordnungspunkt(id=neue_id(), koerperschaft_id=arbeit.stadt_id, sitzung_id=sitzung.id, sitzung=sitzung)
    db.session.add(top)
    fremd.eigener_typ, fremd.eigene_id = "top", top.id
    return top


def _entferne(arbeit: Arbeit, sitzung: Sitzung, alte: Sequence[str], bleiben: set[str]) -> None:
    """What is no longer on the foreign agenda: gone, unless a paper stood there; then it was taken off."""
    weg = [kennung for kennung in alte if schluessel(kennung) not in bleiben]
    arbeit.lade(weg)
    for kennung in weg:
        fremd = arbeit.finde(kennung)
        if fremd is None or fremd.typ != Typ.PUNKT:
            continue
        top = db.session.get(Tagesordnungspunkt, fremd.eigene_id) if fremd.eigene_id and not fremd.eigen else None
        if top is not None and top.sitzung_id != sitzung.id:
            continue  # it has gone to another meeting
        if top is not None and top.beratung_id is None:
            dateien.setze(arbeit, (), top_id=top.id)
            db.session.delete(top)
        elif top is not None:
            zuordnungen.setze_ab(arbeit, top, ANDERSWO)
        arbeit.zaehle(Typ.PUNKT, ENTFERNT)
        arbeit.streiche(fremd)
    db.session.flush()


def _tag(sitzung: Sitzung) -> date:
    return sitzung.beginn.astimezone(BERLIN).date()

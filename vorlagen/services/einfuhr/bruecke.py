"""What a foreign system decides on papers that run here flows into them: where it is certain by itself, else on a word.

Certain is: the same number, one open station here of the body that meets there, no other day planned for it here, and
an agenda item of that meeting. A result counts by itself only if its label means one outcome exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, Fachfehler, NichtBerechtigt, NichtGefunden
from vorlagen.kalender import BERLIN, datum_text
from vorlagen.models import Beratung, Fremdschluessel, Koerperschaft, Sitzung, Tagesordnungspunkt, Vorlage, Zuordnung
from vorlagen.ris.kennungen import schluessel
from vorlagen.services import bezeichnungen, ergebnisse, nachgang, schritte, sitzungen, verlauf
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.einfuhr.zuordnungen import OFFEN, UEBERNOMMEN, VERWORFEN, WARTET
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.wer import Amtsrolle, Wer, betrieb
from vorlagen.workflow.begriffe import Ausgang, Rolle
from vorlagen.workflow.bezeichnungen import ausgang as aus_bezeichnung

UNKLAR: Final = "Das Ergebnis „{}“ lässt sich keinem Ausgang sicher zuordnen."


@dataclass(frozen=True, slots=True)
class Fremdpunkt:
    """The foreign agenda item as it is here: the meeting, our item (None: ours knows none), what was resolved there."""

    sitzung: Sitzung
    top: Tagesordnungspunkt | None
    nummer: str
    ergebnis: str | None


def gleiche_ab(stadt_id: str, quelle: str, *, jetzt: datetime) -> int:
    """Take over what is certain, and put what is not up as a question; returns how many were taken over."""
    frage = select(Zuordnung.id).where(
        Zuordnung.koerperschaft_id == stadt_id, Zuordnung.quelle == quelle, Zuordnung.zustand != VERWORFEN
    )
    wer, anzahl = _anderswo(stadt_id), 0
    for id_ in db.session.scalars(frage.order_by(Zuordnung.id)).all():
        zeile = db.session.get_one(Zuordnung, id_)
        try:
            anzahl += _gleiche_eine_ab(zeile, wer, jetzt)
        except Fachfehler as fehler:
            _frage(id_, fehler.satz)
    return anzahl


def entscheide(zuordnung_id: str, beratung_id: str | None, ausgang: str | None, *, wer: Wer, jetzt: datetime) -> None:
    """A person says to which stage it belongs and what the result means, or (no stage) that it is none of ours.

    Raises `NichtGefunden`, `NichtBerechtigt`, `EingabeUngueltig`, and what entering a result raises.
    """
    zeile = db.session.get(Zuordnung, zuordnung_id)
    if zeile is None or zeile.zustand not in (OFFEN, WARTET):
        raise NichtGefunden("Diese Zuordnung ist schon entschieden.")
    punkt = fremdpunkt(zeile)
    if punkt is not None:
        sitzungen.pruefe_gremiendienst(punkt.sitzung.gremium_id, wer)
    elif not betreut(hole(zeile.vorlage_id, wer)[0], wer):
        raise NichtBerechtigt("Das entscheidet der Gremiendienst, der eines der Gremien betreut.")
    if beratung_id is None:
        _schliesse(zuordnung_id, VERWORFEN, wer=wer, jetzt=jetzt)
        return
    vorlage, _ = hole(zeile.vorlage_id, wer)
    if punkt is None or punkt.top is None or beratung_id not in {beratung.id for beratung in vorlage.beratungen}:
        raise EingabeUngueltig("Bitte setzen Sie die Vorlage zuerst auf die Tagesordnung dieser Sitzung.")
    _uebernimm(zeile, beratung_id, punkt, ausgang, wer, jetzt)


def betreut(vorlage: Vorlage, wer: Wer) -> bool:
    """Whether this person looks after any body of the paper's Beratungsfolge."""
    return any(sitzungen.ist_gremiendienst(g.id, wer) for beratung in vorlage.beratungen for g in beratung.gremien)


def offene(stadt_id: str) -> Sequence[Zuordnung]:
    """The questions of a town, oldest first."""
    frage = select(Zuordnung).where(Zuordnung.koerperschaft_id == stadt_id, Zuordnung.zustand == OFFEN)
    return db.session.scalars(frage.order_by(Zuordnung.id)).all()


def fremdpunkt(zeile: Zuordnung) -> Fremdpunkt | None:
    """Where the foreign paper stands on an agenda; None: nowhere yet, or in no meeting that we know."""
    fremd = _fremder(zeile, zeile.angaben.get("punkt"))
    if fremd is None:
        return None
    top = db.session.get(Tagesordnungspunkt, fremd.eigene_id) if fremd.eigener_typ == "top" else None
    sitzung = top.sitzung if top is not None else db.session.get(Sitzung, fremd.angaben.get("sitzung") or "")
    if sitzung is None:
        return None
    nummer = str(fremd.angaben.get("nummer") or (top.zeichen if top is not None else ""))
    return Fremdpunkt(sitzung, top, nummer, fremd.angaben.get("ergebnis"))


def _gleiche_eine_ab(zeile: Zuordnung, wer: Wer, jetzt: datetime) -> bool:
    punkt = fremdpunkt(zeile)
    if punkt is None or (zeile.zustand == UEBERNOMMEN and punkt.ergebnis == zeile.angaben.get("eingetragen")):
        return False
    vorlage, _ = hole(zeile.vorlage_id, wer)
    beratung = _station(vorlage, zeile, punkt)
    if gruende := list(_zweifel(vorlage, beratung, punkt)):
        _frage(zeile.id, " ".join(gruende))
        return False
    assert beratung is not None  # noqa: S101 - _zweifel would have said so
    tag = punkt.sitzung.beginn.astimezone(BERLIN).date()
    eigene = bezeichnungen.gueltige(bezeichnungen.der_stadt(vorlage.koerperschaft_id), tag)
    gemeint = aus_bezeichnung(punkt.ergebnis, beratung.art, eigene)
    _uebernimm(zeile, beratung.id, punkt, gemeint, wer, jetzt)
    return True


def _station(vorlage: Vorlage, zeile: Zuordnung, punkt: Fremdpunkt) -> Beratung | None:
    """The one station of that body that is meant: the one on this agenda, the one that was said, the only open one."""
    dort = [b for b in vorlage.beratungen if punkt.top is not None and punkt.top.beratung_id == b.id]
    gesagt = [b for b in vorlage.beratungen if b.id == zeile.beratung_id]
    offen = [
        b
        for b in vorlage.beratungen
        if b.ausgang is None and punkt.sitzung.gremium_id in {g.id for g in b.gremien} and not b.intern
    ]
    return next(iter(dort or gesagt or (offen if len(offen) == 1 else [])), None)


def _zweifel(vorlage: Vorlage, beratung: Beratung | None, punkt: Fremdpunkt) -> Iterator[str]:
    gremium, tag = punkt.sitzung.gremium.name, punkt.sitzung.beginn.astimezone(BERLIN).date()
    if beratung is None:
        yield f"Die Vorlage hat hier nicht genau eine offene Station für das Gremium „{gremium}“."
        return
    if punkt.top is None:
        yield f"In der hiesigen Tagesordnung dieser Sitzung gibt es keinen Punkt „{punkt.nummer}“."
        return
    if punkt.top.beratung_id not in (None, beratung.id):
        yield f"Unter „{punkt.nummer}“ steht hier eine andere Vorlage."
    if beratung.geplant_am is not None and beratung.geplant_am != tag:
        hier, dort = datum_text(beratung.geplant_am), datum_text(tag)
        yield f"Hier ist die Beratung für den {hier} geplant, dort steht sie am {dort} auf der Tagesordnung."
    if punkt.top.beratung_id is None:
        yield from (grund.text for grund in nachgang.warum_nicht(punkt.sitzung, vorlage, beratung))


def _uebernimm(
    zeile: Zuordnung, beratung_id: str, punkt: Fremdpunkt, ausgang: str | None, wer: Wer, jetzt: datetime
) -> None:
    """Put it on the agenda, then enter the result: two acts; a crash between them is made good next time."""
    assert punkt.top is not None  # noqa: S101 - nobody gets here without
    zuordnung_id, top_id, ergebnis, quelle = zeile.id, punkt.top.id, punkt.ergebnis, zeile.quelle
    zuvor = zeile.angaben.get("eingetragen")
    with transaction() as sitzung:
        treffen = sitzungen.hole(punkt.sitzung.id, zum_schreiben=True)
        vorlage, _ = hole(zeile.vorlage_id, wer, zum_schreiben=True)
        top = sitzung.get_one(Tagesordnungspunkt, top_id)
        beratung = next(b for b in vorlage.beratungen if b.id == beratung_id)
        if top.beratung_id is None:
            top.beratung_id, top.titel, top.ergebnis, top.ausgang = beratung.id, vorlage.betreff, None, None
            beratung.geplant_id, beratung.geplant_am = treffen.id, treffen.beginn.astimezone(BERLIN).date()
            treffen.version += 1
            sitzung.flush()
            sitzung.expire(beratung, ["tops", "geplant"])
            daten = {"sitzung": treffen.id, "gremium": treffen.gremium.name, "top": top.zeichen}
            daten |= {"beratung": beratung.id, "herkunft": quelle}
            verlauf.schreibe(vorlage, "auf_tagesordnung", wer_id=wer.id or None, jetzt=jetzt, daten=daten)
            schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)
    if ergebnis is not None and ergebnis != zuvor:
        if ausgang is None or ausgang not in set(Ausgang):
            _frage(zuordnung_id, UNKLAR.format(ergebnis), beratung_id)
            return
        eintrag = Ergebnis(ergebnis=ergebnis[:300], ausgang=ausgang, bemerkung=f"Übernommen aus {quelle}.")
        ergebnisse.trage_ein(beratung_id, eintrag, version=None, wer=wer, jetzt=jetzt, top_id=top_id)
    _schliesse(zuordnung_id, UEBERNOMMEN, wer=wer, jetzt=jetzt, beratung_id=beratung_id, ergebnis=ergebnis)


def _frage(zuordnung_id: str, grund: str, beratung_id: str | None = None) -> None:
    with transaction() as sitzung:
        zeile = sitzung.get_one(Zuordnung, zuordnung_id, with_for_update=True)
        zeile.zustand, zeile.grund = OFFEN, grund
        zeile.beratung_id = beratung_id or zeile.beratung_id
        punkt = fremdpunkt(zeile)
        if punkt is not None:
            zeile.gremium, zeile.tag = punkt.sitzung.gremium.name, punkt.sitzung.beginn.astimezone(BERLIN).date()


def _schliesse(
    zuordnung_id: str, zustand: str, *, wer: Wer, jetzt: datetime, beratung_id: str | None = None,
    ergebnis: str | None = None,
) -> None:  # fmt: skip
    with transaction() as sitzung:
        zeile = sitzung.get_one(Zuordnung, zuordnung_id, with_for_update=True)
        zeile.zustand, zeile.grund, zeile.entschieden, zeile.person_id = zustand, "", jetzt, wer.id or None
        zeile.beratung_id = beratung_id or zeile.beratung_id
        zeile.angaben = {**zeile.angaben, "eingetragen": ergebnis}


def _fremder(zeile: Zuordnung, kennung: str | None) -> Fremdschluessel | None:
    if not kennung:
        return None
    frage = select(Fremdschluessel).where(
        Fremdschluessel.koerperschaft_id == zeile.koerperschaft_id,
        Fremdschluessel.quelle == zeile.quelle,
        Fremdschluessel.schluessel == schluessel(kennung),
    )
    return db.session.scalar(frage)


def _anderswo(stadt_id: str) -> Wer:
    """The Gremiendienst of the other system, as far as our rules know one: nobody here, so `id` is empty."""
    karte = betrieb(db.session.get_one(Koerperschaft, stadt_id))
    return Wer(
        id="", name="anderes Ratsinformationssystem", anmeldename="", koerperschaft_id=karte.koerperschaft_id,
        koerperschaft=karte.koerperschaft, amt_id=None, amt=None, installation=False, land=karte.land,
        rollen=(Amtsrolle(Rolle.GREMIENDIENST, None, None),),
    )  # fmt: skip

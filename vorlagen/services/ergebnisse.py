"""What a body did with a paper: the label as printed, the real outcome, and the wording that travels on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import NichtBerechtigt, NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Tagesordnungspunkt, Vorlage
from vorlagen.services import (
    abstimmungen,
    ausgaenge,
    bekanntgabe,
    nachgang,
    namentlich,
    schritte,
    sitzungen,
    verlauf,
    verweisung,
    wortlaut,
)
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.beratungsfolge import finde_gremium
from vorlagen.services.hinweise import hinweise
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.sitzungen import ist_gremiendienst
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Ausgang
from vorlagen.workflow.engine import BedingungOffen
from vorlagen.workflow.grund import Grund


def trage_ein(
    beratung_id: str,
    ergebnis: Ergebnis,
    *,
    version: int | None,
    wer: Wer,
    jetzt: datetime,
    vorlage_id: str | None = None,
    top_id: str | None = None,
) -> tuple[str, ...]:
    """Record what the body did at an attempt (`top_id`; its latest if None); returns hints, which never block.

    `vorlage_id` asks that the stage is one of that paper. An earlier entry for the same attempt stays as a vote that
    no longer holds. What is told late of an earlier attempt is kept there; the stage keeps what its latest one says.
    Raises `NichtGefunden`, `NichtBerechtigt`, `ZwischenzeitlichGeaendert`, `EingabeUngueltig`, `BedingungOffen`.
    """
    with transaction():
        vorlage, beratung, top = _hole(beratung_id, vorlage_id, top_id, wer)
        if version is not None:
            schritte.pruefe_version(vorlage, version)
        ergebnis = namentlich.pruefe(beratung, top, ergebnis)
        ausgang = ausgaenge.bestimme(vorlage, beratung, top, ergebnis, jetzt.astimezone(BERLIN).date())
        ausgang = wortlaut.mit_wortlaut(vorlage, beratung, top, ergebnis, ausgang)
        _pruefe((*nachgang.warum_zu_ende(vorlage, beratung, ausgang), *_ueberholt(beratung, top, ausgang)))
        vorher = _stand(beratung, top)
        _entwerte(beratung, top)
        if top is not None:
            top.ergebnis, top.ausgang = ergebnis.ergebnis, ausgang
        abstimmungen.schreibe(vorlage, beratung, top, ergebnis, ausgang, jetzt)
        if top is None or top is beratung.letzter_versuch:
            _uebernimm(vorlage, beratung, top, ergebnis, ausgang, wer, jetzt)
        else:
            wortlaut.trage_nach(vorlage, beratung, top)
        daten = _daten(vorlage, beratung, top, ergebnis, ausgang) | {"bisher": vorher}
        verlauf.schreibe(vorlage, "ergebnis", wer_id=wer.id, jetzt=jetzt, daten=daten)
        db.session.flush()
        geheim = not bekanntgabe.ist_oeffentlich(beratung, top)
        schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt, geheim=geheim)
        return hinweise(vorlage, beratung, top, ergebnis, ausgang)


def _hole(
    beratung_id: str, vorlage_id: str | None, top_id: str | None, wer: Wer
) -> tuple[Vorlage, Beratung, Tagesordnungspunkt | None]:
    """The paper, its stage and the attempt, the meeting locked first: nobody cancels it meanwhile."""
    gefunden = db.session.scalar(select(Beratung.vorlage_id).where(Beratung.id == beratung_id))
    if gefunden is None or vorlage_id not in (None, gefunden):
        raise NichtGefunden("Diese Beratung gibt es nicht, oder Sie dürfen sie nicht sehen.")
    sitzungen.sperre(beratung_id, top_id)
    vorlage, _ = hole(gefunden, wer, zum_schreiben=True)
    beratung = next(b for b in vorlage.beratungen if b.id == beratung_id)
    if not any(ist_gremiendienst(gremium.id, wer) for gremium in beratung.gremien):
        raise NichtBerechtigt("Ergebnisse trägt der Gremiendienst ein, der das Gremium betreut.")
    return vorlage, beratung, _versuch(beratung, top_id)


def _versuch(beratung: Beratung, top_id: str | None) -> Tagesordnungspunkt | None:
    """The attempt that is meant; an internal stage needs none. What came to nothing gets no result."""
    top = next((t for t in beratung.tops if t.id == top_id), None) if top_id else beratung.letzter_versuch
    if top is not None:
        _pruefe(_entfallen(top))
    elif not beratung.intern:
        _pruefe(
            [
                Grund(
                    "tagesordnung.fehlt",
                    "Die Vorlage steht bei diesem Gremium auf keiner Tagesordnung.",
                    abhilfe="auf die Tagesordnung einer Sitzung setzen",
                    wer="der Gremiendienst",
                )
            ]
        )
    return top


def _entfallen(top: Tagesordnungspunkt) -> Iterator[Grund]:
    wieder = {"abhilfe": "die Vorlage auf die Tagesordnung einer anderen Sitzung setzen", "wer": "der Gremiendienst"}
    if top.sitzung.status == "abgesagt":
        yield Grund("sitzung.abgesagt", "Die Sitzung ist abgesagt; dort wurde nichts beschlossen.", **wieder)
    elif top.abgesetzt is not None:
        yield Grund("top.abgesetzt", "Der Punkt ist von der Tagesordnung abgesetzt.", **wieder)


def _ueberholt(beratung: Beratung, top: Tagesordnungspunkt | None, ausgang: Ausgang | None) -> Iterator[Grund]:
    """What an earlier attempt said brought the next one about; it can be completed, not turned round."""
    if top is not None and top is not beratung.letzter_versuch and top.ausgang is not None and top.ausgang != ausgang:
        yield Grund(
            "top.ueberholt",
            "Dieses Gremium hatte die Vorlage danach noch einmal auf einer Tagesordnung.",
            abhilfe="das Ergebnis dort eintragen",
            wer="der Gremiendienst",
        )


def _pruefe(gruende: Iterable[Grund]) -> None:
    alle = tuple(gruende)
    if alle:
        raise BedingungOffen("Ergebnis eintragen", alle)


def _stand(beratung: Beratung, top: Tagesordnungspunkt | None) -> dict[str, Any] | None:
    ort = top or beratung
    return {"ergebnis": ort.ergebnis, "ausgang": ort.ausgang} if ort.ausgang or ort.ergebnis else None


def _entwerte(beratung: Beratung, top: Tagesordnungspunkt | None) -> None:
    for abstimmung in beratung.abstimmungen:
        if abstimmung.top_id == (top.id if top else None):
            abstimmung.gilt = False


def _uebernimm(
    vorlage: Vorlage,
    beratung: Beratung,
    top: Tagesordnungspunkt | None,
    ergebnis: Ergebnis,
    ausgang: Ausgang | None,
    wer: Wer,
    jetzt: datetime,
) -> None:
    """The stage takes over what its latest attempt says: outcome, wording, referral."""
    db.session.flush()
    beratung.ergebnis = ergebnis.ergebnis
    beratung.ausgang = ausgaenge.stand(beratung).ausgang
    wortlaut.uebernimm(vorlage, beratung, top, ergebnis, ausgang, wer_id=wer.id, jetzt=jetzt)
    bekanntgabe.folge_dem_ergebnis(
        vorlage,
        {ausgang, *(punkt.ausgang for punkt in ergebnis.punkte)},
        beratung.fassung_nachher,
        oeffentlich=bekanntgabe.ist_oeffentlich(beratung, top),
        jetzt=jetzt,
    )
    verweisung.setze(vorlage, beratung, ergebnis.verwiesen_an if ausgang is Ausgang.VERWIESEN else ())


def _daten(
    vorlage: Vorlage,
    beratung: Beratung,
    top: Tagesordnungspunkt | None,
    ergebnis: Ergebnis,
    ausgang: Ausgang | None,
) -> dict[str, Any]:
    daten: dict[str, Any] = {
        "beratung": beratung.id,
        "gremien": [g.name for g in beratung.gremien],
        "top": top.zeichen if top else None,
        "ergebnis": ergebnis.ergebnis,
        "ausgang": ausgang,
        "fassung": (top or beratung).fassung_nachher,
    }
    if ausgang is Ausgang.VERWIESEN and ergebnis.verwiesen_an:
        ziele = [finde_gremium(vorlage.koerperschaft_id, ziel, feld="verwiesen_an") for ziel in ergebnis.verwiesen_an]
        daten["verwiesen_an"] = [ziel.name for ziel in ziele]
    if ergebnis.bemerkung and ergebnis.bemerkung.strip():
        daten["bemerkung"] = ergebnis.bemerkung.strip()
    return daten

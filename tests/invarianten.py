"""What holds after every step of every life; docs/invarianten.md says the same, a test holds both lists equal."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from vorlagen.extensions import db
from vorlagen.models import Auftrag, Beratung, Erinnerung, Frist, Pflicht, Sitzung, Vorlage
from vorlagen.services import kanten, verlauf
from vorlagen.services.fassungen import alle as alle_fassungen
from vorlagen.services.sachstand import ablauf_von
from vorlagen.workflow.begriffe import ABGESCHLOSSENE_AUFTRAEGE, ZUGESTIMMT, Ausgang, Pflichtart


def _kette_ganz(vorlage: Vorlage) -> bool:
    return verlauf.pruefe_alle()[1] == []


def _nummer_bleibt(vorlage: Vorlage) -> bool:
    vergeben = [e for e in verlauf.lies(vorlage.id) if '"nummer"' in e.daten]
    return (vorlage.nummer is not None) == bool(vergeben) and all(
        f'"nummer":"{vorlage.nummer}"' in e.daten for e in vergeben
    )


def _fassungen_luecklos(vorlage: Vorlage) -> bool:
    return [f.nr for f in alle_fassungen(vorlage)] == list(range(1, vorlage.fassung + 1))


def _graph_ohne_kreis(vorlage: Vorlage) -> bool:
    offen = {wer: set(davor) for wer, davor in kanten.lies(vorlage).items()}
    while frei := {wer for wer, davor in offen.items() if not davor & offen.keys()}:
        offen = {wer: davor for wer, davor in offen.items() if wer not in frei}
    return not offen


def _beschlossen(vorlage: Vorlage) -> bool:
    entscheidende = [beratung for beratung in vorlage.beratungen if beratung.entscheidet]
    return vorlage.status != "beschlossen" or (bool(entscheidende) and all(map(_hat_zugestimmt, entscheidende)))


def _hat_zugestimmt(beratung: Beratung) -> bool:
    """To the whole; or, each point decided for itself, to one of them, be it with the others that were still open."""
    einzeln = {a.ausgang for a in beratung.abstimmungen if a.gilt and a.art in ("punkt", "sache", "wahl")}
    return beratung.ausgang in ZUGESTIMMT or (beratung.ausgang == Ausgang.GEMISCHT and bool(einzeln & ZUGESTIMMT))


def _eine_stimme_gilt(vorlage: Vorlage) -> bool:
    for beratung in vorlage.beratungen:
        for top_id in {a.top_id for a in beratung.abstimmungen}:
            ganze = [a for a in beratung.abstimmungen if a.top_id == top_id and a.gilt and a.art in ("sache", "wahl")]
            if len(ganze) > 1:
                return False
    return True


def _ausgesetzt_wird_nicht_ausgefuehrt(vorlage: Vorlage) -> bool:
    stand = set(db.session.scalars(select(Auftrag.status).where(Auftrag.vorlage_id == vorlage.id)))
    if vorlage.status == "ausgesetzt":
        return stand <= {"verzoegert", *ABGESCHLOSSENE_AUFTRAEGE}
    return vorlage.status == "beschlossen" or stand <= ABGESCHLOSSENE_AUFTRAEGE


def _ausgesetzt_heisst_noch_einmal(vorlage: Vorlage) -> bool:
    offen = select(func.count()).where(
        Pflicht.vorlage_id == vorlage.id, Pflicht.art == Pflichtart.ERNEUT_ABSTIMMEN, Pflicht.erfuellt.is_(None)
    )
    return db.session.scalar(offen) == (1 if vorlage.status == "ausgesetzt" else 0)


def _beendet_heisst_endstatus(vorlage: Vorlage) -> bool:
    return (vorlage.beendet is not None) == (vorlage.status in ablauf_von(vorlage).endet_mit)


def _nur_freigegebenes_beim_gremium(vorlage: Vorlage) -> bool:
    return vorlage.nummer is not None or not any(b.tops or b.ausgang for b in vorlage.beratungen)


def _am_ende_laeuft_nichts(vorlage: Vorlage) -> bool:
    offen = select(func.count()).where(Frist.vorlage_id == vorlage.id, Frist.zustand == "offen")
    return vorlage.beendet is None or db.session.scalar(offen) == 0


def _eine_ladung_je_sitzung(vorlage: Vorlage) -> bool:
    je_sitzung = select(Sitzung.status, func.count(Frist.id)).join(Frist, Frist.sitzung_id == Sitzung.id)
    zeilen = db.session.execute(je_sitzung.where(Frist.zustand == "offen").group_by(Sitzung.id, Sitzung.status))
    return all(status == "geplant" and anzahl == 1 for status, anzahl in zeilen)


def _erinnert_wird_an_offenes(vorlage: Vorlage) -> bool:
    vergebens = select(func.count(Erinnerung.id)).join(Frist, Frist.id == Erinnerung.frist_id)
    return db.session.scalar(vergebens.where(Erinnerung.zustand == "geplant", Frist.zustand != "offen")) == 0


INVARIANTEN: dict[str, Callable[[Vorlage], bool]] = {
    "Die Kette des Verlaufs ist ganz.": _kette_ganz,
    "Eine Nummer gibt es erst mit der Freigabe, und sie bleibt dieselbe.": _nummer_bleibt,
    "Die Fassungen zählen lückenlos von 1 bis zur jetzigen.": _fassungen_luecklos,
    "Keine Station wartet auf sich selbst.": _graph_ohne_kreis,
    "Beschlossen ist nur, wem alle entscheidenden Gremien zugestimmt haben, ganz oder in einem Punkt.": _beschlossen,
    "Je Versuch gilt höchstens eine Abstimmung über das Ganze.": _eine_stimme_gilt,
    "Was ausgesetzt oder nicht beschlossen ist, wird nicht ausgeführt.": _ausgesetzt_wird_nicht_ausgefuehrt,
    "Noch einmal abzustimmen ist genau dann, wenn ein Widerspruch aussetzt.": _ausgesetzt_heisst_noch_einmal,
    "Beendet ist genau, was in einem Endstatus steht.": _beendet_heisst_endstatus,
    "Vor ein Gremium kommt nur, was freigegeben ist.": _nur_freigegebenes_beim_gremium,
    "Was beendet ist, hat keine offene Frist.": _am_ende_laeuft_nichts,
    "Je Sitzung läuft höchstens eine Ladungsfrist, und nur, solange sie bevorsteht.": _eine_ladung_je_sitzung,
    "Erinnert wird nur an offene Fristen.": _erinnert_wird_an_offenes,
}

"""Facts about a paper's relations: to other papers, to those who sign it, to what it obliges to."""

from __future__ import annotations

from collections.abc import Iterator

from vorlagen.workflow.begriffe import Pflichtart, Verknuepfungsart
from vorlagen.workflow.grund import Grund, bedingung
from vorlagen.workflow.sachstand import Sachstand, Verknuepfung

FEDERFUEHREND = "die federführende Stelle"
GREMIENDIENST = "der Gremiendienst"


@bedingung("Die Vorlage nennt, welche Vorlage sie ergänzt; diese ist noch nicht abgeschlossen.")
def ergaenzt_eine_laufende_vorlage(stand: Sachstand) -> Iterator[Grund]:
    yield from _verweist_auf_laufende(stand, Verknuepfungsart.ERGAENZT)


@bedingung("Die Vorlage nennt, welche Vorlage sie ersetzt; diese ist noch nicht abgeschlossen.")
def ersetzt_eine_laufende_vorlage(stand: Sachstand) -> Iterator[Grund]:
    yield from _verweist_auf_laufende(stand, Verknuepfungsart.ERSETZT)


@bedingung("Eine freigegebene Neufassung ersetzt die Vorlage.")
def neufassung_liegt_vor(stand: Sachstand) -> Iterator[Grund]:
    neue = _eingehend(stand, Verknuepfungsart.ERSETZT)
    if not any(verweis.freigegeben for verweis in neue):
        yield Grund(
            "neufassung.fehlt",
            f"Die Neufassung{_nummern(neue)} ist noch nicht freigegeben." if neue else "Eine Neufassung gibt es nicht.",
            abhilfe="die Neufassung freigeben lassen" if neue else "eine Neufassung anlegen, die diese Vorlage ersetzt",
            wer=FEDERFUEHREND,
        )


@bedingung("Eine freigegebene Vorlage beantwortet diese.")
def antwort_liegt_vor(stand: Sachstand) -> Iterator[Grund]:
    antworten = _eingehend(stand, Verknuepfungsart.BEANTWORTET)
    if not any(verweis.freigegeben for verweis in antworten):
        yield _antwort_fehlt(antworten, "ist noch nicht freigegeben")


@bedingung("Eine abgeschlossene Vorlage beantwortet diese.")
def abschliessend_beantwortet(stand: Sachstand) -> Iterator[Grund]:
    antworten = _eingehend(stand, Verknuepfungsart.BEANTWORTET)
    if not any(verweis.beendet for verweis in antworten):
        yield _antwort_fehlt(antworten, "ist noch nicht abgeschlossen")


@bedingung("Eine beschlossene Vorlage genehmigt diese.")
def durch_vorlage_genehmigt(stand: Sachstand) -> Iterator[Grund]:
    genehmigungen = _eingehend(stand, Verknuepfungsart.GENEHMIGT)
    zustaendig = {p.gremium for p in stand.pflichten if p.art is Pflichtart.GENEHMIGEN and p.gremium}
    beschlossene = [verweis for verweis in genehmigungen if verweis.zugestimmt]
    falsche = [v for v in beschlossene if v.zugestimmt_von and not zustaendig & set(v.zugestimmt_von)]
    if zustaendig and beschlossene and len(falsche) == len(beschlossene):
        yield Grund(
            "genehmigung.falsches_gremium",
            f"Genehmigen muss {' oder '.join(sorted(zustaendig))}; beschlossen hat "
            f"{' und '.join(sorted({g for v in falsche for g in v.zugestimmt_von}))}.",
            abhilfe="auf die Tagesordnung des zuständigen Gremiums setzen",
            wer=GREMIENDIENST,
        )
    elif not beschlossene:
        text = f"Über die Vorlage{_nummern(genehmigungen)}, die das genehmigen soll, ist noch nicht beschlossen."
        yield Grund(
            "genehmigung.fehlt",
            text if genehmigungen else "Keine andere Vorlage soll das genehmigen.",
            abhilfe="auf die Tagesordnung setzen oder die Vorlage verknüpfen, die es genehmigt",
            wer=GREMIENDIENST,
        )


@bedingung("Die zweite Unterschrift leistet eine andere Person.")
def andere_person_als_vorher(stand: Sachstand) -> Iterator[Grund]:
    bisherige = {u.person for u in stand.unterschriften if u.fassung == stand.fassung}
    if stand.wer is not None and stand.wer in bisherige:
        yield Grund(
            "unterschrift.dieselbe_person",
            "Sie haben schon unterschrieben; die zweite Unterschrift muss von einer anderen Person kommen.",
            abhilfe="eine zweite Person unterschreiben lassen",
            wer="das mitunterzeichnende Gremienmitglied",
        )


@bedingung("Die Fassung ist schon einmal unterschrieben.")
def schon_unterschrieben(stand: Sachstand) -> Iterator[Grund]:
    if not any(unterschrift.fassung == stand.fassung for unterschrift in stand.unterschriften):
        yield Grund(
            "unterschrift.fehlt",
            "Die erste Unterschrift unter diese Fassung fehlt.",
            abhilfe="zuerst unterschreiben lassen",
            wer="die freigebende Leitung",
        )


def _verweist_auf_laufende(stand: Sachstand, art: Verknuepfungsart) -> Iterator[Grund]:
    gemeinte = [v for v in stand.verknuepfungen if v.art is art and not v.eingehend]
    if not gemeinte:
        yield Grund(
            f"{art}.fehlt",
            f"Es fehlt, welche Vorlage diese {art.titel}.",
            abhilfe=f"die Vorlage verknüpfen, die diese {art.titel}",
            wer=FEDERFUEHREND,
            feld="verknuepfungen",
        )
    for verweis in gemeinte:
        if verweis.beendet:
            yield Grund(
                f"{art}.abgeschlossen",
                f"Die Vorlage{_nummern([verweis])} ist schon abgeschlossen.",
                abhilfe="eine neue Beschlussvorlage anlegen",
                wer=FEDERFUEHREND,
                feld="verknuepfungen",
            )


def _antwort_fehlt(antworten: list[Verknuepfung], warum: str) -> Grund:
    if not antworten:
        return Grund(
            "antwort.fehlt",
            "Noch keine Vorlage beantwortet diese.",
            abhilfe="eine Vorlage anlegen, die diese beantwortet",
            wer=FEDERFUEHREND,
        )
    text = f"Die Vorlage{_nummern(antworten)}, die diese beantwortet, {warum}."
    return Grund("antwort.offen", text, abhilfe="sie zu Ende bringen", wer=FEDERFUEHREND)


def _eingehend(stand: Sachstand, art: Verknuepfungsart) -> list[Verknuepfung]:
    return [verweis for verweis in stand.verknuepfungen if verweis.art is art and verweis.eingehend]


def _nummern(verweise: list[Verknuepfung]) -> str:
    nummern = " und ".join(verweis.nummer for verweis in verweise if verweis.nummer)
    return f" {nummern}" if nummern else ""

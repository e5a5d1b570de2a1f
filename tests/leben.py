"""Random lives of papers: everybody does at any time what somebody might, and what must always hold is asked after it.

The invariants are written down in docs/invarianten.md; a test holds both lists equal.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.welt import JETZT, Stadt, als, baue_stadt
from vorlagen.extensions import db
from vorlagen.fehler import Fachfehler
from vorlagen.models import Vorlage
from vorlagen.services import (
    auftraege,
    ausgaenge,
    ergebnisse,
    kanten,
    schritte,
    sitzungen,
    tagesordnung,
    verlauf,
    vorlagen,
)
from vorlagen.services.abstimmungen import Ergebnis, Punktergebnis
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.fassungen import alle as alle_fassungen
from vorlagen.services.mitzeichnungen import Beteiligung, zeichne
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import hole, laufende_mitzeichnungen
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import ABGESCHLOSSENE_AUFTRAEGE, ZUGESTIMMT, Ausgang
from vorlagen.workflow.felder import AUSWIRKUNGEN

TEXT = "<ol><li>den Bau,</li><li>den Kauf.</li></ol>"
SCHRITTE = (
    ("zur_mitzeichnung_geben", "frieda"), ("zur_ueberarbeitung_zurueckgeben", "kai"), ("zurueckholen", "frieda"),
    ("freigabe_ablehnen", "olaf"), ("freigeben", "olaf"), ("ergebnis_berichtigen", "gerda"),
    ("zurueckziehen", "frieda"), ("widersprechen", "olaf"), ("beschluss_aufheben", "gerda"),
    ("fuer_erledigt_erklaeren", "gerda"),
)  # fmt: skip


class Leben(RuleBasedStateMachine):
    """One paper at a time, from draft to done and back; the next begins when this one has ended."""

    stadt: Stadt
    vorlage_id: str
    jetzt: datetime
    nummern: set[str]

    @initialize()
    def beginne(self) -> None:
        self.stadt, self.jetzt, self.nummern = baue_stadt(), JETZT, set()
        self._entwirf()

    @rule(text=st.sampled_from((TEXT, "<p>Der Rat beschließt.</p>", "<ol><li>nur den Bau.</li></ol>")))
    def aendere(self, text: str) -> None:
        werte = {"beschlussvorschlag": text}
        self._tue("frieda", lambda v, wer: vorlagen.aendere(v.id, werte, version=v.version, wer=wer, jetzt=self.jetzt))

    @rule(schritt=st.sampled_from(SCHRITTE))
    def gehe(self, schritt: tuple[str, str]) -> None:
        name, wer = schritt
        self._tue(
            wer,
            lambda v, person: schritte.gehe(
                v.id, name, version=v.version, wer=person, jetzt=self.jetzt, bemerkung="Weil es so ist."
            ),
        )

    @rule(wer=st.sampled_from(("kai", "berta")))
    def zeichne_mit(self, wer: str) -> None:
        def unterschreibe(v: Vorlage, person: Wer) -> None:
            aemter = als(wer).aemter("mitzeichnung") or ()
            offene = [m.id for m in laufende_mitzeichnungen(v) if m.amt_id in aemter]
            for offen in offene[:1]:
                zeichne(v.id, offen, votum="zugestimmt", fassung=v.fassung, wer=als(wer), jetzt=self.jetzt)

        self._tue(wer, unterschreibe)

    @rule(gremium=st.sampled_from(("HFA", "Rat")), tage=st.integers(1, 40))
    def setze_auf(self, gremium: str, tage: int) -> None:
        gremium_id, beginn = self.stadt.gremien[gremium], self.jetzt + timedelta(days=tage)

        def nimm_auf(v: Vorlage, _person: Wer) -> None:
            stufen = [
                b.id for b in v.beratungen if gremium_id in {g.id for g in b.gremien} and ausgaenge.bleibt_offen(b)
            ]
            for stufe in stufen[:1]:
                sitzung_id = sitzungen.lege_an(gremium_id, beginn, wer=als("gerda"), jetzt=self.jetzt)
                tagesordnung.nimm_auf(sitzung_id, stufe, wer=als("gerda"), jetzt=self.jetzt)

        self._tue("gerda", nimm_auf)

    @rule(platz=st.integers(0, 4), ausgang=st.sampled_from((None, *Ausgang)), geaendert=st.booleans())
    def trage_ein(self, platz: int, ausgang: Ausgang | None, geaendert: bool) -> None:
        ergebnis = Ergebnis(
            ausgang=ausgang,
            ergebnis="einstimmig beschlossen",
            beschlusstext="<ol><li>den Bau mit Dach.</li></ol>" if geaendert else None,
            verwiesen_an=("Haupt- und Finanzausschuss",) if ausgang is Ausgang.VERWIESEN else (),
        )
        self._ergebnis(platz, ergebnis)

    @rule(platz=st.integers(0, 4), eins=st.sampled_from(Ausgang), zwei=st.sampled_from(Ausgang))
    def entscheide_je_punkt(self, platz: int, eins: Ausgang, zwei: Ausgang) -> None:
        self._ergebnis(platz, Ergebnis(punkte=(Punktergebnis("1", eins), Punktergebnis("2", zwei))))

    @rule(tage=st.integers(1, 30))
    def warte(self, tage: int) -> None:
        self.jetzt += timedelta(days=tage)

    @precondition(lambda self: hasattr(self, "vorlage_id") and self._lies().beendet is not None)
    @rule()
    def beginne_die_naechste(self) -> None:
        self._entwirf()

    @invariant()
    def was_immer_gilt(self) -> None:
        if hasattr(self, "vorlage_id"):
            vorlage = self._lies()
            for satz, gilt in INVARIANTEN.items():
                assert gilt(vorlage), satz

    def _entwirf(self) -> None:
        gremien, aemter = self.stadt.gremien, self.stadt.aemter
        werte = {
            "art": "Beschlussvorlage", "betreff": "Ein Leben", "oeffentlich": True, "sachverhalt": "<p>So ist es.</p>",
            "beschlussvorschlag": TEXT, "auswirkungen": [{"art": art, "wert": "nein"} for art, _ in AUSWIRKUNGEN],
            "beratungsfolge": [Station((gremien["HFA"],), "Vorberatung"), Station((gremien["Rat"],), "Entscheidung")],
            "mitzeichnungen": [Beteiligung(aemter["20"]), Beteiligung(aemter["30"])],
        }  # fmt: skip
        self.vorlage_id = vorlagen.lege_an(werte, wer=als("frieda"), jetzt=self.jetzt)

    def _ergebnis(self, platz: int, ergebnis: Ergebnis) -> None:
        def eintragen(v: Vorlage, _person: Wer) -> None:
            stufe = v.beratungen[platz % len(v.beratungen)].id
            ergebnisse.trage_ein(stufe, ergebnis, version=None, wer=als("gerda"), jetzt=self.jetzt)

        self._tue("gerda", eintragen)

    def _tue(self, wer: str, was: Callable[[Vorlage, Wer], None]) -> None:
        """What is refused is refused with a sentence and changes nothing."""
        vorher, eintraege = self._stand(), len(verlauf.lies(self.vorlage_id))
        person, abgelehnt = als(wer), None
        try:
            was(self._lies(), person)
        except Fachfehler as fehler:
            abgelehnt = fehler.satz.strip()
        if abgelehnt is not None:
            assert abgelehnt
            assert (self._stand(), len(verlauf.lies(self.vorlage_id))) == (vorher, eintraege)

    def _lies(self) -> Vorlage:
        person = als("adele")
        db.session.rollback()
        return hole(self.vorlage_id, person)[0]

    def _stand(self) -> tuple[str, int, int]:
        vorlage = self._lies()
        return vorlage.status, vorlage.version, vorlage.fassung


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


def _beschlossen_heisst_zugestimmt(vorlage: Vorlage) -> bool:
    entscheidende = [b.ausgang for b in vorlage.beratungen if b.entscheidet]
    return vorlage.status != "beschlossen" or (bool(entscheidende) and set(entscheidende) <= ZUGESTIMMT)


def _eine_stimme_gilt(vorlage: Vorlage) -> bool:
    for beratung in vorlage.beratungen:
        for top_id in {a.top_id for a in beratung.abstimmungen}:
            ganze = [a for a in beratung.abstimmungen if a.top_id == top_id and a.gilt and a.art in ("sache", "wahl")]
            if len(ganze) > 1:
                return False
    return True


def _ausgesetzt_wird_nicht_ausgefuehrt(vorlage: Vorlage) -> bool:
    stand = {a.status for a, _ in auftraege.liste(als("adele"), auftraege.Filter(vorlage_id=vorlage.id))}
    if vorlage.status == "ausgesetzt":
        return stand <= {"verzoegert", *ABGESCHLOSSENE_AUFTRAEGE}
    return vorlage.status == "beschlossen" or stand <= ABGESCHLOSSENE_AUFTRAEGE


def _beendet_heisst_endstatus(vorlage: Vorlage) -> bool:
    return (vorlage.beendet is not None) == (vorlage.status in ablauf_von(vorlage).endet_mit)


def _nur_freigegebenes_beim_gremium(vorlage: Vorlage) -> bool:
    return vorlage.nummer is not None or not any(b.tops or b.ausgang for b in vorlage.beratungen)


INVARIANTEN: dict[str, Callable[[Vorlage], bool]] = {
    "Die Kette des Verlaufs ist ganz.": _kette_ganz,
    "Eine Nummer gibt es erst mit der Freigabe, und sie bleibt dieselbe.": _nummer_bleibt,
    "Die Fassungen zählen lückenlos von 1 bis zur jetzigen.": _fassungen_luecklos,
    "Keine Station wartet auf sich selbst.": _graph_ohne_kreis,
    "Beschlossen ist nur, wem alle entscheidenden Gremien zugestimmt haben.": _beschlossen_heisst_zugestimmt,
    "Je Versuch gilt höchstens eine Abstimmung über das Ganze.": _eine_stimme_gilt,
    "Was ausgesetzt oder nicht beschlossen ist, wird nicht ausgeführt.": _ausgesetzt_wird_nicht_ausgefuehrt,
    "Beendet ist genau, was in einem Endstatus steht.": _beendet_heisst_endstatus,
    "Vor ein Gremium kommt nur, was freigegeben ist.": _nur_freigegebenes_beim_gremium,
}
"""What holds after every step of every life; docs/invarianten.md says the same."""

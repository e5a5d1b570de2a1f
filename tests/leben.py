"""Random lives of papers: everybody does at any time what somebody might; what must always hold is asked after it."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from tests.invarianten import INVARIANTEN
from tests.lebenshand import GRUND, TEXT, Lebenshand
from tests.welt import JETZT, als, baue_stadt
from vorlagen.models import Sitzung, Vorlage
from vorlagen.services import ausgaenge, reihenfolge, sitzungen, sitzungslauf, tagesordnung, vorlagen
from vorlagen.services.abstimmungen import Ergebnis, Punktergebnis
from vorlagen.services.mitzeichnungen import zeichne
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Ausgang

LEUTE = ("frieda", "kai", "olaf", "gerda")
ANFAENGE = st.sampled_from(("entwurf", "freigegeben", "beschlossen"))
WEITER = {"entwurf": ("frieda", "zur_mitzeichnung_geben"), "in_freigabe": ("olaf", "freigeben")}
vor_den_gremien = precondition(lambda self: not self.frei)
bei_den_gremien = precondition(lambda self: self.frei)
auf_einer_tagesordnung = precondition(lambda self: self.auf_tagesordnung and not self.zu_ende)


class Leben(Lebenshand):
    """One paper at a time, from draft to done and back; the next begins when this one has ended.

    Chance alone hardly ever releases a paper: lives begin at different points, and `gehe_weiter` takes the usual way.
    """

    frei: bool = False
    zu_ende: bool = False
    auf_tagesordnung: bool = False

    @initialize(oeffentlich=st.booleans(), anfang=ANFAENGE)
    def beginne(self, oeffentlich: bool, anfang: str) -> None:
        self.stadt, self.jetzt = baue_stadt(), JETZT
        self._beginne(oeffentlich, anfang)

    @rule(text=st.sampled_from((TEXT, "<p>Der Rat beschließt.</p>", "<ol><li>nur den Bau.</li></ol>")))
    def aendere(self, text: str) -> None:
        werte = {"beschlussvorschlag": text}
        self.tue(
            "ändern",
            "frieda",
            lambda v, wer: vorlagen.aendere(v.id, werte, version=v.version, wer=wer, jetzt=self.jetzt),
        )

    @rule(wer=st.sampled_from(LEUTE), platz=st.integers(0, 30))
    def gehe_einen_schritt(self, wer: str, platz: int) -> None:
        """Any step of the procedure, open or not."""
        moegliche = self.moegliche(wer)
        if moegliche:
            self.gehe(wer, moegliche[platz % len(moegliche)][0])

    @rule(platz=st.integers(0, 30))
    def gehe_einen_offenen_schritt(self, platz: int) -> None:
        """One that somebody may take now; without this few lives would get anywhere."""
        offene = [(wer, name) for wer in LEUTE for name, offen in self.moegliche(wer) if offen]
        if offene:
            self.gehe(*offene[platz % len(offene)])

    @rule()
    def gehe_weiter(self) -> None:
        """What usually comes next."""
        vorlage = self.lies()
        if vorlage.status == "in_mitzeichnung":
            self.zeichne_mit("kai")
            self.zeichne_mit("berta")
        elif vorlage.status in WEITER:
            self.gehe(*WEITER[vorlage.status])
        elif offene := [b for b in vorlage.beratungen if ausgaenge.bleibt_offen(b)]:
            erste = offene[0]
            if erste.tops and erste.tops[-1].ausgang is None:
                ausgang = Ausgang.ANGENOMMEN if erste.entscheidet else Ausgang.EMPFOHLEN
                self.ergebnis("zugestimmt", 0, Ergebnis(ausgang=ausgang))
            else:
                self.setze_auf(erste.gremien[0].kuerzel, 14)

    @vor_den_gremien
    @rule(wer=st.sampled_from(("kai", "berta")))
    def zeichne_mit(self, wer: str) -> None:
        def unterschreibe(v: Vorlage, person: Wer) -> None:
            aemter = person.aemter("mitzeichnung") or ()
            offene = [m.id for m in laufende_mitzeichnungen(v) if m.amt_id in aemter]
            for offen in offene[:1]:
                zeichne(v.id, offen, votum="zugestimmt", fassung=v.fassung, wer=als(wer), jetzt=self.jetzt)

        self.tue("mitzeichnen", wer, unterschreibe)

    @bei_den_gremien
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

        self.tue("auf die Tagesordnung setzen", "gerda", nimm_auf)

    @auf_einer_tagesordnung
    @rule(platz=st.integers(0, 9), tage=st.integers(-20, 40))
    def verlege(self, platz: int, tage: int) -> None:
        def tu(sitzung: Sitzung, wer: Wer) -> None:
            beginn = sitzung.beginn + timedelta(days=tage)
            sitzungslauf.verlege(sitzung.id, beginn, grund=GRUND, version=None, wer=wer, jetzt=self.jetzt)

        self.an_einer_sitzung("Sitzung verlegen", platz, tu)

    @auf_einer_tagesordnung
    @rule(platz=st.integers(0, 9))
    def sage_ab(self, platz: int) -> None:
        self.an_einer_sitzung(
            "Sitzung absagen",
            platz,
            lambda s, wer: sitzungslauf.sage_ab(s.id, grund=GRUND, version=None, wer=wer, jetzt=self.jetzt),
        )

    @auf_einer_tagesordnung
    @rule(platz=st.integers(0, 9))
    def lade_ein(self, platz: int) -> None:
        self.an_einer_sitzung("einladen", platz, lambda s, wer: sitzungslauf.lade_ein(s.id, wer=wer, jetzt=self.jetzt))

    @auf_einer_tagesordnung
    @rule(platz=st.integers(0, 9))
    def setze_ab(self, platz: int) -> None:
        def tu(v: Vorlage, wer: Wer) -> None:
            tops = [top for b in v.beratungen for top in b.tops]
            if tops:
                top_id = tops[platz % len(tops)].id
                reihenfolge.nimm_herunter(top_id, grund=GRUND, version=None, wer=wer, jetzt=self.jetzt)

        self.tue("absetzen", "gerda", tu)

    @bei_den_gremien
    @rule(platz=st.integers(0, 4), ausgang=st.sampled_from((None, *Ausgang)), geaendert=st.booleans())
    def trage_ein(self, platz: int, ausgang: Ausgang | None, geaendert: bool) -> None:
        ergebnis = Ergebnis(
            ausgang=ausgang,
            ergebnis="einstimmig beschlossen",
            beschlusstext="<ol><li>den Bau mit Dach.</li></ol>" if geaendert else None,
            verwiesen_an=("Haupt- und Finanzausschuss",) if ausgang is Ausgang.VERWIESEN else (),
        )
        self.ergebnis(ausgang.titel if ausgang else "ohne Ausgang", platz, ergebnis)

    @auf_einer_tagesordnung
    @rule(platz=st.integers(0, 4), eins=st.sampled_from(Ausgang), zwei=st.sampled_from(Ausgang))
    def entscheide_je_punkt(self, platz: int, eins: Ausgang, zwei: Ausgang) -> None:
        self.ergebnis("je Punkt", platz, Ergebnis(punkte=(Punktergebnis("1", eins), Punktergebnis("2", zwei))))

    @rule(tage=st.integers(1, 30))
    def warte(self, tage: int) -> None:
        self.jetzt += timedelta(days=tage)

    @precondition(lambda self: self.zu_ende)
    @rule(oeffentlich=st.booleans(), anfang=ANFAENGE)
    def beginne_die_naechste(self, oeffentlich: bool, anfang: str) -> None:
        self._beginne(oeffentlich, anfang)

    @invariant()
    def was_immer_gilt(self) -> None:
        if hasattr(self, "vorlage_id"):
            vorlage = self.lies()
            self.frei, self.zu_ende = vorlage.nummer is not None, vorlage.beendet is not None
            self.auf_tagesordnung = any(b.tops for b in vorlage.beratungen)
            self.taten["Schritte", "geprüft"] += 1
            for satz, gilt in INVARIANTEN.items():
                assert gilt(vorlage), satz

    def _beginne(self, oeffentlich: bool, anfang: str) -> None:
        self.entwirf(oeffentlich=oeffentlich)
        for _ in range(12):
            if self.lies().status == anfang:
                break
            self.gehe_weiter()

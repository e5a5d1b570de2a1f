"""The hands of random lives: everything is tried as somebody, and what is refused must have changed nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import ClassVar

from hypothesis.stateful import RuleBasedStateMachine

from tests.welt import Stadt, als
from vorlagen.extensions import db
from vorlagen.fehler import Fachfehler
from vorlagen.models import Sitzung, Vorlage
from vorlagen.services import ausgaenge, ergebnisse, schritte, verlauf, vorlagen
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.mitzeichnungen import Beteiligung
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.wer import Wer
from vorlagen.workflow.felder import AUSWIRKUNGEN

TEXT = "<ol><li>den Bau,</li><li>den Kauf.</li></ol>"
GRUND = "Weil es so ist."


class Lebenshand(RuleBasedStateMachine):
    """What the rules of a life are made of; `vorlage_id` is the paper whose life it is, `jetzt` the day it is in.

    `taten` counts over all lives what was tried and whether it changed anything: a deed that never succeeds tests
    nothing. Steps after which all that must hold was asked are counted there too.
    """

    taten: ClassVar[Counter[tuple[str, str]]] = Counter()
    stadt: Stadt
    vorlage_id: str
    jetzt: datetime

    def entwirf(self, *, oeffentlich: bool) -> None:
        """A complete draft for two bodies, which two offices are to sign."""
        gremien, aemter = self.stadt.gremien, self.stadt.aemter
        werte = {
            "art": "Beschlussvorlage", "betreff": "Ein Leben", "oeffentlich": oeffentlich,
            "begruendung_nichtoeffentlich": "" if oeffentlich else "Grundstück",
            "sachverhalt": "<p>So ist es.</p>", "beschlussvorschlag": TEXT,
            "auswirkungen": [{"art": art, "wert": "nein"} for art, _ in AUSWIRKUNGEN],
            "beratungsfolge": [Station((gremien["HFA"],), "Vorberatung"), Station((gremien["Rat"],), "Entscheidung")],
            "mitzeichnungen": [Beteiligung(aemter["20"]), Beteiligung(aemter["30"])],
        }  # fmt: skip
        self.vorlage_id = vorlagen.lege_an(werte, wer=als("frieda"), jetzt=self.jetzt)

    def moegliche(self, wer: str) -> list[tuple[str, bool]]:
        person = als(wer)
        db.session.rollback()
        try:
            vorlage, einblick = hole(self.vorlage_id, person)
        except Fachfehler:
            return []
        return [(m.schritt.name, m.moeglich) for m in schritte.moegliche(vorlage, einblick, person, jetzt=self.jetzt)]

    def gehe(self, wer: str, name: str) -> None:
        self.tue(
            name,
            wer,
            lambda v, person: schritte.gehe(
                v.id, name, version=v.version, wer=person, jetzt=self.jetzt, bemerkung=GRUND
            ),
        )

    def ergebnis(self, was: str, platz: int, ergebnis: Ergebnis) -> None:
        def eintragen(v: Vorlage, _person: Wer) -> None:
            stufen = [b for b in v.beratungen if ausgaenge.bleibt_offen(b)] or v.beratungen
            stufe = stufen[platz % len(stufen)].id
            ergebnisse.trage_ein(stufe, ergebnis, version=None, wer=als("gerda"), jetzt=self.jetzt)

        self.tue(f"Ergebnis: {was}", "gerda", eintragen)

    def an_einer_sitzung(self, was: str, platz: int, tu: Callable[[Sitzung, Wer], object]) -> None:
        def suche(v: Vorlage, wer: Wer) -> None:
            alle = list(_sitzungen(v))
            gefunden = [s for s in alle if not any(top.ausgang for top in s.tops)] or alle
            if gefunden:
                tu(gefunden[platz % len(gefunden)], wer)

        self.tue(was, "gerda", suche)

    def tue(self, was: str, wer: str, tu: Callable[[Vorlage, Wer], object]) -> None:
        """What is refused is refused with a sentence and changes nothing."""
        vorher, person, abgelehnt = self.stand(), als(wer), None
        try:
            tu(self.lies(), person)
        except Fachfehler as fehler:
            abgelehnt = fehler.satz.strip()
        nachher = self.stand()
        if abgelehnt is not None:
            assert abgelehnt
            assert nachher == vorher
        self.taten[was, "abgelehnt" if abgelehnt else "getan" if nachher != vorher else "ohne Folge"] += 1

    def lies(self) -> Vorlage:
        person = als("adele")
        db.session.rollback()
        return hole(self.vorlage_id, person)[0]

    def stand(self) -> tuple[str, int, int, int]:
        vorlage = self.lies()
        return vorlage.status, vorlage.version, vorlage.fassung, len(verlauf.lies(self.vorlage_id))


def _sitzungen(vorlage: Vorlage) -> Iterator[Sitzung]:
    for beratung in vorlage.beratungen:
        yield from (top.sitzung for top in beratung.tops)

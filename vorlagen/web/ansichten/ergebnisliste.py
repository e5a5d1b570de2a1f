"""The results of a meeting line by line: what fits an item, by which key, and what is said beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vorlagen.models import Beratung, Vorlage
from vorlagen.services import abstimmungen, kanten
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.beschlussfaehigkeit import Beschlussfaehigkeit
from vorlagen.services.ergebnisblatt import Punkt
from vorlagen.web.formulare import ergebnisliste as formular
from vorlagen.web.formulare.ergebnis import Stimmzeile, zeile_aus
from vorlagen.web.formulare.ergebnisliste import Zeilenstand
from vorlagen.workflow.begriffe import Ausgang

TASTEN: Final = {
    Ausgang.ANGENOMMEN: "a",
    Ausgang.ANGENOMMEN_GEAENDERT: "g",
    Ausgang.EMPFOHLEN: "e",
    Ausgang.EMPFOHLEN_GEAENDERT: "m",
    Ausgang.ABGELEHNT: "b",
    Ausgang.OHNE_EMPFEHLUNG: "o",
    Ausgang.GEWAEHLT: "h",
    Ausgang.NICHT_GEWAEHLT: "i",
    Ausgang.KENNTNIS_GENOMMEN: "k",
    Ausgang.VERTAGT: "v",
    Ausgang.VERWIESEN: "w",
    Ausgang.ZURUECKGEZOGEN: "z",
    Ausgang.ERLEDIGT: "r",
    Ausgang.NICHT_BEHANDELT: "n",
    Ausgang.GEMISCHT: "x",
}
"""One letter each. "j" is taken: it counts every vote on one side."""

_IMMER: Final = (
    Ausgang.KENNTNIS_GENOMMEN,
    Ausgang.VERTAGT,
    Ausgang.VERWIESEN,
    Ausgang.ZURUECKGEZOGEN,
    Ausgang.ERLEDIGT,
    Ausgang.NICHT_BEHANDELT,
)
_BESCHLUSS: Final = (Ausgang.ANGENOMMEN, Ausgang.ANGENOMMEN_GEAENDERT, Ausgang.ABGELEHNT)
_EMPFEHLUNG: Final = (
    Ausgang.EMPFOHLEN,
    Ausgang.EMPFOHLEN_GEAENDERT,
    Ausgang.ABGELEHNT,
    Ausgang.OHNE_EMPFEHLUNG,
)
_OHNE_VORLAGE: Final = (
    Ausgang.KENNTNIS_GENOMMEN,
    Ausgang.ANGENOMMEN,
    Ausgang.ABGELEHNT,
    Ausgang.VERTAGT,
    Ausgang.ZURUECKGEZOGEN,
    Ausgang.ERLEDIGT,
    Ausgang.NICHT_BEHANDELT,
)


@dataclass(frozen=True, slots=True)
class Zeile:
    """One line of the sheet, ready to be shown; `eingabe` is what stands in the fields, `vorher` what is stored."""

    punkt: Punkt
    eingabe: Stimmzeile
    vorher: str
    stand: Zeilenstand | None
    ausgaenge: Sequence[tuple[str, str, str]]
    empfehlungen: Sequence[str]
    faehig: Beschlussfaehigkeit
    einzeln: bool
    hinweise: Sequence[str]

    @property
    def satz(self) -> str:
        """How it stands with this line, in words."""
        if self.stand and self.stand.dort:
            return "Nicht gespeichert: Jemand anderes war schneller."
        if self.stand and self.stand.fehler:
            return "Nicht gespeichert. Bitte prüfen."
        if self.stand and self.stand.zurueckgenommen:
            return "Zurückgenommen, wieder offen."
        if self.eingetragen:
            return "Gespeichert, Ausgang noch offen." if not self.punkt.top.ausgang else "Gespeichert."
        return "Noch offen."

    @property
    def art(self) -> str:
        """The same in one word, for its looks: fehler, gespeichert, offen."""
        if self.stand and self.stand.fehler:
            return "fehler"
        return "gespeichert" if self.eingetragen else "offen"

    @property
    def eingetragen(self) -> bool:
        """True if a result stands there."""
        return bool(self.punkt.top.ausgang or self.punkt.top.ergebnis)

    @property
    def ansage(self) -> str:
        """What is read out after the line was sent."""
        saetze = [satz for alle in (self.stand.fehler if self.stand else {}).values() for satz in alle]
        return " ".join([f"{self.punkt.top.zeichen}: {self.satz}", *saetze, *self.hinweise])


def zeile(punkt: Punkt, faehig: Beschlussfaehigkeit, stand: Zeilenstand | None = None) -> Zeile:
    """The line of this item; after a refusal with what was typed."""
    bisher = _bisher(punkt)
    gespeichert = zeile_aus(bisher)
    gezeigt = stand.getippt if stand and stand.fehler else gespeichert
    return Zeile(
        punkt=punkt,
        eingabe=gezeigt,
        vorher=formular.spur(gespeichert),
        stand=stand,
        ausgaenge=ausgaenge(punkt.beratung, gezeigt.ausgang),
        empfehlungen=empfehlungen(punkt.vorlage, punkt.beratung),
        faehig=faehig,
        einzeln=bool(bisher.punkte or bisher.verfahren or bisher.wahl or bisher.stimmen.namentlich),
        hinweise=() if stand and stand.fehler else punkt.hinweise(faehig),
    )


def ausgaenge(beratung: Beratung | None, gewaehlt: str) -> list[tuple[str, str, str]]:
    """The outcomes that fit what the stage is there for: (value, words, key); what is chosen is always among them."""
    if beratung is None:
        passende: tuple[Ausgang, ...] = _OHNE_VORLAGE
    elif beratung.art == "Wahl":
        passende = (Ausgang.GEWAEHLT, Ausgang.NICHT_GEWAEHLT, *_IMMER)
    elif beratung.entscheidet:
        passende = (*_BESCHLUSS, *_IMMER)
    elif beratung.art == "Kenntnisnahme":
        passende = _IMMER
    else:
        passende = (*_EMPFEHLUNG, *_IMMER)
    if gewaehlt in set(Ausgang) and gewaehlt not in passende:
        passende = (*passende, Ausgang(gewaehlt))
    return [(ausgang.value, ausgang.titel, TASTEN[ausgang]) for ausgang in passende]


def empfehlungen(vorlage: Vorlage | None, beratung: Beratung | None) -> list[str]:
    """What the bodies before this one said, in the order of the Beratungsfolge."""
    if vorlage is None or beratung is None:
        return []
    davor = [b for b in vorlage.beratungen if b.reihe < beratung.reihe and b.ausgang and not b.intern]
    return [f"{kanten.name(b)}: {b.ergebnis or Ausgang(b.ausgang).titel}" for b in davor if b.ausgang]


def _bisher(punkt: Punkt) -> Ergebnis:
    """What is entered; read from what is loaded, because a page has many lines."""
    if punkt.vorlage is None or punkt.beratung is None:
        return Ergebnis(ergebnis=punkt.top.ergebnis, ausgang=punkt.top.ausgang)
    return abstimmungen.lies(punkt.vorlage, punkt.beratung, punkt.top)

"""Objections of the Hauptverwaltungsbeamte: until when, and between which days the body then votes again.

The Länder say it differently, and of some no text was at hand; each rule is the municipality's to confirm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from vorlagen.kalender.feiertage import LAENDER, Kalender
from vorlagen.kalender.fristen import rechne
from vorlagen.kalender.texte import datum_text, verschoben


@dataclass(frozen=True, slots=True, kw_only=True)
class Widerspruchsregel:
    """What a Land says. `dauer` as `fristen.rechne` reads it, from the decision; None: no number is known.

    The second vote is not before `fruehestens` days and not after `spaetestens`, both counted from the objection
    (`ab_widerspruch`) or from the decision. `geprueft`: the text was read.
    """

    land: str
    quelle: str
    geprueft: bool = False
    dauer: str | None = None
    fruehestens: int | None = None
    spaetestens: str | None = None
    ab_widerspruch: bool = True
    hinweise: tuple[str, ...] = ()

    @property
    def vermerk(self) -> str:
        """The source and how far it can be trusted, as it stands below every reckoning."""
        return f"Quelle: {self.quelle} ({'Quelle gelesen' if self.geprueft else 'nicht geprüft'}, bitte bestätigen)"


@dataclass(frozen=True, slots=True)
class Spielraum:
    """A first and a last day (None: not limited) with the reckoning."""

    von: date | None
    bis: date | None
    gruende: tuple[str, ...]


def widerspruch_bis(beschlossen: date, kalender: Kalender) -> Spielraum:
    """Until when an objection against a decision of this day can be raised."""
    regel = WIDERSPRUCHSREGELN[kalender.land]
    if regel.dauer is None:
        satz = "Eine Frist für den Widerspruch ist hier nicht hinterlegt: unverzüglich erheben"
        return Spielraum(None, None, (satz, *regel.hinweise, regel.vermerk))
    frist = rechne(beschlossen, regel.dauer, kalender)
    satz = f"Widerspruch bis {datum_text(frist.ende)}"
    return Spielraum(None, frist.ende, (*frist.gruende, satz, *regel.hinweise, regel.vermerk))


def zweite_abstimmung(beschlossen: date, widersprochen: date, kalender: Kalender) -> Spielraum:
    """Between which days the body must vote again. Meetings do not move to a Werktag (FRISTEN D5)."""
    regel = WIDERSPRUCHSREGELN[kalender.land]
    ab, wovon = (widersprochen, "Widerspruch") if regel.ab_widerspruch else (beschlossen, "Beschluss")
    von, bis, gruende = None, None, []
    if regel.fruehestens is not None:
        von = verschoben(ab, regel.fruehestens)
        gruende.append(f"Frühestens {datum_text(von)}: {regel.fruehestens} Tage nach dem {wovon} vom {datum_text(ab)}")
    if regel.spaetestens is not None:
        frist = rechne(ab, regel.spaetestens, kalender, verschieben=False)
        bis = frist.ende
        gruende += [*frist.gruende, f"Spätestens {datum_text(bis)}"]
    return Spielraum(von, bis, (*gruende, *regel.hinweise, regel.vermerk))


_BEKANNTE: Final = (
    Widerspruchsregel(
        land="NW", quelle="§ 54 GO NRW", dauer="3T", fruehestens=3, spaetestens="2W",
        hinweise=("Schriftlich mit Gründen; gegen den neuen Beschluss gibt es keinen zweiten Widerspruch",),
    ),
    Widerspruchsregel(
        land="NI", quelle="§ 88 NKomVG", geprueft=True, fruehestens=3, ab_widerspruch=False,
        hinweise=("Statt des Einspruchs ist auch ein Bericht an die Kommunalaufsicht möglich",),
    ),
    Widerspruchsregel(
        land="BB", quelle="§ 55 BbgKVerf (seit 09.06.2024)", geprueft=True, dauer="3W",
        hinweise=(
            "In der nächsten Sitzung wird namentlich noch einmal abgestimmt; geschieht das nicht, gilt der Beschluss "
            "als aufgehoben",
            "Ein zweiter Widerspruch binnen zwei Wochen, danach binnen zwei Wochen an die Kommunalaufsicht",
        ),
    ),
    Widerspruchsregel(
        land="HE", quelle="§ 63 HGO",
        hinweise=("Gegen den zweiten Beschluss: Beanstandung binnen einer Woche, schriftlich mit Gründen",),
    ),
    Widerspruchsregel(
        land="BW", quelle="§ 43 Abs. 2 GemO", geprueft=True, dauer="1W", spaetestens="3W", ab_widerspruch=False,
        hinweise=("Unverzüglich, spätestens binnen einer Woche",),
    ),
    Widerspruchsregel(
        land="ST", quelle="§ 65 Abs. 3 KVG LSA", geprueft=True, dauer="2W",
        hinweise=("Die zwei Wochen laufen ab der Kenntnis vom Beschluss; gerechnet ist ab dem Tag des Beschlusses",),
    ),
    Widerspruchsregel(land="MV", quelle="§ 33 KV M-V"),
)  # fmt: skip

WIDERSPRUCHSREGELN: Final[Mapping[str, Widerspruchsregel]] = MappingProxyType(
    {land: Widerspruchsregel(land=land, quelle="keine Quelle gefunden") for land in LAENDER}
    | {regel.land: regel for regel in _BEKANNTE}
)
"""By Land. Sources: domain handbook § 5.2; that of NW is a quotation in a forum, that of HE an article."""

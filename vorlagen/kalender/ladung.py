"""Notice of meetings: by when an invitation must be received, sent, and whose working day that is.

§ 193 BGB never shifts a backward period (BGH NJW 2005, 1354); only the task of sending moves, and earlier.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender.feiertage import Kalender
from vorlagen.kalender.texte import Wochentag, anzahl_text, datum_text, verschoben

_Auswahl = TypeVar("_Auswahl", bound=StrEnum)


class Kanal(StrEnum):
    """How the invitation reaches the members."""

    PORTAL = "portal"
    EMAIL = "email"
    POST = "post"


class Einheit(StrEnum):
    """What a Geschäftsordnung counts."""

    KALENDERTAGE = "kalendertage"
    WERKTAGE = "werktage"


@dataclass(frozen=True)
class Ladung:
    """`zugang`: last day of receipt. `absendung_spaetestens`: last day of sending.

    `aufgabe`: the Werktag on which somebody must send. `gruende`: German sentences, assumptions among them.
    """

    zugang: date
    absendung_spaetestens: date
    aufgabe: date
    gruende: tuple[str, ...]


def ladung(
    sitzung: date,
    tage: int,
    kalender: Kalender,
    *,
    sitzungstag_zaehlt: bool = False,
    zugangstag_zaehlt: bool = False,
    einheit: str = Einheit.KALENDERTAGE,
    zugangsfiktion: int | None = None,
    kanal: str = Kanal.PORTAL,
    anker: Wochentag | None = None,
) -> Ladung:
    """`tage` days between receipt and `sitzung`; neither of the two counts unless told, all between do (D6).

    One week is 7 days. `zugangsfiktion`: days from sending to receipt; None means "not given": then
    the law is assumed, visibly (D8). `anker`: the weekday of all sending. Raises `EingabeUngueltig`.
    """
    _pruefe(tage, zugangsfiktion)
    zaehlweise = _aus(Einheit, einheit)
    zaehlt = kalender.gesetzlich.ist_werktag if zaehlweise is Einheit.WERKTAGE else _jeder_tag
    grenze = _vor(sitzung, tage, zaehlt, sitzungstag_zaehlt)
    zugang = grenze if zugangstag_zaehlt else verschoben(grenze, -1)
    fiktion, annahme = _fiktion(_aus(Kanal, kanal), zugangsfiktion, kalender.land)
    spaetestens = verschoben(zugang, -fiktion)
    absendung = spaetestens if anker is None else _letzter(anker, spaetestens)
    aufgabe = kalender.voriger_werktag(absendung)
    zaehlung = _zaehlung(tage, zaehlweise, sitzungstag_zaehlt, zugangstag_zaehlt)
    gruende = (
        f"Sitzung {datum_text(sitzung)}: {zaehlung}",
        f"Zugang spätestens {datum_text(zugang)}{_trotzdem(zugang, kalender)}",
        annahme,
        f"Absendung spätestens {datum_text(absendung)}{_versandtag(anker)}",
        *_vorgezogen(absendung, aufgabe, kalender),
    )
    return Ladung(zugang, absendung, aufgabe, gruende)


def _pruefe(tage: int, zugangsfiktion: int | None) -> None:
    if not 0 <= tage <= 366:
        raise EingabeUngueltig("Die Ladungsfrist muss zwischen 0 und 366 Tagen liegen.")
    if zugangsfiktion is not None and not 0 <= zugangsfiktion <= 60:
        raise EingabeUngueltig("Die Zugangsfiktion muss zwischen 0 und 60 Tagen liegen.")


def _vor(sitzung: date, tage: int, zaehlt: Callable[[date], bool], sitzungstag_zaehlt: bool) -> date:
    """The earliest of the counted days; with none to count, the day before which receipt must lie."""
    grenze = verschoben(sitzung, 1) if sitzungstag_zaehlt else sitzung
    for _ in range(tage):
        grenze = verschoben(grenze, -1)
        while not zaehlt(grenze):
            grenze = verschoben(grenze, -1)
    return grenze


def _letzter(wochentag: Wochentag, bis: date) -> date:
    return verschoben(bis, -((bis.weekday() - wochentag) % 7))


def _jeder_tag(_: date) -> bool:
    return True


def _fiktion(kanal: Kanal, angegeben: int | None, land: str) -> tuple[int, str]:
    if angegeben is not None:
        return angegeben, _fiktion_text(angegeben) + " (so vorgegeben)"
    if kanal is Kanal.POST:
        return 4, _fiktion_text(4) + (
            " (Annahme nach § 41 Abs. 2 VwVfG; im Landesrecht teils noch der 3. Tag; bitte bestätigen)"
        )
    if land == "SH" and kanal is Kanal.EMAIL:
        return 4, _fiktion_text(4) + (
            " (Annahme für Schleswig-Holstein, wenn die Geschäftsordnung schweigt: § 110 Abs. 2 LVwG, "
            "Erlass vom 03.12.2025; bitte bestätigen)"
        )
    return 0, _fiktion_text(0) + " (Annahme; bitte in der Geschäftsordnung bestätigen)"


def _fiktion_text(tage: int) -> str:
    if tage == 0:
        return "Zugang noch am Tag der Absendung, wenn vor Dienstschluss"
    return f"Zugang gilt am {tage}. Tag nach der Absendung"


def _zaehlung(tage: int, einheit: Einheit, sitzungstag_zaehlt: bool, zugangstag_zaehlt: bool) -> str:
    if einheit is Einheit.WERKTAGE:
        menge = anzahl_text(tage, "Werktag", "Werktage") + " (Montag bis Freitag ohne Feiertage)"
    else:
        menge = anzahl_text(tage, "voller Kalendertag", "volle Kalendertage")
        menge += " (Samstage, Sonntage und Feiertage zählen mit)"
    mit = {
        (False, False): "weder Zugangstag noch Sitzungstag zählt",
        (True, False): "der Sitzungstag zählt mit",
        (False, True): "der Zugangstag zählt mit",
        (True, True): "Zugangstag und Sitzungstag zählen mit",
    }
    return f"{menge}, {mit[sitzungstag_zaehlt, zugangstag_zaehlt]}"


def _trotzdem(zugang: date, kalender: Kalender) -> str:
    warum = kalender.gesetzlich.warum_frei(zugang)
    if warum is None:
        return ""
    return f" ({warum}; keine Verschiebung: § 193 BGB gilt nicht rückwärts, BGH NJW 2005, 1354)"


def _versandtag(anker: Wochentag | None) -> str:
    return "" if anker is None else f" (fester Versandtag: {anker.name.title()})"


def _vorgezogen(absendung: date, aufgabe: date, kalender: Kalender) -> tuple[str, ...]:
    if aufgabe == absendung:
        return ()
    warum = kalender.warum_frei(absendung)
    return (f"{datum_text(absendung)} {warum} → Versand am Werktag davor, {datum_text(aufgabe)}",)


def _aus(art: type[_Auswahl], wert: str) -> _Auswahl:
    try:
        return art(wert)
    except ValueError:
        raise EingabeUngueltig(f"„{wert}“ kennen wir hier nicht. Möglich sind: {', '.join(art)}.") from None

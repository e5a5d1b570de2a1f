"""Notice of meetings: by when an invitation must be received, sent, and whose working day that is.

§ 193 BGB never shifts a backward period (BGH NJW 2005, 1354); only the task of sending moves, and earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

from vorlagen.kalender.feiertage import Kalender
from vorlagen.kalender.ladungsworte import (
    fiktion_von,
    stunde,
    versandtag,
    vorbehalt,
    vorgezogen,
    zaehlung,
    zugang_in_worten,
)
from vorlagen.kalender.regeln import Bezug, Einheit, Kanal, Ladungsregel, Verkuerzung, aus
from vorlagen.kalender.texte import Wochentag, datum_text, verschoben


@dataclass(frozen=True)
class Ladung:
    """`zugang`: last day of receipt. `absendung_spaetestens`: last day of sending.

    `aufgabe`: the Werktag on which somebody must send. `gruende`: German sentences, assumptions among them.
    """

    zugang: date
    absendung_spaetestens: date
    aufgabe: date
    gruende: tuple[str, ...]


def berechne(
    sitzung: date,
    regel: Ladungsregel,
    kalender: Kalender,
    *,
    kanal: Kanal | None = None,
    dringend: bool = False,
    gegenstaende: Collection[str] = (),
) -> Ladung:
    """Apply a body's rule to one meeting (D6, D7, D8): all days between count, the ends only if the rule says so.

    `kanal` None: as this body is always invited. `dringend`: reckon with the shortened period, unless one of the
    `gegenstaende` forbids that.
    """
    kanal = kanal or regel.kanal
    verkuerzt, warum = _verkuerzung(regel, dringend, gegenstaende)
    gilt = regel if verkuerzt is None else _mit(regel, verkuerzt)
    fiktion, annahme = fiktion_von(gilt, kanal, kalender.land)
    grenze = _grenze(sitzung, gilt, kalender)
    if gilt.bezug is Bezug.ABSENDUNG:
        absendung = _am_anker(gilt, grenze)
        zugang = verschoben(absendung, fiktion)
    else:
        zugang = _ausserhalb_der_ruhe(grenze, gilt, kalender)
        absendung = _am_anker(gilt, verschoben(zugang, -fiktion))
    aufgabe = kalender.voriger_werktag(absendung)
    gruende = (
        f"Sitzung {datum_text(sitzung)}: {zaehlung(gilt)}",
        *warum,
        *zugang_in_worten(zugang, grenze, gilt, kalender),
        annahme,
        f"Absendung spätestens {datum_text(absendung)}{stunde(gilt, kanal)}{versandtag(gilt.anker)}",
        *vorgezogen(absendung, aufgabe, kalender),
        *vorbehalt(regel),
    )
    return Ladung(zugang, absendung, aufgabe, gruende)


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
    """The same for a rule that is said word by word, as at the command line. Raises `EingabeUngueltig`.

    One week is 7 days. `zugangsfiktion` None: not given, so the law is assumed, visibly (D8).
    """
    gewaehlt = aus(Kanal, kanal)
    regel = Ladungsregel(
        tage=tage,
        einheit=aus(Einheit, einheit),
        sitzungstag_zaehlt=sitzungstag_zaehlt,
        zugangstag_zaehlt=zugangstag_zaehlt,
        zugangsfiktion={} if zugangsfiktion is None else {gewaehlt: zugangsfiktion},
        anker=anker,
        bestaetigt=True,
    )
    return berechne(sitzung, regel, kalender, kanal=gewaehlt)


def _verkuerzung(
    regel: Ladungsregel, dringend: bool, gegenstaende: Collection[str]
) -> tuple[Verkuerzung | None, tuple[str, ...]]:
    if not dringend:
        return None, ()
    if regel.dringend is None:
        return None, ("Die Regel kennt keine verkürzte Frist: Es bleibt bei der gewöhnlichen",)
    gesperrt = sorted(regel.nie_verkuerzt_fuer & set(gegenstaende))
    if gesperrt:
        return None, (f"Für {', '.join(gesperrt)} wird die Frist nie verkürzt: Es bleibt bei der gewöhnlichen",)
    worte = ["Verkürzt wegen Dringlichkeit; die Ladung weist darauf hin"]
    if regel.rat_bestaetigt:
        worte.append("Das Gremium stellt die Dringlichkeit zu Beginn der Sitzung fest")
    return regel.dringend, tuple(worte)


def _mit(regel: Ladungsregel, verkuerzt: Verkuerzung) -> Ladungsregel:
    return replace(regel, tage=verkuerzt.tage, einheit=verkuerzt.einheit or regel.einheit, anker=None)


def _grenze(sitzung: date, regel: Ladungsregel, kalender: Kalender) -> date:
    """The last day on which receipt (or sending) may lie."""
    zaehlt = kalender.gesetzlich.ist_werktag if regel.einheit is Einheit.WERKTAGE else _jeder_tag
    grenze = _vor(sitzung, regel.tage, zaehlt, regel.sitzungstag_zaehlt)
    return grenze if regel.zugangstag_zaehlt else verschoben(grenze, -1)


def _vor(sitzung: date, tage: int, zaehlt: Callable[[date], bool], sitzungstag_zaehlt: bool) -> date:
    """The earliest of the counted days; with none to count, the day before which receipt must lie."""
    grenze = verschoben(sitzung, 1) if sitzungstag_zaehlt else sitzung
    for _ in range(tage):
        grenze = verschoben(grenze, -1)
        while not zaehlt(grenze):
            grenze = verschoben(grenze, -1)
    return grenze


def _ausserhalb_der_ruhe(tag: date, regel: Ladungsregel, kalender: Kalender) -> date:
    while regel.zugangsruhe.trifft(tag, kalender):
        tag = verschoben(tag, -1)
    return tag


def _am_anker(regel: Ladungsregel, bis: date) -> date:
    return bis if regel.anker is None else verschoben(bis, -((bis.weekday() - regel.anker) % 7))


def _jeder_tag(_: date) -> bool:
    return True

"""What a pattern would give before it gives anything: the next numbers, and what is odd about its counter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Nummernkreis, Vorlage
from vorlagen.services import nummern, stammdaten
from vorlagen.services.wer import Wer

VIELE = 100
"""So many counters are shown, the latest years first."""

_JE_MARKE = {"amt": r".*", "jahr": r"\d{4}", "jj": r"\d\d"}


@dataclass(frozen=True, slots=True)
class Nummernprobe:
    """The next numbers of a counter whose last one was `stand`; `hinweise` are sentences."""

    kreis: str
    stand: int
    naechste: tuple[str, ...]
    hinweise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Zaehler:
    """A counter as people read it („BV/2026/…“) and the last number that it gave."""

    name: str
    stand: int


def probe(muster: str, *, wer: Wer, heute: date, art_id: str = "", anzahl: int = 3) -> Nummernprobe:
    """The next numbers that papers released today would bear. Nothing is counted up.

    `art_id` is the kind whose pattern it is or would be. Raises `EinstellungUngueltig` for a pattern that cannot
    number, `NichtBerechtigt`.
    """
    stammdaten.pruefe_verwaltung(wer)
    nummern.pruefe_muster(muster)
    amt = _beispielamt(wer) if "{amt}" in muster else ""
    kreis = nummern.baue(muster, amt=amt, heute=heute)
    stand = db.session.scalar(
        select(Nummernkreis.stand).where(
            Nummernkreis.koerperschaft_id == wer.koerperschaft_id, Nummernkreis.kreis == kreis
        )
    )
    vergeben = _vergebene(kreis, wer)
    zahlen, uebergangen, nr = list[int](), list[int](), stand or 0
    while len(zahlen) < anzahl:
        nr += 1
        (uebergangen if nummern.baue(muster, amt=amt, heute=heute, nr=nr) in vergeben else zahlen).append(nr)
    naechste = tuple(nummern.baue(muster, amt=amt, heute=heute, nr=zahl) for zahl in zahlen)
    hinweise = [
        *_mitzaehlende(muster, kreis, amt, art_id, wer, heute),
        *_luecken(kreis, stand or 0, vergeben),
        *_uebergangene([nummern.baue(muster, amt=amt, heute=heute, nr=zahl) for zahl in uebergangen]),
        *_eigenheiten(muster, amt, stand),
    ]
    return Nummernprobe(kreis, stand or 0, naechste, tuple(hinweise))


def zaehler(muster: str, *, wer: Wer) -> Sequence[Zaehler]:
    """The counters that this pattern has used, the latest first. Raises `NichtBerechtigt`."""
    stammdaten.pruefe_verwaltung(wer)
    teile = re.split(r"\{(amt|jahr|jj)\}", nummern.ohne_stellen(muster))
    form = re.compile("".join(_JE_MARKE[teil] if nr % 2 else re.escape(teil) for nr, teil in enumerate(teile)))
    frage = select(Nummernkreis.kreis, Nummernkreis.stand).where(Nummernkreis.koerperschaft_id == wer.koerperschaft_id)
    gefunden = [zeile for zeile in db.session.execute(frage) if form.fullmatch(zeile.kreis)]
    gefunden.sort(key=lambda zeile: (_jahre(zeile.kreis), zeile.kreis), reverse=True)
    return [Zaehler(zeile.kreis.replace("{nr}", "…"), zeile.stand) for zeile in gefunden[:VIELE]]


def _beispielamt(wer: Wer) -> str:
    return next((amt.nummer for amt in stammdaten.aemter(wer.koerperschaft_id) if amt.nummer), "10")


def _vergebene(kreis: str, wer: Wer) -> frozenset[str]:
    """The numbers of papers that could be of this counter."""
    davor, danach = kreis.split("{nr}")
    frage = select(Vorlage.nummer).where(
        Vorlage.koerperschaft_id == wer.koerperschaft_id,
        Vorlage.nummer.startswith(davor, autoescape=True),
        Vorlage.nummer.endswith(danach, autoescape=True),
    )
    return frozenset(nummer for nummer in db.session.scalars(frage) if nummer)


def _mitzaehlende(muster: str, kreis: str, amt: str, art_id: str, wer: Wer, heute: date) -> Iterator[str]:
    for art in stammdaten.vorlagearten(wer.koerperschaft_id, heute=heute):
        if art.id != art_id and nummern.baue(art.nummernmuster, amt=amt, heute=heute) == kreis:
            wie = "" if art.nummernmuster == muster else " mit anderen führenden Nullen"
            yield f"„{art.name}“ zählt denselben Zähler{wie} weiter; die Nummern wechseln sich ab."


def _luecken(kreis: str, stand: int, vergeben: frozenset[str]) -> Iterator[str]:
    davor, danach = kreis.split("{nr}")
    mitten = {nummer[len(davor) : len(nummer) - len(danach)] for nummer in vergeben}
    da = {int(zahl) for zahl in mitten if zahl.isascii() and zahl.isdecimal() and len(zahl) <= 9}
    fehlen = sorted(set(range(1, stand + 1)) - da)
    if fehlen:
        einige = ", ".join(str(nr) for nr in fehlen[:5])
        weitere = f" und {len(fehlen) - 5} weitere" if len(fehlen) > 5 else ""
        yield f"Keine Vorlage trägt die laufende Nummer {einige}{weitere}, obwohl der Zähler schon darüber ist."


def _uebergangene(gibt_es: Sequence[str]) -> Iterator[str]:
    if gibt_es:
        einige = ", ".join(gibt_es[:5]) + (" …" if len(gibt_es) > 5 else "")
        yield f"Schon vergeben und deshalb übersprungen: {einige}."


def _eigenheiten(muster: str, amt: str, stand: int | None) -> Iterator[str]:
    if stand is None:
        yield "Diesen Zähler gibt es noch nicht; er beginnt bei 1."
    if "{jahr}" not in muster and "{jj}" not in muster:
        yield "Ohne {jahr} oder {jj} zählt er über die Jahre weiter."
    if amt:
        yield f"Gezeigt für Amt {amt}; jedes federführende Amt zählt für sich."
    if stellen := re.search(r"\{nr:0([1-4])d\}", muster):
        yield f"Ab der laufenden Nummer {10 ** int(stellen[1])} wird die Nummer länger."


def _jahre(kreis: str) -> str:
    """What to sort by: the years in a counter's name."""
    return max(re.findall(r"\d{4}", kreis), default="")

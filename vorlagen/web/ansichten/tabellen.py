"""The lists of the screen as tables: the same filters, the same sight, the same words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from vorlagen.extensions import verzeichnis
from vorlagen.services import auftraege as kontrolle
from vorlagen.services import beschlusskontrolle, listen, oeffentlich, offene_fristen, tagesordnungsbild
from vorlagen.services.tabelle import Blatt, Reihe, Tabelle
from vorlagen.services.wer import Wer
from vorlagen.web.worte import SITZUNGSSTAND, wer_ist_dran
from vorlagen.workflow.begriffe import Ausgang

VORLAGEN: Final = {
    "Nummer": 16, "Betreff": 60, "Art": 22, "Amt": 28, "Status": 22, "Öffentlich": 10, "Zuletzt geändert": 18,
}  # fmt: skip
SITZUNGEN: Final = {"Gremium": 34, "Beginn": 18, "Ende": 18, "Ort": 34, "Stand": 14, "Absagegrund": 40}
TAGESORDNUNGEN: Final = {
    "Gremium": 34, "Beginn": 18, "TOP": 8, "Öffentlich": 10, "Gegenstand": 60, "Vorlage": 16, "Beratung": 20,
    "Ergebnis": 40, "Ausgang": 22, "Abgesetzt": 10,
}  # fmt: skip
FRISTEN: Final = {
    "Fällig": 12, "Tage bis dahin": 10, "Frist": 20, "Vorlage": 16, "Betreff": 60, "Sitzung": 18, "Gremium": 34,
    "Wer ist dran": 28, "Begründung": 60,
}  # fmt: skip


def vorlagen(wer: Wer, filter_: listen.Filter) -> Tabelle:
    """Papers, last changed first."""
    return _einzeln("vorlagen", Blatt("Vorlagen", VORLAGEN, _vorlagen(wer, filter_)))


def sitzungen(
    wer: Wer, *, gremium: str | None = None, ab: datetime | None = None, bis: datetime | None = None
) -> Tabelle:
    """Meetings, soonest first; in a workbook with their agendas."""
    frage: dict[str, Any] = {"gremium": gremium, "ab": ab, "bis": bis}
    liste = Blatt("Sitzungen", SITZUNGEN, _sitzungen(frage))
    return Tabelle("sitzungen", liste, (liste, _agenden(wer, frage)))


def tagesordnungen(
    wer: Wer, *, gremium: str | None = None, ab: datetime | None = None, bis: datetime | None = None
) -> Tabelle:
    """The agendas of the same meetings, item by item."""
    return _einzeln("tagesordnungen", _agenden(wer, {"gremium": gremium, "ab": ab, "bis": bis}))


def auftraege(wer: Wer, filter_: kontrolle.Filter) -> Tabelle:
    """Aufträge, due ones first; in a workbook what is non-public stands on a sheet of its own."""
    kontrolle.merke_lesung(wer, filter_)
    blaetter = [
        beschlusskontrolle.blatt(titel, kontrolle.strom(wer, filter_, oeffentlich=oeffentlich))
        for titel, oeffentlich in beschlusskontrolle.BLAETTER.items()
    ]
    return Tabelle("auftraege", beschlusskontrolle.blatt("Aufträge", kontrolle.strom(wer, filter_)), tuple(blaetter))


def fristen(wer: Wer, heute: date, *, meine: bool = False, vorlage_id: str | None = None) -> Tabelle:
    """Open deadlines, most urgent first."""
    zeilen = (
        (
            frist.faellig_am,
            frist.rest(heute),
            frist.name,
            frist.nummer,
            frist.betreff,
            frist.beginn,
            frist.gremium,
            wer_ist_dran(frist.rolle, frist.amt),
            "\n".join(frist.gruende),
        )
        for frist in offene_fristen.strom(wer, meine=meine, vorlage_id=vorlage_id)
    )
    return _einzeln("fristen", Blatt("Fristen", FRISTEN, zeilen))


def _einzeln(name: str, blatt: Blatt) -> Tabelle:
    return Tabelle(name, blatt, (blatt,))


def _agenden(wer: Wer, frage: dict[str, Any]) -> Blatt:
    return Blatt("Tagesordnungen", TAGESORDNUNGEN, _punkte(wer, frage))


def _vorlagen(wer: Wer, filter_: listen.Filter) -> Iterator[Reihe]:
    for zeile in listen.strom(wer, filter_):
        status = verzeichnis.status_titel(zeile.ablauf, zeile.status)
        oeffentlich_ = _ja(zeile.oeffentlich)
        yield zeile.nummer, zeile.betreff, zeile.art, zeile.amt, status, oeffentlich_, zeile.geaendert


def _sitzungen(frage: dict[str, Any]) -> Iterator[Reihe]:
    for seite in listen.sitzungsstrom(**frage):
        for eine in map(oeffentlich.sitzung, seite):
            stand = SITZUNGSSTAND.get(eine.status, (eine.status,))[0]
            yield eine.gremium.name, eine.beginn, eine.ende, eine.ort, stand, eine.absagegrund


def _punkte(wer: Wer, frage: dict[str, Any]) -> Iterator[Reihe]:
    for seite in listen.sitzungsstrom(**frage):
        tagesordnungsbild.lade(seite)
        bilder = tagesordnungsbild.bilder(seite, wer)
        for eine in seite:
            for top, papier in bilder[eine.id]:
                yield (
                    eine.gremium.name,
                    eine.beginn,
                    top.zeichen,
                    _ja(top.oeffentlich),
                    (papier and papier.betreff) or top.titel,
                    papier and papier.nummer,
                    papier and papier.art,
                    top.ergebnis,
                    Ausgang(top.ausgang).titel if top.ausgang else None,
                    _ja(top.ist_abgesetzt),
                )


def _ja(wert: bool) -> str:
    return "ja" if wert else "nein"

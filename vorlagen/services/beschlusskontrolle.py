"""The half-yearly list of Aufträge: as a table for the office, and as a paper for the bodies, non-public apart."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from html import escape

from vorlagen.kalender import BERLIN, datum_text
from vorlagen.models import Auftrag, Vorlage
from vorlagen.services import auftraege, tabelle, vorlagen
from vorlagen.services.auftraege import Filter
from vorlagen.services.tabelle import Blatt
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Auftragsstatus

SPALTEN: Mapping[str, int] = {
    "Beschluss-Nr.": 14, "Datum": 12, "Gremium": 28, "Vorlage": 16, "Betreff": 40, "Auftrag": 60, "Zuständig": 28,
    "Antrag von": 24, "Fällig": 12, "Status": 14, "Grund der Verzögerung": 40, "Letzter Bericht": 50,
    "Berichtet am": 12, "Wiedervorlage": 14, "Nachweis": 40, "Öffentlich": 10,
}  # fmt: skip
"""The columns of the table (domain handbook § 6.2) and how wide they are, in characters."""

BLAETTER: Mapping[str, bool] = {"Öffentlich": True, "Nichtöffentlich": False}
"""The sheets of the table, and whether what stands on them is public."""

KURZ = (0, 1, 2, 5, 6, 8, 9, 10, 11)
"""What of them the paper for the bodies shows."""

Zeile = tuple[Auftrag, Vorlage]


def halbjahr(heute: date) -> tuple[date, date]:
    """The last whole half-year before this day."""
    if heute.month > 6:
        return date(heute.year, 1, 1), date(heute.year, 6, 30)
    return date(heute.year - 1, 7, 1), date(heute.year - 1, 12, 31)


def zeilen(wer: Wer, von: date, bis: date, *, oeffentlich: bool | None) -> list[Zeile]:
    """What was still to be done in that time, or was finished or dropped in it."""
    alle = auftraege.liste(wer, Filter(beschlossen_bis=bis, oeffentlich=oeffentlich))
    return [
        (auftrag, vorlage)
        for auftrag, vorlage in alle
        if auftrag.abgeschlossen is None or auftrag.abgeschlossen.astimezone(BERLIN).date() >= von
    ]


def als_xlsx(zeilen_: Sequence[Zeile]) -> bytes:
    """The table as a workbook, what is non-public on a sheet of its own; the same rows give the same bytes."""
    puffer = io.BytesIO()
    teile = [[zeile for zeile in zeilen_ if zeile[0].oeffentlich is oeffentlich] for oeffentlich in BLAETTER.values()]
    blaetter = [blatt(titel, teil) for titel, teil in zip(BLAETTER, teile, strict=True)]
    tabelle.als_xlsx(blaetter, puffer, titel="Beschlusskontrolle")
    return puffer.getvalue()


def blatt(titel: str, zeilen_: Iterable[Zeile]) -> Blatt:
    """These Aufträge as a sheet."""
    return Blatt(titel, SPALTEN, (_werte(*zeile) for zeile in zeilen_))


def pruefsumme(inhalt: bytes) -> str:
    """sha256 of the workbook."""
    return hashlib.sha256(inhalt).hexdigest()


def als_vorlage(wer: Wer, art: str, von: date, bis: date, *, oeffentlich: bool, jetzt: datetime) -> str:
    """Begin a paper of this kind with the list in it; the non-public one holds what the public one leaves out.

    Returns its id. Raises `NichtBerechtigt`, `EingabeUngueltig`.
    """
    zusatz = "" if oeffentlich else " (nichtöffentlicher Teil)"
    werte = {
        "art": art,
        "betreff": f"Beschlusskontrolle {von:%d.%m.%Y} bis {bis:%d.%m.%Y}{zusatz}",
        "oeffentlich": oeffentlich,
        "begruendung_nichtoeffentlich": ""
        if oeffentlich
        else "Die Aufträge beruhen auf nichtöffentlichen Beschlüssen.",
        "sachverhalt": als_html(zeilen(wer, von, bis, oeffentlich=oeffentlich)),
    }
    return vorlagen.lege_an(werte, wer=wer, jetzt=jetzt)


def als_html(zeilen_: Sequence[Zeile]) -> str:
    """The list as the rich text of a paper: how many stand how, then one row each."""
    anzahl = {status: sum(1 for auftrag, _ in zeilen_ if auftrag.status == status) for status in Auftragsstatus}
    stand = ", ".join(f"{wie_viele} {status.titel}" for status, wie_viele in anzahl.items() if wie_viele)
    namen = list(SPALTEN)
    kopf = "".join(f"<th>{namen[spalte]}</th>" for spalte in KURZ)
    koerper = "".join(f"<tr>{''.join(_zellen(zeile))}</tr>" for zeile in zeilen_)
    if not zeilen_:
        return "<p>Aufträge: keine.</p>"
    return f"<p>Aufträge: {stand}.</p><table><thead><tr>{kopf}</tr></thead><tbody>{koerper}</tbody></table>"


def _zellen(zeile: Zeile) -> Iterator[str]:
    werte = _werte(*zeile)
    for spalte in KURZ:
        wert = werte[spalte]
        yield f"<td>{escape(datum_text(wert) if isinstance(wert, date) else wert or '')}</td>"


def _werte(auftrag: Auftrag, vorlage: Vorlage) -> tuple[str | date | None, ...]:
    return (
        auftrag.beschlussnummer,
        auftrag.beschlossen_am,
        auftrag.gremium.name if auftrag.gremium else "",
        vorlage.nummer,
        vorlage.betreff,
        auftrag.text,
        auftrag.amt.name if auftrag.amt else "",
        auftrag.antragsteller,
        auftrag.faellig_am,
        Auftragsstatus(auftrag.status).titel,
        auftrag.grund_verzoegerung,
        auftrag.bericht,
        auftrag.berichtet_am,
        auftrag.wiedervorlage,
        auftrag.nachweis,
        "ja" if auftrag.oeffentlich else "nein",
    )

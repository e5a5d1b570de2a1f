"""The way of a paper through the bodies, as the timeline shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from markupsafe import Markup, escape

from vorlagen.kalender import BERLIN
from vorlagen.models import Abstimmung, Beratung, Mitzeichnung, Tagesordnungspunkt, Vorlage
from vorlagen.services import termine
from vorlagen.services.fristen import kalender_von
from vorlagen.web.darstellung import datum, rest
from vorlagen.web.worte import stimmen, tag
from vorlagen.workflow.begriffe import BLEIBT_OFFEN, Ausgang, Votum


@dataclass(frozen=True, slots=True)
class Station:
    """One stop of the timeline; `zustand` is erledigt, aktuell, offen or entfallen."""

    titel: str
    zustand: str
    zeilen: tuple[str | Markup, ...]
    leise: str = ""


def stationen(vorlage: Vorlage, *, heute: date, nur_oeffentliche: bool) -> Sequence[Station]:
    """The stages that this reader may see, in order."""
    sichtbare = [b for b in vorlage.beratungen if b.oeffentlich or not nur_oeffentliche]
    naechste = next((b for b in sichtbare if _offen(b)), None)
    return [
        Station(
            titel=" und ".join(gremium.name for gremium in beratung.gremien),
            zustand=_zustand(vorlage, beratung, dran=beratung is naechste),
            zeilen=tuple(_zeilen(vorlage, beratung, heute=heute, nur_oeffentliche=nur_oeffentliche)),
            leise="" if beratung.oeffentlich else "nichtöffentlich",
        )
        for beratung in sichtbare
    ]


def mitzeichnungsstation(vorlage: Vorlage, laufende: Sequence[Mitzeichnung]) -> Station | None:
    """The round of co-signatures as the first stop, or None if nobody is asked.

    An office that must agree and refuses is not done.
    """
    if not laufende:
        return None
    abgelehnt = [m for m in laufende if m.pflicht and m.votum == Votum.ABGELEHNT]
    fertig = [m for m in laufende if m.votum and m not in abgelehnt]
    zustand = "erledigt" if len(fertig) == len(laufende) else "aktuell" if any(m.erbeten for m in laufende) else "offen"
    if vorlage.beendet and zustand != "erledigt":
        zustand = "entfallen"
    anzahl = f"{len(fertig)} von {len(laufende)} {'Amt' if len(laufende) == 1 else 'Ämtern'}"
    zeilen = [anzahl, *([f"abgelehnt: {', '.join(m.amt.name for m in abgelehnt)}"] if abgelehnt else [])]
    namen = ", ".join(m.amt.name for m in fertig)
    return Station("Mitzeichnung", zustand, tuple(zeilen), f"erledigt: {namen}" if namen else "")


def _offen(beratung: Beratung) -> bool:
    return beratung.ausgang is None or beratung.ausgang in BLEIBT_OFFEN


def _zustand(vorlage: Vorlage, beratung: Beratung, *, dran: bool) -> str:
    if not _offen(beratung):
        return "erledigt"
    if vorlage.beendet:
        return "entfallen"
    return "aktuell" if dran and vorlage.nummer else "offen"


def _zeilen(vorlage: Vorlage, beratung: Beratung, *, heute: date, nur_oeffentliche: bool) -> Iterator[str | Markup]:
    yield beratung.art or "Art noch offen"
    tops = [top for top in beratung.versuche if top.oeffentlich or not nur_oeffentliche]
    for top in tops:
        yield _versuch(top, zuletzt=top is tops[-1])
    if not tops:
        yield from _geplant(vorlage, beratung, heute=heute)
    # What a body did in the non-public part of a meeting stays there.
    if nur_oeffentliche and not all(top.oeffentlich for top in beratung.tops):
        return
    if beratung.ausgang or beratung.ergebnis:
        yield _ergebnis(beratung)
    yield from _stimmen(vorlage, beratung)


def _versuch(top: Tagesordnungspunkt, *, zuletzt: bool) -> Markup:
    wann = Markup('<a href="{}">{}</a>, TOP {}').format(
        url_for("sitzungen.zeige", sitzung_id=top.sitzung_id), tag(top.sitzung.beginn), top.zeichen
    )
    return wann if zuletzt or not top.ausgang else wann + escape(f": {Ausgang(top.ausgang).titel}")


def _geplant(vorlage: Vorlage, beratung: Beratung, *, heute: date) -> Iterator[str]:
    if beratung.geplant_am is None:
        yield "Termin noch offen"
        return
    yield f"geplant am {tag(beratung.geplant_am)}"
    if vorlage.nummer is None and beratung.geplant and beratung.geplant_am >= heute:
        sitzung = beratung.geplant
        tag_der_sitzung = sitzung.beginn.astimezone(BERLIN).date()
        frist = termine.abgabe(sitzung.gremium, tag_der_sitzung, kalender_von(vorlage.koerperschaft))
        yield f"Abgabe bis {datum(frist.ende)} ({rest((frist.ende - heute).days)})"


def _ergebnis(beratung: Beratung) -> str:
    wort = Ausgang(beratung.ausgang).titel if beratung.ausgang else "Ausgang noch offen"
    if not beratung.ergebnis or beratung.ergebnis == wort:
        return f"Ergebnis: {wort}"
    return f"Ergebnis: {beratung.ergebnis} ({wort})"


def _stimmen(vorlage: Vorlage, beratung: Beratung) -> Iterator[str]:
    nummern = {punkt.id: punkt.nr for punkt in vorlage.beschlusspunkte}
    letzter = beratung.letzter_versuch.id if beratung.letzter_versuch else None
    for abstimmung in beratung.abstimmungen:
        if not abstimmung.gilt or abstimmung.top_id != letzter:
            continue
        zahlen = stimmen(zahlen_von(abstimmung))
        wort = Ausgang(abstimmung.ausgang).titel if abstimmung.ausgang else ""
        if abstimmung.art == "verfahren":
            yield ": ".join(teil for teil in (f"Antrag „{abstimmung.antrag}“", wort) if teil) + (
                f" ({zahlen})" if zahlen else ""
            )
        elif abstimmung.art == "punkt":
            nr = nummern.get(abstimmung.punkt_id or "", "?")
            teile = [teil for teil in (abstimmung.ergebnis or wort, zahlen) if teil]
            yield f"Beschlusspunkt {nr}: {', '.join(teile) or 'offen'}"
        elif zahlen:
            yield zahlen


def zahlen_von(abstimmung: Abstimmung) -> dict[str, int | None]:
    """The counted votes by name."""
    return {
        "ja": abstimmung.ja,
        "nein": abstimmung.nein,
        "enthaltung": abstimmung.enthaltung,
        "befangen": abstimmung.befangen,
    }

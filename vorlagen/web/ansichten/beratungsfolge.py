"""The way of a paper through the bodies, as the timeline shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask import url_for
from markupsafe import Markup, escape

from vorlagen.kalender import BERLIN
from vorlagen.models import Abstimmung, Beratung, Mitzeichnung, Tagesordnungspunkt, Vorlage
from vorlagen.services import termine
from vorlagen.services.ausgaenge import bleibt_offen
from vorlagen.services.fristen import kalender_von
from vorlagen.services.oeffentlich import (
    OeffentlicheAbstimmung,
    OeffentlicheBeratung,
    OeffentlicherVersuch,
    OeffentlicheVorlage,
    Zuvor,
    zuvor,
)
from vorlagen.web.ansichten import stimmen
from vorlagen.web.ansichten.beratungsgraph import oeffentlicher_weg, wartesaetze, weg
from vorlagen.web.darstellung import datum, rest
from vorlagen.web.worte import tag
from vorlagen.workflow.begriffe import Ausgang, Votum

Gang = Beratung | OeffentlicheBeratung
"""A stage as the reader may see it: whole, or as everybody may."""
Halt = Tagesordnungspunkt | OeffentlicherVersuch
INNEN: Final = "sitzungen.zeige"


@dataclass(frozen=True, slots=True)
class Station:
    """One stop of the timeline; `zustand` is erledigt, aktuell, offen or entfallen."""

    titel: str
    zustand: str
    zeilen: tuple[str | Markup, ...]
    leise: str = ""


def stationen(vorlage: Vorlage, *, heute: date, ab: int = 1) -> Sequence[Station]:
    """The stages in order, for who sees the whole paper; `ab` is the number of the first one in the list."""
    offene = [beratung.id for beratung in vorlage.beratungen if bleibt_offen(beratung)]
    nummern = {punkt.id: punkt.nr for punkt in vorlage.beschlusspunkte}
    warten = wartesaetze(weg(vorlage.beratungen), ab=ab)
    return [
        Station(
            titel=titel(beratung),
            zustand=_zustand(beratung.id, offene, gestartet=vorlage.nummer is not None, beendet=bool(vorlage.beendet)),
            zeilen=tuple(_zeilen(beratung, nummern, _geplant(vorlage, beratung, heute=heute))),
            leise="; ".join(_nebenbei(beratung, warten.get(beratung.id))),
        )
        for beratung in vorlage.beratungen
    ]


def oeffentliche_stationen(
    vorlage: OeffentlicheVorlage, gaenge: Sequence[OeffentlicheBeratung], *, seite: str = INNEN
) -> Sequence[Station]:
    """The public stages in order, for everybody; `seite` is the endpoint of a meeting's page."""
    offene = [gang.id for gang in gaenge if not gang.erledigt]
    warten = wartesaetze(oeffentlicher_weg(gaenge))
    return [
        Station(
            titel=titel(gang),
            zustand=_zustand(gang.id, offene, gestartet=True, beendet=vorlage.ist_beendet),
            zeilen=tuple(_zeilen(gang, _nummern(gang), [_termin(gang.datum)], seite)),
            leise=warten.get(gang.id, ""),
        )
        for gang in gaenge
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


def _nebenbei(beratung: Beratung, wartet: str | None) -> Iterator[str]:
    if not beratung.oeffentlich:
        yield _nichtoeffentlich(beratung.begruendung_nichtoeffentlich)
    if wartet:
        yield wartet


def _nichtoeffentlich(grund: str) -> str:
    return f"nichtöffentlich: {grund}" if grund else "nichtöffentlich"


def _zustand(gang_id: str, offene: Sequence[str], *, gestartet: bool, beendet: bool) -> str:
    if gang_id not in offene:
        return "erledigt"
    if beendet:
        return "entfallen"
    return "aktuell" if gang_id == offene[0] and gestartet else "offen"


def _nummern(gang: OeffentlicheBeratung) -> dict[str, str]:
    return {a.punkt_id: a.punkt_nr for a in gang.abstimmungen if a.punkt_id and a.punkt_nr}


def titel(gang: Gang) -> str:
    """The bodies of a stage, the lead first."""
    return " und ".join(gremium.name for gremium in gang.gremien)


def _zeilen(
    gang: Gang, nummern: Mapping[str, str], geplant: Iterable[str], seite: str = INNEN
) -> Iterator[str | Markup]:
    """What is told of a stage; `geplant` is said while no meeting had it."""
    yield gang.art or "Art noch offen"
    halte = gang.versuche
    for halt in halte:
        for frueher in _zuvor(halt):
            yield _wann(halt, seite) + escape(f": {_wie(frueher.ergebnis, frueher.ausgang)}")
        yield _versuch(halt, seite, zuletzt=halt is halte[-1])
        yield from _ersetzte(gang, halt)
    if not halte:
        yield from geplant
    if gang.ausgang or gang.ergebnis:
        yield f"Ergebnis: {_wie(gang.ergebnis, gang.ausgang)}"
    letzter = halte[-1].id if halte else None
    yield from stimmen.zeilen([a for a in gang.abstimmungen if a.gilt and a.top_id == letzter], nummern)


def _versuch(halt: Halt, seite: str, *, zuletzt: bool) -> Markup:
    wann = _wann(halt, seite)
    if halt.frueher:
        wann += escape(", in derselben Sitzung wieder aufgenommen")
    return wann if zuletzt or not halt.ausgang else wann + escape(f": {Ausgang(halt.ausgang).titel}")


def _wann(halt: Halt, seite: str) -> Markup:
    return Markup('<a href="{}">{}</a>, TOP {}').format(
        url_for(seite, sitzung_id=halt.sitzung_id), tag(beginn(halt)), halt.zeichen
    )


def beginn(halt: Halt) -> datetime:
    """When the meeting that had it began."""
    return halt.beginn if isinstance(halt, OeffentlicherVersuch) else halt.sitzung.beginn


def _zuvor(halt: Halt) -> Sequence[Zuvor]:
    """The attempts that came to nothing in the same meeting."""
    return halt.frueher if isinstance(halt, OeffentlicherVersuch) else zuvor(halt)


def _ersetzte(gang: Gang, halt: Halt) -> Iterator[str]:
    """What a correction replaced; it stays to be seen."""
    versuch = [a for a in gang.abstimmungen if a.top_id == halt.id and a.art in ("sache", "wahl")]
    gezeigt = {_eingetragen(a) for a in versuch if a.gilt}
    if isinstance(halt, Tagesordnungspunkt):
        zurueckgestellte = {kennung for frueher in halt.frueher for kennung in frueher["abstimmungen"]}
        versuch = [a for a in versuch if a.id not in zurueckgestellte]
    for alte in versuch:
        satz = _eingetragen(alte)
        if not alte.gilt and satz not in gezeigt:
            gezeigt.add(satz)
            yield f"Berichtigt, zuvor eingetragen: {satz}"


def _eingetragen(abstimmung: Abstimmung | OeffentlicheAbstimmung) -> str:
    zahlen = stimmen.zahlen(abstimmung)
    return ", ".join(teil for teil in (_wie(abstimmung.ergebnis, abstimmung.ausgang), zahlen) if teil)


def _geplant(vorlage: Vorlage, beratung: Beratung, *, heute: date) -> Iterator[str]:
    yield _termin(beratung.geplant_am)
    if vorlage.nummer is None and beratung.geplant and beratung.geplant_am and beratung.geplant_am >= heute:
        sitzung = beratung.geplant
        tag_der_sitzung = sitzung.beginn.astimezone(BERLIN).date()
        frist = termine.abgabe(sitzung.gremium, tag_der_sitzung, kalender_von(vorlage.koerperschaft))
        yield f"Abgabe bis {datum(frist.ende)} ({rest((frist.ende - heute).days)})"


def _termin(geplant_am: date | None) -> str:
    return f"geplant am {tag(geplant_am)}" if geplant_am else "Termin noch offen"


def _wie(ergebnis: str | None, ausgang: str | None) -> str:
    """The label as printed, and what really happened where it says something else."""
    wort = Ausgang(ausgang).titel if ausgang else "Ausgang noch offen"
    if not ergebnis or ergebnis == wort:
        return wort
    return f"{ergebnis}; {wort}" if "(" in wort else f"{ergebnis} ({wort})"

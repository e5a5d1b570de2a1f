"""The way of a paper through the bodies, as the timeline shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from markupsafe import Markup, escape

from vorlagen.kalender import BERLIN
from vorlagen.models import Abstimmung, Beratung, Mitzeichnung, Tagesordnungspunkt, Vorlage
from vorlagen.services import bekanntgabe, kanten, termine, wortlaut
from vorlagen.services.ausgaenge import bleibt_offen
from vorlagen.services.fristen import kalender_von
from vorlagen.web.ansichten import stimmen
from vorlagen.web.darstellung import datum, rest
from vorlagen.web.worte import tag
from vorlagen.workflow.begriffe import Ausgang, Votum


@dataclass(frozen=True, slots=True)
class Station:
    """One stop of the timeline; `zustand` is erledigt, aktuell, offen or entfallen."""

    titel: str
    zustand: str
    zeilen: tuple[str | Markup, ...]
    leise: str = ""


@dataclass(frozen=True, slots=True)
class Aenderung:
    """What one body changed in the text at one attempt: words for which body and when, and (sign, text) pairs."""

    gremium: str
    wann: str
    teile: tuple[tuple[str, str], ...]


def stationen(vorlage: Vorlage, *, heute: date, nur_oeffentliche: bool) -> Sequence[Station]:
    """The stages that this reader may see, in order."""
    sichtbare = [b for b in vorlage.beratungen if b.oeffentlich or not nur_oeffentliche]
    offene = [b for b in sichtbare if bleibt_offen(b) or (nur_oeffentliche and not bekanntgabe.ist_oeffentlich(b))]
    beendet = bekanntgabe.ist_beendet(vorlage) if nur_oeffentliche else vorlage.beendet is not None
    return [
        Station(
            titel=" und ".join(gremium.name for gremium in beratung.gremien),
            zustand=_zustand(vorlage, beratung, offene, beendet=beendet),
            zeilen=tuple(_zeilen(vorlage, beratung, heute=heute, nur_oeffentliche=nur_oeffentliche)),
            leise="" if beratung.oeffentlich else "nichtöffentlich",
        )
        for beratung in sichtbare
    ]


def aenderungen(vorlage: Vorlage, *, nur_oeffentliche: bool) -> Sequence[Aenderung]:
    """What the bodies changed in the resolution, word by word, as far as this reader may know."""
    vergleiche = wortlaut.oeffentlich_geaendert_in if nur_oeffentliche else wortlaut.geaendert_in
    return [
        Aenderung(
            kanten.name(beratung),
            f"{tag(versuch.sitzung.beginn)}, TOP {versuch.zeichen}" if isinstance(versuch, Tagesordnungspunkt) else "",
            unterschied.teile,
        )
        for beratung in vorlage.beratungen
        for versuch in wortlaut.versuche(beratung)
        for unterschied in vergleiche(vorlage, versuch)
        if unterschied.feld == "beschlussvorschlag"
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


def _zustand(vorlage: Vorlage, beratung: Beratung, offene: Sequence[Beratung], *, beendet: bool) -> str:
    if beratung not in offene:
        return "erledigt"
    if beendet:
        return "entfallen"
    return "aktuell" if beratung is offene[0] and vorlage.nummer else "offen"


def _zeilen(vorlage: Vorlage, beratung: Beratung, *, heute: date, nur_oeffentliche: bool) -> Iterator[str | Markup]:
    yield beratung.art or "Art noch offen"
    tops = [top for top in beratung.versuche if top.oeffentlich or not nur_oeffentliche]
    # What a body did in the non-public part of a meeting stays there.
    verborgen = nur_oeffentliche and not bekanntgabe.ist_oeffentlich(beratung)
    for top in tops:
        yield from _fruehere(top)
        yield _versuch(top, zuletzt=top is tops[-1])
        if not verborgen:
            yield from _ersetzte(beratung, top)
    if not tops:
        yield from _geplant(vorlage, beratung, heute=heute)
    if verborgen:
        return
    if beratung.ausgang or beratung.ergebnis:
        yield _ergebnis(beratung)
    yield from stimmen.zeilen(vorlage, beratung)


def _versuch(top: Tagesordnungspunkt, *, zuletzt: bool) -> Markup:
    wann = _wann(top)
    if top.frueher:
        wann += escape(", in derselben Sitzung wieder aufgenommen")
    return wann if zuletzt or not top.ausgang else wann + escape(f": {Ausgang(top.ausgang).titel}")


def _wann(top: Tagesordnungspunkt) -> Markup:
    return Markup('<a href="{}">{}</a>, TOP {}').format(
        url_for("sitzungen.zeige", sitzung_id=top.sitzung_id), tag(top.sitzung.beginn), top.zeichen
    )


def _fruehere(top: Tagesordnungspunkt) -> Iterator[Markup]:
    """The attempts that came to nothing in the same meeting."""
    for frueher in top.frueher:
        yield _wann(top) + escape(f": {_wie(frueher['ergebnis'], frueher['ausgang'])}")


def _ersetzte(beratung: Beratung, top: Tagesordnungspunkt) -> Iterator[str]:
    """What a correction replaced; it stays to be seen."""
    versuch = [a for a in beratung.abstimmungen if a.top_id == top.id and a.art in ("sache", "wahl")]
    zurueckgestellte = {kennung for frueher in top.frueher for kennung in frueher["abstimmungen"]}
    gezeigt = {_eingetragen(a) for a in versuch if a.gilt}
    for alte in versuch:
        satz = _eingetragen(alte)
        if not alte.gilt and alte.id not in zurueckgestellte and satz not in gezeigt:
            gezeigt.add(satz)
            yield f"Berichtigt, zuvor eingetragen: {satz}"


def _eingetragen(abstimmung: Abstimmung) -> str:
    zahlen = stimmen.zahlen(abstimmung)
    return ", ".join(teil for teil in (_wie(abstimmung.ergebnis, abstimmung.ausgang), zahlen) if teil)


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
    return f"Ergebnis: {_wie(beratung.ergebnis, beratung.ausgang)}"


def _wie(ergebnis: str | None, ausgang: str | None) -> str:
    """The label as printed, and what really happened where it says something else."""
    wort = Ausgang(ausgang).titel if ausgang else "Ausgang noch offen"
    if not ergebnis or ergebnis == wort:
        return wort
    return f"{ergebnis}; {wort}" if "(" in wort else f"{ergebnis} ({wort})"

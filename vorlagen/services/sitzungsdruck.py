"""What stands in the minutes and in an extract, as JSON: from agenda, attendance and results as they are now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN, datum_text
from vorlagen.kalender.nachtraege import Aufnahme
from vorlagen.models import (
    Abstimmung,
    Anwesenheit,
    Koerperschaft,
    Sitzung,
    Tagesordnungspunkt,
)
from vorlagen.services import anwesenheiten, beschlussfaehigkeit, oeffentlich
from vorlagen.services.einzelstimmen import einzelne, satz
from vorlagen.services.sitzungsstoff import Stoff, lade
from vorlagen.services.tagesordnungsfassungen import geordnet
from vorlagen.workflow.begriffe import MIT_WORTLAUT, Ausgang

FUNKTIONEN = {
    "vorsitz": "Vorsitz",
    "stellvertretung": "stellvertretender Vorsitz",
    "mitglied": "Mitglied",
    "beratend": "beratend",
    "verwaltung": "Verwaltung",
    "gast": "Gast",
}


def niederschrift(sitzung: Sitzung, *, nur_oeffentlich: bool, heute: date) -> dict[str, Any]:
    """The whole minutes, or what the public may read: public items of published papers, members of the body only."""
    liste = [z for z in anwesenheiten.liste(sitzung.id) if z.mitglied or not nur_oeffentlich]
    tops = oeffentlich.offene(geordnet(sitzung)) if nur_oeffentlich else geordnet(sitzung)
    stoff = lade(tops)
    teile = (("Öffentlicher Teil", True), ("Nichtöffentlicher Teil", False))
    faehig = beschlussfaehigkeit.fuer_sitzung(sitzung)
    return {
        **_kopf(sitzung, f"Niederschrift: {sitzung.gremium.name}", nur_oeffentlich=nur_oeffentlich, heute=heute),
        "beginn": _uhr(sitzung.beginn),
        "ende": _uhr(sitzung.ende) if sitzung.ende else None,
        "vorsitz": sitzung.vorsitz or None,
        "schriftfuehrung": sitzung.schriftfuehrung or None,
        "beschlussfaehigkeit": _faehigkeit(faehig),
        "anwesende": [_anwesend(zeile) for zeile in liste if zeile.stand == "anwesend"],
        "abwesende": [{"name": zeile.name, "stand": zeile.stand} for zeile in liste if zeile.stand != "anwesend"],
        "teile": [
            {"titel": titel, "punkte": [_punkt(top, stoff, nur_oeffentlich=nur_oeffentlich) for top in dieses]}
            for titel, offen in teile
            if (dieses := [top for top in tops if top.oeffentlich is offen])
        ],
    }


def tagesordnung(
    sitzung: Sitzung, teile: Sequence[Mapping[str, Any]], *, nur_oeffentlich: bool, heute: date
) -> dict[str, Any]:
    """The agenda with these parts, each with a title and its items."""
    return {
        **_kopf(sitzung, f"Tagesordnung: {sitzung.gremium.name}", nur_oeffentlich=nur_oeffentlich, heute=heute),
        "entwurf": sitzung.steht_seit is None,
        "beginn": _uhr(sitzung.beginn),
        "teile": list(teile),
    }


def auszug(top: Tagesordnungspunkt, *, nur_oeffentlich: bool, heute: date) -> dict[str, Any]:
    """One item for those who carry it out, or for everybody."""
    return auszuege([top], nur_oeffentlich=nur_oeffentlich, heute=heute)[top.id]


def auszuege(tops: Sequence[Tagesordnungspunkt], *, nur_oeffentlich: bool, heute: date) -> dict[str, dict[str, Any]]:
    """The same for several items of one meeting, by id."""
    stoff = lade(tops)
    return {top.id: _auszug(top, stoff, nur_oeffentlich=nur_oeffentlich, heute=heute) for top in tops}


def _auszug(top: Tagesordnungspunkt, stoff: Stoff, *, nur_oeffentlich: bool, heute: date) -> dict[str, Any]:
    papier, betreff = stoff.papier(top), f"Auszug {top.zeichen}: {top.titel}"
    return {
        **_kopf(top.sitzung, betreff, nur_oeffentlich=nur_oeffentlich, heute=heute),
        **_punkt(top, stoff, nur_oeffentlich=nur_oeffentlich),
        "art": (papier.art or None) if papier else None,
        "oeffentlich": top.oeffentlich,
    }


def _punkt(top: Tagesordnungspunkt, stoff: Stoff, *, nur_oeffentlich: bool) -> dict[str, Any]:
    """What is told of one item."""
    papier, stimmen = stoff.papier(top), stoff.stimmen.get(top.id, ())
    text = stoff.wortlaut(top, nur_oeffentlich=nur_oeffentlich) if top.ausgang in MIT_WORTLAUT else None
    ganze = next((a for a in reversed(stimmen) if a.art in ("sache", "wahl")), None)
    befangene = [b.anwesenheit for b in stoff.befangene.get(top.id, ())]
    namen = [zeile.name for zeile in befangene if zeile.mitglied or not nur_oeffentlich]
    return {
        "zeichen": top.zeichen,
        "titel": top.titel,
        "vorlage": papier.nummer if papier else None,
        "aufnahme": _aufnahme(top, nur_oeffentlich=nur_oeffentlich),
        "abgesetzt": None if top.abgesetzt is None else "ja" if nur_oeffentlich else top.abgesetzt,
        "protokoll": {"$richtext": top.protokoll} if top.protokoll else None,
        "beschluss": {"$richtext": text} if text else None,
        "ergebnis": top.ergebnis or (Ausgang(top.ausgang).titel if top.ausgang else None),
        "stimmen": (_zahlen(ganze) or None) if ganze else None,
        "befangen": ", ".join(namen) or None,
        "einzeln": [{"text": satz} for satz in (*_zuerst(top), *_einzelne(stimmen, stoff.nummern))],
    }


def _aufnahme(top: Tagesordnungspunkt, *, nur_oeffentlich: bool) -> str | None:
    """How a late item came; the grounds are not for everybody."""
    art = Aufnahme(top.aufnahme)
    if art is Aufnahme.REGULAER:
        return None
    return art.titel if nur_oeffentlich else f"{art.titel}. {top.begruendung}"


def _kopf(sitzung: Sitzung, betreff: str, *, nur_oeffentlich: bool, heute: date) -> dict[str, Any]:
    stadt = db.session.get_one(Koerperschaft, sitzung.koerperschaft_id)
    return {
        "koerperschaft": {"name": stadt.name, "untertitel": stadt.untertitel or None},
        "betreff": betreff,
        "gremium": sitzung.gremium.name,
        "tag": {"$datum": anwesenheiten.sitzungstag(sitzung).isoformat()},
        "ort": sitzung.ort or None,
        "nur_oeffentlich": nur_oeffentlich,
        "entwurf": sitzung.niederschrift_frei is None,
        "stand": {"$datum": heute.isoformat()},
    }


def _faehigkeit(faehig: beschlussfaehigkeit.Beschlussfaehigkeit) -> str | None:
    if faehig.gegeben is None:
        return None
    wort = "Das Gremium ist beschlussfähig" if faehig.gegeben else "Das Gremium ist nicht beschlussfähig"
    return f"{wort}: {faehig.gruende[0]}"


def _anwesend(zeile: Anwesenheit) -> dict[str, Any]:
    zeiten = ", ".join("–".join(_uhr(datetime.fromisoformat(z)) if z else "" for z in paar) for paar in zeile.zeiten)
    return {"name": zeile.name, "funktion": FUNKTIONEN.get(zeile.funktion, zeile.funktion), "zeiten": zeiten or None}


def _zuerst(top: Tagesordnungspunkt) -> Iterator[str]:
    """What came of the item before it was put back in this meeting; the grounds are the Gremiendienst's."""
    for frueher in top.frueher:
        wie = frueher["ergebnis"] or (Ausgang(frueher["ausgang"]).titel if frueher["ausgang"] else "abgesetzt")
        yield f"Zunächst {wie}; in derselben Sitzung wieder aufgenommen."


def _einzelne(stimmen: Sequence[Abstimmung], nummern: Mapping[str, str]) -> Iterator[str]:
    for abstimmung in stimmen:
        wort = abstimmung.ergebnis or (Ausgang(abstimmung.ausgang).titel if abstimmung.ausgang else "offen")
        zahlen = f" ({zahlen})" if (zahlen := _zahlen(abstimmung)) else ""
        if abstimmung.art == "punkt":
            yield f"Beschlusspunkt {nummern.get(abstimmung.punkt_id or '', '?')}: {wort}{zahlen}"
        elif abstimmung.art == "verfahren":
            yield f"Antrag zum Verfahren „{abstimmung.antrag}“: {wort}{zahlen}"
        elif abstimmung.wahl and abstimmung.wahl.get("gewaehlt"):
            yield f"Gewählt: {abstimmung.wahl['gewaehlt']}"
        if namen := satz(einzelne(abstimmung.namentlich)):
            yield f"Namentlich: {namen}"


def _zahlen(abstimmung: Abstimmung) -> str:
    enthaltungen = "Enthaltung" if abstimmung.enthaltung == 1 else "Enthaltungen"
    worte = (("ja", "Ja"), ("nein", "Nein"), ("enthaltung", enthaltungen), ("befangen", "befangen"))
    gezaehlt = [(getattr(abstimmung, name), wort) for name, wort in worte]
    return ", ".join(f"{zahl} {wort}" for zahl, wort in gezaehlt if zahl is not None)


def _uhr(wann: datetime) -> str:
    return f"{wann.astimezone(BERLIN):%H:%M} Uhr"


def dateiname(sitzung: Sitzung, was: str) -> str:
    """Niederschrift-HFA-16.06.2026.docx."""
    tag = datum_text(anwesenheiten.sitzungstag(sitzung)).partition(" ")[2]
    kuerzel = "".join(z if z.isalnum() else "-" for z in sitzung.gremium.kuerzel or sitzung.gremium.name)
    return f"{was}-{kuerzel}-{tag}.docx"

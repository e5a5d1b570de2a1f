"""A Vorlage as JSON. Who sees only what is public gets an allow-list: what is not named in it does not leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask import current_app

from vorlagen.fehler import NichtGefunden
from vorlagen.models import Abstimmung, Amt, Beratung, Mitzeichnung, Vorlage
from vorlagen.services.beiwerk import Anlagenbild, Beiwerk, Verweis
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import Einblick

STIMMEN = ("ja", "nein", "enthaltung", "befangen")


def als_json(vorlage: Vorlage, einblick: Einblick, beiwerk: Beiwerk) -> dict[str, Any]:
    """The paper as this insight allows."""
    bild = _oeffentlich(vorlage, beiwerk)
    return bild | _intern(vorlage, beiwerk) if einblick is Einblick.VOLL else bild


def adresse(*teile: str) -> str:
    """The address of a resource of this API."""
    return "/".join((basis(), "api", "v1", *teile))


def basis() -> str:
    """Where this installation is reached, never what a Host header says."""
    return str(current_app.config["EINSTELLUNGEN"].base_url)


def zeit(wert: datetime | date | None) -> str | None:
    """An instant or a day in ISO 8601."""
    return wert.isoformat() if wert else None


def anlage_als_json(anlage: Anlagenbild) -> dict[str, Any]:
    """An attachment without its bytes."""
    return {
        "id": anlage.id,
        "name": anlage.name,
        "oeffentlich": anlage.oeffentlich,
        "groesse": anlage.groesse,
        "typ": anlage.typ,
        "sha256": anlage.sha256,
        "links": {"self": adresse("vorlagen", anlage.vorlage_id, "anlagen", anlage.id)},
    }


def _oeffentlich(vorlage: Vorlage, beiwerk: Beiwerk) -> dict[str, Any]:
    stationen = [beratung for beratung in vorlage.beratungen if beratung.oeffentlich]
    wortlaut = vorlage.oeffentlicher_wortlaut
    return {
        "id": vorlage.id,
        "koerperschaft": {"id": vorlage.koerperschaft_id, "name": vorlage.koerperschaft.name},
        "nummer": vorlage.nummer,
        "art": vorlage.vorlageart.name,
        "ablauf": {"name": vorlage.ablauf, "version": vorlage.ablauf_version},
        "status": vorlage.oeffentlicher_status or vorlage.status,
        "oeffentlich": vorlage.oeffentlich,
        "betreff": vorlage.betreff,
        "federfuehrend": _amt(vorlage.federfuehrend),
        "datum": zeit(vorlage.datum),
        "beschlussvorschlag": wortlaut or vorlage.beschlussvorschlag,
        "beschlusspunkte": [] if wortlaut else _punkte(vorlage),
        "sachverhalt": vorlage.sachverhalt,
        "auswirkungen": [_auswirkung(zeile) for zeile in vorlage.auswirkungen],
        "beratungsfolge": [_oeffentliche_station(beratung, stationen) for beratung in stationen],
        "anlagen": [anlage_als_json(a) for a in beiwerk.anlagen_von(vorlage.id) if a.oeffentlich],
        "verknuepfungen": [_verweis(v) for v in beiwerk.verweise_von(vorlage.id) if v.ziel_id],
        "felder": _oeffentliche_felder(vorlage),
        "links": {
            "self": adresse("vorlagen", vorlage.id),
            "web": f"{basis()}/vorlagen/{vorlage.id}",
            "oparl": None,
        },
    }


def _intern(vorlage: Vorlage, beiwerk: Beiwerk) -> dict[str, Any]:
    return {
        "status": vorlage.status,
        "version": vorlage.version,
        "fassung": vorlage.fassung,
        "beschlussvorschlag": vorlage.beschlussvorschlag,
        "beschlusspunkte": _punkte(vorlage),
        "begruendung_nichtoeffentlich": vorlage.begruendung_nichtoeffentlich or None,
        "beteiligt": list(vorlage.beteiligt),
        "bearbeiter": vorlage.bearbeiter,
        "aktenzeichen": vorlage.aktenzeichen,
        "beratungsfolge": [_station(beratung) for beratung in vorlage.beratungen],
        "mitzeichnungen": [_mitzeichnung(m) for m in vorlage.mitzeichnungen if not m.entfallen],
        "anlagen": [anlage_als_json(anlage) for anlage in beiwerk.anlagen_von(vorlage.id)],
        "verknuepfungen": [_verweis(verweis) for verweis in beiwerk.verweise_von(vorlage.id)],
        "felder": dict(vorlage.felder),
        "fall": vorlage.fall,
        "erstellt": zeit(vorlage.erstellt),
        "geaendert": zeit(vorlage.geaendert),
    }


def _punkte(vorlage: Vorlage) -> list[dict[str, Any]]:
    return [{"id": punkt.id, "nr": punkt.nr, "text": punkt.text} for punkt in vorlage.beschlusspunkte]


def _amt(amt: Amt | None) -> dict[str, str] | None:
    return {"id": amt.id, "name": amt.name} if amt else None


def _auswirkung(zeile: dict[str, Any]) -> dict[str, Any]:
    return {"art": zeile["art"], "wert": zeile.get("wert"), "text": zeile.get("text")}


def _verweis(verweis: Verweis) -> dict[str, Any]:
    return {"art": verweis.art, "vorlage": verweis.ziel_id, "nummer": verweis.nummer}


def _oeffentliche_felder(vorlage: Vorlage) -> dict[str, Any]:
    try:
        felder = ablauf_von(vorlage).felder
    except NichtGefunden:  # the plug-in that knew what is public is switched off
        return {}
    return {f.name: vorlage.felder[f.name] for f in felder if f.oeffentlich and f.name in vorlage.felder}


def _mitzeichnung(m: Mitzeichnung) -> dict[str, Any]:
    return {
        "id": m.id,
        "amt": m.amt.name,
        "amt_id": m.amt_id,
        "runde": m.runde,
        "gruppe": m.gruppe,
        "pflicht": m.pflicht,
        "frist": zeit(m.frist),
        "votum": m.votum,
        "bemerkung": m.bemerkung,
        "fassung": m.fassung,
        "person": m.person.name if m.person else None,
        "gezeichnet": zeit(m.gezeichnet),
        "in_vertretung": m.in_vertretung,
        "erbeten": zeit(m.erbeten),
        "anlass": m.anlass,
        "betrifft": list(m.betrifft),
        "gilt_fuer": m.gilt_fuer,
        "werktage": m.werktage,
        "schweigen_gilt": m.schweigen_gilt,
        "stillschweigend": m.stillschweigend,
    }


def _station(beratung: Beratung) -> dict[str, Any]:
    gueltige = _letzte_abstimmungen(beratung)
    ganze = next((a for a in gueltige if a.art in ("sache", "wahl")), None)
    return {
        "id": beratung.id,
        "gremien": [{"id": gremium.id, "name": gremium.name} for gremium in beratung.gremien],
        "art": beratung.art,
        "entscheidet": beratung.entscheidet,
        "oeffentlich": beratung.oeffentlich,
        "wartet_auf": [vorher.id for vorher in beratung.wartet_auf],
        "reihe": beratung.reihe,
        "sitzung": beratung.geplant_id,
        "datum": zeit(beratung.geplant_am),
        "versuche": [_versuch(top) for top in beratung.tops],
        "ergebnis": beratung.ergebnis,
        "ausgang": beratung.ausgang,
        "stimmen": _stimmen(ganze),
        "punkte": [
            {"punkt": a.punkt_id, "ergebnis": a.ergebnis, "ausgang": a.ausgang, "stimmen": _stimmen(a)}
            for a in gueltige
            if a.art == "punkt"
        ],
        "verfahren": [
            {"antrag": a.antrag, "ausgang": a.ausgang, "stimmen": _stimmen(a)} for a in gueltige if a.art == "verfahren"
        ],
        "wahl": ganze.wahl if ganze else None,
        "beschlusstext": beratung.beschlusstext,
    }


def _oeffentliche_station(beratung: Beratung, sichtbare: Sequence[Beratung]) -> dict[str, Any]:
    """A public stage; what a body did in the non-public part of a meeting stays there."""
    ganz = _station(beratung)
    verhandelt = all(top.oeffentlich for top in beratung.tops)
    ids = {andere.id for andere in sichtbare}
    bild = {
        name: ganz[name] for name in ("id", "gremien", "art", "entscheidet", "oeffentlich", "reihe", "sitzung", "datum")
    }
    return bild | {
        "wartet_auf": [vorher for vorher in ganz["wartet_auf"] if vorher in ids],
        "versuche": [_versuch(top) for top in beratung.tops if top.oeffentlich],
        "ergebnis": ganz["ergebnis"] if verhandelt else None,
        "ausgang": ganz["ausgang"] if verhandelt else None,
        "stimmen": ganz["stimmen"] if verhandelt else _stimmen(None),
        "punkte": ganz["punkte"] if verhandelt else [],
    }


def _versuch(top: Any) -> dict[str, Any]:
    return {"sitzung": top.sitzung_id, "top": top.zeichen, "ergebnis": top.ergebnis, "ausgang": top.ausgang}


def _letzte_abstimmungen(beratung: Beratung) -> list[Abstimmung]:
    """The votes that hold at the latest attempt."""
    top_id = beratung.tops[-1].id if beratung.tops else None
    return [a for a in beratung.abstimmungen if a.gilt and a.top_id == top_id]


def _stimmen(abstimmung: Abstimmung | None) -> dict[str, int | None]:
    return {name: getattr(abstimmung, name, None) for name in STIMMEN}

"""A Vorlage as JSON. Who sees only what is public gets an allow-list: what is not named in it does not leave."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import current_app

from vorlagen.fehler import NichtGefunden
from vorlagen.models import Amt, Mitzeichnung, Vorlage
from vorlagen.services import bekanntgabe
from vorlagen.services.beiwerk import Anlagenbild, Beiwerk, Verweis
from vorlagen.services.bekanntgabe import Wortlaut
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import Einblick
from vorlagen.web.api import station


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
    wortlaut = beiwerk.wortlaute[vorlage.id]
    return {
        "id": vorlage.id,
        "koerperschaft": {"id": vorlage.koerperschaft_id, "name": vorlage.koerperschaft.name},
        "nummer": vorlage.nummer,
        "art": vorlage.vorlageart.name,
        "ablauf": {"name": vorlage.ablauf, "version": vorlage.ablauf_version},
        "status": bekanntgabe.status(vorlage),
        "oeffentlich": vorlage.oeffentlich,
        "betreff": vorlage.betreff,
        "federfuehrend": _amt(vorlage.federfuehrend),
        "datum": zeit(vorlage.datum),
        "beschlussvorschlag": wortlaut.text,
        "beschlusspunkte": _oeffentliche_punkte(vorlage, wortlaut),
        "sachverhalt": vorlage.sachverhalt,
        "auswirkungen": [_auswirkung(zeile) for zeile in vorlage.auswirkungen],
        "beratungsfolge": [station.oeffentlich(vorlage, beratung, stationen) for beratung in stationen],
        "anlagen": [anlage_als_json(a) for a in beiwerk.anlagen_von(vorlage.id) if a.ist_offen],
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
        "beratungsfolge": [station.ganz(vorlage, beratung) for beratung in vorlage.beratungen],
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


def _oeffentliche_punkte(vorlage: Vorlage, wortlaut: Wortlaut) -> list[dict[str, Any]]:
    """The points as everybody may read them, as far as the paper still has them."""
    ids = {punkt.nr: punkt.id for punkt in vorlage.beschlusspunkte}
    return [{"id": ids[nr], "nr": nr, "text": text} for nr, text in wortlaut.punkte if nr in ids]


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

"""A Vorlage as JSON. Who sees only what is public gets an allow-list: what is not named in it does not leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from vorlagen.models import Mitzeichnung, Vorlage
from vorlagen.services.beiwerk import Anlagenbild, Beiwerk
from vorlagen.services.oeffentlich import OeffentlicheBeratung, zeige
from vorlagen.services.sichtbarkeit import Einblick
from vorlagen.web.api import oeffentlich, station
from vorlagen.web.oeffentlich import adressen
from vorlagen.web.oparl.umwege import vorlagenadresse


def als_json(
    vorlage: Vorlage, einblick: Einblick, beiwerk: Beiwerk, beratungen: Sequence[OeffentlicheBeratung]
) -> dict[str, Any]:
    """The paper as this insight allows; `beratungen` are its public stages."""
    offen = oeffentlich.als_json(zeige(vorlage, beiwerk), beratungen)
    bild = {"oeffentlich": vorlage.oeffentlich, **offen}
    bild["links"]["oparl"] = vorlagenadresse(vorlage)
    bild["links"]["web"] = adressen.vorlage(vorlage) or bild["links"]["web"]
    return bild | _intern(vorlage, beiwerk) if einblick is Einblick.VOLL else bild


def zeit(wert: datetime | date | None) -> str | None:
    """An instant or a day in ISO 8601."""
    return wert.isoformat() if wert else None


def anlage_als_json(anlage: Anlagenbild) -> dict[str, Any]:
    """An attachment for those who see the whole paper."""
    return oeffentlich.anlage(anlage) | {"begruendung_nichtoeffentlich": anlage.begruendung_nichtoeffentlich or None}


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
        "beratungsfolge": [station.als_json(vorlage, beratung) for beratung in vorlage.beratungen],
        "mitzeichnungen": [_mitzeichnung(m) for m in vorlage.mitzeichnungen if not m.entfallen],
        "anlagen": [anlage_als_json(anlage) for anlage in beiwerk.anlagen_von(vorlage.id)],
        "verknuepfungen": [oeffentlich.verweis(verweis) for verweis in beiwerk.verweise_von(vorlage.id)],
        "felder": dict(vorlage.felder),
        "fall": vorlage.fall,
        "erstellt": zeit(vorlage.erstellt),
        "geaendert": zeit(vorlage.geaendert),
    }


def _punkte(vorlage: Vorlage) -> list[dict[str, Any]]:
    return [{"id": punkt.id, "nr": punkt.nr, "text": punkt.text} for punkt in vorlage.beschlusspunkte]


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

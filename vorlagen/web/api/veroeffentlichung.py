"""When a paper becomes public, taking it back, publishing it again."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.services import ruecknahme, veroeffentlichung
from vorlagen.services.veroeffentlichungsregel import ordnung
from vorlagen.web import tuer
from vorlagen.web.ansichten.veroeffentlichung import satz
from vorlagen.web.api.antwort import antworte, ganze, unter_bedingung
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.veroeffentlichung import (
    VeroeffentlichungAus,
    VeroeffentlichungEin,
    VeroeffentlichungWieder,
    VeroeffentlichungZurueck,
)
from vorlagen.web.sicht import Sicht

tafel = Tafel("veroeffentlichung", "Veröffentlichung", sicht=Sicht.ANGEMELDET)
_WEG = "/vorlagen/<vorlage_id>/veroeffentlichung"


@tafel.weg("GET", _WEG, "Wann die Vorlage öffentlich wird", gibt=VeroeffentlichungAus)
def holen(vorlage_id: str) -> Response:
    return _antworte(vorlage_id)


@tafel.weg(
    "PATCH",
    _WEG,
    "Einen Zeitpunkt der Veröffentlichung planen",
    nimmt=VeroeffentlichungEin,
    gibt=VeroeffentlichungAus,
    unter=("IF_MATCH",),
)
def planen(werte: dict[str, Any], vorlage_id: str) -> Response:
    with unter_bedingung(vorlage_id, werte.get("version")) as version:
        veroeffentlichung.plane(vorlage_id, werte["am"], version=version, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte(vorlage_id)


@tafel.weg(
    "POST",
    f"{_WEG}/ruecknahme",
    "Die Veröffentlichung zurücknehmen",
    nimmt=VeroeffentlichungZurueck,
    gibt=VeroeffentlichungAus,
    text="Außen bleiben Nummer und Tag; Dateien antworten mit 410.",
)
def zuruecknehmen(werte: dict[str, Any], vorlage_id: str) -> Response:
    wie = {"grund": werte["grund"], "wer": tuer.wer(), "jetzt": tuer.jetzt()}
    if "anlage" in werte:
        ruecknahme.nimm_anlage_zurueck(vorlage_id, werte["anlage"], **wie)
    else:
        ruecknahme.nimm_vorlage_zurueck(vorlage_id, **wie)
    return _antworte(vorlage_id)


@tafel.weg("POST", _WEG, "Jetzt veröffentlichen, auch erneut", nimmt=VeroeffentlichungWieder, gibt=VeroeffentlichungAus)
def veroeffentlichen(werte: dict[str, Any], vorlage_id: str) -> Response:
    if "anlage" in werte:
        ruecknahme.veroeffentliche_anlage(vorlage_id, werte["anlage"], wer=tuer.wer(), jetzt=tuer.jetzt())
    else:
        ruecknahme.veroeffentliche_vorlage(vorlage_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte(vorlage_id)


def _antworte(vorlage_id: str) -> Response:
    vorlage = ganze(vorlage_id)
    return antworte(
        {
            "oeffentlich": vorlage.oeffentlich,
            "veroeffentlicht": zeit(vorlage.veroeffentlicht),
            "am": zeit(vorlage.veroeffentlichen_am),
            "regel": ordnung(vorlage.koerperschaft).regel.value,
            "satz": satz(vorlage),
            "ruecknahme": zeit(vorlage.ruecknahme),
            "ruecknahme_grund": vorlage.ruecknahme_grund or None,
            "version": vorlage.version,
        }
    )

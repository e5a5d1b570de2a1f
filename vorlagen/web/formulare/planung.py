"""A question to the planner as somebody types it; it goes the API's way from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from vorlagen.services import listen
from vorlagen.services.listen import Filter
from vorlagen.services.wer import Wer
from vorlagen.web.formulare.werte import tag_im_kalender
from vorlagen.web.schemas.blatt import flach
from vorlagen.web.schemas.planung import Planungsfrage

STATIONEN = 6
"""So many bodies the form asks for; a longer way is planned in the draft itself."""
_TAG = "Bitte ein Datum eintragen, zum Beispiel 03.12.2026."


@dataclass(frozen=True, slots=True)
class Eingabe:
    """What was typed. `vorlage` is a number; `folge` are (body, art), the first first."""

    richtung: str = "vorwaerts"
    ab: str = ""
    bis: str = ""
    vorlage: str = ""
    mitzeichnung: bool = True
    folge: tuple[tuple[str, str], ...] = ()

    @property
    def leer(self) -> bool:
        """True if nothing was asked."""
        return not (self.vorlage or any(gremium for gremium, _ in self.folge))


def lies(frage: MultiDict[str, str]) -> Eingabe:
    """What came in by the address."""
    return Eingabe(
        richtung="rueckwaerts" if frage.get("richtung") == "rueckwaerts" else "vorwaerts",
        ab=frage.get("ab", "").strip(),
        bis=frage.get("bis", "").strip(),
        vorlage=frage.get("vorlage", "").strip(),
        mitzeichnung="mitzeichnung" in frage or not frage,
        folge=tuple((frage.get(f"gremium-{nr}", ""), frage.get(f"art-{nr}", "")) for nr in range(1, STATIONEN + 1)),
    )


def pruefe(eingabe: Eingabe, wer: Wer) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The question for the planner, and every fault under the name of its field."""
    fehler: dict[str, list[str]] = {}
    name = "bis" if eingabe.richtung == "rueckwaerts" else "ab"
    getippt = getattr(eingabe, name)
    tag = tag_im_kalender(getippt)
    if getippt and tag is None:
        fehler[name] = [_TAG]
    elif name == "bis" and tag is None:
        fehler[name] = ["Bitte sagen Sie, bis wann entschieden sein soll."]
    frage: dict[str, Any] = {"richtung": eingabe.richtung} | ({name: tag.isoformat()} if tag else {})
    if eingabe.vorlage:
        frage["vorlage"] = _kennung(eingabe.vorlage, wer, fehler)
    else:
        gewaehlt = [(gremium, art) for gremium, art in eingabe.folge if gremium]
        frage["beratungsfolge"] = [{"gremium": g} | ({"art": art} if art else {}) for g, art in gewaehlt]
        frage["mit_mitzeichnung"] = eingabe.mitzeichnung
    if fehler:
        return {}, fehler
    try:
        return dict(Planungsfrage().load(frage)), {}
    except ValidationError as ungueltig:
        return {}, {"_": [satz for _, saetze in flach(ungueltig.messages_dict) for satz in saetze]}


def _kennung(nummer: str, wer: Wer, fehler: dict[str, list[str]]) -> str:
    """The id of the paper with this number, as far as the person may see it."""
    zeilen = listen.liste(wer, Filter(nummer=nummer), anzahl=1).zeilen
    if not zeilen:
        fehler["vorlage"] = ["Eine Vorlage mit dieser Nummer gibt es nicht, oder Sie dürfen sie nicht sehen."]
        return ""
    return str(zeilen[0].id)

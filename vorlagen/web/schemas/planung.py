"""What the planner is asked, and what it answers."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, validates_schema

from vorlagen.web.schemas.blatt import Auswahl, Formblatt, JaNein, Liste, Tag, Teil, Text, Zahl
from vorlagen.web.schemas.stammfelder import LANG


class PlanstationEin(Formblatt):
    """One stage that is thought of: `gremium` or `gremien`, by id or name; the first one leads."""

    gremium = Text(300, noetig=True, metadata={"description": "Kennung oder Name"})
    gremien = Liste(Text(300, noetig=True), hoechstens=10, metadata={"description": "bei gemeinsamer Sitzung"})
    art = Text(80, metadata={"examples": ["Vorberatung", "Entscheidung"]})
    entscheidet = JaNein(metadata={"description": "ohne Angabe nach der Art"})
    datum = Tag(allow_none=True, metadata={"description": "nicht vor diesem Tag"})
    sitzung = Text(32, allow_none=True, metadata={"description": "nicht vor dieser Sitzung"})
    reihe = Zahl(1, 1000, metadata={"description": "gleiche Zahl: nebeneinander; ohne Angabe nacheinander"})
    mindestabstand_tage = Zahl(0, 366, metadata={"description": "Tage zur Reihe davor"})
    intern = JaNein(metadata={"description": "Station ohne Sitzungen"})
    schluessel = Text(40, noetig=True, metadata={"description": "Name der Station, nur für wartet_auf"})
    wartet_auf = Liste(
        Text(40, noetig=True),
        hoechstens=50,
        metadata={"description": "Stationen nach ihrem schluessel; ohne Angabe die Reihe davor"},
    )

    @validates_schema
    def _ein_gremium(self, data: dict[str, Any], **_: Any) -> None:
        if ("gremium" in data) == bool(data.get("gremien")):
            raise ValidationError("Bitte gremium oder gremien angeben.", "gremium")


class Planungsfrage(Formblatt):
    """Forwards from a day or backwards from one, for a paper or for stages that are only thought of."""

    richtung = Auswahl(("vorwaerts", "rueckwaerts"), load_default="vorwaerts")
    ab = Tag(
        metadata={"description": "vorwärts: Tag der Freigabe, mit Mitzeichnung der Tag ihres Beginns; sonst heute"}
    )
    bis = Tag(metadata={"description": "rückwärts: bis wann entschieden sein soll"})
    vorlage = Text(32, noetig=True, metadata={"description": "Kennung; ihr Stand zählt mit"})
    beratungsfolge = Liste(Teil(PlanstationEin), hoechstens=60)
    mitzeichnung_werktage = Zahl(0, 250, metadata={"description": "Arbeitstage bis zur Freigabe; ohne Angabe 0"})
    mit_mitzeichnung = JaNein(metadata={"description": "mit der hier üblichen Zeit bis zur Freigabe"})

    @validates_schema
    def _vollstaendig(self, data: dict[str, Any], **_: Any) -> None:
        if ("vorlage" in data) == bool(data.get("beratungsfolge")):
            raise ValidationError("Bitte vorlage oder beratungsfolge angeben.", "beratungsfolge")
        if data["richtung"] == "rueckwaerts" and "bis" not in data:
            raise ValidationError("Rückwärts wird von bis aus gerechnet.", "bis")
        if data["richtung"] == "vorwaerts" and "bis" in data:
            raise ValidationError("Vorwärts wird von ab aus gerechnet.", "bis")
        if "vorlage" in data and ("mitzeichnung_werktage" in data or "mit_mitzeichnung" in data):
            raise ValidationError("Bei einer Vorlage ergibt sich die Zeit aus ihrem Stand.", "mitzeichnung_werktage")


class PlanstationAus(Formblatt):
    """A stage in the plan; `datum` is null if no meeting is in reach."""

    gremium = Text(300, required=True)
    sitzung = Text(32, required=True, allow_none=True)
    datum = Tag(required=True, allow_none=True)
    abgabe_bis = Tag(required=True, allow_none=True)
    ladung_bis = Tag(required=True, allow_none=True)
    puffer_tage = Zahl(
        -100_000, 100_000, required=True, allow_none=True, metadata={"description": "so viel später geht die Freigabe"}
    )
    gruende = Liste(Text(LANG), required=True)


class PlanAus(Formblatt):
    """The plan. `spaetestens` is the last day of release for this decision, `sonst` the decision a day later."""

    richtung = Auswahl(("vorwaerts", "rueckwaerts"), required=True)
    beginn = Tag(required=True, allow_none=True)
    freigabe = Tag(required=True, allow_none=True)
    entscheidung = Tag(required=True, allow_none=True)
    stationen = Liste(Teil(PlanstationAus), required=True)
    spaetestens = Tag(required=True, allow_none=True)
    beginn_spaetestens = Tag(required=True, allow_none=True)
    sonst = Tag(required=True, allow_none=True)
    kette = Text(LANG, required=True)
    gruende = Liste(Text(LANG), required=True)

"""What a Vorlage may be given: made new, changed, or moved one step."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import ValidationError, validates_schema

from vorlagen.services.beratungsfolge import ARTEN
from vorlagen.web.schemas.blatt import Auswahl, Formblatt, Freies, JaNein, Liste, Tag, Teil, Text, Zahl
from vorlagen.web.schemas.stammfelder import LANG, stammfeld
from vorlagen.workflow.begriffe import Verknuepfungsart, Votum, Wirkung
from vorlagen.workflow.felder import AUSWIRKUNGEN

KLIMA: Final = "klima"
_NUR_KLIMA: Final = frozenset({Wirkung.JA_POSITIV, Wirkung.JA_NEGATIV})

VERSION: Final = {
    "title": "Gesehene Version",
    "description": "Die Version, die beim Lesen galt. Hat sich die Vorlage seither geändert, wird nichts geschrieben.",
}


class AuswirkungEin(Formblatt):
    """One row of the effects matrix."""

    art = Auswahl([name for name, _ in AUSWIRKUNGEN], required=True)
    wert = Auswahl(list(Wirkung), allow_none=True, metadata={"description": "ja_positiv und ja_negativ nur beim Klima"})
    text = Text(LANG, mehrzeilig=True, allow_none=True)

    @validates_schema
    def _klima_hat_eigene_worte(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("wert") in _NUR_KLIMA and data["art"] != KLIMA:
            raise ValidationError("ja_positiv und ja_negativ gibt es nur beim Klima.", "wert")


class BeschlusspunktEin(Formblatt):
    """One point of the resolution, as plain text."""

    nr = Text(20, required=True, noetig=True, metadata={"title": "Nummer des Punkts"})
    text = Text(LANG, required=True, mehrzeilig=True)


class StationEin(Formblatt):
    """One stage of the Beratungsfolge: `gremium` or `gremien`, by id or name."""

    id = Text(32, metadata={"description": "Kennung einer Station, die bleiben soll"})
    gremium = Text(300, noetig=True, metadata={"description": "Kennung oder Name"})
    gremien = Liste(Text(300, noetig=True), hoechstens=10, metadata={"description": "bei gemeinsamer Sitzung"})
    art = Text(80, required=True, noetig=True, metadata={"title": "Art", "examples": list(ARTEN)})
    entscheidet = JaNein(metadata={"description": "ohne Angabe nach der Art"})
    oeffentlich = JaNein(metadata={"description": "ohne Angabe wie die Vorlage"})
    begruendung_nichtoeffentlich = stammfeld(
        "begruendung_nichtoeffentlich", allow_none=True, metadata={"description": "nur einer nichtöffentlichen Station"}
    )
    sitzung = Text(32, allow_none=True, metadata={"description": "Kennung der gewünschten Sitzung"})
    datum = Tag(allow_none=True, metadata={"description": "gewünschter Tag, wenn die Sitzung noch nicht angelegt ist"})
    reihe = Zahl(1, 1000, metadata={"description": "gleiche Zahl: nebeneinander; ohne Angabe nacheinander"})
    schluessel = Text(40, noetig=True, metadata={"description": "Name einer neuen Station, nur für wartet_auf"})
    wartet_auf = Liste(
        Text(40, noetig=True),
        hoechstens=50,
        allow_none=True,
        metadata={"description": "Kennungen oder schluessel; ohne Angabe die Stationen der Reihe davor"},
    )
    wartet_auf_alle = JaNein(metadata={"description": "wartet auf alle Stationen, die nicht danach kommen"})
    mindestabstand_tage = Zahl(0, 3650, metadata={"description": "Tage, die mindestens dazwischen liegen"})
    intern = JaNein(metadata={"description": "verwaltungsintern: ohne Tagesordnung, nie öffentlich"})

    @validates_schema
    def _genau_eine_angabe(self, data: dict[str, Any], **_: Any) -> None:
        if ("gremium" in data) == ("gremien" in data):
            raise ValidationError("Bitte entweder gremium oder gremien angeben.", "gremium")


class BeteiligungEin(Formblatt):
    """An office that is to co-sign."""

    amt = Text(300, required=True, noetig=True, metadata={"description": "Kennung oder Name"})
    gruppe = Zahl(1, 1000, metadata={"description": "Ämter einer Gruppe zeichnen nebeneinander, die nächste danach"})
    pflicht = JaNein(metadata={"description": "ohne Angabe true"})
    werktage = Zahl(1, 250, allow_none=True, metadata={"description": "eigene Frist; ohne Angabe die des Ablaufs"})


class VerknuepfungEin(Formblatt):
    """What this paper is to another one, by the other's id or number."""

    art = Auswahl(list(Verknuepfungsart), required=True)
    vorlage = Text(32, allow_none=True, metadata={"description": "Kennung der anderen Vorlage"})
    nummer = Text(120, allow_none=True, metadata={"description": "Nummer; auch die einer Vorlage von anderswo"})


class Entwurf(Formblatt):
    """Everything that can be written into a draft; what is absent stays as it is."""

    betreff = stammfeld("betreff")
    oeffentlich = stammfeld("oeffentlich")
    begruendung_nichtoeffentlich = stammfeld("begruendung_nichtoeffentlich", allow_none=True)
    federfuehrend = Text(
        300, noetig=True, allow_none=True, metadata={"title": "Federführendes Amt", "description": "Kennung oder Name"}
    )
    beteiligt = Liste(Text(300, noetig=True), metadata={"title": "Weitere beteiligte Stellen"})
    bearbeiter = stammfeld("bearbeiter")
    aktenzeichen = stammfeld("aktenzeichen")
    datum = stammfeld("datum", allow_none=True)
    beschlussvorschlag = stammfeld("beschlussvorschlag")
    beschlusspunkte = Liste(
        Teil(BeschlusspunktEin),
        metadata={
            "title": "Beschlusspunkte",
            "description": "ohne Angabe aus den nummerierten Listen des Beschlussvorschlags",
        },
    )
    sachverhalt = stammfeld("sachverhalt")
    auswirkungen = Liste(Teil(AuswirkungEin), hoechstens=10, metadata={"title": "Auswirkungen"})
    beratungsfolge = Liste(
        Teil(StationEin),
        hoechstens=50,
        metadata={"title": "Beratungsfolge", "description": "ganz; was fehlt, entfällt"},
    )
    mitzeichnungen = Liste(
        Teil(BeteiligungEin),
        hoechstens=100,
        metadata={"title": "Mitzeichnung", "description": "die Ämter der nächsten Runde, ganz"},
    )
    verknuepfungen = Liste(
        Teil(VerknuepfungEin),
        hoechstens=100,
        metadata={"title": "Zusammenhang mit anderen Vorlagen", "description": "ganz; was fehlt, entfällt"},
    )
    felder = Freies(metadata={"title": "Felder des Ablaufs", "description": "siehe ablaeufe; null leert ein Feld"})

    @validates_schema
    def _jeder_punkt_hat_seine_nummer(self, data: dict[str, Any], **_: Any) -> None:
        nummern = [punkt["nr"] for punkt in data.get("beschlusspunkte", ())]
        if len(set(nummern)) < len(nummern):
            raise ValidationError("Jede Nummer darf nur einmal vorkommen.", "beschlusspunkte")


class VorlageNeu(Entwurf):
    """A new draft; only its kind must be known."""

    art = Text(120, required=True, noetig=True, metadata={"title": "Vorlageart", "description": "Name oder Kennung"})


class VorlageAenderung(Entwurf):
    """A change to a draft."""

    version = Zahl(1, metadata=VERSION)


class SchrittEin(Formblatt):
    """A step to be taken."""

    schritt = Text(120, required=True, noetig=True, metadata={"description": "Name aus GET …/schritte"})
    version = Zahl(1, metadata=VERSION)
    bemerkung = Text(LANG, mehrzeilig=True, allow_none=True, metadata={"title": "Bemerkung oder Begründung"})


class VotumEin(Formblatt):
    """A co-signature."""

    votum = Auswahl(sorted(Votum), required=True)
    bemerkung = Text(LANG, mehrzeilig=True, allow_none=True)
    fassung = Zahl(1, required=True, metadata={"description": "Die Fassung, die gelesen wurde."})


class RuecknahmeEin(Formblatt):
    """A co-signature taken back."""

    bemerkung = Text(LANG, mehrzeilig=True, allow_none=True)

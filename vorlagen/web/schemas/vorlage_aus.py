"""What a Vorlage looks like from outside. The public sees fewer of these fields, never others."""

from __future__ import annotations

from vorlagen.web.schemas.anlage import AnlageAus, GrabsteinAus
from vorlagen.web.schemas.blatt import Augenblick, Formblatt, Freies, JaNein, Liste, Tag, Teil, Text, Zahl
from vorlagen.web.schemas.ergebnis import Stimmzahlen
from vorlagen.web.schemas.problem import GrundAus
from vorlagen.web.schemas.stamm import Kurz, Links
from vorlagen.web.schemas.stammfelder import LANG, stammfeld


class AblaufVon(Formblatt):
    """The procedure that a paper is pinned to."""

    name = Text(120, required=True)
    version = Zahl(1, required=True)


class BeschlusspunktAus(Formblatt):
    """One point of the resolution."""

    id = Text(32, required=True)
    nr = Text(20, required=True)
    text = Text(LANG, required=True)


class AuswirkungAus(Formblatt):
    """One row of the effects matrix."""

    art = Text(60, required=True)
    wert = Text(60, required=True, allow_none=True, metadata={"description": "null: noch nicht eingeschätzt"})
    text = Text(LANG, required=True, allow_none=True)


class VersuchAus(Formblatt):
    """One meeting that had the paper on its agenda."""

    sitzung = Text(32, required=True)
    top = Text(60, required=True, metadata={"examples": ["Ö 5"]})
    ergebnis = Text(300, required=True, allow_none=True)
    ausgang = Text(40, required=True, allow_none=True)


class PunktergebnisAus(Formblatt):
    """What happened to one point."""

    punkt = Text(32, required=True, allow_none=True)
    ergebnis = Text(300, required=True, allow_none=True)
    ausgang = Text(40, required=True, allow_none=True)
    stimmen = Teil(Stimmzahlen, required=True)


class VerfahrenAus(Formblatt):
    """A vote on procedure, or one of a series of votes inside an item."""

    antrag = Text(LANG, required=True, allow_none=True)
    ausgang = Text(40, required=True, allow_none=True)
    stimmen = Teil(Stimmzahlen, required=True)


class GruppenstimmenAus(Formblatt):
    """How one electorate voted."""

    name = Text(200, required=True, allow_none=True)
    stimmen = Teil(Stimmzahlen, required=True)


class FrueherAus(Formblatt):
    """What stood there before a correction."""

    ergebnis = Text(300, required=True, allow_none=True)
    ausgang = Text(40, required=True, allow_none=True)
    stimmen = Teil(Stimmzahlen, required=True)
    erfasst = Augenblick(required=True)


class FassungenAus(Formblatt):
    """Which text was put to a body, and which one left it."""

    vorher = Zahl(1, required=True, allow_none=True)
    nachher = Zahl(1, required=True, allow_none=True)


class StationAus(Formblatt):
    """One stage of the Beratungsfolge; votes and points are those of the latest attempt."""

    id = Text(32, required=True)
    gremien = Liste(Teil(Kurz), required=True)
    art = Text(80, required=True)
    entscheidet = JaNein(required=True)
    oeffentlich = JaNein(required=True)
    wartet_auf = Liste(Text(32), required=True, metadata={"description": "Kennungen der Stationen davor"})
    reihe = Zahl(0, required=True)
    sitzung = Text(32, required=True, allow_none=True, metadata={"description": "geplante Sitzung"})
    datum = Tag(required=True, allow_none=True, metadata={"description": "geplanter Tag"})
    versuche = Liste(Teil(VersuchAus), required=True)
    ergebnis = Text(300, required=True, allow_none=True, metadata={"description": "wie gedruckt"})
    ausgang = Text(40, required=True, allow_none=True, metadata={"description": "was wirklich geschah; null: offen"})
    stimmen = Teil(Stimmzahlen, required=True)
    punkte = Liste(Teil(PunktergebnisAus), required=True)
    verfahren = Liste(Teil(VerfahrenAus))
    antraege = Liste(Teil(VerfahrenAus), hoechstens=500, metadata={"description": "Abstimmungen innerhalb des Punkts"})
    gruppen = Liste(Teil(GruppenstimmenAus), metadata={"description": "getrennte Stimmkörper"})
    wahl = Freies(allow_none=True)
    intern = JaNein(metadata={"description": "verwaltungsintern, nie öffentlich"})
    begruendung_nichtoeffentlich = stammfeld("begruendung_nichtoeffentlich", allow_none=True)
    mindestabstand_tage = Zahl(0, metadata={"description": "Tage, die nach den Stationen davor mindestens vergehen"})
    verwiesen_von = Text(32, allow_none=True, metadata={"description": "Station, deren Verweisung diese brachte"})
    fassungen = Teil(FassungenAus)
    geaendert = Liste(Freies(), metadata={"description": "was dieses Gremium geändert hat, Wort für Wort"})
    frueher = Liste(Teil(FrueherAus), metadata={"description": "was vor einer Berichtigung eingetragen war"})
    beschlusstext = Text(LANG, allow_none=True, metadata={"description": "geänderter Wortlaut dieses Gremiums"})


class MitzeichnungAus(Formblatt):
    """An office that is asked to co-sign."""

    id = Text(32, required=True)
    amt = Text(300, required=True)
    amt_id = Text(32, required=True)
    runde = Zahl(1, required=True)
    gruppe = Zahl(1, required=True)
    pflicht = JaNein(required=True)
    frist = Tag(required=True, allow_none=True)
    votum = Text(30, required=True, allow_none=True)
    bemerkung = Text(LANG, required=True, allow_none=True)
    fassung = Zahl(1, required=True, allow_none=True)
    person = Text(200, required=True, allow_none=True)
    gezeichnet = Augenblick(required=True, allow_none=True)
    in_vertretung = JaNein(required=True)
    erbeten = Augenblick(required=True, allow_none=True, metadata={"description": "null: noch nicht an der Reihe"})
    anlass = Text(LANG, required=True, allow_none=True, metadata={"description": "warum eine Regel das Amt verlangt"})
    betrifft = Liste(Text(60), required=True, metadata={"description": "Abschnitte, die binden; leer: der ganze Text"})
    gilt_fuer = Zahl(
        1,
        required=True,
        allow_none=True,
        metadata={"description": "neuere Fassung, für die die Unterschrift weiter gilt"},
    )
    werktage = Zahl(1, required=True, allow_none=True, metadata={"description": "eigene Frist des Amtes"})
    schweigen_gilt = JaNein(required=True, metadata={"description": "Schweigen gilt nach der Frist als Zustimmung"})
    stillschweigend = JaNein(required=True, metadata={"description": "niemand hat gezeichnet; Schweigen galt"})


class VerknuepfungAus(Formblatt):
    """A link to another paper; one that lives elsewhere has a number only."""

    art = Text(30, required=True)
    vorlage = Text(32, required=True, allow_none=True)
    nummer = Text(120, required=True, allow_none=True)


class VorlageAus(Formblatt):
    """A paper. Only what everybody may know is always there."""

    id = Text(32, required=True)
    koerperschaft = Teil(Kurz, required=True)
    nummer = Text(120, required=True, allow_none=True)
    art = Text(120, required=True, metadata={"title": "Vorlageart"})
    ablauf = Teil(AblaufVon, required=True)
    status = Text(60, required=True)
    version = Zahl(1, metadata={"description": "zählt jede Änderung"})
    fassung = Zahl(1, metadata={"description": "Nummer des jetzigen Wortlauts"})
    oeffentlich = stammfeld("oeffentlich", required=True)
    begruendung_nichtoeffentlich = stammfeld("begruendung_nichtoeffentlich", allow_none=True)
    betreff = stammfeld("betreff", required=True)
    federfuehrend = Teil(Kurz, required=True, allow_none=True, metadata={"title": "Federführendes Amt"})
    beteiligt = Liste(Text(300), metadata={"title": "Weitere beteiligte Stellen"})
    bearbeiter = stammfeld("bearbeiter")
    aktenzeichen = stammfeld("aktenzeichen")
    datum = stammfeld("datum", required=True, allow_none=True)
    beschlussvorschlag = stammfeld("beschlussvorschlag", required=True)
    beschlusspunkte = Liste(Teil(BeschlusspunktAus), hoechstens=1000, required=True)
    sachverhalt = stammfeld("sachverhalt", required=True)
    auswirkungen = Liste(Teil(AuswirkungAus), required=True)
    beratungsfolge = Liste(Teil(StationAus), required=True)
    mitzeichnungen = Liste(Teil(MitzeichnungAus), hoechstens=10_000)
    anlagen = Liste(Teil(AnlageAus), hoechstens=10_000, required=True)
    zurueckgenommene_anlagen = Liste(Teil(GrabsteinAus), hoechstens=10_000, required=True)
    verknuepfungen = Liste(Teil(VerknuepfungAus), hoechstens=10_000, required=True)
    felder = Freies(required=True, metadata={"title": "Felder des Ablaufs"})
    fall = Freies(allow_none=True, metadata={"description": "der eingelesene Fall, unverändert"})
    erstellt = Augenblick()
    geaendert = Augenblick()
    links = Teil(Links, required=True)


class VorlageMitHinweisen(VorlageAus):
    """A paper after a result was entered."""

    hinweise = Liste(Text(LANG), required=True, metadata={"description": "Widersprüche, in Sätzen"})


class Vorlagenliste(Formblatt):
    """One page of papers, last changed first."""

    data = Liste(Teil(VorlageAus), required=True)
    links = Teil(Links, required=True)


class SchrittAus(Formblatt):
    """A step seen from here by this person."""

    name = Text(120, required=True)
    titel = Text(200, required=True)
    nach = Text(60, required=True)
    moeglich = JaNein(required=True)
    gruende = Liste(Teil(GrundAus), required=True)
    begruenden = JaNein(required=True, metadata={"description": "ob eine bemerkung gebraucht wird"})
    laut = Text(LANG, required=True, allow_none=True, metadata={"description": "Fundstelle"})


class Schrittliste(Formblatt):
    """Every step that starts in this status."""

    status = Text(60, required=True)
    version = Zahl(1, required=True)
    fassung = Zahl(1, required=True)
    data = Liste(Teil(SchrittAus), required=True)

"""Two towns with something hidden in every corner, and everybody who might look for it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from tests.dateien import PDF
from tests.welt import JETZT, PASSWORT, Stadt, als, entwurf, gehe, musterstadt
from vorlagen.extensions import db
from vorlagen.services import (
    anlagen,
    anwesenheiten,
    ergebnisse,
    sitzungen,
    tagesordnung,
    tagesordnungsfassungen,
    vertretungen,
)
from vorlagen.services.abstimmungen import Antragsabstimmung, Ergebnis, Stimmen
from vorlagen.services.anwesenheiten import Eintrag, Sitz
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.einrichtung import Personenplan, richte_ein
from vorlagen.services.mitzeichnungen import Beteiligung
from vorlagen.services.sichtbarkeit import hole

SITZUNG = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)
DRINNEN = frozenset({"frieda", "kai", "berta", "olaf", "gerda", "adele"})
NUR_SCHREIBTISCH = frozenset({"frieda", "adele"})


@dataclass(slots=True)
class Leckwelt:
    """The first town, and who may see all of each paper: said here, not asked of the code that is tried."""

    stadt: Stadt
    papiere: dict[str, str] = field(default_factory=dict)
    eingeweihte: dict[str, frozenset[str]] = field(default_factory=dict)
    sitzungen: list[str] = field(default_factory=list)

    def merke(self, name: str, vorlage_id: str, eingeweihte: frozenset[str]) -> str:
        self.papiere[name], self.eingeweihte[vorlage_id] = vorlage_id, eingeweihte
        for anlage, oeffentlich in (("lageplan.pdf", True), ("gutachten intern.pdf", False)):
            anlagen.fuege_hinzu(vorlage_id, anlage, PDF, oeffentlich=oeffentlich, wer=als("frieda"), jetzt=JETZT)
        return vorlage_id


def baue() -> Leckwelt:
    """Lindenstadt with papers at every station, and Nachbarstadt, whose people try to look across."""
    richte_ein(musterstadt("nachbar", "Stadt Nachbarstadt", "n-"))
    vera = Personenplan("vera", "Vera Vorbei", PASSWORT, "vera@example.org", "30", (), "hat früher vertreten")
    plan = musterstadt("linden", "Stadt Lindenstadt")
    rosa = Personenplan("rosa", "Rosa Rechner", PASSWORT, "rosa@example.org", None, (), installation=True)
    welt = Leckwelt(Stadt(*richte_ein(replace(plan, personen=(*plan.personen, vera, rosa)))))
    _besetze(welt.stadt)
    _papiere(welt)
    for gremium in ("HFA", "Rat"):
        _tage(welt, gremium)
    db.session.remove()
    return welt


def _besetze(stadt: Stadt) -> None:
    adele, vera = als("adele"), als("vera")
    tag = date(2026, 3, 1)
    vertretungen.lege_an(
        stadt.aemter["20"], vera.id, von=tag, bis=tag, wer=adele, jetzt=datetime(2026, 3, 1, tzinfo=UTC)
    )
    sitze = [Sitz(name=f"Mitglied Nummer {nr}") for nr in range(3)]
    for gremium_id in stadt.gremien.values():
        anwesenheiten.setze_mitglieder(gremium_id, sitze, wer=als("gerda"))


def _papiere(welt: Leckwelt) -> None:
    stadt, neu = welt.stadt, _angaben(welt.stadt)
    welt.merke("entwurf", entwurf(stadt, **neu), NUR_SCHREIBTISCH)
    kaemmerei = {"mitzeichnungen": [Beteiligung(stadt.aemter["20"])]}
    laeuft = welt.merke("in mitzeichnung", entwurf(stadt, **{**neu, **kaemmerei}), DRINNEN)
    gehe(laeuft, "zur_mitzeichnung_geben", "frieda", bemerkung="Bitte zügig ansehen.")
    zurueck = welt.merke("zurueckgezogen", entwurf(stadt, **neu), NUR_SCHREIBTISCH)
    gehe(zurueck, "zurueckziehen", "frieda", bemerkung="Das hat sich erledigt.")
    for name in ("oeffentlich", "drinnen geaendert"):
        _beschliessbar(welt, name, neu)
    _beschliessbar(
        welt, "nichtoeffentlich", {**neu, "oeffentlich": False, "begruendung_nichtoeffentlich": "Es geht um Personen."}
    )


def _beschliessbar(welt: Leckwelt, name: str, neu: dict[str, Any]) -> None:
    """Released; its attachments came while it was a draft."""
    vorlage_id = welt.merke(name, entwurf(welt.stadt, **neu), DRINNEN)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    gehe(vorlage_id, "freigeben", "olaf", bemerkung="Der Ton ist noch zu scharf.")


def _angaben(stadt: Stadt) -> dict[str, Any]:
    return {
        "art": "Beschlussvorlage",
        "betreff": "Bau einer Halle",
        "sachverhalt": "<p>Die alte Halle ist marode.</p>",
        "beschlussvorschlag": "<p>Beschlossen wird:</p><ol><li>der Bau,</li><li>der Abriss der alten.</li></ol>",
        "bearbeiter": "Frieda Federhalter",
        "aktenzeichen": "AZ 10 20",
        "beteiligt": ["Amt für Bauten", "Amt für Wege"],
        "mitzeichnungen": [],
        "beratungsfolge": [
            Station((stadt.gremien["HFA"],), "Vorberatung"),
            Station((stadt.gremien["Rat"],), "Entscheidung", oeffentlich=False),
        ],
    }


def _tage(welt: Leckwelt, gremium: str) -> None:
    """One meeting with a public part and a closed one, and what came of it."""
    gerda = als("gerda")
    sitzung_id = sitzungen.lege_an(welt.stadt.gremien[gremium], SITZUNG, ort="Rathaus, Saal 1", wer=gerda, jetzt=JETZT)
    welt.sitzungen.append(sitzung_id)
    for offen in (True, False):
        tagesordnung.nimm_punkt_auf(sitzung_id, "Bericht aus der Verwaltung", oeffentlich=offen, wer=gerda, jetzt=JETZT)
    anwesenheiten.setze(sitzung_id, [Eintrag(name="Gast Eins")], version=None, wer=gerda)
    beratungen = []
    for name in ("oeffentlich", "drinnen geaendert", "nichtoeffentlich"):
        vorlage, _ = hole(welt.papiere[name], als("gerda"))
        beratung_id = next(b.id for b in vorlage.beratungen if b.gremien[0].id == welt.stadt.gremien[gremium])
        tagesordnung.nimm_auf(sitzung_id, beratung_id, wer=als("gerda"), jetzt=JETZT)
        beratungen.append((beratung_id, _ergebnis(name, gremium)))
    tagesordnungsfassungen.stelle_fest(sitzung_id, version=None, wer=als("gerda"), jetzt=JETZT)
    for beratung_id, ergebnis in beratungen:
        ergebnisse.trage_ein(beratung_id, ergebnis, version=None, wer=als("gerda"), jetzt=SITZUNG)


def _ergebnis(name: str, gremium: str) -> Ergebnis:
    stimmen, antraege = Stimmen(20, 3), (Antragsabstimmung("Zeile 7 streichen", "abgelehnt", Stimmen(3, 20)),)
    if gremium == "HFA":
        return Ergebnis(ausgang="empfohlen", stimmen=stimmen, antraege=antraege)
    if name == "drinnen geaendert":
        text = "<p>Der Rat beschließt den Kauf.</p>"
        return Ergebnis(ausgang="angenommen_geaendert", beschlusstext=text, stimmen=stimmen, antraege=antraege)
    return Ergebnis(ausgang="angenommen", stimmen=stimmen, antraege=antraege)

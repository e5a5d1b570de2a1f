"""Two towns with something hidden in every corner, and everybody who might look for it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from tests.dateien import PDF
from tests.welt import JETZT, PASSWORT, Stadt, als, entwurf, gehe, musterstadt
from vorlagen.extensions import db
from vorlagen.models import Anlage, Tagesordnungspunkt, Vorlage
from vorlagen.services import (
    abwesenheiten,
    anlagen,
    anwesenheiten,
    arbeitskopien,
    ergebnisse,
    mitzeichnungen,
    niederschriften,
    ruecknahme,
    sitzungen,
    sitzungslauf,
    tagesordnung,
    tagesordnungsfassungen,
    vertretungen,
)
from vorlagen.services.abstimmungen import Antragsabstimmung, Ergebnis, Stimmen
from vorlagen.services.anwesenheiten import Eintrag, Sitz
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.einrichtung import Personenplan, Rollenplan, richte_ein
from vorlagen.services.einzelstimmen import Einzelstimme, Stimme
from vorlagen.services.mitzeichnungen import Beteiligung
from vorlagen.services.oparl import angaben as oparl
from vorlagen.services.sichtbarkeit import hole, laufende_mitzeichnungen

SITZUNG = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)
DRINNEN = frozenset({"frieda", "kai", "berta", "olaf", "gerda", "adele"})
AUF_DER_TAGESORDNUNG = ("oeffentlich", "drinnen geaendert", "nichtoeffentlich", "zurueckgenommen", "verkehrt")
VERKEHRT = "verkehrt"
"""Its public stage was dealt with in the closed part, its non-public one stands in the public part."""
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


_FEDER = (Rollenplan("federfuehrung", "10"),)


def baue() -> Leckwelt:
    """Lindenstadt with papers at every station, and Nachbarstadt, whose people try to look across."""
    richte_ein(musterstadt("nachbar", "Stadt Nachbarstadt", "n-"))
    vera = Personenplan("vera", "Vera Vorbei", PASSWORT, "vera@example.org", "30", (), "hat früher vertreten")
    dienst = (Rollenplan("gremiendienst", gremium="HFA"),)
    hanna = Personenplan(
        "hanna", "Hanna Halbgarten", PASSWORT, "hanna@example.org", None, dienst, "betreut ein Gremium"
    )
    lena = Personenplan("lena", "Lena Los", PASSWORT, "lena@example.org", "10", _FEDER, "ist gesperrt")
    rosa = Personenplan("rosa", "Rosa Rechner", PASSWORT, "rosa@example.org", None, (), installation=True)
    plan = musterstadt("linden", "Stadt Lindenstadt")
    welt = Leckwelt(Stadt(*richte_ein(replace(plan, personen=(*plan.personen, vera, hanna, lena, rosa)))))
    _besetze(welt.stadt)
    version = oparl.zeige(als("adele"))[0].version
    oparl.setze(oparl.Angaben(lizenz="dl-de/zero-2-0"), version=version, wer=als("adele"), jetzt=JETZT)
    _papiere(welt)
    for gremium in ("HFA", "Rat"):
        _tage(welt, gremium)
    _nimm_zurueck(welt)
    _tippe(welt)
    db.session.remove()
    return welt


def _tippe(welt: Leckwelt) -> None:
    """What Frieda has typed and not saved: into a draft, and into a paper that does not exist yet."""
    for nr, vorlage_id in enumerate((welt.papiere["entwurf"], None)):
        felder = [("betreff", "Noch nicht gesagt"), ("sachverhalt", "<p>Noch nicht zu Ende gedacht.</p>")]
        arbeitskopien.sichere(vorlage_id, f"fenster-{nr}", felder, wer=als("frieda"), jetzt=SITZUNG)


def _besetze(stadt: Stadt) -> None:
    adele, vera = als("adele"), als("vera")
    tag = date(2026, 3, 1)
    wie: dict[str, Any] = {"von": tag, "bis": tag, "wer": adele, "jetzt": datetime(2026, 3, 1, tzinfo=UTC)}
    vertretungen.lege_an(stadt.aemter["20"], vera.id, **wie)
    abwesenheiten.melde(als("kai").id, durch=vera.id, **wie)
    sitze = [Sitz(name=f"Mitglied Nummer {nr}") for nr in range(3)]
    for gremium_id in stadt.gremien.values():
        anwesenheiten.setze_mitglieder(gremium_id, sitze, wer=als("gerda"))


def _papiere(welt: Leckwelt) -> None:
    stadt, neu = welt.stadt, _angaben(welt.stadt)
    kaemmerei = {"mitzeichnungen": [Beteiligung(stadt.aemter["20"])]}
    welt.merke("entwurf", entwurf(stadt, **{**neu, **kaemmerei}), NUR_SCHREIBTISCH)
    laeuft = welt.merke("in mitzeichnung", entwurf(stadt, **{**neu, **kaemmerei}), DRINNEN)
    gehe(laeuft, "zur_mitzeichnung_geben", "frieda", bemerkung="Bitte zügig ansehen.")
    zurueck = welt.merke("zurueckgezogen", entwurf(stadt, **neu), NUR_SCHREIBTISCH)
    gehe(zurueck, "zurueckziehen", "frieda", bemerkung="Das hat sich erledigt.")
    for name in ("oeffentlich", "drinnen geaendert", "zurueckgenommen", "noch nicht heraus"):
        _beschliessbar(welt, name, neu)
    welt.merke(VERKEHRT, entwurf(stadt, **{**neu, **kaemmerei}), DRINNEN)
    gehe(welt.papiere[VERKEHRT], "zur_mitzeichnung_geben", "frieda")
    _zeichne(welt.papiere[VERKEHRT])
    gehe(welt.papiere[VERKEHRT], "freigeben", "olaf")
    nur_rat = [Station((stadt.gremien["Rat"],), "Entscheidung", oeffentlich=False)]
    geheim = {**neu, "oeffentlich": False, "begruendung_nichtoeffentlich": "Es geht um Personen."}
    _beschliessbar(welt, "nur im Rat", {**geheim, "beratungsfolge": nur_rat})
    _beschliessbar(welt, "nichtoeffentlich", geheim)


def _beschliessbar(welt: Leckwelt, name: str, neu: dict[str, Any]) -> None:
    """Released; its attachments came while it was a draft."""
    vorlage_id = welt.merke(name, entwurf(welt.stadt, **neu), DRINNEN)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    gehe(vorlage_id, "freigeben", "olaf", bemerkung="Der Ton ist noch zu scharf.")


def _zeichne(vorlage_id: str) -> None:
    kai = als("kai")
    vorlage, _ = hole(vorlage_id, kai)
    (seine,) = laufende_mitzeichnungen(vorlage)
    mitzeichnungen.zeichne(
        vorlage_id,
        seine.id,
        votum="zugestimmt",
        fassung=vorlage.fassung,
        bemerkung="Bitte sparsam.",
        wer=kai,
        jetzt=JETZT,
    )


def _nimm_zurueck(welt: Leckwelt) -> None:
    """What was public and is not any more; what is not out yet; what lost its release or has no number."""
    gerda = als("gerda")
    wie: dict[str, Any] = {"grund": "Ein Name steht darin.", "wer": gerda, "jetzt": SITZUNG}
    for sitzung_id in welt.sitzungen:
        schliesse = partial(sitzungslauf.schliesse, ende=None, vorsitz="Vera Vorsitz", schriftfuehrung="Gerda Glocke")
        schliesse(sitzung_id, version=None, wer=gerda, jetzt=SITZUNG)
        niederschriften.gib_frei(sitzung_id, version=None, wer=gerda, jetzt=SITZUNG)
    ruecknahme.nimm_niederschrift_zurueck(welt.sitzungen[1], **wie)
    ruecknahme.nimm_vorlage_zurueck(welt.papiere["zurueckgenommen"], **wie)
    offene = db.session.scalars(
        select(Anlage).where(Anlage.vorlage_id == welt.papiere["drinnen geaendert"], Anlage.oeffentlich)
    )
    ruecknahme.nimm_anlage_zurueck(welt.papiere["drinnen geaendert"], offene.one().id, **wie)
    als("adele")
    wartet = db.session.get_one(Vorlage, welt.papiere["noch nicht heraus"])
    wartet.veroeffentlicht, wartet.veroeffentlichen_am = None, SITZUNG + timedelta(days=9)
    # As if somebody had written it into the row: one fact alone opens nothing.
    db.session.get_one(Vorlage, welt.papiere["nichtoeffentlich"]).veroeffentlicht = SITZUNG
    am_tisch = db.session.get_one(Vorlage, welt.papiere["zurueckgezogen"])
    am_tisch.nummer, am_tisch.veroeffentlicht = "BV/2026/9999", SITZUNG
    db.session.commit()


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
    for name in AUF_DER_TAGESORDNUNG:
        vorlage, _ = hole(welt.papiere[name], als("gerda"))
        beratung_id = next(b.id for b in vorlage.beratungen if b.gremien[0].id == welt.stadt.gremien[gremium])
        top_id = tagesordnung.nimm_auf(sitzung_id, beratung_id, wer=als("gerda"), jetzt=JETZT)
        if name == VERKEHRT:
            top = db.session.get_one(Tagesordnungspunkt, top_id)
            top.oeffentlich, top.nummer = not top.oeffentlich, 90
            db.session.commit()
        beratungen.append((beratung_id, _ergebnis(name, gremium)))
    tagesordnungsfassungen.stelle_fest(sitzung_id, version=None, wer=als("gerda"), jetzt=JETZT)
    for beratung_id, ergebnis in beratungen:
        ergebnisse.trage_ein(beratung_id, ergebnis, version=None, wer=als("gerda"), jetzt=SITZUNG)


def _ergebnis(name: str, gremium: str) -> Ergebnis:
    namen = (Einzelstimme("Gast Eins", Stimme.JA),)
    stimmen, antraege = (
        Stimmen(20, 3, namentlich=namen),
        (Antragsabstimmung("Zeile 7 streichen", "abgelehnt", Stimmen(3, 20)),),
    )
    if gremium == "HFA":
        return Ergebnis(ausgang="empfohlen", stimmen=stimmen, antraege=antraege)
    if name == "drinnen geaendert":
        text = "<p>Der Rat beschließt den Kauf.</p>"
        return Ergebnis(ausgang="angenommen_geaendert", beschlusstext=text, stimmen=stimmen, antraege=antraege)
    return Ergebnis(ausgang="angenommen", stimmen=stimmen, antraege=antraege)

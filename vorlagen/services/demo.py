"""An invented town with papers at every station, carried there by the same services that people use.

All instants lie before `jetzt`, and all days are counted from it, so that the demo is fresh on any day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select, update

from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN, Kalender, Wochentag
from vorlagen.models import Erinnerung, Koerperschaft
from vorlagen.services import (
    anlagen,
    anwesenheiten,
    einrichtung,
    ergebnisse,
    plandatei,
    sitzungen,
    sitzungslauf,
    tagesordnung,
    vorlagen,
)
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.anwesenheiten import Sitz
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.demoanlage import pdf
from vorlagen.services.demohaende import als, gehe, setze_auf_tagesordnung, zeichne
from vorlagen.services.demotage import Tage, abends
from vorlagen.services.mitzeichnungen import Beteiligung
from vorlagen.services.sichtbarkeit import hole

DATEN: Final = Path(__file__).resolve().parent / "demodaten"
FERTIG: Final = "demo_gefuellt"
"""The entry in the town's settings that says that the demo is complete."""


@dataclass(frozen=True, slots=True)
class _Stadt:
    """The town's ids by number and short name, its days, and its meetings by body and place in time."""

    aemter: Mapping[str, str]
    gremien: Mapping[str, str]
    tage: Tage
    sitzungen: dict[str, tuple[str, date]]


def fuelle(*, jetzt: datetime) -> bool:
    """Fill an empty installation; False if the demo is there already.

    Raises `EingabeUngueltig` where somebody else's data live, or where an earlier filling was cut short.
    """
    plan = plandatei.lies(DATEN / "stadt.toml")
    if _ist_gefuellt(plan.kuerzel):
        return False
    _, aemter, gremien = einrichtung.richte_ein(plan)
    stadt = _Stadt(aemter, gremien, Tage(jetzt.astimezone(BERLIN).date(), Kalender(plan.land)), {})
    for gremium, sitze in tomllib.loads((DATEN / "mitglieder.toml").read_text(encoding="utf-8")).items():
        anwesenheiten.setze_mitglieder(gremien[gremium], [Sitz(**sitz) for sitz in sitze], wer=als("gerda"))
    _berufe_ein(stadt)
    _zur_kenntnis_genommen(stadt)
    _auf_der_tagesordnung(stadt)
    _in_mitzeichnung(stadt)
    _in_freigabe(stadt)
    _im_entwurf(stadt)
    _schliesse_ab(plan.kuerzel, jetzt)
    return True


def _ist_gefuellt(kuerzel: str) -> bool:
    sicht_oeffnen(ALLE)
    vorhanden = {stadt.kuerzel: stadt.einstellungen for stadt in db.session.scalars(select(Koerperschaft))}
    if vorhanden and set(vorhanden) != {kuerzel}:
        raise EingabeUngueltig(
            "Diese Installation gehört schon einer Körperschaft. Die Demo braucht einen eigenen Ordner: --instance DIR."
        )
    if vorhanden and FERTIG not in vorhanden[kuerzel]:
        raise EingabeUngueltig(
            "Das Füllen der Demo wurde unterbrochen. Bitte den Instanzordner löschen und die Demo neu starten."
        )
    return bool(vorhanden)


def _berufe_ein(stadt: _Stadt) -> None:
    """One meeting of each body behind us and two ahead; the Rat meets after those who prepare."""
    tage, gerda = stadt.tage, als("gerda")
    dig = tage.naechster(Wochentag.DIENSTAG, tage.heute + timedelta(days=13))
    hfa = tage.naechster(Wochentag.MITTWOCH, dig + timedelta(days=6))
    rat = tage.naechster(Wochentag.DONNERSTAG, hfa + timedelta(days=6))
    kommende = {"DIG": dig, "HFA": hfa, "Rat": rat}
    for gremium, tag in kommende.items():
        frueher = tage.letzter(Wochentag(tag.weekday()), tage.heute - timedelta(days=18))
        spaeter = tage.naechster(Wochentag(tag.weekday()), tag + timedelta(days=35))
        for wann, sitzungstag in (("zuletzt", frueher), ("bald", tag), ("spaeter", spaeter)):
            sitzung_id = sitzungen.lege_an(
                stadt.gremien[gremium],
                abends(sitzungstag),
                ort="Ratssaal, Am Markt 1",
                wer=gerda,
                jetzt=tage.vor(60, 9),
            )
            stadt.sitzungen[f"{gremium} {wann}"] = (sitzung_id, sitzungstag)
            tagesordnung.nimm_punkt_auf(
                sitzung_id,
                "Eröffnung und Feststellung der Tagesordnung",
                oeffentlich=True,
                wer=gerda,
                jetzt=tage.vor(60, 9),
            )
        if gremium != "DIG":
            zuletzt_id, zuletzt = stadt.sitzungen[f"{gremium} zuletzt"]
            sitzungslauf.lade_ein(zuletzt_id, wer=gerda, jetzt=tage.vor(11, 10, tag=zuletzt))


def _zur_kenntnis_genommen(stadt: _Stadt) -> None:
    """Noted at the last meeting: the whole way is behind it."""
    tage, (sitzung_id, tag) = stadt.tage, stadt.sitzungen["DIG zuletzt"]
    vorlage_id = _entwirf(stadt, "zusammenarbeit", tage.vor(24, 9, tag=tag), sitzung_id)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda", tage.vor(22, 10, tag=tag))
    zeichne(vorlage_id, "berta", tage.vor(21, 14, tag=tag))
    zeichne(vorlage_id, "kai", tage.vor(20, 11, tag=tag))
    gehe(vorlage_id, "freigeben", "olaf", tage.vor(18, 15, tag=tag))
    beratung_id = setze_auf_tagesordnung(vorlage_id, sitzung_id, tage.vor(13, 9, tag=tag))
    sitzungslauf.lade_ein(sitzung_id, wer=als("gerda"), jetzt=tage.vor(11, 10, tag=tag))
    ergebnisse.trage_ein(
        beratung_id,
        Ergebnis(ergebnis="zur Kenntnis genommen", ausgang="kenntnis_genommen"),
        version=None,
        wer=als("gerda"),
        jetzt=tage.nach(1, 9, tag=tag),
    )


def _auf_der_tagesordnung(stadt: _Stadt) -> None:
    """Signed, numbered, and to be noted at the next meeting."""
    tage, (sitzung_id, _) = stadt.tage, stadt.sitzungen["DIG bald"]
    vorlage_id = _entwirf(stadt, "it-strategie", tage.vor(16, 9), sitzung_id)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda", tage.vor(14, 11))
    zeichne(vorlage_id, "berta", tage.vor(12, 10))
    gehe(vorlage_id, "unterzeichnen", "olaf", tage.vor(10, 16))
    setze_auf_tagesordnung(vorlage_id, sitzung_id, tage.vor(7, 9))


def _in_mitzeichnung(stadt: _Stadt) -> None:
    """Kai has signed with a hint, Berta's three days are over."""
    tage = stadt.tage
    vorlage_id = _entwirf(stadt, "digitalstrategie", tage.vor(9, 9), *_bald(stadt, "DIG", "HFA"))
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda", tage.vor(7, 10))
    hinweis = "Die Mittel stehen im Entwurf des Haushalts; verfügbar sind sie erst mit dessen Genehmigung."
    zeichne(vorlage_id, "kai", tage.vor(5, 14), votum="zugestimmt_mit_hinweis", bemerkung=hinweis)


def _in_freigabe(stadt: _Stadt) -> None:
    """Small and not for the public; waits for Olaf."""
    tage = stadt.tage
    vorlage_id = _entwirf(stadt, "netzwerktechnik", tage.vor(4, 9), *_bald(stadt, "HFA"))
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda", tage.vor(3, 10))
    zeichne(vorlage_id, "kai", tage.vor(1, 11))


def _im_entwurf(stadt: _Stadt) -> None:
    """Two effects are not assessed yet, and no body of its Beratungsfolge decides."""
    tage = stadt.tage
    vorlage_id = _entwirf(stadt, "neuordnung", tage.vor(3, 15), *_bald(stadt, "HFA"))
    frieda = als("frieda")
    version = hole(vorlage_id, frieda)[0].version
    werte = {"bearbeiter": f"{frieda.name}, Durchwahl 417"}
    vorlagen.aendere(vorlage_id, werte, version=version, wer=frieda, jetzt=tage.vor(1, 16))


def _bald(stadt: _Stadt, *gremien: str) -> tuple[str, ...]:
    return tuple(stadt.sitzungen[f"{gremium} bald"][0] for gremium in gremien)


def _entwirf(stadt: _Stadt, datei: str, jetzt: datetime, *geplant: str) -> str:
    """Draft the paper of this file, with its attachments, for these meetings."""
    werte: dict[str, Any] = tomllib.loads((DATEN / f"{datei}.toml").read_text(encoding="utf-8"))
    werte["mitzeichnungen"] = [Beteiligung(stadt.aemter[nummer]) for nummer in werte["mitzeichnungen"]]
    werte["beratungsfolge"] = [
        Station(gremium_ids=(stadt.gremien[station["gremium"]],), art=station["art"], sitzung_id=sitzung_id)
        for station, sitzung_id in zip(werte["beratungsfolge"], geplant, strict=True)
    ]
    beigefuegt = werte.pop("anlagen", [])
    frieda = als("frieda")
    vorlage_id = vorlagen.lege_an(werte, wer=frieda, jetzt=jetzt)
    for anlage in beigefuegt:
        inhalt = pdf(anlage["name"], anlage["zeilen"])
        anlagen.fuege_hinzu(
            vorlage_id, anlage["name"], inhalt, oeffentlich=anlage["oeffentlich"], wer=frieda, jetzt=jetzt
        )
    return vorlage_id


def _schliesse_ab(kuerzel: str, jetzt: datetime) -> None:
    """What the past would have been reminded of is not sent now; from here on the demo counts as filled."""
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        sitzung.execute(
            update(Erinnerung)
            .where(Erinnerung.zustand == "geplant", Erinnerung.faellig_um <= jetzt)
            .values(zustand="entfallen", grund="liegt vor dem Beginn der Demo")
        )
        stadt = sitzung.scalars(select(Koerperschaft).where(Koerperschaft.kuerzel == kuerzel)).one()
        stadt.einstellungen = {**stadt.einstellungen, FERTIG: jetzt.isoformat()}

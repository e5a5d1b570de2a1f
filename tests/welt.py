"""One small town with a standing cast, for every test that needs people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from tests.abzug import eingerichtet
from vorlagen.extensions import db
from vorlagen.services import anmeldung, einrichtung, schritte, sitzungen, tagesordnung, vorlagearten, vorlagen
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.mitzeichnungen import Beteiligung, zeichne
from vorlagen.services.sichtbarkeit import hole, laufende_mitzeichnungen
from vorlagen.services.wer import Wer, person_mit_namen
from vorlagen.workflow.felder import AUSWIRKUNGEN

JETZT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORT = "kastanien-am-markt"


@dataclass(frozen=True, slots=True)
class Stadt:
    """The town's ids by name: offices by number, bodies by short name."""

    koerperschaft_id: str
    aemter: dict[str, str]
    gremien: dict[str, str]


def baue_stadt(kuerzel: str = "linden", name: str = "Stadt Lindenstadt", *, vorsilbe: str = "") -> Stadt:
    """Set up the town and its cast; `vorsilbe` makes the login names of a second town different."""
    return Stadt(*eingerichtet(musterstadt(kuerzel, name, vorsilbe)))


def musterstadt(kuerzel: str, name: str, vorsilbe: str = "") -> einrichtung.Plan:
    """What `vorlagen einrichten` would read from a file."""
    P, R = einrichtung.Personenplan, einrichtung.Rollenplan
    return einrichtung.Plan(
        kuerzel=kuerzel,
        name=name,
        untertitel="Die Bürgermeisterin",
        land="NW",
        aemter=(("10", "Amt für Digitalisierung"), ("20", "Kämmerei"), ("30", "Rechtsamt")),
        aufgaben=(("20", "finanzen"), ("30", "klimaschutz")),
        gremien=tuple(
            einrichtung.Gremienplan(kuerzel, gremium, {"tage": 7}, {"tage": 10})
            for kuerzel, gremium in (("HFA", "Haupt- und Finanzausschuss"), ("Rat", "Rat der Stadt"))
        ),
        arten=(
            ("Beschlussvorlage", "beschlussvorlage", "BV/{jahr}/{nr:04d}"),
            ("Mitteilungsvorlage", "mitteilungsvorlage", "{amt}/{nr:03d}/{jahr}"),
            ("Geschäftliche Mitteilung", "geschaeftliche_mitteilung", "GM/{jahr}/{nr:04d}"),
        ),
        personen=tuple(
            P(vorsilbe + anmeldename, voller_name, PASSWORT, f"{vorsilbe}{anmeldename}@example.org", amt, rollen, tut)
            for anmeldename, voller_name, amt, rollen, tut in (
                ("frieda", "Frieda Federhalter", "10", (R("federfuehrung", "10"),), "entwirft für Amt 10"),
                ("kai", "Kai Kassenwart", "20", (R("mitzeichnung", "20"),), "zeichnet für die Kämmerei mit"),
                ("berta", "Berta Buchstab", "30", (R("mitzeichnung", "30"),), "zeichnet für das Rechtsamt mit"),
                ("olaf", "Olaf Obenan", None, (R("freigabe"),), "gibt frei"),
                ("gerda", "Gerda Glocke", None, (R("gremiendienst"),), "führt den Gremiendienst"),
                ("adele", "Adele Amtsblatt", None, (R("verwaltung"),), "verwaltet das System"),
                ("niemand", "Niko Niemand", "30", (), "hat keine Rolle"),
            )
        ),
    )


def als(anmeldename: str) -> Wer:
    """Become this person for what follows in the current session."""
    person = person_mit_namen(anmeldename)
    assert person is not None, anmeldename
    return anmeldung.aus_sitzung(person.id)[0]


def entwurf(stadt: Stadt, *, wer: str = "frieda", jetzt: datetime = JETZT, **werte: Any) -> str:
    """A complete draft of a Mitteilungsvorlage that two offices are to sign."""
    grundlage: dict[str, Any] = {
        "art": "Mitteilungsvorlage",
        "betreff": "Sachstand Datennetz",
        "oeffentlich": True,
        "sachverhalt": "<p>Das Netz wächst.</p>",
        "beschlussvorschlag": "<p>Der Ausschuss nimmt Kenntnis.</p>",
        "auswirkungen": [{"art": art, "wert": "nein"} for art, _ in AUSWIRKUNGEN],
        "beratungsfolge": [Station(gremium_ids=(stadt.gremien["HFA"],), art="Kenntnisnahme")],
        "mitzeichnungen": [Beteiligung(stadt.aemter["20"]), Beteiligung(stadt.aemter["30"])],
    }
    return vorlagen.lege_an({**grundlage, **werte}, wer=als(wer), jetzt=jetzt)


def version(vorlage_id: str, wer: Wer) -> int:
    """The version that this person sees now."""
    db.session.rollback()
    return hole(vorlage_id, wer)[0].version


def gehe(vorlage_id: str, schritt: str, wer: str, *, jetzt: datetime = JETZT, bemerkung: str | None = None) -> None:
    """Take a step as somebody who has just looked."""
    person = als(wer)
    schritte.gehe(
        vorlage_id, schritt, version=version(vorlage_id, person), wer=person, jetzt=jetzt, bemerkung=bemerkung
    )


def zeichne_fuer_alle(vorlage_id: str, *, jetzt: datetime = JETZT, vorsilbe: str = "") -> None:
    """Kai and Berta sign."""
    for anmeldename in ("kai", "berta"):
        person = als(vorsilbe + anmeldename)
        db.session.rollback()
        vorlage, _ = hole(vorlage_id, person)
        offen = next(m for m in laufende_mitzeichnungen(vorlage) if m.amt_id in (person.aemter("mitzeichnung") or ()))
        zeichne(vorlage_id, offen.id, votum="zugestimmt", fassung=vorlage.fassung, wer=person, jetzt=jetzt)


def freigegeben(stadt: Stadt, *, jetzt: datetime = JETZT, vorsilbe: str = "", **werte: Any) -> str:
    """A released paper with a number; `vorsilbe` names the second town's cast."""
    vorlage_id = entwurf(stadt, wer=vorsilbe + "frieda", jetzt=jetzt, **werte)
    gehe(vorlage_id, "zur_mitzeichnung_geben", vorsilbe + "frieda", jetzt=jetzt)
    zeichne_fuer_alle(vorlage_id, jetzt=jetzt, vorsilbe=vorsilbe)
    gehe(vorlage_id, "freigeben", vorsilbe + "olaf", jetzt=jetzt)
    return vorlage_id


def aendere_art(art_name: str, **neu: Any) -> None:
    """Adele changes a kind of paper: `gueltig_bis=…` closes it, `nummernmuster=…` numbers it otherwise."""
    adele = als("adele")
    art = vorlagearten.mit_namen(art_name, adele)
    angaben = replace(vorlagearten.angaben(art), **neu)
    vorlagearten.aendere(art.id, angaben, wer=adele, jetzt=JETZT)


def neue_art(name: str, *, ablauf: str, nummernmuster: str) -> None:
    """Adele adds a kind of paper."""
    angaben = vorlagearten.Angaben(name=name, ablauf=ablauf, nummernmuster=nummernmuster)
    vorlagearten.lege_an(angaben, wer=als("adele"), jetzt=JETZT)


def auf_tagesordnung(
    stadt: Stadt, vorlage_id: str, *, gremium: str = "HFA", beginn: datetime, jetzt: datetime = JETZT
) -> str:
    """Call a meeting and put the paper's first stage of that body on its agenda; returns the stage's id."""
    gerda = als("gerda")
    sitzung_id = sitzungen.lege_an(stadt.gremien[gremium], beginn, ort="Rathaus", wer=gerda, jetzt=jetzt)
    vorlage, _ = hole(vorlage_id, gerda)
    beratung_id = next(b.id for b in vorlage.beratungen if stadt.gremien[gremium] in {g.id for g in b.gremien})
    tagesordnung.nimm_auf(sitzung_id, beratung_id, wer=gerda, jetzt=jetzt)
    return beratung_id

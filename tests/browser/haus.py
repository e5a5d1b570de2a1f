"""A served town for the browser: where its pages are, and how somebody comes in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from playwright.sync_api import BrowserContext, Page

from tests.oparl.conftest import gib_heraus
from tests.welt import PASSWORT, Stadt, als, auf_tagesordnung, entwurf, freigegeben, gehe, version
from vorlagen.extensions import db
from vorlagen.models import Beratung, Tagesordnungspunkt
from vorlagen.services import sitzungen, vorlagen
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.mitzeichnungen import zeichne
from vorlagen.services.sichtbarkeit import hole, laufende_mitzeichnungen
from vorlagen.services.suche import nachziehen

LANG = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
VORSCHLAG = (
    "<h2>Grundsatz</h2><p>Der Rat beschließt</p><ol><li>die Sanierung der <strong>Grundschule Nord</strong>,"
    "<ul><li>mit Lüftung,</li></ul></li><li>die Ausschreibung.</li></ol>"
)


@dataclass(frozen=True, slots=True)
class Haus:
    """A served town: its address, and where to find what stands in it."""

    adresse: str
    stadt: Stadt
    seiten: dict[str, tuple[str | None, str]]


def seite(kontext: BrowserContext, klagen: list[str], *, erwartet: tuple[str, ...] = ("422", "409")) -> Page:
    """A page whose complaints are gathered; `erwartet` are the statuses of refusals that belong to the test."""
    page = kontext.new_page()
    page.set_default_timeout(15_000)
    page.on(
        "console",
        lambda meldung: (
            klagen.append(meldung.text)
            if meldung.type == "error" and not any(status in meldung.text for status in erwartet)
            else None
        ),
    )
    page.on("pageerror", lambda fehler: klagen.append(str(fehler)))
    return page


def melde_an(page: Page, haus: Haus, anmeldename: str) -> None:
    """Log in as one of the cast, whoever it was before."""
    page.context.clear_cookies()
    page.goto(f"{haus.adresse}/anmelden")
    page.get_by_label("Anmeldename").fill(anmeldename)
    page.get_by_label("Passwort").fill(PASSWORT)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url(f"{haus.adresse}/")


def fuelle(stadt: Stadt) -> dict[str, tuple[str | None, str]]:
    """Papers at every station, with a word that no phone is wide enough for; which page shows what to whom."""
    gib_heraus()
    jetzt = datetime.now(UTC)
    frueher = jetzt - timedelta(days=12)
    hfa, rat = stadt.gremien["HFA"], stadt.gremien["Rat"]
    sitzungen.lege_an(hfa, jetzt + timedelta(days=30), ort="Rathaus", wer=als("gerda"), jetzt=jetzt)
    folge = [Station((hfa,), "Vorberatung", datum=(jetzt + timedelta(days=30)).date()), Station((rat,), "Entscheidung")]
    text = f"<h2>Lage</h2><p>{LANG}</p><table><tbody><tr><td>{LANG}</td><td>2027</td></tr></tbody></table>"
    offen = entwurf(stadt, jetzt=frueher, art="Beschlussvorlage", betreff=LANG, sachverhalt=text, beratungsfolge=folge)
    gehe(offen, "zur_mitzeichnung_geben", "frieda", jetzt=frueher)
    in_freigabe = entwurf(stadt, mitzeichnungen=[])
    gehe(in_freigabe, "zur_mitzeichnung_geben", "frieda", jetzt=jetzt)
    frei = freigegeben(stadt, jetzt=frueher)
    punkte = "<ol><li>die Satzung,</li><li>die Gebühren.</li></ol>"
    beraten = freigegeben(stadt, jetzt=frueher, beschlussvorschlag=punkte)
    beratung_id = auf_tagesordnung(stadt, beraten, beginn=jetzt - timedelta(days=1), jetzt=frueher)
    beratung = db.session.get_one(Beratung, beratung_id)
    top = db.session.query(Tagesordnungspunkt).filter_by(beratung_id=beratung.id).one()
    draft = entwurf(stadt, art="Beschlussvorlage", betreff="", beschlussvorschlag="", sachverhalt=text, auswirkungen=[])
    sitzung = f"/sitzungen/{top.sitzung_id}"
    seiten: dict[str, tuple[str | None, str]] = {
        "arbeitskorb": ("kai", "/"), "arbeitskorb-leer": ("niemand", "/"), "vorlagen": ("gerda", "/vorlagen"),
        "neu": ("frieda", "/vorlagen/neu"), "bearbeiten": ("frieda", f"/vorlagen/{draft}/bearbeiten"),
        "konflikt": ("frieda", f"/vorlagen/{draft}/bearbeiten"), "fehler": ("frieda", "/vorlagen/neu"),
        "mitzeichnen": ("kai", f"/vorlagen/{offen}"), "warten": ("frieda", f"/vorlagen/{offen}"),
        "freigeben": ("olaf", f"/vorlagen/{in_freigabe}"), "oeffentlich": ("niemand", f"/vorlagen/{frei}"),
        "verlauf": ("kai", f"/vorlagen/{beraten}/verlauf"),
        "folge": ("gerda", f"/vorlagen/{frei}/beratungsfolge"), "sitzungen": ("gerda", "/sitzungen"),
        "zurueckziehen": ("frieda", f"/vorlagen/{frei}"),
        "sitzung-neu": ("gerda", "/sitzungen/neu"), "sitzung": ("gerda", sitzung),
        "ergebnis": ("gerda", f"{sitzung}/tops/{top.id}"), "gremien": ("kai", "/gremien"),
        "fristen": ("gerda", "/fristen"), "ablaeufe": ("kai", "/ablaeufe"), "verwaltung": ("adele", "/verwaltung"),
        "fristregeln": ("adele", "/verwaltung/fristregeln?sitzung=2026-12-15"),
        "vorlagearten": ("adele", "/verwaltung/vorlagearten"), "bezeichnungen": ("adele", "/verwaltung/bezeichnungen"),
        "schablone": ("adele", "/verwaltung/schablonen/beschlussvorlage"),
        "was-waere-wenn": ("adele", "/ablaeufe/beschlussvorlage/probe?status=in_freigabe"),
        "protokoll": ("adele", "/verwaltung/protokoll"), "tageskoepfe": ("adele", "/verwaltung/verlauf"),
        "lesungen": ("adele", "/verwaltung/lesungen"),
        "verboten": ("kai", "/verwaltung"), "nicht-da": ("kai", "/gibtesnicht"),
    }  # fmt: skip
    seither = _geaendert_seit_kais_zeichnung(stadt, text, jetzt)
    seiten |= {
        "seither": ("kai", f"/vorlagen/{seither}"),
        "leitung": ("olaf", "/leitung"),
        "vergleich": ("kai", f"/vorlagen/{seither}/fassungen/vergleich"),
        "korb": ("frieda", "/?teil=wartend"),
    }
    liste = "<h2>Ziele</h2><ul><li>eins<ul><li>innen</li></ul></li><li><strong>zwei</strong></li></ul><h3>Kosten</h3>"
    tabelle = "<table><thead><tr><th>Jahr</th></tr></thead><tbody><tr><td>2027</td></tr></tbody></table><p>Ende.</p>"
    seiten["tabelle"] = ("frieda", f"/vorlagen/{entwurf(stadt, sachverhalt=liste + tabelle)}/bearbeiten")
    seiten["gestaltet"] = ("frieda", f"/vorlagen/{entwurf(stadt, beschlussvorschlag=VORSCHLAG)}/bearbeiten")
    seiten |= {name: ("kai", f"/{name.replace('konto-', 'konto/')}") for name in ("konto", "konto-zugang")}
    nachziehen.ziehe_nach(stadt.koerperschaft_id, sekunden=60)
    seiten["draussen-vorlage"] = (None, f"/oeffentlich/vorlagen/{beraten}")
    seiten["draussen-sitzung"] = (None, f"/oeffentlich{sitzung}")
    seiten["zweiter-faktor"] = ("kai", "/konto/zweiter-faktor")
    for name in ("anmelden", "passwort-vergessen", "barrierefreiheit", "barriere-melden", "datenschutz"):
        seiten[name] = (None, f"/{name}")
    return seiten


def _geaendert_seit_kais_zeichnung(stadt: Stadt, text: str, jetzt: datetime) -> str:
    """Two bodies side by side; Kai has signed the first Fassung, and waits for nobody to sign the second."""
    folge = [Station((stadt.gremien["HFA"],), "Anhörung"), Station((stadt.gremien["Rat"],), "Beratung", wartet_auf=())]
    vorlage_id = entwurf(stadt, jetzt=jetzt, betreff="Ausbau der Radwege", sachverhalt=text, beratungsfolge=folge)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda", jetzt=jetzt)
    kai = als("kai")
    vorlage = hole(vorlage_id, kai)[0]
    erste = next(m for m in laufende_mitzeichnungen(vorlage) if m.amt.nummer == "20")
    zeichne(vorlage_id, erste.id, votum="zugestimmt", fassung=1, wer=kai, jetzt=jetzt)
    gehe(vorlage_id, "zurueckholen", "frieda", jetzt=jetzt)
    neu = {"sachverhalt": text.replace("2027", "2028") + VORSCHLAG, "beschlussvorschlag": VORSCHLAG}
    vorlagen.aendere(vorlage_id, neu, version=version(vorlage_id, als("frieda")), wer=als("frieda"), jetzt=jetzt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda", jetzt=jetzt)
    return vorlage_id

"""Drafting in the form: nothing typed is ever lost, whatever goes wrong."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from tests.dateien import PDF
from tests.web.besuch import Felder, formular, text, wege
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben, gehe
from vorlagen.extensions import db, transaction, verzeichnis
from vorlagen.models import Anlage, Vorlage, Vorlageart
from vorlagen.services import sitzungen, verlauf, vorlagen
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.mitzeichnungen import Beteiligung
from vorlagen.services.sichtbarkeit import hole
from vorlagen.workflow import Feld, Feldart, Rolle, Schritt, Status, Workflow

NEU = "/vorlagen/neu"


def test_ein_entwurf_laesst_sich_mit_allem_anlegen(besuch: Besucht, stadt: Stadt) -> None:
    frieda = besuch("frieda")
    antwort = frieda.druecke(
        NEU,
        frieda.hole(NEU),
        aktion="ansehen",
        art="Beschlussvorlage",
        betreff="Sanierung der Grundschule Nord",
        aktenzeichen="40-7",
        datum="2026-03-05",
        oeffentlich="ja",
        beschlussvorschlag="<p>Der Rat beschließt</p><ol><li>die Sanierung,</li><li>die Ausschreibung.</li></ol>",
        sachverhalt="<h2>Ausgangslage</h2><p>Das Dach ist <strong>undicht</strong>.</p>",
        auswirkung_finanziell="ja",
        auswirkung_klima="ja_positiv",
        folge__0__wo=stadt.gremien["Rat"],
        folge__0__art="Entscheidung",
        mitzeichnung=[stadt.aemter["20"], stadt.aemter["30"]],
    )
    assert antwort.status_code == 302
    vorlage = _vorlage(antwort.headers["Location"])
    assert (vorlage.betreff, vorlage.aktenzeichen, vorlage.oeffentlich, vorlage.bearbeiter) == (
        "Sanierung der Grundschule Nord", "40-7", True, "Frieda Federhalter",
    )  # fmt: skip
    assert [punkt.text for punkt in vorlage.beschlusspunkte] == ["die Sanierung,", "die Ausschreibung."]
    assert vorlage.sachverhalt == "<h2>Ausgangslage</h2><p>Das Dach ist <strong>undicht</strong>.</p>"
    assert [(b.gremien[0].name, b.art, b.entscheidet, b.oeffentlich) for b in vorlage.beratungen] == [
        ("Rat der Stadt", "Entscheidung", True, True)
    ]
    assert sorted(m.amt.nummer for m in vorlage.mitzeichnungen) == ["20", "30"]
    wirkungen = {zeile["art"]: zeile["wert"] for zeile in vorlage.auswirkungen}
    assert (wirkungen["finanziell"], wirkungen["klima"], wirkungen["personell"]) == ("ja", "ja_positiv", None)


def test_nach_einem_fehler_steht_alles_getippte_noch_da(besuch: Besucht, stadt: Stadt) -> None:
    frieda = besuch("frieda")
    getippt: dict[str, Any] = {
        "betreff": "x" * 1001,
        "aktenzeichen": "Az 7",
        "datum": "31.02.2026",
        "oeffentlich": "nein",
        "begruendung_nichtoeffentlich": "Personalsache",
        "beschlussvorschlag": "<p>Der Rat beschließt.</p>",
        "sachverhalt": "<h2>Lage</h2><p>Text mit <em>Betonung</em></p>",
        "auswirkung_finanziell": "offen",
        "auswirkung_finanziell_text": "vielleicht teuer",
        "folge__0__wo": stadt.gremien["HFA"],
        "mitzeichnung": [stadt.aemter["20"]],
    }
    antwort = frieda.druecke(NEU, frieda.hole(NEU), aktion="speichern", **getippt)
    assert antwort.status_code == 422
    assert "<title>Fehler: Neue Vorlage" in antwort.text
    wieder = formular(antwort.text)
    for name, wert in getippt.items():
        name = name.replace("__", "-")
        assert wieder.getlist(name) == (wert if isinstance(wert, list) else [wert]), name
    for feld in ("betreff", "datum", "folge-0-art"):
        assert f'href="#{feld}"' in antwort.text, feld
        assert f'id="{feld}"' in antwort.text, feld
    assert db.session.scalars(select(Vorlage.id)).all() == []


def test_zeilen_der_beratungsfolge_wandern_ohne_dass_etwas_verloren_geht(besuch: Besucht, stadt: Stadt) -> None:
    frieda, hfa, rat = besuch("frieda"), stadt.gremien["HFA"], stadt.gremien["Rat"]
    erste: dict[str, Any] = {"betreff": "Noch nicht gespeichert", "sachverhalt": "<p>Getippt</p>", "folge__0__wo": hfa}
    seite = frieda.druecke(NEU, frieda.hole(NEU), aktion="station-neu", **erste).text
    seite = frieda.druecke(NEU, seite, aktion="station-neu", folge__1__wo=rat, folge__1__art="Entscheidung").text
    assert formular(seite)["folge-anzahl"] == "3"
    seite = frieda.druecke(NEU, seite, aktion="station-hoch-1").text
    assert [formular(seite)[f"folge-{nr}-wo"] for nr in range(3)] == [rat, hfa, ""]
    seite = frieda.druecke(NEU, seite, aktion="station-runter-0").text
    seite = frieda.druecke(NEU, seite, aktion="station-weg-2").text
    felder = formular(seite)
    assert [(felder[f"folge-{nr}-wo"], felder[f"folge-{nr}-art"]) for nr in range(2)] == [
        (hfa, ""), (rat, "Entscheidung"),
    ]  # fmt: skip
    assert (felder["betreff"], felder["sachverhalt"]) == ("Noch nicht gespeichert", "<p>Getippt</p>")
    assert 'data-warnen="sofort"' in seite
    assert db.session.scalars(select(Vorlage.id)).all() == []


def test_wer_zugleich_schreibt_sieht_beide_fassungen_und_entscheidet(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, sachverhalt="<p>Das Netz wächst.</p>")
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    seite = frieda.hole(pfad)
    vorlagen.aendere(
        vorlage_id, {"betreff": "Von nebenan", "sachverhalt": "<p>Das Netz wächst schnell.</p>", "aktenzeichen": "N 1"},
        version=1, wer=als("frieda"), jetzt=JETZT,
    )  # fmt: skip
    meins: dict[str, Any] = {
        "betreff": "Von mir",
        "sachverhalt": "<p>Unser Netz wächst.</p>",
        "bearbeiter": "Ich selbst",
    }
    antwort = frieda.druecke(pfad, seite, aktion="speichern", **meins)
    assert (antwort.status_code, "<title>Fehler:" in antwort.text) == (409, True)
    felder = formular(antwort.text)
    assert {name: felder[name] for name in meins} == meins
    assert felder["aktenzeichen"] == "N 1", "was nur die andere Seite geändert hat, kommt von selbst"
    assert re.findall('href="#strittig-([a-z]+)"', antwort.text) == ["betreff", "sachverhalt"]
    assert "<ins>wächst schnell.</ins>" in antwort.text
    assert "<ins>Unser </ins>" in antwort.text
    assert "So war es, als Sie begonnen haben : Betreff Sachstand Datennetz" in text(antwort.text)
    ohne_wahl = frieda.druecke(pfad, antwort.text, aktion="speichern", wahl__betreff="meins")
    assert 'href="#sachverhalt"' in ohne_wahl.text, "was noch offen ist, wird noch einmal gefragt"
    seite = frieda.druecke(pfad, ohne_wahl.text, aktion="station-neu", wahl__sachverhalt="gespeichert").text
    assert frieda.druecke(pfad, seite, aktion="speichern").status_code == 302
    vorlage = _vorlage(pfad)
    assert (vorlage.betreff, vorlage.aktenzeichen, vorlage.bearbeiter, vorlage.sachverhalt) == (
        "Von mir", "N 1", "Ich selbst", "<p>Das Netz wächst schnell.</p>",
    )  # fmt: skip


def test_wer_zugleich_anderes_schreibt_wird_nichts_gefragt(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    seite = frieda.hole(pfad)
    vorlagen.aendere(vorlage_id, {"betreff": "Von nebenan"}, version=1, wer=als("frieda"), jetzt=JETZT)
    assert frieda.druecke(pfad, seite, aktion="speichern", aktenzeichen="Az von mir").status_code == 302
    assert "Von dort übernommen: Betreff." in text(frieda.hole(pfad))
    assert (_vorlage(pfad).betreff, _vorlage(pfad).aktenzeichen) == ("Von nebenan", "Az von mir")


def test_wer_waehrend_der_mitzeichnung_speichert_behaelt_seine_worte(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    seite = frieda.hole(pfad)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    frieda.hole(pfad, 409)
    antwort = frieda.druecke(pfad, seite, aktion="speichern", betreff="Zu spät")
    assert (antwort.status_code, formular(antwort.text)["betreff"]) == (409, "Zu spät")
    nochmal = frieda.druecke(pfad, antwort.text, aktion="speichern")
    assert (nochmal.status_code, formular(nochmal.text)["betreff"]) == (409, "Zu spät")
    assert "bearbeitet wird sie nur im Entwurf" in text(nochmal.text)
    assert _vorlage(pfad).betreff == "Sachstand Datennetz"


def test_nur_was_sich_geaendert_hat_kommt_in_den_verlauf(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    assert frieda.druecke(pfad, frieda.hole(pfad), aktion="speichern").status_code == 302
    assert [eintrag.was for eintrag in verlauf.lies(vorlage_id)] == ["angelegt"]
    frieda.druecke(pfad, frieda.hole(pfad), aktion="speichern", betreff="Neuer Betreff")
    assert "Bearbeitet: Betreff" in text(frieda.hole(f"/vorlagen/{vorlage_id}"))


def test_ohne_javascript_wird_aus_einfachem_text_gestalteter(besuch: Besucht, stadt: Stadt) -> None:
    frieda = besuch("frieda")
    klartext = "Der Rat beschließt\r\n\r\n1. das <eine> & alles,\r\n2. das andere."
    antwort = frieda.druecke(
        NEU, frieda.hole(NEU), ohne_skript=True, aktion="speichern", beschlussvorschlag_text=klartext
    )
    assert _vorlage(antwort.headers["Location"]).beschlussvorschlag == (
        "<p>Der Rat beschließt</p><ol><li>das &lt;eine&gt; &amp; alles,</li><li>das andere.</li></ol>"
    )


def test_ohne_javascript_bleibt_die_gestaltung_eines_unberuehrten_textes(besuch: Besucht, stadt: Stadt) -> None:
    gestaltet = "<h2>Lage</h2><p>Das <strong>Netz</strong> wächst.</p>"
    vorlage_id = entwurf(stadt, sachverhalt=gestaltet)
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    frieda.druecke(pfad, frieda.hole(pfad), ohne_skript=True, aktion="speichern", betreff="Anders")
    vorlage = _vorlage(pfad)
    assert (vorlage.betreff, vorlage.sachverhalt) == ("Anders", gestaltet)


def test_eine_tabelle_ueberlebt_das_bearbeiten(besuch: Besucht, stadt: Stadt) -> None:
    tabelle = "<p>Kosten:</p><table><tbody><tr><td>2027</td><td>3 Mio.</td></tr></tbody></table>"
    vorlage_id = entwurf(stadt, sachverhalt=tabelle)
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    seite = frieda.hole(pfad)
    assert "data-trix-attachment" in formular(seite)["sachverhalt"], "die Tabelle geht als Block durch den Editor"
    frieda.druecke(pfad, seite, aktion="speichern", betreff="Anders")
    assert _vorlage(pfad).sachverhalt == tabelle


def test_was_noch_fehlt_fuehrt_zu_den_feldern(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = vorlagen.lege_an({"art": "Beschlussvorlage"}, wer=als("frieda"), jetzt=JETZT)
    seite = besuch("frieda").hole(f"/vorlagen/{vorlage_id}/bearbeiten")
    ziele = wege(seite.partition('id="fehlt"')[2].partition("</section>")[0], "#[a-z_-]+")
    assert len(ziele) >= 9
    assert [ziel for ziel in ziele if f'id="{ziel[1:]}"' not in seite] == []


def test_die_abgabefrist_steht_bei_jeder_sitzung_und_eine_verpasste_wird_genannt(besuch: Besucht, stadt: Stadt) -> None:
    gerda, hfa = als("gerda"), stadt.gremien["HFA"]
    nah, fern = (
        sitzungen.lege_an(hfa, datetime(2026, 3, tag, 16, tzinfo=UTC), wer=gerda, jetzt=JETZT) for tag in (10, 31)
    )
    station = Station((hfa,), "Kenntnisnahme", sitzung_id=nah)
    seite = besuch("frieda").hole(f"/vorlagen/{entwurf(stadt, beratungsfolge=[station])}/bearbeiten")
    assert f'value="{hfa}:{nah}" selected' in seite
    assert f'value="{hfa}:{fern}"' in seite
    worte = text(seite)
    assert "Di 31.03.2026 (Abgabe bis 17.03.2026)" in worte
    assert (
        "Die Abgabefrist für den 10.03.2026 war am 24.02.2026. Noch erreichbar: Di 31.03.2026 (Abgabe bis 17.03.2026)."
        in worte
    )


def test_eine_nichtoeffentliche_station_bleibt_nichtoeffentlich(besuch: Besucht, stadt: Stadt) -> None:
    stationen = [Station((stadt.gremien["HFA"],), "Vorberatung", oeffentlich=False)]
    vorlage_id = entwurf(stadt, beratungsfolge=stationen)
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    seite = frieda.druecke(pfad, frieda.hole(pfad), aktion="station-neu", folge__0__art="Anhörung").text
    frieda.druecke(pfad, seite, aktion="speichern", folge__1__wo=stadt.gremien["Rat"],
                   folge__1__art="Kenntnisnahme", folge__0__grund="Verhandlung")  # fmt: skip
    assert [(b.art, b.oeffentlich, b.begruendung_nichtoeffentlich) for b in _vorlage(pfad).beratungen] == [
        ("Anhörung", False, "Verhandlung"), ("Kenntnisnahme", True, ""),
    ]  # fmt: skip
    assert "nichtöffentlich: Verhandlung" in text(frieda.hole(pfad.removesuffix("/bearbeiten")))


def test_anlagen_kommen_dazu_und_wieder_weg(besuch: Besucht, stadt: Stadt) -> None:
    frieda = besuch("frieda")
    dateien = [(BytesIO(PDF), "Plan.pdf"), (BytesIO(b"MZ\x90 kein Dokument"), "virus.exe")]
    antwort = frieda.druecke(
        NEU, frieda.hole(NEU), aktion="ansehen", betreff="Mit Plan", anlagen=dateien, anlagen_oeffentlich="1"
    )
    pfad = antwort.headers["Location"]
    assert pfad.endswith("/bearbeiten"), "die abgelehnte Datei braucht noch jemanden"
    seite = frieda.hole(pfad)
    assert "virus.exe: Diese Datei wird nicht angenommen" in text(seite)
    als("frieda")
    assert [(a.name, a.oeffentlich) for a in db.session.scalars(select(Anlage))] == [("Plan.pdf", True)]
    geholt = frieda.oeffne(wege(seite, "/vorlagen/[0-9a-f]+/anlagen/[0-9a-f]+")[0])
    assert (geholt.data, geholt.headers["Content-Disposition"]) == (PDF, "attachment; filename=Plan.pdf")
    anlage_id = formular(seite, pfad)["anlage"]
    frieda.druecke(pfad, seite, aktion="speichern", anlage_weg=anlage_id)
    db.session.rollback()
    assert db.session.scalars(select(Anlage)).all() == []


@pytest.mark.probe
def test_anlagen_werden_umbenannt_geordnet_und_nichtoeffentlich(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id, frieda = entwurf(stadt), besuch("frieda")
    pfad = f"/vorlagen/{vorlage_id}/bearbeiten"
    dateien = [(BytesIO(PDF), name) for name in ("Plan.pdf", "Lage.pdf")]
    frieda.druecke(pfad, frieda.hole(pfad), aktion="speichern", anlagen=dateien, anlagen_oeffentlich="1")
    seite = frieda.hole(pfad)
    plan, lage = formular(seite, pfad).getlist("anlage")
    seite = frieda.druecke(pfad, seite, aktion=f"anlage-hoch-{lage}").text
    assert formular(seite, pfad).getlist("anlage") == [lage, plan]
    getippt: dict[str, Any] = {
        f"anlage-{lage}-name": "plan.exe", f"anlage-{plan}-oeffentlich": None, f"anlage-{plan}-grund": "Vertrag",
    }  # fmt: skip
    assert frieda.druecke(pfad, seite, aktion="speichern", **getippt).status_code == 302
    db.session.rollback()
    assert [
        (a.name, a.oeffentlich, a.begruendung_nichtoeffentlich)
        for a in db.session.scalars(select(Anlage).order_by(Anlage.reihe))
    ] == [("plan.exe.pdf", True, ""), ("Plan.pdf", False, "Vertrag")]
    assert "Anlage „Lage.pdf“ umbenannt in „plan.exe.pdf“" in text(frieda.hole(f"/vorlagen/{vorlage_id}/verlauf"))
    vorher = _vorlage(pfad).version
    frieda.druecke(pfad, frieda.hole(pfad), aktion="speichern")
    assert _vorlage(pfad).version == vorher, "nichts geändert, nichts geschrieben"
    leer: dict[str, Any] = {f"anlage-{plan}-name": " "}
    frieda.druecke(pfad, frieda.hole(pfad), aktion="speichern", **leer)
    assert "Der Name einer Anlage hat 1 bis 300 Zeichen." in text(frieda.hole(pfad))


def test_ein_amt_einer_anderen_stadt_kann_nicht_mitzeichnen(besuch: Besucht, stadt: Stadt) -> None:
    frieda = besuch("frieda")
    antwort = frieda.druecke(NEU, frieda.hole(NEU), aktion="speichern", mitzeichnung=["f" * 32])
    assert (antwort.status_code, 'href="#mitzeichnung"' in antwort.text) == (422, True)


@pytest.mark.probe
def test_eine_vorlage_wird_mit_anderen_verknuepft(besuch: Besucht, stadt: Stadt) -> None:
    andere = freigegeben(stadt, betreff="Die andere")
    pfad, frieda = f"/vorlagen/{entwurf(stadt)}/bearbeiten", besuch("frieda")
    seite = frieda.druecke(pfad, frieda.hole(pfad), aktion="verweis-neu").text
    seite = frieda.druecke(
        pfad, seite, aktion="verweis-neu", verweis__0__art="ersetzt", verweis__0__nummer="10/001/2026"
    ).text
    antwort = frieda.druecke(pfad, seite, aktion="speichern", verweis__1__nummer="ALT 7/99")
    assert (antwort.status_code, 'href="#verknuepfungen"' in antwort.text) == (422, True)
    frieda.druecke(pfad, antwort.text, aktion="speichern", verweis__1__art="aendert")
    lesen = frieda.hole(pfad.removesuffix("/bearbeiten"))
    assert wege(lesen, f"/vorlagen/{andere}") == [f"/vorlagen/{andere}"]
    assert "Ersetzt 10/001/2026: Die andere" in text(lesen)
    assert "Ändert ALT 7/99" in text(lesen)
    assert "Hierauf bezieht sich Sachstand Datennetz" in text(frieda.hole(f"/vorlagen/{andere}"))
    assert "Hierauf bezieht sich" not in besuch("gerda").hole(f"/vorlagen/{andere}"), "einen Entwurf sieht nur sein Amt"
    seite = frieda.druecke(pfad, frieda.hole(pfad), aktion="verweis-weg-1").text
    frieda.druecke(pfad, seite, aktion="speichern")
    assert "ALT 7/99" not in frieda.hole(pfad.removesuffix("/bearbeiten"))


def test_der_gremiendienst_erfasst_was_von_aussen_kommt(besuch: Besucht, stadt: Stadt) -> None:
    besuch("gerda").hole(NEU, 403)
    with transaction() as session:
        session.add(Vorlageart(koerperschaft_id=stadt.koerperschaft_id, name="Antrag", ablauf="antrag", reihe=9))
    gerda = besuch("gerda")
    assert "Neue Vorlage" in gerda.hole("/")
    seite = gerda.hole(NEU)
    assert wert_der_art(seite) == ["Antrag"]
    antwort = gerda.druecke(
        NEU, seite, aktion="ansehen", betreff="Mehr Bäume", federfuehrend=stadt.aemter["10"],
        feld__antragsteller="Fraktion Grün", feld__eingegangen_am="2026-03-01",
    )  # fmt: skip
    worte = text(gerda.hole(antwort.headers["Location"]))
    assert "Antrag von Fraktion Grün" in worte
    assert "Eingegangen am 01.03.2026" in worte


def wert_der_art(seite: str) -> list[str]:
    """The kinds of papers that the form offers."""
    return re.findall(r'name="art"\s+type="radio"\s+value="([^"]+)"', seite)


@pytest.fixture
def eigener_ablauf(stadt: Stadt, monkeypatch: pytest.MonkeyPatch) -> Workflow:
    """A town's own procedure that asks for a field of every kind."""
    felder = [
        Feld(
            name=f"eigen_{art}", titel=f"Feld {art.value}", art=art, auswahl=("rot", "blau") if art == "auswahl" else ()
        )
        for art in Feldart
    ]
    ablauf = Workflow(
        name="linden.alles", version=1, titel="Alles", beginnt_mit="entwurf", endet_mit=("fertig",),
        status=(Status("entwurf", "Entwurf"), Status("offen", "Offen"), Status("fertig", "Fertig")),
        schritte=(
            Schritt(name="vorlegen", von="entwurf", nach="offen", durch=Rolle.FEDERFUEHRUNG),
            Schritt(name="abschliessen", von="offen", nach="fertig", durch=Rolle.FREIGABE),
        ),
        felder=tuple(felder),
    )  # fmt: skip
    monkeypatch.setitem(verzeichnis.ablaeufe, (ablauf.name, 1), ablauf)
    with transaction() as session:
        session.add(Vorlageart(koerperschaft_id=stadt.koerperschaft_id, name="Alles", ablauf=ablauf.name, reihe=9))
    return ablauf


def test_felder_des_ablaufs_stehen_im_formular_und_kommen_zurueck(besuch: Besucht, eigener_ablauf: Workflow) -> None:
    frieda = besuch("frieda")
    seite = frieda.druecke(NEU, frieda.hole(NEU), aktion="art", art="Alles", betreff="Bleibt").text
    assert formular(seite)["betreff"] == "Bleibt"
    getippt: dict[str, Any] = {
        "feld-eigen_zeile": "eine Zeile",
        "feld-eigen_text": "zwei\nZeilen",
        "feld-eigen_richtext": "<p><strong>fett</strong></p>",
        "feld-eigen_zahl": "4.250",
        "feld-eigen_datum": "2026-03-09",
        "feld-eigen_ja_nein": "nein",
        "feld-eigen_auswahl": "blau",
    }
    antwort = frieda.druecke(
        NEU, seite, aktion="speichern", **{name.replace("-", "__"): w for name, w in getippt.items()}
    )
    pfad = antwort.headers["Location"]
    assert _vorlage(pfad).felder == {
        "eigen_zeile": "eine Zeile",
        "eigen_text": "zwei\nZeilen",
        "eigen_richtext": "<p><strong>fett</strong></p>",
        "eigen_zahl": 4250,
        "eigen_datum": "2026-03-09",
        "eigen_ja_nein": False,
        "eigen_auswahl": "blau",
    }
    wieder: Felder = formular(frieda.hole(pfad))
    assert {name: wieder[name] for name in getippt} == {**getippt, "feld-eigen_zahl": "4250"}
    angezeigt = text(frieda.hole(pfad.removesuffix("/bearbeiten")))
    assert "Feld ja_nein nein" in angezeigt
    assert "Feld datum 09.03.2026" in angezeigt


def test_jedes_feld_zeigt_bei_gleichzeitigem_schreiben_beide_staende(
    besuch: Besucht, stadt: Stadt, eigener_ablauf: Workflow
) -> None:
    andere = freigegeben(stadt)
    vorlage_id = vorlagen.lege_an({"art": "Alles", "betreff": "Vorher"}, wer=als("frieda"), jetzt=JETZT)
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    seite = frieda.hole(pfad)
    nebenan = {
        "betreff": "Nebenan",
        "datum": date(2026, 3, 9),
        "oeffentlich": True,
        "federfuehrend": None,
        "sachverhalt": "<p>Nebenan gesagt.</p>",
        "auswirkungen": [{"art": "klima", "wert": "ja_negativ", "text": "Nebenan warm"}],
        "beratungsfolge": [Station((stadt.gremien["Rat"],), "Anhörung")],
        "mitzeichnungen": [Beteiligung(stadt.aemter["30"])],
        "verknuepfungen": [{"art": "ersetzt", "vorlage": andere}],
        "felder": {"eigen_zeile": "Nebenan eigen"},
    }
    meins: dict[str, Any] = {
        "betreff": "Von mir", "datum": "3.4.2026", "oeffentlich": "nein", "federfuehrend": stadt.aemter["10"],
        "sachverhalt": "<p>Von mir.</p>", "auswirkung_klima": "nein", "folge__0__wo": stadt.gremien["HFA"],
        "folge__0__art": "Anhörung", "mitzeichnung": [stadt.aemter["20"]], "verweis__0__nummer": "ALT 1",
        "verweis__0__art": "aendert", "feld__eigen_zeile": "Von mir eigen",
    }  # fmt: skip
    for neue_zeile in ("station-neu", "verweis-neu"):
        seite = frieda.druecke(pfad, seite, aktion=neue_zeile).text
    vorlagen.aendere(vorlage_id, nebenan, version=1, wer=als("frieda"), jetzt=JETZT)
    seite = frieda.druecke(pfad, seite, aktion="speichern", **meins).text
    worte = text(seite)
    for stand in (
        "09.03.2026",
        "Nebenan gesagt.",
        "ja, negativ: Nebenan warm",
        "Rat der Stadt, noch ohne Termin: Anhörung",
        "30 Rechtsamt",
        "ersetzt 10/001/2026",
        "Nebenan eigen",
    ):
        assert stand in worte, stand
    felder = re.findall('href="#strittig-([a-z_-]+)"', seite)
    assert set(felder) == {
        "betreff", "datum", "sachverhalt", "auswirkung_klima", "beratungsfolge", "mitzeichnung", "verknuepfungen",
        "feld-eigen_zeile",
    }  # fmt: skip
    wahl: dict[str, Any] = {f"wahl-{feld}": "gespeichert" for feld in felder}
    assert frieda.druecke(pfad, seite, aktion="speichern", **wahl).status_code == 302
    vorlage = _vorlage(pfad)
    assert (vorlage.betreff, vorlage.datum, vorlage.felder["eigen_zeile"]) == (
        "Nebenan", date(2026, 3, 9), "Nebenan eigen",
    )  # fmt: skip
    assert [b.gremien[0].kuerzel for b in vorlage.beratungen] == ["Rat"]
    assert [eintrag.was for eintrag in verlauf.lies(vorlage_id)] == ["angelegt", "geaendert"]


def test_gemeinsame_sitzungen_und_freie_termine_bleiben_beim_bearbeiten(besuch: Besucht, stadt: Stadt) -> None:
    gemeinsam = (stadt.gremien["HFA"], stadt.gremien["Rat"])
    stationen = [Station(gemeinsam, "Vorberatung", datum=date(2026, 7, 1)), Station(gemeinsam[1:], "Entscheidung")]
    vorlage_id = entwurf(stadt, beratungsfolge=stationen)
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    seite = frieda.hole(pfad)
    assert "Haupt- und Finanzausschuss und Rat der Stadt, Mi 01.07.2026" in text(seite)
    frieda.druecke(pfad, seite, aktion="speichern", folge__1__art="Kenntnisnahme")
    erste, zweite = _vorlage(pfad).beratungen
    assert ([g.kuerzel for g in erste.gremien], erste.geplant_am) == (["HFA", "Rat"], date(2026, 7, 1))
    assert (zweite.art, zweite.entscheidet) == ("Kenntnisnahme", False)


def test_wer_ohne_zuordnung_entscheiden_liess_behaelt_es(besuch: Besucht, stadt: Stadt) -> None:
    station = Station((stadt.gremien["HFA"],), "Empfehlung", entscheidet=True)
    pfad, frieda = f"/vorlagen/{entwurf(stadt, beratungsfolge=[station])}/bearbeiten", besuch("frieda")
    seite = frieda.druecke(pfad, frieda.hole(pfad), aktion="station-neu").text
    frieda.druecke(pfad, seite, aktion="speichern", folge__1__wo=stadt.gremien["Rat"], folge__1__art="Anhörung")
    assert [(b.art, b.entscheidet) for b in _vorlage(pfad).beratungen] == [("Empfehlung", True), ("Anhörung", False)]


def test_ein_falscher_wert_in_einem_feld_des_ablaufs_bleibt_stehen(besuch: Besucht, eigener_ablauf: Workflow) -> None:
    frieda = besuch("frieda")
    seite = frieda.druecke(NEU, frieda.hole(NEU), aktion="art", art="Alles").text
    antwort = frieda.druecke(NEU, seite, aktion="speichern", feld__eigen_zahl="viel", feld__eigen_datum="morgen")
    assert antwort.status_code == 422
    felder = formular(antwort.text)
    assert (felder["feld-eigen_zahl"], felder["feld-eigen_datum"]) == ("viel", "morgen")
    assert 'href="#feld-eigen_zahl"' in antwort.text


def test_eine_vorlage_mit_abgeschaltetem_ablauf_laesst_sich_lesen(
    besuch: Besucht, eigener_ablauf: Workflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    vorlage_id = vorlagen.lege_an({"art": "Alles", "betreff": "Gestrandet"}, wer=als("frieda"), jetzt=JETZT)
    monkeypatch.delitem(verzeichnis.ablaeufe, (eigener_ablauf.name, 1))
    monkeypatch.setattr(verzeichnis, "_gepinnte", {})
    worte = text(besuch("frieda").hole(f"/vorlagen/{vorlage_id}"))
    assert "Gestrandet" in worte
    assert "Der Ablauf dieser Vorlage ist abgeschaltet" in worte
    assert "Als Alles angelegt" in text(besuch("frieda").hole(f"/vorlagen/{vorlage_id}/verlauf"))


def _vorlage(pfad: str) -> Vorlage:
    db.session.rollback()
    return hole(pfad.split("/")[2], als("frieda"))[0]

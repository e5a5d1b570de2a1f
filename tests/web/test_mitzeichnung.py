"""Co-signing on the pages: rules known beforehand, order and own days, deputies, second thoughts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from tests.test_mitzeichnung import GELD, mit_wirkung
from tests.web.besuch import formular, text
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf, gehe, version, zeichne_fuer_alle
from vorlagen.extensions import db, transaction
from vorlagen.models import Person, Vorlage
from vorlagen.services import vertretungen, vorlagen
from vorlagen.services.mitzeichnungen import Beteiligung
from vorlagen.services.sichtbarkeit import hole, laufende_mitzeichnungen

ANGEBOT = r'name="mitzeichnung"\s+type="checkbox"\s+value="(\w+)"'


def test_das_formular_sagt_vorher_wer_nach_einer_regel_mitzeichnet(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, mitzeichnungen=[], auswirkungen=mit_wirkung(finanziell="ja"))
    frieda = besuch("frieda")
    assert f"20 Kämmerei zeichnet in jedem Fall mit: {GELD}" in text(frieda.hole(f"/vorlagen/{vorlage_id}/bearbeiten"))
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    assert GELD in text(frieda.hole(f"/vorlagen/{vorlage_id}"))
    assert f"Warum gerade Sie: {GELD}" in text(besuch("kai").hole(f"/vorlagen/{vorlage_id}"))


def test_reihenfolge_und_eigene_tage_werden_gespeichert_und_gezeigt(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    pfad = f"/vorlagen/{vorlage_id}/bearbeiten"
    frieda, rechtsamt = besuch("frieda"), stadt.aemter["30"]
    seite = frieda.hole(pfad)
    assert "Ohne eigene Angabe hat jedes Amt 3 Werktage." in text(seite)
    felder: dict[str, Any] = {f"gruppe-{rechtsamt}": "2", f"werktage-{rechtsamt}": "10"}
    assert frieda.druecke(pfad, seite, aktion="speichern", **felder).status_code == 302
    danach = formular(frieda.hole(pfad))
    assert (danach[f"gruppe-{rechtsamt}"], danach[f"werktage-{rechtsamt}"]) == ("2", "10")
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    worte = text(frieda.hole(f"/vorlagen/{vorlage_id}"))
    assert "1. Gruppe 20 Kämmerei offen bis 05.03.2026" in worte
    assert "2. Gruppe 30 Rechtsamt vorgesehen, 10 Werktage" in worte
    assert "Mitzeichnung Rechtsamt fehlt; gefragt wird, sobald die Gruppe davor gezeichnet hat." in worte


def test_wo_niemand_zeichnen_kann_wird_das_gesagt_statt_angeboten(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, mitzeichnungen=[Beteiligung(stadt.aemter["20"])])
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    seite = frieda.hole(pfad)
    assert re.findall(ANGEBOT, seite) == [stadt.aemter["20"], stadt.aemter["30"]]
    assert "Für dieses Amt kann zurzeit niemand zeichnen: 10 Amt für Digitalisierung." in text(seite)
    adele = als("adele")
    for nummer, wer in (("10", "gerda"), ("20", "gerda")):
        vertretungen.lege_an(
            stadt.aemter[nummer], als(wer).id, von=date(2026, 3, 2), bis=date(2026, 3, 2), wer=adele, jetzt=JETZT
        )
    with transaction():
        for name in ("kai", "berta"):
            db.session.get_one(Person, als(name).id).aktiv = False
    seite = frieda.hole(pfad)
    assert re.findall(ANGEBOT, seite) == [stadt.aemter["10"], stadt.aemter["20"]]
    assert "Für dieses Amt kann zurzeit niemand zeichnen: 30 Rechtsamt." in text(seite)


def test_unmoegliche_tage_bleiben_stehen_und_werden_erklaert(besuch: Besucht, stadt: Stadt) -> None:
    pfad = f"/vorlagen/{entwurf(stadt)}/bearbeiten"
    frieda, kaemmerei = besuch("frieda"), stadt.aemter["20"]
    for unsinn in ("bald", "0", "9999"):
        felder: dict[str, Any] = {f"werktage-{kaemmerei}": unsinn}
        antwort = frieda.druecke(pfad, frieda.hole(pfad), **felder)
        assert (antwort.status_code, 'href="#mitzeichnung"' in antwort.text) == (422, True)
        assert formular(antwort.text)[f"werktage-{kaemmerei}"] == unsinn


def test_eine_andere_reihenfolge_ist_ein_unterschied_wenn_zwei_speichern(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    pfad, frieda, kaemmerei = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda"), stadt.aemter["20"]
    gelesen = frieda.hole(pfad)
    vorlagen.aendere(
        vorlage_id,
        {"mitzeichnungen": [Beteiligung(kaemmerei, gruppe=2, werktage=5)]},
        version=version(vorlage_id, als("frieda")), wer=als("frieda"), jetzt=JETZT,
    )  # fmt: skip
    werktage: dict[str, Any] = {f"werktage-{kaemmerei}": "9"}
    antwort = frieda.druecke(pfad, gelesen, **werktage)
    assert antwort.status_code == 409
    assert "Der inzwischen gespeicherte Stand 20 Kämmerei (2. Gruppe, 5 Werktage)" in text(antwort.text)
    frieda.druecke(pfad, antwort.text, wahl__mitzeichnung="gespeichert")
    stand = formular(frieda.hole(pfad))
    assert (stand.getlist("mitzeichnung"), stand[f"gruppe-{kaemmerei}"]) == ([kaemmerei], "2")


def test_die_seite_nennt_was_sich_seit_der_eigenen_unterschrift_geaendert_hat(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    pfad, kai = f"/vorlagen/{vorlage_id}", besuch("kai")
    kai.druecke(f"{pfad}/mitzeichnung", kai.hole(pfad), votum="zugestimmt")
    gehe(vorlage_id, "zurueckholen", "frieda")
    werte = {"betreff": "Neuer Sachstand", "auswirkungen": [{"art": "klima", "wert": "ja_positiv", "text": None}]}
    vorlagen.aendere(vorlage_id, werte, version=version(vorlage_id, als("frieda")), wer=als("frieda"), jetzt=JETZT)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    assert "jetzt gilt Fassung 2. Geändert: Auswirkung auf das Klima, Betreff." in text(kai.hole(pfad))


def test_eine_unterschrift_wird_mit_einem_knopf_zurueckgenommen(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    pfad, kai = f"/vorlagen/{vorlage_id}", besuch("kai")
    kai.druecke(f"{pfad}/mitzeichnung", kai.hole(pfad), votum="zugestimmt")
    assert "Zurücknehmen : Mitzeichnung von" not in text(besuch("frieda").hole(pfad))
    seite = kai.hole(pfad)
    gelesen = formular(seite, f"{pfad}/mitzeichnung/zuruecknehmen")
    assert kai.sende(f"{pfad}/mitzeichnung/zuruecknehmen", gelesen).status_code == 302
    danach = text(kai.hole(pfad))
    assert "Die Mitzeichnung ist zurückgenommen." in danach
    assert "Kämmerei hat die Mitzeichnung der Fassung 1 zurückgenommen" in danach
    zeichne_fuer_alle(vorlage_id)
    antwort = kai.sende(f"{pfad}/mitzeichnung/zuruecknehmen", gelesen)
    assert antwort.status_code == 409
    assert "Die Vorlage ist inzwischen „In Freigabe“" in text(antwort.text)


def test_die_vertretung_wird_auf_der_seite_eingetragen_zeichnet_und_endet(besuch: Besucht, stadt: Stadt) -> None:
    kai, niemand = besuch("kai"), besuch("niemand")
    assert "Vertretung regeln" in text(kai.hole("/"))
    assert "Vertretung eintragen" not in text(niemand.hole("/vertretungen"))
    seite = kai.hole("/vertretungen")
    felder: dict[str, Any] = {"person": als("niemand").id, "von": "2.3.2026", "bis": "2026-03-06"}
    assert kai.druecke("/vertretungen", seite, **felder).status_code == 302
    assert "20 Kämmerei Niko Niemand 02.03.2026 bis 06.03.2026 Gilt" in text(kai.hole("/vertretungen"))
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    pfad = f"/vorlagen/{vorlage_id}"
    assert "Sachstand Datennetz" in text(niemand.hole("/"))
    assert "Mitzeichnung für 20 Kämmerei in Vertretung bis 05.03.2026" in text(niemand.hole(pfad))
    niemand.druecke(f"{pfad}/mitzeichnung", niemand.hole(pfad), votum="zugestimmt")
    assert "Zugestimmt, i. V. Niko Niemand am 02.03.2026, Fassung 1" in text(kai.hole(pfad))
    assert "Kämmerei hat Fassung 1 in Vertretung mitgezeichnet: zugestimmt" in text(kai.hole(pfad))
    seite = kai.hole("/vertretungen")
    beenden = seite.partition('action="/vertretungen/')[2].partition('"')[0]
    assert kai.druecke(f"/vertretungen/{beenden}", seite).status_code == 302
    assert "Zurzeit ist keine Vertretung eingetragen." in text(kai.hole("/vertretungen"))
    assert niemand.oeffne(pfad).status_code == 404


def test_eine_unvollstaendige_vertretung_nennt_alles_was_fehlt(besuch: Besucht, stadt: Stadt) -> None:
    kai = besuch("kai")
    antwort = kai.druecke("/vertretungen", kai.hole("/vertretungen"), amt="", person="", von="gestern", bis="1.1.2500")
    assert antwort.status_code == 422
    assert [f'href="#{name}"' in antwort.text for name in ("amt", "person", "von", "bis")] == [True] * 4
    assert formular(antwort.text, "/vertretungen")["von"] == "gestern"
    felder: dict[str, Any] = {"person": als("niemand").id, "von": "2026-03-06", "bis": "2026-03-02"}
    antwort = kai.druecke("/vertretungen", kai.hole("/vertretungen"), **felder)
    assert (antwort.status_code, "Der letzte Tag liegt zu früh." in antwort.text) == (422, True)
    fremd: dict[str, Any] = {
        "amt": stadt.aemter["30"],
        "person": als("niemand").id,
        "von": "2026-03-02",
        "bis": "2026-03-02",
    }
    assert kai.druecke("/vertretungen", kai.hole("/vertretungen"), **fremd).status_code == 403


def test_wer_zurueckgegeben_hat_kommt_zur_vorlage_auch_in_vertretung(besuch: Besucht, stadt: Stadt) -> None:
    kai, niemand = besuch("kai"), besuch("niemand")
    felder: dict[str, Any] = {"person": als("niemand").id, "von": "2.3.2026", "bis": "2026-03-06"}
    kai.druecke("/vertretungen", kai.hole("/vertretungen"), **felder)
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    pfad = f"/vorlagen/{vorlage_id}"
    gesehen = formular(niemand.hole(pfad), f"{pfad}/mitzeichnung")
    schritt = {**gesehen, "schritt": "zur_ueberarbeitung_zurueckgeben", "bemerkung": "Die Zahlen fehlen."}
    assert niemand.sende(f"{pfad}/schritte", schritt).headers["Location"] == pfad
    assert "Die Vorlage ist jetzt „Entwurf“." in text(niemand.hole(pfad))
    db.session.rollback()
    vorlage: Vorlage = hole(vorlage_id, als("adele"))[0]
    assert [m.votum for m in laufende_mitzeichnungen(vorlage)] == [None, None]


def test_eine_ablehnung_braucht_worte_und_ist_nicht_erledigt(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    pfad, kai = f"/vorlagen/{vorlage_id}", besuch("kai")
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    seite = kai.hole(pfad)
    assert '<details class="rechnung" open>' not in " ".join(seite.split())
    felder = {**formular(seite, f"{pfad}/mitzeichnung"), "votum": "abgelehnt"}
    antwort = kai.sende(f"{pfad}/mitzeichnung", felder)
    assert (antwort.status_code, "Bei diesem Votum braucht es Worte." in antwort.text) == (422, True)
    assert '<details class="rechnung" open>' in " ".join(antwort.text.split())
    kai.sende(f"{pfad}/mitzeichnung", {**felder, "bemerkung": "So nicht."})
    assert "0 von 2 Ämtern abgelehnt: Kämmerei" in text(kai.hole(pfad))
    gehe(vorlage_id, "zurueckholen", "frieda")
    assert "30 Rechtsamt nicht gezeichnet" in text(besuch("frieda").hole(pfad))

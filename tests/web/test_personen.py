"""The administration's pages of people and roles, everybody's page of absences, and who may do what with a paper."""

from __future__ import annotations

from tests.web.besuch import Besuch, Felder, formular, text, wege
from tests.web.conftest import Besucht
from tests.welt import Stadt, als, baue_stadt, entwurf, gehe

NEHMEN = "/verwaltung/personen/[0-9a-f]{32}/rollen/[0-9a-f]{32}/nehmen"


def mit(felder: Felder, **mehr: str) -> Felder:
    for name, wert in mehr.items():
        felder[name] = wert
    return felder


def ziele(seite: str, muster: str) -> list[str]:
    return wege(seite.replace('action="', 'href="'), muster)


def marke(besuch: Besuch) -> dict[str, str]:
    return {"csrf_token": formular(besuch.hole("/konto/abwesenheit"))["csrf_token"]}


def test_eine_rolle_zaehlt_nach_der_frage_sofort_und_ein_ueberholter_stand_aendert_nichts(besuch: Besucht) -> None:
    adele, niemand = besuch("adele"), besuch("niemand")
    pfad = f"/verwaltung/personen/{als('niemand').id}"
    felder = mit(formular(adele.hole(pfad), f"{pfad}/rollen"), rolle="verwaltung", bis="2026-03-05")
    frage = adele.sende(f"{pfad}/rollen", felder).text
    assert "Rolle geben?" in frage
    assert "sieht alle Vorlagen der Kommune." in frage
    niemand.hole("/verwaltung/personen", 403)
    zweimal = mit(formular(frage, f"{pfad}/rollen"), bestaetigt="1")
    assert adele.sende(f"{pfad}/rollen", zweimal).status_code == 302
    assert adele.sende(f"{pfad}/rollen", zweimal).status_code == 302
    assert "Niko Niemand" in niemand.hole("/verwaltung/personen?q=NIKO&rolle=verwaltung")
    assert "Kai Kassenwart" not in niemand.hole("/verwaltung/personen?q=niko")
    veraltet = adele.sende(f"{pfad}/rollen", mit(felder, rolle="freigabe", bestaetigt="1"))
    assert (veraltet.status_code, "in der Zwischenzeit geändert" in veraltet.text) == (409, True)
    seite = adele.hole(pfad)
    assert "bis 05.03.2026 Gilt" in text(seite)
    nehmen = ziele(seite, NEHMEN)[0]
    frage = adele.sende(nehmen, formular(seite, nehmen)).text
    assert "Rolle entziehen?" in frage
    assert adele.sende(nehmen, mit(formular(frage, nehmen), bestaetigt="1")).status_code == 302
    niemand.hole("/verwaltung/personen", 403)


def test_angaben_und_rollen_sagen_was_an_ihnen_falsch_ist(besuch: Besucht, stadt: Stadt) -> None:
    adele = besuch("adele")
    pfad = f"/verwaltung/personen/{als('adele').id}"
    felder = formular(adele.hole(pfad), None)
    eigene = mit(formular(adele.hole(pfad), f"{pfad}/rollen"), rolle="verwaltung", ort=f"amt:{stadt.aemter['20']}")
    assert "Diese Rolle gilt nicht für ein einzelnes Amt." in adele.sende(f"{pfad}/rollen", eigene).text
    assert adele.sende(f"{pfad}/rollen", mit(eigene, von="gestern")).status_code == 422
    leer = {"csrf_token": felder["csrf_token"], "stand": "", "name": " ", "mail": "keine", "amt_id": "x"}
    falsch = adele.sende(pfad, leer)
    assert falsch.status_code == 409
    seite = adele.hole(pfad)
    stand = formular(seite, f"{pfad}/rollen")["stand"]
    falsch = adele.sende(pfad, leer | {"stand": stand})
    assert falsch.status_code == 422
    assert "Bitte geben Sie Vor- und Nachnamen an." in falsch.text
    gut = leer | {"stand": stand, "name": "Adele Amt", "mail": "a@example.org", "amt_id": stadt.aemter["10"]}
    assert adele.sende(pfad, gut).status_code == 302
    assert "Adele Amt adele 10 Amt für Digitalisierung Verwaltung" in text(adele.hole("/verwaltung/personen"))
    nehmen = ziele(adele.hole(pfad), NEHMEN)[0]
    letzte = adele.sende(nehmen, mit(formular(adele.hole(pfad), nehmen), bestaetigt="1"))
    assert (letzte.status_code, "Es muss immer jemand" in letzte.text) == (422, True)


def test_die_verwaltung_legt_jemanden_an_gibt_eine_rolle_und_laedt_ein(besuch: Besucht, stadt: Stadt) -> None:
    adele, pfad = besuch("adele"), "/verwaltung/personen/neu"
    assert pfad in adele.hole("/verwaltung/personen")
    assert [besuch(wer).oeffne(pfad).status_code for wer in ("gerda", "frieda", "niemand")] == [403, 403, 403]
    assert besuch("gerda").sende(pfad, marke(besuch("gerda")) | {"name": "G", "anmeldename": "g"}).status_code == 403
    baue_stadt("nachbar", "Stadt Nachbarstadt", vorsilbe="n-")
    gut = mit(formular(adele.hole(pfad)), name="Ida Immerneu", anmeldename="ida", mail="ida@example.org")
    gut = mit(gut, rolle="mitzeichnung", ort=f"amt:{stadt.aemter['20']}", bis="2026-03-31", amt_id=stadt.aemter["20"])
    for falsch, satz in (
        ({"anmeldename": "n-kai"}, "ist vergeben"),
        ({"anmeldename": "Ida Immerneu"}, "beginnt mit a–z"),
        ({"name": " "}, "Bitte geben Sie Vor- und Nachnamen an."),
        ({"mail": ""}, "keine Mailadresse eingetragen"),
        ({"rolle": "verwaltung"}, "Diese Rolle gilt nicht für ein einzelnes Amt."),
        ({"rolle": ""}, "Bitte wählen Sie eine Rolle"),
        ({"von": "gestern"}, "Bitte geben Sie einen Tag an"),
    ):
        antwort = adele.sende(pfad, mit(Felder(gut), **falsch))
        assert (antwort.status_code, satz in text(antwort.text)) == (422, True), satz
        assert "Person anlegen" in antwort.text
    zweimal = [adele.sende(pfad, gut).location for _ in range(2)]
    assert zweimal[0] == zweimal[1]
    assert "20 Kämmerei“ bis 31.03.2026 Gilt" in text(adele.hole(zweimal[0]))
    protokoll = text(adele.hole("/verwaltung/protokoll"))
    assert [protokoll.count(was) for was in ("Person angelegt", "Rolle gegeben", "Person eingeladen")] == [2, 2, 2]


def test_personen_einer_anderen_stadt_gibt_es_hier_nicht(besuch: Besucht, stadt: Stadt) -> None:
    kai = als("kai")
    fremd = f"/verwaltung/personen/{kai.id}"
    baue_stadt("nachbar", "Stadt Nachbarstadt", vorsilbe="n-")
    for wer, status in (("n-adele", 404), ("frieda", 403), ("gerda", 403), ("niemand", 403)):
        person = besuch(wer)
        felder = marke(person) | {"bestaetigt": "1", "rolle": "verwaltung", "von": "2026-03-02", "bis": "2026-03-06"}
        for pfad in (fremd, f"{fremd}/abwesenheit"):
            assert person.oeffne(pfad).status_code == status, (wer, pfad)
        for pfad in (fremd, f"{fremd}/rollen", f"{fremd}/rollen/x/nehmen", f"{fremd}/abwesenheit"):
            assert person.sende(pfad, felder).status_code == status, (wer, pfad)
        assert person.oeffne("/verwaltung/rechte").status_code == (200 if status == 404 else 403)
    seite = besuch("n-adele").oeffne(f"/verwaltung/personen?nach={kai.id}")
    assert seite.status_code == 422


def test_wer_weg_ist_sagt_es_selbst_und_die_vorlage_zeigt_es(besuch: Besucht, stadt: Stadt) -> None:
    kai, gerda, niemand = besuch("kai"), besuch("gerda"), als("niemand").id
    felder = mit(formular(kai.hole("/konto/abwesenheit")), von="2026-03-02", bis="2026-03-06", durch=niemand)
    assert kai.sende("/konto/abwesenheit", mit(felder, bis="nie")).status_code == 422
    assert kai.sende("/konto/abwesenheit", mit(felder, bis="2026-03-06")).status_code == 302
    assert "02.03.2026 bis 06.03.2026 Niko Niemand Läuft" in text(kai.hole("/konto/abwesenheit"))
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    satz = "Kai Kassenwart ist abwesend bis Fr 06.03.2026, Vertretung: Niko Niemand."
    assert satz in text(gerda.hole(f"/vorlagen/{vorlage_id}"))
    assert "Mitzeichnung für 20 Kämmerei in Vertretung" in text(besuch("niemand").hole(f"/vorlagen/{vorlage_id}"))
    beenden = ziele(kai.hole("/konto/abwesenheit"), "/konto/abwesenheit/.*/beenden")[0]
    assert gerda.sende(beenden, marke(gerda)).status_code == 403
    assert kai.sende(beenden, marke(kai)).status_code == 302
    assert satz not in text(gerda.hole(f"/vorlagen/{vorlage_id}"))
    fuer_kai = f"/verwaltung/personen/{als('kai').id}/abwesenheit"
    adele = besuch("adele")
    felder = mit(formular(adele.hole(fuer_kai)), von="2026-04-01", bis="2026-04-02")
    assert adele.sende(fuer_kai, felder).status_code == 302
    assert "niemand Geplant" in text(kai.hole("/konto/abwesenheit"))
    sperre = fuer_kai.replace("abwesenheit", "zugang/sperre")
    assert adele.sende(sperre, formular(adele.hole(fuer_kai.replace("abwesenheit", "zugang")), sperre)).location
    assert "Abwesenheit von Kai Kassenwart" in text(adele.hole(fuer_kai))


def test_die_seite_der_rechte_sagt_wer_was_darf_und_warum(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    pfad = f"/vorlagen/{vorlage_id}/rechte"
    assert pfad in besuch("gerda").hole(f"/vorlagen/{vorlage_id}")
    assert pfad not in besuch("kai").hole(f"/vorlagen/{vorlage_id}")
    seite = text(besuch("gerda").hole(pfad))
    assert "Mitzeichnen für 20 Kämmerei , weil die Person die Rolle Mitzeichnung für „20 Kämmerei“ hat" in seite
    assert "für das federführende Amt freigibt" in seite
    gefragt = text(besuch("frieda").hole(f"{pfad}?person={als('niemand').id}"))
    assert "Niko Niemand sieht die Vorlage nicht und kann nichts mit ihr tun." in gefragt
    for wer, status in (("kai", 403), ("olaf", 403), ("niemand", 404), ("adele", 200)):
        assert besuch(wer).oeffne(pfad).status_code == status, wer
    katalog = text(besuch("adele").hole("/verwaltung/rechte"))
    assert "Eine Person, die für das federführende Amt freigibt, sieht die Vorlage, sobald" in katalog

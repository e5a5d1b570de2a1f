"""What follows from a decision: Aufträge and duties, objection and second vote, announcement, approval."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.lebenslaeufe import SITZUNG, beraten, beraten_wieder, gruende, lies, rat, stadt_mit_allem, trage_ein
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben, gehe
from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.models import Auftrag, Vorlage
from vorlagen.services import auftraege, beschlusskontrolle, pflichten
from vorlagen.services.abstimmungen import Punktergebnis
from vorlagen.services.auftraege import Filter
from vorlagen.services.beratungsfolge import Station

TEXT = "<p>Der Rat beschließt:</p><ol><li>den Bau,</li><li>den Kauf.</li></ol>"


def beschlossen(stadt: Stadt, **werte: Any) -> str:
    """A paper with two points to which the council has agreed."""
    vorlage_id = freigegeben(
        stadt, **{"art": "Beschlussvorlage", "beratungsfolge": rat(stadt), "beschlussvorschlag": TEXT, **werte}
    )
    beraten(stadt, vorlage_id, "angenommen")
    return vorlage_id


def zeilen(wer: str = "gerda", **filter_: Any) -> list[tuple[Auftrag, Vorlage]]:
    person = als(wer)
    db.session.rollback()
    return auftraege.liste(person, Filter(**filter_))


def sagt(auftrag: Auftrag, wer: str, **werte: Any) -> None:
    auftraege.aendere(auftrag.id, werte, version=auftrag.version, wer=als(wer), jetzt=JETZT)


def test_ein_beschluss_erteilt_je_punkt_einen_auftrag(stadt: Stadt) -> None:
    beschlossen(stadt)
    assert [(a.text, a.amt and a.amt.nummer, a.status, a.beschlossen_am, a.oeffentlich) for a, _ in zeilen()] == [
        ("den Bau,", "10", "offen", date(2026, 3, 24), True),
        ("den Kauf.", "10", "offen", date(2026, 3, 24), True),
    ]
    assert zeilen("niemand") == []
    sagt(zeilen()[1][0], "gerda", faellig_am=date(2026, 5, 1))
    erste = auftraege.seite(als("gerda"), anzahl=1)
    zweite = auftraege.seite(als("gerda"), nach=erste.weiter, anzahl=1)
    assert [[a.text for a, _ in seite.zeilen] for seite in (erste, zweite)] == [["den Kauf."], ["den Bau,"]]
    assert zweite.weiter is None


def test_ein_abgelehnter_punkt_wird_kein_auftrag(stadt: Stadt) -> None:
    folge = rat(stadt)
    vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge, beschlussvorschlag=TEXT)
    punkte = (Punktergebnis("1", "angenommen"), Punktergebnis("2", "abgelehnt"))
    beraten(stadt, vorlage_id, "angenommen", punkte=punkte)
    assert [a.text for a, _ in zeilen()] == ["den Bau,"]


def test_erledigt_ist_ein_auftrag_erst_mit_nachweis_und_verzoegert_mit_grund(stadt: Stadt) -> None:
    beschlossen(stadt)
    auftrag = zeilen()[0][0]
    with pytest.raises(EingabeUngueltig) as ohne_nachweis:
        sagt(auftrag, "frieda", status="erledigt")
    with pytest.raises(EingabeUngueltig) as ohne_grund:
        sagt(auftrag, "frieda", status="verzoegert")
    assert (list(ohne_nachweis.value.felder), list(ohne_grund.value.felder)) == (["nachweis"], ["grund_verzoegerung"])
    sagt(auftrag, "frieda", status="erledigt", nachweis="Abnahme am 1. Juni", bericht="Gebaut.")
    fertig = zeilen(status="erledigt")[0][0]
    assert (fertig.berichtet_am, fertig.version) == (JETZT.date(), 2)
    spaeter = JETZT + timedelta(days=200)
    werte = {"nachweis": "Abnahme am 2. Juni"}
    auftraege.aendere(fertig.id, werte, version=fertig.version, wer=als("frieda"), jetzt=spaeter)
    im_zweiten = beschlusskontrolle.zeilen(als("gerda"), date(2026, 7, 1), date(2026, 12, 31), oeffentlich=None)
    assert fertig.id not in {auftrag.id for auftrag, _ in im_zweiten}


def test_berichten_darf_das_amt_und_alles_aendern_der_gremiendienst(stadt: Stadt) -> None:
    beschlossen(stadt)
    auftrag = zeilen()[0][0]
    with pytest.raises(NichtBerechtigt):
        sagt(auftrag, "frieda", text="etwas Leichteres")
    with pytest.raises(NichtBerechtigt):
        sagt(auftrag, "olaf", bericht="Ich sage auch etwas.")
    with pytest.raises(NichtGefunden):
        sagt(auftrag, "niemand", bericht="Ich auch.")
    sagt(auftrag, "gerda", beschlussnummer="33-4/26", amt_id=stadt.aemter["20"])
    with pytest.raises(ZwischenzeitlichGeaendert):
        auftraege.aendere(auftrag.id, {"bericht": "spät"}, version=1, wer=als("gerda"), jetzt=JETZT)
    assert [(a.beschlussnummer, a.amt_id) for a, _ in zeilen(amt_id=stadt.aemter["20"])] == [
        ("33-4/26", stadt.aemter["20"])
    ]


def test_die_liste_laesst_sich_nach_allem_filtern(stadt: Stadt) -> None:
    beschlossen(stadt)
    eins, zwei = (auftrag for auftrag, _ in zeilen())
    sagt(eins, "gerda", faellig_am=date(2026, 5, 1), wiedervorlage=date(2026, 4, 1))
    sagt(zwei, "gerda", status="gegenstandslos", oeffentlich=False)
    erster, zweiter = [eins.id], [zwei.id]
    for filter_, erwartet in (
        ({"offen": True}, erster), ({"status": "gegenstandslos"}, zweiter), ({"oeffentlich": False}, zweiter),
        ({"faellig_bis": date(2026, 5, 1)}, erster), ({"vorgelegt_bis": date(2026, 3, 31)}, []),
        ({"q": "kauf"}, zweiter), ({"gremium_id": stadt.gremien["HFA"]}, []), ({"amt_id": stadt.aemter["20"]}, []),
        ({"beschlossen_von": date(2026, 3, 24), "beschlossen_bis": date(2026, 3, 24)}, [*erster, *zweiter]),
    ):  # fmt: skip
        assert ([a.id for a, _ in zeilen(**filter_)], filter_) == (erwartet, filter_)


def test_ein_widerspruch_setzt_aus_und_erzwingt_die_zweite_abstimmung(stadt: Stadt) -> None:
    vorlage_id = beschlossen(stadt)
    gehe(vorlage_id, "widersprechen", "olaf", bemerkung="Der Beschluss verletzt § 5.")
    assert lies(vorlage_id).status == "ausgesetzt"
    assert {a.status for a, _ in zeilen()} == {"verzoegert"}
    assert [p.art for p in pflichten.offene(als("gerda"))] == ["erneut_abstimmen"]
    beraten_wieder(stadt, vorlage_id, "angenommen")
    vorlage = lies(vorlage_id)
    assert vorlage.status == "beschlossen"
    assert [top.ausgang for top in vorlage.beratungen[0].tops] == ["angenommen", "angenommen"]
    assert {a.status for a, _ in zeilen()} == {"offen"}
    assert pflichten.offene(als("gerda")) == ()


def test_nach_der_zweiten_abstimmung_gilt_wieder_was_leute_an_auftraegen_getan_haben(stadt: Stadt) -> None:
    vorlage_id = beschlossen(stadt)
    bau, kauf = (auftrag for auftrag, _ in zeilen())
    sagt(bau, "gerda", text="Haus bauen bis Mai", oeffentlich=False)
    sagt(zeilen()[0][0], "frieda", status="verzoegert", grund_verzoegerung="Fördermittel fehlen")
    gehe(vorlage_id, "widersprechen", "olaf", bemerkung="Der Beschluss verletzt § 5.")
    gesehene = zeilen()[0][0].version
    punkte = (Punktergebnis("1", "angenommen"), Punktergebnis("2", "abgelehnt"))
    beraten_wieder(stadt, vorlage_id, "angenommen", punkte=punkte)
    danach = {auftrag.id: auftrag for auftrag, _ in zeilen()}
    neu = danach[bau.id]
    assert (neu.text, neu.oeffentlich, neu.status, neu.grund_verzoegerung, neu.version > gesehene) == (
        "Haus bauen bis Mai", False, "verzoegert", "Fördermittel fehlen", True,
    )  # fmt: skip
    assert danach[kauf.id].status == "gegenstandslos"


def test_bleibt_der_rat_nicht_dabei_sind_die_auftraege_gegenstandslos(stadt: Stadt) -> None:
    vorlage_id = beschlossen(stadt)
    gehe(vorlage_id, "widersprechen", "olaf", bemerkung="Schadet der Stadt.")
    beraten_wieder(stadt, vorlage_id, "abgelehnt")
    assert lies(vorlage_id).status == "abgelehnt"
    assert {a.status for a, _ in zeilen()} == {"gegenstandslos"}


def test_stimmt_niemand_noch_einmal_ab_ist_der_beschluss_aufgehoben(stadt: Stadt) -> None:
    vorlage_id = beschlossen(stadt)
    gehe(vorlage_id, "widersprechen", "olaf", bemerkung="Rechtsverstoß.")
    gehe(vorlage_id, "beschluss_aufheben", "gerda", bemerkung="Keine zweite Abstimmung.")
    assert (lies(vorlage_id).status, {a.status for a, _ in zeilen()}) == ("erledigt", {"gegenstandslos"})


def test_eine_berichtigung_hebt_auf_und_der_neue_beschluss_erteilt_wieder(stadt: Stadt) -> None:
    vorlage_id = beschlossen(stadt)
    gehe(vorlage_id, "ergebnis_berichtigen", "gerda", bemerkung="Vertippt.")
    assert {a.status for a, _ in zeilen()} == {"gegenstandslos"}
    trage_ein(lies(vorlage_id).beratungen[0].id, "angenommen")
    assert [(a.text, a.status) for a, _ in zeilen()] == [("den Bau,", "offen"), ("den Kauf.", "offen")]


def test_eine_nichtoeffentliche_entscheidung_ist_bekannt_zu_geben(stadt: Stadt) -> None:
    beschlossen(stadt, oeffentlich=False, begruendung_nichtoeffentlich="Grundstück")
    (pflicht,) = pflichten.offene(als("gerda"))
    assert (pflicht.art, pflicht.gremium, zeilen()[0][0].oeffentlich) == ("bekannt_geben", "Rat der Stadt", False)
    with pytest.raises(NichtBerechtigt):
        pflichten.erledige(pflicht.id, wer=als("frieda"), jetzt=JETZT)
    pflichten.erledige(pflicht.id, wer=als("gerda"), jetzt=JETZT)
    assert pflichten.offene(als("gerda")) == ()


def test_eine_dringliche_entscheidung_genehmigt_nur_das_richtige_gremium(app: object) -> None:
    stadt = stadt_mit_allem()
    felder = {"grund_der_dringlichkeit": "Das Dach ist offen."}
    eilige = entwurf(
        stadt, art="Dringlichkeitsentscheidung", beratungsfolge=rat(stadt), mitzeichnungen=[], felder=felder
    )
    for schritt, wer in (
        ("zur_unterschrift_geben", "frieda"),
        ("unterschreiben", "olaf"),
        ("mitunterschreiben", "rita"),
    ):
        gehe(eilige, schritt, wer)
    falsche = [Station((stadt.gremien["HFA"],), "Entscheidung")]
    genehmigung = freigegeben(
        stadt,
        art="Beschlussvorlage",
        beratungsfolge=falsche,
        verknuepfungen=[{"art": "genehmigt", "vorlage": eilige}],
    )
    beraten(stadt, genehmigung, "angenommen", gremium="HFA", beginn=SITZUNG + timedelta(days=1))
    assert gruende(eilige, "genehmigung_feststellen", "gerda") == ["genehmigung.falsches_gremium"]

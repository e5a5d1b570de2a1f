"""Who gets in, and how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.welt import JETZT, PASSWORT, Stadt, als
from vorlagen.extensions import transaction
from vorlagen.fehler import AnmeldungGesperrt, NichtAngemeldet, NichtGefunden
from vorlagen.models import Fremdkonto, Person
from vorlagen.services import anmeldesitzungen, anmeldung, fremdkonten, versuche
from vorlagen.services.anmeldesitzungen import Sitzungsdauer
from vorlagen.services.wer import ueber_alle_staedte


def test_wer_name_und_passwort_kennt_kommt_hinein(stadt: Stadt) -> None:
    assert anmeldung.anmelden(" Frieda ", PASSWORT, jetzt=JETZT).wer.name == "Frieda Federhalter"


@pytest.mark.parametrize("name", ["frieda", "gibtesnicht"])
def test_nach_fuenf_fehlversuchen_ist_eine_viertelstunde_ruhe(stadt: Stadt, name: str) -> None:
    saetze = set()
    for _ in range(5):
        with pytest.raises(NichtAngemeldet) as gefangen:
            anmeldung.anmelden(name, "falsch", jetzt=JETZT)
        saetze.add(gefangen.value.satz)
    assert saetze == {"Anmeldename oder Passwort stimmt nicht."}
    with pytest.raises(AnmeldungGesperrt, match="15 Minuten"):
        anmeldung.anmelden(name, PASSWORT, jetzt=JETZT)
    spaeter = JETZT + timedelta(minutes=16)
    assert (versuche.raeume_auf(jetzt=JETZT), versuche.raeume_auf(jetzt=spaeter)) == (0, 1)
    if name == "frieda":
        assert anmeldung.anmelden(name, PASSWORT, jetzt=spaeter).wer.anmeldename == "frieda"


def test_ein_token_gilt_bis_es_ablaeuft(stadt: Stadt) -> None:
    token = anmeldung.token_neu("gerda", jetzt=JETZT, tage=30)
    assert anmeldung.mit_token(token, jetzt=JETZT + timedelta(days=29)).anmeldename == "gerda"
    with pytest.raises(NichtAngemeldet):
        anmeldung.mit_token(token, jetzt=JETZT + timedelta(days=30))
    with pytest.raises(NichtAngemeldet):
        anmeldung.mit_token(token + "x", jetzt=JETZT)
    with pytest.raises(NichtGefunden):
        anmeldung.token_neu("gibtesnicht", jetzt=JETZT)


def test_ein_token_ruht_wenn_das_verzeichnis_die_person_lange_nicht_gesehen_hat(stadt: Stadt) -> None:
    tokens = {name: anmeldung.token_neu(name, jetzt=JETZT) for name in ("gerda", "kai")}
    fremdkonten.verbinde("gerda", "https://sso.example.org", "g-1", jetzt=JETZT)
    spaeter = JETZT + timedelta(days=30, seconds=1)
    assert (
        anmeldung.mit_token(tokens["gerda"], jetzt=JETZT + timedelta(days=30), verzeichnis_tage=30).anmeldename
        == "gerda"
    )
    with pytest.raises(NichtAngemeldet, match="ruht"):
        anmeldung.mit_token(tokens["gerda"], jetzt=spaeter, verzeichnis_tage=30)
    assert anmeldung.mit_token(tokens["gerda"], jetzt=spaeter).anmeldename == "gerda"
    assert anmeldung.mit_token(tokens["kai"], jetzt=spaeter, verzeichnis_tage=30).anmeldename == "kai"
    with ueber_alle_staedte(), transaction() as sitzung:
        sitzung.scalars(select(Fremdkonto)).one().zuletzt = spaeter  # came by the directory again
    assert anmeldung.mit_token(tokens["gerda"], jetzt=spaeter, verzeichnis_tage=30).anmeldename == "gerda"


def test_wer_nicht_mehr_hier_arbeitet_kommt_mit_nichts_hinein(stadt: Stadt) -> None:
    token, marke = anmeldung.token_neu("gerda", jetzt=JETZT), anmeldung.aus_sitzung(als("gerda").id)[1]
    gerda = als("gerda")
    with transaction() as sitzung:
        sitzung.execute(update(Person).where(Person.id == gerda.id).values(aktiv=False))
    for versuch in (
        lambda: anmeldung.mit_token(token, jetzt=JETZT),
        lambda: anmeldung.aus_sitzung(gerda.id, marke),
        lambda: anmeldung.anmelden("gerda", PASSWORT, jetzt=JETZT),
    ):
        with pytest.raises(NichtAngemeldet):
            versuch()


def test_eine_neue_marke_beendet_alle_sitzungen(stadt: Stadt) -> None:
    gerda, marke = anmeldung.aus_sitzung(als("gerda").id)
    with transaction() as sitzung:
        sitzung.execute(update(Person).where(Person.id == gerda.id).values(sitzungsmarke="neu"))
    with pytest.raises(NichtAngemeldet):
        anmeldung.aus_sitzung(gerda.id, marke)


DAUER = Sitzungsdauer(hoechstens=timedelta(hours=12), untaetig=timedelta(minutes=60))


def test_eine_sitzung_endet_von_selbst_und_auf_wunsch(stadt: Stadt) -> None:
    gerda, marke = anmeldung.aus_sitzung(als("gerda").id)
    hier, dort = (anmeldesitzungen.beginne(gerda.id, marke, geraet=g, jetzt=JETZT) for g in ("Firefox", "Edge"))

    def gilt(schluessel: str, minuten: int) -> bool:
        try:
            wer, _ = anmeldesitzungen.mit_schluessel(schluessel, dauer=DAUER, jetzt=JETZT + timedelta(minutes=minuten))
        except NichtAngemeldet:
            return False
        return wer.id == gerda.id

    assert [gilt(hier, minuten) for minuten in range(50, 721, 50)] == [True] * 14
    assert (gilt(hier, 719), gilt(hier, 720)) == (True, False)
    assert (gilt(dort, 59), gilt(dort, 120)) == (True, False)
    zeilen = anmeldesitzungen.liste(als("gerda"), schluessel=hier, dauer=DAUER, jetzt=JETZT + timedelta(minutes=60))
    assert [(zeile.geraet, zeile.diese) for zeile in zeilen] == [("Firefox", True), ("Edge", False)]
    with pytest.raises(NichtGefunden):
        anmeldesitzungen.beende_eine(zeilen[1].id, wer=als("kai"))
    anmeldesitzungen.beende_eine(zeilen[1].id, wer=als("gerda"))
    assert (gilt(dort, 59), gilt(hier, 700)) == (False, True)
    assert anmeldesitzungen.raeume_auf(dauer=DAUER, jetzt=JETZT + timedelta(hours=12)) == 1


def test_wer_sich_anmeldet_waehrend_alle_sitzungen_enden_bleibt_draussen(stadt: Stadt) -> None:
    gerda, marke = anmeldung.aus_sitzung(als("gerda").id)
    with transaction() as sitzung:
        anmeldesitzungen.beende_alle(sitzung.get_one(Person, gerda.id))
    zu_spaet = anmeldesitzungen.beginne(gerda.id, marke, geraet="", jetzt=JETZT)
    with pytest.raises(NichtAngemeldet):
        anmeldesitzungen.mit_schluessel(zu_spaet, dauer=DAUER, jetzt=JETZT)

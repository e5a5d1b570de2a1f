"""Meetings, agendas and results, as the Gremiendienst works with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from tests.web.besuch import Besuch, formular, text, wege
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, freigegeben
from tests.wordwerk import xml
from vorlagen.extensions import db
from vorlagen.kalender import BERLIN
from vorlagen.models import Abstimmung, Beratung, Sitzung, Vorlage
from vorlagen.services import anwesenheiten, sitzungen
from vorlagen.services.anwesenheiten import Sitz
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.sichtbarkeit import hole
from vorlagen.word.ooxml import w

NEU = "/sitzungen/neu"
SITZUNG = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)
PUNKTE = "<ol><li>die Satzung,</li><li>die Gebühren.</li></ol>"


def test_eine_sitzung_bekommt_ihre_ladungsfrist_mit_begruendung(besuch: Besucht, stadt: Stadt) -> None:
    gerda = besuch("gerda")
    antwort = gerda.druecke(
        NEU, gerda.hole(NEU), gremium=stadt.gremien["HFA"], datum="2026-06-16", uhrzeit="17:30", ort="Ratssaal"
    )
    als("gerda")
    sitzung = db.session.scalars(select(Sitzung)).one()
    assert sitzung.beginn.astimezone(BERLIN).isoformat() == "2026-06-16T17:30:00+02:00"
    seite = text(gerda.hole(antwort.headers["Location"]))
    assert "Zu versenden bis Mo 08.06.2026" in seite
    assert "Sitzung Di 16.06.2026" in seite
    assert "Di 16.06.2026, 17:30 Uhr, Ratssaal" in seite


@pytest.mark.parametrize(
    ("feld", "wert"),
    [
        ("gremium", ""),
        ("datum", "31.02.2026"),
        ("datum", "1950-05-01"),
        ("datum", "2150-05-01"),
        ("datum", ""),
        ("uhrzeit", "25:00"),
        ("uhrzeit", "02:30"),
    ],
)
def test_eine_falsche_angabe_zur_sitzung_verliert_die_anderen_nicht(
    besuch: Besucht, stadt: Stadt, feld: str, wert: str
) -> None:
    gerda = besuch("gerda")
    richtig: dict[str, Any] = {
        "gremium": stadt.gremien["HFA"],
        "datum": "2026-06-16",
        "uhrzeit": "17:30",
        "ort": "Ratssaal",
    }
    antwort = gerda.druecke(NEU, gerda.hole(NEU), **{**richtig, feld: wert})
    assert antwort.status_code == 422
    assert "<title>Fehler:" in antwort.text
    assert f'href="#{feld}"' in antwort.text
    felder = formular(antwort.text)
    assert {name: felder[name] for name in richtig} == {**richtig, feld: wert}
    assert db.session.scalars(select(Sitzung)).all() == []


def test_eine_freigegebene_vorlage_kommt_auf_die_tagesordnung(besuch: Besucht, stadt: Stadt) -> None:
    freigegeben(stadt)
    gerda, pfad = besuch("gerda"), _sitzung(stadt)
    seite = gerda.hole(pfad)
    assert "10/001/2026" in text(seite)
    assert gerda.druecke(f"{pfad}/tagesordnung", seite).status_code == 302
    danach = text(gerda.hole(pfad))
    assert "Ö 1 Sachstand Datennetz" in danach
    assert "Keine freigegebene Vorlage wartet" in danach
    anderswo = {**formular(seite, f"{pfad}/tagesordnung"), "einmal": "in-einem-zweiten-fenster"}
    nochmal = gerda.sende(f"{pfad}/tagesordnung", anderswo)
    assert (nochmal.status_code, "steht schon auf dieser Tagesordnung" in text(nochmal.text)) == (409, True)


def test_ein_punkt_ohne_vorlage_braucht_einen_titel(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = besuch("gerda"), _sitzung(stadt)
    antwort = gerda.druecke(f"{pfad}/punkte", gerda.hole(pfad), titel=" ", teil="nichtoeffentlich")
    assert (antwort.status_code, 'href="#titel"' in antwort.text) == (422, True)
    assert formular(antwort.text, f"{pfad}/punkte")["teil"] == "nichtoeffentlich"
    lang = gerda.druecke(f"{pfad}/punkte", antwort.text, titel="x" * 1001)
    assert (lang.status_code, "Titel: Höchstens 1000 Zeichen." in text(lang.text)) == (422, True)
    assert formular(lang.text, f"{pfad}/punkte")["titel"] == "x" * 1001
    gerda.druecke(f"{pfad}/punkte", lang.text, titel="Grundstückssachen")
    assert "N 1 Grundstückssachen" in text(gerda.hole(pfad))
    assert "Grundstückssachen" not in besuch("niemand").hole(pfad)
    ergebnis = wege(gerda.hole(pfad), f"{pfad}/tops/[0-9a-f]+")[0]
    gerda.druecke(ergebnis, gerda.hole(ergebnis), ausgang="angenommen", ergebnis="einstimmig beschlossen")
    assert "einstimmig beschlossen" in text(gerda.hole(pfad))


def test_die_einladung_wird_vermerkt_und_erledigt_die_frist(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = besuch("gerda"), _sitzung(stadt)
    assert "Einladung versenden" in text(gerda.hole("/"))
    gerda.druecke(f"{pfad}/einladung", gerda.hole(pfad))
    assert "Versandt am 02.03.2026" in text(gerda.hole(pfad))
    assert "Einladung versenden" not in text(gerda.hole("/"))


def test_leere_stimmen_sind_unbekannt_und_null_ist_niemand(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = _auf_der_tagesordnung(besuch, stadt, art="Beschlussvorlage")
    gerda.druecke(
        pfad,
        gerda.hole(pfad),
        ausgang="angenommen",
        ergebnis="ungeändert beschlossen",
        ja="30",
        nein="0",
        bemerkung="Zügig.",
    )
    gesamt = db.session.scalars(select(Abstimmung).where(Abstimmung.art == "sache")).one()
    assert (gesamt.ja, gesamt.nein, gesamt.enthaltung, gesamt.befangen) == (30, 0, None, None)
    seite = text(besuch("frieda").hole(f"/vorlagen/{_vorlage().id}"))
    assert "Ergebnis: ungeändert beschlossen (angenommen)" in seite
    assert "30 Ja, 0 Nein" in seite
    assert "Zügig." in seite


def test_namentlich_wird_je_person_gewaehlt_und_bleibt_stehen(besuch: Besucht, stadt: Stadt) -> None:
    sitze = [Sitz("Anna Achtsam"), Sitz("Bernd Bedacht"), Sitz("Carla Clever", "beratend", stimmberechtigt=False)]
    anwesenheiten.setze_mitglieder(stadt.gremien["HFA"], sitze, wer=als("gerda"))
    gerda, pfad = _auf_der_tagesordnung(besuch, stadt, art="Beschlussvorlage", beschlussvorschlag=PUNKTE)
    seite = gerda.hole(pfad)
    assert ("Bernd Bedacht" in seite, "Carla Clever" in seite) == (True, False)
    beide, einer = ["ja Anna Achtsam", "nein Bernd Bedacht"], ["ja Bernd Bedacht"]
    getippt: dict[str, Any] = {"namentlich": beide, "punkt__1__namentlich": einer}
    fremde = gerda.druecke(pfad, seite, ausgang="angenommen", namentlich=["ja Niemand Fremdes", "ja Anna Achtsam"])
    assert (fremde.status_code, 'href="#namentlich"' in fremde.text) == (422, True)
    assert {"ja Niemand Fremdes", "ja Anna Achtsam"} <= set(formular(fremde.text).getlist("namentlich"))
    gerda.druecke(pfad, seite, ausgang="vertagt", punkt__1__ausgang="vertagt", **getippt)
    gespeichert = formular(gerda.hole(pfad))
    assert gespeichert.getlist("namentlich") == beide
    assert gespeichert.getlist("punkt-1-namentlich") == ["", "ja Bernd Bedacht"]
    assert (gespeichert["ja"], gespeichert["nein"], gespeichert["punkt-1-ja"]) == ("1", "1", "1")
    zeitleiste = text(besuch("frieda").hole(f"/vorlagen/{_vorlage().id}"))
    assert "Namentlich: Ja: Anna Achtsam; Nein: Bernd Bedacht" in zeitleiste


def test_falsche_zahlen_lassen_alles_andere_stehen(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = _auf_der_tagesordnung(besuch, stadt, art="Beschlussvorlage", beschlussvorschlag=PUNKTE)
    getippt: dict[str, Any] = {
        "ausgang": "angenommen", "ergebnis": "mehrheitlich beschlossen", "ja": "viele", "nein": "-1",
        "punkt__0__ja": "12", "punkt__1__ja": "x", "punkt__1__ausgang": "abgelehnt", "bemerkung": "Nachzählen!",
        "verfahren__antrag": "", "verfahren__ja": "3",
    }  # fmt: skip
    antwort = gerda.druecke(pfad, gerda.hole(pfad), **getippt)
    assert antwort.status_code == 422
    for feld in ("ja", "nein", "punkt-1-ja", "verfahren-antrag"):
        assert f'href="#{feld}"' in antwort.text, feld
    felder = formular(antwort.text)
    assert {name: felder[name.replace("__", "-")] for name in getippt} == getippt
    assert db.session.scalars(select(Abstimmung)).all() == []


def test_je_beschlusspunkt_und_zum_verfahren_wird_einzeln_gezaehlt(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = _auf_der_tagesordnung(besuch, stadt, art="Beschlussvorlage", beschlussvorschlag=PUNKTE)
    gerda.druecke(
        pfad, gerda.hole(pfad), punkt__0__ausgang="angenommen", punkt__0__ja="20", punkt__1__ausgang="vertagt",
        verfahren__antrag="Vertagung", verfahren__ausgang="abgelehnt", verfahren__nein="18",
    )  # fmt: skip
    seite = text(besuch("frieda").hole(f"/vorlagen/{_vorlage().id}"))
    for wort in ("Ergebnis: gemischt", "Beschlusspunkt 1: angenommen, 20 Ja", "Beschlusspunkt 2: vertagt",
                 "Antrag „Vertagung“: abgelehnt, 18 Nein"):  # fmt: skip
        assert wort in seite, wort
    wieder = formular(gerda.hole(pfad))
    assert (wieder["punkt-0-ja"], wieder["punkt-1-ausgang"], wieder["verfahren-antrag"]) == (
        "20",
        "vertagt",
        "Vertagung",
    )


def test_ein_geaenderter_wortlaut_wird_zur_naechsten_fassung(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = _auf_der_tagesordnung(besuch, stadt, beschlussvorschlag="<p>Der Rat beschließt.</p>")
    seite = gerda.hole(pfad)
    assert formular(seite)["beschlusstext"] == "<p>Der Rat beschließt.</p>"
    gerda.druecke(pfad, seite, ausgang="empfohlen_geaendert", beschlusstext="<p>Der Rat beschließt sofort.</p>")
    vorlage = _vorlage()
    assert (vorlage.fassung, vorlage.beschlussvorschlag) == (2, "<p>Der Rat beschließt sofort.</p>")
    weg = wege(besuch("frieda").hole(f"/vorlagen/{vorlage.id}"), r"/sitzungen/\w+/punkte/\w+/aenderung\.docx")[0]
    datei = gerda.oeffne(weg).data
    assert (datei, besuch("niemand").oeffne(weg).status_code) == (besuch("frieda").oeffne(weg).data, 404)
    assert [e.get(w("author")) for e in xml(datei).iter(w("ins"))] == ["Haupt- und Finanzausschuss"]
    assert weg in gerda.hole(weg.removesuffix("/aenderung.docx"))


def test_ein_widerspruch_wird_gesagt_und_haelt_nicht_auf(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = _auf_der_tagesordnung(besuch, stadt, art="Beschlussvorlage")
    gerda.druecke(pfad, gerda.hole(pfad), ausgang="vertagt", ergebnis="einstimmig beschlossen")
    seite = text(gerda.hole(pfad.partition("/tops/")[0]))
    assert "Das Ergebnis ist gespeichert." in seite
    assert "klingt nach Zustimmung, der Ausgang ist „vertagt“" in seite
    assert "klingt nach Zustimmung, der Ausgang ist „vertagt“" in text(gerda.hole(pfad))  # until somebody mends it


def test_verwiesen_kommt_zum_anderen_gremium(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = _auf_der_tagesordnung(besuch, stadt)
    gerda.druecke(pfad, gerda.hole(pfad), ausgang="verwiesen", verwiesen_an=["Rat der Stadt"])
    assert [b.gremien[0].name for b in _vorlage().beratungen] == ["Haupt- und Finanzausschuss", "Rat der Stadt"]


def test_wer_ein_ergebnis_auf_altem_stand_eintraegt_verliert_es_nicht(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = _auf_der_tagesordnung(besuch, stadt, art="Beschlussvorlage")
    seite = gerda.hole(pfad)
    gerda.druecke(pfad, seite, ausgang="vertagt", ergebnis="von der Kollegin", nein="3")
    antwort = gerda.druecke(pfad, seite, ausgang="angenommen", ja="17")
    assert (antwort.status_code, "in der Zwischenzeit geändert" in text(antwort.text)) == (409, True)
    assert "Das ist jetzt gespeichert Ergebnis vertagt; von der Kollegin; 3 Nein" in text(antwort.text)
    felder = formular(antwort.text)
    assert (felder["ausgang"], felder["ja"]) == ("angenommen", "17")
    assert gerda.druecke(pfad, antwort.text).status_code == 302
    assert db.session.scalars(select(Beratung.ausgang)).all() == ["angenommen"]


def test_nach_dem_beschluss_wird_nur_noch_berichtigt(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = _auf_der_tagesordnung(besuch, stadt, ausgang="kenntnis_genommen")
    seite = gerda.hole(pfad)
    assert "Hier ist nichts mehr einzutragen" in text(seite)
    vorlage_id = _vorlage().id
    weg = f"/vorlagen/{vorlage_id}"
    gerda.druecke(f"{weg}/schritte", gerda.hole(weg), schritt="ergebnis_berichtigen", bemerkung="Falsch abgeschrieben.")
    gerda.druecke(pfad, gerda.hole(pfad), ausgang="vertagt")
    assert "vorher eingetragen" not in text(gerda.hole(pfad))
    assert _vorlage().status == "in_beratung"


def test_vertagt_kommt_in_der_naechsten_sitzung_wieder(besuch: Besucht, stadt: Stadt) -> None:
    gerda, pfad = _auf_der_tagesordnung(besuch, stadt, ausgang="vertagt")
    naechste = _sitzung(stadt, datetime(2026, 4, 21, 15, tzinfo=UTC))
    gerda.druecke(f"{naechste}/tagesordnung", gerda.hole(naechste))
    assert "auf einer späteren Tagesordnung" in text(gerda.hole(pfad))
    neues = formular(gerda.hole(_top(gerda, naechste)))
    antwort = gerda.sende(pfad, {**neues, "ausgang": "kenntnis_genommen"})
    assert antwort.status_code == 409
    zeitleiste = text(gerda.hole(f"/vorlagen/{_vorlage().id}"))
    assert "Di 24.03.2026 , TOP Ö 1: vertagt" in zeitleiste
    assert "Di 21.04.2026 , TOP Ö 1" in zeitleiste


def test_vergangene_sitzungen_sagen_wie_viele_ergebnisse_fehlen(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    beginn = datetime(2026, 2, 24, 16, tzinfo=UTC)
    auf_tagesordnung(stadt, vorlage_id, beginn=beginn, jetzt=beginn)
    assert "1 Ergebnis fehlt" in text(besuch("gerda").hole("/sitzungen"))
    assert "fehlt" not in text(besuch("niemand").hole("/sitzungen"))


def _sitzung(stadt: Stadt, beginn: datetime = SITZUNG) -> str:
    return "/sitzungen/" + sitzungen.lege_an(stadt.gremien["HFA"], beginn, wer=als("gerda"), jetzt=JETZT)


def _top(gerda: Besuch, sitzung: str) -> str:
    return wege(gerda.hole(sitzung), f"{sitzung}/tops/[0-9a-f]+")[0]


def _auf_der_tagesordnung(besuch: Besucht, stadt: Stadt, *, ausgang: str = "", **werte: Any) -> tuple[Besuch, str]:
    """A released paper before the HFA; Gerda and the address where its result is entered."""
    if werte.get("art") == "Beschlussvorlage":
        werte.setdefault("beratungsfolge", [Station((stadt.gremien["HFA"],), "Entscheidung")])
    vorlage_id = freigegeben(stadt, **werte)
    auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    gerda = besuch("gerda")
    pfad = _top(gerda, wege(gerda.hole("/sitzungen"), "/sitzungen/[0-9a-f]{32}")[0])
    if ausgang:
        gerda.druecke(pfad, gerda.hole(pfad), ausgang=ausgang)
    return gerda, pfad


def _vorlage() -> Vorlage:
    db.session.rollback()
    als("adele")
    return hole(db.session.scalars(select(Vorlage.id)).one(), als("adele"))[0]


def test_jede_sitzung_ist_zu_finden_auch_die_hundertste(besuch: Besucht, stadt: Stadt) -> None:
    als("gerda")
    for gremium, versatz in (("Rat", 1), ("HFA", 2)):
        tage = [JETZT + timedelta(days=nr * 3 + versatz) for nr in range(-52, 52)]
        db.session.add_all(
            Sitzung(koerperschaft_id=stadt.koerperschaft_id, gremium_id=stadt.gremien[gremium], beginn=tag)
            for tag in tage
        )
    db.session.commit()
    gerda, gefunden, gesehen = besuch("gerda"), set[str](), set[str]()
    offen = [f"/sitzungen?gremium={stadt.gremien['Rat']}"]
    while offen:
        weg = offen.pop()
        seite = gerda.hole(weg)
        gesehen.add(weg)
        gefunden |= set(wege(seite, "/sitzungen/[0-9a-f]{32}"))
        folgende = {unescape(ziel).partition("#")[0] for ziel in wege(seite, r"/sitzungen\?[^\"]+")}
        offen = sorted(folgende - gesehen)[:1]
    als("gerda")
    des_rats = select(Sitzung.id).where(Sitzung.gremium_id == stadt.gremien["Rat"])
    assert gefunden == {f"/sitzungen/{eine}" for eine in db.session.scalars(des_rats)}
    assert len(gefunden) == 104

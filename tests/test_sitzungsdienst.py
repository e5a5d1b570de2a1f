"""Agendas and meetings as the Gremiendienst leads them, on both databases; each change is in the papers' chains."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from flask import Flask
from sqlalchemy import select

from tests.lebenslaeufe import lies
from tests.welt import JETZT, Stadt, als, freigegeben
from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.kalender import Wochentag
from vorlagen.kalender.reihen import Reihenregel, Rhythmus
from vorlagen.models import Beratung, Frist, Sitzung, Vorlage
from vorlagen.services import (
    anwesenheiten,
    beschlussfaehigkeit,
    en_bloc,
    gremienordnung,
    niederschriften,
    oeffentlich,
    reihenfolge,
    sitzungen,
    sitzungslauf,
    sitzungspruefung,
    sitzungsreihen,
    tagesordnung,
    tagesordnungsfassungen,
    tops,
    verlauf,
)
from vorlagen.services.abstimmungen import Ergebnis, Stimmen
from vorlagen.services.anwesenheiten import Eintrag, Sitz
from vorlagen.services.aufnahme import Spaet
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.einzelstimmen import Einzelstimme, Stimme
from vorlagen.services.gremienordnung import Ordnung
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.tops import Angaben
from vorlagen.web.ansichten.beratungsfolge import stationen
from vorlagen.workflow.engine import BedingungOffen

SITZUNG = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)
GRUND = "Der Förderantrag läuft am 31.03. ab."


def test_punkte_und_unterpunkte_ruecken_und_jede_vorlage_erfaehrt_es(stadt: Stadt) -> None:
    vorlage_id, sitzung_id = freigegeben(stadt), _sitzung(stadt)
    erster = _punkt(sitzung_id, "Eröffnung")
    papier = _nimm_auf(vorlage_id, sitzung_id)
    zweiter = _punkt(sitzung_id, "Anträge")
    _punkt(sitzung_id, "Antrag A", unter_top=zweiter)
    _punkt(sitzung_id, "Änderung zu A", unter_top=_punkt(sitzung_id, "Antrag B", unter_top=zweiter))
    _punkt(sitzung_id, "Grundstück", oeffentlich=False)
    assert _ordnung(sitzung_id) == [
        "Ö 1 Eröffnung", "Ö 2 Sachstand Datennetz", "Ö 3 Anträge", "Ö 3.1 Antrag A", "Ö 3.2 Antrag B",
        "Ö 3.2.1 Änderung zu A", "N 1 Grundstück",
    ]  # fmt: skip
    reihenfolge.verschiebe(zweiter, "1", version=_version(sitzung_id), wer=als("gerda"), jetzt=JETZT)
    assert _ordnung(sitzung_id)[:6] == [
        "Ö 1 Anträge", "Ö 1.1 Antrag A", "Ö 1.2 Antrag B", "Ö 1.2.1 Änderung zu A", "Ö 2 Eröffnung",
        "Ö 3 Sachstand Datennetz",
    ]  # fmt: skip
    reihenfolge.verschiebe(papier, "1.1", version=_version(sitzung_id), wer=als("gerda"), jetzt=JETZT)
    assert reihenfolge.nimm_herunter(erster, grund="", version=_version(sitzung_id), wer=als("gerda"), jetzt=JETZT)
    assert _ordnung(sitzung_id)[:2] == ["Ö 1 Anträge", "Ö 1.1 Sachstand Datennetz"]
    assert [(was, daten["von"], daten["top"]) for was, daten in _geschehen(vorlage_id) if was == "top_verschoben"] == [
        ("top_verschoben", "Ö 2", "Ö 3"), ("top_verschoben", "Ö 3", "Ö 1.1"),
    ]  # fmt: skip
    assert verlauf.pruefe_alle()[1] == []


def test_eine_stelle_meint_die_tagesordnung_wie_sie_dasteht(stadt: Stadt) -> None:
    sitzung_id, gerda = _sitzung(stadt), als("gerda")
    a, b, _, _ = (_punkt(sitzung_id, name) for name in "ABCD")
    verschiebe = partial(reihenfolge.verschiebe, version=None, wer=gerda, jetzt=JETZT)
    verschiebe(a, "4.1")
    assert _ordnung(sitzung_id) == ["Ö 1 B", "Ö 2 C", "Ö 3 D", "Ö 3.1 A"]
    als("gerda")
    with pytest.raises(EingabeUngueltig):
        verschiebe(b, "1.1")
    tief = a
    for name in "EFG":
        tief = _punkt(sitzung_id, name, unter_top=tief)
    with pytest.raises(EingabeUngueltig, match="4 Ebenen"):
        _punkt(sitzung_id, "H", unter_top=tief)
    verschiebe(b, "2.1")
    with pytest.raises(EingabeUngueltig, match="4 Ebenen"):
        verschiebe(a, "1.1.1")


def test_wer_eine_aeltere_tagesordnung_sah_aendert_sie_nicht(stadt: Stadt) -> None:
    sitzung_id = _sitzung(stadt)
    top_id, gesehen = _punkt(sitzung_id, "Eröffnung"), 0
    gesehen = _version(sitzung_id)
    _punkt(sitzung_id, "Verschiedenes")
    gerda = als("gerda")
    for tat in (
        lambda: reihenfolge.verschiebe(top_id, "2", version=gesehen, wer=gerda, jetzt=JETZT),
        lambda: reihenfolge.nimm_herunter(top_id, grund="x", version=gesehen, wer=gerda, jetzt=JETZT),
        lambda: tagesordnungsfassungen.stelle_fest(sitzung_id, version=gesehen, wer=gerda, jetzt=JETZT),
        lambda: sitzungslauf.sage_ab(sitzung_id, grund="x", version=gesehen, wer=gerda, jetzt=JETZT),
    ):
        with pytest.raises(ZwischenzeitlichGeaendert):
            tat()
    assert _ordnung(sitzung_id) == ["Ö 1 Eröffnung", "Ö 2 Verschiedenes"]


def test_die_festgestellte_tagesordnung_bleibt_und_das_neue_steht_daneben(stadt: Stadt) -> None:
    vorlage_id, sitzung_id, gerda = freigegeben(stadt), _sitzung(stadt), als("gerda")
    eroeffnung = _punkt(sitzung_id, "Eröffnung")
    assert _stelle_fest(sitzung_id) == 1
    with pytest.raises(EingabeUngueltig, match="nichts geändert"):
        _stelle_fest(sitzung_id)
    with pytest.raises(EingabeUngueltig, match="steht fest"):
        reihenfolge.verschiebe(eroeffnung, "1", version=None, wer=gerda, jetzt=JETZT)
    with pytest.raises(BedingungOffen) as offen:
        _nimm_auf(vorlage_id, sitzung_id)
    assert [grund.code for grund in offen.value.gruende] == ["tagesordnung.steht"]
    with pytest.raises(EingabeUngueltig) as ohne:
        _nimm_auf(vorlage_id, sitzung_id, Spaet("nachtrag", " "))
    assert list(ohne.value.felder) == ["begruendung"]
    top_id = _nimm_auf(vorlage_id, sitzung_id, Spaet("nachtrag", GRUND))
    sitzung = sitzungen.hole(sitzung_id)
    fassung = tagesordnungsfassungen.neueste(sitzung_id)
    assert fassung is not None
    assert [aenderung.satz for aenderung in tagesordnungsfassungen.seither(fassung, sitzung)] == [
        "Ö 2 „Sachstand Datennetz“ kam hinzu."
    ]
    neuer = next(top for top in sitzung.tops if top.id == top_id)
    assert (neuer.aufnahme, neuer.nachtrag, neuer.begruendung) == ("nachtrag", 1, GRUND)
    assert neuer.urteil[0] == "Der Nachtrag wahrt die Ladungsfrist, wenn er bis Mo 16.03.2026 zugeht."
    assert _stelle_fest(sitzung_id) == 2
    with pytest.raises(EingabeUngueltig, match="begründen"):
        tagesordnungsfassungen.oeffne(sitzung_id, grund="", version=None, wer=gerda, jetzt=JETZT)
    tagesordnungsfassungen.oeffne(sitzung_id, grund="Reihenfolge", version=None, wer=gerda, jetzt=JETZT)
    assert not reihenfolge.nimm_herunter(top_id, grund="Antrag zurückgestellt", version=None, wer=gerda, jetzt=JETZT)
    assert [was for was, _ in _geschehen(vorlage_id) if was != "schritt"][-4:] == [
        "auf_tagesordnung", "tagesordnung_festgestellt", "tagesordnung_geoeffnet", "von_tagesordnung",
    ]  # fmt: skip
    assert [f.nr for f in tagesordnungsfassungen.fassungen(sitzung_id)] == [2, 1]
    assert _nimm_auf(vorlage_id, sitzung_id) == top_id
    assert _ordnung(sitzung_id) == ["Ö 1 Eröffnung", "Ö 2 Sachstand Datennetz"]


def test_zurueckgezogen_und_in_derselben_sitzung_wieder_aufgenommen_bleibt_beides_sichtbar(
    app: Flask, stadt: Stadt
) -> None:
    vorlage_id, sitzung_id = freigegeben(stadt), _sitzung(stadt)
    top_id = _nimm_auf(vorlage_id, sitzung_id)
    sitzungslauf.lade_ein(sitzung_id, wer=als("gerda"), jetzt=JETZT)
    weg = Ergebnis(ergebnis="vom Bürgermeister zurückgezogen", ausgang="zurueckgezogen", stimmen=Stimmen(ja=1, nein=0))
    tops.aendere(top_id, ergebnis=weg, wer=als("gerda"), jetzt=JETZT)
    sitzung = sitzungen.hole(sitzung_id)
    assert [k.vorlage_id for k in tagesordnung.kandidaten(sitzung, als("gerda"))] == [vorlage_id]
    with pytest.raises(EingabeUngueltig) as ohne:
        _nimm_auf(vorlage_id, sitzung_id)
    assert list(ohne.value.felder) == ["begruendung"]
    assert _nimm_auf(vorlage_id, sitzung_id, Spaet("nachtrag", "Antrag der Fraktion A")) == top_id
    da = Ergebnis(ausgang="kenntnis_genommen", stimmen=Stimmen(ja=12, nein=0))
    tops.aendere(top_id, ergebnis=da, wer=als("gerda"), jetzt=JETZT)
    top, _ = tops.lies(top_id, wer=als("gerda"))
    assert (top.zeichen, top.ausgang, top.aufnahme) == ("Ö 1", "kenntnis_genommen", "regulaer")
    (frueher,) = top.frueher
    assert (frueher["ausgang"], frueher["wieder"], len(frueher["abstimmungen"])) == (
        "zurueckgezogen", "Antrag der Fraktion A", 1,
    )  # fmt: skip
    with app.test_request_context():
        (station,) = stationen(lies(vorlage_id), heute=JETZT.date())
    zeilen = [re.sub("<[^>]+>", "", str(zeile)) for zeile in station.zeilen]
    assert zeilen[1:] == [
        "Di 24.03.2026, TOP Ö 1: vom Bürgermeister zurückgezogen (zurückgezogen)",
        "Di 24.03.2026, TOP Ö 1, in derselben Sitzung wieder aufgenommen",
        "Ergebnis: zur Kenntnis genommen",
        "12 Ja, 0 Nein",
    ]
    gerda = als("gerda")
    auszug = _text(niederschriften.auszug(top_id, wer=gerda, jetzt=SITZUNG).inhalt)
    assert "Zunächst vom Bürgermeister zurückgezogen; in derselben Sitzung wieder aufgenommen." in auszug


def test_was_eine_regel_verbietet_geht_nur_ausdruecklich_und_mit_vermerk(stadt: Stadt) -> None:
    sitzung_id, gerda = _sitzung(stadt), als("gerda")
    gremienordnung.setze(stadt.gremien["HFA"], Ordnung(tischvorlagen=False, quelle="§ 9 GeschO"), wer=gerda)
    sitzungslauf.lade_ein(sitzung_id, wer=gerda, jetzt=JETZT)
    with pytest.raises(BedingungOffen, match="Als Tischvorlage aufnehmen"):
        _punkt(sitzung_id, "Eilsache", spaet=Spaet("tischvorlage", GRUND))
    top_id = _punkt(sitzung_id, "Eilsache", spaet=Spaet("tischvorlage", GRUND, trotzdem=True))
    assert tops.lies(top_id, wer=gerda)[0].urteil[-1] == "Aufgenommen trotz dieser Bedenken."


def test_verlegt_gehen_die_vorlagen_mit_und_die_seite_sagt_was_zu_pruefen_ist(stadt: Stadt) -> None:
    hfa, rat = _sitzung(stadt), _sitzung(stadt, gremium="Rat", beginn=SITZUNG + timedelta(days=7))
    folge = [
        Station((stadt.gremien["HFA"],), "Vorberatung", sitzung_id=hfa),
        Station((stadt.gremien["Rat"],), "Kenntnisnahme", sitzung_id=rat, mindestabstand_tage=3),
    ]
    vorlage_id = freigegeben(stadt, beratungsfolge=folge)
    _nimm_auf(vorlage_id, hfa)
    gerda = als("gerda")
    sitzungslauf.lade_ein(hfa, wer=gerda, jetzt=JETZT)
    with pytest.raises(NichtBerechtigt):
        sitzungslauf.verlege(hfa, SITZUNG + timedelta(days=9), grund="x", version=None, wer=als("frieda"), jetzt=JETZT)
    gerda = als("gerda")
    spaeter = SITZUNG + timedelta(days=9)
    verschoben = sitzungslauf.verlege(hfa, spaeter, grund="Saal gesperrt", version=None, wer=gerda, jetzt=JETZT)
    assert [eine.satz for eine in verschoben] == [
        "Ladung, Haupt- und Finanzausschuss: bisher Mo 16.03.2026, jetzt Mi 25.03.2026"
    ]
    sitzung = sitzungen.hole(hfa)
    beratung = db.session.scalars(select(Beratung).where(Beratung.geplant_id == hfa)).one()
    assert (sitzung.status, beratung.geplant_am) == ("geplant", date(2026, 4, 2))
    assert [p.code for p in sitzungspruefung.pruefe(sitzung, wer=gerda, heute=JETZT.date())] == [
        "ladung.erneut", "folge.nachher",
    ]  # fmt: skip
    offene = db.session.scalars(select(Frist).where(Frist.sitzung_id == hfa, Frist.zustand == "offen")).all()
    assert [frist.name for frist in offene] == ["Ladung"]
    assert _geschehen(vorlage_id)[-1][1] | {"sitzung": "", "beratung": ""} == {
        "sitzung": "", "beratung": "", "gremium": "Haupt- und Finanzausschuss", "von": "2026-03-24",
        "nach": "2026-04-02", "bemerkung": "Saal gesperrt",
    }  # fmt: skip
    sitzungslauf.verlege(hfa, SITZUNG + timedelta(days=6), grund="x", version=None, wer=gerda, jetzt=JETZT)
    pruefung = sitzungspruefung.pruefe(sitzungen.hole(hfa), wer=gerda, heute=JETZT.date())
    assert [p.satz for p in pruefung if p.code == "folge.abstand"] == [
        "10/001/2026: Zwischen dieser Sitzung und Rat der Stadt am Di 31.03.2026 müssen 3 Tage liegen."
    ]
    frueh = datetime(2026, 3, 5, 16, tzinfo=UTC)
    sitzungslauf.verlege(hfa, frueh, grund="Doch früher", version=None, wer=gerda, jetzt=JETZT)
    codes = [p.code for p in sitzungspruefung.pruefe(sitzungen.hole(hfa), wer=gerda, heute=JETZT.date())]
    assert codes == ["ladung.erneut", "ladung.versaeumt", "abgabe.verspaetet"]


def test_abgesagt_wartet_die_vorlage_auf_die_naechste_sitzung(stadt: Stadt) -> None:
    vorlage_id, sitzung_id = freigegeben(stadt), _sitzung(stadt)
    naechste = _sitzung(stadt, beginn=SITZUNG + timedelta(days=28))
    _nimm_auf(vorlage_id, sitzung_id)
    gerda = als("gerda")
    sitzungslauf.sage_ab(sitzung_id, grund="Sturm", version=None, wer=gerda, jetzt=JETZT)
    assert _geschehen(vorlage_id)[-1][0] == "sitzung_abgesagt"
    kandidaten = tagesordnung.kandidaten(sitzungen.hole(naechste), gerda)
    assert [zeile.vorlage_id for zeile in kandidaten] == [vorlage_id]
    _nimm_auf(vorlage_id, naechste)
    with pytest.raises(EingabeUngueltig, match="noch bevorsteht"):
        sitzungslauf.sage_ab(sitzung_id, grund="Sturm", version=None, wer=gerda, jetzt=JETZT)


def test_eine_reihe_wird_ganz_oder_gar_nicht_angelegt(stadt: Stadt) -> None:
    regel = Reihenregel(
        rhythmus=Rhythmus.MONATLICH, wochentag=Wochentag.FREITAG, von=date(2026, 4, 1), bis=date(2026, 8, 31)
    )
    gerda = als("gerda")
    ids = sitzungsreihen.lege_reihe_an(
        stadt.gremien["HFA"], regel, time(17), ohne={date(2026, 7, 3)}, wer=gerda, jetzt=JETZT
    )
    angelegt = db.session.scalars(select(Sitzung).order_by(Sitzung.beginn)).all()
    assert [sitzung.beginn.date().isoformat() for sitzung in angelegt] == ["2026-06-05", "2026-08-07"]
    assert (len(ids), len({sitzung.serie_id for sitzung in angelegt})) == (2, 1)
    with pytest.raises(NichtBerechtigt):
        sitzungsreihen.lege_reihe_an(stadt.gremien["HFA"], regel, time(17), wer=als("frieda"), jetzt=JETZT)


def test_beschlussfaehig_ist_wer_beim_aufruf_genug_leute_hat(stadt: Stadt) -> None:
    sitzung_id, gerda = _sitzung(stadt), als("gerda")
    top_id = _punkt(sitzung_id, "Haushalt")
    namen = ("Anna Achtsam", "Bernd Bedacht", "Carla Clever", "Dieter Dabei")
    gremienordnung.setze(stadt.gremien["HFA"], Ordnung(), [Sitz(name) for name in namen], wer=gerda)
    sitze = anwesenheiten.mitglieder(stadt.gremien["HFA"])
    geht = SITZUNG + timedelta(hours=1)
    eintraege = [Eintrag(s.name, mitgliedschaft_id=s.id) for s in sitze[:2]]
    eintraege += [
        Eintrag(sitze[2].name, zeiten=((None, geht),), mitgliedschaft_id=sitze[2].id),
        Eintrag(sitze[3].name, stand="entschuldigt", mitgliedschaft_id=sitze[3].id),
        Eintrag("Gustav Gast", "gast", stimmberechtigt=False),
    ]
    anwesenheiten.setze(sitzung_id, eintraege, version=None, wer=gerda)
    anna = anwesenheiten.liste(sitzung_id)[0].id
    zu_beginn = beschlussfaehigkeit.fuer_sitzung(sitzungen.hole(sitzung_id))
    assert (zu_beginn.anwesend, zu_beginn.mitglieder, zu_beginn.noetig, zu_beginn.gegeben) == (3, 4, 3, True)
    tops.aendere(top_id, angaben=Angaben(aufgerufen=geht, befangen=(anna,)), wer=gerda, jetzt=JETZT)
    spaeter = beschlussfaehigkeit.fuer_punkt(tops.lies(top_id, wer=gerda)[0])
    assert (spaeter.anwesend, spaeter.befangen, spaeter.stimmberechtigt, spaeter.gegeben) == (2, 1, 1, False)
    with pytest.raises(EingabeUngueltig, match="Anwesenheitsliste"):
        tops.aendere(top_id, angaben=Angaben(befangen=("x",)), wer=gerda, jetzt=JETZT)
    with pytest.raises(NichtBerechtigt):
        anwesenheiten.lies(sitzungen.hole(sitzung_id), als("frieda"))


def test_stimmen_gegen_die_anwesenheit_und_eine_gemeinsame_sitzung(stadt: Stadt) -> None:
    for gremium, namen in (("HFA", ("Anna", "Bernd", "Carla")), ("Rat", ("Carla", "Dieter", "Eva", "Fritz"))):
        gremienordnung.setze(stadt.gremien[gremium], Ordnung(), [Sitz(name) for name in namen], wer=als("gerda"))
    beide = Station((stadt.gremien["HFA"], stadt.gremien["Rat"]), "Entscheidung")
    vorlage_id, sitzung_id = _beschluss(stadt, beide), _sitzung(stadt)
    allein, gerda = _punkt(sitzung_id, "Nur der Ausschuss"), als("gerda")
    top_id = _nimm_auf(vorlage_id, sitzung_id)
    sitze = anwesenheiten.sitze(sitzungen.hole(sitzung_id))
    assert [sitz.name for sitz in sitze] == ["Anna", "Bernd", "Carla", "Dieter", "Eva", "Fritz"]
    da = [Eintrag(s.name, mitgliedschaft_id=s.id) for s in sitze if s.name in ("Bernd", "Carla", "Dieter")]
    anwesenheiten.setze(sitzung_id, da, version=None, wer=als("gerda"))
    gemeinsam = beschlussfaehigkeit.fuer_punkt(tops.lies(top_id, wer=als("gerda"))[0])
    assert (gemeinsam.anwesend, gemeinsam.gegeben) == (3, False)
    assert [g for g in gemeinsam.gruende if g.startswith("Rat")] == [
        "Rat der Stadt: 2 von 4 stimmberechtigten Mitgliedern sind anwesend, nötig sind 3 (mehr als die Hälfte)."
    ]
    eigener = beschlussfaehigkeit.fuer_punkt(tops.lies(allein, wer=als("gerda"))[0])
    assert (eigener.anwesend, eigener.gegeben) == (2, True)
    bernd = anwesenheiten.liste(sitzung_id)[0].id
    angaben = Angaben(aufgerufen=SITZUNG, befangen=(bernd,))
    ergebnis = Ergebnis(ausgang="angenommen", stimmen=Stimmen(ja=3, nein=0, enthaltung=0, befangen=0))
    gerda = als("gerda")
    hinweise = tops.aendere(top_id, angaben=angaben, ergebnis=ergebnis, wer=gerda, jetzt=JETZT)
    assert [satz.partition(":")[0] for satz in hinweise] == [
        "Nach der Anwesenheitsliste war das Gremium nicht beschlussfähig",
        "Gezählt sind 3 Stimmen; nach der Anwesenheitsliste konnten 2 abstimmen (3 anwesend, davon 1 befangen).",
        "Als befangen gezählt",
    ]
    zu_wenig = Ergebnis(ausgang="angenommen", stimmen=Stimmen(ja=1, nein=0, enthaltung=0))
    hinweise = tops.aendere(top_id, ergebnis=zu_wenig, wer=als("gerda"), jetzt=JETZT)
    assert any("es fehlen 1" in satz for satz in hinweise)


def test_namentlich_stimmt_wer_da_war_und_nie_geheim(stadt: Stadt) -> None:
    namen, gerda = ("Anna", "Bernd", "Carla", "Dieter"), als("gerda")
    gremienordnung.setze(stadt.gremien["HFA"], Ordnung(), [Sitz(name) for name in namen], wer=gerda)
    vorlage_id, sitzung_id = _beschluss(stadt, Station((stadt.gremien["HFA"],), "Entscheidung")), _sitzung(stadt)
    top_id = _nimm_auf(vorlage_id, sitzung_id)

    def trage_ein(*einzelne: Einzelstimme, **werte: Any) -> tuple[str, ...]:
        wahl = werte.pop("wahl", None)
        ergebnis = Ergebnis(ausgang="angenommen", wahl=wahl, stimmen=Stimmen(namentlich=einzelne, **werte))
        return tops.aendere(top_id, ergebnis=ergebnis, wer=als("gerda"), jetzt=JETZT)

    anna, bernd = Einzelstimme("Anna", Stimme.JA), Einzelstimme("Bernd ", Stimme.NEIN)
    with pytest.raises(EingabeUngueltig, match="Gustav Gast konnte hier nicht abstimmen"):
        trage_ein(Einzelstimme("Gustav Gast", Stimme.JA))  # no list yet: the seats count
    anwesenheiten.setze(sitzung_id, [Eintrag(name) for name in namen[:3]], version=None, wer=als("gerda"))
    carla = anwesenheiten.liste(sitzung_id)[2].id
    tops.aendere(top_id, angaben=Angaben(aufgerufen=SITZUNG, befangen=(carla,)), wer=als("gerda"), jetzt=JETZT)
    for falsche, satz, werte in (
        ((Einzelstimme("Dieter", Stimme.JA),), "Dieter konnte hier nicht", {}),
        ((anna, anna), "Anna ist mehrfach genannt", {}),
        ((anna,), "war geheim", {"wahl": {"verfahren": "geheim"}}),
        ((anna,), "war geheim", {"worte": "in geheimer Abstimmung"}),
    ):
        with pytest.raises(EingabeUngueltig, match=satz):
            trage_ein(*falsche, **werte)
    assert trage_ein(anna, bernd, worte="nicht geheim") == (
        "Bei 1 Ja und 1 Nein ist ein Beschluss nicht zustande gekommen.",
    )
    beratung = hole(vorlage_id, als("gerda"))[0].beratungen[0]
    (ganze,) = (abstimmung for abstimmung in beratung.abstimmungen if abstimmung.gilt)
    assert (ganze.ja, ganze.nein, ganze.enthaltung, ganze.befangen) == (1, 1, 0, 1)
    assert ganze.namentlich == [
        {"name": "Anna", "stimme": "ja"}, {"name": "Bernd", "stimme": "nein"}, {"name": "Carla", "stimme": "befangen"},
    ]  # fmt: skip
    hinweise = trage_ein(Einzelstimme("Carla", Stimme.JA), bernd, ja=2, nein=1, enthaltung=0)
    assert hinweise[-3:] == (
        "Gezählt: 2 Ja; namentlich genannt: 1.",
        "Als befangen vermerkt, aber mit Stimme genannt: Carla.",
        "Namentlich fehlt: Anna.",
    )
    danach = SITZUNG + timedelta(days=1)
    gedruckt = _text(niederschriften.drucke(sitzung_id, nur_oeffentlich=False, wer=als("gerda"), jetzt=danach).inhalt)
    assert "Namentlich: Ja: Carla; Nein: Bernd" in gedruckt
    beratung = hole(vorlage_id, als("gerda"))[0].beratungen[0]
    offen = oeffentlich.beratungen([hole(vorlage_id, als("gerda"))[0]])[vorlage_id][0].abstimmungen
    assert [(eine.gilt, len(eine.namentlich or ())) for eine in offen] == [(False, 0), (True, 2)]
    assert [len(eine.namentlich or ()) for eine in beratung.abstimmungen] == [3, 2]


def test_ueber_eine_liste_wird_einmal_abgestimmt_und_die_niederschrift_weiss_es(app: Flask, stadt: Stadt) -> None:
    sitzung_id, gerda = _sitzung(stadt), als("gerda")
    oeffentlich = freigegeben(stadt)
    geheim = freigegeben(
        stadt, betreff="GEHEIM Ankauf", oeffentlich=False, begruendung_nichtoeffentlich="Vertragsverhandlung"
    )
    for top_id in (_nimm_auf(oeffentlich, sitzung_id), _nimm_auf(geheim, sitzung_id)):
        protokoll = "<p>Ohne Aussprache.</p>"
        tops.aendere(top_id, angaben=Angaben(en_bloc="A", protokoll=protokoll), wer=als("gerda"), jetzt=JETZT)
    ergebnis = Ergebnis(ergebnis="zur Kenntnis genommen", ausgang="kenntnis_genommen", stimmen=Stimmen(ja=12, nein=0))
    gerda = als("gerda")
    en_bloc.stimme_ab(sitzung_id, "A", ergebnis, version=_version(sitzung_id), wer=gerda, jetzt=JETZT)
    assert {top.ausgang for top in sitzungen.hole(sitzung_id).tops} == {"kenntnis_genommen"}
    with pytest.raises(EingabeUngueltig, match="nichts Offenes"):
        en_bloc.stimme_ab(sitzung_id, "A", ergebnis, version=None, wer=gerda, jetzt=JETZT)
    danach = SITZUNG + timedelta(days=1)
    with pytest.raises(NichtGefunden):
        niederschriften.drucke(sitzung_id, nur_oeffentlich=True, wer=als("niemand"), jetzt=danach)
    gerda = als("gerda")
    sitzungslauf.schliesse(
        sitzung_id, ende=SITZUNG + timedelta(hours=2), vorsitz="Anna Achtsam", schriftfuehrung="Gerda Glocke",
        version=None, wer=gerda, jetzt=danach,
    )  # fmt: skip
    niederschriften.gib_frei(sitzung_id, version=None, wer=gerda, jetzt=danach)
    ganz = _text(niederschriften.drucke(sitzung_id, nur_oeffentlich=False, wer=gerda, jetzt=danach).inhalt)
    assert [wort in ganz for wort in ("GEHEIM Ankauf", "12 Ja, 0 Nein", "Ohne Aussprache.", "Anna Achtsam")] == [
        True
    ] * 4
    niemand = als("niemand")
    fuer_alle = _text(niederschriften.drucke(sitzung_id, nur_oeffentlich=False, wer=niemand, jetzt=danach).inhalt)
    assert ("Sachstand Datennetz" in fuer_alle, "GEHEIM" in fuer_alle, "Nichtöffentlicher Teil" in fuer_alle) == (
        True, False, False,
    )  # fmt: skip
    o, n = (top.id for top in sitzungen.hole(sitzung_id).tops)
    assert "Der Ausschuss nimmt Kenntnis." in _text(niederschriften.auszug(o, wer=niemand, jetzt=danach).inhalt)
    with pytest.raises(NichtGefunden):
        niederschriften.auszug(n, wer=niemand, jetzt=danach)


def _beschluss(stadt: Stadt, station: Station) -> str:
    text = "<p>Der Rat beschließt den Bau.</p>"
    return freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=[station], beschlussvorschlag=text)


def _sitzung(stadt: Stadt, *, gremium: str = "HFA", beginn: datetime = SITZUNG) -> str:
    return sitzungen.lege_an(stadt.gremien[gremium], beginn, ort="Rathaus", wer=als("gerda"), jetzt=JETZT)


def _punkt(
    sitzung_id: str, titel: str, *, oeffentlich: bool = True, unter_top: str | None = None, spaet: Spaet | None = None
) -> str:
    return tagesordnung.nimm_punkt_auf(
        sitzung_id, titel, oeffentlich=oeffentlich, unter_top=unter_top, spaet=spaet, wer=als("gerda"), jetzt=JETZT
    )


def _nimm_auf(vorlage_id: str, sitzung_id: str, spaet: Spaet | None = None) -> str:
    gerda = als("gerda")
    beratung_id = hole(vorlage_id, gerda)[0].beratungen[0].id
    return tagesordnung.nimm_auf(sitzung_id, beratung_id, spaet=spaet, wer=gerda, jetzt=JETZT)


def _stelle_fest(sitzung_id: str) -> int:
    return tagesordnungsfassungen.stelle_fest(sitzung_id, version=_version(sitzung_id), wer=als("gerda"), jetzt=JETZT)


def _version(sitzung_id: str) -> int:
    db.session.rollback()
    als("gerda")
    return sitzungen.hole(sitzung_id).version


def _ordnung(sitzung_id: str) -> list[str]:
    db.session.rollback()
    als("gerda")
    return [f"{top.zeichen} {top.titel}" for top in sitzungen.hole(sitzung_id).tops]


def _geschehen(vorlage_id: str) -> list[tuple[str, dict[str, str]]]:
    als("gerda")
    assert db.session.get(Vorlage, vorlage_id) is not None
    return [(eintrag.was, json.loads(eintrag.daten)) for eintrag in verlauf.lies(vorlage_id)]


def _text(docx: bytes) -> str:
    return "\n".join(absatz.text for absatz in Document(BytesIO(docx)).paragraphs)

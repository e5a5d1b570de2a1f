"""The desk: signing with one press what was shown, and parts of any length at the same price."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from werkzeug.test import TestResponse

from tests.abfragen import mitgelesen
from tests.web.besuch import Besuch, formular, text, wege
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf, gehe, version, zeichne_fuer_alle
from vorlagen.extensions import db
from vorlagen.models import Vorlage
from vorlagen.services import arbeitskorb, vorlagen
from vorlagen.services.mitzeichnungen import Beteiligung, zeichne
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.wer import Wer

FINANZEN = [{"art": art, "wert": "ja" if art == "finanziell" else "nein", "text": "12.000 EUR"} for art in (
    "finanziell", "personell", "organisatorisch", "kennzahlen", "klima")]  # fmt: skip


def test_ein_knopfdruck_zeichnet_die_gezeigte_fassung_und_der_zweite_nichts_mehr(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = _in_mitzeichnung(stadt)
    berta = besuch("berta")
    korb = berta.hole("/")
    antworten = [_zeichne(berta, korb, vorlage_id) for _ in range(2)]
    assert [(a.status_code, a.headers.get("Location")) for a in antworten] == [(302, "/"), (302, "/")]
    assert "Ihre Mitzeichnung ist gespeichert: Sachstand Datennetz" in text(berta.hole("/"))
    assert {m.amt.nummer: m.votum for m in _vorlage(vorlage_id).mitzeichnungen} == {"20": None, "30": "zugestimmt"}


def test_wer_eine_alte_fassung_im_korb_hat_liest_erst_was_neu_ist(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = _in_mitzeichnung(stadt)
    berta, kai = besuch("berta"), besuch("kai")
    alter_korb = berta.hole("/")
    _zeichne(kai, kai.hole("/"), vorlage_id)
    _gib_geaendert(vorlage_id)
    offene = next(m.id for m in _vorlage(vorlage_id).mitzeichnungen if m.amt.nummer == "30" and m.runde == 2)
    antwort = _zeichne(berta, alter_korb, vorlage_id, mitzeichnung=offene)
    assert antwort.status_code == 409
    unterschied = f"/vorlagen/{vorlage_id}/fassungen/vergleich?von=1&amp;bis=2"
    assert wege(antwort.text, r"/vorlagen/[^\"]+vergleich[^\"]+")[0] == unterschied
    # Kai has signed Fassung 1: the way to exactly what is new stands in his basket, on the paper before its text.
    for seite in (kai.hole("/"), kai.hole(f"/vorlagen/{vorlage_id}")):
        assert unterschied in seite
        assert "Seit Ihrer Zeichnung geändert" in text(seite)
    assert "Seit Ihrer Zeichnung geändert" not in text(berta.hole("/"))


def test_eine_vorgeschriebene_mitzeichnung_wird_im_korb_erst_gefragt(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = _in_mitzeichnung(stadt, auswirkungen=FINANZEN, mitzeichnungen=[])
    kai, pfad = besuch("kai"), f"/vorlagen/{vorlage_id}/mitzeichnung"
    frage = _zeichne(kai, kai.hole("/"), vorlage_id)
    assert (frage.status_code, _vorlage(vorlage_id).mitzeichnungen[0].votum) == (200, None)
    assert "Diese Mitzeichnung ist vorgeschrieben:" in text(frage.text)
    fremd = besuch("berta").sende(pfad, {**formular(frage.text, pfad), **_marke(besuch("berta"))})
    assert fremd.status_code == 404
    assert kai.druecke(pfad, frage.text, bestaetigt="1").headers["Location"] == "/"
    assert _vorlage(vorlage_id).mitzeichnungen[0].votum == "zugestimmt"


@pytest.mark.probe
def test_ein_knopfdruck_gibt_frei_und_fragt_nur_wo_nicht_alle_einfach_zustimmen(besuch: Besucht, stadt: Stadt) -> None:
    glatt, mit_hinweis = (_in_mitzeichnung(stadt, betreff=betreff) for betreff in ("Glatt", "Mit Hinweis"))
    zeichne_fuer_alle(glatt)
    for name, votum in (("kai", "zugestimmt_mit_hinweis"), ("berta", "zugestimmt")):
        wer = als(name)
        vorlage, _ = hole(mit_hinweis, wer)
        seine = next(m for m in vorlage.mitzeichnungen if m.amt_id in (wer.aemter("mitzeichnung") or ()))
        zeichne(mit_hinweis, seine.id, votum=votum, fassung=1, bemerkung="Wer zahlt das?", wer=wer, jetzt=JETZT)
    olaf = besuch("olaf")
    korb = olaf.hole("/")
    assert "Die Vorlage bekommt ihre Nummer." in text(korb)
    for _ in range(2):
        antwort = olaf.druecke(f"/vorlagen/{glatt}/schritte", korb, schritt="freigeben")
        assert antwort.headers["Location"] == "/", "der zweite Druck führt dahin, wo der erste war"
    assert "Jetzt „Freigegeben“: Glatt (10/001/2026)" in text(olaf.hole("/"))
    pfad = f"/vorlagen/{mit_hinweis}/schritte"
    frage = olaf.druecke(pfad, korb, schritt="freigeben")
    assert "20 Kämmerei : zugestimmt mit Hinweis Wer zahlt das?" in text(frage.text)
    assert (frage.status_code, _vorlage(mit_hinweis).status) == (200, "in_freigabe")
    assert olaf.druecke(pfad, frage.text, bestaetigt="1").headers["Location"] == "/"
    assert _vorlage(mit_hinweis).nummer == "10/002/2026"


@pytest.mark.probe
def test_volle_koerbe_haben_seiten_und_kosten_nicht_mehr_fragen(besuch: Besucht, stadt: Stadt) -> None:
    for nr in range(3):
        _in_mitzeichnung(stadt, betreff=f"Netz {nr}")
    frieda, kai = besuch("frieda"), besuch("kai")
    wenige = {(wer, pfad): _fragen(wer, pfad) for wer in (frieda, kai) for pfad in ("/", "/?teil=ueberfaellig")}
    for nr in range(3, 12):
        _in_mitzeichnung(stadt, betreff=f"Netz {nr}", mitzeichnungen=[Beteiligung(stadt.aemter["20"])])
    for (wer, pfad), anzahl in wenige.items():
        assert _fragen(wer, pfad) == anzahl, pfad
    assert "Alle 12 zeigen" in text(frieda.hole("/"))
    teile: list[tuple[Wer, Any]] = [(als("kai"), arbeitskorb.meine), (als("frieda"), arbeitskorb.wartend)]
    for person, teil in teile:
        gesehen: list[str] = []
        nach: str | None = None
        while nach is not None or not gesehen:
            seite = teil(person, heute=JETZT.date(), nach=nach, anzahl=5)
            gesehen += [getattr(zeile, "id", None) or zeile.aufgabe.vorlage_id for zeile in seite.zeilen]
            nach = seite.weiter
        assert (len(gesehen), len(set(gesehen))) == (12, 12)
    with time_machine.travel(JETZT + timedelta(days=5)):
        berta = text(besuch("berta").hole("/"))
        assert "Wartet auf Sie (3) Überfällig (3)" in berta
        spaet = arbeitskorb.ueberfaellig(als("frieda"), heute=JETZT.date() + timedelta(days=5))
        assert {tuple(eine.zu_fragen) for eine in spaet.zeilen} == {("Kai Kassenwart",), ("Berta Buchstab",)}
        assert (len(spaet.zeilen), arbeitskorb.zahlen(als("frieda"), heute=JETZT.date()).ueberfaellig) == (15, 0)
    kai.hole("/?teil=unfug", 404)
    kai.hole("/?teil=meine&nach=unfug", 422)


def _zeichne(wer: Besuch, korb: str, vorlage_id: str, **felder: Any) -> TestResponse:
    return wer.druecke(f"/vorlagen/{vorlage_id}/mitzeichnung", korb, votum="zugestimmt", **felder)


def _in_mitzeichnung(stadt: Stadt, **werte: Any) -> str:
    vorlage_id = entwurf(stadt, **werte)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    return vorlage_id


def _gib_geaendert(vorlage_id: str) -> None:
    gehe(vorlage_id, "zurueckholen", "frieda")
    neu = {"sachverhalt": "<p>Das Netz wächst schnell.</p>", "beschlussvorschlag": "<p>Anders.</p>"}
    vorlagen.aendere(vorlage_id, neu, version=version(vorlage_id, als("frieda")), wer=als("frieda"), jetzt=JETZT)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")


def _marke(wer: Besuch) -> dict[str, str]:
    felder = formular(wer.hole("/konto/abwesenheit"))
    return {name: felder[name] for name in ("csrf_token", "einmal")}


def _fragen(wer: Besuch, pfad: str) -> int:
    """How many statements the page costs."""
    wer.hole(pfad)
    with mitgelesen() as gefragt:
        wer.hole(pfad)
    return len(gefragt)


def _vorlage(vorlage_id: str) -> Vorlage:
    db.session.rollback()
    return hole(vorlage_id, als("adele"))[0]

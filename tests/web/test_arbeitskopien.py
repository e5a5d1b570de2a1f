"""What is typed and not saved: kept beside the draft, offered again, gone with the save, and nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.web.besuch import Besuch, formular, text, wege
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben, version
from vorlagen.extensions import db
from vorlagen.models import Arbeitskopie, Beratung, Vorlage
from vorlagen.services import arbeitskopien, vorlagen
from vorlagen.web.formulare import feldpaare
from vorlagen.web.formulare.entwurf import Entwurf, Verweiszeile
from vorlagen.web.formulare.folge import Stationszeile

NEU = "/vorlagen/neu"


def sichere(wer: Besuch, pfad: str, seite: str, **getippt: Any) -> TestResponse:
    """What the page's script sends a few seconds after a keystroke."""
    felder = formular(seite, pfad)
    for name in [name for name in felder if name.endswith("_text") and not name.startswith("auswirkung")]:
        felder.poplist(name)
    for name, wert in getippt.items():
        felder.setlist(name.replace("__", "-"), [wert])
    return wer.sende(f"{pfad.removesuffix('/bearbeiten')}/arbeitskopie", felder)


def marke_von(wer: Besuch) -> dict[str, str]:
    """What a form of this person must bring along."""
    return {"csrf_token": formular(wer.hole("/konto/zugang"))["csrf_token"]}


@pytest.mark.probe
def test_getipptes_kommt_nach_einem_absturz_wieder_und_geht_mit_dem_speichern(besuch: Besucht, stadt: Stadt) -> None:
    pfad, frieda = f"/vorlagen/{entwurf(stadt)}/bearbeiten", besuch("frieda")
    seite = frieda.hole(pfad)
    leer: dict[str, Any] = {"andere": [], "fehlt": []}
    assert sichere(frieda, pfad, seite).json == {"gesichert": None, **leer}, "nichts getippt, nichts gesichert"
    getippt = {"betreff": "Halb fer", "sachverhalt": "<p>Mitten im</p>", "folge__0__art": "Anhörung"}
    assert sichere(frieda, pfad, seite, **getippt).json == {"gesichert": "10:00 Uhr", **leer}
    wieder = frieda.hole(pfad)
    assert "Sie haben am 02.03.2026, 10:00 Uhr Eingaben gesichert, die noch nicht im Entwurf stehen" in text(wieder)
    assert formular(wieder, pfad)["betreff"] == "Sachstand Datennetz"
    weiter = frieda.hole(wege(wieder, rf"{pfad}\?kopie=[0-9a-f]+")[0])
    felder = formular(weiter, pfad)
    assert (felder["betreff"], felder["sachverhalt"], felder["folge-0-art"]) == tuple(getippt.values())
    assert frieda.druecke(pfad, weiter, aktion="speichern").status_code == 302
    assert "die noch nicht im Entwurf stehen" not in text(frieda.hole(pfad))
    spaet = sichere(frieda, pfad, seite, **getippt)
    assert (spaet.status_code, (spaet.json or {})["schon"]) == (409, True), "was das Fenster davor noch nachschickt"
    assert arbeitskopien.meine(pfad.split("/")[2], wer=als("frieda")) == []


@pytest.mark.probe
def test_eine_neue_vorlage_wartet_auf_der_seite_fuer_neue(besuch: Besucht, stadt: Stadt) -> None:
    frieda = besuch("frieda")
    sichere(frieda, NEU, frieda.hole(NEU), betreff="Turnhalle", folge__0__wo=stadt.gremien["HFA"],
            folge__0__art="Anhörung")  # fmt: skip
    sichere(frieda, NEU, frieda.hole(NEU), betreff="Schwimmbad")
    seite = frieda.hole(NEU)
    assert [satz in text(seite) for satz in ("Turnhalle", "Schwimmbad")] == [True, True], "zwei Fenster, zwei Kopien"
    schwimmbad, turnhalle = wege(seite, r"/vorlagen/neu\?kopie=[0-9a-f]+")
    kopie = schwimmbad.partition("=")[2]
    assert frieda.druecke(f"/vorlagen/arbeitskopien/{kopie}/verwerfen", seite).headers["Location"] == NEU
    noch_einmal = frieda.druecke(f"/vorlagen/arbeitskopien/{kopie}/verwerfen", seite)
    assert (noch_einmal.status_code, frieda.oeffne(schwimmbad).headers["Location"]) == (302, NEU)
    assert "Sie sind schon gespeichert oder verworfen." in text(frieda.hole(NEU))
    weiter = frieda.hole(turnhalle)
    assert frieda.druecke(NEU, weiter, aktion="speichern").status_code == 302
    assert "Eingaben gesichert" not in text(frieda.hole(NEU))
    als("frieda")  # whose town is looked at, whatever the requests before have left
    assert db.session.scalars(select(Vorlage.betreff)).all() == ["Turnhalle"]


@pytest.mark.probe
def test_eine_alte_kopie_wird_mit_dem_entwurf_zusammengefuehrt(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    pfad, frieda = f"/vorlagen/{vorlage_id}/bearbeiten", besuch("frieda")
    sichere(frieda, pfad, frieda.hole(pfad), betreff="Von gestern", aktenzeichen="Az gestern")
    werte = {"betreff": "Von heute", "bearbeiter": "Heute"}
    vorlagen.aendere(vorlage_id, werte, version=version(vorlage_id, als("frieda")), wer=als("frieda"), jetzt=JETZT)
    weiter = frieda.hole(wege(frieda.hole(pfad), rf"{pfad}\?kopie=[0-9a-f]+")[0])
    felder = formular(weiter, pfad)
    assert (felder["betreff"], felder["aktenzeichen"], felder["bearbeiter"]) == ("Von gestern", "Az gestern", "Heute")
    assert 'href="#strittig-betreff"' in weiter
    assert sichere(frieda, pfad, weiter).json == {"gesichert": "10:00 Uhr", "andere": [], "fehlt": []}
    assert len(arbeitskopien.meine(vorlage_id, wer=als("frieda"))) == 1, "die neue tritt an die Stelle der alten"
    noch_einmal = frieda.hole(wege(frieda.hole(pfad), rf"{pfad}\?kopie=[0-9a-f]+")[0])
    assert 'href="#strittig-betreff"' in noch_einmal, "Unentschiedenes wird wieder gefragt"


@pytest.mark.probe
def test_was_noch_fehlt_folgt_dem_getippten_und_nichts_davon_bleibt(besuch: Besucht, stadt: Stadt) -> None:
    frieda, pfad = besuch("frieda"), f"/vorlagen/{entwurf(stadt)}/bearbeiten"
    neu, da = frieda.hole(NEU), frieda.hole(pfad)
    fehlt = {luecke["feld"]: luecke["text"] for luecke in (sichere(frieda, NEU, neu).json or {})["fehlt"]}
    assert (fehlt["betreff"], fehlt["beratungsfolge"]) == ("Der Betreff fehlt.", "Die Beratungsfolge ist leer.")
    getippt = {"betreff": "x" * 4000, "sachverhalt": "", "folge__0__art": ""}
    assert (sichere(frieda, pfad, da, **getippt).json or {})["fehlt"] == [
        {"feld": "sachverhalt", "text": "Der Sachverhalt fehlt."},
        {"feld": "betreff", "text": "Betreff: Höchstens 1000 Zeichen."},
        {"feld": "folge-0-art", "text": "1. Station: Bitte wählen Sie, was das Gremium tun soll."},
    ], "was so nicht zu speichern ist, zählt wie gespeichert und wird gesagt"
    als("frieda")
    db.session.rollback()
    assert db.session.execute(select(Vorlage.betreff, Vorlage.version)).all() == [("Sachstand Datennetz", 1)]
    assert db.session.scalar(select(func.count()).select_from(Beratung)) == 1


@pytest.mark.probe
def test_niemand_sonst_liest_eine_arbeitskopie(besuch: Besucht, stadt: Stadt) -> None:
    pfad, frieda = f"/vorlagen/{entwurf(stadt)}/bearbeiten", besuch("frieda")
    sichere(frieda, pfad, frieda.hole(pfad), betreff="Streng vertraulich")
    (kopie,) = arbeitskopien.meine(pfad.split("/")[2], wer=als("frieda"))
    for name in ("adele", "gerda", "kai"):
        andere = besuch(name)
        marke = {**marke_von(andere), "fenster": "w" * 12}
        assert andere.oeffne(f"{pfad}?kopie={kopie.id}").status_code in (403, 404)
        fremd = andere.sende(f"/vorlagen/arbeitskopien/{kopie.id}/verwerfen", marke)
        keine = andere.sende(f"/vorlagen/arbeitskopien/{'0' * 32}/verwerfen", marke)
        assert (fremd.status_code, fremd.headers["Location"]) == (keine.status_code, keine.headers["Location"])
        for was in ("arbeitskopie", "zeitplan"):
            assert andere.sende(f"{pfad.removesuffix('/bearbeiten')}/{was}", marke).status_code in (403, 404)
    assert arbeitskopien.meine(pfad.split("/")[2], wer=als("frieda")) == [kopie]
    offen = f"/vorlagen/{freigegeben(stadt, aktenzeichen='Innen 7')}/bearbeiten"
    for was in ("station-neu", "speichern"):
        antwort = besuch("kai").sende(offen, {**marke_von(besuch("kai")), "version": "1", "aktion": was})
        assert (antwort.status_code, "Innen 7" in antwort.text) == (403, False), "ein Abgleich zeigt nur dem Amt etwas"


def test_wer_denselben_entwurf_offen_hat_wird_genannt(besuch: Besucht, stadt: Stadt) -> None:
    pfad, frieda = f"/vorlagen/{entwurf(stadt)}/bearbeiten", besuch("frieda")
    lebenszeichen = {"lebenszeichen": "1"}
    seite = frieda.hole(pfad)
    sichere(frieda, pfad, seite, **lebenszeichen)
    zweites = frieda.hole(pfad)
    satz = "Sie haben diesen Entwurf noch in einem anderen Fenster offen (seit 10:00 Uhr)."
    assert satz in text(zweites)
    with time_machine.travel(JETZT + timedelta(minutes=4)):
        assert sichere(frieda, pfad, zweites, **lebenszeichen).json == {"gesichert": None, "andere": [satz]}
    with time_machine.travel(JETZT + timedelta(minutes=6)):
        assert sichere(frieda, pfad, zweites, **lebenszeichen).json == {"gesichert": None, "andere": []}
        sichere(frieda, pfad, zweites, lebenszeichen="1", schluss="1")
        assert sichere(frieda, pfad, seite, **lebenszeichen).json == {"gesichert": None, "andere": []}
    arbeitskopien.zeige_dich(pfad.split("/")[2], "w" * 12, wer=als("frieda"), jetzt=JETZT + timedelta(days=3))
    assert db.session.scalar(select(func.count()).select_from(Arbeitskopie)) == 1, "alte leere Fenster gehen"


def test_die_feldpaare_sagen_den_ganzen_entwurf() -> None:
    station = Stationszeile(wo="a+b@2026-07-01", art="Wahl", nichtoeffentlich=True, grund="Personal", zugleich=True,
                            wartet="auswahl", abstand="7", intern=True, auf=("x", "y"), schluessel="neu-1")  # fmt: skip
    entwurf_ = Entwurf(
        art="Alles", federfuehrend="amt", oeffentlich="ja", einfach={"betreff": "B"},
        richtext={"sachverhalt": "<p>S</p>"},
        auswirkungen={"klima": ("nein", "kühl")}, folge=(station, Stationszeile(id="1", wo="c")), mitzeichnung=("20",),
        umlauf={"20": ("2", "5")}, verweise=(Verweiszeile("ersetzt", "1/26", "z"),),
    )  # fmt: skip
    gelesen = feldpaare.aus_text(feldpaare.als_text(entwurf_), ())
    assert gelesen is not None
    assert feldpaare.als_paare(gelesen) != []
    for name in ("art", "federfuehrend", "oeffentlich", "folge", "mitzeichnung", "umlauf", "verweise"):
        assert getattr(gelesen, name) == getattr(entwurf_, name), name
    assert (gelesen.einfach["betreff"], gelesen.richtext["sachverhalt"]) == ("B", "<p>S</p>")
    assert gelesen.auswirkungen["klima"] == ("nein", "kühl")
    assert [feldpaare.aus_text(text, ()) for text in ("", "{", "[1]", '[["a", 1]]')] == [None] * 4

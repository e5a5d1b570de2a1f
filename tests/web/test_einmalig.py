"""A double click makes one: forms that create something carry a word that counts once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from tests.web.besuch import formular
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als
from vorlagen.extensions import db
from vorlagen.models import Sitzung, Tagesordnungspunkt, Vorlage
from vorlagen.services import sitzungen

WANN = {"datum": "2026-04-21", "uhrzeit": "17:00", "ort": "Rathaus"}


def _anzahl(tabelle: type[Sitzung | Tagesordnungspunkt | Vorlage]) -> int:
    als("adele")
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(tabelle)) or 0


def test_ein_doppelklick_legt_eine_sitzung_einen_punkt_und_einen_entwurf_an(besuch: Besucht, stadt: Stadt) -> None:
    gerda, frieda = besuch("gerda"), besuch("frieda")
    felder = {**formular(gerda.hole("/sitzungen/neu")), "gremium": stadt.gremien["HFA"], **WANN}
    erste, zweite = (gerda.sende("/sitzungen/neu", felder) for _ in range(2))
    assert (erste.status_code, erste.location) == (302, zweite.location)
    assert _anzahl(Sitzung) == 1
    assert formular(gerda.hole("/sitzungen/neu"))["einmal"] != felder["einmal"]
    seite = gerda.hole(erste.location)
    anders = felder | {"datum": "2026-04-22"}
    assert gerda.sende("/sitzungen/neu", anders).location != erste.location
    assert _anzahl(Sitzung) == 2
    ziel = f"{erste.location}/punkte"
    punkt = {**formular(seite, ziel), "titel": "Mitteilungen", "teil": "oeffentlich"}
    assert [gerda.sende(ziel, punkt).status_code for _ in range(2)] == [302, 302]
    assert _anzahl(Tagesordnungspunkt) == 1
    neu = {**formular(frieda.hole("/vorlagen/neu")), "betreff": "Turnhalle", "aktion": "speichern"}
    assert len({frieda.sende("/vorlagen/neu", neu).location for _ in range(2)}) == 1
    assert _anzahl(Vorlage) == 1


def test_was_abgelehnt_wurde_verbraucht_nichts(besuch: Besucht, stadt: Stadt) -> None:
    gerda = besuch("gerda")
    felder = {**formular(gerda.hole("/sitzungen/neu")), "gremium": stadt.gremien["HFA"], **WANN, "datum": "morgen"}
    assert gerda.sende("/sitzungen/neu", felder).status_code == 422
    assert gerda.sende("/sitzungen/neu", felder | {"datum": "2026-04-21"}).status_code == 302
    wer, beginn = als("gerda"), JETZT + timedelta(days=30)
    sitzung_id = sitzungen.lege_an(stadt.gremien["HFA"], beginn, wer=wer, jetzt=JETZT)
    ziel = f"/sitzungen/{sitzung_id}/punkte"
    leer = {**formular(gerda.hole(f"/sitzungen/{sitzung_id}"), ziel), "titel": ""}
    assert [gerda.sende(ziel, leer).status_code for _ in range(2)] == [422, 422]
    assert besuch("frieda").sende("/sitzungen/neu", felder).status_code in (400, 403, 422)

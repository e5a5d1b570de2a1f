"""Whose access the administration of a town may touch, and what strangers cannot do to somebody's links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.test_passwoerter import GEHEIM, NEUES
from tests.welt import JETZT, Stadt, als
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import LinkUngueltig, NichtBerechtigt
from vorlagen.models import Einmallink, Person, Postausgang
from vorlagen.services import einmallinks, passwoerter, personen, personenloeschung, zugaenge
from vorlagen.services.personen import Angaben
from vorlagen.services.wer import Wer


def test_wer_die_installation_betreut_ist_nicht_in_der_hand_einer_stadt(stadt: Stadt) -> None:
    """Their key is to all towns; a town's Verwaltung that sent their link elsewhere would have it."""
    gerda = _setze("gerda", "installation", True)
    neu = Angaben(name="Gerda Glocke", mail="adele@example.org", amt_id=None)
    versuche: list[Callable[[Wer], object]] = [
        lambda wer: personen.aendere(gerda, neu, gesehen=None, wer=wer, jetzt=JETZT),
        lambda wer: zugaenge.lade_ein(gerda, geheimnis=GEHEIM, wer=wer, jetzt=JETZT),
        lambda wer: zugaenge.setze_faktor_zurueck(gerda, wer=wer, jetzt=JETZT),
        lambda wer: zugaenge.melde_ueberall_ab(gerda, wer=wer, jetzt=JETZT),
        lambda wer: personenloeschung.loesche(gerda, grund="Az. 1", wer=wer, jetzt=JETZT),
        lambda wer: zugaenge.sperre(gerda, wer=wer, jetzt=JETZT),
        lambda wer: zugaenge.entsperre(gerda, wer=wer, jetzt=JETZT),
    ]
    for versuch in versuche:
        with pytest.raises(NichtBerechtigt, match="betreut die Installation"):
            versuch(als("adele"))
    assert _post() == []
    personen.aendere(gerda, replace(neu, mail="gerda@example.org"), gesehen=None, wer=als("adele"), jetzt=JETZT)
    versuche[0](replace(als("adele"), installation=True))
    versuche[5](zugaenge.im_betrieb("gerda")[1])
    assert not db.session.get_one(Person, gerda).aktiv


def test_von_einer_neuen_mailadresse_erfaehrt_die_alte_und_alte_links_gelten_nicht_mehr(stadt: Stadt) -> None:
    gerda = als("gerda").id
    pfad = zugaenge.lade_ein(gerda, geheimnis=GEHEIM, wer=als("adele"), jetzt=JETZT)
    neu = Angaben(name="Gerda Glocke", mail="glocke@example.org", amt_id=None)
    personen.aendere(gerda, neu, gesehen=None, wer=als("adele"), jetzt=JETZT)
    assert _post()[-1] == ("gerda@example.org", "Ihre Mailadresse wurde geändert")
    with pytest.raises(LinkUngueltig):
        passwoerter.setze_mit_link(pfad.rpartition("/")[2], NEUES, jetzt=JETZT)


def test_wer_in_fremdem_namen_nach_einem_passwort_fragt_nimmt_niemandem_die_einladung(stadt: Stadt) -> None:
    gerda = _setze("gerda", "passwort", None)
    for _ in range(einmallinks.JE_STUNDE):
        passwoerter.wuensche_neues("gerda", jetzt=JETZT)
    sicht_oeffnen(ALLE)
    assert passwoerter.erfuelle_wuensche(geheimnis=GEHEIM, jetzt=JETZT) == einmallinks.JE_STUNDE
    links = db.session.execute(select(Einmallink.zweck, Einmallink.gueltig_bis).distinct()).all()
    assert [tuple(link) for link in links] == [("einladung", JETZT + timedelta(days=7))]
    assert zugaenge.lade_ein(gerda, geheimnis=GEHEIM, wer=als("adele"), jetzt=JETZT)


def _setze(anmeldename: str, feld: str, wert: object) -> str:
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        person = sitzung.scalars(select(Person).where(Person.anmeldename == anmeldename)).one()
        setattr(person, feld, wert)
        return person.id


def _post() -> list[tuple[str, str]]:
    sicht_oeffnen(ALLE)
    zeilen = db.session.execute(select(Postausgang.an, Postausgang.inhalt).order_by(Postausgang.id)).all()
    return [(zeile.an, zeile.inhalt["betreff"]) for zeile in zeilen]

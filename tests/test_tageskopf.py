"""The daily head: every day once, over everything that was there, and out of the house where somebody keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from flask import current_app
from sqlalchemy import delete, select, update

from tests.gleichzeitig import lasse_laufen
from tests.welt import JETZT, Stadt, als, baue_stadt, entwurf, freigegeben
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Kettenende, Postausgang, Protokolleintrag, Tageskopf
from vorlagen.services import kopfpost, protokoll, tageskopf, verlaufspruefung
from vorlagen.services.protokoll import Ereignis
from vorlagen.services.wer import Wer
from vorlagen.siegel import Kopfbuch, gueltig, kettenblatt, lade, wurzel

NACHTS = datetime(2026, 3, 2, 23, 0, 5, tzinfo=UTC)
"""Five seconds into the third of March in Berlin."""


def schliesse_ab(ort: Path, jetzt: datetime) -> int:
    sicht_oeffnen(ALLE)
    return tageskopf.schliesse_ab(lade(ort), Kopfbuch(ort), jetzt=jetzt)


def koepfe(stadt: Stadt) -> list[Tageskopf]:
    sicht_oeffnen(ALLE)
    db.session.rollback()
    return list(reversed(tageskopf.neueste(stadt.koerperschaft_id)))


def test_jeder_tag_bekommt_einen_kopf_auch_nachtraeglich(stadt: Stadt, tmp_path: Path) -> None:
    assert schliesse_ab(tmp_path, NACHTS) == 0  # nothing has happened yet
    erste = freigegeben(stadt)
    assert schliesse_ab(tmp_path, JETZT) == 0  # the day is not over
    assert [schliesse_ab(tmp_path, NACHTS), schliesse_ab(tmp_path, NACHTS)] == [1, 0]
    zweite = entwurf(stadt, jetzt=JETZT + timedelta(days=2))
    assert schliesse_ab(tmp_path, NACHTS + timedelta(days=4)) == 4
    alle = koepfe(stadt)
    assert [(k.nr, k.tag.day, k.vorlagen) for k in alle] == [(1, 2, 1), (2, 3, 1), (3, 4, 2), (4, 5, 2), (5, 6, 2)]
    assert [k.vorher for k in alle] == ["0" * 64, *(k.hash for k in alle[:-1])]
    assert all(gueltig(tageskopf.als_kopf(k)) for k in alle)
    enden = db.session.execute(tageskopf.enden(stadt.koerperschaft_id)).all()
    assert [(e.vorlage_id, e.nr, e.stelle) for e in enden] == [(erste, 6, 0), (zweite, 1, 1)]
    assert alle[-1].wurzel == wurzel(kettenblatt(e.vorlage_id, e.nr, e.hash) for e in enden).hex()
    assert alle[0].wurzel == alle[1].wurzel != alle[2].wurzel
    assert db.session.scalars(select(Kettenende.tag).order_by(Kettenende.tag)).all() == [
        date(2026, 3, 2), date(2026, 3, 4),
    ]  # fmt: skip


def test_der_kopf_deckt_das_protokoll_und_jede_stadt_hat_ihren(stadt: Stadt, tmp_path: Path) -> None:
    baue_stadt("nachbar", "Stadt Nachbarstadt", vorsilbe="n-")
    adele = als("adele")
    with transaction():
        for stunden in (0, 1, 20):  # the last one is dated on the next day
            zeit = JETZT + timedelta(hours=stunden)
            protokoll.schreibe(Ereignis.EINSTELLUNG_GEAENDERT, wer=adele, jetzt=zeit)
    assert schliesse_ab(tmp_path, NACHTS) == 1
    assert [(k.protokoll, k.vorlagen) for k in koepfe(stadt)] == [(2, 0)]
    assert schliesse_ab(tmp_path, NACHTS + timedelta(days=1)) == 1
    assert [k.protokoll for k in koepfe(stadt)] == [2, 1]
    gedeckt = select(Protokolleintrag.kopf).order_by(Protokolleintrag.zeit)
    assert [tag and tag.day for tag in db.session.scalars(gedeckt)] == [2, 2, 3]


def test_der_kopf_geht_an_wen_die_stadt_ihn_schicken_laesst(stadt: Stadt, tmp_path: Path) -> None:
    sicht_oeffnen(ALLE)
    with pytest.raises(EingabeUngueltig):
        kopfpost.setze_empfaenger(stadt.koerperschaft_id, ["kein mensch"], jetzt=JETZT)
    ziele = ["archiv@example.org", "pruefung@example.net", "archiv@example.org"]
    kopfpost.setze_empfaenger(stadt.koerperschaft_id, ziele, jetzt=JETZT)
    assert schliesse_ab(tmp_path, NACHTS) == 1
    kopf = koepfe(stadt)[0]
    post = db.session.execute(select(Postausgang.an, Postausgang.inhalt).order_by(Postausgang.an)).all()
    assert [an for an, _ in post] == ["archiv@example.org", "pruefung@example.net"]
    assert kopfpost.gruppen(kopf.hash) in post[0].inhalt["text"]
    assert kopf.protokoll == 1  # the change of the setting itself
    with transaction() as sitzung:  # somebody takes the head away, rewrites the day and lets the clock sign it again
        sitzung.execute(delete(Tageskopf))
        sitzung.execute(update(Protokolleintrag).values(kopf=None, was="person_geaendert"))
    bezeugt = Kopfbuch(tmp_path).letzter(stadt.koerperschaft_id)
    assert schliesse_ab(tmp_path, NACHTS) == 0, "was das Kopfbuch kennt, wird nicht noch einmal unterschrieben"
    befund = verlaufspruefung.pruefe_datenbank(stadt.koerperschaft_id, lade(tmp_path), bezeugt=bezeugt)
    assert [bruch.satz for bruch in befund.brueche] == ["Der aufbewahrte Tageskopf ist nicht dabei: Das Ende fehlt."]
    (tmp_path / "tageskopfbuch").rename(tmp_path / "tageskopfbuch.alt")
    assert schliesse_ab(tmp_path, NACHTS) == 1
    assert len({inhalt["text"] for (inhalt,) in db.session.execute(select(Postausgang.inhalt))}) == 2


def _schlage_oft(_wer: Wer, male: int) -> Iterator[Callable[[], object]]:
    ort = current_app.config["EINSTELLUNGEN"].instance
    for tag in range(male):
        yield partial(schliesse_ab, ort, NACHTS + timedelta(days=tag))


@pytest.mark.probe
def test_viele_uhren_machen_jeden_kopf_einmal(stadt: Stadt, einstellungen: Einstellungen, tmp_path: Path) -> None:
    freigegeben(stadt)
    lade(tmp_path)
    lasse_laufen(einstellungen, [(_schlage_oft, ("adele", 4))] * 4)
    assert [(k.nr, k.tag.day) for k in koepfe(stadt)] == [(1, 2), (2, 3), (3, 4), (4, 5)]

"""Two people at once, as real processes: nothing stuck, doubled, skipped or lost, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import insert, select

from tests.gleichzeitig import lasse_laufen
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben, gehe, version, zeichne_fuer_alle
from vorlagen.config import Einstellungen
from vorlagen.extensions import db, neue_id
from vorlagen.models import Vorlage
from vorlagen.services import folgen, mitzeichnungen, schritte, verlauf, vorlagen
from vorlagen.services.sichtbarkeit import hole, laufende_mitzeichnungen
from vorlagen.services.wer import Wer

pytestmark = pytest.mark.probe

Griffe = Iterator[Callable[[], object]]


def unterschreibe(wer: Wer, vorlage_ids: list[str]) -> Griffe:
    for vorlage_id in vorlage_ids:
        vorlage, _ = hole(vorlage_id, wer)
        meine = next(m for m in laufende_mitzeichnungen(vorlage) if m.amt_id in (wer.aemter("mitzeichnung") or ()))
        griff = partial(mitzeichnungen.zeichne, vorlage_id, meine.id, votum="zugestimmt", fassung=vorlage.fassung)
        db.session.rollback()
        yield partial(griff, wer=wer, jetzt=JETZT)


def gehe_schritt(wer: Wer, vorlage_ids: list[str], schritt: str, gesehen: list[int]) -> Griffe:
    for vorlage_id, gesehene in zip(vorlage_ids, gesehen, strict=True):
        yield partial(schritte.gehe, vorlage_id, schritt, version=gesehene, wer=wer, jetzt=JETZT, bemerkung="weil")


def gib_frei(wer: Wer, vorlage_ids: list[str]) -> Griffe:
    for vorlage_id in vorlage_ids:
        gesehen = version(vorlage_id, wer)
        db.session.rollback()
        yield partial(schritte.gehe, vorlage_id, "freigeben", version=gesehen, wer=wer, jetzt=JETZT)


def aendere_betreff(wer: Wer, vorlage_id: str, gesehen: int, betreff: str) -> Griffe:
    yield partial(vorlagen.aendere, vorlage_id, {"betreff": betreff}, version=gesehen, wer=wer, jetzt=JETZT)


def test_zwei_letzte_mitzeichnende_zugleich_lassen_nichts_liegen(
    app: Flask, stadt: Stadt, einstellungen: Einstellungen
) -> None:
    ids = [entwurf(stadt) for _ in range(12)]
    for vorlage_id in ids:
        gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    db.session.rollback()
    meldungen = lasse_laufen(einstellungen, [(unterschreibe, ("kai", ids)), (unterschreibe, ("berta", ids))])
    assert meldungen == [["ok"] * 12, ["ok"] * 12]
    assert {hole(vorlage_id, als("olaf"))[0].status for vorlage_id in ids} == {"in_freigabe"}
    assert verlauf.pruefe_alle()[1] == []


def test_von_zwei_widerspruechlichen_schritten_geschieht_genau_einer(
    app: Flask, stadt: Stadt, einstellungen: Einstellungen
) -> None:
    ids = [entwurf(stadt) for _ in range(10)]
    for vorlage_id in ids:
        gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
        zeichne_fuer_alle(vorlage_id)
    gesehen = [version(vorlage_id, als("olaf")) for vorlage_id in ids]
    db.session.rollback()
    olaf, frieda = lasse_laufen(
        einstellungen,
        [
            (gehe_schritt, ("olaf", ids, "freigeben", gesehen)),
            (gehe_schritt, ("frieda", ids, "zurueckholen", gesehen)),
        ],
    )
    for eine, andere, vorlage_id in zip(olaf, frieda, ids, strict=True):
        assert sorted((eine, andere)) == ["ZwischenzeitlichGeaendert", "ok"]
        assert hole(vorlage_id, als("frieda"))[0].status == ("freigegeben" if eine == "ok" else "entwurf")
    assert verlauf.pruefe_alle()[1] == []


def test_zweihundert_freigaben_zugleich_vergeben_jede_nummer_genau_einmal(
    app: Flask, stadt: Stadt, einstellungen: Einstellungen
) -> None:
    ids = _in_freigabe(stadt, 200)
    meldungen = lasse_laufen(einstellungen, [(gib_frei, ("olaf", ids[teil::4])) for teil in range(4)])
    assert meldungen == [["ok"] * 50] * 4
    als("adele")
    nummern = db.session.scalars(select(Vorlage.nummer).order_by(Vorlage.nummer)).all()
    assert nummern == [f"10/{nr:03d}/2026" for nr in range(1, 201)]


def _in_freigabe(stadt: Stadt, anzahl: int) -> list[str]:
    """That many papers that wait for their release: one went there, the others are its copies."""
    muster = entwurf(stadt, mitzeichnungen=[])
    gehe(muster, "zur_mitzeichnung_geben", "frieda")
    zeile = db.session.execute(select(Vorlage.__table__).where(Vorlage.id == muster)).mappings().one()
    ids = [muster, *(neue_id() for _ in range(anzahl - 1))]
    db.session.execute(insert(Vorlage), [{**zeile, "id": vorlage_id} for vorlage_id in ids[1:]])
    db.session.commit()
    return ids


def test_wer_als_zweite_speichert_ueberschreibt_niemanden(
    app: Flask, stadt: Stadt, einstellungen: Einstellungen
) -> None:
    vorlage_id = entwurf(stadt)
    gesehen = version(vorlage_id, als("frieda"))
    db.session.rollback()
    auftraege = [(aendere_betreff, ("frieda", vorlage_id, gesehen, f"Fassung {nr}")) for nr in range(4)]
    meldungen = [einzeln for (einzeln,) in lasse_laufen(einstellungen, auftraege)]
    assert sorted(meldungen) == ["ZwischenzeitlichGeaendert"] * 3 + ["ok"]
    assert hole(vorlage_id, als("frieda"))[0].betreff == f"Fassung {meldungen.index('ok')}"


def test_eine_gescheiterte_freigabe_gibt_ihre_nummer_zurueck(stadt: Stadt, monkeypatch: pytest.MonkeyPatch) -> None:
    freigegeben(stadt)
    zweite = entwurf(stadt, mitzeichnungen=[])
    gehe(zweite, "zur_mitzeichnung_geben", "frieda")
    with monkeypatch.context() as stoerung:
        stoerung.setattr(folgen, "bestelle_dokument", _stuerzt_ab)
        with pytest.raises(RuntimeError):
            gehe(zweite, "freigeben", "olaf")
    assert hole(zweite, als("olaf"))[0].nummer is None
    gehe(zweite, "freigeben", "olaf")
    assert hole(zweite, als("olaf"))[0].nummer == "10/002/2026"


def _stuerzt_ab(*_worte: object, **_namen: object) -> None:
    raise RuntimeError

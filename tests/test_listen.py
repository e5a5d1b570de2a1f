"""The list of papers where some are seen in full and some as everybody sees them: two clocks, one order."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from tests.welt import JETZT, Stadt, als, entwurf, gehe, zeichne_fuer_alle
from vorlagen.extensions import db, transaction
from vorlagen.models import Beratung, Koerperschaft, Vorlage
from vorlagen.services import bezeichnungen, listen, zeichenzeiten
from vorlagen.services.listen import Filter
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.services.wer import Wer


@pytest.mark.probe
def test_jede_person_sieht_die_reihenfolge_die_sie_kennen_darf(stadt: Stadt) -> None:
    papiere = _oeffentliche(stadt, 4)
    seit = Filter(seit=JETZT + timedelta(days=1))
    # Changed inside in the opposite order, long after they came out.
    gesehen = {name: _durch_alle_seiten(als(name), 2) for name in ("niemand", "kai", "frieda", "gerda", "adele")}
    assert gesehen["niemand"] == list(reversed(papiere))
    assert gesehen["frieda"] == gesehen["gerda"] == gesehen["adele"] == papiere
    assert gesehen["kai"] == [papiere[0], papiere[2], papiere[3], papiere[1]]
    for name, findet in (("niemand", []), ("kai", papiere[0::2]), ("frieda", papiere)):
        seiten = [listen.liste(als(name), seit, anzahl=anzahl) for anzahl in (50, 1)]
        assert [zeile.id for zeile in seiten[0].zeilen] == findet
        assert [zeile.id for zeile in seiten[1].zeilen] == findet[:1]
        assert all(zeile.geaendert > JETZT + timedelta(days=1) for zeile in seiten[0].zeilen)
    zeiten = {zeile.id: zeile.geaendert for zeile in listen.liste(als("kai"), Filter()).zeilen}
    assert [zeiten[kennung] for kennung in papiere[1::2]] == [JETZT + timedelta(minutes=nr) for nr in (2, 4)]


def test_jede_suche_geht_ihren_index_entlang(stadt: Stadt) -> None:
    _oeffentliche(stadt, 3)
    for name in ("niemand", "kai", "gerda"):
        wer, plaene = als(name), []
        weiter = listen.liste(wer, Filter(), anzahl=1).weiter
        for satz, werte in fragen_von(lambda wer=wer, nach=weiter: listen.liste(wer, Filter(), nach=nach, anzahl=1))[
            :2
        ]:
            plaene.append(plan_von(satz, werte))
        assert {index for index in ("ix_vorlage_liste_aussen", "ix_vorlage_liste ") if index in "".join(plaene)} == {
            "ix_vorlage_liste_aussen",
            "ix_vorlage_liste ",
        }, plaene
        assert not [plan for plan in plaene if "Sort" in plan or "ORDER BY" in plan], plaene


def test_eine_vorlage_zu_oeffnen_liest_nicht_im_archiv(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    frieda = als("frieda")
    db.session.expunge_all()
    fragen = fragen_von(lambda: hole(vorlage_id, frieda), von="")
    plaene = [plan_von(satz, werte) for satz, werte in fragen]
    assert len(plaene) > 3
    assert not [plan for plan in plaene if re.search("MATERIALIZE|AUTOMATIC|SCAN|Seq Scan", plan)], plaene


def test_was_ueblich_ist_und_was_bezeichnungen_bedeuten_liest_nicht_im_archiv(stadt: Stadt) -> None:
    _oeffentliche(stadt, 2)
    als("adele")
    with transaction() as sitzung:
        for beratung, wort in zip(sitzung.scalars(select(Beratung)), ("Vertagt ", "geschoben"), strict=False):
            beratung.ergebnis, beratung.oeffentlich = wort, True
    adele, hier = als("adele"), db.session.get_one(Koerperschaft, stadt.koerperschaft_id)
    assert bezeichnungen.gebrauch(adele).stehen == {"vertagt", "geschoben"}
    (frage,) = fragen_von(lambda: zeichenzeiten.uebliche(hier, None), von="(SELECT vorlage")
    fragen = [frage, *fragen_von(lambda: bezeichnungen.gebrauch(adele), von="beratung")]
    erwartet = ["ix_vorlage_freigegeben", "ix_beratung_unbestimmt", "ix_beratung_ergebnis"]
    if db.engine.dialect.name == "sqlite":  # of two papers it takes any index; of many it counts first
        fragen, erwartet = fragen[1:], erwartet[1:]
    plaene = [plan_von(satz, werte) for satz, werte in fragen]
    assert [index in plan for index, plan in zip(erwartet, plaene, strict=True)] == [True] * len(fragen), plaene


def _oeffentliche(stadt: Stadt, anzahl: int) -> list[str]:
    """Released a minute apart, every other one co-signed by Kai; since then each was changed inside."""
    papiere = [entwurf(stadt, mitzeichnungen=[]) if nr % 2 else entwurf(stadt) for nr in range(anzahl)]
    for nr, vorlage_id in enumerate(papiere):
        gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
        if nr % 2 == 0:
            zeichne_fuer_alle(vorlage_id)
        gehe(vorlage_id, "freigeben", "olaf", jetzt=JETZT + timedelta(minutes=nr + 1))
    als("adele")
    with transaction() as sitzung:
        for nr, vorlage_id in enumerate(papiere):
            vorlage = sitzung.get_one(Vorlage, vorlage_id)
            vorlage.geaendert, vorlage.version = JETZT + timedelta(days=30 - nr), vorlage.version + 1
    return papiere


def _durch_alle_seiten(wer: Wer, anzahl: int) -> list[str]:
    """Both lists page by page; they must agree, and so must what is said of the person's sight."""
    ids: list[str] = []
    nach = None
    while True:
        seite = listen.liste(wer, Filter(), nach=nach, anzahl=anzahl)
        ganze = listen.liste_ganz(wer, Filter(), nach=nach, anzahl=anzahl).zeilen
        zeiten = [(v.id, v.geaendert if sicht is Einblick.VOLL else v.aussen_geaendert) for v, sicht in ganze]
        assert [(zeile.id, zeile.geaendert) for zeile in seite.zeilen] == zeiten
        ids += [zeile.id for zeile in seite.zeilen]
        if (nach := seite.weiter) is None:
            return ids


def fragen_von(tue: Any, *, von: str = "vorlage") -> list[tuple[str, Any]]:
    gefragt: list[tuple[str, Any]] = []

    def merke(_verbindung: object, _zeiger: object, satz: str, werte: Any, *_rest: object) -> None:
        gefragt.append((satz, werte))

    event.listen(db.engine, "before_cursor_execute", merke)
    try:
        tue()
    finally:
        event.remove(db.engine, "before_cursor_execute", merke)
    return [(satz, werte) for satz, werte in gefragt if f"FROM {von}" in satz]


def plan_von(satz: str, werte: Any) -> str:
    """How the database finds it; on PostgreSQL as it would with many rows."""
    verbindung = db.session.connection()
    if db.engine.dialect.name == "postgresql":
        for weg in ("seqscan", "bitmapscan", "sort"):
            verbindung.exec_driver_sql(f"SET LOCAL enable_{weg} = off")
        zeilen = verbindung.exec_driver_sql(f"EXPLAIN {satz}", werte)
        return "\n".join(f"{zeile[0]} " for zeile in zeilen)
    zeilen = verbindung.exec_driver_sql(f"EXPLAIN QUERY PLAN {satz}", werte)
    return "\n".join(f"{zeile.detail} " for zeile in zeilen)

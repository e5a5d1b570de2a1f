"""The Protokoll: who did what around the papers, in this town only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.welt import JETZT, Stadt, als, baue_stadt
from vorlagen.extensions import transaction
from vorlagen.fehler import NichtBerechtigt
from vorlagen.services import protokoll
from vorlagen.services.protokoll import Ereignis, Filter, Gegenstand


def test_das_protokoll_nennt_wer_was_mit_wem_tat_und_blaettert(stadt: Stadt) -> None:
    adele, kai = als("adele"), als("kai")
    with transaction():
        for minute in range(5):
            protokoll.schreibe(
                Ereignis.ROLLE_GEGEBEN if minute % 2 else Ereignis.TOKEN_ERSTELLT,
                wer=adele if minute else None,
                gegenstand=Gegenstand("person", kai.id),
                daten={"rolle": "freigabe"},
                jetzt=JETZT + timedelta(minutes=minute),
                koerperschaft_id=stadt.koerperschaft_id,
            )
    als("adele")
    erste = protokoll.liste(adele, Filter(), anzahl=3)
    zweite = protokoll.liste(adele, Filter(), nach=erste.weiter, anzahl=3)
    assert [e.zeit.minute for e in (*erste.zeilen, *zweite.zeilen)] == [4, 3, 2, 1, 0]
    assert (zweite.weiter, zweite.zeilen[-1].wer_id, zweite.zeilen[-1].daten) == (None, None, '{"rolle":"freigabe"}')

    def minuten(filter_: Filter) -> list[int]:
        return [e.zeit.minute for e in protokoll.liste(adele, filter_).zeilen]

    assert minuten(Filter(was="rolle_gegeben")) == [3, 1]
    assert (len(minuten(Filter(person_id=kai.id))), minuten(Filter(person_id=adele.id))) == (5, [4, 3, 2, 1])
    assert minuten(Filter(ab=JETZT + timedelta(minutes=2), bis=JETZT + timedelta(minutes=4))) == [3, 2]
    assert all(ereignis.titel for ereignis in Ereignis)


def test_das_protokoll_liest_nur_die_eigene_verwaltung(stadt: Stadt) -> None:
    baue_stadt("nachbar", "Stadt Nachbarstadt", vorsilbe="n-")
    adele = als("adele")
    with transaction():
        protokoll.schreibe(Ereignis.EINSTELLUNG_GEAENDERT, wer=adele, jetzt=JETZT)
    assert len(protokoll.liste(als("adele"), Filter()).zeilen) == 1
    assert protokoll.liste(als("n-adele"), Filter()).zeilen == []
    with pytest.raises(NichtBerechtigt):
        protokoll.liste(als("gerda"), Filter())
    with pytest.raises(ValueError, match="Koerperschaft"):
        protokoll.schreibe(Ereignis.EINSTELLUNG_GEAENDERT, wer=None, jetzt=JETZT)

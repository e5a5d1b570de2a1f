"""The page of the daily heads: the hash as people compare it, for the Verwaltung only."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.test_tageskopf import NACHTS, schliesse_ab
from tests.web.besuch import text
from tests.web.conftest import Besucht
from tests.welt import Stadt, freigegeben
from vorlagen.services import kopfpost, tageskopf


def test_die_verwaltung_sieht_die_tageskoepfe_und_wer_sie_aufbewahrt(
    besuch: Besucht, stadt: Stadt, tmp_path: Path
) -> None:
    assert "Noch gibt es keinen Tageskopf." in text(besuch("adele").hole("/verwaltung/verlauf"))
    freigegeben(stadt)
    assert schliesse_ab(tmp_path, NACHTS + timedelta(days=31)) == 1
    assert schliesse_ab(tmp_path, NACHTS + timedelta(days=63)) == 32
    seite = besuch("adele").hole("/verwaltung/verlauf")
    kopf = tageskopf.neueste(stadt.koerperschaft_id, anzahl=1)[0]
    assert kopfpost.gruppen(kopf.hash) in text(seite)
    assert "Niemand bewahrt die Tagesköpfe auf" in text(seite)
    zweite = text(besuch("adele").hole("/verwaltung/verlauf?vor=4"))
    assert ("Tageskopf 3 vom" in zweite, "Nächste Seite" in zweite, "vor=4" in seite) == (True, False, True)
    for wer in ("gerda", "niemand"):
        besuch(wer).hole("/verwaltung/verlauf", 403)

"""The chain: whatever somebody does to a row afterwards is found, with the row."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, update

from tests.welt import Stadt, als, freigegeben
from vorlagen import siegel
from vorlagen.extensions import transaction
from vorlagen.models import Person, Verlaufseintrag
from vorlagen.services import verlauf

Kette = list[dict[str, Any]]


def _aendere(name: str, wert: object) -> Callable[[Kette], Kette]:
    def tu(kette: Kette) -> Kette:
        kette[2][name] = wert
        return kette

    return tu


EINGRIFFE: dict[str, tuple[Callable[[Kette], Kette], int]] = {
    "daten": (_aendere("daten", '{"votum":"abgelehnt"}'), 3),
    "wer": (_aendere("wer", "jemand anders"), 3),
    "zeit": (_aendere("zeit", "2020-01-01T00:00:00.000000+00:00"), 3),
    "was": (_aendere("was", "geaendert"), 3),
    "hash": (_aendere("hash", "f" * 64), 3),
    "vorher": (_aendere("vorher", "f" * 64), 3),
    "vorlage": (_aendere("vorlage", "f" * 32), 3),
    "anfang fehlt": (lambda kette: kette[1:], 1),
    "mitte fehlt": (lambda kette: kette[:2] + kette[3:], 3),
    "vertauscht": (lambda kette: [kette[1], kette[0], *kette[2:]], 1),
    "verdoppelt": (lambda kette: [*kette[:3], kette[2], *kette[3:]], 4),
    "leer": (lambda _: [], 1),
}


def test_jeder_eingriff_wird_an_seiner_stelle_gefunden(stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    original = json.dumps(verlauf.exportiere(vorlage_id)["verlauf"])
    assert siegel.pruefe(vorlage_id, json.loads(original)) is None
    gefunden = {was: siegel.pruefe(vorlage_id, tu(json.loads(original))) for was, (tu, _) in EINGRIFFE.items()}
    assert {was: bruch and bruch.nr for was, bruch in gefunden.items()} == {
        was: nr for was, (_, nr) in EINGRIFFE.items()
    }


def test_tausend_zufaellige_aenderungen_werden_alle_gefunden(stadt: Stadt) -> None:
    vorlage_id, zufall = freigegeben(stadt), random.Random(7)  # noqa: S311 - not for secrets
    original = json.dumps(verlauf.exportiere(vorlage_id)["verlauf"])
    for _ in range(1000):
        kette: Kette = json.loads(original)
        glied = zufall.choice(kette)
        name = zufall.choice(sorted(glied))
        alt = str(glied[name])
        stelle = zufall.randrange(len(alt)) if alt else 0
        neu = alt[:stelle] + chr((ord(alt[stelle]) + zufall.randrange(1, 9) - 32) % 90 + 32) + alt[stelle + 1 :]
        glied[name] = neu
        assert siegel.pruefe(vorlage_id, kette) is not None, (name, alt, neu)


def test_eine_veraenderte_zeile_der_datenbank_wird_gefunden(stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    gelesen, brueche = verlauf.pruefe_alle()
    assert (gelesen, brueche) == (6, [])
    with transaction() as sitzung:
        sitzung.execute(update(Verlaufseintrag).where(Verlaufseintrag.nr == 4).values(was="nichts gewesen"))
    assert [(bruch.vorlage_id, bruch.nr) for bruch in verlauf.pruefe_alle()[1]] == [(vorlage_id, 4)]
    with transaction() as sitzung:
        sitzung.execute(delete(Verlaufseintrag))
    assert [bruch.nr for bruch in verlauf.pruefe_alle()[1]] == [1]


def test_ein_geloeschter_name_laesst_die_kette_gueltig(stadt: Stadt) -> None:
    freigegeben(stadt)
    als("adele")
    with transaction() as sitzung:
        sitzung.execute(update(Person).values(name="gelöscht", mail=None))
    assert verlauf.pruefe_alle()[1] == []

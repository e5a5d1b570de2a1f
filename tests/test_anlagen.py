"""Attachments: how much there is room for, the virus scanner, and looking through what is kept."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.clamd import VIRUS, clamd
from tests.dateien import PDF, pdf, strom
from tests.welt import JETZT, Stadt, als, entwurf
from vorlagen.dateien import Virenpruefung
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig, EinstellungUngueltig, PruefungUnmoeglich
from vorlagen.models import Anlage
from vorlagen.services import anlagen, anlagenpruefung, anmeldung

Stelle = Callable[..., None]
VERSEUCHT = pdf(strom(VIRUS))


@pytest.fixture
def stelle(app: Flask) -> Stelle:
    """`stelle(anlage_mb=1)` changes settings for the rest of the test."""

    def ein(**werte: Any) -> None:
        bisher = app.config["EINSTELLUNGEN"]
        app.config["EINSTELLUNGEN"] = replace(bisher, ablage=replace(bisher.ablage, **werte))

    return ein


def _haenge_an(vorlage_id: str, inhalt: bytes = PDF, name: str = "Plan.pdf") -> str:
    return anlagen.fuege_hinzu(vorlage_id, name, inhalt, wer=als("frieda"), jetzt=JETZT)


def _weist_ab(satz: str, vorlage_id: str, inhalt: bytes = PDF) -> None:
    with pytest.raises(EingabeUngueltig) as abgelehnt:
        _haenge_an(vorlage_id, inhalt)
    assert satz in abgelehnt.value.satz


def test_wie_viel_platz_ist_sagen_die_einstellungen(stadt: Stadt, stelle: Stelle) -> None:
    gross = pdf(strom(b"0" * 700_000))
    vorlage_id, andere = entwurf(stadt), entwurf(stadt, betreff="Andere")
    stelle(anlage_mb=1, je_vorlage=2)
    _weist_ab("Möglich sind höchstens 1 MB", vorlage_id, pdf(strom(b"0" * 1_100_000)))
    for _ in range(2):
        _haenge_an(vorlage_id, gross)
    _weist_ab("höchstens 2 Anlagen", vorlage_id)
    stelle(je_vorlage=9, mb_je_vorlage=2)
    _weist_ab("zusammen höchstens 2 MB", vorlage_id, gross)
    _haenge_an(vorlage_id)
    assert db.session.scalars(select(Anlage.name).order_by(Anlage.reihe)).all() == [
        "Plan.pdf", "Plan (2).pdf", "Plan (3).pdf",
    ]  # fmt: skip
    with transaction() as sitzung:
        als("frieda")
        sitzung.execute(update(Anlage).where(Anlage.name == "Plan.pdf").values(groesse=1024**3 - 10))
    stelle(gb_gesamt=1)
    _weist_ab("Speicherplatz Ihrer Kommune", andere)


# Werkzeug leaves the temporary file of a broken upload to the garbage collector, which deletes it.
@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
def test_ein_halbes_hochladen_hinterlaesst_nichts(app: Flask, stadt: Stadt) -> None:
    pfad = f"/api/v1/vorlagen/{entwurf(stadt)}/anlagen"
    koerper = b'--x\r\nContent-Disposition: form-data; name="datei"; filename="a.pdf"\r\n\r\n' + PDF
    antwort = Context().run(
        app.test_client().post,
        pfad,
        input_stream=BytesIO(koerper),
        content_length=len(koerper) + 1000,
        content_type="multipart/form-data; boundary=x",
        headers={"Authorization": f"Bearer {anmeldung.token_neu('frieda', jetzt=datetime.now(UTC))}"},
    )
    assert (antwort.status_code in (400, 422), db.session.scalars(select(Anlage.id)).all()) == (True, [])


def test_die_virenpruefung_sieht_jedes_byte_und_haelt_an(stadt: Stadt, stelle: Stelle, tmp_path: Path) -> None:
    vorlage_id, lang = entwurf(stadt), pdf(strom(b"0" * 200_000))
    for ort in (None, tmp_path / "clamd.sock"):
        with clamd(ort) as (adresse, dienst):
            stelle(clamav=adresse)
            _haenge_an(vorlage_id, lang)
            _weist_ab("Die Virenprüfung hat in der Datei „Win.Test.EICAR_HDB-1“ gefunden", vorlage_id, VERSEUCHT)
            assert dienst.gesehen == [lang, VERSEUCHT]
    db.session.rollback()
    assert len(db.session.scalars(select(Anlage.id)).all()) == 2


def test_ohne_antwort_der_virenpruefung_kommt_nichts_herein(stadt: Stadt, stelle: Stelle) -> None:
    vorlage_id = entwurf(stadt)
    for antwort in ("", "INSTREAM size limit exceeded. ERROR", "stream: ALLES GUT", "OK"):
        with clamd(antwort=antwort) as (adresse, _):
            stelle(clamav=adresse)
            with pytest.raises(PruefungUnmoeglich):
                _haenge_an(vorlage_id)
    stelle(clamav=adresse)  # nobody listens there any more
    with pytest.raises(PruefungUnmoeglich):
        _haenge_an(vorlage_id)
    stelle(streng=False)
    assert _haenge_an(vorlage_id)
    for falsch in ("127.0.0.1", "host:0", "host:99999", "unix:relativ", "http://a:1", "host:12\n"):
        with pytest.raises(EinstellungUngueltig):
            Virenpruefung.aus_adresse(falsch)


def test_was_gespeichert_ist_laesst_sich_durchsehen(stadt: Stadt, stelle: Stelle) -> None:
    vorlage_id = entwurf(stadt)
    ids = [_haenge_an(vorlage_id, inhalt) for inhalt in (PDF, VERSEUCHT, PDF, PDF)]
    with transaction() as sitzung:
        sicht_oeffnen(ALLE)
        sitzung.execute(update(Anlage).where(Anlage.id == ids[2]).values(inhalt=PDF + b"\n"))
        sitzung.execute(update(Anlage).where(Anlage.id == ids[3]).values(typ="image/png"))
    schritte: list[tuple[int, int]] = []
    with clamd() as (adresse, _):
        stelle(clamav=adresse)
        anzahl, maengel = anlagenpruefung.pruefe_alle(lambda getan, alle: schritte.append((getan, alle)))
    assert (anzahl, schritte[-1], [mangel.anlage_id for mangel in maengel]) == (4, (4, 4), ids[1:])
    for mangel, wort in zip(maengel, ("EICAR", "Prüfsumme", "image/png"), strict=True):
        assert wort in mangel.satz

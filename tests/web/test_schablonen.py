"""A town's own Word templates: checked in a process with limits, released by content, for this town only."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

import pytest
from docx import Document

from tests.web.besuch import formular, text, wege
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, baue_stadt
from tests.wordwerk import p, schablone
from vorlagen.extensions import db
from vorlagen.fehler import SchabloneUngueltig
from vorlagen.services import anmeldung, hausschablonen
from vorlagen.word import VERTRAEGE, werkstatt
from vorlagen.word.muster import muster

pytestmark = pytest.mark.probe
SEITE = "/verwaltung/schablonen/beschlussvorlage"
GUTE = schablone(p("Unsere Vorlage: {{ betreff }}"))


def gedruckt(kuerzel: str) -> list[str]:
    """The paragraphs of a made-up paper as this town prints it."""
    db.session.rollback()
    stadt_id = als("adele" if kuerzel == "linden" else "n-adele").koerperschaft_id
    druck = hausschablonen.drucke("beschlussvorlage", stadt_id, muster(VERTRAEGE["beschlussvorlage"])["das Übliche"])
    return [absatz.text for absatz in Document(BytesIO(druck.inhalt)).paragraphs]


def test_eine_schablone_wird_geprueft_angesehen_freigegeben_und_zurueckgenommen(besuch: Besucht, stadt: Stadt) -> None:
    baue_stadt("nachbar", "Stadt Nachbarstadt", vorsilbe="n-")
    adele = besuch("adele")
    felder = {**formular(adele.hole(SEITE), SEITE)}
    schlechte = schablone(p("{{ betref }}") + p("{{ nummer }}"))
    abgelehnt = adele.sende(SEITE, {**felder, "datei": (BytesIO(schlechte), "a.docx")})
    assert abgelehnt.status_code == 422
    assert "„{{ betref }}“: " in text(abgelehnt.text)
    assert "Noch keine." in text(abgelehnt.text)
    assert adele.sende(SEITE, {**felder, "datei": (BytesIO(GUTE), "Lindenstadt.docx")}).status_code == 302
    assert adele.sende(SEITE, {**felder, "datei": (BytesIO(GUTE), "noch einmal.docx")}).status_code == 302
    seite = adele.hole(SEITE)
    assert "Fassung 1 Lindenstadt.docx" in text(seite)
    assert ("Fassung 2" in seite, "Nicht freigegeben" in seite) == (False, True)
    (probe,) = wege(seite, "/verwaltung/schablonen/fassungen/[^/]+/probe")
    assert Document(BytesIO(adele.oeffne(probe).data)).paragraphs[0].text == "Unsere Vorlage: Beispiel"
    freigabe = probe.replace("probe", "freigabe")
    knopf = {**formular(seite, freigabe)}
    assert adele.sende(freigabe, {**knopf, "sha256": "0" * 64}).status_code == 422
    assert gedruckt("linden") != ["Unsere Vorlage: Beispiel"]
    assert adele.sende(freigabe, knopf).status_code == 302
    assert gedruckt("linden") == ["Unsere Vorlage: Beispiel"]
    assert gedruckt("nachbar") != ["Unsere Vorlage: Beispiel"]
    assert "In Gebrauch freigegeben" in text(adele.hole(SEITE))
    besuch("n-adele").hole(probe, 404)
    besuch("gerda").hole(SEITE, 403)
    assert adele.sende(f"{SEITE}/ruecknahme", {**formular(adele.hole(SEITE), f"{SEITE}/ruecknahme")}).status_code == 302
    assert gedruckt("linden") != ["Unsere Vorlage: Beispiel"]
    assert "War in Gebrauch" in text(adele.hole(SEITE))
    protokoll = text(adele.hole("/verwaltung/protokoll"))
    for ereignis in ("hochgeladen", "freigegeben", "zurückgenommen"):
        assert f"Schablone {ereignis}" in protokoll


def test_ein_programm_laedt_hoch_und_gibt_frei(besuch: Besucht, stadt: Stadt) -> None:
    kopf = {"Authorization": f"Bearer {anmeldung.token_neu('adele', jetzt=JETZT, tage=None)}"}
    programm = besuch(None)
    neue = programm.oeffne(
        "/api/v1/schablonen/auszug/fassungen",
        method="POST",
        headers=kopf,
        data={"datei": (BytesIO(schablone(p("{{ titel }}"))), "auszug.docx")},
    )
    assert neue.status_code == 201, neue.text
    weg = f"/api/v1/schablonenfassungen/{neue.get_json()['id']}"
    assert neue.headers["Location"].endswith(weg)
    frei = programm.oeffne(f"{weg}/freigabe", method="POST", headers=kopf, json={"sha256": neue.get_json()["sha256"]})
    assert frei.get_json()["gilt"] is True
    assert programm.oeffne("/api/v1/schablonen/auszug", headers=kopf).get_json()["herkunft"] == "eigene"
    schlecht = programm.oeffne(
        "/api/v1/schablonen/auszug/fassungen", method="POST", headers=kopf, data={"datei": (BytesIO(b"PK"), "x.docx")}
    )
    assert (schlecht.status_code, schlecht.get_json()["felder"]["datei"]) == (
        422,
        ["Das ist keine Word-Datei (.docx), oder sie ist beschädigt."],
    )


def test_was_zu_lange_braucht_oder_den_prozess_umwirft_wird_mit_einem_satz_abgelehnt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    werte = muster(VERTRAEGE["beschlussvorlage"])["das Übliche"]
    assert werkstatt.fuelle_eigene(GUTE, werte).schablone_sha256 == sha256(GUTE).hexdigest()
    with monkeypatch.context() as schnell:
        schnell.setattr(werkstatt, "SEKUNDEN", 0.01)
        assert "zu viel Zeit oder Speicher" in werkstatt.pruefe_eigene(GUTE, "beschlussvorlage")[0].satz
    with pytest.raises(SchabloneUngueltig, match="zu viel Zeit oder Speicher"):
        werkstatt.fuelle_eigene(None, werte)  # type: ignore[arg-type]  # the child falls over

"""A draft goes to Word and comes back in the browser: shown field by field, taken over as chosen, nothing lost."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from tests.web.besuch import Besuch, formular
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf, gehe
from vorlagen.services import vorlagen
from vorlagen.services.sichtbarkeit import hole
from vorlagen.word.zipdatei import packe, schreibe_zip


def _bringe(person: Besuch, vorlage_id: str, datei: bytes) -> TestResponse:
    """Upload a file on the page for it."""
    weg = f"/vorlagen/{vorlage_id}/word"
    return person.sende(weg, {**formular(person.hole(weg), weg), "datei": (BytesIO(datei), "a.docx")})


def _bearbeitet(datei: bytes, *tausche: tuple[str, str]) -> bytes:
    with zipfile.ZipFile(BytesIO(datei)) as archiv:
        teile = {name: archiv.read(name) for name in archiv.namelist()}
    text = teile["word/document.xml"].decode()
    for alt, neu in tausche:
        assert alt in text, alt
        text = text.replace(alt, neu)
    teile["word/document.xml"] = text.encode()
    return schreibe_zip(packe(name, inhalt) for name, inhalt in teile.items())


def test_was_in_word_geaendert_wurde_wird_gezeigt_und_feld_fuer_feld_uebernommen(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, sachverhalt="<p>Das Netz wächst.</p><ol><li>eins</li></ol>")
    frieda, weg = besuch("frieda"), f"/vorlagen/{vorlage_id}/word"
    assert f'href="{weg}"' in frieda.hole(f"/vorlagen/{vorlage_id}/bearbeiten")
    assert f'href="{weg}/datei"' in frieda.hole(weg)
    datei = frieda.oeffne(f"{weg}/datei").data
    assert datei == frieda.oeffne(f"{weg}/datei").data

    unveraendert = _bringe(frieda, vorlage_id, _bearbeitet(datei)).text
    assert "In den Feldern steht dasselbe wie hier." in unveraendert
    anders = (
        ("wächst.", "wächst schnell."),
        ("nimmt Kenntnis.", "nimmt die Vorlage zur Kenntnis."),
        ("Sachstand Datennetz", "Stand des Datennetzes"),
        ("Sachverhaltsdarstellung", "Zur Sache"),
    )
    # Meanwhile the resolution is changed here as well, and another field that nobody touched in Word.
    werte = {"beschlussvorschlag": "<p>Der Ausschuss begrüßt es.</p>", "aktenzeichen": "10-1"}
    vorlagen.aendere(
        vorlage_id, werte, version=hole(vorlage_id, als("frieda"))[0].version, wer=als("frieda"), jetzt=JETZT
    )
    seite = _bringe(frieda, vorlage_id, _bearbeitet(datei, *anders)).text
    assert "<ins>wächst schnell.</ins>" in seite
    assert seite.count("Hier wurde dieses Feld geändert") == 1
    assert "<del>Sachverhaltsdarstellung</del>" in seite
    gewaehlt = formular(seite, f"{weg}/uebernahme")
    assert (gewaehlt["wahl-sachverhalt"], gewaehlt["wahl-betreff"]) == ("word", "word")
    assert "wahl-beschlussvorschlag" not in gewaehlt

    offen = frieda.sende(f"{weg}/uebernahme", gewaehlt)
    assert (offen.status_code, "Bitte wählen Sie, was gelten soll." in offen.text) == (422, True)
    entschieden = {**gewaehlt, "wahl-beschlussvorschlag": "lassen", "wahl-betreff": "lassen"}
    alt = frieda.sende(f"{weg}/uebernahme", {**entschieden, "version": "1"})
    assert (alt.status_code, "Neben den Feldern geändert" in alt.text) == (409, True)
    assert frieda.sende(f"{weg}/uebernahme", entschieden).status_code == 302
    danach = hole(vorlage_id, als("frieda"))[0]
    assert (danach.sachverhalt, danach.betreff, danach.beschlussvorschlag, danach.aktenzeichen) == (
        "<p>Das Netz wächst schnell.</p><ol><li>eins</li></ol>",
        "Sachstand Datennetz",
        "<p>Der Ausschuss begrüßt es.</p>",
        "10-1",
    )


@pytest.mark.probe
def test_fremde_dateien_und_fremde_haende_werden_abgewiesen(besuch: Besucht, stadt: Stadt) -> None:
    eine, andere = entwurf(stadt), entwurf(stadt, betreff="x" * 990)
    frieda, weg = besuch("frieda"), f"/vorlagen/{eine}/word"
    fremd = frieda.oeffne(f"/vorlagen/{andere}/word/datei").data
    gedruckt = frieda.oeffne(f"/vorlagen/{eine}/dokumente/mitteilungsvorlage.docx").data
    for datei, satz in (
        (b"", "Bitte wählen Sie die Word-Datei"),
        (b"kein Word", "keine Word-Datei"),
        (fremd, "gehört zu einer anderen Vorlage"),
        (gedruckt, "laden Sie die Datei neu herunter"),
    ):
        antwort = _bringe(frieda, eine, datei)
        assert (antwort.status_code, satz in antwort.text) == (422, True), satz
    zu_lang = _bearbeitet(fremd, ("x" * 990, "x" * 1010))
    seite = _bringe(frieda, andere, zu_lang).text
    antwort = frieda.sende(
        f"/vorlagen/{andere}/word/uebernahme", formular(seite, f"/vorlagen/{andere}/word/uebernahme")
    )
    assert (antwort.status_code, "Höchstens 1000 Zeichen." in antwort.text) == (422, True)
    kaputt = {**formular(seite, f"/vorlagen/{andere}/word/uebernahme"), "mitgebracht": "[1]"}
    assert frieda.sende(f"{weg}/uebernahme", kaputt).status_code == 422
    for wer in ("kai", "olaf", "niemand"):
        assert besuch(wer).oeffne(f"{weg}/datei").status_code in (403, 404), wer
    gehe(eine, "zur_mitzeichnung_geben", "frieda")
    assert frieda.oeffne(f"{weg}/datei").status_code == 409
    assert frieda.oeffne(weg).status_code == 409

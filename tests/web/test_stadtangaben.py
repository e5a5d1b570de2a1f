"""What the Verwaltung says of its town shows where people look, and in no other town."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select, update

from tests.web.besuch import formular, text
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, baue_stadt, entwurf, freigegeben, gehe
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig, SchabloneUngueltig
from vorlagen.models import Koerperschaft, Person, Protokolleintrag
from vorlagen.services import dokumente, stadtangaben, vergabe
from vorlagen.services.erinnern import befoerdere
from vorlagen.word import schablonen

WEG = "/verwaltung/koerperschaft"
NEU = {"name": "Hansestadt Lindenstadt", "adresse": "https://linden.example", "absender": "rat@linden.example"}


def bild() -> bytes:
    ziel = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(ziel, "PNG")
    return ziel.getvalue()


def test_die_verwaltung_aendert_ihre_angaben_und_andere_sehen_sie(app: Flask, besuch: Besucht) -> None:
    baue_stadt("buchen", "Stadt Buchenau", vorsilbe="b.")
    adele = besuch("adele")
    assert besuch("gerda").oeffne(WEG).status_code == 403
    felder = {
        **formular(adele.hole(WEG), None),
        **NEU,
        "impressum": "Rathaus\n<b>1</b>",
        "logo": (BytesIO(bild()), "l.png"),
    }
    assert adele.oeffne(WEG, method="POST", data=felder).status_code == 302
    seite = adele.hole("/")
    assert "Hansestadt Lindenstadt" in seite
    assert "/logo?v=" in seite
    assert "Hansestadt" not in besuch("b.adele").hole("/")
    assert (besuch("b.adele").oeffne("/logo").status_code, adele.oeffne("/logo").mimetype) == (404, "image/png")
    fremd, unbekannt = "https://linden.example", "http://localhost"
    draussen = app.test_client()
    assert "Rathaus &lt;b&gt;1&lt;/b&gt;" in " ".join(draussen.get("/impressum", base_url=fremd).text.split("\n"))
    assert "Rathaus" not in draussen.get("/impressum", base_url=unbekannt).text
    for weg in ("/anmelden", "/passwort-vergessen"):
        hier, dort = (draussen.get(weg, base_url=adresse).text for adresse in (fremd, unbekannt))
        assert [("Hansestadt" in seite, "/logo?v=" in seite, "Buchenau" in seite) for seite in (hier, dort)] == [
            (True, True, False),
            (False, False, False),
        ]
    assert draussen.get("/logo", base_url=fremd).data.startswith(b"\x89PNG")
    spaet = {**formular(adele.hole(WEG), None), "version": "1"}
    assert adele.sende(WEG, {**spaet, "name": "Zu spät"}).status_code == 409
    als("adele")  # the guest's questions closed the town again
    ereignisse = Counter(db.session.scalars(select(Protokolleintrag.was)))
    assert ereignisse["einstellung_geaendert"] == 1


def test_was_nicht_geht_wird_am_feld_gesagt_und_bleibt_getippt(besuch: Besucht, einstellungen: Einstellungen) -> None:
    baue_stadt("buchen", "Stadt Buchenau", vorsilbe="b.")
    andere = besuch("b.adele")
    assert andere.sende(WEG, {**formular(andere.hole(WEG), None), "adresse": NEU["adresse"]}).status_code == 302
    adele = besuch("adele")
    leer = formular(adele.hole(WEG), None)
    for feld, wert, satz in (
        ("name", "", "Bitte geben Sie den Namen an"),
        ("absender", "rat@x.example\nBcc: y@x.example", "keine E-Mail-Adresse"),
        ("adresse", "https://linden.example/pfad", "nur Protokoll und Rechnername"),
        ("adresse", "javascript://linden", "nur Protokoll und Rechnername"),
        ("adresse", NEU["adresse"], "Diese Adresse ist vergeben"),
        ("adresse", "http://linden.example:8443", "Diese Adresse ist vergeben"),
        ("adresse", einstellungen.base_url, "Diese Adresse ist vergeben"),
        ("impressum", "x" * 20_001, "höchstens 20000"),
        ("logo", (BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "l.svg"), "als PNG oder JPEG"),
    ):
        antwort = adele.oeffne(WEG, method="POST", data={**leer, "untertitel": "Getippt", feld: wert})
        assert (antwort.status_code, satz in text(antwort.text)) == (422, True), (feld, text(antwort.text)[:300])
        assert 'value="Getippt"' in antwort.text
    zu_gross = b"x" * (stadtangaben.LOGO_HOECHSTENS + 1)
    with pytest.raises(EingabeUngueltig, match="nicht brauchbar"):
        stadtangaben.aendere(stadtangaben.Angaben(name="x"), logo=zu_gross, version=1, wer=als("adele"), jetzt=JETZT)


def test_mails_und_word_kommen_von_der_eigenen_stadt(app: Flask, stadt: Stadt, tmp_path: Path) -> None:
    einstellungen = dataclasses.replace(app.config["EINSTELLUNGEN"], instance=tmp_path)
    app.config["EINSTELLUNGEN"] = einstellungen
    nachbarstadt = baue_stadt("buchen", "Stadt Buchenau", vorsilbe="b.")
    adele = als("adele")
    version = db.session.get_one(Koerperschaft, stadt.koerperschaft_id).version
    stadtangaben.aendere(stadtangaben.Angaben(**NEU), logo=None, version=version, wer=adele, jetzt=JETZT)
    eigene = schablonen.ordner_von(tmp_path, "linden")
    eigene.mkdir(parents=True)
    (eigene / "mitteilungsvorlage.docx").write_bytes(b"keine Schablone")
    vorlage_id, fremde_id = freigegeben(stadt), freigegeben(nachbarstadt, vorsilbe="b.")
    with pytest.raises(SchabloneUngueltig):
        dokumente.drucke(vorlage_id, "mitteilungsvorlage", wer=als("gerda"), jetzt=JETZT)
    assert dokumente.drucke(fremde_id, "mitteilungsvorlage", wer=als("b.gerda"), jetzt=JETZT).inhalt.startswith(b"PK")
    gehe(entwurf(stadt), "zur_mitzeichnung_geben", "frieda")
    gehe(entwurf(nachbarstadt, wer="b.frieda"), "zur_mitzeichnung_geben", "b.frieda")
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        sitzung.execute(update(Person).where(Person.anmeldename == "kai").values(installation=True))
    spaeter = JETZT + timedelta(days=10)
    befoerdere(jetzt=spaeter)
    griffe = set()
    while griff := vergabe.nimm(dauer=timedelta(hours=1), jetzt=spaeter):
        griffe.add((griff.an.startswith("b."), griff.adresse, griff.absender))
    betreut = (False, "", NEU["absender"])  # where links for who keeps all towns lead, no single town says
    assert griffe == {(False, NEU["adresse"], NEU["absender"]), betreut, (True, "", "")}

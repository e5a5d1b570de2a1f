"""Who reads what is not public leaves a trace; who reads the public or the own draft does not."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from tests.dateien import PDF
from tests.web.besuch import formular, text
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, entwurf, freigegeben, gehe
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.models import Lesung, Person, Sitzung
from vorlagen.services import anlagen, anmeldung, tokenerstellung
from vorlagen.services.wer import Umfang


def gelesen() -> list[tuple[str, str]]:
    sicht_oeffnen(ALLE)
    db.session.rollback()
    frage = select(Person.anmeldename, Lesung.weg).join(Person, Person.id == Lesung.person_id)
    return sorted((name, weg) for name, weg in db.session.execute(frage))


def test_wer_nichtoeffentliches_liest_hinterlaesst_eine_spur(besuch: Besucht, stadt: Stadt) -> None:
    geheim = entwurf(stadt, oeffentlich=False, begruendung_nichtoeffentlich="Personalsache")
    datei = anlagen.fuege_hinzu(geheim, "gutachten.pdf", PDF, oeffentlich=False, wer=als("frieda"), jetzt=JETZT)
    besuch("frieda").hole(f"/vorlagen/{geheim}")
    besuch("niemand").hole(f"/vorlagen/{geheim}", 404)
    assert gelesen() == []  # the author's own draft, and somebody who saw nothing
    gehe(geheim, "zur_mitzeichnung_geben", "frieda")
    for _ in range(2):
        for pfad in ("", "/verlauf", f"/anlagen/{datei}", "/verlauf.json"):
            besuch("kai").hole(f"/vorlagen/{geheim}{pfad}")
    token = tokenerstellung.erstelle(
        name="s", umfang=Umfang.LESEN, tage=1, wer=als("gerda"), jetzt=JETZT, geheimnis=b"x" * 32
    )
    liste = besuch(None).oeffne("/api/v1/vorlagen", headers={"Authorization": f"Bearer {token}"})
    assert liste.get_json()["data"][0]["id"] == geheim
    assert gelesen() == [("gerda", "schnittstelle"), ("kai", "datei"), ("kai", "seite")]
    seite = text(besuch("adele").hole(f"/verwaltung/lesungen?vorlage={geheim}"))
    assert "02.03.2026, 10:00 Uhr Kai Kassenwart noch ohne Nummer auf der Seite" in seite
    assert ("Gerda Glocke" in seite, "Sachstand Datennetz" in seite) == (True, False)
    for wer in ("gerda", "kai"):
        besuch(wer).hole("/verwaltung/lesungen", 403)


def test_wer_etwas_vergebliches_schickt_und_dabei_liest_hinterlaesst_eine_spur(besuch: Besucht, stadt: Stadt) -> None:
    geheim = entwurf(stadt, oeffentlich=False, begruendung_nichtoeffentlich="Personalsache")
    gehe(geheim, "zur_mitzeichnung_geben", "frieda")
    besuch("adele").hole(f"/vorlagen/{geheim}/anlagen/gibtesnicht", 404)
    for name, status, spur in (("niemand", 404, []), ("adele", 409, [("adele", "seite")])):
        jemand = besuch(name)
        marke = formular(jemand.hole("/konto/passwort"), None)["csrf_token"]
        felder = {"csrf_token": marke, "schritt": "freigeben", "version": "0"}
        antwort = jemand.sende(f"/vorlagen/{geheim}/schritte", felder)
        assert (antwort.status_code, "Das Netz wächst" in antwort.text) == (status, name == "adele")
        assert gelesen() == spur


def test_wer_eine_niederschrift_mit_nichtoeffentlichem_holt_hinterlaesst_eine_spur(
    besuch: Besucht, stadt: Stadt
) -> None:
    geheim = freigegeben(stadt, oeffentlich=False, begruendung_nichtoeffentlich="Personalsache")
    auf_tagesordnung(stadt, geheim, beginn=JETZT + timedelta(days=30))
    als("gerda")
    sitzung_id = db.session.scalars(select(Sitzung.id)).one()
    token = anmeldung.token_neu("gerda", jetzt=JETZT)
    for teil, spur in (("oeffentlich", []), ("", [("gerda", "datei")])):
        weg = f"/api/v1/sitzungen/{sitzung_id}/niederschrift.docx" + (f"?teil={teil}" if teil else "")
        antwort = besuch(None).oeffne(weg, headers={"Authorization": f"Bearer {token}"})
        assert (antwort.status_code, gelesen()) == (200, spur)


def test_von_oeffentlichem_bleibt_nur_die_geheime_anlage(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    ids = [
        anlagen.fuege_hinzu(vorlage_id, "a.pdf", PDF, oeffentlich=offen, wer=als("frieda"), jetzt=JETZT)
        for offen in (True, False)
    ]
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    for pfad in ("", "/verlauf", f"/anlagen/{ids[0]}"):
        besuch("kai").hole(f"/vorlagen/{vorlage_id}{pfad}")
    besuch("niemand").hole(f"/vorlagen/{freigegeben(stadt)}")
    assert gelesen() == []
    besuch("kai").hole(f"/vorlagen/{vorlage_id}/anlagen/{ids[1]}")
    assert gelesen() == [("kai", "datei")]

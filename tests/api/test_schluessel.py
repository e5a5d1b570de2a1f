"""Idempotency-Key: asked twice, done once, answered alike; and nothing half done when a process dies."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.api.programm import Besetzung, entwurf
from tests.dateien import PDF, pdf
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.models import Anfrageschluessel, Verlaufseintrag, Vorlage
from vorlagen.services import anfragen, vorlagen
from vorlagen.web.api.tafel import SCHREIBEND

SCHLUESSEL = {"Idempotency-Key": "9f0c5a1e-4b7d"}


def test_dieselbe_anfrage_legt_nur_eine_vorlage_an(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    erste = frieda.rufe("POST", "vorlagen", json=entwurf(), kopf=SCHLUESSEL)
    zweite = frieda.rufe("POST", "vorlagen", json=entwurf(), kopf=SCHLUESSEL)
    assert (erste.status_code, zweite.status_code) == (201, 201)
    assert (zweite.data, zweite.mimetype) == (erste.data, "application/json")
    assert [zweite.headers[name] for name in ("Location", "ETag")] == [
        erste.headers[name] for name in ("Location", "ETag")
    ]
    assert _anzahl(Vorlage) == 1
    frieda.aendere(zweite.headers["Location"], {"betreff": "Anders", "version": 1})
    spaeter = frieda.rufe("POST", "vorlagen", json=entwurf(), kopf=SCHLUESSEL)
    assert (spaeter.data, spaeter.headers["ETag"]) == (erste.data, erste.headers["ETag"])


def test_ein_geheimnis_wird_nicht_neben_dem_schluessel_aufgehoben(rufen: Besetzung) -> None:
    adele, neuer = rufen("adele"), {"url": "https://dms.example/haken"}
    erste, zweite = (adele.schicke("webhooks", neuer, 201, kopf=SCHLUESSEL) for _ in range(2))
    assert erste["geheimnis"].startswith("whsec_")
    assert zweite == {**erste, "geheimnis": None}
    sicht_oeffnen(ALLE)
    (antwort,) = db.session.scalars(select(Anfrageschluessel.antwort))
    assert erste["geheimnis"] not in str(antwort)


def test_ein_schluessel_gehoert_einer_person_und_einer_anfrage(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    vorlage = frieda.schicke("vorlagen", entwurf(), 201, kopf=SCHLUESSEL)
    andere = frieda.schicke("vorlagen", entwurf(betreff="Anders"), 422, kopf=SCHLUESSEL)
    assert andere["code"] == "schluessel-anders-verwendet"
    woanders = frieda.aendere(f"vorlagen/{vorlage['id']}", {"version": 1}, 422, kopf=SCHLUESSEL)
    assert woanders["code"] == "schluessel-anders-verwendet"
    verboten = rufen("olaf").schicke("vorlagen", entwurf(), 403, kopf=SCHLUESSEL)
    assert (verboten["code"], _anzahl(Vorlage)) == ("nicht-berechtigt", 1)
    for untauglich in ("", "x" * 201, "schlüssel"):
        antwort = frieda.schicke("vorlagen", entwurf(), 422, kopf={"Idempotency-Key": untauglich})
        assert list(antwort["felder"]) == ["Idempotency-Key"]


def test_auch_eine_ablehnung_bleibt_die_antwort(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    pfad = f"vorlagen/{frieda.schicke('vorlagen', {'art': 'Mitteilungsvorlage'}, 201)['id']}"
    schritt = {"schritt": "zur_mitzeichnung_geben", "version": 2}
    abgelehnt = frieda.schicke(f"{pfad}/schritte", schritt, 409, kopf=SCHLUESSEL)
    werte = entwurf()
    del werte["art"]
    assert frieda.aendere(pfad, {**werte, "version": 1})["version"] == 2
    assert frieda.schicke(f"{pfad}/schritte", schritt, 409, kopf=SCHLUESSEL) == abgelehnt
    assert frieda.schicke(f"{pfad}/schritte", schritt)["status"] == "in_mitzeichnung"


def test_was_gar_nicht_erst_begann_verbraucht_den_schluessel_nicht(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    assert frieda.schicke("vorlagen", {"art": 7}, 422, kopf=SCHLUESSEL)["code"] == "eingabe-ungueltig"
    assert frieda.schicke("vorlagen", entwurf(), 201, kopf=SCHLUESSEL)["version"] == 1


def test_solange_die_erste_laeuft_wartet_die_zweite(rufen: Besetzung) -> None:
    """The second comes in while the first is in the middle of its use case."""
    frieda, echt, zweite = rufen("frieda"), vorlagen.finde_art, []

    def dazwischen(*stellen: Any) -> Any:
        zweite.append(frieda.rufe("POST", "vorlagen", json=entwurf(), kopf=SCHLUESSEL))
        return echt(*stellen)

    with pytest.MonkeyPatch.context() as flicken:
        flicken.setattr(vorlagen, "finde_art", dazwischen)
        erste = frieda.schicke("vorlagen", entwurf(), 201, kopf=SCHLUESSEL)
    assert {(a.status_code, a.get_json()["code"]) for a in zweite} == {(409, "anfrage-laeuft")}
    assert frieda.schicke("vorlagen", entwurf(), 201, kopf=SCHLUESSEL) == erste
    assert _anzahl(Vorlage) == 1


def test_nach_einem_absturz_mittendrin_ist_nichts_halb_getan(rufen: Besetzung) -> None:
    """The process dies after the use case has written everything and before the answer was kept."""
    frieda = rufen("frieda")
    with pytest.MonkeyPatch.context() as flicken:
        flicken.setattr(anfragen, "_halte_fest", _stirb)
        flicken.setattr(anfragen, "_gib_zurueck", lambda *_: None)
        with pytest.raises(_Ende):
            frieda.schicke("vorlagen", entwurf(), kopf=SCHLUESSEL)
    assert (_anzahl(Vorlage), _anzahl(Verlaufseintrag), _anzahl(Anfrageschluessel)) == (0, 0, 1)
    assert frieda.schicke("vorlagen", entwurf(), 409, kopf=SCHLUESSEL)["code"] == "anfrage-laeuft"
    _altere_schluessel()
    angelegt = frieda.schicke("vorlagen", entwurf(), 201, kopf=SCHLUESSEL)
    assert frieda.schicke("vorlagen", entwurf(), 201, kopf=SCHLUESSEL) == angelegt
    assert _anzahl(Vorlage) == 1


def test_wer_zu_spaet_aufwacht_tut_nichts_mehr(rufen: Besetzung) -> None:
    """The first request sleeps after taking its key for longer than anybody waits; the second has taken over."""
    frieda, echt = rufen("frieda"), anfragen._nimm

    def verschlafen(anfrage: anfragen.Anfrage, jetzt: datetime) -> None:
        echt(anfrage, jetzt)
        with transaction() as sitzung:
            sitzung.execute(update(Anfrageschluessel).values(erstellt=jetzt + timedelta(minutes=3)))

    with pytest.MonkeyPatch.context() as flicken:
        flicken.setattr(anfragen, "_nimm", verschlafen)
        assert frieda.schicke("vorlagen", entwurf(), 409, kopf=SCHLUESSEL)["code"] == "anfrage-laeuft"
    assert _anzahl(Vorlage) == 0


def test_ein_unvorhergesehener_fehler_gibt_den_schluessel_zurueck(rufen: Besetzung, app: Flask) -> None:
    frieda = rufen("frieda")
    with pytest.MonkeyPatch.context() as flicken:
        flicken.setitem(app.config, "FEHLER_ZEIGEN", False)
        flicken.setattr("vorlagen.services.vorlagen.verlauf.schreibe", lambda *_, **__: 1 / 0)
        assert frieda.schicke("vorlagen", entwurf(), 500, kopf=SCHLUESSEL)["code"] == "unvorhergesehen"
    assert frieda.schicke("vorlagen", entwurf(), 201, kopf=SCHLUESSEL)["version"] == 1


def test_acht_gleichzeitige_anfragen_legen_eine_vorlage_an(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    with ThreadPoolExecutor(8) as faeden:
        antworten = list(
            faeden.map(lambda _: frieda.rufe("POST", "vorlagen", json=entwurf(), kopf=SCHLUESSEL), range(8))
        )
    angelegt = {a.get_json()["id"] for a in antworten if a.status_code == 201}
    wartend = {a.get_json()["code"] for a in antworten if a.status_code != 201}
    assert (len(angelegt), wartend - {"anfrage-laeuft"}, _anzahl(Vorlage)) == (1, set(), 1)


def test_eine_datei_wird_an_ihrem_inhalt_wiedererkannt_nicht_an_der_trennlinie(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    pfad = f"vorlagen/{frieda.schicke('vorlagen', entwurf(), 201)['id']}/anlagen"

    def lade_hoch(inhalt: bytes, grenze: str) -> Any:
        koerper = (
            f'--{grenze}\r\nContent-Disposition: form-data; name="datei"; filename="Plan.pdf"\r\n\r\n'.encode()
            + inhalt
            + f"\r\n--{grenze}--\r\n".encode()
        )
        typ = f"multipart/form-data; boundary={grenze}"
        return frieda.rufe("POST", pfad, data=BytesIO(koerper), content_type=typ, kopf=SCHLUESSEL)

    erste, zweite, dritte = (
        lade_hoch(inhalt, grenze) for inhalt, grenze in ((PDF, "aaa"), (PDF, "bbb"), (pdf(b"<< >>"), "aaa"))
    )
    assert (erste.status_code, zweite.status_code, zweite.data) == (201, 201, erste.data)
    assert (dritte.status_code, dritte.get_json()["code"]) == (422, "schluessel-anders-verwendet")
    assert len(frieda.lies(pfad)["data"]) == 1


def test_alte_schluessel_werden_vergessen(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    frieda.schicke("vorlagen", entwurf(), 201, kopf=SCHLUESSEL)
    _altere_schluessel(tage=8)
    frieda.schicke("vorlagen", entwurf(), 201, kopf={"Idempotency-Key": "neu"})
    sicht_oeffnen(ALLE)
    assert db.session.scalars(select(Anfrageschluessel.schluessel)).all() == ["neu"]


def test_was_schreibt_kennt_den_schluessel(app: Flask) -> None:
    dokument = app.test_client().get("/api/v1/openapi.json").get_json()
    ohne = [
        f"{methode.upper()} {pfad}"
        for pfad, wege in dokument["paths"].items()
        for methode, weg in wege.items()
        if methode.upper() in SCHREIBEND
        and {"$ref": "#/components/parameters/IDEMPOTENCY_KEY"} not in weg["parameters"]
    ]
    assert ohne == []


class _Ende(BaseException):
    """The process is gone."""


def _stirb(*_: Any) -> None:
    raise _Ende


def _anzahl(tabelle: type[Any]) -> int:
    sicht_oeffnen(ALLE)
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(tabelle)) or 0


def _altere_schluessel(*, tage: int = 0) -> None:
    with transaction() as sitzung:
        alt = datetime.now(UTC) - anfragen.GEDULD - timedelta(days=tage)
        sitzung.execute(update(Anfrageschluessel).values(erstellt=alt))

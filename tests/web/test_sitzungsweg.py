"""The way of a meeting on its page: what is next, whether all is in order, many papers at once, items moved."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.web.besuch import formular, text, wege
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben
from vorlagen.extensions import db
from vorlagen.models import Sitzung
from vorlagen.services import sitzungen, tagesordnung
from vorlagen.services.beratungsfolge import Station

BEGINN = datetime(2026, 4, 14, 15, 0, tzinfo=UTC)


def test_viele_vorlagen_kommen_nach_einer_rueckfrage_auf_die_tagesordnung(besuch: Besucht, stadt: Stadt) -> None:
    a, b = (freigegeben(stadt, betreff=name) for name in ("Netz", "Server"))
    nur_rat = freigegeben(stadt, betreff="Haushalt", beratungsfolge=[Station((stadt.gremien["Rat"],), "Kenntnisnahme")])
    fremd = entwurf(stadt, betreff="Geheimer Entwurf")
    sitzung_id = _sitzung(stadt)
    gerda = besuch("gerda")
    pfad, vorschau = (f"/sitzungen/{sitzung_id}/{was}" for was in ("aufnahme", "auswahl"))
    liste = gerda.druecke("/sitzungen/auswahl", gerda.hole("/vorlagen"), vorlage=[a, b, nur_rat, fremd]).text
    assert f'formaction="{vorschau}"' in liste
    seite = gerda.sende(vorschau, formular(liste)).text
    assert "Haupt- und Finanzausschuss steht nicht in der Beratungsfolge." in text(seite)
    assert "Geheimer Entwurf" not in seite
    gesendet = formular(seite)
    assert gesendet.getlist("vorlage") == [a, b]
    erste = gerda.sende(pfad, gesendet)
    assert gerda.sende(pfad, gesendet).headers["Location"] == erste.headers["Location"]
    assert _punkte(sitzung_id) == ["Netz", "Server"]
    assert gerda.sende(pfad, gesendet | {"einmal": "zweites-mal", "vorlage": a}).status_code == 422
    frieda = besuch("frieda")
    assert frieda.druecke(vorschau, frieda.hole("/vorlagen/neu"), vorlage=a).status_code == 403


def test_die_seite_sagt_was_als_naechstes_dran_ist_und_ordnet_um(besuch: Besucht, stadt: Stadt) -> None:
    sitzung_id, gerda = _sitzung(stadt), besuch("gerda")
    pfad = f"/sitzungen/{sitzung_id}"
    leer = text(gerda.hole(pfad))
    assert "1 Vorbereiten (als Nächstes) Noch kein Punkt auf der Tagesordnung bis Do 02.04.2026" in leer
    assert "Auf der Tagesordnung steht noch nichts. Vorlagen aufnehmen" in leer
    for titel in ("Eröffnung", "Bericht", "Anfragen"):
        tagesordnung.nimm_punkt_auf(sitzung_id, titel, oeffentlich=True, wer=als("gerda"), jetzt=JETZT)
    tagesordnung.nimm_punkt_auf(sitzung_id, "Grundstück", oeffentlich=False, wer=als("gerda"), jetzt=JETZT)
    db.session.remove()
    seite = gerda.hole(pfad)
    assert "N 1: Warum nichtöffentlich beraten wird, ist nicht begründet. Punkt bearbeiten" in text(seite)
    stelle = next(weg for weg in _ziele(seite) if weg.endswith("/stelle"))
    antwort = gerda.druecke(stelle, seite, stelle="2")
    assert antwort.headers["Location"].endswith(f"#top-{stelle.split('/')[-2]}")
    assert _punkte(sitzung_id) == ["Bericht", "Eröffnung", "Anfragen", "Grundstück"]
    assert "„Eröffnung“ steht jetzt als Ö 2 auf der Tagesordnung." in text(gerda.hole(pfad))
    gerda.druecke(f"{pfad}/einladung", gerda.hole(pfad))
    danach = gerda.hole(pfad)
    assert "3 Durchführen (als Nächstes) Di 14.04.2026, 17:00 Uhr" in text(danach)
    assert not [weg for weg in _ziele(danach) if weg.endswith("/stelle")]
    assert wege(danach, f"{pfad}/ergebnisse")


def test_der_kalender_zeigt_sitzung_abgabe_ladung_und_feiertag(besuch: Besucht, stadt: Stadt) -> None:
    sitzung_id, kai = _sitzung(stadt), besuch("kai")
    seite = text(kai.hole("/sitzungen/kalender?monat=2026-04"))
    assert "Freitag, 3. 4. Karfreitag" in seite
    assert "Dienstag, 14. 4. 17:00 HFA" in seite
    assert "Ladung: HFA, 14.04.2026" in seite
    ohne = kai.hole(f"/sitzungen/kalender?monat=2026-04&gremium={stadt.gremien['Rat']}")
    assert sitzung_id not in ohne
    for unsinn in ("2026-13", "0000-01", "9999-12", "x"):
        assert "<h1>März 2026</h1>" in kai.hole(f"/sitzungen/kalender?monat={unsinn}")


def _ziele(seite: str) -> list[str]:
    return [teil.split('"')[0] for teil in seite.split('action="')[1:]]


def _sitzung(stadt: Stadt) -> str:
    sitzung_id = sitzungen.lege_an(stadt.gremien["HFA"], BEGINN, ort="Rathaus", wer=als("gerda"), jetzt=JETZT)
    db.session.remove()
    return sitzung_id


def _punkte(sitzung_id: str) -> list[str]:
    als("gerda")
    db.session.rollback()
    tops = db.session.get_one(Sitzung, sitzung_id).tops
    return [top.titel for top in sorted(tops, key=lambda t: (not t.oeffentlich, t.nummer))]

"""What can be learned without reading a word: from answers that differ, from what a search finds."""

from __future__ import annotations

import re
from contextvars import Context
from datetime import timedelta

from sqlalchemy import select

from tests.abfragen import mitgelesen
from tests.leck.haus import Haus
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.models import Sitzung, Vorlage

GEHEIM = ("entwurf", "in mitzeichnung", "nichtoeffentlich", "nur im Rat")
"""Papers of which nobody outside could ever know that there are any."""
FREMD = "f" * 32
"""An id that nobody has."""
_WECHSELT = re.compile(
    r'nonce-[\w-]+|nonce"? ?(content)?="[\w-]+"|name="(csrf_token|einmal)" value="[^"]*"|data-marke="[^"]*"'
    r"|[0-9a-f]{32}",
    re.IGNORECASE,
)
"""What is new in every answer, and the id that was asked for."""


def unterschiede(haus: Haus, wer: str, vorlage_id: str) -> list[str]:
    """Routes that answer otherwise for this paper, which the person may not see, than for one that is not there.

    Compared are status, length, body, headers, and how many statements went to the database.
    """
    kopf, keks = haus.ausweis(wer, neu=True)
    verschieden = []
    for erste in ("/vorlagen", "/api/v1/vorlagen"):
        _frage(haus, erste, keks, kopf)  # the first request notes that the login or the token is used
    for regel, adresse in haus.ziele["GET"]:
        if vorlage_id not in adresse or "<vorlage_id>" not in regel:
            continue
        da = _frage(haus, adresse, keks, kopf)
        weg = _frage(haus, re.sub(r"[0-9a-f]{32}", FREMD, adresse), keks, kopf)
        if da != weg:
            verschieden.append(f"{regel}: {da[0]} {da[1]} statements, {weg[0]} {weg[1]} statements")
    return verschieden


def verraeterische_filter(haus: Haus, wer: str) -> list[str]:
    """Questions to the list of papers that find what only insiders know of it."""
    klient, (kopf, _) = haus.app.test_client(), haus.ausweis(wer)

    def gefunden(frage: str) -> set[str]:
        return {zeile["id"] for zeile in klient.get(f"/api/v1/vorlagen?{frage}", headers=kopf).get_json()["data"]}

    sicht_oeffnen(ALLE)
    verborgene = db.session.execute(
        select(Vorlage.id, Vorlage.status).where(Vorlage.oeffentlicher_status.is_not(None))
    ).all()
    funde = [f"status={status}" for vorlage_id, status in verborgene if vorlage_id in gefunden(f"status={status}")]
    for frage in (f"gremium={haus.welt.stadt.gremien['Rat']}", f"amt={haus.welt.stadt.aemter['20']}"):
        funde += [frage] if gefunden(frage) else []
    stand = {z["id"]: z["status"] for z in klient.get("/api/v1/vorlagen", headers=kopf).get_json()["data"]}
    funde += [f"status of {vorlage_id}" for vorlage_id, status in verborgene if stand.get(vorlage_id) == status]
    strom = klient.get("/api/v1/aenderungen?anzahl=200", headers=kopf).get_json()["data"]
    funde += [f"feed: {name}" for name in GEHEIM if haus.welt.papiere[name] in {meldung["id"] for meldung in strom}]
    return funde if stand and strom and verborgene else [*funde, "nothing was tried"]


def verraeterische_zeiten(haus: Haus, wer: str) -> list[str]:
    """Addresses that answer otherwise once something happened inside a public paper and in the closed part of a
    meeting: lists in their order, page by page and between two instants, the objects themselves, the feed.
    """
    kopf, keks = haus.ausweis(wer)
    listen = [f"{liste}{mehr}" for liste in ("/vorlagen?x", "/api/v1/vorlagen?anzahl=1") for mehr in ("", "&q=Halle")]
    listen += [f"/api/v1/vorlagen?{grenze}={tag}" for grenze in ("seit", "bis") for tag in ("2026-03-20", "2026-04-01")]
    regeln = re.compile("(vorlagen|sitzungen)(/<[a-z]*_id>)?$|^/oparl/papers$")
    innen = f"{haus.welt.papiere['oeffentlich']}|{haus.welt.sitzungen[0]}|[a-z]$"
    ziele = [adresse for regel, adresse in haus.ziele["GET"] if regeln.search(regel) and re.search(innen, adresse)]
    adressen = [*listen, *ziele]

    def stand() -> dict[str, object]:
        bild: dict[str, object] = {adresse: _frage(haus, adresse, keks, kopf) for adresse in adressen}
        strom = haus.app.test_client().get("/api/v1/aenderungen?anzahl=200", headers=kopf).get_json()["data"]
        return bild | {"feed": [(meldung["art"], meldung["id"], meldung["zeit"]) for meldung in strom]}

    for erste in listen:
        _frage(haus, erste, keks, kopf)  # the first request notes that the login or the token is used
    vorher = stand()
    sicht_oeffnen(ALLE)
    vorlage = db.session.get_one(Vorlage, haus.welt.papiere["oeffentlich"])
    vorlage.version, vorlage.bearbeiter = vorlage.version + 1, f"{vorlage.bearbeiter}."
    vorlage.geaendert += timedelta(days=40)
    db.session.get_one(Sitzung, haus.welt.sitzungen[0]).version += 1
    db.session.commit()
    _frage(haus, "/oparl/papers", keks, kopf)  # the first that asks follows the feed
    nachher = stand()
    return [adresse for adresse in vorher if vorher[adresse] != nachher[adresse]]


def _frage(haus: Haus, adresse: str, keks: str, kopf: dict[str, str]) -> tuple[int, int, str, str]:
    klient = haus.app.test_client()
    klient.set_cookie("vorlagen", keks)
    with mitgelesen() as gefragt:
        antwort = Context().run(klient.get, adresse, headers=kopf)
    koepfe = "\n".join(f"{name}: {wert}" for name, wert in antwort.headers if name != "Set-Cookie")
    return (
        antwort.status_code,
        len(gefragt),
        _WECHSELT.sub("", koepfe),
        _WECHSELT.sub("", antwort.data.decode(errors="replace")),
    )

"""A small invented council information system that speaks OParl, on a port of this machine; odd on purpose."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from tests.welt import Stadt, freigegeben
from vorlagen.extensions import db
from vorlagen.models import Vorlage

Antwort = Callable[["FremdesRis", str, dict[str, str]], tuple[int, bytes, dict[str, str]]]
VERSION: Final = "https://schema.oparl.org/1.1/"


class FremdesRis:
    """`listen` are the objects by list, `weg` those that were deleted; `eigensinn` answers a path in its own way."""

    def __init__(self, basis: str, seitengroesse: int) -> None:
        self.basis, self.seitengroesse = basis, seitengroesse
        self.listen: dict[str, list[dict[str, Any]]] = {n: [] for n in ("organization", "person", "meeting", "paper")}
        self.weg: dict[str, list[dict[str, Any]]] = {name: [] for name in self.listen}
        self.eigensinn: dict[str, Antwort] = {}
        self.gefragt: list[str] = []

    def id(self, typ: str, nr: object) -> str:
        """An address as ALLRIS 4 writes it."""
        return f"{self.basis}/public/oparl/{typ}?{nr if '=' in str(nr) else f'id={nr}'}"

    def dazu(self, liste: str, typ: str, kennung: str, **felder: Any) -> dict[str, Any]:
        """Add an object; one of the same id is replaced and counts as changed just now."""
        objekt = {"id": kennung, "type": VERSION + typ, "created": "2024-01-01T00:00:00+01:00", **felder}
        objekt.setdefault("modified", "2024-01-01T00:00:00+01:00")
        self.listen[liste] = [alt for alt in self.listen[liste] if alt["id"] != kennung] + [objekt]
        return objekt

    def loesche(self, liste: str, kennung: str) -> None:
        """It becomes a tombstone."""
        self.listen[liste] = [objekt for objekt in self.listen[liste] if objekt["id"] != kennung]
        self.weg[liste].append({"id": kennung, "deleted": True, "modified": "2026-04-01T00:00:00+02:00"})

    def antworte(self, url: str) -> tuple[int, bytes, dict[str, str]]:
        """What the server says to a GET."""
        self.gefragt.append(url)
        teile = urlsplit(url)
        frage = {name: werte[-1] for name, werte in parse_qs(teile.query).items()}
        name = teile.path.rpartition("/")[2]
        if name in self.eigensinn:
            return self.eigensinn[name](self, url, frage)
        if name == "system":
            return als_json({"id": url, "type": VERSION + "System", "body": f"{self.basis}/public/oparl/bodies"})
        if name == "bodies":
            return als_json({"data": [self._koerper()], "links": {}, "pagination": {}})
        if name in self.listen:
            return als_json(self.seite(name, frage))
        return 404, b"{}", {}

    def seite(self, name: str, frage: Mapping[str, str]) -> dict[str, Any]:
        """One page of a list, tombstones with `modified_since` only."""
        seit = frage.get("modified_since")
        alle = self.listen[name] + (self.weg[name] if seit else [])
        gewollte = [objekt for objekt in alle if not seit or objekt["modified"][:10] >= seit[:10]]
        nr, je = int(frage.get("page", 1)), self.seitengroesse
        links = {}
        if nr * je < len(gewollte):
            links["next"] = f"{self.basis}/public/oparl/{name}?page={nr + 1}" + (
                f"&modified_since={seit[:10]}" if seit else ""
            )
        blatt = {"totalElements": len(gewollte), "currentPage": nr, "totalPages": -(-len(gewollte) // je) or 1}
        return {"data": gewollte[(nr - 1) * je : nr * je], "pagination": blatt, "links": links}

    def _koerper(self) -> dict[str, Any]:
        listen = {name: f"{self.basis}/public/oparl/{name}" for name in self.listen}
        perioden = [{"id": self.id("terms", 1), "name": "11. Wahlperiode", "startDate": "2020-11-01"}]
        kopf = {"id": f"{self.basis}/public/oparl/body", "type": VERSION + "Body", "name": "Stadt Lindenstadt"}
        return {**kopf, "ags": "5358016", "legislativeTerm": perioden, **listen}


def als_json(inhalt: Any) -> tuple[int, bytes, dict[str, str]]:
    """An answer with JSON."""
    return 200, json.dumps(inhalt).encode(), {"Content-Type": "application/json"}


@contextmanager
def fremdes_ris(seitengroesse: int = 2) -> Iterator[FremdesRis]:
    """A running server with nothing in it."""

    class Tuer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, koerper, kopf = ris.antworte(self.path)
            self.send_response(status)
            for name, wert in {**kopf, "Content-Length": str(len(koerper))}.items():
                self.send_header(name, wert)
            self.end_headers()
            self.wfile.write(koerper)

        def log_message(self, *_worte: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tuer)
    ris = FremdesRis(f"http://127.0.0.1:{server.server_port}", seitengroesse)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield ris
    finally:
        server.shutdown()
        server.server_close()


def fuelle(ris: FremdesRis) -> None:
    """Two bodies, two members, a past and a coming meeting, three papers, one of them with a shell."""
    hfa, spd = ris.id("organizations", "typ=gr&id=1"), ris.id("organizations", "typ=fr&id=9")
    ris.dazu("organization", "Organization", hfa, name="Haupt- und Finanzausschuss", organizationType="Gremium")
    ris.dazu("organization", "Organization", ris.id("organizations", "typ=gr&id=2"), name="Umweltausschuss",
             organizationType="Gremium", endDate="2020-10-31")  # fmt: skip
    ris.dazu("organization", "Organization", spd, name="Fraktion Linde", organizationType="Fraktion")
    ris.dazu("organization", "Organization", ris.id("organizations", "typ=at&id=3"), name="Bauamt",
             organizationType="Verwaltungsbereich")  # fmt: skip
    ris.dazu("person", "Person", ris.id("persons", 1), name="Frau Lea Laub", formOfAddress="Frau", membership=[
        {"id": ris.id("memberships", 1), "organization": hfa, "role": "Vorsitzende", "startDate": "2020-11-01"},
        {"id": ris.id("memberships", 2), "organization": spd, "startDate": "2020-11-01"}])  # fmt: skip
    ort = {"description": "Rathaus, Ratssaal"}
    datennetz = {"consultation": ris.id("consultations", 1), "result": "ungeändert beschlossen"}
    datennetz |= {"name": "Datennetz", "resolutionText": "Das Netz wird gebaut."}
    ris.dazu("meeting", "Meeting", ris.id("meetings", "SILFDNR=77"), start="2024-03-05T18:00:00+01:00", location=ort,
             organization=[hfa], name="3. Sitzung", agendaItem=[
        {"id": ris.id("agendaItems", 1), "number": "Ö 1", "name": "Eröffnung", "order": 100001, "public": True},
        {"id": ris.id("agendaItems", "TOLFDNR=2"), "number": "Ö 2", "order": 100002, "public": True, **datennetz},
        {"id": ris.id("agendaItems", 3), "number": "N 1", "order": 100003, "public": False}])  # fmt: skip
    spielplatz = {"name": "Spielplatz", "consultation": ris.id("consultations", 2)}
    ris.dazu("meeting", "Meeting", ris.id("meetings", 78), start="2099-03-05T18:00:00+01:00", organization=[hfa],
             meetingState="eingeladen", agendaItem=[
        {"id": ris.id("agendaItems", 4), "number": "Ö 1", "order": 0, "public": True, **spielplatz}])  # fmt: skip
    ris.dazu("paper", "Paper", ris.id("papers", "VOLFDNR=1001"), name="Ausbau Datennetz", reference="2024/001",
             date="2024-02-01", paperType="Beschlussvorlage", underDirectionOf=[ris.id("organizations", "typ=at&id=3")],
             mainFile={"id": ris.id("files", 1), "name": "Vorlage", "accessUrl": f"{ris.basis}/datei.txt"},
             consultation=[{"id": ris.id("consultations", 1), "organization": [hfa], "role": "Entscheidung",
                            "meeting": ris.id("meetings", "SILFDNR=77"),
                            "agendaItem": ris.id("agendaItems", "TOLFDNR=2")}])  # fmt: skip
    ris.dazu("paper", "Paper", ris.id("papers", 2), name="Spielplatz am Anger", reference="2099/001",
             paperType="Beschlussvorlage", consultation=[  # the item points here, nothing points back
        {"id": ris.id("consultations", 2), "organization": [hfa], "role": "Entscheidung",
         "meeting": ris.id("meetings", 78)}])  # fmt: skip
    ris.dazu("paper", "Paper", ris.id("papers", 3), name="Grundstück", reference="2024/003", consultation=[
        {"id": ris.id("consultations", 3)}])  # fmt: skip


def bruecke(stadt: Stadt, ris: FremdesRis, **punkt: Any) -> str:
    """A paper that runs here stands on the agenda of the foreign HFA; `punkt` is what else is said there."""
    vorlage_id = freigegeben(stadt)
    nummer = db.session.get_one(Vorlage, vorlage_id).nummer
    hfa, kennung = ris.id("organizations", "typ=gr&id=1"), ris.id("meetings", 80)
    top = {"id": ris.id("agendaItems", 80), "number": "Ö 7", "name": "Netz", "public": True, **punkt}
    top["consultation"] = ris.id("consultations", 80)
    ris.dazu("meeting", "Meeting", kennung, start="2026-03-20T18:00:00+01:00", organization=[hfa], agendaItem=[top])
    station = {"id": ris.id("consultations", 80), "meeting": kennung, "organization": [hfa], "agendaItem": top["id"]}
    ris.dazu("paper", "Paper", ris.id("papers", 80), name="Netz", reference=nummer, consultation=[station])
    return vorlage_id

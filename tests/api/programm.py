"""A program that speaks JSON to the application, as one of the cast."""

from __future__ import annotations

from contextvars import Context
from datetime import UTC, datetime
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from vorlagen.services import anmeldung

HFA = "Haupt- und Finanzausschuss"


class Programm:
    """Sends requests with the token of one person; each request finds a fresh context, as it would in a server."""

    def __init__(self, klient: FlaskClient, anmeldename: str | None) -> None:
        self.klient = klient
        self.kopf: dict[str, str] = {}
        if anmeldename is not None:
            self.kopf["Authorization"] = f"Bearer {anmeldung.token_neu(anmeldename, jetzt=datetime.now(UTC))}"

    def rufe(self, methode: str, pfad: str, *, kopf: dict[str, str] | None = None, **rest: Any) -> TestResponse:
        """Any request; paths without a leading slash lie under /api/v1/."""
        ziel = pfad if pfad.startswith(("/", "http")) else f"/api/v1/{pfad}"
        return Context().run(self.klient.open, ziel, method=methode, headers={**self.kopf, **(kopf or {})}, **rest)

    def lies(self, pfad: str, status: int = 200, **rest: Any) -> Any:
        """GET; the body as JSON."""
        return _koerper(self.rufe("GET", pfad, **rest), status)

    def schicke(self, pfad: str, werte: Any, status: int = 200, **rest: Any) -> Any:
        """POST; the body as JSON."""
        return _koerper(self.rufe("POST", pfad, json=werte, **rest), status)

    def aendere(self, pfad: str, werte: Any, status: int = 200, **rest: Any) -> Any:
        """PATCH; the body as JSON."""
        return _koerper(self.rufe("PATCH", pfad, json=werte, **rest), status)

    def tue(self, vorlage_id: str, schritt: str, status: int = 200, **rest: Any) -> Any:
        """Take a step at the version that is current."""
        version = self.lies(f"vorlagen/{vorlage_id}")["version"]
        return self.schicke(f"vorlagen/{vorlage_id}/schritte", {"schritt": schritt, "version": version, **rest}, status)


class Besetzung:
    """The cast by name; each gets a token when first asked for."""

    def __init__(self, klient: FlaskClient) -> None:
        self.klient = klient
        self.programme: dict[str | None, Programm] = {}

    def __call__(self, anmeldename: str | None) -> Programm:
        if anmeldename not in self.programme:
            self.programme[anmeldename] = Programm(self.klient, anmeldename)
        return self.programme[anmeldename]


def zeichne(rufen: Besetzung, vorlage_id: str, **werte: Any) -> None:
    """Kai and Berta sign what they have read."""
    for anmeldename, amt in (("kai", "Kämmerei"), ("berta", "Rechtsamt")):
        vorlage = rufen(anmeldename).lies(f"vorlagen/{vorlage_id}")
        offen = next(m["id"] for m in reversed(vorlage["mitzeichnungen"]) if m["amt"] == amt)
        votum = {"votum": "zugestimmt", "fassung": vorlage["fassung"], **werte}
        rufen(anmeldename).schicke(f"vorlagen/{vorlage_id}/mitzeichnungen/{offen}", votum)


def entwurf(**werte: Any) -> dict[str, Any]:
    """A complete draft that two offices are to sign, as JSON."""
    return {
        "art": "Mitteilungsvorlage",
        "betreff": "Sachstand Datennetz",
        "oeffentlich": True,
        "sachverhalt": "<p>Das Netz wächst.</p>",
        "beschlussvorschlag": "<p>Der Ausschuss nimmt Kenntnis.</p>",
        "beratungsfolge": [{"gremium": HFA, "art": "Kenntnisnahme"}],
        "mitzeichnungen": [{"amt": "Kämmerei"}, {"amt": "Rechtsamt"}],
        **werte,
    }


def freigegeben(rufen: Besetzung, **werte: Any) -> str:
    """A released paper; its id."""
    vorlage_id = rufen("frieda").schicke("vorlagen", entwurf(**werte), 201)["id"]
    rufen("frieda").tue(vorlage_id, "zur_mitzeichnung_geben")
    zeichne(rufen, vorlage_id)
    rufen("olaf").tue(vorlage_id, "freigeben")
    return str(vorlage_id)


def _koerper(antwort: TestResponse, status: int) -> Any:
    assert antwort.status_code == status, antwort.get_data(as_text=True)[:1000]
    return antwort.get_json()

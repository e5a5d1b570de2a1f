"""Das ganze Leben einer Mitteilungsvorlage über die JSON-Schnittstelle, nur mit der Standardbibliothek.

    python3 dev.py demo                # in einem ersten Fenster
    python3 docs/beispiel_json.py      # in einem zweiten, mit derselben VORLAGEN_INSTANCE

Die Adresse steht in VORLAGEN_BASE_URL (sonst http://127.0.0.1:8000). Die Zugangstoken holt das Beispiel mit
`vorlagen person token NAME`, oder es nimmt sie aus TOKEN_FRIEDA, TOKEN_KAI, TOKEN_BERTA, TOKEN_OLAF und TOKEN_GERDA.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

BASIS = os.environ.get("VORLAGEN_BASE_URL", "http://127.0.0.1:8000") + "/api/v1/"


class Programm:
    """Ein Programm, das im Namen einer Person arbeitet."""

    def __init__(self, name: str) -> None:
        self.token = os.environ.get(f"TOKEN_{name.upper()}") or _neues_token(name)

    def rufe(self, methode: str, pfad: str, werte: dict[str, Any] | None = None) -> bytes:
        """Schickt eine Anfrage; der Idempotency-Key macht das Schreiben gefahrlos wiederholbar."""
        kopf, koerper = {"Authorization": f"Bearer {self.token}"}, None
        if werte is not None:
            kopf |= {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
            koerper = json.dumps(werte).encode()
        anfrage = Request(BASIS + pfad, koerper, kopf, method=methode)  # noqa: S310 - wer startet, nennt die Adresse
        try:
            with urlopen(anfrage) as antwort:  # noqa: S310
                return antwort.read()  # type: ignore[no-any-return]
        except HTTPError as fehler:
            sys.exit(f"{methode} {pfad}: {json.load(fehler)['detail']}")

    def lies(self, pfad: str) -> Any:
        return json.loads(self.rufe("GET", pfad))

    def schicke(self, pfad: str, werte: dict[str, Any]) -> Any:
        return json.loads(self.rufe("POST", pfad, werte))

    def tue(self, pfad: str, schritt: str) -> Any:
        """Tut einen Schritt mit der Version, die gerade gilt."""
        return self.schicke(f"{pfad}/schritte", {"schritt": schritt, "version": self.lies(pfad)["version"]})


def _neues_token(name: str) -> str:
    orte = (Path(sys.executable).parent, Path(__file__).resolve().parent.parent / ".venv" / "bin")
    befehl = shutil.which("vorlagen", path=os.pathsep.join(map(str, orte))) or shutil.which("vorlagen")
    if befehl is None:
        sys.exit("Der Befehl „vorlagen“ ist nicht da. Bitte zuerst „python3 dev.py demo“ starten.")
    ausgabe = subprocess.run([befehl, "person", "token", name], capture_output=True, text=True)  # noqa: S603
    if ausgabe.returncode != 0:
        sys.exit(ausgabe.stderr.strip())
    return ausgabe.stdout.strip()


def hauptteil() -> None:
    frieda, kai, berta, olaf, gerda = (Programm(name) for name in ("frieda", "kai", "berta", "olaf", "gerda"))
    gremium = gerda.lies("gremien")["data"][0]
    aemter = {wer: wer.lies("personen/ich")["amt"]["id"] for wer in (kai, berta)}

    # Ein leerer Entwurf sagt, was ihm fehlt.
    vorlage = frieda.schicke("vorlagen", {"art": "Mitteilungsvorlage"})
    pfad = f"vorlagen/{vorlage['id']}"
    for grund in frieda.lies(f"{pfad}/schritte")["data"][0]["gruende"]:
        print("noch offen:", grund["text"])

    werte = {
        "version": vorlage["version"],
        "betreff": "Sachstand Glasfaserausbau",
        "oeffentlich": True,
        "sachverhalt": "<p>Drei von vier Schulen sind angeschlossen.</p>",
        "beschlussvorschlag": "<p>Der Ausschuss nimmt den Sachstand zur Kenntnis.</p>",
        "beratungsfolge": [{"gremium": gremium["id"], "art": "Kenntnisnahme"}],
        "mitzeichnungen": [{"amt": amt} for amt in aemter.values()],
    }
    frieda.rufe("PATCH", pfad, werte)
    frieda.tue(pfad, "zur_mitzeichnung_geben")

    for wer, amt in aemter.items():
        gelesen = wer.lies(pfad)
        eigene = next(m for m in gelesen["mitzeichnungen"] if m["amt_id"] == amt)
        wer.schicke(f"{pfad}/mitzeichnungen/{eigene['id']}", {"votum": "zugestimmt", "fassung": gelesen["fassung"]})
        print("mitgezeichnet:", eigene["amt"])

    vorlage = olaf.tue(pfad, "freigeben")
    print("Nummer:", vorlage["nummer"])

    beginn = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    sitzung = gerda.schicke("sitzungen", {"gremium": gremium["id"], "beginn": beginn, "ort": "Rathaus"})
    beratung = vorlage["beratungsfolge"][0]["id"]
    top = gerda.schicke(f"sitzungen/{sitzung['id']}/tagesordnung", {"beratung": beratung})
    print("Tagesordnung:", top["top"])

    ergebnis = {"ergebnis": "zur Kenntnis genommen", "ausgang": "kenntnis_genommen"}
    vorlage = gerda.schicke(f"{pfad}/beratungen/{beratung}/ergebnis", ergebnis)
    print("Status:", vorlage["status"], *vorlage["hinweise"])

    for dokument in frieda.lies(f"{pfad}/dokumente")["data"]:
        word = frieda.rufe("GET", f"{pfad}/dokumente/{dokument['name']}.docx")
        print("Word-Datei:", dokument["name"], len(word), "Byte")
    verlauf = frieda.lies(f"{pfad}/verlauf")["data"]
    kette = all(nachher["vorher"] == vorher["hash"] for vorher, nachher in pairwise(verlauf))
    print("Verlauf:", len(verlauf), "Einträge,", "verkettet" if kette else "UNTERBROCHEN")


if __name__ == "__main__":
    hauptteil()

"""Webhooks from the machine itself."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Ruf
from tests.welt import Stadt
from vorlagen.config import Einstellungen


@pytest.mark.probe
def test_ein_webhook_entsteht_wird_geprobt_und_geht(rufe: Ruf, instanz: Einstellungen, stadt: Stadt) -> None:
    assert rufe("webhook", "liste") == (0, "Es gibt keinen Webhook.\n", "")
    status, aus, _ = rufe("webhook", "neu", "https://dms.example/haken", "--art", "vorlage.geaendert", "--json")
    neu = json.loads(aus)
    assert (status, neu["geheimnis"].startswith("whsec_")) == (0, True)
    (einer,) = json.loads(rufe("webhook", "liste", "--json")[1])
    assert einer == {
        "id": neu["id"], "url": "https://dms.example/haken", "bezeichnung": "", "arten": ["vorlage.geaendert"],
        "aktiv": True, "abgeschaltet": None,
    }  # fmt: skip
    assert "aktiv" in rufe("webhook", "liste")[1]
    assert "msg_" in rufe("webhook", "probe", neu["id"])[1]
    assert rufe("webhook", "neu", "http://127.0.0.1/haken")[0] == 1
    assert rufe("webhook", "loesche", neu["id"])[0] == 0
    assert rufe("webhook", "loesche", neu["id"]) == (1, "", "Diesen Webhook gibt es nicht.\n")

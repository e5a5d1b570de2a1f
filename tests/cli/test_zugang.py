"""`vorlagen person einladen|passwort|sperre|entsperre|abmelden|zweiter-faktor-aus`, one life of an account."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from tests.cli.conftest import Ruf
from tests.welt import PASSWORT, Stadt
from vorlagen.config import Einstellungen
from vorlagen.fehler import NichtAngemeldet
from vorlagen.services import anmeldung, passwoerter

pytestmark = pytest.mark.probe

NEUES = "sieben ruhige Kiesel"


def _kommt_hinein(passwort: str) -> bool:
    try:
        return anmeldung.anmelden("gerda", passwort, jetzt=datetime.now(UTC)).wer.anmeldename == "gerda"
    except NichtAngemeldet:
        return False


def test_ein_konto_von_der_einladung_bis_zur_sperre(
    stadt: Stadt, instanz: Einstellungen, rufe: Ruf, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, link, _ = rufe("person", "einladen", "gerda", "--link")
    assert (status, link.startswith("http://127.0.0.1:8000/passwort/")) == (0, True)
    passwoerter.setze_mit_link(link.strip().rpartition("/")[2], NEUES, jetzt=datetime.now(UTC))
    assert (_kommt_hinein(NEUES), _kommt_hinein(PASSWORT)) == (True, False)
    assert rufe("person", "einladen", "gerda")[:2] == (0, "Die Mail mit dem Link liegt im Postausgang.\n")
    token = rufe("person", "token", "gerda", "--umfang", "lesen", "--name", "Abgleich")[1].strip()
    assert anmeldung.mit_token(token, jetzt=datetime.now(UTC)).umfang == "lesen"
    assert rufe("person", "abmelden", "gerda")[0] == 0
    assert rufe("person", "sperre", "gerda") == (0, "„gerda“ ist gesperrt.\n", "")
    assert not _kommt_hinein(NEUES)
    with pytest.raises(NichtAngemeldet):
        anmeldung.mit_token(token, jetzt=datetime.now(UTC))
    assert rufe("person", "einladen", "gerda", "--link")[0] == 1
    assert rufe("person", "entsperre", "gerda")[0] == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("noch ein ruhiger Kiesel\n"))
    assert rufe("person", "passwort", "gerda") == (0, "„gerda“ hat ein neues Passwort.\n", "")
    assert (_kommt_hinein(NEUES), _kommt_hinein("noch ein ruhiger Kiesel")) == (False, True)
    assert rufe("person", "zweiter-faktor-aus", "gerda")[1:] == ("", "Gerda Glocke hat keinen zweiten Faktor.\n")
    unbekannt = "Eine Person mit dem Anmeldenamen „niemals“ gibt es nicht.\n"
    for befehl in ("einladen", "sperre", "entsperre", "abmelden", "zweiter-faktor-aus"):
        assert rufe("person", befehl, "niemals") == (1, "", unbekannt)

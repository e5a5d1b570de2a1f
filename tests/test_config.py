"""Every setting, what it does, and the sentence with which a wrong one stops the start."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from vorlagen.config import TABELLE, Einstellungen, aus_umgebung
from vorlagen.fehler import EinstellungUngueltig

GEHEIM = "ein-langes-geheimnis-fuer-die-pruefungen"


def _mit(tmp_path: Path, **werte: str) -> Einstellungen:
    umgebung = {"VORLAGEN_INSTANCE": str(tmp_path), "VORLAGEN_SECRET_KEY": GEHEIM}
    return aus_umgebung({**umgebung, **{f"VORLAGEN_{name}": wert for name, wert in werte.items()}})


def test_ohne_angaben_gilt_was_in_der_tabelle_steht(tmp_path: Path) -> None:
    assert aus_umgebung({"VORLAGEN_INSTANCE": str(tmp_path), "VORLAGEN_SECRET_KEY": GEHEIM}) == Einstellungen(
        instance=tmp_path,
        database_url=f"sqlite:///{tmp_path}/vorlagen.sqlite3",
        secret_key=GEHEIM,
        base_url="http://127.0.0.1:8000",
        smtp_url=None,
        absender="vorlagen@localhost",
        sitzung_stunden=12,
        sitzung_leerlauf=60,
        proxies=0,
        sqlite_synchronous="FULL",
        demo=False,
    )


def test_jede_einstellung_kommt_an(tmp_path: Path) -> None:
    einstellungen = _mit(
        tmp_path,
        DATABASE_URL="postgresql+psycopg://a@b/c",
        BASE_URL="https://vorlagen.example.org/",
        SMTP_URL="smtp://mail.example.org:587?starttls=1",
        ABSENDER="rathaus@example.org",
        SITZUNG_STUNDEN="8",
        SITZUNG_LEERLAUF="30",
        PROXIES="2",
        SQLITE_SYNCHRONOUS="normal",
        OPARL_LIZENZ="CC0-1.0",
    )
    assert einstellungen == Einstellungen(
        instance=tmp_path,
        database_url="postgresql+psycopg://a@b/c",
        secret_key=GEHEIM,
        base_url="https://vorlagen.example.org",
        smtp_url="smtp://mail.example.org:587?starttls=1",
        absender="rathaus@example.org",
        sitzung_stunden=8,
        sitzung_leerlauf=30,
        proxies=2,
        sqlite_synchronous="NORMAL",
        oparl_lizenz="https://creativecommons.org/publicdomain/zero/1.0/",
    )
    assert einstellungen.sicher


def test_die_tabelle_nennt_jede_einstellung_die_gelesen_wird(tmp_path: Path) -> None:
    gelesen: set[str] = set()

    class Umgebung(dict[str, str]):
        def get(self, name: str, sonst: str | None = None) -> str | None:  # type: ignore[override]
            gelesen.add(name)
            return super().get(name, sonst)

    aus_umgebung(Umgebung(VORLAGEN_INSTANCE=str(tmp_path)))
    assert gelesen == {name for name, _, _ in TABELLE}


@pytest.mark.parametrize(
    ("name", "wert", "satz"),
    [
        ("DATABASE_URL", "mysql://a@b/c", "gebraucht wird sqlite:///… oder postgresql+psycopg://…"),
        ("DATABASE_URL", "C:\\daten.db", "gebraucht wird sqlite:///… oder postgresql+psycopg://…"),
        ("SECRET_KEY", "", "VORLAGEN_SECRET_KEY ist zu kurz oder zu einfach."),
        ("SECRET_KEY", "changeme", "VORLAGEN_SECRET_KEY ist zu kurz oder zu einfach."),
        ("SECRET_KEY", "a" * 64, "VORLAGEN_SECRET_KEY ist zu kurz oder zu einfach."),
        ("SECRET_KEY", GEHEIM[:31], "VORLAGEN_SECRET_KEY ist zu kurz oder zu einfach."),
        ("BASE_URL", "vorlagen.example.org", "„vorlagen.example.org“ ist keine Adresse"),
        ("BASE_URL", "ftp://example.org", "„ftp://example.org“ ist keine Adresse"),
        ("BASE_URL", "https://example.org/?a=1", "„https://example.org/?a=1“ ist keine Adresse"),
        ("SMTP_URL", "http://mail.example.org", "gebraucht wird smtp://host:port oder smtps://host:port."),
        ("ABSENDER", "rathaus", "ist keine Mailadresse."),
        ("ABSENDER", "a@example.org\r\nBcc: b@example.org", "ist keine Mailadresse."),
        ("SITZUNG_STUNDEN", "0", "möglich sind 1 bis 168, nicht „0“."),
        ("SITZUNG_LEERLAUF", "1441", "möglich sind 5 bis 1440, nicht „1441“."),
        ("PROXIES", "viele", "VORLAGEN_PROXIES: „viele“ ist keine Anzahl."),
        ("PROXIES", "-1", "VORLAGEN_PROXIES: „-1“ ist keine Anzahl."),
        ("PROXIES", "²", "VORLAGEN_PROXIES: „²“ ist keine Anzahl."),
        ("SQLITE_SYNCHRONOUS", "OFF", "möglich sind FULL und NORMAL, nicht „OFF“."),
    ],
)
def test_ein_falscher_wert_haelt_den_start_mit_einem_satz_an(tmp_path: Path, name: str, wert: str, satz: str) -> None:
    with pytest.raises(EinstellungUngueltig) as gefangen:
        _mit(tmp_path, **{name: wert})
    assert satz in gefangen.value.satz
    assert f"VORLAGEN_{name}" in gefangen.value.satz


def test_ein_instanzordner_der_eine_datei_ist_wird_genannt(tmp_path: Path) -> None:
    datei = tmp_path / "datei"
    datei.touch()
    with pytest.raises(EinstellungUngueltig) as gefangen:
        _mit(tmp_path, INSTANCE=str(datei / "drunter"))
    assert str(datei / "drunter") in gefangen.value.satz


def test_ein_satz_verraet_kein_geheimnis(tmp_path: Path) -> None:
    for name, wert in (
        ("SECRET_KEY", "hunter2"),
        ("SMTP_URL", "http://ich:hunter2@mail"),
        ("DATABASE_URL", "x://a:hunter2@b"),
    ):
        with pytest.raises(EinstellungUngueltig) as gefangen:
            _mit(tmp_path, **{name: wert})
        assert "hunter2" not in gefangen.value.satz


@pytest.mark.parametrize("kurz", ["postgres://a:b@c/d", "postgresql://a:b@c/d"])
def test_kurze_postgres_adressen_bekommen_den_treiber(tmp_path: Path, kurz: str) -> None:
    assert _mit(tmp_path, DATABASE_URL=kurz).database_url == "postgresql+psycopg://a:b@c/d"


def test_ohne_schluessel_entsteht_einer_den_nur_wir_lesen(tmp_path: Path) -> None:
    umgebung = {"VORLAGEN_INSTANCE": str(tmp_path / "neu")}
    erster = aus_umgebung(umgebung).secret_key
    ort = tmp_path / "neu" / "geheimnis"
    assert (len(erster), stat.S_IMODE(ort.stat().st_mode)) == (64, 0o600)
    assert aus_umgebung(umgebung).secret_key == erster == ort.read_text(encoding="ascii")


def test_ein_leeres_geheimnis_ist_keines(tmp_path: Path) -> None:
    (tmp_path / "geheimnis").touch()
    with pytest.raises(EinstellungUngueltig) as gefangen:
        aus_umgebung({"VORLAGEN_INSTANCE": str(tmp_path)})
    assert gefangen.value.satz.startswith(f"Die Datei {tmp_path / 'geheimnis'} ist leer oder beschädigt.")


def test_zwei_instanzen_haben_nicht_denselben_schluessel(tmp_path: Path) -> None:
    eine, andere = (aus_umgebung({"VORLAGEN_INSTANCE": str(tmp_path / name)}).secret_key for name in "ab")
    assert eine != andere


def test_ueber_http_reisen_cookies_auch_ohne_verschluesselung(tmp_path: Path) -> None:
    assert not _mit(tmp_path, BASE_URL="http://rathaus.example.org:8000").sicher

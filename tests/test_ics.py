"""Calendar files: escaped, folded, in Berlin's time, and with a zone that every program knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from vorlagen.kalender import ics

BEGINN = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)


def test_ein_eintrag_steht_maskiert_gefaltet_und_in_ortszeit_da() -> None:
    ereignis = ics.Ereignis(
        uid="u-1",
        folge=3,
        geaendert=BEGINN - timedelta(days=9),
        beginn=BEGINN,
        ende=None,
        titel="Ausschuss für Bürger, Brücken; Bäche\r\nBEGIN:VALARM\x07" + "ü" * 60,
        ort="",
        adresse="https://rat.example/oeffentlich/sitzungen/1",
        abgesagt=True,
    )
    datei = ics.kalender("Sitzungen", [ereignis])
    assert datei.replace("\r\n", "").count("\n") == 0
    assert max(len(zeile.encode()) for zeile in datei.split("\r\n")) == 75
    zeilen = datei.replace("\r\n ", "").split("\r\n")
    titel = "SUMMARY:Abgesagt: Ausschuss für Bürger\\, Brücken\\; Bäche\\nBEGIN:VALARM " + "ü" * 60
    assert [z for z in zeilen if z.startswith("SUMMARY") or "VALARM" in z] == [titel]
    for zeile in (
        "DTSTART;TZID=Europe/Berlin:20260331T180000",
        "DTEND;TZID=Europe/Berlin:20260331T200000",
        "DTSTAMP:20260322T160000Z",
        "SEQUENCE:3",
        "STATUS:CANCELLED",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    ):
        assert zeilen.count(zeile) == 1, zeile
    assert (zeilen[0], zeilen[-2:], "LOCATION:" in zeilen) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""], False)

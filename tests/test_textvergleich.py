"""Two texts side by side: what stays, goes and comes, piece by piece and word by word."""

from __future__ import annotations

from vorlagen.richtext.vergleich import Form, stuecke, vergleiche, wortweise


def test_in_listen_und_tabellen_steht_die_aenderung_wo_sie_ist() -> None:
    alt = stuecke(
        "<p>Der Rat beschließt</p><ol><li>den Bau der Halle,</li><li>die Mittel.</li></ol>"
        "<table><tr><td>2026</td><td>100.000 €</td></tr><tr><td>2027</td><td>5 €</td></tr></table>"
    )
    neu = stuecke(
        "<p>Der Rat beschließt</p><ol><li>den Auftrag,</li><li>den Bau der neuen Halle,</li><li>die Mittel.</li></ol>"
        "<table><tr><td>2026</td><td>120.000 €</td></tr><tr><td>2027</td><td>5 €</td></tr></table>"
    )
    zeilen = vergleiche(alt, neu)
    assert [(z.form, z.marke, z.gleich) for z in zeilen] == [
        (Form.ABSATZ, "", True),
        (Form.PUNKT, "1.", False),
        (Form.PUNKT, "2.", False),
        (Form.PUNKT, "3.", True),  # counted anew, not changed
        (Form.REIHE, "", False),
        (Form.REIHE, "", True),
    ]
    assert zeilen[1].zellen == ((("+", "den Auftrag,"),),)
    assert zeilen[2].zellen == ((("=", "den Bau der "), ("+", "neuen "), ("=", "Halle,")),)
    assert zeilen[4].zellen == ((("=", "2026"),), (("-", "100.000 "), ("+", "120.000 "), ("=", "€")))


def test_was_nichts_miteinander_zu_tun_hat_wird_nicht_vermengt_und_nichts_geht_verloren() -> None:
    alt, neu = "Erster Satz hier.\nGanz andere Worte.", "Völlig neuer Inhalt dort.\nGanz andere Worte stehen."
    zeilen = vergleiche(stuecke(alt), stuecke(neu))
    for zeichen, text in (("-", alt), ("+", neu)):
        behalten = ["".join(t for z, t in teile if z in ("=", zeichen)) for eine in zeilen for teile in eine.zellen]
        assert [satz for satz in behalten if satz] == text.splitlines()
    assert [eine.gleich for eine in vergleiche(stuecke(alt), stuecke(alt))] == [True, True]
    assert wortweise("rot", "rot und blau\n") == (("=", "rot"), ("+", " und blau\n"))
    assert wortweise("a " * 3000, "b " * 3000) == (("-", "a " * 3000), ("+", "b " * 3000))

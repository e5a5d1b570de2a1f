"""Offices and bodies: renamed by the administration, retired only when nothing runs in them."""

from __future__ import annotations

from tests.web.besuch import Felder, formular, text
from tests.web.conftest import Besucht
from tests.welt import Stadt, als, baue_stadt, entwurf


def mit(felder: Felder, **mehr: str) -> Felder:
    for name, wert in mehr.items():
        felder[name] = wert
    return felder


def test_aemter_und_gremien_werden_angelegt_umbenannt_und_nicht_ueberschrieben(besuch: Besucht, stadt: Stadt) -> None:
    adele = besuch("adele")
    for art, kennung in (("aemter", stadt.aemter["30"]), ("gremien", stadt.gremien["HFA"])):
        liste, eine = f"/verwaltung/{art}", f"/verwaltung/{art}/{kennung}"
        neu = mit(formular(adele.hole(liste)), kurz="77", name="Neue Stelle")
        assert adele.sende(liste, neu).status_code == 302
        assert adele.sende(liste, mit(formular(adele.hole(liste)), kurz="77", name=" ")).status_code == 422
        assert "Neue Stelle" in adele.hole(liste)
        felder = formular(adele.hole(eine))
        assert adele.sende(eine, mit(felder, name="Anderer Name")).status_code == 302
        assert adele.sende(eine, mit(felder, name="Dritter Name")).status_code == 409
        assert "Anderer Name" in text(adele.hole(liste))
        for wer in ("kai", "gerda"):
            besuch(wer).hole(liste, 403)
            besuch(wer).hole(eine, 403)
    baue_stadt("nachbar", "Stadt Nachbarstadt", vorsilbe="n-")
    besuch("n-adele").hole(f"/verwaltung/aemter/{stadt.aemter['30']}", 404)


def test_ausser_dienst_geht_nur_worin_nichts_mehr_laeuft(besuch: Besucht, stadt: Stadt) -> None:
    als("adele")
    entwurf(stadt)
    adele = besuch("adele")
    for pfad, saetze in (
        (
            f"/verwaltung/aemter/{stadt.aemter['10']}",
            ("Laufende Vorlagen in Federführung: 1.", "Rollen hier haben: Frieda Federhalter."),
        ),
        (f"/verwaltung/aemter/{stadt.aemter['20']}", ("Ausstehende Mitzeichnungen: 1.",)),
        (f"/verwaltung/gremien/{stadt.gremien['HFA']}", ("Ausstehende Beratungen: 1.",)),
    ):
        felder = formular(adele.hole(pfad))
        del felder["aktiv"]
        antwort = adele.sende(pfad, felder)
        assert antwort.status_code == 422
        for satz in saetze:
            assert satz in antwort.text
    pfad = f"/verwaltung/gremien/{stadt.gremien['Rat']}"
    felder = formular(adele.hole(pfad))
    del felder["aktiv"]
    assert adele.sende(pfad, felder).status_code == 302
    assert "Rat der Stadt Rat Außer Dienst" in text(adele.hole("/verwaltung/gremien"))

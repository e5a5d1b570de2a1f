"""Word documents: nothing lost, nothing smuggled in, always the same bytes."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment

from templates_docx.erzeuge import ORDNER
from tests.wordwerk import absaetze, buchstaben, lies, mitteilung, p, schablone, tabelle, teil, xml
from vorlagen.fehler import SchabloneUngueltig
from vorlagen.richtext import aus_text, text
from vorlagen.word import Richtext, fuelle
from vorlagen.word import schablonen as fundort
from vorlagen.word.filter import datum, geld, kreuz, kurz, oder, uhrzeit

_EFFEKTE = (
    "Finanzielle Auswirkung",
    "Personelle Auswirkung",
    "Organisatorische Auswirkung",
    "Auswirkung auf Kennzahlen",
)


def _mettmann(testdaten: Path) -> tuple[str, dict[str, object]]:
    """The facts of the sheet and the context that stands for it, with an invented clerk."""
    seed = next((testdaten / "seeds").glob("000_*.txt")).read_text("utf-8")
    sachverhalt = aus_text(seed.partition("Sachverhaltsdarstellung:")[2])
    auswirkungen = [
        {"titel": titel, "ja": False, "nein": True, "offen": False, "wert_text": None, "text": None}
        for titel in _EFFEKTE
    ]
    return sachverhalt, mitteilung(
        nummer="10/022/2018",
        betreff="Sachstand Kooperationsstrategie IT",
        fachbereich="Amt für Digitalisierung, Organisation, Wirtschaftsförderung, Kultur und Tourismus",
        auswirkungen=auswirkungen,
        sachverhalt=Richtext(sachverhalt),
    )


def test_die_mettmanner_vorlage_kommt_ohne_verlust_aufs_papier(testdaten: Path) -> None:
    sachverhalt, kontext = _mettmann(testdaten)
    docx = fuelle(fundort.finde("mitteilungsvorlage"), kontext).inhalt
    zeilen = absaetze(docx)
    ohne_marken = [zeile.strip().removeprefix("- ") for zeile in text(sachverhalt).split("\n")]
    ohne_marken = [zeile[3:] if zeile[1:3] == ". " and zeile[0] in "ABCDEFG" else zeile for zeile in ohne_marken]
    assert buchstaben("".join(ohne_marken)) in buchstaben("".join(zeilen))
    assert zeilen.count(str(kontext["fachbereich"])) == 2
    assert zeilen.count(str(kontext["betreff"])) == 2
    assert [zeile for zeile in zeilen if zeile in _EFFEKTE] == list(_EFFEKTE)
    assert zeilen.count("☒\u00a0nein") == 4
    assert zeilen.count("☐\u00a0noch nicht zu übersehen") == 4
    assert "Sichtung und Aufbereitung der Betriebsdaten der Kreis-IT\n(Was hat der Kreis einzubringen?)" in zeilen


def test_sonderzeichen_kommen_ueberall_an() -> None:
    docx = fuelle(fundort.finde("mitteilungsvorlage"), mitteilung()).inhalt
    dokument = lies(docx)
    assert dokument.core_properties.title == "Bau & <Umwelt> „am Lindenhain“"
    assert dokument.sections[0].header.paragraphs[0].text == "Vorlagen-Nr. 17/2026\tBau & <Umwelt> „am Lindenhain“"
    assert dokument.tables[0].cell(1, 0).text == "Amt für Bau & <Umwelt>"
    assert absaetze(docx).count("Bau & <Umwelt> „am Lindenhain“") == 2
    assert "Bau & <Umwelt>" in absaetze(docx)


def test_leere_teile_verschwinden_ganz() -> None:
    leer = mitteilung(beratungsfolge=[], auswirkungen=[], beschlussvorschlag=None, sachverhalt=Richtext("<p> </p>"))
    zeilen = absaetze(fuelle(fundort.finde("beschlussvorlage"), leer).inhalt)
    for wort in (
        "Beratungsfolge",
        "Auswirkungen",
        "Kenntnisnahme",
        "Sachverhaltsdarstellung",
        "Anlagen",
        "Mitzeichnung",
    ):
        assert wort not in zeilen
    assert zeilen.count("Fachbereich") == 1


def test_nichtoeffentlich_und_entwurf_stehen_auf_dem_blatt() -> None:
    kontext = mitteilung(oeffentlich=False, begruendung_nichtoeffentlich="§ 7 GeschO", nummer=None, entwurf=True)
    docx = fuelle(fundort.finde("beschlussvorlage"), kontext).inhalt
    zeilen = absaetze(docx)
    assert zeilen.count("nichtöffentlich") == 1
    assert "öffentlich" not in zeilen
    assert "Begründung der Nichtöffentlichkeit: § 7 GeschO" in zeilen
    assert "Entwurf" in zeilen
    assert lies(docx).sections[0].footer.paragraphs[0].text.startswith("Stadt Lindenstadt · Entwurf, Stand 18.05.2026")


def test_gleiche_eingabe_gibt_in_zwei_prozessen_gleiche_bytes() -> None:
    programm = (
        "from tests.wordwerk import mitteilung; from vorlagen.word import fuelle; "
        "from vorlagen.word.schablonen import finde; print(fuelle(finde('mitteilungsvorlage'), mitteilung()).sha256)"
    )
    hier = fuelle(fundort.finde("mitteilungsvorlage"), mitteilung())
    dort = subprocess.run(
        [sys.executable, "-c", programm],
        cwd=ORDNER.parent,
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert dort.stdout.strip() == hier.sha256 == sha256(hier.inhalt).hexdigest()
    assert hier.schablone_sha256 == sha256(fundort.finde("mitteilungsvorlage")).hexdigest()


def test_viele_zugleich_verwechseln_keine_dokumente() -> None:
    def betreff(nr: int) -> str:
        docx = fuelle(fundort.finde("beschlussvorlage"), mitteilung(betreff=f"Betreff {nr}")).inhalt
        return next(zeile for zeile in absaetze(docx) if zeile.startswith("Betreff "))

    with ThreadPoolExecutor(4) as faeden:
        assert list(faeden.map(betreff, range(60))) == [f"Betreff {nr}" for nr in range(60)]


def test_schlichte_teile_sind_byteweise_die_von_docxtpl() -> None:
    vorlage = schablone(
        p("{{ betreff }} und {% if ja %}ja{% endif %}")
        + p("{%p for z in liste %}")
        + p("{{ loop.index }} {{ z.x }}")
        + p("{%p endfor %}")
        + tabelle(("A", "B"), ("{%tr for z in liste %}", ""), ("{{ z.x }}", "fest"), ("{%tr endfor %}", "")),
        kopf=p("Kopf {{ betreff }}"),
    )
    kontext = {"betreff": "Bau & Umwelt\nzwei", "ja": True, "liste": [{"x": "<1>"}, {"x": "„2“"}]}
    anderes = DocxTemplate(BytesIO(vorlage))
    anderes.render(kontext, Environment(autoescape=True))
    puffer = BytesIO()
    anderes.save(puffer)
    unseres = fuelle(vorlage, kontext).inhalt
    for name in ("word/document.xml", "word/header1.xml"):
        assert teil(unseres, name) == teil(puffer.getvalue(), name)


def test_ein_sehr_langer_betreff_steht_ganz_im_text_und_gekuerzt_in_den_eigenschaften() -> None:
    betreff = "Verlängerte Überschrift & mehr " * 20
    docx = fuelle(fundort.finde("beschlussvorlage"), mitteilung(betreff=betreff)).inhalt
    assert betreff in absaetze(docx)
    titel = lies(docx).core_properties.title
    assert (len(titel), titel[-1], titel[:27]) == (255, "…", betreff[:27])


def test_die_eigenschaften_verraten_nichts_von_frueher() -> None:
    vorlage = schablone(p("x"), titel="Alte Schablone (Kopie)", teile={"docProps/thumbnail.jpeg": b"alt"})
    docx = fuelle(vorlage, mitteilung()).inhalt
    eigenschaften = lies(docx).core_properties
    assert eigenschaften.title == "Bau & <Umwelt> „am Lindenhain“"
    assert (eigenschaften.author, eigenschaften.last_modified_by) == ("Stadt Lindenstadt", "Stadt Lindenstadt")
    assert (eigenschaften.language, eigenschaften.revision) == ("de-DE", 1)
    assert eigenschaften.created is not None
    assert eigenschaften.created.date() == date(2026, 5, 18)
    for name in ("docProps/core.xml", "docProps/app.xml"):
        assert not {"Alter Name", "python-docx", "Kopie"} & set(teil(docx, name).split(">"))


def test_jede_tabelle_wiederholt_ihren_kopf_und_jedes_bild_hat_einen_text() -> None:
    baum = xml(fuelle(fundort.finde("beschlussvorlage"), mitteilung()).inhalt)
    ns = {"w": baum.nsmap["w"], "wp": baum.nsmap["wp"]}
    for tabelle_ in baum.iter(f"{{{ns['w']}}}tbl"):
        assert tabelle_.find("w:tr/w:trPr/w:tblHeader", ns) is not None
    assert [bild.get("descr") for bild in baum.iter(f"{{{ns['wp']}}}docPr")] == ["Wappen: Stadt Lindenstadt"]


def test_filter_schreiben_deutsch() -> None:
    assert datum(date(2018, 5, 18)) == "18.05.2018"
    assert geld(350_000) == "350.000\u00a0€"
    assert geld(-1_234_567.5) == "\u22121.234.567,50\u00a0€"
    assert (kreuz(True), kreuz(False)) == ("☒", "☐")
    assert [f(None) for f in (datum, geld, kreuz, kurz, uhrzeit)] == [None] * 5
    assert (oder(None, "–"), oder("", "–"), oder(None), oder("x", "–")) == ("–", "–", "", "x")
    assert kurz("eins zwei drei", 10) == "eins zwei…"
    assert kurz("eins\nzwei", 10) == "eins zwei"


def test_was_keine_einfachen_daten_sind_wird_mit_namen_abgelehnt() -> None:
    for wert in (object(), {1, 2}, b"bytes", float("nan"), Path("x"), 10**30):
        with pytest.raises(SchabloneUngueltig, match=r"liste\[1\]\.x"):
            fuelle(schablone(p("x")), {"liste": [{}, {"x": wert}]})
    with pytest.raises(SchabloneUngueltig, match="kein erlaubter Name"):
        fuelle(schablone(p("x")), {"_druck": "x"})

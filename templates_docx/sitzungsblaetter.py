"""The minutes of a meeting, and the extract of one item."""

from __future__ import annotations

from templates_docx.bausteine import absatz, bild, fuer, lauf, tabelle, wenn, zeile, zeilensteuerung
from templates_docx.blaetter import WAPPEN


def niederschrift() -> str:
    """Head, who was there, then part by part every item with text, resolution and votes, and two signatures."""
    angaben = (
        ("Ort", '{{ ort|oder("–") }}'),
        ("Beginn", "{{ beginn }}"),
        ("Ende", '{{ ende|oder("–") }}'),
        ("Vorsitz", '{{ vorsitz|oder("–") }}'),
        ("Schriftführung", '{{ schriftfuehrung|oder("–") }}'),
    )
    return (
        _kopf("Niederschrift", "{% if nur_oeffentlich %}Öffentlicher Teil{% else %}Alle Teile{% endif %}")
        + "".join(absatz("Angabe", lauf(f"{name}:", "Fett"), lauf(f" {wert}")) for name, wert in angaben)
        + wenn("beschlussfaehigkeit", absatz("Textkoerper", "{{ beschlussfaehigkeit }}"))
        + _anwesende()
        + fuer(
            "teil",
            "teile",
            absatz("Ueberschrift1", "{{ teil.titel }}"),
            fuer(
                "punkt",
                "teil.punkte",
                absatz("Ueberschrift2", "{{ punkt.zeichen }}\t{{ punkt.titel }}"),
                _punkt("punkt."),
            ),
        )
        + "".join(
            absatz("Unterschrift", "_" * 36)
            + absatz("Angabe", f"{{% if {name} %}}{{{{ {name} }}}}, {{% endif %}}{wort}")
            for name, wort in (("vorsitz", "Vorsitz"), ("schriftfuehrung", "Schriftführung"))
        )
    )


def tagesordnung() -> str:
    """Head, then part by part every item with the number of its paper and its attachments."""
    return (
        _kopf("Tagesordnung", "{% if nur_oeffentlich %}Öffentlicher Teil{% else %}Alle Teile{% endif %}")
        + wenn("ort", absatz("Angabe", lauf("Ort:", "Fett"), lauf(" {{ ort|oder }}")))
        + absatz("Angabe", lauf("Beginn:", "Fett"), lauf(" {{ beginn }}"))
        + fuer(
            "teil",
            "teile",
            absatz("Ueberschrift1", "{{ teil.titel }}"),
            fuer(
                "punkt",
                "teil.punkte",
                absatz("Ueberschrift2", "{{ punkt.zeichen }}\t{{ punkt.titel }}"),
                _angaben("punkt.", (("vorlage", "Vorlage"),)),
                fuer("beilage", "punkt.beilagen", absatz("Angabe", "{{ beilage.text }}")),
            ),
        )
    )


def auszug() -> str:
    """One item, as it goes to the offices that carry it out."""
    return (
        _kopf("Auszug aus der Niederschrift", "{% if oeffentlich %}öffentlich{% else %}nichtöffentlich{% endif %}")
        + wenn("ort", absatz("Angabe", lauf("Ort:", "Fett"), lauf(" {{ ort|oder }}")))
        + wenn("art", absatz("Angabe", lauf("Zuständigkeit:", "Fett"), lauf(" {{ art|oder }}")))
        + absatz("Titel", "{{ zeichen }}\t{{ titel }}")
        + _punkt("")
    )


def aenderung() -> str:
    """What a body changed in the resolution, tracked under its name and day."""
    return (
        _kopf("Geänderter Beschluss", "Was das Gremium gestrichen und eingefügt hat, ist als Änderung nachverfolgt.")
        + absatz("Titel", "{{ zeichen }}\t{{ titel }}")
        + _angaben("", (("vorlage", "Vorlage"), ("ergebnis", "Ergebnis")))
        + absatz("Ueberschrift1", "Beschluss")
        + wenn("wortlaut", absatz("Textkoerper", "{{p wortlaut }}"))
    )


def _kopf(titel: str, unterzeile: str) -> str:
    return (
        absatz(
            "KommuneName", bild(WAPPEN, "Wappen: {{ koerperschaft.name }}", 15, 17.9), lauf("{{ koerperschaft.name }}")
        )
        + wenn("koerperschaft.untertitel", absatz("KommuneZeile", "{{ koerperschaft.untertitel }}"))
        + absatz("Vorlagenart", titel + "{% if entwurf %} (Entwurf){% endif %}")
        + absatz("Vorlagennummer", "{{ gremium }}, {{ tag|datum }}")
        + absatz("Oeffentlichkeit", unterzeile)
    )


def _anwesende() -> str:
    spalten = (70, 50, 45)
    werte = ("{{ person.name }}", "{{ person.funktion }}", '{{ person.zeiten|oder("–") }}')
    return wenn(
        "anwesende",
        absatz("Ueberschrift1", "Anwesend"),
        tabelle(
            spalten,
            ("Name", "Funktion", "Zeiten"),
            zeilensteuerung(spalten, "tr for person in anwesende"),
            zeile(spalten, [absatz("Tabelleninhalt", wert) for wert in werte]),
            zeilensteuerung(spalten, "tr endfor"),
        ),
    ) + wenn(
        "abwesende",
        absatz("Ueberschrift1", "Abwesend"),
        fuer("fehlende", "abwesende", absatz("Angabe", "{{ fehlende.name }} ({{ fehlende.stand }})")),
    )


def _punkt(davor: str) -> str:
    """What is told of an item; `davor` is the path to its names."""
    saetze = (
        ("vorlage", "Vorlage"),
        ("aufnahme", "Nachträglich aufgenommen"),
        ("abgesetzt", "Abgesetzt"),
        ("befangen", "Wegen Befangenheit nicht mitgewirkt"),
    )
    ergebnis = (
        ("ergebnis", "Ergebnis"),
        ("stimmen", "Abstimmung"),
    )
    return (
        _angaben(davor, saetze)
        + wenn(f"{davor}protokoll", absatz("Textkoerper", f"{{{{p {davor}protokoll }}}}"))
        + wenn(
            f"{davor}beschluss",
            absatz("Ueberschrift3", "Beschluss"),
            absatz("Textkoerper", f"{{{{p {davor}beschluss }}}}"),
        )
        + _angaben(davor, ergebnis)
        + fuer("satz", f"{davor}einzeln", absatz("Angabe", "{{ satz.text }}"))
    )


def _angaben(davor: str, namen: tuple[tuple[str, str], ...]) -> str:
    return "".join(
        wenn(f"{davor}{name}", absatz("Angabe", lauf(f"{wort}:", "Fett"), lauf(f" {{{{ {davor}{name}|oder }}}}")))
        for name, wort in namen
    )

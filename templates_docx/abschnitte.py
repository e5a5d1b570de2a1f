"""The sections that the sheets share: particulars, bodies, effects, resolution, signatures."""

from __future__ import annotations

from templates_docx.bausteine import absatz, ankreuzfeld, fuer, lauf, tabelle, wenn, zeile, zeilensteuerung


def angaben() -> str:
    """Which office, who, when, file number."""
    spalten = (72, 42, 25.5, 25.5)
    werte = ("fachbereich", 'bearbeiter|oder("–")', 'datum|datum|oder("–")', 'aktenzeichen|oder("–")')
    return tabelle(
        spalten,
        ("Fachbereich", "Bearbeiter/in", "Datum", "Az."),
        zeile(spalten, [absatz("Tabelleninhalt", f"{{{{ {wert} }}}}") for wert in werte]),
    )


def beratungsfolge() -> str:
    """The bodies in their order."""
    spalten = (88, 27, 50)
    werte = (
        "{{ station.gremium }}",
        '{{ station.datum|datum|oder("offen") }}',
        "{{ station.art }}{% if not station.oeffentlich %} (nichtöffentlich){% endif %}",
    )
    return wenn(
        "beratungsfolge",
        absatz("Ueberschrift1", "Beratungsfolge"),
        tabelle(
            spalten,
            ("Gremium", "Termin", "Art der Entscheidung"),
            zeilensteuerung(spalten, "tr for station in beratungsfolge"),
            zeile(spalten, [absatz("Tabelleninhalt", wert) for wert in werte]),
            zeilensteuerung(spalten, "tr endfor"),
        ),
    )


def auswirkungen() -> str:
    """The matrix of effects."""
    # The last column must hold "noch nicht zu übersehen" on one line: 55 mm at least.
    spalten = (65, 20, 22, 58)
    return wenn(
        "auswirkungen",
        tabelle(
            spalten,
            ("Auswirkungen",),
            zeilensteuerung(spalten, "tr for zeile in auswirkungen"),
            zeile(
                spalten,
                [
                    absatz("Tabelleninhalt", lauf("{{ zeile.titel }}", "Fett")),
                    absatz("Tabelleninhalt", ankreuzfeld("zeile.ja", "ja")),
                    absatz("Tabelleninhalt", ankreuzfeld("zeile.nein", "nein")),
                    absatz("Tabelleninhalt", ankreuzfeld("zeile.offen", "noch nicht zu übersehen")),
                ],
            ),
            zeilensteuerung(spalten, "tr if zeile.wert_text or zeile.text"),
            zeile(
                spalten,
                [
                    absatz(
                        "Tabelleninhalt",
                        "{{ zeile.wert_text|oder }}{% if zeile.wert_text and zeile.text %}: {% endif %}"
                        "{{ zeile.text|oder }}",
                    )
                ],
            ),
            zeilensteuerung(spalten, "tr endif"),
            zeilensteuerung(spalten, "tr endfor"),
        ),
    )


def felder() -> str:
    """What only this procedure asks for."""
    return wenn(
        "felder",
        absatz("Ueberschrift1", "Weitere Angaben"),
        fuer(
            "feld",
            "felder",
            wenn(
                "feld.text",
                absatz("Angabe", lauf("{{ feld.titel }}:", "Fett")),
                absatz("Textkoerper", "{{p feld.text }}"),
            ),
            wenn(
                "not feld.text",
                absatz("Angabe", lauf("{{ feld.titel }}:", "Fett"), lauf(' {{ feld.wert|oder("–") }}')),
            ),
        ),
    )


def beschlussvorschlag() -> str:
    """The resolution under the heading that its bodies call for."""
    ueberschrift = (
        "{% if entscheidungsarten.beschluss %}Beschlussvorschlag{% elif entscheidungsarten.wahl %}Wahlvorschlag"
        "{% elif entscheidungsarten.kenntnisnahme %}Kenntnisnahme{% else %}Beschlussvorschlag{% endif %}"
    )
    return wenn(
        "beschlussvorschlag or beschlusspunkte",
        absatz("Ueberschrift1", ueberschrift),
        wenn("beschlussvorschlag", absatz("Textkoerper", "{{p beschlussvorschlag }}")),
        fuer("punkt", "beschlusspunkte", absatz("Punkt", "{{ punkt.nr }}.\t{{ punkt.text }}")),
    )


def schluss() -> str:
    """Signatures, attachments, co-signatures."""
    spalten = (60, 40, 25, 40)
    mitzeichnung = (
        "{{ zeichen.amt }}",
        '{{ zeichen.votum|oder("offen") }}',
        '{{ zeichen.datum|datum|oder("–") }}',
        '{{ zeichen.name|oder("–") }}{% if zeichen.in_vertretung %} (i. V.){% endif %}',
    )
    return (
        fuer("vorige", "vorige_unterschriften", _gezeichnet("vorige"))
        + wenn("unterschrift", _gezeichnet("unterschrift"))
        + wenn(
            "anlagen",
            absatz("Ueberschrift1", "Anlagen"),
            fuer(
                "anlage",
                "anlagen",
                absatz(
                    "Anlage",
                    "Anlage {{ anlage.nr }}\t{{ anlage.name }}"
                    "{% if not anlage.oeffentlich %} (nichtöffentlich){% endif %}",
                ),
            ),
        )
        + wenn(
            "mitzeichnungen",
            absatz("Ueberschrift1", "Mitzeichnung"),
            tabelle(
                spalten,
                ("Amt", "Votum", "Datum", "Name"),
                zeilensteuerung(spalten, "tr for zeichen in mitzeichnungen"),
                zeile(spalten, [absatz("Tabelleninhalt", wert) for wert in mitzeichnung]),
                zeilensteuerung(spalten, "tr endfor"),
            ),
            absatz("Standard"),
        )
    )


def _gezeichnet(wer: str) -> str:
    return absatz(
        "Unterschrift",
        f"gez. {{{{ {wer}.name }}}}{{% if {wer}.amt %}}, {{{{ {wer}.amt }}}}{{% endif %}}"
        f"{{% if {wer}.datum %}}, {{{{ {wer}.datum|datum }}}}{{% endif %}}",
    )

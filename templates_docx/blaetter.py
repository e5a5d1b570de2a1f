"""What stands on the sheets, from the letterhead to the last signature."""

from __future__ import annotations

from templates_docx.bausteine import (
    absatz,
    ankreuzfeld,
    bild,
    fuer,
    lauf,
    rechts_oben,
    tabelle,
    wenn,
    zeile,
    zeilensteuerung,
)

WAPPEN = "rId10"
"""The relation of the picture of the coat of arms."""


def vorlage() -> str:
    """Cover with the resolution, then the facts on a new page: Beschluss- and Mitteilungsvorlage."""
    return (
        _kopf("Vorlagen-Nr.", mit_kreuzen=True)
        + _angaben()
        + _beratungsfolge()
        + absatz("Titel", "{{ betreff }}")
        + _auswirkungen()
        + _felder()
        + _beschlussvorschlag()
        + wenn(
            "sachverhalt",
            absatz("BetreffWiederholung", "{{ betreff }}"),
            _angaben(),
            absatz("Ueberschrift1", "Sachverhaltsdarstellung"),
            absatz("Textkoerper", "{{p sachverhalt }}"),
        )
        + _schluss()
    )


def mitteilung() -> str:
    """One sheet that begins with the text: Geschäftliche Mitteilung."""
    return (
        _kopf("Nr.", mit_kreuzen=False)
        + _angaben()
        + _beratungsfolge()
        + absatz("Titel", "{{ betreff }}")
        + wenn("sachverhalt", absatz("Textkoerper", "{{p sachverhalt }}"))
        + _auswirkungen()
        + _felder()
        + _beschlussvorschlag()
        + _schluss()
    )


def _kopf(nummernwort: str, *, mit_kreuzen: bool) -> str:
    kreuze = "".join(
        rechts_oben("Entscheidungsart", ankreuzfeld(f"entscheidungsarten.{name}", wort))
        for name, wort in (("beschluss", "Beschluss"), ("wahl", "Wahl"), ("kenntnisnahme", "Kenntnisnahme"))
    )
    return (
        absatz(
            "KommuneName", bild(WAPPEN, "Wappen: {{ koerperschaft.name }}", 15, 17.9), lauf("{{ koerperschaft.name }}")
        )
        + wenn("koerperschaft.untertitel", absatz("KommuneZeile", "{{ koerperschaft.untertitel }}"))
        + (kreuze if mit_kreuzen else "")
        + absatz("Vorlagenart", "{{ art }}")
        + absatz("Vorlagennummer", nummer(nummernwort) + "{% if nummer and entwurf %} (Entwurf){% endif %}")
        + absatz("Oeffentlichkeit", "{% if oeffentlich %}öffentlich{% else %}nichtöffentlich{% endif %}")
        + wenn(
            "not oeffentlich and begruendung_nichtoeffentlich",
            absatz(
                "Textkoerper",
                lauf("Begründung der Nichtöffentlichkeit:", "Fett"),
                lauf(" {{ begruendung_nichtoeffentlich }}"),
            ),
        )
    )


def nummer(nummernwort: str) -> str:
    """The number with its word, or that there is none yet."""
    return f"{{% if nummer %}}{nummernwort} {{{{ nummer }}}}{{% else %}}Entwurf{{% endif %}}"


def _angaben() -> str:
    spalten = (72, 42, 25.5, 25.5)
    werte = ("fachbereich", 'bearbeiter|oder("–")', 'datum|datum|oder("–")', 'aktenzeichen|oder("–")')
    return tabelle(
        spalten,
        ("Fachbereich", "Bearbeiter/in", "Datum", "Az."),
        zeile(spalten, [absatz("Tabelleninhalt", f"{{{{ {wert} }}}}") for wert in werte]),
    )


def _beratungsfolge() -> str:
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


def _auswirkungen() -> str:
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


def _felder() -> str:
    return wenn(
        "felder",
        absatz("Ueberschrift1", "Weitere Angaben"),
        fuer(
            "feld",
            "felder",
            absatz("Angabe", lauf("{{ feld.titel }}:", "Fett"), lauf(' {{ feld.wert|oder("–") }}')),
        ),
    )


def _beschlussvorschlag() -> str:
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


def _schluss() -> str:
    unterschrift = (
        "{{ unterschrift.name }}{% if unterschrift.amt %}, {{ unterschrift.amt }}{% endif %}"
        "{% if unterschrift.datum %}, {{ unterschrift.datum|datum }}{% endif %}"
    )
    spalten = (60, 40, 25, 40)
    mitzeichnung = (
        "{{ zeichen.amt }}",
        '{{ zeichen.votum|oder("offen") }}',
        '{{ zeichen.datum|datum|oder("–") }}',
        '{{ zeichen.name|oder("–") }}{% if zeichen.in_vertretung %} (i. V.){% endif %}',
    )
    return (
        wenn("unterschrift", absatz("Unterschrift", "gez. " + unterschrift))
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

"""What stands on the sheets, from the letterhead to the last signature."""

from __future__ import annotations

from templates_docx.abschnitte import angaben, auswirkungen, beratungsfolge, beschlussvorschlag, felder, schluss
from templates_docx.bausteine import absatz, ankreuzfeld, bild, lauf, rechts_oben, wenn

WAPPEN = "rId10"
"""The relation of the picture of the coat of arms."""


def vorlage() -> str:
    """Cover with the resolution, then the facts on a new page: Beschluss- and Mitteilungsvorlage."""
    return (
        _kopf("Vorlagen-Nr.", mit_kreuzen=True)
        + angaben()
        + beratungsfolge()
        + absatz("Titel", "{{ betreff }}")
        + auswirkungen()
        + felder()
        + beschlussvorschlag()
        + wenn(
            "sachverhalt",
            absatz("BetreffWiederholung", "{{ betreff }}"),
            angaben(),
            absatz("Ueberschrift1", "Sachverhaltsdarstellung"),
            absatz("Textkoerper", "{{p sachverhalt }}"),
        )
        + schluss()
    )


def mitteilung() -> str:
    """One sheet that begins with the text: Geschäftliche Mitteilung."""
    return (
        _kopf("Nr.", mit_kreuzen=False)
        + angaben()
        + beratungsfolge()
        + absatz("Titel", "{{ betreff }}")
        + wenn("sachverhalt", absatz("Textkoerper", "{{p sachverhalt }}"))
        + auswirkungen()
        + felder()
        + beschlussvorschlag()
        + schluss()
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

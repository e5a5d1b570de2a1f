"""What a printed label safely means: exact matches only, keyed on the label and the kind of stage.

A substring never decides ("ungeändert beschlossen" contains "geändert beschlossen", "nicht empfohlen" contains
"empfohlen", "geschoben" means two things in two towns). What is not listed stays open until a person says. Labels that
were seen to lie without the kind of stage are listed only with it. Source: domain handbook § 3.2.
"""

from __future__ import annotations

from collections.abc import Mapping

from vorlagen.workflow.begriffe import Ausgang

_ENTSCHEIDEND = ("entscheidung", "beschlussfassung", "beschließend", "zustimmung", "bestätigung")
_BERATEND = ("vorberatung", "empfehlung", "mitberatend", "federführend", "beratung", "anhörung")
_UEBERALL = {
    "zur kenntnis genommen": Ausgang.KENNTNIS_GENOMMEN,
    "mit zwischenbericht zur kenntnis genommen": Ausgang.KENNTNIS_GENOMMEN,
    "vertagt": Ausgang.VERTAGT,
    "vertagung": Ausgang.VERTAGT,
    "zurückgestellt": Ausgang.VERTAGT,
    "abgelehnt": Ausgang.ABGELEHNT,
    "im ausschuss abgelehnt": Ausgang.ABGELEHNT,
    "nicht empfohlen": Ausgang.ABGELEHNT,
    "empfohlen": Ausgang.EMPFOHLEN,
    "einstimmig empfohlen": Ausgang.EMPFOHLEN,
    "mehrheitlich empfohlen": Ausgang.EMPFOHLEN,
    "mit änderungen empfohlen": Ausgang.EMPFOHLEN_GEAENDERT,
    "keine beschlussempfehlung": Ausgang.OHNE_EMPFEHLUNG,
    "ohne beschlussempfehlung": Ausgang.OHNE_EMPFEHLUNG,
    "ohne votum": Ausgang.OHNE_EMPFEHLUNG,
    "verwiesen": Ausgang.VERWIESEN,
    "überwiesen": Ausgang.VERWIESEN,
    "in die ausschüsse verwiesen": Ausgang.VERWIESEN,
    "zurückgezogen": Ausgang.ZURUECKGEZOGEN,
    "von der tagesordnung genommen": Ausgang.ZURUECKGEZOGEN,
    "gewählt": Ausgang.GEWAEHLT,
    "nicht gewählt": Ausgang.NICHT_GEWAEHLT,
    "erledigt": Ausgang.ERLEDIGT,
}
_MIT_ART = {
    **{("ungeändert beschlossen", art): Ausgang.ANGENOMMEN for art in _ENTSCHEIDEND},
    **{("geändert beschlossen", art): Ausgang.ANGENOMMEN_GEAENDERT for art in _ENTSCHEIDEND},
    **{("ungeändert beschlossen", art): Ausgang.EMPFOHLEN for art in _BERATEND},
    **{("geändert beschlossen", art): Ausgang.EMPFOHLEN_GEAENDERT for art in _BERATEND},
}


def mitgelieferte() -> tuple[tuple[str, str, Ausgang], ...]:
    """What every town has: label, kind of stage ("" for any), outcome; in the order of the alphabet."""
    ueberall = [(wort, "", ausgang) for wort, ausgang in _UEBERALL.items()]
    return tuple(sorted([*ueberall, *((wort, art, ausgang) for (wort, art), ausgang in _MIT_ART.items())]))


def ausgang(
    bezeichnung: str | None, art: str | None, eigene: Mapping[tuple[str, str | None], str] | None = None
) -> Ausgang | None:
    """What the label means at a stage of this kind, or None if that is not sure.

    `eigene` is the town's own list, (label, kind or None for any) → outcome; it goes before ours.
    """
    if bezeichnung is None:
        return None
    wort, stufe = bezeichnung.strip().casefold(), art.strip().casefold() if art else None
    for schluessel in ((wort, stufe), (wort, None)):
        if eigene and schluessel in eigene:
            return Ausgang(eigene[schluessel])
    return _MIT_ART.get((wort, stufe or "")) or _UEBERALL.get(wort)

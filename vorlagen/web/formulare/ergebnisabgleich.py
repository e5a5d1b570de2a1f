"""A result that was typed beside the one that somebody else has stored meanwhile."""

from __future__ import annotations

from vorlagen.richtext import text as nur_text
from vorlagen.web.formulare import namentlich
from vorlagen.web.formulare.ergebnis import Eingabe, Stimmzeile
from vorlagen.web.worte import stimmen
from vorlagen.workflow.begriffe import Ausgang


def anders_gespeichert(getippt: Eingabe, gespeichert: Eingabe) -> list[tuple[str, str]]:
    """What somebody else has stored where it differs from what was typed: (name, in words), for the second editor."""
    leer = Stimmzeile()
    paare = [
        ("Ergebnis", _in_worten(getippt.gesamt), _in_worten(gespeichert.gesamt)),
        *(
            (f"Punkt {nr}", _in_worten(getippt.punkte.get(nr, leer)), _in_worten(gespeichert.punkte.get(nr, leer)))
            for nr in {**gespeichert.punkte, **getippt.punkte}
        ),
        ("Zum Verfahren", _in_worten(getippt.verfahren), _in_worten(gespeichert.verfahren)),
        ("Wortlaut", nur_text(getippt.beschlusstext), nur_text(gespeichert.beschlusstext)),
    ]
    return [(name, dort or "nichts") for name, hier, dort in paare if hier != dort]


def _in_worten(zeile: Stimmzeile) -> str:
    gezaehlt = {name: int(zahl) for name, zahl in zeile.zahlen.items() if zahl.strip().isdigit()}
    ausgang = Ausgang(zeile.ausgang).titel if zeile.ausgang in set(Ausgang) else ""
    teile = (ausgang, zeile.text.strip(), stimmen(gezaehlt), namentlich.in_worten(zeile.namen))
    return "; ".join(teil for teil in teile if teil)

"""The last step of every placeholder: what may be printed as it is, and what needs a filter first."""

from __future__ import annotations

from datetime import date

from jinja2 import pass_context
from jinja2.runtime import Context, Undefined
from markupsafe import Markup

from vorlagen.fehler import SchabloneUngueltig
from vorlagen.word import steuerelemente
from vorlagen.word.absaetze import absaetze, zeilen
from vorlagen.word.aenderungen import nachverfolgt
from vorlagen.word.druck import Druck
from vorlagen.word.werte import Benannt, Formatiert, Steuerfeld

# The name under which a `Druck` travels in the context; a template cannot say it.
DRUCK = "_druck"


class Bausteine(Markup):
    """Finished XML of whole paragraphs; the only text that is not escaped."""

    __slots__ = ()


def wert(inhalt: object, name: str) -> str:
    """Text and whole numbers as they are; for everything else the sentence says which filter to write.

    `name` is the placeholder as the template says it, or "".
    """
    if isinstance(inhalt, Benannt):
        return steuerelemente.vermerkt(inhalt)
    if isinstance(inhalt, str):
        return inhalt
    if isinstance(inhalt, int) and not isinstance(inhalt, bool):
        return str(inhalt)
    if isinstance(inhalt, Undefined):
        return str(inhalt)  # raises: an unknown name is never printed
    platz = f"Der Platzhalter „{name}“" if name else "Ein Platzhalter"
    raise SchabloneUngueltig(f"{platz} {_abhilfe(inhalt, name or '…')}")


@pass_context
def als_absaetze(context: Context, inhalt: object, stil: str) -> Bausteine:
    """`{{p name }}`: formatted text or the lines of a plain text, as paragraphs of this style."""
    druck: Druck = context[DRUCK]
    if isinstance(inhalt, Formatiert):
        druck.formatiert.append(inhalt.html)
        if inhalt.aenderung is not None:
            davor = inhalt.aenderung
            wer, wann = davor.wer, davor.wann
            return Bausteine(nachverfolgt(davor.bloecke, inhalt.bloecke, stil, druck, wer=wer, wann=wann))
        return Bausteine(_im_feld(absaetze(inhalt.bloecke, stil, druck), inhalt.feld, stil, druck))
    if isinstance(inhalt, Benannt):
        return Bausteine(_im_feld(zeilen(inhalt, stil, druck) if inhalt else "", inhalt.feld, stil, druck))
    text = wert(inhalt, "")
    return Bausteine(zeilen(text, stil, druck) if text else "")


def _im_feld(text: str, feld: Steuerfeld | None, stil: str, druck: Druck) -> str:
    """Paragraphs inside the control of their field, if they have one; an empty one says so."""
    if feld is None:
        return text
    return steuerelemente.um(text or zeilen(steuerelemente.LEER, stil, druck), feld, leer=not text)


def _abhilfe(inhalt: object, name: str) -> str:
    if inhalt is None:
        return f'hat keinen Wert; schreiben Sie {{{{ {name}|oder("–") }}}}.'
    if isinstance(inhalt, bool):
        return f"ist ja oder nein; schreiben Sie {{{{ {name}|kreuz }}}} oder {{% if {name} %}}."
    if isinstance(inhalt, date):
        return f"ist ein Datum; schreiben Sie {{{{ {name}|datum }}}} oder {{{{ {name}|uhrzeit }}}}."
    if isinstance(inhalt, float):
        return f"ist eine Zahl mit Nachkommastellen; schreiben Sie {{{{ {name}|geld }}}}."
    if isinstance(inhalt, Formatiert):
        return f"ist formatierter Text; schreiben Sie {{{{p {name} }}}} allein in einen Absatz."
    if isinstance(inhalt, list):
        return f"ist eine Liste; schreiben Sie {{% for eintrag in {name} %}}."
    return f"ist eine Gruppe; nennen Sie ein Feld daraus, z. B. {{{{ {name}.name }}}}."

"""From the list of fields on the ground floor to marshmallow fields; a procedure's own fields go the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from marshmallow import ValidationError, fields

from vorlagen.fehler import EingabeUngueltig
from vorlagen.web.schemas.blatt import Auswahl, Formblatt, JaNein, Tag, Text, Zahl, flach
from vorlagen.workflow.felder import STAMMFELDER, Feld, Feldart

LANG: Final = 2_000_000
"""Characters that a long text may have; the longest known Sachverhalt has a tenth of it."""

_JE_NAME: Final = {feld.name: feld for feld in STAMMFELDER}


def stammfeld(name: str, **rest: Any) -> fields.Field[Any]:
    """The field of that name that every Vorlage has, with its title and help."""
    return feld_aus(_JE_NAME[name], **rest)


def feld_aus(feld: Feld, **rest: Any) -> fields.Field[Any]:
    """The marshmallow field for one `Feld`."""
    hilfe = {"description": feld.hilfe} if feld.hilfe else {}
    rest["metadata"] = {"title": feld.titel} | hilfe | rest.get("metadata", {})
    match feld.art:
        case Feldart.ZAHL:
            return Zahl(-2_000_000_000, **rest)
        case Feldart.DATUM:
            return Tag(**rest)
        case Feldart.JA_NEIN:
            return JaNein(**rest)
        case Feldart.AUSWAHL:
            return Auswahl(feld.auswahl, **rest)
    return Text(feld.laenge or LANG, mehrzeilig=feld.art is not Feldart.ZEILE, **rest)


def pruefe_felder(felder: Sequence[Feld], werte: Mapping[str, Any]) -> dict[str, Any]:
    """Check the values of a procedure's own fields; `null` empties one. Raises `EingabeUngueltig`.

    What comes back is JSON again, because that is how it is kept: a date is its ISO text.
    """
    blatt = Formblatt.from_dict({feld.name: feld_aus(feld, allow_none=True) for feld in felder})
    try:
        geprueft = blatt().load(dict(werte))
    except ValidationError as fehler:
        meldungen = {f"felder.{name}": saetze for name, saetze in flach(fehler.messages_dict)}
        raise EingabeUngueltig(f"Bitte prüfen Sie: {', '.join(meldungen)}.", meldungen) from fehler
    return {name: wert.isoformat() if isinstance(wert, date) else wert for name, wert in geprueft.items()}

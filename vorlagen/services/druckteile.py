"""Parts of the printed sheet that are made alike for those who see everything and for everybody, as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vorlagen.models import Gremium
from vorlagen.services import beschlusspunkte
from vorlagen.services.oeffentlich import Stelle
from vorlagen.workflow.begriffe import Wirkung
from vorlagen.workflow.felder import AUSWIRKUNGEN, Feld, Feldart

WAHL = "Wahl"
KENNTNIS = "Kenntnisnahme"


@dataclass(frozen=True, slots=True)
class Weg:
    """A stage as the sheet prints it."""

    gremien: Sequence[Gremium | Stelle]
    datum: date | None
    art: str
    oeffentlich: bool
    entscheidet: bool


def beratungsfolge(wege: Sequence[Weg]) -> dict[str, Any]:
    """The way through the bodies, and what it asks of them all in all."""
    arten = {weg.art for weg in wege}
    return {
        "entscheidungsarten": {
            "beschluss": any(weg.entscheidet and weg.art != WAHL for weg in wege),
            "wahl": WAHL in arten,
            "kenntnisnahme": bool(arten) and arten <= {KENNTNIS},
        },
        "beratungsfolge": [
            {
                "gremium": " und ".join(gremium.name for gremium in weg.gremien),
                "datum": datum(weg.datum),
                "art": weg.art,
                "oeffentlich": weg.oeffentlich,
            }
            for weg in wege
        ],
    }


def auswirkungen(zeilen: Sequence[tuple[str, str | None, str | None]]) -> list[dict[str, Any]]:
    """The effects that somebody judged; rows are (art, wert, text)."""
    titel = dict(AUSWIRKUNGEN)
    return [
        {
            "titel": titel.get(art, art),
            "ja": wert in (Wirkung.JA, Wirkung.JA_POSITIV, Wirkung.JA_NEGATIV),
            "nein": wert == Wirkung.NEIN,
            "offen": wert == Wirkung.OFFEN,
            "text": text or "",
            "wert_text": _genauer(Wirkung(wert)),
        }
        for art, wert, text in zeilen
        if wert
    ]


def felder(verlangte: Sequence[Feld], werte: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The procedure's own fields that are filled in."""
    return [
        {"titel": feld.titel, "wert": None, "text": richtext(werte[feld.name])}
        if feld.art is Feldart.RICHTEXT
        else {"titel": feld.titel, "wert": feld.in_worten(werte[feld.name]), "text": None}
        for feld in verlangte
        if werte.get(feld.name) not in (None, "")
    ]


def punkte_neben_dem_text(text: str, punkte: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """The points of the resolution that its text does not print anyway."""
    im_text = dict(beschlusspunkte.punkte(text))
    return [{"nr": nr, "text": einer} for nr, einer in punkte if im_text.get(nr) != einer]


def datum(wert: date | None) -> dict[str, str] | None:
    """A day, to be brought to life."""
    return {"$datum": wert.isoformat()} if wert else None


def richtext(html: str) -> dict[str, str]:
    """Clean HTML, to be brought to life."""
    return {"$richtext": html}


def _genauer(wirkung: Wirkung) -> str:
    """The climate row's two kinds of yes, for which the sheet has no box."""
    return wirkung.titel if wirkung in (Wirkung.JA_POSITIV, Wirkung.JA_NEGATIV) else ""

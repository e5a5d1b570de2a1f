"""Somebody else was faster: what is stored now, beside every field in which it differs from what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from vorlagen.web.darstellung import datum, wirkung
from vorlagen.web.formulare.auswahl import Auswahl
from vorlagen.web.formulare.entwurf import Entwurf
from vorlagen.web.formulare.werte import als_datum, wirkliche
from vorlagen.web.schrift import fliesstext, zeilenweise
from vorlagen.web.worte import verweiswort
from vorlagen.workflow.felder import Feld, Feldart

LEER = "(leer)"


def gespeichertes(
    getippt: Entwurf, gespeichert: Entwurf, auswahl: Auswahl, felder: Sequence[Feld]
) -> dict[str, str | Markup]:
    """Field name → the stored value in words, for the fields that differ."""
    return dict(_unterschiede(getippt, gespeichert, auswahl, felder))


def _unterschiede(
    getippt: Entwurf, gespeichert: Entwurf, auswahl: Auswahl, felder: Sequence[Feld]
) -> Iterator[tuple[str, str | Markup]]:
    for name, wert in gespeichert.einfach.items():
        if wert != getippt.einfach.get(name):
            yield name, datum(als_datum(wert)) or LEER if name == "datum" else zeilenweise(wert) or LEER
    for name, html in gespeichert.richtext.items():
        if html != getippt.richtext.get(name):
            yield name, fliesstext(html) or LEER
    if gespeichert.federfuehrend != getippt.federfuehrend:
        yield "federfuehrend", dict(auswahl.federfuehrend).get(gespeichert.federfuehrend, LEER)
    if gespeichert.oeffentlich != getippt.oeffentlich:
        yield "oeffentlich", "Öffentlich" if gespeichert.oeffentlich == "ja" else "Nichtöffentlich"
    for art, (wert, text) in gespeichert.auswirkungen.items():
        if (wert, text) != getippt.auswirkungen.get(art):
            yield f"auswirkung_{art}", zeilenweise(f"{wirkung(wert)}: {text}" if text else wirkung(wert))
    if gespeichert.folge != wirkliche(getippt.folge):
        stationen = [f"{auswahl.ort(zeile.wo)}: {zeile.art}" for zeile in gespeichert.folge]
        yield "beratungsfolge", Markup("<br>").join(stationen) or LEER
    if gespeichert.umlauf != getippt.umlauf:
        namen = dict(auswahl.mitzeichnung)
        aemter = (f"{namen.get(amt, 'ein früheres Amt')}{_umlauf(*u)}" for amt, u in gespeichert.umlauf.items())
        yield "mitzeichnung", ", ".join(aemter) or LEER
    if gespeichert.verweise != tuple(zeile for zeile in getippt.verweise if zeile.nummer or zeile.ziel):
        zeilen = [f"{verweiswort(v.art)} {v.nummer or 'eine Vorlage ohne Nummer'}" for v in gespeichert.verweise]
        yield "verknuepfungen", Markup("<br>").join(zeilen) or LEER
    for feld in felder:
        wert = gespeichert.felder.get(feld.name, "")
        if wert != getippt.felder.get(feld.name, ""):
            yield f"feld-{feld.name}", (fliesstext(wert) if feld.art is Feldart.RICHTEXT else zeilenweise(wert)) or LEER


def _umlauf(gruppe: str, werktage: str) -> str:
    besonderes = [f"{gruppe}. Gruppe" if gruppe != "1" else "", f"{werktage} Werktage" if werktage else ""]
    zusatz = ", ".join(wort for wort in besonderes if wort)
    return f" ({zusatz})" if zusatz else ""

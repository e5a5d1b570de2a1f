"""Somebody else was faster: what is stored now, beside every field in which it differs from what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from vorlagen.richtext import text
from vorlagen.richtext.vergleich import Teile, wortweise
from vorlagen.web.darstellung import datum, wirkung
from vorlagen.web.formulare.auswahl import Auswahl
from vorlagen.web.formulare.entwurf import Entwurf
from vorlagen.web.formulare.werte import als_datum, benannte, wirkliche
from vorlagen.web.schrift import fliesstext, zeilenweise
from vorlagen.web.worte import verweiswort
from vorlagen.workflow.begriffe import Verknuepfungsart, Wirkung
from vorlagen.workflow.felder import Feld, Feldart

LEER = "(leer)"
UNBEKANNT = "(nicht mehr bekannt)"


def gespeichertes(
    getippt: Entwurf, gespeichert: Entwurf, auswahl: Auswahl, felder: Sequence[Feld]
) -> dict[str, str | Markup]:
    """Field name → the stored value in words, for the fields that differ."""
    return dict(_unterschiede(getippt, gespeichert, auswahl, felder))


@dataclass(frozen=True, slots=True)
class Strittiges:
    """A field that both have changed: what each made of it, and what it was.

    The `…_teile` are word by word what each changed (as `teile.html` shows it), for texts; else there are none.
    """

    meins: str | Markup
    gespeichert: str | Markup
    anfang: str | Markup
    meine_teile: Teile = ()
    andere_teile: Teile = ()
    wahl: str = ""


def strittiges(
    getippt: Entwurf,
    gespeichert: Entwurf,
    anfang: Entwurf | None,
    wahl: Mapping[str, str],
    auswahl: Auswahl,
    felder: Sequence[Feld],
) -> dict[str, Strittiges]:
    """Field name → what is to be decided, for the fields that `wahl` names."""
    anderes = gespeichertes(getippt, gespeichert, auswahl, felder)
    meins = gespeichertes(gespeichert, getippt, auswahl, felder)
    damals = gespeichertes(gespeichert, anfang, auswahl, felder) if anfang else {}
    offen = {name: wahl[name] for name in wahl if name in anderes and name in meins}
    return {
        name: Strittiges(
            meins[name],
            anderes[name],
            damals.get(name, UNBEKANNT),
            *_wortweise(name, anfang, getippt, gespeichert),
            gewaehlt,
        )
        for name, gewaehlt in offen.items()
    }


def _wortweise(name: str, anfang: Entwurf | None, meins: Entwurf, anderes: Entwurf) -> tuple[Teile, Teile]:
    if anfang is None:
        return (), ()
    vorher, meiner, anderer = (_text(entwurf, name) for entwurf in (anfang, meins, anderes))
    if vorher is None or meiner is None or anderer is None:
        return (), ()
    return wortweise(vorher, meiner), wortweise(vorher, anderer)


def _text(entwurf: Entwurf, name: str) -> str | None:
    if name in entwurf.unlesbar:
        return None
    if name in entwurf.richtext:
        return text(entwurf.richtext[name])
    return entwurf.einfach.get(name) if name in ("betreff", "begruendung_nichtoeffentlich") else None


def _unterschiede(
    getippt: Entwurf, gespeichert: Entwurf, auswahl: Auswahl, felder: Sequence[Feld]
) -> Iterator[tuple[str, str | Markup]]:
    for name, wert in gespeichert.einfach.items():
        if wert != getippt.einfach.get(name):
            yield name, datum(als_datum(wert)) or LEER if name == "datum" else zeilenweise(wert) or LEER
    for name, html in gespeichert.richtext.items():
        if html != getippt.richtext.get(name):
            yield name, gespeichert.unlesbar.get(name) or fliesstext(html) or LEER
    if gespeichert.federfuehrend != getippt.federfuehrend:
        yield "federfuehrend", dict(auswahl.federfuehrend).get(gespeichert.federfuehrend, LEER)
    if gespeichert.oeffentlich != getippt.oeffentlich:
        yield "oeffentlich", "Öffentlich" if gespeichert.oeffentlich == "ja" else "Nichtöffentlich"
    for art, (wert, dazu) in gespeichert.auswirkungen.items():
        if (wert, dazu) != getippt.auswirkungen.get(art):
            yield f"auswirkung_{art}", zeilenweise(f"{_antwort(wert)}: {dazu}" if dazu else _antwort(wert))
    if wirkliche(gespeichert.folge) != wirkliche(getippt.folge):
        stationen = [f"{auswahl.ort(zeile.wo)}: {zeile.art}" for zeile in wirkliche(gespeichert.folge)]
        yield "beratungsfolge", Markup("<br>").join(stationen) or LEER
    if gespeichert.umlauf != getippt.umlauf:
        namen = dict(auswahl.mitzeichnung)
        aemter = (f"{namen.get(amt, 'ein früheres Amt')}{_umlauf(*u)}" for amt, u in gespeichert.umlauf.items())
        yield "mitzeichnung", ", ".join(aemter) or LEER
    if benannte(gespeichert.verweise) != benannte(getippt.verweise):
        genannte = benannte(gespeichert.verweise)
        zeilen = [f"{_verweisart(v.art)} {v.nummer or 'eine Vorlage ohne Nummer'}" for v in genannte]
        yield "verknuepfungen", Markup("<br>").join(zeilen) or LEER
    if gespeichert.anlagen != getippt.anlagen:
        dateien = (f"{a.name} ({'öffentlich' if a.oeffentlich else 'nichtöffentlich'})" for a in gespeichert.anlagen)
        yield "anlagen", Markup("<br>").join(dateien) or LEER
    for feld in felder:
        wert = gespeichert.felder.get(feld.name, "")
        if wert != getippt.felder.get(feld.name, ""):
            yield f"feld-{feld.name}", (fliesstext(wert) if feld.art is Feldart.RICHTEXT else zeilenweise(wert)) or LEER


def _antwort(wert: str) -> str:
    return wirkung(wert) if not wert or wert in set(Wirkung) else wert


def _verweisart(art: str) -> str:
    return verweiswort(art) if art in set(Verknuepfungsart) else "(ohne Zusammenhang)"


def _umlauf(gruppe: str, werktage: str) -> str:
    besonderes = [f"{gruppe}. Gruppe" if gruppe != "1" else "", f"{werktage} Werktage" if werktage else ""]
    zusatz = ", ".join(wort for wort in besonderes if wort)
    return f" ({zusatz})" if zusatz else ""

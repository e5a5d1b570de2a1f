"""A Word file that comes back: opened with the limits of templates, its fields found, everything beside them listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from vorlagen.fehler import SchabloneUngueltig
from vorlagen.richtext import saeubere
from vorlagen.richtext.schreiben import als_html, als_text
from vorlagen.word.gefahren import mitgebrachtes, offene_aenderungen
from vorlagen.word.ooxml import Element, W, lies_xml, w
from vorlagen.word.paket import GEFUELLT, Paket, oeffne
from vorlagen.word.steuerelemente import LEER
from vorlagen.word.uebersetzen import MAX_TEIL
from vorlagen.word.zurueck import beleg
from vorlagen.word.zurueck.bloecke import bloecke
from vorlagen.word.zurueck.formate import Formate
from vorlagen.word.zurueck.laeufe import Laufleser
from vorlagen.word.zurueck.stellen import Stelle, stellen

MAX_ABSAETZE = 1_500
"""Beside the fields; the text of a paper has some hundreds."""
_NACHVERFOLGT = "In der Datei sind nachverfolgte Änderungen offen. Gelesen ist der Text, als wären alle angenommen."
_ERSATZ = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_KOMMENTARE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@dataclass(frozen=True, slots=True)
class Feldwert:
    """What stands in a field: as clean HTML, and as plain text."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Gelesenes:
    """`felder` have one value for each place where the field is printed, `marken` their names in the order of the text.

    `aussen` are the paragraphs beside the fields, `rand` those of headers and footers; `hinweise` are sentences about
    what could not come along. `beleg` is what was put in when the file was made, still to be verified.
    """

    felder: Mapping[str, Sequence[Feldwert]]
    marken: Sequence[str]
    aussen: Sequence[str]
    rand: Sequence[str]
    hinweise: Sequence[str]
    beleg: str


def lies(datei: bytes, *, marken: Sequence[str] = (), annehmen: bool = True) -> Gelesenes:
    """What the file says. Raises `SchabloneUngueltig` for what is no Word file, too big or dangerous.

    `marken` are the fields in the order in which they were printed; without them those that still have their tag are
    found. Open tracked changes count as accepted, or as rejected where `annehmen` is false.
    """
    paket = oeffne(datei)
    for gefahr in mitgebrachtes(paket):
        raise SchabloneUngueltig(gefahr)
    _pruefe_groesse(paket)
    beigelegt = beleg.finde(paket)
    haupt = lies_xml(paket.teile[paket.haupt], "Text")
    leser = Laufleser(_formate(paket), _links(paket, paket.haupt), annehmen)
    if next(offene_aenderungen(paket), None) is not None:
        leser.hinweise[_NACHVERFOLGT] = None
    orte = stellen(haupt, marken or beleg.marken(beigelegt))
    felder: dict[str, list[Feldwert]] = {}
    for ort in orte:
        felder.setdefault(ort.feld, []).append(_wert(ort, leser))
    aussen = [*_absaetze(haupt, leser, orte), *_weitere(paket, leser)]
    if len(aussen) > MAX_ABSAETZE:
        raise SchabloneUngueltig(f"Neben den Feldern stehen mehr als {MAX_ABSAETZE} Absätze; das ist zu viel.")
    return Gelesenes(felder, [ort.feld for ort in orte], aussen, _rand(paket, leser), tuple(leser.hinweise), beigelegt)


def _wert(ort: Stelle, leser: Laufleser) -> Feldwert:
    elemente = ort.bloecke if ort.laeufe is None else [_als_absatz(ort.laeufe)]
    gelesen = bloecke(elemente, leser)
    html = saeubere(als_html(gelesen))
    text = als_text(gelesen).strip()
    return Feldwert("", "") if ort.leer or text == LEER else Feldwert(html, text)


def _als_absatz(laeufe: Sequence[Element]) -> Element:
    """Runs as a paragraph of their own, so that nothing else of their paragraph is read."""
    absatz = lies_xml(f'<w:p xmlns:w="{W}"/>'.encode(), "Feld")
    absatz.extend(deepcopy(lauf) for lauf in laeufe)
    return absatz


def _absaetze(wurzel: Element, leser: Laufleser, orte: Iterable[Stelle] = ()) -> Iterator[str]:
    """Every paragraph without what stands in fields, text boxes included; empty ones are passed over."""
    drin = {element for ort in orte for element in (ort.bloecke if ort.laeufe is None else ort.laeufe)}
    stumm = Laufleser(leser.formate, leser.links, leser.annehmen, frozenset(drin))
    for absatz in wurzel.iter(w("p")):
        ahnen = list(absatz.iterancestors())
        im_kasten = next((ahne for ahne in ahnen if ahne.tag == w("txbxContent")), None)
        davor = ahnen if im_kasten is None else ahnen[: ahnen.index(im_kasten)]
        if any(ahne.tag == _ERSATZ for ahne in ahnen) or drin.intersection((absatz, *davor)):
            continue
        if text := " ".join("".join(lauf.text for lauf in stumm.lies(absatz)).split()):
            yield text


def _weitere(paket: Paket, leser: Laufleser) -> Iterator[str]:
    """Notes and comments."""
    for name, typ in paket.typen().items():
        if typ == _KOMMENTARE:
            for kommentar in lies_xml(paket.teile[name], "Kommentare").iter(w("comment")):
                wer = kommentar.get(w("author")) or "jemand"
                yield from (f"Kommentar von {wer}: {text}" for text in _absaetze(kommentar, leser))
        elif typ in GEFUELLT and "notes" in typ:
            yield from (f"Fußnote: {text}" for text in _absaetze(lies_xml(paket.teile[name], "Noten"), leser))


def _rand(paket: Paket, leser: Laufleser) -> list[str]:
    """Headers and footers; how often each text is there says nothing, for every page may have its own."""
    texte: dict[str, None] = {}
    for name, typ in paket.typen().items():
        if typ in GEFUELLT and "notes" not in typ:
            texte |= dict.fromkeys(_absaetze(lies_xml(paket.teile[name], "Rand"), leser))
    return list(texte)


def _pruefe_groesse(paket: Paket) -> None:
    for name, inhalt in paket.teile.items():
        if name.endswith(".xml") and len(inhalt) > MAX_TEIL:
            raise SchabloneUngueltig(
                f"Der Teil „{name}“ hat mehr als {MAX_TEIL // 1_000_000} MB Text; das ist zu viel."
            )


def _formate(paket: Paket) -> Formate:
    teile = {b.art: b.ziel for b in paket.beziehungen(paket.haupt) if b.ziel in paket.teile}
    wurzeln = {art: lies_xml(paket.teile[teile[art]], art) for art in ("styles", "numbering") if art in teile}
    return Formate(wurzeln.get("styles"), wurzeln.get("numbering"))


def _links(paket: Paket, teil: str) -> dict[str, str]:
    return {b.id: b.ziel for b in paket.beziehungen(teil) if b.art == "hyperlink" and b.fremd}

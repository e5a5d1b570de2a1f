"""Is everything what it claims to be? A foreign plug-in is not type-checked, so it is looked at piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vorlagen.workflow.bausteine import Folge, FolgeArt, Folgenregel, Frist, Schritt, Status
from vorlagen.workflow.felder import Feld, Feldart
from vorlagen.workflow.gestalt import Gestalt
from vorlagen.workflow.grund import Bedingung
from vorlagen.workflow.mitzeichnung import Beteiligungsregel, Mitzeichnungsordnung, Schweigen

_EINZELN: tuple[tuple[str, type], ...] = (("name", str), ("version", int), ("titel", str), ("beginnt_mit", str))
_MEHRERE: tuple[tuple[str, type], ...] = (
    ("endet_mit", str),
    ("status", Status),
    ("schritte", Schritt),
    ("felder", Feld),
)
_SCHRITT: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("name", (str,)),
    ("nach", (str,)),
    ("frist", (Frist, type(None))),
    ("dokument", (str, type(None))),
    ("laut", (str, type(None))),
    ("titel", (str,)),
    ("begruenden", (bool,)),
    ("wieder_oeffnet", (bool,)),
)
_DEUTSCH = {str: "Text", int: "eine Zahl", bool: "True oder False", Frist: "eine Frist", type(None): "None"}


def formen_stimmen(ablauf: Gestalt) -> Iterator[str]:
    """A sentence for every piece that is not of the kind that its place asks for."""
    for name, art in _EINZELN:
        yield from einzeln(name, getattr(ablauf, name), (art,))
    ganz = True
    for name, art in _MEHRERE:
        for satz in mehrere(name, getattr(ablauf, name), art):
            ganz = False
            yield satz
    umzug: object = ablauf.umzug
    if not isinstance(umzug, Mapping) or not all(isinstance(name, str) for paar in umzug.items() for name in paar):
        yield "umzug ordnet Statusnamen einander zu: {„alter_status“: „neuer_status“}."
    yield from _ordnung(ablauf.mitzeichnung)
    if ganz:
        for schritt in ablauf.schritte:
            yield from _schritt(schritt)
        for feld in ablauf.felder:
            yield from _feld(feld)


def einzeln(ort: str, wert: object, arten: tuple[type, ...]) -> Iterator[str]:
    """A sentence if the value is none of these kinds (True is no number)."""
    passt = isinstance(wert, arten) and (not isinstance(wert, bool) or bool in arten)
    if not passt:
        yield f"{ort}: gebraucht wird {' oder '.join(_DEUTSCH[art] for art in arten)}, nicht {wert!r}."


def mehrere(ort: str, werte: object, *arten: type) -> Iterator[str]:
    """A sentence if this is no tuple, and one for every entry that is none of these kinds."""
    art = " oder ".join("Text" if art is str else art.__name__ for art in arten)
    if isinstance(werte, arten):
        yield f"{ort}: gebraucht wird ein Tupel; hinter dem einzigen Eintrag fehlt das Komma."
    elif not isinstance(werte, tuple):
        yield f"{ort}: gebraucht wird ein Tupel aus {art}, nicht {type(werte).__name__}."
    else:
        for platz, wert in enumerate(werte, start=1):
            if isinstance(wert, tuple):
                yield f"{ort}, Platz {platz}: dort steht selbst ein Tupel; davor fehlt der Stern."
            elif not isinstance(wert, arten):
                davor = "@beteiligung" if arten[0] is Beteiligungsregel else "@bedingung oder @folge"
                zusatz = f" (fehlt davor {davor}?)" if callable(wert) else ""
                ein = "keine" if arten[0] in (Bedingung, Folge, Beteiligungsregel) else "kein"
                yield f"{ort}, Platz {platz}: {_kurz(wert)} ist {ein} {art}{zusatz}."


def _schritt(schritt: Schritt) -> Iterator[str]:
    ort = f"Schritt „{schritt.name}“, "
    for name, arten in _SCHRITT:
        yield from einzeln(ort + name, getattr(schritt, name), arten)
    for name in ("von", "durch"):
        if not isinstance(getattr(schritt, name), str):
            yield from mehrere(ort + name, getattr(schritt, name), str)
    yield from mehrere(ort + "wenn", schritt.wenn, Bedingung)
    yield from mehrere(ort + "folgen", schritt.folgen, Folge, Folgenregel)
    for art in _arten(schritt.folgen):
        if not isinstance(art, FolgeArt):
            yield f"{ort}folgen: „{art}“ kann das Haus nicht; es kann: {', '.join(FolgeArt)}."
    if isinstance(schritt.frist, Frist):
        yield from einzeln(f"{ort}Frist, werktage", schritt.frist.werktage, (int,))
        yield from einzeln(f"{ort}Frist, fuer", schritt.frist.fuer, (str,))
        yield from einzeln(f"{ort}Frist, bis", schritt.frist.bis, (str, type(None)))


def _ordnung(ordnung: object) -> Iterator[str]:
    if not isinstance(ordnung, Mitzeichnungsordnung):
        yield f"mitzeichnung: gebraucht wird eine Mitzeichnungsordnung, nicht {ordnung!r}."
        return
    schweigen: object = ordnung.schweigen
    if not isinstance(schweigen, Schweigen):
        yield f"mitzeichnung, schweigen: „{schweigen}“ gibt es nicht; es gibt: {', '.join(Schweigen)}."
    yield from mehrere("mitzeichnung, betrifft", ordnung.betrifft, str)
    faelle = tuple(mehrere("mitzeichnung, regeln", ordnung.regeln, Beteiligungsregel))
    yield from faelle
    for regel in () if faelle else ordnung.regeln:
        for name in ("name", "satz", "aufgabe"):
            yield from einzeln(f"mitzeichnung, {name}", getattr(regel, name), (str,))
        yield from mehrere(f"mitzeichnung, „{regel.name}“, betrifft", regel.betrifft, str)


def _arten(folgen: object) -> Iterator[object]:
    if isinstance(folgen, tuple):
        yield from (folge.art for folge in folgen if isinstance(folge, Folge))


def _feld(feld: Feld) -> Iterator[str]:
    art: object = feld.art
    if not isinstance(art, Feldart):
        yield f"Feld „{feld.name}“, art: „{art}“ gibt es nicht; es gibt: {', '.join(Feldart)}."
    yield from mehrere(f"Feld „{feld.name}“, auswahl", feld.auswahl, str)


def _kurz(wert: object) -> str:
    return f"„{wert.__name__}“" if callable(wert) and hasattr(wert, "__name__") else repr(wert)

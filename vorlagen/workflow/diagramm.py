"""A procedure as a picture: mermaid text for documents, and an SVG that needs nobody to draw it.

The SVG is a table with lines: each status is a box, beside it stand its steps with the role, and from each step a
line runs through a lane on the right to the box where it leads. All lines into one status share one lane, so that
ten ways to „Zurückgezogen“ are one line and not ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from vorlagen.workflow.begriffe import rolle_titel
from vorlagen.workflow.workflow import Workflow

RAND, KOPF, ZEILE, LUECKE, SPUR = 20, 44, 40, 26, 14
"""Pixels: margin, a box's head, a step, the gap between two boxes, a lane."""
ZEICHEN = 7.4
"""A generous width of one letter in 13 px sans serif; nobody can measure text here."""


@dataclass(frozen=True, slots=True)
class _Kante:
    von: int
    nach: int
    aufschrift: str
    wer: str
    von_selbst: bool
    y: int


@dataclass(frozen=True, slots=True)
class _Anordnung:
    """Where each box begins (its y), every line with its y, the lane into each status, and the edges of the columns."""

    anfaenge: tuple[int, ...]
    kanten: tuple[_Kante, ...]
    spuren: dict[int, int]
    rechts_vom_kasten: int
    erste_spur: int
    breite: int
    hoehe: int

    def eingang(self, nr: int) -> int:
        return self.anfaenge[nr] + KOPF // 2


def mermaid(ablauf: Workflow) -> str:
    """The procedure as a mermaid state diagram, with a title and a description for screen readers."""
    return "\n".join(_mermaid(ablauf)) + "\n"


def svg(ablauf: Workflow, *, eigenstaendig: bool = True) -> str:
    """The procedure as SVG. `eigenstaendig` adds colours for light and dark; else it takes those of its page."""
    bild = _ordne_an(ablauf)
    kennung = ablauf.name.replace(".", "-")
    teile = (
        _kopf(ablauf, bild, kennung, eigenstaendig),
        _linien(bild, kennung),
        _kaesten(ablauf, bild),
        _schritte(bild),
        _legende(bild.hoehe - RAND),
    )
    return "\n".join([*(zeile for teil in teile for zeile in teil), "</svg>"]) + "\n"


def in_worten(ablauf: Workflow) -> str:
    """What the picture shows, in one sentence per way."""
    return " ".join(
        f"{ablauf.status_titel(von)}: {schritt.aufschrift} führt zu {ablauf.status_titel(schritt.nach)}."
        for schritt in ablauf.schritte
        for von in schritt.quellen
    )


def _mermaid(ablauf: Workflow) -> Iterator[str]:
    yield "stateDiagram-v2"
    yield f"    accTitle: {_ohne_zeichen(ablauf.titel)}"
    yield f"    accDescr: {_ohne_zeichen(in_worten(ablauf))}"
    for status in ablauf.status:
        yield f'    state "{_ohne_zeichen(status.titel)}" as {_kein_befehl(status.name)}'
    yield f"    [*] --> {_kein_befehl(ablauf.beginnt_mit)}"
    for schritt in ablauf.schritte:
        for von in schritt.quellen:
            wer = ", ".join(rolle_titel(rolle) for rolle in schritt.rollen)
            worte = _ohne_zeichen(f"{schritt.aufschrift} ({wer})")
            yield f"    {_kein_befehl(von)} --> {_kein_befehl(schritt.nach)} : {worte}"
    for ende in ablauf.endet_mit:
        yield f"    {_kein_befehl(ende)} --> [*]"


def _ohne_zeichen(text: str) -> str:
    """Signs that mean something to mermaid are written otherwise."""
    return " ".join(text.translate({ord('"'): "”", ord(":"): " –", ord(";"): ",", ord("#"): "Nr. "}).split())


def _kein_befehl(name: str) -> str:
    """A status may be called like a command of mermaid."""
    return f"{name}_" if name in ("end", "state", "note", "direction", "class", "style", "default") else name


def _ordne_an(ablauf: Workflow) -> _Anordnung:
    platz = {status.name: nr for nr, status in enumerate(ablauf.status)}
    anfaenge: list[int] = []
    kanten: list[_Kante] = []
    y = RAND
    for nr, status in enumerate(ablauf.status):
        anfaenge.append(y)
        y += KOPF
        for schritt in (schritt for schritt in ablauf.schritte if status.name in schritt.quellen):
            wer = "von selbst" if schritt.von_selbst else " oder ".join(rolle_titel(r) for r in schritt.rollen)
            mitte = y + ZEILE // 2
            kanten.append(_Kante(nr, platz[schritt.nach], schritt.aufschrift, wer, schritt.von_selbst, mitte))
            y += ZEILE
        y += LUECKE
    rechts = RAND + max(190, int(max(len(s.titel) for s in ablauf.status) * ZEICHEN * 1.3) + 56)
    erste_spur = rechts + 40 + int(max(max(len(k.aufschrift), len(k.wer) * 0.86) for k in kanten) * ZEICHEN)
    spuren = _spuren(kanten, anfaenge)
    breite = erste_spur + (max(spuren.values()) + 1) * SPUR + RAND
    return _Anordnung(tuple(anfaenge), tuple(kanten), spuren, rechts, erste_spur, breite, y + RAND)


def _spuren(kanten: list[_Kante], anfaenge: list[int]) -> dict[int, int]:
    """A lane for each status that is led to: the shorter its line, the further inside, and no two in one place."""
    strecken: dict[int, tuple[int, int]] = {}
    for nach in {kante.nach for kante in kanten}:
        hoehen = [kante.y for kante in kanten if kante.nach == nach] + [anfaenge[nach] + KOPF // 2]
        strecken[nach] = (min(hoehen) - ZEILE // 4, max(hoehen) + ZEILE // 4)
    spuren: dict[int, int] = {}
    for nach, (oben, unten) in sorted(strecken.items(), key=lambda paar: (paar[1][1] - paar[1][0], paar[0])):
        belegt = {spuren[a] for a in spuren if strecken[a][0] <= unten and oben <= strecken[a][1]}
        spuren[nach] = next(spur for spur in range(len(strecken)) if spur not in belegt)
    return spuren


def _kopf(ablauf: Workflow, bild: _Anordnung, kennung: str, eigenstaendig: bool) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{bild.breite}" height="{bild.hoehe}" '
        f'viewBox="0 0 {bild.breite} {bild.hoehe}" role="img" aria-labelledby="{kennung}-titel {kennung}-worte" '
        'font-family="system-ui, sans-serif" font-size="13" fill="currentColor">'
    )
    yield f'<title id="{kennung}-titel">Ablauf {escape(ablauf.titel)}</title>'
    yield f'<desc id="{kennung}-worte">{escape(in_worten(ablauf))}</desc>'
    if eigenstaendig:
        yield (
            "<style>svg{color:#1b2733;background:#fff}"
            "@media(prefers-color-scheme:dark){svg{color:#e4e9ee;background:#141a20}}</style>"
        )
    yield (
        f'<defs><marker id="{kennung}-spitze" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>'
    )


def _linien(bild: _Anordnung, kennung: str) -> Iterator[str]:
    links = bild.rechts_vom_kasten
    yield '<g fill="none" stroke="currentColor" stroke-width="1.3" stroke-linejoin="round" opacity=".7">'
    for kante in bild.kanten:
        x = bild.erste_spur + bild.spuren[kante.nach] * SPUR
        gestrichelt = ' stroke-dasharray="4 3"' if kante.von_selbst else ""
        ziel = bild.eingang(kante.nach)
        bogen = 6 if ziel > kante.y else -6
        yield (
            f'<path d="M{links} {kante.y}H{x - 6}q6 0 6 {bogen}V{ziel - bogen}q0 {bogen} -6 {bogen}H{links + 2}"'
            f'{gestrichelt} marker-end="url(#{kennung}-spitze)"/>'
        )
    yield "</g>"


def _kaesten(ablauf: Workflow, bild: _Anordnung) -> Iterator[str]:
    for nr, (status, y) in enumerate(zip(ablauf.status, bild.anfaenge, strict=True)):
        hoehe = KOPF + sum(kante.von == nr for kante in bild.kanten) * ZEILE
        ende = status.name in ablauf.endet_mit
        punkt = f'cx="{bild.rechts_vom_kasten - 16}" cy="{y + KOPF // 2}"'
        yield (
            f'<rect x="{RAND}" y="{y}" width="{bild.rechts_vom_kasten - RAND}" height="{hoehe}" rx="8" '
            f'fill-opacity=".06" stroke="currentColor" stroke-opacity=".55" stroke-width="{3 if ende else 1.3}"/>'
        )
        titel = escape(status.titel)
        yield f'<text x="{RAND + 14}" y="{y + KOPF // 2 + 5}" font-size="15" font-weight="600">{titel}</text>'
        if status.name == ablauf.beginnt_mit:
            yield f'<circle {punkt} r="5"/>'
        if ende:
            yield f'<circle {punkt} r="3"/><circle {punkt} r="6" fill="none" stroke="currentColor"/>'


def _schritte(bild: _Anordnung) -> Iterator[str]:
    x = bild.rechts_vom_kasten + 12
    for kante in bild.kanten:
        yield f'<text x="{x}" y="{kante.y - 5}">{escape(kante.aufschrift)}</text>'
        yield f'<text x="{x}" y="{kante.y + 13}" font-size="11" fill-opacity=".72">{escape(kante.wer)}</text>'


def _legende(y: int) -> Iterator[str]:
    yield f'<g font-size="11" fill-opacity=".72"><circle cx="{RAND + 6}" cy="{y - 4}" r="4"/>'
    yield f'<text x="{RAND + 16}" y="{y}">Beginn</text><circle cx="{RAND + 76}" cy="{y - 4}" r="2.5"/>'
    yield f'<circle cx="{RAND + 76}" cy="{y - 4}" r="5" fill="none" stroke="currentColor"/>'
    yield f'<text x="{RAND + 87}" y="{y}">Ende</text>'
    yield f'<path d="M{RAND + 136} {y - 4}h26" stroke="currentColor" stroke-dasharray="4 3"/>'
    yield f'<text x="{RAND + 170}" y="{y}">geschieht von selbst</text></g>'

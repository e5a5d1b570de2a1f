"""What the search knows of papers and meetings: all of it, and beside it what everybody may read, never mixed.

The second comes out of the public projection and nothing else (ADR 0032).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from vorlagen.kalender import BERLIN, datum_text
from vorlagen.models import Auftrag, Sitzung, Tagesordnungspunkt, Vorlage
from vorlagen.models.suche import Abschnitte
from vorlagen.richtext import text as nur_text
from vorlagen.services import beiwerk, oeffentlich
from vorlagen.services.beiwerk import Anlagenbild
from vorlagen.services.oeffentlich import OeffentlicheBeratung, OeffentlicheVorlage
from vorlagen.services.sichtbarkeit import veroeffentlicht
from vorlagen.services.suche.ablage import Text
from vorlagen.services.wer import niemand

VORLAGE: Final = "vorlage"
SITZUNG: Final = "sitzung"

ARTEN: Final[Mapping[str, str]] = {VORLAGE: "Vorlagen", SITZUNG: "Sitzungen"}
"""What is found → its name for people."""

ABSCHNITTE: Final[Mapping[str, str]] = {
    "nummer": "Nummer",
    "betreff": "Betreff",
    "beschluss": "Beschlussvorschlag",
    "sachverhalt": "Sachverhalt",
    "auswirkung": "Auswirkungen",
    "feld": "Angaben",
    "ergebnis": "Ergebnis",
    "anlage": "Anlage",
    "auftrag": "Auftrag",
    "tagesordnung": "Tagesordnung",
    "sitzung": "Sitzung",
}
"""Section → its name for people."""

_Roh = Iterator[tuple[str, str | None]]


def sammle(
    sitzung: Session, stadt: str, *, vorlagen: Collection[str], sitzungen: Collection[str]
) -> dict[str, Text | None]:
    """The texts by id, None for what is not there any more; in as many statements for many as for one."""
    texte: dict[str, Text | None] = dict.fromkeys((*vorlagen, *sitzungen))
    if vorlagen:
        texte |= _vorlagen(sitzung, stadt, vorlagen)
    if sitzungen:
        texte |= _sitzungen(sitzung, sitzungen)
    return texte


def _vorlagen(sitzung: Session, stadt: str, ids: Collection[str]) -> dict[str, Text]:
    frage = select(Vorlage, veroeffentlicht()).where(Vorlage.id.in_(ids))
    zeilen = sitzung.execute(frage.execution_options(populate_existing=True)).unique().all()
    papiere = [vorlage for vorlage, _ in zeilen]
    offene = [vorlage for vorlage, offen in zeilen if offen]
    alles = beiwerk.lade(papiere, niemand(stadt))
    wege = oeffentlich.beratungen(offene)
    auftraege: dict[str, list[Auftrag]] = {}
    for auftrag in sitzung.scalars(select(Auftrag).where(Auftrag.vorlage_id.in_(ids)).order_by(Auftrag.id)):
        auftraege.setdefault(auftrag.vorlage_id, []).append(auftrag)
    return {
        vorlage.id: Text(
            VORLAGE,
            _geordnet(_innen(vorlage, alles.anlagen_von(vorlage.id), auftraege.get(vorlage.id, ()))),
            _geordnet(_aussen(oeffentlich.zeige(vorlage, alles), wege[vorlage.id])) if offen else None,
        )
        for vorlage, offen in zeilen
    }


def _innen(vorlage: Vorlage, anlagen: Sequence[Anlagenbild], auftraege: Sequence[Auftrag]) -> _Roh:
    yield "nummer", vorlage.nummer
    yield "betreff", vorlage.betreff
    yield "beschluss", nur_text(vorlage.beschlussvorschlag)
    yield "sachverhalt", nur_text(vorlage.sachverhalt)
    for zeile in vorlage.auswirkungen:
        yield "auswirkung", zeile.get("text")
    yield from _felder(vorlage.felder)
    for beratung in vorlage.beratungen:
        yield "ergebnis", nur_text(beratung.beschlusstext or "")
        for abstimmung in beratung.abstimmungen:
            yield "ergebnis", abstimmung.antrag
            yield "ergebnis", abstimmung.worte
        for top in beratung.tops:
            yield "tagesordnung", top.titel
    for anlage in anlagen:
        yield "anlage", anlage.name
    for auftrag in auftraege:
        for text in (auftrag.beschlussnummer, auftrag.text, auftrag.wortlaut, auftrag.bericht):
            yield "auftrag", nur_text(text)


def _aussen(bild: OeffentlicheVorlage, beratungen: Sequence[OeffentlicheBeratung]) -> _Roh:
    yield "nummer", bild.nummer
    yield "betreff", bild.betreff
    yield "beschluss", nur_text(bild.beschlussvorschlag)
    yield "sachverhalt", nur_text(bild.sachverhalt)
    for _, _, text in bild.auswirkungen:
        yield "auswirkung", text
    yield from _felder(bild.felder)
    for abstimmung in (eine for beratung in beratungen for eine in beratung.abstimmungen):
        yield "ergebnis", abstimmung.antrag
        yield "ergebnis", abstimmung.worte
    for anlage in bild.anlagen:
        yield "anlage", anlage.name


def _felder(felder: Mapping[str, Any]) -> _Roh:
    for wert in felder.values():
        if isinstance(wert, str):
            yield "feld", nur_text(wert)


def _sitzungen(sitzung: Session, ids: Collection[str]) -> dict[str, Text]:
    frage = select(Sitzung).where(Sitzung.id.in_(ids)).options(selectinload(Sitzung.tops))
    treffen = sitzung.scalars(frage.execution_options(populate_existing=True)).unique().all()
    offene = oeffentlich.punkte(treffen)
    return {
        eine.id: Text(
            SITZUNG,
            _geordnet(_treffen(eine, [(top.zeichen, top.titel) for top in eine.tops if _ohne_papier(top)])),
            _geordnet(
                _treffen(eine, [(punkt.zeichen, punkt.titel) for punkt in offene[eine.id] if punkt.papier is None])
            ),
        )
        for eine in treffen
    }


def _ohne_papier(top: Tagesordnungspunkt) -> bool:
    """An item with a paper is found by its paper, by whose rules it is seen."""
    return top.beratung_id is None


def _treffen(eine: Sitzung, punkte: Sequence[tuple[str, str]]) -> _Roh:
    tag = datum_text(eine.beginn.astimezone(BERLIN).date())
    kuerzel = f" ({eine.gremium.kuerzel})" if eine.gremium.kuerzel else ""
    yield "sitzung", ", ".join(teil for teil in (f"{eine.gremium.name}{kuerzel}", tag, eine.ort) if teil)
    for zeichen, titel in punkte:
        yield "tagesordnung", f"{zeichen}: {titel}"


def _geordnet(roh: _Roh) -> Abschnitte:
    """Without what is empty or said twice, in composed letters, without marks for breaking words."""
    sauber = (
        (name, " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").split())) for name, text in roh if text
    )
    return [list(abschnitt) for abschnitt in dict.fromkeys(sauber) if abschnitt[1]]

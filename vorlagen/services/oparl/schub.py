"""Which objects the next changes of the feed ask for, as many as go in in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased

from vorlagen.models import Aenderung, OparlStand, Tagesordnungspunkt
from vorlagen.models.aenderung import Vorgang
from vorlagen.services.oparl.ablage import Wurzel

GELESEN: Final = 20
"""So many changes are looked at for each of them: a meeting's items come one by one, a body's members too."""
_ART: Final = "vorlageart"
_EIGENE: Final = ("vorlage", "sitzung", "amt", "koerperschaft", "gremium", "mitgliedschaft")
"""What is told by itself; the rest is told with one of these."""


@dataclass(frozen=True, slots=True)
class Schub:
    """These roots are to be made anew, then the town is at change `bis`; `noch`: there may be more changes.

    With `art` all published papers of that kind are: it has another name, and each of them tells it.
    """

    wurzeln: set[Wurzel]
    bis: int
    noch: bool
    art: str | None = None


def lies(sitzung: Session, stand: OparlStand, hoechstens: int) -> Schub:
    """The next changes of a town; none from before anybody could ask together with one from after.

    While a town is built up each object comes once, by its last change, and a kind asks for nothing: all papers come.
    """
    grenze = GELESEN * hoechstens
    frage = select(Aenderung).where(Aenderung.koerperschaft_id == stand.koerperschaft_id, Aenderung.nr > stand.nr)
    if stand.im_aufbau:
        frage = frage.where(Aenderung.nr <= stand.aufbau_nr, Aenderung.typ.in_(_EIGENE), ~_kommt_wieder(stand))
    zeilen = sitzung.scalars(frage.order_by(Aenderung.nr).limit(grenze)).all()
    if zeilen and zeilen[0].typ == _ART and not stand.im_aufbau:
        return Schub(set(), zeilen[0].nr, len(zeilen) > 1, art=zeilen[0].objekt_id)
    anzahl, wurzeln = _fasse_zusammen(zeilen, stand, _treffen(sitzung, zeilen), hoechstens)
    if anzahl < len(zeilen) or len(zeilen) == grenze:
        return Schub(wurzeln, zeilen[anzahl - 1].nr, noch=True)
    return Schub(wurzeln, max([stand.nr, stand.aufbau_nr, *(zeile.nr for zeile in zeilen)]), noch=stand.im_aufbau)


def _kommt_wieder(stand: OparlStand) -> ColumnElement[bool]:
    spaeter = aliased(Aenderung)
    return exists().where(
        spaeter.koerperschaft_id == stand.koerperschaft_id,
        spaeter.typ == Aenderung.typ,
        spaeter.objekt_id == Aenderung.objekt_id,
        spaeter.nr > Aenderung.nr,
        spaeter.nr <= stand.aufbau_nr,
    )


def _fasse_zusammen(
    zeilen: Sequence[Aenderung], stand: OparlStand, treffen: Mapping[str, str], hoechstens: int
) -> tuple[int, set[Wurzel]]:
    """As many changes from the first on as together ask for so many roots; at least one change."""
    wurzeln: set[Wurzel] = set()
    for anzahl, zeile in enumerate(zeilen):
        neue = wurzeln.union(_wurzeln(zeile, treffen))
        if (wurzeln and len(neue) > hoechstens) or (zeile.typ == _ART and not stand.im_aufbau):
            return anzahl, wurzeln
        wurzeln = neue
    return len(zeilen), wurzeln


def _wurzeln(zeile: Aenderung, treffen: Mapping[str, str]) -> Iterable[Wurzel]:
    """What is to be made anew because of a change; offices only once a paper has named them."""
    if zeile.typ == "vorlage":
        # Of a new one no meeting has told yet; what puts it on an agenda is a change of its own.
        yield Wurzel("neue_vorlage" if zeile.vorgang == Vorgang.ANGELEGT else "vorlage", zeile.objekt_id)
    elif zeile.vorlage_id is not None:
        yield Wurzel("neue_vorlage", zeile.vorlage_id)
    if zeile.typ in ("sitzung", "amt"):
        yield Wurzel(zeile.typ, zeile.objekt_id)
    elif zeile.typ == "koerperschaft":
        yield Wurzel("koerperschaft", zeile.objekt_id)
        yield Wurzel("besetzung", zeile.objekt_id)
    elif zeile.typ in ("gremium", "mitgliedschaft"):
        yield Wurzel("besetzung", zeile.koerperschaft_id)
    elif zeile.objekt_id in treffen:
        yield Wurzel("sitzung", treffen[zeile.objekt_id])


def _treffen(sitzung: Session, zeilen: Sequence[Aenderung]) -> dict[str, str]:
    """The meetings of items that changed, by item; where an item is gone, its meeting has changed itself."""
    tops = [zeile.objekt_id for zeile in zeilen if zeile.typ == "top"]
    frage = select(Tagesordnungspunkt.id, Tagesordnungspunkt.sitzung_id).where(Tagesordnungspunkt.id.in_(tops))
    return {zeile.id: zeile.sitzung_id for zeile in sitzung.execute(frage)} if tops else {}

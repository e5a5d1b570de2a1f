"""Links between foreign papers. Either end may tell of one, and either may come first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, or_, select

from vorlagen.extensions import db
from vorlagen.models import Verknuepfung, Vorlage
from vorlagen.models.aenderungsspur import beruehre
from vorlagen.ris import Papier, Typ
from vorlagen.ris.kennungen import schluessel
from vorlagen.services.einfuhr.arbeit import Arbeit
from vorlagen.workflow.begriffe import Verknuepfungsart

UEBER, UNTER, NEBEN = "ueber", "unter", "neben"
_UMGEKEHRT: Final = {UEBER: UNTER, UNTER: UEBER, NEBEN: NEBEN}
_GESAGT, _GENANNT = "verweise", "genannt_von"
"""In what is kept of a paper: what it says itself, and what others said of it before it came: [[key, place], …]."""

_Verweis = tuple[str, str]
"""The other paper's key, and where it stands as this one sees it."""


def setze(arbeit: Arbeit, vorlage: Vorlage, papier: Papier, zuvor: Mapping[str, Any]) -> dict[str, Any]:
    """The links of a paper are these; `zuvor` is what was kept of it. Returns what is to be kept now.

    What people linked here stays, and a paper that runs here gets no link of its own from elsewhere.
    """
    gesagt = dict.fromkeys(_gesagt(papier))
    for kennung, wo in zuvor.get(_GESAGT, ()):
        if (kennung, wo) not in gesagt:
            _loese(arbeit, vorlage, papier.kennung, kennung, wo)
    von_anderen = [(kennung, _UMGEKEHRT[wo]) for kennung, wo in zuvor.get(_GENANNT, ())]
    arbeit.lade(kennung for kennung, _ in von_anderen)
    for kennung, wo in [*gesagt, *von_anderen]:
        andere = arbeit.finde(kennung)
        if andere is not None and andere.typ != Typ.PAPIER:
            continue
        if andere is None or andere.eigene_id is None:
            bisher = andere.angaben.get(_GENANNT, []) if andere is not None else []
            neue = [*(eins for eins in bisher if eins != [papier.kennung, wo]), [papier.kennung, wo]]
            arbeit.vormerken(Typ.PAPIER, kennung, {_GENANNT: neue})
        elif andere.eigene_id != vorlage.id and not (andere.eigen and wo == UNTER):
            _verknuepfe(arbeit, vorlage, andere.eigene_id, wo)
    return {_GESAGT: [list(eins) for eins in gesagt]} if gesagt else {}


def _gesagt(papier: Papier) -> Iterator[_Verweis]:
    for wo, kennungen in ((UEBER, papier.ueber), (UNTER, papier.unter), (NEBEN, papier.neben)):
        yield from ((kennung, wo) for kennung in kennungen if schluessel(kennung) != schluessel(papier.kennung))


def _verknuepfe(arbeit: Arbeit, vorlage: Vorlage, andere_id: str, wo: str) -> None:
    """A link, unless there is one: of being related any link tells."""
    von_id, ziel_id = (andere_id, vorlage.id) if wo == UNTER else (vorlage.id, andere_id)
    art = Verknuepfungsart.BEZIEHT_SICH_AUF if wo == NEBEN else Verknuepfungsart.ERGAENZT
    schon = or_(_von(von_id, ziel_id), _von(ziel_id, von_id)) if wo == NEBEN else _von(von_id, ziel_id)
    if db.session.scalar(select(Verknuepfung.id).where(schon).limit(1)) is not None:
        return
    db.session.add(
        Verknuepfung(koerperschaft_id=arbeit.stadt_id, vorlage_id=von_id, art=art, ziel_id=ziel_id, nummer=None)
    )
    db.session.flush()
    beruehre(db.session.get_one(Vorlage, von_id))


def _loese(arbeit: Arbeit, vorlage: Vorlage, eigene: str, kennung: str, wo: str) -> None:
    """It says so no more; the link goes unless the other paper still says it."""
    arbeit.lade([kennung])
    andere = arbeit.finde(kennung)
    if andere is None or andere.eigene_id is None:
        return
    if [eigene, _UMGEKEHRT[wo]] in andere.angaben.get(_GESAGT, []):
        return
    von_id, ziel_id = (andere.eigene_id, vorlage.id) if wo == UNTER else (vorlage.id, andere.eigene_id)
    art = Verknuepfungsart.BEZIEHT_SICH_AUF if wo == NEBEN else Verknuepfungsart.ERGAENZT
    db.session.execute(delete(Verknuepfung).where(_von(von_id, ziel_id), Verknuepfung.art == art))
    beruehre(db.session.get_one(Vorlage, von_id))


def _von(von_id: str, ziel_id: str) -> ColumnElement[bool]:
    return and_(Verknuepfung.vorlage_id == von_id, Verknuepfung.ziel_id == ziel_id)

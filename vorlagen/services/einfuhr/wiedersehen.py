"""Objects that come under another address than before, and still are the same: a system changed its interface.

ALLRIS keeps the keys of its database through that, and names them in addresses (VOLFDNR, SILFDNR, TOLFDNR, KPLFDNR).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Einfuhr, Fremdschluessel
from vorlagen.ris import Amtsperson, Papier, Termin, Typ
from vorlagen.ris.kennungen import pfad
from vorlagen.ris.objekte import Grundangaben
from vorlagen.services.einfuhr.arbeit import Arbeit

_EIGENER: Final = {Typ.PAPIER: "VOLFDNR", Typ.SITZUNG: "SILFDNR", Typ.PUNKT: "TOLFDNR", Typ.PERSON: "KPLFDNR"}
_ZIFFERN: Final = re.compile(r"\d+")


def erkenne(arbeit: Arbeit, dinge: Iterable[Any]) -> None:
    """Bind what is known under another address to the one that it has now. Before anything came there is nothing."""
    unbekannte = [(typ, ding) for typ, ding in _mit_schluessel(dinge) if arbeit.ist_neu(ding.kennung)]
    if not unbekannte or not _kam_schon_etwas(arbeit.stadt_id):
        return
    for typ, name in _EIGENER.items():
        gesuchte = {ding.schluessel[name]: ding for t, ding in unbekannte if t is typ}
        bekannte: dict[str, list[Fremdschluessel]] = {}
        for fremd in _mit_diesem(arbeit, typ, name, gesuchte):
            bekannte.setdefault(fremd.angaben["schluessel"][name], []).append(fremd)
        for wert, alle in bekannte.items():
            if len(alle) == 1 and _form(alle[0].fremd_id) != _form(gesuchte[wert].kennung):
                arbeit.binde_um(alle[0], gesuchte[wert].kennung)


def _mit_schluessel(dinge: Iterable[Any]) -> Iterator[tuple[Typ, Grundangaben]]:
    for ding in dinge:
        typ = {Papier: Typ.PAPIER, Termin: Typ.SITZUNG, Amtsperson: Typ.PERSON}.get(type(ding))
        kinder = ding.punkte if isinstance(ding, Termin) else ()
        for art, eins in ((typ, ding), *((Typ.PUNKT, punkt) for punkt in kinder)):
            if art is not None and _EIGENER[art] in eins.schluessel:
                yield art, eins


def _kam_schon_etwas(stadt_id: str) -> bool:
    frage = select(Einfuhr.id).where(Einfuhr.koerperschaft_id == stadt_id, Einfuhr.beendet.is_not(None))
    return db.session.scalar(frage.limit(1)) is not None


def _mit_diesem(arbeit: Arbeit, typ: Typ, name: str, werte: Iterable[str]) -> Iterable[Fremdschluessel]:
    """Of this source only: two systems count on their own."""
    gesucht = sorted(werte)
    frage = select(Fremdschluessel).where(
        Fremdschluessel.koerperschaft_id == arbeit.stadt_id,
        Fremdschluessel.quelle == arbeit.quelle,
        Fremdschluessel.typ == typ,
        Fremdschluessel.angaben["schluessel"][name].as_string().in_(gesucht),
    )
    return db.session.scalars(frage).all() if gesucht else ()


def _form(kennung: str) -> str:
    """What an address looks like: two of one form, with the same key, are two objects after all."""
    return _ZIFFERN.sub("#", pfad(kennung))

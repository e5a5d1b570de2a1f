"""Numbers: given at release only, gapless, never twice, stable for ever."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from vorlagen.extensions import db
from vorlagen.fehler import EinstellungUngueltig
from vorlagen.models import Nummernkreis, Vorlage

_MARKE = re.compile(r"\{(amt|jahr|jj|nr(?::0\d+d)?)\}")


def vergib(vorlage: Vorlage, heute: date) -> str:
    """Give the paper the next number of its kind inside the running transaction; one that has a number keeps it.

    The counter's row stays locked until the commit: a second release waits, and one that fails gives the number back.
    """
    if vorlage.nummer is None:
        muster = vorlage.vorlageart.nummernmuster
        amt = vorlage.federfuehrend.nummer if vorlage.federfuehrend else ""
        kreis = baue(muster, amt=amt, heute=heute)
        nummer = baue(muster, amt=amt, heute=heute, nr=_naechste(vorlage, kreis))
        while _von_anderswo(vorlage, nummer):
            nummer = baue(muster, amt=amt, heute=heute, nr=_naechste(vorlage, kreis))
        vorlage.nummer = nummer
    return vorlage.nummer


def baue(muster: str, *, amt: str, heute: date, nr: int | None = None) -> str:
    """Fill a pattern; without `nr` the mark `{nr}` stays, which makes the counter's name."""
    werte = {"amt": amt or "0", "jahr": f"{heute.year}", "jj": f"{heute.year % 100:02d}"}
    if "{nr" not in _MARKE.sub(lambda m: m[0], muster):
        raise EinstellungUngueltig(f"Das Nummernmuster „{muster}“ braucht die Marke {{nr}}.")

    def setze(marke: re.Match[str]) -> str:
        name, _, form = marke[1].partition(":")
        if name == "nr":
            return "{nr}" if nr is None else format(nr, form or "d")
        return werte[name]

    return _MARKE.sub(setze, muster)


def _von_anderswo(vorlage: Vorlage, nummer: str) -> bool:
    """True if an imported paper bears this number already."""
    frage = select(Vorlage.id).where(
        Vorlage.koerperschaft_id == vorlage.koerperschaft_id, Vorlage.nummer == nummer, Vorlage.fall_id.is_not(None)
    )
    return db.session.scalar(frage.limit(1)) is not None


def _naechste(vorlage: Vorlage, kreis: str) -> int:
    tabelle = Nummernkreis.__table__
    einfuegen = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    db.session.execute(
        einfuegen(Nummernkreis)
        .values(koerperschaft_id=vorlage.koerperschaft_id, kreis=kreis, stand=1)
        .on_conflict_do_update(
            index_elements=[tabelle.c.koerperschaft_id, tabelle.c.kreis], set_={"stand": tabelle.c.stand + 1}
        )
    )
    frage = select(Nummernkreis.stand).where(
        Nummernkreis.koerperschaft_id == vorlage.koerperschaft_id, Nummernkreis.kreis == kreis
    )
    return db.session.execute(frage).scalar_one()

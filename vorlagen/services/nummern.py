"""Numbers: given at release only, gapless, never twice, stable for ever."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from vorlagen.extensions import db
from vorlagen.fehler import EinstellungUngueltig
from vorlagen.models import Nummernkreis, Vorlage

LAENGE = 80
"""Characters of a pattern."""

_MARKE = re.compile(r"\{(amt|jahr|jj|nr(?::0\d+d)?)\}")
_NR = re.compile(r"\{nr(?::0\d+d)?\}")
_ANSTOSSEND = re.compile(r"[\d}]\{nr|\{nr(?::0\d+d)?\}[\d{]")


def vergib(vorlage: Vorlage, heute: date) -> str:
    """Give the paper the next number of its kind inside the running transaction; one that has a number keeps it.

    The counter's row stays locked until the commit: a second release waits, and one that fails gives the number back.
    A number that another paper of the town bears already, imported or under another pattern, is passed over.
    """
    if vorlage.nummer is None:
        muster = vorlage.vorlageart.nummernmuster
        amt = vorlage.federfuehrend.nummer if vorlage.federfuehrend else ""
        kreis = baue(muster, amt=amt, heute=heute)
        nummer = baue(muster, amt=amt, heute=heute, nr=_naechste(vorlage, kreis))
        while _vergeben(vorlage, nummer):
            nummer = baue(muster, amt=amt, heute=heute, nr=_naechste(vorlage, kreis))
        vorlage.nummer = nummer
    return vorlage.nummer


def baue(muster: str, *, amt: str, heute: date, nr: int | None = None) -> str:
    """Fill a pattern; without `nr` the mark `{nr}` stays, which makes the counter's name.

    Raises `EinstellungUngueltig` as `pruefe_muster`.
    """
    pruefe_muster(muster)
    werte = {"amt": amt or "0", "jahr": f"{heute.year}", "jj": f"{heute.year % 100:02d}"}

    def setze(marke: re.Match[str]) -> str:
        name, _, form = marke[1].partition(":")
        if name == "nr":
            return "{nr}" if nr is None else format(nr, form or "d")
        return werte[name]

    return _MARKE.sub(setze, muster)


def ohne_stellen(muster: str) -> str:
    """The pattern as its counter knows it: how many places the number has is no matter of counting."""
    return _NR.sub("{nr}", muster)


def pruefe_muster(muster: str) -> None:
    """Refuse a pattern that cannot number anything or would give two papers one number. Raises `EinstellungUngueltig`.

    A digit right beside the counting number makes 1 | 11 and 11 | 1 the same.
    """
    rest = _MARKE.sub("", muster)
    if "{" in rest or "}" in rest:
        satz = "enthält eine unbekannte Marke; es gibt {amt}, {jahr}, {jj}, {nr} und mit Nullen davor {nr:04d}"
    elif len(_NR.findall(muster)) != 1:
        satz = "braucht die Marke {nr} genau einmal"
    elif _ANSTOSSEND.search(muster):
        satz = "braucht zwischen {nr} und anderen Ziffern oder Marken ein Trennzeichen"
    elif len(muster) > LAENGE or not muster.isprintable():
        satz = f"darf höchstens {LAENGE} druckbare Zeichen haben"
    else:
        return
    raise EinstellungUngueltig(f"Das Nummernmuster „{muster}“ {satz}.")


def _vergeben(vorlage: Vorlage, nummer: str) -> bool:
    frage = select(Vorlage.id).where(Vorlage.koerperschaft_id == vorlage.koerperschaft_id, Vorlage.nummer == nummer)
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

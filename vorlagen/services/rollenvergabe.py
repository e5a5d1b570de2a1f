"""A role as it is to be given, and whether it can be: which there are, for what, on which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import db, verzeichnis
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Amt, Gremium, Rollenvergabe
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle

FUER_AEMTER: Final = frozenset({Rolle.FEDERFUEHRUNG, Rolle.MITZEICHNUNG, Rolle.FREIGABE})
FUER_GREMIEN: Final = frozenset({Rolle.GREMIENDIENST, Rolle.GREMIENMITGLIED})
NUR_IM_GANZEN: Final = frozenset({Rolle.VERWALTUNG})


@dataclass(frozen=True, slots=True, kw_only=True)
class Vergabe:
    """A role as it is to be given: for one office, one body or (neither) the whole town, on these days or always."""

    rolle: str
    amt_id: str | None = None
    gremium_id: str | None = None
    von: date | None = None
    bis: date | None = None


def vergebbare() -> tuple[str, ...]:
    """The roles that can be given: ours, and those that only installed procedures know."""
    eigene = {rolle for ablauf in verzeichnis.alle() for schritt in ablauf.schritte for rolle in schritt.rollen}
    weitere = sorted(eigene - set(Rolle))
    return (*(str(rolle) for rolle in Rolle if rolle != Rolle.AUTOMATIK), *weitere)


def als_vergabe(rolle: Rollenvergabe) -> Vergabe:
    """A role that was given, as it would be given again."""
    return Vergabe(rolle=rolle.rolle, amt_id=rolle.amt_id, gremium_id=rolle.gremium_id, von=rolle.von, bis=rolle.bis)


def pruefe(vergabe: Vergabe, wer: Wer, *, heute: date) -> None:
    """Refuse a role that does not exist, is for the wrong thing or for another town, or is over before it begins."""
    fehler = _ort(vergabe) | _tage(vergabe, heute)
    if vergabe.rolle not in vergebbare():
        fehler["rolle"] = ["Bitte wählen Sie eine Rolle aus der Liste."]
    for feld, tabelle, ort_id in (("amt", Amt, vergabe.amt_id), ("gremium", Gremium, vergabe.gremium_id)):
        if ort_id and not _gibt_es(tabelle, ort_id, wer.koerperschaft_id):
            fehler[feld] = ["Bitte wählen Sie etwas aus der Liste."]
    if fehler:
        raise EingabeUngueltig(" ".join(satz for saetze in fehler.values() for satz in saetze), fehler)


def passt(rolle: str, amt_id: str | None, gremium_id: str | None) -> bool:
    """True if there is such a role, and it may hold for this office, this body or the whole town."""
    return rolle in vergebbare() and not _ort(Vergabe(rolle=rolle, amt_id=amt_id, gremium_id=gremium_id))


def _gibt_es(tabelle: type[Amt] | type[Gremium], ort_id: str, koerperschaft_id: str) -> bool:
    frage = select(tabelle.id).where(tabelle.id == ort_id, tabelle.koerperschaft_id == koerperschaft_id, tabelle.aktiv)
    return db.session.scalar(frage) is not None


def _ort(vergabe: Vergabe) -> dict[str, list[str]]:
    if vergabe.amt_id and vergabe.gremium_id:
        return {"amt": ["Eine Rolle gilt für ein Amt oder für ein Gremium, nicht für beides."]}
    if vergabe.amt_id and vergabe.rolle in FUER_GREMIEN | NUR_IM_GANZEN:
        return {"amt": ["Diese Rolle gilt nicht für ein einzelnes Amt."]}
    if vergabe.gremium_id and vergabe.rolle in FUER_AEMTER | NUR_IM_GANZEN:
        return {"gremium": ["Diese Rolle gilt nicht für ein einzelnes Gremium."]}
    return {}


def _tage(vergabe: Vergabe, heute: date) -> dict[str, list[str]]:
    if vergabe.von and vergabe.bis and vergabe.bis < vergabe.von:
        return {"bis": ["Die Rolle endet, ehe sie beginnt."]}
    if vergabe.bis and vergabe.bis < heute:
        return {"bis": ["Der letzte Tag ist schon vorbei."]}
    return {}

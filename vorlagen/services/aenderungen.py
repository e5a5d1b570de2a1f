"""Reading the change feed: what happened since, in the order of the commits, and only what this person may know.

A place in the feed is encrypted: from one that counted anybody could read how much happens that they may not see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, and_, case, cast, exists, false, or_, select, true

from vorlagen.extensions import db, verzeichnis
from vorlagen.fehler import EingabeUngueltig, StelleUnbekannt
from vorlagen.models import Aenderung, Aenderungsstand, Sitzung, Vorlage
from vorlagen.models.aenderung import Vorgang
from vorlagen.services.sichtbarkeit import veroeffentlicht, voller_einblick
from vorlagen.services.tresor import oeffne, verschliesse
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle

JETZT: Final = "jetzt"
"""Instead of a place: nothing of what has happened, all that will."""

_ZWECK: Final = "aenderungen"


@dataclass(frozen=True, slots=True)
class Meldung:
    """One object that one transaction changed. `stelle` is the place just after it."""

    stelle: str
    typ: str
    objekt_id: str
    vorgang: Vorgang
    zeit: datetime

    @property
    def art(self) -> str:
        """As in `vorlage.geaendert`."""
        return f"{self.typ}.{self.vorgang}"


@dataclass(frozen=True, slots=True)
class Abschnitt:
    """A part of the feed. `weiter` is where to go on, also when nothing more has happened yet."""

    meldungen: Sequence[Meldung]
    weiter: str


def lies(wer: Wer, *, seit: str | None, anzahl: int, geheimnis: bytes) -> Abschnitt:
    """What this person may know of what happened after `seit` (None: from the beginning), at most `anzahl` of it.

    Raises `EingabeUngueltig` for what is no place, `StelleUnbekannt` for one that is not in this feed any more.
    """
    nach = 0 if seit == JETZT else _stelle(wer, seit, geheimnis)
    eigener = Aenderungsstand.koerperschaft_id == wer.koerperschaft_id
    bis = db.session.execute(select(Aenderungsstand.nr, Aenderungsstand.zeit).where(eigener)).first()
    if bis is None:
        return Abschnitt((), _verschlossen(wer, 0, None, geheimnis))
    ende = _verschlossen(wer, bis.nr, bis.zeit, geheimnis)
    if seit == JETZT:
        return Abschnitt((), ende)
    meldungen = [
        Meldung(_verschlossen(wer, z.nr, z.zeit, geheimnis), z.typ, z.objekt_id, Vorgang(z.erfahren), z.zeit)
        for z in db.session.execute(frage(wer, nach=nach, bis=bis.nr).limit(anzahl))
    ]
    # What was read to its end goes on after all that is hidden, too: it is not searched again.
    return Abschnitt(meldungen, meldungen[-1].stelle if len(meldungen) == anzahl else ende)


def frage(wer: Wer, *, nach: int, bis: int) -> Any:
    """The rows after `nach` up to `bis` of which this person may know; `erfahren` is what they learn."""
    voll = _voll(wer)
    verloren = case((_oeffentlich(), Vorgang.GEAENDERT.value), else_=Vorgang.GELOESCHT.value)
    erfahren = case((voll, Aenderung.vorgang), (_verlassen(wer), verloren), else_=Aenderung.aussen)
    bereich = (Aenderung.koerperschaft_id == wer.koerperschaft_id, Aenderung.nr > nach, Aenderung.nr <= bis)
    gefragt = select(Aenderung.nr, Aenderung.typ, Aenderung.objekt_id, Aenderung.zeit, erfahren.label("erfahren"))
    if wer.nur_installation:
        return gefragt.where(false())
    return gefragt.where(*bereich, erfahren.is_not(None)).order_by(Aenderung.nr)


def _voll(wer: Wer) -> ColumnElement[bool]:
    """Whether the person sees all of the object: of a meeting whoever looks after its body, of the rest that is no
    paper the whole town.
    """
    gesehen = exists().where(Vorlage.id == Aenderung.vorlage_id, voller_einblick(wer))
    karte = true() if wer.hat(Rolle.VERWALTUNG) else Aenderung.objekt_id == wer.id
    return case(
        (Aenderung.typ == "person", karte),
        (Aenderung.typ == "sitzung", _betreut(wer)),
        (Aenderung.vorlage_id.is_(None), true()),
        else_=gesehen,
    )


def _betreut(wer: Wer) -> ColumnElement[bool]:
    gremien = {rolle.gremium_id for rolle in wer.rollen if rolle.rolle == Rolle.GREMIENDIENST}
    if None in gremien:
        return true()
    return exists().where(Sitzung.id == Aenderung.objekt_id, Sitzung.gremium_id.in_(gremien))


def _oeffentlich() -> ColumnElement[bool]:
    return exists().where(Vorlage.id == Aenderung.vorlage_id, veroeffentlicht())


def _verlassen(wer: Wer) -> ColumnElement[bool]:
    """Whether this change took the paper out of the sight that one of the person's roles gives (`Aenderung`)."""
    kreise = [f'"amt:{amt}"' for rolle in (Rolle.FEDERFUEHRUNG, Rolle.FREIGABE) for amt in wer.aemter(rolle) or ()]
    kreise += [f'"vertretung:{amt}"' for amt in wer.vertritt]
    zeichnet = wer.aemter(Rolle.MITZEICHNUNG)
    kreise += ['"zeichnung:'] if zeichnet is None else [f'"zeichnung:{amt}"' for amt in zeichnet]
    for amtsrolle in wer.rollen:
        if amtsrolle.gremium_id:
            kreise.append(f'"gremium:{amtsrolle.gremium_id}"')
        kreise += [f'"ablauf:{ablauf}"' for ablauf in verzeichnis.mit_rolle(amtsrolle.rolle)]
    text = cast(Aenderung.verlassen, Text)
    getroffen = [text.contains(kreis, autoescape=True) for kreis in dict.fromkeys(kreise)]
    return and_(Aenderung.verlassen.is_not(None), or_(false(), *getroffen))


def _stelle(wer: Wer, seit: str | None, geheimnis: bytes) -> int:
    """The number behind a place. The time beside it tells whether the feed is still the one that was read."""
    if seit is None:
        return 0
    try:
        stadt, nummer, zeit = oeffne(seit, geheimnis=geheimnis, zweck=_ZWECK).split(" ")
    except ValueError as fehler:
        satz = "Diese Stelle stammt nicht von hier. Bitte lesen Sie ohne „seit“ von vorn."
        raise EingabeUngueltig(satz, {"seit": [satz]}) from fehler
    nr = int(nummer)
    eigener = Aenderungsstand.koerperschaft_id == wer.koerperschaft_id
    if nr and nr < (db.session.scalar(select(Aenderungsstand.vergessen_bis).where(eigener)) or 0):
        raise StelleUnbekannt
    dieselbe = select(Aenderung.zeit).where(Aenderung.koerperschaft_id == wer.koerperschaft_id, Aenderung.nr == nr)
    if stadt != wer.koerperschaft_id or (nr and _text(db.session.scalar(dieselbe)) != zeit):
        raise StelleUnbekannt
    return nr


def _verschlossen(wer: Wer, nr: int, zeit: datetime | None, geheimnis: bytes) -> str:
    return verschliesse(f"{wer.koerperschaft_id} {nr} {_text(zeit)}", geheimnis=geheimnis, zweck=_ZWECK)


def _text(zeit: datetime | None) -> str:
    return zeit.isoformat() if zeit else ""

"""The desk: what waits for me and why, what I wait for and on whom, what is late, what is still a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_

from vorlagen.extensions import db
from vorlagen.models import Amt, Frist, Vorlage
from vorlagen.services import freigaben, korbbedingungen, korbumstaende, offene_fristen
from vorlagen.services.freigaben import Freigabe
from vorlagen.services.korbumstaende import Herkunft, NaechsteBeratung, Zeichnung
from vorlagen.services.offene_fristen import Aufgabe, auf_dem_tisch
from vorlagen.services.seiten import SEITE, Seite, gebunden, lies_marke, zeit
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle


class Teil(StrEnum):
    """The parts of the desk; each is a list of its own."""

    MEINE = "meine"
    WARTEND = "wartend"
    UEBERFAELLIG = "ueberfaellig"
    ENTWUERFE = "entwuerfe"


@dataclass(frozen=True, slots=True)
class Zahlen:
    """How much lies where. `aufgaben`: what is to do → how often; late ones are counted in the other numbers, too."""

    meine: int
    meine_ueberfaellig: int
    wartend: int
    wartend_ueberfaellig: int
    entwuerfe: int
    aufgaben: Mapping[str, int] = field(default_factory=dict)

    @property
    def ueberfaellig(self) -> int:
        """Late deadlines, the person's own and those of others that they wait for."""
        return self.meine_ueberfaellig + self.wartend_ueberfaellig


@dataclass(frozen=True, slots=True)
class Posten:
    """One deadline on the desk: where it comes from, before which body the paper comes next, how it can be signed or
    released from here, or else who can be asked.
    """

    aufgabe: Aufgabe
    herkunft: Herkunft | None
    beratung: NaechsteBeratung | None
    zeichnung: Zeichnung | None
    freigabe: Freigabe | None
    zu_fragen: Sequence[str]


@dataclass(frozen=True, slots=True)
class Unterwegs:
    """An own paper that others have: since when it lies still, what is waited for and whom to ask (one list for each).

    `beratung` is the next stage, once the paper is released.
    """

    id: str
    nummer: str | None
    betreff: str
    status: str
    ablauf: str
    geaendert: datetime
    herkunft: Herkunft | None
    aufgaben: Sequence[tuple[Aufgabe, Sequence[str]]]
    beratung: NaechsteBeratung | None


def zahlen(wer: Wer, *, heute: date) -> Zahlen:
    """The numbers over the parts."""
    spaet = func.count().filter(Frist.faellig_am < heute)
    eigene = select(Frist.name, func.count(), spaet).where(Frist.zustand == "offen", auf_dem_tisch(wer))
    je_name = db.session.execute(eigene.group_by(Frist.name).order_by(func.count().desc(), Frist.name)).all()
    fremde = select(func.count()).select_from(Frist).join(Vorlage, Vorlage.id == Frist.vorlage_id)
    return Zahlen(
        meine=sum(zeile[1] for zeile in je_name),
        meine_ueberfaellig=sum(zeile[2] for zeile in je_name),
        wartend=_anzahl(korbbedingungen.unterwegs(wer)),
        wartend_ueberfaellig=db.session.scalar(
            fremde.where(Frist.zustand == "offen", korbbedingungen.spaete_fremde(wer, heute))
        )
        or 0,
        entwuerfe=_anzahl(korbbedingungen.entwurf(wer)),
        aufgaben={zeile[0]: zeile[1] for zeile in je_name},
    )


def meine(
    wer: Wer, *, heute: date, aufgabe: str | None = None, nach: str | None = None, anzahl: int = SEITE
) -> Seite[Posten]:
    """What waits for this person, most urgent first; `aufgabe` narrows it to the deadlines of one name."""
    bedingung = auf_dem_tisch(wer)
    if aufgabe:
        bedingung = and_(bedingung, Frist.name == aufgabe)
    return _posten(wer, offene_fristen.seite_von(wer, bedingung, nach=nach, anzahl=anzahl), heute)


def ueberfaellig(wer: Wer, *, heute: date, nach: str | None = None, anzahl: int = SEITE) -> Seite[Posten]:
    """What is late, here and with others, the longest first."""
    bedingung = or_(and_(auf_dem_tisch(wer), Frist.faellig_am < heute), korbbedingungen.spaete_fremde(wer, heute))
    return _posten(wer, offene_fristen.seite_von(wer, bedingung, nach=nach, anzahl=anzahl), heute)


def wartend(wer: Wer, *, heute: date, nach: str | None = None, anzahl: int = SEITE) -> Seite[Unterwegs]:
    """Own papers that others have, those first that have lain still for longest."""
    spalten = (Vorlage.id, Vorlage.nummer, Vorlage.betreff, Vorlage.status, Vorlage.ablauf, Vorlage.geaendert)
    ort = tuple_(Vorlage.geaendert, Vorlage.id)
    frage = select(*spalten).where(korbbedingungen.unterwegs(wer))
    if nach:
        frage = frage.where(ort > tuple_(*lies_marke(nach, zeit)))
    zeilen = db.session.execute(frage.order_by(Vorlage.geaendert, Vorlage.id).limit(anzahl + 1)).all()
    seite = gebunden(zeilen, anzahl, lambda zeile: (zeile.geaendert, zeile.id))
    ids = [zeile.id for zeile in seite.zeilen]
    herkunft, fristen = korbumstaende.herkunft(ids), offene_fristen.zu_vorlagen(wer, ids)
    fragen = korbumstaende.zu_fragen([a.frist_id for alle in fristen.values() for a in alle], heute=heute)
    beratungen = korbumstaende.naechste_beratungen(ids)
    return Seite(
        [
            Unterwegs(
                id=zeile.id,
                nummer=zeile.nummer,
                betreff=zeile.betreff,
                status=zeile.status,
                ablauf=zeile.ablauf,
                geaendert=zeile.geaendert,
                herkunft=herkunft.get(zeile.id),
                aufgaben=[(a, fragen.get(a.frist_id, ())) for a in fristen.get(zeile.id, ())],
                beratung=beratungen.get(zeile.id) if zeile.nummer else None,
            )
            for zeile in seite.zeilen
        ],
        seite.weiter,
    )


def entwuerfe(wer: Wer, *, nach: str | None = None, anzahl: int = SEITE) -> Seite[Any]:
    """Drafts that nobody asked back, last changed first: id, betreff, geaendert, amt."""
    frage = (
        select(Vorlage.id, Vorlage.betreff, Vorlage.geaendert, Amt.name.label("amt"))
        .outerjoin(Amt, Amt.id == Vorlage.federfuehrend_id)
        .where(korbbedingungen.entwurf(wer))
    )
    if nach:
        frage = frage.where(tuple_(Vorlage.geaendert, Vorlage.id) < tuple_(*lies_marke(nach, zeit)))
    zeilen = db.session.execute(frage.order_by(Vorlage.geaendert.desc(), Vorlage.id.desc()).limit(anzahl + 1)).all()
    return gebunden(zeilen, anzahl, lambda zeile: (zeile.geaendert, zeile.id))


def _posten(wer: Wer, seite: Seite[Aufgabe], heute: date) -> Seite[Posten]:
    ids = {aufgabe.vorlage_id for aufgabe in seite.zeilen if aufgabe.vorlage_id}
    herkunft, zeichnungen = korbumstaende.herkunft(ids), korbumstaende.zeichnungen(wer, ids)
    fragen = korbumstaende.zu_fragen([a.frist_id for a in seite.zeilen if not a.bei_mir], heute=heute)
    beratungen = korbumstaende.naechste_beratungen(ids)
    freizugeben = freigaben.angebote({a.vorlage_id for a in seite.zeilen if a.vorlage_id and _gibt_frei(a)})
    return Seite(
        [
            Posten(
                aufgabe,
                herkunft.get(aufgabe.vorlage_id or ""),
                beratungen.get(aufgabe.vorlage_id or ""),
                zeichnungen.get((aufgabe.vorlage_id, aufgabe.amt_id)) if _zeichnet(aufgabe) else None,
                freizugeben.get(aufgabe.vorlage_id or "") if _gibt_frei(aufgabe) else None,
                fragen.get(aufgabe.frist_id, ()),
            )
            for aufgabe in seite.zeilen
        ],
        seite.weiter,
    )


def _zeichnet(aufgabe: Aufgabe) -> bool:
    return aufgabe.bei_mir and aufgabe.rolle == Rolle.MITZEICHNUNG


def _gibt_frei(aufgabe: Aufgabe) -> bool:
    return aufgabe.bei_mir and aufgabe.rolle == Rolle.FREIGABE


def _anzahl(bedingung: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Vorlage).where(bedingung)) or 0

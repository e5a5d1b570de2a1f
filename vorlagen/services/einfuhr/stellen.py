"""Organisations become bodies and offices; persons become the seats that they have in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import db, neue_id
from vorlagen.models import Amt, Anwesenheit, Fremdschluessel, Gremium, Mitgliedschaft
from vorlagen.ris import Amtsperson, Befund, Grabstein, Organisation, Sitz, Typ
from vorlagen.ris.kennungen import schluessel
from vorlagen.services.einfuhr.arbeit import ENTFERNT, UNVERAENDERT, Arbeit

_GREMIUM: Final = frozenset({"gremium", "externes gremium", "ausschuss", "rat", "beirat", "parlament"})
_FRAKTION: Final = frozenset({"fraktion", "partei", "gruppe", "fraktionen", "parteien"})
_AMT: Final = frozenset(
    {"verwaltungsbereich", "dienststelle", "dienststellen", "verwaltung", "amt", "ämter", "fachbereich"}
)
"""`organizationType` in the words of the specification and of the systems seen (OPARL § 4)."""

_FUNKTIONEN: Final = {
    **dict.fromkeys(
        ("vorsitz", "vorsitzender", "vorsitzende", "vorsitzende/r", "ausschussvorsitzender", "ausschussvorsitzende"),
        "vorsitz",
    ),
    **dict.fromkeys(
        (
            *("stellv. vorsitzender", "stellv. vorsitzende", "stellv. vorsitz", "stellvertretender vorsitzender"),
            *("stellvertretender vorsitz", "stellvertretung"),
            *("stellvertretende vorsitzende", "stellvertretender ausschussvorsitzender"),
            "stellvertretende ausschussvorsitzende",
        ),
        "stellvertretung",
    ),
    **dict.fromkeys(("beratendes mitglied", "beratend", "sachverständiger", "sachverständige"), "beratend"),
}
_ERSATZ: Final = frozenset({"stellv. mitglied", "stellvertretendes mitglied", "ersatzmitglied"})
"""They vote in the place of somebody who is absent, so they are no seats of their own when a quorum is counted."""


def nimm_organisation(arbeit: Arbeit, eine: Organisation | Grabstein) -> None:
    """A body or an office is made or found by its name; of a group only the name is kept."""
    if isinstance(eine, Grabstein):
        _entferne_organisation(arbeit, eine)
        return
    if eine.name is None:
        arbeit.befunde.merke(Befund.OHNE_NAMEN, eine.kennung)
        return
    if arbeit.ist_bekannt(Typ.ORGANISATION, eine):
        return
    art = (eine.art or "").casefold()
    fremd = arbeit.merke(Typ.ORGANISATION, eine)
    fremd.angaben = {**fremd.angaben, "name": eine.name, "art": eine.art}
    if art in _GREMIUM:
        _setze_gremium(arbeit, fremd, eine)
    elif art in _AMT:
        _setze_amt(arbeit, fremd, eine)
    elif art in _FRAKTION:
        fremd.eigener_typ, fremd.eigene_id = "fraktion", None


def nimm_person(arbeit: Arbeit, eine: Amtsperson | Grabstein) -> None:
    """A person is here what they are in the bodies: their seats. Without a seat nothing of them is kept."""
    bisher = arbeit.finde(eine.kennung)
    if isinstance(eine, Grabstein):
        _entferne_sitze(arbeit, bisher, set())
        if bisher is not None and bisher.typ == Typ.PERSON:
            arbeit.zaehle(Typ.PERSON, ENTFERNT)
            arbeit.streiche(bisher)
        return
    if eine.name is None:
        arbeit.befunde.merke(Befund.OHNE_NAMEN, eine.kennung)
        return
    if arbeit.ist_bekannt(Typ.PERSON, eine):
        for _ in eine.sitze:
            arbeit.zaehle(Typ.SITZ, UNVERAENDERT)
        return
    _entferne_sitze(arbeit, bisher, {schluessel(sitz.kennung) for sitz in eine.sitze})
    fremd = arbeit.merke(Typ.PERSON, eine)
    fremd.angaben = {**fremd.angaben, "sitze": [sitz.kennung for sitz in eine.sitze]}
    for sitz in eine.sitze:
        _setze_sitz(arbeit, eine, sitz)


def _setze_gremium(arbeit: Arbeit, fremd: Fremdschluessel, eine: Organisation) -> None:
    name = str(eine.name)
    vorher = db.session.scalar(
        select(Gremium.id).where(Gremium.koerperschaft_id == arbeit.stadt_id, Gremium.name == name)
    )
    gremium = arbeit.umgebung.gremium(name)
    if gremium is None:
        return
    war_hier = vorher is not None and fremd.eigene_id != gremium.id
    fremd.eigen = fremd.eigen or (war_hier and not _ist_eingefuehrt(gremium.id))
    fremd.eigener_typ, fremd.eigene_id = "gremium", gremium.id
    if not fremd.eigen:
        gremium.kuerzel = gremium.kuerzel or (eine.kuerzel or "")
        besteht = eine.bis is None or eine.bis >= arbeit.heute
        gremium.aktiv = besteht or (war_hier and gremium.aktiv)  # one name, several terms: alive if any of them is


def _setze_amt(arbeit: Arbeit, fremd: Fremdschluessel, eine: Organisation) -> None:
    name = str(eine.name)
    vorher = db.session.scalar(select(Amt.id).where(Amt.koerperschaft_id == arbeit.stadt_id, Amt.name == name))
    amt = arbeit.umgebung.amt(name)
    if amt is None:
        return
    fremd.eigen = vorher is not None and fremd.eigene_id is None
    fremd.eigener_typ, fremd.eigene_id = "amt", amt.id
    if vorher is None:
        amt.nummer = (eine.kuerzel or "")[:20]
        amt.aktiv = eine.bis is None or eine.bis >= arbeit.heute


def _ist_eingefuehrt(eigene_id: str) -> bool:
    """True if an import made this row."""
    frage = select(Fremdschluessel.id).where(Fremdschluessel.eigene_id == eigene_id, ~Fremdschluessel.eigen)
    return db.session.scalar(frage.limit(1)) is not None


def _entferne_organisation(arbeit: Arbeit, stein: Grabstein) -> None:
    fremd = arbeit.finde(stein.kennung)
    if fremd is None or fremd.typ != Typ.ORGANISATION or not fremd.pruefsumme:
        return
    fremd.pruefsumme = ""
    arbeit.zaehle(Typ.ORGANISATION, ENTFERNT)
    stelle: Gremium | Amt | None = None
    if fremd.eigener_typ == "gremium":
        stelle = db.session.get(Gremium, fremd.eigene_id)
    elif fremd.eigener_typ == "amt":
        stelle = db.session.get(Amt, fremd.eigene_id)
    if stelle is not None and not fremd.eigen:
        stelle.aktiv = False


def _setze_sitz(arbeit: Arbeit, person: Amtsperson, sitz: Sitz) -> None:
    arbeit.ist_bekannt(Typ.SITZ, sitz)  # counted only: the group depends on the person's other seats
    ziel = arbeit.finde(sitz.organisation)
    gremium = (
        None if ziel is not None and ziel.eigener_typ in ("fraktion", "amt") else arbeit.gremium(sitz.organisation)
    )
    fremd = arbeit.merke(Typ.SITZ, sitz)
    if gremium is None:
        return
    mitglied = db.session.get(Mitgliedschaft, fremd.eigene_id) if fremd.eigene_id else None
    if mitglied is None:
        mitglied = _eigener_sitz(gremium, person, sitz)
        fremd.eigen = mitglied is not None
        if mitglied is None:
            mitglied = Mitgliedschaft(id=neue_id(), koerperschaft_id=arbeit.stadt_id, reihe=0)
            db.session.add(mitglied)
        fremd.eigener_typ, fremd.eigene_id = "mitgliedschaft", mitglied.id
    if not fremd.eigen:
        _beschrifte(arbeit, mitglied, gremium, person, sitz)


def _beschrifte(arbeit: Arbeit, mitglied: Mitgliedschaft, gremium: Gremium, person: Amtsperson, sitz: Sitz) -> None:
    rolle = (sitz.rolle or "").casefold()
    mitglied.gremium_id, mitglied.name = gremium.id, str(person.name)
    mitglied.funktion = _FUNKTIONEN.get(rolle, "mitglied")
    mitglied.stimmberechtigt = sitz.stimmberechtigt is not False and rolle not in _ERSATZ
    mitglied.von, mitglied.bis = sitz.von, sitz.bis
    mitglied.fraktion = _fraktion(arbeit, person.sitze, sitz)[:100]


def _eigener_sitz(gremium: Gremium, person: Amtsperson, sitz: Sitz) -> Mitgliedschaft | None:
    """The seat that is here already: same body, same name, same first day."""
    gleiche = select(Mitgliedschaft).where(
        Mitgliedschaft.gremium_id == gremium.id, Mitgliedschaft.name == person.name, Mitgliedschaft.von == sitz.von
    )
    frei = gleiche.where(~select(Fremdschluessel.id).where(Fremdschluessel.eigene_id == Mitgliedschaft.id).exists())
    return db.session.scalar(frei.limit(1))


def _fraktion(arbeit: Arbeit, sitze: Sequence[Sitz], sitz: Sitz) -> str:
    """The group for which somebody sits: as it is said, else the only one to which they belonged at the time."""
    if sitz.fraktion is not None:
        return arbeit.name_der_organisation(sitz.fraktion)
    namen = {
        str(fremd.angaben.get("name"))
        for anderer in sitze
        if (fremd := arbeit.finde(anderer.organisation)) is not None
        and fremd.eigener_typ == "fraktion"
        and (anderer.von or date.min) <= (sitz.bis or date.max)
        and (sitz.von or date.min) <= (anderer.bis or date.max)
    }
    return namen.pop() if len(namen) == 1 else ""


def _entferne_sitze(arbeit: Arbeit, person: Fremdschluessel | None, bleiben: set[str]) -> None:
    if person is None or person.typ != Typ.PERSON:
        return
    alte = [kennung for kennung in person.angaben.get("sitze", ()) if schluessel(kennung) not in bleiben]
    arbeit.lade(alte)
    for kennung in alte:
        fremd = arbeit.finde(kennung)
        if fremd is None or fremd.typ != Typ.SITZ:
            continue
        mitglied = db.session.get(Mitgliedschaft, fremd.eigene_id) if fremd.eigene_id and not fremd.eigen else None
        if mitglied is not None:
            for dabei in db.session.scalars(select(Anwesenheit).where(Anwesenheit.mitgliedschaft_id == mitglied.id)):
                dabei.mitgliedschaft_id = None
            db.session.flush()
            db.session.delete(mitglied)
        arbeit.zaehle(Typ.SITZ, ENTFERNT)
        arbeit.streiche(fremd)

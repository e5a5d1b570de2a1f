"""Who may do what with a paper, and why, and why not yet: asked of the very rules that the deeds obey."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import or_, select

from vorlagen.extensions import db
from vorlagen.fehler import Fachfehler, NichtBerechtigt, NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Person, Rollenvergabe, Vertretung, Vorlage
from vorlagen.services import einblicke, mitzeichnungen, schritte, stammdaten
from vorlagen.services.einblicke import Einblicksgrund
from vorlagen.services.rollenkunde import Orte, rolle_am_ort
from vorlagen.services.sichtbarkeit import (
    Einblick,
    Zuteilung,
    hole,
    laufende_mitzeichnungen,
    rollen_fuer,
    veroeffentlicht,
    zuteilungen,
)
from vorlagen.services.vorlagen import pruefe_bearbeitbar
from vorlagen.services.wer import Wer, karten
from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.engine import BedingungOffen, Moeglichkeit


@dataclass(frozen=True, slots=True, kw_only=True)
class Recht:
    """One thing that can be done: `name` for programs, `weil` where the person has it from, `gruende` what is amiss.

    `darf` is what would happen now. `laut` is the procedure's own source. A `fremd` one is not this person's to do.
    """

    name: str
    titel: str
    darf: bool
    weil: tuple[str, ...] = ()
    gruende: tuple[str, ...] = ()
    laut: str | None = None
    fremd: bool = False


@dataclass(frozen=True, slots=True)
class Personenrechte:
    """A person with what lets them see all of the paper, and each thing that can be done with it now."""

    person: Wer
    einblick: tuple[Einblicksgrund, ...]
    rechte: tuple[Recht, ...]


def fuer_vorlage(vorlage_id: str, *, wer: Wer, jetzt: datetime) -> tuple[Vorlage, tuple[Personenrechte, ...]]:
    """Everybody who sees all of the paper, by name.

    Raises `NichtGefunden` for who does not see all of it, `NichtBerechtigt` for who only signs or releases it.
    """
    vorlage = _hole(vorlage_id, wer)
    return vorlage, tuple(eine for eine in _rechte(vorlage, _beteiligte(wer), jetzt) if eine.einblick)


def fuer_person(vorlage_id: str, person_id: str, *, wer: Wer, jetzt: datetime) -> Personenrechte:
    """The same of one person, also where they see nothing. Raises as `fuer_vorlage`."""
    vorlage = _hole(vorlage_id, wer)
    frage = select(Person).where(
        Person.id == person_id, Person.koerperschaft_id == vorlage.koerperschaft_id, Person.aktiv
    )
    person = db.session.scalar(frage)
    if person is None:
        raise NichtGefunden("Diese Person gibt es hier nicht.")
    return _rechte(vorlage, [person], jetzt)[0]


def finde(nummer_oder_id: str, wer: Wer) -> str:
    """The id of the paper of this town with this id or number. Raises `NichtGefunden`."""
    gemeint = or_(Vorlage.id == nummer_oder_id, Vorlage.nummer == nummer_oder_id)
    vorlage_id = db.session.scalar(
        select(Vorlage.id).where(Vorlage.koerperschaft_id == wer.koerperschaft_id, gemeint).order_by(Vorlage.id)
    )
    if vorlage_id is None:
        raise NichtGefunden(f"Eine Vorlage „{nummer_oder_id}“ gibt es hier nicht.")
    return vorlage_id


def darf_fragen(vorlage: Vorlage, wer: Wer) -> bool:
    """True for the administration, and for who drafts the paper or looks after one of its bodies."""
    rollen = rollen_fuer(wer, vorlage)
    return wer.hat(Rolle.VERWALTUNG) or bool(rollen & {Rolle.FEDERFUEHRUNG, Rolle.GREMIENDIENST})


def lesen_alle(vorlage: Vorlage) -> bool:
    """True if everybody may read the public part now."""
    return bool(db.session.scalar(select(Vorlage.id).where(Vorlage.id == vorlage.id, veroeffentlicht())))


def _hole(vorlage_id: str, wer: Wer) -> Vorlage:
    vorlage, einblick = hole(vorlage_id, wer)
    if einblick is not Einblick.VOLL:
        raise NichtGefunden("Diese Vorlage gibt es nicht, oder Sie dürfen sie nicht sehen.")
    if not darf_fragen(vorlage, wer):
        raise NichtBerechtigt(
            "Wer was darf, sehen hier die federführende Stelle, der Gremiendienst und die Verwaltung."
        )
    return vorlage


def _beteiligte(wer: Wer) -> Sequence[Person]:
    """Whoever might see or do something: with a role, as a deputy, or because they began a paper."""
    vergeben = select(Rollenvergabe.person_id).where(Rollenvergabe.koerperschaft_id == wer.koerperschaft_id)
    vertreten = select(Vertretung.person_id).where(
        Vertretung.koerperschaft_id == wer.koerperschaft_id, Vertretung.person_id.is_not(None)
    )
    begonnen = select(Vorlage.erstellt_von_id).where(
        Vorlage.koerperschaft_id == wer.koerperschaft_id, Vorlage.erstellt_von_id.is_not(None)
    )
    frage = select(Person).where(
        Person.koerperschaft_id == wer.koerperschaft_id,
        Person.aktiv,
        or_(Person.id.in_(vergeben), Person.id.in_(vertreten), Person.id.in_(begonnen)),
    )
    return db.session.scalars(frage.order_by(Person.name, Person.id)).all()


def _rechte(vorlage: Vorlage, personen: Sequence[Person], jetzt: datetime) -> tuple[Personenrechte, ...]:
    stadt = stammdaten.koerperschaft(vorlage.koerperschaft_id)
    alle = karten(personen, stadt, jetzt.astimezone(BERLIN).date())
    gruende = einblicke.treffende(alle, vorlage.id)
    sehende = [wer for wer in alle if gruende[wer.id]]
    moegliche = schritte.moegliche_aller(vorlage, sehende, jetzt=jetzt)
    orte = Orte.von(vorlage.koerperschaft_id)
    return tuple(
        Personenrechte(wer, gruende[wer.id], tuple(_rechte_einer(vorlage, wer, moegliche.get(wer.id), orte)))
        for wer in alle
    )


def _rechte_einer(vorlage: Vorlage, wer: Wer, moegliche: Sequence[Moeglichkeit] | None, orte: Orte) -> Iterator[Recht]:
    if moegliche is None:
        return
    herkunft = _herkunft(vorlage, wer, orte)
    yield _versuche(
        "bearbeiten", "Bearbeiten", partial(pruefe_bearbeitbar, vorlage, wer), herkunft[Rolle.FEDERFUEHRUNG]
    )
    for m in laufende_mitzeichnungen(vorlage):
        titel = f"Mitzeichnen für {m.amt.aufschrift}"
        weil = tuple(satz for satz, amt_id in _zeichnend(wer, orte) if amt_id in (None, m.amt_id))
        yield _versuche(
            f"mitzeichnen:{m.amt.nummer}",
            titel,
            partial(mitzeichnungen.pruefe_zeichenbar, vorlage, m, vorlage.fassung, wer),
            weil,
        )
    handelt = schritte.handelt_als(wer, vorlage)
    for moeglichkeit in moegliche:
        if moeglichkeit.schritt.von_selbst:
            continue
        rollen = [rolle for rolle in moeglichkeit.schritt.rollen if rolle in handelt]
        yield Recht(
            name=moeglichkeit.schritt.name,
            titel=moeglichkeit.schritt.aufschrift,
            darf=moeglichkeit.moeglich,
            weil=tuple(satz for rolle in rollen for satz in herkunft.get(rolle, ())),
            gruende=tuple(grund.text for grund in moeglichkeit.gruende),
            laut=moeglichkeit.schritt.laut,
            fremd=not rollen,
        )


def _versuche(name: str, titel: str, pruefe: Callable[[], None], weil: tuple[str, ...]) -> Recht:
    """What the deed itself would answer now, before it does anything."""
    try:
        pruefe()
    except BedingungOffen as offen:
        gruende = tuple(grund.text for grund in offen.gruende)
    except Fachfehler as fehler:
        gruende = (fehler.satz,)
    else:
        gruende = ()
    return Recht(name=name, titel=titel, darf=not gruende, weil=weil, gruende=gruende, fremd=not weil)


def _herkunft(vorlage: Vorlage, wer: Wer, orte: Orte) -> Mapping[str, tuple[str, ...]]:
    """Role for this paper → where it comes from, in words that follow „weil die Person“."""
    saetze: dict[str, tuple[str, ...]] = {Rolle.FEDERFUEHRUNG: ()}
    for zuteilung in zuteilungen(wer, vorlage):
        saetze[zuteilung.rolle] = (*saetze.get(zuteilung.rolle, ()), _woher(zuteilung, orte))
    return saetze


def _woher(zuteilung: Zuteilung, orte: Orte) -> str:
    if zuteilung.vertretenes_amt:
        return f"{orte.worte(zuteilung.vertretenes_amt, None)} vertritt"
    if zuteilung.amtsrolle is None:
        return "die Vorlage begonnen hat"
    return f"{rolle_am_ort(zuteilung.amtsrolle, orte)} hat"


def _zeichnend(wer: Wer, orte: Orte) -> Iterator[tuple[str, str | None]]:
    """Why this person signs, and for which office (None: for every one)."""
    for amtsrolle in wer.rollen:
        if amtsrolle.rolle == Rolle.MITZEICHNUNG:
            yield f"{rolle_am_ort(amtsrolle, orte)} hat", amtsrolle.amt_id
    for amt_id in sorted(wer.vertritt):
        yield f"{orte.worte(amt_id, None)} vertritt", amt_id

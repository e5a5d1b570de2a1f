"""Who belongs to a body, who was there and when, who was biased, and whether enough were there to decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import or_, select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt
from vorlagen.kalender import BERLIN
from vorlagen.models import Anwesenheit, Befangenheit, Mitgliedschaft, Sitzung, Tagesordnungspunkt
from vorlagen.services import gemeinsam, sitzungen
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle

FUNKTIONEN = ("vorsitz", "stellvertretung", "mitglied", "beratend", "verwaltung", "gast")
STAENDE = ("anwesend", "entschuldigt", "fehlt")
Zeiten = tuple[tuple[datetime | None, datetime | None], ...]


@dataclass(frozen=True, slots=True)
class Sitz:
    """A seat as somebody enters it; `von` and `bis` None are open ends."""

    name: str
    funktion: str = "mitglied"
    stimmberechtigt: bool = True
    fraktion: str = ""
    von: date | None = None
    bis: date | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Eintrag:
    """A line of the attendance list; no `zeiten` means from the beginning to the end.

    `id` names the line as it was kept, so that a corrected name is the same person.
    """

    name: str
    funktion: str = "mitglied"
    stimmberechtigt: bool = True
    stand: str = "anwesend"
    zeiten: Zeiten = field(default=())
    mitgliedschaft_id: str | None = None
    id: str | None = None


def setze_mitglieder(gremium_id: str, sitze: Sequence[Sitz], *, wer: Wer) -> None:
    """Replace the seats of a body; attendance lists keep the names of those who sat there."""
    with transaction() as session:
        gremium = sitzungen.hole_gremium(gremium_id, zum_schreiben=True)
        sitzungen.pruefe_gremiendienst(gremium.id, wer)
        gremium.version += 1
        _pruefe_namen([sitz.name for sitz in sitze])
        if any(";" in sitz.name for sitz in sitze):
            satz = "Ein Name enthält kein Semikolon; es trennt auf der Seite Name, Funktion und Fraktion."
            raise EingabeUngueltig(satz, {"name": [satz]})
        _pruefe_worte((sitz.funktion for sitz in sitze), FUNKTIONEN)
        alle = session.scalars(select(Mitgliedschaft).where(Mitgliedschaft.gremium_id == gremium.id))
        bisherige = {sitz.id: sitz for sitz in alle}
        for reihe, sitz in enumerate(sitze, start=1):
            zeile = bisherige.pop(sitz.id or "", None)
            if zeile is None:
                zeile = Mitgliedschaft(koerperschaft_id=gremium.koerperschaft_id, gremium_id=gremium.id)
                session.add(zeile)
            zeile.name, zeile.funktion, zeile.fraktion = sitz.name.strip(), sitz.funktion, sitz.fraktion.strip()
            zeile.stimmberechtigt, zeile.von, zeile.bis, zeile.reihe = sitz.stimmberechtigt, sitz.von, sitz.bis, reihe
        for zeile in bisherige.values():
            for eintrag in session.scalars(select(Anwesenheit).where(Anwesenheit.mitgliedschaft_id == zeile.id)):
                eintrag.mitgliedschaft_id = None
            session.flush()
            session.delete(zeile)


def mitglieder(gremium_id: str, tag: date | None = None) -> Sequence[Mitgliedschaft]:
    """The seats of a body in its own order; with `tag` those that are held on that day."""
    frage = select(Mitgliedschaft).where(Mitgliedschaft.gremium_id == gremium_id)
    if tag is not None:
        frage = frage.where(
            or_(Mitgliedschaft.von.is_(None), Mitgliedschaft.von <= tag),
            or_(Mitgliedschaft.bis.is_(None), Mitgliedschaft.bis >= tag),
        )
    return db.session.scalars(frage.order_by(Mitgliedschaft.reihe, Mitgliedschaft.id)).all()


def sitze(sitzung: Sitzung) -> Sequence[Mitgliedschaft]:
    """The seats of all bodies that meet that day; who sits in two of them comes once."""
    alle = [sitz for gremium in gemeinsam.gremien(sitzung) for sitz in mitglieder(gremium.id, sitzungstag(sitzung))]
    return list({sitz.name: sitz for sitz in reversed(alle)}.values())[::-1]


def setze(sitzung_id: str, eintraege: Sequence[Eintrag], *, version: int | None, wer: Wer) -> None:
    """Replace the attendance list of a meeting; bias of those who stay on it is kept, under another name too."""
    with transaction() as session:
        sitzung = sitzungen.hole(sitzung_id, zum_schreiben=True)
        sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
        sitzungen.pruefe_version(sitzung, version)
        _pruefe_namen([eintrag.name for eintrag in eintraege])
        _pruefe_worte((eintrag.funktion for eintrag in eintraege), FUNKTIONEN)
        _pruefe_worte((eintrag.stand for eintrag in eintraege), STAENDE)
        sitze = {sitz.id for gremium in gemeinsam.gremien(sitzung) for sitz in mitglieder(gremium.id)}
        zeilen = _zugeordnet(liste(sitzung.id), eintraege)
        for reihe, (eintrag, bekannte) in enumerate(zip(eintraege, zeilen, strict=True), start=1):
            zeile = bekannte or Anwesenheit(koerperschaft_id=sitzung.koerperschaft_id, sitzung_id=sitzung.id)
            if bekannte is None:
                session.add(zeile)
            zeile.name, zeile.funktion, zeile.stand = eintrag.name.strip(), eintrag.funktion, eintrag.stand
            zeile.stimmberechtigt, zeile.reihe = eintrag.stimmberechtigt, reihe
            zeile.zeiten = _geordnet(eintrag)
            zeile.mitgliedschaft_id = eintrag.mitgliedschaft_id if eintrag.mitgliedschaft_id in sitze else None
            ohne_sitz = bool(zeile.mitglied) and eintrag.funktion in FUNKTIONEN[:4]
            zeile.mitglied = zeile.mitgliedschaft_id is not None or ohne_sitz
        sitzung.version += 1


def liste(sitzung_id: str) -> Sequence[Anwesenheit]:
    """The attendance list in its order; empty until somebody wrote it."""
    frage = select(Anwesenheit).where(Anwesenheit.sitzung_id == sitzung_id)
    return db.session.scalars(frage.order_by(Anwesenheit.reihe, Anwesenheit.id)).all()


def lies(sitzung: Sitzung, wer: Wer) -> Sequence[Anwesenheit]:
    """The list for those who may see it: who looks after the body, and the administration of the system."""
    if not (sitzungen.ist_gremiendienst(sitzung.gremium_id, wer) or wer.hat(Rolle.VERWALTUNG)):
        raise NichtBerechtigt("Die Anwesenheitsliste führt der Gremiendienst.")
    return liste(sitzung.id)


def setze_befangene(top: Tagesordnungspunkt, anwesenheit_ids: Collection[str]) -> None:
    """Say inside the running transaction who took no part in this item."""
    bekannte = {zeile.id for zeile in liste(top.sitzung_id)}
    if not set(anwesenheit_ids) <= bekannte:
        satz = "Befangen kann nur sein, wer auf der Anwesenheitsliste steht."
        raise EingabeUngueltig(satz, {"befangen": [satz]})
    bisher = {zeile.anwesenheit_id: zeile for zeile in befangene(top.id)}
    for anwesenheit_id in set(anwesenheit_ids) - set(bisher):
        db.session.add(
            Befangenheit(koerperschaft_id=top.koerperschaft_id, top_id=top.id, anwesenheit_id=anwesenheit_id)
        )
    for anwesenheit_id in set(bisher) - set(anwesenheit_ids):
        db.session.delete(bisher[anwesenheit_id])


def befangene(top_id: str) -> Sequence[Befangenheit]:
    """Who took no part in this item, in the order of the list."""
    frage = select(Befangenheit).join(Anwesenheit, Anwesenheit.id == Befangenheit.anwesenheit_id)
    return db.session.scalars(frage.where(Befangenheit.top_id == top_id).order_by(Anwesenheit.reihe)).all()


def befangene_je_punkt(sitzung_id: str) -> dict[str, list[Befangenheit]]:
    """The same for all items of a meeting, by the item's id."""
    frage = select(Befangenheit).join(Anwesenheit, Anwesenheit.id == Befangenheit.anwesenheit_id)
    je_punkt: dict[str, list[Befangenheit]] = {}
    for zeile in db.session.scalars(frage.where(Anwesenheit.sitzung_id == sitzung_id).order_by(Anwesenheit.reihe)):
        je_punkt.setdefault(zeile.top_id, []).append(zeile)
    return je_punkt


def war_da(zeile: Anwesenheit, wann: datetime | None) -> bool:
    """True if the person was there at that instant; without one, at any time."""
    if zeile.stand != "anwesend":
        return False
    if wann is None or not zeile.zeiten:
        return True
    return any(
        (von is None or datetime.fromisoformat(von) <= wann) and (bis is None or wann < datetime.fromisoformat(bis))
        for von, bis in zeile.zeiten
    )


def sitzungstag(sitzung: Sitzung) -> date:
    """The day of the meeting in Berlin."""
    return sitzung.beginn.astimezone(BERLIN).date()


def _zugeordnet(bisher: Sequence[Anwesenheit], eintraege: Sequence[Eintrag]) -> list[Anwesenheit | None]:
    """Each entry's line: by id, else by name. The others are gone, names that change are out of each other's way."""
    je_id = {zeile.id: zeile for zeile in bisher}
    gefunden = [je_id.pop(eintrag.id or "", None) for eintrag in eintraege]
    je_name = {zeile.name: zeile for zeile in je_id.values()}
    zeilen = [
        zeile or je_name.pop(eintrag.name.strip(), None) for zeile, eintrag in zip(gefunden, eintraege, strict=True)
    ]
    for zeile in je_name.values():
        db.session.delete(zeile)
    for bleibende, eintrag in zip(zeilen, eintraege, strict=True):
        if bleibende is not None and bleibende.name != eintrag.name.strip():
            bleibende.name = bleibende.id
    db.session.flush()
    return zeilen


def _geordnet(eintrag: Eintrag) -> list[list[str | None]]:
    ende: datetime | None = None
    for nr, (von, bis) in enumerate(eintrag.zeiten):
        if (von and bis and bis <= von) or (nr and (von is None or ende is None or von < ende)):
            satz = f"Die Zeiten von {eintrag.name} überschneiden sich oder laufen rückwärts."
            raise EingabeUngueltig(satz, {"zeiten": [satz]})
        ende = bis
    return [[z.isoformat() if z else None for z in paar] for paar in eintrag.zeiten]


def _pruefe_namen(namen: Sequence[str]) -> None:
    reine = [name.strip() for name in namen]
    if not all(reine) or len(set(reine)) != len(reine):
        satz = "Jede Person braucht einen Namen und steht nur einmal auf der Liste."
        raise EingabeUngueltig(satz, {"name": [satz]})


def _pruefe_worte(worte: Iterable[str], erlaubte: Sequence[str]) -> None:
    fremde = sorted({wort for wort in worte if wort not in erlaubte})
    if fremde:
        raise EingabeUngueltig(f"„{fremde[0]}“ gibt es hier nicht; möglich sind: {', '.join(erlaubte)}.")

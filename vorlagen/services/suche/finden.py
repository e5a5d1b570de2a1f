"""Looking for words: which of the documents that may say it the person may read, newest first, and where it stands.

Whether somebody may see a paper is asked in the same statement that reads its text; hits are counted nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, false, not_, or_, select, true

from vorlagen.extensions import db
from vorlagen.models import Gremium, Sitzung, Suchdokument, Suchstand, Vorlage
from vorlagen.models.suche import Abschnitte
from vorlagen.services.sichtbarkeit import nur_oeffentlich, veroeffentlicht, voller_einblick
from vorlagen.services.suche import nachziehen, worte
from vorlagen.services.suche.auszug import Auszug, Stueck, auszug, mit_marken, sagt_alles
from vorlagen.services.suche.kandidaten import Kandidat, kandidaten
from vorlagen.services.suche.stoff import SITZUNG, VORLAGE
from vorlagen.services.suche.worte import Begriff
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle

SEITE: Final = 20

DURCHGESEHEN: Final = 300
"""So many texts are compared for one answer at most."""

_HAPPEN: Final = (40, 400, 4000)
"""For so many candidates at a time it is asked whether the person may see them; the last number goes on."""

_STAPEL: Final = (25, 100)
"""So many texts are read at a time."""


@dataclass(frozen=True, slots=True)
class Treffer:
    """A paper or a meeting (`art`) that says it, with its title and a place in its text in pieces, hits marked.

    `beginn` is a meeting's.
    """

    art: str
    id: str
    nummer: str | None
    titel: tuple[Stueck, ...]
    auszug: Auszug | None
    oeffentlich: bool
    beginn: datetime | None


@dataclass(frozen=True, slots=True)
class Ergebnis:
    """One page of hits, newest first; `weiter` is the id after which the next begins.

    `vollstaendig` is false while changes are still being taken in; `genauer`: so many texts had to be looked
    through that older ones were left out.
    """

    zeilen: Sequence[Treffer]
    weiter: str | None
    vollstaendig: bool
    genauer: bool


@dataclass(frozen=True, slots=True)
class _Blick:
    """Which texts somebody may read: `voll` where it is all of it, `sonst` where it is the published one."""

    voll: ColumnElement[bool]
    sonst: ColumnElement[bool]
    alles: bool = True


def suche(wer: Wer, frage: str, *, art: str | None = None, nach: str | None = None, anzahl: int = SEITE) -> Ergebnis:
    """What this person may read of it: in papers that they see in full all of the text, else the published one.

    `art` is vorlage or sitzung, `nach` the id of the last hit before. A question without a word finds nothing.
    """
    if wer.nur_installation:
        return Ergebnis((), None, vollstaendig=True, genauer=False)
    papier, treffen, betreut = Suchdokument.art == VORLAGE, Suchdokument.art == SITZUNG, _betreut(wer)
    voll = or_(and_(papier, voller_einblick(wer)), and_(treffen, betreut))
    sonst = or_(and_(papier, nur_oeffentlich(wer)), and_(treffen, not_(betreut)))
    return _Suche(wer.koerperschaft_id, worte.zerlege(frage), _Blick(voll, sonst), art).seite(nach, anzahl)


def suche_oeffentlich(
    stadt: str, frage: str, *, art: str | None = None, nach: str | None = None, anzahl: int = SEITE
) -> Ergebnis:
    """What everybody may read of it: published papers in their public wording, and the public part of agendas."""
    offen = or_(Suchdokument.art == SITZUNG, veroeffentlicht())
    return _Suche(stadt, worte.zerlege(frage), _Blick(false(), offen, alles=False), art).seite(nach, anzahl)


class _Suche:
    """One question in one town."""

    def __init__(self, stadt: str, begriffe: Sequence[Begriff], blick: _Blick, art: str | None) -> None:
        self._stadt, self._begriffe, self._blick, self._art = stadt, begriffe, blick, art

    def seite(self, nach: str | None, anzahl: int) -> Ergebnis:
        """The hits after one of them."""
        aktuell = nachziehen.ziehe_nach(self._stadt) if self._begriffe else True
        stand = select(Suchstand.nr, Suchstand.letzte).where(Suchstand.koerperschaft_id == self._stadt)
        zeile = db.session.execute(stand).first() if self._begriffe else None
        if zeile is None:
            return Ergebnis((), None, vollstaendig=aktuell, genauer=False)
        # What has changed since is left out: its text may say what nobody may read any more.
        frisch = true() if aktuell else Suchdokument.id.not_in(nachziehen.ausstehende(self._stadt, zeile.nr))
        unter = zeile.letzte + 1 if nach is None else self._nummer(nach)
        gefunden, gelesen = list[Treffer](), 0
        for dokument in islice(self._lesbare(unter, frisch), DURCHGESEHEN):
            gelesen += 1
            abschnitte = dokument.innen if dokument.voll else dokument.aussen
            if sagt_alles(abschnitte, self._begriffe):
                gefunden.append(self._treffer(dokument, abschnitte))
                if len(gefunden) > anzahl:
                    return Ergebnis(gefunden[:anzahl], gefunden[anzahl - 1].id, vollstaendig=aktuell, genauer=False)
        return Ergebnis(gefunden, None, vollstaendig=aktuell, genauer=gelesen == DURCHGESEHEN)

    def _nummer(self, nach: str) -> int:
        """Where a page begins. An id that is not here begins a list that is empty, as at the end of one."""
        frage = select(Suchdokument.nr).where(Suchdokument.koerperschaft_id == self._stadt, Suchdokument.id == nach)
        return db.session.scalar(frage) or 0

    def _lesbare(self, unter: int, frisch: ColumnElement[bool]) -> Iterator[Row[Any]]:
        """The texts of candidates that this person may read, newest first."""
        for happen in _happen(kandidaten(self._stadt, self._begriffe, alles=self._blick.alles, unter=unter), _HAPPEN):
            # First which ones, without their texts: somebody who sees few papers has many candidates.
            frage = self._frage(happen).where(frisch).limit(DURCHGESEHEN).with_only_columns(Suchdokument.nr)
            sichtbare = set(db.session.scalars(frage))
            for stapel in _happen((einer for einer in happen if einer.nr in sichtbare), _STAPEL):
                yield from db.session.execute(self._frage(stapel).where(frisch)).all()

    def _frage(self, happen: Sequence[Kandidat]) -> Any:
        voll, sonst = self._blick.voll, self._blick.sonst
        innen = Suchdokument.nr.in_([kandidat.nr for kandidat in happen if kandidat.innen])
        aussen = Suchdokument.nr.in_([kandidat.nr for kandidat in happen if kandidat.aussen])
        frage = (
            select(
                Suchdokument.id, Suchdokument.art, Suchdokument.innen, Suchdokument.aussen, voll.label("voll"),
                Vorlage.nummer, Vorlage.betreff, Vorlage.oeffentlich, Gremium.name.label("gremium"), Sitzung.beginn,
            )
            .outerjoin(Vorlage, Vorlage.id == Suchdokument.id)
            .outerjoin(Sitzung, Sitzung.id == Suchdokument.id)
            .outerjoin(Gremium, Gremium.id == Sitzung.gremium_id)
            .where(Suchdokument.koerperschaft_id == self._stadt, Suchdokument.nr.in_([einer.nr for einer in happen]))
            .where(or_(and_(innen, voll), and_(aussen, sonst)))
            .order_by(Suchdokument.nr.desc())
        )  # fmt: skip
        return frage.where(Suchdokument.art == self._art) if self._art else frage

    def _treffer(self, zeile: Row[Any], abschnitte: Abschnitte) -> Treffer:
        titel = zeile.betreff if zeile.art == VORLAGE else zeile.gremium
        return Treffer(
            art=zeile.art,
            id=zeile.id,
            nummer=zeile.nummer,
            titel=mit_marken(titel or "", self._begriffe),
            auszug=auszug(abschnitte, self._begriffe),
            oeffentlich=zeile.art == SITZUNG or zeile.oeffentlich,
            beginn=zeile.beginn,
        )


def _happen(strom: Iterable[Kandidat], groessen: Sequence[int]) -> Iterator[Sequence[Kandidat]]:
    kommend, nr = iter(strom), 0
    while happen := list(islice(kommend, groessen[min(nr, len(groessen) - 1)])):
        yield happen
        nr += 1


def _betreut(wer: Wer) -> ColumnElement[bool]:
    """A meeting of a body that this person looks after."""
    gremien = {rolle.gremium_id for rolle in wer.rollen if rolle.rolle == Rolle.GREMIENDIENST}
    if None in gremien:
        return true()
    return Sitzung.gremium_id.in_(gremien) if gremien else false()

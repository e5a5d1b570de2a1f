"""The town's kinds of papers as data: made, closed, opened and renamed while papers of them are under way.

A kind is never deleted: papers keep theirs. Closed means that nobody begins a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from vorlagen.extensions import ALLE, db, neue_id, sicht_oeffnen, transaction, verzeichnis
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender.texte import datum_text
from vorlagen.models import Vorlage, Vorlageart
from vorlagen.services import nummern
from vorlagen.services.stammdaten import finde_koerperschaft


@dataclass(frozen=True, slots=True)
class Artenzeile:
    """A kind, whether it is valid on the day that was asked about, and how many papers are of it."""

    art: Vorlageart
    gilt: bool
    vorlagen: int


def liste(koerperschaft: str | None, *, heute: date) -> Sequence[Artenzeile]:
    """All kinds of a town in its order, closed ones included. Raises `EingabeUngueltig`."""
    sicht_oeffnen(ALLE)
    stadt = finde_koerperschaft(koerperschaft)
    anzahl = select(Vorlage.vorlageart_id, func.count().label("n")).where(Vorlage.koerperschaft_id == stadt.id)
    zahlen = {zeile.vorlageart_id: zeile.n for zeile in db.session.execute(anzahl.group_by(Vorlage.vorlageart_id))}
    arten = select(Vorlageart).where(Vorlageart.koerperschaft_id == stadt.id)
    return [
        Artenzeile(art, gilt(art, heute), zahlen.get(art.id, 0))
        for art in db.session.scalars(arten.order_by(Vorlageart.reihe, Vorlageart.name))
    ]


def gilt(art: Vorlageart, heute: date) -> bool:
    """True if papers of this kind may be begun on that day; both ends of its time count."""
    return (art.gueltig_von is None or art.gueltig_von <= heute) and (
        art.gueltig_bis is None or heute <= art.gueltig_bis
    )


def pruefe_gueltig(art: Vorlageart, heute: date) -> None:
    """Refuse a kind that is not valid on that day. Raises `EingabeUngueltig`."""
    if gilt(art, heute):
        return
    if art.gueltig_von and heute < art.gueltig_von:
        satz = f"Die Vorlageart „{art.name}“ gilt erst ab {datum_text(art.gueltig_von)}."
    else:
        satz = f"Die Vorlageart „{art.name}“ galt nur bis {datum_text(art.gueltig_bis or heute)}."
    raise EingabeUngueltig(satz, {"art": ["Bitte wählen Sie eine Art, die heute gilt."]})


def neu(
    koerperschaft: str | None, name: str, *, ablauf: str, nummernmuster: str, gueltig_von: date | None = None
) -> str:
    """Add a kind at the end of the town's list and return its id.

    Raises `EingabeUngueltig` for a name that is taken, `NichtGefunden` for an unknown procedure,
    `EinstellungUngueltig` for a pattern that will not do.
    """
    verzeichnis.hole(ablauf)
    nummern.pruefe_muster(nummernmuster)
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        stadt = finde_koerperschaft(koerperschaft)
        art = Vorlageart(
            id=neue_id(),
            koerperschaft_id=stadt.id,
            name=_freier_name(stadt.id, name),
            ablauf=ablauf,
            nummernmuster=nummernmuster,
            gueltig_von=gueltig_von,
            reihe=_letzte_reihe(stadt.id) + 1,
        )
        sitzung.add(art)
        return art.id


def schliesse(koerperschaft: str | None, name: str, *, zum: date) -> None:
    """`zum` is the last day on which a paper of this kind may be begun. Raises `EingabeUngueltig`."""
    sicht_oeffnen(ALLE)
    with transaction():
        art = _finde(koerperschaft, name)
        if art.gueltig_von and zum < art.gueltig_von:
            raise EingabeUngueltig(f"„{name}“ gilt erst ab {datum_text(art.gueltig_von)}; vorher endet es nicht.")
        art.gueltig_bis = zum


def oeffne(koerperschaft: str | None, name: str, *, ab: date | None) -> None:
    """Let papers of this kind be begun (again): from `ab` on, or (None) as if it had never been closed."""
    sicht_oeffnen(ALLE)
    with transaction():
        art = _finde(koerperschaft, name)
        art.gueltig_von, art.gueltig_bis = ab, None


def setze_muster(koerperschaft: str | None, name: str, nummernmuster: str) -> None:
    """Number what is released from now on like this; numbers that were given stay. Raises `EinstellungUngueltig`."""
    nummern.pruefe_muster(nummernmuster)
    sicht_oeffnen(ALLE)
    with transaction():
        _finde(koerperschaft, name).nummernmuster = nummernmuster


def benenne_um(koerperschaft: str | None, name: str, neuer_name: str, *, ab: date | None) -> None:
    """Give a kind another name, on all its papers; with `ab` only for papers that are begun from that day on.

    Then the old kind is closed the day before and a new one with the same procedure and the same counter follows it.
    """
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        art = _finde(koerperschaft, name)
        frei = _freier_name(art.koerperschaft_id, neuer_name)
        if ab is None:
            art.name = frei
            return
        art.gueltig_bis = ab - timedelta(days=1)
        nachfolge = Vorlageart(
            koerperschaft_id=art.koerperschaft_id,
            name=frei,
            ablauf=art.ablauf,
            nummernmuster=art.nummernmuster,
            gueltig_von=ab,
            reihe=art.reihe,
        )
        sitzung.add(nachfolge)


def _finde(koerperschaft: str | None, name: str) -> Vorlageart:
    stadt = finde_koerperschaft(koerperschaft)
    art = db.session.scalar(
        select(Vorlageart).where(Vorlageart.koerperschaft_id == stadt.id, Vorlageart.name == name).with_for_update()
    )
    if art is None:
        raise EingabeUngueltig(f"Die Vorlageart „{name}“ gibt es in „{stadt.name}“ nicht.")
    return art


def _freier_name(koerperschaft_id: str, name: str) -> str:
    sauber = " ".join(name.split())
    if not sauber or len(sauber) > 120:
        raise EingabeUngueltig("Der Name einer Vorlageart hat 1 bis 120 Zeichen.")
    vergeben = select(Vorlageart.id).where(Vorlageart.koerperschaft_id == koerperschaft_id, Vorlageart.name == sauber)
    if db.session.scalar(vergeben):
        raise EingabeUngueltig(f"Die Vorlageart „{sauber}“ gibt es schon.")
    return sauber


def _letzte_reihe(koerperschaft_id: str) -> int:
    frage = select(func.max(Vorlageart.reihe)).where(Vorlageart.koerperschaft_id == koerperschaft_id)
    return db.session.scalar(frage) or 0

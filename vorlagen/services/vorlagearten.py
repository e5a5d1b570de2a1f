"""The town's kinds of papers as data: made, closed, opened and renamed while papers of them are under way.

A kind is never deleted: papers keep theirs. Closed means that nobody begins a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from vorlagen.extensions import db, neue_id, transaction, verzeichnis
from vorlagen.fehler import EingabeUngueltig, EinstellungUngueltig, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.kalender.texte import datum_text
from vorlagen.models import Koerperschaft, Vorlage, Vorlageart
from vorlagen.services import nummern, protokoll, stammdaten
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.wer import Wer

NAMENSLAENGE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Angaben:
    """What a town says of a kind: its name, the procedure of new papers, how they are numbered, first and last day."""

    name: str
    ablauf: str
    nummernmuster: str
    gueltig_von: date | None = None
    gueltig_bis: date | None = None


@dataclass(frozen=True, slots=True)
class Artenzeile:
    """A kind, whether it is valid on the day that was asked about, and how many papers are of it."""

    art: Vorlageart
    gilt: bool
    vorlagen: int


def liste(wer: Wer, *, heute: date) -> Sequence[Artenzeile]:
    """All kinds of the town in its order, closed ones included. Raises `NichtBerechtigt`."""
    stammdaten.pruefe_verwaltung(wer)
    stadt = wer.koerperschaft_id
    anzahl = select(Vorlage.vorlageart_id, func.count().label("n")).where(Vorlage.koerperschaft_id == stadt)
    zahlen = {zeile.vorlageart_id: zeile.n for zeile in db.session.execute(anzahl.group_by(Vorlage.vorlageart_id))}
    return [Artenzeile(art, gilt(art, heute), zahlen.get(art.id, 0)) for art in stammdaten.vorlagearten(stadt)]


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


def lies(art_id: str, wer: Wer) -> Vorlageart:
    """One kind of the own town. Raises `NichtBerechtigt`, `NichtGefunden`."""
    stammdaten.pruefe_verwaltung(wer)
    art = db.session.get(Vorlageart, art_id)
    if art is None or art.koerperschaft_id != wer.koerperschaft_id:
        raise NichtGefunden
    return art


def mit_namen(name: str, wer: Wer) -> Vorlageart:
    """The kind of this name; for commands. Raises `EingabeUngueltig`."""
    art = next((art for art in stammdaten.vorlagearten(wer.koerperschaft_id) if art.name == name), None)
    if art is None:
        raise EingabeUngueltig(f"Die Vorlageart „{name}“ gibt es in „{wer.koerperschaft}“ nicht.")
    return art


def angaben(art: Vorlageart) -> Angaben:
    """What the town says of it now."""
    return Angaben(
        name=art.name,
        ablauf=art.ablauf,
        nummernmuster=art.nummernmuster,
        gueltig_von=art.gueltig_von,
        gueltig_bis=art.gueltig_bis,
    )


def lege_an(neu: Angaben, *, wer: Wer, jetzt: datetime) -> str:
    """Add a kind at the end of the town's list and return its id. Raises `NichtBerechtigt`, `EingabeUngueltig`."""
    with transaction():
        stadt_id = _gesperrte_stadt(wer)
        reihe = db.session.scalar(select(func.max(Vorlageart.reihe)).where(Vorlageart.koerperschaft_id == stadt_id))
        return _fuege_an(_geprueft(neu, None, wer), (reihe or 0) + 1, wer, jetzt)


def aendere(art_id: str, neu: Angaben, *, gesehen: Angaben | None = None, wer: Wer, jetzt: datetime) -> None:
    """Say something else of a kind: the name on all its papers, the rest for what is begun or released from now on.

    Numbers that were given stay, papers under way keep their procedure. Raises `NichtBerechtigt`, `NichtGefunden`,
    `EingabeUngueltig`, `ZwischenzeitlichGeaendert` if it is not as `gesehen` any more.
    """
    with transaction():
        _gesperrte_stadt(wer)
        art = lies(art_id, wer)
        bisher = angaben(art)
        if gesehen is not None and gesehen != bisher:
            raise ZwischenzeitlichGeaendert("Diese Art hat inzwischen jemand anderes geändert. Bitte sehen Sie nach.")
        geprueft = _geprueft(neu, art, wer)
        anders = [name for name in Angaben.__slots__ if getattr(geprueft, name) != getattr(bisher, name)]
        for name in anders:
            setattr(art, name, getattr(geprueft, name))
        if anders:
            _vermerke(art_id, ", ".join(anders), wer, jetzt)


def loese_ab(art_id: str, neuer_name: str, *, ab: date, wer: Wer, jetzt: datetime) -> str:
    """From that day on papers of this kind are begun under another name; returns the id of the kind that follows.

    The old kind ends the day before, or has ended already; the new one has its procedure and counter.
    Raises as `aendere`.
    """
    with transaction():
        _gesperrte_stadt(wer)
        art = lies(art_id, wer)
        if art.gueltig_von and ab <= art.gueltig_von:
            satz = f"„{art.name}“ gilt erst ab {datum_text(art.gueltig_von)}; bitte wählen Sie einen späteren Tag."
            raise EingabeUngueltig(satz, {"ab": [satz]})
        nachfolge = replace(angaben(art), name=neuer_name, gueltig_von=ab, gueltig_bis=None)
        nachfolge_id = _fuege_an(_geprueft(nachfolge, None, wer, ablauf=art.ablauf), art.reihe, wer, jetzt)
        art.gueltig_bis = min(art.gueltig_bis or date.max, ab - timedelta(days=1))
        _vermerke(art_id, "gueltig_bis", wer, jetzt)
        return nachfolge_id


def _gesperrte_stadt(wer: Wer) -> str:
    """Who changes kinds queues up at the town's row: two new ones at once could have the same name."""
    stammdaten.pruefe_verwaltung(wer)
    return db.session.get_one(Koerperschaft, wer.koerperschaft_id, with_for_update={"key_share": True}).id


def _geprueft(neu: Angaben, art: Vorlageart | None, wer: Wer, *, ablauf: str | None = None) -> Angaben:
    """The name tidied up; all that will not do at once. What a kind has already is not asked about again."""
    name, fehler = " ".join(neu.name.split()), {}
    belegt = select(Vorlageart.id).where(Vorlageart.koerperschaft_id == wer.koerperschaft_id, Vorlageart.name == name)
    andere = db.session.scalar(belegt.where(Vorlageart.id != (art.id if art else "")))
    if not 1 <= len(name) <= NAMENSLAENGE:
        fehler["name"] = [f"Der Name einer Vorlageart hat 1 bis {NAMENSLAENGE} Zeichen."]
    elif andere is not None:
        fehler["name"] = [f"Die Vorlageart „{name}“ gibt es schon."]
    bekannte = {einer.name for einer in verzeichnis.alle()} | {art.ablauf if art else ablauf}
    if neu.ablauf not in bekannte:
        fehler["ablauf"] = [f"Den Ablauf „{neu.ablauf}“ gibt es hier nicht."]
    if art is None or neu.nummernmuster != art.nummernmuster:
        try:
            nummern.pruefe_muster(neu.nummernmuster)
        except EinstellungUngueltig as falsch:
            fehler["nummernmuster"] = [falsch.satz]
    if neu.gueltig_von and neu.gueltig_bis and neu.gueltig_bis < neu.gueltig_von:
        satz = f"„{name}“ gilt erst ab {datum_text(neu.gueltig_von)}; vorher endet es nicht."
        fehler["gueltig_bis"] = [satz]
    if fehler:
        raise EingabeUngueltig(" ".join(satz for saetze in fehler.values() for satz in saetze), fehler)
    return replace(neu, name=name)


def _fuege_an(neu: Angaben, reihe: int, wer: Wer, jetzt: datetime) -> str:
    art_id = neue_id()
    werte = {name: getattr(neu, name) for name in Angaben.__slots__}
    db.session.add(Vorlageart(id=art_id, koerperschaft_id=wer.koerperschaft_id, reihe=reihe, **werte))
    _vermerke(art_id, "angelegt", wer, jetzt)
    return art_id


def _vermerke(art_id: str, was: str, wer: Wer, jetzt: datetime) -> None:
    gegenstand = Gegenstand("vorlageart", art_id)
    protokoll.schreibe(
        Ereignis.EINSTELLUNG_GEAENDERT, wer=wer, gegenstand=gegenstand, daten={"vorlageart": was}, jetzt=jetzt
    )

"""A town's Word templates: uploaded, checked, looked at, released by content, taken back; all versions are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select, update
from sqlalchemy.orm import undefer

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Koerperschaft, Schablone
from vorlagen.services import anlagen, hausschablonen, protokoll, stammdaten
from vorlagen.services.dokumente import Druck
from vorlagen.services.hausschablonen import Gebrauch
from vorlagen.services.protokoll import Ereignis, Gegenstand, Wert
from vorlagen.services.wer import Wer
from vorlagen.word import VERTRAEGE, Befund, Schwere, Vertrag, fuelle, vertrag, werkstatt
from vorlagen.word.muster import muster
from vorlagen.word.paket import MAX_DATEI

FASSUNGEN = 200
"""So many versions a town may keep of one kind."""
PROBE = "das Übliche"


@dataclass(frozen=True, slots=True)
class Artenstand:
    """A kind of document: its contract, what it is printed with, and how many versions the town has of its own."""

    vertrag: Vertrag
    gebraucht: Gebrauch
    fassungen: int


def liste(wer: Wer) -> Sequence[Artenstand]:
    """Every kind of document. Raises `NichtBerechtigt`."""
    stadt = _stadt(wer)
    frage = select(Schablone.art, func.count()).where(Schablone.koerperschaft_id == stadt.id).group_by(Schablone.art)
    zahlen = {zeile[0]: zeile[1] for zeile in db.session.execute(frage)}
    return [
        Artenstand(vertrag, hausschablonen.in_gebrauch(art, stadt), zahlen.get(art, 0))
        for art, vertrag in VERTRAEGE.items()
    ]


def stand(art: str, wer: Wer) -> Artenstand:
    """One kind. Raises `NichtBerechtigt`, `NichtGefunden`."""
    return next(eine for eine in liste(wer) if eine.vertrag is vertrag(art))


def fassungen(art: str, wer: Wer) -> Sequence[Schablone]:
    """The town's own versions of a kind, the latest first. Raises `NichtBerechtigt`."""
    frage = select(Schablone).where(Schablone.koerperschaft_id == _stadt(wer).id, Schablone.art == art)
    return db.session.scalars(frage.order_by(Schablone.nr.desc())).all()


def lies(schablone_id: str, wer: Wer) -> Schablone:
    """One version with its bytes. Raises `NichtBerechtigt`, `NichtGefunden`."""
    frage = select(Schablone).where(Schablone.id == schablone_id, Schablone.koerperschaft_id == _stadt(wer).id)
    schablone = db.session.scalar(frage.options(undefer(Schablone.inhalt)))
    if schablone is None:
        raise NichtGefunden
    return schablone


def lade_hoch(art: str, dateiname: str, inhalt: bytes, *, wer: Wer, jetzt: datetime) -> str:
    """Keep another version and return its id; the same bytes are the same version. Nothing is printed with it yet.

    Raises `NichtBerechtigt`, `NichtGefunden` for an unknown kind, `EingabeUngueltig` with every finding under
    `datei`: a template with a fault is not kept.
    """
    stadt = _stadt(wer)
    hinweise = _geprueft(art, inhalt)
    with transaction() as sitzung:
        sitzung.get_one(Koerperschaft, stadt.id, with_for_update={"key_share": True})
        summe = sha256(inhalt).hexdigest()
        eigene = (Schablone.koerperschaft_id == wer.koerperschaft_id, Schablone.art == art)
        gleiche = sitzung.scalar(select(Schablone.id).where(*eigene, Schablone.sha256 == summe))
        if gleiche is not None:
            return gleiche
        letzte = sitzung.scalar(select(func.max(Schablone.nr)).where(*eigene)) or 0
        if letzte >= FASSUNGEN:
            raise _abgelehnt([f"Von dieser Schablone gibt es schon {FASSUNGEN} Fassungen; mehr werden nicht behalten."])
        neue = Schablone(
            id=neue_id(),
            koerperschaft_id=wer.koerperschaft_id,
            art=art,
            nr=letzte + 1,
            dateiname="".join(zeichen for zeichen in dateiname if zeichen.isprintable())[-300:] or f"{art}.docx",
            inhalt=inhalt,
            groesse=len(inhalt),
            sha256=summe,
            hinweise=list(hinweise),
            hochgeladen=jetzt,
            von_id=wer.id or None,
        )
        sitzung.add(neue)
        _vermerke(Ereignis.SCHABLONE_HOCHGELADEN, neue, wer, jetzt)
        return neue.id


def gib_frei(schablone_id: str, *, sha256: str, wer: Wer, jetzt: datetime) -> None:
    """Print with this version from now on; what is printed already stays. It is checked once more.

    `sha256` is that of the file which was looked at. Raises `NichtBerechtigt`, `NichtGefunden`, `EingabeUngueltig`.
    """
    gesehen = lies(schablone_id, wer)
    art = gesehen.art
    if gesehen.sha256 != sha256 or _summe(gesehen.inhalt) != sha256:
        raise _abgelehnt(["Das ist nicht die Datei, die Sie angesehen haben. Bitte laden Sie die Seite neu."])
    _geprueft(art, gesehen.inhalt)
    with transaction() as sitzung:
        sitzung.get_one(Koerperschaft, wer.koerperschaft_id, with_for_update={"key_share": True})
        schablone = lies(schablone_id, wer)
        if schablone.gilt:
            return
        _keine_gilt(art, wer)
        schablone.gilt, schablone.freigegeben, schablone.freigegeben_von_id = True, jetzt, wer.id or None
        _vermerke(Ereignis.SCHABLONE_FREIGEGEBEN, schablone, wer, jetzt)


def nimm_zurueck(art: str, *, wer: Wer, jetzt: datetime) -> None:
    """Print without a version of the town's own again. Raises `NichtBerechtigt`."""
    stadt = _stadt(wer)
    with transaction() as sitzung:
        sitzung.get_one(Koerperschaft, stadt.id, with_for_update={"key_share": True})
        geltende = next((eine for eine in fassungen(art, wer) if eine.gilt), None)
        if geltende is not None:
            _keine_gilt(art, wer)
            _vermerke(Ereignis.SCHABLONE_ZURUECKGENOMMEN, geltende, wer, jetzt)


def probe(schablone_id: str, wer: Wer) -> Druck:
    """A made-up document printed with this version, to look at. Raises `NichtGefunden`, `SchabloneUngueltig`."""
    schablone = lies(schablone_id, wer)
    ergebnis = werkstatt.fuelle_eigene(schablone.inhalt, _muster(schablone.art, wer), _stadt(wer).logo)
    return Druck(f"Probe-{schablone.art}-{schablone.nr}.docx", ergebnis.inhalt, ergebnis.sha256)


def probe_in_gebrauch(art: str, wer: Wer) -> Druck:
    """The same with what is printed with now. Raises `NichtGefunden`, `SchabloneUngueltig`."""
    stadt = _stadt(wer)
    gebraucht = hausschablonen.in_gebrauch(vertrag(art).art, stadt)
    tue = werkstatt.fuelle_eigene if gebraucht.eigene else fuelle
    ergebnis = tue(gebraucht.inhalt, _muster(art, wer), stadt.logo)
    return Druck(f"Probe-{art}.docx", ergebnis.inhalt, ergebnis.sha256)


def saetze(befunde: Sequence[Befund]) -> list[str]:
    """Findings as people read them: where, and what."""
    return [f"{befund.ort}: {befund.satz}" if befund.ort else befund.satz for befund in befunde]


def _geprueft(art: str, inhalt: bytes) -> list[str]:
    """The hints of the check, before any transaction. Raises `EingabeUngueltig` with every fault."""
    vertrag(art)
    if len(inhalt) > MAX_DATEI:
        raise _abgelehnt([f"Die Datei ist zu groß: höchstens {MAX_DATEI // 1_000_000} MB sind möglich."])
    if virus := anlagen.suche_virus(inhalt):
        raise _abgelehnt([f"Die Virenprüfung hat in der Datei „{virus}“ gefunden; sie wird nicht angenommen."])
    befunde = werkstatt.pruefe_eigene(inhalt, art)
    fehler = [befund for befund in befunde if befund.schwere is Schwere.FEHLER]
    if fehler:
        raise _abgelehnt(saetze(fehler))
    return saetze(befunde)


def _abgelehnt(gruende: Sequence[str]) -> EingabeUngueltig:
    return EingabeUngueltig(f"Die Schablone wird nicht angenommen. {gruende[0]}", {"datei": list(gruende)})


def _muster(art: str, wer: Wer) -> dict[str, object]:
    stadt = _stadt(wer)
    return muster(vertrag(art))[PROBE] | {"koerperschaft": {"name": stadt.name, "untertitel": stadt.untertitel}}


def _keine_gilt(art: str, wer: Wer) -> None:
    eigene = (Schablone.koerperschaft_id == wer.koerperschaft_id, Schablone.art == art, Schablone.gilt)
    db.session.execute(update(Schablone).where(*eigene).values(gilt=False))


def _stadt(wer: Wer) -> Koerperschaft:
    stammdaten.pruefe_verwaltung(wer)
    return stammdaten.koerperschaft(wer.koerperschaft_id)


def _summe(inhalt: bytes) -> str:
    return sha256(inhalt).hexdigest()


def _vermerke(was: Ereignis, schablone: Schablone, wer: Wer, jetzt: datetime) -> None:
    daten: dict[str, Wert] = {"art": schablone.art, "fassung": schablone.nr, "sha256": schablone.sha256}
    protokoll.schreibe(was, wer=wer, gegenstand=Gegenstand("schablone", schablone.id), daten=daten, jetzt=jetzt)

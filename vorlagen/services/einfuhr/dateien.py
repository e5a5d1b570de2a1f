"""Files that lie in the foreign system: where they are, and on demand their bytes, through the same gate as all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from vorlagen.dateien import eindeutig
from vorlagen.dateien.arten import ALLE
from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import Fachfehler
from vorlagen.models import Anlage, Fremddatei, Vorlage
from vorlagen.netz import Grenzen
from vorlagen.ris import Befund, Dateiangabe
from vorlagen.services import anlagen, verlauf
from vorlagen.services.einfuhr.arbeit import Arbeit
from vorlagen.services.einfuhr.server import Server

AUF_EINMAL: Final = 20
_ENDUNGEN: Final = {art.typ: art.endung for art in ALLE}


def setze(arbeit: Arbeit, angaben: Sequence[Dateiangabe], *, neu: bool = False, **wo: str) -> None:
    """The files of a paper (`vorlage_id`), a meeting (`sitzung_id`) or an item (`top_id`) are these, in this order.

    One whose address stays the same keeps its row, and with it the bytes that were fetched. What is `neu` has none yet.
    """
    ((spalte, eigene_id),) = wo.items()
    frage = select(Fremddatei).where(getattr(Fremddatei, spalte) == eigene_id)
    bisher = {} if neu else {datei.adresse: datei for datei in db.session.scalars(frage)}
    for reihe, angabe in enumerate(angaben, start=1):
        if angabe.adresse is None:
            continue
        zeile = bisher.pop(angabe.adresse, None)
        if zeile is None:
            zeile = Fremddatei(id=neue_id(), koerperschaft_id=arbeit.stadt_id, adresse=angabe.adresse, **wo)
            db.session.add(zeile)
        zeile.rolle, zeile.typ, zeile.groesse, zeile.reihe = angabe.rolle, angabe.typ or "", angabe.groesse, reihe
        zeile.name = angabe.name or angabe.dateiname or "Datei"
    for zeile in bisher.values():
        db.session.delete(zeile)


def zu_vorlage(vorlage: Vorlage) -> Sequence[Fremddatei]:
    """Where the files of an imported paper lie whose bytes are not here; they were public there. The main one first."""
    if not (vorlage.fall_id or "").startswith("oparl-"):
        return ()
    frage = select(Fremddatei).where(Fremddatei.vorlage_id == vorlage.id, Fremddatei.anlage_id.is_(None))
    return db.session.scalars(frage.order_by(Fremddatei.reihe)).all()


def fehlende(stadt_id: str) -> Iterator[str]:
    """The ids of the papers' files whose bytes are not here, in the order in which they came."""
    nach = ""
    while True:
        frage = select(Fremddatei.id).where(
            Fremddatei.koerperschaft_id == stadt_id,
            Fremddatei.vorlage_id.is_not(None),
            Fremddatei.anlage_id.is_(None),
            Fremddatei.id > nach,
        )
        ids = db.session.scalars(frage.order_by(Fremddatei.id).limit(AUF_EINMAL)).all()
        if not ids:
            return
        yield from ids
        nach = ids[-1]


def hole(datei_id: str, server: Server, grenzen: Grenzen, *, jetzt: datetime) -> bool:
    """Fetch one file and attach it. What the gate refuses stays a link, and is noted."""
    zeile = db.session.get(Fremddatei, datei_id)
    if zeile is None or zeile.anlage_id is not None or zeile.vorlage_id is None:
        return False
    adresse, name, typ = zeile.adresse, zeile.name, zeile.typ
    db.session.rollback()  # nothing is held open while another server takes its time
    try:
        antwort = server.frage(adresse, grenzen)
        if antwort.status != 200:
            server.befunde.merke(Befund.DATEI, f"{adresse}: Status {antwort.status}")
            return False
        geprueft = anlagen.pruefe(
            _dateiname(name, adresse, typ or antwort.kopf.get("content-type", "")), antwort.koerper
        )
    except Fachfehler as fehler:
        server.befunde.merke(Befund.DATEI, f"{adresse}: {fehler.satz}")
        return False
    with transaction() as sitzung:
        zeile = sitzung.get_one(Fremddatei, datei_id)
        frage = select(Vorlage).where(Vorlage.id == zeile.vorlage_id).with_for_update(of=Vorlage, key_share=True)
        vorlage = sitzung.scalars(frage).one()
        summe = hashlib.sha256(geprueft.inhalt).hexdigest()
        gleiche = select(Anlage.id).where(Anlage.vorlage_id == vorlage.id, Anlage.sha256 == summe)
        verwaist = ~select(Fremddatei.id).where(Fremddatei.anlage_id == Anlage.id).exists()
        zeile.anlage_id = sitzung.scalar(gleiche.where(verwaist).limit(1))
        if zeile.anlage_id is not None:  # it has another address than when it was fetched
            return False
        namen = sitzung.scalars(select(Anlage.name).where(Anlage.vorlage_id == vorlage.id)).all()
        anlage = Anlage(
            id=neue_id(), koerperschaft_id=vorlage.koerperschaft_id, vorlage_id=vorlage.id,
            name=eindeutig(geprueft.name, namen), typ=geprueft.art.typ, groesse=len(geprueft.inhalt),
            sha256=summe, oeffentlich=vorlage.oeffentlich, reihe=len(namen) + 1,
            inhalt=geprueft.inhalt, hochgeladen=jetzt,
        )  # fmt: skip
        sitzung.add(anlage)
        sitzung.flush()
        zeile.anlage_id = anlage.id
        daten: dict[str, Any] = {
            "anlage": anlage.id,
            "name": anlage.name,
            "sha256": anlage.sha256,
            "groesse": anlage.groesse,
        }
        daten["oeffentlich"] = anlage.oeffentlich
        verlauf.schreibe(vorlage, "anlage_hinzugefuegt", wer_id=None, jetzt=jetzt, daten=daten)
        vorlage.version += 1
        vorlage.geaendert = jetzt
    return True


def _dateiname(name: str, adresse: str, typ: str) -> str:
    """A name with an ending that says what the file claims to be: its own, the address's, or the kind's."""
    letzter = adresse.partition("?")[0].rpartition("/")[2]
    for kandidat in (name, letzter):
        if "." in kandidat[-6:]:
            return kandidat
    return f"{name}.{_ENDUNGEN.get(typ.partition(';')[0].strip(), 'pdf')}"

"""Files: attachments as they were uploaded, and printed documents, which the clock makes once and which then stay."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, undefer

from vorlagen.dateien.arten import DOCX
from vorlagen.extensions import db
from vorlagen.fehler import NichtGefunden, SchabloneUngueltig
from vorlagen.models import Anlage, Fremddatei, OparlDatei, OparlObjekt
from vorlagen.services import hausschablonen
from vorlagen.services.beiwerk import Anlagenbild
from vorlagen.services.druckbild import lebendig
from vorlagen.services.oparl.ablage import Wurzel
from vorlagen.services.oparl.typen import Objekt, Typ, abdruck, kurz, verweis

NAME_HOECHSTENS: Final = 200


@dataclass(frozen=True, slots=True)
class Datei:
    """The bytes of a file and their media type."""

    inhalt: bytes
    typ: str


@dataclass(frozen=True, slots=True)
class Bestellung:
    """A document as it is to be: `art` names the template, `titel` what it is, `name` its file."""

    id: str
    wurzel: Wurzel
    art: str
    titel: str
    name: str
    kontext: Mapping[str, Any]


def lies(kennung: str) -> Datei | None:
    """The bytes of a File in sight, or None. Whether it is public, its object has said before."""
    druck = db.session.scalar(select(OparlDatei).where(OparlDatei.id == kennung).options(undefer(OparlDatei.inhalt)))
    if druck is not None:
        return Datei(druck.inhalt, DOCX.typ) if druck.inhalt is not None else None
    anlage = db.session.scalar(select(Anlage).where(Anlage.id == kennung).options(undefer(Anlage.inhalt)))
    return Datei(anlage.inhalt, anlage.typ) if anlage is not None else None


def drucke(sitzung: Session, bestellungen: Sequence[Bestellung], *, stadt: str, jetzt: datetime) -> dict[str, Objekt]:
    """The Files of those documents that are printed as they are to be; the others are ordered. By the File's id."""
    frage = select(OparlDatei).where(OparlDatei.id.in_([bestellung.id for bestellung in bestellungen]))
    vorhandene = {zeile.id: zeile for zeile in sitzung.scalars(frage)}
    gedruckt: dict[str, Objekt] = {}
    for bestellung in bestellungen:
        gefragt = abdruck({"art": bestellung.art, "kontext": bestellung.kontext, "name": bestellung.name})
        zeile = vorhandene.get(bestellung.id)
        if zeile is None:
            zeile = OparlDatei(id=bestellung.id, koerperschaft_id=stadt, abdruck="")
            sitzung.add(zeile)
        if zeile.abdruck != gefragt:
            zeile.wurzel_art, zeile.wurzel_id = bestellung.wurzel
            zeile.art, zeile.name, zeile.kontext = bestellung.art, bestellung.name, dict(bestellung.kontext)
            zeile.abdruck, zeile.zustand, zeile.erstellt = gefragt, "bestellt", jetzt
            zeile.inhalt = zeile.sha512 = zeile.groesse = None
        elif zeile.zustand == "fertig":
            gedruckt[bestellung.id] = _datei(
                bestellung.id, bestellung.titel, zeile.name, DOCX.typ, zeile.groesse, zeile.sha512
            )
    return gedruckt


def verwirf(sitzung: Session, kennungen: Collection[str]) -> None:
    """Forget printed documents that are not to be given out any more."""
    if kennungen:
        sitzung.execute(delete(OparlDatei).where(OparlDatei.id.in_(kennungen)))


def bestellte(hoechstens: int) -> Sequence[Any]:
    """Documents that wait to be printed: (id, koerperschaft_id, art, abdruck, kontext) rows."""
    spalten = (OparlDatei.id, OparlDatei.koerperschaft_id, OparlDatei.art, OparlDatei.abdruck, OparlDatei.kontext)
    frage = select(*spalten).where(OparlDatei.zustand == "bestellt").order_by(OparlDatei.erstellt)
    return db.session.execute(frage.limit(hoechstens)).all()


def stelle_her(art: str, stadt: str, kontext: Mapping[str, Any]) -> bytes | None:
    """The bytes of a document; None if template and data do not fit."""
    try:
        return hausschablonen.drucke(art, stadt, lebendig(kontext)).inhalt
    except (NichtGefunden, SchabloneUngueltig):
        return None


def nimm_an(sitzung: Session, kennung: str, gefragt: str, inhalt: bytes | None) -> Wurzel | None:
    """Keep what was printed, unless something else was asked for meanwhile; returns what is to be made anew."""
    zeile = sitzung.get(OparlDatei, kennung, with_for_update=True, populate_existing=True)
    if zeile is None or zeile.abdruck != gefragt or zeile.zustand != "bestellt":
        return None
    zeile.zustand = "fertig" if inhalt is not None else "gescheitert"
    if inhalt is not None:
        zeile.inhalt, zeile.groesse, zeile.sha512 = inhalt, len(inhalt), hashlib.sha512(inhalt).hexdigest()
    return Wurzel(zeile.wurzel_art, zeile.wurzel_id)


def anlagen(sitzung: Session, bilder: Sequence[Anlagenbild]) -> dict[str, Objekt]:
    """Attachments as Files, by id. What the checksum was is read where it stands already: bytes never change."""
    ids = [bild.id for bild in bilder]
    frage = select(OparlObjekt.id, OparlObjekt.inhalt).where(OparlObjekt.id.in_(ids), ~OparlObjekt.geloescht)
    summen = {zeile.id: zeile.inhalt.get("sha512Checksum") for zeile in sitzung.execute(frage)} if ids else {}
    return {
        bild.id: _datei(
            bild.id,
            bild.name.rpartition(".")[0] or bild.name,
            bild.name,
            bild.typ,
            bild.groesse,
            summen.get(bild.id) or _summe(sitzung, bild.id),
        )
        for bild in bilder
    }


def eingefuehrte_haupt(sitzung: Session, vorlage_ids: Collection[str]) -> dict[str, str]:
    """Imported paper → the attachment that was its main document where it came from."""
    frage = select(Fremddatei.vorlage_id, Fremddatei.anlage_id).where(
        Fremddatei.vorlage_id.in_(vorlage_ids), Fremddatei.rolle == "haupt", Fremddatei.anlage_id.is_not(None)
    )
    return {zeile.vorlage_id: zeile.anlage_id for zeile in sitzung.execute(frage)}


def mit_rueckweg(datei: Objekt, feld: str, *ziele: str) -> Objekt:
    """The File with the way back to what it belongs to, which it tells by itself only."""
    return Objekt(typ=datei.typ, id=datei.id, felder=datei.felder, einzeln={feld: list(ziele)}, seit=datei.seit)


def _summe(sitzung: Session, anlage_id: str) -> str:
    inhalt = sitzung.scalars(select(Anlage.inhalt).where(Anlage.id == anlage_id)).one()
    return hashlib.sha512(inhalt).hexdigest()


def _datei(kennung: str, titel: str, name: str, typ: str, groesse: int | None, sha512: str | None) -> Objekt:
    sauber = "".join(zeichen if zeichen.isprintable() else " " for zeichen in name).strip() or "Datei"
    stamm, punkt, endung = sauber.rpartition(".")
    weg = verweis(Typ.FILE, kennung)
    felder = {
        "name": kurz(titel, NAME_HOECHSTENS),
        "fileName": sauber if len(sauber) <= NAME_HOECHSTENS else f"{stamm[:150]}{punkt}{endung[:20]}",
        "mimeType": typ,
        "size": groesse,
        "sha512Checksum": sha512,
        "accessUrl": f"{weg}/inhalt",
        "downloadUrl": f"{weg}/download",
    }
    return Objekt(typ=Typ.FILE, id=kennung, felder=felder)

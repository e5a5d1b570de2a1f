"""What a town says of itself: name, where it is reached, whom its mails come from, the texts that the law asks for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from vorlagen.dateien import annahme
from vorlagen.dateien.bilder import als_png
from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, ZwischenzeitlichGeaendert
from vorlagen.models import Koerperschaft
from vorlagen.services import protokoll, stammdaten
from vorlagen.services.wer import Wer, ueber_alle_staedte

LOGO_HOECHSTENS: Final = 1_000_000
LOGO_PUNKTE: Final = 800
"""Pixels of the longer side: at 18 mm in a letterhead more than any printer shows."""
LAENGEN: Final = {
    **{"name": 200, "untertitel": 200, "adresse": 200, "absender": 254},
    **{"impressum": 20_000, "datenschutz": 20_000},
}
_SPALTEN: Final = (
    *(Koerperschaft.id, Koerperschaft.name, Koerperschaft.einstellungen, Koerperschaft.impressum),
    *(Koerperschaft.datenschutz, Koerperschaft.adresse),
)
_MAIL: Final = re.compile(r"[^@\s<>,;\x00-\x1f]+@[^@\s<>,;\x00-\x1f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Angaben:
    """What the town's Verwaltung may change. `adresse` is `https://host` without a path, or empty."""

    name: str
    untertitel: str = ""
    adresse: str = ""
    absender: str = ""
    impressum: str = ""
    datenschutz: str = ""


@dataclass(frozen=True, slots=True)
class Auftritt:
    """How a town shows itself to whoever is not logged in; all empty where nobody may know which towns are here."""

    id: str = ""
    name: str = ""
    logo: str = ""
    impressum: str = ""
    datenschutz: str = ""
    loeschfristen: Mapping[str, int] = field(default_factory=dict)


def lies(wer: Wer) -> Koerperschaft:
    """The person's own town. Raises `NichtBerechtigt`."""
    stammdaten.pruefe_verwaltung(wer)
    return db.session.get_one(Koerperschaft, wer.koerperschaft_id)


def aendere(
    angaben: Angaben, *, logo: bytes | None, version: int, wer: Wer, jetzt: datetime, haus: Collection[str] = ()
) -> None:
    """Write down what the Verwaltung says; `logo` None keeps the one there is, empty bytes take it away.

    `haus` are the installation's own addresses, which one town of several cannot have for itself. Raises
    `NichtBerechtigt`, `EingabeUngueltig`, and `ZwischenzeitlichGeaendert` if somebody was quicker.
    """
    stammdaten.pruefe_verwaltung(wer)
    maengel = dict(_maengel(angaben))
    if logo and len(logo) > LOGO_HOECHSTENS:
        maengel["logo"] = ["Das Bild ist zu groß: höchstens 1 MB ist möglich."]
    if maengel:
        raise EingabeUngueltig("Die Angaben sind so nicht brauchbar.", maengel)
    gemalt = _gemalt(logo) if logo else logo
    with transaction() as sitzung:
        stadt = zum_schreiben(sitzung, wer, version)
        if angaben.adresse not in ("", stadt.adresse) and ist_vergeben(angaben.adresse, stadt.id, haus):
            raise EingabeUngueltig("Die Angaben sind so nicht brauchbar.", {"adresse": ["Diese Adresse ist vergeben."]})
        neue = [name for name, wert in asdict(angaben).items() if getattr(stadt, name) != wert]
        for name in neue:
            setattr(stadt, name, getattr(angaben, name))
        if gemalt is not None:
            stadt.logo = gemalt or None
            stadt.einstellungen = {**stadt.einstellungen, "logo": sha256(gemalt).hexdigest()[:16] if gemalt else ""}
            neue.append("logo")
        if neue:
            stadt.version += 1
            daten = {"angaben": ", ".join(neue)}
            protokoll.schreibe(protokoll.Ereignis.EINSTELLUNG_GEAENDERT, wer=wer, daten=daten, jetzt=jetzt)


def zum_schreiben(sitzung: Session, wer: Wer, version: int) -> Koerperschaft:
    """The person's town, locked until the transaction ends. Raises `ZwischenzeitlichGeaendert`."""
    frage = select(Koerperschaft).where(Koerperschaft.id == wer.koerperschaft_id).with_for_update()
    stadt = sitzung.scalars(frage.execution_options(populate_existing=True)).one()
    if stadt.version != version:
        raise ZwischenzeitlichGeaendert(
            "Die Angaben wurden inzwischen geändert. Bitte vergleichen Sie mit dem neuen Stand: Seite neu laden."
        )
    return stadt


def auftritt(host: str) -> Auftritt:
    """The town that is reached under this host name, else the only one there is; for who is not logged in."""
    with ueber_alle_staedte():
        hier = db.session.execute(select(*_SPALTEN).where(Koerperschaft.adresse.like(f"%//{host}%"))).all()
        gemeint = [stadt for stadt in hier if urlsplit(stadt.adresse).hostname == host]
        gemeint = gemeint or list(db.session.execute(select(*_SPALTEN).limit(2)).all())
    return _auftritt(gemeint[0]) if len(gemeint) == 1 else Auftritt()


def auftritt_von(koerperschaft_id: str) -> Auftritt:
    """The same of a town that everybody may know."""
    with ueber_alle_staedte():
        return _auftritt(db.session.execute(select(*_SPALTEN).where(Koerperschaft.id == koerperschaft_id)).one())


def logo(koerperschaft_id: str) -> bytes | None:
    """The town's logo, for everybody."""
    with ueber_alle_staedte():
        return db.session.scalar(select(Koerperschaft.logo).where(Koerperschaft.id == koerperschaft_id))


def ist_vergeben(adresse: str, koerperschaft_id: str, haus: Collection[str] = ()) -> bool:
    """True if another town is reached under this name, or all towns are; protocol and port make no other name."""
    with ueber_alle_staedte():
        andere = db.session.scalars(select(Koerperschaft.adresse).where(Koerperschaft.id != koerperschaft_id)).all()
    belegte = (*filter(None, andere), *(haus if andere else ()))
    return urlsplit(adresse).hostname in {urlsplit(eine).hostname for eine in belegte}


def _auftritt(stadt: Any) -> Auftritt:
    logo, fristen = stadt.einstellungen.get("logo", ""), stadt.einstellungen.get("loeschfristen", {})
    return Auftritt(stadt.id, stadt.name, logo, stadt.impressum, stadt.datenschutz, fristen)


def _maengel(angaben: Angaben) -> Iterator[tuple[str, list[str]]]:
    for feld, laenge in LAENGEN.items():
        if len(getattr(angaben, feld)) > laenge:
            yield feld, [f"Bitte höchstens {laenge} Zeichen."]
    if not angaben.name:
        yield "name", ["Bitte geben Sie den Namen an."]
    if angaben.absender and not _MAIL.fullmatch(angaben.absender):
        yield "absender", ["Das ist keine E-Mail-Adresse."]
    if angaben.adresse and not _ist_adresse(angaben.adresse):
        yield "adresse", ["Bitte nur Protokoll und Rechnername, zum Beispiel https://vorlagen.lindenstadt.example."]


def _ist_adresse(adresse: str) -> bool:
    try:
        teile = urlsplit(adresse)
        port = f":{teile.port}" if teile.port else ""
    except ValueError:
        return False
    return adresse == f"{teile.scheme}://{teile.hostname}{port}" and teile.scheme in ("http", "https")


def _gemalt(bild: bytes) -> bytes:
    """Painted anew, as a PNG that is small enough for a letterhead: only the pixels come in."""
    try:
        gemalt = annahme.nimm_an("logo.png" if bild.startswith(b"\x89PNG") else "logo.jpg", bild).inhalt
        return als_png(gemalt, hoechstens=LOGO_PUNKTE)
    except EingabeUngueltig as fehler:
        raise EingabeUngueltig(fehler.satz, {"logo": ["Bitte ein Bild als PNG oder JPEG. " + fehler.satz]}) from fehler

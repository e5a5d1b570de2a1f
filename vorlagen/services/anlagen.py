"""Attachments: what a file is, is read from its bytes; non-public until somebody says otherwise."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime
from typing import Final

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from vorlagen.ablage import Ablage
from vorlagen.dateien import Datei, Virenpruefung, eindeutig, nimm_an
from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden, PruefungUnmoeglich, VeroeffentlichungZurueckgenommen
from vorlagen.kalender import BERLIN, datum_text
from vorlagen.models import Anlage, Vorlage
from vorlagen.services import lesungen, schritte, verlauf
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.services.vorlagen import pruefe_bearbeitbar
from vorlagen.services.wer import Wer
from vorlagen.workflow.felder import STAMMFELDER

MB: Final = 1024 * 1024
HOECHSTENS: Final = 50 * MB
"""Bytes of all files of one request, and so the most that a setting may allow for one of them."""

GRUND_HOECHSTENS: Final = next(f.laenge for f in STAMMFELDER if f.name == "begruendung_nichtoeffentlich") or 0

_log = logging.getLogger(__name__)


def fuege_hinzu(
    vorlage_id: str,
    name: str,
    inhalt: bytes,
    *,
    oeffentlich: bool = False,
    begruendung: str = "",
    wer: Wer,
    jetzt: datetime,
    version: int | None = None,
) -> str:
    """Check a file and attach it to a draft in one go; raises what `pruefe` and `haenge_an` do."""
    return haenge_an(
        vorlage_id,
        pruefe(name, inhalt),
        oeffentlich=oeffentlich,
        begruendung=begruendung,
        wer=wer,
        jetzt=jetzt,
        version=version,
    )


def pruefe(name: str, inhalt: bytes) -> Datei:
    """The file as it would be kept. Raises `EingabeUngueltig` for what is too big, of an unknown kind or dangerous,
    `PruefungUnmoeglich` without a virus scanner that was asked for.

    It takes its time and so belongs before any transaction. The scanner sees the bytes that came, not the picture
    that was painted from them.
    """
    hoechstens = _ablage().anlage_mb
    if len(inhalt) > hoechstens * MB:
        raise _abgelehnt(f"Die Datei ist zu groß. Möglich sind höchstens {hoechstens} MB.")
    datei = nimm_an(name, inhalt)
    if virus := suche_virus(inhalt):
        raise _abgelehnt(
            f"Die Virenprüfung hat in der Datei „{virus}“ gefunden; sie wird nicht angenommen. "
            "Bitte öffnen Sie die Datei nicht mehr und sagen Sie Ihrer IT Bescheid."
        )
    return datei


def haenge_an(
    vorlage_id: str,
    datei: Datei,
    *,
    oeffentlich: bool = False,
    begruendung: str = "",
    wer: Wer,
    jetzt: datetime,
    version: int | None = None,
) -> str:
    """Attach a checked file to a draft; returns its id. `begruendung` is why it is non-public.

    Raises `EingabeUngueltig` if there is no room for it, `ZwischenzeitlichGeaendert` if a `version` was seen that is
    no longer the current one.
    """
    if len(begruendung) > GRUND_HOECHSTENS:
        raise _abgelehnt(f"Die Begründung der Nichtöffentlichkeit hat mehr als {GRUND_HOECHSTENS} Zeichen.")
    with transaction() as sitzung:
        vorlage = _zum_bearbeiten(vorlage_id, wer, version)
        bisherige = sitzung.execute(select(Anlage.name, Anlage.reihe).where(Anlage.vorlage_id == vorlage.id)).all()
        _pruefe_platz(sitzung, vorlage, len(datei.inhalt))
        anlage = Anlage(
            id=neue_id(),
            koerperschaft_id=vorlage.koerperschaft_id,
            vorlage_id=vorlage.id,
            name=eindeutig(datei.name, [name for name, _ in bisherige]),
            typ=datei.art.typ,
            groesse=len(datei.inhalt),
            sha256=hashlib.sha256(datei.inhalt).hexdigest(),
            oeffentlich=oeffentlich,
            begruendung_nichtoeffentlich="" if oeffentlich else begruendung.strip(),
            reihe=max((reihe for _, reihe in bisherige), default=0) + 1,
            inhalt=datei.inhalt,
            hochgeladen=jetzt,
        )
        sitzung.add(anlage)
        verlauf.schreibe(vorlage, "anlage_hinzugefuegt", wer_id=wer.id, jetzt=jetzt, daten=_fuer_verlauf(anlage))
        schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)
        return anlage.id


def entferne(vorlage_id: str, anlage_id: str, *, wer: Wer, jetzt: datetime, version: int | None = None) -> None:
    """Take a file away from a draft; the history keeps its name and sha256. `version` as in `fuege_hinzu`."""
    with transaction() as sitzung:
        vorlage = _zum_bearbeiten(vorlage_id, wer, version)
        anlage = sitzung.scalar(select(Anlage).where(Anlage.id == anlage_id, Anlage.vorlage_id == vorlage.id))
        if anlage is None:
            raise NichtGefunden("Diese Anlage gibt es nicht.")
        verlauf.schreibe(vorlage, "anlage_entfernt", wer_id=wer.id, jetzt=jetzt, daten=_fuer_verlauf(anlage))
        sitzung.delete(anlage)
        schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)


def lies(vorlage_id: str, anlage_id: str, *, wer: Wer) -> Anlage:
    """The attachment with its bytes. Raises `NichtGefunden`, also for a non-public one that is not yours to see.

    Raises `VeroeffentlichungZurueckgenommen` for one that was taken from the public.
    """
    vorlage, einblick = hole(vorlage_id, wer)
    frage = select(Anlage).where(Anlage.id == anlage_id, Anlage.vorlage_id == vorlage.id)
    if einblick is not Einblick.VOLL:
        frage = frage.where(Anlage.oeffentlich)
    anlage = db.session.scalar(frage.options(undefer(Anlage.inhalt)))
    if anlage is None:
        raise NichtGefunden("Diese Anlage gibt es nicht, oder Sie dürfen sie nicht sehen.")
    if not anlage.oeffentlich:
        lesungen.merke(vorlage)
    if anlage.ruecknahme is not None and einblick is not Einblick.VOLL:
        am = datum_text(anlage.ruecknahme.astimezone(BERLIN).date())
        raise VeroeffentlichungZurueckgenommen(
            f"Diese Datei war veröffentlicht. Am {am} wurde die Veröffentlichung zurückgenommen. "
            "Auskunft gibt der Gremiendienst."
        )
    return anlage


def suche_virus(inhalt: bytes) -> str | None:
    """The name of what ClamAV found; None also without a setting, or if a missing answer is to be put up with."""
    ablage = _ablage()
    if ablage.clamav is None:
        return None
    try:
        return Virenpruefung.aus_adresse(ablage.clamav).suche(inhalt)
    except PruefungUnmoeglich:
        if ablage.streng:
            raise
        _log.warning("Die Virenprüfung antwortet nicht; eine Datei wurde ungeprüft angenommen.")
        return None


def _zum_bearbeiten(vorlage_id: str, wer: Wer, version: int | None) -> Vorlage:
    vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
    schritte.pruefe_version(vorlage, version)
    pruefe_bearbeitbar(vorlage, wer)
    return vorlage


def _pruefe_platz(sitzung: Session, vorlage: Vorlage, mehr: int) -> None:
    """How much a paper and a town may keep; what is there already stays, also when a limit is lowered."""
    grenzen = _ablage()
    summe = select(func.count(), func.coalesce(func.sum(Anlage.groesse), 0))
    anzahl, bytes_hier = sitzung.execute(summe.where(Anlage.vorlage_id == vorlage.id)).one()
    if anzahl >= grenzen.je_vorlage:
        raise _abgelehnt(
            f"Eine Vorlage kann höchstens {grenzen.je_vorlage} Anlagen haben. "
            "Bitte fassen Sie Anlagen zusammen oder entfernen Sie welche."
        )
    if bytes_hier + mehr > grenzen.mb_je_vorlage * MB:
        raise _abgelehnt(
            f"Alle Anlagen einer Vorlage dürfen zusammen höchstens {grenzen.mb_je_vorlage} MB haben. "
            "Bitte verkleinern Sie die Datei oder entfernen Sie andere."
        )
    _, bytes_alle = sitzung.execute(summe.where(Anlage.koerperschaft_id == vorlage.koerperschaft_id)).one()
    if bytes_alle + mehr > grenzen.gb_gesamt * 1024 * MB:
        raise _abgelehnt(
            f"Der Speicherplatz Ihrer Kommune für Anlagen ({grenzen.gb_gesamt} GB) ist voll. "
            "Bitte sagen Sie Ihrer IT Bescheid; nichts, was schon gespeichert ist, geht verloren."
        )


def _ablage() -> Ablage:
    """The settings; asked for here and not at the doors, so that no door can forget them."""
    ablage: Ablage = current_app.config["EINSTELLUNGEN"].ablage
    return ablage


def _abgelehnt(satz: str) -> EingabeUngueltig:
    return EingabeUngueltig(satz, {"datei": [satz]})


def _fuer_verlauf(anlage: Anlage) -> dict[str, object]:
    return {
        "anlage": anlage.id,
        "name": anlage.name,
        "sha256": anlage.sha256,
        "groesse": anlage.groesse,
        "oeffentlich": anlage.oeffentlich,
    }

"""Making a token of one's own: whoever has a second factor shows it once more, and a double click makes one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Person, Zugangstoken
from vorlagen.services import versuche, zugangstoken, zweiter_faktor
from vorlagen.services.schluessel import abgeleitet, in_worten, sha256
from vorlagen.services.wer import Umfang, Wer
from vorlagen.services.zugangstoken import LAENGSTE_TAGE, NAMENSLAENGE, VORSILBE

NOCHMAL: Final = timedelta(minutes=1)
"""So long the same form gets the same token: a second click, not a page that somebody finds in the evening."""


def erstelle(
    *,
    name: str,
    umfang: Umfang,
    tage: int,
    wer: Wer,
    jetzt: datetime,
    geheimnis: bytes,
    code: str = "",
    formular: str = "",
) -> str:
    """Make a token of one's own and return it. `formular` is the form's own random word, `code` a fresh second factor.

    Raises `EingabeUngueltig` for no name, too long a life, a wrong code, a form that was sent before; and, after too
    many wrong codes, `AnmeldungGesperrt`.
    """
    name = name.strip()
    _pruefe(name, tage)
    mit_faktor = zweiter_faktor.stand(wer.id).seit is not None
    if mit_faktor:
        versuche.nimm(wer.anmeldename, jetzt=jetzt)
    with transaction() as sitzung:
        sitzung.execute(select(Person.id).where(Person.id == wer.id).with_for_update())
        # Worked out of the form's word, so that the second of two clicks is shown what the first one made.
        wovon = f"{wer.id}/{formular}/{umfang}/{tage}/{name}"
        token = VORSILBE + in_worten(abgeleitet(geheimnis, "zugangstoken", wovon)) if formular else None
        if token is not None and _gibt_es(token, jetzt):
            return token
        if mit_faktor:
            zweiter_faktor.verlange(wer.id, code, geheimnis=geheimnis, jetzt=jetzt)
        token = zugangstoken.stelle_aus(
            wer.id, wer.koerperschaft_id, name=name, umfang=umfang, tage=tage, wer=wer, jetzt=jetzt, token=token
        )
    if mit_faktor:
        versuche.vergiss(wer.anmeldename)
    return token


def _pruefe(name: str, tage: int) -> None:
    felder = {}
    if not name or len(name) > NAMENSLAENGE:
        felder["name"] = [f"Bitte geben Sie dem Token einen Namen mit höchstens {NAMENSLAENGE} Zeichen."]
    if not 1 <= tage <= LAENGSTE_TAGE:
        felder["tage"] = [f"Möglich sind 1 bis {LAENGSTE_TAGE} Tage."]
    if felder:
        raise EingabeUngueltig("Das Token kann so nicht erstellt werden.", felder)


def _gibt_es(token: str, jetzt: datetime) -> bool:
    zeile = db.session.scalar(select(Zugangstoken).where(Zugangstoken.sha256 == sha256(token)))
    if zeile is None:
        return False
    if zeile.widerrufen or jetzt - zeile.erstellt > NOCHMAL:
        satz = "Dieses Token ist schon erstellt und wird nicht noch einmal gezeigt. Bitte erstellen Sie ein neues."
        raise EingabeUngueltig(satz, {"name": [satz]})
    return True

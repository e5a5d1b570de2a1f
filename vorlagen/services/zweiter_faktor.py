"""The second factor of a login: a code from a telephone, or one of ten spare codes. None counts twice."""

from __future__ import annotations

import base64
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, select, update

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtAngemeldet, NichtBerechtigt
from vorlagen.models import Ersatzcode, Koerperschaft, Person, ZweiterFaktor
from vorlagen.services import kontopost, protokoll, totp, versuche
from vorlagen.services.anmeldung import Angemeldet, aus_sitzung
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.schluessel import abgeleitet
from vorlagen.services.tresor import oeffne, verschliesse
from vorlagen.services.wer import Wer

ANZAHL: Final = 10
_ZWECK: Final = "zweiter-faktor"
FALSCH: Final = "Der Code stimmt nicht, ist abgelaufen oder wurde schon benutzt."


@dataclass(frozen=True, slots=True)
class Stand:
    """How it stands with somebody's second factor; `seit` None: not in use."""

    seit: datetime | None
    ersatzcodes: int


def stand(person_id: str) -> Stand:
    """Whether the person has a second factor, and how many spare codes are left."""
    seit = db.session.scalar(select(ZweiterFaktor.seit).where(ZweiterFaktor.person_id == person_id))
    codes = select(func.count()).where(Ersatzcode.person_id == person_id)
    return Stand(seit, (db.session.scalar(codes) or 0) if seit else 0)


def beginne(*, wer: Wer, geheimnis: bytes) -> None:
    """Make a secret for the telephone; it counts once a first code was right. Raises `EingabeUngueltig` if one does."""
    with transaction() as sitzung:
        vorhanden = sitzung.get(ZweiterFaktor, wer.id)
        if vorhanden and vorhanden.seit:
            raise EingabeUngueltig("Ihr zweiter Faktor ist schon eingerichtet.")
        verschluesselt = verschliesse(totp.neues_geheimnis(), geheimnis=geheimnis, zweck=_ZWECK)
        sitzung.merge(ZweiterFaktor(person_id=wer.id, geheimnis=verschluesselt, seit=None, schritt=0))


def begonnenes(*, wer: Wer, geheimnis: bytes) -> str | None:
    """The secret that still waits for its first code; None if there is none, or one that counts already."""
    faktor = db.session.get(ZweiterFaktor, wer.id)
    return _entschluesselt(faktor, geheimnis) if faktor and not faktor.seit else None


def bestaetige(code: str, *, wer: Wer, geheimnis: bytes, jetzt: datetime) -> tuple[str, ...]:
    """Switch it on with a first code; returns the spare codes, to be shown once. Raises `EingabeUngueltig`."""
    versuche.nimm(wer.anmeldename, jetzt=jetzt)
    with transaction() as sitzung:
        faktor = sitzung.get(ZweiterFaktor, wer.id)
        if faktor is None or faktor.seit:
            raise EingabeUngueltig("Bitte beginnen Sie die Einrichtung von vorn.")
        schritt = totp.schritt_von(_entschluesselt(faktor, geheimnis), _rein(code), jetzt=jetzt, nach=0)
        if schritt is None:
            raise EingabeUngueltig(FALSCH, {"code": [FALSCH]})
        faktor.seit, faktor.schritt = jetzt, schritt
        codes = _neue_codes(wer.id, geheimnis)
        _melde(sitzung.get_one(Person, wer.id), an=True, wer=wer, jetzt=jetzt)
    versuche.vergiss(wer.anmeldename)
    return codes


def melde_an(angemeldet: Angemeldet, code: str, *, geheimnis: bytes, jetzt: datetime) -> Angemeldet:
    """The second step of a login. Raises `NichtAngemeldet` (also if the password was changed since the first)."""
    wer = aus_sitzung(angemeldet.wer.id, angemeldet.marke, jetzt=jetzt)[0]
    versuche.nimm(wer.anmeldename, jetzt=jetzt)
    with transaction():
        gilt = _verbraucht(wer.id, code, geheimnis, jetzt)
    if not gilt:
        versuche.schreibe_sperre_auf(wer.anmeldename, jetzt=jetzt)
        raise NichtAngemeldet(FALSCH)
    versuche.vergiss(wer.anmeldename)
    return Angemeldet(*aus_sitzung(wer.id, angemeldet.marke, jetzt=jetzt))


def neue_ersatzcodes(code: str, *, wer: Wer, geheimnis: bytes, jetzt: datetime) -> tuple[str, ...]:
    """Ten new spare codes for a code; the old ones are void. Raises `EingabeUngueltig`."""
    versuche.nimm(wer.anmeldename, jetzt=jetzt)
    with transaction():
        verlange(wer.id, code, geheimnis=geheimnis, jetzt=jetzt)
        codes = _neue_codes(wer.id, geheimnis)
    versuche.vergiss(wer.anmeldename)
    return codes


def schalte_aus(code: str, *, wer: Wer, geheimnis: bytes, jetzt: datetime, betreuung: bool = False) -> None:
    """Switch one's own off with a code. Raises `EingabeUngueltig`, and `NichtBerechtigt` where it is asked for."""
    if verlangt(wer, betreuung=betreuung):
        raise NichtBerechtigt("Für Ihr Konto ist ein zweiter Faktor vorgeschrieben.")
    versuche.nimm(wer.anmeldename, jetzt=jetzt)
    with transaction() as sitzung:
        verlange(wer.id, code, geheimnis=geheimnis, jetzt=jetzt)
        _entferne(sitzung.get_one(Person, wer.id), wer=wer, jetzt=jetzt)
    versuche.vergiss(wer.anmeldename)


def setze_zurueck(person: Person, *, wer: Wer, jetzt: datetime) -> None:
    """Take a loaded person's second factor away inside the running transaction, because their telephone is lost."""
    if stand(person.id).seit is None:
        raise EingabeUngueltig(f"{person.name} hat keinen zweiten Faktor.")
    _entferne(person, wer=wer, jetzt=jetzt)


def verlangt(wer: Wer, *, betreuung: bool = False) -> bool:
    """True if the town asks somebody of these roles for a second factor; `betreuung`: or who keeps the installation."""
    if betreuung and wer.installation:
        return True
    rollen = db.session.get_one(Koerperschaft, wer.koerperschaft_id).rollen_mit_zweitem_faktor
    return any(wer.hat(rolle) for rolle in rollen)


def verlange(person_id: str, code: str, *, geheimnis: bytes, jetzt: datetime) -> None:
    """Spend a code inside the running transaction, before something weighty. Raises `EingabeUngueltig`."""
    if not _verbraucht(person_id, code, geheimnis, jetzt):
        raise EingabeUngueltig(FALSCH, {"code": [FALSCH]})


def _verbraucht(person_id: str, code: str, geheimnis: bytes, jetzt: datetime) -> bool:
    """Spend a code inside the running transaction; of two with the same at the same moment one wins."""
    faktor = db.session.get(ZweiterFaktor, person_id)
    if faktor is None or faktor.seit is None:
        return False
    eingabe = _rein(code)
    if len(eingabe) != totp.STELLEN:
        ersatz = delete(Ersatzcode).where(Ersatzcode.sha256 == _hash(person_id, eingabe, geheimnis))
        return db.session.execute(ersatz.returning(Ersatzcode.id)).first() is not None
    schritt = totp.schritt_von(_entschluesselt(faktor, geheimnis), eingabe, jetzt=jetzt, nach=faktor.schritt)
    if schritt is None:
        return False
    noch_keiner = update(ZweiterFaktor).where(ZweiterFaktor.person_id == person_id, ZweiterFaktor.schritt < schritt)
    return db.session.execute(noch_keiner.values(schritt=schritt).returning(ZweiterFaktor.schritt)).first() is not None


def _entferne(person: Person, *, wer: Wer, jetzt: datetime) -> None:
    for tabelle in (Ersatzcode, ZweiterFaktor):
        db.session.execute(delete(tabelle).where(tabelle.person_id == person.id))
    _melde(person, an=False, wer=wer, jetzt=jetzt)


def _melde(person: Person, *, an: bool, wer: Wer, jetzt: datetime) -> None:
    was = Ereignis.ZWEITER_FAKTOR_AN if an else Ereignis.ZWEITER_FAKTOR_AUS
    gegenstand, stadt = Gegenstand("person", person.id), person.koerperschaft_id
    protokoll.schreibe(was, wer=wer, gegenstand=gegenstand, jetzt=jetzt, koerperschaft_id=stadt)
    kontopost.melde_zweiten_faktor(person, an=an, jetzt=jetzt)


def _neue_codes(person_id: str, geheimnis: bytes) -> tuple[str, ...]:
    """80 random bits each, kept as an HMAC with a key of the installation: a copy of the database is not enough."""
    db.session.execute(delete(Ersatzcode).where(Ersatzcode.person_id == person_id))
    roh = [base64.b32encode(secrets.token_bytes(10)).decode() for _ in range(ANZAHL)]
    db.session.add_all(Ersatzcode(person_id=person_id, sha256=_hash(person_id, eines, geheimnis)) for eines in roh)
    return tuple("-".join(re.findall(".{4}", eines)) for eines in roh)


def _hash(person_id: str, ersatzcode: str, geheimnis: bytes) -> str:
    return abgeleitet(geheimnis, "ersatzcode", f"{person_id}/{ersatzcode}").hex()


def _rein(eingabe: str) -> str:
    return re.sub(r"[\s-]", "", eingabe)[:64].upper()


def _entschluesselt(faktor: ZweiterFaktor, geheimnis: bytes) -> str:
    try:
        return oeffne(faktor.geheimnis, geheimnis=geheimnis, zweck=_ZWECK)
    except ValueError as fehler:
        satz = "Der zweite Faktor stammt von einem anderen Geheimnis der Installation; die Verwaltung setzt ihn zurück."
        raise NichtAngemeldet(satz) from fehler

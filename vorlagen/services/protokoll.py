"""The Protokoll: security events of a town that are not about one paper, for whoever must answer for them.

Rows are only ever added. They are not chained one by one, so that nobody waits for anybody when writing; the daily
signed head covers all of a day's rows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import and_, or_, select, tuple_

from vorlagen.extensions import db
from vorlagen.models import Protokolleintrag
from vorlagen.services import stammdaten
from vorlagen.services.seiten import SEITE, Seite, gebunden, lies_marke, zeit
from vorlagen.services.wer import Wer


class Ereignis(StrEnum):
    """What is written down. The name stays for ever, since it is covered by signed heads."""

    PERSON_ANGELEGT = "person_angelegt"
    PERSON_GEAENDERT = "person_geaendert"
    PERSON_GESPERRT = "person_gesperrt"
    PERSON_ENTSPERRT = "person_entsperrt"
    PERSON_GELOESCHT = "person_geloescht"
    PERSON_EINGELADEN = "person_eingeladen"
    KONTO_VERBUNDEN = "konto_verbunden"
    KONTO_GETRENNT = "konto_getrennt"
    ROLLE_GEGEBEN = "rolle_gegeben"
    ROLLE_GENOMMEN = "rolle_genommen"
    VERTRETUNG_EINGETRAGEN = "vertretung_eingetragen"
    VERTRETUNG_BEENDET = "vertretung_beendet"
    PASSWORT_GEAENDERT = "passwort_geaendert"
    ANMELDUNG_GESPERRT = "anmeldung_gesperrt"
    ANMELDUNGEN_BEENDET = "anmeldungen_beendet"
    ZWEITER_FAKTOR_AN = "zweiter_faktor_an"
    ZWEITER_FAKTOR_AUS = "zweiter_faktor_aus"
    TOKEN_ERSTELLT = "token_erstellt"  # noqa: S105 - an event, no secret
    TOKEN_WIDERRUFEN = "token_widerrufen"  # noqa: S105 - an event, no secret
    VEROEFFENTLICHUNG_ZURUECKGENOMMEN = "veroeffentlichung_zurueckgenommen"
    EINSTELLUNG_GEAENDERT = "einstellung_geaendert"
    VERLAUFSSCHLUESSEL_NEU = "verlaufsschluessel_neu"
    VERLAUF_AUSGEGEBEN = "verlauf_ausgegeben"
    FRISTGEMAESS_GELOESCHT = "fristgemaess_geloescht"
    FRISTREGEL_GEAENDERT = "fristregel_geaendert"
    FRISTREGEL_BESTAETIGT = "fristregel_bestaetigt"
    SCHABLONE_HOCHGELADEN = "schablone_hochgeladen"
    SCHABLONE_FREIGEGEBEN = "schablone_freigegeben"
    SCHABLONE_ZURUECKGENOMMEN = "schablone_zurueckgenommen"

    @property
    def titel(self) -> str:
        """The words for the screen."""
        return _TITEL[self]


_TITEL = {
    Ereignis.PERSON_ANGELEGT: "Person angelegt",
    Ereignis.PERSON_GEAENDERT: "Person geändert",
    Ereignis.PERSON_GESPERRT: "Person gesperrt",
    Ereignis.PERSON_ENTSPERRT: "Person entsperrt",
    Ereignis.PERSON_GELOESCHT: "Angaben zur Person gelöscht",
    Ereignis.PERSON_EINGELADEN: "Person eingeladen",
    Ereignis.KONTO_VERBUNDEN: "Konto mit dem Verzeichnis verbunden",
    Ereignis.KONTO_GETRENNT: "Konto vom Verzeichnis getrennt",
    Ereignis.ROLLE_GEGEBEN: "Rolle gegeben",
    Ereignis.ROLLE_GENOMMEN: "Rolle genommen",
    Ereignis.VERTRETUNG_EINGETRAGEN: "Vertretung eingetragen",
    Ereignis.VERTRETUNG_BEENDET: "Vertretung beendet",
    Ereignis.PASSWORT_GEAENDERT: "Passwort geändert",
    Ereignis.ANMELDUNG_GESPERRT: "Anmeldung nach Fehlversuchen gesperrt",
    Ereignis.ANMELDUNGEN_BEENDET: "Alle Anmeldungen beendet",
    Ereignis.ZWEITER_FAKTOR_AN: "Zweiter Faktor eingeschaltet",
    Ereignis.ZWEITER_FAKTOR_AUS: "Zweiter Faktor ausgeschaltet",
    Ereignis.TOKEN_ERSTELLT: "Zugangstoken erstellt",
    Ereignis.TOKEN_WIDERRUFEN: "Zugangstoken widerrufen",
    Ereignis.VEROEFFENTLICHUNG_ZURUECKGENOMMEN: "Veröffentlichung zurückgenommen",
    Ereignis.EINSTELLUNG_GEAENDERT: "Einstellung geändert",
    Ereignis.VERLAUFSSCHLUESSEL_NEU: "Neuer Schlüssel für Tagesköpfe",
    Ereignis.VERLAUF_AUSGEGEBEN: "Verlauf der Körperschaft ausgegeben",
    Ereignis.FRISTGEMAESS_GELOESCHT: "Nach Löschfrist gelöscht",
    Ereignis.FRISTREGEL_GEAENDERT: "Fristregel geändert",
    Ereignis.FRISTREGEL_BESTAETIGT: "Fristregel bestätigt",
    Ereignis.SCHABLONE_HOCHGELADEN: "Schablone hochgeladen",
    Ereignis.SCHABLONE_FREIGEGEBEN: "Schablone freigegeben",
    Ereignis.SCHABLONE_ZURUECKGENOMMEN: "Schablone zurückgenommen",
}


class Gegenstand(NamedTuple):
    """Whom or what an event concerns: `art` is person, vorlage, amt, gremium …"""

    art: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the list is narrowed to; `person_id` stands on either side of an event, `ab` and `bis` are instants."""

    was: str | None = None
    person_id: str | None = None
    ab: datetime | None = None
    bis: datetime | None = None


Wert = str | int | bool | None


def schreibe(
    was: Ereignis,
    *,
    wer: Wer | None,
    gegenstand: Gegenstand | None = None,
    daten: Mapping[str, Wert] | None = None,
    jetzt: datetime,
    koerperschaft_id: str | None = None,
) -> None:
    """Write an event down inside the running transaction.

    `wer` None is the machine itself (or somebody who is not logged in); `koerperschaft_id` is then needed, and else
    the person's own. `daten` are ids, names of roles and numbers: no names of people, no titles, nothing that was
    typed at a login.
    """
    stadt = koerperschaft_id or (wer.koerperschaft_id if wer else None)
    if stadt is None:
        raise ValueError("an event without anybody needs the id of its Koerperschaft")
    db.session.add(
        Protokolleintrag(
            koerperschaft_id=stadt,
            zeit=jetzt,
            was=was,
            wer_id=(wer.id or None) if wer else None,
            gegenstand_art=gegenstand.art if gegenstand else None,
            gegenstand_id=gegenstand.id if gegenstand else None,
            daten=json.dumps(daten or {}, sort_keys=True, ensure_ascii=False, separators=(",", ":")),
        )
    )


def liste(wer: Wer, filter_: Filter, *, nach: str | None = None, anzahl: int = SEITE) -> Seite[Protokolleintrag]:
    """The events of the person's own town, latest first. Raises `NichtBerechtigt`, `EingabeUngueltig`."""
    stammdaten.pruefe_verwaltung(wer)
    frage = select(Protokolleintrag).where(Protokolleintrag.koerperschaft_id == wer.koerperschaft_id)
    if filter_.was:
        frage = frage.where(Protokolleintrag.was == filter_.was)
    if filter_.person_id:
        betroffen = and_(
            Protokolleintrag.gegenstand_art == "person", Protokolleintrag.gegenstand_id == filter_.person_id
        )
        frage = frage.where(or_(Protokolleintrag.wer_id == filter_.person_id, betroffen))
    if filter_.ab:
        frage = frage.where(Protokolleintrag.zeit >= filter_.ab)
    if filter_.bis:
        frage = frage.where(Protokolleintrag.zeit < filter_.bis)
    stelle = tuple_(Protokolleintrag.zeit, Protokolleintrag.id)
    if nach:
        frage = frage.where(stelle < tuple_(*lies_marke(nach, zeit)))
    ordnung = (Protokolleintrag.zeit.desc(), Protokolleintrag.id.desc())
    zeilen: Sequence[Protokolleintrag] = db.session.scalars(frage.order_by(*ordnung).limit(anzahl + 1)).all()
    return gebunden(zeilen, anzahl, lambda eintrag: (eintrag.zeit, eintrag.id))

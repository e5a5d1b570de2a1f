"""Mails about somebody's own account. They never hold a password, and of a link's key not even the outbox knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any, Final

from vorlagen.extensions import neue_id
from vorlagen.kalender import BERLIN
from vorlagen.models import Person
from vorlagen.services.post import ADRESSE, lege_in_ausgang

PFAD: Final = "/passwort/"
LINK: Final = "einmallink"
"""The entry in a mail with the id of the link whose key the sender puts behind the path."""
_NICHT_SIE: Final = "Waren Sie das nicht? Dann wenden Sie sich bitte gleich an die Verwaltung des Systems."


def schicke_link(person: Person, link_id: str, *, einladung: bool, bis: datetime, jetzt: datetime) -> None:
    """The mail with a one-time link, inside the running transaction; without a mail address none."""
    ende = f"Der Link gilt bis {bis.astimezone(BERLIN):%d.%m.%Y, %H:%M} Uhr und nur einmal."
    if einladung:
        betreff, verweis = "Ihr Zugang zu Vorlagen", "Passwort festlegen"
        absaetze = [f"für Sie ist ein Konto eingerichtet. Ihr Anmeldename ist {person.anmeldename}.", ende]
    else:
        betreff, verweis = "Neues Passwort für Vorlagen", "Neues Passwort festlegen"
        unnoetig = "Haben Sie es nicht angefordert, ist nichts zu tun: Ihr bisheriges Passwort gilt weiter."
        absaetze = ["für Ihr Konto wurde ein neues Passwort angefordert.", ende, unnoetig]
    inhalt = _inhalt(person, betreff, absaetze, verweis, PFAD)
    _lege_hin(person, f"konto-{link_id}", {**inhalt, LINK: link_id}, jetzt)


def melde_neues_passwort(person: Person, *, jetzt: datetime) -> None:
    """Tell a person that their password is another, inside the running transaction."""
    satz = "Ihr Passwort wurde geändert. Alle früheren Anmeldungen sind beendet."
    _melde(person, "Ihr Passwort wurde geändert", [satz, _NICHT_SIE], jetzt)


def melde_neue_mail(person: Person, *, jetzt: datetime) -> None:
    """Tell a person that their mail address becomes another, at the one that they still have, before it does."""
    satz = "In Ihrem Konto wurde die Mailadresse geändert. Alles Weitere geht an die neue, auch Links für ein Passwort."
    _melde(person, "Ihre Mailadresse wurde geändert", [satz, _NICHT_SIE], jetzt)


def melde_zweiten_faktor(person: Person, *, an: bool, jetzt: datetime) -> None:
    """Tell a person that their second factor was switched on or off, inside the running transaction."""
    wort = "eingeschaltet" if an else "ausgeschaltet"
    satz = f"Der zweite Faktor Ihrer Anmeldung wurde {wort}."
    _melde(person, f"Der zweite Faktor wurde {wort}", [satz, _NICHT_SIE], jetzt)


def _melde(person: Person, betreff: str, absaetze: Sequence[str], jetzt: datetime) -> None:
    inhalt = _inhalt(person, betreff, absaetze, "Mein Konto öffnen", "/konto")
    _lege_hin(person, f"konto-{neue_id()}", inhalt, jetzt)


def _lege_hin(person: Person, schluessel: str, inhalt: dict[str, Any], jetzt: datetime) -> None:
    if person.mail:
        lege_in_ausgang(schluessel=schluessel, person=person, vorlage=None, inhalt=inhalt, jetzt=jetzt)


def _inhalt(person: Person, betreff: str, absaetze: Sequence[str], verweis: str, pfad: str) -> dict[str, Any]:
    alle = [f"Guten Tag {person.name},", *absaetze]
    fuss = "Sie erhalten diese automatisch erstellte Nachricht, weil sie Ihr Konto betrifft."
    text = "\n\n".join([*alle, f"{verweis}: {ADRESSE}", fuss]) + "\n"
    rumpf = "\n".join(f"<p>{escape(absatz)}</p>" for absatz in alle)
    return {
        "betreff": betreff,
        "text": text,
        "html": (
            f'<!doctype html>\n<html lang="de">\n<head><meta charset="utf-8"><title>{escape(betreff)}</title></head>\n'
            f'<body>\n{rumpf}\n<p><a href="{ADRESSE}">{verweis}</a></p>\n<p>{fuss}</p>\n</body>\n</html>\n'
        ),
        "pfad": pfad,
    }

"""The demo's accounts, whose password everybody knows: they must not be served as if they were real ones."""

from __future__ import annotations

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.fehler import EinstellungUngueltig
from vorlagen.models import Koerperschaft, Person
from vorlagen.services.anmeldung import DEMO_PASSWORT
from vorlagen.services.demo import FERTIG
from vorlagen.services.passworthash import stimmt


def pruefe() -> None:
    """Refuse to serve a demo as a real house. Raises `EinstellungUngueltig` with the names that are still open.

    Only towns that the demo has made are looked at; elsewhere nobody gets its password past the rule for passwords.
    """
    staedte = [stadt.id for stadt in db.session.scalars(select(Koerperschaft)) if FERTIG in stadt.einstellungen]
    frage = select(Person.anmeldename, Person.passwort).where(Person.koerperschaft_id.in_(staedte), Person.aktiv)
    konten = db.session.execute(frage.where(Person.passwort.is_not(None)).order_by(Person.anmeldename)).all()
    offen = [konto.anmeldename for konto in konten if stimmt(konto.passwort, DEMO_PASSWORT)]
    if offen:
        raise EinstellungUngueltig(
            f"Diese Daten sind mit `vorlagen demo` entstanden, und das Passwort von {', '.join(offen)} kennt jeder. "
            "Zum Ansehen: `vorlagen demo`. Sonst geben Sie jedem dieser Konten mit `vorlagen person passwort` ein "
            "eigenes, oder sperren Sie es mit `vorlagen person sperre`."
        )

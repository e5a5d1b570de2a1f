"""A run from the first page to the report."""

from __future__ import annotations

from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.fehler import AbrufGescheitert, AdresseVerweigert, ZwischenzeitlichGeaendert
from vorlagen.ris import Befund
from vorlagen.services.einfuhr import anstoss
from vorlagen.services.einfuhr.bericht import Bericht
from vorlagen.services.einfuhr.laeufer import Laeufer, Werkzeug


def fuehre_aus(einfuhr_id: str, werkzeug: Werkzeug) -> Bericht:
    """Run it, or go on with the page on which it stopped; whoever had it before lets go of it.

    Raises `ZwischenzeitlichGeaendert` if it was taken over or cancelled, `Unterbrochen` if it is to stop for now.
    """
    lauf = Laeufer.ergreife(einfuhr_id, werkzeug)
    try:
        koerper = lauf.koerper()
    except (AbrufGescheitert, AdresseVerweigert) as fehler:
        lauf.server.befunde.merke(Befund.ABRUF, f"{lauf.zeile().quelle}: {fehler.satz}")
        return lauf.beende()
    lauf.lies_listen(koerper)
    if lauf.mit_dateien:
        lauf.hole_dateien()
    lauf.gleiche_ab()
    return lauf.beende()


def arbeite_ab(werkzeug: Werkzeug) -> int:
    """Carry out what people asked for on a page; the clock's work. Returns how many runs came to an end."""
    fertig = 0
    for einfuhr_id in anstoss.wartende(jetzt=werkzeug.uhrzeit()):
        try:
            fuehre_aus(einfuhr_id, werkzeug)
            fertig += 1
        except anstoss.Unterbrochen:
            break
        except ZwischenzeitlichGeaendert:  # cancelled, or in other hands
            db.session.rollback()
        finally:
            sicht_oeffnen(ALLE)
    return fertig

"""The mail that carries a daily head out of the house, to somebody who keeps it where nobody here can change it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from typing import Any, Final

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, VersandGescheitert
from vorlagen.kalender import datum_text
from vorlagen.mail import adresse
from vorlagen.models import Koerperschaft
from vorlagen.services import post, protokoll
from vorlagen.services.post import ADRESSE
from vorlagen.services.protokoll import Ereignis
from vorlagen.siegel import Kopf

EINSTELLUNG: Final = "tageskopf_an"
HOECHSTENS: Final = 20


def empfaenger(koerperschaft_id: str) -> Sequence[str]:
    """The addresses to which a town's heads go."""
    stadt = db.session.get_one(Koerperschaft, koerperschaft_id)
    return tuple(stadt.einstellungen.get(EINSTELLUNG, ()))


def setze_empfaenger(koerperschaft_id: str, adressen: Sequence[str], *, jetzt: datetime) -> None:
    """Say where a town's heads go from now on; nobody turns it off. Raises `EingabeUngueltig`."""
    neue = tuple(dict.fromkeys(_geprueft(eine) for eine in adressen))
    if len(neue) > HOECHSTENS:
        raise EingabeUngueltig(f"Bitte nennen Sie höchstens {HOECHSTENS} Adressen.")
    with transaction() as sitzung:
        stadt = sitzung.get_one(Koerperschaft, koerperschaft_id, with_for_update={"key_share": True})
        stadt.einstellungen = {**stadt.einstellungen, EINSTELLUNG: list(neue)}
        protokoll.schreibe(
            Ereignis.EINSTELLUNG_GEAENDERT,
            wer=None,
            daten={"einstellung": EINSTELLUNG, "anzahl": len(neue)},
            jetzt=jetzt,
            koerperschaft_id=koerperschaft_id,
        )


def melde(kopf: Kopf, *, jetzt: datetime) -> None:
    """Put the head into the outbox for everybody who is to keep it, inside the running transaction.

    A second head of a day, which only comes about if somebody has removed the first, goes out as well.
    """
    adressen = empfaenger(kopf.koerperschaft)
    if adressen:
        stadt = db.session.get_one(Koerperschaft, kopf.koerperschaft)
        post.lege_fuer_adressen(
            adressen,
            koerperschaft_id=stadt.id,
            schluessel=f"tageskopf/{stadt.id}/{kopf.tag}/{kopf.hash[:16]}",
            inhalt=_mail(kopf, stadt.name),
            jetzt=jetzt,
        )


def gruppen(hex_: str) -> str:
    """A hash as people compare it: groups of four."""
    return " ".join(hex_[stelle : stelle + 4] for stelle in range(0, len(hex_), 4))


def _geprueft(text: str) -> str:
    try:
        return adresse(text)
    except VersandGescheitert as fehler:
        raise EingabeUngueltig(fehler.satz) from fehler


def _mail(kopf: Kopf, stadt: str) -> dict[str, Any]:
    tag = datum_text(date.fromisoformat(kopf.tag))
    absaetze = [
        "Guten Tag,",
        f"dies ist der Tageskopf vom {tag} für {stadt}: eine unterschriebene Prüfsumme über den Verlauf aller Vorlagen "
        "und das Protokoll. Bitte bewahren Sie diese Nachricht auf. An ihr lässt sich später zeigen, dass seither "
        "nichts geändert, entfernt oder eingefügt wurde.",
        f"Prüfsumme: {gruppen(kopf.hash)}",
        f"Nummer: {kopf.nr}, Vorlagen: {kopf.vorlagen}, neue Einträge im Protokoll: {kopf.protokoll}",
        f"Öffentlicher Schlüssel: {gruppen(kopf.schluessel)}",
        f"Unterschrift: {gruppen(kopf.signatur)}",
    ]
    html = "".join(f"<p>{escape(absatz)}</p>" for absatz in absaetze)
    verweis = "Tagesköpfe ansehen"
    return {
        "betreff": f"Tageskopf vom {tag}: {stadt}",
        "text": "\n\n".join([*absaetze, f"{verweis}: {ADRESSE}"]) + "\n",
        "html": f'<!doctype html>\n<html lang="de">\n<head><meta charset="utf-8"><title>Tageskopf</title></head>\n'
        f'<body>\n{html}\n<p><a href="{ADRESSE}">{verweis}</a></p>\n</body>\n</html>\n',
        "pfad": "/verwaltung/verlauf",
    }

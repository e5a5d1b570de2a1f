"""How a mail leaves the outbox: never lost, never a silent duplicate, however many clocks send and whenever one dies.

1. *Claim.* One due mail is ours for a while; whoever comes later skips it.
2. *Talk.* The server gets everything but the final dot. No transaction is open meanwhile.
3. *Fence.* `phase = 'punkt'` is committed if the mail is still ours. Only then the dot is set; otherwise we hang up.
4. *Write down.* Sent, refused for good, or due again later.

A process that dies before 3 has sent nothing. One that dies after 3 leaves a row that says so: it is in doubt, and
goes out again with the same Message-ID (exactly once over SMTP is impossible, RFC 1047).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from html import escape
from secrets import SystemRandom
from typing import Final

from vorlagen.config import Einstellungen
from vorlagen.fehler import VersandGescheitert, VersandUngewiss
from vorlagen.mail import Nachricht, Postweg, message_id, sende
from vorlagen.services import einmallinks, kontopost, vergabe
from vorlagen.services.post import ADRESSE, Zustand
from vorlagen.services.vergabe import Griff

ERSTE_PAUSE: Final = timedelta(seconds=30)
LAENGSTE_PAUSE: Final = timedelta(hours=1)
_zufall: Final = SystemRandom()


@dataclass(frozen=True, slots=True, kw_only=True)
class Versand:
    """What a clock needs to know to send mail. `geheimnis` makes Message-IDs, which end in `domain`."""

    postweg: Postweg
    absender: str
    basis_url: str
    geheimnis: bytes = field(repr=False)
    domain: str

    @classmethod
    def aus(cls, einstellungen: Einstellungen) -> Versand | None:
        """As the settings say; None: mails stay in the outbox."""
        if einstellungen.smtp_url is None:
            return None
        return cls(
            postweg=Postweg.aus_url(einstellungen.smtp_url),
            absender=einstellungen.absender,
            basis_url=einstellungen.base_url,
            geheimnis=einstellungen.secret_key.encode(),
            domain=einstellungen.absender.rpartition("@")[2],
        )

    @property
    def dauer(self) -> timedelta:
        """How long a clock may keep a mail to itself: a whole conversation in which each answer comes last minute."""
        return timedelta(seconds=15 * self.postweg.frist)


class Ausgegangen(StrEnum):
    """How an attempt ended. `VERLOREN`: the mail was no longer ours, or nobody wants it any more."""

    GESENDET = "gesendet"
    AUFGESCHOBEN = "aufgeschoben"
    UNGEWISS = "ungewiss"
    GESCHEITERT = "gescheitert"
    VERLOREN = "verloren"


def verschicke_naechste(versand: Versand, *, jetzt: datetime) -> Ausgegangen | None:
    """Try the mail that has been due longest once, and say how that ended; None if nothing is due at `jetzt`."""
    griff = vergabe.nimm(dauer=versand.dauer, jetzt=jetzt)
    if griff is None:
        return None
    nachricht = _nachricht(griff, versand)
    try:
        sende(
            versand.postweg,
            nachricht,
            vor_dem_punkt=lambda: vergabe.darf_den_punkt_setzen(
                griff, message_id=nachricht.message_id, dauer=versand.dauer
            ),
        )
    except VersandUngewiss as ungewiss:
        return _noch_einmal(griff, ungewiss.satz, Ausgegangen.UNGEWISS, jetzt)
    except VersandGescheitert as gescheitert:
        if gescheitert.endgueltig:
            return _gib_auf(griff, gescheitert.satz)
        return _noch_einmal(griff, gescheitert.satz, Ausgegangen.AUFGESCHOBEN, jetzt)
    unsere = vergabe.schreibe_auf(griff, zustand=Zustand.GESENDET, gesendet=jetzt, fehler=None)
    return Ausgegangen.GESENDET if unsere else Ausgegangen.VERLOREN


def hole_zurueck(versand: Versand, *, jetzt: datetime) -> int:
    """Free the mails that clocks took and never gave back; returns how many."""
    return vergabe.hole_zurueck(dauer=versand.dauer, jetzt=jetzt)


def _noch_einmal(griff: Griff, satz: str, ausgang: Ausgegangen, jetzt: datetime) -> Ausgegangen:
    """Later: after half a minute, and each time about twice as long, unless it was tried often enough."""
    zweifel = {"zweifel": True} if ausgang is Ausgegangen.UNGEWISS else {}
    if griff.versuche >= vergabe.HOECHSTENS_VERSUCHE:
        return _gib_auf(griff, satz, **zweifel)
    pause = min(ERSTE_PAUSE * 2 ** (griff.versuche - 1), LAENGSTE_PAUSE) * _zufall.uniform(0.5, 1)
    unsere = vergabe.schreibe_auf(
        griff, zustand=Zustand.BEREIT, naechster_versuch=jetzt + pause, fehler=satz, **zweifel
    )
    return ausgang if unsere else Ausgegangen.VERLOREN


def _gib_auf(griff: Griff, satz: str, **werte: bool) -> Ausgegangen:
    unsere = vergabe.schreibe_auf(griff, zustand=Zustand.GESCHEITERT, fehler=satz, **werte)
    return Ausgegangen.GESCHEITERT if unsere else Ausgegangen.VERLOREN


def _nachricht(griff: Griff, versand: Versand) -> Nachricht:
    """The same for every attempt; `References` name the first mail about the paper, so that programs gather them."""
    eigene = _kennung(griff.message_id, griff.schluessel, versand)
    erste = griff.erster_schluessel and _kennung(griff.erste_message_id, griff.erster_schluessel, versand)
    adresse = (griff.adresse or versand.basis_url) + griff.inhalt["pfad"]
    if link_id := griff.inhalt.get(kontopost.LINK):
        adresse += einmallinks.schluessel_von(link_id, versand.geheimnis)
    return Nachricht(
        an=griff.an,
        von=griff.absender or versand.absender,
        betreff=griff.inhalt["betreff"],
        text=griff.inhalt["text"].replace(ADRESSE, adresse),
        html=griff.inhalt["html"].replace(ADRESSE, escape(adresse)),
        message_id=eigene,
        references=(erste,) if erste and erste != eigene else (),
        list_id=f"frist.{versand.domain}",
        datum=griff.erstellt,
    )


def _kennung(bisherige: str | None, schluessel: str, versand: Versand) -> str:
    """What stood at a dot once stays; until then it follows from the key, also after a restore."""
    return bisherige or message_id(versand.geheimnis, schluessel, versand.domain)

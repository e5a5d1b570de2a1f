"""What is in a mail.

Headers are written out by hand as plain ASCII: the folding of `email.policy` makes encoded words of long
References and List-Unsubscribe, where no mail program reads them, and older Pythons let line breaks through.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import Final

from vorlagen.fehler import VersandGescheitert

_POLICY: Final = SMTP.clone(cte_type="7bit", refold_source="none")
_ADRESSE: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", re.ASCII)
# Controls (but tab and line feed), the line breaks of other alphabets, lone halves of surrogate pairs.
_OHNE_BILD: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Nachricht:
    """One mail to one person. `an`, `von`, `reply_to`: an address, or `Name <address>`.

    `datum`: aware, of the first attempt, so that a retry is the same mail. `references`: oldest first.
    `abstellbar_url`: on digests and courtesy mails only; nobody unsubscribes from a legal deadline.
    `kalender`: an iCalendar text of a session. `list_id`: as `frist.vorlagen.lindenstadt.example`.
    """

    an: str
    von: str
    betreff: str
    text: str
    message_id: str
    datum: datetime
    html: str | None = None
    references: tuple[str, ...] = ()
    reply_to: str | None = None
    list_id: str | None = None
    abstellbar_url: str | None = None
    kalender: str | None = None


def message_id(geheimnis: bytes, schluessel: str, domain: str) -> str:
    """The same for all attempts of a key, and not to be guessed; mail servers drop second copies by it."""
    return f"<{hmac.new(geheimnis, schluessel.encode(), sha256).hexdigest()[:32]}@{domain}>"


def baue(nachricht: Nachricht) -> EmailMessage:
    """The same bytes for the same Nachricht. Raises `VersandGescheitert` for good if an address is none."""
    mail = EmailMessage(policy=_POLICY)
    for name, wert in _kopf(nachricht):
        mail.set_raw(name, wert)
    mail.set_content(_koerper(nachricht.text))
    if nachricht.html is not None:
        mail.add_alternative(_koerper(nachricht.html), subtype="html")
    if nachricht.kalender is not None:
        art = re.search(r"^METHOD:([A-Z]+)", nachricht.kalender, re.MULTILINE)
        params = {"method": art[1] if art else "PUBLISH"}
        mail.add_alternative(_koerper(nachricht.kalender), subtype="calendar", params=params)
    if mail.is_multipart():
        # Neither base64 nor quoted-printable can contain "=_".
        mail.set_boundary(f"=_{sha256(nachricht.message_id.encode()).hexdigest()[:32]}")
    return mail


def adresse(text: str) -> str:
    """The bare address of `Name <address>`; `VersandGescheitert` for good unless there is exactly one."""
    return _zerlegt(text)[1]


def _kopf(nachricht: Nachricht) -> Iterator[tuple[str, str]]:
    yield "Date", format_datetime(nachricht.datum)
    yield "From", _anschrift(nachricht.von, "From")
    yield "To", _anschrift(nachricht.an, "To")
    if nachricht.reply_to is not None:
        yield "Reply-To", _anschrift(nachricht.reply_to, "Reply-To")
    yield "Subject", _worte(nachricht.betreff, "Subject")
    yield "Message-ID", _kennung(nachricht.message_id)
    if nachricht.references:
        yield "In-Reply-To", _kennung(nachricht.references[-1])
        yield "References", "\r\n ".join(_kennung(kennung) for kennung in nachricht.references)
    yield "Auto-Submitted", "auto-generated"
    # Not "All" nor "NDR": they would suppress the bounces that we need (MS-OXCMAIL 2.1.3.2.20).
    yield "X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"
    if nachricht.list_id is not None:
        yield "List-ID", f"<{_kennung(nachricht.list_id)}>"
    if nachricht.abstellbar_url is not None:
        yield "List-Unsubscribe", f"<{_kennung(nachricht.abstellbar_url)}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _anschrift(text: str, kopf: str) -> str:
    name, nackt = _zerlegt(text)
    if not name:
        return nackt
    if name.isascii() and len(name) <= 60 and "=?" not in name:
        name = '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    else:
        name = Header(name, "utf-8", header_name=kopf).encode(linesep="\r\n")
    return f"{name}\r\n <{nackt}>"


def _zerlegt(text: str) -> tuple[str, str]:
    sauber = _sauber(text)
    name, spitz, rest = sauber.rpartition("<")
    nackt = rest.removesuffix(">") if spitz else sauber
    if (spitz and not rest.endswith(">")) or _ADRESSE.fullmatch(nackt) is None:
        raise VersandGescheitert(f"„{sauber}“ ist keine E-Mail-Adresse, an die wir senden können.", endgueltig=True)
    zitat = re.fullmatch(r'"(.*)"', name.strip())
    return (re.sub(r"\\(.)", r"\1", zitat[1]) if zitat else name.strip()), nackt


def _worte(text: str, kopf: str) -> str:
    sauber = _sauber(text)
    if sauber.isascii() and len(sauber) <= 60 and "=?" not in sauber:
        return sauber
    return Header(sauber, "utf-8", header_name=kopf).encode(linesep="\r\n")


def _sauber(text: str) -> str:
    """One line: whatever could end it becomes a space."""
    return " ".join(_OHNE_BILD.sub(" ", text).split())


def _kennung(text: str) -> str:
    return re.sub(r"[^!-~]", "", text)


def _koerper(text: str) -> str:
    return _OHNE_BILD.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))

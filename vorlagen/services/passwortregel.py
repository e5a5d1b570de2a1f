"""Which passwords will do: long, and not made of words that everybody would try first.

No rules about digits and signs and no expiry (NIST SP 800-63B-4 § 3.1.1, ASVS 5.0 V6.2): they make passwords worse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from zxcvbn import zxcvbn

from vorlagen.fehler import EingabeUngueltig

MINDESTENS: Final = 12
HOECHSTENS: Final = 256
FELD: Final = "passwort_neu"
_UEBRIG: Final = 8
"""So much has to be left once the known words are taken out."""
_VERSCHIEDEN: Final = 5
_KUERZESTES_WORT: Final = 3
_ZU_WENIGE_VERSUCHE: Final = 10**10
"""Guesses that are not enough even for somebody who has stolen the database: argon2 makes them slow, not dear."""
_GELESEN: Final = 72
"""So many characters are looked at; the time for it grows with the square, and more only add to the guesses."""

_LISTE: Final = """
0000 1111 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 9876543210 987654321 87654321 654321 4321
123123 112233 147258369 1q2w3e4r5t 1q2w3e4r 1qaz2wsx abcdefgh abcdef abc123 abcd1234 admin administrator amtsblatt asdf
asdfg asdfgh asdfghjkl baseball berlin bitte changeme computer dragon football fussball geheim geheimnis hallo herzlich
iloveyou kennwort letmein liebe login master mausi monkey montag muenchen münchen passw0rd passwd password passwort
princess qwer qwert qwerty qwertyuiop qwertz qwertzuiop qwertzuiopü rathaus ratsinfo schalke schatz secret shadow
sitzung sommer sonne sonnenschein stadt starwars start sunshine superman test testtest user vorlage welcome willkommen
winter yxcvbnm zxcvbnm
"""
_BELIEBT: Final = frozenset(_LISTE.split())
"""Leaders of the published lists of broken passwords, German keyboards, and what lies near at hand in a town hall."""


def pruefe(passwort: str, *, eigenes: Iterable[str]) -> None:
    """Refuse a password that is too easy to guess; `eigenes` is the person's name, login, mail and town.

    Raises `EingabeUngueltig` with a sentence on the field `passwort_neu`.
    """
    if klage := _klage(passwort, eigenes):
        raise EingabeUngueltig(klage, {FELD: [klage]})


def _klage(passwort: str, eigenes: Iterable[str]) -> str:
    if len(passwort) < MINDESTENS:
        return f"Das Passwort ist zu kurz: mindestens {MINDESTENS} Zeichen. Ein kurzer Satz ist leicht zu merken."
    if len(passwort) > HOECHSTENS:
        return f"Das Passwort ist zu lang: höchstens {HOECHSTENS} Zeichen."
    klein = passwort.casefold()
    if len(set(klein)) < _VERSCHIEDEN:
        return "Das Passwort besteht fast nur aus gleichen Zeichen. Bitte wählen Sie ein anderes."
    if _ohne(klein, _woerter(eigenes)):
        return "Das Passwort besteht fast nur aus Ihrem Namen oder dem Ihrer Stadt. Bitte wählen Sie ein anderes."
    if _ohne(klein, _BELIEBT | _woerter(eigenes)):
        return "Das Passwort besteht fast nur aus Wörtern, die jeder zuerst versucht. Bitte wählen Sie ein anderes."
    # The library brings the 30,000 most frequent of the passwords that became known, and asks nobody.
    if zxcvbn(passwort[:_GELESEN])["guesses"] < _ZU_WENIGE_VERSUCHE:
        return (
            "Dieses Passwort ist bekannt geworden oder einem bekannt gewordenen zu ähnlich. Bitte wählen Sie ein "
            "anderes; mehrere Wörter, die nichts miteinander zu tun haben, sind gut."
        )
    return ""


def _woerter(eigenes: Iterable[str]) -> frozenset[str]:
    teile = (teil for angabe in eigenes for teil in re.split(r"[\W_\d]+", angabe.casefold()))
    return frozenset(teil for teil in teile if len(teil) >= _KUERZESTES_WORT)


def _ohne(klein: str, woerter: frozenset[str]) -> bool:
    """True if hardly anything is left without these words."""
    rest = klein
    for wort in sorted(woerter, key=lambda wort: (-len(wort), wort)):
        rest = rest.replace(wort, "")
    return rest != klein and len(rest) < _UEBRIG

"""The daily head: one signed sentence about all chains of a town, chained to the day before."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any, Final

from vorlagen.siegel.baum import kanonisch
from vorlagen.siegel.schluessel import Schluesselbund, stimmt

FORMAT: Final = "vorlagen-tageskopf/1"
_OHNE: Final = frozenset({"hash", "signatur", "uebergabe"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kopf:
    """The head of one day, all values as they are signed: hashes and keys in hex, `erstellt` an instant in UTC.

    `wurzel` is over the ends of the chains of `vorlagen` papers, `protokollwurzel` over the `protokoll` events that
    no earlier head covers. `schluessel` is the public key; when it changes, `uebergabe` is the signature of the one
    before.
    """

    koerperschaft: str
    nr: int
    tag: str
    erstellt: str
    vorlagen: int
    wurzel: str
    protokoll: int
    protokollwurzel: str
    vorher: str
    schluessel: str
    hash: str = ""
    signatur: str = ""
    uebergabe: str | None = None

    def als_json(self) -> dict[str, Any]:
        """The head as it stands in an export."""
        return {"format": FORMAT, **asdict(self)}


def unterschrieben(kopf: Kopf, bund: Schluesselbund, bisheriger: str | None) -> Kopf:
    """The head with its hash, signed by the newest key, and by `bisheriger` too if that was another one."""
    text = _zu_unterschreiben(kopf)
    uebergabe = None
    if bisheriger not in (None, kopf.schluessel):
        uebergabe = bund.unterschreibe(text, bisheriger)
    signatur = bund.unterschreibe(text, kopf.schluessel)
    assert signatur is not None  # noqa: S101 - a head names the newest key of the ring that signs it
    return replace(kopf, hash=sha256(text).hexdigest(), signatur=signatur, uebergabe=uebergabe)


def gueltig(kopf: Kopf, schluessel: str | None = None) -> bool:
    """True if hash and signature fit; with `schluessel`: if that key handed over to the head's own."""
    text = _zu_unterschreiben(kopf)
    if schluessel is not None:
        return kopf.uebergabe is not None and stimmt(schluessel, kopf.uebergabe, text)
    return sha256(text).hexdigest() == kopf.hash and stimmt(kopf.schluessel, kopf.signatur, text)


def _zu_unterschreiben(kopf: Kopf) -> bytes:
    return kanonisch({name: wert for name, wert in kopf.als_json().items() if name not in _OHNE}).encode()

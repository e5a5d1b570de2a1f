"""Who is let in from elsewhere, as frozen facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from typing import Final

Netze = tuple[IPv4Network | IPv6Network, ...]

UMFANG: Final = ("openid", "profile", "email")
"""What we ask a directory for unless told otherwise (scopes)."""


class Erkennen(StrEnum):
    """How an account that exists here is recognised when its person comes from the directory for the first time."""

    NUR_VERBUNDENE = "nur-verbundene"
    MAIL = "mail"
    ANMELDENAME = "anmeldename"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gruppenrolle:
    """Who is in this group of the directory has this role: for an office (number), a body (short name) or the town.

    `koerperschaft` is the town's short name; empty if it holds in whichever town the person belongs to.
    """

    gruppe: str
    rolle: str
    amt: str | None = None
    gremium: str | None = None
    koerperschaft: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Zuordnung:
    """How what a directory says is understood. `angabe_…` are names of claims, dots lead inwards.

    `koerperschaften` maps the value of the town's claim, or without such a claim the mail's domain, to a short name.
    """

    umfang: tuple[str, ...] = UMFANG
    angabe_anmeldename: str = "preferred_username"
    angabe_gruppen: str = "groups"
    angabe_koerperschaft: str = ""
    koerperschaften: Mapping[str, str] = field(default_factory=dict, hash=False)
    gruppen: tuple[Gruppenrolle, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Oidc:
    """The town's directory. Without `client_secret` we are a public client, which PKCE alone protects.

    `acr`: a login counts only if the directory says that it was one of these strengths (empty: whatever it does).
    """

    aussteller: str
    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    name: str = "Verzeichnis der Stadt"
    erkennen: Erkennen = Erkennen.NUR_VERBUNDENE
    anlegen: bool = False
    zuordnung: Zuordnung = field(default_factory=Zuordnung)
    acr: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Einlass:
    """Which ways lead in besides the password, and who may still use one (`passwort_nur_fuer`; empty: everybody).

    `betreuung_…` is about who keeps the installation: whether they need a second factor, whether they come in by these
    ways. `token_verzeichnis_tage`: so long after somebody last came by the directory their tokens work (0: for ever).
    """

    oidc: Oidc | None = None
    kopfzeile: str | None = None
    kopfzeile_von: Netze = ()
    passwort_nur_fuer: frozenset[str] = frozenset()
    betreuung_zweiter_faktor: bool = True
    betreuung_von_anderswo: bool = False
    token_verzeichnis_tage: int = 30

    def mit_passwort(self, anmeldename: str) -> bool:
        """True if this person may log in with a password, or set one."""
        return not self.passwort_nur_fuer or anmeldename.strip().lower() in self.passwort_nur_fuer

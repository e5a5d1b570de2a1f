"""The kinds of objects of OParl 1.1.1, and what the specification says of each of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from vorlagen.kalender import BERLIN
from vorlagen.richtext import reinige

SCHEMA: Final = "https://schema.oparl.org/1.1/"


class Typ(StrEnum):
    """A type; its value stands in addresses."""

    BODY = "body"
    LEGISLATIVE_TERM = "legislativeterm"
    ORGANIZATION = "organization"
    PERSON = "person"
    MEMBERSHIP = "membership"
    MEETING = "meeting"
    AGENDA_ITEM = "agendaitem"
    PAPER = "paper"
    CONSULTATION = "consultation"
    FILE = "file"
    LOCATION = "location"

    @property
    def schema(self) -> str:
        """The value of `type`."""
        return SCHEMA + self.name.title().replace("_", "")


LISTEN: Final[Mapping[str, Typ]] = MappingProxyType(
    {
        "organization": Typ.ORGANIZATION,
        "person": Typ.PERSON,
        "meeting": Typ.MEETING,
        "paper": Typ.PAPER,
        "agendaItem": Typ.AGENDA_ITEM,
        "consultation": Typ.CONSULTATION,
        "file": Typ.FILE,
        "locationList": Typ.LOCATION,
        "legislativeTermList": Typ.LEGISLATIVE_TERM,
        "membership": Typ.MEMBERSHIP,
    }
)
"""The ten lists of a Body: field → what is in it (OParl 1.1, Body)."""

LISTEN_DER_ORGANISATION: Final = (Typ.MEETING, Typ.CONSULTATION)
"""The lists that an Organization has of its own, named like their type."""

NICHT_INTERN: Final[Mapping[Typ, tuple[str, ...]]] = MappingProxyType(
    {
        Typ.AGENDA_ITEM: ("auxiliaryFile",),
        Typ.MEETING: ("auxiliaryFile", "agendaItem"),
        Typ.PAPER: ("auxiliaryFile", "location"),
        Typ.PERSON: ("membership",),
        Typ.BODY: ("legislativeTerm",),
    }
)
"""What `omit_internal` leaves out; a Paper's consultations stay (OParl 1.1, 2-05)."""

VERWEISE: Final = frozenset(
    {
        *("id", "body", "organization", "person", "membership", "meeting", "agendaItem", "paper", "consultation"),
        *("file", "locationList", "legislativeTermList", "onBehalfOf", "subOrganizationOf", "participant"),
        *("relatedPaper", "superordinatedPaper", "subordinatedPaper", "underDirectionOf", "originatorPerson"),
        *("originatorOrganization", "accessUrl", "downloadUrl", "meetings", "papers"),
    }
)
"""Fields whose texts are addresses of ours, put down without the town's base."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objekt:
    """One object as it is to be told. `felder` is what it says wherever it stands, `einzeln` only by itself (the
    references back to what it is embedded in).

    `kinder` are embedded objects, one or several a field. `gast`: it belongs to nobody in particular and stays when
    what embeds it goes. `seit` and `zuletzt` count only while a town is built up for the first time; `organisationen`
    are those in whose own lists it stands.
    """

    typ: Typ
    id: str
    felder: Mapping[str, Any]
    einzeln: Mapping[str, Any] = field(default_factory=dict)
    kinder: Mapping[str, Objekt | tuple[Objekt, ...]] = field(default_factory=dict)
    gast: bool = False
    seit: datetime | None = None
    zuletzt: datetime | None = None
    organisationen: tuple[str, ...] = ()


def verweis(typ: Typ, kennung: str) -> str:
    """The address of an object, without the town's base."""
    return f"{typ}/{kennung}"


def abgeleitet(*teile: str) -> str:
    """An id for what has none of its own here (a place, a parliamentary group): the same for the same parts."""
    return uuid5(NAMESPACE_URL, "urn:vorlagen:oparl:" + "\x1f".join(teile)).hex


def ohne_leeres(felder: Mapping[str, Any]) -> dict[str, Any]:
    """What is empty is left out (OParl 1.1, 3-00); texts lose the blanks around them and what no program can read."""
    gekuerzt = {name: reinige(wert).strip() if isinstance(wert, str) else wert for name, wert in felder.items()}
    return {name: wert for name, wert in gekuerzt.items() if wert not in (None, "", [], (), {})}


def kurz(text: str, laenge: int) -> str:
    """At most so many characters; what is cut off shows as …"""
    text = " ".join(text.split())
    return text if len(text) <= laenge else text[: laenge - 1].rstrip() + "…"


def zeitpunkt(zeit: datetime) -> str:
    """An instant as OParl writes it: local time with offset, whole seconds."""
    return zeit.astimezone(BERLIN).replace(microsecond=0).isoformat()


def volle_sekunde(zeit: datetime) -> datetime:
    """The next whole second: who asked before `zeit` must find what happened then, and asks in whole seconds."""
    return zeit if not zeit.microsecond else zeit.replace(microsecond=0) + timedelta(seconds=1)


def abdruck(inhalt: Mapping[str, Any]) -> str:
    """The sha256 of what an object says."""
    return hashlib.sha256(json.dumps(inhalt, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

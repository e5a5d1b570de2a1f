"""Body, its legislative terms, and who sits where: what a town is, apart from its papers and meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Amt, Gremium, Koerperschaft, Mitgliedschaft
from vorlagen.services.oparl import angaben
from vorlagen.services.oparl.typen import LISTEN, Objekt, Typ, abgeleitet, kurz, verweis, zeitpunkt

FUNKTIONEN: Final = {
    "vorsitz": "Vorsitz",
    "stellvertretung": "Stellvertretender Vorsitz",
    "mitglied": "Mitglied",
    "beratend": "Beratendes Mitglied",
}
"""What a seat is called. Who only attends (guests, administration) holds none and is not told."""

PARLAMENTE: Final = frozenset(
    {"Rat", "Stadtrat", "Gemeinderat", "Kreistag", "Gemeindevertretung", "Stadtvertretung", "Ratsversammlung"}
    | {"Stadtverordnetenversammlung", "Gemeindevertretung", "Bürgerschaft", "Regionsversammlung"}
)
"""First words of the names under which the Länder's laws know the highest organ."""


def stadt(koerperschaft_id: str) -> list[Objekt]:
    """The Body with its terms."""
    zeile = db.session.get_one(Koerperschaft, koerperschaft_id)
    gesagt = angaben.lies(zeile)
    perioden = tuple(
        Objekt(
            typ=Typ.LEGISLATIVE_TERM,
            id=periode.id,
            felder={"name": periode.name, "startDate": _tag(periode.von), "endDate": _tag(periode.bis)},
            einzeln={"body": verweis(Typ.BODY, zeile.id)},
            seit=gesagt.lizenz_seit,
        )
        for periode in sorted(gesagt.wahlperioden, key=lambda p: p.von, reverse=True)
    )
    seit = zeitpunkt(gesagt.lizenz_seit) if gesagt.lizenz_seit else None
    felder = {
        "name": zeile.name,
        "shortName": kurz(zeile.name, 50),
        "classification": gesagt.klasse,
        "license": gesagt.lizenz,
        "licenseValidSince": seit,
        "oparlSince": seit,
        "ags": gesagt.ags,
        "rgs": gesagt.rgs,
        "website": gesagt.webseite,
        "contactName": gesagt.kontakt,
        "contactEmail": gesagt.mail,
        **{name: f"{verweis(Typ.BODY, zeile.id)}/{name.lower()}" for name in LISTEN},
    }
    kinder = {"legislativeTerm": perioden}
    return [Objekt(typ=Typ.BODY, id=zeile.id, felder=felder, kinder=kinder, seit=gesagt.lizenz_seit)]


def besetzung(koerperschaft_id: str) -> list[Objekt]:
    """Every body, every parliamentary group, and everybody who holds a seat, with all their seats."""
    sitze = [sitz for sitz in _sitze(koerperschaft_id) if sitz.funktion in FUNKTIONEN]
    gremien = db.session.scalars(select(Gremium).where(Gremium.koerperschaft_id == koerperschaft_id)).all()
    fraktionen = sorted({sitz.fraktion for sitz in sitze if sitz.fraktion})
    je_gremium: dict[str, list[Mitgliedschaft]] = {}
    je_name: dict[str, list[Mitgliedschaft]] = {}
    for sitz in sitze:
        je_gremium.setdefault(sitz.gremium_id, []).append(sitz)
        je_name.setdefault(sitz.name, []).append(sitz)
    return [
        *(_gremium(gremium, je_gremium.get(gremium.id, ())) for gremium in gremien),
        *(_fraktion(koerperschaft_id, name) for name in fraktionen),
        *(_person(koerperschaft_id, name, eigene) for name, eigene in je_name.items()),
    ]


def amt(amt_id: str) -> Iterator[Objekt]:
    """An office that a public paper has named."""
    zeile = db.session.get(Amt, amt_id)
    if zeile is not None:
        felder = {"name": zeile.name, "shortName": kurz(zeile.nummer, 50), "organizationType": "Verwaltungsbereich"}
        felder |= {"body": verweis(Typ.BODY, zeile.koerperschaft_id), "classification": "Amt"}
        yield Objekt(typ=Typ.ORGANIZATION, id=zeile.id, felder=felder)


def person_id(koerperschaft_id: str, name: str) -> str:
    """Who holds a seat is known by name alone."""
    return abgeleitet(koerperschaft_id, "person", name)


def _sitze(koerperschaft_id: str) -> Sequence[Mitgliedschaft]:
    frage = select(Mitgliedschaft).where(Mitgliedschaft.koerperschaft_id == koerperschaft_id)
    return db.session.scalars(frage.order_by(Mitgliedschaft.gremium_id, Mitgliedschaft.reihe, Mitgliedschaft.id)).all()


def _gremium(gremium: Gremium, sitze: Sequence[Mitgliedschaft]) -> Objekt:
    kennung = verweis(Typ.ORGANIZATION, gremium.id)
    felder = {
        "body": verweis(Typ.BODY, gremium.koerperschaft_id),
        "name": gremium.name,
        "shortName": kurz(gremium.kuerzel, 50),
        "organizationType": "Gremium",
        "classification": _klasse(gremium.name),
        "membership": [verweis(Typ.MEMBERSHIP, sitz.id) for sitz in sitze],
        **{str(typ): f"{kennung}/{typ}" for typ in (Typ.MEETING, Typ.CONSULTATION)},
    }
    return Objekt(typ=Typ.ORGANIZATION, id=gremium.id, felder=felder)


def _klasse(name: str) -> str | None:
    """The highest organ is to be called Parlament (OParl 1.1, Organization); what a name does not say is left out."""
    if name.split(" ")[0] in PARLAMENTE:
        return "Parlament"
    return next((wort for wort in ("Ausschuss", "Beirat") if wort.lower() in name.lower()), None)


def _fraktion(koerperschaft_id: str, name: str) -> Objekt:
    felder = {"name": name, "shortName": kurz(name, 50), "organizationType": "Fraktion", "classification": "Fraktion"}
    felder |= {"body": verweis(Typ.BODY, koerperschaft_id)}
    return Objekt(typ=Typ.ORGANIZATION, id=_fraktion_id(koerperschaft_id, name), felder=felder)


def _fraktion_id(koerperschaft_id: str, name: str) -> str:
    return abgeleitet(koerperschaft_id, "fraktion", name)


def _person(koerperschaft_id: str, name: str, sitze: Sequence[Mitgliedschaft]) -> Objekt:
    kennung = person_id(koerperschaft_id, name)
    return Objekt(
        typ=Typ.PERSON,
        id=kennung,
        felder={"body": verweis(Typ.BODY, koerperschaft_id), "name": name},
        kinder={"membership": tuple(_mitgliedschaft(sitz, kennung) for sitz in sitze)},
    )


def _mitgliedschaft(sitz: Mitgliedschaft, person: str) -> Objekt:
    fraktion = _fraktion_id(sitz.koerperschaft_id, sitz.fraktion) if sitz.fraktion else None
    felder = {
        "organization": verweis(Typ.ORGANIZATION, sitz.gremium_id),
        "role": FUNKTIONEN[sitz.funktion],
        "votingRight": sitz.stimmberechtigt,
        "startDate": _tag(sitz.von),
        "endDate": _tag(sitz.bis),
        "onBehalfOf": verweis(Typ.ORGANIZATION, fraktion) if fraktion else None,
    }
    return Objekt(typ=Typ.MEMBERSHIP, id=sitz.id, felder=felder, einzeln={"person": verweis(Typ.PERSON, person)})


def _tag(tag: date | None) -> str | None:
    return tag.isoformat() if tag else None

"""What a town says of itself as publisher: its licence above all. Without one nothing of it is given out as OParl."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.lizenzen import KURZNAMEN
from vorlagen.models import Koerperschaft
from vorlagen.services import protokoll, stadtangaben, stammdaten
from vorlagen.services.wer import Wer

SCHLUESSEL: Final = "oparl"
"""The entry in the town's settings."""

LAENGEN: Final[Mapping[str, int]] = MappingProxyType(
    {"lizenz": 200, "kontakt": 200, "mail": 254, "webseite": 200, "klasse": 60, "ags": 8, "rgs": 12}
)
_MAIL: Final = re.compile(r"[^@\s<>,;\x00-\x1f]+@[^@\s<>,;\x00-\x1f]+")


class Seiten(StrEnum):
    """Whether everybody may read the town's public pages; unless somebody says otherwise, as OParl is given out."""

    WIE_OPARL = ""
    AN = "an"
    OHNE_SUCHMASCHINEN = "ohne_suchmaschinen"
    AUS = "aus"


@dataclass(frozen=True, slots=True)
class Wahlperiode:
    """A legislative term; `bis` None has not ended. An empty `id` is one that is new."""

    name: str
    von: date
    bis: date | None = None
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Angaben:
    """What the town has said. `klasse` is what kind of a body it is (Stadt, Gemeinde, Kreis …).

    `ags` has eight digits, `rgs` twelve (Destatis). `wie_quelle`: it came from a public OParl server that named no
    licence either, and is given out as it was there.
    """

    lizenz: str = ""
    lizenz_seit: datetime | None = None
    kontakt: str = ""
    mail: str = ""
    webseite: str = ""
    klasse: str = ""
    ags: str = ""
    rgs: str = ""
    wahlperioden: tuple[Wahlperiode, ...] = ()
    wie_quelle: bool = False
    seiten: Seiten = Seiten.WIE_OPARL

    @property
    def hat_seiten(self) -> bool:
        """True if the town has public pages for people."""
        return self.gibt_heraus if self.seiten is Seiten.WIE_OPARL else self.seiten is not Seiten.AUS

    @property
    def gibt_heraus(self) -> bool:
        """True once there is a licence: from then on OParl tells what is public."""
        return bool(self.lizenz) or self.wie_quelle


def lies(stadt: Koerperschaft) -> Angaben:
    """What is kept of this town."""
    return aus_werten(stadt.einstellungen.get(SCHLUESSEL, {}))


def aus_werten(werte: Mapping[str, Any]) -> Angaben:
    """The kept form back to what it means."""
    perioden = (
        Wahlperiode(p["name"], date.fromisoformat(p["von"]), _tag(p["bis"]), p["id"])
        for p in werte.get("wahlperioden", ())
    )
    seit = werte.get("lizenz_seit")
    return Angaben(
        **{name: werte.get(name, "") for name in LAENGEN},
        lizenz_seit=datetime.fromisoformat(seit) if seit else None,
        wahlperioden=tuple(perioden),
        wie_quelle=werte.get("wie_quelle", False),
        seiten=Seiten(werte.get("seiten", "")),
    )


def zeige(wer: Wer) -> tuple[Koerperschaft, Angaben]:
    """The person's town and what it has said. Raises `NichtBerechtigt`."""
    stammdaten.pruefe_verwaltung(wer)
    stadt = db.session.get_one(Koerperschaft, wer.koerperschaft_id)
    return stadt, lies(stadt)


def setze(angaben: Angaben, *, version: int, wer: Wer, jetzt: datetime) -> None:
    """Write it down. Raises `NichtBerechtigt`, `EingabeUngueltig`, `ZwischenzeitlichGeaendert`."""
    stammdaten.pruefe_verwaltung(wer)
    with transaction() as sitzung:
        stadt = stadtangaben.zum_schreiben(sitzung, wer, version)
        if lege_ab(stadt, angaben, jetzt=jetzt):
            stadt.version += 1
            daten = {"angaben": SCHLUESSEL}
            protokoll.schreibe(protokoll.Ereignis.EINSTELLUNG_GEAENDERT, wer=wer, daten=daten, jetzt=jetzt)


def lege_ab(stadt: Koerperschaft, angaben: Angaben, *, jetzt: datetime | None) -> bool:
    """Keep it in the running transaction; True if it says anything new. Raises `EingabeUngueltig`.

    `jetzt` is from when on the licence holds; None if nobody says.
    """
    angaben = replace(angaben, lizenz=KURZNAMEN.get(angaben.lizenz.lower(), angaben.lizenz))
    if maengel := dict(pruefe(angaben)):
        raise EingabeUngueltig("Die Angaben sind so nicht brauchbar.", maengel)
    bisher = lies(stadt)
    seit = bisher.lizenz_seit if bisher.lizenz == angaben.lizenz else jetzt
    alte = {(p.name, p.von): p.id for p in bisher.wahlperioden}
    werte = {
        **{name: getattr(angaben, name) for name in LAENGEN},
        "lizenz_seit": seit.isoformat() if seit and angaben.lizenz else None,
        "wie_quelle": angaben.wie_quelle,
        "seiten": angaben.seiten.value,
        "wahlperioden": [
            {**asdict(p), "von": p.von.isoformat(), "bis": p.bis.isoformat() if p.bis else None}
            | {"id": p.id or alte.get((p.name, p.von)) or neue_id()}
            for p in angaben.wahlperioden
        ],
    }
    neu = werte != stadt.einstellungen.get(SCHLUESSEL)
    if neu:
        stadt.einstellungen = {**stadt.einstellungen, SCHLUESSEL: werte}
    return neu


def uebernimm(
    stadt: Koerperschaft,
    lizenz: str | None,
    perioden: Sequence[tuple[str, date | None, date | None]],
    *,
    jetzt: datetime,
) -> None:
    """What a public OParl server said of the town, where it has not said anything itself; in a running transaction."""
    if SCHLUESSEL in stadt.einstellungen:
        return
    gueltige = tuple(Wahlperiode(name, von, bis) for name, von, bis in perioden if von and (bis is None or bis >= von))
    gesagt = Angaben(lizenz=lizenz or "", wahlperioden=gueltige, wie_quelle=True)
    lege_ab(stadt, replace(gesagt, lizenz="") if dict(pruefe(gesagt)) else gesagt, jetzt=jetzt)


def pruefe(angaben: Angaben) -> Iterator[tuple[str, list[str]]]:
    """Field and sentences of everything that will not do."""
    for feld, laenge in LAENGEN.items():
        if len(getattr(angaben, feld)) > laenge:
            yield feld, [f"Bitte höchstens {laenge} Zeichen."]
    if angaben.lizenz and angaben.lizenz.lower() not in KURZNAMEN and not _ist_adresse(angaben.lizenz):
        yield "lizenz", ["Bitte die Adresse der Lizenz, zum Beispiel https://www.govdata.de/dl-de/zero-2-0."]
    if angaben.webseite and not _ist_adresse(angaben.webseite):
        yield "webseite", ["Das ist keine Adresse wie https://www.lindenstadt.example."]
    if angaben.mail and not _MAIL.fullmatch(angaben.mail):
        yield "mail", ["Das ist keine E-Mail-Adresse."]
    for feld, stellen in (("ags", 8), ("rgs", 12)):
        if getattr(angaben, feld) and not re.fullmatch(f"[0-9]{{{stellen}}}", getattr(angaben, feld)):
            yield feld, [f"Der Schlüssel hat genau {stellen} Ziffern, mit führender Null."]
    if angaben.rgs and angaben.ags and angaben.rgs[:5] + angaben.rgs[9:] != angaben.ags:
        yield "rgs", ["Der Regionalschlüssel passt nicht zum Gemeindeschlüssel."]
    for periode in angaben.wahlperioden:
        if not periode.name or len(periode.name) > 200 or (periode.bis and periode.bis < periode.von):
            yield "wahlperioden", ["Eine Wahlperiode hat einen Namen und endet nicht vor ihrem Beginn."]


def _tag(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _ist_adresse(adresse: str) -> bool:
    try:
        teile = urlsplit(adresse)
    except ValueError:
        return False
    sichtbar = adresse.isascii() and adresse.isprintable() and " " not in adresse
    return sichtbar and teile.scheme in ("http", "https") and bool(teile.hostname) and not set('<>"') & set(adresse)

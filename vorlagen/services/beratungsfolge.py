"""One stage of the Beratungsfolge: which body deals with the paper, to do what, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import delete, insert, select

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN, augenblick, tagesende
from vorlagen.models import Beratung, Gremium, Sitzung, Vorlage, beratung_gremium
from vorlagen.models.aenderungsspur import beruehre

ENTSCHEIDEND = frozenset({"Entscheidung", "Beschlussfassung", "beschließend", "Wahl", "Zustimmung", "Bestätigung"})
"""The kinds of stages that decide when nobody says otherwise (domain handbook § 3.1)."""

ARTEN = (
    "Vorberatung",
    "Entscheidung",
    "Kenntnisnahme",
    "Anhörung",
    "Wahl",
    "Empfehlung",
    "Beratung",
    "federführend",
    "mitberatend",
)
"""What the form offers; imported papers may say more."""


@dataclass(frozen=True, slots=True)
class Station:
    """One stage as somebody wants it. `id` keeps an existing stage; `reihe` equal means side by side.

    `gremium_ids` the lead body first. `wartet_auf` names stages by id or by the `schluessel` of a new one; None: those
    of the row before. `wartet_auf_alle`: the last body waits for all that do not come after it.
    `mindestabstand_tage` lie between at least.
    An internal stage (`intern`) has no agenda, decides nothing for the bodies and is never public.
    `begruendung_nichtoeffentlich` is why a stage is not public; None leaves what was said.
    """

    gremium_ids: tuple[str, ...]
    art: str
    entscheidet: bool | None = None
    oeffentlich: bool | None = None
    sitzung_id: str | None = None
    datum: date | None = None
    reihe: int | None = None
    id: str | None = None
    wartet_auf: tuple[str, ...] | None = None
    wartet_auf_alle: bool = False
    mindestabstand_tage: int = 0
    intern: bool = False
    schluessel: str | None = None
    begruendung_nichtoeffentlich: str | None = None


def finde_gremium(koerperschaft_id: str, name_oder_id: str, *, feld: str = "beratungsfolge") -> Gremium:
    """The body with this id or name. Raises `EingabeUngueltig`, which names `feld`."""
    gremium = db.session.scalar(
        select(Gremium).where(
            Gremium.koerperschaft_id == koerperschaft_id,
            (Gremium.id == name_oder_id) | (Gremium.name == name_oder_id),
        )
    )
    if gremium is None:
        raise EingabeUngueltig(
            f"Das Gremium „{name_oder_id}“ gibt es nicht.",
            {feld: [f"Unbekannt: {name_oder_id}."]},
        )
    return gremium


def neu(vorlage: Vorlage) -> Beratung:
    """An empty stage of this paper."""
    beratung = Beratung(koerperschaft_id=vorlage.koerperschaft_id, vorlage_id=vorlage.id, reihe=0)
    vorlage.beratungen.append(beratung)
    return beratung


def fuelle(vorlage: Vorlage, beratung: Beratung, station: Station, reihe: int) -> None:
    """Write into a stage what somebody wants it to be. Raises `EingabeUngueltig`."""
    gremien = [finde_gremium(vorlage.koerperschaft_id, gremium_id) for gremium_id in station.gremium_ids]
    if not gremien:
        raise EingabeUngueltig(
            "Bei einer Station fehlt das Gremium.", {"beratungsfolge": ["Bitte ein Gremium wählen."]}
        )
    beratung.reihe, beratung.art, beratung.intern = reihe, station.art.strip(), station.intern
    beratung.entscheidet = station.art in ENTSCHEIDEND if station.entscheidet is None else station.entscheidet
    beratung.oeffentlich = vorlage.oeffentlich if station.oeffentlich is None else station.oeffentlich
    if station.intern:
        beratung.entscheidet = beratung.oeffentlich = False
    begruende(beratung, station)
    plane(beratung, gremien, station)
    bisher = [gremium.id for gremium in beratung.gremien]
    db.session.flush()
    db.session.execute(delete(beratung_gremium).where(beratung_gremium.c.beratung_id == beratung.id))
    for rang, gremium in enumerate(dict.fromkeys(gremien), start=1):
        db.session.execute(insert(beratung_gremium).values(beratung_id=beratung.id, gremium_id=gremium.id, rang=rang))
    db.session.expire(beratung, ["gremien", "geplant"])
    beruehre(beratung, verlassen=(f"gremium:{gremium_id}" for gremium_id in bisher))


def begruende(beratung: Beratung, station: Station) -> None:
    """Say why the stage is not public; a public one needs no reason."""
    gesagt = station.begruendung_nichtoeffentlich
    if beratung.oeffentlich or gesagt is not None:
        beratung.begruendung_nichtoeffentlich = "" if beratung.oeffentlich else (gesagt or "").strip()


def plane(beratung: Beratung, gremien: Sequence[Gremium], station: Station) -> None:
    """Say when the body is to deal with it: in the meeting that is meant, else on that day, else nobody knows yet."""
    sitzung = _sitzung(gremien, station)
    beratung.geplant_id = sitzung.id if sitzung else None
    beratung.geplant_am = sitzung.beginn.astimezone(BERLIN).date() if sitzung else station.datum


def _sitzung(gremien: Sequence[Gremium], station: Station) -> Sitzung | None:
    """The meeting that is meant: by id, or the body's meeting on that date if there is one."""
    frage = select(Sitzung).where(Sitzung.gremium_id.in_([gremium.id for gremium in gremien]))
    if station.sitzung_id:
        sitzung = db.session.scalar(frage.where(Sitzung.id == station.sitzung_id))
        if sitzung is None:
            raise EingabeUngueltig(
                "Diese Sitzung gibt es bei diesem Gremium nicht.",
                {"beratungsfolge": [f"Bitte eine Sitzung von {gremien[0].name} wählen."]},
            )
        return sitzung
    if station.datum is None:
        return None
    beginn = augenblick(station.datum, time(0), frueher=True)
    an_dem_tag = Sitzung.beginn.between(beginn, tagesende(station.datum) - timedelta(microseconds=1))
    return db.session.scalar(frage.where(an_dem_tag, Sitzung.status != "abgesagt").order_by(Sitzung.beginn).limit(1))

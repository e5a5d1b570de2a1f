"""A month as the Gremiendienst looks at it: meetings, the days by which papers and invitations are due, days off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import func, select

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN, augenblick
from vorlagen.models import Gremium, Koerperschaft, Sitzung
from vorlagen.services import termine
from vorlagen.services.fristen import kalender_von

HOECHSTENS: Final = 1_000
"""So many meetings one month shows; the busiest town has a tenth of it."""
WEITESTE_FRIST: Final = timedelta(days=120)
"""No deadline of a meeting lies further ahead of it."""


@dataclass(frozen=True, slots=True)
class Eintrag:
    """Something on a day. `art`: sitzung (with `beginn` and `status`), or abgabe and ladung, the deadlines of one."""

    art: str
    sitzung_id: str
    gremium: str
    kuerzel: str
    sitzung_am: date
    beginn: datetime | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class Kalendertag:
    """One cell. `frei`: the holiday or closing day by its name; a plain weekend has none."""

    tag: date
    im_monat: bool
    frei: str
    eintraege: Sequence[Eintrag]


def wochen(
    koerperschaft: Koerperschaft, erster: date, gremien: Collection[str] = ()
) -> Sequence[Sequence[Kalendertag]]:
    """The weeks of the month that begins on `erster`, Monday first; `gremien` narrows to these bodies."""
    von = erster - timedelta(days=erster.weekday())
    letzter = naechster_monat(erster) - timedelta(days=1)
    bis = letzter + timedelta(days=6 - letzter.weekday())
    je_tag = _eintraege(koerperschaft, von, bis, gremien)
    kalender = kalender_von(koerperschaft)
    tage = [von + timedelta(days=nr) for nr in range((bis - von).days + 1)]
    zellen = [
        Kalendertag(
            tag=tag,
            im_monat=tag.month == erster.month,
            frei=kalender.ist_feiertag(tag) or ("Schließtag" if tag in kalender.schliesstage else ""),
            eintraege=sorted(
                je_tag.get(tag, ()), key=lambda e: (e.art != "sitzung", e.art, e.beginn or datetime.max, e.gremium)
            ),
        )
        for tag in tage
    ]
    return [zellen[nr : nr + 7] for nr in range(0, len(zellen), 7)]


def naechster_monat(erster: date) -> date:
    """The first day of the month after."""
    return (erster + timedelta(days=31)).replace(day=1)


def voriger_monat(erster: date) -> date:
    """The first day of the month before."""
    return (erster - timedelta(days=1)).replace(day=1)


def _stelle(eintrag: Eintrag) -> tuple[bool, str, datetime, str]:
    """Meetings by the hour, then what is due by kind and body."""
    return eintrag.art != "sitzung", eintrag.art, eintrag.beginn or datetime.max, eintrag.gremium


def _eintraege(
    koerperschaft: Koerperschaft, von: date, bis: date, gremien: Collection[str]
) -> Mapping[date, Sequence[Eintrag]]:
    je_tag: dict[date, list[Eintrag]] = defaultdict(list)
    anfang = augenblick(von, time(0), frueher=True)
    frage = (
        select(Sitzung.id, Sitzung.beginn, Sitzung.status, Gremium.name, Gremium.kuerzel)
        .join(Gremium, Gremium.id == Sitzung.gremium_id)
        .where(Sitzung.beginn >= anfang, Sitzung.beginn < augenblick(bis + timedelta(days=1), time(0), frueher=True))
        .order_by(Sitzung.beginn, Sitzung.id)
        .limit(HOECHSTENS)
    )
    if gremien:
        frage = frage.where(Sitzung.gremium_id.in_(sorted(gremien)))
    for zeile in db.session.execute(frage):
        ortszeit = zeile.beginn.astimezone(BERLIN)
        kuerzel = zeile.kuerzel or zeile.name
        je_tag[ortszeit.date()].append(
            Eintrag(
                "sitzung", zeile.id, zeile.name, kuerzel, ortszeit.date(), ortszeit.replace(tzinfo=None), zeile.status
            )
        )
    kurz = func.coalesce(func.nullif(Gremium.kuerzel, ""), Gremium.name).label("kurz")
    namen: dict[str, str] = {zeile.id: zeile.kurz for zeile in db.session.execute(select(Gremium.id, kurz))}
    nur = tuple(gremien) or None
    for termin in termine.erreichbar(koerperschaft, jetzt=anfang, gremium_ids=nur, anzahl=HOECHSTENS):
        if termin.tag > bis + WEITESTE_FRIST:
            break
        for art, tag in (("abgabe", termin.abgabe_bis), ("ladung", termin.ladung_bis)):
            if von <= tag <= bis:
                kuerzel = namen[termin.gremium_id]
                je_tag[tag].append(Eintrag(art, termin.sitzung_id, termin.gremium, kuerzel, termin.tag))
    return je_tag

"""What is read beside the rows of papers, for a whole page of them at once: attachments, links, the public wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from vorlagen.extensions import db
from vorlagen.models import Anlage, Verknuepfung, Vorlage
from vorlagen.services import bekanntgabe
from vorlagen.services.bekanntgabe import Wortlaut
from vorlagen.services.sichtbarkeit import sichtbar
from vorlagen.services.wer import Wer


@dataclass(frozen=True, slots=True)
class Anlagenbild:
    """An attachment without its bytes; `groesse` in bytes. `ruecknahme` is since when it is public no more."""

    id: str
    vorlage_id: str
    name: str
    typ: str
    groesse: int
    sha256: str
    oeffentlich: bool
    begruendung_nichtoeffentlich: str
    ruecknahme: datetime | None

    @property
    def ist_offen(self) -> bool:
        """True if everybody who may read the paper may read this file."""
        return self.oeffentlich and self.ruecknahme is None


@dataclass(frozen=True, slots=True)
class Verweis:
    """A link to another paper; `ziel_id` is empty if that one lives elsewhere."""

    vorlage_id: str
    art: str
    ziel_id: str | None
    nummer: str | None


@dataclass(frozen=True, slots=True)
class Beiwerk:
    """Attachments and links of some papers; `wortlaute` by the paper's id, as everybody may read them."""

    anlagen: tuple[Anlagenbild, ...]
    verweise: tuple[Verweis, ...]
    wortlaute: Mapping[str, Wortlaut]

    def anlagen_von(self, vorlage_id: str) -> list[Anlagenbild]:
        """The attachments of one paper, in order."""
        return [anlage for anlage in self.anlagen if anlage.vorlage_id == vorlage_id]

    def verweise_von(self, vorlage_id: str) -> list[Verweis]:
        """The links of one paper."""
        return [verweis for verweis in self.verweise if verweis.vorlage_id == vorlage_id]


def lade(vorlagen: Sequence[Vorlage], wer: Wer) -> Beiwerk:
    """Three or four statements, however many papers. Links to papers that the person may not see are left out."""
    ids = [vorlage.id for vorlage in vorlagen]
    anlagen = (
        select(
            Anlage.id,
            Anlage.vorlage_id,
            Anlage.name,
            Anlage.typ,
            Anlage.groesse,
            Anlage.sha256,
            Anlage.oeffentlich,
            Anlage.begruendung_nichtoeffentlich,
            Anlage.ruecknahme,
        )
        .where(Anlage.vorlage_id.in_(ids))
        .order_by(Anlage.vorlage_id, Anlage.reihe, Anlage.id)
    )
    verweise = (
        select(Verknuepfung.vorlage_id, Verknuepfung.art, Verknuepfung.ziel_id, Verknuepfung.nummer, Vorlage.nummer)
        .outerjoin(Vorlage, and_(Vorlage.id == Verknuepfung.ziel_id, sichtbar(wer)))
        .where(Verknuepfung.vorlage_id.in_(ids), or_(Verknuepfung.ziel_id.is_(None), Vorlage.id.is_not(None)))
        .order_by(Verknuepfung.vorlage_id, Verknuepfung.id)
    )
    return Beiwerk(
        tuple(Anlagenbild(*zeile) for zeile in db.session.execute(anlagen)),
        tuple(Verweis(v, art, ziel, nr or fremd) for v, art, ziel, fremd, nr in db.session.execute(verweise)),
        bekanntgabe.wortlaute(vorlagen),
    )

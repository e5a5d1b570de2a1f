"""Word documents of a paper: what they are made from is frozen as JSON; bytes come from the queue or on request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from vorlagen.extensions import db, transaction
from vorlagen.fehler import NichtGefunden, SchabloneUngueltig
from vorlagen.kalender import BERLIN
from vorlagen.models import Anlage, Dokument, Vorlage
from vorlagen.services import verlauf
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import Einblick, hole, laufende_mitzeichnungen
from vorlagen.services.wer import Wer
from vorlagen.word import Richtext, fuelle, schablonen
from vorlagen.workflow.begriffe import Votum, Wirkung
from vorlagen.workflow.felder import AUSWIRKUNGEN

WAHL = "Wahl"
KENNTNIS = "Kenntnisnahme"


@dataclass(frozen=True, slots=True)
class Druck:
    """A finished file. `sha256` is over its bytes."""

    name: str
    inhalt: bytes
    sha256: str


def arten(vorlage: Vorlage) -> tuple[str, ...]:
    """The kinds of documents that this paper's procedure makes."""
    return tuple(dict.fromkeys(s.dokument for s in ablauf_von(vorlage).schritte if s.dokument))


def drucke(vorlage_id: str, art: str, *, wer: Wer, jetzt: datetime) -> Druck:
    """The document as it was ordered at release; before that a print of the draft as it stands now.

    Raises `NichtGefunden`; `SchabloneUngueltig` if template and data do not fit.
    """
    vorlage, einblick = hole(vorlage_id, wer)
    if art not in arten(vorlage):
        raise NichtGefunden("Dieses Dokument gibt es zu dieser Vorlage nicht.")
    name = f"{(vorlage.nummer or 'Entwurf').replace('/', '-').replace(' ', '_')}.docx"
    if einblick is not Einblick.VOLL:
        stand = kontext(vorlage, heute=jetzt.astimezone(BERLIN).date(), oeffentlich=True)
        return _druck(name, art, stand)
    frage = select(Dokument).where(Dokument.vorlage_id == vorlage.id, Dokument.art == art)
    bestellt = db.session.scalar(
        frage.order_by(Dokument.erstellt.desc()).limit(1).options(undefer(Dokument.inhalt), undefer(Dokument.kontext))
    )
    if bestellt is None or bestellt.fassung != vorlage.fassung:
        return _druck(name, art, kontext(vorlage, heute=jetzt.astimezone(BERLIN).date()))
    if bestellt.inhalt is not None and bestellt.sha256 is not None:
        return Druck(name, bestellt.inhalt, bestellt.sha256)
    return _druck(name, art, bestellt.kontext)


def arbeite_ab(*, jetzt: datetime, hoechstens: int = 20) -> int:
    """Make the documents that were ordered; returns how many were dealt with. One transaction each."""
    ids = db.session.scalars(
        select(Dokument.id).where(Dokument.zustand == "bestellt").order_by(Dokument.erstellt).limit(hoechstens)
    ).all()
    for dokument_id in ids:
        kontext_, art = db.session.execute(
            select(Dokument.kontext, Dokument.art).where(Dokument.id == dokument_id)
        ).one()
        try:
            ergebnis, fehler = fuelle(schablonen.finde(art), _lebendig(kontext_)), None
        except SchabloneUngueltig as ungueltig:
            ergebnis, fehler = None, ungueltig.satz
        with transaction() as sitzung:
            dokument = sitzung.get_one(Dokument, dokument_id, with_for_update=True)
            if dokument.zustand != "bestellt":
                continue
            dokument.zustand, dokument.fehler = ("fertig", None) if ergebnis else ("gescheitert", fehler)
            if ergebnis:
                dokument.inhalt, dokument.sha256 = ergebnis.inhalt, ergebnis.sha256
                dokument.schablone_sha256 = ergebnis.schablone_sha256
                _vermerke(dokument, jetzt)
    return len(ids)


def kontext(vorlage: Vorlage, *, heute: date, oeffentlich: bool = False) -> dict[str, Any]:
    """What a template may print, as JSON (the contract is in `vorlagen.word.kontext`).

    `oeffentlich` leaves out what is nobody's business outside: signatures, who worked on it, non-public attachments.
    """
    arten_ = {b.art for b in vorlage.beratungen}
    return {
        "koerperschaft": {"name": vorlage.koerperschaft.name, "untertitel": vorlage.koerperschaft.untertitel},
        "nummer": vorlage.nummer,
        "art": vorlage.vorlageart.name,
        "entscheidungsarten": {
            "beschluss": any(b.entscheidet and b.art != WAHL for b in vorlage.beratungen),
            "wahl": WAHL in arten_,
            "kenntnisnahme": bool(arten_) and arten_ <= {KENNTNIS},
        },
        "oeffentlich": vorlage.oeffentlich,
        "begruendung_nichtoeffentlich": vorlage.begruendung_nichtoeffentlich,
        "fachbereich": vorlage.federfuehrend.name if vorlage.federfuehrend else "",
        "bearbeiter": "" if oeffentlich else vorlage.bearbeiter,
        "datum": _datum(vorlage.datum),
        "aktenzeichen": "" if oeffentlich else vorlage.aktenzeichen,
        "betreff": vorlage.betreff,
        "beratungsfolge": [
            {
                "gremium": " und ".join(g.name for g in b.gremien),
                "datum": _datum(b.geplant_am),
                "art": b.art,
                "oeffentlich": b.oeffentlich,
            }
            for b in vorlage.beratungen
            if b.oeffentlich or not oeffentlich
        ],
        "auswirkungen": _auswirkungen(vorlage.auswirkungen),
        "beschlussvorschlag": _richtext(vorlage.beschlussvorschlag),
        "beschlusspunkte": [{"nr": punkt.nr, "text": punkt.text} for punkt in vorlage.beschlusspunkte],
        "sachverhalt": _richtext(vorlage.sachverhalt),
        "felder": _felder(vorlage, nur_oeffentliche=oeffentlich),
        "anlagen": _anlagen(vorlage, nur_oeffentliche=oeffentlich),
        "mitzeichnungen": [] if oeffentlich else _mitzeichnungen(vorlage),
        "unterschrift": None,
        "entwurf": vorlage.nummer is None,
        "stand": _datum(heute),
    }


def _druck(name: str, art: str, kontext_: Mapping[str, Any]) -> Druck:
    ergebnis = fuelle(schablonen.finde(art), _lebendig(kontext_))
    return Druck(name, ergebnis.inhalt, ergebnis.sha256)


def _vermerke(dokument: Dokument, jetzt: datetime) -> None:
    vorlage = db.session.get_one(Vorlage, dokument.vorlage_id, with_for_update={"of": Vorlage})
    daten = {
        "art": dokument.art,
        "fassung": dokument.fassung,
        "sha256": dokument.sha256,
        "schablone_sha256": dokument.schablone_sha256,
    }
    verlauf.schreibe(vorlage, "dokument", wer_id=None, jetzt=jetzt, daten=daten)


def _auswirkungen(zeilen: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    titel = dict(AUSWIRKUNGEN)
    return [
        {
            "titel": titel.get(zeile["art"], zeile["art"]),
            "ja": zeile["wert"] in (Wirkung.JA, Wirkung.JA_POSITIV, Wirkung.JA_NEGATIV),
            "nein": zeile["wert"] == Wirkung.NEIN,
            "offen": zeile["wert"] == Wirkung.OFFEN,
            "text": zeile.get("text") or "",
            "wert_text": Wirkung(zeile["wert"]).titel,
        }
        for zeile in zeilen
        if zeile.get("wert")
    ]


def _felder(vorlage: Vorlage, *, nur_oeffentliche: bool) -> list[dict[str, str]]:
    return [
        {"titel": feld.titel, "wert": str(vorlage.felder[feld.name])}
        for feld in ablauf_von(vorlage).felder
        if vorlage.felder.get(feld.name) not in (None, "") and (feld.oeffentlich or not nur_oeffentliche)
    ]


def _anlagen(vorlage: Vorlage, *, nur_oeffentliche: bool) -> list[dict[str, Any]]:
    frage = select(Anlage.name, Anlage.oeffentlich).where(Anlage.vorlage_id == vorlage.id)
    zeilen = db.session.execute(frage.order_by(Anlage.reihe, Anlage.id)).all()
    sichtbare = [z for z in zeilen if z.oeffentlich or not nur_oeffentliche]
    return [{"nr": nr, "name": z.name, "oeffentlich": z.oeffentlich} for nr, z in enumerate(sichtbare, start=1)]


def _mitzeichnungen(vorlage: Vorlage) -> list[dict[str, Any]]:
    return [
        {
            "amt": m.amt.name,
            "votum": Votum(m.votum).titel,
            "datum": _datum(m.gezeichnet.astimezone(BERLIN).date() if m.gezeichnet else None),
            "name": m.person.name if m.person else "",
            "in_vertretung": m.in_vertretung,
        }
        for m in laufende_mitzeichnungen(vorlage)
        if m.votum
    ]


def _datum(wert: date | None) -> dict[str, str] | None:
    return {"$datum": wert.isoformat()} if wert else None


def _richtext(html: str) -> dict[str, str]:
    return {"$richtext": html}


def _lebendig(wert: Any) -> Any:
    """Frozen JSON back to the values that templates are given."""
    if isinstance(wert, Mapping):
        if "$datum" in wert:
            return date.fromisoformat(wert["$datum"])
        if "$richtext" in wert:
            return Richtext(wert["$richtext"])
        return {name: _lebendig(einzeln) for name, einzeln in wert.items()}
    if isinstance(wert, list):
        return [_lebendig(einzeln) for einzeln in wert]
    return wert

"""What stands on the printed sheet, as JSON: frozen when a document is ordered, brought to life when it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN
from vorlagen.models import Anlage, Person, Unterschrift, Vorlage
from vorlagen.services import bekanntgabe, beschlusspunkte, fassungen
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.word import Richtext
from vorlagen.workflow.begriffe import Votum, Wirkung
from vorlagen.workflow.felder import AUSWIRKUNGEN, Feldart

WAHL = "Wahl"
KENNTNIS = "Kenntnisnahme"


def kontext(
    vorlage: Vorlage, *, heute: date, gezeichnet_von: Person | None = None, oeffentlich: bool = False
) -> dict[str, Any]:
    """What a template may print, as JSON (the contract is in `vorlagen.word.kontext`).

    `gezeichnet_von` is who released or signed it. `oeffentlich` leaves out what is nobody's business outside:
    signatures, who worked on it, non-public attachments.
    """
    arten_ = {b.art for b in vorlage.beratungen}
    wortlaut = bekanntgabe.wortlaut(vorlage) if oeffentlich else bekanntgabe.aus(fassungen.inhalt(vorlage))
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
        "begruendung_nichtoeffentlich": "" if oeffentlich else vorlage.begruendung_nichtoeffentlich,
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
        "beschlussvorschlag": _richtext(wortlaut.text),
        "beschlusspunkte": _punkte_neben_dem_text(wortlaut),
        "sachverhalt": _richtext(vorlage.sachverhalt),
        "felder": _felder(vorlage, nur_oeffentliche=oeffentlich),
        "anlagen": _anlagen(vorlage, nur_oeffentliche=oeffentlich),
        "mitzeichnungen": [] if oeffentlich else _mitzeichnungen(vorlage),
        "vorige_unterschriften": [] if oeffentlich else _vorige_unterschriften(vorlage, gezeichnet_von),
        "unterschrift": _unterschrift(gezeichnet_von, heute),
        "entwurf": vorlage.nummer is None,
        "stand": _datum(heute),
    }


def lebendig(wert: Any) -> Any:
    """Frozen JSON back to the values that templates are given."""
    if isinstance(wert, Mapping):
        if "$datum" in wert:
            return date.fromisoformat(wert["$datum"])
        if "$richtext" in wert:
            return Richtext(wert["$richtext"])
        return {name: lebendig(einzeln) for name, einzeln in wert.items()}
    if isinstance(wert, list):
        return [lebendig(einzeln) for einzeln in wert]
    return wert


def _auswirkungen(zeilen: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    titel = dict(AUSWIRKUNGEN)
    return [
        {
            "titel": titel.get(zeile["art"], zeile["art"]),
            "ja": zeile["wert"] in (Wirkung.JA, Wirkung.JA_POSITIV, Wirkung.JA_NEGATIV),
            "nein": zeile["wert"] == Wirkung.NEIN,
            "offen": zeile["wert"] == Wirkung.OFFEN,
            "text": zeile.get("text") or "",
            "wert_text": _genauer(Wirkung(zeile["wert"])),
        }
        for zeile in zeilen
        if zeile.get("wert")
    ]


def _genauer(wirkung: Wirkung) -> str:
    """The climate row's two kinds of yes, for which the sheet has no box."""
    return wirkung.titel if wirkung in (Wirkung.JA_POSITIV, Wirkung.JA_NEGATIV) else ""


def _unterschrift(person: Person | None, heute: date) -> dict[str, Any] | None:
    if person is None:
        return None
    return {"name": person.name, "amt": person.amt.name if person.amt else "", "datum": _datum(heute)}


def _vorige_unterschriften(vorlage: Vorlage, person: Person | None) -> list[dict[str, Any]]:
    """Who signed this Fassung before the one who signs last (§ 60 Abs. 1 GO NRW wants two)."""
    frage = select(Unterschrift, Person).join(Person, Person.id == Unterschrift.person_id)
    dieser = (Unterschrift.vorlage_id == vorlage.id, Unterschrift.fassung == vorlage.fassung)
    return [
        {
            "name": vorher.name,
            "amt": vorher.amt.name if vorher.amt else "",
            "datum": _datum(zeichen.geleistet.astimezone(BERLIN).date()),
        }
        for zeichen, vorher in db.session.execute(frage.where(*dieser).order_by(Unterschrift.geleistet))
        if person is not None and vorher.id != person.id
    ]


def _felder(vorlage: Vorlage, *, nur_oeffentliche: bool) -> list[dict[str, Any]]:
    return [
        {"titel": feld.titel, "wert": None, "text": _richtext(vorlage.felder[feld.name])}
        if feld.art is Feldart.RICHTEXT
        else {"titel": feld.titel, "wert": feld.in_worten(vorlage.felder[feld.name]), "text": None}
        for feld in ablauf_von(vorlage).felder
        if vorlage.felder.get(feld.name) not in (None, "") and (feld.oeffentlich or not nur_oeffentliche)
    ]


def _anlagen(vorlage: Vorlage, *, nur_oeffentliche: bool) -> list[dict[str, Any]]:
    frage = select(Anlage.name, Anlage.oeffentlich).where(Anlage.vorlage_id == vorlage.id)
    if nur_oeffentliche:
        frage = frage.where(Anlage.oeffentlich, Anlage.ruecknahme.is_(None))
    zeilen = db.session.execute(frage.order_by(Anlage.reihe, Anlage.id))
    return [{"nr": nr, "name": z.name, "oeffentlich": z.oeffentlich} for nr, z in enumerate(zeilen, start=1)]


def _mitzeichnungen(vorlage: Vorlage) -> list[dict[str, Any]]:
    return [
        {
            "amt": m.amt.name,
            "votum": f"{Votum(m.votum).titel} durch Schweigen" if m.stillschweigend else Votum(m.votum).titel,
            "datum": _datum(m.gezeichnet.astimezone(BERLIN).date() if m.gezeichnet else None),
            "name": m.person.name if m.person else "",
            "in_vertretung": m.in_vertretung,
        }
        for m in laufende_mitzeichnungen(vorlage)
        if m.votum
    ]


def _punkte_neben_dem_text(wortlaut: bekanntgabe.Wortlaut) -> list[dict[str, str]]:
    """The points of the resolution that its text does not print anyway."""
    im_text = dict(beschlusspunkte.punkte(wortlaut.text))
    return [{"nr": nr, "text": text} for nr, text in wortlaut.punkte if im_text.get(nr) != text]


def _datum(wert: date | None) -> dict[str, str] | None:
    return {"$datum": wert.isoformat()} if wert else None


def _richtext(html: str) -> dict[str, str]:
    return {"$richtext": html}

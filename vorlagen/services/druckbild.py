"""What stands on the printed sheet, as JSON: frozen when a document is ordered, brought to life when it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN
from vorlagen.models import Anlage, Person, Unterschrift, Vorlage
from vorlagen.services import bekanntgabe, fassungen
from vorlagen.services.druckteile import (
    Weg,
    auswirkungen,
    beratungsfolge,
    datum,
    felder,
    punkte_neben_dem_text,
    richtext,
)
from vorlagen.services.oeffentlich import OeffentlicheBeratung, OeffentlicheVorlage
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.word import Richtext
from vorlagen.workflow.begriffe import Votum
from vorlagen.workflow.felder import Feld


def kontext(vorlage: Vorlage, *, heute: date, gezeichnet_von: Person | None = None) -> dict[str, Any]:
    """What a template may print, as JSON (the contract is in `vorlagen.word.kontext`).

    `gezeichnet_von` is who released or signed it.
    """
    wege = [Weg(b.gremien, b.geplant_am, b.art, b.oeffentlich, b.entscheidet) for b in vorlage.beratungen]
    wortlaut = bekanntgabe.aus(fassungen.inhalt(vorlage))
    return {
        "koerperschaft": {"name": vorlage.koerperschaft.name, "untertitel": vorlage.koerperschaft.untertitel},
        "nummer": vorlage.nummer,
        "art": vorlage.vorlageart.name,
        **beratungsfolge(wege),
        "oeffentlich": vorlage.oeffentlich,
        "begruendung_nichtoeffentlich": vorlage.begruendung_nichtoeffentlich,
        "fachbereich": vorlage.federfuehrend.name if vorlage.federfuehrend else "",
        "bearbeiter": vorlage.bearbeiter,
        "datum": datum(vorlage.datum),
        "aktenzeichen": vorlage.aktenzeichen,
        "betreff": vorlage.betreff,
        "auswirkungen": auswirkungen([(z["art"], z.get("wert"), z.get("text")) for z in vorlage.auswirkungen]),
        "beschlussvorschlag": richtext(wortlaut.text),
        "beschlusspunkte": punkte_neben_dem_text(wortlaut.text, wortlaut.punkte),
        "sachverhalt": richtext(vorlage.sachverhalt),
        "felder": felder(ablauf_von(vorlage).felder, vorlage.felder),
        "anlagen": _anlagen(vorlage),
        "mitzeichnungen": _mitzeichnungen(vorlage),
        "vorige_unterschriften": _vorige_unterschriften(vorlage, gezeichnet_von),
        "unterschrift": _unterschrift(gezeichnet_von, heute),
        "entwurf": vorlage.nummer is None,
        "stand": datum(heute),
    }


def oeffentlicher_kontext(
    vorlage: OeffentlicheVorlage, beratungen: Sequence[OeffentlicheBeratung], eigene: Sequence[Feld], *, heute: date
) -> dict[str, Any]:
    """The same for everybody, out of the public projection; `eigene` are the fields of its procedure."""
    return {
        "koerperschaft": {"name": vorlage.koerperschaft.name, "untertitel": vorlage.untertitel},
        "nummer": vorlage.nummer,
        "art": vorlage.art,
        **beratungsfolge([Weg(b.gremien, b.datum, b.art, True, b.entscheidet) for b in beratungen]),
        "oeffentlich": True,
        "begruendung_nichtoeffentlich": "",
        "fachbereich": vorlage.federfuehrend.name if vorlage.federfuehrend else "",
        "bearbeiter": "",
        "datum": datum(vorlage.datum),
        "aktenzeichen": "",
        "betreff": vorlage.betreff,
        "auswirkungen": auswirkungen(vorlage.auswirkungen),
        "beschlussvorschlag": richtext(vorlage.beschlussvorschlag),
        "beschlusspunkte": punkte_neben_dem_text(
            vorlage.beschlussvorschlag, [(punkt.nr, punkt.text) for punkt in vorlage.punkte]
        ),
        "sachverhalt": richtext(vorlage.sachverhalt),
        "felder": felder(eigene, vorlage.felder),
        "anlagen": [
            {"nr": nr, "name": anlage.name, "oeffentlich": True} for nr, anlage in enumerate(vorlage.anlagen, start=1)
        ],
        "mitzeichnungen": [],
        "vorige_unterschriften": [],
        "unterschrift": None,
        "entwurf": False,
        "stand": datum(heute),
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


def _unterschrift(person: Person | None, heute: date) -> dict[str, Any] | None:
    if person is None:
        return None
    return {"name": person.name, "amt": person.amt.name if person.amt else "", "datum": datum(heute)}


def _vorige_unterschriften(vorlage: Vorlage, person: Person | None) -> list[dict[str, Any]]:
    """Who signed this Fassung before the one who signs last (§ 60 Abs. 1 GO NRW wants two)."""
    frage = select(Unterschrift, Person).join(Person, Person.id == Unterschrift.person_id)
    dieser = (Unterschrift.vorlage_id == vorlage.id, Unterschrift.fassung == vorlage.fassung)
    return [
        {
            "name": vorher.name,
            "amt": vorher.amt.name if vorher.amt else "",
            "datum": datum(zeichen.geleistet.astimezone(BERLIN).date()),
        }
        for zeichen, vorher in db.session.execute(frage.where(*dieser).order_by(Unterschrift.geleistet))
        if person is not None and vorher.id != person.id
    ]


def _anlagen(vorlage: Vorlage) -> list[dict[str, Any]]:
    frage = select(Anlage.name, Anlage.oeffentlich).where(Anlage.vorlage_id == vorlage.id)
    zeilen = db.session.execute(frage.order_by(Anlage.reihe, Anlage.id))
    return [{"nr": nr, "name": z.name, "oeffentlich": z.oeffentlich} for nr, z in enumerate(zeilen, start=1)]


def _mitzeichnungen(vorlage: Vorlage) -> list[dict[str, Any]]:
    return [
        {
            "amt": m.amt.name,
            "votum": f"{Votum(m.votum).titel} durch Schweigen" if m.stillschweigend else Votum(m.votum).titel,
            "datum": datum(m.gezeichnet.astimezone(BERLIN).date() if m.gezeichnet else None),
            "name": m.person.name if m.person else "",
            "in_vertretung": m.in_vertretung,
        }
        for m in laufende_mitzeichnungen(vorlage)
        if m.votum
    ]

"""Meeting with its agenda, its minutes and its place: out of the public projection and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from vorlagen.models import OparlObjekt, Sitzung, Vorlage
from vorlagen.richtext import text
from vorlagen.services import niederschriften, oeffentlich, sitzungsdruck
from vorlagen.services.oeffentlich import OeffentlicherPunkt, OeffentlicheSitzung
from vorlagen.services.oparl import dateien, herkunft, stimmen
from vorlagen.services.oparl.ablage import Wurzel
from vorlagen.services.oparl.dateien import Bestellung
from vorlagen.services.oparl.koerperschaft import person_id
from vorlagen.services.oparl.typen import Objekt, Typ, abgeleitet, kurz, verweis, zeitpunkt
from vorlagen.workflow.begriffe import Ausgang

ZUSTAENDE: Final = {"geplant": "terminiert", "eingeladen": "eingeladen", "durchgefuehrt": "durchgeführt"}


def lade(sitzung: Session, sitzung_ids: Sequence[str]) -> Sequence[Sitzung]:
    """These meetings with their items."""
    frage = select(Sitzung).where(Sitzung.id.in_(sitzung_ids)).options(selectinload(Sitzung.tops))
    return sitzung.scalars(frage.execution_options(populate_existing=True)).all()


def treffen(
    sitzung: Session, sitzungen: Sequence[Sitzung], vorlagen: Sequence[Vorlage], *, stadt: str, jetzt: datetime
) -> dict[str, list[Objekt]]:
    """The objects of each meeting by its id; `vorlagen` are the published papers on their agendas."""
    punkte = oeffentlich.agenden(sitzungen)
    abgestimmt = oeffentlich.stimmen(vorlagen)
    tops = [top for eine in sitzungen for top in eine.tops]
    beschluesse = {**herkunft.beschluesse(sitzung, tops), **oeffentlich.beschluesse(tops)}
    drucke = dateien.drucke(sitzung, [b for eine in sitzungen for b in _bestellung(eine)], stadt=stadt, jetzt=jetzt)
    fremde = herkunft.schluessel(sitzung, [*punkte, *(p.id for liste in punkte.values() for p in liste)])
    gekommene = herkunft.anwesende(sitzung, list(punkte))
    anwesende = {eine.id: _anwesende(eine, gekommene.get(eine.id, ())) for eine in sitzungen}
    genannte = stimmen.personen(stadt, abgestimmt.values())
    bekannte = _bekannte(sitzung, genannte.union(*anwesende.values()))
    return {
        eine.id: [
            _treffen(
                oeffentlich.sitzung(eine),
                [gremium.id for gremium in oeffentlich.gremien(eine, punkte[eine.id])],
                [
                    _punkt(
                        nr,
                        p,
                        stimmen.felder(stadt, abgestimmt.get(p.id), bekannte),
                        beschluesse.get(p.id),
                        fremde.get(p.id, {}),
                    )
                    for nr, p in enumerate(punkte[eine.id])
                ],
                drucke.get(niederschrift_id(eine.id)),
                [person for person in anwesende[eine.id] if person in bekannte],
                fremde.get(eine.id, {}),
                jetzt,
            )
        ]
        for eine in sitzungen
    }


def niederschrift_id(sitzung_id: str) -> str:
    """The id of the printed minutes."""
    return abgeleitet(sitzung_id, "niederschrift")


def ort(koerperschaft_id: str, name: str) -> Objekt:
    """A place by what people call it. Without coordinates no streetAddress: clients would look it up one by one."""
    kennung = abgeleitet(koerperschaft_id, "ort", name)
    return Objekt(typ=Typ.LOCATION, id=kennung, felder={"description": name}, gast=True)


def _treffen(
    bild: OeffentlicheSitzung,
    gremien: Sequence[str],
    punkte: Sequence[Objekt],
    niederschrift: Objekt | None,
    anwesende: Sequence[str],
    mehr: Mapping[str, Any],
    jetzt: datetime,
) -> Objekt:
    hier = verweis(Typ.MEETING, bild.id)
    kinder: dict[str, Objekt | tuple[Objekt, ...]] = {"agendaItem": tuple(punkte)}
    if bild.ort.strip():
        kinder["location"] = ort(bild.koerperschaft_id, bild.ort.strip())
    if niederschrift is not None:
        kinder["resultsProtocol"] = dateien.mit_rueckweg(niederschrift, "meeting", hier)
    felder = {
        "name": f"Sitzung: {bild.gremium.name}",
        "meetingState": ZUSTAENDE.get(bild.status, "terminiert"),
        "cancelled": bild.status == "abgesagt",
        "start": zeitpunkt(bild.beginn),
        "end": zeitpunkt(bild.ende) if bild.ende else None,
        "organization": [verweis(Typ.ORGANIZATION, gremium) for gremium in gremien],
        "participant": [verweis(Typ.PERSON, person) for person in anwesende],
        **mehr,
    }
    return Objekt(
        typ=Typ.MEETING,
        id=bild.id,
        felder=felder,
        kinder=kinder,
        organisationen=tuple(gremien),
        # While a town is built up: a meeting was known some weeks before it was held, and told of when it was.
        seit=min(bild.steht_seit or bild.beginn, bild.beginn, jetzt),
        zuletzt=min(bild.niederschrift_frei or bild.beginn, jetzt),
    )


def _punkt(
    nr: int,
    punkt: OeffentlicherPunkt,
    stimme: Mapping[str, Any],
    beschluss: str | None,
    mehr: Mapping[str, Any],
) -> Objekt:
    ausgang = Ausgang(punkt.ausgang) if punkt.ausgang else None
    felder = {
        "number": kurz(punkt.zeichen, 20),
        "order": nr,
        "name": punkt.titel,
        "public": punkt.oeffentlich,
        "consultation": verweis(Typ.CONSULTATION, punkt.papier.id) if punkt.papier else None,
        "result": ausgang.titel if ausgang else punkt.ergebnis,
        "resolutionText": text(beschluss) if beschluss else None,
        "vorlagen:ausgang": ausgang,
        "vorlagen:ergebnis": punkt.ergebnis,
        "vorlagen:abgesetzt": punkt.ist_abgesetzt or None,
        **stimme,
        **mehr,
    }
    einzeln = {"meeting": verweis(Typ.MEETING, punkt.sitzung_id)}
    return Objekt(typ=Typ.AGENDA_ITEM, id=punkt.id, felder=felder, einzeln=einzeln)


def _bestellung(eine: Sitzung) -> Sequence[Bestellung]:
    """The public part of the minutes as it was released."""
    stand = niederschriften.freigegebener_stand(eine)
    if stand is None:
        return ()
    titel, name = f"Niederschrift: {eine.gremium.name}", sitzungsdruck.dateiname(eine, "Niederschrift")
    wurzel = Wurzel("sitzung", eine.id)
    return [Bestellung(niederschrift_id(eine.id), wurzel, "niederschrift", titel, name, stand)]


def _anwesende(eine: Sitzung, gekommene: Sequence[str]) -> list[str]:
    """Who the released minutes say was there, or (`gekommene`) the public system that an imported meeting is from."""
    stand = niederschriften.freigegebener_stand(eine) or {}
    namen = {*gekommene, *(zeile["name"] for zeile in stand.get("anwesende", ()))}
    return sorted(person_id(eine.koerperschaft_id, name) for name in namen)


def _bekannte(sitzung: Session, personen: set[str]) -> set[str]:
    """Those who hold a seat that is told of."""
    frage = select(OparlObjekt.id).where(OparlObjekt.id.in_(personen), OparlObjekt.geloescht.is_(False))
    return set(sitzung.scalars(frage)) if personen else set()

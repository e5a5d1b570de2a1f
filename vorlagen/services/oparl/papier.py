"""Paper with its files and consultations: out of the public projection and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from vorlagen.fehler import NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Verknuepfung, Vorlage
from vorlagen.services import beiwerk, dokumente, oeffentlich
from vorlagen.services.druckbild import oeffentlicher_kontext
from vorlagen.services.oeffentlich import OeffentlicheBeratung, OeffentlicheVorlage
from vorlagen.services.oparl import dateien, herkunft
from vorlagen.services.oparl.ablage import Wurzel
from vorlagen.services.oparl.dateien import Bestellung
from vorlagen.services.oparl.typen import Objekt, Typ, abgeleitet, kurz, ohne_leeres, verweis
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import veroeffentlicht
from vorlagen.services.wer import niemand
from vorlagen.workflow.begriffe import Ausgang, Verknuepfungsart
from vorlagen.workflow.workflow import AblaufFehlerhaft

UEBERGEORDNET: Final = frozenset({Verknuepfungsart.ERGAENZT, Verknuepfungsart.BEANTWORTET})
"""Links by which this paper belongs below the other one; the rest are just related."""


def lade(sitzung: Session, vorlage_ids: Sequence[str]) -> Sequence[Vorlage]:
    """Those of these papers that everybody may read, with all that hangs on them."""
    frage = select(Vorlage).where(Vorlage.id.in_(vorlage_ids), veroeffentlicht())
    return sitzung.scalars(frage.execution_options(populate_existing=True)).unique().all()


def papiere(
    sitzung: Session, vorlagen: Sequence[Vorlage], agenden: Mapping[str, str], *, stadt: str, jetzt: datetime
) -> dict[str, list[Objekt]]:
    """The objects of each paper by its id. `agenden`: public item → its meeting."""
    alle = beiwerk.lade(vorlagen, niemand(stadt))
    bilder = {vorlage.id: oeffentlich.zeige(vorlage, alle) for vorlage in vorlagen}
    wege = oeffentlich.beratungen(vorlagen)
    auftraege = _auftraege(sitzung, bilder)
    gegenstuecke = _gegenstuecke(sitzung, bilder)
    fremde = herkunft.schluessel(sitzung, list(bilder))
    bestellungen = [b for v in vorlagen for b in _bestellung(v, bilder[v.id], wege[v.id])]
    drucke = dateien.drucke(sitzung, bestellungen, stadt=stadt, jetzt=jetzt)
    anlagen = dateien.anlagen(sitzung, [anlage for bild in bilder.values() for anlage in bild.anlagen])
    haupt = dateien.eingefuehrte_haupt(sitzung, list(bilder))
    return {
        vorlage.id: [
            _papier(
                bilder[vorlage.id],
                [beratung(eine, agenden) for eine in wege[vorlage.id]],
                drucke.get(haupt_id(vorlage.id)) or anlagen.get(haupt.get(vorlage.id, "")),
                [anlagen[a.id] for a in bilder[vorlage.id].anlagen if a.id != haupt.get(vorlage.id)],
                {
                    **_verknuepft(bilder[vorlage.id], gegenstuecke),
                    **_vermerke(bilder[vorlage.id], auftraege),
                    **fremde.get(vorlage.id, {}),
                },
                (vorlage.veroeffentlicht, zuletzt(vorlage.veroeffentlicht, wege[vorlage.id], jetzt)),
            )
        ]
        for vorlage in vorlagen
    }


def haupt_id(vorlage_id: str) -> str:
    """The id of the printed paper."""
    return abgeleitet(vorlage_id, "hauptdatei")


def beratung(eine: OeffentlicheBeratung, agenden: Mapping[str, str]) -> Objekt:
    """A public stage; the meeting it is planned for, or where it stood last on an agenda that everybody may read."""
    versuch = next((v for v in reversed(eine.versuche) if v.id in agenden), None)
    treffen = versuch.sitzung_id if versuch else eine.sitzung_id
    ausgang = Ausgang(eine.ausgang) if eine.ausgang else None
    return Objekt(
        typ=Typ.CONSULTATION,
        id=eine.id,
        felder={
            "organization": [verweis(Typ.ORGANIZATION, gremium.id) for gremium in eine.gremien],
            "meeting": verweis(Typ.MEETING, treffen) if treffen else None,
            "agendaItem": verweis(Typ.AGENDA_ITEM, versuch.id) if versuch else None,
            "authoritative": eine.entscheidet,
            "role": eine.art,
            "vorlagen:reihe": eine.reihe,
            "vorlagen:ausgang": ausgang,
            "vorlagen:ausgangText": ausgang.titel if ausgang else None,
            "vorlagen:versuche": len(eine.versuche) if len(eine.versuche) > 1 else None,
        },
        einzeln={"paper": verweis(Typ.PAPER, eine.vorlage_id)},
        organisationen=tuple(gremium.id for gremium in eine.gremien),
    )


def zuletzt(seit: datetime | None, wege: Sequence[OeffentlicheBeratung], jetzt: datetime) -> datetime | None:
    """While a town is built up: when something was last told of the paper, as far as that is known."""
    behandelt = [v.beginn for eine in wege for v in eine.versuche if (v.ausgang or v.ergebnis) and v.beginn <= jetzt]
    return max((zeit for zeit in (seit, *behandelt) if zeit), default=None)


def _papier(
    bild: OeffentlicheVorlage,
    wege: Sequence[Objekt],
    haupt: Objekt | None,
    anlagen: Sequence[Objekt],
    mehr: Mapping[str, Any],
    zeiten: tuple[datetime | None, datetime | None],
) -> Objekt:
    hier = verweis(Typ.PAPER, bild.id)
    kinder: dict[str, Objekt | tuple[Objekt, ...]] = {
        "auxiliaryFile": tuple(dateien.mit_rueckweg(anlage, "paper", hier) for anlage in anlagen),
        "consultation": tuple(wege),
    }
    if haupt is not None:
        kinder["mainFile"] = dateien.mit_rueckweg(haupt, "paper", hier)
    felder = {
        "body": verweis(Typ.BODY, bild.koerperschaft.id),
        "name": bild.betreff,
        "reference": kurz(bild.nummer or "", 50),
        "date": bild.datum.isoformat() if bild.datum else None,
        "paperType": bild.art,
        "underDirectionOf": [verweis(Typ.ORGANIZATION, bild.federfuehrend.id)] if bild.federfuehrend else None,
        **mehr,
    }
    seit, wann = zeiten
    return Objekt(typ=Typ.PAPER, id=bild.id, felder=felder, kinder=kinder, seit=seit, zuletzt=wann)


def _bestellung(
    vorlage: Vorlage, bild: OeffentlicheVorlage, wege: Sequence[OeffentlicheBeratung]
) -> Sequence[Bestellung]:
    """The main document of its procedure; one whose plug-in is switched off has none, nor has what only came in."""
    try:
        arten = dokumente.arten(vorlage) if vorlage.fall_id is None else ()
        felder = ablauf_von(vorlage).felder
    except (NichtGefunden, AblaufFehlerhaft):
        return ()
    heute = (vorlage.veroeffentlicht or vorlage.geaendert).astimezone(BERLIN).date()
    return [
        Bestellung(
            haupt_id(vorlage.id),
            Wurzel("vorlage", vorlage.id),
            art,
            f"{bild.art} {bild.nummer}",
            dokumente.dateiname(vorlage),
            oeffentlicher_kontext(bild, wege, felder, heute=heute),
        )
        for art in arten[:1]
    ]


def _verknuepft(bild: OeffentlicheVorlage, gegenstuecke: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, Any]:
    """Both ends of every link name each other."""
    felder: dict[str, list[str]] = {"superordinatedPaper": [], "subordinatedPaper": [], "relatedPaper": []}
    for verweis_ in bild.verweise:
        oben = "superordinatedPaper" if verweis_.art in UEBERGEORDNET else "relatedPaper"
        felder[oben].append(verweis(Typ.PAPER, verweis_.ziel_id or ""))
    for von, art in gegenstuecke.get(bild.id, ()):
        felder["subordinatedPaper" if art in UEBERGEORDNET else "relatedPaper"].append(verweis(Typ.PAPER, von))
    return {name: sorted(set(ziele)) for name, ziele in felder.items()}


def _gegenstuecke(sitzung: Session, bilder: Mapping[str, OeffentlicheVorlage]) -> dict[str, list[tuple[str, str]]]:
    """By paper: the published papers that link to it, each with the kind of the link."""
    frage = select(Verknuepfung.ziel_id, Verknuepfung.vorlage_id, Verknuepfung.art)
    frage = frage.join(Vorlage, Vorlage.id == Verknuepfung.vorlage_id).where(veroeffentlicht())
    je_ziel: dict[str, list[tuple[str, str]]] = {}
    for zeile in sitzung.execute(frage.where(Verknuepfung.ziel_id.in_(bilder))):
        je_ziel.setdefault(zeile.ziel_id, []).append((zeile.vorlage_id, zeile.art))
    return je_ziel


def _auftraege(sitzung: Session, bilder: Mapping[str, OeffentlicheVorlage]) -> dict[str, list[dict[str, Any]]]:
    """By paper: how far what was decided in public is carried out."""
    return {
        vorlage_id: [
            ohne_leeres({"status": a.status, "faelligAm": a.faellig_am.isoformat() if a.faellig_am else None})
            for a in alle
        ]
        for vorlage_id, alle in oeffentlich.auftraege(sitzung, list(bilder)).items()
    }


def _vermerke(bild: OeffentlicheVorlage, auftraege: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    return {"vorlagen:status": bild.status, "vorlagen:auftraege": list(auftraege.get(bild.id, ()))}

"""One paper as a page shows it. What the public may read is listed here field by field; all else is for insiders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from vorlagen.fehler import NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Fremddatei, Vorlage
from vorlagen.services import (
    beiwerk,
    dokumente,
    einfuhr,
    oeffentlich,
    verknuepfungen,
)
from vorlagen.services.beiwerk import Anlagenbild, Verweis
from vorlagen.services.oeffentlich import Grabstein, OeffentlicheBeratung, OeffentlicheVorlage
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import Einblick, laufende_mitzeichnungen, sichtbar
from vorlagen.services.verknuepfungen import Verwandt
from vorlagen.services.wer import Wer
from vorlagen.web.ansichten import beratungsfolge, textaenderungen
from vorlagen.web.ansichten.beratungsfolge import Station
from vorlagen.web.ansichten.beratungsgraph import Graph, graph, oeffentlicher_weg, weg
from vorlagen.web.ansichten.innenbild import Innenbild, innenbild
from vorlagen.web.ansichten.textaenderungen import Aenderung
from vorlagen.web.darstellung import datum, wirkung
from vorlagen.workflow.felder import AUSWIRKUNGEN, Feld
from vorlagen.workflow.workflow import AblaufFehlerhaft, Workflow

LANG: Final = 2500
"""From so many characters on, markup included, a paper has links to its sections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vorlagenbild:
    """What everybody who may open the paper sees. Without `ablauf_da` its procedure is switched off.

    `verwandte` are papers of this house that are linked with it, `verweise` name papers that live elsewhere.
    """

    id: str
    nummer: str | None
    art: str
    betreff: str
    status: str
    ablauf: str
    ablauf_da: bool
    oeffentlich: bool
    angaben: Sequence[tuple[str, str]]
    beschlussvorschlag: str
    sachverhalt: str
    auswirkungen: Sequence[tuple[str, str, str]]
    felder: Sequence[tuple[Feld, str]]
    anlagen: Sequence[Anlagenbild]
    grabsteine: Sequence[Grabstein]
    fremddateien: Sequence[Fremddatei]
    verwandte: Sequence[Verwandt]
    verweise: Sequence[Verweis]
    stationen: Sequence[Station]
    graph: Graph | None
    aenderungen: Sequence[Aenderung]
    dokumente: Sequence[tuple[str, str]]
    innen: Innenbild | None

    @property
    def ist_lang(self) -> bool:
        """True for a text that is longer than a screen or two: then links lead to its sections."""
        return len(self.sachverhalt) + len(self.beschlussvorschlag) > LANG


def bild(vorlage: Vorlage, einblick: Einblick, *, wer: Wer, jetzt: datetime) -> Vorlagenbild:
    """The paper for this reader."""
    ablauf = ablauf_oder_keiner(vorlage)
    anhang = beiwerk.lade([vorlage], wer)
    heute, verwandte = jetzt.astimezone(BERLIN).date(), verknuepfungen.verwandte(vorlage.id, sichtbar(wer))
    if einblick is not Einblick.VOLL:
        gaenge = oeffentlich.beratungen([vorlage])[vorlage.id]
        offen, dokumente_ = oeffentlich.zeige(vorlage, anhang), _dokumente(vorlage, ablauf)
        return aussen(offen, gaenge, ablauf, dokumente_, einfuhr.zu_vorlage(vorlage), verwandte=verwandte)
    stationen, graph_ = _stationen(vorlage, heute)
    return Vorlagenbild(
        id=vorlage.id,
        nummer=vorlage.nummer,
        art=vorlage.vorlageart.name,
        betreff=vorlage.betreff,
        status=vorlage.status,
        ablauf=vorlage.ablauf,
        ablauf_da=ablauf is not None,
        oeffentlich=vorlage.oeffentlich,
        angaben=_angaben(vorlage),
        beschlussvorschlag=vorlage.beschlussvorschlag,
        sachverhalt=vorlage.sachverhalt,
        auswirkungen=_auswirkungen([(z["art"], z.get("wert"), z.get("text")) for z in vorlage.auswirkungen]),
        felder=_felder(vorlage.felder, ablauf),
        anlagen=anhang.anlagen,
        grabsteine=(),
        fremddateien=einfuhr.zu_vorlage(vorlage),
        verwandte=verwandte,
        verweise=[verweis for verweis in anhang.verweise if not verweis.ziel_id],
        stationen=stationen,
        graph=graph_,
        aenderungen=textaenderungen.geaendert(vorlage),
        dokumente=_dokumente(vorlage, ablauf),
        innen=innenbild(vorlage, ablauf, wer, jetzt),
    )


def aussen(
    offen: OeffentlicheVorlage,
    gaenge: Sequence[OeffentlicheBeratung],
    ablauf: Workflow | None,
    dokumente_: Sequence[tuple[str, str]],
    fremddateien: Sequence[Fremddatei],
    *,
    verwandte: Sequence[Verwandt] = (),
    sitzungsseite: str = beratungsfolge.INNEN,
) -> Vorlagenbild:
    """Out of the public projection, and links to files that are public where they lie; nothing else.

    `sitzungsseite` is the endpoint to which the stages link.
    """
    amt = offen.federfuehrend.aufschrift if offen.federfuehrend else ""
    stationen = beratungsfolge.oeffentliche_stationen(offen, gaenge, seite=sitzungsseite)
    return Vorlagenbild(
        id=offen.id,
        nummer=offen.nummer,
        art=offen.art,
        betreff=offen.betreff,
        status=offen.status,
        ablauf=offen.ablauf,
        ablauf_da=ablauf is not None,
        oeffentlich=True,
        angaben=_gefuellte(("Federführend", amt), ("Datum", datum(offen.datum))),
        beschlussvorschlag=offen.beschlussvorschlag,
        sachverhalt=offen.sachverhalt,
        auswirkungen=_auswirkungen(offen.auswirkungen),
        felder=_felder(offen.felder, ablauf),
        anlagen=offen.anlagen,
        grabsteine=offen.grabsteine,
        fremddateien=fremddateien,
        verwandte=verwandte,
        verweise=(),
        stationen=stationen,
        graph=graph(oeffentlicher_weg(gaenge), [station.zustand for station in stationen]),
        aenderungen=textaenderungen.oeffentlich_geaendert(gaenge),
        dokumente=dokumente_,
        innen=None,
    )


def ablauf_oder_keiner(vorlage: Vorlage) -> Workflow | None:
    """The procedure, or None if its plug-in is switched off: then the paper can be read and nothing done with it."""
    try:
        return ablauf_von(vorlage)
    except (NichtGefunden, AblaufFehlerhaft):
        return None


def _angaben(vorlage: Vorlage) -> list[tuple[str, str]]:
    return _gefuellte(
        ("Federführend", vorlage.federfuehrend.aufschrift if vorlage.federfuehrend else ""),
        ("Datum", datum(vorlage.datum)),
        ("Bearbeitung", vorlage.bearbeiter),
        ("Aktenzeichen", vorlage.aktenzeichen),
        ("Beteiligt", ", ".join(vorlage.beteiligt)),
        ("Fassung", str(vorlage.fassung)),
    )


def _gefuellte(*paare: tuple[str, str]) -> list[tuple[str, str]]:
    return [(titel, wert) for titel, wert in paare if wert]


def _auswirkungen(zeilen: Sequence[tuple[str, str | None, str | None]]) -> list[tuple[str, str, str]]:
    gesagt = {art: (wert, text) for art, wert, text in zeilen}
    return [
        (titel, wirkung(gesagt[art][0]), gesagt[art][1] or "")
        for art, titel in AUSWIRKUNGEN
        if any(gesagt.get(art, ()))
    ]


def _felder(werte: Mapping[str, Any], ablauf: Workflow | None) -> list[tuple[Feld, str]]:
    gefuellte = [(feld, werte.get(feld.name)) for feld in (ablauf.felder if ablauf else ())]
    return [(feld, feld.in_worten(wert)) for feld, wert in gefuellte if wert not in (None, "")]


def _stationen(vorlage: Vorlage, heute: date) -> tuple[Sequence[Station], Graph | None]:
    zeichnung = beratungsfolge.mitzeichnungsstation(vorlage, laufende_mitzeichnungen(vorlage))
    ab = 2 if zeichnung else 1
    gremien = beratungsfolge.stationen(vorlage, heute=heute, ab=ab)
    bild_ = graph(weg(vorlage.beratungen), [station.zustand for station in gremien], ab=ab)
    return [zeichnung, *gremien] if zeichnung else gremien, bild_


def _dokumente(vorlage: Vorlage, ablauf: Workflow | None) -> list[tuple[str, str]]:
    """Kind and title of every document that the procedure makes."""
    return benannt(dokumente.arten(vorlage), vorlage.vorlageart.name) if ablauf else []


def benannt(arten: Sequence[str], name: str) -> list[tuple[str, str]]:
    """Kinds of documents with what they are called; the only one like the paper."""
    return [(art, name if len(arten) == 1 else art.replace("_", " ").capitalize()) for art in arten]

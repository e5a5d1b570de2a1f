"""A new draft made from an earlier paper: its texts and its way, nothing that only belonged to that one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from vorlagen.models import Vorlage
from vorlagen.services import beiwerk, listen, oeffentlich
from vorlagen.services.listen import Filter
from vorlagen.services.oeffentlich import OeffentlicheVorlage
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.services.wer import Wer
from vorlagen.web.formulare import annahme
from vorlagen.web.formulare.blatt import Blatt
from vorlagen.web.formulare.entwurf import Entwurf, aus_vorlage
from vorlagen.web.formulare.folge import AUSWAHL, Stationszeile, neue
from vorlagen.workflow.felder import AUSWIRKUNGEN, Feld, Feldart

FUNDE = 10


@dataclass(frozen=True, slots=True)
class Fund:
    """A paper to take over from."""

    id: str
    nummer: str | None
    betreff: str
    art: str


def suche(worte: str, wer: Wer) -> Sequence[Fund]:
    """The papers in sight whose number or title has these words, last changed first."""
    if not worte.strip():
        return ()
    seite = listen.liste(wer, Filter(q=worte.strip()), anzahl=FUNDE)
    return [Fund(zeile.id, zeile.nummer, zeile.betreff, zeile.art) for zeile in seite.zeilen]


def bogen(vorlage_id: str, wer: Wer, *, jetzt: datetime) -> tuple[Blatt, Fund]:
    """The form for a new paper filled from an earlier one, as far as this person sees that; and which one it was.

    What is published comes over as it is published, also for insiders: what a body changed behind closed doors is no
    part of the old proposal. What is non-public stays marked so. Raises `NichtGefunden`, `NichtBerechtigt`.
    """
    vorlage, einblick = hole(vorlage_id, wer)
    leer = annahme.leeres(wer, vorlage.vorlageart.name, jetzt=jetzt)
    felder = [f for f in leer.felder if f.art is not Feldart.DATUM] if leer.ablauf.name == vorlage.ablauf else []
    voll = einblick is Einblick.VOLL
    if vorlage.veroeffentlicht is not None and vorlage.oeffentlich:
        entwurf = _oeffentliches(vorlage, felder, wer, voll=voll)
    else:
        entwurf = aus_vorlage(vorlage, felder, ())
    einfach = {name: entwurf.einfach.get(name, "") for name in ("betreff", "begruendung_nichtoeffentlich")}
    entwurf = replace(
        entwurf,
        art=leer.entwurf.art,
        federfuehrend=leer.entwurf.federfuehrend,
        einfach={**leer.entwurf.einfach, **einfach},
        folge=_ohne_termine(entwurf.folge) or leer.entwurf.folge,
        verweise=(),
    )
    return leer.mit(entwurf), Fund(vorlage.id, vorlage.nummer, vorlage.betreff, vorlage.vorlageart.name)


def _oeffentliches(vorlage: Vorlage, felder: Sequence[Feld], wer: Wer, *, voll: bool) -> Entwurf:
    """The published wording; for insiders with the stages and offices that the paper had inside."""
    bild: OeffentlicheVorlage = oeffentlich.zeige(vorlage, beiwerk.lade([vorlage], wer))
    innen = aus_vorlage(vorlage, [feld for feld in felder if voll or feld.name in bild.felder], ())
    antworten = {art: (wert or "", text or "") for art, wert, text in bild.auswirkungen}
    gaenge = [(gang.gremien, gang.art) for gang in oeffentlich.beratungen([vorlage]).get(vorlage.id, ())]
    return Entwurf(
        oeffentlich="ja",
        einfach={"betreff": bild.betreff},
        richtext={"beschlussvorschlag": bild.beschlussvorschlag, "sachverhalt": bild.sachverhalt},
        auswirkungen={art: antworten.get(art, ("", "")) for art, _ in AUSWIRKUNGEN},
        folge=innen.folge
        if voll
        else tuple(
            Stationszeile(id=str(nr), wo="+".join(gremium.id for gremium in gremien), art=art)
            for nr, (gremien, art) in enumerate(gaenge)
        ),
        mitzeichnung=innen.mitzeichnung if voll else (),
        umlauf=innen.umlauf if voll else {},
        felder=innen.felder,
    )


def _ohne_termine(folge: Sequence[Stationszeile]) -> tuple[Stationszeile, ...]:
    """The same stages as new ones, without a day; two bodies that met together do so again."""
    zeilen: list[Stationszeile] = []
    namen: dict[str, str] = {}
    for alte in folge:
        namen[alte.id] = neue(zeilen).schluessel
        erstes, _, weitere = alte.wo.partition(":")[0].partition("@")[0].partition("+")
        zeilen.append(replace(alte, id="", wo=erstes, mit=weitere.partition("+")[0], schluessel=namen[alte.id]))
    return tuple(
        replace(zeile, auf=tuple(namen[id_] for id_ in zeile.auf if id_ in namen) if zeile.wartet == AUSWAHL else ())
        for zeile in zeilen
    )

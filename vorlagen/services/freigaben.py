"""Releasing papers from the desk: the step that does it, and what should be looked at before it is taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import lazyload, load_only

from vorlagen.extensions import db
from vorlagen.fehler import NichtGefunden
from vorlagen.models import Mitzeichnung, Vorlage
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.workflow.bausteine import Folge, FolgeArt, Schritt
from vorlagen.workflow.begriffe import Rolle, Votum
from vorlagen.workflow.workflow import AblaufFehlerhaft, Workflow


@dataclass(frozen=True, slots=True)
class Freigabe:
    """The step by which a paper is released, and the version of the paper for which it is offered."""

    schritt: Schritt
    version: int


def angebote(vorlage_ids: Collection[str]) -> Mapping[str, Freigabe]:
    """Paper → its release, where one step does that and nothing else; whether it may be taken now says the engine."""
    if not vorlage_ids:
        return {}
    spalten = (Vorlage.version, Vorlage.status, Vorlage.ablauf, Vorlage.ablauf_version, Vorlage.ablauf_kennung)
    frage = select(Vorlage).where(Vorlage.id.in_(vorlage_ids))
    frage = frage.options(load_only(*spalten, Vorlage.koerperschaft_id), lazyload("*"))
    gefunden: dict[str, Freigabe] = {}
    for vorlage in db.session.scalars(frage):
        with suppress(NichtGefunden, AblaufFehlerhaft):  # its procedure is switched off; the paper itself says so
            for schritt in _freigebende(ablauf_von(vorlage), vorlage.status):
                gefunden[vorlage.id] = Freigabe(schritt, vorlage.version)
    return gefunden


def bedenken(vorlage: Vorlage) -> Sequence[Mitzeichnung]:
    """The signatures of this round that are no plain yes: with a hint, a rejection, for information, by silence."""
    gegeben = (m for m in laufende_mitzeichnungen(vorlage) if m.votum)
    return [m for m in gegeben if m.votum != Votum.ZUGESTIMMT or m.stillschweigend]


def _freigebende(ablauf: Workflow, status: str) -> Sequence[Schritt]:
    """At most one: where there are several ways on, somebody has to read and choose."""
    nur_nummer = (Folge(FolgeArt.NUMMER_VERGEBEN),)
    alle = [
        schritt
        for schritt in ablauf.schritte
        if status in schritt.quellen and Rolle.FREIGABE in schritt.rollen and schritt.folgen == nur_nummer
    ]
    return alle if len(alle) == 1 else ()

"""Taking the photograph: from rows to the frozen Sachstand that the rules are shown."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from vorlagen.extensions import verzeichnis
from vorlagen.models import Beratung, Vorlage
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.workflow.begriffe import Ausgang, Votum
from vorlagen.workflow.sachstand import Beratung as Beratungsbild
from vorlagen.workflow.sachstand import Mitzeichnung as Mitzeichnungsbild
from vorlagen.workflow.sachstand import Sachstand
from vorlagen.workflow.workflow import Workflow


def ablauf_von(vorlage: Vorlage) -> Workflow:
    """The procedure that the paper is pinned to."""
    return verzeichnis.hole(vorlage.ablauf, vorlage.ablauf_version)


def fotografiere(vorlage: Vorlage, heute: date) -> Sachstand:
    """Everything that rules may know about the paper, as it stands in this transaction."""
    return Sachstand(
        ablauf=vorlage.ablauf,
        status=vorlage.status,
        heute=heute,
        version=vorlage.version,
        fassung=vorlage.fassung,
        art=vorlage.vorlageart.name,
        nummer=vorlage.nummer,
        betreff=vorlage.betreff,
        oeffentlich=vorlage.oeffentlich,
        begruendung_nichtoeffentlich=vorlage.begruendung_nichtoeffentlich,
        federfuehrend=vorlage.federfuehrend.name if vorlage.federfuehrend else None,
        beschlussvorschlag=vorlage.beschlussvorschlag,
        sachverhalt=vorlage.sachverhalt,
        auswirkungen=MappingProxyType({zeile["art"]: zeile.get("wert") for zeile in vorlage.auswirkungen}),
        mitzeichnungen=tuple(
            Mitzeichnungsbild(
                amt=m.amt.name,
                runde=m.runde,
                gruppe=m.gruppe,
                pflicht=m.pflicht,
                frist=m.frist,
                votum=Votum(m.votum) if m.votum else None,
                fassung=m.fassung,
                in_vertretung=m.in_vertretung,
            )
            for m in laufende_mitzeichnungen(vorlage)
        ),
        beratungen=tuple(_beratungsbild(beratung) for beratung in vorlage.beratungen),
        felder=MappingProxyType(dict(vorlage.felder)),
    )


def _beratungsbild(beratung: Beratung) -> Beratungsbild:
    return Beratungsbild(
        id=beratung.id,
        gremien=tuple(gremium.name for gremium in beratung.gremien),
        art=beratung.art,
        entscheidet=beratung.entscheidet,
        oeffentlich=beratung.oeffentlich,
        reihe=beratung.reihe,
        wartet_auf=tuple(vorher.id for vorher in beratung.wartet_auf),
        geplant=beratung.geplant_am,
        versuche=tuple(top.sitzung.beginn.date() for top in beratung.tops),
        ausgang=Ausgang(beratung.ausgang) if beratung.ausgang else None,
    )

"""Taking the photograph: from rows to the frozen Sachstand that the rules are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from vorlagen.extensions import db, verzeichnis
from vorlagen.kalender import BERLIN
from vorlagen.models import Anlage, Beratung, Koerperschaft, Pflicht, Unterschrift, Verknuepfung, Vorlage
from vorlagen.services import ausgaenge, bekanntgabe, pflichten, verknuepfungen, zustaendigkeit
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.workflow.begriffe import Ausgang, Votum
from vorlagen.workflow.felder import Feld, Feldart
from vorlagen.workflow.sachstand import Beratung as Beratungsbild
from vorlagen.workflow.sachstand import Mitzeichnung as Mitzeichnungsbild
from vorlagen.workflow.sachstand import Sachstand
from vorlagen.workflow.sachstand import Unterschrift as Unterschriftsbild
from vorlagen.workflow.stecker import Stoerung
from vorlagen.workflow.workflow import AblaufFehlerhaft, Workflow


def ablauf_fuer(koerperschaft: Koerperschaft, name: str) -> Workflow:
    """The procedure that a new paper of this town begins with: the newest version, with what the town switched on."""
    return verzeichnis.hole(name, anpassungen=_anpassungen(koerperschaft, name))


def ablaeufe_fuer(koerperschaft: Koerperschaft) -> tuple[Workflow, ...]:
    """The procedures of this town, by title; one that stands still is left out, `stillstehende` says why."""
    return tuple(ergebnis for _, ergebnis in _alle_fuer(koerperschaft) if isinstance(ergebnis, Workflow))


def stillstehende(koerperschaft: Koerperschaft) -> tuple[Stoerung, ...]:
    """The procedures that no new paper can take because an Anpassung that the town switched on is missing."""
    alle = _alle_fuer(koerperschaft)
    return tuple(Stoerung(name, grund.satz) for name, grund in alle if isinstance(grund, AblaufFehlerhaft))


def ablauf_von(vorlage: Vorlage) -> Workflow:
    """The very definition that the paper is pinned to."""
    return verzeichnis.gepinnt(
        vorlage.ablauf,
        vorlage.ablauf_version,
        vorlage.ablauf_kennung,
        anpassungen=_anpassungen(vorlage.koerperschaft, vorlage.ablauf),
    )


def fotografiere(vorlage: Vorlage, heute: date, *, wer: str | None = None, ablauf: Workflow | None = None) -> Sachstand:
    """Everything that rules may know about the paper, as it stands in this transaction.

    `wer` is the id of who asks; `ablauf` the definition whose fields are meant, the paper's own unless said.
    """
    ablauf = ablauf or ablauf_von(vorlage)
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
        auswirkungen={zeile["art"]: zeile.get("wert") for zeile in vorlage.auswirkungen},
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
                gilt_fuer=m.gilt_fuer,
                stillschweigend=m.stillschweigend,
            )
            for m in laufende_mitzeichnungen(vorlage)
        ),
        beratungen=tuple(_beratungsbild(beratung) for beratung in vorlage.beratungen),
        felder=lebendig(ablauf.felder, vorlage.felder),
        wer=wer,
        zustaendig=_zustaendig(vorlage, ablauf),
        **_drumherum(vorlage.id),
    )


def _zustaendig(vorlage: Vorlage, ablauf: Workflow) -> dict[str, tuple[str, ...]]:
    """Aufgabe → offices, asked for only where a rule will look at it."""
    if not ablauf.mitzeichnung.regeln or vorlage.status not in ablauf.erbittende:
        return {}
    zustaendig = zustaendigkeit.je_aufgabe(vorlage.koerperschaft_id)
    return {aufgabe: tuple(amt.name for amt in aemter) for aufgabe, aemter in zustaendig.items()}


def lebendig(felder: tuple[Feld, ...], werte: Mapping[str, Any]) -> dict[str, Any]:
    """A procedure's own fields as rules are promised them: the stored ISO date of a date field becomes a `date`."""
    tage = {feld.name for feld in felder if feld.art is Feldart.DATUM}
    return {n: date.fromisoformat(w) if n in tage and isinstance(w, str) and w else w for n, w in werte.items()}


def _alle_fuer(koerperschaft: Koerperschaft) -> Iterator[tuple[str, Workflow | AblaufFehlerhaft]]:
    for ablauf in verzeichnis.alle():
        try:
            yield ablauf.name, ablauf_fuer(koerperschaft, ablauf.name)
        except AblaufFehlerhaft as fehler:
            yield ablauf.name, fehler


def _anpassungen(koerperschaft: Koerperschaft, ablauf: str) -> tuple[str, ...]:
    return tuple(koerperschaft.einstellungen.get("anpassungen", {}).get(ablauf, ()))


def _drumherum(vorlage_id: str) -> dict[str, Any]:
    """What hangs on the paper: one statement says what there is at all, and most papers have none of it."""
    hat = db.session.execute(
        select(
            select(func.count()).where(Anlage.vorlage_id == vorlage_id).scalar_subquery().label("anlagen"),
            select(Unterschrift.id).where(Unterschrift.vorlage_id == vorlage_id).exists().label("unterschriften"),
            select(Verknuepfung.id)
            .where(or_(Verknuepfung.vorlage_id == vorlage_id, Verknuepfung.ziel_id == vorlage_id))
            .exists()
            .label("verknuepfungen"),
            select(Pflicht.id).where(Pflicht.vorlage_id == vorlage_id).exists().label("pflichten"),
        )
    ).one()
    return {
        "anlagen": hat.anlagen,
        "unterschriften": _unterschriften(vorlage_id) if hat.unterschriften else (),
        "verknuepfungen": verknuepfungen.bilder(vorlage_id) if hat.verknuepfungen else (),
        "pflichten": pflichten.bilder(vorlage_id) if hat.pflichten else (),
    }


def _unterschriften(vorlage_id: str) -> tuple[Unterschriftsbild, ...]:
    zeilen = db.session.execute(
        select(Unterschrift.schritt, Unterschrift.person_id, Unterschrift.fassung)
        .where(Unterschrift.vorlage_id == vorlage_id)
        .order_by(Unterschrift.id)
    )
    return tuple(Unterschriftsbild(schritt=z.schritt, person=z.person_id, fassung=z.fassung) for z in zeilen)


def _beratungsbild(beratung: Beratung) -> Beratungsbild:
    return Beratungsbild(
        id=beratung.id,
        gremien=tuple(gremium.name for gremium in beratung.gremien),
        art=beratung.art,
        entscheidet=beratung.entscheidet,
        oeffentlich=bekanntgabe.ist_oeffentlich(beratung),
        reihe=beratung.reihe,
        wartet_auf=tuple(vorher.id for vorher in beratung.wartet_auf),
        geplant=beratung.geplant_am,
        versuche=tuple(top.sitzung.beginn.astimezone(BERLIN).date() for top in beratung.tops),
        intern=beratung.intern,
        ausgang=Ausgang(beratung.ausgang) if beratung.ausgang else None,
        einzeln=ausgaenge.stand(beratung).einzeln if beratung.ausgang == Ausgang.GEMISCHT else (),
    )

"""What a meeting's date does to notice, submission and the order of the Beratungsfolge: said, never decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN, datum_text, tagesende
from vorlagen.models import Beratung, Koerperschaft, Sitzung, Vorlage
from vorlagen.services import ausgaenge, kanten
from vorlagen.services.fristen import kalender_von
from vorlagen.services.sichtbarkeit import voller_einblick
from vorlagen.services.sitzungspapiere import betroffene
from vorlagen.services.termine import abgabe, abgabeschluss, ladungsfrist
from vorlagen.services.wer import Wer


@dataclass(frozen=True, slots=True)
class Pruefpunkt:
    """One thing to look at again. `stufe`: gefahr (a rule is broken) or warnung; what is meant, if one thing is."""

    code: str
    satz: str
    stufe: str = "warnung"
    vorlage_id: str | None = None
    top_id: str | None = None


def pruefe(sitzung: Sitzung, *, wer: Wer, heute: date) -> tuple[Pruefpunkt, ...]:
    """Everything about this meeting that somebody should look at, of papers only those the person sees whole."""
    if sitzung.status not in ("geplant", "eingeladen"):
        return ()
    stadt = db.session.get_one(Koerperschaft, sitzung.koerperschaft_id)
    tag = sitzung.beginn.astimezone(BERLIN).date()
    kalender = kalender_von(stadt)
    ende = abgabe(sitzung.gremium, tag, kalender).ende
    schluss = abgabeschluss(sitzung.gremium, tag, kalender)
    frage = select(Vorlage).where(Vorlage.beratungen.any(Beratung.id.in_(betroffene(sitzung))), voller_einblick(wer))
    papiere = db.session.scalars(frage.order_by(Vorlage.nummer, Vorlage.id)).unique().all()
    punkte = [*_ladung(sitzung, tag, heute), *_vorab(sitzung, tag, heute)]
    hier = {top.beratung_id for top in sitzung.tops}
    for vorlage in papiere:
        for beratung in vorlage.beratungen:
            if beratung.id in hier or beratung.geplant_id == sitzung.id:
                punkte += [*_abgabe(vorlage, ende, schluss, heute), *_reihenfolge(vorlage, beratung, tag)]
    return tuple(dict.fromkeys(punkte))


def unvollstaendiges(sitzung: Sitzung) -> Iterator[Pruefpunkt]:
    """What an invitation to this meeting would still lack, for those who look after its body."""
    if not sitzung.ort:
        yield Pruefpunkt("ort.fehlt", "Der Ort der Sitzung ist noch nicht eingetragen.")
    punkte = [top for top in sitzung.tops if top.abgesetzt is None]
    if not punkte:
        yield Pruefpunkt("tagesordnung.leer", "Auf der Tagesordnung steht noch nichts.")
    for top in punkte:
        if not top.oeffentlich and not top.begruendung_nichtoeffentlich:
            satz = f"{top.zeichen}: Warum nichtöffentlich beraten wird, ist nicht begründet."
            yield Pruefpunkt("nichtoeffentlich.unbegruendet", satz, top_id=top.id)


def _ladung(sitzung: Sitzung, tag: date, heute: date) -> Iterator[Pruefpunkt]:
    feiertag = kalender_von(db.session.get_one(Koerperschaft, sitzung.koerperschaft_id)).warum_frei(tag)
    if feiertag:
        yield Pruefpunkt("sitzung.frei", f"Der {datum_text(tag)} ist kein Arbeitstag: {feiertag}.")
    frist = ladungsfrist(sitzung.id)
    if frist is None or sitzung.status == "eingeladen":
        return
    if sitzung.fruehere_termine:
        satz = f"Der Termin ist verlegt: Es muss (erneut) geladen werden, spätestens am {datum_text(frist.faellig_am)}."
        yield Pruefpunkt("ladung.erneut", satz)
    if frist.faellig_am < heute:
        satz = f"Die Ladungsfrist ist nicht mehr zu wahren: Zu versenden war bis {datum_text(frist.faellig_am)}."
        yield Pruefpunkt("ladung.versaeumt", satz, "gefahr")


def _vorab(sitzung: Sitzung, tag: date, heute: date) -> Iterator[Pruefpunkt]:
    if tag > heute and any(top.ausgang and not top.entfallen for top in sitzung.tops):
        satz = f"Es sind schon Ergebnisse eingetragen; die Sitzung ist erst am {datum_text(tag)}."
        yield Pruefpunkt("ergebnis.vorab", satz, "gefahr")


def _abgabe(vorlage: Vorlage, ende: date, schluss: datetime, heute: date) -> Iterator[Pruefpunkt]:
    name = vorlage.nummer or f"„{vorlage.betreff}“"
    frei = vorlage.freigegeben
    if frei is not None and frei >= schluss:
        wann, stunde = frei.astimezone(BERLIN), schluss.astimezone(BERLIN)
        bis = "" if schluss == tagesende(ende) else f", {stunde:%H:%M} Uhr"
        um = f", {wann:%H:%M} Uhr," if bis else ""
        satz = (
            f"{name} wurde erst am {datum_text(wann.date())}{um} freigegeben, Abgabe war bis {datum_text(ende)}{bis}."
        )
        yield Pruefpunkt("abgabe.verspaetet", satz, "warnung", vorlage.id)
    elif frei is None and ende < heute:
        satz = f"{name} ist noch nicht freigegeben, Abgabe war bis {datum_text(ende)}."
        yield Pruefpunkt("abgabe.versaeumt", satz, "gefahr", vorlage.id)


def _reihenfolge(vorlage: Vorlage, beratung: Beratung, tag: date) -> Iterator[Pruefpunkt]:
    name = vorlage.nummer or f"„{vorlage.betreff}“"
    abstaende = kanten.lies(vorlage)
    for vorher in beratung.wartet_auf:
        termin, tage = kanten.tag_von(vorher), abstaende[beratung.id][vorher.id]
        wer = kanten.name(vorher)
        if termin is not None and ausgaenge.bleibt_offen(vorher) and termin >= tag:
            satz = f"{name} wartet auf {wer}, geplant erst am {datum_text(termin)}."
            yield Pruefpunkt("folge.vorher", satz, "gefahr", vorlage.id)
        elif termin is None and ausgaenge.bleibt_offen(vorher):
            fehlt = "dort ist (verwaltungsintern) noch kein Ergebnis" if vorher.intern else "dort ist noch kein Termin"
            satz = f"{name} wartet auf {wer}, {fehlt}."
            yield Pruefpunkt("folge.offen", satz, "warnung", vorlage.id)
        elif termin is not None and tag < termin + timedelta(days=tage):
            satz = f"{name}: Zwischen {wer} am {datum_text(termin)} und dieser Sitzung müssen {tage} Tage liegen."
            yield Pruefpunkt("folge.abstand", satz, "gefahr", vorlage.id)
    for nachher in vorlage.beratungen:
        termin = kanten.tag_von(nachher)
        if beratung.id not in abstaende[nachher.id] or termin is None or not ausgaenge.bleibt_offen(nachher):
            continue
        tage, wer = abstaende[nachher.id][beratung.id], kanten.name(nachher)
        if termin <= tag:
            satz = f"{wer} hat {name} schon am {datum_text(termin)} vor und wartet darauf."
            yield Pruefpunkt("folge.nachher", satz, "gefahr", vorlage.id)
        elif termin < tag + timedelta(days=tage):
            satz = f"{name}: Zwischen dieser Sitzung und {wer} am {datum_text(termin)} müssen {tage} Tage liegen."
            yield Pruefpunkt("folge.abstand", satz, "gefahr", vorlage.id)

"""Referrals: a body sends the paper to others; the graph grows by stages, and nothing is copied."""

from __future__ import annotations

from collections.abc import Sequence

from vorlagen.extensions import db
from vorlagen.models import Beratung, Vorlage
from vorlagen.services import bekanntgabe, kanten
from vorlagen.services.ausgaenge import bleibt_offen
from vorlagen.services.beratungsfolge import Station, finde_gremium, fuelle, neu


def setze(vorlage: Vorlage, beratung: Beratung, gremien: Sequence[str]) -> None:
    """The body refers the paper to these; none: it does not, or nobody has said where. The same again: nothing."""
    ziele = [finde_gremium(vorlage.koerperschaft_id, gremium, feld="verwiesen_an").id for gremium in gremien]
    if ziele and ziele == beratung.verwiesen_an:
        return
    nimm_zurueck(vorlage, beratung)
    fuege_ein(vorlage, beratung, ziele)


def fuege_ein(vorlage: Vorlage, beratung: Beratung, gremien: Sequence[str]) -> None:
    """Add the bodies to which the paper was referred; a body that decides meets it again after them.

    A body that the paper has still before it is not added twice, unless it waits for the very decision. An unnamed
    referral adds nothing: somebody will say where, and until then a body that decides has not done so. What was
    referred behind closed doors goes on there.
    """
    ziele = [finde_gremium(vorlage.koerperschaft_id, gremium, feld="verwiesen_an").id for gremium in gremien]
    beratung.verwiesen_an, bisher = ziele, kanten.lies(vorlage)
    nachfolger = [wer for wer, davor in bisher.items() if beratung.id in davor]
    spaeter = kanten.wartende(bisher, beratung.id) if beratung.entscheidet else set()
    andere = [b for b in vorlage.beratungen if b is not beratung and b.id not in spaeter and bleibt_offen(b)]
    erwartet = {gremium.id for b in andere for gremium in b.gremien}
    fehlende = [ziel for ziel in dict.fromkeys(ziele) if ziel not in erwartet]
    schub = bool(fehlende) + beratung.entscheidet
    if not ziele or not schub:
        return
    for spaetere in vorlage.beratungen:
        if spaetere.reihe > beratung.reihe:
            spaetere.reihe += schub
    oeffentlich = bekanntgabe.ist_oeffentlich(beratung)
    neue = [_fuege_an(vorlage, beratung, Station((z,), "Vorberatung", oeffentlich=oeffentlich), 1) for z in fehlende]
    for stufe in neue:
        bisher[stufe.id] = {beratung.id: 0}
    davor = [*neue, *(b for b in andere if any(gremium.id in ziele for gremium in b.gremien))]
    if beratung.entscheidet:
        wieder = Station(tuple(g.id for g in beratung.gremien), beratung.art, True, oeffentlich)
        zurueck = _fuege_an(vorlage, beratung, wieder, schub)
        bisher[zurueck.id] = {b.id: 0 for b in davor}
        beratung.entscheidet = False
        davor = [zurueck]
    for wer in nachfolger:
        abstand = bisher[wer].pop(beratung.id)
        bisher[wer] |= {b.id: abstand for b in davor if b.id != wer} or {beratung.id: abstand}
    vorlage.beratungen.sort(key=lambda b: (b.reihe, b.id))
    kanten.schreibe(vorlage, bisher)


def nimm_zurueck(vorlage: Vorlage, beratung: Beratung) -> None:
    """Take out what a referral brought, as far as no body has dealt with it; a corrected result needs it no more."""
    unberuehrt = [b for b in vorlage.beratungen if b.verwiesen_von_id == beratung.id and not (b.tops or b.ausgang)]
    if not unberuehrt:
        return
    weg, bisher = {b.id for b in unberuehrt}, kanten.lies(vorlage)
    for wer, davor in bisher.items():
        if wer not in weg and weg & davor.keys():
            abstand = max(tage for vorher, tage in davor.items() if vorher in weg)
            rest = {vorher: tage for vorher, tage in davor.items() if vorher not in weg}
            bisher[wer] = rest | {beratung.id: abstand}
    beratung.entscheidet = beratung.entscheidet or any(b.entscheidet for b in unberuehrt)
    for stufe in unberuehrt:
        vorlage.beratungen.remove(stufe)
    db.session.flush()
    kanten.schreibe(vorlage, {wer: davor for wer, davor in bisher.items() if wer not in weg})


def _fuege_an(vorlage: Vorlage, beratung: Beratung, station: Station, weiter: int) -> Beratung:
    stufe = neu(vorlage)
    stufe.verwiesen_von_id = beratung.id
    fuelle(vorlage, stufe, station, beratung.reihe + weiter)
    return stufe

"""What really happened: what a person says goes first, then what was counted, last what the label safely means.

A label alone can lie (domain handbook § 3.2); nothing here reads a word out of the middle of a text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Tagesordnungspunkt, Vorlage
from vorlagen.services import bezeichnungen
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.workflow.begriffe import BLEIBT_OFFEN, OFFENE_PUNKTE, Ausgang
from vorlagen.workflow.bezeichnungen import ausgang as aus_bezeichnung


@dataclass(frozen=True, slots=True)
class Stand:
    """What holds of a stage. `punkte` were decided one by one (by their ids), `rest` is what holds of all others."""

    ausgang: Ausgang | None = None
    punkte: Mapping[str, Ausgang | None] = field(default_factory=dict)
    rest: Ausgang | None = None

    @property
    def einzeln(self) -> tuple[Ausgang | None, ...]:
        """The outcomes of which a mixed one consists."""
        return (*self.punkte.values(), *([] if self.rest in (None, Ausgang.GEMISCHT) else [self.rest]))

    def von(self, punkt_id: str) -> Ausgang | None:
        """What holds of this point."""
        return self.punkte.get(punkt_id, self.rest)


def bestimme(
    vorlage: Vorlage, beratung: Beratung, top: Tagesordnungspunkt | None, ergebnis: Ergebnis, heute: date
) -> Ausgang | None:
    """The outcome of this attempt; None: still open. Raises `EingabeUngueltig` for a word that is no outcome.

    A person's word goes first. Where points were voted on, all of them must have an outcome: here, at an earlier
    attempt, or by a motion that was carried.
    """
    pruefe(ergebnis)
    if ergebnis.ausgang is not None:
        return Ausgang(ergebnis.ausgang)
    aus_verfahren = _aus_verfahren(ergebnis)
    if ergebnis.punkte:
        uebrige = dict.fromkeys(fehlende_punkte(vorlage, beratung, top, ergebnis), aus_verfahren)
        return aus_punkten({punkt.punkt: punkt.ausgang for punkt in ergebnis.punkte} | uebrige)
    return (
        aus_wahl(ergebnis.wahl)
        or aus_verfahren
        or aus_bezeichnung(ergebnis.ergebnis, beratung.art, _eigene(vorlage, top, heute))
    )


def fehlende_punkte(
    vorlage: Vorlage, beratung: Beratung, top: Tagesordnungspunkt | None, ergebnis: Ergebnis
) -> list[str]:
    """The numbers of the points of which neither this result nor an earlier attempt says what became of them."""
    davor, jetzt = stand(beratung, vor=top) if top else Stand(), {punkt.punkt for punkt in ergebnis.punkte}
    bekannt = {punkt_id for punkt_id, wert in davor.punkte.items() if _ist_endgueltig(wert)}
    return [
        punkt.nr
        for punkt in vorlage.beschlusspunkte
        if punkt.text and punkt.id not in bekannt and not jetzt & {punkt.id, punkt.nr}
    ]


def aus_punkten(punkte: Mapping[str, str | None]) -> Ausgang | None:
    """What all points have in common; mixed if they differ; open while one of them is."""
    verschiedene = set(punkte.values())
    if not verschiedene or None in verschiedene:
        return None
    return Ausgang.GEMISCHT if len(verschiedene) > 1 else Ausgang(str(verschiedene.pop()))


def aus_wahl(wahl: Mapping[str, object] | None) -> Ausgang | None:
    """Elected if somebody is and has not declined; not elected if the record says nobody is; else open."""
    if wahl is None:
        return None
    if wahl.get("gewaehlt") or _sitze(wahl):
        return Ausgang.NICHT_GEWAEHLT if wahl.get("angenommen") is False else Ausgang.GEWAEHLT
    return Ausgang.NICHT_GEWAEHLT if wahl.get("wahlgaenge") and "gewaehlt" in wahl else None


def stand(beratung: Beratung, *, vor: Tagesordnungspunkt | None = None) -> Stand:
    """What holds of the stage, told from its attempts in their order; or (`vor`) what still holds when one begins.

    Points that were decided stay decided while others are open; what is said of the whole then holds of the others.
    Once the body was done, another attempt is another vote on everything: after an objection, or taken up again.
    """
    bisher = Stand()
    versuche: Sequence[Tagesordnungspunkt | None] = beratung.versuche or [None]
    for versuch in versuche:
        davor = Stand() if _ist_fertig(bisher) else bisher
        if versuch is not None and versuch is vor:
            return davor
        bisher = _weiter(davor, beratung, versuch)
    return bisher


def bleibt_offen(beratung: Beratung) -> bool:
    """True if the same body is to meet the paper again: nothing said yet, postponed, or a point of it still open."""
    ausgang = Ausgang(beratung.ausgang) if beratung.ausgang else None
    return not _ist_fertig(replace(stand(beratung), ausgang=ausgang))


def _weiter(davor: Stand, beratung: Beratung, top: Tagesordnungspunkt | None) -> Stand:
    """What holds after one more attempt."""
    zeilen = [a for a in beratung.abstimmungen if a.gilt and a.top_id == (top.id if top else None)]
    einzeln = {a.punkt_id or "": Ausgang(a.ausgang) if a.ausgang else None for a in zeilen if a.art == "punkt"}
    gesagt = top.ausgang if top else next((a.ausgang for a in zeilen if a.art in ("sache", "wahl")), None)
    ganz = Ausgang(gesagt) if gesagt else None
    if ganz is None and not einzeln:
        return davor
    fest = {punkt_id: wert for punkt_id, wert in davor.punkte.items() if _ist_endgueltig(wert)}
    if not fest:
        return Stand(ganz, einzeln, ganz)
    punkte = fest | {p: ganz for p in davor.punkte if p not in fest} | einzeln
    return Stand(aus_punkten({**punkte, "": ganz}), punkte, ganz)


def _ist_fertig(stand: Stand) -> bool:
    if stand.ausgang is Ausgang.GEMISCHT:
        return bool(stand.einzeln) and all(_ist_endgueltig(wert) for wert in stand.einzeln)
    return stand.ausgang is not None and stand.ausgang not in BLEIBT_OFFEN


def _ist_endgueltig(ausgang: Ausgang | None) -> bool:
    """A point that was referred comes back, one that was postponed as well."""
    return ausgang is not None and ausgang not in OFFENE_PUNKTE


def _aus_verfahren(ergebnis: Ergebnis) -> Ausgang | None:
    """A motion that was carried does what it asks for; the last one counts."""
    wirkungen = [v.wirkung for v in ergebnis.verfahren if v.ausgang == Ausgang.ANGENOMMEN and v.wirkung]
    return Ausgang(wirkungen[-1]) if wirkungen else None


def _sitze(wahl: Mapping[str, object]) -> bool:
    gaenge = wahl.get("wahlgaenge")
    vorschlaege = [v for gang in gaenge for v in gang.get("vorschlaege", ())] if isinstance(gaenge, list) else []
    return any(vorschlag.get("sitze") for vorschlag in vorschlaege)


def _eigene(vorlage: Vorlage, top: Tagesordnungspunkt | None, heute: date) -> dict[tuple[str, str | None], str]:
    """The town's own labels on the day of the meeting."""
    tag = top.sitzung.beginn.astimezone(BERLIN).date() if top else heute
    return bezeichnungen.gueltige(bezeichnungen.der_stadt(vorlage.koerperschaft_id), tag)


def pruefe(ergebnis: Ergebnis) -> None:
    """Refuse a word that is no outcome. Raises `EingabeUngueltig`."""
    gesagt: Collection[str | None] = (
        ergebnis.ausgang,
        *(p.ausgang for p in ergebnis.punkte),
        *(v.ausgang for v in ergebnis.verfahren),
        *(a.ausgang for a in ergebnis.antraege),
        *(v.wirkung for v in ergebnis.verfahren),
    )
    for wert in gesagt:
        if wert is not None and wert not in set(Ausgang):
            raise EingabeUngueltig(
                f"Den Ausgang „{wert}“ gibt es nicht.", {"ausgang": [f"Möglich sind: {', '.join(Ausgang)}."]}
            )

"""What really happened: what a person says goes first, then what was counted, last what the label safely means.

A label alone can lie (domain handbook § 3.2); nothing here reads a word out of the middle of a text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN
from vorlagen.models import Abstimmung, Beratung, Vorlage
from vorlagen.services import bezeichnungen
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.workflow.begriffe import BLEIBT_OFFEN, Ausgang
from vorlagen.workflow.bezeichnungen import ausgang as aus_bezeichnung


def bestimme(vorlage: Vorlage, beratung: Beratung, ergebnis: Ergebnis) -> Ausgang | None:
    """The outcome of this attempt; None: still open. Raises `EingabeUngueltig` for a word that is no outcome."""
    pruefe(ergebnis)
    if ergebnis.ausgang is not None:
        return Ausgang(ergebnis.ausgang)
    gezaehlt = aus_punkten({punkt.punkt: punkt.ausgang for punkt in ergebnis.punkte})
    return (
        gezaehlt
        or aus_wahl(ergebnis.wahl)
        or _aus_verfahren(ergebnis)
        or aus_bezeichnung(ergebnis.ergebnis, beratung.art, _eigene(vorlage, beratung))
    )


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


def gesamt(beratung: Beratung, top_id: str | None, ausgang: Ausgang | None) -> Ausgang | None:
    """What holds for the stage after this attempt: points that were postponed before may be all that was left.

    An attempt that decided only some points is read together with what earlier attempts decided on the others.
    """
    jetzt = {a.punkt_id or "": a.ausgang for a in _punkte(beratung) if a.top_id == top_id}
    frueher = {a.punkt_id or "": a.ausgang for a in _punkte(beratung) if a.top_id != top_id}
    endgueltig = {punkt: wert for punkt, wert in frueher.items() if wert and Ausgang(wert) not in BLEIBT_OFFEN}
    if not endgueltig:
        return ausgang
    if not jetzt:
        offen = {punkt: str(ausgang) for punkt in frueher if punkt not in endgueltig} if ausgang else {}
        return aus_punkten(endgueltig | offen) if offen else ausgang
    return aus_punkten(endgueltig | jetzt)


def bleibt_offen(beratung: Beratung) -> bool:
    """True if the same body is to meet the paper again: nothing said yet, postponed, or a point of it postponed."""
    if beratung.ausgang is None or Ausgang(beratung.ausgang) in BLEIBT_OFFEN:
        return True
    letzte = {a.punkt_id: a.ausgang for a in _punkte(beratung)}
    return beratung.ausgang == Ausgang.GEMISCHT and any(wert in BLEIBT_OFFEN for wert in letzte.values())


def _punkte(beratung: Beratung) -> list[Abstimmung]:
    return [a for a in beratung.abstimmungen if a.gilt and a.art == "punkt"]


def _aus_verfahren(ergebnis: Ergebnis) -> Ausgang | None:
    """A motion that was carried does what it asks for; the last one counts."""
    wirkungen = [v.wirkung for v in ergebnis.verfahren if v.ausgang == Ausgang.ANGENOMMEN and v.wirkung]
    return Ausgang(wirkungen[-1]) if wirkungen else None


def _sitze(wahl: Mapping[str, object]) -> bool:
    gaenge = wahl.get("wahlgaenge")
    vorschlaege = [v for gang in gaenge for v in gang.get("vorschlaege", ())] if isinstance(gaenge, list) else []
    return any(vorschlag.get("sitze") for vorschlag in vorschlaege)


def _eigene(vorlage: Vorlage, beratung: Beratung) -> dict[tuple[str, str | None], str]:
    """The town's own labels on the day of the meeting."""
    tag = beratung.versuche[-1].sitzung.beginn.astimezone(BERLIN).date() if beratung.tops else date.today()
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

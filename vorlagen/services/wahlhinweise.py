"""What does not fit in the record of an election: pointed out, never blocking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vorlagen.models import Beratung
from vorlagen.workflow.begriffe import ZUGESTIMMT, Ausgang


def hinweise(beratung: Beratung, wahl: Mapping[str, Any] | None, ausgang: Ausgang | None) -> Iterator[str]:
    """German sentences about ballots, lots, acceptance, and the outcome beside them."""
    if wahl is None:
        if beratung.art == "Wahl" and ausgang is Ausgang.GEWAEHLT:
            yield "Die Wahlgänge sind noch nicht eingetragen."
        return
    for gang in wahl.get("wahlgaenge") or ():
        yield from _zum_wahlgang(gang)
    gewaehlt = wahl.get("gewaehlt")
    if gewaehlt and ausgang is not Ausgang.GEWAEHLT and wahl.get("angenommen") is not False:
        yield f"Als gewählt ist „{gewaehlt}“ eingetragen, der Ausgang ist „{ausgang.titel if ausgang else 'offen'}“."
    if not gewaehlt and ausgang in ZUGESTIMMT and not _hat_sitze(wahl):
        yield "Der Ausgang sagt „gewählt“; wer gewählt ist, fehlt noch."
    if gewaehlt and wahl.get("angenommen") is None:
        yield "Ob die Wahl angenommen wurde, ist noch nicht eingetragen."
    if wahl.get("angenommen") is False:
        yield "Die Wahl wurde nicht angenommen; es ist neu zu wählen."


def _zum_wahlgang(gang: Mapping[str, Any]) -> Iterator[str]:
    wo = f"{gang.get('nr', '?')}. Wahlgang: "
    namen = ("ausgegeben", "abgegeben", "gueltig", "ungueltig", "enthaltung")
    ausgegeben, abgegeben, gueltig, ungueltig, enthaltung = (_zahl(gang, name) for name in namen)
    vorschlaege = gang.get("vorschlaege") or ()
    stimmen = [v["stimmen"] for v in vorschlaege if v.get("stimmen") is not None]
    eingegangen = abgegeben if abgegeben is not None else ausgegeben
    if ausgegeben is not None and abgegeben is not None and abgegeben > ausgegeben:
        yield f"{wo}Abgegeben sind {abgegeben} Stimmzettel, ausgegeben nur {ausgegeben}."
    zettel = None if gueltig is None or ungueltig is None else gueltig + ungueltig
    if zettel is not None and eingegangen is not None and zettel != eingegangen:
        yield f"{wo}{gueltig} gültige und {ungueltig} ungültige Stimmen sind nicht {eingegangen} Stimmzettel."
    if gueltig is not None and stimmen and not gang.get("mehrere_stimmen"):
        summe = sum(stimmen)
        mit = summe + (enthaltung or 0)
        if mit > gueltig and enthaltung and ungueltig == enthaltung and summe <= gueltig:
            yield f"{wo}Die {enthaltung} Enthaltungen sind wohl auch als ungültig gezählt."
        elif mit > gueltig:
            yield f"{wo}Auf die Vorschläge und Enthaltungen entfallen {mit} Stimmen, gültig sind {gueltig}."
    los = gang.get("los")
    if los:
        yield from _zum_los(wo, los, vorschlaege)
    elif gang.get("gewaehlt") and len(stimmen) > 1 and sorted(stimmen)[-1] == sorted(stimmen)[-2]:
        yield f"{wo}Die meisten Stimmen haben mehrere; ein Los ist nicht eingetragen."


def _zum_los(wo: str, los: Mapping[str, Any], vorschlaege: Any) -> Iterator[str]:
    zwischen, gezogen = los.get("zwischen") or [], los.get("gezogen")
    if gezogen and zwischen and gezogen not in zwischen:
        yield f"{wo}Gezogen ist „{gezogen}“, gelost wurde zwischen {' und '.join(zwischen)}."
    erhalten = {v["stimmen"] for v in vorschlaege if v["name"] in zwischen and v.get("stimmen") is not None}
    if len(erhalten) > 1:
        yield f"{wo}Gelost wird nur bei gleicher Stimmenzahl."


def _zahl(gang: Mapping[str, Any], name: str) -> int | None:
    wert: int | None = gang.get(name)
    return wert


def _hat_sitze(wahl: Mapping[str, Any]) -> bool:
    return any(v.get("sitze") for gang in wahl.get("wahlgaenge") or () for v in gang.get("vorschlaege") or ())

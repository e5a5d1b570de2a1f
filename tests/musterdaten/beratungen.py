"""From the release to the outcome: agendas, attempts, votes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from tests.musterdaten import texte, verteilung
from tests.musterdaten.leben import Heute, Leben
from tests.musterdaten.stadt import Sitzungstag
from vorlagen.extensions import neue_id

ABGABE: Final = timedelta(days=12)
"""So long before a meeting a paper must be ready for it."""
VERSUCHE: Final = 3
"""A body postpones at most this often less one."""
ENTSCHEIDET: Final = {"Beschlussvorlage": "Entscheidung", "Wahlvorlage": "Wahl"}
BEZEICHNUNGEN: Final = {
    "angenommen": "ungeändert beschlossen", "angenommen_geaendert": "geändert beschlossen", "abgelehnt": "abgelehnt",
    "vertagt": "vertagt", "kenntnis_genommen": "zur Kenntnis genommen", "empfohlen": "ungeändert beschlossen",
    "ohne_empfehlung": "ohne Beschlussempfehlung", "gewaehlt": "gewählt", "nicht_gewaehlt": "nicht gewählt",
}  # fmt: skip


def beraten(leben: Leben) -> None:
    """Announce what goes before no body; carry the rest through its stages. Raises `Heute`."""
    if not leben.gremien:
        leben.warte(bis=leben.jetzt + timedelta(days=leben.zufall.randint(1, 9)))
        leben.fristen.beende(leben.jetzt)
        leben.gehe("bekannt_geben", "bekannt_gegeben", leben.stadt.gremiendienst)
        return
    stationen = _lege_stationen_an(leben)
    for beratung in stationen:
        ausgang = _behandle(leben, beratung)
        if ausgang == "zurueckgezogen":
            leben.fristen.beende(leben.jetzt)
            leben.gehe("zurueckziehen", "zurueckgezogen", leben.wer, bemerkung=texte.RUECKZUG)
            return
    if leben.art == "Mitteilungsvorlage":
        leben.gehe("kenntnisnahme_feststellen", "zur_kenntnis_genommen", None)
    elif leben.art == "Wahlvorlage":
        leben.gehe(f"als_{ausgang}_feststellen", ausgang, None)
    elif ausgang == "abgelehnt":
        leben.gehe("als_abgelehnt_feststellen", "abgelehnt", None)
    else:
        leben.gehe("als_beschlossen_feststellen", "beschlossen", None)


def _lege_stationen_an(leben: Leben) -> list[dict[str, Any]]:
    """The Beratungsfolge, each stage after the one before; the last one decides unless nothing is to be decided."""
    stationen: list[dict[str, Any]] = []
    for reihe, gremien in enumerate(leben.gremien, start=1):
        letzte = reihe == len(leben.gremien)
        art = ENTSCHEIDET.get(leben.art) if letzte else verteilung.ziehe(leben.zufall, verteilung.VORHER)
        if leben.art == "Mitteilungsvorlage":
            art = "Kenntnisnahme"
        beratung = leben.stapel.lege(
            "beratung", id=neue_id(), reihe=reihe, art=art, entscheidet=art in ENTSCHEIDET.values(),
            oeffentlich=leben.zeile["oeffentlich"], geplant_id=None, geplant_am=None, ergebnis=None, ausgang=None,
            **leben.fest,
        )  # fmt: skip
        for rang, gremium_id in enumerate(gremien, start=1):
            leben.stapel.lege("beratung_gremium", beratung_id=beratung["id"], gremium_id=gremium_id, rang=rang)
        if stationen:
            leben.stapel.lege(
                "beratung_wartet_auf", beratung_id=beratung["id"], vorher_id=stationen[-1]["id"], mindestabstand_tage=0
            )
        stationen.append(beratung)
    return stationen


def _behandle(leben: Leben, beratung: dict[str, Any]) -> str:
    """Attempt after attempt until the body is done; returns the outcome. Raises `Heute`."""
    gremien = leben.gremien[beratung["reihe"] - 1]
    for versuch in range(1, VERSUCHE + 1):
        sitzung = leben.stadt.naechste(gremien[0], leben.jetzt + ABGABE)
        if sitzung is None:
            raise Heute
        leben.warte(bis=sitzung.beginn - timedelta(days=9))
        top = _setze_auf_tagesordnung(leben, beratung, sitzung, gremien[0])
        if _wird_zurueckgezogen(leben, beratung):
            return "zurueckgezogen"
        leben.warte(bis=sitzung.beginn + timedelta(hours=15))
        ausgang = _entscheidet(leben, beratung, letzter=versuch == VERSUCHE)
        _trage_ein(leben, beratung, top, gremien, ausgang)
        if ausgang != "vertagt":
            break
    return ausgang


def _setze_auf_tagesordnung(
    leben: Leben, beratung: dict[str, Any], sitzung: Sitzungstag, gremium_id: str
) -> dict[str, Any]:
    oeffentlich = beratung["oeffentlich"]
    sitzung.letzte[oeffentlich] += 1
    nummer = sitzung.letzte[oeffentlich]
    beratung |= {"geplant_id": sitzung.id, "geplant_am": sitzung.tag, "ergebnis": None, "ausgang": None}
    top = leben.stapel.lege(
        "tagesordnungspunkt", id=neue_id(), koerperschaft_id=leben.stadt.id, sitzung_id=sitzung.id,
        beratung_id=beratung["id"], oeffentlich=oeffentlich, nummer=nummer, titel=leben.zeile["betreff"],
        ergebnis=None, ausgang=None, fassung_vorher=None, fassung_nachher=None,
    )  # fmt: skip
    daten = {"sitzung": sitzung.id, "gremium": leben.stadt.gremien[gremium_id], "beratung": beratung["id"],
             "top": f"{'Ö' if oeffentlich else 'N'} {nummer}"}  # fmt: skip
    leben.zeile["version"] += 1
    leben.merke("auf_tagesordnung", leben.stadt.gremiendienst, daten)
    if leben.zeile["status"] == "freigegeben":
        leben.fristen.beende(leben.jetzt)
        leben.gehe("in_beratung_nehmen", "in_beratung", None)
    return top


def _wird_zurueckgezogen(leben: Leben, beratung: dict[str, Any]) -> bool:
    if not beratung["entscheidet"]:
        return False
    return verteilung.ziehe(leben.zufall, verteilung.ENTSCHEIDUNG) == "zurueckgezogen"


def _entscheidet(leben: Leben, beratung: dict[str, Any], *, letzter: bool) -> str:
    if beratung["art"] == "Kenntnisnahme":
        return "kenntnis_genommen"
    if beratung["art"] == "Wahl":
        return verteilung.ziehe(leben.zufall, verteilung.WAHL)
    moeglich = verteilung.ENTSCHEIDUNG if beratung["entscheidet"] else verteilung.EMPFEHLUNG
    ausser = {"zurueckgezogen", "vertagt"} if letzter else {"zurueckgezogen"}
    return verteilung.ziehe(leben.zufall, {a: zahl for a, zahl in moeglich.items() if a not in ausser})


def _trage_ein(
    leben: Leben, beratung: dict[str, Any], top: dict[str, Any], gremien: tuple[str, ...], ausgang: str
) -> None:
    bezeichnung = BEZEICHNUNGEN[ausgang]
    for zeile in (top, beratung):
        zeile |= {"ergebnis": bezeichnung, "ausgang": ausgang}
    top["fassung_vorher"] = top["fassung_nachher"] = leben.zeile["fassung"]
    fest = {"koerperschaft_id": leben.stadt.id, "beratung_id": beratung["id"], "top_id": top["id"],
            "erfasst": leben.jetzt, "gilt": True, "ausgang": ausgang, "ergebnis": bezeichnung}  # fmt: skip
    punkte = list(leben.punkte) if beratung["entscheidet"] and ausgang != "vertagt" else []
    for reihe, punkt_id in enumerate(punkte, start=1):
        leben.stapel.lege(
            "abstimmung",
            id=neue_id(),
            punkt_id=punkt_id,
            reihe=reihe,
            art="punkt",
            wahl=None,
            **_stimmen(leben, ausgang),
            **fest,
        )
    leben.stapel.lege(
        "abstimmung",
        id=neue_id(),
        punkt_id=None,
        reihe=len(punkte) + 1,
        art="wahl" if beratung["art"] == "Wahl" else "sache",
        wahl=_wahl(leben, ausgang) if beratung["art"] == "Wahl" else None,
        **_stimmen(leben, ausgang),
        **fest,
    )
    namen = [leben.stadt.gremien[gremium_id] for gremium_id in gremien]
    daten = {"beratung": beratung["id"], "gremien": namen, "ergebnis": bezeichnung,
             "ausgang": ausgang, "bisher": None, "fassung": leben.zeile["fassung"],
             "top": f"{'Ö' if top['oeffentlich'] else 'N'} {top['nummer']}"}  # fmt: skip
    leben.zeile["version"] += 1
    leben.merke("ergebnis", leben.stadt.gremiendienst, daten)


def _stimmen(leben: Leben, ausgang: str) -> dict[str, int | None]:
    """Votes that fit the outcome; where nobody votes, nothing is counted."""
    if ausgang in ("kenntnis_genommen", "vertagt", "ohne_empfehlung", "gewaehlt", "nicht_gewaehlt"):
        return {"ja": None, "nein": None, "enthaltung": None, "befangen": None}
    sitze = leben.zufall.randint(*verteilung.SITZE)
    enthaltung = leben.zufall.choice([0, 0, 0, 1, 2, 4])
    minderheit = leben.zufall.choice([0, 0, leben.zufall.randint(0, (sitze - enthaltung - 1) // 2)])
    mehrheit = sitze - enthaltung - minderheit
    ja, nein = (minderheit, mehrheit) if ausgang == "abgelehnt" else (mehrheit, minderheit)
    return {"ja": ja, "nein": nein, "enthaltung": enthaltung, "befangen": None}


def _wahl(leben: Leben, ausgang: str) -> dict[str, Any]:
    """A secret ballot between two people, as the result page keeps it; who is not elected has too few votes."""
    zufall = leben.zufall
    ausgegeben = zufall.randint(*verteilung.SITZE)
    gewaehlt = ausgang == "gewaehlt"
    vorn = ausgegeben // 2 + 1 if gewaehlt else ausgegeben // 3
    namen = zufall.sample([f"{vorname} {nachname}" for vorname in texte.VORNAMEN for nachname in texte.NACHNAMEN], 2)
    stimmen = (vorn, zufall.randint(0, min(vorn, ausgegeben - vorn)))
    gang = {"nr": 1, "ausgegeben": ausgegeben, "gueltig": ausgegeben, "ungueltig": 0,
            "enthaltung": ausgegeben - sum(stimmen), "gewaehlt": namen[0] if gewaehlt else None,
            "vorschlaege": [{"name": n, "stimmen": s} for n, s in zip(namen, stimmen, strict=True)]}  # fmt: skip
    return {"verfahren": "geheim", "wahlgaenge": [gang], "gewaehlt": namen[0] if gewaehlt else None,
            "angenommen": True if gewaehlt else None}  # fmt: skip

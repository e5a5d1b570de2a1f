"""Who may read what: a second opinion, written down apart from the code that decides it. Default deny."""

from __future__ import annotations

from typing import Any

from tests.leck.marken import Marke
from tests.leck.welt import Leckwelt

Zeile = dict[str, Any]

HAUS = frozenset(
    {"amt.name", "gremium.name", "koerperschaft.name", "koerperschaft.untertitel", "person.name", "sitzung.absagegrund",
     "sitzung.ort", "vorlageart.name"}
)  # fmt: skip
"""What everybody with an account in the town may read."""
OEFFENTLICH = frozenset(
    {"amt.name", "gremium.name", "koerperschaft.datenschutz", "koerperschaft.impressum", "koerperschaft.name",
     "koerperschaft.untertitel", "mitgliedschaft.fraktion", "mitgliedschaft.name", "sitzung.ort", "vorlageart.name"}
)  # fmt: skip
"""What everybody in the world may read: it stands on the public pages, or on the town's paper."""
NIE = frozenset({"person.passwort"})
"""What no door gives to anybody."""
DIENST = frozenset({"gerda", "adele"})
"""Who leads meetings and who administers; theirs is what belongs to no paper."""


class Maszstab:
    """The rows of the first town, and which of them the public may read."""

    def __init__(self, welt: Leckwelt, marken: dict[str, Marke]) -> None:
        self._welt = welt
        self._vorlagen = {m.zeile["id"]: m.zeile for m in marken.values() if m.spalte.startswith("vorlage.")}
        self._fassungen = [m.zeile for m in marken.values() if m.spalte == "fassung.inhalt"]
        self._tops = [m.zeile for m in marken.values() if m.spalte == "tagesordnungspunkt.titel"]
        self._beratungen = {m.zeile["id"]: m.zeile for m in marken.values() if m.spalte.startswith("beratung.")}

    def darf(self, wer: str | None, marke: Marke) -> bool:
        """True if this person may read this value."""
        if wer is None:  # everybody is told what is public, of the town that gives it out
            eigene = marke.zeile.get("koerperschaft_id", marke.zeile["id"]) == self._stadt
            return eigene and (marke.spalte in OEFFENTLICH or self._oeffentlich(marke))
        if wer == "rosa":  # keeps the installation, works in no town
            return marke.spalte == "koerperschaft.name" or marke.zeile.get("anmeldename") == "rosa"
        if (wer.startswith("n-")) == (marke.zeile.get("koerperschaft_id", marke.zeile.get("id")) == self._stadt):
            return False
        if marke.spalte in NIE:
            return False
        if marke.spalte == "arbeitskopie.inhalt":  # whoever typed it, nobody who may read the draft
            return wer == "frieda"
        if marke.spalte in HAUS | OEFFENTLICH or wer.startswith("n-"):
            return True
        return self._oeffentlich(marke) or wer in self._eingeweihte(marke)

    @property
    def _stadt(self) -> str:
        return self._welt.stadt.koerperschaft_id

    def _oeffentlich(self, marke: Marke) -> bool:
        zeile = marke.zeile
        vorlage = self._vorlagen.get(str(zeile.get("vorlage_id") or zeile["id"]))
        match marke.spalte:
            case "vorlage.betreff" | "vorlage.sachverhalt":
                return _heraus(vorlage)
            case "vorlage.beschlussvorschlag" | "beschlusspunkt.text":
                return vorlage is not None and _heraus(vorlage) and self._bekannte(vorlage) == vorlage["fassung"]
            case "fassung.inhalt":
                return vorlage is not None and _heraus(vorlage) and self._bekannte(vorlage) == zeile["nr"]
            case "anlage.name" | "anlage.inhalt":
                return bool(zeile["oeffentlich"]) and zeile["ruecknahme"] is None and _heraus(vorlage)
            case "beratung.ergebnis":
                return self._vor_allen(zeile["id"])
            case "abstimmung.antrag" | "abstimmung.ergebnis" | "abstimmung.gruppe" | "abstimmung.worte":
                return self._vor_allen(zeile["beratung_id"])
            case "abstimmung.namentlich":
                return bool(zeile["gilt"]) and self._vor_allen(zeile["beratung_id"])
            case "tagesordnungspunkt.titel" | "tagesordnungspunkt.ergebnis":
                return bool(zeile["oeffentlich"]) and self._verhandelt(zeile["beratung_id"])
            case "tagesordnungsfassung.inhalt":
                return marke.umfeld.get("oeffentlich") is True and self._verhandelt(marke.umfeld["beratung_id"])
            case "niederschriftfassung.inhalt":
                nummer = marke.umfeld.get("vorlage")
                papiere = [v for v in self._vorlagen.values() if nummer and v["nummer"] == nummer]
                return zeile["ruecknahme"] is None and all(_heraus(papier) for papier in papiere)
        return False

    def _verhandelt(self, beratung_id: str | None) -> bool:
        """What belongs to no paper, or what a body does in public with one that is out."""
        if beratung_id is None:
            return True
        beratung = self._beratungen[beratung_id]
        return bool(beratung["oeffentlich"]) and _heraus(self._vorlagen[beratung["vorlage_id"]])

    def _vor_allen(self, beratung_id: str) -> bool:
        """What a body did nowhere but in the public part of its meetings."""
        versuche = [top for top in self._tops if top["beratung_id"] == beratung_id]
        return self._verhandelt(beratung_id) and all(top["oeffentlich"] for top in versuche)

    def _bekannte(self, vorlage: Zeile) -> int | None:
        """The newest Fassung whose wording everybody may read."""
        offene = (z["nr"] for z in self._fassungen if z["vorlage_id"] == vorlage["id"] and z["oeffentlich_seit"])
        return max(offene, default=None)

    def _eingeweihte(self, marke: Marke) -> frozenset[str]:
        beratung = self._beratungen.get(str(marke.zeile.get("beratung_id")), {})
        vorlage_id = marke.zeile.get("vorlage_id") or beratung.get("vorlage_id") or marke.zeile.get("id")
        return self._welt.eingeweihte.get(str(vorlage_id), DIENST)


def _heraus(vorlage: Zeile | None) -> bool:
    """Public, with its number, released, and out."""
    return vorlage is not None and bool(
        vorlage["oeffentlich"] and vorlage["nummer"] and vorlage["freigegeben"] and vorlage["veroeffentlicht"]
    )

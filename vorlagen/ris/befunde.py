"""What was found wrong on the way, counted, with three examples each: the readable half of every import."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from vorlagen.richtext import reinige

BEISPIELE: Final = 3
_LAENGE: Final = 200


class Befund(StrEnum):
    """A kind of fault. Its sentence says what was made of it; `bricht_ab` ones leave the import incomplete."""

    BOM = "bom"
    ZEICHENSATZ = "zeichensatz"
    STEUERZEICHEN = "steuerzeichen"
    NACKTE_LISTE = "nackte_liste"
    LEERE_MIT_FEHLER = "leere_mit_fehler"
    ENTITAETEN = "entitaeten"
    LEER = "leer"
    EINZELN = "einzeln"
    FALSCHER_TYP = "falscher_typ"
    DATUM = "datum"
    DATUM_FALSCH = "datum_falsch"
    OHNE_TYP = "ohne_typ"
    FREMDER_TYP = "fremder_typ"
    OHNE_KENNUNG = "ohne_kennung"
    NEUE_KENNUNG = "neue_kennung"
    DOPPELT = "doppelt"
    GEKUERZT = "gekuerzt"
    OHNE_NAMEN = "ohne_namen"
    OHNE_NUMMER = "ohne_nummer"
    OHNE_BEGINN = "ohne_beginn"
    OHNE_GREMIUM = "ohne_gremium"
    ZIEL_FEHLT = "ziel_fehlt"
    ZWEIMAL_BERATEN = "zweimal_beraten"
    OHNE_AUSGANG = "ohne_ausgang"
    HIER_BEARBEITET = "hier_bearbeitet"
    FEHLT_DORT = "fehlt_dort"
    DATEI = "datei"
    FILTER = "filter"
    OHNE_WEITER = "ohne_weiter"
    OHNE_ENDE = "ohne_ende"
    VERWORFEN = "verworfen"
    SCHLEIFE = "schleife"
    ZU_WENIGE = "zu_wenige"
    LISTE_FEHLT = "liste_fehlt"
    ABRUF = "abruf"

    @property
    def satz(self) -> str:
        """What it means, for the report."""
        return _SAETZE[self]

    @property
    def bricht_ab(self) -> bool:
        """True if something may be missing because of it."""
        return self in _UNVOLLSTAENDIG


class Befunde:
    """The findings of one run. `zahlen` and `beispiele` survive as JSON, so that a resumed run tells the whole."""

    def __init__(self, bisher: Mapping[str, Any] | None = None) -> None:
        self._zeilen: dict[Befund, tuple[int, list[str]]] = {
            Befund(art): (zeile["anzahl"], list(zeile["beispiele"])) for art, zeile in (bisher or {}).items()
        }

    def merke(self, befund: Befund, beispiel: object) -> None:
        """Count one more; the first three examples are kept, cut to a line."""
        anzahl, beispiele = self._zeilen.get(befund, (0, []))
        text = " ".join(reinige(str(beispiel)).split())[:_LAENGE]
        if len(beispiele) < BEISPIELE and text not in beispiele:
            beispiele.append(text)
        self._zeilen[befund] = (anzahl + 1, beispiele)

    def anzahl(self, befund: Befund) -> int:
        """How often."""
        return self._zeilen.get(befund, (0, []))[0]

    @property
    def luecken(self) -> int:
        """How often something may have been left out."""
        return sum(anzahl for befund, (anzahl, _) in self._zeilen.items() if befund.bricht_ab)

    @property
    def vollstaendig(self) -> bool:
        """False if something may be missing."""
        return not any(befund.bricht_ab for befund in self._zeilen)

    def als_json(self) -> dict[str, dict[str, Any]]:
        """For the run's row, in the order in which the kinds are listed here."""
        return {
            str(befund): {"anzahl": self._zeilen[befund][0], "beispiele": self._zeilen[befund][1]}
            for befund in Befund
            if befund in self._zeilen
        }


_UNVOLLSTAENDIG: Final = frozenset(
    {Befund.VERWORFEN, Befund.SCHLEIFE, Befund.ZU_WENIGE, Befund.LISTE_FEHLT, Befund.ABRUF}
)
_SAETZE: Final[Mapping[Befund, str]] = {
    Befund.BOM: "Eine Seite begann mit einer Bytereihenfolge-Marke; sie wurde übergangen.",
    Befund.ZEICHENSATZ: "Eine Seite war nicht in UTF-8; sie wurde als Windows-1252 gelesen.",
    Befund.STEUERZEICHEN: "Ein Text enthielt Steuerzeichen; sie wurden entfernt.",
    Befund.NACKTE_LISTE: "Eine Seite war eine bloße Liste oder ein einzelnes Objekt; sie wurde als Seite gelesen.",
    Befund.LEERE_MIT_FEHLER: "Der Server meldete eine leere Liste als Fehler; sie gilt als leer.",
    Befund.ENTITAETEN: "Ein Text enthielt HTML-Kürzel wie &amp;; sie wurden aufgelöst.",
    Befund.LEER: "Eine Angabe war leer; sie gilt als nicht gemacht.",
    Befund.EINZELN: "Eine einzelne Angabe stand, wo eine Liste gehört, oder umgekehrt; sie wurde eingeordnet.",
    Befund.FALSCHER_TYP: "Eine Angabe hatte eine falsche Art; sie wurde fallen gelassen.",
    Befund.DATUM: "Ein Datum war ungewöhnlich geschrieben; es wurde gelesen, ohne Zeitzone als deutsche Ortszeit.",
    Befund.DATUM_FALSCH: "Ein Datum war nicht lesbar; es wurde fallen gelassen.",
    Befund.OHNE_TYP: "Ein Objekt sagte nicht, was es ist; es gilt als das, was seine Liste enthält.",
    Befund.FREMDER_TYP: "In einer Liste stand etwas, das nicht hineingehört; es wurde übergangen.",
    Befund.OHNE_KENNUNG: "Ein Objekt hatte keine Kennung; es wurde übergangen.",
    Befund.NEUE_KENNUNG: "Ein eingebettetes Objekt hatte keine Kennung; es bekam eine aus seiner Stelle.",
    Befund.DOPPELT: "Ein Objekt stand noch einmal in derselben Liste; es wurde einmal gelesen.",
    Befund.GEKUERZT: "Ein Text war länger, als hier Platz ist; er wurde gekürzt.",
    Befund.OHNE_NAMEN: "Ein Gremium oder eine Person hatte keinen Namen; der Eintrag wurde übergangen.",
    Befund.OHNE_NUMMER: "Eine Vorlage hatte keine Nummer; sie ist da, steht aber nicht auf den öffentlichen Seiten.",
    Befund.OHNE_BEGINN: "Eine Sitzung hatte keinen Beginn; sie wurde übergangen.",
    Befund.OHNE_GREMIUM: "Eine Sitzung nannte kein bekanntes Gremium; sie wurde übergangen.",
    Befund.ZIEL_FEHLT: "Ein Verweis zeigte auf etwas, das der Server nicht liefert; er blieb offen.",
    Befund.ZWEIMAL_BERATEN: "Eine Vorlage stand zweimal auf einer Tagesordnung; der zweite Punkt blieb ohne Vorlage.",
    Befund.OHNE_AUSGANG: "Ein Ergebnis ließ sich keinem Ausgang sicher zuordnen; es steht wörtlich da.",
    Befund.HIER_BEARBEITET: "Hier war schon weitergearbeitet worden; das Hiesige blieb stehen.",
    Befund.FEHLT_DORT: "Etwas von früher steht dort nicht mehr in der Liste; hier blieb es, bitte prüfen Sie es.",
    Befund.DATEI: "Eine Datei wurde nicht angenommen; ihr Verweis bleibt.",
    Befund.FILTER: "Der Server kann nicht nach Änderungsdatum liefern; die Liste wurde ganz gelesen.",
    Befund.OHNE_WEITER: "Einer Seite fehlte der Verweis auf die nächste; sie wurde über ihre Nummer gefunden.",
    Befund.OHNE_ENDE: "Die letzte Seite einer Liste verwies auf noch eine; nach der angekündigten Anzahl war Schluss.",
    Befund.VERWORFEN: "Ein Objekt ließ sich nicht übernehmen; es fehlt hier.",
    Befund.SCHLEIFE: "Die Seiten einer Liste führten im Kreis; sie wurde dort beendet.",
    Befund.ZU_WENIGE: "Eine Liste enthielt weniger, als der Server angekündigt hatte.",
    Befund.LISTE_FEHLT: "Eine Liste nennt der Server nicht.",
    Befund.ABRUF: "Eine Seite ließ sich nicht abrufen; die Liste endet davor.",
}

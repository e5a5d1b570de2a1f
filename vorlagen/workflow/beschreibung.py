"""„Wer darf wann was“: a procedure in plain German, as data for page and command line, and as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vorlagen.workflow.bausteine import Folge, Frist, Schritt
from vorlagen.workflow.begriffe import rolle_titel
from vorlagen.workflow.felder import AUSWIRKUNGEN, STAMMFELDER, Feld, Feldart
from vorlagen.workflow.mitzeichnung import Schweigen
from vorlagen.workflow.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Schrittbeschreibung:
    """One step from one status. `wenn` what must hold before, `danach` what follows, both as sentences."""

    name: str
    aufschrift: str
    wer: str
    von_selbst: bool
    nach: str
    wenn: tuple[str, ...]
    danach: tuple[str, ...]
    laut: str | None

    @property
    def satz(self) -> str:
        """Who may do it, and where it leads."""
        wer = "Von selbst geschieht" if self.von_selbst else f"{self.wer[0].upper()}{self.wer[1:]} kann"
        return f"{wer} „{self.aufschrift}“; die Vorlage ist dann „{self.nach}“."


@dataclass(frozen=True, slots=True)
class Statusbeschreibung:
    """One status and the steps that start there."""

    name: str
    titel: str
    beginnt: bool
    endet: bool
    schritte: tuple[Schrittbeschreibung, ...]


@dataclass(frozen=True, slots=True)
class Rollenbeschreibung:
    """What one role may do: the words on the button, and the statuses in which it can be pressed."""

    rolle: str
    titel: str
    schritte: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Feldbeschreibung:
    """A field that papers of this kind have besides the usual ones."""

    titel: str
    art: str
    pflicht: bool
    oeffentlich: bool
    hilfe: str

    @property
    def worte(self) -> str:
        """Its kind, whether it is required, and whether all may see it."""
        zusatz = (("Pflicht", self.pflicht), ("öffentlich", self.oeffentlich))
        return ", ".join((self.art, *(wort for wort, gilt in zusatz if gilt)))


@dataclass(frozen=True, slots=True)
class Beschreibung:
    """A whole procedure: by status, by role, its fields, and its rules of co-signing as sentences."""

    name: str
    version: int
    kennung: str
    titel: str
    status: tuple[Statusbeschreibung, ...]
    rollen: tuple[Rollenbeschreibung, ...]
    felder: tuple[Feldbeschreibung, ...]
    mitzeichnung: tuple[str, ...]


def beschreibe(ablauf: Workflow) -> Beschreibung:
    """Everything about a procedure that people may want to read."""
    return Beschreibung(
        name=ablauf.name,
        version=ablauf.version,
        kennung=ablauf.kennung,
        titel=ablauf.titel,
        status=tuple(
            Statusbeschreibung(
                name=status.name,
                titel=status.titel,
                beginnt=status.name == ablauf.beginnt_mit,
                endet=status.name in ablauf.endet_mit,
                schritte=tuple(_schritt(ablauf, s, status.name) for s in ablauf.schritte if status.name in s.quellen),
            )
            for status in ablauf.status
        ),
        rollen=tuple(_rolle(ablauf, rolle) for rolle in _handelnde(ablauf)),
        felder=tuple(_feld(feld) for feld in ablauf.felder),
        mitzeichnung=tuple(_mitzeichnung(ablauf)),
    )


def als_text(beschreibung: Beschreibung) -> str:
    """The description as plain text, status by status."""
    return "\n".join(_zeilen(beschreibung)) + "\n"


def folgesaetze(schritt: Schritt) -> Iterator[str]:
    """What the house does because of a step, as sentences; without its deadline and its document."""
    if schritt.begruenden:
        yield "Die Begründung steht im Verlauf."
    for folge in schritt.folgen:
        yield folge.art.satz if isinstance(folge, Folge) else folge.satz


def dauer(ablauf: Workflow, frist: Frist) -> str:
    """How long a deadline is and for whom: „3 Werktage (die freigebende Leitung)“."""
    if frist.bis:
        lang = f"bis „{next(feld.titel for feld in ablauf.felder if feld.name == frist.bis)}“"
    else:
        lang = "1 Werktag" if frist.werktage == 1 else f"{frist.werktage} Werktage"
    return f"{lang} ({rolle_titel(frist.fuer)})"


def _zeilen(beschreibung: Beschreibung) -> Iterator[str]:
    yield f"{beschreibung.titel} ({beschreibung.name}, Version {beschreibung.version})"
    for status in beschreibung.status:
        rahmen = " – so beginnt die Vorlage" if status.beginnt else " – damit endet die Vorlage" if status.endet else ""
        yield ""
        yield f"„{status.titel}“{rahmen}"
        for schritt in status.schritte:
            yield f"  • {schritt.satz}"
            if schritt.wenn:
                yield f"    Vorher muss gelten: {' '.join(schritt.wenn)}"
            if schritt.danach:
                yield f"    Danach: {' '.join(schritt.danach)}"
            if schritt.laut:
                yield f"    Laut {schritt.laut}."
    if beschreibung.felder:
        yield ""
        yield "Eigene Felder"
        for feld in beschreibung.felder:
            yield f"  • {feld.titel} ({feld.worte})"
    if beschreibung.mitzeichnung:
        yield from ("", "Regeln der Mitzeichnung", *(f"  • {satz}" for satz in beschreibung.mitzeichnung))


def _schritt(ablauf: Workflow, schritt: Schritt, von: str) -> Schrittbeschreibung:
    return Schrittbeschreibung(
        name=schritt.name,
        aufschrift=schritt.aufschrift,
        wer=" oder ".join(rolle_titel(rolle) for rolle in schritt.rollen),
        von_selbst=schritt.von_selbst,
        nach=ablauf.status_titel(schritt.nach),
        wenn=tuple(bedingung.satz for bedingung in ablauf.bedingungen(schritt, von)),
        danach=tuple(_danach(ablauf, schritt)),
        laut=schritt.laut,
    )


def _danach(ablauf: Workflow, schritt: Schritt) -> Iterator[str]:
    yield from folgesaetze(schritt)
    if schritt.frist:
        yield f"Es läuft die Frist „{schritt.frist.name}“: {dauer(ablauf, schritt.frist)}."
    if schritt.dokument:
        yield f"Das Dokument „{schritt.dokument}“ wird erstellt."


def _handelnde(ablauf: Workflow) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rolle for schritt in ablauf.schritte for rolle in schritt.rollen))


def _rolle(ablauf: Workflow, rolle: str) -> Rollenbeschreibung:
    schritte = tuple(
        (schritt.aufschrift, tuple(ablauf.status_titel(von) for von in schritt.quellen))
        for schritt in ablauf.schritte
        if rolle in schritt.rollen
    )
    return Rollenbeschreibung(rolle, rolle_titel(rolle), schritte)


def _mitzeichnung(ablauf: Workflow) -> Iterator[str]:
    ordnung = ablauf.mitzeichnung
    for regel in ordnung.regeln:
        yield f"Das Amt mit der Aufgabe „{regel.aufgabe}“ zeichnet mit, wenn gilt: {regel.satz}"
        if regel.betrifft:
            namen = ", ".join(_abschnitt(ablauf, name) for name in regel.betrifft)
            yield f"Seine Unterschrift gilt weiter, solange sich daran nichts ändert: {namen}."
    if ordnung.schweigen is Schweigen.ZUSTIMMUNG:
        yield "Wer bis zum Ablauf der Frist schweigt, stimmt zu; ausgenommen sind die Ämter, die mitzeichnen müssen."


def _abschnitt(ablauf: Workflow, name: str) -> str:
    titel = {feld.name: feld.titel for feld in (*STAMMFELDER, *ablauf.felder)}
    titel |= {f"auswirkung_{art}": worte for art, worte in AUSWIRKUNGEN} | {"auswirkungen": "Auswirkungen"}
    return titel[name]


def _feld(feld: Feld) -> Feldbeschreibung:
    return Feldbeschreibung(feld.titel, _FELDART[feld.art], feld.pflicht, feld.oeffentlich, feld.hilfe)


_FELDART = {
    Feldart.ZEILE: "eine Zeile",
    Feldart.TEXT: "Text",
    Feldart.RICHTEXT: "gestalteter Text",
    Feldart.ZAHL: "Zahl",
    Feldart.DATUM: "Datum",
    Feldart.JA_NEIN: "ja oder nein",
    Feldart.AUSWAHL: "Auswahl",
}

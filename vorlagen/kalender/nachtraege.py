"""Late agenda items: by which way one may still come on an agenda, and why. The town confirms; nothing here blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from vorlagen.kalender.feiertage import Kalender
from vorlagen.kalender.ladung import berechne
from vorlagen.kalender.regeln import Bezug, Ladungsregel
from vorlagen.kalender.texte import datum_text
from vorlagen.kalender.voreinstellungen import VOREINSTELLUNGEN

_WORT: Final = re.compile(r"\w+")


class Aufnahme(StrEnum):
    """How an item came on the agenda."""

    REGULAER = "regulaer"
    NACHTRAG = "nachtrag"
    TISCHVORLAGE = "tischvorlage"

    @property
    def titel(self) -> str:
        """The word for the screen and the printed agenda."""
        return {"regulaer": "regulär", "nachtrag": "Nachtrag"}.get(self, "Tischvorlage")


class Weg(StrEnum):
    """What the law leaves open for a late item."""

    IN_DER_FRIST = "in_der_frist"
    VERKUERZT = "verkuerzt"
    DURCH_BESCHLUSS = "durch_beschluss"
    UNZULAESSIG = "unzulaessig"


@dataclass(frozen=True, slots=True)
class Erweiterung:
    """What a Land says about adding an item after the invitation went out. `geprueft`: the source was read."""

    land: str
    regel: str
    quelle: str
    geprueft: bool
    heilung: str = ""

    @property
    def vermerk(self) -> str:
        """Stands behind the source on the screen."""
        return "Quelle gelesen, bitte bestätigen" if self.geprueft else "nicht geprüft, bitte bestätigen"


@dataclass(frozen=True, slots=True)
class Urteil:
    """By which way the item may come, and every reason as a German sentence, the source last."""

    weg: Weg
    gruende: tuple[str, ...]

    @property
    def zulaessig(self) -> bool:
        """False only where a rule forbids it outright."""
        return self.weg is not Weg.UNZULAESSIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Lage:
    """What the judgement looks at: the day, the meeting, the body's notice rule, and what the item is about.

    `ordnung` is what else the body says (`tischvorlagen`, `mehrheit`, `quelle`). Where its notice rule names no urgent
    period, that of the Land is assumed, visibly.
    """

    heute: date
    sitzung: date
    regel: Ladungsregel
    kalender: Kalender
    oeffentlich: bool
    gegenstand: str = ""
    ordnung: Mapping[str, Any] = field(default_factory=dict)


def beurteile(aufnahme: Aufnahme, lage: Lage) -> Urteil:
    """Whether and how an item may still come on the agenda."""
    regel, annahme = _mit_verkuerzung(lage)
    weg, *gruende = _weg(aufnahme, lage, regel)
    land = ERWEITERUNGEN[lage.kalender.land]
    if weg is Weg.VERKUERZT:
        gruende += annahme
    if weg is not Weg.UNZULAESSIG and lage.oeffentlich:
        gruende.append("Die Ergänzung wird bekannt gemacht wie die Tagesordnung selbst.")
    if weg in (Weg.VERKUERZT, Weg.DURCH_BESCHLUSS) and (land.heilung or regel.heilung):
        gruende.append(land.heilung or "Wer ohne Rüge erscheint, heilt den Mangel der Ladung (so eingestellt).")
    gruende.append(_quelle(lage, land))
    return Urteil(Weg(weg), tuple(gruende))


def _mit_verkuerzung(lage: Lage) -> tuple[Ladungsregel, list[str]]:
    vom_land = VOREINSTELLUNGEN[lage.kalender.land]
    if lage.regel.dringend is not None or vom_land.regel is None or vom_land.regel.dringend is None:
        return lage.regel, []
    nie = lage.regel.nie_verkuerzt_fuer | vom_land.regel.nie_verkuerzt_fuer
    satz = f"Die Regel des Gremiums nennt keine verkürzte Frist; angenommen ist {vom_land.quelle} (bitte bestätigen)."
    return replace(lage.regel, dringend=vom_land.regel.dringend, nie_verkuerzt_fuer=nie), [satz]


def _weg(aufnahme: Aufnahme, lage: Lage, regel: Ladungsregel) -> Iterator[str]:
    """The way first, then its reasons."""
    nie = sorted(regel.nie_verkuerzt_fuer)
    voll, kurz = _letzter_tag(lage, regel, dringend=False), _letzter_tag(lage, regel, dringend=True)
    geht = "abgeht" if regel.bezug is Bezug.ABSENDUNG else "zugeht"
    if aufnahme is Aufnahme.NACHTRAG and lage.heute <= voll:
        yield Weg.IN_DER_FRIST
        yield f"Der Nachtrag wahrt die Ladungsfrist, wenn er bis {datum_text(voll)} {geht}."
    elif aufnahme is Aufnahme.TISCHVORLAGE and lage.ordnung.get("tischvorlagen") is False:
        yield Weg.UNZULAESSIG
        yield "Die Geschäftsordnung dieses Gremiums lässt Tischvorlagen nicht zu."
    elif any(_handelt_von(wort, lage.gegenstand) for wort in nie):
        yield Weg.UNZULAESSIG
        yield f"Die volle Ladungsfrist lief am {datum_text(voll)} ab."
        yield f"Bei {' und '.join(nie)} wird sie nie verkürzt."
    elif aufnahme is Aufnahme.NACHTRAG and voll < kurz and lage.heute <= kurz:
        yield Weg.VERKUERZT
        yield f"Die volle Ladungsfrist lief am {datum_text(voll)} ab."
        yield f"Mit verkürzter Frist geht es, wenn der Nachtrag bis {datum_text(kurz)} {geht}."
        yield "Die Dringlichkeit wird im Nachtrag begründet."
    else:
        yield Weg.DURCH_BESCHLUSS
        if aufnahme is Aufnahme.NACHTRAG:
            yield f"Für einen Nachtrag war der {datum_text(max(voll, kurz))} der letzte Tag."
        yield f"Das Gremium nimmt den Punkt in der Sitzung selbst auf. {_mehrheit(lage)}"


def _handelt_von(wort: str, gegenstand: str) -> bool:
    """True if a word of the matter is it or is made of it: Wahl, Wahlen, Nachwahl. Better once too often.

    Only an Auswahl is no Wahl.
    """
    return any(wort.lower() in anderes.replace("auswahl", "") for anderes in _WORT.findall(gegenstand.lower()))


def _letzter_tag(lage: Lage, regel: Ladungsregel, *, dringend: bool) -> date:
    gerechnet = berechne(lage.sitzung, regel, lage.kalender, dringend=dringend)
    return gerechnet.absendung_spaetestens if regel.bezug is Bezug.ABSENDUNG else gerechnet.zugang


def _mehrheit(lage: Lage) -> str:
    eigene = {"zwei_drittel": "Nötig sind zwei Drittel der Mitglieder.", "einfach": "Nötig ist die einfache Mehrheit."}
    return eigene.get(str(lage.ordnung.get("mehrheit")), ERWEITERUNGEN[lage.kalender.land].regel)


def _quelle(lage: Lage, regel: Erweiterung) -> str:
    if lage.ordnung.get("quelle"):
        return f"Quelle: {lage.ordnung['quelle']} (so eingestellt); {regel.quelle} ({regel.vermerk})."
    return f"Quelle: {regel.quelle} ({regel.vermerk})."


_GESCHO: Final = "Welche Mehrheit nötig ist, sagt die Geschäftsordnung."
_BESONDERE: Final = (
    Erweiterung(
        "HE", "Nötig sind zwei Drittel der gesetzlichen Zahl der Mitglieder.", "§ 58 Abs. 1 und 2 HGO", True,
    ),
    Erweiterung(
        "NW", "Möglich nur, wenn die Sache keinen Aufschub duldet oder äußerst dringend ist.",
        "§ 48 Abs. 1 GO NRW", False,
    ),
    Erweiterung(
        "RP", "Die Dringlichkeit wird vermerkt und vom Rat festgestellt.", "§ 34 Abs. 3 und 4 GemO", True,
        heilung="Wer erscheint, kann sich auf den Mangel der Ladung nicht berufen (§ 34 Abs. 4 GemO).",
    ),
    Erweiterung(
        "TH", "Der Rat stellt die Dringlichkeit fest.", "§ 35 Abs. 2 und 3 ThürKO", True,
        heilung="Wer erscheint, kann sich auf den Mangel der Ladung nicht berufen (§ 35 Abs. 3 ThürKO).",
    ),
    Erweiterung(
        "SH", "Möglich in begründeten Fällen, wenn nicht ein Drittel der Mitglieder widerspricht (Fassung vor 2025).",
        "§ 34 GO", False,
    ),
    Erweiterung(
        "MV", _GESCHO, "§§ 29, 30 KV M-V", False,
        heilung="Wer erscheint, kann sich auf den Mangel der Ladung nicht berufen (§ 30 Abs. 1 KV M-V).",
    ),
)  # fmt: skip
_UEBRIGE: Final = {
    "BB": "§ 34 BbgKVerf", "BE": "keine Quelle gefunden", "BW": "§ 34 GemO", "BY": "Art. 46 GO",
    "HB": "keine Quelle gefunden", "HH": "keine Quelle gefunden", "NI": "§ 59 NKomVG", "SL": "§ 41 KSVG",
    "SN": "§ 36 SächsGemO", "ST": "§ 53 KVG LSA",
}  # fmt: skip

ERWEITERUNGEN: Final[Mapping[str, Erweiterung]] = MappingProxyType(
    {e.land: e for e in _BESONDERE}
    | {land: Erweiterung(land, _GESCHO, quelle, False) for land, quelle in _UEBRIGE.items()}
)
"""By Land, what is not in a notice rule; each is the municipality's to confirm. Domain handbook §§ 4.1, 5.1."""

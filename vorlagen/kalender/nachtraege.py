"""Late agenda items: by which way one may still come on an agenda, and why. The town confirms; nothing here blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from vorlagen.kalender.texte import datum_text

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
    nie_fuer: tuple[str, ...] = ()
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
    """What the judgement looks at: the last days of receipt, full and shortened, and what the item is about.

    `ordnung` is the body's own rule (`tischvorlagen`, `mehrheit`, `quelle`); what it does not say, the Land says.
    """

    heute: date
    sitzung: date
    zugang: date
    verkuerzt: date | None
    land: str
    oeffentlich: bool
    gegenstand: str = ""
    ordnung: Mapping[str, Any] = field(default_factory=dict)


def beurteile(aufnahme: Aufnahme, lage: Lage) -> Urteil:
    """Whether and how an item may still come on the agenda."""
    weg, *gruende = _weg(aufnahme, lage)
    if weg is not Weg.UNZULAESSIG and lage.oeffentlich:
        gruende.append("Die Ergänzung wird bekannt gemacht wie die Tagesordnung selbst.")
    regel = ERWEITERUNGEN[lage.land]
    if weg in (Weg.VERKUERZT, Weg.DURCH_BESCHLUSS) and regel.heilung:
        gruende.append(regel.heilung)
    gruende.append(_quelle(lage, regel))
    return Urteil(Weg(weg), tuple(gruende))


def _weg(aufnahme: Aufnahme, lage: Lage) -> Iterator[str]:
    """The way first, then its reasons."""
    regel = ERWEITERUNGEN[lage.land]
    if aufnahme is Aufnahme.NACHTRAG and lage.heute <= lage.zugang:
        yield Weg.IN_DER_FRIST
        yield f"Der Nachtrag wahrt die Ladungsfrist, wenn er bis {datum_text(lage.zugang)} zugeht."
    elif aufnahme is Aufnahme.TISCHVORLAGE and lage.ordnung.get("tischvorlagen") is False:
        yield Weg.UNZULAESSIG
        yield "Die Geschäftsordnung dieses Gremiums lässt Tischvorlagen nicht zu."
    elif set(regel.nie_fuer) & set(_WORT.findall(lage.gegenstand)):
        yield Weg.UNZULAESSIG
        yield f"Die volle Ladungsfrist lief am {datum_text(lage.zugang)} ab."
        yield f"Bei {' und '.join(regel.nie_fuer)} wird sie nie verkürzt."
    elif aufnahme is Aufnahme.NACHTRAG and lage.verkuerzt and lage.heute <= lage.verkuerzt:
        yield Weg.VERKUERZT
        yield f"Die volle Ladungsfrist lief am {datum_text(lage.zugang)} ab."
        yield f"Mit verkürzter Frist geht es, wenn der Nachtrag bis {datum_text(lage.verkuerzt)} zugeht."
        yield "Die Dringlichkeit wird im Nachtrag begründet."
    else:
        yield Weg.DURCH_BESCHLUSS
        if aufnahme is Aufnahme.NACHTRAG:
            yield f"Für einen Nachtrag war der {datum_text(lage.verkuerzt or lage.zugang)} der letzte Tag."
        yield f"Das Gremium nimmt den Punkt in der Sitzung selbst auf. {_mehrheit(lage, regel)}"


def _mehrheit(lage: Lage, regel: Erweiterung) -> str:
    eigene = {"zwei_drittel": "Nötig sind zwei Drittel der Mitglieder.", "einfach": "Nötig ist die einfache Mehrheit."}
    return eigene.get(str(lage.ordnung.get("mehrheit")), regel.regel)


def _quelle(lage: Lage, regel: Erweiterung) -> str:
    if lage.ordnung.get("quelle"):
        return f"Quelle: {lage.ordnung['quelle']} (so eingestellt); {regel.quelle} ({regel.vermerk})."
    return f"Quelle: {regel.quelle} ({regel.vermerk})."


_GESCHO: Final = "Welche Mehrheit nötig ist, sagt die Geschäftsordnung."
_BESONDERE: Final = (
    Erweiterung(
        "HE", "Nötig sind zwei Drittel der gesetzlichen Zahl der Mitglieder.", "§ 58 Abs. 1 und 2 HGO", True,
        nie_fuer=("Wahl", "Hauptsatzung"),
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
"""By Land; each is the municipality's to confirm. Sources: domain handbook §§ 4.1, 5.1; NW from memory."""

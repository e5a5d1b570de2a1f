"""What a role may see and do, in German: put together from the reasons for seeing and from the procedures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vorlagen.models import Koerperschaft, Rollenvergabe
from vorlagen.services import einblicke, rollenvergabe, stammdaten
from vorlagen.services.rollenvergabe import Vergabe
from vorlagen.services.sachstand import ablaeufe_fuer
from vorlagen.services.wer import Amtsrolle
from vorlagen.workflow.begriffe import Rolle, rollenname
from vorlagen.workflow.workflow import Workflow

HAUSRECHTE: Final[Mapping[str, tuple[str, ...]]] = {
    Rolle.FEDERFUEHRUNG: (
        "Vorlagen beginnen und bearbeiten, solange sie Entwurf sind.",
        "Über Aufträge aus Beschlüssen berichten.",
    ),
    Rolle.MITZEICHNUNG: (
        "Für das Amt mitzeichnen und die Unterschrift zurücknehmen, solange mitgezeichnet wird.",
        "Bestimmen, wer das Amt vertritt.",
    ),
    Rolle.FREIGABE: (),
    Rolle.GREMIENMITGLIED: (),
    Rolle.GREMIENDIENST: (
        "Sitzungen, Tagesordnungen, Anwesenheit und Niederschriften führen.",
        "Ergebnisse eintragen, Aufträge und Pflichten überwachen.",
        "Regeln und Sitze des Gremiums pflegen.",
    ),
    Rolle.VERWALTUNG: (
        "Personen, Rollen, Abwesenheiten und Vertretungen pflegen.",
        "Fristregeln der Gremien ändern und das Protokoll lesen.",
    ),
}
"""What services let a role do beside the steps of procedures."""


@dataclass(frozen=True, slots=True)
class Rollenkunde:
    """One role: what it lets people see and do, each as sentences, and for what it can be given."""

    rolle: str
    titel: str
    sieht: tuple[str, ...]
    darf: tuple[str, ...]
    fuer_aemter: bool
    fuer_gremien: bool


@dataclass(frozen=True, slots=True)
class Orte:
    """The names of a town's offices and bodies by id, also of those that are no longer in use."""

    namen: Mapping[str, str]

    @classmethod
    def von(cls, koerperschaft_id: str) -> Orte:
        """Ask once for all of them."""
        alle_aemter = stammdaten.aemter(koerperschaft_id, auch_alte=True)
        alle_gremien = stammdaten.gremien(koerperschaft_id, auch_alte=True)
        return cls({amt.id: amt.aufschrift for amt in alle_aemter} | {g.id: g.name for g in alle_gremien})

    def worte(self, amt_id: str | None, gremium_id: str | None) -> str:
        """Where a role holds: „20 Kämmerei“, „Rat der Stadt“, or die ganze Kommune."""
        ort_id = amt_id or gremium_id
        return f"„{self.namen.get(ort_id, 'unbekannt')}“" if ort_id else "die ganze Kommune"


def rolle_am_ort(amtsrolle: Amtsrolle | Rollenvergabe | Vergabe, orte: Orte) -> str:
    """die Rolle Freigabe für „40 Schule“."""
    return f"die Rolle {rollenname(amtsrolle.rolle)} für {orte.worte(amtsrolle.amt_id, amtsrolle.gremium_id)}"


def katalog(stadt: Koerperschaft) -> tuple[Rollenkunde, ...]:
    """Every role that can be given in this town, ours first."""
    ablaeufe = ablaeufe_fuer(stadt)
    return tuple(_kunde(rolle, ablaeufe) for rolle in rollenvergabe.vergebbare())


def kunde(rolle: str, stadt: Koerperschaft) -> Rollenkunde:
    """What one role is about."""
    return _kunde(rolle, ablaeufe_fuer(stadt))


def _kunde(rolle: str, ablaeufe: Sequence[Workflow]) -> Rollenkunde:
    return Rollenkunde(
        rolle=rolle,
        titel=rollenname(rolle),
        sieht=tuple(grund.satz for grund in einblicke.fuer_rolle(rolle)),
        darf=(*HAUSRECHTE.get(rolle, ()), *_schritte(rolle, ablaeufe)),
        fuer_aemter=rolle not in rollenvergabe.FUER_GREMIEN | rollenvergabe.NUR_IM_GANZEN,
        fuer_gremien=rolle not in rollenvergabe.FUER_AEMTER | rollenvergabe.NUR_IM_GANZEN,
    )


def _schritte(rolle: str, ablaeufe: Sequence[Workflow]) -> list[str]:
    """Each step once, with the procedures that have it."""
    titel: dict[str, dict[str, None]] = {}
    for ablauf in ablaeufe:
        for schritt in ablauf.schritte:
            if rolle in schritt.rollen:
                titel.setdefault(schritt.aufschrift, {})[ablauf.titel] = None
    return [f"„{aufschrift}“ {_worin(list(wo), len(ablaeufe))}." for aufschrift, wo in titel.items()]


def _worin(titel: Sequence[str], alle: int) -> str:
    if len(titel) == alle:
        return "in allen Abläufen"
    return f"im Ablauf {titel[0]}" if len(titel) == 1 else f"in den Abläufen {', '.join(titel)}"

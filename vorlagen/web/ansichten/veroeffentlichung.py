"""Who sees a paper and its parts, since when or from when on, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vorlagen.models import Vorlage
from vorlagen.services import beiwerk, stammdaten
from vorlagen.services.beiwerk import Anlagenbild
from vorlagen.services.ruecknahme import EILIG
from vorlagen.services.sichtbarkeit import rollen_fuer
from vorlagen.services.veroeffentlichung import DIENST
from vorlagen.services.veroeffentlichungsregel import ordnung
from vorlagen.services.wer import Wer
from vorlagen.web.darstellung import datum, zeitpunkt

_DRINNEN = "lesen sie nur die beteiligten Ämter, die Freigabe, der Gremiendienst und die Verwaltung."


@dataclass(frozen=True, slots=True, kw_only=True)
class Veroeffentlichungsbild:
    """What the page shows; `bald` are papers that may still be planned, `von` is who took the paper back."""

    satz: str
    stufe: str
    grund: str
    von: str
    beratungen: Sequence[tuple[str, bool, str]]
    anlagen: Sequence[Anlagenbild]
    bald: bool
    offen: bool
    darf_planen: bool
    darf_zuruecknehmen: bool


def bild(vorlage: Vorlage, wer: Wer) -> Veroeffentlichungsbild:
    """The paper for those who decide about its publication, and for who wants to know."""
    rollen = rollen_fuer(wer, vorlage)
    von = vorlage.ruecknahme_von_id
    return Veroeffentlichungsbild(
        satz=satz(vorlage),
        stufe="erfolg" if vorlage.veroeffentlicht else "gefahr" if vorlage.ruecknahme else "info",
        grund=vorlage.ruecknahme_grund,
        von=stammdaten.namen({von}).get(von, "nicht mehr bekannt") if von else "",
        beratungen=[
            (" und ".join(g.name for g in b.gremien), b.oeffentlich, b.begruendung_nichtoeffentlich)
            for b in vorlage.beratungen
        ],
        anlagen=beiwerk.lade([vorlage], wer).anlagen,
        bald=vorlage.oeffentlich and vorlage.veroeffentlicht is None and vorlage.beendet is None,
        offen=vorlage.oeffentlich and vorlage.freigegeben is not None,
        darf_planen=bool(DIENST & rollen),
        darf_zuruecknehmen=bool(EILIG & rollen),
    )


def kurz(vorlage: Vorlage) -> str:
    """The same in a few words, for a link."""
    if vorlage.ruecknahme:
        return "Veröffentlichung zurückgenommen"
    if not vorlage.oeffentlich:
        return "Wer sie liest"
    if vorlage.veroeffentlicht:
        return f"seit {datum(vorlage.veroeffentlicht)}"
    return "noch nicht veröffentlicht"


def satz(vorlage: Vorlage) -> str:
    """When the paper is public, in one or two sentences."""
    if vorlage.ruecknahme:
        return f"Die Veröffentlichung ist zurückgenommen, seit {zeitpunkt(vorlage.ruecknahme)}. Seither {_DRINNEN}"
    if not vorlage.oeffentlich:
        return f"Die Vorlage ist nichtöffentlich. Auch nach der Freigabe {_DRINNEN}"
    if vorlage.veroeffentlicht:
        return f"Öffentlich seit {zeitpunkt(vorlage.veroeffentlicht)}: Alle lesen, was öffentlich ist."
    if vorlage.veroeffentlichen_am:
        vorher = "" if vorlage.freigegeben else ", wenn sie dann freigegeben ist"
        return f"Öffentlich wird sie am {zeitpunkt(vorlage.veroeffentlichen_am)}{vorher}. Bis dahin {_DRINNEN}"
    return f"Öffentlich wird sie {ordnung(vorlage.koerperschaft).satz}. Bis dahin {_DRINNEN}"

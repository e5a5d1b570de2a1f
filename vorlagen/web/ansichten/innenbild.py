"""What only those see who have the whole paper before them: what is to do, what was done, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from vorlagen.kalender import BERLIN, Spielraum
from vorlagen.models import Auftrag, Fassung, Vorlage
from vorlagen.services import (
    auftraege,
    auftragsampel,
    fassungen,
    folgeaenderung,
    pflichten,
    rechte,
    schritte,
    widersprueche,
)
from vorlagen.services.sichtbarkeit import Einblick, rollen_fuer
from vorlagen.services.wer import Wer
from vorlagen.web.ansichten import veroeffentlichung
from vorlagen.web.ansichten.mitzeichnung import Zeichnungsbild, zeichnungsbild
from vorlagen.web.ansichten.verlauf import Ereignis, ereignisse
from vorlagen.workflow.bausteine import Folge, FolgeArt
from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.engine import Moeglichkeit
from vorlagen.workflow.sachstand import Pflicht
from vorlagen.workflow.workflow import Workflow


@dataclass(frozen=True, slots=True, kw_only=True)
class Innenbild:
    """What only those see who have the whole paper before them. `hauptschritt` is the way forward, if it is open.

    `auftraege` come with their traffic light. `wohin_verwiesen`: a body referred the paper, nobody said yet to whom.
    """

    version: int
    fassung: int
    begruendung_nichtoeffentlich: str
    veroeffentlichung: str
    bearbeitbar: bool
    zeichnung: Zeichnungsbild
    hauptschritt: Moeglichkeit | None
    weitere: Sequence[Moeglichkeit]
    verschlossen: Sequence[Moeglichkeit]
    von_selbst: Sequence[Moeglichkeit]
    sache_anderer: Sequence[Moeglichkeit]
    pflichten: Sequence[Pflicht]
    auftraege: Sequence[tuple[Auftrag, str]]
    widerspruch: Spielraum | None
    fassungen: Sequence[Fassung]
    ereignisse: Sequence[Ereignis]
    folge_aenderbar: bool
    wohin_verwiesen: bool
    rechte_zeigbar: bool


def innenbild(vorlage: Vorlage, ablauf: Workflow | None, wer: Wer, jetzt: datetime) -> Innenbild:
    """The paper for somebody who sees all of it."""
    alle = schritte.moegliche(vorlage, Einblick.VOLL, wer, jetzt=jetzt) if ablauf else ()
    zu = [m for m in alle if not m.moeglich]
    fremd = [m for m in zu if any(grund.code == "rolle.fehlt" for grund in m.gruende)]
    haupt = next((m for m in alle if m.moeglich and ablauf and _vorwaerts(m, ablauf)), None)
    heute = jetzt.astimezone(BERLIN).date()
    im_entwurf = ablauf is not None and vorlage.status == ablauf.beginnt_mit
    return Innenbild(
        version=vorlage.version,
        fassung=vorlage.fassung,
        begruendung_nichtoeffentlich=vorlage.begruendung_nichtoeffentlich,
        veroeffentlichung=veroeffentlichung.kurz(vorlage),
        bearbeitbar=im_entwurf and Rolle.FEDERFUEHRUNG in rollen_fuer(wer, vorlage),
        zeichnung=zeichnungsbild(vorlage, ablauf, wer, heute=heute),
        hauptschritt=haupt,
        weitere=[m for m in alle if m.moeglich and m is not haupt],
        verschlossen=[m for m in zu if m not in fremd and not m.schritt.von_selbst],
        von_selbst=[m for m in zu if m.schritt.von_selbst],
        sache_anderer=fremd,
        pflichten=pflichten.bilder(vorlage.id),
        auftraege=[(a, auftragsampel.ampel(a, heute)) for a in auftraege.zu_vorlage(vorlage)],
        widerspruch=widersprueche.frist(vorlage) if any(_widerspricht(m) for m in alle) else None,
        fassungen=list(reversed(fassungen.alle(vorlage))),
        ereignisse=list(reversed(ereignisse(vorlage, ablauf))),
        folge_aenderbar=folgeaenderung.darf(vorlage, wer) and not any(folgeaenderung.warum_nicht(vorlage)),
        wohin_verwiesen=bool(folgeaenderung.unbenannte(vorlage)),
        rechte_zeigbar=rechte.darf_fragen(vorlage, wer),
    )


def _vorwaerts(moeglich: Moeglichkeit, ablauf: Workflow) -> bool:
    """True for a step that neither goes back to the draft nor ends the paper before its time."""
    return moeglich.schritt.nach != ablauf.beginnt_mit and not moeglich.schritt.begruenden


def _widerspricht(moeglich: Moeglichkeit) -> bool:
    return Folge(FolgeArt.ERNEUT_ABSTIMMEN) in moeglich.schritt.folgen

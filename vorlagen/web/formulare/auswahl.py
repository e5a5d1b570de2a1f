"""What the draft form offers to choose from: offices, bodies with their coming meetings, kinds of stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vorlagen.models import Amt, Vorlage, Vorlageart
from vorlagen.services import runden, stammdaten, termine, zustaendigkeit
from vorlagen.services.beratungsfolge import ARTEN
from vorlagen.services.sachstand import ablaeufe_fuer, ablauf_von
from vorlagen.services.termine import Termin
from vorlagen.services.wer import Wer
from vorlagen.web.darstellung import datum
from vorlagen.web.formulare.entwurf import Entwurf
from vorlagen.web.formulare.folge import WARTET
from vorlagen.web.worte import heute, tag
from vorlagen.workflow.begriffe import Rolle

Paare = list[tuple[str, str]]


BISHER = "Bisher gewählt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Auswahl:
    """The choices of one form. `orte` are groups of (value, words), one group per body.

    `vorgeschrieben` are offices that rules ask for as the draft is stored, each with the reason; `zeichnungsfrist` is
    how many Werktage an office has that was given none of its own. For `unbesetzt` nobody could sign; of those only
    what is chosen already is offered.
    """

    vorlagearten: Paare
    federfuehrend: Paare
    mitzeichnung: Paare
    vorgeschrieben: Paare
    unbesetzt: list[str]
    zeichnungsfrist: int | None
    orte: list[tuple[str, Paare]]
    stationsarten: Paare
    wartet: Paare
    termine: dict[str, Termin]
    heute: date

    def hinweis(self, wo: str) -> str:
        """What to know about a chosen meeting whose deadline for papers is over, else nothing."""
        termin = self.termine.get(wo.partition(":")[2])
        if termin is None or termin.abgabe_bis >= self.heute:
            return ""
        satz = f"Die Abgabefrist für den {datum(termin.tag)} war am {datum(termin.abgabe_bis)}."
        spaetere = (t for t in self.termine.values() if t.gremium_id == termin.gremium_id)
        naechster = next((t for t in spaetere if t.abgabe_bis >= self.heute), None)
        if naechster is None:
            return f"{satz} Eine spätere Sitzung ist noch nicht geplant."
        return f"{satz} Noch erreichbar: {tag(naechster.tag)} (Abgabe bis {datum(naechster.abgabe_bis)})."

    @property
    def gremien(self) -> Paare:
        """All bodies that the list of places offers; the last place of each group is the body without a date."""
        return [(paare[-1][0], gruppe) for gruppe, paare in self.orte if gruppe != BISHER]

    def ort(self, wo: str) -> str:
        """The words for a chosen place."""
        return next((worte for _, paare in self.orte for wert, worte in paare if wert == wo), "")


def auswahl(wer: Wer, vorlage: Vorlage | None, entwurf: Entwurf, *, jetzt: datetime) -> Auswahl:
    """The choices for this person and paper; what is chosen already is always among them."""
    koerperschaft_id = vorlage.koerperschaft_id if vorlage else wer.koerperschaft_id
    stadt = stammdaten.koerperschaft(koerperschaft_id)
    kommende = termine.erreichbar(stadt, jetzt=jetzt)
    aemter = stammdaten.aemter(koerperschaft_id)
    unbesetzt = zustaendigkeit.unbesetzte(koerperschaft_id, heute=heute(jetzt))
    return Auswahl(
        vorlagearten=[(art.name, art.name) for art in beginnbare(wer, jetzt=jetzt)],
        federfuehrend=_eigene(wer, aemter, vorlage, entwurf),
        mitzeichnung=[(a.id, a.aufschrift) for a in aemter if a.id not in unbesetzt or a.id in entwurf.mitzeichnung],
        unbesetzt=[amt.aufschrift for amt in aemter if amt.id in unbesetzt],
        vorgeschrieben=_vorgeschriebene(vorlage, jetzt),
        zeichnungsfrist=_zeichnungsfrist(vorlage),
        orte=_orte(koerperschaft_id, kommende, vorlage),
        stationsarten=_stationsarten(entwurf),
        wartet=list(WARTET),
        termine={termin.sitzung_id: termin for termin in kommende},
        heute=heute(jetzt),
    )


def beginnbare(wer: Wer, *, jetzt: datetime) -> list[Vorlageart]:
    """The kinds of papers that this person may begin today: who can carry it out of the draft."""
    arten = stammdaten.vorlagearten(wer.koerperschaft_id, heute=heute(jetzt))
    stadt = stammdaten.koerperschaft(wer.koerperschaft_id)
    entwerfende = {ablauf.name: ablauf.entwerfende for ablauf in ablaeufe_fuer(stadt)}
    return [art for art in arten if any(wer.hat(rolle) for rolle in entwerfende.get(art.ablauf, ()))]


def _eigene(wer: Wer, aemter: Sequence[Amt], vorlage: Vorlage | None, entwurf: Entwurf) -> Paare:
    # Whoever drafts without an office of their own (the Gremiendienst registers a motion) may name any.
    erlaubt = wer.aemter(Rolle.FEDERFUEHRUNG) if wer.hat(Rolle.FEDERFUEHRUNG) else None
    gewaehlt = {entwurf.federfuehrend, vorlage.federfuehrend_id if vorlage else None}
    return [(a.id, a.aufschrift) for a in aemter if erlaubt is None or a.id in erlaubt or a.id in gewaehlt]


def _vorgeschriebene(vorlage: Vorlage | None, jetzt: datetime) -> Paare:
    if vorlage is None:
        return []
    return [(amt.aufschrift, pflicht.anlass) for amt, pflicht in runden.vorgeschriebene(vorlage, jetzt=jetzt)]


def _zeichnungsfrist(vorlage: Vorlage | None) -> int | None:
    if vorlage is None:
        return None
    ablauf = ablauf_von(vorlage)
    fristen = (ablauf.mitzeichnungsfrist(status) for status in sorted(ablauf.zeichnende))
    return next((frist.werktage for frist in fristen if frist and frist.werktage), None)


def _stationsarten(entwurf: Entwurf) -> Paare:
    weitere = [zeile.art for zeile in entwurf.folge if zeile.art and zeile.art not in ARTEN]
    return [(art, art) for art in (*ARTEN, *dict.fromkeys(weitere))]


def _orte(koerperschaft_id: str, kommende: Sequence[Termin], vorlage: Vorlage | None) -> list[tuple[str, Paare]]:
    gruppen = []
    for gremium in stammdaten.gremien(koerperschaft_id):
        paare = [
            (f"{gremium.id}:{t.sitzung_id}", f"{gremium.name}, {tag(t.tag)} (Abgabe bis {datum(t.abgabe_bis)})")
            for t in kommende
            if t.gremium_id == gremium.id
        ]
        gruppen.append((gremium.name, [*paare, (gremium.id, f"{gremium.name}, noch ohne Termin")]))
    bisher = _bisherige(vorlage, {wert for _, paare in gruppen for wert, _ in paare})
    return [(BISHER, bisher), *gruppen] if bisher else gruppen


def _bisherige(vorlage: Vorlage | None, bekannt: set[str]) -> Paare:
    """Stored places that the list would not offer: joint meetings, past dates, dates without a meeting."""
    if vorlage is None:
        return []
    bisherige: Paare = []
    for beratung in vorlage.beratungen:
        namen = " und ".join(gremium.name for gremium in beratung.gremien)
        ids = "+".join(gremium.id for gremium in beratung.gremien)
        rest = f":{beratung.geplant_id}" if beratung.geplant_id else ""
        if not rest and beratung.geplant_am:
            rest = f"@{beratung.geplant_am.isoformat()}"
        if ids + rest not in bekannt:
            wann = f", {tag(beratung.geplant_am)}" if beratung.geplant_am else ", noch ohne Termin"
            bisherige.append((ids + rest, namen + wann))
    return list(dict.fromkeys(bisherige))

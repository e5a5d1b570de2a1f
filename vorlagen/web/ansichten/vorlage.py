"""One paper as a page shows it. What the public may read is listed here field by field; all else is for insiders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vorlagen.fehler import NichtGefunden
from vorlagen.kalender import BERLIN, Spielraum
from vorlagen.models import Fassung, Vorlage
from vorlagen.services import (
    beiwerk,
    bekanntgabe,
    dokumente,
    fassungen,
    folgeaenderung,
    pflichten,
    rechte,
    schritte,
    widersprueche,
)
from vorlagen.services.beiwerk import Anlagenbild, Verweis
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import Einblick, laufende_mitzeichnungen, rollen_fuer
from vorlagen.services.wer import Wer
from vorlagen.web.ansichten import beratungsfolge, veroeffentlichung
from vorlagen.web.ansichten.beratungsfolge import Aenderung, Station
from vorlagen.web.ansichten.mitzeichnung import Zeichnungsbild, zeichnungsbild
from vorlagen.web.ansichten.verlauf import Ereignis, ereignisse
from vorlagen.web.darstellung import datum, wirkung
from vorlagen.workflow.bausteine import Folge, FolgeArt
from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.engine import Moeglichkeit
from vorlagen.workflow.felder import AUSWIRKUNGEN, Feld
from vorlagen.workflow.sachstand import Pflicht
from vorlagen.workflow.workflow import AblaufFehlerhaft, Workflow


@dataclass(frozen=True, slots=True, kw_only=True)
class Vorlagenbild:
    """What everybody who may open the paper sees. Without `ablauf_da` its procedure is switched off."""

    id: str
    nummer: str | None
    art: str
    betreff: str
    status: str
    ablauf: str
    ablauf_da: bool
    oeffentlich: bool
    angaben: Sequence[tuple[str, str]]
    beschlussvorschlag: str
    sachverhalt: str
    auswirkungen: Sequence[tuple[str, str, str]]
    felder: Sequence[tuple[Feld, str]]
    anlagen: Sequence[Anlagenbild]
    verweise: Sequence[Verweis]
    stationen: Sequence[Station]
    aenderungen: Sequence[Aenderung]
    dokumente: Sequence[tuple[str, str]]
    innen: Innenbild | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Innenbild:
    """What only those see who have the whole paper before them. `hauptschritt` is the way forward, if it is open.

    `wohin_verwiesen`: a body referred the paper and nobody has said yet to whom.
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
    widerspruch: Spielraum | None
    fassungen: Sequence[Fassung]
    ereignisse: Sequence[Ereignis]
    folge_aenderbar: bool
    wohin_verwiesen: bool
    rechte_zeigbar: bool


def bild(vorlage: Vorlage, einblick: Einblick, *, wer: Wer, jetzt: datetime) -> Vorlagenbild:
    """The paper for this reader."""
    voll = einblick is Einblick.VOLL
    ablauf = ablauf_oder_keiner(vorlage)
    anhang = beiwerk.lade([vorlage], wer)
    return Vorlagenbild(
        id=vorlage.id,
        nummer=vorlage.nummer,
        art=vorlage.vorlageart.name,
        betreff=vorlage.betreff,
        status=vorlage.status if voll else bekanntgabe.status(vorlage),
        ablauf=vorlage.ablauf,
        ablauf_da=ablauf is not None,
        oeffentlich=vorlage.oeffentlich,
        angaben=_angaben(vorlage, voll=voll),
        beschlussvorschlag=vorlage.beschlussvorschlag if voll else anhang.wortlaute[vorlage.id].text,
        sachverhalt=vorlage.sachverhalt,
        auswirkungen=_auswirkungen(vorlage),
        felder=_felder(vorlage, ablauf, voll=voll),
        anlagen=[anlage for anlage in anhang.anlagen if anlage.ist_offen or voll],
        verweise=[verweis for verweis in anhang.verweise if verweis.ziel_id or voll],
        stationen=_stationen(vorlage, jetzt.astimezone(BERLIN).date(), voll=voll),
        aenderungen=beratungsfolge.aenderungen(vorlage, nur_oeffentliche=not voll),
        dokumente=_dokumente(vorlage, ablauf),
        innen=_innen(vorlage, ablauf, einblick, wer, jetzt) if voll else None,
    )


def ablauf_oder_keiner(vorlage: Vorlage) -> Workflow | None:
    """The procedure, or None if its plug-in is switched off: then the paper can be read and nothing done with it."""
    try:
        return ablauf_von(vorlage)
    except (NichtGefunden, AblaufFehlerhaft):
        return None


def _innen(vorlage: Vorlage, ablauf: Workflow | None, einblick: Einblick, wer: Wer, jetzt: datetime) -> Innenbild:
    alle = schritte.moegliche(vorlage, einblick, wer, jetzt=jetzt) if ablauf else ()
    zu = [m for m in alle if not m.moeglich]
    fremd = [m for m in zu if any(grund.code == "rolle.fehlt" for grund in m.gruende)]
    haupt = next((m for m in alle if m.moeglich and ablauf and _vorwaerts(m, ablauf)), None)
    im_entwurf = ablauf is not None and vorlage.status == ablauf.beginnt_mit
    return Innenbild(
        version=vorlage.version,
        fassung=vorlage.fassung,
        begruendung_nichtoeffentlich=vorlage.begruendung_nichtoeffentlich,
        veroeffentlichung=veroeffentlichung.kurz(vorlage),
        bearbeitbar=im_entwurf and Rolle.FEDERFUEHRUNG in rollen_fuer(wer, vorlage),
        zeichnung=zeichnungsbild(vorlage, ablauf, wer, heute=jetzt.astimezone(BERLIN).date()),
        hauptschritt=haupt,
        weitere=[m for m in alle if m.moeglich and m is not haupt],
        verschlossen=[m for m in zu if m not in fremd and not m.schritt.von_selbst],
        von_selbst=[m for m in zu if m.schritt.von_selbst],
        sache_anderer=fremd,
        pflichten=pflichten.bilder(vorlage.id),
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


def _angaben(vorlage: Vorlage, *, voll: bool) -> list[tuple[str, str]]:
    paare = [
        ("Federführend", vorlage.federfuehrend.aufschrift if vorlage.federfuehrend else ""),
        ("Datum", datum(vorlage.datum)),
    ]
    if voll:
        paare += [
            ("Bearbeitung", vorlage.bearbeiter),
            ("Aktenzeichen", vorlage.aktenzeichen),
            ("Beteiligt", ", ".join(vorlage.beteiligt)),
            ("Fassung", str(vorlage.fassung)),
        ]
    return [(titel, wert) for titel, wert in paare if wert]


def _auswirkungen(vorlage: Vorlage) -> list[tuple[str, str, str]]:
    zeilen = {zeile["art"]: zeile for zeile in vorlage.auswirkungen}
    return [
        (titel, wirkung(zeilen[art].get("wert")), zeilen[art].get("text") or "")
        for art, titel in AUSWIRKUNGEN
        if art in zeilen and (zeilen[art].get("wert") or zeilen[art].get("text"))
    ]


def _felder(vorlage: Vorlage, ablauf: Workflow | None, *, voll: bool) -> list[tuple[Feld, str]]:
    sichtbare = [feld for feld in (ablauf.felder if ablauf else ()) if feld.oeffentlich or voll]
    gefuellte = [(feld, vorlage.felder.get(feld.name)) for feld in sichtbare]
    return [(feld, feld.in_worten(wert)) for feld, wert in gefuellte if wert not in (None, "")]


def _stationen(vorlage: Vorlage, heute: date, *, voll: bool) -> Sequence[Station]:
    gremien = beratungsfolge.stationen(vorlage, heute=heute, nur_oeffentliche=not voll)
    zeichnung = beratungsfolge.mitzeichnungsstation(vorlage, laufende_mitzeichnungen(vorlage)) if voll else None
    return [zeichnung, *gremien] if zeichnung else gremien


def _dokumente(vorlage: Vorlage, ablauf: Workflow | None) -> list[tuple[str, str]]:
    """Kind and title of every document that the procedure makes."""
    if ablauf is None:
        return []
    arten = dokumente.arten(vorlage)
    if len(arten) == 1:
        return [(arten[0], vorlage.vorlageart.name)]
    return [(art, art.replace("_", " ").capitalize()) for art in arten]

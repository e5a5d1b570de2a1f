"""Pages that only show: bodies, deadlines, procedures, administration."""

from __future__ import annotations

from itertools import pairwise

from flask import Response, render_template, request

from vorlagen.extensions import verzeichnis
from vorlagen.services import offene_fristen, pflichten, sitzungen, stammdaten, termine, verwaltungslage
from vorlagen.services.sachstand import ablaeufe_fuer, ablauf_fuer
from vorlagen.web import tuer
from vorlagen.web.ansichten import tabellen
from vorlagen.web.ansichten.fristen import nach_zeit
from vorlagen.web.ansichten.verwaltung import GRUPPEN, ZIELE
from vorlagen.web.sicht import Seitentafel, Sicht, fuer
from vorlagen.web.tabelle import schicke
from vorlagen.web.worte import heute
from vorlagen.workflow.annahmen import unterschiede
from vorlagen.workflow.beschreibung import beschreibe
from vorlagen.workflow.diagramm import svg
from vorlagen.workflow.workflow import Workflow

tafel = Seitentafel("uebersichten", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/gremien")
def gremien() -> str:
    """The bodies with their rules and their next meetings."""
    wer = tuer.wer()
    alle = stammdaten.gremien(wer.koerperschaft_id)
    return render_template(
        "gremien.html",
        gremien=alle,
        betreute={gremium.id for gremium in alle if sitzungen.ist_gremiendienst(gremium.id, wer)},
        naechste=termine.naechste_je_gremium(ab=tuer.jetzt()),
    )


@tafel.get("/fristen")
def fristen() -> str:
    """Open deadlines, most urgent first, each with its reckoning; of all, or mine, or the others'."""
    wer, tag, nach = tuer.wer(), heute(tuer.jetzt()), request.args.get("nach") or None
    wessen = request.args.get("wessen", "")
    if wessen == "andere":
        seite = offene_fristen.seite_anderer(wer, nach=nach)
    else:
        seite = offene_fristen.seite(wer, meine=wessen == "meine", nach=nach)
    return render_template(
        "fristen.html",
        gruppen=nach_zeit(seite.zeilen, tag),
        weiter=seite.weiter,
        wessen=wessen if wessen in ("meine", "andere") else "",
        pflichten=() if nach or wessen else pflichten.offene(wer),
        heute=tag,
    )


@tafel.get("/fristen.<any(csv,xlsx):endung>")
def fristentabelle(endung: str) -> Response:
    """The same deadlines to take along."""
    return schicke(tabellen.fristen(tuer.wer(), heute(tuer.jetzt())), endung)


@tafel.get("/ablaeufe")
@tafel.get("/ablaeufe/<name>")
def ablaeufe(name: str | None = None) -> str:
    """Who may do what and when in one procedure; without a name in the first."""
    stadt = stammdaten.koerperschaft(tuer.wer().koerperschaft_id)
    alle = ablaeufe_fuer(stadt)
    gewaehlt = ablauf_fuer(stadt, name) if name else next(iter(alle), None)
    return render_template(
        "ablaeufe.html",
        alle=alle,
        ablauf=beschreibe(gewaehlt) if gewaehlt else None,
        bild=svg(gewaehlt, eigenstaendig=False) if gewaehlt else "",
        aenderungen=_aenderungen(gewaehlt) if gewaehlt else (),
    )


def _aenderungen(ablauf: Workflow) -> list[tuple[int, tuple[str, ...]]]:
    """What each later version that is installed changed, the latest first."""
    versionen = verzeichnis.versionen(ablauf.name)
    paare = [(neu.version, unterschiede(alt, neu)) for alt, neu in pairwise(versionen)]
    return paare[::-1]


@tafel.get("/verwaltung")
@fuer(Sicht.VERWALTUNG)
def verwaltung() -> str:
    """Where everything is set, and what is to be looked at first."""
    return render_template(
        "verwaltung.html",
        anliegen=verwaltungslage.anliegen(tuer.wer(), heute=heute(tuer.jetzt())),
        gruppen=GRUPPEN,
        ziele=ZIELE,
    )

"""How papers get on, for who releases them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, render_template, request

from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Amt, Vorlageart
from vorlagen.services import leitung, stammdaten
from vorlagen.services.leitungszahlen import QUARTALE, Abschnitt, Filter
from vorlagen.web import tuer
from vorlagen.web.ansichten import leitung as worte
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.tabelle import schicke
from vorlagen.web.worte import heute

tafel = Seitentafel("leitung", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/leitung")
def zeige() -> str:
    """Where papers are, how long each part takes, how often they come back; by office, kind and quarter."""
    wer, tag = tuer.wer(), heute(tuer.jetzt())
    aemter, arten = leitung.aemter(wer), stammdaten.vorlagearten(wer.koerperschaft_id)
    filter_ = _filter(aemter, arten)
    lage = leitung.lage(wer, filter_, heute=tag)
    return render_template(
        "leitung.html",
        lage=lage,
        filter=filter_,
        gewaehlt={name: wert for name, wert in request.args.items() if name in ("amt", "art", "quartale") and wert},
        aemter=aemter,
        arten=arten,
        quartale=QUARTALE,
        mindestens=leitung.MINDESTENS,
        abschnitte=worte.ABSCHNITTE,
        gesamt=Abschnitt.GESAMT,
        laengster=worte.balken(lage),
        heute=tag,
    )


@tafel.get("/leitung.<any(csv,xlsx):endung>")
def tabelle(endung: str) -> Response:
    """The same numbers to take along."""
    wer = tuer.wer()
    filter_ = _filter(leitung.aemter(wer), stammdaten.vorlagearten(wer.koerperschaft_id))
    return schicke(worte.tabelle(wer, filter_, heute(tuer.jetzt())), endung)


def _filter(aemter: Sequence[Amt], arten: Sequence[Vorlageart]) -> Filter:
    amt, art = request.args.get("amt") or None, request.args.get("art") or None
    quartale = request.args.get("quartale", default=QUARTALE[0], type=int)
    bekannt = amt in {None, *(eines.id for eines in aemter)} and art in {None, *(eine.id for eine in arten)}
    if not bekannt or quartale not in QUARTALE:
        raise EingabeUngueltig("Diese Auswahl gibt es hier nicht. Bitte wählen Sie aus den Listen.")
    return Filter(amt_id=amt, art_id=art, quartale=quartale)

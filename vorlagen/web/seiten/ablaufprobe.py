"""What if: choose status, role and facts, and see which steps would be open, and why the others not."""

from __future__ import annotations

from flask import render_template, request

from vorlagen.services import stammdaten
from vorlagen.services.sachstand import ablauf_fuer
from vorlagen.web import tuer
from vorlagen.web.ansichten import ablaufprobe as ansicht
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.workflow.annahmen import Annahme

tafel = Seitentafel("ablaufprobe", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/ablaeufe/<name>/probe")
def zeige(name: str) -> str:
    """The engine's answer about a made-up paper; nothing is stored, so the address holds everything."""
    ablauf = ablauf_fuer(stammdaten.koerperschaft(tuer.wer().koerperschaft_id), name)
    frage = ansicht.lies(ablauf, request.args)
    return render_template(
        "ablaufprobe.html",
        ablauf=ablauf,
        f=frage,
        moeglichkeiten=ansicht.antworte(ablauf, frage),
        status=ansicht.status(ablauf),
        handelnde=ansicht.rollen(ablauf),
        annahmen=[(annahme.value, annahme.satz) for annahme in Annahme],
        ausgaenge=ansicht.AUSGAENGE,
    )

"""The town's own words: kinds of papers and result labels. They are changed by command, here they are read."""

from __future__ import annotations

from flask import Response

from vorlagen.services import bezeichnungen, stammdaten, vorlagearten
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte_mit_liste
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.vokabular import Bezeichnungsliste, Vorlageartenliste
from vorlagen.web.sicht import Sicht
from vorlagen.web.worte import heute

tafel = Tafel("vokabulare", "Vorlagearten und Bezeichnungen", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/vorlagearten", "Alle Vorlagearten, auch die geschlossenen", gibt=Vorlageartenliste)
def arten() -> Response:
    tag = heute(tuer.jetzt())
    return antworte_mit_liste(
        [
            {
                "id": art.id,
                "name": art.name,
                "ablauf": art.ablauf,
                "nummernmuster": art.nummernmuster,
                "gueltig_von": zeit(art.gueltig_von),
                "gueltig_bis": zeit(art.gueltig_bis),
                "gilt": vorlagearten.gilt(art, tag),
            }
            for art in stammdaten.vorlagearten(tuer.wer().koerperschaft_id)
        ]
    )


@tafel.weg("GET", "/bezeichnungen", "Was Bezeichnungen von Ergebnissen hier bedeuten", gibt=Bezeichnungsliste)
def worte() -> Response:
    return antworte_mit_liste(
        [
            {
                "id": zeile.id,
                "bezeichnung": zeile.bezeichnung,
                "art": zeile.art,
                "ausgang": zeile.ausgang,
                "gueltig_von": zeit(zeile.gueltig_von),
                "gueltig_bis": zeit(zeile.gueltig_bis),
            }
            for zeile in bezeichnungen.der_stadt(tuer.wer().koerperschaft_id)
        ]
    )

"""Papers: find, make, read, change."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.services import beiwerk, folgeaenderung, listen, stammdaten, vorlagen
from vorlagen.services.listen import Filter
from vorlagen.services.oeffentlich import beratungen
from vorlagen.services.sachstand import ablauf_fuer, ablauf_von
from vorlagen.services.sichtbarkeit import hole
from vorlagen.web import tuer
from vorlagen.web.api import eingabe
from vorlagen.web.api.antwort import antworte_mit_liste, antworte_mit_vorlage, gesehene_version
from vorlagen.web.api.projektion import als_json
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.fragen import Vorlagenfrage
from vorlagen.web.schemas.vorlage import VorlageAenderung, VorlageNeu
from vorlagen.web.schemas.vorlage_aus import VorlageAus, Vorlagenliste
from vorlagen.web.sicht import Sicht

tafel = Tafel("vorlagen", "Vorlagen", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/vorlagen", "Vorlagen finden", fragt=Vorlagenfrage, gibt=Vorlagenliste)
def finden(frage: dict[str, Any]) -> Response:
    wer, nach, anzahl = tuer.wer(), frage.pop("nach", None), frage.pop("anzahl")
    seite = listen.liste_ganz(wer, Filter(**frage), nach=nach, anzahl=anzahl)
    papiere = [vorlage for vorlage, _ in seite.zeilen]
    dabei, stationen = beiwerk.lade(papiere, wer), beratungen(papiere)
    bilder = [als_json(vorlage, einblick, dabei, stationen[vorlage.id]) for vorlage, einblick in seite.zeilen]
    return antworte_mit_liste(bilder, weiter=seite.weiter)


@tafel.weg("POST", "/vorlagen", "Einen Entwurf anlegen", nimmt=VorlageNeu, gibt=VorlageAus, status=201)
def anlegen(werte: dict[str, Any]) -> Response:
    wer = tuer.wer()
    art, stadt = vorlagen.finde_art(wer.koerperschaft_id, werte["art"]), stammdaten.koerperschaft(wer.koerperschaft_id)
    entwurf = eingabe.entwurf(werte, wer.koerperschaft_id, ablauf_fuer(stadt, art.ablauf))
    return antworte_mit_vorlage(vorlagen.lege_an(entwurf, wer=wer, jetzt=tuer.jetzt()), 201)


@tafel.weg("GET", "/vorlagen/<vorlage_id>", "Eine Vorlage lesen", gibt=VorlageAus)
def lesen(vorlage_id: str) -> Response:
    return antworte_mit_vorlage(vorlage_id)


@tafel.weg(
    "PATCH",
    "/vorlagen/<vorlage_id>",
    "Einen Entwurf oder die Beratungsfolge ändern",
    nimmt=VorlageAenderung,
    gibt=VorlageAus,
    unter=("IF_MATCH",),
    text="Was fehlt, bleibt. Gebraucht wird die gesehene Version: „version“ im Körper (sonst 409) oder If-Match (412). "
    "Nach der Freigabe ändert der Gremiendienst die Beratungsfolge, und nur sie; was Gremien getan haben, bleibt.",
)
def aendern(werte: dict[str, Any], vorlage_id: str) -> Response:
    with gesehene_version(vorlage_id, werte) as version:
        vorlage, _ = hole(vorlage_id, tuer.wer())
        entwurf = eingabe.entwurf(werte, vorlage.koerperschaft_id, ablauf_von(vorlage))
        wer, jetzt = tuer.wer(), tuer.jetzt()
        if folgeaenderung.ist_gemeint(vorlage, entwurf, wer):
            folgeaenderung.aendere(vorlage_id, entwurf["beratungsfolge"], version=version, wer=wer, jetzt=jetzt)
        else:
            vorlagen.aendere(vorlage_id, entwurf, version=version, wer=wer, jetzt=jetzt)
    return antworte_mit_vorlage(vorlage_id)

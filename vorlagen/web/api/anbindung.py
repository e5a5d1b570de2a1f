"""Connecting with another council information system, for programs."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from flask import Response

from vorlagen.services import einfuhr
from vorlagen.services.einfuhr import Bericht, bruecke, fragen
from vorlagen.services.einfuhr.fragen import Frage
from vorlagen.services.oparl import angaben, haeuser
from vorlagen.services.oparl.angaben import LAENGEN, Wahlperiode
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte, antworte_mit_liste
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.anbindung import (
    EinfuhrAus,
    EinfuhrEin,
    Einfuhrliste,
    EntscheidungEin,
    HerausgabeAenderung,
    HerausgabeAus,
    Zuordnungsliste,
)
from vorlagen.web.sicht import Sicht

tafel = Tafel("anbindung", "Anbindung", sicht=Sicht.VERWALTUNG)
zuordnungen = Tafel("zuordnungen", "Anbindung", sicht=Sicht.GREMIENDIENST)


@tafel.weg("GET", "/koerperschaft/oparl", "Was die Kommune als Herausgeberin sagt", gibt=HerausgabeAus)
def herausgabe() -> Response:
    return _antworte_mit_angaben()


@tafel.weg(
    "PATCH",
    "/koerperschaft/oparl",
    "Lizenz und Angaben zur Herausgabe ändern",
    nimmt=HerausgabeAenderung,
    gibt=HerausgabeAus,
    text="Was fehlt, bleibt. Mit einer Lizenz beginnt die Herausgabe als OParl; ohne Lizenz wird nichts herausgegeben.",
)
def herausgabe_aendern(werte: dict[str, Any]) -> Response:
    version, (_, bisher) = werte.pop("version"), angaben.zeige(tuer.wer())
    if "wahlperioden" in werte:
        werte["wahlperioden"] = tuple(Wahlperiode(**eine) for eine in werte["wahlperioden"])
    angaben.setze(replace(bisher, **werte), version=version, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte_mit_angaben()


@tafel.weg("GET", "/einfuhren", "Die letzten Läufe der Einfuhr", gibt=Einfuhrliste)
def laeufe() -> Response:
    return antworte_mit_liste([_lauf(bericht) for bericht in einfuhr.berichte(tuer.wer().koerperschaft_id)])


@tafel.weg(
    "POST",
    "/einfuhren",
    "Ein anderes Ratsinformationssystem einführen",
    nimmt=EinfuhrEin,
    gibt=EinfuhrAus,
    status=201,
    text="Die Uhr führt den Lauf aus; `GET /einfuhren/{id}` sagt, wie weit er ist. Zweimal bestellen ist einmal.",
)
def bestellen(werte: dict[str, Any]) -> Response:
    lauf_id = einfuhr.bestelle(
        werte["url"],
        seit_zuletzt=werte.get("seit_zuletzt", False),
        mit_dateien=werte.get("mit_dateien", False),
        erlaubte=tuer.einstellungen().erlaubte_netze,
        wer=tuer.wer(),
        jetzt=tuer.jetzt(),
    )
    return antworte(_lies(lauf_id), 201, ort=adresse("einfuhren", lauf_id))


@tafel.weg("GET", "/einfuhren/<lauf_id>", "Wie weit ein Lauf ist und was er fand", gibt=EinfuhrAus)
def lauf(lauf_id: str) -> Response:
    return antworte(_lies(lauf_id))


@tafel.weg(
    "POST",
    "/einfuhren/<lauf_id>/abbruch",
    "Einen Lauf abbrechen",
    gibt=EinfuhrAus,
    text="Was schon übernommen ist, bleibt. Ein Lauf, der vorbei ist, bleibt, wie er ist.",
)
def abbrechen(lauf_id: str) -> Response:
    einfuhr.brich_ab(lauf_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(_lies(lauf_id))


@zuordnungen.weg("GET", "/zuordnungen", "Was nicht sicher zuzuordnen ist", gibt=Zuordnungsliste)
def offene() -> Response:
    return antworte_mit_liste([_frage(frage) for frage in fragen.offene(tuer.wer())])


@zuordnungen.weg(
    "POST",
    "/zuordnungen/<zuordnung_id>/entscheidung",
    "Sagen, was gemeint ist",
    nimmt=EntscheidungEin,
    gibt=Zuordnungsliste,
    text="Trägt das Ergebnis des anderen Systems an dieser Station ein oder legt die Frage beiseite. Zurück kommen die "
    "übrigen Fragen.",
)
def entscheiden(werte: dict[str, Any], zuordnung_id: str) -> Response:
    station, ausgang = werte["station"], werte.get("ausgang")
    bruecke.entscheide(zuordnung_id, station, ausgang, wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte_mit_liste([_frage(frage) for frage in fragen.offene(tuer.wer())])


def _antworte_mit_angaben() -> Response:
    stadt, gesagt = angaben.zeige(tuer.wer())
    return antworte(
        {
            **{name: getattr(gesagt, name) for name in LAENGEN},
            "wahlperioden": [
                {"name": p.name, "von": p.von.isoformat(), "bis": p.bis.isoformat() if p.bis else None}
                for p in gesagt.wahlperioden
            ],
            "lizenz_seit": zeit(gesagt.lizenz_seit),
            "gibt_heraus": haeuser.gibt_heraus(stadt),
            "version": stadt.version,
            "links": {"self": adresse("koerperschaft", "oparl")},
        }
    )


def _lies(lauf_id: str) -> dict[str, Any]:
    return _lauf(einfuhr.lies(lauf_id, wer=tuer.wer()))


def _lauf(bericht: Bericht) -> dict[str, Any]:
    arten = ("neu", "geaendert", "unveraendert", "entfernt")
    return {
        "id": bericht.id,
        "quelle": bericht.quelle,
        "zustand": bericht.zustand,
        "begonnen": zeit(bericht.begonnen),
        "beendet": zeit(bericht.beendet),
        "seiten": bericht.seiten,
        "zaehler": [{"was": was} | {art: zahlen.get(art, 0) for art in arten} for was, zahlen in bericht.zahlen],
        "befunde": [asdict(befund) for befund in bericht.befunde],
        "links": {"self": adresse("einfuhren", bericht.id)},
    }


def _frage(frage: Frage) -> dict[str, Any]:
    punkt = frage.punkt
    return {
        "id": frage.zeile.id,
        "quelle": frage.zeile.quelle,
        "grund": frage.zeile.grund,
        "vorlage": frage.vorlage.id,
        "nummer": frage.vorlage.nummer,
        "punkt": {
            "sitzung": punkt.sitzung.id,
            "gremium": {"id": punkt.sitzung.gremium_id, "name": punkt.sitzung.gremium.name},
            "beginn": zeit(punkt.sitzung.beginn),
            "top": punkt.nummer,
            "ergebnis": punkt.ergebnis,
        }
        if punkt
        else None,
        "stationen": [beratung.id for beratung in frage.stationen],
    }

"""The desk: what waits for the person whose token it is and why, what they wait for and on whom, what is late."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from flask import Response

from vorlagen.services import arbeitskorb
from vorlagen.services.arbeitskorb import Posten, Teil, Unterwegs
from vorlagen.services.korbumstaende import NaechsteBeratung, Zeichnung
from vorlagen.services.offene_fristen import Aufgabe
from vorlagen.services.seiten import Seite
from vorlagen.web import tuer
from vorlagen.web.ansichten.arbeitskorb import bemerkung, warum
from vorlagen.web.api.antwort import antworte_mit_liste
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.arbeitskorb import Arbeitskorb
from vorlagen.web.schemas.fragen import Korbfrage
from vorlagen.web.sicht import Sicht
from vorlagen.web.worte import heute

tafel = Tafel("arbeitskorb", "Arbeitskorb", sicht=Sicht.ANGEMELDET)

_LEER: Final = {"status": None, "geaendert": None, "sitzung": None, "gremium": None, "warum": "", "bemerkung": ""}


@tafel.weg("GET", "/arbeitskorb", "Den eigenen Arbeitskorb lesen", fragt=Korbfrage, gibt=Arbeitskorb)
def finden(frage: dict[str, Any]) -> Response:
    wer, tag = tuer.wer(), heute(tuer.jetzt())
    teil, seite = Teil(frage["teil"]), {"nach": frage.get("nach"), "anzahl": frage["anzahl"]}
    gefunden: Seite[Any]
    match teil:
        case Teil.MEINE:
            gefunden = arbeitskorb.meine(wer, heute=tag, aufgabe=frage.get("aufgabe"), **seite)
        case Teil.UEBERFAELLIG:
            gefunden = arbeitskorb.ueberfaellig(wer, heute=tag, **seite)
        case Teil.WARTEND:
            gefunden = arbeitskorb.wartend(wer, heute=tag, **seite)
        case Teil.ENTWUERFE:
            gefunden = arbeitskorb.entwuerfe(wer, **seite)
    zahlen = arbeitskorb.zahlen(wer, heute=tag)
    mehr = {"zahlen": {teil.value: getattr(zahlen, teil) for teil in Teil}}
    data = [_BILDER[teil](eine, tag) for eine in gefunden.zeilen]
    return antworte_mit_liste(data, weiter=gefunden.weiter, mehr=mehr)


def _posten(eine: Posten, tag: date) -> dict[str, Any]:
    a = eine.aufgabe
    return {
        **_LEER,
        "vorlage": _papier(a.vorlage_id, a.nummer, a.betreff) if a.vorlage_id else None,
        "status": a.status,
        "sitzung": a.sitzung_id,
        "gremium": a.gremium,
        "warum": warum(eine.herkunft, a.ablauf),
        "bemerkung": bemerkung(eine.herkunft),
        "beratung": _beratung(eine.beratung),
        "fristen": [_frist(a, tag, eine.zeichnung, eine.zu_fragen)],
    }


def _unterwegs(eine: Unterwegs, tag: date) -> dict[str, Any]:
    return {
        **_LEER,
        "vorlage": _papier(eine.id, eine.nummer, eine.betreff),
        "status": eine.status,
        "geaendert": zeit(eine.geaendert),
        "warum": warum(eine.herkunft, eine.ablauf),
        "bemerkung": bemerkung(eine.herkunft),
        "beratung": _beratung(eine.beratung),
        "fristen": [_frist(aufgabe, tag, None, namen) for aufgabe, namen in eine.aufgaben],
    }


def _entwurf(eine: Any, _tag: date) -> dict[str, Any]:
    papier = _papier(eine.id, None, eine.betreff)
    return {**_LEER, "vorlage": papier, "geaendert": zeit(eine.geaendert), "beratung": None, "fristen": []}


_BILDER: Mapping[Teil, Callable[[Any, date], dict[str, Any]]] = {
    Teil.MEINE: _posten,
    Teil.UEBERFAELLIG: _posten,
    Teil.WARTEND: _unterwegs,
    Teil.ENTWUERFE: _entwurf,
}


def _papier(id_: str, nummer: str | None, betreff: str | None) -> dict[str, Any]:
    return {"id": id_, "nummer": nummer, "betreff": betreff or ""}


def _beratung(beratung: NaechsteBeratung | None) -> dict[str, Any] | None:
    return {"gremium": beratung.gremium, "am": zeit(beratung.am)} if beratung else None


def _frist(a: Aufgabe, tag: date, zeichnung: Zeichnung | None, zu_fragen: Sequence[str]) -> dict[str, Any]:
    return {
        "id": a.frist_id,
        "name": a.name,
        "seit": zeit(a.begonnen),
        "faellig_am": zeit(a.faellig_am),
        "rest_tage": a.rest(tag),
        "bei_mir": a.bei_mir,
        "rolle": a.rolle,
        "amt": a.amt,
        "zeichnung": _zeichnung(zeichnung) if zeichnung else None,
        "zu_fragen": list(zu_fragen),
    }


def _zeichnung(zeichnung: Zeichnung) -> dict[str, Any]:
    return {
        "id": zeichnung.id,
        "fassung": zeichnung.fassung,
        "gelesen": zeichnung.gelesen,
        "anlass": zeichnung.anlass,
        "in_vertretung": zeichnung.in_vertretung,
    }

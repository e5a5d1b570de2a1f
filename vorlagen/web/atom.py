"""News for everybody: public papers, and meetings with their agendas, as Atom (RFC 4287) in pages (RFC 5005)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask import Flask, Response, request
from werkzeug.wrappers import Response as Antwort

from vorlagen.fehler import NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.services.oparl import neuigkeiten
from vorlagen.services.oparl.haeuser import Haus
from vorlagen.services.oparl.typen import Typ, abgeleitet
from vorlagen.services.tabelle import rein
from vorlagen.web import tuer
from vorlagen.web.oeffentlich import adressen
from vorlagen.web.oparl import ausgabe, umwege
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("atom", __name__, sicht=Sicht.OFFEN)

ATOM: Final = "http://www.w3.org/2005/Atom"
MEDIENTYP: Final = "application/atom+xml"
BELIEBIG: Final = "application/octet-stream"
TYPEN: Final = {"vorlagen": Typ.PAPER, "sitzungen": Typ.MEETING}
_SEIT: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""How old a feed is that has nothing to tell yet."""
register_namespace("", ATOM)


@tafel.get("/oeffentlich/<any(vorlagen,sitzungen):was>.atom")
@tuer.ohne_lebenszeichen
def neues(was: str) -> Antwort:
    """What is new in the only town under this host name."""
    hier = umwege.hier(umwege.alle())
    if len(hier) != 1:
        wege = ", ".join(_weg(haus, was) for haus in hier) or "noch nichts"
        raise NichtGefunden(f"Unter dieser Adresse gibt es {wege}.")
    return _antworte(hier[0], was, f"/oeffentlich/{was}.atom")


@tafel.get("/oeffentlich/<kuerzel>/<any(vorlagen,sitzungen):was>.atom")
@tuer.ohne_lebenszeichen
def neues_einer_stadt(kuerzel: str, was: str) -> Antwort:
    """The same where several towns share a host name."""
    haus = next((haus for haus in umwege.alle() if haus.kuerzel == kuerzel), None)
    if haus is None:
        raise NichtGefunden
    return _antworte(haus, was, _weg(haus, was))


def richte_ein(app: Flask) -> None:
    """Register the addresses."""
    app.register_blueprint(tafel)


def _weg(haus: Haus, was: str) -> str:
    return f"/oeffentlich/{was}.atom" if haus.allein else f"/oeffentlich/{haus.kuerzel}/{was}.atom"


def _antworte(haus: Haus, was: str, weg: str) -> Antwort:
    """The feed may be kept, but has to be asked about each time: what is withdrawn is gone at once."""
    if anderswo := umwege.umweg(haus.basis, weg):
        return anderswo
    gefragt = request.args.get("gremium")
    gremium = neuigkeiten.gremium(haus.id, gefragt) if gefragt else None
    nach = request.args.get("nach") or None
    seite = neuigkeiten.seite(haus.id, TYPEN[was], gremium_id=gremium.id if gremium else None, nach=nach)
    worte = {"gremium": gremium.id} if gremium else {}
    links = {"self": worte | ({"nach": nach} if nach else {}), "first": worte}
    if seite.weiter:
        links["next"] = worte | {"nach": seite.weiter}
    feed = _neu("feed", UUID(abgeleitet(haus.id, "atom", was, *worte.values())), _titel(haus, was, gremium))
    _text(feed, "updated", _zeit(seite.zeilen[0].geaendert if seite.zeilen else _SEIT))
    _text(SubElement(feed, _name("author")), "name", haus.name)
    for rel, frage in links.items():
        _link(feed, rel, f"{haus.basis}{weg}" + (f"?{urlencode(frage)}" if frage else ""), MEDIENTYP)
    for zeile in seite.zeilen:
        feed.append(_eintrag(haus, TYPEN[was], zeile))
    return _als_antwort(feed)


def _titel(haus: Haus, was: str, gremium: Any) -> str:
    name = f"{haus.name}, {gremium.name}" if gremium else haus.name
    return f"{was.capitalize()}: {name}"


def _eintrag(haus: Haus, typ: Typ, zeile: Any) -> Element:
    """A paper or a meeting: the same id for ever, wherever the town's addresses lie."""
    inhalt: Mapping[str, Any] = zeile.inhalt
    titel = _papiertitel(inhalt) if typ is Typ.PAPER else _sitzungstitel(inhalt)
    eintrag = _neu("entry", UUID(zeile.id), titel)
    _text(eintrag, "published", _zeit(zeile.erstellt))
    _text(eintrag, "updated", _zeit(zeile.geaendert))
    if seite := adressen.objekt(haus, typ, zeile.id):
        _link(eintrag, "alternate", seite, "text/html")
    _link(eintrag, "alternate", ausgabe.adresse(haus, f"{typ}/{zeile.id}"), "application/json")
    datei = inhalt.get("mainFile") if typ is Typ.PAPER else inhalt.get("resultsProtocol")
    if datei and "accessUrl" in datei:
        _link(eintrag, "enclosure", ausgabe.adresse(haus, datei["accessUrl"]), datei.get("mimeType", BELIEBIG))
    zeilen = _vom_papier(inhalt) if typ is Typ.PAPER else _von_der_sitzung(inhalt)
    _text(eintrag, "content", "\n".join(zeilen)).set("type", "text")
    return eintrag


def _papiertitel(inhalt: Mapping[str, Any]) -> str:
    return ": ".join(teil for teil in (inhalt.get("reference"), inhalt.get("name")) if teil) or "Vorlage"


def _vom_papier(inhalt: Mapping[str, Any]) -> Iterator[str]:
    yield inhalt.get("paperType", "Vorlage")
    for station in inhalt.get("consultation", ()):
        if station.get("role"):
            yield ": ".join(teil for teil in (station["role"], station.get("vorlagen:ausgangText")) if teil)


def _sitzungstitel(inhalt: Mapping[str, Any]) -> str:
    beginn = datetime.fromisoformat(inhalt["start"]).astimezone(BERLIN)
    abgesagt = "Abgesagt: " if inhalt.get("cancelled") else ""
    return f"{abgesagt}{inhalt.get('name', 'Sitzung')} am {beginn:%d.%m.%Y, %H:%M} Uhr"


def _von_der_sitzung(inhalt: Mapping[str, Any]) -> Iterator[str]:
    """Where, and what is on the agenda once it is settled."""
    if ort := inhalt.get("location", {}).get("description"):
        yield f"Ort: {ort}"
    punkte: Sequence[Mapping[str, Any]] = inhalt.get("agendaItem", ())
    yield "Tagesordnung:" if punkte else "Die Tagesordnung steht noch nicht fest."
    for punkt in punkte:
        ergebnis = f" ({punkt['result']})" if punkt.get("result") else ""
        yield f"{punkt.get('number', '')} {punkt.get('name', '')}{ergebnis}".strip()


def _als_antwort(feed: Element) -> Response:
    roh = tostring(feed, encoding="utf-8", xml_declaration=True)
    antwort = Response(roh, content_type=f"{MEDIENTYP}; charset=utf-8")
    antwort.set_etag(hashlib.sha256(roh).hexdigest()[:32])
    antwort.headers["Cache-Control"] = "no-cache"
    antwort.make_conditional(request)
    return antwort


def _neu(art: str, kennung: UUID, titel: str) -> Element:
    element = Element(_name(art))
    if art == "feed":
        element.set("{http://www.w3.org/XML/1998/namespace}lang", "de")
    _text(element, "id", kennung.urn)
    _text(element, "title", titel)
    return element


def _text(element: Element, name: str, text: str) -> Element:
    teil = SubElement(element, _name(name))
    teil.text = rein(text)
    return teil


def _link(element: Element, rel: str, ziel: str, typ: str) -> None:
    SubElement(element, _name("link"), {"rel": rel, "href": ziel, "type": typ})


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _zeit(zeit: datetime) -> str:
    return zeit.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

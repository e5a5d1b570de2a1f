"""The addresses of OParl: a System for each host name, ten lists for each town, every object under its id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial, update_wrapper
from typing import Any, Final

from flask import Flask, current_app
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.services.oparl import listen
from vorlagen.services.oparl.haeuser import Haus
from vorlagen.services.oparl.listen import Frage
from vorlagen.services.oparl.typen import LISTEN, LISTEN_DER_ORGANISATION, SCHEMA, Typ, zeitpunkt
from vorlagen.web.oparl import ausgabe, dateien, umwege
from vorlagen.web.oparl.frage import lies, ohne_internes
from vorlagen.web.oparl.stoerung import ist_oparl
from vorlagen.web.oparl.umwege import SYSTEM, WURZEL, umweg
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("oparl", __name__, sicht=Sicht.OFFEN)

_SEIT: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""How old a System is that has nothing to tell yet."""


@tafel.get(SYSTEM)
def system() -> Response:
    """What is given out under this host name."""
    hier = umwege.hier(umwege.alle())
    basis = hier[0].basis if hier else umwege.eigene_basis()
    return umweg(basis, SYSTEM) or ausgabe.antworte(_system(hier, basis))


@tafel.get(f"{WURZEL}/body")
def koerperschaften() -> Response:
    """The towns under this host name."""
    hier = umwege.hier(umwege.alle())
    basis = hier[0].basis if hier else umwege.eigene_basis()
    return umweg(basis, f"{WURZEL}/body") or _liste(f"{basis}{WURZEL}/body", hier, Typ.BODY)


@tafel.get("/oparl/papers")
def papiere() -> Response:
    """The papers of the only town under this host name, where ALLRIS clients ask for them."""
    hier = umwege.hier(umwege.alle())
    if not hier and (woanders := umweg(umwege.eigene_basis(), "/oparl/papers")) is not None:
        return woanders
    if len(hier) != 1:
        wege = ", ".join(ausgabe.papierweg(haus) for haus in hier) or "noch keine Liste von Vorlagen"
        raise NichtGefunden(f"Unter dieser Adresse gibt es {wege}.")
    return _liste_in(hier[0], "/oparl/papers", Typ.PAPER)


@tafel.get("/oparl/<kuerzel>/papers")
def papiere_einer_stadt(kuerzel: str) -> Response:
    """The same where several towns share a host name."""
    haus = next((haus for haus in umwege.alle() if haus.kuerzel == kuerzel), None)
    if haus is None:
        raise NotFound
    return _liste_in(haus, ausgabe.papierweg(haus), Typ.PAPER)


@tafel.get("/oparl", strict_slashes=False)
@tafel.get("/oparl/<path:rest>")
def anders_geschrieben(rest: str = "") -> Response:
    """Every other address below /oparl."""
    return umwege.sammelweg()


def richte_ein(app: Flask) -> None:
    """Register the addresses, and let every program in the world ask."""
    wege: list[tuple[str, str, Callable[..., Response]]] = [
        *((f"{typ}/<oparl_objekt_id>", f"{typ}", _mit(_einzeln, typ)) for typ in Typ),
        *(
            (f"body/<oparl_objekt_id>/{feld.lower()}", f"body_{feld.lower()}", _mit(_liste_der_stadt, feld))
            for feld in LISTEN
        ),
        *(
            (f"organization/<oparl_objekt_id>/{typ}", f"organization_{typ}", _mit(_liste_der_organisation, typ))
            for typ in LISTEN_DER_ORGANISATION
        ),
        *(
            (f"file/<oparl_objekt_id>/{wie}", f"file_{wie}", _mit(_datei, wie))
            for wie in (ausgabe.ANSEHEN, ausgabe.SPEICHERN)
        ),
    ]
    for weg, name, ansicht in wege:
        app.add_url_rule(f"{WURZEL}/{weg}", f"oparl.{name}", ansicht)
    app.register_blueprint(tafel)
    app.after_request(_fuer_alle)


def _mit(ansicht: Callable[..., Response], was: str) -> Callable[..., Response]:
    """One view for many addresses, with what each of them is about."""
    return update_wrapper(partial(ansicht, was), ansicht)


def _einzeln(typ: Typ, oparl_objekt_id: str) -> Response:
    """One object under its id."""
    zeile, haus = _finde(oparl_objekt_id, typ)
    inhalt = ausgabe.objekt(zeile, haus, ohne_internes=ohne_internes())
    return umweg(haus.basis, f"{WURZEL}/{typ}/{zeile.id}") or ausgabe.antworte(inhalt, geaendert=zeile.geaendert)


def _liste_der_stadt(feld: str, oparl_objekt_id: str) -> Response:
    """One of the ten lists of a Body."""
    zeile, haus = _finde(oparl_objekt_id, Typ.BODY)
    weg = ausgabe.papierweg(haus) if feld == "paper" else f"{WURZEL}/body/{zeile.id}/{feld.lower()}"
    return _liste_in(haus, weg, LISTEN[feld])


def _liste_der_organisation(typ: Typ, oparl_objekt_id: str) -> Response:
    """The meetings or the consultations of one organization."""
    zeile, haus = _finde(oparl_objekt_id, Typ.ORGANIZATION)
    return _liste_in(haus, f"{WURZEL}/organization/{zeile.id}/{typ}", typ, zeile.id)


def _datei(wie: str, oparl_objekt_id: str) -> Response:
    """The bytes of a file, to be looked at or to be saved."""
    zeile, haus = _finde(oparl_objekt_id, Typ.FILE)
    anderswo = umweg(haus.basis, f"{WURZEL}/file/{zeile.id}/{wie}")
    return anderswo or dateien.schicke(zeile, speichern=wie == ausgabe.SPEICHERN)


def _liste_in(haus: Haus, weg: str, typ: Typ, organisation: str | None = None) -> Response:
    return umweg(haus.basis, weg) or _liste(f"{haus.basis}{weg}", [haus], typ, organisation)


def _liste(adresse: str, hier: Sequence[Haus], typ: Typ, organisation: str | None = None) -> Response:
    frage, staedte = lies(), frozenset(haus.id for haus in hier)
    gefragt = Frage(staedte=staedte, typ=typ, organisation=organisation, **frage.zeiten)
    try:
        seite = listen.seite(gefragt, nach=frage.nach, anzahl=frage.anzahl)
    except EingabeUngueltig as fehler:
        raise NichtGefunden(fehler.satz) from fehler
    return ausgabe.liste(adresse, seite, hier, frage)


def _finde(kennung: str, typ: Typ) -> tuple[Any, Haus]:
    je_stadt = {haus.id: haus for haus in umwege.alle()}
    zeile = listen.objekt(kennung)
    if zeile is None or zeile.typ != typ:
        raise NotFound
    return zeile, je_stadt[zeile.koerperschaft_id]


def _system(hier: Sequence[Haus], basis: str) -> dict[str, Any]:
    """With what the only town says of itself; several share what they have in common."""
    frage = Frage(staedte=frozenset(haus.id for haus in hier), typ=Typ.BODY)
    staedte = listen.seite(frage, nach=None, anzahl=len(hier)).zeilen if hier else ()
    lizenzen = {haus.angaben.lizenz for haus in hier}
    eine = hier[0] if len(hier) == 1 else None
    bild = {
        "id": f"{basis}{SYSTEM}",
        "type": f"{SCHEMA}System",
        "oparlVersion": SCHEMA,
        "license": lizenzen.pop() or None if len(lizenzen) == 1 else None,
        "body": f"{basis}{WURZEL}/body",
        "name": f"Ratsinformationen: {eine.name}" if eine else "Ratsinformationen",
        "contactName": (eine.angaben.kontakt or eine.name) if eine else "Betrieb der Installation",
        "contactEmail": (eine and eine.angaben.mail) or current_app.config["EINSTELLUNGEN"].absender,
        "website": (eine and eine.angaben.webseite) or f"{basis}/",
        "vendor": f"{basis}/impressum",
        "product": f"{basis}/",
        "created": zeitpunkt(min((stadt.erstellt for stadt in staedte), default=_SEIT)),
        "modified": zeitpunkt(max((stadt.geaendert for stadt in staedte), default=_SEIT)),
    }
    return {name: wert for name, wert in bild.items() if wert is not None} | {"deleted": False}


def _fuer_alle(antwort: Response) -> Response:
    if ist_oparl():
        antwort.headers["Access-Control-Allow-Origin"] = "*"
    return antwort

"""Beschlusskontrolle: what is to be done, by whom, by when; reports on it; the list to take along."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Antwort

from vorlagen.fehler import EingabeUngueltig, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.services import auftraege, auftragsampel, beschlusskontrolle, pflichten, stammdaten
from vorlagen.services.auftraege import Filter
from vorlagen.web import tuer
from vorlagen.web.ansichten import tabellen
from vorlagen.web.ansichten.auftraege import AMPELWORTE, ampelwort
from vorlagen.web.api.dateien import schicke
from vorlagen.web.einmalig import einmalig
from vorlagen.web.formulare.werte import als_datum
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.tabelle import TYPEN
from vorlagen.web.tabelle import schicke as schicke_tabelle
from vorlagen.web.worte import heute
from vorlagen.workflow.begriffe import Auftragsstatus, Rolle

tafel = Seitentafel("auftraege", __name__, sicht=Sicht.ANGEMELDET)
TEXTE = ("grund_verzoegerung", "bericht", "nachweis")
TEILE = {"oeffentlich": True, "nichtoeffentlich": False}
FILTER = (
    "q",
    "ampel",
    "offen",
    "status",
    "amt",
    "gremium",
    "vorlage",
    "oeffentlich",
    "faellig_bis",
    "wiedervorlage_bis",
)
"""What the address of the list may say."""
NUR_DIENST = ("beschlussnummer", "antragsteller", "text")


@tafel.get("/auftraege")
def liste() -> str:
    """What is still to be done, narrowed to what was asked for."""
    wer, tag = tuer.wer(), heute(tuer.jetzt())
    filter_ = _filter()
    seite = auftraege.seite(wer, filter_, nach=request.args.get("nach") or None)
    return render_template(
        "auftraege.html",
        zeilen=[(a, v, ampelwort(a, tag)) for a, v in seite.zeilen],
        zahlen=auftraege.zahlen(wer, replace(filter_, ampel=None), tag),
        ampeln=AMPELWORTE,
        waehlbar=any(auftraege.darf_berichten(a, wer) for a, _ in seite.zeilen),
        weiter=seite.weiter,
        f={name: wert for name, wert in request.args.items() if name in FILTER},
        ohne_ampel={name: wert for name, wert in request.args.items() if name in FILTER and name != "ampel"},
        status=[(s.value, s.titel) for s in Auftragsstatus],
        aemter=[(amt.id, amt.aufschrift) for amt in stammdaten.aemter(wer.koerperschaft_id)],
        gremien=[(g.id, g.name) for g in stammdaten.gremien(wer.koerperschaft_id)],
        pflichten=pflichten.offene(wer),
        halbjahr=beschlusskontrolle.halbjahr(tag),
        arten=[(art.name, art.name) for art in stammdaten.vorlagearten(wer.koerperschaft_id)],
        dienst=wer.hat(Rolle.GREMIENDIENST),
        heute=tag,
    )


@tafel.get("/auftraege.<any(csv,xlsx):endung>")
def tabelle(endung: str) -> Response:
    """The same list to take along."""
    return schicke_tabelle(tabellen.auftraege(tuer.wer(), _filter()), endung)


@tafel.get("/auftraege/halbjahr-<teil>.xlsx")
def halbjahr(teil: str) -> Response:
    """One part of the last half-year's list; the other part is another file."""
    if teil not in TEILE:
        raise NichtGefunden
    wer, spanne = tuer.wer(), beschlusskontrolle.halbjahr(heute(tuer.jetzt()))
    inhalt = beschlusskontrolle.als_xlsx(beschlusskontrolle.zeilen(wer, *spanne, oeffentlich=TEILE[teil]))
    name = f"beschlusskontrolle-{spanne[0]}-{spanne[1]}-{teil}.xlsx"
    return schicke(inhalt, name=name, typ=TYPEN["xlsx"], sha256=beschlusskontrolle.pruefsumme(inhalt))


@tafel.post("/auftraege/liste")
@einmalig
def als_vorlage() -> Antwort:
    """Begin a paper with the list of the last half-year in it."""
    von, bis = beschlusskontrolle.halbjahr(heute(tuer.jetzt()))
    vorlage_id = beschlusskontrolle.als_vorlage(
        tuer.wer(),
        request.form.get("art", ""),
        von,
        bis,
        oeffentlich=request.form.get("teil") == "oeffentlich",
        jetzt=tuer.jetzt(),
    )
    return redirect(url_for("vorlage.zeige", vorlage_id=vorlage_id))


@tafel.get("/auftraege/<auftrag_id>")
def zeige(auftrag_id: str) -> str:
    """One Auftrag, with a form for whoever reports on it."""
    return _seite(auftrag_id)


@tafel.post("/auftraege/<auftrag_id>")
def aendere(auftrag_id: str) -> Antwort | tuple[str, int]:
    """Note what was reported."""
    werte, fehler = _werte()
    if fehler:
        return _seite(auftrag_id, fehler), 422
    try:
        auftraege.aendere(auftrag_id, werte, version=version(request.form), wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _seite(auftrag_id, dict(abgelehnt.felder) or {"_": [abgelehnt.satz]}), 422
    except ZwischenzeitlichGeaendert as abgelehnt:
        return _seite(auftrag_id, {"_": [abgelehnt.satz]}), 409
    flash("Der Auftrag ist gespeichert.", "erfolg")
    return redirect(url_for("auftraege.zeige", auftrag_id=auftrag_id))


@tafel.post("/pflichten/<pflicht_id>")
def erledige(pflicht_id: str) -> Antwort:
    """Note that a non-public decision was announced."""
    pflichten.erledige(pflicht_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Die Bekanntgabe ist vermerkt.", "erfolg")
    return redirect(url_for("auftraege.liste"))


def _filter() -> Filter:
    frage = request.args
    offen = frage.get("offen", "" if set(frage) & set(FILTER) - {"ampel"} else "ja")
    return Filter(
        status=frage.get("status") if frage.get("status") in set(Auftragsstatus) else None,
        offen={"ja": True, "nein": False}.get(offen),
        amt_id=frage.get("amt") or None,
        gremium_id=frage.get("gremium") or None,
        vorlage_id=frage.get("vorlage") or None,
        oeffentlich={"ja": True, "nein": False}.get(frage.get("oeffentlich", "")),
        vorgelegt_bis=als_datum(frage.get("wiedervorlage_bis", "")),
        faellig_bis=als_datum(frage.get("faellig_bis", "")),
        q=frage.get("q") or None,
        ampel=frage.get("ampel") if frage.get("ampel") in auftragsampel.AMPEL else None,
        heute=heute(tuer.jetzt()),
    )


def _werte() -> tuple[dict[str, Any], dict[str, list[str]]]:
    """What the form sends; an empty day is no day, a day that is none is a fault."""
    form = request.form
    werte: dict[str, Any] = {name: form[name].strip() for name in (*TEXTE, *NUR_DIENST, "status") if name in form}
    fehler: dict[str, list[str]] = {}
    if "amt" in form:
        werte["amt_id"] = form["amt"] or None
    for name in ("faellig_am", "wiedervorlage"):
        if name in form:
            werte[name] = als_datum(form[name])
            if form[name].strip() and werte[name] is None:
                fehler[name] = ["Bitte ein Datum eintragen, zum Beispiel 03.12.2026."]
    return werte, fehler


def _seite(auftrag_id: str, fehler: dict[str, Any] | None = None) -> str:
    wer = tuer.wer()
    auftrag, vorlage = auftraege.lies(auftrag_id, wer)
    namen = (*TEXTE, *NUR_DIENST, "status", "faellig_am", "wiedervorlage")
    gespeichert = {name: getattr(auftrag, name) or "" for name in namen} | {"amt": auftrag.amt_id or ""}
    return render_template(
        "auftrag.html",
        a=auftrag,
        vorlage=vorlage,
        e={name: request.form.get(name, str(wert)) for name, wert in gespeichert.items()},
        fehler=fehler or {},
        gesehen=request.form.get("version", auftrag.version),
        status=[(s.value, s.titel) for s in Auftragsstatus],
        aemter=[(amt.id, amt.aufschrift) for amt in stammdaten.aemter(wer.koerperschaft_id)],
        darf=auftraege.darf_berichten(auftrag, wer),
        dienst=auftraege.darf_alles(auftrag, wer),
        ampel=ampelwort(auftrag, heute(tuer.jetzt())),
    )

"""What a town says of itself as publisher, for its Verwaltung to change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, ZwischenzeitlichGeaendert
from vorlagen.lizenzen import LIZENZEN
from vorlagen.services.oparl import angaben, haeuser
from vorlagen.services.oparl.angaben import LAENGEN, Seiten, Wahlperiode
from vorlagen.web import tuer
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.oeffentlich import adressen
from vorlagen.web.oparl.umwege import SYSTEM, eigene_basis
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("oparlangaben", __name__, sicht=Sicht.VERWALTUNG)

_PERIODE = re.compile(r"(.+?):\s*(\S+)\s+bis\s*(\S*)")


@tafel.get("/verwaltung/oparl")
def zeige() -> str:
    """What the town says now."""
    return _seite()


@tafel.post("/verwaltung/oparl")
def aendere() -> Response | tuple[str, int]:
    """Write it down; what was typed stays on the page if it will not do."""
    felder = {name: request.form.get(name, "").strip() for name in (*LAENGEN, "seiten", "wahlperioden")}
    try:
        worte: dict[str, Any] = {name: felder[name] for name in LAENGEN}
        bisher = angaben.zeige(tuer.wer())[1]
        welche = Seiten(felder["seiten"]) if felder["seiten"] in set(Seiten) else bisher.seiten
        gesagt = replace(bisher, **worte, seiten=welche, wahlperioden=tuple(_perioden(felder["wahlperioden"])))
        angaben.setze(gesagt, version=version(request.form), wer=tuer.wer(), jetzt=tuer.jetzt())
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        saetze = als_fehler(getattr(fehler, "felder", {}), fehler.satz)
        return _seite({**felder, "version": request.form.get("version", "")}, saetze), STATUS[type(fehler)]
    flash("Die Angaben sind gespeichert.", "erfolg")
    return redirect(url_for("oparlangaben.zeige"))


def _seite(getippt: Mapping[str, str] | None = None, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    db.session.rollback()
    stadt, gesagt = angaben.zeige(tuer.wer())
    jetzige: dict[str, Any] = {name: getattr(gesagt, name) for name in LAENGEN} | {"version": stadt.version}
    zeilen = [f"{p.name}: {_wort(p.von)} bis {_wort(p.bis)}".strip() for p in gesagt.wahlperioden]
    return render_template(
        "oparl.html",
        e=getippt or {**jetzige, "seiten": gesagt.seiten, "wahlperioden": "\n".join(zeilen)},
        lizenzen=LIZENZEN,
        gibt_heraus=haeuser.gibt_heraus(stadt),
        seiten=adressen.uebersicht(stadt),
        system=f"{stadt.adresse or eigene_basis()}{SYSTEM}",
        fehler=fehler or {},
    )


def _perioden(text: str) -> list[Wahlperiode]:
    """One a line: name, colon, first day, bis, last day or nothing. Raises `EingabeUngueltig`."""
    perioden = []
    for zeile in filter(None, map(str.strip, text.splitlines())):
        fund = _PERIODE.fullmatch(zeile)
        try:
            name, von, bis = fund.groups() if fund else ("", "", "")
            perioden.append(Wahlperiode(name.strip(), _tag(von), _tag(bis) if bis else None))
        except ValueError as fehler:
            satz = f"„{zeile}“: Gebraucht wird zum Beispiel „Wahlperiode 2025–2030: 01.11.2025 bis 31.10.2030“."
            raise EingabeUngueltig("Die Angaben sind so nicht brauchbar.", {"wahlperioden": [satz]}) from fehler
    return perioden


def _tag(wort: str) -> date:
    return datetime.strptime(wort, "%d.%m.%Y").date()


def _wort(tag: date | None) -> str:
    return f"{tag:%d.%m.%Y}" if tag else ""

"""The people of the town and their roles, for the administration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, Fachfehler, ZwischenzeitlichGeaendert
from vorlagen.models import Person
from vorlagen.services import personen, rollen, rollenkunde, rollenvergabe, stammdaten
from vorlagen.services.personen import Angaben, Filter
from vorlagen.services.rollenkunde import Orte, rolle_am_ort
from vorlagen.services.rollenvergabe import Vergabe
from vorlagen.services.wer import gilt
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare.rolle import ROLLENFELDER, lies_vergabe, orte, saetze
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.worte import heute
from vorlagen.workflow.begriffe import rollenname

tafel = Seitentafel("personen", __name__, sicht=Sicht.VERWALTUNG)

ANGABEN = ("name", "mail", "amt_id", "taetigkeit")


@tafel.get("/verwaltung/personen")
def zeige() -> str:
    """Everybody by name, narrowed to what was asked for."""
    wer = tuer.wer()
    gefragt = {name: request.args.get(name, "").strip() for name in ("q", "rolle", "amt")}
    filter_ = Filter(q=gefragt["q"], rolle=gefragt["rolle"], amt_id=gefragt["amt"])
    seite = personen.liste(wer, filter_, nach=request.args.get("nach") or None)
    return render_template(
        "personen.html",
        f=gefragt,
        personen=seite.zeilen,
        weiter=seite.weiter,
        nach=request.args.get("nach"),
        orte=Orte.von(wer.koerperschaft_id),
        rollenwahl=[(rolle, rollenname(rolle)) for rolle in rollenvergabe.vergebbare()],
        aemter=[(amt.id, amt.aufschrift) for amt in stammdaten.aemter(wer.koerperschaft_id)],
    )


@tafel.get("/verwaltung/personen/<person_id>")
def eine(person_id: str) -> str:
    """One person: what is on their door plate, and their roles."""
    return _seite(personen.lies(person_id, tuer.wer()))


@tafel.post("/verwaltung/personen/<person_id>")
@einmalig
def aendere(person_id: str) -> Response | tuple[str, int]:
    """Save name, mail, office and what they do here."""
    eingabe = {name: request.form.get(name, "") for name in ANGABEN}
    angaben = Angaben(
        name=eingabe["name"],
        mail=eingabe["mail"].strip() or None,
        amt_id=eingabe["amt_id"] or None,
        taetigkeit=eingabe["taetigkeit"],
    )
    gesehen = request.form.get("stand", "")
    try:
        personen.aendere(person_id, angaben, gesehen=gesehen, wer=tuer.wer(), jetzt=tuer.jetzt())
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        return _noch_einmal(person_id, fehler, angaben=eingabe)
    flash("Die Angaben sind gespeichert.", "erfolg")
    return redirect(url_for("personen.eine", person_id=person_id))


@tafel.post("/verwaltung/personen/<person_id>/rollen")
@einmalig
def gib(person_id: str) -> Response | str | tuple[str, int]:
    """Give a role; first it is said what the person can do then."""
    person = personen.lies(person_id, tuer.wer())
    eingabe = {name: request.form.get(name, "").strip() for name in ROLLENFELDER}
    try:
        vergabe = lies_vergabe(eingabe)
        rollenvergabe.pruefe(vergabe, tuer.wer(), heute=heute(tuer.jetzt()))
        if "bestaetigt" not in request.form:
            return _frage(person, vergabe, eingabe)
        gesehen = request.form.get("stand", "")
        rollen.gib(person_id, vergabe, wer=tuer.wer(), jetzt=tuer.jetzt(), gesehen=gesehen)
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        return _noch_einmal(person_id, fehler, rolle=eingabe)
    flash("Die Rolle ist gegeben; sie zählt sofort.", "erfolg")
    return redirect(url_for("personen.eine", person_id=person_id))


@tafel.post("/verwaltung/personen/<person_id>/rollen/<rolle_id>/nehmen")
@einmalig
def nimm(person_id: str, rolle_id: str) -> Response | str | tuple[str, int]:
    """Take a role away; first it is said what goes with it."""
    person = personen.lies(person_id, tuer.wer())
    rolle = next((rolle for rolle in person.rollen if rolle.id == rolle_id), None)
    if rolle is not None and "bestaetigt" not in request.form:
        return _frage(person, rollenvergabe.als_vergabe(rolle), {}, rolle_id)
    gesehen = request.form.get("stand", "")
    try:
        rollen.nimm(person_id, rolle_id, wer=tuer.wer(), jetzt=tuer.jetzt(), gesehen=gesehen)
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        return _noch_einmal(person_id, fehler)
    flash("Die Rolle ist entzogen; das zählt sofort.", "erfolg")
    return redirect(url_for("personen.eine", person_id=person_id))


@tafel.get("/verwaltung/rechte")
def katalog() -> str:
    """What each role may see and do."""
    wer = tuer.wer()
    stammdaten.pruefe_verwaltung(wer)
    stadt = stammdaten.koerperschaft(wer.koerperschaft_id)
    return render_template("rollenkatalog.html", katalog=rollenkunde.katalog(stadt))


def _frage(person: Person, vergabe: Vergabe, eingabe: Mapping[str, str], rolle_id: str | None = None) -> str:
    """Before it is done: what the person can do with it; `rolle_id` is the one to be taken."""
    stadt = stammdaten.koerperschaft(person.koerperschaft_id)
    return render_template(
        "rolle_bestaetigen.html",
        person=person,
        rolle=rolle_am_ort(vergabe, Orte.von(stadt.id)),
        vergabe=vergabe,
        kunde=rollenkunde.kunde(vergabe.rolle, stadt),
        rolle_id=rolle_id,
        e=eingabe,
        # A form that was opened from the person's page carries what was seen there; the question does not renew it.
        stand=request.form.get("stand", ""),
    )


def _noch_einmal(
    person_id: str,
    fehler: Fachfehler,
    *,
    angaben: Mapping[str, str] | None = None,
    rolle: Mapping[str, str] | None = None,
) -> tuple[str, int]:
    """The page as it stands now, with what was typed and why it was not taken."""
    db.session.rollback()
    return _seite(personen.lies(person_id, tuer.wer()), saetze(fehler), angaben, rolle), STATUS[type(fehler)]


def _seite(
    person: Person,
    fehler: Mapping[str, Sequence[str]] | None = None,
    angaben: Mapping[str, str] | None = None,
    rolle: Mapping[str, str] | None = None,
) -> str:
    wer, tag = tuer.wer(), heute(tuer.jetzt())
    return render_template(
        "person.html",
        person=person,
        stand=personen.stand(person),
        namen=Orte.von(wer.koerperschaft_id),
        gilt={rolle.id: gilt(rolle, tag) for rolle in person.rollen},
        heute=tag,
        e=angaben or {name: getattr(person, name) or "" for name in ANGABEN},
        r=rolle or dict.fromkeys(ROLLENFELDER, ""),
        fehler=fehler or {},
        rollenwahl=[(rolle, rollenname(rolle)) for rolle in rollenvergabe.vergebbare()],
        aemter=[(amt.id, amt.aufschrift) for amt in stammdaten.aemter(wer.koerperschaft_id)],
        orte=orte(wer.koerperschaft_id),
    )

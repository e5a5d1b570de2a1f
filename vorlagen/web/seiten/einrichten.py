"""Which pages there are."""

from __future__ import annotations

from flask import Flask, g

from vorlagen.extensions import verzeichnis
from vorlagen.web import einmalig, tuer, worte
from vorlagen.web.formulare.auswahl import beginnbare
from vorlagen.web.seiten import (
    ablaufprobe,
    abwesenheit,
    anlagen,
    anmeldeende,
    anmelderegel,
    anmeldung,
    anwesenheit,
    arbeitskopien,
    arbeitskorb,
    auftraege,
    auftragssammlung,
    ausword,
    bezeichnungen,
    einfuhr,
    entwurf,
    entwurfshilfen,
    ergebnisliste,
    ergebnisse,
    falldateien,
    fassungen,
    folge,
    fristenrechner,
    fristregeln,
    gliederung,
    gremienregeln,
    hilfe,
    installation,
    konto,
    kontozugang,
    leitung,
    lesungen,
    mappe,
    neue_person,
    niederschrift,
    oparl,
    passwort,
    personen,
    personenloeschung,
    planung,
    protokoll,
    punkte,
    rechte,
    rechtliches,
    sammelaufnahme,
    schablonen,
    schnittstelle,
    sitzungen,
    sitzungskalender,
    sitzungslauf,
    sitzungstabellen,
    stadtangaben,
    stadtverzeichnis,
    suche,
    tageskoepfe,
    tagesordnung,
    uebersichten,
    verlauf,
    veroeffentlichung,
    vertretungen,
    vorlage,
    vorlagearten,
    vorlagen,
    webhooks,
    zugaenge,
    zuordnen,
    zweiter_faktor,
)
from vorlagen.workflow.begriffe import Rolle

SEITEN = (
    anmeldung,
    stadtverzeichnis,
    arbeitskorb,
    suche,
    vorlagen,
    entwurf,
    arbeitskopien,
    entwurfshilfen,
    ausword,
    vorlage,
    anlagen,
    fassungen,
    folge,
    veroeffentlichung,
    verlauf,
    sitzungen,
    sitzungskalender,
    sitzungstabellen,
    sitzungslauf,
    sammelaufnahme,
    tagesordnung,
    punkte,
    anwesenheit,
    mappe,
    niederschrift,
    ergebnisliste,
    ergebnisse,
    auftraege,
    auftragssammlung,
    leitung,
    uebersichten,
    ablaufprobe,
    fristenrechner,
    planung,
    fristregeln,
    gremienregeln,
    vertretungen,
    abwesenheit,
    neue_person,
    personen,
    gliederung,
    vorlagearten,
    bezeichnungen,
    schablonen,
    rechte,
    protokoll,
    konto,
    anmeldeende,
    kontozugang,
    passwort,
    zugaenge,
    tageskoepfe,
    zweiter_faktor,
    anmelderegel,
    personenloeschung,
    lesungen,
    rechtliches,
    hilfe,
    schnittstelle,
    installation,
    stadtangaben,
    webhooks,
    oparl,
    einfuhr,
    falldateien,
    zuordnen,
)


def darf_beginnen() -> bool:
    """True if the person at the door may begin a paper of some kind; most are known by their roles alone."""
    wer = g.get("wer")
    if wer is None or wer.hat(Rolle.FEDERFUEHRUNG):
        return wer is not None
    entwerfende = frozenset[str]().union(*(ablauf.entwerfende for ablauf in verzeichnis.alle()))
    return any(wer.hat(rolle) for rolle in entwerfende) and bool(beginnbare(wer, jetzt=tuer.jetzt()))


def richte_ein(app: Flask) -> None:
    """Register every blueprint of pages, and the words they use."""
    # A draft may lie open all day; the form's token ends with the login.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    worte.richte_ein(app)
    einmalig.richte_ein(app)
    anmeldeende.richte_ein(app)
    app.jinja_env.globals["darf_beginnen"] = darf_beginnen
    for seite in SEITEN:
        app.register_blueprint(seite.tafel)

"""From the first draft over the signatures to the number."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.musterdaten import texte, verteilung
from tests.musterdaten.leben import Leben
from tests.musterdaten.zeilen import sha256
from vorlagen.extensions import neue_id
from vorlagen.services import nummern
from vorlagen.services.demoanlage import pdf
from vorlagen.workflow.felder import AUSWIRKUNGEN

ziehe = verteilung.ziehe


def entwirf(leben: Leben) -> None:
    """The draft with its first Fassung, its attachments and the beginning of its history."""
    zufall, stadt = leben.zufall, leben.stadt
    oeffentlich = not ziehe(zufall, verteilung.NICHTOEFFENTLICH)
    text, punkte = _beschluss(leben)
    leben.punkte = {neue_id(): punkt for punkt in punkte}
    geld, klima = (zufall.choice(["nein", "nein", *werte]) for werte in (("ja", "offen"), ("ja_positiv",)))
    wirkungen = {"finanziell": geld, "klima": klima}
    ablauf = leben.ablauf
    betreff = texte.wahlbetreff if leben.art == "Wahlvorlage" else texte.betreff
    leben.zeile = leben.stapel.lege(
        "vorlage", id=leben.id, koerperschaft_id=stadt.id, vorlageart_id=leben.art_id, ablauf=ablauf.name,
        ablauf_version=ablauf.version, ablauf_kennung=ablauf.kennung, status=ablauf.beginnt_mit, version=1,
        fassung=1, nummer=None, oeffentlich=oeffentlich, betreff=betreff(zufall), federfuehrend_id=leben.amt_id,
        begruendung_nichtoeffentlich="" if oeffentlich else texte.GRUND, bearbeiter=leben.name,
        aktenzeichen=f"{zufall.randint(10, 66)}.{zufall.randint(10, 99)}-{zufall.randint(1, 9)}",
        datum=leben.tag(), beschlussvorschlag=text, sachverhalt=texte.sachverhalt(zufall), felder={}, beteiligt=[],
        auswirkungen=[{"art": a, "wert": wirkungen.get(a, "nein"), "text": None} for a, _ in AUSWIRKUNGEN],
        erstellt_von_id=leben.wer, erstellt=leben.jetzt, geaendert=leben.jetzt, eingereicht=None, freigegeben=None,
        veroeffentlicht=None,
        beendet=None,
    )  # fmt: skip
    for nr, (punkt_id, punkt) in enumerate(leben.punkte.items(), start=1):
        leben.stapel.lege("beschlusspunkt", id=punkt_id, reihe=nr, nr=str(nr), text=punkt, **leben.fest)
    leben.fasse()
    _fuege_anlagen_bei(leben)
    _verknuepfe(leben)
    daten = {"art": leben.art, "ablauf": [ablauf.name, ablauf.version, ablauf.kennung], "fassung": 1}
    leben.merke("angelegt", leben.wer, daten)


def _beschluss(leben: Leben) -> tuple[str, tuple[str, ...]]:
    if leben.art == "Wahlvorlage":
        return f"<p>{texte.WAHLVORSCHLAG}</p>", ()
    if leben.art == "Beschlussvorlage":
        return texte.beschluss(leben.zufall, leben.stadt.gremien[leben.gremien[-1][0]])
    return ("", ()) if not leben.gremien else ("<p>Der Sachstand wird zur Kenntnis genommen.</p>", ())


def _fuege_anlagen_bei(leben: Leben) -> None:
    for reihe in range(ziehe(leben.zufall, verteilung.ANLAGEN)):
        inhalt = pdf(f"Anlage {reihe + 1}", [leben.zeile["betreff"]])
        leben.stapel.lege(
            "anlage", id=neue_id(), name=f"Anlage {reihe + 1}.pdf", typ="application/pdf", groesse=len(inhalt),
            sha256=sha256(inhalt), oeffentlich=leben.zeile["oeffentlich"] and leben.zufall.random() < 0.7,
            reihe=reihe, inhalt=inhalt, hochgeladen=leben.jetzt, **leben.fest,
        )  # fmt: skip


def _verknuepfe(leben: Leben) -> None:
    """A link to a motion from elsewhere, by its number, or to a paper that was released before."""
    art, zufall = ziehe(leben.zufall, verteilung.VERKNUEPFT), leben.zufall
    von_fremd = art in ("beantwortet", "stellungnahme_zu")
    if art is None or not (von_fremd or leben.stadt.freigegeben):
        return
    leben.stapel.lege(
        "verknuepfung", id=neue_id(), art=art, **leben.fest,
        ziel_id=None if von_fremd else zufall.choice(leben.stadt.freigegeben),
        nummer=f"A {zufall.randint(1, 99)}/{leben.tag():%y}" if von_fremd else None,
    )  # fmt: skip


def zeichne_mit(leben: Leben) -> None:
    """One round, or two if the first one ends with a return. Raises `Heute`."""
    aemter = _zu_fragende(leben)
    if ziehe(leben.zufall, verteilung.ZURUECKGEGEBEN):
        _frage(leben, aemter, runde=1)
        wer = leben.stadt.zeichnende[aemter[0]]
        leben.gehe_spaeter(0.1)
        leben.fristen.beende(leben.jetzt)
        leben.gehe("zur_ueberarbeitung_zurueckgeben", "entwurf", wer, bemerkung=texte.RUECKGABE)
        leben.fristen.setze("Überarbeitung", "federfuehrung", leben.amt_id, leben.jetzt, werktage=5)
        leben.gehe_spaeter(0.1)
        leben.zeile["sachverhalt"] += f"<p>{leben.zufall.choice(texte.SAETZE[-3:]).format(n=12)}</p>"
        leben.zeile["fassung"] += 1
        leben.zeile["version"] += 1
        leben.fasse()
        leben.merke("geaendert", leben.wer, {"felder": ["sachverhalt"], "fassung": leben.zeile["fassung"]})
        _unterschreibe(leben, _frage(leben, aemter, runde=2))
    else:
        _unterschreibe(leben, _frage(leben, aemter, runde=1))
    leben.gehe("zur_freigabe_geben", "in_freigabe", None)
    leben.fristen.setze("Freigabe", "freigabe", leben.amt_id, leben.jetzt, werktage=3)


def _zu_fragende(leben: Leben) -> list[str]:
    """Whom the rules ask for, and others by chance."""
    aemter, wirkung = leben.stadt.aemter, {z["art"]: z["wert"] for z in leben.zeile["auswirkungen"]}
    regeln = bool(leben.ablauf.mitzeichnung.regeln)
    noetig = [aemter["20"]] if regeln and wirkung["finanziell"] != "nein" else []
    noetig += [aemter["36"]] if regeln and wirkung["klima"] != "nein" else []
    andere = [a for a in aemter.values() if a not in noetig and a != leben.amt_id]
    return noetig + leben.zufall.sample(andere, ziehe(leben.zufall, verteilung.BETEILIGTE))


def _frage(leben: Leben, aemter: list[str], *, runde: int) -> list[dict[str, Any]]:
    """Give it to the offices; the text is fixed from now on."""
    leben.gehe_spaeter(0.2)
    leben.fristen.beende(leben.jetzt)
    leben.zeile["eingereicht"] = leben.zeile["eingereicht"] or leben.jetzt
    leben.fassung["festgestellt"] = leben.jetzt
    namen = [leben.stadt.amtsnamen[amt_id] for amt_id in aemter]
    daten = {"runde": runde, "aemter": namen, "gilt_weiter": [], "vorgeschrieben": {}}
    leben.gehe("zur_mitzeichnung_geben", "in_mitzeichnung", leben.wer, mitzeichnung=daten)
    lege = partial(leben.stapel.lege, "mitzeichnung", runde=runde, gruppe=1, pflicht=True, erbeten=leben.jetzt,
                   votum=None, bemerkung=None, fassung=None, sha256=None, person_id=None, gezeichnet=None,
                   **leben.fest)  # fmt: skip
    zeilen = []
    for amt_id in aemter:
        ende = leben.fristen.setze("Mitzeichnung", "mitzeichnung", amt_id, leben.jetzt, werktage=3)
        zeilen.append(lege(id=neue_id(), amt_id=amt_id, frist=ende))
    return zeilen


def _unterschreibe(leben: Leben, zeilen: list[dict[str, Any]]) -> None:
    for zeile in zeilen:
        leben.gehe_spaeter(0.08)
        votum = ziehe(leben.zufall, verteilung.VOTEN)
        person_id = leben.stadt.zeichnende[zeile["amt_id"]]
        bemerkung = texte.HINWEIS if votum == "zugestimmt_mit_hinweis" else None
        gezeichnet = {"votum": votum, "bemerkung": bemerkung, "fassung": leben.zeile["fassung"],
                      "sha256": leben.fassung["sha256"]}  # fmt: skip
        zeile |= gezeichnet | {"person_id": person_id, "gezeichnet": leben.jetzt}
        leben.fristen.beende(leben.jetzt, amt_id=zeile["amt_id"])
        leben.zeile["version"] += 1
        amt = leben.stadt.amtsnamen[zeile["amt_id"]]
        daten = gezeichnet | {"mitzeichnung": zeile["id"], "amt": amt, "in_vertretung": False}
        leben.merke("mitgezeichnet", person_id, daten)


def gib_frei(leben: Leben) -> None:
    """Give it its number. Raises `Heute`."""
    leben.warte(bis=leben.freigabe)
    leben.fristen.beende(leben.jetzt)
    amt = next(nummer for nummer, amt_id in leben.stadt.aemter.items() if amt_id == leben.amt_id)
    kreis = nummern.baue(leben.muster, amt=amt, heute=leben.tag())
    leben.zaehler[kreis] = leben.zaehler.get(kreis, 0) + 1
    leben.zeile["nummer"] = nummern.baue(leben.muster, amt=amt, heute=leben.tag(), nr=leben.zaehler[kreis])
    leben.zeile["freigegeben"] = leben.fassung["oeffentlich_seit"] = leben.jetzt
    if leben.zeile["oeffentlich"]:
        leben.zeile["veroeffentlicht"] = leben.jetzt
        leben.stadt.freigegeben.append(leben.id)
    daten: dict[str, Any] = {"nummer": leben.zeile["nummer"]}
    if leben.gremien:
        leben.gehe("freigeben", "freigegeben", leben.stadt.leitung, **daten)
        leben.fristen.setze("Tagesordnung", "gremiendienst", None, leben.jetzt, werktage=5)
        return
    summe = leben.fassung["sha256"]
    leben.stapel.lege("unterschrift", id=neue_id(), schritt="unterzeichnen", person_id=leben.stadt.leitung,
                     fassung=leben.zeile["fassung"], sha256=summe, geleistet=leben.jetzt, **leben.fest)  # fmt: skip
    daten["unterschrift"] = {"fassung": leben.zeile["fassung"], "sha256": summe}
    leben.gehe("unterzeichnen", "unterzeichnet", leben.stadt.leitung, **daten)
    leben.fristen.setze("Bekanntgabe", "gremiendienst", None, leben.jetzt, werktage=5)

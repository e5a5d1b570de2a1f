"""From the fields of a foreign object to its facts: one function a type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vorlagen.richtext import reinige
from vorlagen.ris.befunde import Befund
from vorlagen.ris.felder import Felder
from vorlagen.ris.kennungen import eingebettete, grund
from vorlagen.ris.objekte import (
    LISTEN,
    Amtsperson,
    Dateiangabe,
    Koerper,
    Organisation,
    Papier,
    Punkt,
    Sitz,
    Station,
    Termin,
)

_DATEIEN_DER_SITZUNG: Final = (
    ("invitation", "einladung"),
    ("resultsProtocol", "niederschrift"),
    ("verbatimProtocol", "wortprotokoll"),
    ("auxiliaryFile", "anlage"),
)


def koerper(felder: Felder) -> Koerper:
    """A municipality with the addresses of its lists."""
    perioden = [
        (name, zeit.tag("startDate"), zeit.tag("endDate"))
        for zeit, _ in eingebettete(felder, "legislativeTerm")
        if (name := zeit.text("name", 200))
    ]
    return Koerper(
        **grund(felder),
        version=felder.text("type", 200),
        name=felder.text("name", 200) or felder.text("shortName", 200),
        ags=felder.text("ags", 20),
        listen={name: ziel for name in LISTEN if (ziel := felder.url(name))},
        lizenz=felder.url("license"),
        perioden=tuple(perioden),
    )


def organisation(felder: Felder) -> Organisation:
    """A body, a group or an office."""
    return Organisation(
        **grund(felder),
        name=felder.text("name", 300) or felder.text("shortName", 300),
        kuerzel=felder.text("shortName", 40),
        art=felder.text("organizationType", 100),
        bis=felder.tag("endDate"),
    )


def person(felder: Felder) -> Amtsperson:
    """A person with their seats."""
    sitze = [
        Sitz(
            **grund(kind, stelle),
            organisation=kind.url("organization"),
            rolle=kind.text("role", 200),
            stimmberechtigt=kind.wahr("votingRight"),
            von=kind.tag("startDate"),
            bis=kind.tag("endDate"),
            fraktion=kind.url("onBehalfOf"),
        )
        for kind, stelle in eingebettete(felder, "membership")
    ]
    name = felder.text("name", 200)
    if name is None:
        name = " ".join(filter(None, (felder.text("givenName", 90), felder.text("familyName", 90)))) or None
    anrede = felder.roh.get("formOfAddress")
    if name and isinstance(anrede, str) and anrede.strip():
        name = name.removeprefix(f"{anrede.strip()} ")
    return Amtsperson(**grund(felder), name=name, sitze=tuple(sitze))


def termin(felder: Felder) -> Termin:
    """A meeting with its agenda in order."""
    punkte = list(_punkte(felder))
    dateien = [datei for feld, rolle in _DATEIEN_DER_SITZUNG for datei in _dateien(felder, feld, rolle)]
    return Termin(
        **grund(felder),
        name=felder.text("name", 300),
        beginn=felder.zeitpunkt("start"),
        ende=felder.zeitpunkt("end"),
        stand=felder.text("meetingState", 60),
        abgesagt=felder.wahr("cancelled") is True,
        ort=_ort(felder.objekt("location")),
        organisationen=felder.urls("organization"),
        anwesende=felder.urls("participant"),
        punkte=tuple(punkt for _, punkt in sorted(punkte, key=lambda paar: paar[0])),
        dateien=tuple(dateien),
    )


def papier(felder: Felder) -> Papier:
    """A paper with its stages and files."""
    stationen = [
        Station(
            **grund(kind, stelle),
            organisationen=kind.urls("organization"),
            sitzung=kind.url("meeting"),
            punkt=kind.url("agendaItem"),
            rolle=kind.text("role", 80),
            entscheidet=kind.wahr("authoritative"),
        )
        for kind, stelle in eingebettete(felder, "consultation")
    ]
    dateien = [*_dateien(felder, "mainFile", "haupt"), *_dateien(felder, "auxiliaryFile", "anlage")]
    return Papier(
        **grund(felder),
        nummer=felder.text("reference", 120),
        betreff=felder.text("name", 5000),
        art=felder.text("paperType", 110),
        datum=felder.tag("date"),
        aemter=felder.urls("underDirectionOf") or felder.urls("originatorOrganization"),
        stationen=tuple(stationen),
        dateien=tuple(dateien),
        orte=tuple(ort for kind, _ in eingebettete(felder, "location") if (ort := _ort(kind))),
        stichworte=_worte(felder.roh.get("keyword")),
        ueber=felder.urls("superordinatedPaper"),
        unter=felder.urls("subordinatedPaper"),
        neben=felder.urls("relatedPaper"),
    )


def _worte(wert: object) -> tuple[str, ...]:
    """Keywords, as far as they are words."""
    return tuple(reinige(wort)[:200] for wort in wert[:100] if isinstance(wort, str)) if isinstance(wert, list) else ()


def _punkte(felder: Felder) -> Iterator[tuple[tuple[int, int], Punkt]]:
    """The items with what sorts them: their `order` where there is one, else where they stand."""
    for stelle, (kind, ersatz) in enumerate(eingebettete(felder, "agendaItem")):
        reihe = kind.zahl("order") if kind.roh.get("order") is not None else None
        dateien = [*_dateien(kind, "resolutionFile", "beschluss"), *_dateien(kind, "auxiliaryFile", "anlage")]
        yield (
            (stelle if reihe is None else reihe, stelle),
            Punkt(
                **grund(kind, ersatz),
                nummer=kind.text("number", 60),
                titel=kind.text("name", 5000),
                oeffentlich=kind.wahr("public"),
                station=kind.url("consultation"),
                ergebnis=kind.text("result", 5000),
                beschluss=kind.text("resolutionText"),
                dateien=tuple(dateien),
            ),
        )


def _dateien(felder: Felder, feld: str, rolle: str) -> Iterator[Dateiangabe]:
    for kind, stelle in eingebettete(felder, feld):
        adresse = kind.url("accessUrl") or kind.url("downloadUrl")
        if adresse is None or not adresse.startswith(("http://", "https://")):
            kind.merke(Befund.ZIEL_FEHLT, "accessUrl")
            adresse = None
        yield Dateiangabe(
            **grund(kind, stelle),
            rolle=rolle,
            name=kind.text("name", 300),
            dateiname=kind.text("fileName", 300),
            typ=kind.text("mimeType", 120),
            groesse=kind.zahl("size") or None,
            adresse=adresse,
        )


def _ort(felder: Felder | None) -> str:
    """A place in words."""
    if felder is None:
        return ""
    if beschreibung := felder.text("description", 300):
        return beschreibung
    ort = " ".join(filter(None, (felder.text("postalCode", 20), felder.text("locality", 100))))
    return ", ".join(filter(None, (felder.text("room", 120), felder.text("streetAddress", 120), ort)))[:300]

#!/usr/bin/env python3
"""Prüft den Verlauf einer Körperschaft oder einer Vorlage, ohne die Software, aus der er kommt.

    python3 verlauf_pruefer.py DATEI [--kopf PRÜFSUMME] [--schluessel SCHLÜSSEL]

DATEI ist das ZIP von „vorlagen verlauf export“ oder die JSON-Datei einer Vorlage. --kopf ist die Prüfsumme eines
Tageskopfes, den Sie selbst aufbewahrt haben; --schluessel der öffentliche Schlüssel, dem Sie trauen.
"""
# Stands alone on purpose: Python 3.10 or newer and nothing else. It follows docs/verlauf.md and shares no line with the
# program that it checks. Ed25519 is that of RFC 8032 § 5.1, hash trees are those of RFC 6962 § 2.1.

from __future__ import annotations

import argparse
import itertools
import json
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256, sha512
from typing import Any

P = 2**255 - 19
ORDNUNG = 2**252 + 27742317777372353535851937790883648493
MORGEN = str(date.today() + timedelta(days=1))
D = -121665 * pow(121666, P - 2, P) % P
Punkt = tuple[int, int, int, int]
Zeile = dict[str, Any]


def hasche(*teile: bytes) -> bytes:
    return sha256(b"".join(teile)).digest()


def als_text(wert: Zeile, *ohne: str) -> bytes:
    inhalt = {name: wert[name] for name in wert if name not in ohne}
    return json.dumps(inhalt, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def plus(p: Punkt, q: Punkt) -> Punkt:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def mal(zahl: int, punkt: Punkt) -> Punkt:
    halb: Punkt = mal(zahl >> 1, plus(punkt, punkt)) if zahl > 1 else (0, 1, 1, 0)
    return plus(halb, punkt) if zahl & 1 else halb


def entpacke(daten: bytes) -> Punkt | None:
    y = int.from_bytes(daten, "little")
    vorzeichen, y = y >> 255, y & (1 << 255) - 1
    quadrat = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(quadrat, (P + 3) // 8, P)
    if (x * x - quadrat) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - quadrat) % P or (x == 0 and vorzeichen):
        return None
    x = P - x if x & 1 != vorzeichen else x
    return x, y, 1, x * y % P


BASIS = entpacke((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or (0, 1, 1, 0)


def unterschrieben(schluessel: str, signatur: str, text: bytes) -> bool:
    """True if the key (32 bytes in hex) made the signature (64 bytes in hex) of this text."""
    offen, zeichen = bytes.fromhex(schluessel), bytes.fromhex(signatur)
    if len(offen) != 32 or len(zeichen) != 64:
        return False
    a, r, s = entpacke(offen), entpacke(zeichen[:32]), int.from_bytes(zeichen[32:], "little")
    if a is None or r is None or s >= ORDNUNG:
        return False
    h = int.from_bytes(sha512(zeichen[:32] + offen + text).digest(), "little") % ORDNUNG
    links, rechts = mal(s, BASIS), plus(r, mal(h, a))
    return all((links[i] * rechts[2] - rechts[i] * links[2]) % P == 0 for i in (0, 1))


def wurzel(ebene: list[bytes]) -> str:
    while len(ebene) > 1:
        paare = [ebene[stelle : stelle + 2] for stelle in range(0, len(ebene), 2)]
        ebene = [hasche(b"\1", *paar) if len(paar) == 2 else paar[0] for paar in paare]
    return (ebene[0] if ebene else hasche()).hex()


def steige(knoten: bytes, stelle: int, groesse: int, pfad: list[str]) -> str:
    """The root above a leaf; one without a neighbour moves up as it is."""
    while groesse > 1:
        if stelle ^ 1 < groesse:
            nachbar, pfad = bytes.fromhex(pfad[0]), pfad[1:]
            knoten = hasche(b"\1", nachbar, knoten) if stelle & 1 else hasche(b"\1", knoten, nachbar)
        stelle, groesse = stelle // 2, (groesse + 1) // 2
    return knoten.hex()


def verlange(bedingung: object, satz: str) -> None:
    if not bedingung:
        raise ValueError(satz)


def pruefe_kopf(kopf: Zeile, davor: Zeile, vertraut: str) -> None:
    name = f"Der Tageskopf vom {kopf['tag']}"
    text = als_text(kopf, "hash", "signatur", "uebergabe")
    echt = (
        len(kopf) == 14
        and hasche(text).hex() == kopf["hash"]
        and unterschrieben(kopf["schluessel"], kopf["signatur"], text)
    )
    verlange(echt, f"{name} wurde verändert, oder die Unterschrift ist falsch.")
    bekannt = kopf["schluessel"] in (davor.get("schluessel", vertraut or kopf["schluessel"]), vertraut)
    uebergeben = davor and unterschrieben(davor["schluessel"], kopf["uebergabe"] or "", text)
    verlange(bekannt or uebergeben, f"{name} trägt einen Schlüssel, dem nichts vertraut.")


def pruefe_kette(vorlage: str, glieder: list[Zeile], enden: list[Any], davor: dict[str, str], zu: str) -> None:
    vorher, nr, offen = "0" * 64, 0, list(enden)
    for nr, glied in enumerate(glieder, 1):
        eigener = hasche(als_text(glied, "hash")).hex()
        richtig = (glied["nr"], glied["vorlage"], glied["vorher"], glied["hash"]) == (nr, vorlage, vorher, eigener)
        verlange(richtig and len(glied) == 8, f"Vorlage {vorlage}: Eintrag {nr} stimmt nicht.")
        spaet = glied["zeit"][:10] >= (davor[offen[0][0]] if offen else zu)
        verlange(spaet, f"Vorlage {vorlage}: Eintrag {nr} ist zurückdatiert.")
        if offen and offen[0][1] == nr:
            verlange(offen.pop(0)[2] == eigener, f"Vorlage {vorlage}: Eintrag {nr} ist nicht der bezeugte.")
        vorher = eigener
    verlange(nr and not offen, f"Vorlage {vorlage}: Ab Eintrag {nr + 1} fehlt etwas.")


def vor_tagen(zeit: str, tage: int) -> str:
    return str(date.fromisoformat(zeit[:10]) - timedelta(days=tage))


def pruefe_protokoll(koepfe: list[Zeile], davor: dict[str, str], zu: str, zeilen: Iterable[Zeile]) -> None:
    baeume: dict[str | None, list[bytes]] = {None: [], **{kopf["tag"]: [] for kopf in koepfe}}
    geloescht_bis, reihe = "", ""
    for zeile in zeilen:
        tag = zeile["kopf"]
        passt = (tag or "~") >= reihe and (davor[tag] if tag else zu) <= zeile["zeit"][:10] <= MORGEN
        verlange(passt, f"Protokoll: {zeile['id']} ist falsch datiert oder steht an der falschen Stelle.")
        reihe = tag or "~"
        baeume[tag].append(hasche(b"\0", als_text(zeile, "kopf")))
        if zeile["was"] == "fristgemaess_geloescht":
            bis, juengstens = json.loads(zeile["daten"]).get("protokoll_bis", ""), vor_tagen(zeile["zeit"], 330)
            geloescht_bis = max(geloescht_bis, bis if bis <= juengstens else "")
    for kopf in koepfe:
        baum = baeume[kopf["tag"]]
        in_ordnung = wurzel(baum) == kopf["protokollwurzel"] or (not baum and kopf["tag"] <= geloescht_bis)
        verlange(in_ordnung, f"Der Tageskopf vom {kopf['tag']} bezeugt ein anderes Protokoll.")


def pruefe_stadt(lies: Callable[[str], Iterator[Zeile]], vertraut: str) -> list[Zeile]:
    koepfe = list(lies("tageskoepfe.jsonl"))
    for nr, (vorige, kopf) in enumerate(zip([Zeile(), *koepfe], koepfe, strict=False), 1):
        anschluss = (kopf["nr"], kopf["vorher"], kopf["koerperschaft"], kopf["tag"] > vorige.get("tag", ""))
        erwartet = (nr, vorige.get("hash", "0" * 64), koepfe[0]["koerperschaft"], True)
        wechsel = kopf["uebergabe"] is None or kopf["schluessel"] != vorige.get("schluessel", kopf["schluessel"])
        verlange(wechsel and anschluss == erwartet, f"Tageskopf {nr} schließt nicht an den vorigen an.")
        pruefe_kopf(kopf, vorige, vertraut)
    tage = [kopf["tag"] for kopf in koepfe]
    davor, zu, zuletzt = dict(zip(tage, ["", *tage], strict=False)), tage[-1] if tage else "", ""
    enden: dict[str, list[tuple[int, bytes]]] = {tag: [] for tag in tage}
    nummern = itertools.accumulate("enden" in zeile for zeile in lies("verlauf.jsonl"))
    for _, (oben, *glieder) in itertools.groupby(lies("verlauf.jsonl"), lambda _: next(nummern)):
        verlange(oben["vorlage"] > zuletzt, f"Vorlage {oben['vorlage']} steht an der falschen Stelle.")
        pruefe_kette(oben["vorlage"], glieder, oben["enden"], davor, zu)
        zuletzt = oben["vorlage"]
        for tag, nr, hash_ in oben["enden"]:
            enden[tag].append((oben["stelle"], hasche(b"\0", f"{zuletzt} {nr} {hash_}".encode())))
    baum: list[bytes] = []
    summe = wurzel(baum)
    for kopf in koepfe:
        for stelle, blatt in sorted(enden[kopf["tag"]]):
            verlange(0 <= stelle <= len(baum), f"Am {kopf['tag']} fehlt eine Vorlage.")
            baum[stelle : stelle + 1] = [blatt]
        summe = wurzel(baum) if enden[kopf["tag"]] else summe
        verlange((len(baum), summe) == (kopf["vorlagen"], kopf["wurzel"]), f"Der Kopf vom {kopf['tag']} passt nicht.")
    pruefe_protokoll(koepfe, davor, zu, lies("protokoll.jsonl"))
    return koepfe


def pruefe_vorlage(datei: Zeile, vertraut: str) -> list[Zeile]:
    glieder, kopf, beweis = datei["verlauf"], datei.get("kopf", {}), datei.get("beweis", {})
    enden = [("", beweis["nr"], glieder[beweis["nr"] - 1]["hash"])] if kopf else []
    pruefe_kette(datei["vorlage"], glieder, enden, {"": ""}, kopf["tag"] if kopf else "")
    for _, nr, hash_ in enden:
        pruefe_kopf(kopf, {}, vertraut)
        blatt = hasche(b"\0", f"{datei['vorlage']} {nr} {hash_}".encode())
        oben = steige(blatt, beweis["stelle"], kopf["vorlagen"], beweis["pfad"])
        verlange(oben == kopf["wurzel"], f"Der Tageskopf vom {kopf['tag']} bezeugt eine andere Kette.")
    return [kopf] if kopf else []


def pruefe(datei: str, vertraut: str = "", aufbewahrt: str = "") -> list[Zeile]:
    """The heads of a file in which all is as it was. Raises `ValueError` with a sentence, or `KeyError` …"""
    if zipfile.is_zipfile(datei):
        with zipfile.ZipFile(datei) as paket:
            koepfe = pruefe_stadt(lambda name: map(json.loads, paket.open(name)), vertraut)
    else:
        with open(datei, encoding="utf-8") as eine:
            koepfe = pruefe_vorlage(json.load(eine), vertraut)
    verlange(aufbewahrt in ["", *(kopf["hash"] for kopf in koepfe)], "Der aufbewahrte Tageskopf fehlt.")
    return koepfe


if __name__ == "__main__":
    frage = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("datei", "--kopf", "--schluessel"):
        frage.add_argument(name, default="")
    worte = frage.parse_args()
    try:
        gefunden = pruefe(worte.datei, worte.schluessel.replace(" ", ""), worte.kopf.replace(" ", ""))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, zipfile.BadZipFile) as fehler:
        sys.exit(f"NICHT IN ORDNUNG: {fehler}")
    letzter = "".join(
        f" Letzter Tageskopf: {k['tag']}, {k['hash']}, Schlüssel {k['schluessel']}." for k in gefunden[-1:]
    )
    print(f"In Ordnung: Nichts wurde geändert, entfernt oder eingefügt.{letzter}")

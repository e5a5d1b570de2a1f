"""Answers with their headers, and the conditions under which something may be changed (RFC 9110 § 13)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from vorlagen.fehler import EingabeUngueltig, NichtGefunden, StandUeberholt, ZwischenzeitlichGeaendert
from vorlagen.models import Vorlage
from vorlagen.services import beiwerk
from vorlagen.services.oeffentlich import beratungen
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.web import tuer
from vorlagen.web.api.oeffentlich import adresse, basis
from vorlagen.web.api.projektion import als_json


def antworte(inhalt: Any, status: int = 200, *, ort: str | None = None, etag: str | None = None) -> Response:
    """JSON with an ETag; 304 for who knows it already."""
    antwort = Response(json.dumps(inhalt, ensure_ascii=False), status, mimetype="application/json")
    antwort.set_etag(etag or etag_von(inhalt))
    if ort:
        antwort.headers["Location"] = ort
    if request.method in ("GET", "HEAD"):
        antwort.make_conditional(request)
    return antwort


def antworte_mit_vorlage(vorlage_id: str, status: int = 200, *, hinweise: Sequence[str] | None = None) -> Response:
    """The paper as the person at the door sees it. `version` stands in its ETag in front."""
    vorlage, _, bild, etag = _stand(vorlage_id)
    mehr = {} if hinweise is None else {"hinweise": list(hinweise)}
    return antworte(bild | mehr, status, ort=adresse("vorlagen", vorlage.id) if status == 201 else None, etag=etag)


def antworte_mit_liste(
    data: Sequence[Any], *, weiter: str | None = None, mehr: Mapping[str, Any] | None = None
) -> Response:
    """One page of a list with the address of the next; without `weiter` it is the last or the only one.

    `mehr` is what is told of the whole list.
    """
    links = {"self": basis() + request.full_path.rstrip("?")}
    if weiter:
        links["next"] = f"{basis()}{request.path}?{urlencode({**request.args.to_dict(), 'nach': weiter})}"
    return antworte({**(mehr or {}), "data": list(data), "links": links})


def ganze(vorlage_id: str) -> Vorlage:
    """The paper for who sees all of it; others learn nothing, not even that there is more to see."""
    vorlage, einblick = hole(vorlage_id, tuer.wer())
    if einblick is not Einblick.VOLL:
        raise NichtGefunden
    return vorlage


@contextmanager
def gesehene_version(vorlage_id: str, werte: Mapping[str, Any]) -> Iterator[int]:
    """The version that the program has seen: named by If-Match (else 412) or by the body (else 409).

    Raises `EingabeUngueltig` if neither names one.
    """
    with unter_bedingung(vorlage_id, werte.get("version")) as version:
        if version is None:
            satz = "Bitte schicken Sie die gesehene Version mit: als „version“ oder mit If-Match."
            raise EingabeUngueltig(satz, {"version": [satz]})
        yield version


@contextmanager
def unter_bedingung(vorlage_id: str, version: int | None = None) -> Iterator[int | None]:
    """As `gesehene_version`, for what may be done without having looked."""
    mit_kopf = _version_im_kopf(vorlage_id)
    version = mit_kopf if version is None else version
    try:
        yield version
    except ZwischenzeitlichGeaendert as fehler:
        if version is not None and version == mit_kopf:
            raise StandUeberholt(fehler.satz) from fehler
        raise


def pruefe_if_match(etag: str) -> None:
    """Refuse a change to something whose current ETag If-Match does not name."""
    if request.if_match and not request.if_match.contains(etag):
        raise StandUeberholt("Der Stand hat sich inzwischen geändert. Bitte lesen Sie ihn neu.")


def etag_von(inhalt: Any) -> str:
    """A strong ETag: equal for equal content."""
    return hashlib.sha256(json.dumps(inhalt, sort_keys=True).encode()).hexdigest()[:32]


def _version_im_kopf(vorlage_id: str) -> int | None:
    """The current version if If-Match names this state: by its whole ETag, or by its number for who sees that.

    None without the header, or with `*`, which names none.
    """
    if not request.if_match or request.if_match.star_tag:
        return None
    vorlage, einblick, _, etag = _stand(vorlage_id)
    namen = {etag, str(vorlage.version)} if einblick is Einblick.VOLL else {etag}
    if not any(request.if_match.contains(name) for name in namen):
        raise StandUeberholt("Die Vorlage hat inzwischen einen anderen Stand. Bitte lesen Sie sie neu.")
    return vorlage.version


def _stand(vorlage_id: str) -> tuple[Vorlage, Einblick, dict[str, Any], str]:
    """The paper as the person at the door sees it, with its ETag."""
    vorlage, einblick = hole(vorlage_id, tuer.wer())
    bild = als_json(vorlage, einblick, beiwerk.lade([vorlage], tuer.wer()), beratungen([vorlage])[vorlage.id])
    etag = etag_von(bild)
    return vorlage, einblick, bild, f"{vorlage.version}-{etag}" if einblick is Einblick.VOLL else etag

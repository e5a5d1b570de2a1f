"""The Idempotency-Key at the door (draft-ietf-httpapi-idempotency-key-header): same question, same answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final

from flask import Response, request

from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import anfragen
from vorlagen.services.anfragen import Anfrage, Antwort
from vorlagen.web import fehler, tuer

KOPF: Final = "Idempotency-Key"
LAENGE: Final = 200
_FORMULARE: Final = ("multipart/form-data", "application/x-www-form-urlencoded")
_BEHALTEN: Final = ("Content-Type", "ETag", "Location")


def einmal(ansicht: Callable[..., Response], *, nur_jetzt: Sequence[str] = ()) -> Callable[..., Response]:
    """Let this view run once per key; without a key it runs each time.

    `nur_jetzt` are fields of the answer that nobody keeps: whoever asks again finds null there.
    """

    @wraps(ansicht)
    def tun(*stellen: Any, **namen: Any) -> Response:
        schluessel = request.headers.get(KOPF)
        if schluessel is None:
            return ansicht(*stellen, **namen)
        antwort = anfragen.einmal(
            Anfrage(tuer.wer().id, _geprueft(schluessel), pruefsumme()),
            tue=lambda: _als_antwort(ansicht(*stellen, **namen), nur_jetzt),
            weise_ab=lambda grund: _als_antwort(fehler.antworte(grund)),
            jetzt=tuer.jetzt(),
        )
        return Response(antwort.koerper, antwort.status, dict(antwort.kopf))

    return tun


def _geprueft(schluessel: str) -> str:
    if not 0 < len(schluessel) <= LAENGE or not schluessel.isascii() or not schluessel.isprintable():
        satz = f"Ein Idempotency-Key hat 1 bis {LAENGE} druckbare ASCII-Zeichen."
        raise EingabeUngueltig(satz, {KOPF: [satz]})
    return schluessel


def pruefsumme() -> str:
    """sha256 over method, address and body; of a form over its fields: its boundary is random, and it may be read."""
    summe = hashlib.sha256(f"{request.method} {request.full_path}\n".encode())
    if request.mimetype not in _FORMULARE:
        summe.update(request.get_data())
        return summe.hexdigest()
    for name, wert in sorted(request.form.items(multi=True)):
        summe.update(repr((name, wert)).encode())
    for name, datei in sorted(request.files.items(multi=True), key=lambda paar: paar[0]):
        datei.stream.seek(0)
        summe.update(repr((name, datei.filename, hashlib.sha256(datei.stream.read()).hexdigest())).encode())
        datei.stream.seek(0)
    return summe.hexdigest()


def _als_antwort(antwort: Response, nur_jetzt: Sequence[str] = ()) -> Antwort:
    kopf = {name: antwort.headers[name] for name in _BEHALTEN if name in antwort.headers}
    koerper, zu_behalten = antwort.get_data(as_text=True), None
    if nur_jetzt:
        zu_behalten = json.dumps({**json.loads(koerper), **dict.fromkeys(nur_jetzt)}, ensure_ascii=False)
    return Antwort(antwort.status_code, kopf, koerper, zu_behalten)

"""Template and data → document. The same input gives the same bytes, in every process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

from vorlagen.fehler import SchabloneUngueltig
from vorlagen.richtext import reinige
from vorlagen.word import steuerelemente
from vorlagen.word.beigaben import beigaben
from vorlagen.word.druck import Druck
from vorlagen.word.eigenschaften import APP, APP_XML, CORE, core_xml
from vorlagen.word.logo import setze
from vorlagen.word.ooxml import lies_xml, schreibe_xml, w
from vorlagen.word.ordnung import ordne, pruefe_text
from vorlagen.word.paket import INHALTSTYPEN
from vorlagen.word.teil import Teil
from vorlagen.word.uebersetzen import Uebersetzung, uebersetze
from vorlagen.word.werte import nimm
from vorlagen.word.zipdatei import packe, schreibe_zip


@dataclass(frozen=True, slots=True)
class Ergebnis:
    """A finished .docx file, its hash, and the hash of the template that it was made from (both hexadecimal)."""

    inhalt: bytes
    sha256: str
    schablone_sha256: str


def fuelle(schablone: bytes, kontext: Mapping[str, object], logo: bytes | None = None) -> Ergebnis:
    """The document of this template with these values.

    `kontext` holds plain data only: dict, list, str, int, float, bool, None, date, datetime with zone, `Richtext`.
    `logo` (a PNG) stands where the template shows the plain shield.
    Raises `SchabloneUngueltig` with a sentence that says where: unknown name, code, broken or dangerous template,
    unsuitable value. No document is ever returned in which something of a `Richtext` is missing.
    """
    uebersetzt = uebersetze(bytes(schablone))
    werte = nimm(kontext)
    druck = Druck(uebersetzt.formate, uebersetzt.nummerierung.num_ab, logo=logo)
    neu: dict[str, bytes] = {}
    buchstaben: list[str] = []
    for teil in uebersetzt.teile:
        druck.teil = teil.quelle.name
        schilde = uebersetzt.schilde.get(druck.teil, frozenset())
        neu[druck.teil], text = _gefuellt(teil, werte, druck, schilde, uebersetzt.haupt)
        buchstaben.append(text)
    _pruefe_vollstaendig(druck.formatiert, buchstaben)
    neu |= beigaben(uebersetzt, druck)
    neu |= {CORE: core_xml(_titel(uebersetzt, werte, druck), werte), APP: APP_XML}
    inhalt = _gepackt(uebersetzt, neu)
    return Ergebnis(inhalt, sha256(inhalt).hexdigest(), uebersetzt.sha256)


def _gefuellt(
    teil: Teil, werte: dict[str, object], druck: Druck, schilde: frozenset[str], haupt: str
) -> tuple[bytes, str]:
    """The part and the letters in it; `schilde` are its relations to the plain shield."""
    wo = teil.quelle.wo
    gefuellt = steuerelemente.nur_im_text(teil.fuelle(werte, druck), ueberhaupt=druck.teil == haupt)
    pruefe_text(gefuellt, wo)
    wurzel = lies_xml(gefuellt.encode(), wo)
    steuerelemente.setze(wurzel)
    umbrueche = "\n" in gefuellt or "\t" in gefuellt
    ordne(wurzel, wo, befehle=teil.quelle.befehle, umbrueche=umbrueche)
    if druck.logo and schilde and setze(wurzel, schilde, druck.logo):
        druck.mit_logo.append(druck.teil)
    return schreibe_xml(wurzel), _buchstaben(t.text or "" for t in wurzel.iter(w("t")))


def _titel(uebersetzt: Uebersetzung, werte: dict[str, object], druck: Druck) -> str:
    if uebersetzt.titel is not None:
        return unescape(steuerelemente.nur_im_text(uebersetzt.titel.fuelle(werte, druck), ueberhaupt=False))
    betreff = werte.get("betreff") or werte.get("titel")
    return betreff if isinstance(betreff, str) else ""


def _pruefe_vollstaendig(formatiert: Iterable[str], buchstaben: Iterable[str]) -> None:
    """Reads the HTML once more, by a way that shares nothing with the writer, and looks for every letter of it."""
    alles = list(buchstaben)
    for html in formatiert:
        leser = _Mitleser()
        leser.feed(html)
        leser.close()
        gesucht = _buchstaben(leser.stuecke)
        if not any(gesucht in text for text in alles):
            raise SchabloneUngueltig(
                f"Ein formatierter Text ließ sich nicht vollständig übernehmen (er beginnt „{gesucht[:40]}“)."
            )


class _Mitleser(HTMLParser):
    """Every character between tags, whatever the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stuecke: list[str] = []

    def handle_data(self, data: str) -> None:
        self.stuecke.append(data)


def _buchstaben(stuecke: Iterable[str]) -> str:
    return "".join(reinige("".join(stuecke)).split())


def _gepackt(uebersetzt: Uebersetzung, neu: Mapping[str, bytes]) -> bytes:
    """Untouched parts as they were packed with the template; the content types come first."""
    eintraege = {**uebersetzt.eintraege, **{name: packe(name, inhalt) for name, inhalt in neu.items()}}
    namen = sorted(eintraege, key=lambda name: (name != INHALTSTYPEN, name))
    return schreibe_zip(eintraege[name] for name in namen)

"""What can be asked about a paper: its history, the versions of its text, its documents."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Augenblick, Formblatt, Freies, JaNein, Liste, Tag, Teil, Text, Zahl
from vorlagen.web.schemas.schablone import Schablonendatei
from vorlagen.web.schemas.stamm import Kurz, Links
from vorlagen.web.schemas.stammfelder import LANG


class EintragAus(Formblatt):
    """One event."""

    nr = Zahl(1, required=True)
    zeit = Augenblick(required=True)
    wer = Teil(Kurz, required=True, allow_none=True, metadata={"description": "null: das System"})
    was = Text(60, required=True)
    daten = Freies(required=True)
    hash = Text(64, required=True, metadata={"description": "sha256 über diesen Eintrag und den vorigen hash"})
    vorher = Text(64, required=True)


class Verlaufsliste(Formblatt):
    """All events, oldest first."""

    data = Liste(Teil(EintragAus), hoechstens=100_000, required=True)
    links = Teil(Links, required=True)


class KettengliedAus(Formblatt):
    """An event as it was hashed: `daten` is the very text."""

    vorlage = Text(32, required=True)
    nr = Zahl(1, required=True)
    zeit = Text(40, required=True)
    wer = Text(32, required=True, allow_none=True)
    was = Text(60, required=True)
    daten = Text(LANG, required=True)
    vorher = Text(64, required=True)
    hash = Text(64, required=True)


class TageskopfAus(Formblatt):
    """The signed head that covers the chain; missing while none does."""

    format = Text(40, required=True)
    koerperschaft = Text(32, required=True)
    nr = Zahl(1, required=True)
    tag = Tag(required=True)
    erstellt = Text(40, required=True, metadata={"description": "wörtlich, wie es unterschrieben ist"})
    vorlagen = Zahl(0, required=True)
    wurzel = Text(64, required=True)
    protokoll = Zahl(0, required=True)
    protokollwurzel = Text(64, required=True)
    vorher = Text(64, required=True)
    schluessel = Text(64, required=True)
    hash = Text(64, required=True)
    signatur = Text(128, required=True)
    uebergabe = Text(128, required=True, allow_none=True)


class BeweisAus(Formblatt):
    """The way from the chain to the root of the head (RFC 9162 § 2.1.3)."""

    nr = Zahl(1, required=True, metadata={"description": "bis zu diesem Eintrag reicht der Tageskopf"})
    stelle = Zahl(0, required=True)
    pfad = Liste(Text(64), hoechstens=64, required=True)


class Verlaufsexport(Formblatt):
    """The verifiable file."""

    format = Text(40, required=True)
    vorlage = Text(32, required=True)
    verlauf = Liste(Teil(KettengliedAus), hoechstens=100_000, required=True)
    kopf = Teil(TageskopfAus)
    beweis = Teil(BeweisAus)


class FassungAus(Formblatt):
    """One version of the text."""

    nr = Zahl(1, required=True)
    sha256 = Text(64, required=True)
    festgestellt = Augenblick(required=True, allow_none=True, metadata={"description": "ab wann sie sich nicht ändert"})
    geaendert = Augenblick(required=True)
    geaendert_von = Text(200, required=True, allow_none=True)
    inhalt = Freies(required=True)


class Fassungsliste(Formblatt):
    """All versions, oldest first."""

    data = Liste(Teil(FassungAus), hoechstens=10_000, required=True)
    links = Teil(Links, required=True)


class TeilAus(Formblatt):
    """Some words that stayed (=), went (-) or came (+)."""

    zeichen = Text(1, required=True)
    text = Text(LANG, required=True)


class UnterschiedAus(Formblatt):
    """One field that differs."""

    feld = Text(60, required=True)
    teile = Liste(Teil(TeilAus), hoechstens=1_000_000, required=True)


class VergleichAus(Formblatt):
    """What changed from `gegen` to `fassung`."""

    fassung = Zahl(0, required=True)
    gegen = Zahl(0, required=True)
    data = Liste(Teil(UnterschiedAus), required=True)


class AusWordEin(Formblatt):
    """The part of a multipart form."""

    datei = Schablonendatei(required=True)


class AusWordFeldAus(Formblatt):
    """A field that Word changed: what it was in the file, what it is here, what Word says."""

    feld = Text(80, required=True, metadata={"description": "wie in PATCH, z. B. sachverhalt oder felder.massnahme"})
    titel = Text(200, required=True)
    strittig = JaNein(required=True, metadata={"description": "auch hier geändert, seit die Datei herausgegeben wurde"})
    grundlage = Text(LANG, required=True)
    jetzt = Text(LANG, required=True)
    aus_word = Text(LANG, required=True)


class AusWordAus(Formblatt):
    """What a file brought back; nothing of it is taken over yet."""

    fassung = Zahl(0, required=True, metadata={"description": "aus der die Datei stammt"})
    version = Zahl(0, required=True, metadata={"description": "mit der zu ändern ist"})
    data = Liste(Teil(AusWordFeldAus), required=True)
    ausserhalb = Liste(Liste(Teil(TeilAus), hoechstens=1_000_000), hoechstens=10_000, required=True)
    hinweise = Liste(Text(LANG), required=True)


class DokumentAus(Formblatt):
    """A document that can be printed."""

    name = Text(80, required=True)
    art = Text(10, required=True)
    links = Teil(Links, required=True)


class Dokumentenliste(Formblatt):
    """The documents of a paper."""

    data = Liste(Teil(DokumentAus), required=True)
    links = Teil(Links, required=True)

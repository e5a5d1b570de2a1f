"""A Word file as a package: opened with limits, its parts and relations (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from vorlagen.fehler import SchabloneUngueltig
from vorlagen.word.ooxml import BEZIEHUNGEN, TYPEN, Element, lies_xml

MAX_DATEI = 20_000_000
MAX_GLIEDER = 500
MAX_GLIED = 16_000_000
MAX_GESAMT = 64_000_000
MAX_VERHAELTNIS = 300
# Below this size a part may be packed as tightly as it likes.
_KLEIN = 200_000

INHALTSTYPEN = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOKUMENT = _WORD + "document.main+xml"
GEFUELLT = frozenset(_WORD + art + "+xml" for art in ("header", "footer", "footnotes", "endnotes"))
_ANDERE_SORTEN = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": "Dateien mit Makros (.docm)",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "Dokumentvorlagen mit Makros (.dotm)",
    _WORD + "template.main+xml": "Word-Dokumentvorlagen (.dotx)",
}
_ALS_DOCX = "Bitte speichern Sie die Datei in Word als „Word-Dokument (.docx)“."


@dataclass(frozen=True, slots=True)
class Beziehung:
    """A line of a `.rels` part; `art` is the last word of its type, `ziel` a part's name or a foreign address."""

    id: str
    art: str
    ziel: str
    fremd: bool


@dataclass(frozen=True)
class Paket:
    """The parts by name, in the order of the file."""

    teile: Mapping[str, bytes]

    @property
    def haupt(self) -> str:
        """The name of the part with the text."""
        return next(b.ziel for b in self.beziehungen("") if b.art == "officeDocument")

    def beziehungen(self, name: str) -> tuple[Beziehung, ...]:
        """What this part points to; the package itself has the name ""."""
        rels = rels_name(name)
        if rels not in self.teile:
            return ()
        return tuple(_beziehungen(lies_xml(self.teile[rels], rels), posixpath.dirname(name)))

    def typen(self) -> dict[str, str]:
        """Content types by part name."""
        wurzel = lies_xml(self.teile[INHALTSTYPEN], INHALTSTYPEN)
        einzeln = {str(e.get("PartName")): str(e.get("ContentType")) for e in wurzel.iter(f"{{{TYPEN}}}Override")}
        endung = {
            str(e.get("Extension")).lower(): str(e.get("ContentType")) for e in wurzel.iter(f"{{{TYPEN}}}Default")
        }
        return {name: einzeln.get("/" + name) or endung.get(name.rpartition(".")[2].lower(), "") for name in self.teile}


def rels_name(name: str) -> str:
    """Where a part's relations are written down."""
    ordner, datei = posixpath.split(name)
    return posixpath.join(ordner, "_rels", datei + ".rels")


def oeffne(datei: bytes) -> Paket:
    """The package of a .docx file. Raises `SchabloneUngueltig` for anything else, before anything big is unpacked."""
    if datei.startswith(b"\xd0\xcf\x11\xe0"):
        raise SchabloneUngueltig(
            "Das ist eine alte Word-Datei (.doc) oder eine mit Kennwort verschlüsselte Datei. "
            "Bitte speichern Sie sie ohne Kennwort als „Word-Dokument (.docx)“."
        )
    if len(datei) > MAX_DATEI:
        raise SchabloneUngueltig(f"Die Datei ist zu groß: höchstens {MAX_DATEI // 1_000_000} MB sind möglich.")
    try:
        with zipfile.ZipFile(BytesIO(datei)) as archiv:
            eintraege = archiv.infolist()
            for mangel in _zip_maengel(eintraege):
                raise SchabloneUngueltig(mangel)
            paket = Paket({e.filename: archiv.read(e) for e in eintraege if not e.is_dir()})
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as fehler:
        raise SchabloneUngueltig("Das ist keine Word-Datei (.docx), oder sie ist beschädigt.") from fehler
    _pruefe_sorte(paket)
    return paket


def _zip_maengel(eintraege: list[zipfile.ZipInfo]) -> Iterator[str]:
    if len(eintraege) > MAX_GLIEDER:
        yield f"Die Datei enthält zu viele Teile: höchstens {MAX_GLIEDER} sind möglich."
    if sum(e.file_size for e in eintraege) > MAX_GESAMT:
        yield "Die Datei würde ausgepackt zu groß."
    gesehen: set[str] = set()
    for e in eintraege:
        if e.flag_bits & 1:
            yield "Die Datei ist mit einem Kennwort verschlüsselt. " + _ALS_DOCX
        if e.file_size > MAX_GLIED or (
            e.file_size > _KLEIN and e.file_size > MAX_VERHAELTNIS * max(e.compress_size, 1)
        ):
            yield f"Der Teil „{e.filename}“ würde ausgepackt zu groß."
        if e.filename.startswith("/") or "\\" in e.filename or ".." in e.filename.split("/"):
            yield f"Der Teil „{e.filename}“ hat einen unerlaubten Namen."
        # LibreOffice 24 and later write core.xml twice; properties are written afresh anyway.
        if e.filename.lower() in gesehen and e.filename != "docProps/core.xml":
            yield f"Der Teil „{e.filename}“ kommt zweimal vor."
        gesehen.add(e.filename.lower())


def _pruefe_sorte(paket: Paket) -> None:
    if INHALTSTYPEN not in paket.teile or rels_name("") not in paket.teile:
        raise SchabloneUngueltig("Das ist keine Word-Datei (.docx), oder sie ist beschädigt.")
    if b"http://purl.oclc.org/ooxml/" in paket.teile[rels_name("")]:
        raise SchabloneUngueltig("Das Format „Strict Open XML“ wird nicht gelesen. " + _ALS_DOCX)
    haupt = [b.ziel for b in paket.beziehungen("") if b.art == "officeDocument"]
    typ = paket.typen().get(haupt[0], "") if len(haupt) == 1 else ""
    if typ in _ANDERE_SORTEN:
        raise SchabloneUngueltig(f"{_ANDERE_SORTEN[typ]} werden nicht angenommen. " + _ALS_DOCX)
    if typ != DOKUMENT:
        raise SchabloneUngueltig("Das ist keine Word-Datei (.docx), oder sie ist beschädigt.")


def _beziehungen(wurzel: Element, ordner: str) -> Iterator[Beziehung]:
    for zeile in wurzel.iter(f"{{{BEZIEHUNGEN}}}Relationship"):
        ziel, fremd = str(zeile.get("Target")), zeile.get("TargetMode") == "External"
        if not fremd:
            ziel = posixpath.normpath(posixpath.join("/", ordner, ziel)).lstrip("/")
        yield Beziehung(str(zeile.get("Id")), str(zeile.get("Type")).rpartition("/")[2], ziel, fremd)

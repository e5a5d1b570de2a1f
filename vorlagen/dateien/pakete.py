"""Office files are zip packages: opened and counted byte by byte before anybody's program has to trust them.

What a header says of a size is not believed: parts are unpacked piece by piece, and counted.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from lzma import LZMAError
from typing import Final

from vorlagen.dateien import bueros
from vorlagen.dateien.arten import DOCX, PPTX, XLSX, Dateiart, abgelehnt, unbekannt

TEILE: Final = 5_000
AUSGEPACKT: Final = 256_000_000
"""Bytes of all parts together, also of the packages inside this one."""
GELESEN: Final = 32_000_000
"""Bytes of one part that is read and not only counted."""
VERHAELTNIS: Final = 300
STUECK: Final = 64 * 1024

_DTD: Final = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_XML: Final = (".xml", ".rels", ".vml", ".rdf")
_EINGEBETTET: Final = tuple(f".{art.endung}" for art in (DOCX, XLSX, PPTX))


def pruefe(inhalt: bytes) -> Dateiart:
    """What kind of office file this is. Raises `EingabeUngueltig` for any other, and for what acts by itself."""
    return _Packung(inhalt).pruefe(tiefe=0)


class _Packung:
    """One package; those inside of it share its allowance of bytes."""

    def __init__(self, inhalt: bytes, rest: int = AUSGEPACKT) -> None:
        self.inhalt = inhalt
        self.rest = rest

    def pruefe(self, tiefe: int) -> Dateiart:
        if not self.inhalt.startswith(b"PK\x03\x04"):
            raise unbekannt()
        try:
            with zipfile.ZipFile(BytesIO(self.inhalt)) as archiv:
                for mangel in _namensmaengel(archiv.infolist()):
                    raise abgelehnt(mangel)
                gelesen = {e.filename: self._lies(archiv, e) for e in archiv.infolist() if not e.is_dir()}
        except (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, NotImplementedError, OSError) as fehler:
            raise unbekannt() from fehler
        except (KeyError, ValueError, RuntimeError) as fehler:
            raise unbekannt() from fehler
        art = bueros.bestimme(gelesen)
        for mangel in bueros.maengel(gelesen, art):
            raise abgelehnt(mangel)
        self._pruefe_eingebettetes(gelesen, tiefe)
        return art

    def _lies(self, archiv: zipfile.ZipFile, eintrag: zipfile.ZipInfo) -> bytes:
        """The part if it has to be read, b"" if it only has to be counted."""
        name = eintrag.filename.lower()
        behalten = name.endswith((*_XML, *_EINGEBETTET)) or name in ("mimetype", "content_types.xml")
        gelesen, groesse, schwanz = [], 0, b""
        with archiv.open(eintrag) as teil:
            while stueck := teil.read(STUECK):
                groesse += len(stueck)
                if groesse > self.rest or (groesse > GELESEN and behalten) or _zu_dicht(groesse, eintrag):
                    raise abgelehnt(f"Der Teil „{eintrag.filename[:80]}“ der Datei würde ausgepackt zu groß.")
                if name.endswith(_XML) and any(dtd in schwanz + stueck for dtd in _DTD):
                    raise abgelehnt(f"Der Teil „{eintrag.filename[:80]}“ der Datei enthält eine Dokumenttypdefinition.")
                schwanz = stueck[-20:]
                if behalten:
                    gelesen.append(stueck)
        self.rest -= groesse
        return b"".join(gelesen)

    def _pruefe_eingebettetes(self, gelesen: dict[str, bytes], tiefe: int) -> None:
        """A chart keeps its table as a package of its own; inside of that there is no further one."""
        for name, inhalt in gelesen.items():
            if name.lower().endswith(_EINGEBETTET):
                if tiefe:
                    raise abgelehnt("Die Datei enthält Dateien in Dateien. Bitte geben Sie sie als PDF aus.")
                innen = _Packung(inhalt, self.rest)
                innen.pruefe(tiefe + 1)
                self.rest = innen.rest


def _zu_dicht(groesse: int, eintrag: zipfile.ZipInfo) -> bool:
    return groesse > 4_000_000 and groesse > VERHAELTNIS * max(eintrag.compress_size, 1)


def _namensmaengel(eintraege: list[zipfile.ZipInfo]) -> Iterator[str]:
    """What a package may not say of its parts, before one of them is opened."""
    if len(eintraege) > TEILE:
        yield f"Die Datei besteht aus zu vielen Teilen: höchstens {TEILE} sind möglich."
    gesehen: set[str] = set()
    for e in eintraege:
        name = e.filename
        if e.flag_bits & 1:
            yield "Die Datei ist mit einem Kennwort verschlüsselt. Bitte speichern Sie sie ohne Kennwort."
        if e.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield "Die Datei ist auf ungewöhnliche Weise gepackt. Bitte speichern Sie sie neu."
        if stat.S_ISLNK(e.external_attr >> 16):
            yield f"Der Teil „{name[:80]}“ der Datei ist ein Verweis auf eine andere Datei."
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or not name.isprintable():
            yield f"Der Teil „{name[:80]!r}“ der Datei hat einen unerlaubten Namen."
        # LibreOffice 24 and later write core.xml twice.
        if name.lower() in gesehen and name != "docProps/core.xml":
            yield f"Der Teil „{name[:80]}“ kommt in der Datei zweimal vor."
        gesehen.add(name.lower())

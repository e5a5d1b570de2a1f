"""The bill of materials: every library that this installation really runs with, as CycloneDX 1.6.

Made from what is installed, not from what was asked for; so it is true for the very machine that prints it, and the
same installation gives the same bytes.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any, Final

UNSER: Final = "vorlagen"
MITGELIEFERT: Final = (
    ("@kern-ux/native", "2.7.2", "EUPL-1.2"),
    ("fira-sans", "", "OFL-1.1"),
    ("trix", "2.1.19", "MIT"),
)
"""What lies in `static/vendor`: name, version, licence; the font came with KERN. A test holds it against VENDOR.md."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def stueckliste() -> dict[str, Any]:
    """The document, ready to be written as JSON (CycloneDX 1.6, ECMA-424)."""
    netz = _netz()
    hauptsache = distribution(UNSER)
    bausteine = [_baustein(teil) for name, (teil, _) in sorted(netz.items()) if name != UNSER]
    bausteine += [_mitgeliefert(*angaben) for angaben in MITGELIEFERT]
    abhaengigkeiten = [
        {"ref": _ref(teil), "dependsOn": sorted(_ref(netz[name][0]) for name in braucht)}
        for _, (teil, braucht) in sorted(netz.items())
    ]
    inhalt = {
        "metadata": {"component": _baustein(hauptsache) | {"type": "application"}},
        "components": bausteine,
        "dependencies": abhaengigkeiten,
    }
    nummer = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(inhalt, sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{nummer}",
        "version": 1,
        **inhalt,
    }


def _netz() -> dict[str, tuple[Distribution, set[str]]]:
    """Everything that is installed and that we need, directly or not, with what each needs."""
    netz: dict[str, tuple[Distribution, set[str]]] = {}
    offen = [UNSER]
    while offen:
        name = offen.pop()
        if name in netz:
            continue
        teil = distribution(name)
        braucht = {anderer for anderer in _gebraucht(teil) if _installiert(anderer)}
        netz[name] = (teil, braucht)
        offen += sorted(braucht)
    return netz


def _gebraucht(teil: Distribution) -> Iterator[str]:
    """Names that a library asks for. Tools for development are none of ours; other extras count if they are there."""
    for zeile in teil.requires or ():
        fund = _NAME.match(zeile)
        extra = re.search(r"extra\s*==\s*['\"]([^'\"]+)", zeile)
        if fund and (extra is None or (_kanonisch(teil.name) == UNSER and extra[1] not in ("dev", "demo"))):
            yield _kanonisch(fund[0])


def _installiert(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _kanonisch(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _ref(teil: Distribution) -> str:
    return f"pkg:pypi/{_kanonisch(teil.name)}@{teil.version}"


def _baustein(teil: Distribution) -> dict[str, Any]:
    angaben: dict[str, Any] = {
        "type": "library",
        "bom-ref": _ref(teil),
        "name": _kanonisch(teil.name),
        "version": teil.version,
        "purl": _ref(teil),
    }
    lizenz = teil.metadata.get_all("License-Expression") or ()
    klassen = [k.rpartition(" :: ")[2] for k in teil.metadata.get_all("Classifier") or () if k.startswith("License ::")]
    if lizenz:
        angaben["licenses"] = [{"expression": lizenz[0]}]
    elif klassen:
        angaben["licenses"] = [{"license": {"name": name}} for name in klassen]
    return angaben


def _mitgeliefert(name: str, version: str, lizenz: str) -> dict[str, Any]:
    ref = f"pkg:npm/{name.replace('@', '%40')}@{version}" if version else f"pkg:generic/{name}"
    nummer = {"version": version} if version else {}
    lizenzen = [{"license": {"id": lizenz}}]
    return {"type": "library", "bom-ref": ref, "name": name, **nummer, "purl": ref, "licenses": lizenzen}

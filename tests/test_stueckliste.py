"""The bill of materials names what really runs, and is the same for the same installation."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from pathlib import Path

from vorlagen.services.stueckliste import MITGELIEFERT, stueckliste

WURZEL = Path(__file__).resolve().parent.parent


def test_die_stueckliste_nennt_jede_bibliothek_die_laeuft() -> None:
    liste = stueckliste()
    assert (liste["bomFormat"], liste["specVersion"], liste["metadata"]["component"]["name"]) == (
        "CycloneDX", "1.6", "vorlagen",
    )  # fmt: skip
    teile = {teil["name"]: teil.get("version") for teil in liste["components"]}
    projekt = tomllib.loads((WURZEL / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    verlangt = {wort.partition(">")[0].partition("=")[0].partition("[")[0] for wort in projekt["dependencies"]}
    assert verlangt <= set(teile)
    assert {name: teile[name] for name in ("werkzeug", "markupsafe", "lxml")} == {
        name: version(name) for name in ("werkzeug", "markupsafe", "lxml")
    }
    assert not {"pytest", "mypy", "playwright"} & set(teile)
    bekannt = {teil["bom-ref"] for teil in liste["components"]} | {liste["metadata"]["component"]["bom-ref"]}
    assert {ref for eintrag in liste["dependencies"] for ref in (eintrag["ref"], *eintrag["dependsOn"])} <= bekannt
    assert len(bekannt) == len(liste["components"]) + 1
    assert stueckliste() == liste


def test_was_mitgeliefert_wird_steht_so_auch_daneben() -> None:
    daneben = "".join(
        ort.read_text(encoding="utf-8") for ort in (WURZEL / "vorlagen/static/vendor").glob("*/VENDOR.md")
    )
    for name, nummer, lizenz in MITGELIEFERT:
        if name != "fira-sans":
            assert f"`{name}` {nummer} (npm), licence {lizenz}" in daneben
    assert {ort.name for ort in (WURZEL / "vorlagen/static/vendor").iterdir()} == {"kern", "trix"}

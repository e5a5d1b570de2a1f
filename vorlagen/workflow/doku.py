"""The documentation pages of procedures: description and picture, made from the procedure itself.

`python -m vorlagen.workflow.doku docs/ablaeufe` writes them; a test holds that they are up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from vorlagen.workflow.beschreibung import Beschreibung, beschreibe
from vorlagen.workflow.diagramm import mermaid, svg
from vorlagen.workflow.verzeichnis import Verzeichnis
from vorlagen.workflow.workflow import Workflow


def seiten(ablaeufe: Iterable[Workflow]) -> Mapping[str, str]:
    """File name → content: a page and a picture for each procedure, and an index."""
    dateien: dict[str, str] = {}
    eintraege = ["# Abläufe", "", "Diese Seiten entstehen aus den Abläufen selbst.", ""]
    for ablauf in ablaeufe:
        dateien[f"{ablauf.name}.md"] = "\n".join(_seite(ablauf)) + "\n"
        dateien[f"{ablauf.name}.svg"] = svg(ablauf)
        eintraege.append(f"- [{ablauf.titel}]({ablauf.name}.md)")
    dateien["README.md"] = "\n".join(eintraege) + "\n"
    return dateien


def schreibe(ordner: Path) -> int:
    """Write the pages of all installed procedures; returns how many files there are now."""
    verzeichnis = Verzeichnis()
    verzeichnis.lade()
    dateien = seiten(verzeichnis.alle())
    ordner.mkdir(parents=True, exist_ok=True)
    for name, inhalt in dateien.items():
        (ordner / name).write_text(inhalt, encoding="utf-8")
    return len(dateien)


def _seite(ablauf: Workflow) -> Iterator[str]:
    beschreibung = beschreibe(ablauf)
    yield f"# {ablauf.titel}"
    yield ""
    yield f"`{ablauf.name}`, Version {ablauf.version}"
    yield ""
    yield f"![Schaubild des Ablaufs {ablauf.titel}; die Schritte stehen darunter in Worten.]({ablauf.name}.svg)"
    yield from _worte(beschreibung)
    yield ""
    yield "<details><summary>Als Mermaid-Diagramm</summary>"
    yield ""
    yield "```mermaid"
    yield mermaid(ablauf).rstrip()
    yield "```"
    yield ""
    yield "</details>"


def _worte(beschreibung: Beschreibung) -> Iterator[str]:
    yield from ("", "## Wer darf wann was", "")
    for status in beschreibung.status:
        rahmen = " (Beginn)" if status.beginnt else " (Ende)" if status.endet else ""
        yield from (f"### {status.titel}{rahmen}", "")
        for schritt in status.schritte:
            yield f"- {schritt.satz}"
            for worte, saetze in (("Vorher muss gelten", schritt.wenn), ("Danach", schritt.danach)):
                if saetze:
                    yield f"  {worte}: {' '.join(saetze)}"
            if schritt.laut:
                yield f"  Laut {schritt.laut}."
        yield from ([""] if status.schritte else ["Hier ist nichts mehr zu tun.", ""])
    yield from ("## Wer was darf", "", "| Wer | Was | Aus welchem Status |", "|---|---|---|")
    for rolle in beschreibung.rollen:
        for aufschrift, woher in rolle.schritte:
            yield f"| {rolle.titel} | {aufschrift} | {', '.join(woher)} |"
    if beschreibung.mitzeichnung:
        yield from ("", "## Regeln der Mitzeichnung", "", *(f"- {satz}" for satz in beschreibung.mitzeichnung))
    if beschreibung.felder:
        yield from ("", "## Eigene Felder", "", "| Feld | Art | Pflicht | öffentlich |", "|---|---|---|---|")
        for feld in beschreibung.felder:
            pflicht, oeffentlich = ("ja" if gilt else "nein" for gilt in (feld.pflicht, feld.oeffentlich))
            yield f"| {feld.titel} | {feld.art} | {pflicht} | {oeffentlich} |"


if __name__ == "__main__":
    print(f"{schreibe(Path(sys.argv[1]))} Dateien in {sys.argv[1]}")

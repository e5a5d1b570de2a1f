"""Facts about co-signing."""

from __future__ import annotations

from collections.abc import Iterator

from vorlagen.workflow.begriffe import Votum
from vorlagen.workflow.grund import Grund, bedingung
from vorlagen.workflow.sachstand import Sachstand


@bedingung("Alle beteiligten Ämter haben die aktuelle Fassung mitgezeichnet.")
def alle_mitgezeichnet(stand: Sachstand) -> Iterator[Grund]:
    for m in stand.mitzeichnungen:
        if not m.pflicht:
            continue
        if m.votum is None:
            bis = f" (Frist {m.frist:%d.%m.%Y})" if m.frist else ""
            yield Grund(
                "mitzeichnung.offen",
                f"Mitzeichnung {m.amt} fehlt{bis}.",
                abhilfe="erinnern oder die Vertretung zeichnen lassen",
                wer=m.amt,
            )
        elif m.votum is Votum.ABGELEHNT:
            yield Grund(
                "mitzeichnung.abgelehnt",
                f"{m.amt} hat die Mitzeichnung abgelehnt.",
                abhilfe="zurückholen, sich abstimmen und erneut zur Mitzeichnung geben",
                wer=m.amt,
            )
        elif m.fassung != stand.fassung:
            yield Grund(
                "mitzeichnung.veraltet",
                f"{m.amt} hat eine ältere Fassung gezeichnet.",
                abhilfe="die aktuelle Fassung zeichnen",
                wer=m.amt,
            )

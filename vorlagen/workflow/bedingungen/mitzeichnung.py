"""Facts about co-signing."""

from __future__ import annotations

from collections.abc import Iterator

from vorlagen.workflow.begriffe import Votum
from vorlagen.workflow.grund import Grund, bedingung
from vorlagen.workflow.sachstand import Sachstand


@bedingung("Alle beteiligten Ämter haben die aktuelle Fassung mitgezeichnet.")
def alle_mitgezeichnet(stand: Sachstand) -> Iterator[Grund]:
    pflicht = [m for m in stand.mitzeichnungen if m.pflicht]
    an_der_reihe = min((m.gruppe for m in pflicht if m.votum is None), default=1)
    for m in pflicht:
        if m.votum is None and m.frist is None and m.gruppe > an_der_reihe:
            yield Grund(
                "mitzeichnung.spaeter",
                f"Mitzeichnung {m.amt} fehlt; gefragt wird, sobald die Gruppe davor gezeichnet hat.",
                abhilfe="erst die Ämter davor zeichnen lassen",
                wer=m.amt,
            )
        elif m.votum is None:
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
        elif stand.fassung not in (m.fassung, m.gilt_fuer):
            yield Grund(
                "mitzeichnung.veraltet",
                f"{m.amt} hat eine ältere Fassung gezeichnet.",
                abhilfe="die aktuelle Fassung zeichnen",
                wer=m.amt,
            )

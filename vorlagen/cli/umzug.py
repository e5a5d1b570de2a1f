"""`vorlagen ablauf was-waere-wenn` and `… umzug`: what a changed procedure does to the papers under way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl
from vorlagen.kalender import BERLIN
from vorlagen.services import stammdaten, umzug
from vorlagen.services.wer import betrieb
from vorlagen.workflow.begriffe import rolle_titel
from vorlagen.workflow.was_waere_wenn import Bericht, Folgenschau, Recht, Verbleib

_VERBLEIB = {
    Verbleib.BLEIBT: "bleibt",
    Verbleib.ZIEHT_UM: "zieht um",
    Verbleib.STECKT_FEST: "steckt fest",
}


@dataclass(frozen=True, slots=True)
class _Ortsbericht:
    """What one town's papers of one old definition are in for."""

    ort: str
    kuerzel: str
    bericht: Bericht


@click.command("was-waere-wenn", cls=Befehl, short_help="Zeigt, was ein Umzug mit den laufenden Vorlagen täte.")
@click.argument("name", metavar="NAME")
@click.option("--koerperschaft", metavar="KUERZEL", help="Nur diese Körperschaft; ohne Angabe alle.")
@mit_json
def was_waere_wenn(name: str, koerperschaft: str | None, json_: bool) -> None:
    """Zeigt, was mit den laufenden Vorlagen geschähe, wenn sie auf die neueste Fassung des Ablaufs umzögen.

    Wie viele bleiben, wo sie sind, wie viele ziehen um, welche stecken fest, und wer dabei welches Recht gewinnt oder
    verliert. Es ändert sich nichts; „vorlagen ablauf umzug“ führt es aus.
    """
    with haus.offen():
        berichte = list(_berichte(name, koerperschaft, datetime.now(BERLIN).date()))
    if json_:
        als_json([_als_dict(ortsbericht) for ortsbericht in berichte])
    elif not berichte:
        click.echo("Keine laufende Vorlage folgt einer älteren Fassung dieses Ablaufs.")
    else:
        for ortsbericht in berichte:
            _zeige(ortsbericht)


@click.command("umzug", cls=Befehl, short_help="Stellt die laufenden Vorlagen auf die neueste Fassung um.")
@click.argument("name", metavar="NAME")
@click.option("--koerperschaft", metavar="KUERZEL", help="Nur diese Körperschaft; ohne Angabe alle.")
@mit_json
@click.pass_context
def ziehe_um(ctx: click.Context, name: str, koerperschaft: str | None, json_: bool) -> None:
    """Stellt die laufenden Vorlagen auf die neueste Fassung des Ablaufs um, jede mit einem Eintrag in ihrem Verlauf.

    Was „vorlagen ablauf was-waere-wenn“ vorausgesagt hat, geschieht. Eine Vorlage, für deren Status der neue Ablauf
    keinen Platz nennt, bleibt, wie sie ist; dann endet der Befehl mit 1.
    """
    umgezogen, fest = 0, list[str]()
    with haus.offen():
        for stadt in [betrieb(zeile) for zeile in stammdaten.koerperschaften(koerperschaft)]:
            with click.progressbar(length=1, label=stadt.koerperschaft, hidden=json_) as balken:

                def weiter(_fertig: int, alle: int, balken: Any = balken) -> None:
                    balken.length = alle
                    balken.update(1)

                ergebnis = umzug.ziehe_um(name, wer=stadt, jetzt=datetime.now(UTC), weiter=weiter)
            umgezogen, fest = umgezogen + ergebnis.umgezogen, [*fest, *ergebnis.stecken_fest]
    if json_:
        als_json({"umgezogen": umgezogen, "stecken_fest": fest})
    else:
        click.echo(f"Umgezogen: {umgezogen}, stecken fest: {len(fest)}.")
        for vorlage_id in fest:
            click.echo(f"Vorlage {vorlage_id}: Für ihren Status nennt der neue Ablauf keinen Platz.", err=True)
    if fest:
        ctx.exit(1)


def _berichte(name: str, koerperschaft: str | None, heute: date) -> Iterator[_Ortsbericht]:
    for stadt in stammdaten.koerperschaften(koerperschaft):
        for bericht in umzug.was_waere_wenn(name, wer=betrieb(stadt), heute=heute):
            yield _Ortsbericht(stadt.name, stadt.kuerzel, bericht)


def _zeige(ortsbericht: _Ortsbericht) -> None:
    alt, neu, gruppen = ortsbericht.bericht.alt, ortsbericht.bericht.neu, ortsbericht.bericht.gruppen
    click.echo(f"{ortsbericht.ort}: {neu.titel}, Version {alt.version} → {neu.version}\n")
    tabelle(
        ("Vorlagen", "Status jetzt", "Verbleib", "Status danach"),
        [
            (str(anzahl), alt.status_titel(schau.von), _VERBLEIB[schau.verbleib], _danach(ortsbericht.bericht, schau))
            for schau, anzahl in gruppen
        ],
    )
    zahlen = ", ".join(f"{wort}: {ortsbericht.bericht.anzahl(verbleib)}" for verbleib, wort in _VERBLEIB.items())
    click.echo(f"Zusammen {sum(anzahl for _, anzahl in gruppen)}; {zahlen}.")
    rechte = list(_rechte(ortsbericht.bericht))
    if rechte:
        click.echo()
        tabelle(("Vorlagen", "Status jetzt", "Schritt", "Wer", "Recht"), rechte)
    for schau, anzahl in gruppen:
        for schritt, gruende in schau.sperrt:
            click.echo(
                f"{anzahl} in „{alt.status_titel(schau.von)}“: „{schritt}“ ginge nicht mehr: {' '.join(gruende)}"
            )
        for schritt in schau.oeffnet:
            click.echo(f"{anzahl} in „{alt.status_titel(schau.von)}“: „{schritt}“ ginge dann.")
    click.echo()


def _danach(bericht: Bericht, schau: Folgenschau) -> str:
    """Where the paper rests in the end; what runs by itself has run."""
    return bericht.neu.status_titel(schau.danach) if schau.danach else "–"


def _rechte(bericht: Bericht) -> Iterator[tuple[str, str, str, str, str]]:
    """Each gain and each loss once per status, with the number of papers that it concerns."""
    betroffen: dict[tuple[str, Recht, str], int] = {}
    for schau, anzahl in bericht.gruppen:
        for wort, rechte in (("verliert", schau.verliert), ("gewinnt", schau.gewinnt)):
            for recht in rechte:
                schluessel = (schau.von, recht, wort)
                betroffen[schluessel] = betroffen.get(schluessel, 0) + anzahl
    for (von, recht, wort), anzahl in betroffen.items():
        yield str(anzahl), bericht.alt.status_titel(von), recht.schritt, rolle_titel(recht.rolle), wort


def _als_dict(ortsbericht: _Ortsbericht) -> dict[str, Any]:
    bericht = ortsbericht.bericht
    return {
        "koerperschaft": ortsbericht.kuerzel,
        "ablauf": bericht.neu.name,
        "von_version": bericht.alt.version,
        "nach_version": bericht.neu.version,
        "anzahl": {verbleib.value: bericht.anzahl(verbleib) for verbleib in Verbleib},
        "gruppen": [
            {
                "anzahl": anzahl,
                "verbleib": schau.verbleib.value,
                "von": schau.von,
                "ziel": schau.ziel,
                "danach": schau.danach,
                "gewinnt": schau.gewinnt,
                "verliert": schau.verliert,
                "sperrt": [{"schritt": schritt, "gruende": gruende} for schritt, gruende in schau.sperrt],
                "oeffnet": schau.oeffnet,
            }
            for schau, anzahl in bericht.gruppen
        ],
    }

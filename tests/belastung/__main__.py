"""`python3 dev.py belastung WORT`: what takes too long for every test run."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click

from tests.belastung.erinnern import Lauf
from tests.belastung.erinnern import pruefe as plage_erinnerungen
from tests.belastung.leben import laufe
from tests.belastung.lecks import Urteil, suche
from tests.belastung.menge import miss
from tests.belastung.plagen import Plage
from tests.belastung.schnittstelle import LEUTE, pruefe
from tests.belastung.seiten import Befund
from tests.belastung.seiten import pruefe as sieh_seiten_an
from tests.belastung.versand import FEHLER
from tests.belastung.versand import Urteil as Fehlerurteil
from tests.belastung.versand import laufe as fuehre_versandleben
from tests.belastung.versand import suche as suche_im_versand
from tests.belastung.wachstum import vergleiche
from tests.leck.mutanten import MUTANTEN
from vorlagen.cli.ausgabe import tabelle
from vorlagen.cli.deutsch import Befehl, Gruppe, satz, zahl


def _stadt(wort: str) -> str:
    if not wort.startswith("postgresql") and not Path(wort).is_dir():
        raise click.BadParameter(f"„{wort}“ ist weder ein Ordner noch eine Adresse mit postgresql://.")
    return wort


@click.group(cls=Gruppe)
def belastung() -> None:
    """Lange Prüfungen, jede für sich aufzurufen."""


@belastung.command(cls=Befehl)
@click.option("--schritte", default="10000", type=zahl(10_000_000), metavar="N", help="Wie viele; ohne Angabe 10000.")
@click.option("--postgresql", is_flag=True, help="Auf PostgreSQL statt auf SQLite.")
def leben(schritte: int, postgresql: bool) -> None:
    """Führt zufällige Leben von Vorlagen und prüft nach jedem Schritt, was immer gilt (docs/invarianten.md)."""
    bilanz = laufe(max(1, schritte), postgresql=postgresql, melde=lambda n: click.echo(f"\r{n} Schritte", nl=False))
    click.echo()
    wie = ("getan", "abgelehnt", "ohne Folge")
    taten = sorted({was for was, _ in bilanz.taten} - {"Schritte"})
    tabelle(("Tat", *wie), [(was, *(str(bilanz.taten[was, eins]) for eins in wie)) for was in taten])
    click.echo(
        f"\n{bilanz.schritte} Schritte ({'PostgreSQL' if postgresql else 'SQLite'}) in {bilanz.sekunden:.0f} s, "
        f"{1000 * bilanz.sekunden / bilanz.schritte:.0f} ms je Schritt: alles, was gelten muss, galt."
    )


@belastung.command(cls=Befehl)
@click.option("--dauer", default="120", type=zahl(36_000), metavar="S", help="So viele Sekunden; ohne Angabe 120.")
@click.option("--je-sekunde", default="3", type=zahl(100), metavar="N", help="Vorlagen je Sekunde; ohne Angabe 3.")
@click.option("--postgresql", is_flag=True, help="Auf PostgreSQL statt auf SQLite.")
@click.option("--einfrieren", "plage", flag_value=Plage.EINFRIEREN, help="Anhalten über die Vergabe hinaus.")
@click.option("--absturz", "plage", flag_value=Plage.ABSTURZ, help="PostgreSQL abstürzen lassen.")
def erinnern(dauer: int, je_sekunde: int, postgresql: bool, plage: str | None) -> None:
    """Tötet jede Sekunde einen von vier Uhr- und zwei Webprozessen und prüft, ob jede Erinnerung genau einmal kommt.

    Der Mailserver macht in jedem fünften Gespräch einen von acht Fehlern. Beurteilt wird allein, was er annahm.
    """
    was = Plage(plage or Plage.TOETEN)
    lauf = plage_erinnerungen(
        was,
        dauer=max(1, dauer),
        je_sekunde=max(1, je_sekunde),
        postgresql=postgresql or was is Plage.ABSTURZ,
        melde=lambda satz: click.echo(f"\r{satz:<60}", nl=False),
    )
    click.echo("\n" + "".join(_bilanz(was, lauf)))
    if not lauf.heil:
        raise click.ClickException("Es ging etwas verloren, oder es kam etwas unbemerkt zweimal.")


@belastung.command(cls=Befehl)
@click.option("--geplant", default="1000000", type=zahl(10_000_000), metavar="N", help="Ohne Angabe eine Million.")
@click.option("--faellig", default="10000", type=zahl(1_000_000), metavar="N", help="Auf einmal; ohne Angabe 10000.")
@click.option("--postgresql", is_flag=True, help="Auf PostgreSQL statt auf SQLite.")
def menge(geplant: int, faellig: int, postgresql: bool) -> None:
    """Misst, was ein Schlag der Uhr bei viel Geplantem kostet und wie bald die Mails eines Morgens bereitliegen."""
    messung = miss((10_000, max(10_000, geplant)), max(1, faellig), postgresql=postgresql, melde=click.echo)
    for anzahl, sekunden in messung.takt.items():
        click.echo(f"{anzahl} geplant: ein Schlag ohne Arbeit kostet {1000 * sekunden:.1f} ms")
    click.echo(
        f"Verhältnis {messung.verhaeltnis:.2f}; {messung.mails} Mails lagen nach {messung.morgens:.1f} s bereit "
        f"(eigene Rechenzeit {messung.eigene:.1f} s)."
    )


@belastung.command(cls=Befehl)
@click.option("--leben", default="300", type=zahl(1_000_000), metavar="N", help="Wie viele; ohne Angabe 300.")
@click.option("--schritte", default="60", type=zahl(10_000), metavar="N", help="Je Leben; ohne Angabe 60.")
@click.option("--postgresql", is_flag=True, help="Auf PostgreSQL statt auf SQLite.")
def versand(leben: int, schritte: int, postgresql: bool) -> None:
    """Führt zufällige Leben des Postausgangs, pflanzt dann Fehler in den Versand und prüft, ob jeder auffällt."""
    fuehre_versandleben(max(1, leben), max(1, schritte), postgresql=postgresql)
    click.echo(f"{leben} Leben zu höchstens {schritte} Schritten: nichts verloren, nichts unbemerkt doppelt.")
    urteile = suche_im_versand(FEHLER, max(1, leben), max(1, schritte), melde=_sage_fehler_an)
    if unbemerkt := [urteil for urteil in urteile if urteil.klage is None]:
        raise click.ClickException(f"{len(unbemerkt)} von {len(urteile)} Fehlern fielen nicht auf.")


@belastung.command(cls=Befehl)
@click.option("--anzahl", type=zahl(1000), metavar="N", help="Nur so viele Fehler, gleichmäßig verteilt; sonst alle.")
def lecks(anzahl: int | None) -> None:
    """Pflanzt Fehler in das, was über Einblicke entscheidet, und prüft, ob jeder auffällt (docs/lecksuche.md)."""
    auswahl = MUTANTEN[:: max(1, len(MUTANTEN) // anzahl)][:anzahl] if anzahl else MUTANTEN
    beginn = time.perf_counter()
    urteile = suche(auswahl, melde=_sage_an)
    unbemerkt = [urteil for urteil in urteile if not urteil.funde]
    click.echo(
        f"\n{len(urteile)} Fehler gepflanzt, {len(urteile) - len(unbemerkt)} gefunden, {len(unbemerkt)} nicht "
        f"({time.perf_counter() - beginn:.0f} s)."
    )
    if unbemerkt:
        raise click.ClickException("Nicht jeder Fehler fiel auf.")


@belastung.command(cls=Befehl)
@click.option("--beispiele", default="10", type=zahl(10_000), metavar="N", help="Je Weg und Person; ohne Angabe 10.")
@click.option("--als", "leute", multiple=True, type=click.Choice(LEUTE), help="Nur als diese Person.")
def schnittstelle(beispiele: int, leute: tuple[str, ...]) -> None:
    """Fragt eine laufende Demo, was ihr OpenAPI-Dokument erlaubt und verbietet, und prüft jede Antwort."""
    fehler = 0
    for bericht in pruefe(max(1, beispiele), leute=leute or LEUTE):
        click.echo(f"{bericht.wer}: {bericht.faelle} Anfragen, {bericht.fehler} falsche Antworten")
        click.echo(bericht.ausgabe if bericht.fehler else "", nl=False)
        fehler += bericht.fehler
    if fehler:
        raise click.ClickException("Nicht jede Antwort stimmt mit dem Dokument überein.")


@belastung.command(cls=Befehl)
@click.option("--wege", default="", metavar="MUSTER", help="Nur Adressen, auf die dieser reguläre Ausdruck passt.")
def seiten(wege: str) -> None:
    """Sieht jede Seite in jedem Zustand in Chromium an: hell, dunkel, breit, schmal, mit Tasten, ohne Skript."""
    beginn = time.perf_counter()
    befunde, ungesehen = sieh_seiten_an(wege=wege, melde=_nenne)
    schlecht = [befund for befund in befunde if befund.klagen]
    for befund in schlecht:
        click.echo(f"\n{befund.ziel}\n" + "\n".join(f"    {klage}" for klage in befund.klagen))
    routen = len({befund.ziel.regel for befund in befunde})
    click.echo(
        f"\n{len(befunde)} Zustände von {routen} Adressen angesehen, {len(schlecht)} mit Mängeln "
        f"({time.perf_counter() - beginn:.0f} s)."
    )
    if ungesehen:
        click.echo("Keine Seite zeigte in dieser Stadt: " + ", ".join(ungesehen))
    if schlecht:
        raise click.ClickException("Nicht jede Seite ist für alle benutzbar.")


@belastung.command(cls=Befehl)
@click.argument("klein", type=_stadt)
@click.argument("gross", type=_stadt)
@click.option("--wege", default="", metavar="MUSTER", help="Nur Adressen, auf die dieser reguläre Ausdruck passt.")
def wachstum(klein: str, gross: str, wege: str) -> None:
    """Vergleicht, was jede Adresse in einer kleinen und in einer großen Stadt kostet (beide von `dev.py daten`).

    Eine Stadt ist der Ordner einer Instanz mit SQLite oder eine Adresse, die mit postgresql:// beginnt. Gefragt werden
    auch die Suche und die letzten Seiten der Listen; die Suche braucht vorher `vorlagen suche aufbauen`.
    """
    preise = list(vergleiche(klein, gross, wege=wege))
    zeilen = sorted(preise, key=lambda preis: -preis.verhaeltnis)
    tabelle(
        ("Adresse", "Wer", "klein ms", "groß ms", "Verhältnis", "Abfragen klein", "groß"),
        [
            (p.regel, p.wer, *(f"{wert:.1f}" for wert in (p.klein, p.gross)), f"{p.verhaeltnis:.2f}",
             f"{p.fragen_klein:g}", f"{p.fragen_gross:g}")
            for p in zeilen
        ],
    )  # fmt: skip


def _bilanz(was: Plage, lauf: Lauf) -> Iterator[str]:
    mitte, spaet = lauf.sekunden
    fehler = sum(lauf.launen.values())
    yield f"{len(lauf.erwartet)} Mails zugesagt; {lauf.plagen} Mal {was}; {fehler} Fehler des Mailservers.\n"
    yield f"Verloren {lauf.verloren}, unbemerkt doppelt {lauf.stille}, nie zugesagt {lauf.ungefragt}, aufgegeben "
    yield f"{lauf.gescheitert}. Angekündigte Zweitstücke {len(lauf.zweitstuecke)}, davon unvermeidlich "
    yield f"{lauf.unvermeidlich}. Von der Zusage bis zur Mail {mitte:.1f} s, ein Hundertstel über {spaet:.1f} s."


def _nenne(befund: Befund) -> None:
    click.echo(f"{'  ' if not befund.klagen else '! '}{befund.ziel}")


def _sage_an(urteil: Urteil) -> None:
    wie = f"gefunden: {urteil.funde[0]}" if urteil.funde else "NICHT GEFUNDEN"
    click.echo(f"{urteil.mutant.datei}: {urteil.mutant.neu.strip() or 'ohne ' + urteil.mutant.alt.strip()}\n    {wie}")


def _sage_fehler_an(urteil: Fehlerurteil) -> None:
    click.echo(f"{urteil.fehler.name}: {urteil.klage or 'NICHT GEFUNDEN'}")


def main() -> int:
    """Run the word; a fault is an exception with the steps that led to it, and exit status 1."""
    try:
        belastung.main(prog_name="python3 dev.py belastung", standalone_mode=False)
    except click.ClickException as fehler:
        print(satz(fehler), file=sys.stderr)
        return fehler.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

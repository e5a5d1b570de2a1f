"""The part of `vorlagen frist` that changes a town: rules of its bodies, its own days, reckoning anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl, tag, zahl
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import abgaberegel, als_werte, datum_text, ladungsregel, voreinstellung
from vorlagen.kalender.regelworte import ABGABE, LADUNG, setze
from vorlagen.models import Gremium
from vorlagen.services import nachrechnen as dienst
from vorlagen.services import regelwerk, stammdaten
from vorlagen.services.nachrechnen import Verschoben
from vorlagen.services.wer import betrieb

mit_koerperschaft = click.option("--koerperschaft", metavar="KUERZEL", help="Nur nötig, wenn es mehrere gibt.")


@click.command(cls=Befehl)
@click.argument("gremium", metavar="GREMIUM")
@click.option("--voreinstellung", "name", metavar="NAME", help="Land (RP) oder Ort (hilden), zum Beginnen.")
@click.option("--tage", type=zahl(366), metavar="ZAHL", help="Ladungsfrist in Tagen.")
@click.option("--setze", "angaben", multiple=True, metavar="FELD=WERT", help=f"Mehrfach: {', '.join(LADUNG)}.")
@click.option(
    "--abgabe", "abgaben", multiple=True, metavar="FELD=WERT", help=f"Abgabe der Vorlagen: {', '.join(ABGABE)}."
)
@click.option("--laut", metavar="TEXT", help="Wo die Regel steht, etwa „§ 2 Geschäftsordnung“.")
@click.option("--bestaetigt", is_flag=True, help="Die Regel ist mit der Geschäftsordnung verglichen.")
@mit_koerperschaft
@mit_json
def regel(
    gremium: str,
    name: str | None,
    tage: int | None,
    angaben: tuple[str, ...],
    abgaben: tuple[str, ...],
    laut: str | None,
    bestaetigt: bool,
    koerperschaft: str | None,
    json_: bool,
) -> None:
    """Zeigt oder ändert, wie ein Gremium geladen wird und bis wann Vorlagen abzugeben sind.

    Sagt, welche Fristen sich dadurch verschieben. Ein leerer Wert nimmt ein Feld zurück: --setze anker=
    """
    eigene = [*angaben, *([f"tage={tage}"] if tage is not None else [])]
    with haus.offen():
        stadt = stammdaten.finde_koerperschaft(koerperschaft)
        gefunden = _gremium(stammdaten.gremien(stadt.id), gremium)
        abgabe = als_werte(abgaberegel(gefunden.abgabe, gefunden.abgabe_werktage))
        ladung = als_werte(ladungsregel(gefunden.ladung))
        verschoben: Sequence[Verschoben] = ()
        aendert = bool(name or eigene or laut is not None or bestaetigt)
        if aendert:
            ladung = _neue_werte(ladung, name, eigene, laut, bestaetigt)
            jetzt = datetime.now(UTC)
            verschoben = regelwerk.setze_ladung(gefunden.id, ladung, wer=betrieb(stadt), jetzt=jetzt)
            ladung = als_werte(ladungsregel(ladung))
        if abgaben:
            abgabe = setze(abgabe, abgaben, ABGABE)
            regelwerk.setze_abgabe(gefunden.id, abgabe, wer=betrieb(stadt))
    if json_:
        als_json({"regel": ladung, "abgabe": abgabe, "verschoben": verschoben})
        return
    for feld, wert in (*ladung.items(), *((f"abgabe.{feld}", wert) for feld, wert in abgabe.items())):
        click.echo(f"{feld}: {_wort(wert)}")
    if aendert:
        _sage(verschoben)


@click.command(cls=Befehl)
@click.option(
    "--schliesstag", "schliesstage", type=tag, multiple=True, metavar="DATUM", help="Das Haus ist zu; mehrfach."
)
@click.option(
    "--feiertag", "feiertage", multiple=True, metavar="DATUM=NAME", help="Neuer gesetzlicher Feiertag; mehrfach."
)
@click.option(
    "--streiche", "weg", type=tag, multiple=True, metavar="DATUM", help="Nimmt einen eigenen Tag zurück; mehrfach."
)
@mit_koerperschaft
@mit_json
def tage(
    schliesstage: tuple[date, ...],
    feiertage: tuple[str, ...],
    weg: tuple[date, ...],
    koerperschaft: str | None,
    json_: bool,
) -> None:
    """Zeigt oder ergänzt Schließtage und neue Feiertage; sagt, welche Fristen sich dadurch verschieben."""
    neue_feiertage = [_feiertag(text) for text in feiertage]
    with haus.offen():
        stadt = stammdaten.finde_koerperschaft(koerperschaft)
        bisher = {date.fromisoformat(text) for text in stadt.schliesstage}
        zusatz = {(date.fromisoformat(t), name) for t, name in stadt.einstellungen.get("zusatz_feiertage", ())}
        zu = (bisher | set(schliesstage)) - set(weg)
        frei = {paar for paar in zusatz | set(neue_feiertage) if paar[0] not in weg}
        verschoben: Sequence[Verschoben] = ()
        if (zu, frei) != (bisher, zusatz):
            verschoben = regelwerk.setze_tage(
                stadt.id, schliesstage=zu, zusatz_feiertage=frei, wer=betrieb(stadt), jetzt=datetime.now(UTC)
            )
    if json_:
        als_json({"schliesstage": sorted(zu), "feiertage": sorted(frei), "verschoben": verschoben})
        return
    for wann in sorted(zu):
        click.echo(f"{datum_text(wann)}: Schließtag")
    for wann, feiertag in sorted(frei):
        click.echo(f"{datum_text(wann)}: {feiertag}")
    if schliesstage or feiertage or weg:
        _sage(verschoben)


@click.command(cls=Befehl)
@mit_koerperschaft
@mit_json
def nachrechnen(koerperschaft: str | None, json_: bool) -> None:
    """Rechnet alle offenen Fristen neu und nennt die, die sich verschoben haben."""
    verschoben: list[Verschoben] = []
    with haus.offen():
        for stadt in stammdaten.koerperschaften(koerperschaft):
            verschoben += dienst.rechne_stadt_nach(stadt.id, jetzt=datetime.now(UTC))
    if json_:
        als_json(verschoben)
    else:
        _sage(verschoben)


def _sage(verschoben: Sequence[Verschoben]) -> None:
    for eine in verschoben:
        click.echo(eine.satz)
    if not verschoben:
        click.echo("Keine offene Frist verschiebt sich.")


def _neue_werte(
    bisher: dict[str, Any], name: str | None, angaben: Sequence[str], laut: str | None, bestaetigt: bool
) -> dict[str, Any]:
    """The rule as it is to be. What somebody changes is to be confirmed again."""
    neu = als_werte(voreinstellung(name).verlange()) if name is not None else dict(bisher)
    neu = setze(neu, angaben, LADUNG) | ({"laut": laut} if laut is not None else {})
    return {**neu, "bestaetigt": bestaetigt}


def _wort(wert: Any) -> str:
    if isinstance(wert, dict):
        return ", ".join(f"{name} {eines}" for name, eines in wert.items())
    if isinstance(wert, list):
        return ", ".join(wert)
    return {True: "ja", False: "nein"}[wert] if isinstance(wert, bool) else str(wert)


def _gremium(alle: Sequence[Gremium], name: str) -> Gremium:
    gefunden = next((g for g in alle if name in (g.kuerzel, g.name, g.id)), None)
    if gefunden is None:
        bekannt = ", ".join(g.kuerzel or g.name for g in alle)
        raise EingabeUngueltig(f"Das Gremium „{name}“ gibt es nicht. Es gibt: {bekannt}.")
    return gefunden


def _feiertag(text: str) -> tuple[date, str]:
    wann, _, name = text.partition("=")
    return tag(wann), name

"""Every fault that a procedure can have, made on purpose, and the sentence that names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.workflow.muster import ABSCHLIESSEN, EINREICHEN, ablauf
from vorlagen.workflow import (
    AblaufFehlerhaft,
    Bedingung,
    Feld,
    Feldart,
    Folge,
    FolgeArt,
    Frist,
    Grund,
    Rolle,
    Sachstand,
    Schritt,
    Status,
    bedingung,
    folge,
)

ENTWURF, EINGEREICHT, FERTIG = ablauf().status
VON_SELBST = Schritt(name="weiter", von="entwurf", nach="eingereicht", durch=Rolle.AUTOMATIK)


@bedingung("Immer.")
def nennt_keinen_grund(stand: Sachstand) -> Iterator[Any]:
    yield "Das geht nicht."


@bedingung("Immer.")
def grund_ohne_text(stand: Sachstand) -> Iterator[Grund]:
    yield Grund("leer", " ")


@bedingung("Immer.")
def kennt_das_feld_nicht(stand: Sachstand) -> Iterator[Grund]:
    if stand.felder["eile"]:
        yield Grund("eile", "Es eilt.")


@bedingung("Immer.")
def ohne_yield(stand: Sachstand) -> Any:
    return None


@folge("Irgendetwas folgt.")
def falsche_folge(stand: Sachstand) -> Iterator[Any]:
    yield "nummer_vergeben"


@folge("Irgendetwas folgt.")
def kaputte_folge(stand: Sachstand) -> Iterator[Folge]:
    yield Folge(FolgeArt(stand.betreff))


def undekoriert(stand: Sachstand) -> Iterator[Grund]:
    yield Grund("nie", "Nie.")


def einreichen(**anders: Any) -> dict[str, Any]:
    """The first step with something different, and the rest as it is."""
    return {"schritte": (replace(EINREICHEN, **anders), ABSCHLIESSEN)}


def feld(**anders: Any) -> dict[str, Any]:
    """One field of its own, with something different."""
    return {"felder": (Feld(**{"name": "eile", "titel": "Eile", **anders}),)}


FALSCH: tuple[tuple[str, dict[str, Any]], ...] = (
    # pieces of the wrong kind
    ("name: gebraucht wird Text, nicht 7.", {"name": 7}),
    ("version: gebraucht wird eine Zahl, nicht '1'.", {"version": "1"}),
    ("version: gebraucht wird eine Zahl, nicht True.", {"version": True}),
    ("endet_mit: gebraucht wird ein Tupel; hinter dem einzigen Eintrag fehlt das Komma.", {"endet_mit": "fertig"}),
    ("status: gebraucht wird ein Tupel aus Status, nicht list.", {"status": [ENTWURF, EINGEREICHT, FERTIG]}),
    (
        "schritte, Platz 2: dort steht selbst ein Tupel; davor fehlt der Stern.",
        {"schritte": (EINREICHEN, (ABSCHLIESSEN,))},
    ),
    ("felder, Platz 1: 'eile' ist kein Feld.", {"felder": ("eile",)}),
    ("umzug ordnet Statusnamen einander zu: {„alter_status“: „neuer_status“}.", {"umzug": ("alt", "neu")}),
    ("umzug ordnet Statusnamen einander zu: {„alter_status“: „neuer_status“}.", {"umzug": {"alt": None}}),
    ("Schritt „einreichen“, nach: gebraucht wird Text, nicht None.", einreichen(nach=None)),
    ("Schritt „einreichen“, frist: gebraucht wird eine Frist oder None, nicht 3.", einreichen(frist=3)),
    ("Schritt „einreichen“, begruenden: gebraucht wird True oder False, nicht 'ja'.", einreichen(begruenden="ja")),
    ("Schritt „einreichen“, von: gebraucht wird ein Tupel aus Text, nicht list.", einreichen(von=["entwurf"])),
    ("Schritt „einreichen“, durch, Platz 1: 5 ist kein Text.", einreichen(durch=(5,))),
    (
        "Schritt „einreichen“, wenn: gebraucht wird ein Tupel; hinter dem einzigen Eintrag fehlt das Komma.",
        einreichen(wenn=ohne_yield),
    ),
    (
        "Schritt „einreichen“, wenn, Platz 1: „undekoriert“ ist keine Bedingung (fehlt davor @bedingung oder @folge?).",
        einreichen(wenn=(undekoriert,)),
    ),
    (
        "Schritt „einreichen“, folgen, Platz 1: 'nummer_vergeben' ist keine Folge oder Folgenregel.",
        einreichen(folgen=("nummer_vergeben",)),
    ),
    (
        "Schritt „einreichen“, folgen: gebraucht wird ein Tupel aus Folge oder Folgenregel, nicht list.",
        einreichen(folgen=[]),
    ),
    (
        "Schritt „einreichen“, folgen: „kaffee“ kann das Haus nicht; es kann: " + ", ".join(FolgeArt) + ".",
        einreichen(folgen=(Folge("kaffee"),)),  # type: ignore[arg-type]  # the fault that is tried
    ),
    (
        "Schritt „einreichen“, Frist, werktage: gebraucht wird eine Zahl, nicht 'drei'.",
        einreichen(frist=Frist("Eile", "drei", Rolle.GREMIENDIENST)),  # type: ignore[arg-type]  # the fault
    ),
    (
        "Feld „eile“, art: „farbe“ gibt es nicht; es gibt: " + ", ".join(Feldart) + ".",
        feld(art="farbe"),
    ),
    ("Feld „eile“, auswahl: gebraucht wird ein Tupel aus Text, nicht list.", feld(auswahl=["a"])),
    # names
    (
        "Der Name „Lindenstadt“ darf nur aus a–z, 0–9 und _ bestehen (mit höchstens einem Punkt).",
        {"name": "Lindenstadt"},
    ),
    ("Ablauf „aaaaaaaaaaaaaaaaaaaa…“: der Name hat 121 Zeichen, 120 sind erlaubt.", {"name": "a" * 121}),
    ("Die Version 0 ist kleiner als 1.", {"version": 0}),
    ("Der Titel fehlt.", {"titel": " "}),
    (
        "Schritt „ein.reichen“: der Name darf nur aus a–z, 0–9 und _ bestehen.",
        einreichen(name="ein.reichen"),
    ),
    ("Rolle „Chefin“: der Name darf nur aus a–z, 0–9 und _ bestehen.", einreichen(durch="Chefin")),
    (
        "Status „Entwurf“: der Name darf nur aus a–z, 0–9 und _ bestehen.",
        {
            "status": (Status("Entwurf", "Entwurf"), EINGEREICHT, FERTIG),
            "beginnt_mit": "Entwurf",
            **einreichen(von="Entwurf"),
        },
    ),
    ("Feld „Eile!“: der Name darf nur aus a–z, 0–9 und _ bestehen.", feld(name="Eile!")),
    ("Der Status „entwurf“ hat keinen Titel.", {"status": (Status("entwurf", " "), EINGEREICHT, FERTIG)}),
    ("Das Feld „eile“ hat keinen Titel.", feld(titel="")),
    (
        "Schritt „einreichen“: die Bedingung „undekoriert“ hat keinen Satz.",
        einreichen(wenn=(Bedingung("undekoriert", "", undekoriert),)),
    ),
    ("Den Status „fertig“ gibt es 2-mal.", {"status": (ENTWURF, EINGEREICHT, FERTIG, FERTIG)}),
    (
        "Der Schritt „einreichen“ ist aus dem Status „entwurf“ 2-mal beschrieben.",
        {"schritte": (EINREICHEN, replace(EINREICHEN, nach="fertig"), ABSCHLIESSEN)},
    ),
    ("Das Feld „betreff“ gibt es schon.", feld(name="betreff")),
    ("beginnt_mit: den Status „anfang“ gibt es nicht.", {"beginnt_mit": "anfang"}),
    ("endet_mit: den Status „schluss“ gibt es nicht.", {"endet_mit": ("fertig", "schluss")}),
    ("Schritt „einreichen“, von: den Status „nirgends“ gibt es nicht.", einreichen(von=("entwurf", "nirgends"))),
    ("umzug: den Status „weg“ gibt es nicht.", {"umzug": {"alt": "weg"}}),
    ("umzug: den Status „entwurf“ gibt es noch, er zieht nicht um.", {"umzug": {"entwurf": "fertig"}}),
    ("Schritt „einreichen“: es fehlt, woher er führt oder durch wen.", einreichen(durch=())),
    (
        "Schritt „weiter“: was von selbst geschieht, hat keine weitere Rolle.",
        {"schritte": (EINREICHEN, replace(VON_SELBST, durch=(Rolle.AUTOMATIK, Rolle.FREIGABE)), ABSCHLIESSEN)},
    ),
    (
        "Schritt „weiter“: was von selbst geschieht, kann niemand begründen.",
        {"schritte": (EINREICHEN, replace(VON_SELBST, begruenden=True), ABSCHLIESSEN)},
    ),
    ("Schritt „einreichen“: die Frist hat keinen Namen.", einreichen(frist=Frist(" ", 3, Rolle.GREMIENDIENST))),
    (
        "Schritt „einreichen“: die Frist „Eile“ braucht entweder Werktage (ab 1) oder ein Feld in bis.",
        einreichen(frist=Frist("Eile", 0, Rolle.GREMIENDIENST)),
    ),
    (
        "Schritt „einreichen“: die Frist „Eile“ braucht entweder Werktage (ab 1) oder ein Feld in bis.",
        einreichen(frist=Frist("Eile", 3, Rolle.GREMIENDIENST, bis="eile")),
    ),
    (
        "Schritt „einreichen“: die Frist „Eile“ endet mit „eile“, das kein Datumsfeld ist.",
        {**feld(), **einreichen(frist=Frist("Eile", fuer=Rolle.GREMIENDIENST, bis="eile"))},
    ),
    (
        "Schritt „einreichen“, Frist, bis: gebraucht wird Text oder None, nicht 7.",
        einreichen(frist=Frist("Eile", fuer=Rolle.GREMIENDIENST, bis=7)),  # type: ignore[arg-type]  # the fault
    ),
    (
        "Schritt „einreichen“: die Frist „Eile“ ist für „freigbe“, die hier nie handelt.",
        einreichen(frist=Frist("Eile", 3, "freigbe")),
    ),
    ("Das Feld „eile“: eine Auswahl braucht Werte, und nur sie hat welche.", feld(auswahl=("a",))),
    ("Das Feld „eile“: eine Auswahl braucht Werte, und nur sie hat welche.", feld(art=Feldart.AUSWAHL)),
    # ways
    (
        "Der Status „ruht“ ist von „entwurf“ aus nicht zu erreichen.",
        {
            "status": (ENTWURF, EINGEREICHT, FERTIG, Status("ruht", "Ruht")),
            "schritte": (EINREICHEN, replace(ABSCHLIESSEN, von=("eingereicht", "ruht"))),
        },
    ),
    (
        "Aus dem Status „ruht“ führt kein Weg zu einem Ende.",
        {
            "status": (ENTWURF, EINGEREICHT, FERTIG, Status("ruht", "Ruht")),
            "schritte": (EINREICHEN, ABSCHLIESSEN, replace(EINREICHEN, name="ruhen", nach="ruht")),
        },
    ),
    ("Es fehlt ein Status, mit dem der Ablauf endet.", {"endet_mit": ()}),
    ("Der Ablauf beginnt mit „entwurf“ und endet auch damit.", {"endet_mit": ("fertig", "entwurf")}),
    (
        "Schritt „oeffnen“ aus „fertig“: aus einem Ende führt nur, was wieder_oeffnet=True sagt, und nur das.",
        {"schritte": (EINREICHEN, ABSCHLIESSEN, replace(EINREICHEN, name="oeffnen", von="fertig"))},
    ),
    (
        "Schritt „einreichen“ aus „entwurf“: aus einem Ende führt nur, was wieder_oeffnet=True sagt, und nur das.",
        einreichen(wieder_oeffnet=True),
    ),
    (
        "Die selbsttätigen Schritte laufen von „entwurf“ im Kreis.",
        {
            "schritte": (
                replace(VON_SELBST, durch=(Rolle.AUTOMATIK,)),
                replace(VON_SELBST, name="zurueck", von="eingereicht", nach="entwurf"),
                ABSCHLIESSEN,
            )
        },
    ),
    (
        "Schritt „zurueck“: ein Ende öffnet nur ein Mensch wieder.",
        {
            "schritte": (
                EINREICHEN,
                ABSCHLIESSEN,
                replace(VON_SELBST, name="zurueck", von="fertig", wieder_oeffnet=True),
            )
        },
    ),
    # rules that do not answer
    (
        "Schritt „einreichen“: die Bedingung „nennt_keinen_grund“ nennt keinen Grund, sondern 'Das geht nicht.'.",
        einreichen(wenn=(nennt_keinen_grund,)),
    ),
    (
        "Schritt „einreichen“: die Bedingung „grund_ohne_text“ nennt einen Grund ohne Code oder ohne Text.",
        einreichen(wenn=(grund_ohne_text,)),
    ),
    (
        "Schritt „einreichen“: die Bedingung „kennt_das_feld_nicht“ scheitert: Den Eintrag 'eile' hat "
        "nicht jede Vorlage; .get('eile') fragt danach, ohne zu scheitern.",
        einreichen(wenn=(kennt_das_feld_nicht,)),
    ),
    (
        "Schritt „einreichen“: die Bedingung „ohne_yield“ scheitert: TypeError: 'NoneType' object is not iterable.",
        einreichen(wenn=(ohne_yield,)),
    ),
    (
        "Schritt „einreichen“: die Folge „falsche_folge“ nennt keine Folge, die das Haus kann, sondern "
        "'nummer_vergeben'.",
        einreichen(folgen=(falsche_folge,)),
    ),
    (
        "Schritt „einreichen“: die Folge „kaputte_folge“ scheitert: ValueError: '' is not a valid FolgeArt.",
        einreichen(folgen=(kaputte_folge,)),
    ),
)


SAETZE = [satz for satz, _ in FALSCH]
NAMEN = [satz if nr == SAETZE.index(satz) else f"{satz} (noch einmal)" for nr, satz in enumerate(SAETZE)]


@pytest.mark.parametrize(("satz", "anders"), FALSCH, ids=NAMEN)
def test_jeder_fehler_wird_mit_einem_satz_genannt(satz: str, anders: dict[str, Any]) -> None:
    with pytest.raises(AblaufFehlerhaft) as gefangen:
        ablauf(**anders)
    assert satz in gefangen.value.maengel
    assert gefangen.value.satz.startswith(f"Der Ablauf „{anders.get('name', 'muster')}“ kann so nicht gelten: ")


def test_der_kleinste_ablauf_ist_in_ordnung() -> None:
    assert ablauf().statusnamen == {"entwurf", "eingereicht", "fertig"}


def test_alle_fehler_einer_stufe_stehen_auf_einmal_da() -> None:
    with pytest.raises(AblaufFehlerhaft) as gefangen:
        ablauf(titel="", version=0, beginnt_mit="anfang")
    assert gefangen.value.maengel == (
        "Die Version 0 ist kleiner als 1.",
        "Der Titel fehlt.",
        "beginnt_mit: den Status „anfang“ gibt es nicht.",
    )


def test_eine_frist_darf_auf_unterschrift_oder_tagesordnung_warten() -> None:
    for rolle in (Rolle.MITZEICHNUNG, Rolle.GREMIENDIENST):
        frist = Frist("Warten", 3, rolle)
        assert ablauf(**einreichen(frist=frist)).schritte[0].frist == frist


def test_eine_frist_darf_mit_einem_datumsfeld_enden() -> None:
    frist = Frist("Eile", fuer=Rolle.GREMIENDIENST, bis="eile")
    assert ablauf(**feld(art=Feldart.DATUM), **einreichen(frist=frist)).schritte[0].frist == frist


def test_folge_und_bedingung_werden_auf_jedem_muster_versucht() -> None:
    gesehen: list[Sachstand] = []
    gefolgt: list[Sachstand] = []

    @bedingung("Schaut nur zu.")
    def schaut_zu(stand: Sachstand) -> Iterator[Grund]:
        gesehen.append(stand)
        yield from ()

    @folge("Tut nichts.")
    def tut_nichts(stand: Sachstand) -> Iterator[Folge]:
        gefolgt.append(stand)
        yield from ()

    ablauf(**einreichen(wenn=(schaut_zu,), folgen=(tut_nichts,)), felder=(Feld(name="eile", titel="Eile"),))
    for versucht in (gesehen, gefolgt):
        assert {stand.status for stand in versucht} == {"entwurf"}
        assert {len(stand.beratungen) for stand in versucht} == {0, 2}
        assert {stand.felder.get("eile") for stand in versucht} == {"Muster", None}

"""The engine: the table is the machine's, there are no hidden doors, and what is explained is what happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pytest

import workflows
from tests.workflow.muster import ABSCHLIESSEN, EINREICHEN, ablauf, nicht_verboten, stand
from vorlagen.fehler import NichtBerechtigt
from vorlagen.workflow import (
    Bedingung,
    Feld,
    Folge,
    FolgeArt,
    Frist,
    Grund,
    Rolle,
    Sachstand,
    Schritt,
    Status,
    Workflow,
    folge,
)
from vorlagen.workflow.engine import BedingungOffen, entscheide, maschine, moegliche_schritte, selbsttaetig, tafel
from vorlagen.workflow.proben import proben

ALLE = pytest.mark.parametrize("eigener", workflows.ABLAEUFE, ids=[a.name for a in workflows.ABLAEUFE])


def rollenmengen(eigener: Workflow) -> tuple[frozenset[str], ...]:
    """Nobody, each role alone, and all of them."""
    alle = frozenset(rolle for schritt in eigener.schritte for rolle in schritt.rollen)
    return (frozenset(), *(frozenset({rolle}) for rolle in sorted(alle)), alle)


@ALLE
def test_tafel_und_maschine_sind_eins_fuer_jeden_status_und_schritt(eigener: Workflow) -> None:
    werk = maschine(eigener)
    for status in eigener.status:
        von_der_tafel = {schritt.name: schritt.nach for schritt in tafel(eigener)[status.name]}
        for name in {schritt.name for schritt in eigener.schritte}:
            uebergaenge = werk.get_transitions(name, source=status.name)
            assert [u.dest for u in uebergaenge] == ([von_der_tafel[name]] if name in von_der_tafel else [])


@ALLE
def test_die_maschine_hat_keine_verborgenen_tueren(eigener: Workflow) -> None:
    werk = maschine(eigener)
    assert set(werk.events) == {schritt.name for schritt in eigener.schritte}
    assert werk.models == []
    assert not [name for name in dir(werk) if name.startswith("to_")]


@ALLE
def test_was_erklaert_wird_ist_was_geschieht(eigener: Workflow) -> None:
    for status in eigener.status:
        for nr, bild in enumerate(proben(eigener, status.name)):
            # Reasons depend on the paper, not on who asks: two specimens meet every role, the others nobody and all.
            for rollen in rollenmengen(eigener) if nr < 2 else (frozenset(), rollenmengen(eigener)[-1]):
                for moeglichkeit in moegliche_schritte(eigener, bild, rollen):
                    geschieht = was_geschieht(eigener, bild, moeglichkeit.schritt.name, rollen)
                    if geschieht and geschieht[0].code == "nicht-berechtigt":
                        assert moeglichkeit.gruende[0].code in ("rolle.fehlt", "schritt.von_selbst")
                        assert moeglichkeit.gruende[0].text == geschieht[0].text
                    else:
                        assert moeglichkeit.gruende == geschieht


@ALLE
def test_was_hier_nicht_beginnt_geht_hier_fuer_niemanden(eigener: Workflow) -> None:
    alle = frozenset(rolle for schritt in eigener.schritte for rolle in schritt.rollen)
    for status in eigener.status:
        bild = proben(eigener, status.name)[1]
        for schritt in eigener.schritte:
            if status.name not in schritt.quellen and eigener.schritt(schritt.name, status.name) is None:
                assert [g.code for g in was_geschieht(eigener, bild, schritt.name, alle)] == ["status.unpassend"]


def was_geschieht(eigener: Workflow, bild: Sachstand, name: str, rollen: frozenset[str]) -> tuple[Grund, ...]:
    """Try the step: the reasons of the refusal, or nothing when it happens as the procedure says."""
    try:
        vollzug = entscheide(eigener, bild, name, rollen)
    except BedingungOffen as offen:
        return offen.gruende
    except NichtBerechtigt as abweisung:
        return (Grund(abweisung.code, abweisung.satz),)
    schritt = eigener.schritt(name, bild.status)
    assert schritt is not None
    assert (vollzug.schritt, vollzug.von, vollzug.nach) == (schritt, bild.status, schritt.nach)
    return ()


@ALLE
def test_jeder_grund_hat_code_text_und_zustaendigkeit(eigener: Workflow) -> None:
    gruende = chain.from_iterable(
        moeglichkeit.gruende
        for status in eigener.status
        for bild in proben(eigener, status.name)
        for moeglichkeit in moegliche_schritte(eigener, bild, ())
    )
    for grund in gruende:
        assert "." in grund.code
        assert grund.text.endswith((".", "!", "?"))
        assert grund.wer


@ALLE
def test_was_von_selbst_geschieht_kommt_zur_ruhe(eigener: Workflow) -> None:
    for status in eigener.status:
        for bild in proben(eigener, status.name):
            besucht = {bild.status}
            while vollzug := selbsttaetig(eigener, bild):
                assert vollzug.nach not in besucht
                besucht.add(vollzug.nach)
                bild = replace(bild, status=vollzug.nach)


def test_ein_schritt_aus_anderem_status_sagt_woher_er_ginge() -> None:
    with pytest.raises(BedingungOffen) as gefangen:
        entscheide(ablauf(), stand(), "abschliessen", {Rolle.GREMIENDIENST})
    assert gefangen.value.gruende == (
        Grund("status.unpassend", "Die Vorlage ist jetzt „Entwurf“; das geht nur aus: Eingereicht."),
    )
    assert gefangen.value.satz == (
        "„Abschliessen“ geht jetzt nicht: Die Vorlage ist jetzt „Entwurf“; das geht nur aus: Eingereicht."
    )


def test_einen_unbekannten_schritt_gibt_es_nicht() -> None:
    with pytest.raises(BedingungOffen) as gefangen:
        entscheide(ablauf(), stand(), "zaubern", {Rolle.GREMIENDIENST})
    assert gefangen.value.gruende == (
        Grund("schritt.unbekannt", "Den Schritt „zaubern“ kennt der Ablauf „Muster“ nicht."),
    )


def test_in_einem_unbekannten_status_geht_nichts_und_nichts_bricht() -> None:
    verirrt = stand(status="frueher")
    assert moegliche_schritte(ablauf(), verirrt, {Rolle.FEDERFUEHRUNG}) == ()
    assert selbsttaetig(ablauf(), verirrt) is None
    with pytest.raises(BedingungOffen) as gefangen:
        entscheide(ablauf(), verirrt, "einreichen", {Rolle.FEDERFUEHRUNG})
    assert gefangen.value.gruende[0].text == "Die Vorlage ist jetzt „frueher“; das geht nur aus: Entwurf."


def test_die_fehlende_rolle_wird_vor_allem_anderen_genannt() -> None:
    streng = ablauf(
        schritte=(replace(EINREICHEN, durch=(Rolle.FREIGABE, "kaemmerei"), wenn=(nicht_verboten,)), ABSCHLIESSEN)
    )
    verboten = stand(betreff="Verboten")
    (einreichen,) = moegliche_schritte(streng, verboten, {Rolle.GREMIENDIENST})
    assert [grund.code for grund in einreichen.gruende] == ["rolle.fehlt", "betreff.verboten"]
    assert einreichen.gruende[0].wer == "die freigebende Leitung oder kaemmerei"
    with pytest.raises(NichtBerechtigt, match="kann hier nur die freigebende Leitung oder kaemmerei"):
        entscheide(streng, verboten, "einreichen", {Rolle.GREMIENDIENST})
    with pytest.raises(BedingungOffen):
        entscheide(streng, verboten, "einreichen", {"kaemmerei"})


def test_eine_bedingung_darf_mehrere_gruende_nennen_und_keiner_geht_verloren() -> None:
    def zwei(stand: Sachstand) -> Iterator[Grund]:
        yield Grund("a.fehlt", "Dies fehlt.", wer="die federführende Stelle")
        yield Grund("b.fehlt", "Das fehlt.", wer="die federführende Stelle")

    doppelt = replace(EINREICHEN, wenn=(Bedingung("zwei", "Beides liegt vor.", zwei), nicht_verboten))
    eigener, bild = ablauf(schritte=(doppelt, ABSCHLIESSEN)), stand(betreff="Verboten")
    codes = ["a.fehlt", "b.fehlt", "betreff.verboten"]
    (einreichen,) = moegliche_schritte(eigener, bild, {Rolle.FEDERFUEHRUNG})
    assert [grund.code for grund in einreichen.gruende] == codes
    with pytest.raises(BedingungOffen) as offen:
        entscheide(eigener, bild, "einreichen", {Rolle.FEDERFUEHRUNG})
    assert [grund.code for grund in offen.value.gruende] == codes


def test_was_von_selbst_geschieht_drueckt_niemand_auch_nicht_mit_dieser_rolle() -> None:
    selbst = ablauf(schritte=(replace(EINREICHEN, durch=(Rolle.AUTOMATIK,), wenn=(nicht_verboten,)), ABSCHLIESSEN))
    with pytest.raises(NichtBerechtigt, match="geschieht von selbst"):
        entscheide(selbst, stand(), "einreichen", {Rolle.AUTOMATIK})
    (einreichen,) = moegliche_schritte(selbst, stand(), {Rolle.AUTOMATIK})
    assert [(grund.code, grund.wer) for grund in einreichen.gruende] == [("schritt.von_selbst", "das System")]
    vollzug = selbsttaetig(selbst, stand())
    assert vollzug is not None
    assert vollzug.nach == "eingereicht"
    assert selbsttaetig(selbst, stand(betreff="Verboten")) is None


def test_von_mehreren_selbsttaetigen_gilt_der_erste() -> None:
    erster = replace(EINREICHEN, durch=Rolle.AUTOMATIK)
    zweiter = replace(erster, name="gleich_abschliessen", nach="fertig")
    for schritte, ziel in (((erster, zweiter), "eingereicht"), ((zweiter, erster), "fertig")):
        vollzug = selbsttaetig(ablauf(schritte=(*schritte, ABSCHLIESSEN)), stand())
        assert vollzug is not None
        assert vollzug.nach == ziel


def test_ein_vollzug_nennt_folgen_frist_und_dokument() -> None:
    @folge("Eine Vorlage mit Betreff bekommt eine Nummer.")
    def nummer_wenn_betreff(bild: Sachstand) -> Iterator[Folge]:
        if bild.betreff:
            yield Folge(FolgeArt.NUMMER_VERGEBEN)

    erbitten, frist = Folge(FolgeArt.MITZEICHNUNG_ERBITTEN), Frist("Eile", 3, Rolle.GREMIENDIENST)
    schritt = replace(EINREICHEN, folgen=(erbitten, nummer_wenn_betreff), frist=frist, dokument="muster")
    eigener = ablauf(schritte=(schritt, ABSCHLIESSEN))
    ohne = entscheide(eigener, stand(), "einreichen", {Rolle.FEDERFUEHRUNG})
    mit = entscheide(eigener, stand(betreff="Netz"), "einreichen", {Rolle.FEDERFUEHRUNG})
    assert (ohne.folgen, ohne.frist, ohne.dokument) == ((erbitten,), frist, "muster")
    assert mit.folgen == (erbitten, Folge(FolgeArt.NUMMER_VERGEBEN))


def test_ein_pflichtfeld_haelt_den_entwurf_fest_aber_nicht_das_zurueckziehen() -> None:
    eile = Feld(name="eile", titel="Grund der Eile", pflicht=True)
    zurueckziehen = Schritt(name="zurueckziehen", von=("entwurf", "eingereicht"), nach="weg", durch=Rolle.FEDERFUEHRUNG)
    eigener = ablauf(
        felder=(eile, Feld(name="notiz", titel="Notiz")),
        status=(*ablauf().status, Status("weg", "Weg")),
        endet_mit=("fertig", "weg"),
        schritte=(EINREICHEN, ABSCHLIESSEN, zurueckziehen),
    )
    einreichen, weg = moegliche_schritte(eigener, stand(), {Rolle.FEDERFUEHRUNG})
    assert [grund.feld for grund in einreichen.gruende] == ["eile"]
    assert weg.moeglich
    with pytest.raises(BedingungOffen):
        entscheide(eigener, stand(), "einreichen", {Rolle.FEDERFUEHRUNG})
    assert entscheide(eigener, stand(felder={"eile": "Hochwasser"}), "einreichen", {Rolle.FEDERFUEHRUNG}).nach == (
        "eingereicht"
    )
    spaeter = moegliche_schritte(eigener, stand(status="eingereicht"), {Rolle.GREMIENDIENST})
    assert [m.moeglich for m in spaeter] == [True, False]

"""Contradictions between label, kind of stage, votes, wording and outcome: pointed out, never blocking."""

from __future__ import annotations

from collections.abc import Iterator

from vorlagen.models import Beratung, Tagesordnungspunkt, Vorlage
from vorlagen.richtext import text as nur_text
from vorlagen.services import abstimmungen, anwesenheitshinweise, ausgaenge, namentlich, wahlhinweise, wortlaut
from vorlagen.services.abstimmungen import Ergebnis, Stimmen
from vorlagen.services.ausgaenge import bleibt_offen
from vorlagen.services.beschlussfaehigkeit import Beschlussfaehigkeit
from vorlagen.services.kanten import name
from vorlagen.services.wortlaut import GEAENDERT
from vorlagen.workflow.begriffe import ZUGESTIMMT, Ausgang
from vorlagen.workflow.bezeichnungen import ausgang as aus_bezeichnung

NEIN = frozenset({Ausgang.ABGELEHNT, Ausgang.VERTAGT, Ausgang.VERWIESEN, Ausgang.ZURUECKGEZOGEN})
JA_WORTE = frozenset({"beschlossen", "angenommen", "zugestimmt"})
EMPFOHLEN = frozenset({Ausgang.EMPFOHLEN, Ausgang.EMPFOHLEN_GEAENDERT})


def hinweise(
    vorlage: Vorlage,
    beratung: Beratung,
    top: Tagesordnungspunkt | None,
    ergebnis: Ergebnis,
    ausgang: Ausgang | None,
    faehig: Beschlussfaehigkeit | None = None,
) -> tuple[str, ...]:
    """German sentences for whoever has just entered the result of this attempt."""
    return (
        *_zur_bezeichnung(beratung, ergebnis, ausgang),
        *_zur_art(vorlage, beratung, ergebnis, ausgang),
        *_zu_den_punkten(vorlage, beratung, top, ergebnis, ausgang),
        *_zu_den_stimmen(ergebnis, ausgang),
        *anwesenheitshinweise.hinweise(top, ergebnis, ausgang, faehig),
        *namentlich.hinweise(top, ergebnis),
        *_zum_wortlaut(vorlage, beratung, top, ergebnis, ausgang),
        *wahlhinweise.hinweise(beratung, ergebnis.wahl, ausgang),
        *_zur_folge(beratung, ergebnis, ausgang),
    )


def zum_gespeicherten(
    vorlage: Vorlage, beratung: Beratung, top: Tagesordnungspunkt, faehig: Beschlussfaehigkeit | None = None
) -> tuple[str, ...]:
    """The same about what is entered already; nothing while nothing is. `faehig` if it is known already."""
    if top.ausgang is None and top.ergebnis is None:
        return ()
    ausgang = Ausgang(top.ausgang) if top.ausgang else None
    return hinweise(vorlage, beratung, top, abstimmungen.lies(vorlage, beratung, top), ausgang, faehig)


def _zur_bezeichnung(beratung: Beratung, ergebnis: Ergebnis, ausgang: Ausgang | None) -> Iterator[str]:
    worte = _worte(ergebnis)
    if ausgang is None:
        yield "Der Ausgang ist noch offen: Die Bezeichnung allein sagt nicht sicher, was geschehen ist."
    elif ausgang is Ausgang.GEMISCHT and worte & JA_WORTE:
        yield f"Die Bezeichnung „{ergebnis.ergebnis}“ nennt nur einen Teil: Die Punkte gingen verschieden aus."
    elif ausgang in NEIN and worte & JA_WORTE:
        yield f"Die Bezeichnung „{ergebnis.ergebnis}“ klingt nach Zustimmung, der Ausgang ist „{ausgang.titel}“."
    elif ausgang in ZUGESTIMMT | EMPFOHLEN and "abgelehnt" in worte:
        yield f"Die Bezeichnung „{ergebnis.ergebnis}“ klingt nach Ablehnung, der Ausgang ist „{ausgang.titel}“."
    else:
        sonst = aus_bezeichnung(ergebnis.ergebnis, beratung.art)
        if sonst is not None and sonst is not ausgang and not (sonst in GEAENDERT or ausgang in GEAENDERT):
            yield f"Die Bezeichnung „{ergebnis.ergebnis}“ heißt sonst „{sonst.titel}“, hier ist es „{ausgang.titel}“."
    if ausgang in GEAENDERT - {Ausgang.GEMISCHT} and "ungeändert" in worte:
        yield f"Die Bezeichnung sagt „ungeändert“, der Ausgang „{ausgang.titel if ausgang else ''}“."
    if ausgang in (Ausgang.ANGENOMMEN, Ausgang.EMPFOHLEN) and "geändert" in worte:
        yield f"Die Bezeichnung sagt „geändert“, der Ausgang „{ausgang.titel}“."


def _zur_art(vorlage: Vorlage, beratung: Beratung, ergebnis: Ergebnis, ausgang: Ausgang | None) -> Iterator[str]:
    if beratung.art == "Kenntnisnahme" and ausgang in ZUGESTIMMT:
        yield "Die Station war zur Kenntnisnahme vorgesehen, eingetragen ist ein Beschluss."
    elif ausgang in ZUGESTIMMT and _nimmt_nur_kenntnis(vorlage):
        yield "Der Beschlussvorschlag nimmt nur zur Kenntnis, eingetragen ist ein Beschluss."
    if beratung.entscheidet and ausgang is Ausgang.KENNTNIS_GENOMMEN:
        yield "Die Station soll entscheiden, eingetragen ist eine Kenntnisnahme."
    if beratung.entscheidet and ausgang in EMPFOHLEN:
        yield "Die Station soll entscheiden, eingetragen ist eine Empfehlung."
    if beratung.art == "Wahl" and ausgang in ZUGESTIMMT - {Ausgang.GEWAEHLT}:
        yield "Die Station soll wählen, eingetragen ist ein Beschluss."


def _zu_den_punkten(
    vorlage: Vorlage, beratung: Beratung, top: Tagesordnungspunkt | None, ergebnis: Ergebnis, ausgang: Ausgang | None
) -> Iterator[str]:
    if not ergebnis.punkte:
        return
    fehlen = ausgaenge.fehlende_punkte(vorlage, beratung, top, ergebnis)
    einzeln = ausgaenge.aus_punkten({punkt.punkt: punkt.ausgang for punkt in ergebnis.punkte})
    if ausgang is None and fehlen:
        yield f"Zu Beschlusspunkt {', '.join(fehlen)} ist nichts eingetragen; bis dahin bleibt der Ausgang offen."
    elif ergebnis.ausgang and einzeln is not None and einzeln is not ausgang:
        yield f"Die Beschlusspunkte ergeben „{einzeln.titel}“, eingetragen ist „{Ausgang(ergebnis.ausgang).titel}“."


def _zu_den_stimmen(ergebnis: Ergebnis, ausgang: Ausgang | None) -> Iterator[str]:
    stimmen = ergebnis.stimmen
    if "einstimmig" in _worte(ergebnis) and (stimmen.nein or 0) > 0:
        yield f"Die Bezeichnung sagt „einstimmig“, gezählt sind {stimmen.nein} Gegenstimmen."
    gezaehlt = not ergebnis.wahl and stimmen.ja is not None and stimmen.nein is not None
    if gezaehlt and ausgang in ZUGESTIMMT and (stimmen.ja or 0) <= (stimmen.nein or 0):
        yield f"Bei {stimmen.ja} Ja und {stimmen.nein} Nein ist ein Beschluss nicht zustande gekommen."
    if gezaehlt and ausgang is Ausgang.ABGELEHNT and (stimmen.ja or 0) > (stimmen.nein or 0):
        yield f"Bei {stimmen.ja} Ja und {stimmen.nein} Nein ist die Vorlage nicht abgelehnt."
    yield from _zur_anwesenheit("", stimmen)
    for punkt in ergebnis.punkte:
        yield from _zur_anwesenheit(f"Beschlusspunkt {punkt.punkt}: ", punkt.stimmen)
    for gruppe in ergebnis.gruppen:
        yield from _zur_anwesenheit(f"{gruppe.name}: ", gruppe.stimmen)


def _zur_anwesenheit(wo: str, stimmen: Stimmen) -> Iterator[str]:
    """Votes against heads. Who is biased does not vote and is not counted in here."""
    zahlen = (stimmen.ja, stimmen.nein, stimmen.enthaltung)
    summe, koepfe = sum(zahl or 0 for zahl in zahlen), stimmen.anwesend
    if koepfe is None:
        koepfe = stimmen.stimmberechtigt
    if koepfe is not None and summe > koepfe:
        yield f"{wo}Gezählt sind {summe} Stimmen bei {koepfe} Anwesenden."
    elif stimmen.anwesend is not None and None not in zahlen and summe + (stimmen.befangen or 0) < stimmen.anwesend:
        yield f"{wo}Gezählt sind {summe} Stimmen; von {stimmen.anwesend} Anwesenden fehlen welche."


def _zum_wortlaut(
    vorlage: Vorlage, beratung: Beratung, top: Tagesordnungspunkt | None, ergebnis: Ergebnis, ausgang: Ausgang | None
) -> Iterator[str]:
    weicht_ab = wortlaut.weicht_ab(vorlage, beratung, top, ergebnis)
    if ausgang in GEAENDERT - {Ausgang.GEMISCHT} and not ergebnis.beschlusstext:
        yield "Es wurde geändert; der neue Wortlaut fehlt noch, das nächste Gremium sieht den alten."
    unveraendert = ausgang in ZUGESTIMMT | EMPFOHLEN and ausgang not in GEAENDERT
    if weicht_ab and ausgang in GEAENDERT and wortlaut.ging_weiter(vorlage, beratung, top):
        yield "Der Wortlaut ist bei diesem Gremium vermerkt; mit der Vorlage ging es weiter, ihr Text bleibt."
    if unveraendert and weicht_ab:
        yield "Der Wortlaut weicht vom Vorschlag ab, der Ausgang sagt „ungeändert“; weitergegeben wird der alte."


def _zur_folge(beratung: Beratung, ergebnis: Ergebnis, ausgang: Ausgang | None) -> Iterator[str]:
    if ausgang is Ausgang.VERWIESEN and not ergebnis.verwiesen_an:
        yield "Wohin verwiesen wurde, fehlt noch. Bitte die Beratungsfolge ergänzen."
    if ausgang in ZUGESTIMMT and beratung.entscheidet:
        for vorher in beratung.wartet_auf:
            if bleibt_offen(vorher) and not vorher.intern:
                yield f"{name(vorher)} sollte vorher beraten; dort ist noch kein Ergebnis eingetragen."


def _nimmt_nur_kenntnis(vorlage: Vorlage) -> bool:
    """The proposal consists of one sentence, and that sentence notes. Only whole words count."""
    worte = nur_text(vorlage.beschlussvorschlag).strip().rstrip(".").split()
    return "." not in "".join(worte) and worte[-1:] == ["Kenntnis"] and "nimmt" in worte[:6]


def _worte(ergebnis: Ergebnis) -> set[str]:
    return set((ergebnis.ergebnis or "").lower().replace(",", " ").split())

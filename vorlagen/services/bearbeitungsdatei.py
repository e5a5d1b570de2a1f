"""A draft goes to Word and comes back: handed out with its fields marked, read again, brought together with what is.

Nothing is kept of a file: it carries signed what it began from, so that a later state of the draft is brought together
with it in three (as docs/entscheidungen/0035 does for windows of the browser).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from vorlagen.fehler import EingabeUngueltig, NichtGefunden, SchabloneUngueltig
from vorlagen.kalender import BERLIN
from vorlagen.models import Vorlage
from vorlagen.richtext.vergleich import Form, Stueck, Teile, vergleiche
from vorlagen.services import anlagen, hausschablonen, wortfelder
from vorlagen.services.dokumente import Druck, arten, dateiname
from vorlagen.services.druckbild import kontext, lebendig
from vorlagen.services.schluessel import abgeleitet
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.vorlagen import pruefe_bearbeitbar
from vorlagen.services.wer import Wer
from vorlagen.services.wortfelder import Wortfeld
from vorlagen.word import werkstatt, zurueck
from vorlagen.word.paket import MAX_DATEI
from vorlagen.word.zurueck import Beleg, Feldwert, Gelesenes, beleg


@dataclass(frozen=True, slots=True)
class Mitgebrachtes:
    """What a file brought: the fields that were changed in it, as clean values, and what they were when it began.

    `aussen` is what was changed beside the fields, `hinweise` says what could not come along.
    """

    fassung: int
    felder: Mapping[str, str]
    grundlage: Mapping[str, str]
    aussen: Sequence[Teile]
    hinweise: Sequence[str]


@dataclass(frozen=True, slots=True)
class Aenderung:
    """One field that Word changed. `strittig`: somebody has changed it here as well since the file was handed out."""

    feld: Wortfeld
    grundlage: str
    aus_word: str

    @property
    def strittig(self) -> bool:
        """True if the draft no longer says what the file began from."""
        return self.feld.wert != self.grundlage


def darf(vorlage: Vorlage) -> bool:
    """True if papers of this procedure are printed at all, and so can be edited in Word."""
    return bool(arten(vorlage))


def gib_heraus(vorlage_id: str, *, geheimnis: bytes, wer: Wer, jetzt: datetime) -> Druck:
    """The draft as a Word file with its fields in content controls; the same draft gives the same bytes all day.

    Raises `NichtGefunden`, `NichtBerechtigt`, `BedingungOffen` for what is no draft, `SchabloneUngueltig`.
    """
    vorlage, _ = hole(vorlage_id, wer)
    pruefe_bearbeitbar(vorlage, wer)
    if not darf(vorlage):
        raise NichtGefunden("Für diese Art von Vorlage gibt es kein Word-Dokument.")
    felder = wortfelder.alle(vorlage)
    werte = wortfelder.im_kontext(lebendig(kontext(vorlage, heute=jetzt.astimezone(BERLIN).date())), vorlage, felder)
    gedruckt = hausschablonen.drucke(arten(vorlage)[0], vorlage.koerperschaft_id, werte)
    gelesen = zurueck.lies(gedruckt.inhalt)
    genannte = [feld for feld in felder if feld.name in gelesen.felder]
    schein = Beleg(
        vorlage=vorlage.id,
        fassung=vorlage.fassung,
        version=vorlage.version,
        felder={feld.name: feld.wert for feld in genannte},
        abdruck={feld.name: beleg.abdruck(feld.aus_word(gelesen.felder[feld.name][0])) for feld in genannte},
        marken=gelesen.marken,
        aussen=gelesen.aussen,
        rand=gelesen.rand,
        dokument=gedruckt.sha256,
    )
    inhalt = zurueck.lege_bei(gedruckt.inhalt, schein, _schluessel(vorlage, geheimnis))
    name = dateiname(vorlage).removesuffix(".docx")
    return Druck(f"{name}-zum-Bearbeiten.docx", inhalt, sha256(inhalt).hexdigest())


def nimm_an(vorlage_id: str, inhalt: bytes, *, geheimnis: bytes, wer: Wer) -> Mitgebrachtes:
    """What a file that was handed out for this draft says now. Nothing is changed by it.

    Raises as `gib_heraus`; `EingabeUngueltig` under `datei` for a file that is none of ours, of another paper, too big
    or dangerous; `PruefungUnmoeglich`.
    """
    vorlage, _ = hole(vorlage_id, wer)
    pruefe_bearbeitbar(vorlage, wer)
    if not inhalt:
        raise _abgelehnt("Bitte wählen Sie die Word-Datei (.docx), die Sie bearbeitet haben.")
    if len(inhalt) > MAX_DATEI:
        raise _abgelehnt(f"Die Datei ist zu groß: höchstens {MAX_DATEI // 1_000_000} MB sind möglich.")
    if virus := anlagen.suche_virus(inhalt):
        raise _abgelehnt(f"Die Virenprüfung hat in der Datei „{virus}“ gefunden; sie wird nicht gelesen.")
    try:
        gelesen = werkstatt.lies_fremde(inhalt)
        schein = beleg.pruefe(gelesen.beleg, _schluessel(vorlage, geheimnis))
    except (SchabloneUngueltig, EingabeUngueltig) as fehler:
        raise _abgelehnt(fehler.satz) from fehler
    if schein.vorlage != vorlage.id:
        raise _abgelehnt("Diese Datei gehört zu einer anderen Vorlage. Bitte laden Sie sie dort hoch.")
    return _mitgebracht(wortfelder.alle(vorlage), gelesen, schein)


def bringe_zusammen(vorlage: Vorlage, mitgebracht: Mitgebrachtes) -> Sequence[Aenderung]:
    """The fields that Word changed and that do not say the same here by now, in the order of the paper."""
    return [
        Aenderung(feld, mitgebracht.grundlage.get(feld.name, ""), mitgebracht.felder[feld.name])
        for feld in wortfelder.alle(vorlage)
        if feld.name in mitgebracht.felder and mitgebracht.felder[feld.name] != feld.wert
    ]


def _mitgebracht(felder: Sequence[Wortfeld], gelesen: Gelesenes, schein: Beleg) -> Mitgebrachtes:
    geaendert: dict[str, str] = {}
    aussen = [*_unterschiede(schein.aussen, gelesen.aussen), *_am_rand(schein.rand, gelesen.rand)]
    hinweise = list(gelesen.hinweise)
    for feld in felder:
        if feld.name not in schein.felder:
            continue
        orte = gelesen.felder.get(feld.name, ())
        if not orte:
            hinweise.append(f"Das Feld „{feld.titel}“ ist in der Datei nicht mehr zu finden; es bleibt, wie es ist.")
        neue = list(dict.fromkeys(_geaenderte(feld, orte, schein.abdruck[feld.name])))
        if neue:
            geaendert[feld.name] = neue[0]
        # Printed at several places and changed differently: the first counts, the others are told.
        aussen += [(("=", f"{feld.titel}, an anderer Stelle: "), ("+", feld.als_text(wert))) for wert in neue[1:]]
    grundlage = {name: schein.felder[name] for name in geaendert}
    return Mitgebrachtes(schein.fassung, geaendert, grundlage, aussen, hinweise)


def _geaenderte(feld: Wortfeld, orte: Sequence[Feldwert], abdruck: str) -> Iterator[str]:
    for ort in orte:
        wert = feld.aus_word(ort)
        if beleg.abdruck(wert) != abdruck:
            yield wert


def _unterschiede(vorher: Sequence[str], nachher: Sequence[str]) -> Iterator[Teile]:
    alt, neu = ([Stueck(Form.ABSATZ, (text,)) for text in texte] for texte in (vorher, nachher))
    yield from (zeile.zellen[0] for zeile in vergleiche(alt, neu) if not zeile.gleich)


def _am_rand(vorher: Sequence[str], nachher: Sequence[str]) -> Iterator[Teile]:
    for zeichen, texte, andere in (("-", vorher, nachher), ("+", nachher, vorher)):
        yield from ((("=", "Kopf- oder Fußzeile: "), (zeichen, text)) for text in texte if text not in andere)


def _schluessel(vorlage: Vorlage, geheimnis: bytes) -> bytes:
    return abgeleitet(geheimnis, "bearbeitungsdatei", vorlage.koerperschaft_id)


def _abgelehnt(satz: str) -> EingabeUngueltig:
    return EingabeUngueltig(satz, {"datei": [satz]})

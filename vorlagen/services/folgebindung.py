"""What of a stage stays as it is once a body has dealt with it, and why: nothing that happened gets lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Tagesordnungspunkt
from vorlagen.services.ausgaenge import bleibt_offen
from vorlagen.services.kanten import name
from vorlagen.workflow.begriffe import WIEDER_AUFNEHMBAR
from vorlagen.workflow.grund import Grund

GREMIEN, ART, OEFFENTLICHKEIT, TERMIN, ABFOLGE = "gremien", "art", "oeffentlichkeit", "termin", "abfolge"
"""The regards in which somebody may want a stage otherwise."""

_WORTE = {GREMIEN: "das Gremium", ART: "die Zuständigkeit", OEFFENTLICHKEIT: "die Öffentlichkeit"}
_DIENST = "der Gremiendienst"


def ist_gebunden(beratung: Beratung) -> bool:
    """True if a body has had the stage on an agenda, or something is entered for it."""
    return bool(beratung.tops or beratung.ausgang or beratung.ergebnis)


def ist_erledigt(beratung: Beratung) -> bool:
    """True if the body is done with the paper."""
    return not bleibt_offen(beratung) and beratung.ausgang not in WIEDER_AUFNEHMBAR


def steht(beratung: Beratung) -> bool:
    """True if the stage's day is settled: it is done, or on an agenda that has no result yet."""
    return ist_erledigt(beratung) or _offener(beratung) is not None


def darf_nicht_entfallen(beratung: Beratung) -> Grund:
    """Why a stage with attempts or a result stays."""
    if ist_erledigt(beratung) or not beratung.tops:
        satz = f"{name(beratung)} hat sich mit der Vorlage schon befasst; die Station kann nicht entfallen."
        return Grund("beratung.behandelt", satz)
    offen = _offener(beratung)
    wann = _wann(offen or beratung.versuche[-1])
    satz = f"{name(beratung)} {'hat' if offen else 'hatte'} die Vorlage auf der Tagesordnung vom {wann}."
    if offen is None:
        return Grund("beratung.behandelt", f"{satz} Die Station kann nicht entfallen.")
    abhilfe = "die Vorlage zuerst von der Tagesordnung nehmen"
    return Grund("beratung.auf_tagesordnung", satz, abhilfe=abhilfe, wer=_DIENST)


def warum_nicht(beratung: Beratung, anders: Iterable[str]) -> Iterator[Grund]:
    """Why a stage that a body has dealt with cannot be otherwise in these regards; nothing for those that can."""
    gewollt = list(anders)
    fest = [_WORTE[was] for was in gewollt if was in _WORTE]
    if fest:
        satz = f"{name(beratung)} hatte die Vorlage schon auf einer Tagesordnung; fest steht {' und '.join(fest)}."
        yield Grund("beratung.behandelt", satz, abhilfe="eine weitere Station hinzufügen", wer=_DIENST)
    if TERMIN in gewollt and ist_erledigt(beratung):
        yield Grund(
            "beratung.erledigt", f"{name(beratung)} ist mit der Vorlage fertig; ein neuer Termin ändert nichts."
        )
    elif TERMIN in gewollt and (offen := _offener(beratung)) is not None:
        satz = f"{name(beratung)} hat die Vorlage auf der Tagesordnung vom {_wann(offen)}."
        abhilfe = "sie dort herunternehmen oder dort das Ergebnis eintragen"
        yield Grund("beratung.auf_tagesordnung", satz, abhilfe=abhilfe, wer=_DIENST)
    if ABFOLGE in gewollt and ist_erledigt(beratung):
        satz = f"{name(beratung)} ist mit der Vorlage fertig; worauf gewartet wurde, steht fest."
        yield Grund("beratung.erledigt", satz)


def _offener(beratung: Beratung) -> Tagesordnungspunkt | None:
    """The attempt that has come to nothing yet."""
    return next((top for top in beratung.tops if top.ausgang is None and not top.abgesetzt), None)


def _wann(top: Tagesordnungspunkt) -> str:
    return f"{top.sitzung.beginn.astimezone(BERLIN):%d.%m.%Y}"

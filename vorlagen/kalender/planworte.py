"""Why a plan is as it is: what each stage waits for, which meetings were passed over, and all of it in one line."""

from __future__ import annotations

from datetime import date
from typing import Final

from vorlagen.kalender.etappen import Etappe, Halt, Plan, Sitzungstermin
from vorlagen.kalender.texte import anzahl_text, datum_text

_NENNE_HOECHSTENS: Final = 3
"""Meetings that were passed over and are named with the reason; the nearest ones tell enough."""


def kette(plan: Plan, *, freigegeben: bool = False) -> str:
    """`Freigabe bis 28.05. → HFA 16.06. → Rat 30.06.; einen Tag später → Rat erst 22.09.`

    Of a paper that is released already only the stages are left to tell.
    """
    if plan.entscheidung is None:
        return "Eine Entscheidung ist noch nicht absehbar."
    anfang = (
        [f"Freigabe bis {_kurz(plan.spaetestens, plan.entscheidung)}"] if plan.spaetestens and not freigegeben else []
    )
    unterwegs = [halt for halt in plan.halte if halt.tag and halt.termin and halt.tag <= plan.entscheidung]
    satz = " → ".join([*anfang, *(f"{h.etappe.gremium} {_kurz(h.tag, plan.entscheidung)}" for h in unterwegs)])
    if plan.spaetestens is None or freigegeben:
        return satz or f"Entscheidung {datum_text(plan.entscheidung)}"
    if plan.sonst is None:
        return f"{satz}; einen Tag später → keine Sitzung mehr geplant"
    wer = next(halt.etappe.gremium for halt in plan.halte if halt.tag == plan.entscheidung)
    return f"{satz}; einen Tag später → {wer} erst {_kurz(plan.sonst, plan.entscheidung)}"


def haltgruende(plan: Plan, halt: Halt) -> tuple[str, ...]:
    """Why this stage takes place then, or why it cannot."""
    etappe = halt.etappe
    if etappe.fest is not None:
        return ("Steht schon auf einer Tagesordnung oder ist schon beraten",)
    wartet = _wartet(plan, etappe)
    if halt.tag is None:
        warum = f"Für {etappe.gremium} ist keine Sitzung geplant, die noch zu erreichen ist"
        return (*wartet, *_ausgelassen(etappe, None, plan.freigabe), warum)
    if halt.termin is None:
        return (*wartet, "Station ohne Sitzung: Sie braucht hier keine eigene Zeit")
    return (*wartet, *_ausgelassen(etappe, halt.termin, plan.freigabe), *halt.termin.gruende)


def _wartet(plan: Plan, etappe: Etappe) -> list[str]:
    halte = {halt.etappe.name: halt for halt in plan.halte}
    saetze = []
    for vorher in etappe.wartet_auf:
        davor, tage = halte[vorher.name], vorher.abstand_tage
        wann = f" am {datum_text(davor.tag)}" if davor.tag else ", deren Termin noch nicht absehbar ist"
        abstand = f", mindestens {anzahl_text(tage, 'Tag', 'Tage')} später" if tage else ""
        saetze.append(f"Wartet auf {davor.etappe.gremium}{wann}{abstand}")
    return saetze


def _ausgelassen(etappe: Etappe, gewaehlt: Sitzungstermin | None, freigabe: date) -> tuple[str, ...]:
    """Why not one of the meetings just before."""
    bis = etappe.termine.index(gewaehlt) if gewaehlt else len(etappe.termine)
    saetze = []
    for termin in etappe.termine[:bis][-_NENNE_HOECHSTENS:]:
        if termin.bis < freigabe:
            warum = f"zu spät, die Freigabe war nötig bis {datum_text(termin.bis)}"
        elif etappe.nicht_vor and termin.tag < etappe.nicht_vor:
            warum = f"gewünscht ist frühestens {datum_text(etappe.nicht_vor)}"
        else:
            warum = "vor der Station, auf die gewartet wird, oder zu knapp danach"
        saetze.append(f"Nicht {datum_text(termin.tag)}: {warum}")
    return tuple(saetze)


def _kurz(tag: date | None, neben: date) -> str:
    """28.05., with the year where it is another one than that of the decision."""
    if tag is None:
        return ""
    return f"{tag:%d.%m.}" if tag.year == neben.year else f"{tag:%d.%m.%Y}"

"""What the reckoning of a notice period says of itself, sentence by sentence."""

from __future__ import annotations

from datetime import date

from vorlagen.kalender.feiertage import Kalender
from vorlagen.kalender.regeln import Bezug, Einheit, Kanal, Ladungsregel
from vorlagen.kalender.texte import Wochentag, anzahl_text, datum_text


def fiktion_von(regel: Ladungsregel, kanal: Kanal, land: str) -> tuple[int, str]:
    """Days from sending to deemed receipt on this channel, and the sentence that says who says so."""
    angegeben = regel.zugangsfiktion.get(kanal)
    if angegeben is not None:
        return angegeben, _fiktion_text(angegeben, regel) + " (so vorgegeben)"
    if kanal is Kanal.POST:
        return 4, _fiktion_text(4, regel) + (
            " (Annahme nach § 41 Abs. 2 VwVfG; im Landesrecht teils noch der 3. Tag; bitte bestätigen)"
        )
    if land == "SH" and kanal is Kanal.EMAIL:
        return 4, _fiktion_text(4, regel) + (
            " (Annahme für Schleswig-Holstein, wenn die Geschäftsordnung schweigt: § 110 Abs. 2 LVwG, "
            "Erlass vom 03.12.2025; bitte bestätigen)"
        )
    return 0, _fiktion_text(0, regel) + " (Annahme; bitte in der Geschäftsordnung bestätigen)"


def zaehlung(regel: Ladungsregel) -> str:
    """What is counted and what is not."""
    if regel.einheit is Einheit.WERKTAGE:
        menge = anzahl_text(regel.tage, "Werktag", "Werktage") + " (Montag bis Freitag ohne Feiertage)"
    else:
        voll = ("voller Kalendertag", "volle Kalendertage") if regel.volle_tage else ("Kalendertag", "Kalendertage")
        menge = anzahl_text(regel.tage, *voll) + " (Samstage, Sonntage und Feiertage zählen mit)"
    anfang = "Zugangstag" if regel.bezug is Bezug.ZUGANG else "Tag der Absendung"
    mit = {
        (False, False): f"weder {anfang} noch Sitzungstag zählt",
        (True, False): "der Sitzungstag zählt mit",
        (False, True): f"der {anfang} zählt mit",
        (True, True): f"{anfang} und Sitzungstag zählen mit",
    }
    return f"{menge}, {mit[regel.sitzungstag_zaehlt, regel.zugangstag_zaehlt]}"


def zugang_in_worten(zugang: date, grenze: date, regel: Ladungsregel, kalender: Kalender) -> tuple[str, ...]:
    """The last day of receipt, and why it is not another."""
    if regel.bezug is Bezug.ABSENDUNG:
        return (f"Gezählt wird ab der Absendung; Zugang dann {datum_text(zugang)}",)
    satz = f"Zugang spätestens {datum_text(zugang)}"
    if zugang != grenze:
        ruhe = regel.zugangsruhe.trifft(grenze, kalender)
        return (f"{datum_text(grenze)} {ruhe} gilt nicht als Zugangstag → {datum_text(zugang)}", satz)
    warum = kalender.gesetzlich.warum_frei(zugang)
    if warum is None:
        return (satz,)
    return (f"{satz} ({warum}; keine Verschiebung: § 193 BGB gilt nicht rückwärts, BGH NJW 2005, 1354)",)


def stunde(regel: Ladungsregel, kanal: Kanal) -> str:
    """The hour on the last day, where one counts."""
    return f", {regel.dienstschluss:%H:%M} Uhr" if regel.dienstschluss and kanal is not Kanal.POST else ""


def versandtag(anker: Wochentag | None) -> str:
    """The fixed weekday of sending, if there is one."""
    return "" if anker is None else f" (fester Versandtag: {anker.name.title()})"


def vorgezogen(absendung: date, aufgabe: date, kalender: Kalender) -> tuple[str, ...]:
    """Why somebody must send earlier than the rule asks."""
    if aufgabe == absendung:
        return ()
    warum = kalender.warum_frei(absendung)
    return (f"{datum_text(absendung)} {warum} → Versand am Werktag davor, {datum_text(aufgabe)}",)


def vorbehalt(regel: Ladungsregel) -> tuple[str, ...]:
    """Where the rule stands, and that nobody has confirmed it yet."""
    quelle = (f"Regel: {regel.laut}",) if regel.laut else ()
    return quelle if regel.bestaetigt else (*quelle, "Diese Regel ist noch nicht bestätigt; bitte bestätigen")


def _fiktion_text(tage: int, regel: Ladungsregel) -> str:
    if tage:
        return f"Zugang gilt am {tage}. Tag nach der Absendung"
    bis = f"{regel.dienstschluss:%H:%M} Uhr" if regel.dienstschluss else "Dienstschluss"
    return f"Zugang noch am Tag der Absendung, wenn vor {bis}"

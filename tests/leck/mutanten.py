"""Bugs in what decides who sees what: each a text, put in the place of another. Every one must be found."""

from __future__ import annotations

from dataclasses import dataclass

DIENSTE, WEB = "vorlagen/services/", "vorlagen/web/"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One bug: `alt` stands exactly once in `datei`. `wer` walks behind the routes that fit `wege`.

    None comes without an account. `gleich`: the answers are compared; `filter`: the filters of the list are tried;
    `zeit`: what was there before is compared with what is there after something happened inside.
    """

    datei: str
    alt: str
    neu: str
    wer: str | None = "niemand"
    wege: str = "/vorlagen/<vorlage_id>$"


_SICHT, _GRUND = f"{DIENSTE}sichtbarkeit.py", f"{DIENSTE}einblicke.py"
_API = f"{WEB}api/projektion.py"
_OFFEN = f"{DIENSTE}oeffentlich/vorlage.py"
_WEGE, _AGENDA = f"{DIENSTE}oeffentlich/beratung.py", f"{DIENSTE}oeffentlich/sitzung.py"
_SEITE = f"{WEB}ansichten/vorlage.py"
_DRUCK, _LISTE = f"{DIENSTE}druckbild.py", f"{DIENSTE}listen.py"
_NIEDERSCHRIFT = f"{DIENSTE}niederschriften.py"
_FRUEHER, _KORB = f"{DIENSTE}tagesordnungsfassungen.py", f"{DIENSTE}offene_fristen.py"
_SUCHE = f"{DIENSTE}suche/finden.py"
_ANLAGE = "/anlagen/<anlage_id>$"
_WORD = "docx$"
_SITZUNG = "/sitzungen"
_EINGEREICHT = "and_(Vorlage.eingereicht.is_not(None), "

MUTANTEN: tuple[Mutant, ...] = (
    Mutant(_SICHT, "        Vorlage.oeffentlich,\n", ""),
    Mutant(_SICHT, "        Vorlage.freigegeben.is_not(None),\n", ""),
    Mutant(_SICHT, "        Vorlage.veroeffentlicht.is_not(None),\n", ""),
    Mutant(_SICHT, "return or_(voller_einblick(wer), veroeffentlicht())", "return Vorlage.id.is_not(None)"),
    Mutant(_SICHT, "Einblick.VOLL if voll else Einblick.OEFFENTLICH", "Einblick.VOLL"),
    Mutant(_SICHT, ".where(Vorlage.id == vorlage_id, sichtbar(wer))", ".where(Vorlage.id == vorlage_id)"),
    Mutant(_SICHT, "and_(Beratung.oeffentlich, veroeffentlicht())", "Beratung.oeffentlich.is_(True)", wege=_SITZUNG),
    Mutant(_SICHT, "war_da = and_(Vorlage.ruecknahme.is_not(None), ", "war_da = and_(", wer="gleich"),
    Mutant(_GRUND, f"{_EINGEREICHT}_eigenes_amt(wer, Rolle.FREIGABE))", "_eigenes_amt(wer, Rolle.FREIGABE)", "olaf"),
    Mutant(_GRUND, f"{_EINGEREICHT}eigene)", "eigene", "kai"),
    Mutant(_GRUND, f"{_EINGEREICHT}vor_ihnen)", "vor_ihnen", "gerda"),
    Mutant(_GRUND, "if None in gremien else _vor_gremien", "if gremien else _vor_gremien", "hanna"),
    Mutant(_GRUND, ".in_(aemter) if aemter else false()", ".in_(aemter) if aemter else true()"),
    Mutant(_GRUND, "if wer.hat(Rolle.VERWALTUNG) else false()", "if wer.rollen else false()", "kai"),
    Mutant(_GRUND, "return Vorlage.erstellt_von_id == wer.id", "return Vorlage.erstellt_von_id != wer.id"),
    Mutant("vorlagen/extensions.py", "tabelle.koerperschaft_id == eine", "tabelle.koerperschaft_id != eine", "n-gerda"),
    Mutant(_LISTE, "station.where(Beratung.oeffentlich)", "station", wer="filter"),
    Mutant(
        _LISTE,
        "or_(Vorlage.oeffentlicher_status.is_(None), voller_einblick(wer))",
        "Vorlage.id.is_not(None)",
        wer="filter",
    ),
    Mutant(f"{DIENSTE}bekanntgabe.py", "return vorlage.oeffentlicher_status or", "return", wer="filter"),
    Mutant(f"{DIENSTE}bekanntgabe.py", "gelesen.get(id_, heutige[id_])", "heutige[id_]"),
    Mutant(f"{DIENSTE}anlagen.py", "        frage = frage.where(Anlage.oeffentlich)\n", "        pass\n", wege=_ANLAGE),
    Mutant(f"{DIENSTE}anlagen.py", "if anlage.ruecknahme is not None and", "if False and", wege=_ANLAGE),
    Mutant(f"{DIENSTE}beiwerk.py", "return self.oeffentlich and self.ruecknahme is None", "return self.oeffentlich"),
    Mutant(f"{DIENSTE}beiwerk.py", "return self.oeffentlich and self.ruecknahme is None", "return True"),
    Mutant(f"{WEB}api/anlagen.py", "a.ist_offen or einblick", "a or einblick", wege="/anlagen$"),
    Mutant(_API, " if einblick is Einblick.VOLL else bild", ""),
    Mutant(_OFFEN, "if anlage.ist_offen)", ")"),
    Mutant(_OFFEN, "beschlussvorschlag=wortlaut.text", "beschlussvorschlag=vorlage.beschlussvorschlag"),
    Mutant(_SEITE, "    if einblick is not Einblick.VOLL:", "    if False:"),
    Mutant(f"{DIENSTE}dokumente.py", "if einblick is not Einblick.VOLL:", "if False:", wege=_WORD),
    Mutant(_WEGE, "for b in vorlage.beratungen if b.oeffentlich]", "for b in vorlage.beratungen]"),
    Mutant(_WEGE, "for top in beratung.versuche if top.oeffentlich)", "for top in beratung.versuche)"),
    Mutant(_WEGE, "beratung.ergebnis if verhandelt else None", "beratung.ergebnis"),
    Mutant(_AGENDA, "return top.oeffentlich and (", "return (", wege=_SITZUNG),
    Mutant(_AGENDA, "top.beratung_id in papiere)", "True)", wege=_SITZUNG),
    Mutant(_FRUEHER, 'punkt["beratung_id"] is None or punkt["beratung_id"] in offen', "True", wege=_SITZUNG),
    Mutant(_NIEDERSCHRIFT, "if top_id in heute]", "]", wege=_WORD),
    Mutant(_NIEDERSCHRIFT, "    if fassung.ruecknahme is not None:", "    if False:", wege=_WORD),
    Mutant(f"{DIENSTE}auftraege.py", "== auftrag_id, voller_einblick(wer))", "== auftrag_id)", wege="auftraege"),
    Mutant(_KORB, "_id.is_not(None), voller_einblick(wer)))\n", "_id.is_not(None)))\n", wege="fristen"),
    Mutant(f"{WEB}seiten/verlauf.py", "if einblick is not Einblick.VOLL:", "if False:", wege="verlauf"),
    Mutant(f"{WEB}seiten/fassungen.py", "if einblick is not Einblick.VOLL:", "if False:", wege="fassungen"),
    Mutant(f"{WEB}api/antwort.py", "    if einblick is not Einblick.VOLL:", "    if False:", wege="/api/.*verlauf"),
    Mutant(f"{DIENSTE}bekanntgabe.py", "return beratung.oeffentlich and all(", "return True or all("),
    Mutant(_SICHT, "return and_(Beratung.oeffentlich, veroeffentlicht())", "return veroeffentlicht()", wege=_SITZUNG),
    Mutant(_LISTE, "and_(gefragt, voller_einblick(wer))", "gefragt", wer="filter"),
    Mutant(_LISTE, "(nur_oeffentlich(wer), Vorlage.aussen_", "(nur_oeffentlich(wer), Vorlage.", wer="zeit"),
    Mutant(_LISTE, "else_=Vorlage.aussen_geaendert", "else_=Vorlage.geaendert", wer="zeit"),
    Mutant(f"{DIENSTE}aenderungen.py", '(Aenderung.typ == "sitzung", _betreut(wer)),', "", wer="zeit"),
    Mutant(
        f"{WEB}api/anlagen.py",
        "anlage_als_json if einblick is Einblick.VOLL else",
        "anlage_als_json if 1 else",
        wege="/anlagen$",
    ),
    Mutant(
        f"{DIENSTE}buergerinfo/papiere.py",
        "befehl.where(veroeffentlicht(), *_bedingungen(frage))",
        "befehl.where(*_bedingungen(frage))",
        wer=None,
        wege="^/oeffentlich/vorlagen$",
    ),
    Mutant(_SUCHE, "dokument.innen if dokument.voll else dokument.aussen", "dokument.innen", wege="/suche$"),
    Mutant(_SUCHE, "or_(and_(innen, voll), and_(aussen, sonst))", "or_(innen, aussen)", wege="/suche$"),
    Mutant(_SUCHE, "and_(papier, voller_einblick(wer))", "papier", wege="/suche$"),
    Mutant(_SUCHE, "and_(treffen, betreut))\n    sonst", "treffen)\n    sonst", wege="/suche$"),
    Mutant(f"{DIENSTE}suche/stoff.py", "if offen else None,", "if vorlage.nummer else None,", wege="/suche$"),
    Mutant(f"{DIENSTE}aenderungen.py", "erfahren = case((voll,", "erfahren = case((true(),", wer="filter"),
)

"""The closed vocabularies of the trade. What a town may extend (roles, statuses, kinds) is plain `str` elsewhere."""

from __future__ import annotations

from enum import StrEnum


class Ausgang(StrEnum):
    """What really happened at a stage or point; set by a person, never read out of a printed label.

    `None` beside it means: still open. Source: domain handbook § 3.2.
    """

    ANGENOMMEN = "angenommen"
    ANGENOMMEN_GEAENDERT = "angenommen_geaendert"
    EMPFOHLEN = "empfohlen"
    EMPFOHLEN_GEAENDERT = "empfohlen_geaendert"
    ABGELEHNT = "abgelehnt"
    OHNE_EMPFEHLUNG = "ohne_empfehlung"
    VERWIESEN = "verwiesen"
    VERTAGT = "vertagt"
    KENNTNIS_GENOMMEN = "kenntnis_genommen"
    ZURUECKGEZOGEN = "zurueckgezogen"
    ERLEDIGT = "erledigt"
    GEWAEHLT = "gewaehlt"
    NICHT_GEWAEHLT = "nicht_gewaehlt"
    GEMISCHT = "gemischt"
    NICHT_BEHANDELT = "nicht_behandelt"

    @property
    def titel(self) -> str:
        """The word for the screen, with umlauts."""
        return _AUSGANG_TITEL[self]


_AUSGANG_TITEL = {
    Ausgang.ANGENOMMEN: "angenommen",
    Ausgang.ANGENOMMEN_GEAENDERT: "geändert angenommen",
    Ausgang.EMPFOHLEN: "empfohlen",
    Ausgang.EMPFOHLEN_GEAENDERT: "geändert empfohlen",
    Ausgang.ABGELEHNT: "abgelehnt",
    Ausgang.OHNE_EMPFEHLUNG: "ohne Empfehlung",
    Ausgang.VERWIESEN: "verwiesen",
    Ausgang.VERTAGT: "vertagt",
    Ausgang.KENNTNIS_GENOMMEN: "zur Kenntnis genommen",
    Ausgang.ZURUECKGEZOGEN: "zurückgezogen",
    Ausgang.ERLEDIGT: "erledigt",
    Ausgang.GEWAEHLT: "gewählt",
    Ausgang.NICHT_GEWAEHLT: "nicht gewählt",
    Ausgang.GEMISCHT: "gemischt (je Beschlusspunkt)",
    Ausgang.NICHT_BEHANDELT: "nicht behandelt",
}

BLEIBT_OFFEN = frozenset({Ausgang.VERTAGT, Ausgang.NICHT_BEHANDELT})
"""After these the same body meets the paper again: the stage stays and gets another attempt."""

OFFENE_PUNKTE = BLEIBT_OFFEN | {Ausgang.VERWIESEN}
"""Of a mixed outcome: the points that the same body has still before it."""

WIEDER_AUFNEHMBAR = BLEIBT_OFFEN | {Ausgang.ZURUECKGEZOGEN}
"""After these the paper may come back on an agenda, even of the same meeting (Forst: withdrawn, then put back)."""

ZUGESTIMMT = frozenset({Ausgang.ANGENOMMEN, Ausgang.ANGENOMMEN_GEAENDERT, Ausgang.GEWAEHLT})
"""A deciding body said yes."""

MIT_WORTLAUT = ZUGESTIMMT | {Ausgang.EMPFOHLEN, Ausgang.EMPFOHLEN_GEAENDERT, Ausgang.KENNTNIS_GENOMMEN}
"""After these what was put to the body is what it resolved; minutes print it as such."""


class Votum(StrEnum):
    """What an office says when it co-signs."""

    ZUGESTIMMT = "zugestimmt"
    ZUGESTIMMT_MIT_HINWEIS = "zugestimmt_mit_hinweis"
    ABGELEHNT = "abgelehnt"
    KENNTNIS = "kenntnis"

    @property
    def titel(self) -> str:
        """The word for the screen."""
        return {"zugestimmt_mit_hinweis": "zugestimmt mit Hinweis", "kenntnis": "zur Kenntnis"}.get(self, str(self))


class Wirkung(StrEnum):
    """The answers of the effects matrix (Mettmann sheet; the climate row has its own two)."""

    JA = "ja"
    NEIN = "nein"
    OFFEN = "offen"
    JA_POSITIV = "ja_positiv"
    JA_NEGATIV = "ja_negativ"

    @property
    def titel(self) -> str:
        """The words as printed on the sheet."""
        return _WIRKUNG_TITEL[self]


_WIRKUNG_TITEL = {
    Wirkung.JA: "ja",
    Wirkung.NEIN: "nein",
    Wirkung.OFFEN: "noch nicht zu übersehen",
    Wirkung.JA_POSITIV: "ja, positiv",
    Wirkung.JA_NEGATIV: "ja, negativ",
}


class Verknuepfungsart(StrEnum):
    """What a paper is to another one (domain handbook § 1.2). Numbers never say it; links do."""

    ERGAENZT = "ergaenzt"
    ERSETZT = "ersetzt"
    AENDERT = "aendert"
    BEANTWORTET = "beantwortet"
    STELLUNGNAHME_ZU = "stellungnahme_zu"
    GENEHMIGT = "genehmigt"
    BEZIEHT_SICH_AUF = "bezieht_sich_auf"

    @property
    def titel(self) -> str:
        """The verb for the screen: this paper … that one."""
        worte = {"ergaenzt": "ergänzt", "aendert": "ändert", "stellungnahme_zu": "nimmt Stellung zu"}
        return {**worte, "bezieht_sich_auf": "bezieht sich auf"}.get(self, str(self))


class Pflichtart(StrEnum):
    """What a decision obliges to (domain handbook § 8 no. 8)."""

    GENEHMIGEN = "genehmigen"
    BEKANNT_GEBEN = "bekannt_geben"
    BERICHTEN = "berichten"
    VORLEGEN = "vorlegen"
    ERNEUT_ABSTIMMEN = "erneut_abstimmen"
    BEANTWORTEN = "beantworten"

    @property
    def titel(self) -> str:
        """What is to be done, for the screen."""
        return _PFLICHT_TITEL[self]


class Sitzungsziel(StrEnum):
    """In which meeting of a body a duty is due; only meetings to which one can still be invited count as the later."""

    NAECHSTE = "naechste"
    UEBERNAECHSTE = "uebernaechste"


_PFLICHT_TITEL = {
    Pflichtart.GENEHMIGEN: "in der nächsten Sitzung genehmigen lassen",
    Pflichtart.BEKANNT_GEBEN: "in der nächsten öffentlichen Sitzung bekannt geben",
    Pflichtart.BERICHTEN: "wieder berichten",
    Pflichtart.VORLEGEN: "einen Vorschlag vorlegen",
    Pflichtart.ERNEUT_ABSTIMMEN: "erneut abstimmen lassen",
    Pflichtart.BEANTWORTEN: "spätestens in der übernächsten Sitzung behandeln oder beantworten",
}


class Auftragsstatus(StrEnum):
    """How far an Auftrag is (domain handbook § 6.2). Done is only what is really done."""

    OFFEN = "offen"
    IN_ARBEIT = "in_arbeit"
    VERZOEGERT = "verzoegert"
    ERLEDIGT = "erledigt"
    GEGENSTANDSLOS = "gegenstandslos"

    @property
    def titel(self) -> str:
        """The word for the screen, with umlauts."""
        return {"in_arbeit": "in Arbeit", "verzoegert": "verzögert"}.get(self, str(self))


ABGESCHLOSSENE_AUFTRAEGE = frozenset({Auftragsstatus.ERLEDIGT, Auftragsstatus.GEGENSTANDSLOS})


class Rolle(StrEnum):
    """The roles that ours know. A town may name more: wherever a role is asked for, any `str` will do."""

    FEDERFUEHRUNG = "federfuehrung"
    MITZEICHNUNG = "mitzeichnung"
    FREIGABE = "freigabe"
    GREMIENMITGLIED = "gremienmitglied"
    GREMIENDIENST = "gremiendienst"
    VERWALTUNG = "verwaltung"
    AUTOMATIK = "automatik"


_ROLLE_TITEL: dict[str, str] = {
    Rolle.FEDERFUEHRUNG: "die federführende Stelle",
    Rolle.MITZEICHNUNG: "ein mitzeichnendes Amt",
    Rolle.FREIGABE: "die freigebende Leitung",
    Rolle.GREMIENMITGLIED: "das mitunterzeichnende Gremienmitglied",
    Rolle.GREMIENDIENST: "der Gremiendienst",
    Rolle.VERWALTUNG: "die Verwaltung des Systems",
    Rolle.AUTOMATIK: "das System",
}


def rolle_titel(rolle: str) -> str:
    """Who that is, in words fit for a sentence; a town's own role is shown by its name."""
    return _ROLLE_TITEL.get(rolle) or rolle.replace("_", " ")


_ROLLENNAME: dict[str, str] = {
    Rolle.FEDERFUEHRUNG: "Federführung",
    Rolle.AUTOMATIK: "System",
}


def rollenname(rolle: str) -> str:
    """The name of a role, as it stands beside a person."""
    return _ROLLENNAME.get(rolle) or rolle.replace("_", " ").capitalize()

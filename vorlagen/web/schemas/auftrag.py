"""Aufträge and duties: what is asked, what comes back, what may be said."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Auswahl, Formblatt, JaNein, Liste, Tag, Teil, Text, Zahl
from vorlagen.web.schemas.fragen import OHNE_SEITEN, Seitenfrage, Wort
from vorlagen.web.schemas.stamm import Kurz, Links, PapierAus
from vorlagen.web.schemas.stammfelder import LANG
from vorlagen.workflow.begriffe import Auftragsstatus


class Auftragsfrage(Seitenfrage):
    """What the Beschlusskontrolle is narrowed to."""

    status = Auswahl(list(Auftragsstatus))
    offen = Wort(metadata={"description": "nur was noch zu tun ist, oder nur was erledigt oder gegenstandslos ist"})
    ampel = Auswahl(["rot", "gelb", "gruen"], metadata={"description": "wie sie heute steht"})
    amt = Text(32, noetig=True, metadata={"description": "Kennung des ausführenden Amtes"})
    gremium = Text(32, noetig=True, metadata={"description": "Kennung des Gremiums, das beschlossen hat"})
    vorlage = Text(32, noetig=True)
    oeffentlich = Wort()
    faellig_bis = Tag()
    wiedervorlage_bis = Tag()
    beschlossen_von = Tag()
    beschlossen_bis = Tag()
    q = Text(300, noetig=True, metadata={"description": "Worte aus Auftrag und Betreff"})


class Auftragstabellenfrage(Auftragsfrage):
    """The same of a table, which has no pages."""

    class Meta(Auftragsfrage.Meta):
        exclude = OHNE_SEITEN


class AuftragAenderung(Formblatt):
    """A report on an Auftrag, or another office, day or wording for it."""

    amt = Text(32, allow_none=True, metadata={"description": "Kennung des ausführenden Amtes"})
    faellig_am = Tag(allow_none=True)
    wiedervorlage = Tag(allow_none=True)
    status = Auswahl(list(Auftragsstatus))
    grund_verzoegerung = Text(LANG, mehrzeilig=True)
    bericht = Text(LANG, mehrzeilig=True)
    nachweis = Text(LANG, mehrzeilig=True, metadata={"description": "woran man sieht, dass es erledigt ist"})
    beschlussnummer = Text(120)
    text = Text(LANG, mehrzeilig=True)
    antragsteller = Text(300)
    oeffentlich = JaNein()
    version = Zahl(1, required=True, metadata={"description": "die gesehene Version des Auftrags"})


class AuftragAus(Formblatt):
    """One line of the Beschlusskontrolle."""

    id = Text(32, required=True)
    vorlage = Teil(PapierAus, required=True)
    beschlussnummer = Text(120, required=True)
    beschlossen_am = Tag(required=True, allow_none=True)
    gremium = Teil(Kurz, required=True, allow_none=True)
    text = Text(LANG, required=True)
    amt = Teil(Kurz, required=True, allow_none=True)
    antragsteller = Text(300, required=True)
    faellig_am = Tag(required=True, allow_none=True)
    wiedervorlage = Tag(required=True, allow_none=True)
    status = Text(20, required=True)
    ampel = Text(10, required=True, metadata={"description": "gruen, gelb oder rot"})
    grund_verzoegerung = Text(LANG, required=True)
    bericht = Text(LANG, required=True)
    berichtet_am = Tag(required=True, allow_none=True)
    nachweis = Text(LANG, required=True)
    oeffentlich = JaNein(required=True)
    version = Zahl(1, required=True)
    links = Teil(Links, required=True)


class Auftragsliste(Formblatt):
    """The Aufträge that were asked for, due ones first."""

    data = Liste(Teil(AuftragAus), required=True)
    links = Teil(Links, required=True)


class PflichtAus(Formblatt):
    """An open duty; without a day its body has no meeting in the calendar yet."""

    id = Text(32, required=True)
    art = Text(40, required=True)
    titel = Text(200, required=True)
    vorlage = Teil(PapierAus, required=True)
    gremium = Text(300, required=True, allow_none=True)
    faellig_am = Tag(required=True, allow_none=True)
    gruende = Liste(Text(LANG), required=True)


class Pflichtenliste(Formblatt):
    """All open duties that the person may see, soonest first."""

    data = Liste(Teil(PflichtAus), required=True)
    links = Teil(Links, required=True)


class BeschlusskontrolleEin(Formblatt):
    """Of which kind the paper with the list is to be, and which part it holds."""

    art = Text(120, required=True, noetig=True, metadata={"description": "Name der Vorlageart"})
    oeffentlich = JaNein(required=True)

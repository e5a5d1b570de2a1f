"""Which object a changed row belongs to, and how much of it everybody may read. Every table stands here once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

Werte = Mapping[str, Any]


def _immer(_werte: Werte) -> bool:
    return True


def _vorlage(werte: Werte) -> bool:
    """As `sichtbarkeit.veroeffentlicht` asks the database (ADR 0019)."""
    return all(werte[name] for name in ("oeffentlich", "nummer", "freigegeben", "veroeffentlicht"))


def _beratung(werte: Werte) -> bool:
    return bool(werte["oeffentlich"]) and not werte["intern"]


def _anlage(werte: Werte) -> bool:
    return bool(werte["oeffentlich"]) and werte["ruecknahme"] is None


def _top(werte: Werte) -> bool:
    return bool(werte["oeffentlich"])


def _niederschrift(werte: Werte) -> bool:
    return werte["ruecknahme"] is None


def _fassung(werte: Werte) -> bool:
    return werte["oeffentlich_seit"] is not None


@dataclass(frozen=True, slots=True)
class Bezug:
    """How a change of a row is told: as an object of its own (`typ`), and as one of those that it is a part of.

    `teil_von`: column → table of the whole. `zeigt` are the columns that everybody may read while the row is `offen`
    (None: never), `fragt` others that decide it. `offen_mit` is the column whose whole must be open as well.
    """

    typ: str = ""
    teil_von: Mapping[str, str] = field(default_factory=dict)
    zeigt: tuple[str, ...] = ()
    fragt: tuple[str, ...] = ()
    offen: Callable[[Werte], bool] | None = None
    offen_mit: str = ""

    @property
    def spalten(self) -> tuple[str, ...]:
        """All columns that matter here."""
        return tuple(dict.fromkeys((*self.teil_von, *self.zeigt, *self.fragt)))


_DER_VORLAGE: Final = {"vorlage_id": "vorlage"}
_DER_SITZUNG: Final = {"sitzung_id": "sitzung"}

ERGEBNIS: Final = ("ergebnis", "ausgang", "beschlusstext", "verwiesen_an")
"""What a body did, as columns of a Beratung: not for everybody if any attempt was non-public (ADR 0017)."""

BEZUEGE: Final[Mapping[str, Bezug]] = MappingProxyType(
    {
        "koerperschaft": Bezug("koerperschaft", zeigt=("name", "untertitel", "impressum", "adresse"), offen=_immer),
        "amt": Bezug("amt", zeigt=("nummer", "name", "aktiv"), offen=_immer),
        "person": Bezug("person", zeigt=("name", "amt_id", "aktiv"), offen=_immer),
        "rolle": Bezug(teil_von={"person_id": "person"}),
        "vertretung": Bezug(teil_von={"person_id": "person", "abwesend_id": "person"}),
        "vorlageart": Bezug("vorlageart", zeigt=("name",), offen=_immer),
        "bezeichnung": Bezug(teil_von={"koerperschaft_id": "koerperschaft"}),
        "gremium": Bezug("gremium", zeigt=("name", "kuerzel", "reihe", "aktiv"), offen=_immer),
        "mitgliedschaft": Bezug(
            "mitgliedschaft",
            {"gremium_id": "gremium"},
            ("name", "funktion", "fraktion", "stimmberechtigt", "von", "bis", "reihe"),
            offen=_immer,
        ),
        "sitzung": Bezug(
            "sitzung",
            zeigt=("gremium_id", "beginn", "ort", "status", "steht_seit", "ende", "absagegrund", "fruehere_termine"),
            offen=_immer,
        ),
        "tagesordnungspunkt": Bezug(
            "top",
            {**_DER_SITZUNG, "beratung_id": "beratung"},
            ("nummer", "unter", "bezeichnung", "titel", "ergebnis", "ausgang", "aufnahme", "abgesetzt", "en_bloc"),
            ("oeffentlich",),
            offen=_top,
            offen_mit="beratung_id",
        ),
        "tagesordnungsfassung": Bezug(teil_von=_DER_SITZUNG, offen=_immer),
        "niederschriftfassung": Bezug(
            "niederschrift", _DER_SITZUNG, ("nr", "sha256"), ("ruecknahme",), offen=_niederschrift
        ),
        "anwesenheit": Bezug(teil_von=_DER_SITZUNG),
        "befangenheit": Bezug(teil_von={"top_id": "tagesordnungspunkt"}),
        "vorlage": Bezug(
            "vorlage",
            zeigt=(
                "nummer", "betreff", "vorlageart_id", "ablauf_version", "federfuehrend_id", "datum", "sachverhalt",
                "auswirkungen", "felder",
            ),
            fragt=(
                "oeffentlich", "freigegeben", "veroeffentlicht", "status", "oeffentlicher_status", "ablauf", "beendet",
                "geaendert",
            ),
            offen=_vorlage,
        ),
        "beratung": Bezug(
            "beratung",
            _DER_VORLAGE,
            ("reihe", "art", "entscheidet", "geplant_id", "geplant_am", *ERGEBNIS),
            ("oeffentlich", "intern"),
            offen=_beratung,
            offen_mit="vorlage_id",
        ),
        "abstimmung": Bezug(
            teil_von={"beratung_id": "beratung", "top_id": "tagesordnungspunkt"}, offen=_immer, offen_mit="beratung_id"
        ),
        "anlage": Bezug(
            "anlage",
            _DER_VORLAGE,
            ("name", "typ", "sha256", "reihe"),
            ("oeffentlich", "ruecknahme"),
            offen=_anlage,
            offen_mit="vorlage_id",
        ),
        "fassung": Bezug(teil_von=_DER_VORLAGE, fragt=("oeffentlich_seit",), offen=_fassung),
        "verknuepfung": Bezug(teil_von=_DER_VORLAGE, offen=_immer),
        "beschlusspunkt": Bezug(teil_von=_DER_VORLAGE),
        "mitzeichnung": Bezug(teil_von=_DER_VORLAGE, fragt=("amt_id", "votum")),
        "unterschrift": Bezug(teil_von=_DER_VORLAGE),
        "verlauf": Bezug(teil_von=_DER_VORLAGE),
        "dokument": Bezug(teil_von=_DER_VORLAGE),
        "frist": Bezug(teil_von={**_DER_VORLAGE, **_DER_SITZUNG}),
        "auftrag": Bezug("auftrag", fragt=("vorlage_id",)),
        "pflicht": Bezug("pflicht", fragt=("vorlage_id",)),
    }
)  # fmt: skip

NICHT_GEMELDET: Final[Mapping[str, str]] = MappingProxyType(
    {
        "aenderung": "is the feed itself",
        "aenderungsstand": "is the feed's counter",
        "nummernkreis": "a counter; its numbers stand on the papers",
        "beratung_gremium": "written with the Beratung that it belongs to",
        "beratung_wartet_auf": "written with the Beratungen of a paper whose version goes up",
        "erinnerung": "what a person is told is theirs",
        "postausgang": "mail on its way",
        "kettenende": "proof, made of what was told before",
        "tageskopf": "proof, made of what was told before",
        "protokoll": "about the house's trust, not its work; it has a page of its own",
        "lesung": "who read what is nobody's message",
        "arbeitskopie": "what somebody types is theirs until it is saved",
        "zugangstoken": "a key",
        "anfrageschluessel": "an answer kept for a moment",
        "anmeldesitzung": "a key",
        "anmeldeversuch": "a key that did not fit",
        "einmallink": "a key",
        "ersatzcode": "a key",
        "fremdkonto": "a key",
        "passwortwunsch": "a key",
        "zweiter_faktor": "a key",
        "versuchszahl": "counts requests",
        "oparl_objekt": "made from what the feed tells",
        "oparl_bezug": "made from what the feed tells",
        "oparl_datei": "made from what the feed tells",
        "oparl_stand": "how far the feed was followed",
        "suchdokument": "made from what the feed tells",
        "suchwort": "made from what the feed tells",
        "suchendung": "made from what the feed tells",
        "suchstand": "how far the feed was followed",
        "uhrschlag": "the clock's own",
        "einfuhr": "a run; what it brings is told as what it is",
        "fallstapel": "files on their way; what they bring is told as what it is",
        "falldatei": "files on their way; what they bring is told as what it is",
        "fremdschluessel": "what another system calls a row of ours",
        "fremddatei": "written with the paper or meeting whose version goes up",
        "zuordnung": "a question to the Gremiendienst; its answer is told with the paper",
        "schablone": "how paper looks, not what is on it",
        "webhook": "who is told, not what; it would be told of itself for ever",
        "webhooksendung": "a message on its way",
    }
)
"""Tables whose changes nobody is told of, and why not."""

STILL: Final = frozenset({"person.passwort", "person.sitzungsmarke", "koerperschaft.gesperrt_seit"})
"""Columns that let somebody in or keep them out, although their table is fed."""

ABHAENGIG: Final[Mapping[str, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        "vorlage": (("anlage", "vorlage_id"), ("beratung", "vorlage_id")),
        "beratung": (("tagesordnungspunkt", "beratung_id"),),
    }
)
"""What becomes open or closed with its whole, although its own row stays as it is: table and column."""

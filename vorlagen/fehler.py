"""What can go wrong in the trade: German nouns with a sentence fit for the screen.

They know no HTTP. `vorlagen.web.fehler` maps each class to a status code; a test holds that none is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class Fachfehler(Exception):
    """A refusal that a clerk can read. `satz` says what is wrong and what to do; `code` is stable for programs."""

    code = "fachfehler"

    def __init__(self, satz: str) -> None:
        super().__init__(satz)
        self.satz = satz


class NichtGefunden(Fachfehler):
    """Not there, or not yours to see: the two are never told apart."""

    code = "nicht-gefunden"

    def __init__(self, satz: str = "Das gibt es hier nicht, oder Sie dürfen es nicht sehen.") -> None:
        super().__init__(satz)


class VeroeffentlichungZurueckgenommen(Fachfehler):
    """It was public and is not any more: everybody may know that, and nothing else of it."""

    code = "veroeffentlichung-zurueckgenommen"


class NichtBerechtigt(Fachfehler):
    """The person may see the thing, but may not do this with it."""

    code = "nicht-berechtigt"


class UmfangReichtNicht(NichtBerechtigt):
    """The person may, but the token with which they came reaches less far (RFC 6750 § 3.1)."""

    code = "umfang-reicht-nicht"

    def __init__(self, umfang: str, verlangt: str) -> None:
        super().__init__(f"Dieses Zugangstoken reicht nur zum Umfang „{umfang}“; hier wird „{verlangt}“ verlangt.")
        self.verlangt = verlangt


class NichtAngemeldet(Fachfehler):
    """Nobody is logged in, or the token is unknown, ended or expired."""

    code = "nicht-angemeldet"

    def __init__(self, satz: str = "Bitte melden Sie sich an.") -> None:
        super().__init__(satz)


class AnmeldungGesperrt(Fachfehler):
    """Too many wrong passwords; the account opens again by itself."""

    code = "anmeldung-gesperrt"


class AnmeldungAbgelehnt(Fachfehler):
    """The town's directory knows the person, but we do not let them in; or what it said cannot be trusted."""

    code = "anmeldung-abgelehnt"


class AdresseUnbekannt(Fachfehler):
    """A request for a host that is none of ours: a wrong proxy, or somebody who wants our links to lead to them."""

    code = "adresse-unbekannt"


class ZuVieleAnfragen(Fachfehler):
    """Too many requests in a short time. `warten`: seconds after which it is worth trying again."""

    code = "zu-viele-anfragen"

    def __init__(self, warten: int) -> None:
        minuten = -(-warten // 60)
        wann = f"{minuten} Minuten" if minuten > 1 else "einer Minute"
        super().__init__(f"Das waren zu viele Anfragen in kurzer Zeit. Bitte versuchen Sie es in {wann} noch einmal.")
        self.warten = warten


class LinkUngueltig(Fachfehler):
    """A one-time link that is unknown, spent or too old; which of these is nobody's business."""

    code = "link-ungueltig"

    def __init__(self) -> None:
        super().__init__("Dieser Link gilt nicht oder nicht mehr. Unter „Passwort vergessen“ bekommen Sie einen neuen.")


class ZwischenzeitlichGeaendert(Fachfehler):
    """Somebody else was faster: the version or Fassung that was seen is no longer the current one."""

    code = "zwischenzeitlich-geaendert"


class Zusammenstoss(ZwischenzeitlichGeaendert):
    """Two changes waited for each other and this one had to give way; nothing of it is written."""

    code = "zusammenstoss"

    def __init__(self) -> None:
        super().__init__("Im selben Moment hat jemand anderes daran gearbeitet. Bitte versuchen Sie es noch einmal.")


class StandUeberholt(Fachfehler):
    """An If-Match that names another state than the current one (RFC 9110 § 13.1.1)."""

    code = "stand-ueberholt"


class EingabeUngueltig(Fachfehler):
    """Input that cannot be taken as it is. `felder` maps a field's name to its sentences."""

    code = "eingabe-ungueltig"

    def __init__(self, satz: str, felder: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(satz)
        self.felder: dict[str, list[str]] = {name: list(saetze) for name, saetze in (felder or {}).items()}


class SchluesselAndersVerwendet(Fachfehler):
    """An Idempotency-Key came back with another body (draft-ietf-httpapi-idempotency-key-header)."""

    code = "schluessel-anders-verwendet"


class AnfrageLaeuft(Fachfehler):
    """The first request with this Idempotency-Key is still under way."""

    code = "anfrage-laeuft"

    def __init__(self) -> None:
        super().__init__("Dieselbe Anfrage ist noch in Arbeit. Bitte fragen Sie in ein paar Sekunden noch einmal.")


class StelleUnbekannt(Fachfehler):
    """A place in a change feed that this feed does not have: another town's, one from before a restore, or too old."""

    code = "stelle-unbekannt"

    def __init__(self) -> None:
        super().__init__(
            "Diese Stelle gibt es nicht mehr. Bitte holen Sie mit „seit=jetzt“ eine neue und gleichen Sie neu ab."
        )


class AdresseVerweigert(Fachfehler):
    """An address in the net that we do not call: unreadable, inside a house, or not allowed."""

    code = "adresse-verweigert"


class AbrufGescheitert(Fachfehler):
    """Another server did not answer, not in time, or with more than we take."""

    code = "abruf-gescheitert"


class EinstellungUngueltig(Fachfehler):
    """A wrong or dangerous setting; the start stops with this sentence."""

    code = "einstellung-ungueltig"


class SichtFehlt(Fachfehler):
    """A route does not say for whom it is there; the application does not start."""

    code = "sicht-fehlt"


class SchemaVeraltet(Fachfehler):
    """The database does not fit this version of the software; `vorlagen db upgrade` mends it."""

    code = "schema-veraltet"


class SchabloneUngueltig(Fachfehler):
    """A Word template that cannot be used, or that does not fit the data it is given."""

    code = "schablone-ungueltig"


class VersandGescheitert(Fachfehler):
    """A mail could not be handed over. `endgueltig` tells a refusal for good (5xx) from one worth a retry."""

    code = "versand-gescheitert"

    def __init__(self, satz: str, *, endgueltig: bool) -> None:
        super().__init__(satz)
        self.endgueltig = endgueltig


class VersandUngewiss(Fachfehler):
    """It may have arrived: the line broke after the final dot (RFC 1047). A second copy has the same Message-ID."""

    code = "versand-ungewiss"


class PruefungUnmoeglich(Fachfehler):
    """The virus scanner does not answer; what it was to look at is not taken."""

    code = "pruefung-unmoeglich"

    def __init__(self) -> None:
        super().__init__(
            "Die Virenprüfung antwortet gerade nicht; deshalb wird keine Datei angenommen. "
            "Bitte versuchen Sie es später noch einmal oder sagen Sie Ihrer IT Bescheid."
        )

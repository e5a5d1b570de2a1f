"""Talking to a foreign server: politely, patiently, and never in circles."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from vorlagen.fehler import AbrufGescheitert, AdresseVerweigert
from vorlagen.netz import Antwort, Grenzen, hole
from vorlagen.ris import AntwortUnlesbar, Befund, Befunde, Seite, lies_antwort, lies_seite

SEITEN_HOECHSTENS: Final = 50_000
_WUNSCH: Final = ("limit", "100")
_VORUEBERGEHEND: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hoeflichkeit:
    """Seconds between two requests, how often one is made, the first wait after a failure, the longest wait.

    `atem` is what others get to write between two portions: who waits for SQLite looks ten times a second.
    """

    pause: float = 0.1
    versuche: int = 5
    warten: float = 1.0
    geduld: float = 120.0
    atem: float = 0.12


@dataclass(frozen=True, slots=True)
class Blatt:
    """The new objects of one page, and with which page it goes on (None: that was the last)."""

    objekte: tuple[Any, ...]
    weiter: str | None


class Server:
    """One foreign server during one run; before every request it tells `puls`.

    `schlafe` and `uhr` are the seconds' clock.
    """

    def __init__(
        self,
        grenzen: Grenzen,
        befunde: Befunde,
        hoeflichkeit: Hoeflichkeit,
        *,
        puls: Callable[[], None] = lambda: None,
        schlafe: Callable[[float], None] = time.sleep,
        uhr: Callable[[], float] = time.monotonic,
    ) -> None:
        self._grenzen, self.befunde, self._hoeflich = grenzen, befunde, hoeflichkeit
        self._puls, self._schlafe, self._uhr, self._zuletzt = puls, schlafe, uhr, -1e9

    def hole(self, url: str) -> Any:
        """The JSON behind an address. Raises `AbrufGescheitert`, `AdresseVerweigert`."""
        letzter: AbrufGescheitert = AbrufGescheitert("Es wurde nicht gefragt.")
        unlesbar = 0
        for versuch in range(self._hoeflich.versuche):
            warten = self._hoeflich.warten * 2**versuch
            try:
                antwort = self.frage(url)
                if antwort.status == 200:
                    return lies_antwort(antwort.koerper, url, self.befunde)
                letzter = AntwortUnlesbar(f"Der Server antwortet mit dem Status {antwort.status}.", antwort.status)
                warten = max(warten, _retry_after(antwort))
            except AbrufGescheitert as fehler:
                letzter = fehler
            status = letzter.status if isinstance(letzter, AntwortUnlesbar) else 503
            unlesbar += status is None
            if unlesbar > 1 or status not in (None, *_VORUEBERGEHEND):
                break  # a page that is HTML twice is HTML, and a refusal stays one
            if versuch < self._hoeflich.versuche - 1:
                self._schlafe(min(warten, self._hoeflich.geduld))
        raise letzter

    def frage(self, url: str, grenzen: Grenzen | None = None) -> Antwort:
        """One GET, not sooner than the pause allows."""
        self._puls()
        rest = self._zuletzt + self._hoeflich.pause - self._uhr()
        if rest > 0:
            self._schlafe(rest)
        try:
            return hole(url, grenzen or self._grenzen, kopf={"Accept": "application/json", "User-Agent": "Vorlagen"})
        finally:
            self._zuletzt = self._uhr()

    def blaetter(self, url: str, *, seit: datetime | None, mit_wunsch: bool, ab: str | None) -> Iterator[Blatt]:
        """The pages of a list from the first (or from the page `ab`) on, each object once.

        What ends the list too early is noted and ends it here.
        """
        gesehen: set[int] = set()
        besucht: set[str] = set()
        alle: int | None = None
        adresse, seite = self._erste(url, seit=seit, mit_wunsch=mit_wunsch, ab=ab)
        while seite is not None and len(besucht) < SEITEN_HOECHSTENS:
            besucht.add(adresse)
            alle = seite.alle if alle is None else alle
            neue = self._neue(seite, gesehen, url)
            fertig = ab is None and alle is not None and len(gesehen) >= alle
            weiter = self.weiter(seite, adresse)
            if weiter is not None and (weiter in besucht or (seite.objekte and not neue) or (fertig and not neue)):
                self.befunde.merke(Befund.OHNE_ENDE if fertig else Befund.SCHLEIFE, adresse)
                weiter = None
            yield Blatt(neue, weiter)
            if weiter is None:
                break
            adresse, seite = weiter, self._seite(weiter)
        if len(besucht) >= SEITEN_HOECHSTENS:
            self.befunde.merke(Befund.SCHLEIFE, url)
        if ab is None and alle is not None and len(gesehen) < alle:
            self.befunde.merke(Befund.ZU_WENIGE, f"{url}: {len(gesehen)} von {alle}")

    def _erste(self, url: str, *, seit: datetime | None, mit_wunsch: bool, ab: str | None) -> tuple[str, Seite | None]:
        """The first page, asked for as precisely as this server understands."""
        if ab is not None:
            return ab, self._seite(ab)
        filter_ = [("modified_since", seit.astimezone().replace(microsecond=0).isoformat())] if seit else []
        fragen = [mit(url, *filter_, _WUNSCH)] if mit_wunsch else []
        fragen += [mit(url, *filter_), *([url] if filter_ else [])]
        for frage in dict.fromkeys(fragen):
            try:
                return frage, lies_seite(self.hole(frage), frage, self.befunde)
            except (AbrufGescheitert, AdresseVerweigert) as fehler:
                if getattr(fehler, "status", None) == 404 and seit and frage != url:
                    self.befunde.merke(Befund.LEERE_MIT_FEHLER, frage)
                    return frage, None
                if frage == fragen[-1]:
                    self.befunde.merke(Befund.ABRUF, f"{frage}: {fehler.satz}")
            if seit and frage != url and frage == fragen[-2]:
                self.befunde.merke(Befund.FILTER, frage)
        return url, None

    def _seite(self, url: str) -> Seite | None:
        try:
            return lies_seite(self.hole(url), url, self.befunde)
        except (AbrufGescheitert, AdresseVerweigert) as fehler:
            self.befunde.merke(Befund.ABRUF, f"{url}: {fehler.satz}")
            return None

    def _neue(self, seite: Seite, gesehen: set[int], url: str) -> tuple[Any, ...]:
        neue = []
        for objekt in seite.objekte:
            kennung = objekt.get("id") if isinstance(objekt, dict) else None
            if isinstance(kennung, str) and hash(kennung) in gesehen:
                self.befunde.merke(Befund.DOPPELT, kennung)
                continue
            gesehen.add(hash(kennung) if isinstance(kennung, str) else hash((url, len(gesehen))))
            neue.append(objekt)
        return tuple(neue)

    def weiter(self, seite: Seite, adresse: str) -> str | None:
        """The next page: as the server says, or by its number where it only says that there are more."""
        if seite.weiter is not None:
            try:
                return urljoin(adresse, seite.weiter)
            except ValueError:
                self.befunde.merke(Befund.ABRUF, f"{adresse}: {seite.weiter}")
                return None
        if not seite.objekte or seite.nummer is None or seite.seiten is None or seite.nummer >= seite.seiten:
            return None
        self.befunde.merke(Befund.OHNE_WEITER, adresse)
        return mit(adresse, ("page", str(seite.nummer + 1)))


def mit(url: str, *angaben: tuple[str, str]) -> str:
    """The address with these parameters, each once."""
    if not angaben:
        return url
    teile, namen = urlsplit(url), {name for name, _ in angaben}
    bleibt = [(name, wert) for name, wert in parse_qsl(teile.query, keep_blank_values=True) if name not in namen]
    return urlunsplit(teile._replace(query=urlencode([*bleibt, *angaben])))


def _retry_after(antwort: Antwort) -> float:
    """Seconds that the server asks for (RFC 9110 § 10.2.3), 0 where it does not."""
    wert = antwort.kopf.get("retry-after", "").strip()
    if wert.isascii() and wert.isdigit():
        return float(wert[:9])
    try:
        return max(0.0, (parsedate_to_datetime(wert) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0

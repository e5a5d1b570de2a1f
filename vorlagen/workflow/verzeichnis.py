"""Which procedures and Anpassungen there are: found by entry point, ours through the same door as a stranger's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from itertools import chain, combinations

from vorlagen.fehler import NichtGefunden
from vorlagen.workflow.anpassung import Anpassung, formfehler, wende_an
from vorlagen.workflow.stecker import GRUPPE, GRUPPE_ANPASSUNGEN, Fund, Stoerung, T, lies
from vorlagen.workflow.umzug import luecken
from vorlagen.workflow.workflow import AblaufFehlerhaft, Workflow

HOECHSTENS = 6
"""How many Anpassungen of one procedure are combined when the definition of an old paper is looked for."""


@dataclass(slots=True)
class Verzeichnis:
    """Procedures by (name, version), Anpassungen by name; `stoerungen` say what was switched off and why."""

    ablaeufe: dict[tuple[str, int], Workflow] = field(default_factory=dict)
    anpassungen: dict[str, Anpassung] = field(default_factory=dict)
    stoerungen: list[Stoerung] = field(default_factory=list)
    _fertige: dict[tuple[str, int, frozenset[str]], Workflow] = field(default_factory=dict)
    _gepinnte: dict[tuple[str, int, str, frozenset[str]], Workflow] = field(default_factory=dict)

    def lade(self, quellen: Iterable[EntryPoint] | None = None) -> None:
        """Read the plug-ins afresh. One that fails is switched off; of two with one name both are.

        A mistake in our own procedures is raised: it must not start at all.
        """
        for behaelter in (self.ablaeufe, self.anpassungen, self.stoerungen, self._fertige, self._gepinnte):
            behaelter.clear()
        alle = chain(entry_points(group=GRUPPE), entry_points(group=GRUPPE_ANPASSUNGEN))
        quellen = tuple(alle if quellen is None else quellen)
        self._lade_ablaeufe(lies((q for q in quellen if q.group == GRUPPE), Workflow, self.stoerungen))
        self._lade_anpassungen(lies((q for q in quellen if q.group != GRUPPE), Anpassung, self.stoerungen))

    def hole(self, name: str, version: int | None = None, *, anpassungen: Collection[str] = ()) -> Workflow:
        """The procedure of that name, in that version or the newest, as changed by these Anpassungen.

        Raises `NichtGefunden`; `AblaufFehlerhaft` if an Anpassung is not there or does not fit: a town that asked
        for an extra safeguard must not go on without it.
        """
        treffer = [a for (n, v), a in self.ablaeufe.items() if n == name and version in (None, v)]
        if not treffer:
            raise NichtGefunden(f"Den Ablauf „{name}“ gibt es in dieser Installation nicht oder er ist abgeschaltet.")
        ablauf = max(treffer, key=lambda ablauf: ablauf.version)
        return self._angepasst(ablauf, frozenset(anpassungen)) if anpassungen else ablauf

    def gepinnt(self, name: str, version: int, kennung: str, *, anpassungen: Collection[str] = ()) -> Workflow:
        """The very definition that a paper is pinned to, whatever its town has switched on or off since.

        If nothing installed makes this `kennung` any more, the town's present one of that version. Raises as `hole`.
        """
        schluessel = (name, version, kennung, frozenset(anpassungen))
        if schluessel not in self._gepinnte:
            self._gepinnte[schluessel] = self._suche(name, version, kennung, anpassungen)
        return self._gepinnte[schluessel]

    def versionen(self, name: str) -> tuple[Workflow, ...]:
        """All installed versions of a procedure, oldest first."""
        return tuple(self.ablaeufe[schluessel] for schluessel in sorted(self.ablaeufe) if schluessel[0] == name)

    def mit_rolle(self, rolle: str) -> frozenset[str]:
        """The names of the procedures in which this role takes a step, installed Anpassungen included."""
        alle = chain(self.ablaeufe.values(), self._fertige.values())
        return frozenset(ablauf.name for ablauf in alle if any(rolle in schritt.rollen for schritt in ablauf.schritte))

    def status_titel(self, name: str, status: str) -> str:
        """What the screen says for a status of this procedure in any version, installed Anpassungen included."""
        for ablauf in chain(reversed(self.versionen(name)), self._fertige.values()):
            if ablauf.name == name and status in ablauf.statusnamen:
                return ablauf.status_titel(status)
        return status

    def alle(self) -> tuple[Workflow, ...]:
        """The newest version of each procedure, by title."""
        neueste = {name: self.hole(name) for name, _ in self.ablaeufe}
        return tuple(sorted(neueste.values(), key=lambda ablauf: ablauf.titel))

    def _suche(self, name: str, version: int, kennung: str, anpassungen: Collection[str]) -> Workflow:
        basis = self.hole(name, version)
        if basis.kennung == kennung:
            return basis
        passende = sorted(einzelne.name for einzelne in self.anpassungen.values() if name in einzelne.fuer)[:HOECHSTENS]
        for anzahl in range(1, len(passende) + 1):
            for auswahl in combinations(passende, anzahl):
                try:
                    kandidat = self._angepasst(basis, frozenset(auswahl))
                except AblaufFehlerhaft:
                    continue
                if kandidat.kennung == kennung:
                    return kandidat
        return self.hole(name, version, anpassungen=anpassungen)

    def _angepasst(self, ablauf: Workflow, namen: frozenset[str]) -> Workflow:
        schluessel = (ablauf.name, ablauf.version, namen)
        if schluessel not in self._fertige:
            fehlend = sorted(namen - set(self.anpassungen))
            if fehlend:
                saetze = (f"Die Anpassung „{n}“ ist eingestellt, aber nicht da oder abgeschaltet." for n in fehlend)
                raise AblaufFehlerhaft(ablauf.name, tuple(saetze))
            self._fertige[schluessel] = wende_an(ablauf, (self.anpassungen[name] for name in namen))
        return self._fertige[schluessel]

    def _lade_ablaeufe(self, funde: Iterable[Fund[Workflow]]) -> None:
        for name, einzelne in _nach_namen(funde).items():
            versionen = {fund.inhalt.version: fund.inhalt for fund in einzelne}
            if len({fund.paket for fund in einzelne}) > 1 or len(versionen) < len(einzelne):
                self.stoerungen.append(_mehrfach("Den Ablauf", name, einzelne))
                continue
            vorige: Workflow | None = None
            for version in sorted(versionen):
                saetze = tuple(luecken(vorige, versionen[version])) if vorige else ()
                if saetze and einzelne[0].eigen:
                    raise AblaufFehlerhaft(name, saetze)
                if saetze:
                    satz = f"Version {version} von „{name}“ gilt noch nicht: {' '.join(saetze)}"
                    self.stoerungen.append(Stoerung(einzelne[0].quelle, satz))
                    continue
                self.ablaeufe[name, version] = vorige = versionen[version]

    def _lade_anpassungen(self, funde: Iterable[Fund[Anpassung]]) -> None:
        quelle_von: dict[str, str] = {}
        for name, einzelne in _nach_namen(funde).items():
            saetze = formfehler(einzelne[0].inhalt)
            if len(einzelne) > 1:
                self.stoerungen.append(_mehrfach("Die Anpassung", name, einzelne))
            elif saetze:
                satz = f"Die Anpassung „{name}“ kann so nicht gelten: {' '.join(saetze)}"
                self.stoerungen.append(Stoerung(einzelne[0].quelle, satz))
            else:
                self.anpassungen[name], quelle_von[name] = einzelne[0].inhalt, einzelne[0].quelle
        for name in sorted(self.anpassungen):
            satz = self._probe(self.anpassungen[name])
            if satz:
                self.stoerungen.append(Stoerung(quelle_von[name], satz))
                del self.anpassungen[name]

    def _probe(self, einzelne: Anpassung) -> str:
        """Try it, with those that it needs, on every procedure that it was made for."""
        try:
            for name in einzelne.fuer:
                self._angepasst(self.hole(name), frozenset(self._mit_gebrauchten(einzelne, {})))
        except (AblaufFehlerhaft, NichtGefunden) as fehler:
            return f"Die Anpassung „{einzelne.name}“ ist abgeschaltet. {fehler.satz}"
        return ""

    def _mit_gebrauchten(self, einzelne: Anpassung, schon: dict[str, Anpassung]) -> dict[str, Anpassung]:
        schon[einzelne.name] = einzelne
        for name in einzelne.braucht:
            if name in self.anpassungen and name not in schon:
                self._mit_gebrauchten(self.anpassungen[name], schon)
        return schon


def _nach_namen(funde: Iterable[Fund[T]]) -> dict[str, list[Fund[T]]]:
    gefunden: dict[str, list[Fund[T]]] = defaultdict(list)
    for fund in funde:
        gefunden[str(fund.inhalt.name)].append(fund)
    return gefunden


def _mehrfach(was: str, name: str, funde: list[Fund[Workflow]] | list[Fund[Anpassung]]) -> Stoerung:
    wer = " und ".join(f"„{paket}“" for paket in dict.fromkeys(fund.paket for fund in funde))
    satz = f"{was} „{name}“ gibt es mehrfach, aus {wer}; deshalb gilt davon gar nichts."
    return Stoerung(funde[-1].quelle, satz)

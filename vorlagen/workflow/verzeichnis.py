"""Which procedures there are: found by entry point, ours through the same door as a stranger's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points

from vorlagen.fehler import NichtGefunden
from vorlagen.workflow.workflow import Workflow

GRUPPE = "vorlagen.ablaeufe"


@dataclass(frozen=True, slots=True)
class Stoerung:
    """A plug-in that was switched off, and why, in one German sentence."""

    quelle: str
    satz: str


@dataclass(slots=True)
class Verzeichnis:
    """Procedures by (name, version). `stoerungen` are shown to the administration and by `vorlagen ablauf pruefe`."""

    ablaeufe: dict[tuple[str, int], Workflow] = field(default_factory=dict)
    stoerungen: list[Stoerung] = field(default_factory=list)

    def lade(self, quellen: Iterable[EntryPoint] | None = None) -> None:
        """Read the plug-ins afresh. One that fails is switched off; two of one name are both switched off."""
        self.ablaeufe.clear()
        self.stoerungen.clear()
        herkunft: dict[tuple[str, int], str] = {}
        doppelt: set[tuple[str, int]] = set()
        for quelle in sorted(entry_points(group=GRUPPE) if quellen is None else quellen, key=lambda q: q.name):
            for ablauf in self._lies(quelle):
                schluessel = (ablauf.name, ablauf.version)
                if schluessel in herkunft:
                    doppelt.add(schluessel)
                    self.stoerungen.append(_zweimal(ablauf, herkunft[schluessel], quelle.name))
                herkunft[schluessel] = quelle.name
                self.ablaeufe[schluessel] = ablauf
        for schluessel in doppelt:
            del self.ablaeufe[schluessel]

    def hole(self, name: str, version: int | None = None) -> Workflow:
        """The procedure of that name, in that version or the newest. Raises `NichtGefunden`."""
        treffer = [a for (n, v), a in self.ablaeufe.items() if n == name and version in (None, v)]
        if not treffer:
            raise NichtGefunden(f"Den Ablauf „{name}“ gibt es in dieser Installation nicht oder er ist abgeschaltet.")
        return max(treffer, key=lambda ablauf: ablauf.version)

    def alle(self) -> tuple[Workflow, ...]:
        """The newest version of each procedure, by title."""
        neueste = {name: self.hole(name) for name, _ in self.ablaeufe}
        return tuple(sorted(neueste.values(), key=lambda ablauf: ablauf.titel))

    def _lies(self, quelle: EntryPoint) -> tuple[Workflow, ...]:
        try:
            geladen = quelle.load()
        except Exception as fehler:  # a foreign plug-in may raise anything, and must not stop the others
            self.stoerungen.append(Stoerung(quelle.name, f"„{quelle.name}“ ließ sich nicht laden: {fehler}"))
            return ()
        ablaeufe = (geladen,) if isinstance(geladen, Workflow) else tuple(geladen)
        if not all(isinstance(ablauf, Workflow) for ablauf in ablaeufe):
            self.stoerungen.append(Stoerung(quelle.name, f"„{quelle.name}“ liefert etwas anderes als Abläufe."))
            return ()
        return ablaeufe


def _zweimal(ablauf: Workflow, eine: str, andere: str) -> Stoerung:
    return Stoerung(
        andere,
        f"Den Ablauf „{ablauf.name}“ (Version {ablauf.version}) bringen „{eine}“ und „{andere}“ mit; "
        "deshalb gilt keiner von beiden.",
    )

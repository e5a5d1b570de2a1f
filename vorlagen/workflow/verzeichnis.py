"""Which procedures there are: found by entry point, ours through the same door as a stranger's."""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from vorlagen.fehler import Fachfehler, NichtGefunden
from vorlagen.workflow.workflow import Workflow

GRUPPE = "vorlagen.ablaeufe"
EIGENES_PAKET = "vorlagen"


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
        """Read the plug-ins afresh. One that fails is switched off; of two with one name both are.

        A mistake in our own procedures is raised: it must not start at all.
        """
        self.ablaeufe.clear()
        self.stoerungen.clear()
        gefunden: dict[str, list[tuple[str, Workflow]]] = defaultdict(list)
        for quelle in sorted(entry_points(group=GRUPPE) if quellen is None else quellen, key=lambda q: q.name):
            for ablauf in self._lies(quelle):
                gefunden[ablauf.name].append((_paket(quelle), ablauf))
        for name, funde in gefunden.items():
            versionen = {ablauf.version: ablauf for _, ablauf in funde}
            pakete = [paket for paket, _ in funde]
            if len(set(pakete)) > 1 or len(versionen) < len(funde):
                self.stoerungen.append(_mehrfach(name, pakete))
            else:
                self.ablaeufe |= {(name, version): ablauf for version, ablauf in versionen.items()}

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
            teile = geladen if isinstance(geladen, tuple | list) else (geladen,)
        except (Exception, SystemExit) as fehler:  # a foreign plug-in may raise anything, and must not stop the others
            if _paket(quelle) == EIGENES_PAKET:
                raise
            self.stoerungen.append(Stoerung(quelle.name, f"„{quelle.name}“ ließ sich nicht laden: {warum(fehler)}"))
            return ()
        brauchbar = []
        for teil in teile:
            einwand = _einwand(quelle, teil)
            if einwand:
                self.stoerungen.append(Stoerung(quelle.name, f"„{quelle.name}“ {einwand}"))
            else:
                brauchbar.append(teil)
        return tuple(brauchbar)


def warum(fehler: BaseException) -> str:
    """What a plug-in died of, and in which line of which file."""
    satz = fehler.satz if isinstance(fehler, Fachfehler) else f"{type(fehler).__name__}: {fehler}"
    zeilen = [z for z in traceback.extract_tb(fehler.__traceback__) if not z.filename.startswith("<frozen")]
    eigene = Path(__file__).parent
    fremde = [z for z in zeilen if Path(z.filename).parent != eigene and "importlib" not in z.filename]
    if not fremde:
        return satz
    return f"{satz} ({Path(fremde[-1].filename).name}, Zeile {fremde[-1].lineno})"


def _paket(quelle: EntryPoint) -> str:
    """The wheel that an entry point comes with; without one its outermost module."""
    return quelle.dist.name if quelle.dist else quelle.module.partition(".")[0]


def _einwand(quelle: EntryPoint, teil: object) -> str:
    if not isinstance(teil, Workflow):
        return f"liefert etwas anderes als einen Ablauf: {teil!r}."
    if "." not in teil.name and _paket(quelle) != EIGENES_PAKET:
        return f"nennt seinen Ablauf „{teil.name}“; ein fremder Name trägt den Ort voran: „ort.{teil.name}“."
    return ""


def _mehrfach(name: str, pakete: list[str]) -> Stoerung:
    wer = " und ".join(f"„{paket}“" for paket in dict.fromkeys(pakete))
    satz = f"Den Ablauf „{name}“ gibt es mehrfach, er kommt aus {wer}; deshalb gilt er gar nicht."
    return Stoerung(pakete[-1], satz)

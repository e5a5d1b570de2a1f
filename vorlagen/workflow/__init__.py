"""The rules of procedure: all that a plug-in needs, and all that it may know of us."""

from vorlagen.workflow.anpassung import Anpassung, anpassung, umgebaut
from vorlagen.workflow.bausteine import Folge, FolgeArt, Folgenregel, Frist, Schritt, Status, folge
from vorlagen.workflow.begriffe import Ausgang, Pflichtart, Rolle, Sitzungsziel, Verknuepfungsart, Votum, Wirkung
from vorlagen.workflow.felder import Feld, Feldart
from vorlagen.workflow.grund import Bedingung, Grund, bedingung
from vorlagen.workflow.mitzeichnung import Beteiligungsregel, Mitzeichnungsordnung, Schweigen, beteiligung
from vorlagen.workflow.sachstand import Beratung, Mitzeichnung, Sachstand
from vorlagen.workflow.workflow import AblaufFehlerhaft, Workflow

__all__ = [
    "AblaufFehlerhaft",
    "Anpassung",
    "Ausgang",
    "Bedingung",
    "Beratung",
    "Beteiligungsregel",
    "Feld",
    "Feldart",
    "Folge",
    "FolgeArt",
    "Folgenregel",
    "Frist",
    "Grund",
    "Mitzeichnung",
    "Mitzeichnungsordnung",
    "Pflichtart",
    "Rolle",
    "Sachstand",
    "Schritt",
    "Schweigen",
    "Sitzungsziel",
    "Status",
    "Verknuepfungsart",
    "Votum",
    "Wirkung",
    "Workflow",
    "anpassung",
    "bedingung",
    "beteiligung",
    "folge",
    "umgebaut",
]

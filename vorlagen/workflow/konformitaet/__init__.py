"""The conformance kit: what a procedure must keep beyond what it checks when it is made.

Plain functions, no test framework: `pruefe(ablauf)` for a program, `vorlagen.workflow.pytest_konformitaet` for pytest.
What could not be tried is counted and named, never left out in silence.
"""

from vorlagen.workflow.konformitaet.fall import Befund, Prueffall
from vorlagen.workflow.konformitaet.pruefe import PRUEFUNGEN, pruefe

__all__ = ["PRUEFUNGEN", "Befund", "Prueffall", "pruefe"]

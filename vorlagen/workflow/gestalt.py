"""What a procedure looks like to those who check it; `Workflow` fits, and so does one that is still being made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from vorlagen.workflow.bausteine import Schritt, Status
from vorlagen.workflow.felder import Feld
from vorlagen.workflow.mitzeichnung import Mitzeichnungsordnung


class Gestalt(Protocol):
    """The parts of a procedure, before anybody vouched for them."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def titel(self) -> str: ...
    @property
    def beginnt_mit(self) -> str: ...
    @property
    def endet_mit(self) -> tuple[str, ...]: ...
    @property
    def status(self) -> tuple[Status, ...]: ...
    @property
    def schritte(self) -> tuple[Schritt, ...]: ...
    @property
    def felder(self) -> tuple[Feld, ...]: ...
    @property
    def mitzeichnung(self) -> Mitzeichnungsordnung: ...
    @property
    def umzug(self) -> Mapping[str, str]: ...
    @property
    def statusnamen(self) -> frozenset[str]: ...

"""The conformance kit for pytest, with one import:

    from vorlagen.workflow.pytest_konformitaet import konform
    test_eilvorlage = konform(EILVORLAGE)

makes one test per check. What a check could not try appears as a skipped test with its reason, so that pytest counts
and shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from vorlagen.workflow.konformitaet import Befund, pruefe
from vorlagen.workflow.sachstand import Sachstand
from vorlagen.workflow.workflow import Workflow


def konform(
    ablauf: Workflow, *, fruehere: Sequence[Workflow] = (), staende: Sequence[Sachstand] = ()
) -> Callable[[Befund, str | None], None]:
    """A test function over all checks of this procedure; assign it to a name that begins with `test_`."""
    faelle = [
        fall
        for befund in pruefe(ablauf, fruehere=fruehere, staende=staende)
        for fall in (
            pytest.param(befund, None, id=befund.pruefung),
            *(
                pytest.param(befund, grund, id=f"{befund.pruefung}-ausgelassen-{nr}")
                for nr, grund in enumerate(befund.uebersprungen, start=1)
            ),
        )
    ]

    @pytest.mark.parametrize(("befund", "ausgelassen"), faelle)
    def haelt_die_regeln(befund: Befund, ausgelassen: str | None) -> None:
        if ausgelassen:
            pytest.skip(ausgelassen)
        assert befund.fehler == (), befund.titel  # noqa: S101 - this is a test

    return haelt_die_regeln

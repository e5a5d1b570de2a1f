"""Die Prüfungen des Pakets; mehr braucht es nicht."""

from lindenstadt import EILVORLAGE  # type: ignore[import-not-found]  # found once the wheel is installed

from vorlagen.workflow.pytest_konformitaet import konform

test_eilvorlage = konform(EILVORLAGE)

"""How real papers are spread, as numbers.

Counted once over 40 papers that were read off public council pages of 34 municipalities (2004 – 2024); no word of them
is used. What is public says nothing of what is not: the share of non-public papers is assumed.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Final, TypeVar

Wert = TypeVar("Wert")

STATIONEN: Final = {1: 22, 2: 5, 3: 1, 4: 1, 5: 1, 7: 1, 18: 1}
"""Stages of a paper; 8 more had none that could be read."""

ARTEN: Final = {"Beschlussvorlage": 20, "Mitteilungsvorlage": 2, "Geschäftliche Mitteilung": 1, "Wahlvorlage": 2}
"""Kinds of the 25 papers that name one, by whether anything is decided; two elect somebody."""

VORHER: Final = {"Vorberatung": 18, "Empfehlung": 6, "Kenntnisnahme": 3, "Beratung": 2}
"""What a stage before the deciding one is to do."""

ENTSCHEIDUNG: Final = {"angenommen": 8, "angenommen_geaendert": 3, "abgelehnt": 3, "vertagt": 8, "zurueckgezogen": 1}
"""What a deciding body did; elections and decisions point by point are left out (4 of 38)."""

WAHL: Final = {"gewaehlt": 9, "nicht_gewaehlt": 1}
"""What an electing body did; both of the two that are known elected somebody, the other is assumed."""

VERKNUEPFT: Final = {None: 36, "beantwortet": 1, "stellungnahme_zu": 1, "aendert": 1, "ergaenzt": 1}
"""What a paper says of another one. Those that answer or comment name a motion by a foreign number."""

GEMEINSAM: Final = {False: 49, True: 1}
"""Whether two bodies meet for a stage; assumed, none of the 40 says so."""

EMPFEHLUNG: Final = {"empfohlen": 18, "ohne_empfehlung": 1, "abgelehnt": 1, "vertagt": 4}
"""What a body did that prepares: rarely recorded at all, so all but the named share recommends."""

ANLAGEN: Final = {0: 35, 1: 4, 3: 1}
"""Attachments of a paper."""

SACHVERHALT: Final = (1000, 1600)
"""Characters of the facts of the case in the three papers that are known in full."""

NICHTOEFFENTLICH: Final = {False: 9, True: 1}
"""Assumed."""

BETEILIGTE: Final = {1: 5, 2: 4, 3: 2}
"""Offices that co-sign; assumed, because council pages do not show them."""

ZURUECKGEGEBEN: Final = {False: 12, True: 1}
"""Whether the first round ends with a return; assumed."""

VOTEN: Final = {"zugestimmt": 17, "zugestimmt_mit_hinweis": 2, "kenntnis": 1}
"""Assumed."""

SITZE: Final = (11, 45)
"""Members of a body, smallest and largest of those that voted."""


def ziehe(zufall: random.Random, verteilung: Mapping[Wert, int]) -> Wert:
    """One value, as often as its number says."""
    return zufall.choices(list(verteilung), list(verteilung.values()))[0]

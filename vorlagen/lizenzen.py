"""The free licences under which a town may give out what is public, and what people call them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LIZENZEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "https://www.govdata.de/dl-de/zero-2-0": "Datenlizenz Deutschland – Zero – Version 2.0",
        "https://www.govdata.de/dl-de/by-2-0": "Datenlizenz Deutschland – Namensnennung – Version 2.0",
        "https://creativecommons.org/publicdomain/zero/1.0/": "Creative Commons Zero 1.0 (CC0)",
        "https://creativecommons.org/licenses/by/4.0/": "Creative Commons Namensnennung 4.0 (CC BY)",
        "https://creativecommons.org/licenses/by-sa/4.0/": "Creative Commons Namensnennung – gleiche Bedingungen 4.0",
    }
)
"""Free licences to choose from; a town may name another one by its address."""

KURZNAMEN: Final[Mapping[str, str]] = MappingProxyType(
    dict(zip(("dl-de/zero-2-0", "dl-de/by-2-0", "cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0"), LIZENZEN, strict=True))
)
"""What people call them."""

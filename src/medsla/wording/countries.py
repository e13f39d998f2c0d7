"""Names of countries in contract language: Babel's, and where a contract says more, our own.

A code without a name is refused: a contract that says "XX" says nothing.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from medsla.messages import keys
from medsla.wording.refusal import WordingError
from medsla.wording.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["country_names", "format_country"]

# Codes for the unknown, for tests and for groups of countries: places where no data can lie.
_NO_PLACES = frozenset({"ZZ", "XA", "XB", "EU", "EZ", "UN", "QO"})


def format_country(code: str, language: str) -> str:
    """The name of a country (ISO 3166 letters).

    >>> format_country("JP", "ja"), format_country("US", "en")
    ('日本国', 'the United States of America')
    """
    names = country_names(language)
    if code not in names:
        raise WordingError("unsayable", value=code, what=word("country-what", language))
    return names[code]


@cache
def country_names(language: str) -> Mapping[str, str]:
    """Every code with its name.

    >>> country_names("ja")["SG"]
    'シンガポール'
    """
    from babel import Locale

    names = {
        code: str(name)
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_PLACES
    }
    ours = [key.rpartition(".")[2] for key in keys() if key.startswith("wording.country.")]
    return MappingProxyType(names | {code: word(f"country.{code}", language) for code in ours})

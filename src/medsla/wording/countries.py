"""Names of countries in contract language: Babel's, and where a contract says more, our own.

A code without a name is refused: a contract that says "XX" says nothing.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from medsla.messages import keys
from medsla.wording.normal import normal_text
from medsla.wording.refusal import WordingError
from medsla.wording.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["country_codes", "country_names", "format_country"]

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
    """Every code with the name that is printed.

    >>> country_names("ja")["SG"]
    'シンガポール'
    """
    ours = [key.rpartition(".")[2] for key in keys() if key.startswith("wording.country.")]
    return MappingProxyType(_names(language) | {code: word(f"country.{code}", language) for code in ours})


@cache
def country_codes(language: str) -> Mapping[str, str]:
    """The code of every name that is read, normalised: the printed ones and Babel's (日本国 and 日本).

    >>> country_codes("ja")["日本国"] == country_codes("ja")["日本"]
    True
    """
    both = (*_names(language).items(), *country_names(language).items())
    return MappingProxyType({normal_text(name): code for code, name in both})


def _names(language: str) -> dict[str, str]:
    from babel import Locale

    return {
        code: str(name)
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_PLACES
    }

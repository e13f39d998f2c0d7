"""Finds the words beside a value that say how it is meant, in any paper's wording.

It finds and does not judge: what a clause promises follows from its value and all the words around it, and is
decided by whoever reads the clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from medsla.wording.languages import demand
from medsla.wording.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Qualifier", "find_qualifiers"]


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words with a meaning: `kind` is comparator, commitment, hedges, answer, promptness or vague.

    `value` is the catalogue's token where the kind is one of its facets, and for comparators less_than, at_most,
    at_least, more_than or at_latest. `start` and `end` bound the words in the text as it stands.
    """

    kind: str
    value: str
    start: int
    end: int


def find_qualifiers(text: str, language: str) -> tuple[Qualifier, ...]:
    """The words in a clause that say how its value is meant, in their order.

    >>> [
    ...     (found.kind, found.value)
    ...     for found in find_qualifiers("原則として99.9%以上を保証する契約", "ja")
    ... ]
    [('hedges', 'in_principle'), ('comparator', 'at_least'), ('commitment', 'guarantee')]
    """
    demand(language)
    normal, rows = normalise(text), _rows(language)
    found = []
    for match in _pattern(language).finditer(normal.text):
        kind, value, _ = rows[int(str(match.lastgroup).removeprefix("row"))]
        if kind:
            found.append(Qualifier(kind, value, *normal.span(*match.span())))
    return tuple(found)


def _rows(language: str) -> Sequence[tuple[str, str, str]]:
    if language == "ja":
        from medsla.wording.ja.qualifier_words import ROWS as JA_ROWS

        return JA_ROWS
    from medsla.wording.en.qualifier_words import ROWS as EN_ROWS

    return EN_ROWS


@cache
def _pattern(language: str) -> re.Pattern[str]:
    rows = (f"(?P<row{number}>{pattern})" for number, (_, _, pattern) in enumerate(_rows(language)))
    return re.compile("|".join(rows), re.IGNORECASE)

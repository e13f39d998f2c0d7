"""Sets compared by inclusion, countries, and "any of these"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from medsla.quantities.order import Order
from medsla.quantities.refusal import QuantityError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

__all__ = ["compare_sets", "gained", "lost", "parse_countries", "satisfies"]

_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)


def compare_sets(first: AbstractSet[str], second: AbstractSet[str]) -> Order:
    """Less means a proper subset; undecidable that neither holds the other.

    >>> compare_sets({"JP"}, {"JP", "SG"})
    <Order.less: 'less'>
    """
    if first == second:
        return Order.equal
    if first < second:
        return Order.less
    return Order.greater if first > second else Order.undecidable


def gained(first: AbstractSet[str], second: AbstractSet[str]) -> frozenset[str]:
    """What the second has and the first has not.

    >>> gained({"JP"}, {"JP", "SG"})
    frozenset({'SG'})
    """
    return frozenset(second - first)


def lost(first: AbstractSet[str], second: AbstractSet[str]) -> frozenset[str]:
    """What the first has and the second has not.

    >>> lost({"JP"}, {"SG"})
    frozenset({'JP'})
    """
    return frozenset(first - second)


def parse_countries(data: Iterable[str]) -> frozenset[str]:
    """Countries from ISO 3166-1 alpha-2 letters; the shape is checked, not whether the state exists.

    Raises:
        QuantityError: something other than two capital ASCII letters.

    >>> parse_countries(["JP"])
    frozenset({'JP'})
    """
    if isinstance(data, str):
        raise QuantityError("country-unreadable", text=data)
    found = tuple(data)
    for country in found:
        if not isinstance(country, str) or not _COUNTRY.fullmatch(country):
            raise QuantityError("country-unreadable", text=country)
    return frozenset(found)


def satisfies(held: Iterable[str], any_of: Iterable[str]) -> bool:
    """Whether at least one of the alternatives is held; no alternative asks for nothing.

    >>> satisfies({"isms"}, any_of={"privacy_mark", "isms"})
    True
    """
    wanted = frozenset(any_of)
    return not wanted or not wanted.isdisjoint(held)

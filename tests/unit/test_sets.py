from __future__ import annotations

import pytest

from medsla.quantities.order import Order
from medsla.quantities.refusal import QuantityError
from medsla.quantities.sets import compare_sets, gained, lost, parse_countries, satisfies


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"JP"}, {"JP"}, Order.equal),
        (set(), set(), Order.equal),
        ({"JP"}, {"JP", "SG"}, Order.less),
        (set(), {"JP"}, Order.less),
        ({"JP", "SG"}, {"SG"}, Order.greater),
        ({"JP"}, {"SG"}, Order.undecidable),
        ({"JP", "US"}, {"JP", "SG"}, Order.undecidable),
    ],
)
def test_sets_compare_by_inclusion(first: set[str], second: set[str], expected: Order) -> None:
    assert compare_sets(first, second) is expected
    assert compare_sets(second, first) is expected.flipped()


def test_gained_and_lost_are_seen_from_the_first_side() -> None:
    assert gained({"JP", "US"}, {"JP", "SG"}) == {"SG"}
    assert lost({"JP", "US"}, {"JP", "SG"}) == {"US"}


@pytest.mark.parametrize(
    "data", [["jp"], ["JPN"], ["J"], ["ＪＰ"], ["JP "], ["JP\n"], [""], ["日本"], [1], [None], "JP"]
)
def test_what_is_no_country_code_is_refused(data: list[str]) -> None:
    with pytest.raises(QuantityError) as refused:
        parse_countries(data)
    assert refused.value.code == "country-unreadable"


def test_countries_are_a_set() -> None:
    assert parse_countries(["SG", "JP", "JP"]) == frozenset({"JP", "SG"})
    assert parse_countries([]) == frozenset()


@pytest.mark.parametrize(
    ("held", "any_of", "expected"),
    [
        ({"isms"}, {"privacy_mark", "isms"}, True),
        ({"privacy_mark", "isms"}, {"isms"}, True),
        ({"soc2"}, {"privacy_mark", "isms"}, False),
        (set(), {"isms"}, False),
        (set(), set(), True),
    ],
)
def test_one_of_the_alternatives_is_enough(held: set[str], any_of: set[str], expected: bool) -> None:
    assert satisfies(held, any_of) is expected

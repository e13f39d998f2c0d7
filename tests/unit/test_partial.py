from __future__ import annotations

import pytest

from medsla.quantities.order import Order
from medsla.quantities.partial import PartialOrder
from medsla.quantities.refusal import QuantityError

LESS, EQUAL, GREATER, UNDECIDABLE = Order.less, Order.equal, Order.greater, Order.undecidable

COMMITMENT = PartialOrder([["guarantee", "target"], ["target", "none"]], ties=[["target", "best_effort"]])
ORIGIN = PartialOrder(
    [["occurrence", "detection"], ["detection", "confirmation"], ["detection", "report"]], elements=["creation"]
)


@pytest.mark.parametrize(
    ("order", "first", "second", "expected"),
    [
        (COMMITMENT, "guarantee", "target", GREATER),
        (COMMITMENT, "guarantee", "none", GREATER),
        (COMMITMENT, "target", "best_effort", EQUAL),
        (COMMITMENT, "guarantee", "best_effort", GREATER),
        (COMMITMENT, "none", "best_effort", LESS),
        (COMMITMENT, "none", "none", EQUAL),
        (ORIGIN, "occurrence", "report", GREATER),
        (ORIGIN, "confirmation", "report", UNDECIDABLE),
        (ORIGIN, "creation", "detection", UNDECIDABLE),
        (ORIGIN, "creation", "creation", EQUAL),
    ],
)
def test_names_compare_along_chains(order: PartialOrder, first: str, second: str, expected: Order) -> None:
    assert order.compare(first, second) is expected
    assert order.compare(second, first) is expected.flipped()


def test_a_chain_is_its_pairs() -> None:
    chain = PartialOrder([["full", "partial", "none"]])
    pairs = PartialOrder([["full", "partial"], ["partial", "none"]])
    names = ("full", "partial", "none")
    assert [chain.compare(a, b) for a in names for b in names] == [pairs.compare(a, b) for a in names for b in names]


@pytest.mark.parametrize(
    ("pairs", "ties"),
    [
        ([["a", "a"]], []),
        ([["a", "b"], ["b", "a"]], []),
        ([["a", "b"], ["b", "c"], ["c", "a"]], []),
        ([["a", "b"]], [["a", "b"]]),
        ([["a", "b"], ["b", "c"]], [["a", "c"]]),
        ([["a", "b"], ["c", "d"]], [["b", "c"], ["d", "a"]]),
    ],
)
def test_a_cycle_is_refused(pairs: list[list[str]], ties: list[list[str]]) -> None:
    with pytest.raises(QuantityError) as refused:
        PartialOrder(pairs, ties)
    assert refused.value.code == "order-cycle"


def test_a_diamond_is_no_cycle() -> None:
    order = PartialOrder([["top", "left"], ["top", "right"], ["left", "bottom"], ["right", "bottom"]])
    assert order.compare("top", "bottom") is GREATER
    assert order.compare("left", "right") is UNDECIDABLE


def test_ties_that_share_a_name_are_one_rank() -> None:
    order = PartialOrder([["top", "d"]], ties=[["a", "b"], ["c", "d"], ["b", "c"]])
    assert order.compare("a", "d") is EQUAL
    assert order.compare("top", "a") is GREATER


def test_an_unknown_name_is_refused_even_beside_itself() -> None:
    with pytest.raises(QuantityError) as refused:
        COMMITMENT.compare("promise", "promise")
    assert refused.value == QuantityError("order-unknown", text="promise")


def test_equal_orders_have_equal_hashes() -> None:
    assert hash(PartialOrder([["a", "b"]])) == hash(PartialOrder((("a", "b"),)))

"""Laws of deadlines in business time: they turn with the sides, and shorter ones are never later."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from medsla.comparison.clocks import settle_clock
from medsla.quantities.duration import Duration
from medsla.quantities.order import Order
from medsla.sla import Sla, load_data
from medsla.sla.clock import longest_of

HOURS = [
    "always",
    [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "18:00"}],
    [{"days": ["mon", "wed"], "from": "13:00", "to": "17:30"}],
]
business = st.one_of(
    st.integers(1, 10).map(lambda n: f"P{n}BD"),
    st.integers(1, 48).map(lambda n: f"PT{n}BH"),
).map(Duration.parse)
elapsed = st.integers(1, 60 * 24 * 40).map(lambda n: Duration.parse(f"PT{n}M"))
papers = st.sampled_from(HOURS).map(
    lambda windows: load_data({"medsla": "1.0", "terms": {"support": {"incident_hours": {"windows": windows}}}})
)


@given(business, elapsed, papers)
def test_the_order_turns_with_the_sides(first: Duration, second: Duration, sla: Sla) -> None:
    there, back = settle_clock(first, second, sla, sla), settle_clock(second, first, sla, sla)
    assert there is not None
    assert back is there.flipped()


@given(st.integers(1, 40), st.integers(1, 40), papers)
def test_fewer_business_hours_are_never_later(few: int, more: int, sla: Sla) -> None:
    shorter, longer = (longest_of(Duration.parse(f"PT{n}BH"), sla) for n in sorted((few, more)))
    assert shorter is not None
    assert longer is not None
    assert shorter.elapsed <= longer.elapsed
    assert shorter.elapsed >= Fraction(min(few, more) * 3600)


@given(business, papers)
def test_the_longest_is_equal_to_itself(duration: Duration, sla: Sla) -> None:
    worst = longest_of(duration, sla)
    assert worst is not None
    limit = Duration.parse(f"PT{int(worst.elapsed)}S")
    if limit.in_seconds == worst.elapsed:
        assert settle_clock(limit, duration, sla, sla) is Order.equal

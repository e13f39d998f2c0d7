"""How often in how long: 「年1回」, 「半年に2件以内」."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from medsla.quantities.amount import exact_number
from medsla.quantities.duration import Duration
from medsla.quantities.order import Order, order_of
from medsla.quantities.refusal import QuantityError

__all__ = ["Rate"]


@dataclass(frozen=True, slots=True)
class Rate:
    """A count in a period, or a bare count.

    >>> Rate(Decimal(2), Duration.parse("P6M")).compare(
    ...     Rate(Decimal(4), Duration.parse("P1Y"))
    ... )
    <Order.equal: 'equal'>
    """

    count: Decimal | int
    per: Duration | None = None

    def __post_init__(self) -> None:
        if self.count < 0:
            raise QuantityError("rate-shape", text=str(self.count))
        if self.per is not None and self.per.is_zero:
            raise QuantityError("rate-period-zero", text=self.per.text)

    @classmethod
    def parse(cls, data: object) -> Rate:
        """A rate from `{count, per}`, `per` optional.

        Raises:
            QuantityError: another shape, a negative count, a period of no length.

        >>> Rate.parse({"count": 2, "per": "P6M"}).per.months
        6
        """
        if not isinstance(data, Mapping) or not {"count"} <= data.keys() <= {"count", "per"}:
            raise QuantityError("rate-shape", text=data)
        count = exact_number(data["count"])
        if count is None:
            raise QuantityError("rate-shape", text=data)
        return cls(count, Duration.parse(data["per"]) if "per" in data else None)

    def compare(self, other: Rate) -> Order:
        """Rarer, as often, more often or undecidable, as an average over time.

        Months against months are exact, months against days hold for every start. A bare count stands
        against a bare count only, except that never is never.

        >>> Rate(1, Duration.parse("P1D")).compare(Rate(1, Duration.parse("P1M")))
        <Order.greater: 'greater'>
        """
        if not self.count or not other.count:
            return order_of(Decimal(self.count), Decimal(other.count))
        bounds = self.ratio_bounds(other)
        if bounds is None:
            return Order.undecidable
        least, greatest = order_of(bounds[0], Fraction(1)), order_of(bounds[1], Fraction(1))
        return least if least is greatest else Order.undecidable

    def ratio_bounds(self, other: Rate) -> tuple[Fraction, Fraction] | None:
        """Least and greatest `self / other`; None where that is unknown or the other is never.

        >>> Rate(4).ratio_bounds(Rate(2))
        (Fraction(2, 1), Fraction(2, 1))
        """
        if not other.count or (self.per is None) is not (other.per is None):
            return None
        share = Fraction(self.count) / Fraction(other.count)
        if self.per is None or other.per is None:
            return share, share
        periods = other.per.ratio_bounds(self.per)
        return (periods[0] * share, periods[1] * share) if periods else None

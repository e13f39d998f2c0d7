"""Service credit ladders: which credit is due at which uptime.

Steps are half-open, 「99.75%以上99.9%未満」. Two ladders are compared at every uptime from 0 to 100 percent;
where a ladder says nothing it pays nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from medsla.quantities.amount import exact_number
from medsla.quantities.credit import Credit
from medsla.quantities.order import Order, product
from medsla.quantities.refusal import QuantityError

__all__ = ["Band", "Flaw", "FlawKind", "Ladder", "Step"]

FlawKind = Literal["gap", "overlap", "not_falling", "unclear", "missing_bottom"]

_NOTHING = Credit("percent", Fraction(0), "fee")
_LOWEST, _HIGHEST = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Step:
    """A credit for uptimes from `at_least` up to but not including `below`; None leaves that side open."""

    at_least: Decimal | None
    below: Decimal | None
    credit: Credit

    def __post_init__(self) -> None:
        for limit in (self.at_least, self.below):
            if limit is not None and not _LOWEST <= limit <= _HIGHEST:
                raise QuantityError("percent-out-of-range", text=str(limit))
        if self.below is not None and self.low >= self.below:
            raise QuantityError("step-empty", at_least=str(self.low), below=str(self.below))

    @property
    def low(self) -> Decimal:
        """Where the step begins."""
        return _LOWEST if self.at_least is None else self.at_least

    def holds(self, uptime: Decimal) -> bool:
        """Whether this step is the one for that uptime.

        >>> step = Step(Decimal(99), Decimal("99.9"), Credit.parse({"percent": 5}))
        >>> step.holds(Decimal(99)), step.holds(Decimal("99.9"))
        (True, False)
        """
        return self.low <= uptime and (self.below is None or uptime < self.below)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a ladder between two uptimes.

    `gap` and `missing_bottom`: no step. `overlap`: two steps. `not_falling`: the lower uptime gets the
    smaller credit. `unclear`: neighbouring credits cannot be compared.
    """

    kind: FlawKind
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of uptimes where two ladders each pay one credit (None is no step).

    `high` is not included, except 100 percent.
    """

    low: Decimal
    high: Decimal
    first: Credit | None
    second: Credit | None
    order: Order


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of a credit ladder, sorted from the lowest uptime; equal whatever order they were written in.

    >>> ladder = Ladder.parse([{"below": 99, "credit": {"percent": 10}}])
    >>> ladder.credit_at(Decimal("98.5")).share
    Fraction(1, 10)
    """

    steps: tuple[Step, ...]

    @classmethod
    def parse(cls, data: object) -> Ladder:
        """A ladder from a list of `{at_least, below, credit}`; overlaps and gaps are kept, see `flaws`.

        Raises:
            QuantityError: another shape, an empty step, a limit outside 0 to 100.

        >>> len(Ladder.parse([{"below": 99, "credit": {"fraction": "1/2"}}]).steps)
        1
        """
        if isinstance(data, str) or not isinstance(data, Sequence) or not data:
            raise QuantityError("ladder-shape", text=data)
        steps = [_step(row) for row in data]
        return cls(tuple(sorted(steps, key=lambda step: (step.low, _top(step), step.credit.unit, step.credit.value))))

    def credit_at(self, uptime: Decimal) -> Credit | None:
        """The credit due at an uptime; None where no step applies.

        Raises:
            QuantityError: steps with different credits overlap there.

        >>> Ladder.parse([{"below": 99, "credit": {"percent": 5}}]).credit_at(Decimal(99))
        """
        due = {step.credit for step in self.steps if step.holds(uptime)}
        if len(due) > 1:
            raise QuantityError("steps-overlap", uptime=str(uptime))
        return due.pop() if due else None

    def flaws(self) -> tuple[Flaw, ...]:
        """Gaps, overlaps, credits that do not rise as uptime falls, and a bottom without a step.

        >>> Ladder.parse([{"at_least": 90, "below": 99, "credit": {"percent": 5}}]).flaws()
        (Flaw(kind='missing_bottom', low=Decimal('0'), high=Decimal('90')),)
        """
        found = []
        if self.steps[0].low > _LOWEST:
            found.append(Flaw("missing_bottom", _LOWEST, self.steps[0].low))
        reached = _top(self.steps[0])
        for lower, upper in pairwise(self.steps):
            if upper.low > reached:
                found.append(Flaw("gap", reached, upper.low))
            elif upper.low < reached:
                found.append(Flaw("overlap", upper.low, min(reached, _top(upper))))
            reached = max(reached, _top(upper))
            order = lower.credit.compare(upper.credit)
            if order is Order.less:
                found.append(Flaw("not_falling", lower.low, _top(upper)))
            elif order is Order.undecidable:
                found.append(Flaw("unclear", lower.low, _top(upper)))
        return tuple(found)

    def bands(self, other: Ladder) -> tuple[Band, ...]:
        """Every stretch of uptime between two breakpoints of either ladder, from the lowest.

        Neighbours that pay the same are one band.

        Raises:
            QuantityError: steps with different credits overlap in one of them.

        >>> cheap = Ladder.parse([{"below": 99, "credit": {"percent": 5}}])
        >>> [(band.low, band.high, band.order.value) for band in cheap.bands(cheap)]
        [(Decimal('0'), Decimal('99'), 'equal'), (Decimal('99'), Decimal('100'), 'equal')]
        """
        limits = {_LOWEST, _HIGHEST}
        for step in (*self.steps, *other.steps):
            limits |= {step.low, _top(step)}
        found: list[Band] = []
        for low, high in pairwise(sorted(limits)):
            _append(found, low, high, (self.credit_at(low), other.credit_at(low)))
        _append(found, _HIGHEST, _HIGHEST, (self.credit_at(_HIGHEST), other.credit_at(_HIGHEST)))
        return tuple(found)

    def compare(self, other: Ladder) -> Order:
        """Greater when it pays at least as much at every uptime and more somewhere.

        Undecidable when each pays more somewhere, when credits have different units (a percentage against
        days of fee), and when steps with different credits overlap.

        >>> cheap = Ladder.parse([{"below": 99, "credit": {"percent": 5}}])
        >>> dear = Ladder.parse([{"below": 99, "credit": {"fraction": "1/2"}}])
        >>> cheap.compare(dear)
        <Order.less: 'less'>
        """
        if self == other:
            return Order.equal
        try:
            return product(*(band.order for band in self.bands(other)))
        except QuantityError:
            return Order.undecidable

    def gained(self, other: Ladder) -> tuple[Band, ...]:
        """Where the other pays more.

        >>> cheap = Ladder.parse([{"below": 99, "credit": {"percent": 5}}])
        >>> cheap.gained(cheap)
        ()
        """
        return tuple(band for band in self.bands(other) if band.order is Order.less)

    def lost(self, other: Ladder) -> tuple[Band, ...]:
        """Where the other pays less.

        >>> cheap = Ladder.parse([{"below": 99, "credit": {"percent": 5}}])
        >>> late = Ladder.parse([{"below": 98, "credit": {"percent": 5}}])
        >>> [(band.low, band.high) for band in cheap.lost(late)]
        [(Decimal('98'), Decimal('99'))]
        """
        return tuple(band for band in self.bands(other) if band.order is Order.greater)


def _step(row: object) -> Step:
    if not isinstance(row, Mapping) or not {"credit"} <= row.keys() <= {"at_least", "below", "credit"}:
        raise QuantityError("ladder-shape", text=row)
    limits = {}
    for name in ("at_least", "below"):
        limits[name] = exact_number(row[name]) if name in row else None
        if name in row and limits[name] is None:
            raise QuantityError("number-unreadable", text=row[name])
    return Step(limits["at_least"], limits["below"], Credit.parse(row["credit"]))


def _top(step: Step) -> Decimal:
    return _HIGHEST if step.below is None else step.below


def _append(bands: list[Band], low: Decimal, high: Decimal, due: tuple[Credit | None, Credit | None]) -> None:
    """Add a band, or widen the last one when it pays the same."""
    if bands and (bands[-1].first, bands[-1].second) == due:
        bands[-1] = Band(bands[-1].low, high, *due, bands[-1].order)
        return
    order = (due[0] or _NOTHING).compare(due[1] or _NOTHING)
    bands.append(Band(low, high, *due, order))

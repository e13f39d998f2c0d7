"""How long n calendar months are.

The Gregorian calendar repeats after 400 years, so the extremes are counted over one cycle and are exact for
every n. They also bound `date + n months` where the day is clipped (31 January + 1 month): a clipped length
always lies between the lengths of two neighbouring runs of months.
"""

from __future__ import annotations

from calendar import monthrange
from functools import cache, lru_cache
from itertools import accumulate

__all__ = ["month_lengths", "month_span"]

month_lengths = (28, 29, 30, 31)

_CYCLE_MONTHS = 400 * 12
_CYCLE_DAYS = 146_097


@cache
def _days_before() -> tuple[int, ...]:
    """Days before each month of two cycles, so that a run may start anywhere in the first."""
    one = [monthrange(2000 + year, month)[1] for year in range(400) for month in range(1, 13)]
    return tuple(accumulate(one + one, initial=0))


@lru_cache(maxsize=1024)
def month_span(months: int) -> tuple[int, int]:
    """Fewest and most days that so many consecutive calendar months can have.

    >>> month_span(1), month_span(2), month_span(12)
    ((28, 31), (59, 62), (365, 366))
    >>> month_span(-1)
    (-31, -28)
    """
    if months < 0:
        fewest, most = month_span(-months)
        return -most, -fewest
    cycles, rest = divmod(months, _CYCLE_MONTHS)
    before = _days_before()
    runs = {before[start + rest] - before[start] for start in range(_CYCLE_MONTHS)}
    return cycles * _CYCLE_DAYS + min(runs), cycles * _CYCLE_DAYS + max(runs)

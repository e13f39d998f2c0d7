"""Business time against elapsed time: the longest a deadline takes over the support hours that a document states.

Where the hours are not stated or not known for sure, nothing is decided here.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import NamedTuple

from medsla.calendars import CalendarUnavailable, WorstCase, worst_case
from medsla.quantities.duration import Duration
from medsla.quantities.order import Order
from medsla.quantities.refusal import QuantityError
from medsla.quantities.windows import Windows, reference_year
from medsla.sla.document import Sla
from medsla.sla.plain import thawed

__all__ = ["Clocked", "compare_longest", "longest_of"]

HOURS = "support.incident_hours"

_FIRST_YEAR, _LAST_YEAR = 1949, 2090


class Clocked(NamedTuple):
    """How two deadlines stand to each other, and the worst case that decided it where one was in business time."""

    order: Order
    worst: WorstCase | None = None


def longest_of(duration: Duration, sla: Sla | None) -> WorstCase | None:
    """The longest that a business duration takes from any minute of a year; None where that is not known.

    The year is that in which the agreement takes effect, else the reference year.

    >>> from medsla.sla.loading import load_data
    >>> support = {"incident_hours": {"windows": "always"}}
    >>> sla = load_data({"medsla": "1.0", "terms": {"support": support}})
    >>> int(longest_of(Duration.parse("P1BD"), sla).elapsed // 3600)
    192
    """
    said = sla.term(HOURS) if sla is not None else {}
    if not duration.is_business or sla is None or "windows" not in said or said.get("answer"):
        return None
    return _longest(duration.text, json.dumps(thawed(said["windows"])), _year(sla))


def compare_longest(first: Duration, second: Duration, first_hours: Sla | None, second_hours: Sla | None) -> Clocked:
    """The order of two deadlines; where one is in business time, by the longest it takes.

    Less means that the first is over before the second even in the worst case, greater that in the worst case it is
    over later.

    Args:
        first: a deadline.
        second: the deadline it is compared with.
        first_hours: the document whose support hours the first one counts.
        second_hours: the document whose support hours the second one counts.

    >>> compare_longest(
    ...     Duration.parse("PT4H"), Duration.parse("PT8H"), None, None
    ... ).order.value
    'less'
    """
    order = first.compare(second)
    if order is not Order.undecidable or first.is_business == second.is_business:
        return Clocked(order)
    worst = longest_of(first, first_hours) or longest_of(second, second_hours)
    bounds = [each.seconds_bounds() or (worst and (worst.elapsed, worst.elapsed)) for each in (first, second)]
    mine, theirs = bounds
    if worst is None or not mine or not theirs:
        return Clocked(Order.undecidable)
    least, greatest = mine[0] - theirs[1], mine[1] - theirs[0]
    if least > 0:
        return Clocked(Order.greater, worst)
    if greatest < 0:
        return Clocked(Order.less, worst)
    return Clocked(Order.equal, worst) if least == greatest == 0 else Clocked(Order.undecidable)


def _year(sla: Sla) -> int:
    stated = str(sla.agreement.get("effective", ""))[:4]
    return int(stated) if stated and _FIRST_YEAR <= int(stated) <= _LAST_YEAR else reference_year


@lru_cache(maxsize=512)
def _longest(duration: str, windows: str, year: int) -> WorstCase | None:
    """By the hours as written: hours that recur alike may still treat holidays differently."""
    try:
        return worst_case(Duration.parse(duration), Windows.parse(json.loads(windows)), year)
    except (QuantityError, CalendarUnavailable):
        return None

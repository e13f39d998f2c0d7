"""The worst case of business time over every start minute of a year, and what one comparison with it costs."""

from __future__ import annotations

from measuring import Job, interleaved, least_ms, median_ms, options, report

from medsla.calendars import worst_case
from medsla.comparison import diff
from medsla.quantities.duration import Duration
from medsla.quantities.windows import Windows
from medsla.sla import Sla, load_data

YEAR = 2027
HOURS = [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "18:00", "holidays": "excluded"}]
DURATIONS = ("PT30BM", "PT4BH", "P0.5BD", "P1BD", "P5BD")


def offer(within: str) -> Sla:
    """An offer with one deadline and the hours in which the provider works."""
    terms = {"recovery": {"rto": {"within": within}}, "support": {"incident_hours": {"windows": HOURS}}}
    return load_data({"medsla": "1.0", "terms": terms})


def clock(text: str) -> Job:
    """The worst case of one duration."""
    duration, hours = Duration.parse(text), Windows.parse(HOURS)
    return lambda: worst_case(duration, hours, YEAR)


def main() -> None:
    """Print the table and the figures."""
    asked = options(__doc__ or "")
    elapsed, business, calendar_free = offer("PT24H"), offer("PT4BH"), offer("PT12H")
    jobs: dict[str, Job] = {text: clock(text) for text in DURATIONS}
    jobs["diff, business against elapsed time"] = lambda: diff(elapsed, business)
    jobs["diff, elapsed against elapsed time"] = lambda: diff(elapsed, calendar_free)
    times = interleaved(jobs, rounds=20 if asked.quick else 200, seconds=40 if asked.quick else 300)
    rows = [(name, median_ms(found), least_ms(found), "") for name, found in times.items()]
    with_clock, without = (median_ms(times[name]) for name in list(jobs)[-2:])
    figures = {
        "worst_case_ms": {text: round(median_ms(times[text]), 3) for text in DURATIONS},
        "clock_x": round(with_clock / without, 2),
    }
    report("Business time: worst case over all start minutes of a year", rows, figures)


if __name__ == "__main__":
    main()

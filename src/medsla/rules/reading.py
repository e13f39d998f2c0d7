"""How checks read a document: cases beside each other, absence told apart, hours in figures, words as they stand.

Knows no rule and no sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from medsla.calendars import WorstCase
from medsla.catalogue import case_key, catalogue
from medsla.quantities.duration import Duration
from medsla.quantities.windows import Windows
from medsla.results import Fact
from medsla.sla import Sla

__all__ = [
    "DAY",
    "Stance",
    "View",
    "abroad",
    "compatible",
    "daily_hours",
    "handles",
    "least_seconds",
    "period_days",
    "read_whole",
    "stance",
    "views",
    "windows_at",
    "words_of",
    "worst_facts",
]

DAY = 86_400

_MONTH_DAYS, _YEAR_DAYS = 30, 365
_DAY_MINUTES = 1440
_JAPAN = "JP"
_ALL_DAYS = frozenset(range(7))


class Stance(StrEnum):
    """What a document says of a term; only `silent` and `withheld` are absence that may be held against it."""

    given = "given"
    refused = "refused"
    withheld = "withheld"
    silent = "silent"
    unread = "unread"
    open = "open"

    @property
    def absent(self) -> bool:
        """True where the document was read whole and leaves the term out, or says that it is unset or undisclosed."""
        return self in (Stance.silent, Stance.withheld)


@dataclass(frozen=True, slots=True)
class View:
    """One statement of a term: the term itself, or one of its cases with what it inherits."""

    address: str
    when: Mapping[str, str]
    facets: Mapping[str, Any]

    def at(self, facet: str) -> str:
        """The address of one of its facets."""
        return f"{self.address}.{facet}"

    def duration(self, facet: str) -> Duration | None:
        """The duration of a facet; None where it is not stated."""
        return Duration.parse(str(self.facets[facet])) if facet in self.facets else None

    def percent(self) -> Decimal | None:
        """The percentage; None where it is not stated."""
        return Decimal(self.facets["percent"]) if "percent" in self.facets else None


def views(sla: Sla, address: str) -> Iterator[View]:
    """Every statement of a term: its cases, or the term alone; nothing where it is not stated or was refused."""
    data: Mapping[str, Any] = sla.term(address)
    if not data or data.get("answer"):
        return
    merged = sla.cases(address)
    if not merged:
        yield View(address, {}, data)
    for case in data.get("cases", ()):
        key = case_key(case["when"])
        if not merged[key].get("answer"):
            yield View(f"{address}[{key}]", case["when"], merged[key])


def compatible(first: View, second: View) -> bool:
    """Whether both can hold at once: no dimension that both name differs."""
    return all(first.when[name] == second.when[name] for name in first.when.keys() & second.when.keys())


def read_whole(sla: Sla) -> bool:
    """Whether the whole paper and all it incorporates were read, so that silence means something."""
    return sla.extent == "whole" and not sla.incorporates


def stance(sla: Sla, address: str) -> Stance:
    """What the document says of a term."""
    answer = sla.term(address).get("answer")
    if answer == "none":
        return Stance.refused
    if answer in ("undisclosed", "unset"):
        return Stance.withheld
    if answer:
        return Stance.open
    if sla.states(address):
        return Stance.given
    return Stance.silent if read_whole(sla) else Stance.unread


def handles(sla: Sla, kinds: frozenset[str]) -> bool | None:
    """Whether the service handles information of one of these kinds; None where the document does not say."""
    stated = sla.service.get("information") or ()
    return bool(kinds & set(stated)) if stated else None


def words_of(sla: Sla) -> Iterator[tuple[str, str]]:
    """The source's own words and free texts, each with the address of what it is said of."""
    for term in catalogue():
        data: Mapping[str, Any] = sla.term(term.address)
        rows = [(term.address, data), *((f"{term.address}[{key}]", row) for key, row in _own_cases(data))]
        for address, row in rows:
            if "said" in row:
                yield address, str(row["said"])
            texts = [key for key, facet in term.facets.items() if facet.kind == "text" and key in row]
            yield from ((f"{address}.{key}", str(row[key])) for key in texts)


def _own_cases(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((case_key(row["when"]), row) for row in data.get("cases", ()))


def abroad(view: View) -> tuple[str, ...]:
    """The countries other than Japan that a statement names."""
    return tuple(str(country) for country in view.facets.get("countries", ()) if country != _JAPAN)


def windows_at(sla: Sla, address: str) -> Windows | None:
    """The hours a term states; None where it states none or leaves them to its cases."""
    data = sla.term(address)
    return Windows.parse(data["windows"]) if "windows" in data and not data.get("answer") else None


def worst_facts(worst: WorstCase) -> dict[str, Fact]:
    """What a sentence says of the longest that business time takes: how long, and from when on."""
    return {"worst_seconds": worst.elapsed, "worst_moment": worst.start.isoformat(timespec="minutes")[:16]}


def daily_hours(hours: Windows) -> tuple[str, int] | None:
    """One window that is the same every day, as text and in minutes; None for any other hours.

    >>> daily_hours(Windows.parse([{"from": "07:00", "to": "22:00"}]))
    ('7:00–22:00', 900)
    """
    if len(hours.entries) != 1:
        return None
    (entry,) = hours.entries
    if not entry.is_plain or entry.days != _ALL_DAYS or entry.end is None or entry.end > _DAY_MINUTES:
        return None
    start, end = divmod(entry.start, 60), divmod(entry.end, 60)
    return f"{start[0]}:{start[1]:02d}–{end[0]}:{end[1]:02d}", entry.end - entry.start


def least_seconds(duration: Duration) -> Fraction | None:
    """The seconds a duration lasts at least, over every start; None where not even that is known.

    A business day ends at the close of the first business day after the day of the event, so whole business days
    last at least as many days; how much of a day a part of one is depends on the hours.

    >>> least_seconds(Duration.parse("P1BD"))
    Fraction(86400, 1)
    """
    bounds = duration.seconds_bounds()
    if bounds is not None:
        return bounds[0]
    if duration.business_minutes:
        return duration.business_minutes * 60
    days = duration.business_days.numerator // duration.business_days.denominator
    return Fraction(days * DAY) if days else None


def period_days(per: Duration | None) -> int | None:
    """Days of a measuring period: 30 for a month, 365 for a year, a month where none is stated.

    None for business time and for periods that are no whole number of days.

    >>> period_days(Duration.parse("P1Y")), period_days(None)
    (365, 30)
    """
    if per is None:
        return _MONTH_DAYS
    if per.is_business or per.is_zero or per.seconds:
        return None
    years, months = divmod(per.months, 12)
    return years * _YEAR_DAYS + months * _MONTH_DAYS + per.days

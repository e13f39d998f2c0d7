"""A date with a time of day, in words."""

from __future__ import annotations

from medsla.messages import say
from medsla.wording import format_date


def say_moment(text: str, language: str) -> str:
    """A moment in Japan such as `2027-12-28T18:00`.

    >>> say_moment("2027-12-28T18:00", "ja"), say_moment("2027-12-28T18:00", "en")
    ('2027年12月28日 18:00', '18:00 on 28 December 2027')
    """
    day, _, time = text.partition("T")
    return say("explanation.moment", language, date=format_date(day, language), time=time)

"""What a contract leaves to be filled in by hand: dates of signature, and cells of its forms.

Who signs a contract fills them in; that changes nothing of what was agreed. A blank cell holds one space that no
text ends with, so that it can be told from an empty line; a blank date is known by its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Final, NamedTuple

from medsla import messages

BLANK: Final = "\u2003"
"""What a cell holds that is to be filled in."""

_LINES_A_CELL: Final = 3
_LONGEST: Final = 120  # letters of a line that fills in a cell
_MOST_LINES: Final = 3000  # beyond it, or with more pairs of like lines, comparing takes too long
_MOST_ALIKE: Final = 200_000
_NUMBER: Final = "[ \u3000]*[0-9０-９元〇一二三四五六七八九十]{1,4}[ \u3000]*"
_DATE: Final = {
    "ja": f"[ \u3000]*(?:西暦|令和)?{_NUMBER}年{_NUMBER}月{_NUMBER}日",
    "en": r"[ _]*(?:\d{1,4}[ ./\-]\d{1,2}[ ./\-]\d{1,4}"
    r"|\d{1,2} [A-Za-z]{3,9},? \d{4}|[A-Za-z]{3,9} \d{1,2},? \d{4})[ _]*",
}


class Reading(NamedTuple):
    """The lines found, by index, that only fill in a blank, and every other line that differs: meant and found."""

    filled: frozenset[int]
    changed: tuple[tuple[str, str], ...]


def read_blanks(meant: Sequence[str], found: Sequence[str]) -> Reading:
    """What was filled in, and what else is not as it was written; empty lines do not count.

    >>> read_blanks(
    ...     ["備考", "電話番号", BLANK, BLANK], ["備", "電話番号", "045-000-0000"]
    ... )
    Reading(filled=frozenset({2}), changed=(('備考', '備'),))
    """
    left = [line for line in meant if line.strip()]
    places = [place for place, line in enumerate(found) if line.strip()]
    right = [found[place] for place in places]
    if left == right:
        return Reading(frozenset(), ())
    rooms = _rooms(meant)
    told: set[int] = set()
    changed: list[tuple[str, str]] = []
    for kind, i, j, k, m in _blocks(left, right):
        if kind == "equal":
            continue
        old, room = i, rooms[i]
        for place in places[k:m]:
            line, form = found[place], left[old] if old < j else ""
            if _fills(form, line):
                told.add(place)
            elif line != form and room and len(line) <= _LONGEST:
                told.add(place)
                room -= 1
                continue
            elif line != form:
                changed.append((form, line))
            if old < j:
                old, room = old + 1, rooms[old + 1]
        changed += [(line, "") for line in left[old:j]]
    return Reading(frozenset(told), tuple(changed))


def _rooms(meant: Sequence[str]) -> list[int]:
    """How many lines there is room for in the blank cells before each line that says something, and after the last."""
    rooms = [0]
    for line in meant:
        if line == BLANK:
            rooms[-1] += _LINES_A_CELL
        elif line.strip():
            rooms.append(0)
    return rooms


def _blocks(left: list[str], right: list[str]) -> list[tuple[str, int, int, int, int]]:
    """What stayed and what did not; one block of everything where comparing would take too long."""
    here, there = Counter(left), Counter(right)
    alike = sum(count * there[line] for line, count in here.items())
    if max(len(left), len(right)) > _MOST_LINES or alike > _MOST_ALIKE:
        return [("replace", 0, len(left), 0, len(right))]
    return list(SequenceMatcher(None, left, right, autojunk=False).get_opcodes())


def _fills(form: str, line: str) -> bool:
    """Whether a line is a form with its date filled in."""
    for blank, pattern in _forms():
        before, sign, after = form.partition(blank)
        if sign and re.fullmatch(re.escape(before) + pattern + re.escape(after), line):
            return True
    return False


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """A blank date in each language, and what may stand in its place."""
    return tuple((messages.say("clause.words.undated", language), _DATE[language]) for language in messages.languages)

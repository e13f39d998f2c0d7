"""The changed lines of the tables of service levels, from two contracts composed in the same form.

A line that stays keeps its number, a new one takes the next free number of its table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from medsla import messages
from medsla.contract.amendment.sides import Sides, passages
from medsla.contract.amendment.text import ChangedGroup, ChangedRow, Passage
from medsla.contract.annex_text import Row
from medsla.contract.context import ContractText

_NO_ROW: Final = Row("", "", "")


def changed_keys(sides: Sequence[Sides], kept: frozenset[str]) -> frozenset[str]:
    """The keys of the lines that differ in any language: `support.response[critical]`.

    `kept` are the addresses of terms that mean the same, however they are written.
    """
    found: set[str] = set()
    for side in sides:
        before, after = (rows_of(text) for text in (side.before, side.after))
        for key in before.keys() | after.keys():
            if before.get(key, _NO_ROW).text != after.get(key, _NO_ROW).text and key.partition("[")[0] not in kept:
                found.add(key)
    return frozenset(found)


def changed_labels(sides: Sequence[Sides]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The names of lines that stay and are called otherwise, before and after, in each language."""
    both = [(rows_of(side.before), rows_of(side.after)) for side in sides]
    keys = [key for key in both[0][0] if any(key in new and old[key].label != new[key].label for old, new in both)]
    return tuple(tuple((old[key].label, new[key].label) for key in keys) for old, new in both)


def changed_groups(side: Sides, keys: frozenset[str]) -> tuple[ChangedGroup, ...]:
    """The changed lines under their headings, new ones behind the others."""
    before, after = (rows_of(text) for text in (side.before, side.after))
    places = side.places()
    headings = [group.heading for group in side.before.groups]
    new = [group for group in side.after.groups if group.heading not in headings]
    found = []
    for number, group in enumerate([*side.before.groups, *new], 1):
        own = [row for row in group.rows if group.heading in headings]
        later = next((one.rows for one in side.after.groups if one.heading == group.heading), ())
        added = [row for row in later if _key(row) not in before]
        rows = [_row(side, row, after.get(_key(row))) for row in own if _key(row) in keys]
        rows += [
            _new_row(side, f"{number}-{len(own) + place}", row)
            for place, row in enumerate(added, 1)
            if _key(row) in keys
        ]
        if rows:
            found.append(ChangedGroup(group.heading, places.get(group.heading, ""), tuple(rows)))
    return tuple(found)


def rows_of(text: ContractText) -> dict[str, Row]:
    """Every line of the tables of service levels, by its key."""
    return {_key(row): row for group in text.groups for row in group.rows}


def _key(row: Row) -> str:
    """The address of a line, with its case: its tag without the language."""
    return row.tag.rpartition(".")[0]


def _row(side: Sides, row: Row, after: Row | None) -> ChangedRow:
    if after is None:
        note = messages.say("amendment.words.removed", side.language)
        return ChangedRow(row.no, row.label, (Passage(row.text, True),), "", True, note)
    stretches = passages(row.text, after.text)
    return ChangedRow(row.no, after.label, passages(after.text, row.text), after.text, after=stretches, tag=after.tag)


def _new_row(side: Sides, number: str, row: Row) -> ChangedRow:
    words = (Passage(messages.say("amendment.words.added", side.language), False),)
    return ChangedRow(number, row.label, words, row.text, after=(Passage(row.text, True),), tag=row.tag)

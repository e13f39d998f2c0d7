"""Sorted, disjoint, half-open stretches of whole minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Intervals", "common", "joined", "total", "without"]

Intervals = tuple[tuple[int, int], ...]


def joined(parts: Iterable[tuple[int, int]]) -> Intervals:
    """The union of stretches in any order; touching ones become one, empty ones vanish.

    >>> joined([(5, 9), (0, 5), (20, 30), (7, 7)])
    ((0, 9), (20, 30))
    """
    found: list[tuple[int, int]] = []
    for start, end in sorted(parts):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def common(first: Intervals, second: Intervals) -> Intervals:
    """What both cover.

    >>> common(((0, 10),), ((5, 7), (9, 12)))
    ((5, 7), (9, 10))
    """
    found = []
    here = there = 0
    while here < len(first) and there < len(second):
        start = max(first[here][0], second[there][0])
        end = min(first[here][1], second[there][1])
        if start < end:
            found.append((start, end))
        if first[here][1] < second[there][1]:
            here += 1
        else:
            there += 1
    return tuple(found)


def without(first: Intervals, second: Intervals) -> Intervals:
    """What the first covers and the second does not.

    >>> without(((0, 10),), ((5, 7), (9, 12)))
    ((0, 5), (7, 9))
    """
    found = []
    there = 0
    for start, end in first:
        reached = start
        while there < len(second) and second[there][1] <= start:
            there += 1
        ahead = there
        while ahead < len(second) and second[ahead][0] < end:
            if reached < second[ahead][0]:
                found.append((reached, second[ahead][0]))
            reached = max(reached, second[ahead][1])
            ahead += 1
        if reached < end:
            found.append((reached, end))
    return tuple(found)


def total(parts: Intervals) -> int:
    """How many minutes they cover.

    >>> total(((0, 10), (20, 25)))
    15
    """
    return sum(end - start for start, end in parts)

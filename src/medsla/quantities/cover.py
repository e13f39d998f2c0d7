"""Windows laid out as minutes, and the orders that follow from what is covered surely and what may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from medsla.quantities.intervals import Intervals, joined, total, without
from medsla.quantities.order import Order, order_of, product

if TYPE_CHECKING:
    from medsla.quantities.spans import Stretch
    from medsla.quantities.window import Of, Window

    Entries = tuple[Window, ...]

__all__ = ["Cover", "allowed_minutes", "inclusion", "laid_out", "occurrence_order"]


class Cover(NamedTuple):
    """What is covered surely, what may be, and whether that is for want of an end."""

    sure: Intervals
    possible: Intervals
    is_open: bool

    @property
    def is_exact(self) -> bool:
        """Nothing is left open."""
        return self.sure == self.possible


def laid_out(entries: Entries, span: tuple[Stretch, ...], reading: Of) -> Cover:
    """The minutes of windows on the days of a span; `reading` settles an "nth" that does not say of what."""
    sure: list[tuple[int, int]] = []
    possible: list[tuple[int, int]] = []
    for entry in entries:
        found = [
            (max(day.minute + entry.start, stretch.start), min(day.minute + entry.furthest, stretch.end))
            for stretch in span
            for day in stretch.days
            if entry.starts_on(day, reading)
        ]
        (sure if entry.is_exact else possible).extend(found)
    exact = joined(sure)
    is_open = any(entry.end is None for entry in entries)
    return Cover(exact, joined((*exact, *possible)) if possible else exact, is_open)


def inclusion(first: Cover, second: Cover) -> Order:
    """Inclusion that holds whatever the unsure minutes turn out to be."""
    if first.is_exact and second.is_exact and first.sure == second.sure:
        return Order.equal
    if _inside(first, second):
        return Order.less
    return Order.greater if _inside(second, first) else Order.undecidable


def _inside(first: Cover, second: Cover) -> bool:
    """Whether all the first may cover is surely covered by the second, and less than it.

    Where the two meet exactly, a cap or an unnamed day still makes the difference: such windows never fill
    their possible minutes and always use some. An open end may happen to make none.
    """
    if first.possible != second.sure:
        return not without(first.possible, second.sure)
    return any(not cover.is_exact and not cover.is_open for cover in (first, second))


def allowed_minutes(entries: Entries, stretch: Stretch, reading: Of, months: int) -> int:
    """Minutes in a stretch: the exact ones, and of the others each occurrence's budget."""
    cover = laid_out(entries, (stretch,), reading)
    days = [day for day in stretch.days if day.minute >= stretch.start]
    budgets = 0
    for entry in entries:
        if not entry.is_exact:
            times = months if entry.floating else sum(entry.starts_on(day, reading) for day in days)
            budgets += times * (entry.budget or 0)
    return min(total(cover.possible), total(cover.sure) + budgets)


def occurrence_order(first: Entries, second: Entries, span: tuple[Stretch, ...]) -> Order:
    """The order of windows that recur alike and differ only in their minutes or caps.

    Only for windows that do not overlap among themselves: then each pair can be judged alone.
    """
    pairs = _paired(first, second)
    if pairs is None or _overlaps(first, span) or _overlaps(second, span):
        return Order.undecidable
    return product(*(_pair_order(mine, theirs) for mine, theirs in pairs))


def _paired(first: Entries, second: Entries) -> list[tuple[Window, Window]] | None:
    """Each window with the one that recurs alike; None where one is without or has several."""
    mine, theirs = ({entry.recurrence: entry for entry in side} for side in (first, second))
    if mine.keys() != theirs.keys() or len(mine) < max(len(first), len(second)):
        return None
    return [(entry, theirs[key]) for key, entry in mine.items()]


def _pair_order(first: Window, second: Window) -> Order:
    if first == second:
        return Order.equal
    if first.is_ambiguous or first.end is None or second.end is None:
        return Order.undecidable
    starts, ends = order_of(first.start, second.start), order_of(first.end, second.end)
    caps = order_of(first.budget or 0, second.budget or 0)
    return product(starts.flipped(), ends, caps)


def _overlaps(entries: Entries, span: tuple[Stretch, ...]) -> bool:
    alone = sum(total(laid_out((entry,), span, "weekday").possible) for entry in entries)
    return alone > total(laid_out(entries, span, "weekday").possible)

"""What a report consists of, before it has a format: headings, paragraphs, counts, findings, tables.

Records only. `tone` is a code that a format may give a look (never the only sign of anything): a severity, a task,
or banner, limit, closing, suggestion.
"""

from __future__ import annotations

from dataclasses import dataclass

from medsla.report.said import NOTHING, Said


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the report; `anchor` is a fixed name for links within a page."""

    text: Said
    anchor: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    text: Said
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts."""

    label: Said
    number: int
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """Several counts on one line."""

    items: tuple[Count, ...]
    label: Said = NOTHING


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its lines."""

    label: Said
    lines: tuple[Said, ...]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with their lines, below each other."""

    items: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Heavy:
    """One of the heaviest findings: what is wrong, what to answer, and where it stands."""

    number: int
    tone: str
    tags: tuple[Said, ...]
    finding: Said
    counter: Said
    places: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Heaviest:
    """The heaviest findings under their label."""

    label: Said
    items: tuple[Heavy, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding in full: number, tags, label, sentence, the two values side by side, and the rest in pairs."""

    number: int
    tone: str
    tags: tuple[Said, ...]
    title: Said
    name: str
    lead: Said
    sides: tuple[Pair, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; every row has as many cells as there are columns.

    `tags` is how many columns after the first hold one word each, which a format without columns sets in brackets;
    `name` is a code that a format may give widths.
    """

    columns: tuple[Said, ...]
    rows: tuple[tuple[Said, ...], ...]
    tags: int = 0
    name: str = ""


Block = Heading | Paragraph | Counts | Pairs | Heaviest | Entry | Table
"""Anything that stands in a report."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole report without a format; `languages` in the order in which each statement is given."""

    title: Said
    languages: tuple[str, ...]
    blocks: tuple[Block, ...]

"""The annexes of a contract as display strings: its service levels in tables, and what else each annex has.

A template may print every name of these records; what they say comes from the terms alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of service levels: its number, what it is about, and what is agreed.

    `tag` names its content control; templates cannot print it.
    """

    no: str
    label: str
    text: str
    tag: str = field(default="", metadata={"hidden": True}, compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines under one heading; `article` names the article they belong to, or is empty."""

    heading: str
    article: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure."""

    count: str
    action: str


@dataclass(frozen=True, slots=True)
class Cells:
    """The texts of one line of a table of two or three columns; `middle` is empty where there are two."""

    left: str = ""
    middle: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What an annex has beside its service levels: a sentence, then steps or a table, then a last line.

    `pairs` are the lines of a table of two columns, `triples` of one of three; `columns` heads it.
    """

    heading: str
    text: str = ""
    steps: tuple[Step, ...] = ()
    columns: Cells = Cells()
    pairs: tuple[Cells, ...] = ()
    triples: tuple[Cells, ...] = ()
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex (別紙): its number as it is printed, its title, an opening sentence, levels and sections.

    `anchor` names the bookmark round its number; templates cannot print it.
    """

    no: str
    title: str
    opening: str
    groups: tuple[Group, ...]
    sections: tuple[Section, ...] = ()
    anchor: str = field(default="", metadata={"hidden": True}, compare=False)


@dataclass(frozen=True, slots=True)
class Label:
    """The heading of a group in one language."""

    heading: str
    article: str


@dataclass(frozen=True, slots=True)
class RowPair:
    """One line of the table in both languages."""

    ja: Row
    en: Row


@dataclass(frozen=True, slots=True)
class GroupPair:
    """A group in both languages."""

    ja: Label
    en: Label
    rows: tuple[RowPair, ...]


@dataclass(frozen=True, slots=True)
class StepPair:
    """One step of a procedure in both languages."""

    ja: Step
    en: Step


@dataclass(frozen=True, slots=True)
class CellsPair:
    """One line of a table of two or three columns in both languages."""

    ja: Cells
    en: Cells


@dataclass(frozen=True, slots=True)
class SectionHead:
    """What a section says round its steps or table, in one language."""

    heading: str
    text: str
    columns: Cells
    ending: str


@dataclass(frozen=True, slots=True)
class SectionPair:
    """A section in both languages, its steps and lines side by side.

    In the lines, English stands only where it differs; of two steps beside each other only the first has a number.
    """

    ja: SectionHead
    en: SectionHead
    steps: tuple[StepPair, ...]
    pairs: tuple[CellsPair, ...]
    triples: tuple[CellsPair, ...]


@dataclass(frozen=True, slots=True)
class AnnexHead:
    """The number, title and opening sentence of an annex in one language; `anchor` as in `Annex`."""

    no: str
    title: str
    opening: str
    anchor: str = field(default="", metadata={"hidden": True}, compare=False)


@dataclass(frozen=True, slots=True)
class AnnexPair:
    """An annex in both languages, its tables and sections side by side."""

    ja: AnnexHead
    en: AnnexHead
    groups: tuple[GroupPair, ...]
    sections: tuple[SectionPair, ...]


ANNEX_KINDS: Final[tuple[type, ...]] = (
    Row,
    Group,
    Step,
    Cells,
    Section,
    Annex,
    Label,
    RowPair,
    GroupPair,
    StepPair,
    CellsPair,
    SectionHead,
    SectionPair,
    AnnexHead,
    AnnexPair,
)
"""The records of annexes that a context may hold."""


def pair_groups(ja: Sequence[Group], en: Sequence[Group]) -> tuple[GroupPair, ...]:
    """Groups row beside row; ValueError where they are not the same."""
    return tuple(
        GroupPair(
            Label(left.heading, left.article),
            Label(right.heading, right.article),
            tuple(RowPair(*rows) for rows in zip(left.rows, right.rows, strict=True)),
        )
        for left, right in zip(ja, en, strict=True)
    )


def pair_annexes(ja: Sequence[Annex], en: Sequence[Annex]) -> tuple[AnnexPair, ...]:
    """Annexes side by side; ValueError where they are not the same."""
    return tuple(
        AnnexPair(_head(left), _head(right), pair_groups(left.groups, right.groups), tuple(_sections(left, right)))
        for left, right in zip(ja, en, strict=True)
    )


def _sections(ja: Annex, en: Annex) -> Iterator[SectionPair]:
    for left, right in zip(ja.sections, en.sections, strict=True):
        steps = tuple(StepPair(one, Step("", two.action)) for one, two in zip(left.steps, right.steps, strict=True))
        pairs = tuple(CellsPair(*_once(*both)) for both in zip(left.pairs, right.pairs, strict=True))
        triples = tuple(CellsPair(*_once(*both)) for both in zip(left.triples, right.triples, strict=True))
        yield SectionPair(_frame(left), _frame(right), steps, pairs, triples)


def _head(annex: Annex) -> AnnexHead:
    return AnnexHead(annex.no, annex.title, annex.opening, annex.anchor)


def _frame(section: Section) -> SectionHead:
    return SectionHead(section.heading, section.text, section.columns, section.ending)


def _once(ja: Cells, en: Cells) -> tuple[Cells, Cells]:
    """What is the same in both languages, such as a percentage, stands once."""
    own = {name: "" if getattr(en, name) == getattr(ja, name) else getattr(en, name) for name in en.__slots__}
    return ja, Cells(**own)

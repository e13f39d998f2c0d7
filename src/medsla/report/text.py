"""A report as plain text for a terminal or a mail: no colour, no line wider than asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from medsla.report.blocks import Block, Counts, Entry, Heading, Heaviest, Outline, Pair, Pairs, Paragraph, Table
from medsla.report.outline import outline
from medsla.report.places import Origin
from medsla.report.said import Said
from medsla.report.subjects import Subject
from medsla.report.width import columns, wrap

WIDTH: Final = 88
"""Columns of a line where nobody asks for another width."""

_MARKS: Final = {"banner": "! ", "limit": "* ", "closing": "* "}


def render_text(subject: Subject, language: str, *, origin: Origin | None = None, width: int = WIDTH) -> str:
    """The report as text that ends with a line feed.

    Args:
        subject: a Review, Diff, LintReport or ProblemReport.
        language: `ja`, `en` or `ja-en`.
        origin: where the values stand (`origins_of`).
        width: columns of a line; full-width characters take two.

    >>> from medsla.report.subjects import ProblemReport
    >>> print(render_text(ProblemReport(("offer.yaml",), ()), "en"), end="")
    Check of the input
    ==================
    <BLANKLINE>
    No problems found (files checked: 1).
    """
    return text_of(outline(subject, language, origin=origin), width)


def text_of(report: Outline, width: int = WIDTH) -> str:
    """An outline as text."""
    title = str(report.title)
    lines = [title, "=" * columns(title)]
    for block in report.blocks:
        lines.append("")
        lines.extend(_RENDER[type(block)](block, width))
    return "\n".join(lines) + "\n"


def _heading(block: Heading, _width: int) -> Iterator[str]:
    text = str(block.text)
    yield text
    yield "-" * columns(text)


def _paragraph(block: Paragraph, width: int) -> Iterator[str]:
    mark = _MARKS.get(block.tone, "")
    for _, text in block.text.texts:
        yield from wrap(text, width, mark)


def _counts(block: Counts, width: int) -> Iterator[str]:
    for language in _languages(block.items[0].label):
        label = block.label.of(language)
        between = "・" if language == "ja" and not label else " | "
        colon = ":" if language == "en" else ""
        line = between.join(f"{item.label.of(language)}{colon} {item.number}" for item in block.items)
        yield from wrap(f"{label}: {line}" if label else line, width)


def _pairs(block: Pairs, width: int) -> Iterator[str]:
    for pair in block.items:
        yield from _pair(pair, width, "")


def _pair(pair: Pair, width: int, margin: str) -> Iterator[str]:
    """Label and lines; a statement in two languages takes two lines, and the label stands once."""
    before = f"{margin}{pair.label}: "
    for line in pair.lines:
        for _, text in line.texts:
            if text:
                yield from wrap(text, width, before, margin + "  ")
                before = margin + "  "


def _heaviest(block: Heaviest, width: int) -> Iterator[str]:
    yield str(block.label)
    for item in block.items:
        yield from _numbered(item.number, item.tags, item.finding, width)
        yield from _lines(item.counter, width, "   → ")
        places = " | ".join(str(place) for place in item.places)
        yield from wrap(places, width, "   @ ")


def _numbered(number: int, tags: tuple[Said, ...], said: Said, width: int) -> Iterator[str]:
    before = f"{number}. "
    for language, text in said.texts:
        yield from wrap(_tagged(tags, language) + text, width, before, "   ")
        before = "   "


def _tagged(tags: tuple[Said, ...], language: str) -> str:
    """The tags of a finding, each in brackets of its own: a tag may itself be several words."""
    told = "".join(f"[{tag.of(language)}]" for tag in tags)
    return f"{told} " if told else ""


def _lines(said: Said, width: int, mark: str) -> Iterator[str]:
    for _, text in said.texts:
        if text:
            yield from wrap(text, width, mark)


def _entry(block: Entry, width: int) -> Iterator[str]:
    before = f"{block.number}. "
    for language, text in block.title.texts or (("", ""),):
        title = f"{text} ({block.name})" if text else block.name
        yield from wrap(_tagged(block.tags, language) + title, width, before, "   ")
        before = "   "
    yield from _lines(block.lead, width, "   ")
    for pair in (*block.sides, *block.pairs):
        yield from _pair(pair, width, "   ")


def _table(block: Table, width: int) -> Iterator[str]:
    """Each row as a list entry: its tags and the first cell, then the others under their heads."""
    tags = slice(1, 1 + block.tags)
    rest = slice(1 + block.tags, None)
    for row in block.rows:
        told = "".join(f"[{tag}]" for tag in row[tags])
        yield from wrap(f"{told} {row[0]}".strip(), width, "- ")
        for head, cell in zip(block.columns[rest], row[rest], strict=True):
            yield from _pair(Pair(head, (cell,)), width, "    ")


def _languages(said: Said) -> tuple[str, ...]:
    return tuple(language for language, _ in said.texts)


_RENDER: Final[dict[type[Block], Callable[[Any, int], Iterator[str]]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Counts: _counts,
    Pairs: _pairs,
    Heaviest: _heaviest,
    Entry: _entry,
    Table: _table,
}

"""Reports and sheets as Word files: real headings, heads of tables repeated on every page, numbered pages.

What stands in the outline stands in the file, letter by letter; characters that no file of this kind can hold are
shown as escapes, as in every report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from medsla.report.blocks import Block, Counts, Entry, Heading, Heaviest, Outline, Pair, Pairs, Paragraph, Table
from medsla.report.meeting import Space, meeting_sheet
from medsla.report.outline import outline
from medsla.report.places import Origin
from medsla.report.questionnaire import questionnaire_sheet
from medsla.report.said import Said
from medsla.report.subjects import Subject
from medsla.report.word_marks import blocks, cell, head_row, inline, paragraph, row, run, shares, table
from medsla.report.word_parts import LIST, PAGE, SHEET, Layout, package
from medsla.results import Diff, Review

_LONG: Final = 900
"""Letters of a row from which on it may be broken between pages."""

_PRINTED: Final = Space(505, 58, 11, 5, (4, 19, 41, 41, 24, 8, 17))
"""The page that `render_meeting_word` fills."""
_REPLY: Final = 680
"""Twips that a line for a reply is high at least: room for two lines by hand."""

_STYLES: Final = {"banner": "Banner", "limit": "Note", "closing": "Note"}
_SHARES: Final[dict[str, tuple[int, ...]]] = {
    "meeting": (6, 21, 43, 43, 26, 10, 19),
    "reply": (6, 24, 35, 55, 45),
    "fine": (30, 12, 29, 29),
    "nothing": (27, 13, 32, 28),
    "not_read": (34, 12, 54),
    "evidence": (40, 26, 34),
}


def render_word(subject: Subject, language: str, *, origin: Origin | None = None) -> bytes:
    """The report as a Word file of A4 pages.

    >>> from medsla.report.subjects import ProblemReport
    >>> render_word(ProblemReport(("offer.yaml",), ()), "en")[:2]
    b'PK'
    """
    return word_of([outline(subject, language, origin=origin)], PAGE)


def render_meeting_word(review: Review | Diff, language: str) -> bytes:
    """The sheet for a meeting as one page of A4 across.

    >>> from medsla.results import Side
    >>> render_meeting_word(Diff(Side("a"), Side("b"), ()), "ja")[:2]
    b'PK'
    """
    return word_of([meeting_sheet(review, language, _PRINTED)], SHEET)


def render_questionnaire_word(reviews: Sequence[Review | Diff], language: str) -> bytes:
    """The questions on one paper or several, each from a new page of A4 across.

    >>> from medsla.results import Side
    >>> render_questionnaire_word([Diff(Side("a"), Side("b"), ())], "ja")[:2]
    b'PK'
    """
    return word_of([questionnaire_sheet(review, language) for review in reviews], LIST)


def word_of(outlines: Sequence[Outline], layout: Layout) -> bytes:
    """Outlines of one language as a file, each from a new page."""
    body = []
    for number, report in enumerate(outlines):
        body.append(paragraph("Title", inline(report.title), extra="<w:pageBreakBefore/>" if number else ""))
        body += [_WRITE[type(block)](block, layout.room) for block in report.blocks]
    first = outlines[0]
    return package("".join(body), str(first.title), first.languages[0], layout)


def _heading(block: Heading, _room: int) -> str:
    return paragraph(f"Heading{block.level - 1}", inline(block.text))


def _paragraph(block: Paragraph, _room: int) -> str:
    return blocks(_STYLES.get(block.tone, "Text"), block.text)


def _counts(block: Counts, room: int) -> str:
    """Counts side by side in boxes, or on one line behind their label."""
    if block.label:
        items = [run("  ") + inline(item.label) + run(f" {item.number}", bold=True) for item in block.items]
        return paragraph("Text", inline(block.label), run(":"), *items)
    widths = shares(room, (1,) * len(block.items))
    cells = (
        cell(width, blocks("CellNumber", item.label) + paragraph("CellNumber", run(str(item.number), bold=True)))
        for width, item in zip(widths, block.items, strict=True)
    )
    return table("Grid", widths, [row(cells)])


def _pairs(block: Pairs, room: int) -> str:
    return _pair_table(block.items, room)


def _pair_table(items: Sequence[Pair], room: int) -> str:
    widths = shares(room, (18, 82))
    rows = (
        row(
            (cell(widths[0], blocks("CellFirst", pair.label)), cell(widths[1], _lines(pair.lines))),
            whole=_letters(pair.lines) < _LONG,
        )
        for pair in items
    )
    return table("Plain", widths, rows)


def _lines(lines: Sequence[Said]) -> str:
    return "".join(blocks("Cell", line) for line in lines) or paragraph("Cell")


def _letters(cells: Sequence[Said]) -> int:
    return sum(len(text) for said in cells for _, text in said.texts)


def _heaviest(block: Heaviest, room: int) -> str:
    widths = shares(room, (5, 95))
    rows = []
    for item in block.items:
        content = paragraph("Cell", _tags(item.tags)) + blocks("CellFirst", item.finding)
        if item.counter:
            content += _marked("→ ", item.counter)
        content += "".join(blocks("Cell", place) for place in item.places)
        number = paragraph("CellNumber", run(str(item.number)))
        rows.append(row((cell(widths[0], number), cell(widths[1], content))))
    return paragraph("Strong", inline(block.label)) + table("Grid", widths, rows)


def _marked(mark: str, said: Said) -> str:
    return "".join(paragraph("Cell", run(mark), run(text, language)) for language, text in said.texts if text)


def _tags(tags: Sequence[Said]) -> str:
    return run(" ").join(run("[") + inline(tag, bold=True) + run("]") for tag in tags)


def _entry(block: Entry, room: int) -> str:
    title = [inline(block.title), run(" ")] if block.title else []
    parts = [paragraph("Heading2", run(f"{block.number}. "), *title, run(f"({block.name})"))]
    if block.tags:
        parts.append(paragraph("Text", _tags(block.tags), extra="<w:keepNext/>"))
    parts.append(blocks("Strong", block.lead))
    if block.sides:
        widths = shares(room, (1,) * len(block.sides))
        values = [cell(width, _lines(side.lines)) for width, side in zip(widths, block.sides, strict=True)]
        whole = sum(_letters(side.lines) for side in block.sides) < _LONG
        head = head_row(widths, [side.label for side in block.sides])
        parts.append(table("Grid", widths, [head, row(values, whole=whole)]))
    if block.pairs:
        parts.append(_pair_table(block.pairs, room))
    return "".join(parts)


def _table(block: Table, room: int) -> str:
    widths = shares(room, _SHARES.get(block.name, (1,) * len(block.columns)))
    first = {"meeting": "CellNumber", "reply": "CellNumber", "evidence": "Cell"}.get(block.name, "CellFirst")
    height = _REPLY if block.name == "reply" else 0
    rows = [head_row(widths, block.columns)]
    for line in block.rows:
        styles = (first, *("Cell",) * (len(line) - 1))
        cells = (cell(width, blocks(style, said)) for width, style, said in zip(widths, styles, line, strict=True))
        rows.append(row(cells, whole=_letters(line) < _LONG, height=height))
    return table("Grid", widths, rows)


_WRITE: Final[dict[type[Block], Callable[[Any, int], str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Counts: _counts,
    Pairs: _pairs,
    Heaviest: _heaviest,
    Entry: _entry,
    Table: _table,
}

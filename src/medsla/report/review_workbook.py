"""A report as a workbook: the summary, one row for each finding with room for the result, and each table a sheet.

Made from the outline that all formats share, so that nothing stands in one form of a report and not in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from medsla.report.blocks import Block, Counts, Entry, Heading, Heaviest, Pair, Pairs, Paragraph, Table
from medsla.report.outline import outline
from medsla.report.places import Origin
from medsla.report.said import NOTHING, Said, Voice
from medsla.report.subjects import Subject
from medsla.spreadsheet import Column, tables_bytes
from medsla.spreadsheet import Table as Sheet

_PARTS: Final = (
    ("remedy", 36),
    ("questions", 32),
    ("practice", 26),
    ("authority", 34),
    ("place", 28),
    ("why", 18),
)
_ACROSS: Final = 180
"""Half-width characters that the columns of a plain table share."""


def render_workbook(subject: Subject, language: str, *, origin: Origin | None = None) -> bytes:
    """The report on a review, a comparison, the rules' findings or refused input as a workbook.

    Args:
        subject: what the report is about.
        language: `ja`, `en`, or `ja-en` for both, each on its own line, Japanese first.
        origin: where the values stand, by address; without it no paper is named.

    Raises:
        SpreadsheetError: the extra `excel` is missing.

    >>> from medsla.report.subjects import ProblemReport
    >>> render_workbook(ProblemReport(("offer.yaml",), ()), "ja")[:2]
    b'PK'
    """
    report = outline(subject, language, origin=origin)
    voice = Voice.of(language)
    closing = tuple(_text(b.text) for b in report.blocks if isinstance(b, Paragraph) and b.tone == "closing")
    sheets: list[Sheet] = []
    for heading, blocks in _parts(report.blocks):
        title = _text(heading) if heading else _text(report.title)
        above = (_text(report.title), title) if sheets else (_text(report.title),)
        sheets += _sheets(title, above, blocks, closing, voice)
    return tables_bytes(sheets, language=language)


def _parts(blocks: Iterable[Block]) -> Iterator[tuple[Said, list[Block]]]:
    """The blocks under each heading of the first level."""
    heading: Said = NOTHING
    held: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= 2:
            if held:
                yield heading, held
            heading, held = block.text, []
        elif not (isinstance(block, Paragraph) and block.tone == "closing"):
            held.append(block)
    if held:
        yield heading, held


def _sheets(
    title: str, above: tuple[str, ...], blocks: Sequence[Block], closing: tuple[str, ...], voice: Voice
) -> Iterator[Sheet]:
    """What stands under a heading: findings and tables on sheets of their own, the rest as lines above."""
    lines = [line for block in blocks for line in _lines(block)]
    entries = [block for block in blocks if isinstance(block, Entry)]
    tables = [block for block in blocks if isinstance(block, Table)]
    if not entries and not tables:
        heads = (Column(_say(voice, "item"), 28), Column(_say(voice, "value"), 110))
        yield Sheet(title, heads, tuple(lines), above, closing)
        return
    notes = tuple(f"{label} {text}".strip().replace("\n", " ") for label, text in lines)
    if entries:
        yield _findings(title, (*above, *notes), entries, closing, voice)
    for table in tables:
        width = _ACROSS // len(table.columns)
        columns = tuple(Column(_text(head), width) for head in table.columns)
        rows = tuple(tuple(map(_text, row)) for row in table.rows)
        yield Sheet(title, columns, rows, (*above, *notes), closing)


def _findings(
    title: str, above: tuple[str, ...], entries: Sequence[Entry], closing: tuple[str, ...], voice: Voice
) -> Sheet:
    sides = list(dict.fromkeys(_text(pair.label) for entry in entries for pair in entry.sides))
    columns = (
        Column(_say(voice, "number"), 5),
        Column(_say(voice, "verdict"), 12),
        Column(_say(voice, "item"), 20),
        Column(_say(voice, "finding"), 36),
        *(Column(side, 24) for side in sides),
        *(Column(_text(voice.say(f"label.{key}")), width) for key, width in _PARTS),
        Column(_say(voice, "result"), 18, fill_in=True),
        Column("address", 30, hidden=True),
    )
    return Sheet(title, columns, tuple(_row(entry, sides) for entry in entries), above, closing)


def _row(entry: Entry, sides: Sequence[str]) -> tuple[str, ...]:
    values = {_text(pair.label): _pair_text(pair) for pair in entry.sides}
    parts = {pair.tone: _pair_text(pair) for pair in entry.pairs}
    return (
        str(entry.number),
        "\n".join(_text(tag) for tag in entry.tags),
        _text(entry.title),
        _text(entry.lead),
        *(values.get(side, "") for side in sides),
        *(parts.get(key, "") for key, _ in _PARTS),
        "",
        entry.name,
    )


def _lines(block: Block) -> Iterator[tuple[str, str]]:
    """The label and the text of each line of a block that is no table."""
    if isinstance(block, Paragraph | Heading):
        yield "", _text(block.text)
    elif isinstance(block, Counts):
        yield _text(block.label), "\n".join(f"{_text(item.label)} {item.number}" for item in block.items)
    elif isinstance(block, Pairs):
        for pair in block.items:
            yield _text(pair.label), _pair_text(pair)
    elif isinstance(block, Heaviest):
        for heavy in block.items:
            tags = " ".join(_text(tag).replace("\n", " / ") for tag in heavy.tags)
            told = (_text(part) for part in (heavy.finding, heavy.counter, *heavy.places) if part)
            yield f"{_text(block.label)} {heavy.number}\n{tags}", "\n".join(told)
    elif not isinstance(block, Entry | Table):
        message = f"no lines for a block of the kind {type(block).__name__}"
        raise TypeError(message)


def _pair_text(pair: Pair) -> str:
    return "\n".join(_text(line) for line in pair.lines)


def _say(voice: Voice, column: str) -> str:
    return _text(voice.say(f"column.{column}"))


def _text(said: Said) -> str:
    return "\n".join(dict.fromkeys(text for _, text in said.texts if text))

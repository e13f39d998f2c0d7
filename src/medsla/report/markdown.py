r"""A report as Markdown that no value can break: every text is escaped, every row of a table stays one row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from medsla.report.blocks import Block, Counts, Entry, Heading, Heaviest, Outline, Pair, Pairs, Paragraph, Table
from medsla.report.outline import outline
from medsla.report.places import Origin
from medsla.report.said import Said
from medsla.report.subjects import Subject

_ACTIVE: Final = re.compile(r"([\\`*_\[\]{}|<>&~#!$])")
_LIST: Final = re.compile(r"^(\s*)([-+=]|\d+[.)](?=\s|$))")
_LINK: Final = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")


def render_markdown(subject: Subject, language: str, *, origin: Origin | None = None) -> str:
    """The report as Markdown that ends with a line feed.

    >>> from medsla.report.subjects import ProblemReport
    >>> print(render_markdown(ProblemReport(("a.yaml",), ()), "en"), end="")
    # Check of the input
    <BLANKLINE>
    No problems found (files checked: 1).
    """
    return markdown_of(outline(subject, language, origin=origin))


def markdown_of(report: Outline) -> str:
    """An outline as Markdown."""
    lines = [f"# {escaped(str(report.title))}"]
    for block in report.blocks:
        lines.append("")
        lines.extend(_RENDER[type(block)](block))
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    r"""The text on one line, with everything that Markdown or HTML in it would act on made harmless.

    Line feeds become spaces, so that neither a list entry nor the row of a table breaks. Addresses of web pages stay
    readable and become no links.

    >>> escaped("R&D | <b>*x*</b>\n- [a](b)")
    'R\\&D \\| \\<b\\>\\*x\\*\\</b\\> - \\[a\\](b)'
    """
    line = " ".join(text.split("\n")).strip()
    line = _ACTIVE.sub(r"\\\1", line)
    line = _LIST.sub(lambda found: found[1] + _stopped(found[2]), line)
    return _LINK.sub(lambda found: f"{found[1]}\\{found[2]}", line)


def _stopped(mark: str) -> str:
    """A mark that would begin a list, stopped before its last character."""
    return f"{mark[:-1]}\\{mark[-1]}"


def _both(said: Said, between: str = " / ") -> str:
    return between.join(escaped(text) for _, text in said.texts if text)


def _heading(block: Heading) -> Iterator[str]:
    yield f"{'#' * block.level} {_both(block.text)}"


def _paragraph(block: Paragraph) -> Iterator[str]:
    mark = "> " if block.tone in ("banner", "limit", "closing") else ""
    texts = [escaped(text) for _, text in block.text.texts if text]
    for number, text in enumerate(texts):
        if number:
            yield mark.rstrip()
        yield mark + text


def _counts(block: Counts) -> Iterator[str]:
    for number, (language, _) in enumerate(block.items[0].label.texts):
        if number:
            yield ""
        label = block.label.of(language)
        between = "・" if language == "ja" and not label else " / "
        colon = ":" if language == "en" else ""
        line = between.join(f"{escaped(item.label.of(language))}{colon} {item.number}" for item in block.items)
        yield f"{escaped(label)}: {line}" if label else f"**{line}**"


def _pairs(block: Pairs) -> Iterator[str]:
    for pair in block.items:
        yield from _pair(pair, "")


def _pair(pair: Pair, margin: str) -> Iterator[str]:
    texts = [escaped(text) for line in pair.lines for _, text in line.texts if text]
    if len(texts) == 1:
        yield f"{margin}- **{_both(pair.label)}**: {texts[0]}"
    elif texts:
        yield f"{margin}- **{_both(pair.label)}**:"
        yield from (f"{margin}  - {text}" for text in texts)


def _heaviest(block: Heaviest) -> Iterator[str]:
    yield f"**{_both(block.label)}**"
    yield ""
    for item in block.items:
        yield f"{item.number}. {_tagged(item.tags)}{_both(item.finding)}"
        for said in (item.counter, *item.places):
            if said:
                yield f"   - {_both(said)}"


def _tagged(tags: tuple[Said, ...]) -> str:
    """The tags of a finding in brackets, as in the text; nothing can make links of them."""
    return "".join(f"[{_both(tag)}] " for tag in tags)


def _entry(block: Entry) -> Iterator[str]:
    tags = _tagged(block.tags)
    title = _both(block.title)
    name = escaped(block.name)
    yield f"### {block.number}. {tags}{title} ({name})" if title else f"### {block.number}. {name}"
    yield ""
    for _, text in block.lead.texts:
        yield escaped(text)
        yield ""
    if block.sides:
        yield from _table(Table(tuple(p.label for p in block.sides), (tuple(p.lines[0] for p in block.sides),)))
        yield ""
    for pair in block.pairs:
        yield from _pair(pair, "")


def _table(block: Table) -> Iterator[str]:
    yield _row(_both(head) for head in block.columns)
    yield _row("---" for _ in block.columns)
    for row in block.rows:
        yield _row(_both(cell, "<br>") for cell in row)


def _row(cells: Iterator[str] | Any) -> str:
    return "| " + " | ".join(cells) + " |"


_RENDER: Final[dict[type[Block], Callable[[Any], Iterator[str]]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Counts: _counts,
    Pairs: _pairs,
    Heaviest: _heaviest,
    Entry: _entry,
    Table: _table,
}

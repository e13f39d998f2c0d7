"""WordprocessingML built from statements, so that no value can become markup: every text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from medsla.reading.escaping import escape
from medsla.report.said import Said
from medsla.report.word_parts import HEAD_FILL


def run(text: str, language: str = "", *, bold: bool = False) -> str:
    """A run of text; Japanese runs print signs that both scripts know (… “ ”) in the Japanese font.

    >>> run("R&D")
    '<w:r><w:t xml:space="preserve">R&amp;D</w:t></w:r>'
    """
    properties = ('<w:rFonts w:hint="eastAsia"/>' if language == "ja" else "") + ("<w:b/><w:bCs/>" if bold else "")
    before = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    shown = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{before}<w:t xml:space="preserve">{shown}</w:t></w:r>'


def paragraph(style: str, *runs: str, extra: str = "") -> str:
    """A paragraph in a style; `extra` are more paragraph properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{"".join(runs)}</w:p>'


def inline(said: Said, *, bold: bool = False) -> str:
    """A statement within a line, two languages set apart by a slash.

    >>> inline(Said((("", "a"), ("", "b")))).count("<w:r>")
    3
    """
    runs = [run(text, language, bold=bold) for language, text in said.texts if text]
    return run(" / ").join(runs)


def blocks(style: str, said: Said, *, extra: str = "", bold: bool = False) -> str:
    """A statement as one paragraph for each language; an empty one is an empty paragraph."""
    parts = [paragraph(style, run(text, language, bold=bold), extra=extra) for language, text in said.texts if text]
    return "".join(parts) or paragraph(style, extra=extra)


def cell(width: int, content: str, *, fill: str = "") -> str:
    """A cell of a width in twips around paragraphs."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], *, head: bool = False, whole: bool = True, height: int = 0) -> str:
    """A row; a head is repeated on every page, a whole row is not broken between pages; `height` is the least."""
    marks = (
        ("<w:cantSplit/>" if whole else "")
        + (f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "")
        + ("<w:tblHeader/>" if head else "")
    )
    return f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{''.join(cells)}</w:tr>"


def head_row(widths: Sequence[int], heads: Sequence[Said]) -> str:
    """The heads of columns, repeated on every page."""
    cells = (cell(width, blocks("CellHead", head), fill=HEAD_FILL) for width, head in zip(widths, heads, strict=True))
    return row(cells, head=True)


def table(style: str, widths: Sequence[int], rows: Iterable[str]) -> str:
    """A table of fixed widths, and a narrow gap behind it: Word joins tables that touch."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
        + paragraph("Gap")
    )


def shares(room: int, parts: Sequence[int]) -> tuple[int, ...]:
    """The room divided in these proportions, to the last twip.

    >>> shares(100, (1, 1, 1))
    (33, 33, 34)
    """
    ends = [room * sum(parts[: index + 1]) // sum(parts) for index in range(len(parts))]
    return tuple(end - start for start, end in zip((0, *ends), ends, strict=False))

"""The questions to the other side as a workbook: one sheet for each paper, the reply beside the question.

The last column is hidden and holds the address of the term, so that replies find their term again.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from medsla.report.blocks import Paragraph
from medsla.report.questionnaire import Question, questionnaire_rows, questionnaire_sheet
from medsla.report.said import Voice
from medsla.results import Diff, Review
from medsla.spreadsheet import Column, Table, tables_bytes

_WIDTHS: Final = (("number", 7), ("item", 26), ("paper", 36), ("question", 56), ("reply", 56))


def render_questionnaire_workbook(reviews: Sequence[Review | Diff], language: str) -> bytes:
    """The questions on one paper or several as a workbook.

    Raises:
        SpreadsheetError: the extra `excel` is missing.

    >>> from medsla.results import Side
    >>> render_questionnaire_workbook([Diff(Side("a"), Side("b"), ())], "ja")[:2]
    b'PK'
    """
    return tables_bytes([_sheet(review, language) for review in reviews], language=language)


def _sheet(review: Review | Diff, language: str) -> Table:
    voice = Voice.of(language)
    sheet = questionnaire_sheet(review, language)
    above = [text for block in sheet.blocks if isinstance(block, Paragraph) for _, text in block.text.texts if text]
    columns = (
        *(Column(str(voice.say(f"column.{name}")), width, fill_in=name == "reply") for name, width in _WIDTHS),
        Column("address", 30, hidden=True),
    )
    rows = tuple(map(_row, questionnaire_rows(review, language)))
    title = Path(review.proposal.name).stem or str(sheet.title)
    return Table(title, columns if rows else (), rows, (str(sheet.title), *above))


def _row(one: Question) -> tuple[str, ...]:
    return str(one.number), one.item, one.said, one.question, one.reply, one.address

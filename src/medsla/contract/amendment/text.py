"""What an amendment memorandum says, as display strings: its articles and the table of what stood and what stands.

The classes are the list of names that a template for memoranda may use, as those of `context` are for contracts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Final, TypeAlias

from medsla.contract.context import (
    Article,
    ArticlePair,
    BilingualText,
    ContractText,
    Label,
    Language,
    ParagraphPair,
    Party,
    Shape,
    record_shape,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text, and whether the memorandum changes it."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One line of the table: what stood, and what is agreed now.

    Where the line is new, `before` says so; where it goes, `removed` is true and `note` says so. `text` is printed
    with what is new in it underlined: `after` has it in stretches, and `tag` names its content control; templates
    print neither.
    """

    no: str
    label: str
    before: tuple[Passage, ...]
    text: str
    removed: bool = False
    note: str = ""
    after: tuple[Passage, ...] = field(default=(), metadata={"hidden": True})
    tag: str = field(default="", metadata={"hidden": True}, compare=False)


@dataclass(frozen=True, slots=True)
class ChangedGroup:
    """The changed lines under one heading; `article` names the article they belong to, or is empty."""

    heading: str
    article: str
    rows: tuple[ChangedRow, ...]


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One paragraph (項) of an article, as it stood and as it stands, each with its number."""

    before: tuple[Passage, ...]
    after: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """The changed paragraphs of one article; `name` is its number and heading: 第8条（サービス時間及び計画停止）."""

    name: str
    lines: tuple[ChangedLine, ...]


@dataclass(frozen=True, slots=True)
class Original:
    """The agreement that is changed; `reference` is its full description in a sentence."""

    number: str
    title: str
    reference: str


@dataclass(frozen=True, slots=True)
class AmendmentText:
    """A memorandum in one language."""

    number: str
    numbered: bool  # it has a number of its own
    title: str
    effective: str
    signed: str
    electronic: bool  # signed electronically: no block for stamps
    institution: Party
    provider: Party
    original: Original
    articles: tuple[Article, ...]
    groups: tuple[ChangedGroup, ...]
    sentences: tuple[ChangedArticle, ...]


@dataclass(frozen=True, slots=True)
class ChangedRowPair:
    """One line of the table in both languages."""

    ja: ChangedRow
    en: ChangedRow


@dataclass(frozen=True, slots=True)
class ChangedGroupPair:
    """A group in both languages."""

    ja: Label
    en: Label
    rows: tuple[ChangedRowPair, ...]


@dataclass(frozen=True, slots=True)
class ArticleName:
    """The name of an article in one language."""

    name: str


@dataclass(frozen=True, slots=True)
class ChangedLinePair:
    """One paragraph of an article in both languages."""

    ja: ChangedLine
    en: ChangedLine


@dataclass(frozen=True, slots=True)
class ChangedArticlePair:
    """The changed paragraphs of one article in both languages."""

    ja: ArticleName
    en: ArticleName
    lines: tuple[ChangedLinePair, ...]


@dataclass(frozen=True, slots=True)
class AmendmentPair:
    """A memorandum in Japanese and English side by side: `ja` and `en` whole, and what stands in rows paired."""

    number: str
    numbered: bool
    ja: AmendmentText
    en: AmendmentText
    articles: tuple[ArticlePair, ...]
    groups: tuple[ChangedGroupPair, ...]
    sentences: tuple[ChangedArticlePair, ...]


AMENDMENT_KINDS: Final[tuple[type, ...]] = (
    Passage,
    ChangedRow,
    ChangedGroup,
    ChangedLine,
    ChangedArticle,
    Original,
    AmendmentText,
    ChangedRowPair,
    ChangedGroupPair,
    ArticleName,
    ChangedLinePair,
    ChangedArticlePair,
    AmendmentPair,
)
"""The records of a memorandum beside those of a contract."""


Written: TypeAlias = ContractText | BilingualText | AmendmentText | AmendmentPair
"""What can be written into a template."""


def pair_amendments(ja: AmendmentText, en: AmendmentText) -> AmendmentPair:
    """Both languages of one memorandum, row beside row.

    Raises:
        ValueError: the two do not have the same articles, groups, rows and paragraphs.
    """
    articles = tuple(
        ArticlePair(
            left, right, tuple(ParagraphPair(*both) for both in zip(left.paragraphs, right.paragraphs, strict=True))
        )
        for left, right in zip(ja.articles, en.articles, strict=True)
    )
    groups = tuple(
        ChangedGroupPair(
            Label(left.heading, left.article),
            Label(right.heading, right.article),
            tuple(ChangedRowPair(*rows) for rows in zip(left.rows, right.rows, strict=True)),
        )
        for left, right in zip(ja.groups, en.groups, strict=True)
    )
    sentences = tuple(
        ChangedArticlePair(
            ArticleName(left.name),
            ArticleName(right.name),
            tuple(ChangedLinePair(*lines) for lines in zip(left.lines, right.lines, strict=True)),
        )
        for left, right in zip(ja.sentences, en.sentences, strict=True)
    )
    return AmendmentPair(ja.number, ja.numbered, ja, en, articles, groups, sentences)


def missing_lists(names: Iterable[str]) -> tuple[str, ...]:
    """The lists that a template for memoranda must walk over and does not: something agreed would get lost.

    >>> missing_lists({"article.paragraphs", "group.rows"})
    ('sentences',)
    """
    inner = {"paragraphs": "articles", "rows": "groups", "lines": "sentences"}
    walked = {name.rpartition(".")[2] for name in names}
    return tuple(inner[key] for key in inner if key not in walked)


@cache
def amendment_shape(language: Language) -> Shape:
    """The names that a template for memoranda in this language may use.

    >>> sorted(amendment_shape("ja").fields["original"].fields)
    ['number', 'reference', 'title']
    """
    return record_shape(AmendmentPair if language == "ja-en" else AmendmentText)

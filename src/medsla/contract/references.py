"""References from one place of a contract to another, and the fields by which Word follows them.

A text that refers to an article is a `Referring`: the same letters as the sentence, and beside them which
letters are the number of which article. The markup is made only where the bookmarks really stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, Self, TypeAlias

Anchor: TypeAlias = Literal["article", "annex"]

TEXT_END: Final = "</w:t>"
TEXT_START: Final = '<w:t xml:space="preserve">'
CONTENTS_CODE: Final = ' TOC \\o "1-1" \\n \\h \\z \\u '
_BEGIN: Final = '<w:fldChar w:fldCharType="begin"/><w:instrText xml:space="preserve">'
_SEPARATE: Final = '</w:instrText><w:fldChar w:fldCharType="separate"/>'
_END: Final = '<w:fldChar w:fldCharType="end"/>'
CONTENTS_START: Final = f"<w:r>{_BEGIN}{CONTENTS_CODE}{_SEPARATE}</w:r>"
CONTENTS_END: Final = f"<w:r>{_END}</w:r>"
LINK_END: Final = "</w:hyperlink>"
_MARKS: Final = re.compile("\ufdd0([a-z_]+)\ufdd1([^\ufdd2]*)\ufdd2")


@dataclass(frozen=True, slots=True)
class Target:
    """What a sentence can refer to: the number as it is printed, and the bookmark round it."""

    shown: str
    bookmark: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The letters from `start` to `end` are the number of what a bookmark marks."""

    start: int
    end: int
    bookmark: str

    @property
    def code(self) -> str:
        r"""The code of its field: the number that Word gives to a heading, or the marked text itself.

        >>> Reference(0, 3, "_sla_levels_ja").code
        ' REF _sla_levels_ja \\r \\h '
        """
        number = " \\r" if anchor_kind(self.bookmark) == "article" else ""
        return f" REF {self.bookmark}{number} \\h "


class Referring(str):
    """A text some letters of which are references; for every other purpose it is its text."""

    __slots__ = ("references",)

    references: tuple[Reference, ...]

    def __new__(cls, text: str, references: tuple[Reference, ...] = ()) -> Self:
        """The text with its references."""
        made = super().__new__(cls, text)
        made.references = references
        return made


def bookmark_name(kind: Anchor, key: str, language: str) -> str:
    """The name of the bookmark of an article or annex, at most 40 characters; a hidden one, as it begins with `_`.

    >>> bookmark_name("article", "levels", "ja"), bookmark_name("annex", "levels", "ja")
    ('_sla_levels_ja', '_sla_annex_levels_ja')
    """
    return f"_sla_{'annex_' if kind == 'annex' else ''}{key}_{language}"


def anchor_kind(bookmark: str) -> Anchor:
    """What a bookmark of this name marks.

    >>> anchor_kind("_sla_annex_levels_ja")
    'annex'
    """
    return "annex" if bookmark.startswith("_sla_annex_") else "article"


def bookmark_start(name: str, number: int) -> str:
    """The markup where a bookmark begins; `number` is unique in the file."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def bookmark_end(number: int) -> str:
    """The markup where the bookmark of this number ends."""
    return f'<w:bookmarkEnd w:id="{number}"/>'


def link_start(bookmark: str) -> str:
    """The markup before a text that leads to a bookmark; `LINK_END` ends it."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">'


def marked(name: str, shown: str) -> str:
    """A reference's text with marks round it, for a sentence that is yet to be put together."""
    return f"\ufdd0{name}\ufdd1{shown}\ufdd2"


def holds_marks(text: str) -> bool:
    """Whether a value holds the marks itself; it will be refused for them, and must not be taken for a reference."""
    return "\ufdd0" in text


def unmarked(text: str, targets: Mapping[str, Target]) -> Referring:
    """The sentence without the marks, which become its references.

    >>> found = unmarked(
    ...     marked("article_levels", "第9条") + "の水準",
    ...     {"article_levels": Target("第9条", "_sla_levels_ja")},
    ... )
    >>> found, found.references[0].end
    ('第9条の水準', 3)
    """
    plain = ""
    at = 0
    found = []
    for match in _MARKS.finditer(text):
        plain += text[at : match.start()]
        target = targets[match[1]]
        found.append(Reference(len(plain), len(plain) + len(match[2]), target.bookmark))
        plain += match[2]
        at = match.end()
    return Referring(plain + text[at:], tuple(found))


def field_pieces(text: Referring, anchored: frozenset[str]) -> list[tuple[str, str]]:
    r"""The text in pieces, each with the code of the field that shows it; "" where it is plain text.

    `anchored` are the kinds of places, with their language (`article.ja`), whose bookmarks stand in the file.

    >>> one = unmarked(
    ...     marked("a", "第9条") + "等", {"a": Target("第9条", "_sla_levels_ja")}
    ... )
    >>> field_pieces(one, frozenset({"article.ja"}))
    [('第9条', ' REF _sla_levels_ja \\r \\h '), ('等', '')]
    >>> field_pieces(one, frozenset())
    [('第9条等', '')]
    """
    pieces = []
    at = 0
    whole = str(text)
    for one in text.references:
        if f"{anchor_kind(one.bookmark)}.{one.bookmark[-2:]}" in anchored:
            pieces += [(whole[at : one.start], ""), (whole[one.start : one.end], one.code)]
            at = one.end
    return [piece for piece in (*pieces, (whole[at:], "")) if piece[0]]


def field_markup(shown: str, code: str) -> str:
    """A field inside a run's text, with the escaped text that it shows until Word updates it."""
    return f"{TEXT_END}{_BEGIN}{code}{_SEPARATE}{TEXT_START}{shown}{TEXT_END}{_END}{TEXT_START}"

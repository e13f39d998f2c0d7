"""Words of one language that are not in the catalogue, as text and as the pattern that reads the text back.

A pattern is made from the very words that are printed, so the two cannot drift apart. Patterns match
normalised text (`medsla.wording.normal`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from medsla.messages import languages, say
from medsla.wording.normal import normal_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["format_list", "languages", "list_pattern", "one_of", "quoted", "shape", "template", "word"]

_FIELD = "\0"


def word(key: str, language: str, /, **fields: str) -> str:
    """The words of `wording.<key>` with their fields.

    >>> word("answer.unset", "ja"), word("unit.hours", "en", n="4")
    ('未設定', '4 hours')
    """
    return say(f"wording.{key}", language, **fields)


def shape(key: str, language: str, /, **patterns: str) -> str:
    """The pattern of `wording.<key>` with a pattern for each field.

    >>> shape("unit.hours", "ja", n="[0-9]+")
    '[0-9]+時間'
    """
    marked = say(f"wording.{key}", language, **{name: f"{_FIELD}{name}{_FIELD}" for name in patterns})
    parts = marked.split(_FIELD)
    return "".join(patterns[part] if i % 2 else quoted(part) for i, part in enumerate(parts))


def template(words: str, pattern: str) -> str:
    """The pattern of a phrase of the catalogue, whose one field is `{value}`.

    >>> template("{value}以内", "[0-9]+日")
    '[0-9]+日以内'
    """
    before, _, after = words.partition("{value}")
    return f"{quoted(before)}{pattern}{quoted(after)}"


def quoted(text: str) -> str:
    """The pattern of these very words.

    >>> quoted("（祝日を除く。）") == re.escape("(祝日を除く。)")
    True
    """
    return re.escape(normal_text(text))


def one_of(texts: Iterable[str]) -> str:
    """The pattern of any of these words, the longest first.

    >>> one_of(["時", "時間"])
    '(?:時間|時)'
    """
    return f"(?:{'|'.join(quoted(text) for text in sorted(texts, key=len, reverse=True))})"


def format_list(items: Sequence[str], language: str, conjunction: str = "and") -> str:
    """The items in one row: 「A、B及びC」, "A, B and C"; `or` gives 又は and "or".

    >>> format_list(["A", "B", "C"], "ja"), format_list(["A", "B", "C"], "en", "or")
    ('A、B及びC', 'A, B or C')
    """
    if len(items) < 2:
        return "".join(items)
    last = word(f"list.{conjunction}", language)
    return word("list.between", language).join(items[:-1]) + last + items[-1]


def list_pattern(item: str, language: str, conjunction: str = "and") -> str:
    """The pattern of a row of items.

    >>> bool(re.fullmatch(list_pattern("[A-C]", "ja"), "A、B及びC"))
    True
    """
    between, last = (quoted(word(f"list.{key}", language)) for key in ("between", conjunction))
    return f"(?:{item})(?:(?:{between}(?:{item}))*{last}(?:{item}))?"

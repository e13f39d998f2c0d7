"""What a contract says, as display strings: the only things a Word template may print.

Values become text before they come here, so no template can round, compare or look anything up.
The classes are the list of names that a template may use; `shape_of` turns them into a table that
templates and contexts are checked against.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache, lru_cache
from itertools import repeat
from typing import Any, Final, Literal, TypeAlias, get_args, get_origin, get_type_hints

from medsla.contract.annex_text import (
    ANNEX_KINDS,
    Annex,
    AnnexHead,
    AnnexPair,
    Cells,
    Group,
    GroupPair,
    Label,
    Row,
    RowPair,
    Section,
    Step,
    pair_annexes,
    pair_groups,
)
from medsla.errors import Place, Problem

__all__ = [
    "LONGEST_VALUE",
    "PRINTED_KINDS",
    "REFUSED",
    "Annex",
    "AnnexHead",
    "AnnexPair",
    "Article",
    "ArticlePair",
    "BilingualText",
    "Cells",
    "ContractText",
    "Entry",
    "EntryPair",
    "Group",
    "GroupPair",
    "Label",
    "Language",
    "Paragraph",
    "ParagraphPair",
    "Party",
    "Row",
    "RowPair",
    "Section",
    "Service",
    "Shape",
    "Step",
    "as_context",
    "check_context",
    "pair",
    "printable_names",
    "record_shape",
    "refused_character",
    "shape_of",
]

Language: TypeAlias = Literal["ja", "en", "ja-en"]
LONGEST_VALUE = 20_000
_OVERRIDES = "\u202a-\u202e\u2066-\u2069"
_PLANES = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
_OVERRIDE = re.compile(f"[{_OVERRIDES}]")
REFUSED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANES}{_OVERRIDES}]")
_KINDS: dict[str, type] = {"text": str, "flag": bool, "list": list, "record": dict}


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the contract."""

    name: str
    label: str  # 甲 / the Institution
    mark: str  # 甲, in every language
    address: str = ""
    representative: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """What the contract is about."""

    name: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (項) of an article with its items (号); numbered unless it is the only one."""

    text: str
    numbered: bool
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article (条); its number is made by Word. `anchor` names its bookmark; templates cannot print it."""

    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...]
    anchor: str = field(default="", metadata={"hidden": True}, compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table of contents; `anchor` names the bookmark it leads to."""

    line: str
    anchor: str = field(default="", metadata={"hidden": True}, compare=False)


@dataclass(frozen=True, slots=True)
class ContractText:
    """A contract in one language."""

    number: str
    title: str
    effective: str
    signed: str
    master: str
    electronic: bool  # signed electronically: no block for stamps
    institution: Party
    provider: Party
    service: Service
    groups: tuple[Group, ...]
    articles: tuple[Article, ...] = ()
    annexes: tuple[Annex, ...] = ()
    contents: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphPair:
    """One paragraph of an article in both languages."""

    ja: Paragraph
    en: Paragraph


@dataclass(frozen=True, slots=True)
class ArticlePair:
    """An article in both languages: whole, and its paragraphs side by side."""

    ja: Article
    en: Article
    paragraphs: tuple[ParagraphPair, ...]


@dataclass(frozen=True, slots=True)
class EntryPair:
    """One line of the table of contents in both languages."""

    ja: Entry
    en: Entry


@dataclass(frozen=True, slots=True)
class BilingualText:
    """A contract in Japanese and English side by side: `ja` and `en` whole, and what stands in rows paired."""

    number: str
    ja: ContractText
    en: ContractText
    groups: tuple[GroupPair, ...]
    articles: tuple[ArticlePair, ...] = ()
    annexes: tuple[AnnexPair, ...] = ()
    contents: tuple[EntryPair, ...] = ()


PRINTED_KINDS: Final[tuple[type, ...]] = (
    Party,
    Service,
    Paragraph,
    Article,
    Entry,
    ContractText,
    ParagraphPair,
    ArticlePair,
    EntryPair,
    BilingualText,
    *ANNEX_KINDS,
)
"""The records that a context consists of."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand at one place of a context: a text, a flag, a list or a record."""

    kind: Literal["text", "flag", "list", "record"]
    item: Shape | None = None
    fields: Mapping[str, Shape] = field(default_factory=lambda: types.MappingProxyType({}))


def pair(ja: ContractText, en: ContractText) -> BilingualText:
    """Both languages of one contract, row beside row.

    Raises:
        ValueError: the two do not have the same groups, rows, articles and paragraphs.
    """
    annexes = pair_annexes(ja.annexes, en.annexes)
    listed = tuple(group for annex in annexes for group in annex.groups)
    whole = all([g for annex in one.annexes for g in annex.groups] == list(one.groups) for one in (ja, en))
    groups = listed if whole else pair_groups(ja.groups, en.groups)
    articles = tuple(
        ArticlePair(
            left, right, tuple(ParagraphPair(*both) for both in zip(left.paragraphs, right.paragraphs, strict=True))
        )
        for left, right in zip(ja.articles, en.articles, strict=True)
    )
    contents = tuple(EntryPair(*both) for both in zip(ja.contents, en.contents, strict=True))
    return BilingualText(ja.number, ja, en, groups, articles, annexes, contents)


def as_context(text: object) -> dict[str, Any]:
    """The same contract, or another record, as plain dictionaries and lists, a deep copy of its own."""
    plain: dict[str, Any] = _plain(text)
    return plain


@cache
def shape_of(language: Language) -> Shape:
    """The names that a template of this language may use.

    >>> sorted(shape_of("ja").fields["institution"].fields)
    ['address', 'label', 'mark', 'name', 'representative']
    """
    return record_shape(BilingualText if language == "ja-en" else ContractText)


def check_context(context: Mapping[str, Any], language: Language, shape: Shape | None = None) -> list[Problem]:
    """Everything wrong with a context: names missing, unknown or of the wrong kind, and refused characters.

    `shape` is that of another kind of document than a contract.
    """
    wanted = shape or shape_of(language)
    return [] if _is_right(context, wanted) else list(_faults(context, wanted, ""))


def refused_character(text: str) -> tuple[str, int, str] | None:
    r"""The first character that a contract cannot carry: (problem code, position from 1, code point).

    Control characters other than line break and tab, lone surrogates and noncharacters do not survive
    a Word file; marks that turn the direction of writing can make a figure look like another one.

    >>> refused_character("99.9%\x0b")
    ('fence.illegal-character', 6, 'U+000B')
    >>> refused_character("𠮷田医院")
    """
    found = REFUSED.search(text)
    if found is None:
        return None
    overrides = _OVERRIDE.match(found.group())
    code = "fence.direction-override" if overrides else "fence.illegal-character"
    return code, found.start() + 1, f"U+{ord(found.group()):04X}"


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in printable_names(type(value))}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, str) else value


def printable_names(kind: Any) -> tuple[str, ...]:
    """The names of a record that a template may use.

    >>> printable_names(Row)
    ('no', 'label', 'text')
    """
    return tuple(entry.name for entry in fields(kind) if not entry.metadata.get("hidden"))


def record_shape(kind: Any) -> Shape:
    """The names of a record and of what stands below it."""
    if kind is str:
        return Shape("text")
    if kind is bool:
        return Shape("flag")
    if get_origin(kind) is tuple:
        return Shape("list", record_shape(get_args(kind)[0]))
    if not is_dataclass(kind):
        raise TypeError(f"{kind} has no place in a contract")
    hints = get_type_hints(kind)
    table = {name: record_shape(hints[name]) for name in printable_names(kind)}
    return Shape("record", fields=types.MappingProxyType(table))


def _is_right(value: Any, shape: Shape) -> bool:
    """Whether nothing is wrong at all, which is sooner told than what is wrong."""
    fields = shape.fields
    if shape.kind == "record":
        whole = type(value) is dict and value.keys() == fields.keys()
        return whole and all(map(_is_right, map(value.get, fields), fields.values()))
    if shape.kind == "list" and shape.item is not None:
        return type(value) is list and all(map(_is_right, value, repeat(shape.item)))
    return type(value) is bool if shape.kind == "flag" else type(value) is str and _is_fine(value)


@lru_cache(maxsize=4096)
def _is_fine(text: str) -> bool:
    return len(text) <= LONGEST_VALUE and REFUSED.search(text) is None


def _faults(value: Any, shape: Shape, address: str) -> Iterator[Problem]:
    kind: object = type(value)
    if kind is not _KINDS[shape.kind]:
        yield Problem.of("fence.wrong-kind", Place(address=address), expected=shape.kind)
        return
    if shape.kind == "text":
        yield from _bad_letters(value, address)
    elif shape.kind == "list" and shape.item is not None:
        for index, entry in enumerate(value):
            yield from _faults(entry, shape.item, f"{address}[{index}]")
    elif shape.kind == "record":
        yield from _record_faults(value, shape, address)


def _record_faults(value: dict[str, Any], shape: Shape, address: str) -> Iterator[Problem]:
    names = {key: f"{address}.{key}" if address else str(key) for key in (*shape.fields, *value)}
    for key, below in shape.fields.items():
        if key in value:
            yield from _faults(value[key], below, names[key])
        else:
            yield Problem.of("fence.missing-value", Place(address=names[key]), name=names[key])
    for key in sorted(value.keys() - shape.fields.keys()):
        yield Problem.of("fence.unknown-value", Place(address=names[key]), name=names[key])


def _bad_letters(text: str, address: str) -> Iterator[Problem]:
    if len(text) > LONGEST_VALUE:
        yield Problem.of("fence.long-value", Place(address=address), length=len(text), limit=LONGEST_VALUE)
    found = refused_character(text)
    if found:
        code, position, point = found
        yield Problem(code, Place(address=address), (("position", str(position)), ("character", point)))

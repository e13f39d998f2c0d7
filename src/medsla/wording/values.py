"""The bare value of a facet in words, without its phrase: 4時間, 99.9%, 日本国及びシンガポール; and back.

The one table `_KINDS` knows every kind of facet: how it is printed, which pattern it has, how it is read. A kind it
does not know is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from medsla.quantities.refusal import QuantityError
from medsla.wording.countries import country_codes, format_country
from medsla.wording.ladder_words import (
    PERCENT,
    format_ladder,
    format_percent,
    ladder_pattern,
    read_ladder,
    read_percent,
)
from medsla.wording.languages import demand, grammar
from medsla.wording.normal import normal_text, normalise
from medsla.wording.numerals import GROUPED, grouped, read_grouped
from medsla.wording.refusal import WordingError
from medsla.wording.window_reader import read_windows, windows_pattern
from medsla.wording.window_words import format_windows
from medsla.wording.words import format_list, list_pattern, one_of, quoted, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from medsla.catalogue import Facet

__all__ = [
    "LISTED",
    "format_bare",
    "format_country_list",
    "is_clausal",
    "read_bare",
    "read_normal",
    "sample",
    "value_pattern",
]

LISTED: Final = frozenset({"tokens", "countries"})
"""The kinds whose value is a list, which may be empty."""

_FLAGS: Final = MappingProxyType({"true": True, "false": False})


def format_bare(facet: Facet, value: Any, language: str, before: str = "") -> str:
    """The value in words; `before` are the words it will stand behind.

    Raises:
        WordingError: the value is none of this facet, or its kind has no words.

    >>> from medsla.catalogue import catalogue
    >>> format_bare(catalogue().facet("recovery.rto.within"), "PT4H", "ja")
    '4時間'
    """
    demand(language)
    kind = _kind(facet, language)
    try:
        return kind.words(facet, value, language, before)
    except (QuantityError, ArithmeticError, AttributeError, KeyError, TypeError) as error:
        raise WordingError("unsayable", value=value, what=facet.label[language]) from error


def format_country_list(codes: Iterable[str], language: str, conjunction: str = "and") -> str:
    """The names of countries in a row.

    >>> format_country_list(["JP", "SG"], "ja")
    '日本国及びシンガポール'
    """
    return format_list([format_country(code, language) for code in codes], language, conjunction)


def is_clausal(facet: Facet) -> bool:
    """Whether each token of the facet is a clause of its own (緊急時はこの限りでない), not an item of a row."""
    return facet.kind == "tokens" and facet.phrase["ja"] == "{value}" and not facet.principal


def value_pattern(facet: Facet, language: str, before: str = "") -> str:
    """The pattern of the facet's values, for normalised text behind the words `before`."""
    return _kind(facet, language).pattern(facet, language, before)


def read_bare(facet: Facet, text: str, language: str) -> Any:
    """The value of the words alone, as plain data.

    Raises:
        WordingError: the words are no value of this facet, or begin or end with something else.

    >>> from medsla.catalogue import catalogue
    >>> read_bare(catalogue().facet("recovery.rto.within"), "４時間", "ja")
    'PT4H'
    """
    demand(language)
    try:
        return read_normal(facet, normalise(text).text.strip(), text, language)
    except WordingError:
        raise
    except ValueError:
        what, example = facet.label[language], format_bare(facet, sample(facet), language)
        raise WordingError("unreadable", (0, len(text)), text=text, what=what, example=example) from None


def read_normal(facet: Facet, text: str, original: str, language: str) -> Any:
    """The value of normalised words; `original` is what a text value keeps. ValueError where they are none."""
    kind = _kind(facet, language)
    return original if kind.keeps_text else kind.read(facet, text, language)


def sample(facet: Facet) -> Any:
    """A value that shows how such a facet is written; it is nobody's yardstick."""
    if facet.tokens and facet.kind != "flag":
        first = next(iter(facet.tokens))
        return [first] if facet.kind in LISTED else first
    return _SAMPLES[facet.kind]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of facet is printed, found and read."""

    words: Callable[[Facet, Any, str, str], str]
    pattern: Callable[[Facet, str, str], str]
    read: Callable[[Facet, str, str], Any]
    keeps_text: bool = False


def _kind(facet: Facet, language: str) -> _Kind:
    if facet.kind not in _KINDS:
        raise WordingError("unknown-kind", kind=facet.kind, what=facet.label[language])
    return _KINDS[facet.kind]


def _tokens(facet: Facet, value: Any, language: str, before: str) -> str:
    del before
    words = [facet.tokens[token][language] for token in value]
    if is_clausal(facet):
        return word("clause.between-tokens", language).join(words)
    return format_list(words, language, _conjunction(facet))


def _tokens_pattern(facet: Facet, language: str, before: str) -> str:
    item = _token_pattern(facet, language, before)
    if is_clausal(facet):
        return f"{item}(?:{quoted(word('clause.between-tokens', language))}{item})*"
    return list_pattern(item, language, _conjunction(facet))


def _token_pattern(facet: Facet, language: str, before: str) -> str:
    del before
    return one_of(words[language] for words in facet.tokens.values())


def _countries_pattern(facet: Facet, language: str, before: str) -> str:
    del before
    return list_pattern(one_of(country_codes(language)), language, _conjunction(facet))


def _conjunction(facet: Facet) -> str:
    return "or" if facet.alternatives_of else "and"


def _read_token(facet: Facet, text: str, language: str) -> str:
    said = _vocabulary(facet, language)
    if text not in said:
        raise ValueError(text)
    return said[text]


def _read_tokens(facet: Facet, text: str, language: str) -> list[str]:
    return _read_row(_vocabulary(facet, language), text, _tokens_pattern(facet, language, ""))


def _read_countries(facet: Facet, text: str, language: str) -> list[str]:
    return _read_row(country_codes(language), text, _countries_pattern(facet, language, ""))


def _read_row(names: Mapping[str, str], text: str, pattern: str) -> list[str]:
    """The keys of the names in a row; each may stand there once."""
    if not re.fullmatch(pattern, text):
        raise ValueError(text)
    keys = [names[found[0]] for found in re.finditer(one_of(names), text)]
    if len(set(keys)) < len(keys):
        raise ValueError(text)
    return keys


def _read_count(text: str) -> int:
    if not re.fullmatch(GROUPED, text) or "." in text:
        raise ValueError(text)
    return int(read_grouped(text))


def _vocabulary(facet: Facet, language: str) -> Mapping[str, str]:
    return {normal_text(words[language]): token for token, words in facet.tokens.items()}


def _flag(facet: Facet, value: Any, language: str, before: str) -> str:
    del before
    return facet.tokens[{flag: name for name, flag in _FLAGS.items()}[value]][language]


_KINDS: Final[Mapping[str, _Kind]] = MappingProxyType(
    {
        "percent": _Kind(
            lambda _facet, value, _language, _before: format_percent(value),
            lambda _facet, _language, _before: PERCENT,
            lambda _facet, text, _language: read_percent(text),
        ),
        "duration": _Kind(
            lambda _facet, value, language, before: grammar(language).format_duration(value, before),
            lambda _facet, language, before: grammar(language).duration_pattern(before),
            lambda _facet, text, language: grammar(language).read_duration(text),
        ),
        "windows": _Kind(
            lambda _facet, value, language, _before: format_windows(value, language),
            lambda _facet, language, _before: windows_pattern(language),
            lambda _facet, text, language: read_windows(text, language),
        ),
        "countries": _Kind(
            lambda facet, value, language, _before: format_country_list(value, language, _conjunction(facet)),
            _countries_pattern,
            _read_countries,
        ),
        "tokens": _Kind(_tokens, _tokens_pattern, _read_tokens),
        "token": _Kind(
            lambda facet, value, language, _before: facet.tokens[value][language], _token_pattern, _read_token
        ),
        "flag": _Kind(_flag, _token_pattern, lambda facet, text, language: _FLAGS[_read_token(facet, text, language)]),
        "count": _Kind(
            lambda _facet, value, _language, _before: grouped(value),
            lambda _facet, _language, _before: GROUPED,
            lambda _facet, text, _language: _read_count(text),
        ),
        "ladder": _Kind(
            lambda _facet, value, language, _before: format_ladder(value, language),
            lambda _facet, language, _before: ladder_pattern(language),
            lambda _facet, text, language: read_ladder(text, language),
        ),
        "text": _Kind(
            lambda _facet, value, _language, _before: str(value),
            lambda _facet, _language, _before: ".+",
            lambda _facet, text, _language: text,
            keeps_text=True,
        ),
    }
)

_SAMPLES: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "percent": 99,
        "duration": "PT4H",
        "windows": "always",
        "countries": ["JP"],
        "flag": True,
        "count": 2,
        "ladder": [{"below": 99, "credit": {"percent": 10}}],
        "text": "…",
    }
)

"""The bare value of a facet in words, without its phrase: 4時間, 99.9%, 日本国及びシンガポール; and back.

One place knows every kind of facet. A kind it does not know is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from medsla.quantities.refusal import QuantityError
from medsla.wording.countries import country_names, format_country
from medsla.wording.ladder_words import (
    PERCENT,
    format_ladder,
    format_percent,
    ladder_pattern,
    read_ladder,
    read_percent,
)
from medsla.wording.languages import grammar
from medsla.wording.normal import normal_text, normalise
from medsla.wording.numerals import GROUPED, grouped, read_grouped
from medsla.wording.refusal import WordingError
from medsla.wording.window_reader import read_windows, windows_pattern
from medsla.wording.window_words import format_windows
from medsla.wording.words import format_list, list_pattern, one_of, quoted, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from medsla.catalogue import Facet

__all__ = ["LISTED", "format_bare", "format_country_list", "is_clausal", "read_bare", "read_normal", "value_pattern"]

LISTED: Final = frozenset({"tokens", "countries"})
"""The kinds whose value is a list, which may be empty."""

_SAMPLES: Final = {
    "percent": 99,
    "duration": "PT4H",
    "windows": "always",
    "countries": ["JP"],
    "count": 2,
    "ladder": [{"below": 99, "credit": {"percent": 10}}],
    "text": "…",
}


def format_bare(facet: Facet, value: Any, language: str, before: str = "") -> str:
    """The value in words; `before` are the words it will stand behind.

    Raises:
        WordingError: the value is none of this facet, or its kind has no words.

    >>> from medsla.catalogue import catalogue
    >>> format_bare(catalogue().facet("recovery.rto.within"), "PT4H", "ja")
    '4時間'
    """
    try:
        return _format(facet, value, language, before)
    except (QuantityError, ArithmeticError, AttributeError, KeyError, TypeError) as error:
        raise WordingError("unsayable", value=value, what=facet.label[language]) from error


def format_country_list(codes: Any, language: str, conjunction: str = "and") -> str:
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
    if facet.kind == "tokens":
        item = one_of(words[language] for words in facet.tokens.values())
        if is_clausal(facet):
            return f"{item}(?:{quoted(word('clause.between-tokens', language))}{item})*"
        return list_pattern(item, language, _conjunction(facet))
    if facet.kind in {"token", "flag"}:
        return one_of(words[language] for words in facet.tokens.values())
    if facet.kind == "duration":
        return grammar(language).duration_pattern(before)
    if facet.kind == "countries":
        return list_pattern(one_of(country_names(language).values()), language, _conjunction(facet))
    if facet.kind in {"windows", "ladder"}:
        return windows_pattern(language) if facet.kind == "windows" else ladder_pattern(language)
    fixed = {"percent": PERCENT, "count": GROUPED, "text": ".+"}
    if facet.kind not in fixed:
        raise _unknown_kind(facet, language)
    return fixed[facet.kind]


def read_bare(facet: Facet, text: str, language: str) -> Any:
    """The value of the words alone, as plain data.

    Raises:
        WordingError: the words are no value of this facet, or begin or end with something else.

    >>> from medsla.catalogue import catalogue
    >>> read_bare(catalogue().facet("recovery.rto.within"), "４時間", "ja")
    'PT4H'
    """
    try:
        return read_normal(facet, normalise(text).text.strip(), text, language)
    except ValueError:
        what, example = facet.label[language], format_bare(facet, sample(facet), language)
        raise WordingError("unreadable", (0, len(text)), text=text, what=what, example=example) from None


def read_normal(facet: Facet, text: str, original: str, language: str) -> Any:
    """The value of normalised words; `original` is what a text value keeps. ValueError where they are none."""
    if facet.kind == "tokens":
        return _read_tokens(facet, text, language)
    if facet.kind in {"token", "flag"}:
        token = _vocabulary(facet, language).get(text)
        if token is None:
            raise ValueError(text)
        return token == "true" if facet.kind == "flag" else token
    if facet.kind == "countries":
        names = {normal_text(name): code for code, name in country_names(language).items()}
        return _read_row(names, text, value_pattern(facet, language))
    if facet.kind == "duration":
        return grammar(language).read_duration(text)
    if facet.kind == "percent":
        return read_percent(text)
    if facet.kind == "count":
        return _read_count(text)
    if facet.kind in {"windows", "ladder"}:
        return read_windows(text, language) if facet.kind == "windows" else read_ladder(text, language)
    if facet.kind == "text":
        return original
    raise _unknown_kind(facet, language)


def sample(facet: Facet) -> Any:
    """A value to show how such a facet is written; of nobody's yardstick."""
    token = next(iter(facet.tokens), "")
    if facet.kind in {"token", "tokens"}:
        return token if facet.kind == "token" else [token]
    return True if facet.kind == "flag" else _SAMPLES[facet.kind]


def _format(facet: Facet, value: Any, language: str, before: str) -> str:
    if facet.kind == "tokens":
        words = [facet.tokens[token][language] for token in value]
        if is_clausal(facet):
            return word("clause.between-tokens", language).join(words)
        return format_list(words, language, _conjunction(facet))
    if facet.kind in {"token", "flag"}:
        return facet.tokens[{True: "true", False: "false"}[value] if facet.kind == "flag" else value][language]
    if facet.kind == "countries":
        return format_country_list(value, language, _conjunction(facet))
    if facet.kind == "duration":
        return grammar(language).format_duration(value, before)
    if facet.kind == "percent":
        return format_percent(value)
    if facet.kind == "count":
        return grouped(value)
    if facet.kind in {"windows", "ladder"}:
        return format_windows(value, language) if facet.kind == "windows" else format_ladder(value, language)
    if facet.kind == "text":
        return str(value)
    raise _unknown_kind(facet, language)


def _conjunction(facet: Facet) -> str:
    return "or" if facet.alternatives_of else "and"


def _vocabulary(facet: Facet, language: str) -> Mapping[str, str]:
    return {normal_text(words[language]): token for token, words in facet.tokens.items()}


def _read_tokens(facet: Facet, text: str, language: str) -> list[str]:
    return _read_row(_vocabulary(facet, language), text, value_pattern(facet, language))


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


def _unknown_kind(facet: Facet, language: str) -> WordingError:
    return WordingError("unknown-kind", kind=facet.kind, what=facet.label[language])

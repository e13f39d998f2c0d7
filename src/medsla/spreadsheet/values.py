"""The value of a cell for a field: from words (4時間以内), from a value (PT4H), or from what Excel made of it.

Nothing is guessed: what can mean two things is refused with both, and the refusal says how to write it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final

from medsla.errors import Place, Problem, SpreadsheetError
from medsla.messages import say
from medsla.quantities.duration import Duration
from medsla.quantities.refusal import QuantityError
from medsla.schema.vocabulary import folded
from medsla.spreadsheet.cells import Cell, plain_digits, zeros
from medsla.spreadsheet.fields import Field
from medsla.spreadsheet.figures import (
    date_number,
    number_said,
    number_shown,
    percent_number,
    read_iso_date,
    read_length,
    read_moment,
    sure_percent,
)
from medsla.spreadsheet.json_cells import read_plain
from medsla.wording import WordingError, format_value, read_bare, read_date, read_duration, read_value
from medsla.wording.normal import normal_text
from medsla.wording.values import is_clausal, sample

LANGUAGES: Final = ("ja", "en")
_BETWEEN: Final = re.compile(r"\s*(?:[、，,;；\n]|・(?=\S))\s*")
_JSON: Final = ("[", "{")
_EXAMPLES: Final = {"date": "2027-04-01", "text": "ABC", "lines": "ABC", "levels": "critical: ABC"}
_ISO_DURATION: Final = re.compile(r"P[0-9YMWDTHBS.]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: a value, or the answer that stands in its place; `exclusive` where it says 未満 or 超."""

    value: Any = None
    exclusive: bool = False
    answer: str = ""


def read_cell(field: Field, cell: Cell, place: Place, languages: tuple[str, ...] = LANGUAGES) -> Reading:
    """What a cell says of a field.

    Args:
        field: What the cell is of.
        cell: The cell; it is not empty.
        place: Where it is, for the refusal.
        languages: Whose words to try, in this order.

    Raises:
        SpreadsheetError: it says nothing of that field, or may mean two things.
    """
    if cell.kind == "error":
        raise _refused("sheet-error", place, found=cell.words)
    if cell.kind == "formula":
        raise _refused("sheet-formula", place)
    return _READERS[field.kind](field, cell, place, languages)


def read_token(tokens: Mapping[str, Mapping[str, str]], text: str) -> str:
    """The token that a text names by itself or by its words in one or both languages; '' if none.

    >>> read_token({"target": {"ja": "目標値", "en": "target"}}, "目標値 / target")
    'target'
    """
    for said in (text, text.partition(" / ")[0]):
        wanted = folded(normal_text(said))
        for token, words in tokens.items():
            if wanted == folded(token) or wanted in {folded(normal_text(word)) for word in words.values()}:
                return token
    return ""


def read_answer(text: str) -> str:
    """The answer that a text is: none, undisclosed, unset, not_applicable or ambiguous; '' if it is none.

    >>> read_answer("非公開"), read_answer("4時間以内")
    ('undisclosed', '')
    """
    return read_token(answers(), text)


def answers() -> Mapping[str, Mapping[str, str]]:
    """The words of each answer."""
    keys = ("none", "undisclosed", "unset", "not_applicable", "ambiguous")
    return {key: {language: say(f"answer.{key}", language) for language in LANGUAGES} for key in keys}


# --- kinds


def _percent(field: Field, cell: Cell, place: Place, languages: tuple[str, ...]) -> Reading:
    if cell.kind == "number":
        return Reading(percent_number(cell, place))
    text = _text(field, cell, place, languages)
    number = number_said(text)
    if number is not None:
        return Reading(sure_percent(number, place))
    return _in_words(field, text, place, languages)


def _count(field: Field, cell: Cell, place: Place, languages: tuple[str, ...]) -> Reading:
    if cell.kind == "number":
        return Reading(number_shown(cell, place))
    text = _text(field, cell, place, languages)
    number = number_said(text)
    return Reading(number) if number is not None else _in_words(field, text, place, languages)


def _duration(field: Field, cell: Cell, place: Place, languages: tuple[str, ...]) -> Reading:
    if isinstance(cell.content, time):
        clock = cell.content
        since = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond)
        return Reading(read_length(since, cell, place))
    if isinstance(cell.content, timedelta):
        return Reading(read_length(cell.content, cell, place))
    if cell.kind == "number":
        raise _refused("sheet-no-unit", place, found=cell.words)
    text = _text(field, cell, place, languages)
    plain = normal_text(text).strip()
    if _ISO_DURATION.fullmatch(plain.upper()):
        return Reading(_iso(plain.upper(), place))
    if field.of_term:
        return _in_words(field, text, place, languages)
    return Reading(_first(lambda language: read_duration(text, language), languages, place))


def _iso(text: str, place: Place) -> str:
    try:
        return Duration.parse(text).text
    except QuantityError as error:
        raise SpreadsheetError(Problem.of(error.code, place, **dict(error.fields))) from error


def _date(field: Field, cell: Cell, place: Place, languages: tuple[str, ...]) -> Reading:
    content = cell.content
    if isinstance(content, datetime):
        return Reading(read_moment(content, place))
    if cell.kind == "number":
        raise date_number(cell.words, place)
    text = _text(field, cell, place, languages)
    plain = normal_text(text).strip()
    if plain.isascii() and plain.isdigit():
        raise date_number(plain, place)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", plain, re.ASCII):
        return Reading(read_iso_date(plain, place))
    return Reading(_first(lambda language: read_date(text, language), languages, place))


def _flag(field: Field, cell: Cell, place: Place, languages: tuple[str, ...]) -> Reading:
    if isinstance(cell.content, bool):
        return Reading(cell.content)
    text = _text(field, cell, place, languages)
    choice = read_token(field.facet.tokens, text) or read_token(_yes_no(), text)
    if choice:
        return Reading(choice == "true")
    return _in_words(field, text, place, languages)


def _yes_no() -> Mapping[str, Mapping[str, str]]:
    return {
        token: {language: say(f"spreadsheet.yes-no.{word}", language) for language in LANGUAGES}
        for token, word in (("true", "yes"), ("false", "no"))
    }


def _token(field: Field, cell: Cell, place: Place, languages: tuple[str, ...]) -> Reading:
    text = _text(field, cell, place, languages)
    token = read_token(field.facet.tokens, text)
    return Reading(token) if token else _in_words(field, text, place, languages)


def _tokens(field: Field, cell: Cell, place: Place, languages: tuple[str, ...]) -> Reading:
    text = _text(field, cell, place, languages)
    whole = read_token(field.facet.tokens, text)
    if whole:
        return Reading([whole])
    try:
        return _in_words(field, text, place, languages)
    except SpreadsheetError:
        between = "。" if is_clausal(field.facet) and "。" in text else _BETWEEN
        items = [item for item in re.split(between, text) if item.strip()]
        tokens = [read_token(field.facet.tokens, item) for item in items]
        if not all(tokens) or len(set(tokens)) < len(tokens):
            raise
        return Reading(tokens)


def _countries(field: Field, cell: Cell, place: Place, languages: tuple[str, ...]) -> Reading:
    text = _text(field, cell, place, languages)
    items = [item for item in re.split(_BETWEEN, normal_text(text).strip()) if item]
    if items and all(re.fullmatch("[A-Z]{2}", item) for item in items):
        return Reading(items)
    try:
        return _in_words(field, text, place, languages)
    except SpreadsheetError as error:
        for language in languages:
            try:
                return Reading([code for item in items for code in read_bare(field.facet, item, language)])
            except WordingError:
                continue
        raise error from None


def _structured(field: Field, cell: Cell, place: Place, languages: tuple[str, ...]) -> Reading:
    """Hours and steps: words, `always`, or JSON."""
    text = _text(field, cell, place, languages)
    if text.startswith(_JSON):
        return Reading(read_plain(text, place))
    if field.kind == "windows" and text == "always":
        return Reading(text)
    return _in_words(field, text, place, languages)


def _free(field: Field, cell: Cell, place: Place, languages: tuple[str, ...]) -> Reading:
    if cell.kind == "number":
        width = zeros(cell.form)
        shown = number_shown(cell, place)
        return Reading(f"{shown:0{width}d}" if width and isinstance(shown, int) else plain_digits(shown))
    return Reading(_text(field, cell, place, languages))


def _lines(field: Field, cell: Cell, place: Place, languages: tuple[str, ...]) -> Reading:
    text = str(_free(field, cell, place, languages).value)
    return Reading([line.strip() for line in text.split("\n") if line.strip()])


def _levels(field: Field, cell: Cell, place: Place, languages: tuple[str, ...]) -> Reading:
    levels = []
    for line in _lines(field, cell, place, languages).value:
        key, colon, said = re.sub("^([a-z0-9_]+)：", r"\1:", line).partition(":")
        levels.append({"key": key.strip()} | ({"said": said.strip()} if colon and said.strip() else {}))
    return Reading(levels)


_READERS: Final[Mapping[str, Callable[[Field, Cell, Place, tuple[str, ...]], Reading]]] = MappingProxyType(
    {
        "percent": _percent,
        "count": _count,
        "duration": _duration,
        "date": _date,
        "flag": _flag,
        "token": _token,
        "tokens": _tokens,
        "countries": _countries,
        "windows": _structured,
        "ladder": _structured,
        "text": _free,
        "lines": _lines,
        "levels": _levels,
    }
)


# --- what the kinds share


def _in_words(field: Field, text: str, place: Place, languages: tuple[str, ...]) -> Reading:
    """The value of words: a phrase of the field, the bare value, or for a principal facet an answer."""
    refusals: list[WordingError] = []
    for language in languages:
        try:
            value, bound = read_value(field.facet, text, language)
        except WordingError as error:
            refusals.append(error)
        else:
            return Reading(value, bound == "exclusive")
        try:
            return Reading(read_bare(field.facet, text, language))
        except WordingError as error:
            refusals += [error] if error.reason == "ambiguous" else []
    answer = read_answer(text) if field.facet.principal else ""
    if answer:
        return Reading(answer=answer)
    raise _worded(refusals, place)


def _first(read: Callable[[str], str], languages: tuple[str, ...], place: Place) -> str:
    refusals = []
    for language in languages:
        try:
            return read(language)
        except WordingError as error:
            refusals.append(error)
    raise _worded(refusals, place)


def _worded(refusals: list[WordingError], place: Place) -> SpreadsheetError:
    """The refusal of words at their cell, in the words of every language that was tried.

    That two readings are possible says more than that there is none.
    """
    chosen = [error for error in refusals if error.reason == "ambiguous"] or refusals
    fields: dict[str, list[str]] = {}
    for error in chosen:
        for name, said in error.problems[0].fields:
            fields.setdefault(name, []).append(said)
    told = {name: " / ".join(dict.fromkeys(said)) for name, said in fields.items()}
    return SpreadsheetError(Problem(chosen[0].problems[0].code, place, tuple(told.items())))


def _text(field: Field, cell: Cell, place: Place, languages: tuple[str, ...]) -> str:
    """The text of a cell, or the refusal of a number or a date in a field that is neither."""
    if isinstance(cell.content, str):
        return cell.content
    if isinstance(cell.content, datetime | time | timedelta):
        raise _refused("sheet-turned-date", place, found=cell.words)
    raise _refused("sheet-kind", place, found=cell.words, expected=_expected(field, languages[0]))


def _expected(field: Field, language: str) -> str:
    """How such a value is written, by an example; a text has none."""
    if field.kind in _EXAMPLES:
        return _EXAMPLES[field.kind]
    return format_value(field.facet, sample(field.facet), language)


def _refused(code: str, place: Place, **fields: object) -> SpreadsheetError:
    return SpreadsheetError(Problem.of(code, place, **fields))

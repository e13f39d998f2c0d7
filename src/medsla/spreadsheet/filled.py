"""An SLA as texts of cells that read back to the same values; what no text can say stays as JSON beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from medsla.catalogue import Facet, Term
from medsla.errors import Place, SpreadsheetError
from medsla.quantities.duration import Duration
from medsla.quantities.refusal import QuantityError
from medsla.reading.values import digits_of
from medsla.reading.writing import dump_json
from medsla.sla import Sla
from medsla.sla.canonical import canonical_term
from medsla.sla.plain import thawed
from medsla.spreadsheet.cells import text_cell
from medsla.spreadsheet.fields import SECTIONS, Field, facet_field, header_field
from medsla.spreadsheet.values import answers, read_cell
from medsla.wording import WordingError, format_bare, format_duration, format_value
from medsla.wording.terms import bounded
from medsla.wording.values import is_clausal

BOTH: Final = " / "
"""Between the words of two languages in one cell."""

_APART: Final = frozenset({"when", "cases", "candidates"})


@dataclass(frozen=True, slots=True)
class TermTexts:
    """The texts of one term or case: its values by facet, the columns beside them, and the rest as plain data."""

    values: Mapping[str, str]
    beside: Mapping[str, str]
    rest: Mapping[str, Any] = field(default_factory=dict)


def term_texts(term: Term, data: Mapping[str, Any], languages: tuple[str, ...]) -> TermTexts:
    """The texts of what a term or a case states.

    >>> from medsla.catalogue import catalogue
    >>> rto = catalogue().term("recovery.rto")
    >>> term_texts(rto, {"within": "PT4H", "commitment": "target"}, ("ja",)).values
    {'within': '4時間以内'}
    """
    rest = {key: thawed(data[key]) for key in ("candidates", "actual") if key in data}
    exclusive = bounded(term, data) if data.get("bound") == "exclusive" else frozenset()
    values = _values(term, data, languages, exclusive)
    if exclusive and not exclusive <= values.keys():
        exclusive = frozenset()
        values = _values(term, data, languages, exclusive)
    if "bound" in data and not exclusive:
        rest["bound"] = data["bound"]
    beside: dict[str, str] = {}
    for key in ("commitment", "hedges"):
        if key in data:
            text = value_text(facet_field(f"{term.address}.{key}"), data[key], languages)
            beside |= {key: text} if text else {}
    if "answer" in data:
        beside["answer"] = BOTH.join(answers()[data["answer"]][language] for language in languages)
    if "said" in data and text_cell("", data["said"]).content == data["said"]:
        beside["said"] = data["said"]
    told = {*values, *beside, *rest, *_APART}
    rest |= {
        key: thawed(value) for key, value in data.items() if key not in told and not (key == "bound" and exclusive)
    }
    return TermTexts(values, beside, rest)


def _values(
    term: Term, data: Mapping[str, Any], languages: tuple[str, ...], exclusive: frozenset[str]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for facet in term.own:
        if facet.key in data:
            known = facet_field(f"{term.address}.{facet.key}")
            text = value_text(known, data[facet.key], languages, exclusive=facet.key in exclusive)
            found |= {facet.key: text} if text else {}
    return found


def header_texts(sla: Sla, languages: tuple[str, ...]) -> tuple[dict[str, str], dict[str, Any]]:
    """The texts of what stands beside the terms by address, and the values that no text says."""
    texts: dict[str, str] = {}
    rest: dict[str, Any] = {}
    for section in (*SECTIONS, "catalogue"):
        for address, value in _leaves(section, sla.data.get(section)):
            known = header_field(address)
            text = value_text(known, value, languages) if known else None
            if text:
                texts[address] = text
            else:
                rest[address] = thawed(value)
    return texts, rest


def value_text(known: Field, value: Any, languages: tuple[str, ...], *, exclusive: bool = False) -> str | None:
    """The text that reads back to just this value; None where no text does."""
    for text in _candidates(known, value, languages, exclusive=exclusive):
        cell = text_cell("", text)
        try:
            reading = read_cell(known, cell, Place(), languages) if cell else None
        except SpreadsheetError:
            continue
        if reading and not reading.answer and reading.exclusive == exclusive and _same(known, reading.value, value):
            return text
    return None


def choices(facet: Facet, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a facet's tokens, as a list to choose from offers them."""
    return tuple(BOTH.join(words[language] for language in languages) for words in facet.tokens.values())


def _candidates(known: Field, value: Any, languages: tuple[str, ...], *, exclusive: bool) -> Iterator[str]:
    with suppress(WordingError):  # a value without words still has its plain form
        yield from _said(known, value, languages, exclusive=exclusive)
    if not exclusive:
        yield _plain(value)


def _said(known: Field, value: Any, languages: tuple[str, ...], *, exclusive: bool) -> Iterator[str]:
    facet, language = known.facet, languages[0]
    if known.kind in {"token", "flag"}:
        token = str(value).lower()
        yield BOTH.join(facet.tokens[token][each] for each in languages)
    elif known.kind == "tokens" and value:
        yield _between(facet, language).join(facet.tokens[token][language] for token in value)
    elif known.kind in {"lines", "levels"}:
        yield "\n".join(line if isinstance(line, str) else _level(line) for line in value)
    elif known.kind == "text":
        yield str(value)
    elif known.kind == "duration" and not known.of_term:
        yield format_duration(value, language)
    elif known.of_term:
        if exclusive or facet.principal or not value:
            yield format_value(facet, value, language, bound="exclusive" if exclusive else "inclusive")
        yield format_bare(facet, value, language)


def _between(facet: Facet, language: str) -> str:
    if is_clausal(facet):
        return "。" if language == "ja" else "; "
    return "、" if language == "ja" else ", "


def _level(level: Mapping[str, str]) -> str:
    return f"{level['key']}: {level['said']}" if "said" in level else level["key"]


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sequence):
        strings = all(isinstance(item, str) for item in value)
        return ", ".join(value) if strings else dump_json(thawed(value), indent=None).strip()
    return digits_of(value)


def _same(known: Field, found: Any, value: Any) -> bool:
    if known.of_term:
        term, _, key = known.address.rpartition(".")
        return canonical_term(term, {key: found}) == canonical_term(term, {key: thawed(value)})
    if known.kind == "duration":
        try:
            return Duration.parse(found).canonical == Duration.parse(value).canonical
        except QuantityError:
            return False
    return bool(found == thawed(value))


def _leaves(address: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Every value below an address; a part that says nothing is a value of its own."""
    if isinstance(value, Mapping) and value:
        for key, below in value.items():
            yield from _leaves(f"{address}.{key}", below)
    elif value is not None:
        yield address, value

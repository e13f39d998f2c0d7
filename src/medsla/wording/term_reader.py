"""Reads the phrase of a term back to its data: every reading is looked for, and only a single one is given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, combinations, product
from typing import TYPE_CHECKING, Any

from medsla.wording.languages import demand
from medsla.wording.normal import normal_text, normalise
from medsla.wording.phrases import Form, format_value, forms, read_form
from medsla.wording.refusal import WordingError
from medsla.wording.terms import ANSWERS, JOINT, QUOTED, bounded, format_term, mains, refusal_words, slot_of
from medsla.wording.values import LISTED, is_clausal, sample, value_pattern
from medsla.wording.words import list_pattern, quoted, shape, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from medsla.catalogue import Facet, Term
    from medsla.wording.normal import Normal

__all__ = ["read_term"]

_OPEN, _CLOSE = "(「“", ")」”"


@dataclass(slots=True)
class _Reading:
    """Facts found so far, and which facets were said with 未満."""

    facts: dict[str, Any]
    exclusive: frozenset[str] = frozenset()
    bound_noted: bool = False

    def joined(self, other: _Reading) -> _Reading | None:
        """Both together; None where they say the same facet twice, unless it is a row of clauses."""
        facts = dict(self.facts)
        for key, value in other.facts.items():
            if key in facts and not (isinstance(value, _Clauses) and isinstance(facts[key], _Clauses)):
                return None
            facts[key] = _Clauses([*facts[key], *value]) if key in facts else value
        if self.bound_noted and other.bound_noted:
            return None
        return _Reading(facts, self.exclusive | other.exclusive, self.bound_noted or other.bound_noted)


class _Clauses(list[str]):
    """Tokens that are clauses of their own and may come one after the other."""


def read_term(term: Term, text: str, language: str) -> dict[str, Any]:
    """The data of a phrase that `format_term` prints, full-width digits and signs allowed.

    What is not printed (`said`, `actual`, an inclusive bound) is not read, and a term with cases is read case by
    case.

    Raises:
        WordingError: no phrase of this term, or one that can be read in two ways.

    >>> from medsla.catalogue import catalogue
    >>> read_term(
    ...     catalogue().term("recovery.rto"),
    ...     "障害の検知から４時間以内（目標値とする。）",
    ...     "ja",
    ... )
    {'counted_from': 'detection', 'within': 'PT4H', 'commitment': 'target'}
    """
    demand(language)
    normal = normalise(text)
    start = len(normal.text) - len(normal.text.lstrip())
    found: list[dict[str, Any]] = []
    for data in _readings(term, normal, start, len(normal.text.rstrip()), language):
        if data not in found:
            found.append(data)
    if len(found) != 1:
        raise _refusal(term, text, found, language)
    return found[0]


def _readings(term: Term, normal: Normal, start: int, end: int, language: str) -> Iterator[dict[str, Any]]:
    """The data of every way to read a stretch."""
    for main, notes in _parted(normal.text, start, end, language):
        heads = [_Reading({})] if main is None else list(_heads(term, normal, *main, language))
        if not heads:
            continue
        noted = [list(_note_readings(term, normal, *note, language)) for note in notes]
        for head, *tail in product(heads, *noted):
            data = _settled(term, _all_joined([head, *tail]), has_main=main is not None)
            if data is not None:
                yield data


def _all_joined(readings: list[_Reading]) -> _Reading | None:
    whole: _Reading | None = _Reading({})
    for reading in readings:
        whole = whole.joined(reading) if whole else None
    return whole


def _settled(term: Term, reading: _Reading | None, *, has_main: bool) -> dict[str, Any] | None:
    """The data, if the bounds are said where they would be printed."""
    if reading is None:
        return None
    data = {key: list(value) if isinstance(value, _Clauses) else value for key, value in reading.facts.items()}
    if has_main is not bool(mains(term, data) or "answer" in data or not data):
        return None
    if not reading.exclusive and not reading.bound_noted:
        return data
    if reading.exclusive != bounded(term, data) or reading.bound_noted is bool(reading.exclusive):
        return None
    return data | {"bound": "exclusive"}


# --- parting


def _parted(
    text: str, start: int, end: int, language: str
) -> Iterator[tuple[tuple[int, int] | None, list[tuple[int, int]]]]:
    """Every way to part a stretch into the main phrase and notes; without a main phrase, into clauses."""
    yield (start, end), []
    yield None, _split(text, start, end, language)
    opening = _opening(text, start, end)
    if opening is None:
        return
    inner_end = end - 1
    if language == "ja":
        if not text.endswith("。", opening, inner_end):
            return
        inner_end -= 1
    main_end = opening - 1 if language == "en" and text[opening - 1] == " " else opening
    yield (start, main_end), _split(text, opening + 1, inner_end, language)


def _opening(text: str, start: int, end: int) -> int | None:
    """Where the parenthesis opens that closes at the end of the stretch."""
    if not text.endswith(")", start, end):
        return None
    depth = 0
    for index in range(end - 1, start - 1, -1):
        depth += (text[index] in _CLOSE) - (text[index] in _OPEN)
        if depth == 0:
            return index
    return None


def _split(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """The stretches between separators that stand outside parentheses and quotation marks."""
    separator = normal_text(word("clause.between-tokens", language))
    depth, parts, begin = 0, [], start
    for index in range(start, end):
        depth += (text[index] in _OPEN) - (text[index] in _CLOSE)
        if depth == 0 and text.startswith(separator, index) and index + len(separator) <= end:
            parts.append((begin, index))
            begin = index + len(separator)
    return [*parts, (begin, end)]


# --- the main phrase


def _heads(term: Term, normal: Normal, start: int, end: int, language: str) -> Iterator[_Reading]:
    said = normal.text[start:end]
    if said == normal_text(word("not-stated", language)):
        yield _Reading({})
    for answer in ANSWERS:
        words = refusal_words(term, language) if answer == "none" else word(f"answer.{answer}", language)
        if said == normal_text(words):
            yield _Reading({"answer": answer})
    yield from _ambiguous(term, normal, start, end, language)
    for row in _rows(term, language):
        pattern = quoted(JOINT[language]).join(part for part, _ in row)
        match = re.compile(pattern, re.DOTALL).fullmatch(normal.text, start, end)
        if match:
            reading = _read_row([form for _, row_forms in row for form in row_forms], match, normal, language)
            if reading:
                yield reading


def _rows(term: Term, language: str) -> Iterator[list[tuple[str, list[Form]]]]:
    """Every sequence of forms that a main phrase can be: before, the principal facets, after."""
    facets = {
        slot: [f for f in term.facets.values() if slot_of(f, language) == slot] for slot in ("before", "main", "after")
    }
    both = quoted(word("list.both", language))
    for stated in _subsets(facets["main"]):
        if not stated:
            continue
        ordered = mains(term, {facet.key: None for facet in stated})
        for chosen in product(*(_main_forms(facet, language) for facet in ordered)):
            main = (both.join(form.pattern for form in chosen), list(chosen))
            for before, after in product(_subsets(facets["before"]), _subsets(facets["after"])):
                for leading in product(*(forms(facet, language) for facet in before)):
                    for trailing in product(*(forms(facet, language) for facet in after)):
                        yield [*_single(leading), main, *_single(trailing)]


def _single(row: Iterable[Form]) -> list[tuple[str, list[Form]]]:
    return [(form.pattern, [form]) for form in row]


def _main_forms(facet: Facet, language: str) -> list[Form]:
    """The forms of a principal facet; an empty row or a plain "no" is an answer and not a value."""
    return [form for form in forms(facet, language) if form.fixed != ()]


def _subsets(facets: list[Facet]) -> list[tuple[Facet, ...]]:
    return list(chain.from_iterable(combinations(facets, size) for size in range(len(facets) + 1)))


def _read_row(row: list[Form], match: re.Match[str], normal: Normal, language: str) -> _Reading | None:
    facts: dict[str, Any] = {}
    exclusive = set()
    for form in row:
        reading = read_form(form, match, normal, language)
        if reading is None or (form.facet.principal and reading[0] is False):
            return None
        facts[form.facet.key] = reading[0]
        exclusive |= {form.facet.key} if reading[1] == "exclusive" else set()
    return _Reading(facts, frozenset(exclusive))


def _ambiguous(term: Term, normal: Normal, start: int, end: int, language: str) -> Iterator[_Reading]:
    """The candidates between quotation marks, each a phrase of the term."""
    item = shape("clause.quoted", language, text=".*")
    listed = list_pattern(item, language, "or")
    pattern = re.compile(shape("answer.either", language, candidates=f"(?P<all>{listed})"), re.DOTALL)
    match = pattern.fullmatch(normal.text, start, end)
    if not match:
        return
    stretches = _quotations(normal.text, *match.span("all"))
    readings = [list(_readings(term, normal, low, high, language)) for low, high in stretches]
    if len(stretches) > 1 and all(len(found) == 1 for found in readings):
        yield _Reading({"answer": "ambiguous", "candidates": [found[0] for found in readings]})


def _quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The insides of the outermost quotation marks."""
    depth, begin, found = 0, start, []
    for index in range(start, end):
        if text[index] in "「“":
            depth += 1
            begin = index + 1 if depth == 1 else begin
        elif text[index] in "」”":
            depth -= 1
            if depth == 0:
                found.append((begin, index))
    return found


# --- notes


def _note_readings(term: Term, normal: Normal, start: int, end: int, language: str) -> Iterator[_Reading]:
    if normal.text[start:end] == normal_text(word("clause.bound", language)):
        yield _Reading({}, bound_noted=True)
    for facet in term.facets.values():
        for form in [*_note_forms(facet, language), *_clause_forms(facet, language)]:
            match = re.compile(form.pattern, re.DOTALL).fullmatch(normal.text, start, end)
            reading = _read_row([form], match, normal, language) if match else None
            if reading is not None and is_clausal(facet):
                reading.facts[facet.key] = _Clauses(reading.facts[facet.key])
            if reading is not None:
                yield reading


def _note_forms(facet: Facet, language: str) -> tuple[Form, ...]:
    if slot_of(facet, language) != "note":
        return ()
    return tuple(form for form in forms(facet, language) if not (facet.absent == "empty" and form.fixed == ()))


def _clause_forms(facet: Facet, language: str) -> Iterator[Form]:
    """The clause of a facet that has no main phrase to lean on."""
    if slot_of(facet, language) == "note":
        return
    key = "clause.facet-quoted" if facet.kind in QUOTED else "clause.facet"
    value = f"(?P<{facet.key}>{value_pattern(facet, language)})"
    label = quoted(facet.label[language])
    yield Form(facet, "inclusive", shape(key, language, label=label, value=value))
    if facet.kind in LISTED:
        yield from (form for form in forms(facet, language) if form.fixed == ())


def _refusal(term: Term, text: str, found: list[dict[str, Any]], language: str) -> WordingError:
    what, span = term.label[language], (0, len(text))
    if found:
        said = [format_term(term, data, language) for data in found]
        return WordingError("ambiguous", span, said, text=text, what=what, candidates=" / ".join(said))
    first = next(facet for facet in term.facets.values() if facet.principal)
    example = format_value(first, sample(first), language)
    return WordingError("unreadable", span, text=text, what=what, example=example)

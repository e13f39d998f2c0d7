"""A value inside the phrase of its facet: 4時間以内, 99.9%超, 電子メールにより通知する; and back.

A phrase of the catalogue has the forms `forms` lists: 以内 and 未満, the words for nothing, and in English one of
a thing. Each form is a pattern whose one group, named like the facet, holds the value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from medsla.wording.languages import demand, grammar
from medsla.wording.normal import normalise
from medsla.wording.refusal import WordingError
from medsla.wording.values import LISTED, format_bare, read_normal, sample, value_pattern
from medsla.wording.words import quoted, template, word

if TYPE_CHECKING:
    from medsla.catalogue import Facet
    from medsla.quantities.bound import Bound
    from medsla.wording.normal import Normal

__all__ = ["Form", "format_value", "forms", "read_form", "read_value", "unreadable"]


_NUMBERS: Final = frozenset({"count", "percent"})
_WHOLE: Final = r"100(?:\.0+)? ?%"


@dataclass(frozen=True, slots=True)
class Form:
    """One way a facet is phrased: its pattern, and the value where the words stand for one alone."""

    facet: Facet
    bound: Bound
    pattern: str
    fixed: Any = None


def format_value(facet: Facet, value: Any, language: str, *, bound: Bound = "inclusive") -> str:
    """The value in the phrase of its facet.

    Args:
        facet: What the value is of.
        value: Plain data, as a document holds it.
        language: `ja` or `en`.
        bound: `exclusive` chooses 未満 and its like where the facet has them.

    >>> from medsla.catalogue import catalogue
    >>> rto = catalogue().facet("recovery.rto.within")
    >>> (
    ...     format_value(rto, "PT4H", "ja"),
    ...     format_value(rto, "PT4H", "en", bound="exclusive"),
    ... )
    ('4時間以内', 'in less than 4 hours')
    """
    demand(language)
    if facet.kind in LISTED and not value:
        return _nothing(facet, language)
    phrase = _phrase(facet, language, bound)
    if facet.kind in _NUMBERS:
        phrase = grammar(language).number_phrase(phrase, facet.kind, value)
    before, field, after = phrase.partition("{value}")
    return before + format_bare(facet, value, language, before) + after if field else phrase


def read_value(facet: Facet, text: str, language: str) -> tuple[Any, Bound]:
    """The value and bound of a phrase that stands alone; full-width digits and signs may stand in it.

    Raises:
        WordingError: no such phrase, more than the phrase, or a phrase with two values.

    >>> from medsla.catalogue import catalogue
    >>> read_value(
    ...     catalogue().facet("availability.uptime.percent"), "９９．９０％以上", "ja"
    ... )
    (Decimal('99.90'), 'inclusive')
    """
    normal = normalise(text)
    start = len(normal.text) - len(normal.text.lstrip())
    end = len(normal.text.rstrip())
    found: list[tuple[Any, Bound]] = []
    for form in forms(facet, language):
        match = re.compile(form.pattern, re.DOTALL).fullmatch(normal.text, start, end)
        reading = None if match is None else read_form(form, match, normal, language)
        if reading is not None and reading not in found:
            found.append(reading)
    if len(found) != 1:
        readings = [format_value(facet, value, language, bound=bound) for value, bound in found]
        raise unreadable(facet, normal, language, readings)
    return found[0]


def forms(facet: Facet, language: str) -> tuple[Form, ...]:
    """Every way the facet is phrased, 以内 before 未満."""
    demand(language)
    bounds: tuple[Bound, ...] = ("inclusive", "exclusive") if facet.exclusive else ("inclusive",)
    found = [form for bound in bounds for form in _forms(facet, _phrase(facet, language, bound), bound, language)]
    if facet.kind in LISTED:
        found.append(Form(facet, "inclusive", f"(?P<{facet.key}>{quoted(_nothing(facet, language))})", ()))
    return tuple(found)


def read_form(form: Form, match: re.Match[str], normal: Normal, language: str) -> tuple[Any, Bound] | None:
    """The value and bound in a match of the form's pattern; None where the words are no value after all."""
    if form.fixed is not None:
        return ([] if form.fixed == () else form.fixed), form.bound
    start, end = match.span(form.facet.key)
    try:
        value = read_normal(form.facet, normal.text[start:end], normal.original(start, end), language)
    except WordingError:
        raise
    except ValueError:
        return None
    return value, form.bound


def unreadable(facet: Facet, normal: Normal, language: str, readings: list[str]) -> WordingError:
    """The refusal of a text: ambiguous where several readings or several durations stand in it."""
    what = facet.label[language]
    if facet.kind == "duration" and not readings:
        said = {text: normal.original(start, end) for text, start, end in grammar(language).find_durations(normal.text)}
        readings = list(said.values()) if len(said) > 1 else []
    span = (0, len(normal.source))
    if readings:
        return WordingError("ambiguous", span, readings, text=normal.source, what=what, candidates=" / ".join(readings))
    example = format_value(facet, sample(facet), language)
    return WordingError("unreadable", span, text=normal.source, what=what, example=example)


def _phrase(facet: Facet, language: str, bound: Bound) -> str:
    return facet.exclusive[language] if bound == "exclusive" and facet.exclusive else facet.phrase[language]


def _nothing(facet: Facet, language: str) -> str:
    return facet.none[language] if facet.none else word("clause.empty", language, label=facet.label[language])


def _forms(facet: Facet, phrase: str, bound: Bound, language: str) -> list[Form]:
    phrased = grammar(language).number_phrases(phrase, facet.kind) if facet.kind in _NUMBERS else ((phrase, None),)
    found = []
    for words, number in phrased:
        before, field, _ = words.partition("{value}")
        value = value_pattern(facet, language, before) if number is None else _WHOLE
        named = template(words, f"(?P<{facet.key}>{value})") if field else f"(?P<{facet.key}>{quoted(words)})"
        found.append(Form(facet, bound, named, None if field else number))
    return found

"""The whole phrase of one term: 障害の検知から4時間以内（目標値とする。）, within 4 hours after detection (…).

What comes before, the main phrase, what comes after, and notes in parentheses, each a full clause. The words are
those of the catalogue; only their order and their joints are decided here. `term_reader` reads them back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from medsla.wording.cases import cases_of, format_case_label
from medsla.wording.languages import demand
from medsla.wording.phrases import format_value
from medsla.wording.refusal import WordingError
from medsla.wording.values import LISTED, format_bare, is_clausal
from medsla.wording.words import format_list, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from medsla.catalogue import Facet, Term
    from medsla.quantities.bound import Bound

__all__ = ["ANSWERS", "JOINT", "QUOTED", "bounded", "format_cases", "format_term", "mains", "refusal_words", "slot_of"]

ANSWERS: Final = ("none", "undisclosed", "unset", "not_applicable", "ambiguous")
"""The answers in words of their own; `ambiguous` names its candidates where it has any."""

JOINT: Final = {"ja": "", "en": " "}
"""Between what comes before, the main phrase, and what comes after."""

QUOTED: Final = frozenset({"windows", "ladder", "text"})
"""Kinds whose values may hold the marks that part notes, and so stand in quotation marks."""

_UNPRINTED: Final = frozenset({"said", "actual", "when", "answer", "bound", "candidates", "cases"})


def format_term(term: Term, data: Mapping[str, Any], language: str) -> str:
    """What a term (or one case of it) says, in contract language.

    Args:
        term: The term of the catalogue.
        data: Its plain data; `said` and `actual` are not printed. A term with cases lists them.
        language: `ja` or `en`.

    Raises:
        WordingError: a key or value the term does not have.

    >>> from medsla.catalogue import catalogue
    >>> rto = catalogue().term("recovery.rto")
    >>> format_term(
    ...     rto,
    ...     {"within": "PT4H", "counted_from": "detection", "commitment": "target"},
    ...     "ja",
    ... )
    '障害の検知から4時間以内（目標値とする。）'
    """
    demand(language)
    if data.get("cases"):
        said = (
            word("clause.case", language, label=label, phrase=phrase)
            for _, label, phrase in format_cases(term, data, language)
        )
        return word("clause.between-cases", language).join(said)
    for key in data:
        if key not in term.facets and key not in _UNPRINTED:
            raise WordingError("unknown-key", key=key, what=term.label[language])
    main = _main(term, data, language)
    notes = _notes(term, data, language, has_main=bool(main) and "answer" not in data)
    if not main:
        between = word("clause.between-tokens", language)
        return between.join(notes) if notes else word("not-stated", language)
    if not notes:
        return main
    return word("clause.noted", language, main=main, notes=_joined(notes, language))


def format_cases(
    term: Term, data: Mapping[str, Any], language: str, severities: Sequence[Mapping[str, str]] = ()
) -> tuple[tuple[str, str, str], ...]:
    """Key, label and phrase of each case; what the term states for all cases is in every phrase.

    >>> from medsla.catalogue import catalogue
    >>> cases = {
    ...     "cases": [
    ...         {"when": {"severity": "critical", "hours": "inside"}, "within": "PT10M"}
    ...     ]
    ... }
    >>> format_cases(catalogue().term("support.response"), cases, "ja")
    (('critical.inside', '緊急・受付時間内', '10分以内'),)
    """
    return tuple(
        (key, format_case_label(when, language, severities), format_term(term, facts, language))
        for key, when, facts in cases_of(data)
    )


def slot_of(facet: Facet, language: str) -> str:
    """Where the facet's phrase stands: main, before, after or note."""
    return "main" if facet.principal else facet.slot.get(language, "note")


def mains(term: Term, data: Mapping[str, Any]) -> list[Facet]:
    """The stated facets of the main phrase; a word (速やかに) stands before a measure (3日以内)."""
    stated = [facet for facet in term.facets.values() if facet.principal and facet.key in data]
    return sorted(stated, key=lambda facet: facet.kind not in {"token", "tokens"})


def bounded(term: Term, data: Mapping[str, Any]) -> frozenset[str]:
    """The keys of the facets that 未満 is said of: the measures of the main phrase, else those of the notes."""
    with_bound = [facet for facet in term.facets.values() if facet.key in data and facet.exclusive]
    principal = mains(term, data) if "answer" not in data else []
    in_main = {facet.key for facet in with_bound if facet in principal}
    return frozenset(in_main or {facet.key for facet in with_bound if slot_of(facet, "ja") == "note"})


def refusal_words(term: Term, language: str) -> str:
    """What a term says when there is nothing: its own words for "no", else 定めなし."""
    own = (
        facet.tokens["false"][language] for facet in term.facets.values() if facet.principal and facet.kind == "flag"
    )
    return next(own, word("answer.none", language))


def _main(term: Term, data: Mapping[str, Any], language: str) -> str:
    answer = data.get("answer")
    if answer:
        return _answer(term, data, answer, language)
    principal = mains(term, data)
    if not principal:
        return ""
    phrases = [_phrase(term, data, facet, language) for facet in principal]
    before, after = (
        [_phrase(term, data, facet, language) for facet in _stated(term, data) if slot_of(facet, language) == slot]
        for slot in ("before", "after")
    )
    return JOINT[language].join([*before, word("list.both", language).join(phrases), *after])


def _answer(term: Term, data: Mapping[str, Any], answer: str, language: str) -> str:
    if answer == "none":
        return refusal_words(term, language)
    if answer == "ambiguous" and data.get("candidates"):
        said = [format_term(term, candidate, language) for candidate in data["candidates"]]
        listed = format_list([word("clause.quoted", language, text=text) for text in said], language, "or")
        return word("answer.either", language, candidates=listed)
    if answer not in ANSWERS:
        raise WordingError("unsayable", value=answer, what=term.label[language])
    return word(f"answer.{answer}", language)


def _notes(term: Term, data: Mapping[str, Any], language: str, *, has_main: bool) -> list[str]:
    notes: list[str] = []
    for facet in _stated(term, data):
        slot = slot_of(facet, language)
        if facet.absent == "empty" and not data[facet.key]:
            continue  # none of them is what an absent list means
        if slot != "note":
            notes += [] if has_main else [_clause(facet, data[facet.key], language)]
        elif is_clausal(facet):
            notes += [format_value(facet, [token], language) for token in data[facet.key]]
        else:
            notes.append(_phrase(term, data, facet, language))
    if data.get("bound") == "exclusive" and not bounded(term, data):
        notes.append(word("clause.bound", language))
    return notes


def _stated(term: Term, data: Mapping[str, Any]) -> list[Facet]:
    return [facet for facet in term.facets.values() if facet.key in data]


def _phrase(term: Term, data: Mapping[str, Any], facet: Facet, language: str) -> str:
    exclusive = data.get("bound") == "exclusive" and facet.key in bounded(term, data)
    bound: Bound = "exclusive" if exclusive else "inclusive"
    return format_value(facet, data[facet.key], language, bound=bound)


def _clause(facet: Facet, value: Any, language: str) -> str:
    """A facet without a main phrase to lean on, as a clause of its own: 起算点は障害の検知とする."""
    if facet.kind in LISTED and not value:
        return format_value(facet, value, language)
    key = "clause.facet-quoted" if facet.kind in QUOTED else "clause.facet"
    return word(key, language, label=facet.label[language], value=format_bare(facet, value, language))


def _joined(notes: list[str], language: str) -> str:
    between = word("clause.between-tokens", language)
    return between.join(notes) + (between if language == "ja" else "")

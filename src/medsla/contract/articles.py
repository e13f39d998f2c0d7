"""The articles of a contract: which are printed, in what order, and what they say.

The order is that of the contract's outline; Word numbers what is printed, so an article left out
leaves no gap. The sentences stand in `locales/clause.*.toml`: `p1`, `p2` … are paragraphs, `p1-1` …
items, and an ending `-a` or `-b` keeps a paragraph to one form.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from medsla import messages
from medsla.contract.context import Article, Group, Paragraph, Row

Form: TypeAlias = Literal["a", "b"]
When: TypeAlias = Literal["always", "levels", "request", "bilingual"]

_PARAGRAPH = re.compile(r"(p\d+)(?:-(a|b))?\Z")


@dataclass(frozen=True, slots=True)
class Plan:
    """One article of the outline and when each form prints it.

    `levels` means: only with at least one service level of this article. `request`: the master
    agreement usually has it, so the annex prints it only when asked. `needs` names, for a paragraph,
    the term that must be stated for it to say anything.
    """

    number: int
    key: str
    form_a: When = "levels"
    form_b: When = "levels"
    needs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Level:
    """One service level as it will be printed, with the outline number of its article.

    `promised` is false where the level says that there is none: no sentence of an article may then
    speak as if there were.
    """

    address: str
    article: int
    group: str  # the heading of its group, for a table without articles
    label: str
    text: str
    promised: bool = True


OUTLINE: Final[tuple[Plan, ...]] = (
    Plan(1, "purpose", "always", "always"),
    Plan(2, "definitions", "always", "always"),
    Plan(3, "scope", "always", "always"),
    Plan(4, "precedence", "always", "always"),
    Plan(5, "approach", "always", "always"),
    Plan(6, "preconditions", "always", "always"),
    Plan(7, "roles", "always", "always"),
    Plan(8, "hours", needs={"p1": "availability.service_hours"}),
    Plan(9, "levels", needs={"p2": "availability.uptime"}),
    Plan(10, "incidents"),
    Plan(11, "support"),
    Plan(12, "backup", needs={"p1": "backup"}),
    Plan(13, "handling", "always", "request"),
    Plan(14, "location", needs={"p1": "data.storage_country"}),
    Plan(15, "retention"),
    Plan(16, "security", "always"),
    Plan(17, "logs"),
    Plan(18, "confidentiality", "always", "request"),
    Plan(19, "subcontract", "levels", "request", needs={"p1": "subcontract"}),
    Plan(20, "breach"),
    Plan(21, "reports", "always", needs={"p1": "reporting"}),
    Plan(22, "remedies", "always", "always", needs={"p2": "remedy.credit", "p3": "remedy.credit"}),
    Plan(23, "damages", "always", "request"),
    Plan(24, "review", "always", "always"),
    Plan(25, "term", "always", "request"),
    Plan(26, "discontinuation"),
    Plan(27, "return", needs={"p1": "exit.data_return", "p3": "exit.data_return"}),
    Plan(28, "erasure", needs={"p2": "exit.erasure_certificate"}),
    Plan(29, "antisocial", "always", "request"),
    Plan(30, "law", "always", "request"),
    Plan(31, "language", "bilingual", "bilingual"),
    Plan(32, "consultation", "always", "request"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What decides which articles are printed: the form, two languages or one, and articles asked for by key."""

    form: Form
    bilingual: bool = False
    requested: frozenset[str] = frozenset()


def printed_plans(choice: Choice, levels: Collection[Level]) -> tuple[Plan, ...]:
    """The articles that a contract has, in order.

    >>> [plan.number for plan in printed_plans(Choice("b"), ())]
    [1, 2, 3, 4, 5, 6, 7, 22, 24]
    """
    stated = {level.article for level in levels}
    return tuple(plan for plan in OUTLINE if _is_printed(plan, choice, stated))


def compose_articles(
    choice: Choice, levels: Sequence[Level], values: Mapping[str, str], language: str
) -> tuple[Article, ...]:
    """The text of every printed article in one language.

    A paragraph that needs an unstated term or a value that is not given is left out; `left_out` says
    which those are.
    """
    return tuple(_compose(plan, choice, levels, values, language) for plan in printed_plans(choice, levels))


def left_out(choice: Choice, levels: Sequence[Level], values: Mapping[str, str]) -> tuple[str, ...]:
    """The values for want of which a paragraph of a printed article is not printed.

    >>> left_out(
    ...     Choice("a"),
    ...     (),
    ...     {
    ...         "institution": "甲",
    ...         "provider": "乙",
    ...         "agreement": "本契約",
    ...         "effective": "…",
    ...     },
    ... )
    ('court', 'duration')
    """
    wanting = {
        name
        for plan in printed_plans(choice, levels)
        for key in _paragraph_keys(plan.key, choice.form)
        if _has_terms(plan, key, levels)
        for name in messages.field_names(f"clause.{plan.key}.{key}", "ja") - values.keys()
    }
    return tuple(sorted(wanting))


def tables_by_article(choice: Choice, levels: Sequence[Level], language: str) -> tuple[Group, ...]:
    """The service levels as tables, one for each article, in the articles' order.

    The levels of an article that this contract does not print stand under its heading without a number.
    """
    numbers = {plan.number: place for place, plan in enumerate(printed_plans(choice, levels), 1)}
    groups = []
    for plan in OUTLINE:
        own = [level for level in levels if level.article == plan.number]
        if not own:
            continue
        place = numbers.get(plan.number)
        article = messages.say("clause.terms.article", language, number=str(place)) if place else ""
        groups.append((heading(plan, choice.form, language), article, own))
    return _numbered(groups)


def tables_by_group(levels: Sequence[Level]) -> tuple[Group, ...]:
    """The service levels as tables, one for each group of terms, in the order given."""
    headings = list(dict.fromkeys(level.group for level in levels))
    return _numbered([(name, "", [level for level in levels if level.group == name]) for name in headings])


def heading(plan: Plan, form: Form, language: str) -> str:
    """The heading of an article.

    >>> heading(OUTLINE[3], "b", "en")
    'Relationship with the Master Agreement'
    """
    own = f"clause.{plan.key}.heading-{form}"
    return messages.say(own if own in _clauses() else f"clause.{plan.key}.heading", language)


def _is_printed(plan: Plan, choice: Choice, stated: set[int]) -> bool:
    if plan.key in choice.requested:
        return True
    when = plan.form_a if choice.form == "a" else plan.form_b
    return {
        "always": True,
        "levels": plan.number in stated,
        "request": False,
        "bilingual": choice.bilingual,
    }[when]


def _compose(plan: Plan, choice: Choice, levels: Sequence[Level], values: Mapping[str, str], language: str) -> Article:
    own = [level for level in levels if level.article == plan.number]
    texts: list[tuple[str, tuple[str, ...]]] = []
    for key in _paragraph_keys(plan.key, choice.form):
        name = f"clause.{plan.key}.{key}"
        if messages.field_names(name, language) <= values.keys() and _has_terms(plan, key, levels):
            texts.append((_say(name, values, language), _points(name, values, language)))
    if own and choice.form == "a":
        points = tuple(messages.say("clause.terms.point", language, label=one.label, text=one.text) for one in own)
        texts.append((messages.say("clause.terms.points", language), points))
    elif own:
        texts.append((messages.say("clause.terms.annex", language), ()))
    paragraphs = tuple(Paragraph(text, len(texts) > 1, points) for text, points in texts)
    return Article(plan.key, heading(plan, choice.form, language), paragraphs)


def _has_terms(plan: Plan, key: str, levels: Sequence[Level]) -> bool:
    """Whether the term that a paragraph speaks of is stated; a group's name stands for any of its terms."""
    needed = plan.needs.get(key)
    return needed is None or any(level.promised and f"{level.address}.".startswith(f"{needed}.") for level in levels)


@cache
def _clauses() -> frozenset[str]:
    """The keys of all sentences of the articles."""
    return frozenset(key for key in sorted(messages.keys()) if key.startswith("clause."))


@cache
def _paragraph_keys(article: str, form: Form) -> tuple[str, ...]:
    start = f"clause.{article}."
    names = (key.removeprefix(start) for key in _clauses() if key.startswith(start))
    found = [match for name in names if (match := _PARAGRAPH.match(name)) and match[2] in {None, form}]
    return tuple(match.group() for match in sorted(found, key=lambda match: int(match[1][1:])))


def _points(name: str, values: Mapping[str, str], language: str) -> tuple[str, ...]:
    known = _clauses()
    points: list[str] = []
    while (key := f"{name}-{len(points) + 1}") in known:
        points.append(_say(key, values, language))
    return tuple(points)


def _say(key: str, values: Mapping[str, str], language: str) -> str:
    fields = {name: values[name] for name in messages.field_names(key, language)}
    text = messages.say(key, language, **fields)
    return _capitals(text) if language == "en" else text


def _capitals(text: str) -> str:
    """English sentences begin with a capital, also where they begin with “the Institution”."""
    return re.sub(r"(?:\A|(?<=\. ))[a-z]", lambda letter: letter.group().upper(), text)


def _numbered(groups: Sequence[tuple[str, str, Sequence[Level]]]) -> tuple[Group, ...]:
    return tuple(
        Group(
            name, article, tuple(Row(f"{place}-{count}", level.label, level.text) for count, level in enumerate(own, 1))
        )
        for place, (name, article, own) in enumerate(groups, 1)
    )

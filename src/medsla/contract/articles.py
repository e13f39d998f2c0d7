"""The articles of a contract: which are printed, in what order, and what they say.

The order is that of the contract's outline; Word numbers what is printed, so an article left out
leaves no gap. The sentences stand in `locales/clause.*.toml`: `p1`, `p2` … are paragraphs, `p1-1` …
items, and an ending `-a` or `-b` keeps a paragraph to one form. A sentence may speak of another article
(`{article_levels}`); where that one is not printed, the sentence with the ending `-plain` stands instead, or
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from medsla import messages
from medsla.contract.annex_text import Annex, Group, Row
from medsla.contract.annexes import PrintedAnnex, annex_of_article, annex_order, annex_targets
from medsla.contract.context import Article, Entry, Paragraph
from medsla.contract.outline import OUTLINE, Form, Plan, Rule
from medsla.contract.references import Target, bookmark_name
from medsla.contract.sentences import known_sentences, points_of, say_with, wanted_values

_PARAGRAPH = re.compile(r"(p\d+)(?:-(a|b))?\Z")
_FIELDS: Final = ("institution", "provider", "agreement", "effective", "duration", "court", "prevailing")


@dataclass(frozen=True, slots=True)
class Level:
    """One service level as it will be printed, with the outline number of its article.

    `promised` is false where the level says that there is none: no sentence of an article may then
    speak as if there were. `said` holds its values that are words of the catalogue (`rule=consent`),
    and `tag` is that of its content control.
    """

    address: str
    article: int
    group: str  # the heading of its group, for a table without articles
    label: str
    text: str
    promised: bool = True
    said: frozenset[str] = frozenset()
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What decides which articles are printed: the form, two languages or one, and articles asked for by key.

    `given` are the values that paragraphs can be filled with; `annexes` says whether the template has the
    annexes apart, or one table for all service levels, and `sections` whether it has what stands in them beside.
    """

    form: Form
    bilingual: bool = False
    requested: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset(_FIELDS)
    annexes: bool = True
    sections: bool = True


def printed_plans(choice: Choice, levels: Sequence[Level]) -> tuple[Plan, ...]:
    """The articles that a contract has, in order; none of them is empty.

    >>> [plan.number for plan in printed_plans(Choice("b"), ())]
    [1, 2, 3, 4, 5, 6, 7, 22, 24]
    """
    return _printed(choice, _Facts.of(levels))


def _printed(choice: Choice, facts: _Facts) -> tuple[Plan, ...]:
    return tuple(
        plan
        for plan in _wanted_plans(choice, facts)
        if plan.number in facts.articles or next(_printed_keys(plan, choice, facts), None) is not None
    )


def compose_articles(
    choice: Choice,
    levels: Sequence[Level],
    values: Mapping[str, str],
    language: str,
    annexes: Sequence[PrintedAnnex] = (),
) -> tuple[Article, ...]:
    """The text of every printed article in one language; its sentences refer to these annexes.

    A paragraph that needs an unstated term or a value that is not given is left out; `left_out` says
    which those are.
    """
    words = _Words(values, reference_targets(choice, levels, annexes, language), language)
    facts = _Facts.of(levels)
    return tuple(
        _compose(plan, choice, facts, [one for one in levels if one.article == plan.number], words)
        for plan in _printed(choice, facts)
    )


def reference_targets(
    choice: Choice, levels: Sequence[Level], annexes: Sequence[PrintedAnnex], language: str
) -> dict[str, Target]:
    """What sentences can refer to: every article and annex that is printed.

    >>> reference_targets(Choice("b"), (), (), "ja")["article_remedies"].shown
    '第8条'
    """
    articles = {
        f"article_{plan.key}": Target(_article_number(number, language), bookmark_name("article", plan.key, language))
        for number, plan in enumerate(printed_plans(choice, levels), 1)
    }
    return articles | annex_targets(annexes, language)


def contents(articles: Sequence[Article], annexes: Sequence[Annex], language: str) -> tuple[Entry, ...]:
    """The table of contents: one line for every article, with the number that Word will give it, and annex.

    >>> contents([Article("levels", "Service Levels", ())], (), "en")[0].line
    'Article 1 (Service Levels)'
    """
    lines = [
        Entry(
            messages.say(
                "clause.terms.entry", language, article=_article_number(number, language), heading=article.heading
            ),
            article.anchor,
        )
        for number, article in enumerate(articles, 1)
    ]
    lines += [
        Entry(messages.say("annex.entry", language, annex=one.no, title=one.title), one.anchor) for one in annexes
    ]
    return tuple(lines)


def left_out(choice: Choice, levels: Sequence[Level]) -> tuple[str, ...]:
    """The values for want of which a paragraph of an article is not printed.

    >>> few = frozenset({"institution", "provider", "agreement", "effective"})
    >>> left_out(Choice("a", given=few), ())
    ('court', 'duration')
    """
    facts = _Facts.of(levels)
    wanting = {
        name
        for plan in _wanted_plans(choice, facts)
        for key in _paragraph_keys(plan.key, choice.form)
        if _holds(plan.rules.get(key), facts)
        for name in wanted_values(f"clause.{plan.key}.{key}") - choice.given
    }
    return tuple(sorted(wanting))


def printed_values(choice: Choice, levels: Sequence[Level]) -> frozenset[str]:
    """The values that some printed paragraph says.

    >>> (
    ...     "duration" in printed_values(Choice("a"), ()),
    ...     "duration" in printed_values(Choice("b"), ()),
    ... )
    (True, False)
    """
    facts = _Facts.of(levels)
    return frozenset(
        name
        for plan in _wanted_plans(choice, facts)
        for key in _printed_keys(plan, choice, facts)
        for name in wanted_values(f"clause.{plan.key}.{key}")
    )


def tables_by_article(choice: Choice, levels: Sequence[Level], language: str) -> tuple[Group, ...]:
    """The service levels as tables, one for each article, in the order of the annexes and then of the articles.

    The levels of an article that this contract does not print stand under its heading without a number.
    """
    return tuple(group for _, group in tables_with_article(choice, levels, language))


def tables_with_article(choice: Choice, levels: Sequence[Level], language: str) -> tuple[tuple[int, Group], ...]:
    """The same tables, each with the outline number of its article."""
    numbers = {plan.number: place for place, plan in enumerate(printed_plans(choice, levels), 1)}
    found = []
    groups = []
    for plan in sorted(OUTLINE, key=lambda one: annex_order(one.number)):
        own = [level for level in levels if level.article == plan.number]
        if not own:
            continue
        place = numbers.get(plan.number)
        article = _article_number(place, language) if place else ""
        found.append(plan.number)
        groups.append((heading(plan, choice.form, language), article, own))
    return tuple(zip(found, _numbered(groups), strict=True))


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
    return messages.say(own if own in known_sentences() else f"clause.{plan.key}.heading", language)


def _wanted_plans(choice: Choice, facts: _Facts) -> Iterator[Plan]:
    return (plan for plan in OUTLINE if _is_wanted(plan, choice, facts))


def _printed_keys(plan: Plan, choice: Choice, facts: _Facts) -> Iterator[str]:
    """The keys of the paragraphs that an article prints."""
    for key in _paragraph_keys(plan.key, choice.form):
        given = wanted_values(f"clause.{plan.key}.{key}") <= choice.given
        if given and _holds(plan.rules.get(key), facts):
            yield key


def _is_wanted(plan: Plan, choice: Choice, facts: _Facts) -> bool:
    if plan.key in choice.requested:
        return True
    when = plan.form_a if choice.form == "a" else plan.form_b
    return {
        "always": True,
        "levels": plan.number in facts.articles,
        "request": False,
        "bilingual": choice.bilingual,
    }[when]


@dataclass(frozen=True, slots=True)
class _Words:
    """What the sentences of one language are made with."""

    values: Mapping[str, str]
    targets: Mapping[str, Target]
    language: str


def _compose(plan: Plan, choice: Choice, facts: _Facts, own: Sequence[Level], words: _Words) -> Article:
    values, targets, language = words.values, words.targets, words.language
    texts: list[tuple[str, tuple[str, ...]]] = []
    for key in _printed_keys(plan, choice, facts):
        name = f"clause.{plan.key}.{key}"
        if said := say_with(name, values, targets, language):
            texts.append((said, points_of(name, values, targets, language)))
    if own and choice.form == "a":
        points = tuple(messages.say("clause.terms.point", language, label=one.label, text=one.text) for one in own)
        texts.append((messages.say(_own_or_usual(plan, "points"), language), points))
    elif own:
        target = {"annex_own": annex_of_article(plan.number, targets, language)}
        texts.append((say_with(_own_or_usual(plan, "annex"), {}, target, language), ()))
    paragraphs = tuple(Paragraph(text, len(texts) > 1, points) for text, points in texts)
    anchor = bookmark_name("article", plan.key, language)
    return Article(plan.key, heading(plan, choice.form, language), paragraphs, anchor)


def _own_or_usual(plan: Plan, name: str) -> str:
    """What leads to the levels of an article: its own sentence, where no level of a service stands in it."""
    own = f"clause.{plan.key}.{name}"
    return own if own in known_sentences() else f"clause.terms.{name}"


def _holds(rule: Rule | None, facts: _Facts) -> bool:
    if rule is None:
        return True
    return not (
        (rule.needs and facts.promised.isdisjoint(rule.needs))
        or not facts.promised.isdisjoint(rule.bars)
        or not facts.refused.isdisjoint(rule.unless_refused)
        or not facts.stated.isdisjoint(rule.yields)
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the rules of paragraphs ask about: articles with levels, and terms.

    `promised` has terms, groups of terms, and terms with one of their values (`audit.right:right=none`);
    `refused` are terms that are stated only to say that there is none.
    """

    articles: frozenset[int]
    stated: frozenset[str]
    promised: frozenset[str]
    refused: frozenset[str]

    @classmethod
    def of(cls, levels: Sequence[Level]) -> _Facts:
        promised: set[str] = set()
        kept: set[str] = set()
        for level in levels:
            if level.promised:
                kept.add(level.address)
                promised.add(level.address.partition(".")[0])
                promised.update(f"{level.address}:{value}" for value in level.said)
        stated = frozenset(level.address for level in levels)
        articles = frozenset(level.article for level in levels)
        return cls(articles, stated, frozenset(promised | kept), stated - kept)


@cache
def _paragraph_keys(article: str, form: Form) -> tuple[str, ...]:
    start = f"clause.{article}."
    names = (key.removeprefix(start) for key in known_sentences() if key.startswith(start))
    found = [match for name in names if (match := _PARAGRAPH.match(name)) and match[2] in {None, form}]
    return tuple(match.group() for match in sorted(found, key=lambda match: int(match[1][1:])))


def _article_number(number: int, language: str) -> str:
    return messages.say("clause.terms.article", language, number=str(number))


def _numbered(groups: Sequence[tuple[str, str, Sequence[Level]]]) -> tuple[Group, ...]:
    return tuple(
        Group(
            name,
            article,
            tuple(Row(f"{place}-{count}", level.label, level.text, level.tag) for count, level in enumerate(own, 1)),
        )
        for place, (name, article, own) in enumerate(groups, 1)
    )

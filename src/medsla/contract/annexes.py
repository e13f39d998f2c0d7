"""The annexes of a contract: which are printed, under which number, and what stands in each.

Every service level stands in one annex, by its article. What an annex has besides is made from the terms too
(`annex_sections`); an annex with nothing to say is not printed and leaves no gap.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from medsla import messages
from medsla.contract.annex_text import Annex, Group
from medsla.contract.outline import OUTLINE, Form
from medsla.contract.references import Target, bookmark_name
from medsla.contract.sentences import say_with

if TYPE_CHECKING:
    from medsla.contract.annex_text import Section
    from medsla.contract.articles import Level


@dataclass(frozen=True, slots=True)
class AnnexPlan:
    """One annex of the outline: the articles whose levels it lists, and its sections in order.

    `named` are the sections that its title speaks of; without them it has a plainer one.
    """

    key: str
    articles: frozenset[int]
    sections: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()


_OWN: Final = (
    AnnexPlan("roles", frozenset({7}), ("matrix", "demarcation"), frozenset({"matrix", "demarcation"})),
    AnnexPlan("places", frozenset({12, 14, 19}), ("subcontractors",), frozenset({"subcontractors"})),
    AnnexPlan("incidents", frozenset({10, 11}), ("severities", "contacts"), frozenset({"severities", "contacts"})),
    AnnexPlan("exit", frozenset({27, 28}), ("steps", "certificate"), frozenset({"steps", "certificate"})),
    AnnexPlan("credit", frozenset(), ("ladder",)),
)
_REST: Final = frozenset(plan.number for plan in OUTLINE) - frozenset().union(*(plan.articles for plan in _OWN))
ANNEXES: Final[tuple[AnnexPlan, ...]] = (AnnexPlan("levels", _REST), *_OWN)
_ORDER: Final[Mapping[int, int]] = {
    article: place for place, plan in enumerate(ANNEXES) for article in sorted(plan.articles)
}


@dataclass(frozen=True, slots=True)
class PrintedAnnex:
    """An annex that a contract has, with its number and those of its sections that can be made."""

    number: int
    plan: AnnexPlan
    sections: tuple[str, ...]


def annex_order(article: int) -> int:
    """The place, among all annexes, of the one that lists the levels of an article.

    >>> annex_order(9), annex_order(7)
    (0, 1)
    """
    return _ORDER[article]


def printed_annexes(levels: Sequence[Level], sections: Collection[str]) -> tuple[PrintedAnnex, ...]:
    """The annexes that a contract has: those with a service level, and the one that is a section alone.

    >>> [
    ...     (one.number, one.plan.key)
    ...     for one in printed_annexes((), {"ladder", "contacts"})
    ... ]
    [(1, 'credit')]
    """
    stated = {level.article for level in levels}
    found: list[PrintedAnnex] = []
    for plan in ANNEXES:
        own = tuple(key for key in plan.sections if key in sections)
        if plan.articles & stated or (own and not plan.articles):
            found.append(PrintedAnnex(len(found) + 1, plan, own))
    return tuple(found)


def annex_targets(annexes: Sequence[PrintedAnnex], language: str) -> dict[str, Target]:
    """What sentences can refer to: each annex, and each section by the number of its annex."""
    found: dict[str, Target] = {}
    for one in annexes:
        target = Target(_number(one, language), bookmark_name("annex", one.plan.key, language))
        found |= dict.fromkeys((f"annex_{key}" for key in (one.plan.key, *one.sections)), target)
    return found


def annex_of_article(article: int, targets: Mapping[str, Target], language: str) -> Target:
    """The annex that lists the levels of an article; the first where a template has one table for all."""
    plan = ANNEXES[annex_order(article)]
    first = messages.say("annex.number", language, number="1")
    return targets.get(f"annex_{plan.key}", Target(first, ""))


def compose_annexes(
    annexes: Sequence[PrintedAnnex],
    form: Form,
    groups: Sequence[tuple[int, Group]],
    sections: Mapping[str, Section],
    values: Mapping[str, str],
    language: str,
) -> tuple[Annex, ...]:
    """The text of every annex in one language.

    Args:
        annexes: Those that are printed.
        form: The stand-alone agreement lists what its articles say; the annex to another has it here alone.
        groups: All tables of service levels, each with the outline number of its article.
        sections: The text of each section.
        values: What sentences are filled with.
        language: `ja` or `en`.
    """
    alone = sum(bool(one.plan.articles) for one in annexes) == 1
    return tuple(
        Annex(
            _number(one, language),
            _title(one, language),
            _opening(one, form, values, language, alone=alone),
            tuple(group for article, group in groups if article in one.plan.articles),
            tuple(sections[key] for key in one.sections),
            bookmark_name("annex", one.plan.key, language),
        )
        for one in annexes
    )


def _number(one: PrintedAnnex, language: str) -> str:
    return messages.say("annex.number", language, number=str(one.number))


def _title(one: PrintedAnnex, language: str) -> str:
    plain = "" if one.plan.named <= set(one.sections) else "-plain"
    return messages.say(f"annex.{one.plan.key}.title{plain}", language)


def _opening(one: PrintedAnnex, form: Form, values: Mapping[str, str], language: str, *, alone: bool) -> str:
    """The sentence before the levels; none where there are no levels."""
    if not one.plan.articles:
        return ""
    key = "annex.listed" if form == "a" else f"annex.{one.plan.key}.opening"
    if form == "b" and alone and one.plan.key == "levels":
        key += "-alone"
    return say_with(key, values, {}, language)

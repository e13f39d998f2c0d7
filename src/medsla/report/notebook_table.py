"""Small tables for notebooks: a review, a comparison, an SLA or a profile as HTML without script or style.

A notebook trusts what its own run has made, so every value is escaped here as in a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from medsla.catalogue import Term, catalogue
from medsla.explanation import evidence_line, task_word
from medsla.profile import Item, Profile
from medsla.report.blocks import Table
from medsla.report.elements import Html, blocks, element, joined
from medsla.report.html import table
from medsla.report.places import label_of
from medsla.report.said import NOTHING, Said, Voice, neutral
from medsla.report.summary import TASKS, findings_of, side_name, summary, tags_of
from medsla.report.told import headed, tell
from medsla.results import Diff, Review
from medsla.sla import Sla
from medsla.wording import format_term

LONGEST: Final = 200
"""Rows of a table in a notebook; how many more there are is said below it."""


def notebook_html(shown: Review | Diff | Sla | Profile, language: str = "ja") -> str:
    """The object as a small table.

    >>> from medsla.results import Side
    >>> notebook_html(Diff(Side("a"), Side("b"), ())).startswith("<div>")
    True
    """
    voice = Voice.of(language)
    if isinstance(shown, Review):
        return _compared(shown, voice)
    if isinstance(shown, Diff):
        return _compared(shown, voice)
    rows = list(_sla_rows(shown, voice) if isinstance(shown, Sla) else _profile_rows(shown, voice))
    names = ("item", "value") if isinstance(shown, Sla) else ("item", "value", "requirement", "evidence")
    title = neutral(shown.file or "SLA") if isinstance(shown, Sla) else voice.words(shown.label)
    return _table(voice.joined((title, voice.say("notebook.terms", number=len(rows)))), names, rows, voice)


def _compared(result: Review | Diff, voice: Voice) -> Html:
    counts = dict(summary(result).tasks)
    words = {task: voice.each(partial(task_word, task)) for task in TASKS}
    heaps = (voice.say("notebook.count", what=words[task], number=counts[task]) for task in TASKS)
    title = voice.joined((side_name(result.proposal, voice), *heaps))
    rows: list[tuple[Said, ...]] = []
    for number, found in enumerate(findings_of(result), 1):
        told = tell(found, voice)
        rows.append((neutral(number), voice.joined(tags_of(found, voice)), told.label, told.finding, told.counter))
    return _table(title, ("number", "priority", "item", "finding", "ours"), rows, voice)


def _table(title: Said, names: tuple[str, ...], rows: list[tuple[Said, ...]], voice: Voice) -> Html:
    columns = tuple(voice.say(f"column.{name}") for name in names)
    parts = [element("p", element("strong", str(title)))]
    if rows:
        parts.append(table(Table(columns, tuple(rows[:LONGEST]))))
    if len(rows) > LONGEST:
        parts.append(blocks(voice.say("notebook.more", number=len(rows) - LONGEST)))
    return element("div", joined(parts))


def _sla_rows(sla: Sla, voice: Voice) -> Iterator[tuple[Said, ...]]:
    for address in sla.stated:
        yield headed(label_of(address, voice)), _value(catalogue().term(address), sla.term(address), voice)


def _value(term: Term, data: Mapping[str, Any], voice: Voice) -> Said:
    return voice.each(lambda language: format_term(term, data, language))


def _profile_rows(profile: Profile, voice: Voice) -> Iterator[tuple[Said, ...]]:
    for item in profile.items:
        yield _profile_row(item, voice)


def _profile_row(item: Item, voice: Voice) -> tuple[Said, ...]:
    term = catalogue().term(item.term)
    value = _value(term, item.value, voice) if item.value else NOTHING
    sources = [voice.each(partial(evidence_line, evidence)) for evidence in item.evidence]
    return (
        headed(label_of(item.term, voice)),
        value,
        voice.say(f"requirement.{item.requirement}"),
        voice.joined(sources),
    )

"""What a notebook shows of an object: a small table or a few lines as HTML without script, and one line of text.

A notebook trusts what its own run has made, so every value is escaped here as in a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from medsla.catalogue import Term, catalogue
from medsla.explanation import evidence_line, task_word
from medsla.profile import Item, Profile
from medsla.report.blocks import Block, Heading, Table
from medsla.report.elements import Html, blocks, element, joined
from medsla.report.entries import finding_entry
from medsla.report.html import fragment, table
from medsla.report.outline import NOWHERE
from medsla.report.places import label_of
from medsla.report.said import NOTHING, Said, Voice, neutral
from medsla.report.summary import TASKS, findings_of, side_name, summary, tags_of
from medsla.report.term_page import term_blocks
from medsla.report.told import Finding, headed, tell
from medsla.results import Diff, LintFinding, Review, Side, TermJudgement
from medsla.sla import Sla
from medsla.wording import format_term

LONGEST: Final = 200
"""Rows of a table in a notebook; how many more there are is said below it."""

Shown = Review | Diff | Sla | Profile | Term | LintFinding | TermJudgement | tuple[Finding, ...]
"""Anything a notebook can show; several findings are a tuple, as `lint` and `Review.findings` give them."""

_COMPARED: Final = ("number", "priority", "item", "finding", "ours")
_SIDES: Final = (Side(""), Side(""))


def notebook_html(shown: Shown, language: str = "ja") -> str:
    """The object as HTML: tables of rows, a finding or a term in full.

    >>> from medsla.results import Side
    >>> notebook_html(Diff(Side("a"), Side("b"), ())).startswith("<div>")
    True
    """
    voice = Voice.of(language)
    title = _title(shown, voice)
    if isinstance(shown, Review | Diff):
        return _table(title, _COMPARED, _finding_rows(findings_of(shown), voice), voice)
    if isinstance(shown, Sla):
        return _table(title, ("item", "value"), _sla_rows(shown, voice), voice)
    if isinstance(shown, Profile):
        return _table(title, ("item", "value", "requirement", "evidence"), _profile_rows(shown, voice), voice)
    if isinstance(shown, tuple):
        return _table(title, _COMPARED, _finding_rows(shown, voice), voice)
    content: Iterable[Block]
    if isinstance(shown, Term):
        content = (Heading(title, shown.address, 3), *term_blocks(shown, voice))
    else:
        content = (finding_entry(1, shown, _SIDES, voice, NOWHERE),)
    return element("div", fragment(content))


def notebook_text(shown: Shown, language: str = "ja") -> str:
    """The object as one line, where no HTML can be shown.

    >>> notebook_text((), "en")
    '0 in all'
    """
    return str(_title(shown, Voice.of(language)))


def _title(shown: Shown, voice: Voice) -> Said:
    if isinstance(shown, Review | Diff):
        counts = dict(summary(shown).tasks)
        words = {task: voice.each(partial(task_word, task)) for task in TASKS}
        heaps = (voice.say("notebook.count", what=words[task], number=counts[task]) for task in TASKS)
        return voice.joined((side_name(shown.proposal, voice), *heaps))
    if isinstance(shown, Sla):
        return voice.joined((neutral(shown.file or "SLA"), voice.say("notebook.terms", number=len(shown.stated))))
    if isinstance(shown, Profile):
        return voice.joined((voice.words(shown.label), voice.say("notebook.terms", number=len(shown.items))))
    if isinstance(shown, tuple):
        return voice.say("notebook.findings", number=len(shown))
    if isinstance(shown, Term):
        return headed(voice.words(shown.label))
    return tell(shown, voice).finding


def _finding_rows(findings: Iterable[Finding], voice: Voice) -> list[tuple[Said, ...]]:
    rows: list[tuple[Said, ...]] = []
    for number, found in enumerate(findings, 1):
        told = tell(found, voice)
        rows.append((neutral(number), voice.joined(tags_of(found, voice)), told.label, told.finding, told.counter))
    return rows


def _table(title: Said, names: tuple[str, ...], rows: Iterable[tuple[Said, ...]], voice: Voice) -> Html:
    columns = tuple(voice.say(f"column.{name}") for name in names)
    listed = list(rows)
    parts = [element("p", element("strong", str(title)))]
    if listed:
        parts.append(table(Table(columns, tuple(listed[:LONGEST]))))
    if len(listed) > LONGEST:
        parts.append(blocks(voice.say("notebook.more", number=len(listed) - LONGEST)))
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

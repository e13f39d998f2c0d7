"""Whatever is judged can be said: every finding has whole sentences in both languages."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.property.strategies import documents, term_data

from medsla.catalogue import Term, catalogue
from medsla.comparison import diff
from medsla.explanation import explain
from medsla.messages import languages
from medsla.profile import yardstick
from medsla.results import Task
from medsla.sla import load_data

TERMS = st.sampled_from(list(catalogue()))


def told(term: Term, reference: dict[str, Any], proposal: dict[str, Any]) -> None:
    sides = [load_data({"medsla": "1.0", "terms": {term.group: {term.key: data}}}) for data in (reference, proposal)]
    for found in diff(*sides):
        for language in languages:
            words = explain(found, language)
            assert words.label
            assert words.verdict
            if found.verdict.task in (Task.mend, Task.ask):
                assert words.finding.endswith(("。", ".")), words.finding
                assert "{" not in words.finding.replace("{{", "")


@given(TERMS.flatmap(lambda term: st.tuples(st.just(term), term_data(term), term_data(term))))
def test_every_difference_between_two_papers_has_its_sentences(
    case: tuple[Term, dict[str, Any], dict[str, Any]],
) -> None:
    told(*case)


@given(documents())
def test_every_finding_against_the_yardstick_has_its_sentences(data: dict[str, Any]) -> None:
    for found in diff(yardstick(), load_data(data)):
        for language in languages:
            words = explain(found, language)
            assert words.verdict
            assert words.finding or found.verdict.task not in (Task.mend, Task.ask)

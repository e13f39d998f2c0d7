"""Laws of memoranda: the table turns the one agreement into the other, and the file gives the new one back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.strategies import documents
from tests.property.test_contract import AROUND

from medsla.contract import ContractText, Language, extract, load_template
from medsla.contract.amendment.composing import compose_amendment
from medsla.contract.amendment.head import as_agreement
from medsla.contract.amendment.text import AmendmentText
from medsla.contract.amendment.writing import AmendedForm, amend
from medsla.contract.carried import damage, read_paper
from medsla.contract.composing import compose
from medsla.contract.inspection import inspect_contract
from medsla.errors import RenderError
from medsla.sla import Sla, load_data

PRINTABLE = {"fence.illegal-character", "fence.direction-override", "fence.no-master", "amendment.refused.nothing"}


def agreement(document: dict[str, Any], **head: str) -> Sla:
    around = AROUND | {"agreement": AROUND["agreement"] | head}
    return load_data(document | around)


def lines(sla: Sla, form: str) -> dict[str, str]:
    """Every line of the tables of service levels: what it says by its tag."""
    text = compose(sla, load_template(form)).text
    assert isinstance(text, ContractText)
    return {row.tag: row.text for group in text.groups for row in group.rows}


@settings(max_examples=25)
@given(documents(max_terms=6), documents(max_terms=6), st.sampled_from(("ja", "en", "ja-en")), st.sampled_from("ab"))
def test_the_file_gives_back_the_agreement_as_amended(
    old: dict[str, Any], new: dict[str, Any], language: Language, form: AmendedForm
) -> None:
    before, after = agreement(old), agreement(new, number="2", effective="2027-10-01")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "x.docx"
        refused: set[str] = set()
        try:
            amend(before, after, target, language=language, form=form)
        except RenderError as error:
            refused = {problem.code for problem in error.problems}
        assert refused <= PRINTABLE
        assert target.exists() != bool(refused)
        if not refused:
            assert extract(target) == after
            assert list(damage(read_paper(target))) == []
            assert len(inspect_contract(target)) == 0


@settings(max_examples=25)
@given(documents(max_terms=6), documents(max_terms=6))
def test_the_table_turns_the_old_lines_into_the_new_ones(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = agreement(old), agreement(new, number="2", effective="2027-10-01")
    try:
        made = compose_amendment(before, after, language="ja", form="b", articles=frozenset()).text
    except RenderError:
        return
    assert isinstance(made, AmendmentText)
    rows = [row for group in made.groups for row in group.rows]
    left, right = lines(before, "form-b"), lines(as_agreement(before, after), "form-b")
    numbers = {row.no for row in rows if row.no}
    assert len(numbers) == sum(1 for row in rows if row.no)
    changed = {row.tag: row.text for row in rows if row.tag}
    gone = [row for row in rows if row.removed]
    kept = {tag: text for tag, text in left.items() if tag in right}
    assert len(left) - len(kept) == len(gone)
    spelled = {tag for tag in kept if left[tag] != right[tag] and tag not in changed}  # PT4H and PT240M
    assert {tag: text for tag, text in (kept | changed).items() if tag not in spelled} == {
        tag: text for tag, text in right.items() if tag not in spelled
    }
    for row in rows:
        assert "".join(piece.text for piece in row.after) == row.text

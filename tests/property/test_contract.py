"""Laws of contracts: whatever is agreed is printed word by word, and whatever cannot be printed is named."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contract_texts import contract
from tests.property.strategies import documents
from tests.word_files import paragraphs_of, template

from medsla.contract import Language, extract, load_template, render, render_text
from medsla.contract.carried import damage, read_paper
from medsla.contract.inspection import inspect_contract
from medsla.errors import RenderError
from medsla.sla import load_data

ONE = load_template(template("body", "{{ title }}"))
PARTY = {"name": {"ja": "病院", "en": "Hospital"}, "address": {"ja": "横浜", "en": "Yokohama"}}
AROUND = {
    "agreement": {
        "number": "1",
        "title": {"ja": "合意書", "en": "Agreement"},
        "effective": "2027-04-01",
        "duration": "P1Y",
        "prevailing_language": "ja",
    },
    "parties": {side: PARTY | {"representative": PARTY["name"]} for side in ("institution", "provider")},
    "service": {"name": {"ja": "電子カルテ", "en": "Records"}},
}


@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_is_printed_letter_by_letter_or_refused_by_its_address(text: str) -> None:
    refused: set[str | None] = set()
    lines: list[str] = []
    try:
        lines = paragraphs_of(render_text(contract(title=text), ONE))
    except RenderError as error:
        refused = {problem.place.address for problem in error.problems}
    assert refused == {"title"} or text in lines


@settings(max_examples=40)
@given(documents(max_terms=8), st.sampled_from(("ja", "en", "ja-en")), st.sampled_from(("annex", "form-a", "form-b")))
def test_every_term_of_a_document_is_printed_or_named(document: dict[str, Any], language: Language, form: str) -> None:
    sla = load_data(document | AROUND)
    spoken: set[str] = set(sla.stated)
    refused: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = render(sla, Path(folder) / "x.docx", language=language, template=form)
            spoken = {*done.printed, *done.unsettled}
            assert list(damage(read_paper(done.path))) == []
            assert extract(done.path) == sla
            assert len(inspect_contract(done.path)) == 0
        except RenderError as error:
            refused = {problem.code for problem in error.problems if problem.place.address}
    assert spoken == set(sla.stated)
    assert refused <= {"fence.illegal-character", "fence.direction-override", "fence.no-master"}

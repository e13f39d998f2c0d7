"""Every kind of Word file that medsla writes, a few of each, for the tests of their validity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path
from typing import Any, get_args

from tests import docxtpl_ways
from tests.contract_texts import CONTRACT
from tests.letterheads import letterhead
from tests.property.test_contract import AROUND
from tests.word_changes import line_added_tracked, line_removed, value_tracked
from tests.word_changes_beside import comment, footer, footnote, picture, text_box
from tests.word_edits import Copy
from tests.word_files import core_property

import medsla
from medsla import messages, resources
from medsla.contract import (
    Language,
    Link,
    Picture,
    Subdocument,
    finalize,
    load_template,
    render,
    render_text,
    shipped_templates,
    starter,
)
from medsla.contract.amendment.writing import AmendedForm, amend
from medsla.contract.inspection import inspect_contract
from medsla.contract.inspection.word import render_inspection_word
from medsla.contract.outline import OUTLINE
from medsla.judgement import review
from medsla.report.meeting import meeting_sheet
from medsla.report.outline import outline
from medsla.report.questionnaire import questionnaire_sheet
from medsla.report.word import render_meeting_word, render_questionnaire_word, render_word
from medsla.sla import Sla, load, load_data

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LANGUAGES: tuple[Language, ...] = get_args(Language)
FORMS = ("annex", "form-a", "form-b")
WHOLE, FEW, CASES = "00-clean", "p23-credit-ladder", "p18-support-levels"
OFFER = "vendor-offer"
EDITS = (value_tracked, line_added_tracked, line_removed, text_box, footnote, picture, comment, footer)
UNUSUAL = "R&D <青空>病院 {{ 7*7 }} 葛\U000e0100城"


@dataclass(frozen=True, slots=True)
class Written:
    """One file: its name tells what it is; `title` stands in it; tags of a template belong there in a template."""

    name: str
    data: bytes
    title: str
    is_template: bool = False


def agreement(name: str, **agreed: Any) -> Sla:
    """An example with all that a contract needs, and with other values in its `agreement`."""
    document = load(EXAMPLES / f"{name}.yaml").document()
    around = AROUND if "agreement" not in document else {}
    whole = document | around
    return load_data(whole | {"agreement": whole["agreement"] | agreed})


def every_file(folder: Path) -> Iterator[Written]:
    """All of them, one after the other; `folder` is for what has to be written."""
    yield from contracts(folder)
    yield from on_letterheads(folder)
    yield from amendments(folder)
    yield from own_templates()
    yield from copies(folder)
    yield from templates()
    yield from reports()
    yield from batches(folder)


def contracts(folder: Path) -> Iterator[Written]:
    """Whole and sparse ones, with cases, sealed and signed electronically, with every article, with strange letters."""
    requested = tuple(plan.key for plan in OUTLINE if plan.form_b == "request")
    strange = {"title": {"ja": UNUSUAL, "en": UNUSUAL}}
    kinds = (
        ("sealed", WHOLE, FORMS, {"signature": "seal"}, ()),
        ("electronic", WHOLE, ("form-a",), {"signature": "electronic"}, ()),
        ("sparse", FEW, ("annex", "form-b"), {}, ()),
        ("cases", CASES, ("form-a", "form-b"), {}, ()),
        ("every-article", WHOLE, ("form-b",), strange, requested),
    )
    for language, (name, example, forms, agreed, articles) in product(LANGUAGES, kinds):
        sla = agreement(example, **agreed)
        title = sla.agreement["title"][language.partition("-")[0]]
        for form in forms:
            path = render(sla, folder / "x.docx", language=language, template=form, articles=articles).path
            yield Written(f"contract-{form}-{language}-{name}", path.read_bytes(), title)


def on_letterheads(folder: Path) -> Iterator[Written]:
    """On paper of the user's own, with a picture and a header each for first, odd and even pages."""
    for language in LANGUAGES:
        sla = agreement(WHOLE)
        title = sla.agreement["title"][language.partition("-")[0]]
        path = render(sla, folder / "x.docx", language=language, letterhead=letterhead()).path
        yield Written(f"contract-letterhead-{language}", path.read_bytes(), title)


def amendments(folder: Path) -> Iterator[Written]:
    """Memoranda that change, add and take away."""
    before = agreement(WHOLE)
    after = before.replace("recovery.rto.within", "PT8H").replace("backup.generations.count", 14)
    document = after.document()
    del document["terms"]["exit"]["fee"]
    head = {"number": "SLA-2027-001-A", "effective": "2027-10-01"}
    for (language, form), signature in zip(product(LANGUAGES, get_args(AmendedForm)), cycle(("seal", "electronic"))):
        changed = load_data(document | {"agreement": document["agreement"] | head | {"signature": signature}})
        path = amend(before, changed, folder / "x.docx", language=language, form=form).path
        data = path.read_bytes()
        yield Written(f"amendment-{form}-{language}", data, core_property(data, "title"))


def own_templates() -> Iterator[Written]:
    """What a template of the user's own may hold: pictures, links, appendices."""
    own = docxtpl_ways.template(docxtpl_ways.lines("{{ extra.logo }}", "{{r extra.portal }}", "{{p extra.fees }}"))
    extras = {
        "logo": Picture(docxtpl_ways.png(), width="40mm"),
        "portal": Link(docxtpl_ways.ADDRESS, "案内"),
        "fees": Subdocument(docxtpl_ways.made(docxtpl_ways.lines("料金表"))),
    }
    yield Written("own-extras", render_text(CONTRACT, load_template(own), extras=extras), "料金表")


def copies(folder: Path) -> Iterator[Written]:
    """Contracts that were sent out, came back, and were commented on."""
    for language in LANGUAGES:
        sla = agreement(WHOLE)
        title = sla.agreement["title"][language.partition("-")[0]]
        sent = render(sla, folder / "x.docx", language=language).path.read_bytes()
        for data in (True, False):
            path = finalize(sent, folder / "y.docx", data=data).path
            yield Written(f"final-{language}-{'data' if data else 'bare'}", path.read_bytes(), title)
        edited = Copy(sent)
        for edit in EDITS if language == "ja" else EDITS[-1:]:
            edit(edited)
        back = edited.saved()
        found = inspect_contract(sent, back)
        yield Written(f"commented-{language}", render_inspection_word(found, back, language), title)


def templates() -> Iterator[Written]:
    """Those that are shipped, and what users begin their own from."""
    for language, title in zip(LANGUAGES, ("{{ title }}", "{{ title }}", "{{ ja.title }}"), strict=True):
        for form in shipped_templates(language):
            shipped = resources.read_bytes("templates", f"{language}/{form}.docx")
            yield Written(f"template-{form}-{language}", shipped, title, is_template=True)
        yield Written(f"starter-{language}", starter("form-b", language=language), title, is_template=True)


def reports() -> Iterator[Written]:
    """Reviews, sheets for a meeting, questions."""
    found = review(load(EXAMPLES / f"{OFFER}.yaml"))
    for language in (*messages.languages, "ja-en"):
        first = language.partition("-")[0]
        yield Written(f"review-{language}", render_word(found, language), str(outline(found, first).title))
        meeting, questions = meeting_sheet(found, first), questionnaire_sheet(found, first)
        yield Written(f"meeting-{language}", render_meeting_word(found, language), str(meeting.title))
        yield Written(f"questions-{language}", render_questionnaire_word([found], language), str(questions.title))


def batches(folder: Path) -> Iterator[Written]:
    """Contracts from the rows of the shipped workbook."""
    base = load(EXAMPLES / "base.yaml")
    medsla.render_batch(EXAMPLES / "rows.xlsx", folder / "batch", base=base)
    for file in sorted((folder / "batch").glob("*.docx"))[:2]:
        yield Written(f"batch-{file.stem}", file.read_bytes(), base.agreement["title"]["ja"])

"""Every kind of Word file that medsla writes, a few of each, for the tests of their validity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, get_args

from tests.property.test_contract import AROUND

import medsla
from medsla import messages, resources
from medsla.contract import Language, render, shipped_templates, starter
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
    yield from templates()
    yield from reports()
    yield from batches(folder)


def contracts(folder: Path) -> Iterator[Written]:
    """Whole and sparse ones, with cases, sealed and signed electronically, with every article, with strange letters."""
    requested = tuple(plan.key for plan in OUTLINE if plan.form_b == "request")
    strange = {"title": {"ja": UNUSUAL, "en": UNUSUAL}}
    kinds = (
        ("sealed", WHOLE, FORMS, {"signature": "seal"}, ()),
        ("electronic", WHOLE, FORMS, {"signature": "electronic"}, ()),
        ("sparse", FEW, FORMS, {}, ()),
        ("cases", CASES, FORMS, {}, ()),
        ("every-article", WHOLE, ("form-b",), strange, requested),
    )
    for language, (name, example, forms, agreed, articles) in product(LANGUAGES, kinds):
        sla = agreement(example, **agreed)
        title = sla.agreement["title"][language.partition("-")[0]]
        for form in forms:
            path = render(sla, folder / "x.docx", language=language, template=form, articles=articles).path
            yield Written(f"contract-{form}-{language}-{name}", path.read_bytes(), title)


def templates() -> Iterator[Written]:
    """Those that are shipped, and what users begin their own from."""
    for language, title in zip(LANGUAGES, ("{{ title }}", "{{ title }}", "{{ ja.title }}"), strict=True):
        for form in shipped_templates(language):
            shipped = resources.read_bytes("templates", f"{language}/{form}.docx")
            yield Written(f"template-{form}-{language}", shipped, title, is_template=True)
            yield Written(f"starter-{form}-{language}", starter(form, language=language), title, is_template=True)


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

"""The second reading finds what a first one would let through."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.contract_texts import CONTRACT, contract
from tests.word_files import paragraph, template, unzipped, word_file

from medsla.contract import Paragraph, Row, load_template, render_text
from medsla.contract.printed import Record, Shown, UnprintableError
from medsla.contract.proving import braces, has_braces, part_faults, printed_faults
from medsla.contract.snapshot import is_simple
from medsla.contract.values import Values
from medsla.errors import RenderError
from medsla.office import parse

PIECES = ["<w><t>", Shown("R&amp;D"), "</t></w>"]
KNOWN = {"<w><t>": "", "</t></w>": "", "R&amp;D": "R&D"}


def faults(data: bytes) -> list[str]:
    return [problem.code for problem in part_faults("part", PIECES, data, KNOWN)]


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"<w><t>R&amp;D</t></w>", []),
        (b"<w><t>R&amp;E</t></w>", ["fence.changed-text"]),
        (b"<w><t>R&amp;D</t>\xe7\x94\xb2</w>", ["fence.changed-text"]),
        (b"<w><t></t></w>", ["fence.changed-text"]),
        (b"<w><t>R&amp;D</w></t>", ["fence.malformed"]),
        (b"<w><t>R&D</t></w>", ["fence.malformed"]),
        (b'<w xmlns:w="u"><t>R&amp;D</t><f w:fldCharType="begin"/></w>', ["fence.open-field"]),
    ],
)
def test_a_part_that_says_anything_else_is_found(data: bytes, codes: list[str]) -> None:
    assert faults(data) == codes


def test_a_phrase_that_was_not_printed_is_found() -> None:
    values = Values(CONTRACT)
    printed = [list(values.texts.values())]
    assert list(printed_faults(printed, values)) == []
    missing = [problem.fields for problem in printed_faults([["99.9%以上"]], values)]
    assert missing == [(("text", "障害検知後4時間以内"),)]


@pytest.mark.parametrize(("data", "controls", "found"), [(b"{a}", 1, False), (b"{{a}}", 1, True), (b"", 0, False)])
def test_braces_beyond_those_of_controls_call_for_a_closer_look(data: bytes, controls: int, *, found: bool) -> None:
    assert has_braces([braces(data)], controls) is found


def test_values_that_look_like_tags_pass_the_closer_look() -> None:
    made = render_text(contract(title="{{ 7*7 }}"), load_template(template()))
    assert b"{{ 7*7 }}" in unzipped(made)["word/document.xml"]


@pytest.mark.parametrize("kind", [Record, bool, list])
def test_nothing_but_text_can_be_printed(kind: type) -> None:
    values = Values(CONTRACT)
    thing = {Record: values.context["institution"], bool: values.context["electronic"], list: values.context["groups"]}
    with pytest.raises(UnprintableError):
        str(thing[kind])


def test_what_is_no_text_is_refused_by_its_address() -> None:
    rows = (Row("1-1", "稼働率", 99.9),)  # type: ignore[arg-type]
    with pytest.raises(RenderError) as caught:
        render_text(replace(CONTRACT, groups=(replace(CONTRACT.groups[0], rows=rows),)), load_template(template()))
    assert [(problem.code, problem.place.address) for problem in caught.value.problems] == [
        ("fence.wrong-kind", "groups[0].rows[0].text")
    ]


def test_lists_that_a_template_does_not_walk_over_cost_nothing() -> None:
    strange = replace(CONTRACT.articles[0], paragraphs=(Paragraph("x" * 30_000, numbered=False),))
    text = replace(CONTRACT, articles=(strange,))
    assert not Values(text, names=frozenset({"groups"})).strange
    assert Values(text).strange


def test_wording_in_text_boxes_is_read_and_not_composed() -> None:
    simple = unzipped(word_file(paragraph("甲")))["word/document.xml"]
    boxed = unzipped(template("text box"))["word/document.xml"]
    assert (is_simple(parse(simple, "a")), is_simple(parse(boxed, "a"))) == (True, False)

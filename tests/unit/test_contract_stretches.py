"""What was read again once is known, and a fault is found all the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.contract_texts import CONTRACT, contract

from medsla import office
from medsla.contract import ContractText, Language, Row, kept, load_template, pair, render_text, stretches
from medsla.contract.context import as_context
from medsla.contract.printed import Block, Shown
from medsla.contract.stretches import Reader
from medsla.contract.values import Values
from medsla.errors import RenderError

NOTHING = Values(CONTRACT)
START, END = "<w:document><w:body><w:p><w:t>", "</w:t></w:p><w:sectPr/></w:body></w:document>"
NEXT = "</w:t></w:p><w:p><w:t>"
FIXED = (START, NEXT, END)


def reader(*fixed: str) -> Reader:
    return Reader("word/document.xml", fixed or FIXED, None)


def read(one: Reader, pieces: list[str], meant: Mapping[str, str] | None = None) -> bytes:
    """The part as it was read; b"" where something is wrong."""
    known = dict.fromkeys(FIXED, "") | dict(meant or {})
    return b"".join(stretch.data for stretch in one.read(pieces, lambda: known, NOTHING))


def texts(count: int) -> list[ContractText]:
    """Contracts of which each has a phrase of its own."""
    rows = CONTRACT.groups[0].rows
    return [
        contract(
            number=f"{number}",
            groups=(replace(CONTRACT.groups[0], rows=(*rows[:-1], Row("1-2", "目標復旧時間", f"{number}時間以内"))),),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_contract_has_the_same_bytes_whatever_was_written_before_it(language: Language) -> None:
    warm = load_template("annex", language=language)
    some = texts(4)
    written = [render_text(text, warm, deflater=office.by_zlib) for text in [*some, *reversed(some)]]
    assert written[:4] == written[:3:-1]
    for text, made in zip(some, written, strict=False):
        assert render_text(text, load_template("annex", language=language), deflater=office.by_zlib) == made
        assert render_text(text, warm, verify=False, deflater=office.by_zlib) == made
        assert render_text(as_context(text), warm, deflater=office.by_zlib) == made


def test_a_contract_in_two_languages_has_the_same_bytes_typed_and_plain() -> None:
    template = load_template("form-b", language="ja-en")
    text = pair(CONTRACT, CONTRACT)
    assert render_text(text, template) == render_text(as_context(text), template) == render_text(text, template)


def test_a_stretch_is_read_once() -> None:
    template = load_template("annex")
    one = template.press.readers[template.press.main]
    first, second = texts(2)
    render_text(first, template)
    known = one._kept
    render_text(second, template)
    assert 0 < one._kept - known < 5
    render_text(first, template)
    assert one._kept - known < 5


def test_what_was_read_is_what_was_written() -> None:
    pieces = [START, Shown("R&amp;D"), NEXT, Shown("甲"), END]
    meant = {"R&amp;D": "R&D", "甲": "甲"}
    one = reader()
    assert read(one, pieces, meant) == read(one, pieces, meant) == "".join(pieces).encode()


@pytest.mark.parametrize(
    "pieces",
    [
        [START, "甲", "</w:p></w:t><w:sectPr/></w:body></w:document>"],
        [START, "甲", "</w:t></w:p></w:body>"],
        [START, "甲", NEXT, "</w:t></w:p></w:p><w:sectPr/></w:body></w:document>"],
        [START, "R&D", END],
        [START, "<b>", NEXT, "甲", END],
        [START, '<w:fldChar w:fldCharType="begin"/>', NEXT, "甲", END],
    ],
)
def test_a_part_with_a_fault_is_not_known(pieces: list[str]) -> None:
    one = reader()
    assert read(one, [START, "甲", NEXT, "甲", END])
    assert read(one, pieces) == b""
    assert read(one, pieces) == b""


def test_a_text_that_is_not_what_was_meant_is_not_known() -> None:
    assert read(reader(), [START, "甲", END], {"甲": "乙"}) == b""
    assert read(reader(), [START, "甲", END], {START: "乙"}) == b""


def test_a_field_may_end_in_a_later_stretch() -> None:
    begin, end = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
    one = reader()
    assert read(one, [START, begin, NEXT, end, END])
    assert read(one, [START, begin, NEXT, "甲", END]) == b""
    assert read(one, [START, end, NEXT, begin, END])
    assert read(one, [START, "甲", NEXT, end, END]) == b""


def test_what_is_right_in_one_place_is_not_therefore_right_in_another() -> None:
    row = "<w:tr><w:t>甲</w:t></w:tr>"
    table, after = "<w:document><w:tbl>", "</w:tbl></w:document>"
    one = reader(table, row, after)
    assert read(one, [table, row, after])
    assert read(one, [row, table, after]) == b""
    assert read(one, [table, after, row]) == b""


def test_a_block_is_read_piece_by_piece() -> None:
    block = Block(("<w:p><w:t>", Shown("甲"), "</w:t></w:p>"))
    pieces = ["<w:document><w:body>", block, "<w:sectPr/></w:body></w:document>"]
    assert read(reader(), pieces, {"甲": "甲"}) == "".join(pieces).encode()
    assert read(reader(), pieces, {"甲": "乙"}) == b""


def test_a_value_that_is_escaped_wrongly_is_found_although_all_else_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    template = load_template("form-b")
    render_text(CONTRACT, template)
    monkeypatch.setattr(kept, "_escaped", lambda text: text.replace("外", ""))
    with pytest.raises(RenderError) as caught:
        render_text(contract(title="以外の合意書"), template)
    assert [problem.code for problem in caught.value.problems] == ["fence.changed-text"]


def test_memory_does_not_grow_with_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "MOST", 10)
    one = reader()
    for number in range(100):
        pieces = [START, str(number), NEXT, "甲", END]
        assert read(one, pieces) == "".join(pieces).encode()
        assert sum(len(place.known) for place in one._places.values()) <= 10

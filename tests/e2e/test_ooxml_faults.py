"""Validators are asked about every file because each of them misses what others find: planted faults show it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ooxml_files import WHOLE, agreement
from tests.ooxml_validators import VALIDATORS, missing
from tests.word_edits import KINDS, WHEN, Copy, Element, R, el, q, remove, run

from medsla.contract import render


def line(made: Copy, number: int = 0) -> Element:
    """A paragraph of the body that stands in no table."""
    return made.root.findall(f"{q('body')}/{q('p')}")[number]


def properties(made: Copy, number: int = 0) -> Element:
    return line(made, number)[0]


def bookmarked(made: Copy, *ids: str) -> None:
    """Two paragraphs with a bookmark of the same name."""
    for number, one in enumerate(ids):
        line(made, number).extend([el("bookmarkStart", id=one, name="twice"), el("bookmarkEnd", id=one)])


def order_in_run(made: Copy) -> None:
    line(made).append(run("x", properties='<w:sz w:val="21"/><w:b/>'))


def order_in_paragraph(made: Copy) -> None:
    properties(made).insert(0, el("jc", val="left"))


def unknown_element(made: Copy) -> None:
    line(made).append(el("nonsense"))


def wrong_value(made: Copy) -> None:
    properties(made).append(el("jc", val="sideways"))


def text_outside_a_run(made: Copy) -> None:
    line(made).append(el("t"))


def number_too_large(made: Copy) -> None:
    next(made.root.iter(q("id"))).set(q("val"), "99999999999")


def unknown_style(made: Copy) -> None:
    properties(made)[0].set(q("val"), "NoSuchStyle")


def unknown_numbering(made: Copy) -> None:
    properties(made, 1).append(el("numPr", el("ilvl", val="0"), el("numId", val="555")))


def lost_comment(made: Copy) -> None:
    line(made).append(el("r", el("commentReference", id="42")))


def text_in_deletion(made: Copy) -> None:
    line(made).append(made.marked("del", run("x")))


def doubled_bookmark(made: Copy) -> None:
    bookmarked(made, "950", "950")


def doubled_bookmark_name(made: Copy) -> None:
    bookmarked(made, "950", "951")


def open_bookmark(made: Copy) -> None:
    line(made).append(el("bookmarkStart", id="950", name="open"))


def lost_bookmark(made: Copy) -> None:
    line(made).append(el("fldSimple", run("第1条"), instr=" REF _nowhere \\r \\h "))


def empty_cell(made: Copy) -> None:
    cell = next(made.root.iter(q("tc")))
    for one in cell.findall(q("p")):
        remove(one)


def too_many_columns(made: Copy) -> None:
    width = next(made.root.iter(q("tcW")))
    width.addnext(el("gridSpan", val="9"))


def lost_relationship(made: Copy) -> None:
    link = el("hyperlink", run("x"))
    link.set(f"{{{R}}}id", "rId999")
    line(made).append(link)


def lost_part(made: Copy) -> None:
    del made.parts["word/numbering.xml"]


def lost_content_type(made: Copy) -> None:
    made.parts[KINDS] = re.sub(rb'<Override PartName="/customXml/itemProps1.xml"[^>]*/>', b"", made.parts[KINDS])


def insertion_without_author(made: Copy) -> None:
    line(made).append(el("ins", run("x"), id="8001"))


def doubled_change(made: Copy) -> None:
    for number in range(2):
        line(made, number).append(el("ins", run("x"), id="8001", author="a", date=WHEN))


def broken_markup(made: Copy) -> None:
    made.parts["word/styles.xml"] = made.parts["word/styles.xml"].replace(b"</w:styles>", b"")


def link_that_fetches(made: Copy) -> None:
    made.relate("attachedTemplate", "https://example.com/x.dotm", outside=True)


def long_tag(made: Copy) -> None:
    next(made.root.iter(q("tag"))).set(q("val"), "x" * 65)


def doubled_control_id(made: Copy) -> None:
    one, other = (control.find(f"{q('sdtPr')}/{q('id')}") for control in made.controls()[:2])
    assert one is not None
    assert other is not None
    other.set(q("val"), str(one.get(q("val"))))


def open_field(made: Copy) -> None:
    line(made).append(el("r", el("fldChar", fldCharType="begin")))


def leftover_braces(made: Copy) -> None:
    line(made).append(run("{{ leftover }}"))


def wrong_store(made: Copy) -> None:
    next(made.root.iter(q("dataBinding"))).set(q("storeItemID"), "{00000000-0000-0000-0000-000000000000}")


SDK, AUDIT, INTEGRITY, OWN, BOOKMARKS = VALIDATORS
FAULTS: dict[Callable[[Copy], None], set[str]] = {
    order_in_run: {SDK, AUDIT},
    order_in_paragraph: {SDK, AUDIT},
    unknown_element: {SDK, AUDIT},
    wrong_value: {SDK, AUDIT},
    text_outside_a_run: {SDK, AUDIT},
    number_too_large: {SDK, AUDIT},
    unknown_style: {AUDIT, INTEGRITY},
    unknown_numbering: {AUDIT, INTEGRITY},
    lost_comment: {SDK, AUDIT, INTEGRITY},
    text_in_deletion: {INTEGRITY},
    doubled_bookmark: {SDK, AUDIT, BOOKMARKS},
    doubled_bookmark_name: {BOOKMARKS},
    open_bookmark: {BOOKMARKS},
    lost_bookmark: {BOOKMARKS},
    empty_cell: {AUDIT},
    too_many_columns: {INTEGRITY},
    lost_relationship: {SDK, AUDIT, INTEGRITY},
    lost_part: {SDK, AUDIT, INTEGRITY},
    lost_content_type: {SDK, AUDIT, OWN},
    insertion_without_author: {SDK, AUDIT},
    doubled_change: {SDK, AUDIT, INTEGRITY},
    broken_markup: {SDK, AUDIT, INTEGRITY},
    link_that_fetches: {AUDIT, INTEGRITY, OWN},
    long_tag: {OWN},
    doubled_control_id: {OWN},
    open_field: {OWN},
    leftover_braces: {OWN},
    wrong_store: {OWN},
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A contract with each fault, and one without any."""
    folder = tmp_path_factory.mktemp("planted")
    sound = render(agreement(WHOLE), folder / "sound.docx", template="annex").path
    for plant in FAULTS:
        made = Copy(sound.read_bytes())
        plant(made)
        (folder / f"{plant.__name__}.docx").write_bytes(made.saved())
    return [sound, *(folder / f"{plant.__name__}.docx" for plant in FAULTS)]


@pytest.mark.parametrize("validator", VALIDATORS)
def test_each_validator_finds_the_faults_that_are_its_own(planted: list[Path], validator: str) -> None:
    if why := missing(validator):
        pytest.skip(why)
    found = VALIDATORS[validator](planted)
    told = {Path(file).stem for file, findings in found.items() if any(one.is_fault for one in findings)}
    assert told == {plant.__name__ for plant, finders in FAULTS.items() if validator in finders}


def test_every_fault_is_found_by_somebody_and_no_validator_is_spare() -> None:
    assert all(FAULTS.values())
    for validator in VALIDATORS:
        assert any(finders == {validator} for finders in FAULTS.values()) or validator == SDK

"""What came back changed is told, what an editor did by saving is not: simulated edits and savings, each alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from tests import word_changes as changes
from tests import word_changes_beside as beside
from tests.word_edits import BODY, WHEN, WHO, Copy, noise
from tests.word_savings import (
    SAVINGS,
    by_python_docx,
    deflated_backwards,
    empty_paragraph,
    letters_in_runs_of_their_own,
    page_breaks,
)

from medsla.contract import Language, extract, render
from medsla.contract.carried import damage, read_paper
from medsla.contract.inspection import inspect_contract
from medsla.contract.inspection.changes import Inspection
from medsla.sla import load

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "00-clean.yaml"
ARTICLE, PROMISES = "第2条（定義及び期間の計算）", "第5条（サービスレベル適用の考え方）"
FIRST = "第1条（本サービスの目的と対象）"
ROW = "別紙4 #"
RTO = "recovery.rto"
Edit = Callable[[Copy], None]
Told = tuple[str, str, bool]
Look = Callable[[Edit], Inspection]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return render(load(CLEAN), tmp_path_factory.mktemp("sent") / "sent.docx").path.read_bytes()


def told(found: Inspection) -> list[Told]:
    """The kind of each change, its place (lines of the annex without their numbers), whether it was recorded."""
    return [(one.kind, one.address or re.sub(r"\d+-\d+\Z", "#", one.where), one.tracked) for one in found]


@pytest.fixture(scope="module")
def inspected(sent: bytes) -> Look:
    """What came back with one edit, and saved by an editor, as inspected; each is looked at once."""

    @cache
    def inspect(edit: Edit) -> Inspection:
        made = Copy(sent)
        edit(made)
        noise(made)
        return inspect_contract(sent, made.saved())

    return inspect


EDITS: dict[Edit, list[Told]] = {
    changes.value_emptied: [("value", RTO, False)],
    changes.value_and_node: [("value", RTO, False)],
    changes.value_taken_over: [("value", RTO, False)],
    changes.wording_taken_over: [("wording", ARTICLE, False)],
    changes.number_in_wording: [("wording", ARTICLE, False)],
    changes.heading: [("wording", ARTICLE, False)],
    changes.title: [("wording", "", False)],
    changes.power: [("wording", ARTICLE, False)],
    changes.soft_hyphen: [("wording", PROMISES, False)],
    changes.zero_width: [("wording", PROMISES, False)],
    changes.look_alike_kana: [("wording", PROMISES, False)],
    changes.look_alike_latin: [("wording", "", False)],
    changes.article_removed: [("removed", PROMISES, False)],
    changes.line_moved_tracked: [("moved", ARTICLE, True)],
    changes.line_split: [("wording", ARTICLE, False), ("added", ARTICLE, False)],
    changes.lines_joined: [("removed", ARTICLE, False), ("wording", ARTICLE, False)],
    changes.row_removed_tracked: [("value", RTO, True), *[("removed", ROW, True)] * 3],
    changes.row_moved: [("moved", ROW, False)] * 3,
    changes.row_doubled: [("control", RTO, False), *[("added", ROW, False)] * 3],
    changes.row_added: [("added", ROW, False)] * 3,
    changes.row_added_tracked: [("added", ROW, True)] * 3,
    beside.tiny: [("wording", ARTICLE, False), ("hidden", BODY, False)],
    beside.made_white: [("hidden", BODY, False)],
    beside.nearly_white: [("hidden", BODY, False)],
    beside.white_by_theme: [("hidden", BODY, False)],
    beside.black_on_black: [("hidden", BODY, False)],
    beside.row_hidden: [("hidden", BODY, False)] * 3,
    beside.struck: [("struck", BODY, False)],
    beside.struck_twice: [("struck", BODY, False)],
    beside.computed: [("field", ARTICLE, False)],
    beside.computed_as_number: [("field", ARTICLE, False)],
    beside.footer: [("elsewhere", "", False)],
    beside.footnote: [("elsewhere", "", False)],
    beside.endnote: [("elsewhere", "", False)],
    beside.header_of_first_page: [("elsewhere", "", False)],
    beside.watermark: [("elsewhere", "", False)],
    beside.text_box: [("added", PROMISES, False)],
    beside.link: [("link", PROMISES, False)],
    beside.attached_template: [("link", "", False)],
    beside.picture: [("image", "", False)],
    beside.alternative: [("object", "", False)],
    beside.article_number_gone: [("number", ARTICLE, False)],
    beside.paragraph_number_gone: [("number", ARTICLE, False)],
    beside.level: [("number", ARTICLE, False)],
    beside.numbering: [("number", FIRST, False)],
    beside.numbering_begins_later: [("number", FIRST, False)],
    beside.reference_reads_otherwise: [("wording", FIRST, False)],
    beside.reference_leads_elsewhere: [("field", FIRST, False)],
    beside.contents_entry: [("field", "", False)],
    beside.bookmarks_exchanged: [
        ("field", "第8条（サービス時間及び計画停止）", False),
        ("field", "第11条（サポート）", False),
    ],
}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edit_is_told_once_with_its_place_and_nothing_else_is(inspected: Look, edit: Edit) -> None:
    found = inspected(edit)
    assert told(found) == EDITS[edit]
    assert {(one.author, one.date) for one in found if one.tracked} <= {(WHO, WHEN)}
    for language in ("ja", "en"):
        assert found.to_text(language).count("\n- ") == len(found)


@pytest.mark.parametrize("edit", [changes.value_refused, changes.wording_refused], ids=lambda edit: edit.__name__)
def test_a_recorded_change_that_was_refused_leaves_nothing_to_tell(inspected: Look, edit: Edit) -> None:
    assert told(inspected(edit)) == []


def test_what_a_style_hides_is_told_line_by_line(inspected: Look) -> None:
    found = inspected(beside.style_hidden)
    assert {one.kind for one in found} == {"hidden"}
    assert len(found) > 10


def test_controls_that_are_all_gone_are_told_as_one_change(inspected: Look) -> None:
    assert told(inspected(changes.controls_lost)) == [("control", "", False)]


# ------------------------------------------------------------------------------------ saving is no edit


@pytest.mark.parametrize("save", SAVINGS, ids=lambda save: save.__name__)
def test_saving_alone_is_no_change_and_no_damage(sent: bytes, save: Edit) -> None:
    made = Copy(sent)
    save(made)
    data = made.saved()
    assert told(inspect_contract(sent, data)) == told(inspect_contract(data)) == []
    assert list(damage(read_paper(data))) == []
    assert extract(data) == load(CLEAN)


@pytest.mark.parametrize("repack", [deflated_backwards, by_python_docx])
def test_a_file_packed_anew_is_no_change(sent: bytes, repack: Callable[[bytes], bytes]) -> None:
    data = repack(sent)
    assert data != sent
    assert told(inspect_contract(sent, data)) == []
    assert extract(data) == load(CLEAN)


def test_all_savings_together_are_no_change(sent: bytes) -> None:
    made = Copy(sent)
    for save in SAVINGS:
        save(made)
    assert told(inspect_contract(sent, deflated_backwards(made.saved()))) == []


@pytest.mark.parametrize("language", ["en", "ja-en"])
def test_savings_of_other_languages_are_no_change(language: Language, tmp_path: Path) -> None:
    sent = render(load(CLEAN), tmp_path / "x.docx", language=language, template="form-a").path.read_bytes()
    made = Copy(sent)
    for save in SAVINGS:
        if save not in {
            empty_paragraph,
            page_breaks,
            letters_in_runs_of_their_own,
        }:  # two know Japanese, one takes long
            save(made)
    assert told(inspect_contract(sent, made.saved())) == []

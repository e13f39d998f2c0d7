"""Every edit of a returned contract is reported, with its place, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.word_changes import (
    control_copied,
    control_lost,
    control_lost_and_changed,
    data_changed,
    data_gone,
    line_added,
    line_added_tracked,
    line_moved,
    line_removed,
    line_removed_tracked,
    negation,
    node_changed,
    nothing,
    row_removed,
    value,
    value_better,
    value_full_width,
    value_tracked,
    value_unreadable,
    wording,
    wording_tracked,
)
from tests.word_changes_beside import comment, header, hidden, white
from tests.word_edits import BODY, WHEN, WHO, Copy, noise, retype, text_of

from medsla.contract import extract, render
from medsla.contract.carried import damage, read_paper
from medsla.contract.inspection import inspect_contract
from medsla.contract.inspection.changes import Inspection
from medsla.contract.redline import shown, tokens
from medsla.errors import ReadError
from medsla.sla import load

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "00-clean.yaml"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return render(load(CLEAN), tmp_path_factory.mktemp("sent") / "sent.docx").path.read_bytes()


def inspected(sent: bytes, edit: Callable[[Copy], None]) -> Inspection:
    made = Copy(sent)
    edit(made)
    noise(made)
    return inspect_contract(sent, made.saved())


def told(found: Inspection) -> list[tuple[str, str, str, bool]]:
    return [
        (
            one.kind,
            one.address or re.sub(r"\d+-\d+\Z", "#", one.where),
            one.verdict.value if one.verdict else "",
            one.tracked,
        )
        for one in found
    ]


ARTICLE = "第2条（定義及び期間の計算）"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (nothing, []),
        (value, [("value", "recovery.rto", "weaker", False)]),
        (value_tracked, [("value", "recovery.rto", "weaker", True)]),
        (value_better, [("value", "recovery.rto", "stronger", False)]),
        (value_full_width, [("value", "recovery.rto", "same", False)]),
        (value_unreadable, [("value", "recovery.rto", "", False)]),
        (wording, [("wording", ARTICLE, "", False)]),
        (wording_tracked, [("wording", ARTICLE, "", True)]),
        (negation, [("wording", "第5条（サービスレベル適用の考え方）", "", False)]),
        (control_lost, [("control", "recovery.rto", "", False)]),
        (
            control_lost_and_changed,
            [("control", "recovery.rto", "", False), ("wording", "別紙4 #", "", False)],
        ),
        (
            control_copied,
            [("control", "recovery.rto", "", False), ("wording", "別紙4 #", "", False)],
        ),
        (line_added, [("added", ARTICLE, "", False)]),
        (line_added_tracked, [("added", ARTICLE, "", True)]),
        (line_removed, [("removed", ARTICLE, "", False)]),
        (line_removed_tracked, [("removed", ARTICLE, "", True)]),
        (line_moved, [("moved", ARTICLE, "", False)]),
        (row_removed, [("control", "recovery.rto", "", False), *[("removed", "別紙4 #", "", False)] * 3]),
        (hidden, [("wording", ARTICLE, "", False), ("hidden", BODY, "", False)]),
        (white, [("wording", ARTICLE, "", False), ("hidden", BODY, "", False)]),
        (data_gone, [("data", "", "", False)]),
        (data_changed, [("data", "", "", False)]),
        (node_changed, [("data", "recovery.rto", "", False)]),
        (header, [("elsewhere", "", "", False)] * 2),
    ],
)
def test_every_kind_of_edit_is_told_and_nothing_else(
    sent: bytes, edit: Callable[[Copy], None], expected: list[tuple[str, str, str, bool]]
) -> None:
    assert told(inspected(sent, edit)) == expected


def test_page_numbers_that_an_editor_has_counted_are_no_change(sent: bytes) -> None:
    made = Copy(sent)
    footer = made.parts["word/footer1.xml"]
    made.parts["word/footer1.xml"] = footer.replace(b">1</w:t>", b">11</w:t>")
    assert footer != made.parts["word/footer1.xml"]
    assert told(inspect_contract(sent, made.saved())) == []


def test_what_libreoffice_7_breaks_is_named_and_nothing_given_back(sent: bytes) -> None:
    """It writes a Japanese control several times over: 30分以内30分以内, as seen with 7.4.7."""
    made = Copy(sent)
    for one in made.controls():
        phrase = text_of(one)
        retype(made, one, phrase + phrase[1:] + phrase)
    assert {problem.code for problem in damage(read_paper(made.saved()))} == {"fence.phrase-garbled"}
    with pytest.raises(ReadError):
        extract(made.saved())


@pytest.mark.parametrize("edit", [value_tracked, wording_tracked, line_added_tracked, line_removed_tracked])
def test_who_recorded_a_change_is_told_with_it(sent: bytes, edit: Callable[[Copy], None]) -> None:
    assert [(one.author, one.date) for one in inspected(sent, edit)] == [(WHO, WHEN)]


def test_the_words_that_went_and_came_are_shown(sent: bytes) -> None:
    found = inspected(sent, wording).changes[0]
    assert "[-翌日以後-][+3日後以後+]の営業日" in shown(found.pieces)
    assert inspected(sent, value).changes[0].sentence("ja") == (
        "項目の値　目標復旧時間(RTO): 障害の検知から[-30分-][+8時間+]以内（保証値とする。）"
        "　医療機関等から見て: 不利（変更履歴なし）"
    )


def test_a_contract_is_compared_with_what_it_carries(sent: bytes) -> None:
    made = Copy(sent)
    value(made)
    wording(made)
    assert [one.kind for one in inspect_contract(made.saved())] == ["value", "wording"]
    assert len(inspect_contract(sent)) == 0


def test_a_comment_is_told_with_its_author(sent: bytes) -> None:
    made = Copy(sent)
    comment(made)
    found = inspect_contract(sent, made.saved())
    assert [(one.kind, one.after, one.author, one.date) for one in found] == [("comment", "要協議", WHO, WHEN)]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_change_has_a_sentence_and_plain_data(sent: bytes, language: str) -> None:
    for edit in (
        value,
        value_tracked,
        wording,
        control_lost,
        line_added,
        line_moved,
        row_removed,
        hidden,
        data_gone,
        header,
    ):
        found = inspected(sent, edit)
        assert found.to_text(language).count("\n- ") == len(found)
        data = found.to_data()["changes"]
        assert isinstance(data, list)
        assert len(data) == len(found)


@pytest.mark.parametrize("language", ["en", "ja-en"])
def test_an_untouched_contract_of_another_language_has_no_change(language: str, tmp_path: Path) -> None:
    made = render(load(CLEAN), tmp_path / "x.docx", language=language, template="form-a").path.read_bytes()  # type: ignore[arg-type]
    assert told(inspected(made, nothing)) == []


def test_one_file_without_data_has_nothing_to_be_compared_with(sent: bytes) -> None:
    made = Copy(sent)
    data_gone(made)
    with pytest.raises(ReadError) as refused:
        inspect_contract(made.saved())
    assert [problem.code for problem in refused.value.problems] == ["fence.no-data"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("99.95%以上", ["99.95%", "以上"]),
        ("5営業日以内", ["5営業日", "以内"]),
        ("within 4 hours", ["within", " ", "4", " ", "hours"]),
        ("日本国内又は欧州", ["日本国内", "又は", "欧州"]),
        ("クラウドを利用する", ["クラウド", "を", "利用", "する"]),
    ],
)
def test_a_number_stays_whole_and_joining_words_stand_alone(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected

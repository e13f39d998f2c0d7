"""What is left to be filled in by hand may be filled in; everything else is a change."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from medsla.contract import extract, render
from medsla.contract.blanks import BLANK, Reading, read_blanks
from medsla.contract.inspection import inspect_contract
from medsla.errors import ReadError
from medsla.sla import Sla, load, load_data

ROOT = Path(__file__).resolve().parents[2]
UNDATED = {"ja": "　　　　年　　月　　日", "en": "____________________"}
DAY = {"ja": "2027年3月1日", "en": "1 March 2027"}


@pytest.fixture(scope="module")
def unsigned() -> Sla:
    """An agreement that nobody has signed yet."""
    data = dict(load(ROOT / "examples" / "00-clean.yaml").document())
    data["agreement"] = {key: value for key, value in data["agreement"].items() if key != "signed"}
    return load_data(data)


def edited(sent: bytes, change: Callable[[str], str]) -> bytes:
    """The file with its body changed and all else as it was."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sent)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, change(data.decode()).encode() if name == "word/document.xml" else data)
    return stream.getvalue()


def in_cells(words: str, *, count: int) -> Callable[[str], str]:
    """Writes words into the first blank cells."""
    return lambda body: re.sub(f">{BLANK}</w:t>", f">{words}</w:t>", body, count=count)


def dated(body: str) -> str:
    """The first blank date of each language with a day in it."""
    for language, blank in UNDATED.items():
        body = body.replace(blank, DAY[language], 1)
    return body


@pytest.mark.parametrize("language", ["ja", "en", "ja-en"])
@pytest.mark.parametrize("template", ["form-a", "form-b"])
def test_a_contract_that_was_dated_and_filled_in_gives_its_sla_back(
    unsigned: Sla, tmp_path: Path, language: str, template: str
) -> None:
    sent = render(unsigned, tmp_path / "a.docx", language=language, template=template).path.read_bytes()  # type: ignore[arg-type]
    returned = edited(sent, lambda body: dated(in_cells("情報管理課 045-000-0000", count=7)(body)))
    assert extract(returned) == unsigned
    found = inspect_contract(sent, returned)
    dates = 2 if language == "ja-en" else 1
    assert found.counts() == {"filled": 7 + dates}
    assert inspect_contract(returned).counts() == {"filled": 7 + dates}
    assert [change.before for change in found] == [""] * (7 + dates)


def in_gap(body: str) -> str:
    """Words in the first empty line between paragraphs."""
    gap = '<w:pStyle w:val="Gap"/></w:pPr>'
    return body.replace(f"{gap}</w:p>", f"{gap}<w:r><w:t>特約</w:t></w:r></w:p>", 1)


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (lambda body: body.replace("その復旧に当たる", "その復旧に努める"), {"wording": 1}),
        (lambda body: body.replace(UNDATED["ja"], "甲の指定する日", 1), {"wording": 1}),
        (lambda body: body.replace(UNDATED["ja"], "2027年3月1日。乙は免責される。", 1), {"wording": 1}),
        (in_cells("乙は責任を負わない。" * 13, count=1), {"added": 1}),
        (in_gap, {"added": 1}),
    ],
    ids=["a sentence", "no date", "more than a date", "more than a cell holds", "an empty line"],
)
def test_what_fills_no_blank_is_a_change(
    unsigned: Sla, tmp_path: Path, change: Callable[[str], str], kinds: dict[str, int]
) -> None:
    sent = render(unsigned, tmp_path / "a.docx").path.read_bytes()
    returned = edited(sent, change)
    assert inspect_contract(sent, returned).counts() == kinds
    with pytest.raises(ReadError) as refused:
        extract(returned)
    assert [problem.code for problem in refused.value.problems] == ["fence.wording-changed"]


@pytest.mark.parametrize("day", ["令和9年3月1日", "２０２７年３月１日", "　2027年　3月　1日", "二〇二七年三月一日"[1:]])
def test_days_as_people_write_them_fill_a_date(day: str) -> None:
    assert read_blanks([UNDATED["ja"]], [day]) == Reading(frozenset({0}), ())


@pytest.mark.parametrize("day", ["March 1, 2027", "1 March 2027", "2027-03-01", "__1 March 2027__"])
def test_days_as_people_write_them_in_english_fill_a_date(day: str) -> None:
    assert read_blanks(["Date: ____________________"], [f"Date: {day}"]) == Reading(frozenset({0}), ())


def test_a_blank_holds_three_lines_and_no_more() -> None:
    meant = ["電話番号", BLANK, "備考"]
    assert read_blanks(meant, ["電話番号", "1", "2", "3", "備考"]) == Reading(frozenset({1, 2, 3}), ())
    assert read_blanks(meant, ["電話番号", "1", "2", "3", "4", "備考"]) == Reading(frozenset({1, 2, 3}), (("", "4"),))


def test_blanks_left_blank_or_emptied_are_no_change() -> None:
    meant = ["電話番号", BLANK, BLANK, "備考"]
    for found in (meant, ["電話番号", "", "", "備考"], ["電話番号", "備考"]):
        assert read_blanks(meant, found) == Reading(frozenset(), ())


def test_very_many_lines_are_read_in_time() -> None:
    meant = ["甲", BLANK, *["乙"] * 5000]
    assert read_blanks(meant, ["甲", "記入", *["乙"] * 5000]) == Reading(frozenset({1}), ())
    assert read_blanks(meant, ["甲", *["乙"] * 4999, "丙"]) == Reading(frozenset(), (("乙", "丙"),))

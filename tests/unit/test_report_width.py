from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medsla.report.width import columns, wrap


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("RTO", 3), ("復旧", 4), ("ｱｲｳ", 3), ("か\u3099", 2), ("(全角)", 6), ("…", 2)],
)
def test_full_width_characters_take_two_columns(text: str, expected: int) -> None:
    assert columns(text) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("aa bb cc", 5, ["aa bb", "cc"]),
        ("aa bb cc", 8, ["aa bb cc"]),
        ("復旧は4時間以内です。", 20, ["復旧は4時間以内で", "す。"]),
        ("稼働率「99.9%」", 13, ["稼働率", "「99.9%」"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("first\nsecond", 20, ["first", "second"]),
        ("", 10, [""]),
        ("stop of 5 h 45 min", 13, ["stop of 5 h", "45 min"]),
    ],
)
def test_lines_end_where_a_reader_expects_it(text: str, width: int, expected: list[str]) -> None:
    assert wrap(text, width) == expected


def test_following_lines_stand_below_the_first_word() -> None:
    assert wrap("one two three", 8, "1. ") == ["1. one", "   two", "   three"]


@given(st.text(alphabet=st.sampled_from("ab c、。「」漢字カタ99.%"), max_size=80), st.integers(12, 40))
def test_no_line_is_wider_than_asked_for_and_no_character_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width, "- ")
    assert max(columns(line) for line in lines) <= width
    assert "".join(lines).removeprefix("-").replace(" ", "") == text.replace(" ", "")

"""What went and came between two texts is the same on every machine, and every letter is in it."""

from __future__ import annotations

import random
import sys

import pytest

from medsla.contract.redline import Piece, redline, shown, tokens, whole

WORDS = (
    "乙は",
    "甲は",
    "甲に",
    "通知",
    "する",
    "、",
    "4時間",
    "24時間",
    "以内",
    "以上",
    "又は",
    "及び",
    "99.9%",
    "を",
    "に",
)
ENGLISH = ("the ", "Provider ", "shall ", "notify ", "within ", "4 hours", "99.9%", "and ", "or ", "not ")


def clause(chance: random.Random, words: tuple[str, ...], length: int) -> str:
    return "".join(chance.choice(words) for _ in range(length))


def changed(chance: random.Random, text: str, words: tuple[str, ...], edits: int) -> str:
    pieces = tokens(text)
    for _ in range(edits):
        place = chance.randrange(len(pieces))
        pieces[place : place + chance.randrange(3)] = [chance.choice(words)] * chance.randrange(3)
        pieces = pieces or ["甲"]
    return "".join(pieces)


def without_rapidfuzz(patch: pytest.MonkeyPatch, before: str, after: str) -> tuple[Piece, ...]:
    with patch.context() as only:
        only.setitem(sys.modules, "rapidfuzz", None)
        only.setitem(sys.modules, "rapidfuzz.distance", None)
        return redline(before, after)


@pytest.mark.parametrize("words", [WORDS, ENGLISH])
def test_clauses_are_cut_alike_with_and_without_rapidfuzz(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(11)  # noqa: S311 - the same clauses every time
    for length in (*range(1, 60), 120, 240):
        before = clause(chance, words, length)
        after = changed(chance, before, words, chance.randrange(1, 6))
        assert redline(before, after) == without_rapidfuzz(monkeypatch, before, after)


@pytest.mark.parametrize("length", [3, 30, 200, 1500])
def test_both_texts_are_in_the_pieces_letter_by_letter(length: int) -> None:
    chance = random.Random(length)  # noqa: S311 - the same clauses every time
    before = clause(chance, WORDS, length)
    after = changed(chance, before, WORDS, 9)
    pieces = redline(before, after)
    assert "".join(one.text for one in pieces if one.kind != "gone") == after
    assert len("".join(one.text for one in pieces if one.kind != "come")) == len(before)


def test_long_texts_are_cut_finely_with_rapidfuzz_and_stand_whole_without(monkeypatch: pytest.MonkeyPatch) -> None:
    before = "".join(f"第{number}項　乙は、甲に通知する。" for number in range(200))
    after = before.replace("第150項　乙は、甲に通知する", "第150項　乙は、甲に通知しない")
    assert shown(redline(before, after)).count("[-") == 1
    assert not whole(redline(before, after))
    alone = without_rapidfuzz(monkeypatch, before, after)
    assert alone == (Piece("gone", before), Piece("come", after))
    assert whole(alone)


def test_texts_longer_than_any_contract_stand_whole_everywhere() -> None:
    before = "甲、" * 10_001
    assert redline(before, before + "乙") == (Piece("gone", before), Piece("come", before + "乙"))


def test_a_short_text_that_is_another_one_altogether_is_not_called_too_long() -> None:
    assert not whole(redline("甲", "乙"))
    assert not whole(redline("甲は通知する", "甲は通知する"))


@pytest.mark.parametrize(("before", "after"), [("９９％", "99%"), ("ｻｰﾋﾞｽ", "サービス"), ("が", "か\u3099")])
def test_width_and_composition_are_no_difference(before: str, after: str) -> None:
    assert {one.kind for one in redline(before, after)} == {"same"}


@pytest.mark.parametrize(("before", "after"), [("10³", "103"), ("①", "1"), ("㈱", "(株)")])
def test_letters_that_read_otherwise_are_a_difference(before: str, after: str) -> None:
    assert {one.kind for one in redline(before, after)} != {"same"}

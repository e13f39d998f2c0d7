from __future__ import annotations

import unicodedata

import pytest

from medsla.batch.naming import LONGEST, Names, folded_name, safe_stem

HOSTILE = [
    ("../up", "up"),
    ("..", ""),
    (".", ""),
    ("/etc/passwd", "etc_passwd"),
    ("．．／up", "up"),
    ("a/b", "a_b"),
    ("a\\b", "a_b"),
    ("C:\\x", "C_x"),
    ("a:b", "a_b"),
    ("a|b", "a_b"),
    ("a*b?", "a_b"),
    ('a"b<c>', "a_b_c"),
    ("CON", "_CON"),
    ("con.txt", "_con.txt"),
    ("ＣＯＮ", "_CON"),
    ("LPT1", "_LPT1"),
    ("COM¹", "_COM1"),
    ("aux.", "_aux"),
    ("nul ", "_nul"),
    ("name.", "name"),
    ("name ", "name"),
    (" name", "name"),
    (".hidden", "hidden"),
    ("-rf", "rf"),
    ("a\nb", "a_b"),
    ("a\tb", "a_b"),
    ("a\x00b", "a_b"),
    ("a\x1b[31mb", "a_31mb"),
    ("a\u202egpj.exe", "a_gpj.exe"),
    ("a\u200bb", "a_b"),
    ("a\u2028b", "a_b"),
    ("\u3164", ""),
    ("\ufeffa", "a"),
    ("a\ud800b", "a_b"),
    ("~$lock", "lock"),
    ("$(id)", "(id)"),
    ("%PATH%", "PATH"),
    ("a;rm -rf b", "a_rm_-rf_b"),
    ("…", ""),
    ("★", ""),
    ("", ""),
    ("か\u3099", "が"),
    ("葛\U000e0100城", "葛城"),
    ("ﾐﾅﾄ病院", "ミナト病院"),
    ("㈱みなと", "(株)みなと"),
    ("SLA-2027-001", "SLA-2027-001"),
    ("00123", "00123"),
    ("\u0301abc", "_\u0301abc"),
]


@pytest.mark.parametrize(("text", "stem"), HOSTILE)
def test_a_hostile_name_becomes_a_harmless_one(text: str, stem: str) -> None:
    assert safe_stem(text) == stem


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE] + ["契" * 200, "a" * 500, "が" * 80, "e\u0301" * 100])
def test_every_name_fits_every_disk(text: str) -> None:
    name = Names().give(text, 7)
    assert len(name.encode("utf-8")) <= LONGEST
    assert name == unicodedata.normalize("NFC", name)
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert name.endswith(".docx")
    assert name.removesuffix(".docx").strip(" .") == name.removesuffix(".docx")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A-1", "a-1"),
        ("が", "か\u3099"),
        ("Ａ-1", "A-1"),
        ("STRASSE", "straße"),
        ("ﬁ", "FI"),
        ("a/b", "a:b"),
        ("…", "★"),
        ("契" * 60 + "1", "契" * 60 + "2"),
    ],
)
def test_names_that_some_disk_takes_for_one_get_a_number(one: str, other: str) -> None:
    names = Names()
    first, second = names.give(one, 5), names.give(other, 5)
    assert folded_name(first) != folded_name(second)
    assert second.endswith("-2.docx")


def test_a_number_never_makes_a_name_that_another_row_has() -> None:
    names = Names()
    given = [names.give(text, number) for number, text in enumerate(["a", "A", "a-2", "a-2-2", "ａ"])]
    assert given == ["a.docx", "A-2.docx", "a-2-2.docx", "a-2-2-2.docx", "a-3.docx"]


def test_names_already_taken_are_left_alone() -> None:
    assert Names(["sla-1.DOCX"]).give("SLA-1", 2) == "SLA-1-2.docx"


def test_ten_thousand_rows_with_a_hundred_collisions_have_ten_thousand_names() -> None:
    texts = [f"SLA-{number:05d}" for number in range(9_900)]
    texts += [text.lower() if number % 2 else f"ＳＬＡ{text[3:]}" for number, text in enumerate(texts[:100])]
    names = Names()
    given = [names.give(text, number) for number, text in enumerate(texts)]
    assert len({folded_name(name) for name in given}) == 10_000


def test_a_thousand_equal_texts_are_named_in_order() -> None:
    names = Names()
    given = [names.give("x", number) for number in range(1_000)]
    assert given[0] == "x.docx"
    assert given[-1] == "x-1000.docx"

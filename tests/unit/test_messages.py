"""Sentences are found by key, filled by name, and nothing falls back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from medsla import messages
from medsla.errors import MessageError, Problem, UnknownLocale


def test_a_sentence_is_filled_by_name_in_both_languages() -> None:
    assert messages.say("problem.key-twice", "en", key="uptime", first=3) == (
        "The key “uptime” stands here a second time; it was first used in line 3. Keep one of the two."
    )
    assert messages.say("problem.key-twice", "ja", key="uptime", first=3) == (
        "キー「uptime」が二度書かれています(最初は3行目)。どちらか一つにしてください。"
    )


def test_braces_in_a_value_stay_as_they_are() -> None:
    said = messages.say("problem.json-comment", "en")
    assert "{" not in said
    assert messages.say("problem.json-quote", "en", found="{key}") == (
        'A text begins with {key}. JSON wants the straight double quote (").'
    )


def test_doubled_braces_are_printed_once() -> None:
    assert "true, false, {…} or […]" in messages.say("problem.json-syntax", "en", found="x")


def test_decimals_keep_their_digits() -> None:
    said = messages.say("problem.number-long", "en", number=Decimal("1E-7"), limit=28)
    assert "0.0000001" in said


@pytest.mark.parametrize(
    ("key", "fields", "code"),
    [
        ("problem.no-such-key", {}, "message-unknown"),
        ("no-such-section.x", {}, "message-unknown"),
        ("", {}, "message-unknown"),
        ("problem.key-twice", {"key": "a"}, "message-fields"),
        ("problem.key-twice", {"key": "a", "first": 1, "second": 2}, "message-fields"),
        ("problem.key-twice", {"key": None, "first": 1}, "message-value"),
        ("problem.key-twice", {"key": True, "first": 1}, "message-value"),
        ("problem.key-twice", {"key": Decimal("NaN"), "first": 1}, "message-value"),
    ],
)
def test_what_does_not_fit_is_an_error(key: str, fields: dict[str, object], code: str) -> None:
    with pytest.raises(MessageError) as caught:
        messages.say(key, "en", **fields)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_missing_and_surplus_fields_are_named() -> None:
    with pytest.raises(MessageError) as caught:
        messages.say("problem.key-twice", "en", key="a", line=3)
    problem = Problem.of("message-fields", key="problem.key-twice", missing="first", surplus="line")
    assert caught.value == MessageError(problem)


def test_a_language_that_is_not_written_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownLocale) as caught:
        messages.say("problem.file-empty", "fr")
    assert caught.value == UnknownLocale(Problem.of("unknown-locale", locale="fr", known="ja, en"))


@pytest.mark.parametrize("sentence", ["a { b", "a } b", "{}", "{0}", "{a.b}", "{a!r}", "{a:>5}", "{a[0]}"])
def test_a_field_is_a_plain_name_in_braces(sentence: str) -> None:
    with pytest.raises(MessageError) as caught:
        list(messages._fields("x.y", sentence))
    assert [problem.code for problem in caught.value.problems] == ["message-braces"]


def test_nested_tables_make_longer_keys_and_other_values_are_refused() -> None:
    assert list(messages._flat("a", {"b": {"c": "d"}}, "a.en.toml")) == [("a.b.c", "d")]
    with pytest.raises(MessageError):
        list(messages._flat("a", {"b": 1}, "a.en.toml"))

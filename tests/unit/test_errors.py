"""Errors are values: equal by content, picklable, one English sentence a line."""

from __future__ import annotations

import pickle

import pytest

import medsla
from medsla import errors
from medsla.errors import InvalidSla, MedslaError, Place, Problem, ReadError, UnknownAddress, plain, visible

TWICE = Problem.of("key-twice", Place("offer.yaml", 12, 5, "/terms/a"), key="uptime", first=3)
MISSING = Problem.of("file-missing", Place(file="offer.yaml"))


def classes(top: type[MedslaError]) -> list[type[MedslaError]]:
    """The tree of this module; doors may hang leaves of their own under it."""
    below = [found for child in top.__subclasses__() for found in classes(child)]
    return [kind for kind in (top, *below) if kind.__module__ == errors.__name__]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), ""),
        (Place("offer.yaml", 12, 5, "/terms/availability"), "offer.yaml:12:5 /terms/availability"),
        (Place("offer.yaml", 12), "offer.yaml:12"),
        (Place(address="availability.uptime.percent"), "availability.uptime.percent"),
        (Place("a.xlsx", spot="Sheet1!D9", address="recovery.rto"), "a.xlsx Sheet1!D9 recovery.rto"),
        (Place("a.yaml", pointer="/terms", address="recovery.rto"), "a.yaml /terms"),
        (Place("bad\x1b[2J\n.yaml"), "bad\\x1b[2J\\n.yaml"),
    ],
)
def test_a_place_is_told_as_far_as_it_is_known(place: Place, text: str) -> None:
    assert str(place) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("99.9%以上", "99.9%以上"),
        ("葛\U000e0100飾", "葛\U000e0100飾"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\u202eb\u200bc", "a\\u202eb\\u200bc"),
        ("x\ud800", "x\\ud800"),
        ("two\nlines", "two\\nlines"),
    ],
)
def test_what_a_terminal_would_hide_or_act_on_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_fields_are_cut_at_eighty_characters() -> None:
    problem = Problem.of("key-long", key="あ" * 1_000_000, limit=200)
    assert dict(problem.fields)["key"] == "あ" * 79 + "…"
    assert len(str(problem)) < 500


def test_fields_that_grow_when_shown_are_still_cut() -> None:
    assert len(dict(Problem.of("x", key="\x00" * 80).fields)["key"]) == 80


def test_problems_with_the_same_facts_are_equal_whatever_the_order_of_the_fields() -> None:
    other = Problem("key-twice", TWICE.place, (("key", "uptime"), ("first", "3")))
    assert {TWICE, other} == {TWICE}


def test_a_problem_in_another_place_is_another_problem() -> None:
    assert Problem.of("key-twice", Place("offer.yaml", 13), key="uptime", first=3) != TWICE


@pytest.mark.parametrize("kind", [k for k in classes(MedslaError) if k is not UnknownAddress])
def test_every_error_survives_pickling_as_an_equal_value(kind: type[MedslaError]) -> None:
    error = kind([TWICE, MISSING])
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert again == error
    assert type(again) is kind
    assert hash(again) == hash(error)
    assert str(again) == str(error)


def test_an_unknown_address_survives_pickling_with_what_it_may_have_meant() -> None:
    error = UnknownAddress("recovery.rtoo", ["recovery.rto"], Place("a.yaml", 3))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (again, again.address, again.nearest) == (error, "recovery.rtoo", ("recovery.rto",))


def test_an_unknown_address_is_a_key_error_that_asks_back() -> None:
    error = UnknownAddress("recovery.rtoo", "recovery.rto")
    assert isinstance(error, KeyError)
    assert str(error) == "There is no term or facet “recovery.rtoo”. Did you mean recovery.rto?"


def test_an_unknown_address_with_nothing_near_points_to_the_list() -> None:
    assert UnknownAddress("x", "").nearest == ()
    assert str(UnknownAddress("x")) == "There is no term or facet “x”. `medsla terms` lists them all."


def test_errors_of_two_classes_differ() -> None:
    assert ReadError(MISSING) != InvalidSla(MISSING)
    assert ReadError(MISSING) == ReadError([MISSING])
    assert ReadError(MISSING) != "offer.yaml"


def test_an_error_without_a_problem_is_refused() -> None:
    with pytest.raises(ValueError):
        ReadError([])


def test_an_error_says_one_sentence_a_line_with_the_place_in_front() -> None:
    assert str(ReadError([TWICE, MISSING])).split("\n") == [
        f"offer.yaml:12:5 /terms/a: {TWICE.sentence()}",
        "offer.yaml: There is no such file. Check the name and the folder.",
    ]


def test_an_error_speaks_japanese_when_asked() -> None:
    assert ReadError(MISSING).sentences("ja") == (
        "offer.yaml: ファイルが見つかりません。名前と場所を確認してください。",
    )


def test_a_code_with_a_dot_is_the_key_of_its_own_section() -> None:
    assert Problem.of("problem.file-empty").sentence() == Problem.of("file-empty").sentence()


def test_a_problem_without_a_sentence_still_says_what_is_known() -> None:
    assert Problem.of("no-such-code", a="1").sentence() == "no-such-code (a=1)"
    assert Problem.of("key-twice", surplus="1").sentence() == "key-twice (surplus=1)"


def test_before_messages_are_connected_a_problem_gives_its_facts() -> None:
    assert plain(MISSING) == "file-missing"
    assert errors.speak is not plain


def test_the_front_page_offers_the_errors() -> None:
    assert {kind.__name__ for kind in classes(MedslaError)} <= set(medsla.__all__)
    assert medsla.ReadError is ReadError


def test_a_name_that_is_not_offered_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        _ = medsla.no_such_name


def test_every_offered_name_is_listed() -> None:
    assert set(medsla.__all__) <= set(dir(medsla))

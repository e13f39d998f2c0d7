"""What a plain word of YAML means here: kept as written, or refused with its line; never something else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from medsla.errors import ReadError
from medsla.reading.documents import read_document

AS_WRITTEN = [
    *("NO", "no", "No", "n", "N", "y", "Yes", "yes", "YES", "on", "On", "ON", "off", "Off", "OFF"),
    *("True", "TRUE", "False", "FALSE", "1:30", "22:00", "18:00", "190:20:30", "0777", "012", "0o17", "0x1F"),
    *("0b101", "1_000", "1,000", "1e3", "1.5e-3", "+1", "+99.9", ".5", "5.", "1.", "-.5", "--1", "9-9"),
    *("2026-04-01", "2026-04-01T10:00:00Z", "2026-04-01 10:00:00", "NaN", "nan", "inf", "Infinity", "=", "<<"),
    *("PT4H", "P1M", "99.9%", "９９．９", "١٢", "㈱", "24:00", "0.1.2", "1.10.0", "1 000", "nullable", "~x"),
]
NUMBERS = [
    ("0", 0),
    ("7", 7),
    ("-3", -3),
    ("1.10", Decimal("1.10")),
    ("99.90", Decimal("99.90")),
    ("0.0", Decimal("0.0")),
    ("-0.25", Decimal("-0.25")),
    ("1.0", Decimal("1.0")),
]
REFUSED = [
    *("~", "null", "Null", "NULL", "", ".inf", "-.inf", "+.inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"),
]


@pytest.mark.parametrize("word", AS_WRITTEN)
def test_a_plain_word_stays_the_text_that_was_written(word: str) -> None:
    assert read_document(f"a: {word}\n".encode()).data == {"a": word}


@pytest.mark.parametrize(("word", "value"), NUMBERS)
def test_a_plain_decimal_number_is_a_number_with_its_digits(word: str, value: int | Decimal) -> None:
    read = read_document(f"a: {word}\n".encode()).data["a"]
    assert (read, type(read), str(read)) == (value, type(value), word)


@pytest.mark.parametrize("word", REFUSED)
def test_nothing_and_no_number_are_refused_with_the_line(word: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_document(f"b: 1\na: {word}\n".encode())
    (problem,) = caught.value.problems
    assert (problem.code in {"value-empty", "not-finite"}, problem.place.line) == (True, 2)


@pytest.mark.parametrize(("word", "value"), [("true", True), ("false", False)])
def test_only_two_words_are_truth_values(word: str, value: bool) -> None:
    assert read_document(f"a: {word}\n".encode()).data["a"] is value


@pytest.mark.parametrize("word", ["true", "1.10", "null", "~", "", ".inf", "0777", "NO", "22:00"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_what_stands_in_quotes_is_text(word: str, quote: str) -> None:
    assert read_document(f"a: {quote}{word}{quote}\n".encode()).data["a"] == word


@pytest.mark.parametrize("word", ["true", "NO", "1.10", "~", "null", "22", "<<"])
def test_a_key_is_always_text(word: str) -> None:
    quoted = f"'{word}'" if word == "<<" else word
    assert read_document(f"{quoted}: 1\n".encode()).data == {word: 1}

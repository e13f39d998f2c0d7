"""Laws of reading and writing: what is written reads back, digit by digit, whatever the data and the form."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from medsla.errors import MedslaError
from medsla.reading.documents import Document, read_document
from medsla.reading.values import FORBIDDEN, Value
from medsla.reading.writing import canonical_json, digest, dump_json, dump_yaml

NASTY = [
    *("", " ", "~", "null", "true", "no", "NO", "1.10", "0777", "1:30", "2027-04-01", "<<", "=", "-", "- a", "# x"),
    *("a: b", "a #b", "'", '"', "\\", "\\n", "|", ">", "%x", "@x", "`x", "&x", "*x", "!x", "{", "[", "]", "}", ","),
    *("a\nb", "a\n", "\na", " a", "a ", "a\tb", "---", "...", "\ufeff", "\u200b", "\u202e", "😀", "葛\U000e0100飾"),
    *("〜", "－", "９９．９", "か\u3099", "\u00a0", "\u3000", "\u00ad", "障害検知後\n4時間以内", "P1M", "99.9%"),
]


def _readable(text: str) -> bool:
    return not FORBIDDEN.search(text)


def _key(text: str) -> bool:
    return bool(text) and all(unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for char in text)


def _unlike(keys: list[str]) -> list[str]:
    """One of each group of keys that the reader takes for the same."""
    return list({unicodedata.normalize("NFKC", key).casefold(): key for key in keys}.values())


texts = st.sampled_from(NASTY) | st.text(max_size=30).filter(_readable)
numbers = st.integers(-(10**20), 10**20) | st.decimals(
    min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=6
)
scalars = texts | st.booleans() | numbers
keys = st.lists(texts.filter(_key), max_size=5).map(_unlike)


def _mappings(values: st.SearchStrategy[Value]) -> st.SearchStrategy[dict[str, Value]]:
    return keys.flatmap(lambda names: st.fixed_dictionaries(dict.fromkeys(names, values)))


values: st.SearchStrategy[Value] = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | _mappings(inner), max_leaves=12
)
documents = _mappings(values)


def exact(value: object) -> object:
    """The value with every digit visible, so that 99.90 is not 99.9 and true is not 1."""
    if isinstance(value, dict):
        return {key: exact(item) for key, item in value.items()}
    if isinstance(value, list):
        return [exact(item) for item in value]
    if isinstance(value, Decimal):
        return (type(value).__name__, format(value, "f"))
    return (type(value).__name__, str(value))


def yaml_of(text: str) -> Document:
    return read_document(text.encode(), name="a.yaml")


@given(documents)
def test_json_reads_back_exactly(data: dict[str, Value]) -> None:
    text = dump_json(data)
    again = read_document(text.encode(), name="a.json").data
    assert exact(again) == exact(data)
    assert list(again) == list(data)
    assert dump_json(again) == text


@given(documents)
def test_json_on_one_line_reads_back_exactly(data: dict[str, Value]) -> None:
    assert exact(read_document(dump_json(data, indent=None).encode(), name="a.json").data) == exact(data)


@given(documents)
def test_yaml_reads_back_exactly(data: dict[str, Value]) -> None:
    text = dump_yaml(data)
    again = yaml_of(text).data
    assert exact(again) == exact(data)
    assert list(again) == list(data)
    assert dump_yaml(again) == text


@given(documents, documents)
def test_yaml_written_into_another_document_reads_back_exactly(
    before: dict[str, Value], after: dict[str, Value]
) -> None:
    like = yaml_of(dump_yaml(before))
    assert exact(yaml_of(dump_yaml(after, like=like)).data) == exact(after)


@given(documents)
def test_a_document_written_into_itself_keeps_its_comments_and_values(data: dict[str, Value]) -> None:
    like = yaml_of("# in front\n" + dump_yaml(data))
    again = dump_yaml(data, like=like)
    assert again.startswith("# in front\n")
    assert exact(yaml_of(again).data) == exact(data)


@given(documents)
def test_every_value_has_a_place_within_the_text(data: dict[str, Value]) -> None:
    for document in (yaml_of(dump_yaml(data)), read_document(dump_json(data).encode(), name="a.json")):
        lines = document.text.split("\n")
        assert set(document.key_places) <= set(document.places)
        for line, column in [*document.places.values(), *document.key_places.values()]:
            assert 1 <= column <= len(lines[line - 1]) + 1


@given(documents)
def test_the_digest_does_not_depend_on_form_or_order(data: dict[str, Value]) -> None:
    turned = dict(reversed(data.items()))
    assert digest(turned) == digest(data)
    assert digest(yaml_of(dump_yaml(data)).data) == digest(data)
    assert canonical_json(read_document(canonical_json(data), name="a.json").data) == canonical_json(data)


@given(documents, documents)
def test_the_digest_tells_different_data_apart(one: dict[str, Value], other: dict[str, Value]) -> None:
    # Written in the same canonical way, equal text means equal data: 1 and true, "1" and 1 stay apart.
    assert (digest(one) == digest(other)) == (canonical_json(one) == canonical_json(other))


@given(st.integers(0, 100_000))
def test_every_percentage_of_three_decimals_is_read_and_written_as_it_stands(thousandths: int) -> None:
    digits = f"{thousandths // 1000}.{thousandths % 1000:03d}"
    for name in ("a.yaml", "a.json"):
        read = read_document(f'{{"percent": {digits}}}'.encode(), name=name).data
        assert str(read["percent"]) == digits
        assert digits in dump_json(read)
        assert digits in dump_yaml(read)


def comes_back_or_is_refused(data: bytes, name: str) -> bool:
    try:
        document = read_document(data, name=name)
    except MedslaError as error:
        return all(error.sentences("ja")) and all(error.sentences("en"))
    return exact(yaml_of(dump_yaml(document.data)).data) == exact(document.data)


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_a_document_or_a_refusal(data: bytes) -> None:
    for name in ("a.yaml", "a.json", ""):
        assert comes_back_or_is_refused(data, name)


@given(st.text(alphabet="ab:-[]{}\"'&*!|>%#,?~ \n\t0.1\\", max_size=40))
def test_any_punctuation_is_a_document_that_comes_back_or_a_refusal(text: str) -> None:
    for name in ("a.yaml", "a.json"):
        assert comes_back_or_is_refused(text.encode(), name)

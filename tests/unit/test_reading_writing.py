"""What is written reads back to the same data, digit by digit, in JSON, in YAML, and in the file it came from."""

from __future__ import annotations

from decimal import Decimal

import pytest

from medsla.errors import OutputError
from medsla.reading.documents import read_document
from medsla.reading.writing import canonical_json, digest, dump_json, dump_yaml

OFFER = """\
# yaml-language-server: $schema=./sla.schema.json
medsla: "1.0"   # the format

# what the vendor wrote
terms:
  availability:
    uptime: {percent: 99.90, per: P1M, exclusions: [planned_maintenance]}  # page 3
    service_hours:
      windows: always
  support:
    response:
      cases:
        - when: {severity: critical}   # 緊急
          within: 'PT10M'
        - when: {severity: minor}
          within: PT60M
  recovery:
    rto:
      said: >
        障害検知後
        4時間以内
      effective: 2027-04-01
"""


def test_json_keeps_digits_order_and_japanese() -> None:
    data = {"b": Decimal("99.90"), "a": [1, True, "病院"], "e": {}, "l": [], "d": Decimal("1E-7")}
    assert dump_json(data) == (
        '{\n  "b": 99.90,\n  "a": [\n    1,\n    true,\n    "病院"\n  ],\n  "e": {},\n  "l": [],\n  "d": 0.0000001\n}\n'
    )
    assert dump_json(data, indent=None) == ('{"b": 99.90, "a": [1, true, "病院"], "e": {}, "l": [], "d": 0.0000001}\n')


def test_json_writes_a_value_that_is_not_there_as_null() -> None:
    assert dump_json({"reference": None}, indent=None) == '{"reference": null}\n'


def test_yaml_is_written_for_people_and_quotes_what_other_readers_would_change() -> None:
    data = {
        "medsla": "1.0",
        "percent": Decimal("99.90"),
        "within": "PT4H",
        "from": "22:00",
        "date": "2027-04-01",
        "country": "NO",
        "channels": ["email", "phone"],
        "flag": True,
        "said": "障害検知後\n4時間以内",
        "kept": "一行目\n",
        "empty": {},
        "none": [],
        "blank": "",
        "cases": [{"when": {"severity": "critical"}, "within": "PT10M"}, {"lasts": ["P1M", "30 days: yes"]}],
    }
    text = dump_yaml(data, header="written by medsla\n\nsecond line")
    assert text == (
        "# written by medsla\n#\n# second line\n"
        'medsla: "1.0"\npercent: 99.90\nwithin: PT4H\nfrom: "22:00"\ndate: "2027-04-01"\ncountry: "NO"\n'
        'channels: [email, phone]\nflag: true\nsaid: |-\n  障害検知後\n  4時間以内\nkept: "一行目\\n"\n'
        'empty: {}\nnone: []\nblank: ""\ncases:\n  - when:\n      severity: critical\n    within: PT10M\n'
        '  - lasts:\n      - P1M\n      - "30 days: yes"\n'
    )
    assert read_document(text.encode()).data == data


def test_an_empty_document_is_written_as_one() -> None:
    assert (dump_yaml({}), dump_json({})) == ("{}\n", "{}\n")


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "a ", " a", "-", "- a", "#a", "a #b", "a: b", "a:", ":a", "?", "[a", "{a", "a]", "&a", "*a"),
        *("!a", "|", ">", "%a", "@a", "`a", "'a'", '"a"', "a'b", "\\", "a\\n", "~", "null", "true", "Yes", "y"),
        *("1", "1.10", "0777", "1_000", "1e3", "0x1F", ".inf", "<<", "=", "2027-04-01", "22:00", "99.9%以上"),
        *("a\nb", "a\n\nb\n", "\na", "a\n", "a\n\n", " a\nb", "a\n b", "a \nb", "a\tb", "a\nb\tc", "---", "..."),
        *("\ufeff", "a\ufeffb", "\u200b", "a\u202eb", "😀", "𠮷野家", "葛\U000e0100飾", "a\u00a0b", "a\u3000b"),
        *("〜", "−", "①", "㈱", "～", "x" * 5000, "あ" * 300, "a, b", "a,b", "!!str a", "%YAML 1.1", "a\u00adb"),
    ],
)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    data = {"a": text, "b": [text, {"c": text}], "d": [[text], text]}
    assert read_document(dump_yaml(data).encode(), name="a.yaml").data == data
    assert read_document(dump_json(data).encode(), name="a.json").data == data
    like = read_document(b"# c\na: x\nb: [y]\n", name="a.yaml")
    assert read_document(dump_yaml(data, like=like).encode(), name="a.yaml").data == data


@pytest.mark.parametrize("text", ["\x00", "a\rb", "\x1b[0m", "\x85", "\u2028", "\ud800", "\uffff"])
@pytest.mark.parametrize("write", [dump_json, dump_yaml, canonical_json])
def test_a_text_that_could_not_be_read_again_is_not_written(write: object, text: str) -> None:
    assert callable(write)
    for data in ({"a": text}, {text: "a"}, {"a": [{"b": text}]}):
        with pytest.raises(OutputError) as caught:
            write(data)
        assert [problem.code for problem in caught.value.problems] == ["text-control"]


@pytest.mark.parametrize("value", [object(), 1j, Decimal("NaN"), Decimal("Infinity"), b"x", {1, 2}])
@pytest.mark.parametrize("write", [dump_json, dump_yaml, canonical_json])
def test_what_is_no_plain_data_is_a_fault_of_the_program(write: object, value: object) -> None:
    assert callable(write)
    with pytest.raises(TypeError):
        write({"a": value})


def test_a_float_is_never_written() -> None:
    with pytest.raises(TypeError):
        dump_json({"a": 99.9})
    with pytest.raises(TypeError):
        dump_yaml({"a": 99.9})
    with pytest.raises(TypeError):
        canonical_json({"a": 99.9})


def test_the_file_it_came_from_is_written_back_unchanged() -> None:
    document = read_document(OFFER.encode(), name="offer.yaml")
    assert dump_yaml(document.data, like=document) == OFFER


def test_only_what_changed_is_written_differently() -> None:
    document = read_document(OFFER.encode(), name="offer.yaml")
    data = read_document(OFFER.encode()).data
    terms = data["terms"]
    assert isinstance(terms, dict)
    terms["availability"]["uptime"]["percent"] = Decimal("99.95")  # type: ignore[index,call-overload]
    del terms["availability"]["service_hours"]  # type: ignore[arg-type,union-attr]
    terms["support"]["response"]["cases"][1]["within"] = "22:00"  # type: ignore[index,call-overload]
    terms["exit"] = {"erasure": {"within": "P30D"}}
    text = dump_yaml(data, like=document)
    assert text == (
        OFFER.replace("percent: 99.90", "percent: 99.95")
        .replace("    service_hours:\n      windows: always\n", "")
        .replace("within: PT60M", 'within: "22:00"')
        + "  exit:\n    erasure:\n      within: P30D\n"
    )


def test_a_change_of_digits_alone_is_a_change() -> None:
    document = read_document(b"a: 99.90  # kept\nb: 1\n", name="a.yaml")
    assert dump_yaml({"a": Decimal("99.9"), "b": 1}, like=document) == "a: 99.9   # kept\nb: 1\n"


def test_a_number_in_place_of_a_quoted_text_loses_the_quotes() -> None:
    document = read_document(b"a: '5'\nb: \"x\"\n", name="a.yaml")
    assert dump_yaml({"a": 5, "b": "PT4H"}, like=document) == "a: 5\nb: PT4H\n"


def test_a_list_may_grow_shrink_and_change_its_kind() -> None:
    document = read_document(b"a: [x, y]\nb:\n- 1\n- 2\nc: {d: 1}\n", name="a.yaml")
    data = {"a": ["x", "y", "z: 1"], "b": [1], "c": "d", "e": [{"f": 1}]}
    text = dump_yaml(data, like=document)
    assert text == 'a: [x, y, "z: 1"]\nb:\n- 1\nc: d\ne:\n- f: 1\n'


def test_a_json_document_gives_no_layout_to_yaml() -> None:
    document = read_document(b'{"a": 1}', name="a.json")
    assert dump_yaml({"a": 1}, like=document) == "a: 1\n"


def test_the_canonical_form_knows_no_order_no_spelling_of_numbers_and_no_spaces() -> None:
    assert canonical_json({"b": [Decimal("20.0"), Decimal("0.50"), -0, Decimal("-0.0")], "a": "é"}) == (
        '{"a":"é","b":[20,0.5,0,0]}'.encode()
    )


def test_the_canonical_form_leaves_text_alone() -> None:
    composed, decomposed = "が", "か\u3099"
    assert digest({"a": composed}) != digest({"a": decomposed})
    assert digest({"a": "1"}) != digest({"a": 1})
    assert digest({"a": True}) != digest({"a": 1})


@pytest.mark.parametrize("number", ["10", "100", "0", "-10", "10.0", "1E+2"])
def test_trailing_zeros_of_whole_numbers_stay(number: str) -> None:
    assert canonical_json(Decimal(number)) == str(int(Decimal(number))).encode()


def test_the_digest_of_a_known_document_stays() -> None:
    assert digest({"percent": Decimal("99.90"), "per": "P1M"}) == (
        "992afb460134be6024a3903f51a05e64952743ac99923d507a7e3fc1454457da"
    )

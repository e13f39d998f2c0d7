"""Documents are read with the place of every key, and refused by name, place and remedy, all problems at once."""

from __future__ import annotations

import os
import pickle
from decimal import Decimal
from pathlib import Path

import pytest

from medsla.errors import Place, Problem, ReadError
from medsla.reading.documents import read_document
from medsla.reading.values import Limits

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def problems(text: str | bytes, name: str = "a.yaml", limits: Limits | None = None) -> list[str]:
    """`code line:column pointer` of each problem."""
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(ReadError) as caught:
        read_document(data, name=name, limits=limits or Limits())
    assert all("problem." not in sentence for sentence in caught.value.sentences("ja"))
    return [
        f"{p.code} {p.place.line or '-'}:{p.place.column or '-'} {p.place.pointer or ''}".rstrip()
        for p in caught.value.problems
    ]


def test_numbers_keep_the_digits_they_were_written_with() -> None:
    data = read_document(b"a: 99.90\nb: 20\nc: -0.5\nd: 99.9999999999999999999\n").data
    assert data == {
        "a": Decimal("99.90"),
        "b": 20,
        "c": Decimal("-0.5"),
        "d": Decimal("99.9999999999999999999"),
    }
    assert [str(value) for value in data.values()] == ["99.90", "20", "-0.5", "99.9999999999999999999"]


def test_json_and_yaml_of_the_same_data_are_the_same() -> None:
    yaml = read_document("a: 99.90\nb: [true, 'x']\nc: {d: 病院}\n".encode(), name="a.yaml")
    json = read_document('{"a": 99.90, "b": [true, "x"], "c": {"d": "病院"}}'.encode(), name="a.json")
    assert yaml.data == json.data
    assert (yaml.kind, json.kind) == ("yaml", "json")


def test_every_key_and_value_has_its_place_in_yaml() -> None:
    document = read_document(b"terms:\n  recovery:\n    rto: {within: PT4H}\n    list:\n      - a\n      - b\n")
    assert dict(document.places) == {
        "": (1, 1),
        "/terms": (2, 3),
        "/terms/recovery": (3, 5),
        "/terms/recovery/rto": (3, 10),
        "/terms/recovery/rto/within": (3, 19),
        "/terms/recovery/list": (5, 7),
        "/terms/recovery/list/0": (5, 9),
        "/terms/recovery/list/1": (6, 9),
    }
    assert dict(document.key_places) == {
        "/terms": (1, 1),
        "/terms/recovery": (2, 3),
        "/terms/recovery/rto": (3, 5),
        "/terms/recovery/rto/within": (3, 11),
        "/terms/recovery/list": (4, 5),
    }


def test_every_key_and_value_has_its_place_in_json() -> None:
    document = read_document('{\n  "a/b": {"病": [1, "x"]}\n}'.encode())
    assert dict(document.places) == {
        "": (1, 1),
        "/a~1b": (2, 10),
        "/a~1b/病": (2, 16),
        "/a~1b/病/0": (2, 17),
        "/a~1b/病/1": (2, 20),
    }
    assert dict(document.key_places) == {"/a~1b": (2, 3), "/a~1b/病": (2, 11)}


def test_the_place_of_what_is_missing_is_the_place_around_it() -> None:
    document = read_document(b"terms:\n  backup: {}\n", name="offer.yaml")
    assert document.place("/terms/backup/interval/every") == Place("offer.yaml", 2, 11, "/terms/backup/interval/every")
    assert document.place("/terms/backup", key=True) == Place("offer.yaml", 2, 3, "/terms/backup")
    assert document.place("", key=True) == Place("offer.yaml", 1, 1)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.json", '{"a": 1}', "json"),
        ("a.JSON", '{"a": 1}', "json"),
        ("a.yaml", '{"a": 1}', "yaml"),
        ("a.yml", "a: 1", "yaml"),
        ("a.txt", "a: 1", "yaml"),
        ("", '\n {"a": 1}', "json"),
        ("", "{a: 1}", "yaml"),
        ("", "{}", "json"),
    ],
)
def test_the_suffix_decides_and_else_the_content(name: str, text: str, kind: str) -> None:
    assert read_document(text.encode(), name=name).kind == kind


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(name: str) -> None:
    text = b'\xef\xbb\xbf{"a":\r\n  "x"\r\n}\r\n'
    document = read_document(text, name=name)
    assert document.data == {"a": "x"}
    assert document.places["/a"] == (2, 3)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b" \n\n\t", "file-empty"),
        (b"\xef\xbb\xbf", "file-empty"),
        (b"# only a comment\n", "file-empty"),
        (b"%PDF-1.7\n", "file-pdf"),
        (OLE2, "file-ole2"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "file-encrypted"),
        (OLE2 + "WordDocument".encode("utf-16-le"), "file-doc"),
        (OLE2 + "Workbook".encode("utf-16-le"), "file-xls"),
        (b"PK\x03\x04....word/document.xml", "file-office"),
        (b"PK\x03\x04....readme.txt", "file-zip"),
        (b"<!DOCTYPE html><html>", "file-html"),
        (b"\n <HTML lang=ja>", "file-html"),
        (b"<?xml version='1.0'?><a/>", "file-xml"),
        (b"{\\rtf1\\ansi", "file-rtf"),
        (b"\x89PNG\r\n\x1a\n", "file-image"),
        (b"\xff\xd8\xff\xe0", "file-image"),
        ("a: 1".encode("utf-16"), "file-utf16"),
        (b"a: \x00\x01", "file-binary"),
        ("名前: 病院".encode("cp932"), "file-not-utf8"),
        (b"just words", "file-no-mapping"),
        (b"- a\n- b\n", "file-no-mapping"),
        (b"[1, 2]", "file-no-mapping"),
    ],
)
def test_a_file_of_another_kind_is_named(data: bytes, code: str) -> None:
    assert [line.split()[0] for line in problems(data, "offer")] == [code]


def test_bytes_that_are_no_utf8_name_their_line() -> None:
    assert problems(b"a: 1\nb: \x83\n") == ["file-not-utf8 2:-"]


def test_a_file_is_read_from_its_name(tmp_path: Path) -> None:
    file = tmp_path / "見積.yaml"
    file.write_text("a: 1\n", encoding="utf-8")
    assert read_document(file).data == {"a": 1}
    assert read_document(str(file)).file == str(file)
    assert read_document(file, name="offer").file == "offer"


def refusal(file: Path | str) -> tuple[str, ...]:
    with pytest.raises(ReadError) as caught:
        read_document(file)
    return tuple(problem.code for problem in caught.value.problems)


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.yaml") == ("file-missing",)
    assert refusal(tmp_path) == ("file-is-folder",)
    assert refusal(tmp_path / ("x" * 300)) == ("file-unreadable",)
    assert refusal("a\x00b.yaml") == ("file-unreadable",)
    assert refusal("") == ("file-missing",)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices have names on POSIX")
def test_a_pipe_or_a_device_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert refusal(tmp_path / "pipe.yaml") == ("file-special",)
    assert refusal("/dev/zero") == ("file-special",)


def test_the_size_is_limited(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: 1\n#" + b"x" * 100)
    small = Limits(size=50)
    with pytest.raises(ReadError) as caught:
        read_document(file, limits=small)
    assert caught.value == ReadError(Problem.of("file-large", Place(file=str(file)), limit="50 B"))
    assert problems(file.read_bytes(), limits=small) == ["file-large -:-"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.yaml", "a:\n" + "".join("  " * n + "a:\n" for n in range(1, 80)), "too-deep"),
        ("a.yaml", "a: " + "[" * 100_000, "too-deep"),
        ("a.yaml", "{a: " * 100_000, "too-deep"),
        ("a.json", '{"a": ' + "[" * 100_000, "too-deep"),
        ("a.json", '{"a":' * 100_000, "too-deep"),
        ("a.yaml", "- 1\n" * 60_000, "too-many-nodes"),
        ("a.json", "[" + "1," * 60_000 + "1]", "too-many-nodes"),
        ("a.yaml", "a: [" + "~," * 200 + "1]", "too-many-problems"),
    ],
)
def test_depth_and_number_of_values_are_limited_before_anything_is_built(name: str, text: str, expected: str) -> None:
    assert problems(text, name)[-1].split()[0] == expected


def test_sixty_four_levels_are_read() -> None:
    text = '{"a":' + "[" * 63 + "1" + "]" * 63 + "}"
    assert read_document(text.encode(), name="a.json").places["/a" + "/0" * 63] == (1, 69)
    assert problems('{"a":' + "[" * 64 + "1" + "]" * 64 + "}", "a.json") == ["too-deep 1:70"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1" * 28, None),
        ("1" * 29, "number-long"),
        ("1" * 5000, "number-long"),
        ("0." + "1" * 27, None),
        ("0." + "1" * 28, "number-long"),
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_the_digits_of_a_number_are_limited(name: str, number: str, code: str | None) -> None:
    text = f'{{"a": {number}}}'
    if code is None:
        assert str(read_document(text.encode(), name=name).data["a"]) == number
    else:
        assert [line.split()[0] for line in problems(text, name)] == [code]


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("1e3", "1000"),
        ("1.50E2", "150"),
        ("25e-4", "0.0025"),
        ("1e27", "1" + "0" * 27),
        ("-0", "0"),
        ("1e28", None),
        ("1e-28", None),
        ("1e999", None),
        ("1e999999999", None),
        ("1E-30000000", None),
    ],
)
def test_a_json_exponent_is_written_out_or_refused(number: str, value: str | None) -> None:
    text = f'{{"a": {number}}}'
    if value is None:
        assert [line.split()[0] for line in problems(text, "a.json")] == ["number-long"]
    else:
        assert str(read_document(text.encode(), name="a.json").data["a"]) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": NaN}', ["not-finite 1:7 /a"]),
        ('{"a": [-Infinity, Infinity]}', ["not-finite 1:8 /a/0", "not-finite 1:19 /a/1"]),
        ('{"a": null}', ["value-empty 1:7 /a"]),
        ('{"a": None}', ["json-word 1:7 /a"]),
        ('{"a": True}', ["json-word 1:7 /a"]),
        ('{"a": 1, "a": 2, "b": null}', ["key-twice 1:10 /a", "value-empty 1:23 /b"]),
        ('{"a": 1,\n "A": 2}', ["key-alike 2:2 /A"]),
        ('{"uptime": 1, "ｕｐｔｉｍｅ": 2}', ["key-alike 1:15 /ｕｐｔｉｍｅ"]),
        ('{"": 1}', ["key-empty 1:2"]),
        ('{"a\\u202e": 1}', ["key-hidden 1:2"]),
        ('{"a\u200b": 1}', ["key-hidden 1:2"]),
        (f'{{"{"k" * 201}": 1}}', ["key-long 1:2"]),
        ('{"a": "x\\u0000y"}', ["text-control 1:7 /a"]),
        ('{"a": "x\\ud800"}', ["text-control 1:7 /a"]),
        ('{"a": "x\\u2028"}', ["text-control 1:7 /a"]),
        ('{"a": "x\x07"}', ["text-control 1:9"]),
        ('{"a": "x\ufffe", "b": null}', ["text-control 1:9", "value-empty 1:18 /b"]),
        ('{"a": 1,}', ["json-comma-last 1:8"]),
        ('{"a": [1,]}', ["json-comma-last 1:9 /a"]),
        ('{"a": 1 "b": 2}', ["json-comma 1:9"]),
        ('{"a" 1}', ["json-colon 1:6 /a"]),
        ("{'a': 1}", ["json-key 1:2"]),
        ("{a: 1}", ["json-key 1:2"]),
        ("{\"a\": 'x'}", ["json-quote 1:7 /a"]),
        ('{"a": “x”}', ["json-quote 1:7 /a"]),
        ('{"a": "x\n"}', ["json-quote-open 1:7 /a"]),
        ('{"a": "\\q"}', ["json-escape 1:7 /a"]),
        ('{"a": "\\u12"}', ["json-escape 1:7 /a"]),
        ('{"a": 01}', ["json-number 1:7 /a"]),
        ('{"a": +1}', ["json-number 1:7 /a"]),
        ('{"a": .5}', ["json-number 1:7 /a"]),
        ('{"a": 5.}', ["json-number 1:7 /a"]),
        ('{"a": 0x10}', ["json-number 1:7 /a"]),
        ('{"a": 1_000}', ["json-number 1:7 /a"]),
        ('{"a": 1 // x\n}', ["json-comma 1:9"]),
        ('{// x\n"a": 1}', ["json-comment 1:2"]),
        ('{"a": # x\n1}', ["json-comment 1:7 /a"]),
        ('{"a": }', ["json-syntax 1:7 /a"]),
        ('{"a": [1, 2', ["json-end 1:12 /a"]),
        ('{"a": 1', ["json-end 1:8"]),
        ('{"a": ', ["json-end 1:7 /a"]),
        ('{"a": 1} {"b": 2}', ["json-after 1:10"]),
        ('{"a": １}', ["json-number 1:7 /a"]),
    ],
)
def test_json_that_is_not_read_names_each_place(text: str, expected: list[str]) -> None:
    assert problems(text, "a.json") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\nb: *x\n", ["yaml-anchor 1:4 /a", "yaml-alias 2:4 /b"]),
        ("a: &a [*a]\n", ["yaml-anchor 1:4 /a", "yaml-alias 1:8 /a/0"]),
        ("a:\n  <<: {b: 1}\n  c: 2\n", ["yaml-merge 2:3 /a"]),
        ("a: !!python/name:os.system x\n", ["yaml-tag 1:4 /a"]),
        ("a: !!str 1\nb: ! x\n", ["yaml-tag 1:4 /a", "yaml-tag 2:4 /b"]),
        ("!!map {a: 1}\n", ["yaml-tag 1:1"]),
        ("&k a: 1\n", ["yaml-anchor 1:1"]),
        ("a: 1\n---\nb: 2\n", ["yaml-documents 2:1"]),
        ("a: 1\n...\nb: 2\n", ["yaml-documents 3:1"]),
        ("%YAML 1.1\n---\na: yes\n", ["yaml-directive 1:1"]),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", ["yaml-directive 1:1"]),
        ("? [a]\n: b\nc: 1\n", ["yaml-key 1:3"]),
        ("a:\n\tb: 1\n", ["yaml-tab 2:1"]),
        ("a: 'x\n", ["yaml-quote-open 1:4"]),
        ('a: "\\q"\n', ["yaml-escape 1:6"]),
        ('a: "\\U00110000"\n', ["yaml-syntax 1:1"]),
        ("a: b: c\n", ["yaml-colon 1:5"]),
        ("a: 1\n  b: 2\n", ["yaml-colon 2:4"]),
        ("a: 1\nb\n", ["yaml-colon-missing 2:1"]),
        ("a: - b\n", ["yaml-dash 1:4"]),
        ("a: [1, 2\nb: 3\n", ["yaml-bracket 1:4"]),
        ("a: {b: 1]\n", ["yaml-bracket 1:4"]),
        (" a: 1\nb: 2\n", ["yaml-indent 2:1"]),
        ("a: 'b' c\n", ["yaml-indent 1:8"]),
        ("a: %x\n", ["yaml-start 1:4"]),
        ("a: @x\n", ["yaml-start 1:4"]),
        ("a: *\n", ["yaml-start 1:4"]),
        ("a: 1\na: 2\nb:\n", ["key-twice 2:1 /a", "value-empty 3:1 /b"]),
        ("Rto: 1\nrto: 2\n", ["key-alike 2:1 /rto"]),
        ("? \n: 1\n", ["key-empty 1:2"]),
        ('"a\\u202E": 1\n', ["key-hidden 1:1"]),
        ('a: "x\\0"\n', ["text-control 1:4 /a"]),
        ("a: x\x1b[31m\nb: ~\n", ["text-control 1:5", "value-empty 2:4 /b"]),
        ("a: x\u2028y\n", ["text-control 1:5"]),
    ],
)
def test_yaml_that_is_not_read_names_each_place(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


def test_all_problems_of_a_document_come_at_once_in_the_order_of_their_lines() -> None:
    text = "a: ~\nb: .nan\nc: &x 1\nd: 1\nd: 2\ne: {f: !t x}\n"
    assert problems(text) == [
        "value-empty 1:4 /a",
        "not-finite 2:4 /b",
        "yaml-anchor 3:4 /c",
        "key-twice 5:1 /d",
        "yaml-tag 6:8 /e/f",
    ]


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{k}: &{k} [{', '.join(['*' + p] * 9)}]" for p, k in zip("abcdefg", "bcdefgh", strict=True)]
    assert problems("\n".join(lines))[0] == "yaml-anchor 1:4 /a"


def test_a_problem_about_a_huge_value_stays_short() -> None:
    with pytest.raises(ReadError) as caught:
        read_document(b'{"a": ' + b"1" * 1_000_000 + b"}", name="a.json")
    assert len(str(caught.value)) < 500


def test_a_document_may_go_to_another_process() -> None:
    document = read_document(b"a: 99.90\n", name="a.yaml")
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301 - our own bytes


def test_line_breaks_and_tabs_in_a_text_are_read() -> None:
    assert read_document(b'a: "x\\ty\\nz"\nb: |\n  one\n  two\n').data == {"a": "x\ty\nz", "b": "one\ntwo\n"}

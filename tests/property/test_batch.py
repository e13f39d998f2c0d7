"""Laws of batches: every row ends once, no name leaves its folder or meets another, problems cross unchanged."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.batch_rows import BASE, row

import medsla
from medsla.batch import read_manifest
from medsla.batch.naming import LONGEST, Names, folded_name, safe_stem
from medsla.batch.records import plain_problem, problem_of
from medsla.errors import Place, Problem
from medsla.spreadsheet import Row

numbers = st.sampled_from(["A-1", "a-1", "Ａ-1", "B", "", "../x", "契約"]) | st.text(max_size=8)
few = st.integers(1, 2**20)
words = st.none() | st.text(max_size=20)


@given(st.text(max_size=300))
def test_a_stem_is_harmless_and_stays_as_it_is(text: str) -> None:
    stem = safe_stem(text)
    assert safe_stem(stem) == stem
    assert len(stem.encode("utf-8")) <= LONGEST
    assert not set(stem) & set('/\\:*?"<>|\0\n\r\t')
    assert stem.strip(" .") == stem


@given(st.lists(st.text(max_size=10) | numbers, max_size=30), st.lists(st.text(max_size=5), max_size=5))
def test_no_two_rows_get_one_name(texts: list[str], taken: list[str]) -> None:
    before = {folded_name(f"{text}.docx") for text in taken}
    names = Names(f"{text}.docx" for text in taken)
    given_names = [folded_name(names.give(text, number)) for number, text in enumerate(texts)]
    assert len(set(given_names)) == len(texts)
    assert not before & set(given_names)


@given(st.text(max_size=20), words, st.none() | few, words, words, st.dictionaries(st.text(max_size=5), st.text()))
def test_a_problem_crosses_as_json_unchanged(
    code: str, file: str | None, line: int | None, address: str | None, spot: str | None, fields: dict[str, str]
) -> None:
    problem = Problem(code, Place(file, line, None, None, address, spot), tuple(fields.items()))
    assert problem_of(json.loads(json.dumps(plain_problem(problem)))) == problem


ends = st.sampled_from(["good", "empty", "no number", "bad value", "bad cell"])


def _row(number: int, kind: str, text: str) -> Row:
    if kind == "empty":
        return Row(number, {}, {})
    if kind == "bad cell":
        return Row(number, row(number).values, {}, (Problem.of("file-empty"),))
    given_text = {"no number": None, "good": text, "bad value": text}[kind]
    return row(number, id=given_text, **({"name": 5} if kind == "bad value" else {}))


@settings(max_examples=20)
@given(st.lists(st.tuples(ends, numbers), max_size=8))
def test_every_row_ends_as_made_refused_or_skipped(kinds: list[tuple[str, str]]) -> None:
    rows = [_row(number, kind, text) for number, (kind, text) in enumerate(kinds, 2)]
    with tempfile.TemporaryDirectory() as folder:
        result = medsla.render_batch(rows, folder, base=BASE, template="annex")
        entries = list(read_manifest(result.manifest))
        files = {path.name for path in Path(folder).glob("*.docx")}
        again = medsla.render_batch(rows, folder, base=BASE, template="annex", resume=True)
    assert result.rows == len(rows) == result.made + result.refused + result.skipped
    assert result.skipped == [kind for kind, _ in kinds].count("empty")
    assert [refusal.row for refusal in result.refusals] == [e.row for e in entries if e.state == "refused"]
    assert files == {entry.file for entry in entries if entry.state == "made"}
    assert (again.made, again.refused, again.skipped) == (0, result.refused, result.made + result.skipped)

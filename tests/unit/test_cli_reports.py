"""`review`, `diff`, `lint` and `validate`: what scripts rely on, and where reports go."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from tests.command_line import CLEAN, EXAMPLES, OFFER, call

import medsla
from medsla import resources
from medsla.report import origins_of, render_html, render_json, render_markdown, render_text

Capsys = pytest.CaptureFixture[str]

SCHEMA: dict[str, Any] = json.loads(resources.read_text("schemas", "review.schema.json"))
P01 = str(EXAMPLES / "p01-licence-system.yaml")


def errors(data: object, part: str) -> list[str]:
    """What the published schema says against a report."""
    validator = Draft202012Validator(SCHEMA | {"$ref": f"#/$defs/{part}"}, registry=Registry())
    return [f"{error.json_path}: {error.message[:80]}" for error in validator.iter_errors(data)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two papers."""
    for name in ("vendor-offer.yaml", "00-clean.yaml"):
        shutil.copy(EXAMPLES / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ------------------------------------------------------------------------- what is printed


@pytest.mark.parametrize(
    ("form", "render"), [("text", render_text), ("md", render_markdown), ("json", render_json), ("html", render_html)]
)
def test_a_review_is_that_of_the_library_in_every_form(form: str, render: Any, capsys: Capsys) -> None:
    offer = medsla.load(OFFER)
    ended = call(capsys, "review", OFFER, "--format", form, "--lang", "ja-en")
    assert ended.out == render(medsla.review(offer), "ja-en", origin=origins_of(offer))
    assert (ended.code, ended.err) == (0, "")


def test_a_review_in_json_is_as_the_published_schema_says(capsys: Capsys) -> None:
    for file in sorted(EXAMPLES.glob("*.yaml")):
        assert errors(json.loads(call(capsys, "review", str(file), "--format", "json").out), "Review") == []


def test_a_comparison_in_json_is_as_the_published_schema_says(capsys: Capsys) -> None:
    assert errors(json.loads(call(capsys, "diff", CLEAN, OFFER, "--format", "json").out), "Diff") == []


def test_lint_in_json_is_as_the_published_schema_says(capsys: Capsys) -> None:
    assert errors(json.loads(call(capsys, "lint", OFFER, "--format", "json").out), "Lint") == []


def test_validate_in_json_is_as_the_published_schema_says(capsys: Capsys, desk: Path) -> None:
    (desk / "bad.yaml").write_text('medsla: "1.0"\nterms: {recovery: {rto: {within: PT4X}}}\n', encoding="utf-8")
    ended = call(capsys, "validate", "bad.yaml", "00-clean.yaml", "--format", "json")
    data = json.loads(ended.out)
    assert ended.code == 3
    assert errors(data, "Problems") == []
    assert data["files"] == ["bad.yaml", "00-clean.yaml"]
    assert [(p["place"]["line"], p["place"]["pointer"]) for p in data["problems"]] == [
        (2, "/terms/recovery/rto/within")
    ]


def test_several_files_give_a_list_in_json_in_their_order(capsys: Capsys) -> None:
    data = json.loads(call(capsys, "review", OFFER, CLEAN, "--format", "json").out)
    assert [review["proposal"]["name"] for review in data] == [OFFER, CLEAN]


@pytest.mark.usefixtures("desk")
def test_medsla_expands_patterns_itself(capsys: Capsys) -> None:
    data = json.loads(call(capsys, "lint", "*.yaml", "--format", "json").out)
    assert [lint["file"] for lint in data] == ["00-clean.yaml", "vendor-offer.yaml"]


def test_a_good_file_is_told_to_be_good_unless_quiet(capsys: Capsys) -> None:
    assert call(capsys, "validate", CLEAN, "--lang", "en").out.endswith("No problems found (files checked: 1).\n")
    assert call(capsys, "validate", CLEAN, "--quiet").out == ""


# -------------------------------------------------------------------------------- yardsticks


@pytest.mark.parametrize("yardstick", ["meti", "mhlw-guideline", CLEAN])
def test_the_yardstick_is_a_profile_by_name_or_a_file(yardstick: str, capsys: Capsys) -> None:
    data = json.loads(call(capsys, "review", OFFER, "--against", yardstick, "--format", "json").out)
    assert data["reference"]["name"] == yardstick


def test_a_profile_in_a_file_is_a_yardstick(capsys: Capsys, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text(resources.read_text("schemas", "profiles/meti.json"), encoding="utf-8")
    here = json.loads(call(capsys, "diff", str(own), OFFER, "--format", "json").out)
    shipped = json.loads(call(capsys, "diff", "meti", OFFER, "--format", "json").out)
    assert here["terms"] == shipped["terms"]


@pytest.mark.parametrize("command", [["review", OFFER, "--against", "metti"], ["diff", "metti", OFFER]])
def test_a_mistyped_yardstick_is_refused_with_the_nearest(command: list[str], capsys: Capsys) -> None:
    ended = call(capsys, *command, "--lang", "en")
    assert (ended.code, ended.out) == (3, "")
    assert "meti" in ended.err.replace("metti", "")


def test_both_sides_of_a_comparison_are_refused_at_once(capsys: Capsys, desk: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (desk / name).write_text("terms: {}\n", encoding="utf-8")
    ended = call(capsys, "diff", "a.yaml", "b.yaml", "--lang", "en")
    assert ended.code == 3
    assert [line.partition(":")[0] for line in ended.err.splitlines()] == ["a.yaml", "b.yaml"]


# -------------------------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["review", OFFER], 0),
        (["review", OFFER, "--fail-on", "never"], 0),
        (["review", OFFER, "--fail-on", "critical"], 1),
        (["review", OFFER, "--fail-on", "minor"], 1),
        (["review", CLEAN, "--fail-on", "minor"], 0),
        (["review", CLEAN, OFFER, "--fail-on", "critical"], 1),
        (["lint", OFFER, "--fail-on", "critical"], 1),
        (["lint", CLEAN, "--fail-on", "minor"], 0),
        (["diff", CLEAN, CLEAN, "--fail-on", "minor"], 0),
        (["diff", CLEAN, OFFER, "--fail-on", "major"], 1),
        (["validate", OFFER], 0),
    ],
)
def test_findings_at_or_over_the_limit_end_with_1(arguments: list[str], code: int, capsys: Capsys) -> None:
    assert call(capsys, *arguments).code == code


SUGGESTED = (
    'medsla: "1.0"\ndocument: {role: offer, extent: excerpt}\nterms: {monitoring: {liveness_interval: {every: P1D}}}\n'
)


def test_the_own_suggestions_of_medsla_count_only_when_asked_for(capsys: Capsys, desk: Path) -> None:
    (desk / "one.yaml").write_text(SUGGESTED, encoding="utf-8")
    found = json.loads(call(capsys, "review", "one.yaml", "--format", "json").out)
    heavy = [term for term in found["terms"] if term["severity"] in ("critical", "major", "minor")]
    assert {evidence["origin"] for term in heavy for evidence in term["evidence"]} <= {"suggestion"}
    for command in (["review", "one.yaml"], ["diff", "medsla", "one.yaml"]):
        assert call(capsys, *command, "--fail-on", "minor").code == 0
        assert call(capsys, *command, "--fail-on", "minor", "--include-suggestions").code == int(bool(heavy))


# ------------------------------------------------------------------------- where reports go


def test_a_report_goes_whole_to_the_file_named_and_says_so(capsys: Capsys, desk: Path) -> None:
    printed = call(capsys, "review", "vendor-offer.yaml", "--lang", "en").out
    ended = call(capsys, "review", "vendor-offer.yaml", "--lang", "en", "-o", "out.txt")
    assert (ended.out, ended.err) == ("", "Wrote out.txt.\n")
    assert (desk / "out.txt").read_text(encoding="utf-8") == printed
    assert call(capsys, "review", "vendor-offer.yaml", "--quiet", "-o", "out.txt").err == ""
    assert sorted(file.name for file in desk.iterdir()) == ["00-clean.yaml", "out.txt", "vendor-offer.yaml"]


def test_a_dash_is_standard_output(capsys: Capsys) -> None:
    assert call(capsys, "lint", OFFER, "-o", "-").out == call(capsys, "lint", OFFER).out


def test_a_file_is_written_even_where_findings_end_the_command_with_1(capsys: Capsys, desk: Path) -> None:
    assert call(capsys, "lint", "vendor-offer.yaml", "-o", "out.md", "--format", "md", "--fail-on", "major").code == 1
    assert (desk / "out.md").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("target", ["pages/", "there"])
def test_in_a_folder_each_report_has_a_file_of_its_own(target: str, capsys: Capsys, desk: Path) -> None:
    (desk / "there").mkdir()
    (desk / "more").mkdir()
    shutil.copy("vendor-offer.yaml", "more/vendor-offer.yaml")
    ended = call(capsys, "review", "*.yaml", "more/*.yaml", "--format", "html", "-o", target)
    assert ended.code == 0
    assert sorted(file.name for file in (desk / target).iterdir()) == [
        "00-clean.review.html",
        "vendor-offer-2.review.html",
        "vendor-offer.review.html",
    ]


def test_several_pages_do_not_go_into_one_file(capsys: Capsys, desk: Path) -> None:
    ended = call(capsys, "review", "*.yaml", "--format", "html", "-o", "all.html")
    assert ended.code == 2
    assert not (desk / "all.html").exists()


def test_a_report_never_replaces_the_paper_it_is_about(capsys: Capsys, desk: Path) -> None:
    before = (desk / "vendor-offer.yaml").read_bytes()
    ended = call(capsys, "review", "vendor-offer.yaml", "-o", "./vendor-offer.yaml")
    assert ended.code == 2
    assert (desk / "vendor-offer.yaml").read_bytes() == before


@pytest.mark.parametrize("target", ["no/such/folder/out.txt", "a" * 400])
def test_a_place_that_cannot_be_written_is_told_and_ends_with_4(target: str, capsys: Capsys, desk: Path) -> None:
    ended = call(capsys, "lint", "00-clean.yaml", "-o", target, "--lang", "en")
    assert ended.code == 4
    assert "Traceback" not in ended.err
    assert sorted(file.name for file in desk.iterdir()) == ["00-clean.yaml", "vendor-offer.yaml"]


def test_a_page_from_the_command_line_is_self_contained(capsys: Capsys) -> None:
    page = call(capsys, "lint", OFFER, "--format", "html", "--lang", "ja").out
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page
    assert "Content-Security-Policy" in page


def test_a_reference_may_be_a_paper_of_another_kind(capsys: Capsys) -> None:
    ended = call(capsys, "diff", P01, CLEAN, "--lang", "en")
    assert (ended.code, ended.err) == (0, "")

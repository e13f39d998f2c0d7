"""The command line of waivers, baselines, positions, yardsticks and documents."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from tests.command_line import CLEAN, EXAMPLES, OFFER, call

from medsla.catalogue import catalogue
from medsla.profile import profiles

Capsys = pytest.CaptureFixture[str]
PLAYBOOK = EXAMPLES / "playbook"


def test_a_baseline_lets_only_new_findings_fail(capsys: Capsys, tmp_path: Path) -> None:
    known = str(tmp_path / "known.json")
    assert call(capsys, "review", OFFER, "--fail-on", "minor").code == 1
    written = call(capsys, "review", OFFER, "--fail-on", "minor", "--write-baseline", known, "--lang", "en")
    assert written.code == 0
    assert "There are no findings but those waived or known." in written.out
    assert call(capsys, "review", OFFER, "--fail-on", "minor", "--baseline", known).code == 0
    worse = tmp_path / "worse.yaml"
    worse.write_text(Path(OFFER).read_text("utf-8").replace("within: PT8H", "within: PT9H"), "utf-8")
    assert call(capsys, "review", str(worse), "--fail-on", "minor", "--baseline", known).code == 1


def test_a_waiver_is_told_and_not_counted(capsys: Capsys, tmp_path: Path) -> None:
    text = (PLAYBOOK / "waivers.yaml").read_text("utf-8")
    lasting, late = tmp_path / "lasting.yaml", tmp_path / "late.yaml"
    lasting.write_text(text.replace("2027-03-31", "2999-12-31"), "utf-8")
    late.write_text(text.replace("2027-03-31", "2020-03-31"), "utf-8")
    held = call(capsys, "review", OFFER, "--waivers", str(lasting), "--format", "json")
    assert len(json.loads(held.out)["waived"]) == 2
    over = json.loads(call(capsys, "review", OFFER, "--waivers", str(late), "--format", "json").out)
    assert "waived" not in over
    assert [one["code"] for one in over["waiver_findings"]] == ["expired", "expired"]


def test_a_late_waiver_fails_also_where_nothing_else_does(capsys: Capsys, tmp_path: Path) -> None:
    late = tmp_path / "late.yaml"
    text = (PLAYBOOK / "waivers.yaml").read_text("utf-8").replace("2027-03-31", "2020-03-31")
    late.write_text(text, "utf-8")
    known = str(tmp_path / "known.json")
    call(capsys, "review", CLEAN, "--write-baseline", known)
    assert call(capsys, "review", CLEAN, "--baseline", known, "--fail-on", "minor").code == 0
    ended = call(capsys, "review", CLEAN, "--baseline", known, "--fail-on", "minor", "--waivers", str(late))
    assert ended.code == 1


def test_a_position_adds_the_table_of_conditions_and_each_round_concedes(capsys: Capsys) -> None:
    position = str(PLAYBOOK / "position.yaml")
    first = call(capsys, "review", OFFER, "--position", position, "--lang", "ja")
    assert "条件対照表(7項目)" in first.out
    later = call(capsys, "review", OFFER, "--position", position, "--round", "2", "--format", "json")
    stances = {one["address"]: one for one in json.loads(later.out)["negotiation"]["stances"]}
    assert stances["recovery.rto"]["stand"] == "accept"
    assert stances["incident.outage_notice"]["counter"]["within"] == "PT2H"
    assert call(capsys, "review", OFFER, "--position", position, "--round", "0").code == 2


@pytest.mark.parametrize("option", ["--waivers", "--baseline", "--position"])
def test_a_file_of_another_kind_is_refused_with_3(option: str, capsys: Capsys) -> None:
    ended = call(capsys, "review", OFFER, option, CLEAN)
    assert ended.code == 3
    assert "00-clean.yaml" in ended.err


def test_an_overlay_can_be_the_yardstick(capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    overlay = str(PLAYBOOK / "overlay.yaml")
    ended = call(capsys, "review", OFFER, "--against", overlay, "--format", "json")
    assert json.loads(ended.out)["reference"]["name"] == "morino-yardstick"
    monkeypatch.setenv("MEDSLA_YARDSTICK", overlay)
    usual = call(capsys, "review", OFFER, "--format", "json")
    assert usual.out == ended.out


def test_suggestions_fail_only_when_asked_for(capsys: Capsys, tmp_path: Path) -> None:
    suggestion = {
        "facets": ["within", "hedges"],
        "authority": "medsla",
        "seen": "none",
        "grade": "提案",
        "origin": "suggestion",
        "in_force": "yes",
        "reason": {"ja": "提案", "en": "suggestion"},
    }
    item = {
        "term": "incident.outage_notice",
        "requirement": "should_meet",
        "value": {"within": "PT1H", "hedges": []},
        "silent": [key for key in catalogue().term("incident.outage_notice").facets if key not in {"within", "hedges"}],
        "evidence": [suggestion],
    }
    yard = {"medsla": "1.0", "name": "ours", "label": {"ja": "案", "en": "ours"}, "edition": "1", "kind": "yardstick"}
    profile, paper = tmp_path / "ours.json", tmp_path / "offer.yaml"
    profile.write_text(json.dumps(yard | {"items": [item]}), "utf-8")
    paper.write_text('medsla: "1.0"\nterms: {incident: {outage_notice: {within: PT12H}}}\n', "utf-8")
    known = str(tmp_path / "known.json")
    call(capsys, "review", str(paper), "--against", str(paper), "--write-baseline", known)
    arguments = ("review", str(paper), "--against", str(profile), "--baseline", known, "--fail-on", "minor")
    ended = call(capsys, *arguments)
    assert "medslaの提案(公的な値ではない)" in ended.out
    assert ended.code == 0
    assert call(capsys, *arguments, "--include-suggestions").code == 1


# --------------------------------------------------------------------------------- profile


def test_profiles_are_listed_and_shown(capsys: Capsys) -> None:
    listed = json.loads(call(capsys, "profile", "list", "--format", "json").out)
    assert [row["name"] for row in listed] == list(profiles())
    shown = call(capsys, "profile", "show", "meti", "--lang", "ja")
    assert shown.out.startswith("経済産業省の設定例")
    assert call(capsys, "profile", "show", str(PLAYBOOK / "overlay.yaml"), "--format", "html").code == 0


def test_a_yardstick_of_headings_is_completed_and_used(capsys: Capsys, tmp_path: Path) -> None:
    fill, ours = tmp_path / "fill.yaml", str(tmp_path / "ours.json")
    assert call(capsys, "profile", "template", "mic-sla-example", "-o", str(fill), "--lang", "en").code == 0
    text = fill.read_text("utf-8").replace('copy: ""', "copy: printed").replace('person: ""', "person: Morino")
    entry = 'recovery.rto: {value: {}, place: "", words: ""}'
    assert entry in text
    fill.write_text(text.replace(entry, "recovery.rto: {value: {within: PT4H}, place: 6, words: 4h}"), "utf-8")
    refused = call(capsys, "profile", "complete", "mic-sla-example", "--from", str(fill), "-o", ours)
    assert refused.code == 3  # a place is text
    fill.write_text(text.replace(entry, "recovery.rto: {value: {within: PT4H}, place: 第6条, words: 4時間}"), "utf-8")
    assert call(capsys, "profile", "complete", "mic-sla-example", "--from", str(fill), "-o", ours).code == 0
    found = json.loads(call(capsys, "review", OFFER, "--against", ours, "--format", "json").out)
    rto = next(term for term in found["terms"] if term["address"] == "recovery.rto")
    assert (rto["verdict"], rto["evidence"][0]["authority"]) == ("weaker", "mic-sla-example")


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "meti"),
        ("show",),
        ("complete", "mic-sla-example"),
        ("show", "meti", "--from", "x.yaml"),
        ("frobnicate",),
    ],
)
def test_a_mistake_in_the_use_of_profile_ends_with_2(arguments: tuple[str, ...], capsys: Capsys) -> None:
    assert call(capsys, "profile", *arguments).code == 2


def test_an_unknown_profile_ends_with_3(capsys: Capsys) -> None:
    assert call(capsys, "profile", "show", "nobody").code == 3
    assert call(capsys, "profile", "template", "meti").code == 3


# ----------------------------------------------------------------------------- authorities


@pytest.mark.parametrize("form", ["text", "md", "html"])
@pytest.mark.parametrize("what", [(), ("--table",), ("--edition", "mhlw-guideline-6.0")])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_documents_are_told_in_every_form(form: str, what: tuple[str, ...], language: str, capsys: Capsys) -> None:
    ended = call(capsys, "authorities", *what, "--format", form, "--lang", language)
    assert ended.code == 0
    assert ("厚生労働省" if language == "ja" else "Labour and Welfare") in ended.out


def test_the_table_as_json_names_every_term(capsys: Capsys) -> None:
    rows = json.loads(call(capsys, "authorities", "--table", "--format", "json").out)
    assert [row["address"] for row in rows] == list(catalogue().terms)
    some = json.loads(call(capsys, "authorities", "--edition", "mhlw-guideline-6.0", "--format", "json").out)
    assert {row["change"] for row in some} <= {"same", "differs", "only_here", "only_there"}


def test_the_table_as_a_workbook_has_a_sheet_for_each_group(capsys: Capsys, tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    path = tmp_path / "table.xlsx"
    assert call(capsys, "authorities", "--table", "--format", "xlsx", "-o", str(path)).code == 0
    sheets = [name for name in zipfile.ZipFile(path).namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(catalogue().groups) + 1
    assert call(capsys, "authorities", "--format", "xlsx").code == 2


def test_an_unknown_document_ends_with_3_and_names_the_nearest(capsys: Capsys) -> None:
    ended = call(capsys, "authorities", "--edition", "mhlw-guideline-6", "--lang", "en")
    assert ended.code == 3
    assert "mhlw-guideline-6.0" in ended.err


def test_terms_with_their_evidence(capsys: Capsys) -> None:
    plain = call(capsys, "terms", "--lang", "ja").out
    told = call(capsys, "terms", "--evidence", "--lang", "ja").out
    assert "設定例〔転載で確認〕" in told
    assert "設定例" not in plain
    rows = json.loads(call(capsys, "terms", "--evidence", "--format", "json").out)
    assert all("yardstick" in row for row in rows)
    assert all("yardstick" not in row for row in json.loads(call(capsys, "terms", "--format", "json").out))

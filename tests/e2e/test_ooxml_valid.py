"""No validator finds a fault in any kind of Word file that medsla writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ooxml_files import every_file
from tests.ooxml_validators import NO_FAULT, VALIDATORS, Finding, missing


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every file by its name; those of templates end in .template.docx."""
    folder = tmp_path_factory.mktemp("written")
    found = {}
    for one in every_file(tmp_path_factory.mktemp("work")):
        file = folder / f"{one.name}{'.template' if one.is_template else ''}.docx"
        file.write_bytes(one.data)
        found[one.name] = file
    return found


def test_every_kind_of_file_is_among_them(files: dict[str, Path]) -> None:
    assert {name.partition("-")[0] for name in files} == {
        "amendment",
        "batch",
        "commented",
        "contract",
        "final",
        "meeting",
        "own",
        "questions",
        "review",
        "starter",
        "template",
    }


@pytest.mark.parametrize("validator", VALIDATORS)
def test_no_validator_finds_a_fault_in_any_file(files: dict[str, Path], validator: str) -> None:
    if why := missing(validator):
        pytest.skip(why)
    found = VALIDATORS[validator](list(files.values()))
    assert len(found) == len(files) > 70
    faults = [
        (Path(file).name, one)
        for file, findings in found.items()
        for one in findings
        if one.is_fault and not (one.code == "fence.leftover" and file.endswith(".template.docx"))
    ]
    assert faults == []


def test_what_is_no_fault_is_still_said_by_the_validator(files: dict[str, Path]) -> None:
    """An entry that no validator says any more is taken out."""
    one = [files["contract-annex-ja-sparse"], files["own-extras"]]
    said = {(found.validator, found.text) for name in VALIDATORS if not missing(name) for found in said_of(name, one)}
    assert set(NO_FAULT) <= said


def said_of(validator: str, files: list[Path]) -> list[Finding]:
    return [one for findings in VALIDATORS[validator](files).values() for one in findings]

"""The shipped table and base, as README and manual show them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.batch_rows import words
from tests.command_line import EXAMPLES

import medsla
from medsla.batch import BatchResult, read_manifest


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> BatchResult:
    """The ten rows, in Japanese."""
    folder = tmp_path_factory.mktemp("contracts")
    return medsla.render_batch(EXAMPLES / "rows.xlsx", folder, base=EXAMPLES / "base.yaml")


def test_nine_contracts_are_made_and_the_bad_cell_is_named(made: BatchResult) -> None:
    assert (made.rows, made.made, made.refused, made.skipped) == (10, 9, 1, 0)
    (refusal,) = made.refusals
    assert refusal.id == "00107"
    assert str(refusal.problems[0].place.spot).endswith("!C9")


def test_every_contract_bears_its_own_number_with_its_zeros(made: BatchResult) -> None:
    folder = made.manifest.parent
    numbers = {entry.id: words(folder / entry.file) for entry in read_manifest(made.manifest) if entry.file}
    assert all(number.startswith("00") for number in numbers)
    held = {number: [other for other in numbers if other in text] for number, text in numbers.items()}
    assert held == {number: [number] for number in numbers}


@pytest.mark.parametrize(("number", "round_the_clock"), [("00101", False), ("00103", True)])
def test_each_contract_has_the_hours_of_its_plan(made: BatchResult, number: str, round_the_clock: bool) -> None:
    text = words(made.manifest.parent / f"{number}.docx")
    assert ("8時から20時まで" in text) is not round_the_clock


def test_the_same_rows_in_two_languages_are_as_many(tmp_path: Path) -> None:
    done = medsla.render_batch(EXAMPLES / "rows.xlsx", tmp_path, base=EXAMPLES / "base.yaml", language="en", workers=2)
    assert (done.made, done.refused) == (9, 1)

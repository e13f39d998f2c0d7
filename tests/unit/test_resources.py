"""Shipped files are found by name, and nothing else is."""

from __future__ import annotations

import pytest

from medsla import resources
from medsla.errors import Place, Problem, ReadError


def test_the_schema_is_there_as_text_and_bytes() -> None:
    text = resources.read_text("schemas", "sla.schema.json")
    assert resources.read_bytes("schemas", "sla.schema.json").decode() == text


def test_names_go_into_the_folders_below() -> None:
    names = resources.names("schemas")
    assert "sla.schema.json" in names
    assert list(names) == sorted(names)
    assert all(resources.read_bytes("schemas", name) is not None for name in names)


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("schemas", "no-such-file.json"),
        ("schemas", "../pyproject.toml"),
        ("schemas", "..\\pyproject.toml"),
        ("schemas", "/etc/passwd"),
        ("schemas", "C:x"),
        ("schemas", ""),
        ("src", "medsla/errors.py"),
        ("schemas/..", "pyproject.toml"),
        ("schemas/nowhere", "x"),
    ],
)
def test_what_is_not_shipped_is_a_named_refusal(folder: str, name: str) -> None:
    with pytest.raises(ReadError) as caught:
        resources.read_bytes(folder, name)
    assert {problem.code for problem in caught.value.problems} == {"resource-missing"}


def test_a_folder_that_is_not_shipped_is_a_named_refusal() -> None:
    with pytest.raises(ReadError) as caught:
        resources.names("tests")
    assert caught.value == ReadError(Problem.of("resource-missing", Place(file="tests")))

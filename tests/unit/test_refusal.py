from __future__ import annotations

import ast
import pickle
from pathlib import Path

import pytest

import medsla.quantities.refusal as module
from medsla.messages import field_names, languages
from medsla.quantities.refusal import QuantityError, codes, shown

FOLDER = Path(module.__file__).parent


def raised() -> dict[str, set[str]]:
    """Every code that is raised in the package, with the names of its fields."""
    found: dict[str, set[str]] = {}
    for file in (*FOLDER.glob("*.py"), FOLDER.parent / "calendars.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                call = node.exc
                if isinstance(call.func, ast.Name) and call.func.id == "QuantityError":
                    assert isinstance(call.args[0], ast.Constant)
                    found.setdefault(str(call.args[0].value), set()).update(str(word.arg) for word in call.keywords)
    return found


def test_every_code_is_raised_somewhere_and_every_raised_code_is_listed() -> None:
    assert raised() == {code: set(fields) for code, fields in codes.items()}


@pytest.mark.parametrize("code", sorted(codes))
def test_every_code_has_a_sentence_with_its_fields_in_both_languages(code: str) -> None:
    for language in languages:
        assert field_names(f"problem.{code}", language) == codes[code]


def test_a_refusal_is_a_value_error_equal_by_code_and_fields_and_picklable() -> None:
    refusal = QuantityError("number-unreadable", text="about 99")
    assert isinstance(refusal, ValueError)
    assert refusal == QuantityError("number-unreadable", text="about 99")
    assert hash(refusal) == hash(QuantityError("number-unreadable", text="about 99"))
    assert refusal != QuantityError("number-unreadable", text="about 98")
    assert refusal != ValueError("number-unreadable")
    assert pickle.loads(pickle.dumps(refusal)) == refusal  # noqa: S301
    assert str(refusal) == "number-unreadable text='about 99'"


def test_a_refusal_repeats_at_most_eighty_characters() -> None:
    assert QuantityError("number-unreadable", text="9" * 500).fields == (("text", "9" * 79 + "…"),)
    assert shown("9" * 80) == "9" * 80
    assert shown(12) == "12"


def test_a_refusal_with_other_fields_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError):
        QuantityError("number-unreadable")
    with pytest.raises(KeyError):
        QuantityError("no-such-code")

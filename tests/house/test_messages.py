"""Both languages say the same things, with the same fields, and none of the words that medsla may not use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from medsla import messages

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "medsla"

# 準拠法 is the law that governs a contract, and judges nothing.
BANNED = re.compile(
    r"適合|準拠(?!法)|違反|\b(?:compl(?:iant|iance|y|ies|ied)|conform(?:s|ed|ing|ity|ance|ant)?"
    r"|violat(?:e|es|ed|ing|ion|ions))\b",
    re.IGNORECASE,
)
# What every report says at its end: that it is none of these.
DISCLAIMER = re.compile(r"適合証明ではありません|not a certificate of conformity", re.IGNORECASE)

# Functions that take the code of a problem as their first argument, and how many arguments are no fields
NAMING = {"Problem", "of", "refuse", "stop", "_refused"}


def sentences(language: str) -> dict[str, str]:
    return {
        key: sentence
        for section in messages.sections()
        for key, sentence in messages._section(section, language).items()
    }


def used_codes() -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """File and line, key, and the names of the fields (None where they are not written out) of each problem."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            code = node.args[0]
            if name not in NAMING or not isinstance(code, ast.Constant) or not isinstance(code.value, str):
                continue
            key = code.value if "." in code.value else f"problem.{code.value}"
            yield f"{file.relative_to(PACKAGE)}:{node.lineno}", key, fields_of(node, name)


def fields_of(call: ast.Call, name: str) -> frozenset[str] | None:
    if name == "Problem":
        return tuple_fields(call)
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    return frozenset(keyword.arg for keyword in call.keywords if keyword.arg)


def tuple_fields(call: ast.Call) -> frozenset[str] | None:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "fields"] + call.args[2:3]
    if not given:
        return frozenset()
    if not isinstance(given[0], ast.Tuple):
        return None
    pairs = [pair.elts[0] for pair in given[0].elts if isinstance(pair, ast.Tuple)]
    return frozenset(str(name.value) for name in pairs if isinstance(name, ast.Constant))


def test_both_languages_have_the_same_keys() -> None:
    assert sentences("ja").keys() ^ sentences("en").keys() == set()


def test_both_languages_have_the_same_fields_in_every_sentence() -> None:
    differing = {
        key: (sorted(messages.field_names(key, "ja")), sorted(messages.field_names(key, "en")))
        for key in sentences("ja").keys() & sentences("en").keys()
        if messages.field_names(key, "ja") != messages.field_names(key, "en")
    }
    assert differing == {}


@pytest.mark.parametrize("language", messages.languages)
def test_no_sentence_judges_in_words_of_conformity(language: str) -> None:
    judging = [key for key, said in sentences(language).items() if BANNED.search(DISCLAIMER.sub("", said))]
    assert judging == []


@pytest.mark.parametrize(("language", "stop"), [("ja", "。"), ("en", (".", "?", ")."))])
def test_every_sentence_about_a_problem_is_whole(language: str, stop: str | tuple[str, ...]) -> None:
    problems = {key: said for key, said in sentences(language).items() if key.startswith("problem.")}
    assert [key for key, said in problems.items() if said != said.strip() or not said.endswith(stop)] == []


def test_every_problem_in_the_code_has_its_sentence() -> None:
    known = messages.keys()
    assert [(where, key) for where, key, _ in used_codes() if key not in known] == []


def test_every_problem_in_the_code_gives_the_fields_of_its_sentence() -> None:
    known = messages.keys()
    unfit = [
        (where, key, sorted(fields), sorted(messages.field_names(key, "en")))
        for where, key, fields in used_codes()
        if key in known and fields is not None and fields != messages.field_names(key, "en")
    ]
    assert unfit == []


def test_every_sentence_about_a_problem_is_still_needed() -> None:
    literals = {
        node.value
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    problems = {key.removeprefix("problem.") for key in sentences("en") if key.startswith("problem.")}
    assert problems - literals == set()


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("この契約は基準に適合します", True),
        ("ガイドライン準拠", True),
        ("This offer is compliant.", True),
        ("A violation of the guideline", True),
        ("適合証明ではありません", False),
        ("This is not a certificate of conformity.", False),
        ("The complaint desk is open", False),
        ("設定は次のとおりです", False),
        ("準拠法及び合意管轄", False),
    ],
)
def test_a_judging_word_is_told_from_its_neighbours(sentence: str, found: bool) -> None:
    assert bool(BANNED.search(DISCLAIMER.sub("", sentence))) is found

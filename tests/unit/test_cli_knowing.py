"""`terms`, `rules` and `explain`: the lists that scripts rely on, and the pages for people."""

from __future__ import annotations

import json

import pytest
from tests.command_line import call

from medsla.catalogue import catalogue
from medsla.messages import keys, languages
from medsla.profile import profiles, yardstick
from medsla.rules import RULES

Capsys = pytest.CaptureFixture[str]


def test_terms_in_json_are_the_catalogue(capsys: Capsys) -> None:
    rows = json.loads(call(capsys, "terms", "--format", "json").out)
    assert [row["address"] for row in rows] == list(catalogue().terms)
    assert {tuple(row) for row in rows} == {("address", "label", "weight", "facets")}
    assert {tuple(row["label"]) for row in rows} == {("ja", "en")}
    rto = next(row for row in rows if row["address"] == "recovery.rto")
    assert rto["weight"] == "critical"
    assert rto["facets"][0] == {
        "key": "within",
        "kind": "duration",
        "better": "lower",
        "principal": True,
        "label": dict(catalogue().facet("recovery.rto.within").label),
    }


def test_rules_in_json_are_the_table(capsys: Capsys) -> None:
    rows = json.loads(call(capsys, "rules", "--format", "json").out)
    assert {tuple(row) for row in rows} == {("id", "slug", "kind", "severity", "evidence")}
    assert [(row["id"], row["slug"], row["kind"], row["severity"]) for row in rows] == [
        (row.id, row.slug, row.kind, row.severity.value) for row in RULES
    ]
    cited = next(row for row in rows if row["id"] == "SLA201")["evidence"]
    assert [evidence["authority"] for evidence in cited] == [
        evidence.authority for row in RULES if row.id == "SLA201" for evidence in row.evidence
    ]
    assert tuple(cited[0]) == ("authority", "place", "words", "seen", "grade", "origin", "in_force")


def test_the_same_list_comes_in_every_language_of_json(capsys: Capsys) -> None:
    printed = {call(capsys, "terms", "--format", "json", "--lang", each).out for each in ("ja", "en", "ja-en")}
    assert len(printed) == 1


def test_terms_for_people_stand_under_their_groups_in_columns(capsys: Capsys) -> None:
    lines = call(capsys, "terms", "--lang", "en").out.splitlines()
    assert len(lines) == len(catalogue().terms) + len(catalogue().groups)
    start = lines.index("Recovery")
    assert lines[start + 1].split(maxsplit=2) == ["recovery.rto", "critical", "recovery time objective (RTO)"]
    japanese = call(capsys, "terms", "--lang", "ja").out.splitlines()
    assert japanese[start + 1].split(maxsplit=2) == ["recovery.rto", "重大", "目標復旧時間(RTO)"]


def test_both_languages_stand_side_by_side(capsys: Capsys) -> None:
    lines = call(capsys, "rules", "--lang", "ja-en").out.splitlines()
    assert len(lines) == len(RULES)
    assert all(" / " in line for line in lines)


@pytest.mark.parametrize("language", languages)
@pytest.mark.parametrize("address", [*catalogue().terms])
def test_every_term_can_be_explained(address: str, language: str, capsys: Capsys) -> None:
    ended = call(capsys, "explain", address, "--lang", language)
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[:2] == [address, catalogue().term(address).label[language]]


@pytest.mark.parametrize("name", [*(row.id for row in RULES), "rto-against-uptime", "sla250", "SLA250"])
def test_every_rule_can_be_explained_by_id_and_slug(name: str, capsys: Capsys) -> None:
    ended = call(capsys, "explain", name, "--lang", "en")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[0].startswith("SLA2")


def test_a_facet_is_explained_with_its_term(capsys: Capsys) -> None:
    term = call(capsys, "explain", "recovery.rto").out
    assert call(capsys, "explain", "recovery.rto.within").out == term
    assert call(capsys, "explain", "recovery.rto[critical].within").out == term


def test_both_languages_are_explained_one_after_the_other(capsys: Capsys) -> None:
    parts = [call(capsys, "explain", "SLA201", "--lang", each).out for each in languages]
    assert call(capsys, "explain", "SLA201", "--lang", "ja-en").out == "\n".join(parts)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("recovery.rtoo", "recovery.rto"),
        ("SLA2500", "SLA250"),
        ("rto-against-uptimes", "rto-against-uptime"),
        ("quite another thing", ""),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(name: str, nearest: str, capsys: Capsys) -> None:
    ended = call(capsys, "explain", name, "--lang", "en")
    assert (ended.code, ended.out) == (3, "")
    assert nearest in ended.err.replace(name, "", 1)


def test_every_service_that_a_yardstick_tells_apart_has_words() -> None:
    items = [item for name in profiles() for item in yardstick(name).items]
    told = {f"cli.applies_{dimension}" for item in items for dimension in item.applies}
    told |= {f"cli.applies.{value}" for item in items for values in item.applies.values() for value in values}
    assert told - keys() == set()

from __future__ import annotations

import copy
import socket
import time
import urllib.request
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from referencing.exceptions import Unresolvable

from medsla import messages
from medsla.catalogue import catalogue
from medsla.errors import Place, Problem
from medsla.reading.documents import read_document
from medsla.schema import check_document, check_schema, checked, checking
from medsla.schema.validating import Validator, formats
from medsla.schema.vocabulary import folded, nearest, vocabulary

OF_ALONE = "window-of-without-nth"
IN_PRINCIPLE = catalogue().facet("recovery.rto.hedges").tokens["in_principle"]["ja"]


def found(text: str) -> list[tuple[Any, ...]]:
    """Line, column, pointer, code and fields of every problem of a YAML document."""
    read = read_document(("medsla: '1.0'\n" + text).encode("utf-8"), name="offer.yaml")
    problems = check_document(read.data, read.places, read.file, keys=read.key_places)
    return [(p.place.line, p.place.column, p.place.pointer, p.code, dict(p.fields)) for p in problems]


def term(address: str, data: Any) -> dict[str, Any]:
    group, _, key = address.partition(".")
    return {"medsla": "1.0", "terms": {group: {key: data}}}


def codes(address: str, data: Any) -> list[tuple[str, str]]:
    """What follows the term's pointer, and the code, of each problem."""
    top = "/terms/" + address.replace(".", "/")
    return [((p.place.pointer or "").removeprefix(top), p.code) for p in check_document(term(address, data))]


def test_an_empty_agreement_is_valid() -> None:
    assert check_document({"medsla": "1.0", "terms": {}}) == ()


def test_every_problem_comes_at_once_in_the_order_of_the_document() -> None:
    text = """\
document: {role: ofer}
terms:
  availability:
    uptime: {percent: "99.9%", per: 1か月, percentt: 3}
  recovery:
    rto: {within: PT4H, counted: detection}
  foo: {}
"""
    assert found(text) == [
        (
            *(2, 18, "/document/role", "schema.enum-near"),
            {"value": "ofer", "nearest": "offer", "expected": "offer, requirement, agreement"},
        ),
        (5, 23, "/terms/availability/uptime/percent", "schema.type.number", {"value": "99.9%"}),
        (5, 37, "/terms/availability/uptime/per", "schema.format.duration", {"value": "1か月"}),
        (
            *(5, 42, "/terms/availability/uptime/percentt", "schema.unknown-key-near"),
            {"key": "percentt", "nearest": "percent"},
        ),
        (
            *(7, 25, "/terms/recovery/rto/counted", "schema.unknown-key-near"),
            {"key": "counted", "nearest": "counted_from"},
        ),
        (
            *(8, 3, "/terms/foo", "schema.unknown-key"),
            {"key": "foo", "expected": (", ".join(group.key for group in catalogue().groups))[:79] + "…"},
        ),
    ]


def test_a_missing_key_is_named_by_its_own_pointer_and_the_line_of_its_parent() -> None:
    assert found("terms:\n  support:\n    response:\n      cases:\n        - {within: PT5M}\n") == [
        (6, 11, "/terms/support/response/cases/0/when", "schema.required", {"key": "when"})
    ]


@pytest.mark.parametrize(
    ("address", "data", "expected"),
    [
        ("recovery.rto", {"within": 4}, [("/within", "schema.format.duration")]),
        ("recovery.rto", {"within": "4時間"}, [("/within", "schema.format.duration")]),
        ("recovery.rto", {"within": "P1BDT1H"}, [("/within", "duration-mixed")]),
        ("recovery.rto", {"within": "P0.5M"}, [("/within", "duration-fraction")]),
        ("recovery.rto", {"within": "P1D" + "0" * 60}, [("/within", "duration-too-long")]),
        ("recovery.rto", {"within": "PT4H\n"}, [("/within", "schema.format.duration")]),
        ("recovery.rto", [], [("", "schema.type.mapping")]),
        ("recovery.rto", {"said": 4}, [("/said", "schema.type.text")]),
        ("recovery.rto", {"said": ""}, [("/said", "schema.text-empty")]),
        ("recovery.rto", {"said": "長" * 4001}, [("/said", "schema.text-long")]),
        ("recovery.rto", {"commitment": "保証値"}, [("/commitment", "schema.enum-near")]),
        ("recovery.rto", {"commitment": "solemn"}, [("/commitment", "schema.enum")]),
        ("recovery.rto", {"hedges": [IN_PRINCIPLE]}, [("/hedges/0", "schema.enum-near")]),
        ("recovery.rto", {"hedges": ["typical", "typical"]}, [("/hedges/1", "schema.list-twice")]),
        ("recovery.rto", {"hedges": "typical"}, [("/hedges", "schema.type.list")]),
        ("recovery.rto", {"lead": "P1D"}, [("/lead", "schema.unknown-key")]),
        ("recovery.rto", {"uptime": {}}, [("/uptime", "schema.unknown-key-elsewhere")]),
        ("recovery.rto", {"actual": {"value": True}}, [("/actual/value", "schema.type.number-or-text")]),
        ("recovery.rto", {"actual": {"as_of": "2027-02-29"}}, [("/actual/as_of", "schema.format.date")]),
        ("recovery.rto", {"actual": {"as_of": "2027-2-9"}}, [("/actual/as_of", "schema.format.date")]),
        ("recovery.rto", {"actual": {"as_of": "20270209"}}, [("/actual/as_of", "schema.format.date")]),
        ("availability.uptime", {"percent": "99.9"}, [("/percent", "schema.type.number")]),
        ("availability.uptime", {"percent": True}, [("/percent", "schema.type.number")]),
        ("availability.uptime", {"percent": Decimal("100.001")}, [("/percent", "schema.maximum")]),
        ("availability.uptime", {"percent": Decimal("-0.1")}, [("/percent", "schema.minimum")]),
        ("capacity.concurrent_users", {"count": Decimal("20.0")}, [("/count", "schema.type.integer")]),
        ("capacity.concurrent_users", {"count": "20"}, [("/count", "schema.type.integer")]),
        ("capacity.concurrent_users", {"count": -1}, [("/count", "schema.minimum")]),
        ("exit.data_return", {"provided": "yes"}, [("/provided", "schema.type.boolean")]),
        ("exit.data_return", {"provided": 1}, [("/provided", "schema.type.boolean")]),
        ("data.storage_country", {"countries": ["JP", "jp"]}, [("/countries/1", "schema.pattern.country")]),
        ("data.storage_country", {"countries": ["日本"]}, [("/countries/0", "schema.pattern.country")]),
        ("data.storage_country", {"countries": ["JP\n"]}, [("/countries/0", "schema.pattern.country")]),
        ("data.storage_country", {"countries": ["ＪＰ"]}, [("/countries/0", "schema.pattern.country")]),
        ("monitoring.coverage", {"windows": "24h"}, [("/windows", "schema.alternatives.windows")]),
        ("monitoring.coverage", {"windows": []}, [("/windows", "schema.list-short")]),
        ("monitoring.coverage", {"windows": [{"to": "09:00"}]}, [("/windows/0/from", "schema.required")]),
        ("monitoring.coverage", {"windows": [{"from": "9:00"}]}, [("/windows/0/from", "schema.format.time-of-day")]),
        ("monitoring.coverage", {"windows": [{"from": "24:00"}]}, [("/windows/0", "window-time")]),
        ("monitoring.coverage", {"windows": [{"from": "09:00", "of": "week"}]}, [("/windows/0", OF_ALONE)]),
        (
            "monitoring.coverage",
            {"windows": [{"from": "09:00", "nth": 6}, {"from": "09:00", "days": ["sunday"]}]},
            [("/windows/0/nth", "schema.enum"), ("/windows/1/days/0", "schema.enum-near")],
        ),
        ("incident.major_count", {"count": 2, "per": "PT0S"}, [("/per", "rate-period-zero")]),
        ("recovery.rto", {"answer": "none", "within": "PT4H"}, [("/within", "schema.answer-and-value")]),
        ("exit.data_return", {"answer": "unset", "provided": False}, [("/provided", "schema.answer-and-value")]),
        ("recovery.rpo", {"answer": "ambiguous"}, [("/candidates", "schema.candidates-missing")]),
        (
            "recovery.rpo",
            {"candidates": [{"within": "PT4H"}, {"within": "PT8H"}]},
            [("/candidates", "schema.candidates-surplus")],
        ),
        (
            "recovery.rpo",
            {"answer": "ambiguous", "candidates": [{"within": "PT4H"}]},
            [("/candidates", "schema.list-short")],
        ),
    ],
)  # fmt: skip
def test_a_fault_of_a_term_is_one_problem_at_its_own_place(
    address: str, data: Any, expected: list[tuple[str, str]]
) -> None:
    assert codes(address, data) == expected


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("recovery.rto", {"within": "P0.5BD", "commitment": "none", "hedges": []}),
        ("recovery.rto", {"answer": "none", "said": "無し"}),
        ("recovery.rto", {"actual": {"value": "100 %", "as_of": "2028-02-29"}}),
        ("exit.data_return", {"answer": "none", "provided": False}),
        ("security.certifications", {"held": []}),
        ("availability.uptime", {"percent": 100, "exclusions": []}),
        ("availability.uptime", {"percent": Decimal("99.9999999999999999999")}),
        ("monitoring.coverage", {"windows": [{"from": "22:00", "to": "05:00"}, {"from": "00:00", "to": "24:00"}]}),
        (
            "maintenance.planned_window",
            {"windows": [{"from": "00:00", "nth": "last", "of": "week", "longest": "PT5H"}]},
        ),
        ("recovery.rpo", {"answer": "ambiguous", "candidates": [{"within": "PT4H"}, {"answer": "none"}]}),
        ("support.response", {"cases": [{"when": {"class": "a"}, "within": "PT1H"}]}),
        ("remedy.credit", {"steps": [{"below": 99, "credit": {"fraction": "1/1"}}]}),
    ],
)
def test_near_the_faults_stands_what_is_right(address: str, data: Any) -> None:
    assert codes(address, data) == []


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([{"at_least": 99, "below": 99, "credit": {"percent": 1}}], [("/0", "step-empty")]),
        ([{"below": 99, "credit": {"percent": 1, "fee_days": 1}}], [("/0/credit", "schema.exactly-one")]),
        ([{"below": 99, "credit": {}}], [("/0/credit", "schema.exactly-one")]),
        ([{"below": 99, "credit": {"fraction": "0/3"}}], [("/0/credit/fraction", "schema.pattern.fraction")]),
        ([{"below": 99, "credit": {"fraction": "4/3"}}], [("/0", "credit-out-of-range")]),
        ([{"below": 99}], [("/0/credit", "schema.required")]),
        (
            [{"below": 99, "credit": {"amount": {"value": 5000, "currency": "円"}}}],
            [("/0/credit/amount/currency", "schema.pattern.currency")],
        ),
        ([{"below": 101, "credit": {"percent": 1}}], [("/0/below", "schema.maximum")]),
    ],
)
def test_a_ladder_is_refused_step_by_step(steps: list[Any], expected: list[tuple[str, str]]) -> None:
    assert codes("remedy.credit", {"steps": steps}) == [(f"/steps{where}", code) for where, code in expected]


def test_two_cases_of_one_key_are_one_too_many() -> None:
    cases = [
        {"when": {"severity": "low", "hours": "inside"}, "within": "PT1H"},
        {"when": {"hours": "inside", "severity": "low"}, "within": "PT2H"},
        {"when": {"severity": "low", "hours": "outside"}, "within": "PT2H"},
    ]
    assert check_document(term("support.response", {"cases": cases})) == (
        Problem.of(
            "schema.case-twice",
            Place(pointer="/terms/support/response/cases/1/when", address="support.response[low.inside]"),
            key="low.inside",
            first=1,
        ),
    )


def test_a_case_of_a_severity_that_is_not_declared_is_refused() -> None:
    document = term("support.response", {"cases": [{"when": {"severity": "criticl"}, "within": "PT1H"}]})
    assert check_document(document) == ()
    declared = document | {"service": {"severities": [{"key": "critical"}, {"key": "minor"}]}}
    (problem,) = check_document(declared)
    assert (problem.code, dict(problem.fields)["nearest"]) == ("schema.enum-near", "critical")
    document["terms"]["support"]["response"]["cases"][0]["when"]["severity"] = "p1"
    assert [p.code for p in check_document(declared)] == ["schema.severity-unknown"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("availability.uptime", None),
        ("availability.uptime.percent", None),
        ("support.response[critical.inside].within", None),
        ("agreement.effective", None),
        ("availability.uptime.pct", "unknown-address-near"),
        ("recovery.rtoo", "unknown-address-near"),
        ("nothing.like.this", "unknown-address"),
    ],
)
def test_the_origin_of_a_value_names_an_address_there_is(address: str, code: str | None) -> None:
    document = {"medsla": "1.0", "terms": {}, "origin": {address: {"file": "a.xlsx"}}}
    assert [problem.code for problem in check_document(document)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("version", "code"),
    [(Decimal("1.0"), "schema.version-quotes"), (1, "schema.version-quotes"), ("2.0", "schema.version")],
)
def test_the_version_says_what_is_wrong_with_it(version: Any, code: str) -> None:
    assert [p.code for p in check_document({"medsla": version, "terms": {}})] == [code]


@pytest.mark.parametrize(
    ("said", "nearest_key"),
    [("稼動率", "uptime"), ("up-time", "uptime"), ("ＵＰＴＩＭＥ", "uptime"), ("サービス稼働率", "uptime")],
)
def test_a_key_in_the_words_of_the_field_is_recognised(said: str, nearest_key: str) -> None:
    (problem,) = check_document({"medsla": "1.0", "terms": {"availability": {said: {}}}})
    assert problem == Problem.of(
        "schema.unknown-key-near", Place(pointer=f"/terms/availability/{said}"), key=said, nearest=nearest_key
    )


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (99.9, "schema.plain.float"),
        (float("nan"), "schema.plain.not-finite"),
        (float("inf"), "schema.plain.not-finite"),
        (Decimal("NaN"), "schema.plain.not-finite"),
        (Decimal("-Infinity"), "schema.plain.not-finite"),
        (Decimal("1e30000000"), "number-long"),
        (Decimal("1e-30000000"), "number-long"),
        (10**5000, "number-long"),
        (None, "schema.plain.none"),
        (date(2027, 4, 1), "schema.plain.date"),
        (datetime(2027, 4, 1, tzinfo=UTC), "schema.plain.date"),
        (b"99.9", "schema.plain.kind"),
        ({1, 2}, "schema.plain.kind"),
        ("99.9\x00", "text-control"),
        ("\ud800", "text-control"),
        ({1: 2}, "schema.plain.key"),
        ({"": 2}, "schema.plain.key-length"),
    ],
    ids=map(str, range(17)),
)
def test_what_a_program_hands_over_is_refused_with_a_remedy(value: Any, code: str) -> None:
    (problem,) = check_document(term("availability.uptime", {"percent": value, "per": "P1M"}))
    assert (problem.code, problem.place.address) == (code, "availability.uptime.percent")


def test_a_value_a_program_got_wrong_does_not_hide_the_others() -> None:
    data = {"percent": 99.9, "per": "1M", "exclusions": [None]}
    assert codes("availability.uptime", data) == [
        ("/percent", "schema.plain.float"),
        ("/per", "schema.format.duration"),
        ("/exclusions/0", "schema.plain.none"),
    ]


def test_numbers_of_a_program_are_those_of_a_file() -> None:
    plain, problems = checked(term("capacity.concurrent_users", {"count": Decimal(20)}))
    assert problems == ()
    count = plain["terms"]["capacity"]["concurrent_users"]["count"]
    assert (type(count), count) == (int, 20)


def test_data_that_contains_itself_is_refused() -> None:
    data: dict[str, Any] = {"medsla": "1.0"}
    data["terms"] = data
    assert [problem.code for problem in check_document(data)] == ["too-deep"]
    level: list[Any] = []
    for _ in range(40):
        level = [level, level]
    assert [problem.code for problem in check_document({"medsla": "1.0", "terms": level})] == ["too-many-nodes"]


MEGABYTE = "長" * 10**6


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("recovery.rto", {"within": MEGABYTE}),
        ("recovery.rto", {"said": MEGABYTE}),
        ("recovery.rto", {"commitment": MEGABYTE}),
        ("recovery.rto", {"hedges": [MEGABYTE, MEGABYTE]}),
        ("recovery.rto", {"within": {"a": MEGABYTE}}),
        ("recovery.rto", MEGABYTE),
        ("recovery.rto", {MEGABYTE: 1}),
        ("availability.uptime", {"percent": MEGABYTE}),
        ("data.storage_country", {"countries": [MEGABYTE]}),
        ("monitoring.coverage", {"windows": MEGABYTE}),
        ("monitoring.coverage", {"windows": [{"from": MEGABYTE}]}),
        ("remedy.credit", {"steps": [{"below": 99, "credit": {"fraction": MEGABYTE}}]}),
    ],
    ids=map(str, range(12)),
)
def test_a_value_of_a_megabyte_makes_a_short_sentence(address: str, data: Any) -> None:
    problems = check_document(term(address, data))
    sentences = [f"{problem}" for problem in problems] + [problem.sentence("ja") for problem in problems]
    assert sentences
    assert max(map(len, sentences)) <= 500


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("recovery.rto", {f"key{number}": {} for number in range(20_000)}),
        ("recovery.rto", {"hedges": [{"a": number} for number in range(20_000)]}),
        ("support.response", {"cases": [{"when": {"severity": "low"}}] * 20_000}),
        ("monitoring.coverage", {"windows": [{"from": "aa:bb"}] * 20_000}),
        ("data.storage_country", {"countries": ["a" * 10_000] * 60}),
        ("data.storage_country", {"countries": ["A" * 10_000 + "!"] * 2}),
    ],
    ids=map(str, range(6)),
)
def test_a_hostile_document_costs_no_more_than_a_large_one(address: str, data: Any) -> None:
    started = time.process_time()
    assert 0 < len(check_document(term(address, data))) <= 200
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("text", "kind", "conforms"),
    [
        ("PT4H", "duration", True),
        ("P1M", "duration", True),
        ("PT", "duration", False),
        ("2027-04-01", "date", True),
        ("2027-04-31", "date", False),
        ("2027-W14-4", "date", False),
        ("２０２７-04-01", "date", False),
        ("00:00", "time-of-day", True),
        ("24:00", "time-of-day", True),
        ("24:01", "time-of-day", False),
        ("23:60", "time-of-day", False),
        ("09:00:00", "time-of-day", False),
    ],
)
def test_a_format_is_checked_to_the_letter(text: str, kind: str, conforms: bool) -> None:
    assert formats().conforms(text, kind) is conforms


@pytest.mark.parametrize("reference", ["http://127.0.0.1:9/a.json", "file:///etc/passwd", "other.schema.json"])
def test_a_schema_that_refers_to_another_fetches_nothing(monkeypatch: pytest.MonkeyPatch, reference: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("something was fetched")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    with pytest.raises(Unresolvable):
        list(Validator({"$ref": reference}).failures({}))


def test_the_words_for_a_key_are_compared_without_the_accidents_of_writing() -> None:
    assert folded("Ｕｐ Time") == "up_time"
    assert nearest("x" * 10_000, {"x": "x"}) == ""
    assert vocabulary().elsewhere("目標復旧時点") == "recovery.rpo"


def test_every_problem_of_a_document_has_its_sentence_in_both_languages() -> None:
    problems = check_document({"medsla": 1, "terms": {"recovery": {"rto": {"within": 4}}}, "x": None})
    assert len(problems) == 3
    for problem in problems:
        for language in messages.languages:
            assert problem.code not in problem.sentence(language)


def broken(change: Any) -> list[tuple[str, str]]:
    """Codes and words of the schema after a change."""
    schema = copy.deepcopy(dict(vocabulary().schema))
    change(schema)
    return [
        (problem.code.removeprefix("schema.source."), dict(problem.fields)["word"]) for problem in check_schema(schema)
    ]


def uses(shared: str) -> int:
    """How many facets refer to a shared one."""
    blocks = [node.get("properties", {}) for key, node in vocabulary().schema["$defs"].items() if "." in key]
    return sum(node.get("$ref") == f"#/$defs/{shared}" for block in blocks for node in block.values())


def uptime(schema: Any) -> Any:
    return schema["properties"]["terms"]["properties"]["availability"]["properties"]["uptime"]


def facet(schema: Any, address: str, key: str) -> Any:
    return schema["$defs"][address]["properties"][key]["x-medsla"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda s: s["$defs"]["Percent"].update(maximun=1), [("keyword", "maximun")]),
        (lambda s: s["$defs"]["Percent"].update(type="nummer"), [("invalid", "anyOf")]),
        (lambda s: s["$defs"]["LocalText"]["properties"]["ja"].pop("maxLength"), [("unbounded", "maxLength")]),
        (lambda s: s["$defs"]["Token"].update(pattern="^(a+)+$"), [("pattern", "^(a+)+$")]),
        (lambda s: s["$defs"]["Window"].pop("additionalProperties"), [("open", "additionalProperties")]),
        (lambda s: uptime(s).pop("unevaluatedProperties"), [("open", "additionalProperties")]),
        (lambda s: uptime(s)["x-medsla"].pop("why"), [("annotation", "why")]),
        (lambda s: uptime(s)["x-medsla"].update(wieght="minor"), [("annotation", "wieght")]),
        (lambda s: uptime(s)["x-medsla"].update(weight="grave"), [("annotation", "grave")]),
        (lambda s: uptime(s)["allOf"].reverse(), [("term", "availability.uptime")]),
        (lambda s: s["$defs"].update({"availability.gone": {"properties": {}}}), [("orphan", "availability.gone")]),
        (lambda s: s["$defs"]["Commitment"]["x-medsla"]["ties"].append(["target", "vow"]), [("token", "vow")]),
        (
            lambda s: s["$defs"]["Promptness"]["x-medsla"]["order"].append(["without_delay", "immediately"]),
            [("order", "immediately")] * uses("Promptness"),
        ),
        (
            lambda s: facet(s, "recovery.rpo", "event")["resolves"].update(last_backup="a.b.c"),
            [("address", "a.b.c")],
        ),
        (
            lambda s: facet(s, "scope.terminals", "count").pop("principal"),
            [("principal", "scope.terminals")],
        ),
        (
            lambda s: facet(s, "scope.terminals", "count").pop("better"),
            [("incomplete", "better")],
        ),
    ],
)  # fmt: skip
def test_a_schema_that_is_wrong_in_one_place_is_refused(change: Any, expected: list[tuple[str, str]]) -> None:
    assert broken(change) == expected


def every_kind_of_damage(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The document with each of its terms damaged in turn, and with what stands above the terms."""
    damaged = []
    for group, terms in document["terms"].items():
        for key in terms:
            for change in ({"no-such-key": 1}, {"answer": 7}, {"bound": "sideways"}):
                one = copy.deepcopy(document)
                one["terms"][group][key] |= change
                damaged.append(one)
    above = ({"terms": []}, {"terms": {"no-such-group": {}}}, {"terms": {"recovery": []}}, {"agreement": 1})
    damaged += [copy.deepcopy(document) | change for change in above]
    damaged.append({key: value for key, value in document.items() if key != "terms"})
    return damaged


def test_terms_that_were_found_right_before_hide_no_fault_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checking._terms_stand_alone()
    document = read_document("examples/p02-service-level-definition.yaml").data
    damaged = every_kind_of_damage(document)
    assert check_document(document) == ()
    seen = [check_document(one) for one in damaged]
    monkeypatch.setattr(checking, "_terms_stand_alone", lambda: False)
    assert all(seen)
    assert seen == [check_document(one) for one in damaged]


def test_only_the_terms_that_changed_are_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Any] = []
    failures = Validator.failures

    def counted(self: Validator, data: Any) -> Any:
        looked.append(data["terms"])
        return failures(self, data)

    monkeypatch.setattr(Validator, "failures", counted)
    monkeypatch.setattr(checking, "_right", set())
    first = {"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT4H"}, "rpo": {"within": "PT1H"}}}}
    other = copy.deepcopy(first)
    other["terms"]["recovery"]["rpo"] = {"within": "PT2H"}  # type: ignore[index]
    assert (check_document(first), check_document(other)) == ((), ())
    assert looked == [first["terms"], {"recovery": {"rpo": {"within": "PT2H"}}}]

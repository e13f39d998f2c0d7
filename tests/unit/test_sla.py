from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from medsla.catalogue import catalogue
from medsla.errors import InvalidSla, OutputError, Place, ReadError, UnknownAddress
from medsla.reading.documents import read_document
from medsla.reading.writing import dump_yaml
from medsla.sla import Sla, load, load_data, validate

OFFER = """\
# 電子カルテサービス
medsla: "1.0"
document: {role: offer, extent: excerpt, incorporates: [仕様書]}
service: {model: saas}   # cloud
terms:
  availability:
    # the promise
    uptime: {percent: 99.90, per: P1M, exclusions: [planned_maintenance, force_majeure]}
  recovery:
    rto: {within: PT4H, counted_from: detection}
    rpo: {event: last_backup, said: 最終バックアップ完了時}
  support:
    response:
      counted_from: report
      cases:
        - {when: {severity: critical, hours: inside}, within: PT10M}
        - {when: {severity: critical, hours: outside}, within: PT60M}   # night
        - {when: {severity: low}, answer: undisclosed}
  exit:
    data_return: {provided: true, formats: [csv]}
    erasure_certificate: {provided: false}
origin:
  availability.uptime.percent: {file: offer.xlsx, place: "Sheet1!D9", said: 99.9%以上}
unmapped:
  - {place: "Sheet1!A30", said: 別途協議}
"""


@pytest.fixture
def offer(tmp_path: Path) -> Sla:
    file = tmp_path / "offer.yaml"
    file.write_text(OFFER, encoding="utf-8")
    return load(file)


def rto(data: Any) -> Sla:
    return load_data({"medsla": "1.0", "terms": {"recovery": {"rto": data}}})


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("availability.uptime.percent", Decimal("99.90")),
        ("availability.uptime.exclusions", ("planned_maintenance", "force_majeure")),
        ("recovery.rto", {"within": "PT4H", "counted_from": "detection"}),
        ("recovery.rpo.said", "最終バックアップ完了時"),
        ("support.response[critical.inside].within", "PT10M"),
        ("support.response[critical.outside].counted_from", "report"),
        ("support.response[low].answer", "undisclosed"),
        ("exit.erasure_certificate.answer", "none"),
    ],
)
def test_a_value_is_found_at_its_address(offer: Sla, address: str, value: Any) -> None:
    assert offer[address] == value
    assert offer.get(address) == value
    assert offer.states(address)


@pytest.mark.parametrize(
    "address",
    [
        "recovery.mttr",
        "recovery.mttr.within",
        "recovery.rto.commitment",
        "support.response[low].within",
        "support.response[medium]",
        "support.response[medium].within",
        "exit.erasure_certificate.provided",
    ],
)
def test_what_is_not_stated_is_missing_and_not_none(offer: Sla, address: str) -> None:
    with pytest.raises(KeyError) as caught:
        offer[address]
    assert not isinstance(caught.value, UnknownAddress)
    assert offer.get(address, "default") == "default"
    assert not offer.states(address)


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("recovery.rtoo", ("recovery.rto",)),
        ("recovery.rto.withing", ("recovery.rto.within",)),
        ("support.response[low].withing", ("support.response.within",)),
        ("recovery.rto.cases", None),
        ("recovery", None),
        ("", None),
    ],
)
def test_an_address_the_catalogue_does_not_know_is_refused(
    offer: Sla, address: str, nearest: tuple[str, ...] | None
) -> None:
    for ask in (offer.get, offer.states, offer.without, offer.__getitem__):
        with pytest.raises(UnknownAddress) as caught:
            ask(address)
        assert nearest is None or caught.value.nearest == nearest


def test_cases_carry_what_the_term_says_for_all_of_them(offer: Sla) -> None:
    assert {key: dict(case) for key, case in offer.cases("support.response").items()} == {
        "critical.inside": {"counted_from": "report", "within": "PT10M"},
        "critical.outside": {"counted_from": "report", "within": "PT60M"},
        "low": {"counted_from": "report", "answer": "undisclosed"},
    }
    assert offer.cases("recovery.rto") == {}


@pytest.mark.parametrize(
    ("shared", "case", "merged"),
    [
        ({"within": "PT4H"}, {}, {"within": "PT4H"}),
        ({"within": "PT4H"}, {"within": "PT1H"}, {"within": "PT1H"}),
        (
            {"within": "PT4H", "counted_from": "report"},
            {"answer": "none"},
            {"counted_from": "report", "answer": "none"},
        ),
        ({"answer": "unset"}, {"within": "PT1H"}, {"within": "PT1H"}),
        ({"answer": "unset"}, {"said": "?"}, {"answer": "unset", "said": "?"}),
    ],
)
def test_a_case_says_its_own_instead(shared: Any, case: Any, merged: Any) -> None:
    sla = rto(shared | {"cases": [{"when": {"severity": "low"}} | case]})
    assert dict(sla.cases("recovery.rto")["low"]) == merged


def test_the_parts_of_a_document_beside_its_terms(offer: Sla) -> None:
    assert (offer.role, offer.extent, offer.incorporates) == ("offer", "excerpt", ("仕様書",))
    assert (offer.service, offer.parties, offer.agreement) == ({"model": "saas"}, {}, {})
    assert offer.origin["availability.uptime.percent"]["place"] == "Sheet1!D9"
    assert offer.unmapped == ({"place": "Sheet1!A30", "said": "別途協議"},)
    assert {"origin", "unmapped"} & offer.data.keys() == set()
    assert offer.stated == (
        *("availability.uptime", "recovery.rto", "recovery.rpo", "support.response"),
        *("exit.data_return", "exit.erasure_certificate"),
    )


def test_a_paper_of_which_nothing_is_said_is_a_whole_offer() -> None:
    sla = load_data({"medsla": "1.0", "terms": {}})
    assert (sla.role, sla.extent, sla.incorporates, sla.stated) == ("offer", "whole", (), ())


def test_terms_without_value_or_answer_are_not_stated() -> None:
    assert rto({}).stated == ()
    assert rto({"said": "別紙のとおり"}).stated == ()
    assert rto({"counted_from": "report"}).stated == ()
    assert rto({"answer": "undisclosed"}).stated == ("recovery.rto",)


@pytest.mark.parametrize(
    ("address", "data", "normal"),
    [
        ("exit.data_return", {"provided": False}, {"answer": "none"}),
        ("exit.data_return", {"provided": False, "said": "無"}, {"answer": "none", "said": "無"}),
        ("exit.data_return", {"provided": True}, {"provided": True}),
        ("exit.data_return", {"provided": True, "formats": []}, {"provided": True, "formats": ()}),
        ("security.certifications", {"held": []}, {"answer": "none"}),
        ("security.certifications", {"held": [], "any_of": ["isms"]}, {"any_of": ("isms",)}),
        ("data.storage_country", {"countries": []}, {"answer": "none"}),
        ("availability.uptime", {"exclusions": []}, {"exclusions": ()}),
        ("remedy.credit", {"automatic": False}, {"automatic": False}),
    ],
)
def test_a_refusal_is_said_in_one_way(address: str, data: Any, normal: Any) -> None:
    group, _, key = address.partition(".")
    sla = load_data({"medsla": "1.0", "terms": {group: {key: data}}})
    assert dict(sla.term(address)) == normal
    cases = {"cases": [{"when": {"severity": "low"}} | data]}
    again = load_data({"medsla": "1.0", "terms": {group: {key: cases}}})
    assert dict(again.cases(address)["low"]) == normal


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ({"within": "PT4H"}, {"within": "PT240M"}, True),
        ({"within": "P1D"}, {"within": "PT24H"}, True),
        ({"within": "P1M"}, {"within": "P30D"}, False),
        ({"within": "P1D"}, {"within": "P1BD"}, False),
        ({"within": "PT4H", "said": "4時間"}, {"within": "PT4H"}, False),
        ({"hedges": ["typical", "negotiable"]}, {"hedges": ["negotiable", "typical"]}, True),
        ({"actual": {"value": Decimal("3.0")}}, {"actual": {"value": 3}}, True),
        ({"actual": {"value": "3"}}, {"actual": {"value": 3}}, False),
        ({}, {"said": "4時間"}, False),
    ],
)
def test_documents_are_equal_when_they_promise_the_same(one: Any, other: Any, equal: bool) -> None:
    assert (rto(one) == rto(other)) is equal
    assert (hash(rto(one)) == hash(rto(other))) is equal


def test_an_empty_term_says_as_much_as_no_term() -> None:
    assert rto({}) == load_data({"medsla": "1.0", "terms": {}})


def test_a_document_is_equal_to_no_other_thing(offer: Sla) -> None:
    assert offer != OFFER
    assert offer.__eq__(1) is NotImplemented


def test_a_changed_document_keeps_its_comments_and_digits(offer: Sla, tmp_path: Path) -> None:
    changed = offer.replace("recovery.rto.within", "PT2H").replace("support.response[critical.outside].within", "PT30M")
    changed.save(tmp_path / "changed.yaml")
    stamp = dump_yaml({"catalogue": {"edition": catalogue().edition, "sha256": catalogue().sha256}})
    expected = OFFER.replace("within: PT4H", "within: PT2H").replace("within: PT60M", "within: PT30M")
    expected = expected.replace('medsla: "1.0"\n', f'medsla: "1.0"\n{stamp}')
    assert (tmp_path / "changed.yaml").read_text(encoding="utf-8") == expected
    assert load(tmp_path / "changed.yaml") == changed
    assert offer["recovery.rto.within"] == "PT4H"


def test_a_saved_json_keeps_its_digits(offer: Sla, tmp_path: Path) -> None:
    offer.save(tmp_path / "offer.json")
    assert '"percent": 99.90,' in (tmp_path / "offer.json").read_text(encoding="utf-8")
    assert load(tmp_path / "offer.json") == offer


def test_another_ending_is_refused_and_nothing_written(offer: Sla, tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        offer.save(tmp_path / "offer.docx")
    assert [problem.code for problem in caught.value.problems] == ["sla.ending"]
    assert not (tmp_path / "offer.docx").exists()


def test_a_document_that_is_pinned_to_a_catalogue_stays_so(tmp_path: Path) -> None:
    pinned = {"edition": "2025.04", "sha256": "0" * 64}
    sla = load_data({"medsla": "1.0", "catalogue": pinned, "terms": {}})
    sla.save(tmp_path / "pinned.yaml")
    again = load(tmp_path / "pinned.yaml")
    assert (sla.data["catalogue"], again.data["catalogue"]) == (pinned, pinned)
    assert again == load_data({"medsla": "1.0", "terms": {}})


@pytest.mark.parametrize(
    ("before", "address", "value", "after"),
    [
        ({"answer": "none"}, "recovery.rto.within", "PT4H", {"within": "PT4H"}),
        ({"within": "PT4H", "said": "x"}, "recovery.rto.answer", "unset", {"answer": "unset", "said": "x"}),
        ({"within": "PT4H"}, "recovery.rto.commitment", "target", {"within": "PT4H", "commitment": "target"}),
        ({"within": "PT4H"}, "recovery.rto", {"within": "PT1H"}, {"within": "PT1H"}),
        (
            {"answer": "ambiguous", "candidates": [{"within": "PT4H"}, {"within": "PT8H"}]},
            *("recovery.rto.within", "PT8H", {"within": "PT8H"}),
        ),
    ],
)
def test_a_value_takes_the_place_of_an_answer(before: Any, address: str, value: Any, after: Any) -> None:
    assert dict(rto(before).replace(address, value).term("recovery.rto")) == after


def test_a_typed_value_can_be_put_in(offer: Sla) -> None:
    uptime = offer.terms.availability.uptime
    assert uptime is not None
    assert (
        load_data({"medsla": "1.0", "terms": {}}).replace("availability.uptime", uptime)["availability.uptime"]
        == (offer["availability.uptime"])
    )


def test_a_change_is_checked_like_a_document(offer: Sla) -> None:
    with pytest.raises(InvalidSla) as caught:
        offer.replace("recovery.rto.within", "4時間")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.address) == (
        *("schema.format.duration", 10),
        "recovery.rto.within",
    )


def test_a_case_can_be_taken_out_and_one_that_is_not_there_cannot_be_changed(offer: Sla) -> None:
    assert list(offer.without("support.response[low]").cases("support.response")) == [
        "critical.inside",
        "critical.outside",
    ]
    with pytest.raises(UnknownAddress) as caught:
        offer.replace("support.response[medium].within", "PT1H")
    assert caught.value.nearest == ("critical.inside", "critical.outside", "low")


@pytest.mark.parametrize("name", ["data", "file", "terms", "anything"])
def test_nothing_of_a_document_can_be_changed(offer: Sla, name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(offer, name, None)
    with pytest.raises(AttributeError):
        delattr(offer, name)
    with pytest.raises(TypeError):
        offer.data["terms"]["recovery"]["rto"]["within"] = "PT1H"


def test_a_pickled_document_comes_back_whole(offer: Sla) -> None:
    again = pickle.loads(pickle.dumps(offer))  # noqa: S301 - our own bytes
    assert (again, again.file, again.places, again.to_yaml()) == (offer, offer.file, offer.places, offer.to_yaml())


def test_a_document_tells_briefly_what_it_is(offer: Sla) -> None:
    assert repr(offer) == f"<Sla {offer.file}: 6 terms, {offer.digest[:12]}>"


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("recovery.rto.within", (10, 19, "/terms/recovery/rto/within", None)),
        ("recovery.rto.commitment", (10, 10, "/terms/recovery/rto/commitment", None)),
        ("support.response[critical.outside].within", (17, 64, "/terms/support/response/cases/1/within", None)),
        ("availability.uptime.percent", (8, 23, "/terms/availability/uptime/percent", "Sheet1!D9")),
        ("recovery.mttr", (10, 5, "/terms/recovery/mttr", None)),
    ],
)
def test_the_place_of_a_value_is_known(offer: Sla, address: str, place: tuple[Any, ...]) -> None:
    assert offer.place(address) == Place(offer.file, *place[:3], address, place[3])


def test_all_problems_of_a_file_are_raised_at_once(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("medsla: 1.0\nterms:\n  recovery:\n    rto: {within: 4h, within2: PT4H}\n", encoding="utf-8")
    with pytest.raises(InvalidSla) as caught:
        load(file)
    assert caught.value.problems == validate(file)
    assert [(p.place.file, p.place.line, p.code) for p in caught.value.problems] == [
        (str(file), 1, "schema.version-quotes"),
        (str(file), 4, "schema.format.duration"),
        (str(file), 4, "schema.unknown-key-near"),
    ]


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        (b"medsla: '1.0'\nterms: {}\n", []),
        (b'{"medsla": "1.0", "terms": {}}', []),
        ({"medsla": "1.0", "terms": {}}, []),
        ({"medsla": "1.0", "terms": []}, ["schema.type.mapping"]),
        ({}, ["schema.required", "schema.required"]),
        (b"", ["file-empty"]),
        (b"medsla: '1.0'\nmedsla: '1.0'\nterms: {}\n", ["key-twice"]),
        (b"- 1\n", ["file-no-mapping"]),
        ("no such file.yaml", ["file-missing"]),
        (".", ["file-is-folder"]),
    ],
)
def test_validate_answers_and_never_raises(source: Any, codes: list[str]) -> None:
    assert [problem.code for problem in validate(source)] == codes


def test_what_cannot_be_read_is_no_sla() -> None:
    with pytest.raises(ReadError):
        load("no such file.yaml")


def test_percentages_keep_every_digit_on_every_way() -> None:
    for thousandths in range(0, 100_001, 487):
        text = f"{thousandths // 1000}.{thousandths % 1000:03}"
        source = f"medsla: '1.0'\nterms: {{availability: {{uptime: {{percent: {text}}}}}}}\n"
        sla = load(source.encode("utf-8"))
        uptime = sla.terms.availability.uptime
        assert uptime is not None
        assert str(uptime.percent) == text
        for again in (sla.to_yaml(), sla.to_json()):
            assert str(load(again.encode("utf-8"))["availability.uptime.percent"]) == text


def test_what_the_file_says_is_what_is_written_back(offer: Sla) -> None:
    whole = read_document(offer.to_yaml().encode("utf-8"), name="again.yaml").data
    assert whole.pop("catalogue") == {"edition": catalogue().edition, "sha256": catalogue().sha256}
    assert whole == read_document(OFFER.encode("utf-8"), name="offer.yaml").data

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import medsla
from medsla.errors import ProfileError
from medsla.results import Coverage, Finding, LintFinding, Review, Severity, Side, TermJudgement, Verdict
from medsla.sla import Sla, load_data
from medsla.waiver import Waiver, apply_baseline, apply_waivers, baseline_of, load_baseline, load_waivers

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2027, 1, 15)
REASON = {"ja": "代替の手順がある。", "en": "There is another way."}


def offer(**terms: dict[str, Any]) -> Sla:
    """A document by term, `recovery_rto` standing for `recovery.rto`."""
    grouped: dict[str, dict[str, Any]] = {}
    for name, value in terms.items():
        group, _, key = name.partition("_")
        grouped.setdefault(group, {})[key] = value
    return load_data({"medsla": "1.0", "terms": grouped})


def review_of(document: Sla, *found: Finding) -> Review:
    """A review with these findings, or with each stated term found weaker."""
    terms = [one for one in found if isinstance(one, TermJudgement)]
    lint = tuple(one for one in found if isinstance(one, LintFinding))
    if not found:
        terms = [weaker(document, address) for address in document.stated]
    return Review("", "", Side("a"), Side("b"), tuple(terms), lint, Coverage())


def weaker(document: Sla, address: str) -> TermJudgement:
    return TermJudgement(address, Verdict.weaker, Severity.major, proposal=document.term(address) or None)


def waiver(waived: dict[str, Any], **changed: Any) -> Waiver:
    given: dict[str, Any] = {"person": "法務部長", "until": date(2027, 3, 31), "reason": REASON} | changed
    values = {}
    for address, value in waived.items():
        group, _, key = address.partition(".")
        document = load_data({"medsla": "1.0", "terms": {group: {key: value}}}) if value is not None else None
        values[address] = document.term(address) if document else None
    return Waiver(values, **given)


def outcome(document: Sla, *waivers: Waiver, today: date = TODAY) -> tuple[list[str], list[str]]:
    """The terms no longer counted, and the codes of what is said of the waivers."""
    found = apply_waivers(review_of(document), document, waivers, today)
    covered = [one.finding.address for one in found.waived if isinstance(one.finding, TermJudgement)]
    return covered, [one.code for one in found.waiver_findings]


@pytest.mark.parametrize(
    ("waived", "offered", "covered", "told"),
    [
        ({"within": "PT8H"}, {"within": "PT8H"}, ["recovery.rto"], []),
        ({"within": "PT8H"}, {"within": "PT480M"}, ["recovery.rto"], []),
        ({"within": "PT8H"}, {"within": "PT4H"}, ["recovery.rto"], []),
        ({"within": "PT8H"}, {"within": "PT9H"}, [], ["worse"]),
        ({"within": "PT8H"}, {"within": "PT8H", "hedges": ["in_principle"]}, [], ["worse"]),
        ({"within": "PT8H"}, {"within": "PT8H", "counted_from": "report"}, [], ["open"]),
        ({"within": "PT8H", "counted_from": "report"}, {"within": "PT8H"}, [], ["open"]),
        ({"within": "PT8H", "bound": "exclusive"}, {"within": "PT8H"}, [], ["worse"]),
        ({"within": "P1M"}, {"within": "P30D"}, [], ["open"]),
        ({"within": "PT8H"}, {"answer": "none"}, [], ["worse"]),
        ({"within": "PT8H"}, {"answer": "undisclosed"}, [], ["worse"]),
        ({"answer": "none"}, {"answer": "none"}, ["recovery.rto"], []),
    ],
)
def test_a_waiver_holds_while_the_offer_is_not_weaker(
    waived: dict[str, Any], offered: dict[str, Any], covered: list[str], told: list[str]
) -> None:
    assert outcome(offer(recovery_rto=offered), waiver({"recovery.rto": waived})) == (covered, told)


def test_words_are_waived_as_they_stand() -> None:
    accepted = waiver({"recovery.rto": {"said": "速やかに復旧"}})
    assert outcome_of_words("速やかに復旧", accepted) == (["recovery.rto"], [])
    assert outcome_of_words("可能な限り復旧", accepted) == ([], ["open"])


def outcome_of_words(said: str, accepted: Waiver) -> tuple[list[str], list[str]]:
    document = offer(recovery_rto={"said": said})
    found = apply_waivers(review_of(document, weaker(document, "recovery.rto")), document, [accepted], TODAY)
    covered = [one.finding.address for one in found.waived if isinstance(one.finding, TermJudgement)]
    return covered, [one.code for one in found.waiver_findings]


def test_silence_is_waived_as_silence() -> None:
    accepted = waiver({"recovery.rto": None})
    silent = offer(backup_generations={"count": 3})
    absent = TermJudgement("recovery.rto", Verdict.not_stated, Severity.critical, reason="absent")
    found = apply_waivers(review_of(silent, absent), silent, [accepted], TODAY)
    assert [one.finding for one in found.waived] == [absent]
    assert outcome(offer(recovery_rto={"within": "P3D"}), accepted) == ([], ["open"])


def test_a_case_that_the_waiver_does_not_name_was_not_accepted() -> None:
    critical = {"when": {"severity": "critical"}, "within": "PT30M"}
    minor = {"when": {"severity": "minor"}, "within": "P5D"}
    accepted = waiver({"support.response": {"cases": [critical]}})
    assert outcome(offer(support_response={"cases": [critical]}), accepted) == (["support.response"], [])
    found = apply_waivers(
        review_of(document := offer(support_response={"cases": [critical, minor]})), document, [accepted], TODAY
    )
    assert [(one.code, one.addresses) for one in found.waiver_findings] == [("open", ("support.response[minor]",))]
    assert found.waived == ()


@pytest.mark.parametrize(
    ("day", "covered", "told"),
    [
        (date(2027, 3, 30), ["recovery.rto"], []),
        (date(2027, 3, 31), ["recovery.rto"], []),
        (date(2027, 4, 1), [], ["expired"]),
    ],
)
def test_a_waiver_holds_on_its_last_day_and_no_longer(day: date, covered: list[str], told: list[str]) -> None:
    document = offer(recovery_rto={"within": "PT8H"})
    assert outcome(document, waiver({"recovery.rto": {"within": "PT8H"}}), today=day) == (covered, told)


@pytest.mark.parametrize("reason", [{}, {"ja": " "}])
def test_a_waiver_without_a_reason_is_a_finding_and_covers_nothing(reason: dict[str, str]) -> None:
    document = offer(recovery_rto={"within": "PT8H"})
    accepted = waiver({"recovery.rto": {"within": "PT8H"}}, reason=reason)
    assert outcome(document, accepted) == ([], ["reasonless"])


def test_a_waiver_that_nothing_matches_is_a_finding() -> None:
    document = offer(recovery_rto={"within": "PT8H"})
    assert outcome(document, waiver({"backup.generations": {"count": 2}})) == ([], ["unmatched"])


def test_one_waiver_for_two_terms_names_the_one_that_is_not_needed() -> None:
    document = offer(recovery_rto={"within": "PT8H"})
    accepted = waiver({"recovery.rto": {"within": "PT8H"}, "backup.generations": {"count": 2}})
    found = apply_waivers(review_of(document), document, [accepted], TODAY)
    assert len(found.waived) == 1
    assert [(one.code, one.addresses) for one in found.waiver_findings] == [("unmatched", ("backup.generations",))]


RULE = LintFinding(
    "SLA249",
    "rpo-against-backup",
    "logic",
    Severity.critical,
    ("recovery.rpo.within", "backup.interval.every", "service.use"),
)


@pytest.mark.parametrize(
    ("waived", "rule", "covered", "told"),
    [
        ({"recovery.rpo": {"within": "PT1H"}, "backup.interval": {"every": "P1D"}}, "SLA249", 1, []),
        ({"recovery.rpo": {"within": "PT2H"}, "backup.interval": {"every": "P1D"}}, "SLA249", 1, []),
        ({"recovery.rpo": {"within": "PT1H"}, "backup.interval": {"every": "PT12H"}}, "SLA249", 0, ["worse"]),
        ({"recovery.rpo": {"within": "PT1H"}}, "SLA249", 0, ["unmatched"]),
        ({"recovery.rpo": {"within": "PT1H"}, "backup.interval": {"every": "P1D"}}, "SLA250", 0, ["unmatched"]),
    ],
)
def test_a_rule_is_waived_with_the_values_of_all_its_terms(
    waived: dict[str, Any], rule: str, covered: int, told: list[str]
) -> None:
    document = offer(recovery_rpo={"within": "PT1H"}, backup_interval={"every": "P1D"})
    found = apply_waivers(review_of(document, RULE), document, [waiver(waived, rule=rule)], TODAY)
    assert len(found.waived) == covered
    assert [one.code for one in found.waiver_findings] == told


def test_a_waived_finding_stays_in_the_review_and_out_of_the_counts() -> None:
    document = offer(recovery_rto={"within": "PT8H"}, backup_generations={"count": 2})
    before = review_of(document)
    after = apply_waivers(before, document, [waiver({"recovery.rto": {"within": "PT8H"}})], TODAY)
    assert after.terms == before.terms
    assert [one.address for one in after.findings if isinstance(one, TermJudgement)] == ["backup.generations"]
    assert (before.by_task()["mend"], after.by_task()["mend"]) == (2, 1)
    assert after.by_severity()["major"] == 1
    assert after.waived[0].person == "法務部長"
    assert after.waived[0].until == "2027-03-31"


def test_a_failing_waiver_counts_for_the_exit_code() -> None:
    document = offer(recovery_rto={"within": "PT8H"})
    nothing = replace(review_of(document), terms=())
    assert nothing.worst() is None
    found = apply_waivers(nothing, document, [waiver({"recovery.rto": {"within": "PT8H"}})], TODAY)
    assert found.worst() is Severity.minor


# ---------------------------------------------------------------------------------- files


def waivers_text(**changed: object) -> bytes:
    from medsla.reading.writing import dump_json

    row: dict[str, object] = {
        "waived": {"recovery.rto": {"within": "PT8H"}},
        "reason": {"ja": "理由"},
        "person": "法務部長",
        "until": "2027-03-31",
    }
    row = {key: value for key, value in (row | changed).items() if value is not None}
    return dump_json({"medsla": "1.0", "waivers": [row]}).encode("utf-8")


def test_the_shipped_example_is_read() -> None:
    found = load_waivers(ROOT / "examples" / "playbook" / "waivers.yaml")
    assert [one.rule for one in found] == ["", "SLA249"]
    assert found[0].waived["maintenance.planned_notice"] == {"lead": "P7D", "channels": ("email",)}
    assert found[0].until == date(2027, 3, 31)


def test_a_waiver_may_lack_its_reason_on_reading_but_nothing_else() -> None:
    assert load_waivers(waivers_text(reason=None))[0].reason == {}
    for key in ("person", "until", "waived"):
        with pytest.raises(ProfileError):
            load_waivers(waivers_text(**{key: None}))


@pytest.mark.parametrize(
    ("changed", "pointer", "code"),
    [
        ({"waived": {"recovery.rtoo": {"within": "PT8H"}}}, "/waivers/0/waived/recovery.rtoo", "unknown-address-near"),
        ({"waived": {"recovery.rto": {"within": "8h"}}}, "/waivers/0/waived/recovery.rto/within", None),
        ({"waived": {"recovery.rto": {"percent": 9}}}, "/waivers/0/waived/recovery.rto/percent", None),
        ({"until": "2027-02-29"}, "/waivers/0/until", "profile.shape"),
        ({"rule": "249"}, "/waivers/0/rule", "profile.shape"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_place(
    changed: dict[str, Any], pointer: str, code: str | None
) -> None:
    with pytest.raises(ProfileError) as refused:
        load_waivers(waivers_text(**changed), name="waivers.json")
    problem = refused.value.problems[0]
    assert problem.place.file == "waivers.json"
    assert problem.place.pointer == pointer
    assert code is None or problem.code == code
    assert problem.sentence("ja") != problem.code


# ------------------------------------------------------------------------------- baseline


def test_a_baseline_silences_what_is_there_and_nothing_new() -> None:
    old = offer(recovery_rto={"within": "PT8H"}, backup_generations={"count": 2})
    known = load_baseline(data_text(baseline_of([review_of(old)])))
    assert apply_baseline(review_of(old), known).findings == ()
    new = offer(recovery_rto={"within": "PT9H"}, backup_generations={"count": 2})
    left = apply_baseline(review_of(new), known).findings
    assert [one.address for one in left if isinstance(one, TermJudgement)] == ["recovery.rto"]


def test_a_baseline_keeps_what_it_knew_and_takes_in_no_waived_finding() -> None:
    document = offer(recovery_rto={"within": "PT8H"}, backup_generations={"count": 2})
    waived = apply_waivers(review_of(document), document, [waiver({"recovery.rto": {"within": "PT8H"}})], TODAY)
    known = load_baseline(data_text(baseline_of([waived])))
    assert len(known) == 1
    silenced = apply_baseline(waived, known)
    assert [one.by for one in silenced.waived] == ["waiver", "baseline"]
    assert load_baseline(data_text(baseline_of([silenced]))) == known


def data_text(data: object) -> bytes:
    from medsla.reading.writing import dump_json

    return dump_json(data).encode("utf-8")


@pytest.mark.parametrize("rows", [[{}], [{"fingerprint": "xyz"}], [{"fingerprint": "0" * 12, "more": 1}]])
def test_a_file_that_is_no_baseline_is_refused(rows: list[dict[str, object]]) -> None:
    with pytest.raises(ProfileError):
        load_baseline(data_text({"medsla": "1.0", "baseline": rows}))


def test_a_review_takes_waivers_a_baseline_and_a_position_as_files(tmp_path: Path) -> None:
    paper = str(ROOT / "examples" / "vendor-offer.yaml")
    playbook = ROOT / "examples" / "playbook"
    plain = medsla.review(paper)
    baseline = tmp_path / "known.json"
    baseline.write_bytes(data_text(baseline_of([plain])))
    found = medsla.review(
        paper,
        waivers=playbook / "waivers.yaml",
        baseline=baseline,
        position=playbook / "position.yaml",
        today=date(2027, 1, 1),
    )
    assert {one.by for one in found.waived} == {"waiver", "baseline"}
    assert found.findings == ()
    assert found.negotiation is not None
    assert found.negotiation.position.name == "morino-hospital"


def test_digits_make_no_other_finding() -> None:
    first = offer(availability_uptime={"percent": Decimal("99.50")})
    second = offer(availability_uptime={"percent": Decimal("99.5")})
    known = load_baseline(data_text(baseline_of([review_of(first)])))
    assert apply_baseline(review_of(second), known).findings == ()


def test_a_rule_that_tells_the_same_as_a_waived_term_does_not_come_back() -> None:
    document = offer(exit_erasure_certificate={"answer": "none"})
    term = TermJudgement(
        "exit.erasure_certificate", Verdict.weaker, Severity.critical, "refused", proposal={"answer": "none"}
    )
    rule = LintFinding("SLA267", "certificate-refused", "guideline", Severity.critical, ("exit.erasure_certificate",))
    before = review_of(document, term, rule)
    assert before.findings == (term,)
    after = apply_waivers(before, document, [waiver({"exit.erasure_certificate": {"answer": "none"}})], TODAY)
    assert after.findings == ()
    heavier = replace(term, severity=Severity.minor)
    left = apply_waivers(
        review_of(document, heavier, rule),
        document,
        [waiver({"exit.erasure_certificate": {"answer": "none"}})],
        TODAY,
    )
    assert left.findings == (rule,)

from __future__ import annotations

import pytest

from medsla.catalogue import catalogue
from medsla.errors import ProfileError
from medsla.profile import authorities, profiles, yardstick
from medsla.report.authorities import (
    change,
    documents,
    documents_json,
    documents_outline,
    edition_outline,
    table_json,
    table_outline,
)
from medsla.report.blocks import Outline, Table
from medsla.report.sayings import editions, ruled_by, said_of, sayings
from medsla.report.yardsticks import profile_json, profile_outline, profiles_outline

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en", "ja-en"])


def tables(report: Outline) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


def test_every_official_value_of_every_profile_stands_in_the_table() -> None:
    official = {
        (item.term, evidence.authority, evidence.place, evidence.words)
        for name in profiles()
        for item in yardstick(name).items
        for evidence in item.evidence
        if evidence.origin == "official"
    }
    told = {(one.term, one.authority.id, one.evidence.place, one.evidence.words) for one in sayings()}
    assert official - told == set()


def test_no_suggestion_stands_in_the_table() -> None:
    assert {one.authority.id for one in sayings()} & {"medsla", "own"} == set()
    assert {evidence.origin for _, evidence in ruled_by()} == {"official"}


@LANGUAGES
def test_every_row_says_document_place_grade_how_seen_and_status(language: str) -> None:
    bare = [
        [str(cell) for cell in row]
        for table in tables(table_outline(language))
        for row in table.rows
        if len(table.columns) == 8 and any(row[2:]) and not all(row[i] for i in (1, 2, 3, 4, 6, 7))
    ]
    assert bare == []


@LANGUAGES
def test_every_term_stands_in_the_table_also_where_nothing_was_seen(language: str) -> None:
    found = table_outline(language)
    rows = [str(row[0]) for table in tables(found)[:-1] for row in table.rows]
    assert len(set(rows)) == len({str(term.label) for term in catalogue()})
    assert len(tables(found)) == len(catalogue().groups) + 1


def test_a_bare_demand_is_not_called_required() -> None:
    texts = [str(row[4]) for table in tables(table_outline("ja")) for row in table.rows if len(table.columns) == 8]
    assert [text for text in texts if "必須" in text] == []


def test_the_json_of_the_table_names_every_term_and_its_documents() -> None:
    rows = table_json()
    assert [row["address"] for row in rows] == list(catalogue().terms)
    by_term = {row["address"]: row["documents"] for row in rows}
    assert all(len(by_term[term]) == len(said_of(term)) for term in by_term)
    assert by_term["availability.uptime"][0]["authority"] == "meti-saas-sla-2008"


def test_the_editions_of_a_guideline_stand_in_their_order() -> None:
    found = [one.id for one in editions("mhlw-guideline-6.0")]
    assert found == ["mhlw-guideline-5.2", "mhlw-guideline-6.0-draft", "mhlw-guideline-6.0", "mhlw-guideline-7.0"]


def test_a_document_that_replaced_nothing_stands_alone() -> None:
    assert [one.id for one in editions("ishi-ho-24")] == ["ishi-ho-24"]


def test_an_unknown_document_is_refused_with_the_nearest() -> None:
    with pytest.raises(ProfileError) as refused:
        editions("mhlw-guideline-6")
    assert "mhlw-guideline-6.0" in str(refused.value)


@LANGUAGES
def test_an_edition_shows_each_term_that_it_or_another_edition_speaks_of(language: str) -> None:
    family = {one.id for one in editions("mhlw-guideline-6.0")}
    terms = {one.term for one in sayings() if one.authority.id in family}
    (table,) = tables(edition_outline("mhlw-guideline-6.0", language))
    assert len(table.rows) == len(terms)
    assert all(row[3] and (row[1] or row[2]) for row in table.rows)


def test_a_change_is_told_only_where_both_editions_were_seen() -> None:
    one = said_of("maintenance.planned_notice")
    other = said_of("availability.service_hours")
    assert change(one, ()) == "only_here"
    assert change((), one) == "only_there"
    assert change(one, one) == "same"
    assert change(one, other) == "differs"


def test_the_list_leaves_out_medsla_itself_and_nothing_else() -> None:
    assert {one.id for one in documents()} == authorities().keys() - {"medsla"}
    assert [row["id"] for row in documents_json()] == [one.id for one in documents()]
    (table,) = tables(documents_outline("ja"))
    assert len(table.rows) == len(documents())


def test_the_reference_example_is_never_said_to_have_been_read() -> None:
    (table,) = tables(documents_outline("ja"))
    row = next(row for row in table.rows if "mic-sla-example" in str(row[1]))
    assert "本文又は転載で確認" not in str(row[3])


@pytest.mark.parametrize("name", profiles())
@LANGUAGES
def test_a_yardstick_shows_every_item_with_its_evidence(name: str, language: str) -> None:
    profile = yardstick(name)
    found = tables(profile_outline(profile, language))
    assert len(found[0].rows) == len(profile.items or profile.headings)
    if profile.items:
        assert all(row[2] and row[4] for row in found[0].rows)
    assert len(profile_json(profile)["items"]) == len(profile.items)


def test_all_yardsticks_are_listed() -> None:
    (table,) = tables(profiles_outline([yardstick(name) for name in profiles()], "en"))
    assert [str(row[0]) for row in table.rows] == list(profiles())


def test_the_reason_of_a_suggestion_is_given_in_both_languages() -> None:
    rows = profile_json(yardstick())["items"]
    reasons = [e["reason"] for row in rows for e in row["evidence"] if e["origin"] == "suggestion"]
    assert reasons
    assert [one for one in reasons if one["ja"] == one["en"]] == []

"""Laws of wording: what is printed is read back, in both languages, for every facet and term of the catalogue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.strategies import (
    ambiguous,
    answered,
    durations,
    facet_value,
    percents,
    stated,
    texts,
    windows,
    with_cases,
)

from medsla.catalogue import Term, catalogue
from medsla.wording import (
    WordingError,
    format_bare,
    format_cases,
    format_date,
    format_duration,
    format_money,
    format_share,
    format_term,
    format_value,
    read_bare,
    read_date,
    read_duration,
    read_fraction,
    read_money,
    read_term,
    read_value,
)
from medsla.wording.cases import cases_of
from medsla.wording.countries import country_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from medsla.catalogue import Facet

LANGUAGES = ("ja", "en")
TERMS = tuple(catalogue())
FACETS = tuple(
    pytest.param(facet, id=f"{term.address}.{facet.key}")
    for term in TERMS
    for facet in (term.facets.values() if term is TERMS[0] else term.own)
    if facet.kind != "text"
)


def printed(term: Term, data: Mapping[str, Any]) -> dict[str, Any]:
    """What of the data a contract prints: not what was said, not what was measured, not what is understood."""
    kept = {key: value for key, value in data.items() if key not in {"said", "actual", "when"}}
    if kept.get("bound") == "inclusive":
        del kept["bound"]
    if kept.get("hedges") == []:
        del kept["hedges"]
    if "candidates" in kept:
        kept["candidates"] = [printed(term, candidate) for candidate in kept["candidates"]]
    free = {key for key, facet in term.facets.items() if facet.kind == "text"}
    plain = {key: "本書" for key in free & kept.keys() if term.facets[key].principal}
    return {key: plain.get(key, value) for key, value in kept.items() if key not in free or key in plain}


@pytest.mark.parametrize("facet", FACETS)
@settings(max_examples=30)
@given(given_data=st.data())
def test_every_facet_is_read_back_from_its_own_words(facet: Facet, given_data: st.DataObject) -> None:
    value = given_data.draw(facet_value(facet))
    bounds = ("inclusive", "exclusive") if facet.exclusive else ("inclusive",)
    bound = given_data.draw(st.sampled_from(bounds))
    for language in LANGUAGES:
        assert read_value(facet, format_value(facet, value, language, bound=bound), language) == (value, bound)
        if value != []:
            assert read_bare(facet, format_bare(facet, value, language), language) == value


@pytest.mark.parametrize("term", [pytest.param(term, id=term.address) for term in TERMS])
@settings(max_examples=30)
@given(given_data=st.data())
def test_every_term_is_read_back_from_its_own_words(term: Term, given_data: st.DataObject) -> None:
    data = printed(term, given_data.draw(st.one_of(stated(term), answered(), ambiguous(term))))
    for language in LANGUAGES:
        assert back(term, format_term(term, data, language), language) in readings(term, data)


def back(term: Term, phrase: str, language: str) -> dict[str, Any] | None:
    """What a phrase is read as; None where it is refused."""
    try:
        return read_term(term, phrase, language)
    except WordingError:
        return None


def readings(term: Term, data: dict[str, Any]) -> list[dict[str, Any] | None]:
    """The data alone; a phrase that holds free text may be refused instead, since such text may look like any note."""
    free = {key for key, facet in term.facets.items() if facet.kind == "text"}
    blocks = [data, *data.get("candidates", ())]
    return [data, None] if any(free & block.keys() for block in blocks) else [data]


@settings(max_examples=60)
@given(given_data=st.data())
def test_every_case_is_read_back_from_its_own_words(given_data: st.DataObject) -> None:
    term = given_data.draw(st.sampled_from(TERMS))
    data = given_data.draw(with_cases(term))
    shared = [printed(term, facts) for _, _, facts in cases_of(data)]
    data = {"cases": [{"when": case["when"]} | facts for case, facts in zip(data["cases"], shared, strict=True)]}
    for language in LANGUAGES:
        phrases = [phrase for _, _, phrase in format_cases(term, data, language)]
        for phrase, facts in zip(phrases, shared, strict=True):
            assert back(term, phrase, language) in readings(term, facts)


HOSTILE = st.text(st.sampled_from("「」（）“”();。、; 写しとするprovidedmeans:代替手段は"), min_size=1, max_size=30)


@settings(max_examples=400)
@given(texts() | HOSTILE, st.booleans())
def test_a_free_text_is_read_back_or_refused_and_never_read_as_something_else(text: str, hedged: bool) -> None:
    term = catalogue().term("continuity.alternative_means")
    data = {"provided": True, "means": text} | ({"hedges": ["negotiable", "typical"]} if hedged else {})
    for language in LANGUAGES:
        try:
            read = read_term(term, format_term(term, data, language), language)
        except WordingError:
            continue
        assert read == data


@given(percents())
def test_a_percentage_keeps_every_digit(value: int | Decimal) -> None:
    facet = catalogue().facet("availability.uptime.percent")
    for language in LANGUAGES:
        read, _ = read_value(facet, format_value(facet, value, language), language)
        assert str(read) == format(Decimal(value), "f")


@given(durations())
def test_a_duration_keeps_its_units(text: str) -> None:
    assert [read_duration(format_duration(text, language), language) for language in LANGUAGES] == [text, text]


@settings(max_examples=300)
@given(windows())
def test_windows_keep_what_they_state_and_no_more(value: Any) -> None:
    facet = catalogue().facet("support.general_hours.windows")
    for language in LANGUAGES:
        assert read_bare(facet, format_bare(facet, value, language), language) == value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name_of_its_own_that_is_read_back(language: str) -> None:
    facet = catalogue().facet("data.storage_country.countries")
    names = country_names(language)
    assert len(set(names.values())) == len(names)
    assert {code: read_bare(facet, name, language) for code, name in names.items()} == {code: [code] for code in names}


@given(st.lists(st.sampled_from(sorted(country_names("ja"))), unique=True, min_size=1, max_size=60))
def test_any_row_of_countries_is_read_back(codes: list[str]) -> None:
    facet = catalogue().facet("data.storage_country.countries")
    for language in LANGUAGES:
        assert read_bare(facet, format_bare(facet, codes, language), language) == codes


@given(st.dates(date(1873, 1, 1), date(2199, 12, 31)))
def test_a_date_is_read_back_with_its_era_and_without(day: date) -> None:
    text = day.isoformat()
    for language in LANGUAGES:
        assert read_date(format_date(text, language), language) == text
        assert read_date(format_date(text, language, era=True), language) == text


@given(st.decimals(0, 10**9, places=2) | st.integers(0, 10**12), st.sampled_from(["JPY", "USD", "EUR"]))
def test_money_is_read_back(value: Decimal | int, currency: str) -> None:
    for language in LANGUAGES:
        read = read_money(format_money(value, currency, language), language)
        assert read == {"value": value, "currency": currency}


@given(st.fractions(min_value=Fraction(1, 999), max_value=99, max_denominator=999))
def test_a_share_is_read_back(share: Fraction) -> None:
    for language in LANGUAGES:
        assert Fraction(read_fraction(format_share(share, language), language)) == share

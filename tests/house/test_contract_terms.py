"""Every term of the catalogue can be agreed alone: printed once in each form and language, and read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from tests.word_files import table_cells

from medsla.catalogue import Facet, Term, catalogue
from medsla.contract import Language, render
from medsla.sla import load_data
from medsla.wording import WordingError, format_term, read_term

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES: tuple[Language, ...] = get_args(Language)
FORMS = ("annex", "form-a", "form-b")
VALUES: dict[str, Any] = {
    "count": 3,
    "countries": ["JP", "SG"],
    "duration": "PT4H",
    "flag": True,
    "ladder": [{"at_least": 99, "below": 100, "credit": {"percent": 10}}],
    "percent": 99,
    "text": "別に定める手順",
    "windows": [{"days": ["mon"], "from": "09:00", "to": "18:00"}],
}


def both(text: str) -> dict[str, str]:
    return {"ja": text, "en": "Name"}


SIDE = {"name": both("名"), "address": both("住所"), "representative": both("代表")}
AROUND: dict[str, Any] = {
    "medsla": "1.0",
    "agreement": {
        "number": "1",
        "title": both("題"),
        "effective": "2027-04-01",
        "duration": "P1Y",
        "prevailing_language": "ja",
    },
    "parties": {"institution": SIDE, "provider": SIDE},
    "service": {"name": both("サービス")},
}


def value(facet: Facet) -> Any:
    if facet.kind == "token":
        return next(iter(facet.tokens))
    if facet.kind == "tokens":
        return list(facet.tokens)[:2]
    return VALUES[facet.kind]


def states(term: Term) -> Iterator[dict[str, Any]]:
    """Each principal facet alone, and the first with everything that can stand beside it."""
    for key in term.principal:
        yield {key: value(term.facets[key])}
    beside = {facet.key: value(facet) for facet in term.facets.values() if not facet.principal}
    yield {term.principal[0]: value(term.facets[term.principal[0]])} | beside


@pytest.mark.parametrize("address", catalogue().terms)
def test_a_term_that_is_agreed_alone_is_printed_once_in_the_table_of_every_form(address: str, tmp_path: Path) -> None:
    term = catalogue().terms[address]
    data = next(states(term))
    sla = load_data(AROUND | {"terms": {term.group: {term.key: data}}})
    wrong = []
    for language in LANGUAGES:
        for form in FORMS:
            done = render(sla, tmp_path / "x.docx", language=language, template=form)
            cells = table_cells(done.path.read_bytes())
            texts = [format_term(term, sla.term(address), one) for one in ("ja", "en") if one in language]
            if done.printed != (address,) or [cells.count(text) for text in texts] != [1] * len(texts):
                wrong.append((language, form))
    assert wrong == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_phrase_of_a_contract_is_read_back_to_its_value(language: str) -> None:
    """A free text that the phrase does not set in quotation marks may be refused, never read as something else."""
    wrong = []
    for term in catalogue():
        for data in states(term):
            said = load_data(AROUND | {"terms": {term.group: {term.key: data}}})
            text = format_term(term, said.term(term.address), language)
            try:
                again = read_term(term, text, language)
            except WordingError:
                if not any(facet.kind == "text" and facet.key in data for facet in term.own):
                    wrong.append((term.address, text))
                continue
            if load_data(AROUND | {"terms": {term.group: {term.key: again}}}) != said:
                wrong.append((term.address, text))
    assert wrong == []

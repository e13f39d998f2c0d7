"""The few tables that name terms outside the schema name only terms and facets that exist."""

from __future__ import annotations

from medsla.catalogue import catalogue
from medsla.explanation.practice import _SAID


def test_every_practical_sentence_belongs_to_a_facet_of_the_catalogue() -> None:
    unknown = [(address, key) for address, (key, _) in _SAID.items() if key not in catalogue().term(address).facets]
    assert unknown == []

"""Every parameter, sample and checklist item of the field has one place in the catalogue, and every place exists."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from medsla.catalogue import catalogue
from medsla.errors import UnknownAddress
from medsla.profile import authorities
from medsla.schema.validating import Validator

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
SOURCES = json.loads((SCHEMAS / "sources.json").read_text(encoding="utf-8"))
CHECKLISTS = {row["authority"]: row["items"] for row in SOURCES["checklists"]}
METI = CHECKLISTS["meti-checklist-2010"]

# The parameters of the field, as they were collected before the catalogue was made; and what the public SLA documents
# that were read state, most of which stands among the parameters.
FIELD = json.loads((Path(__file__).parent / "field_ids.json").read_text(encoding="utf-8"))
PARAMETERS: list[str] = FIELD["parameters"]
SAMPLES: list[str] = FIELD["samples"]

# The items of METI's checklist of 2010 whose number and name were seen in print.
SEEN_IN_PRINT = range(1, 10)

# Places of what has the name of a term but is not one.
MERGED = {
    "availability.formula": "availability.uptime.formula",
    "availability.exclusions": "availability.uptime.exclusions",
    "backup.scope": "backup.interval.scope",
    "exit.data_format": "exit.data_return.formats",
    "remedy.automatic": "remedy.credit.automatic",
    "scope.service_model": "service.model",
    "parties.provider": "parties.provider",
}


@cache
def shape() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / "sla.schema.json").read_text(encoding="utf-8"))
    return found


def exists(address: str) -> bool:
    """Whether an address is a term, a facet, a qualifier of a term, or a key of the header."""
    first, second, *rest = address.split(".")
    properties = shape()["properties"]
    if first != "terms" and second in properties.get(first, {}).get("properties", {}):
        return not rest
    if f"{first}.{second}" not in catalogue().terms:
        return False
    if not rest:
        return True
    try:
        return catalogue().facet(address) is not None
    except UnknownAddress:
        return rest[0] in shape()["$defs"]["Qualifiers"]["properties"]


def placed() -> dict[str, str]:
    return {row["id"]: row["address"] for row in (*SOURCES["parameters"], *SOURCES["samples"])}


def addresses() -> set[str]:
    return set(placed().values()) | {item["address"] for items in CHECKLISTS.values() for item in items}


def test_the_file_follows_its_schema() -> None:
    schema = json.loads((SCHEMAS / "sources.schema.json").read_text(encoding="utf-8"))
    assert list(Validator(schema).failures(SOURCES)) == []


def test_every_parameter_of_the_field_has_its_place() -> None:
    assert [row["id"] for row in SOURCES["parameters"]] == PARAMETERS
    assert len(PARAMETERS) == 126


def test_every_sample_has_its_place() -> None:
    assert set(SAMPLES) - placed().keys() == set()
    assert {row["id"] for row in SOURCES["samples"]} == set(SAMPLES) - set(PARAMETERS)


def test_nothing_has_two_places() -> None:
    ids = Counter(row["id"] for row in (*SOURCES["parameters"], *SOURCES["samples"]))
    numbers = Counter((name, item["number"]) for name, items in CHECKLISTS.items() for item in items)
    assert [key for key, count in (ids + numbers).items() if count > 1] == []


def test_every_item_of_the_checklist_has_its_place() -> None:
    assert [item["number"] for item in METI] == list(range(1, 50))
    assert CHECKLISTS.keys() - authorities().keys() == set()


def test_what_was_not_seen_in_print_says_so() -> None:
    assert {item["number"] for item in METI if item["known"] == "quoted"} == set(SEEN_IN_PRINT)


def test_every_place_exists() -> None:
    assert {address for address in addresses() if not exists(address)} == set()


@pytest.mark.parametrize(
    "address", ["recovery.rtoo", "recovery.rto.lead", "service.modell", "parties.vendor", "terms.recovery"]
)
def test_a_place_that_does_not_exist_is_noticed(address: str) -> None:
    assert not exists(address)


def test_every_term_comes_from_somewhere() -> None:
    held = {".".join(address.split(".")[:2]) for address in addresses()}
    assert set(catalogue().terms) - held == set()


@pytest.mark.parametrize(("parameter", "address"), MERGED.items())
def test_what_was_merged_is_a_facet_or_stands_in_the_header(parameter: str, address: str) -> None:
    assert placed()[parameter] == address
    assert parameter not in catalogue().terms


def test_what_is_only_near_shares_its_place_with_what_belongs_there() -> None:
    homes = {item["address"] for item in METI if item["fit"] != "nearest"} | set(placed().values())
    near = {item["address"] for item in METI if item["fit"] == "nearest"}
    assert near - homes == set()

"""The one form that equal documents share: spelling of durations, order of sets and cases, split of hours."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from medsla.catalogue import Facet, case_key, catalogue
from medsla.quantities.duration import Duration
from medsla.quantities.ladder import Ladder, Step
from medsla.quantities.window import Window
from medsla.quantities.windows import Windows
from medsla.reading.writing import canonical_json

_SETS = ("countries", "tokens")
_APART = ("catalogue", "terms")


def canonical(data: Mapping[str, Any]) -> dict[str, Any]:
    """The canonical form of normalised data; what says nothing is left out, the catalogue's stamp too.

    >>> canonical(
    ...     {"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT240M"}}}}
    ... )["terms"]
    {'recovery.rto': {'within': 'PT4H'}}
    """
    found = {key: value for key, value in data.items() if key not in _APART and value}
    if "duration" in found.get("agreement", {}):
        duration = Duration.parse(found["agreement"]["duration"]).canonical
        found["agreement"] = dict(found["agreement"]) | {"duration": duration}
    if "information" in found.get("service", {}):
        found["service"] = dict(found["service"]) | {"information": sorted(found["service"]["information"])}
    terms = {
        f"{group}.{key}": canonical_term(f"{group}.{key}", term)
        for group, block in data["terms"].items()
        for key, term in block.items()
        if term
    }
    return found | {"terms": terms}


def canonical_term(address: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The canonical form of one term's data, alike for every spelling and order that means the same.

    >>> canonical_term("data.storage_country", {"countries": ["SG", "JP"]})
    {'countries': ['JP', 'SG']}
    """
    facets = catalogue().terms[address].facets
    found = {key: _value(facets, key, value) for key, value in data.items() if key not in {"cases", "candidates"}}
    if "cases" in data:
        found["cases"] = {case_key(row["when"]): _row(facets, row) for row in data["cases"]}
    if "candidates" in data:
        found["candidates"] = sorted((_row(facets, row) for row in data["candidates"]), key=canonical_json)
    return found


def _row(facets: Mapping[str, Facet], row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _value(facets, key, value) for key, value in row.items()}


def _value(facets: Mapping[str, Facet], key: str, value: Any) -> Any:
    if key == "actual" and "over" in value:
        return dict(value) | {"over": Duration.parse(value["over"]).canonical}
    if key not in facets:
        return value
    kind = facets[key].kind
    if kind == "duration":
        return Duration.parse(value).canonical
    if kind in _SETS:
        return sorted(value)
    if kind == "windows":
        windows = Windows.parse(value)
        return [str(windows.weekly), *sorted(_window(window) for window in windows.special)]
    if kind == "ladder":
        return [_step(step) for step in Ladder.parse(value).steps]
    return value


def _window(window: Window) -> str:
    facts = (window.start, window.end, window.nth, window.of, window.floating, window.holidays, window.longest)
    return str((sorted(window.days), *facts))


def _step(step: Step) -> list[str]:
    limits = ["" if limit is None else str(Fraction(limit)) for limit in (step.at_least, step.below)]
    return [*limits, step.credit.unit, str(step.credit.value)]

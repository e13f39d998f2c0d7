"""A position from a file, or every reason why the file holds none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from medsla.catalogue import Term, catalogue
from medsla.comparison.terms import Offer, Yard, judge_term
from medsla.errors import Place, Problem, ProfileError
from medsla.profile.checking import shape_problems
from medsla.profile.values import checked_value
from medsla.reading.documents import read_document
from medsla.reading.values import pointer_step
from medsla.reading.writing import digest
from medsla.results import Plain, Verdict
from medsla.sla import load_data
from medsla.sla.canonical import canonical_term
from medsla.sla.plain import frozen

_SCHEMA: Final = "position.schema.json"
_DESCENDS: Final = (Verdict.weaker, Verdict.mixed, Verdict.different)
"""How a tier may stand to the one before it: an order among unlike values is the position's own."""

_NO_WORDS: Mapping[str, str] = MappingProxyType({})

Value = Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Tiers:
    """What a position says of one term: tiers of plain data, the best first, and who decides below them."""

    preferred: Value
    acceptable: tuple[Value, ...] = ()
    walk_away: Value | None = None
    approver: Mapping[str, str] = field(default_factory=lambda: _NO_WORDS)
    note: Mapping[str, str] = field(default_factory=lambda: _NO_WORDS)
    sentence: Mapping[str, str] = field(default_factory=lambda: _NO_WORDS)

    @property
    def permitted(self) -> tuple[Value, ...]:
        """The tiers that may be agreed without asking anybody, the best first."""
        return (self.preferred, *self.acceptable)

    @property
    def every(self) -> tuple[Value, ...]:
        """All tiers in descending order, the walk-away last."""
        return (*self.permitted, *((self.walk_away,) if self.walk_away is not None else ()))


@dataclass(frozen=True, slots=True)
class Position:
    """What one side wants, by address of the term; `digest` changes with every tier."""

    name: str
    label: Mapping[str, str]
    terms: Mapping[str, Tiers]
    digest: str
    edition: str = ""
    note: Mapping[str, str] = field(default_factory=lambda: _NO_WORDS)


def load_position(source: str | os.PathLike[str] | bytes, *, name: str | None = None) -> Position:
    """The position in a file (YAML, JSON or workbook), or in the bytes of one.

    Args:
        source: the file, or its bytes.
        name: what to call it in messages; a name that ends in .xlsx makes bytes a workbook.

    Raises:
        ReadError, SpreadsheetError: the file cannot be read.
        ProfileError: it is no position, names values the catalogue does not know, or ranks a better tier below a
            worse one; all problems at once.

    >>> from medsla import resources
    >>> shipped = load_position(
    ...     resources.read_bytes("examples", "playbook/position.yaml")
    ... )
    >>> shipped.terms["recovery.rto"].walk_away["within"]
    'P1D'
    """
    if _is_workbook(source, name):
        from medsla.position.workbook import read_position

        return position_of(*read_position(source, name=name))
    document = read_document(source, name=name)
    problems = shape_problems(document, _SCHEMA)
    if problems:
        raise ProfileError(problems)
    return position_of(document.data, document.place)


def _is_workbook(source: str | os.PathLike[str] | bytes, name: str | None) -> bool:
    called = name or ("" if isinstance(source, bytes) else os.fspath(source))
    return called.lower().endswith(".xlsx")


def position_of(data: Mapping[str, Any], place: Callable[[str], Place]) -> Position:
    """The position of plain data whose shape was checked.

    Args:
        data: as a file holds it.
        place: where the value at a pointer stands.

    Raises:
        ProfileError: values the catalogue does not know, or tiers that do not descend; all problems at once.
    """
    everywhere = frozen(data.get("approver", {}))
    problems: list[Problem] = []
    found: dict[str, Tiers] = {}
    for address, row in data["terms"].items():
        tiers, wrong = _tiers(address, row, everywhere, place)
        problems += wrong or _disorder(address, tiers, place(f"/terms{pointer_step(address)}"))
        found[address] = tiers
    if problems:
        raise ProfileError(problems)
    return Position(
        name=data["name"],
        label=frozen(data["label"]),
        terms=MappingProxyType({address: found[address] for address in catalogue().terms if address in found}),
        digest=digest({address: _canonical(address, tiers) for address, tiers in found.items()}),
        edition=data.get("edition", ""),
        note=frozen(data.get("note", {})),
    )


def _canonical(address: str, tiers: Tiers) -> dict[str, Any]:
    """What the digest covers: every tier, however its values are written."""
    below = [canonical_term(address, tiers.walk_away)] if tiers.walk_away is not None else []
    return {"permitted": [canonical_term(address, tier) for tier in tiers.permitted], "walk_away": below}


def _tiers(
    address: str, row: Mapping[str, Any], approver: Mapping[str, str], place: Callable[[str], Place]
) -> tuple[Tiers, list[Problem]]:
    top = f"/terms{pointer_step(address)}"
    problems: list[Problem] = []

    def value(data: Any, pointer: str) -> Value:
        checked, wrong = checked_value(address, data, place(pointer))
        problems.extend(wrong)
        return checked

    tiers = Tiers(
        preferred=value(row["preferred"], f"{top}/preferred"),
        acceptable=tuple(
            value(data, f"{top}/acceptable/{number}") for number, data in enumerate(row.get("acceptable", ()))
        ),
        walk_away=value(row["walk_away"], f"{top}/walk_away") if "walk_away" in row else None,
        approver=frozen(row.get("approver", approver)),
        note=frozen(row.get("note", {})),
        sentence=frozen(row.get("sentence", {})),
    )
    return tiers, list(dict.fromkeys(problems))


def _disorder(address: str, tiers: Tiers, place: Place) -> Iterator[Problem]:
    """Tiers that do not descend, or of which nobody could tell whether they do."""
    term = catalogue().term(address)
    for number, (upper, lower) in enumerate(pairwise(tiers.every), 1):
        verdict = _standing(term, upper, lower)
        if verdict in (Verdict.stronger, Verdict.same):
            yield Problem.of("position.tier-better", place, term=address, upper=number, lower=number + 1)
        elif verdict not in _DESCENDS or _unlike(term, upper, lower):
            yield Problem.of("position.tier-unlike", place, term=address, upper=number, lower=number + 1)


def _unlike(term: Term, upper: Value, lower: Value) -> bool:
    """Whether one tier states a facet that the other leaves open: an offer could then reach neither."""
    if "answer" in upper or "answer" in lower:
        return False
    return _demanded(term, upper) != _demanded(term, lower)


def _demanded(term: Term, value: Value) -> set[str]:
    """The facets beside the principal ones; a list that means nothing when absent is none."""
    cases: Any = value.get("cases", ())
    blocks: list[Value] = [value, *cases]
    own = {key for key, facet in term.facets.items() if not facet.principal and facet.absent != "empty"}
    return {key for block in blocks for key in block if key in own}


def _standing(term: Term, upper: Value, lower: Value) -> Verdict:
    whole = load_data({"medsla": "1.0", "terms": {}})
    return judge_term(term, Yard(upper, whole=whole), Offer(lower, whole)).verdict

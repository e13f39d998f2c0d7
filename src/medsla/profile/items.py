"""What a yardstick is: per term a requirement, a value if there is one, and the evidence behind each facet.

Knows nothing of files; `loading` makes these values and `checking` says why a file cannot become one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from medsla.profile.authorities import Words, grades
from medsla.results import Evidence, Plain, Severity
from medsla.sla import Sla, load_data
from medsla.sla.plain import thawed

STATES = ("must_state", "should_state")
"""Requirements that ask for a statement and set no value."""

MEETS = ("must_meet", "should_meet")
"""Requirements that set a value."""

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Item:
    """One demand of a yardstick on one term.

    `value` is the term's plain data and empty where only a statement is asked for. `silent` names the facets that
    are not judged. Evidence without facets carries the demand that the term be stated at all. `applies` names the
    uses, models and kinds of information for which the item exists; empty means all.
    """

    term: str
    requirement: str
    value: Mapping[str, Plain]
    silent: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    applies: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)

    def fits(self, service: Mapping[str, Any]) -> bool:
        """Whether the item applies to a service; what the service does not state rules nothing out.

        >>> core = Item(
        ...     "recovery.rto", "should_state", {}, applies={"use": ("core_clinical",)}
        ... )
        >>> core.fits({"use": "other"}), core.fits({})
        (False, True)
        """
        for dimension, wanted in self.applies.items():
            said = service.get(dimension)
            if said is None:
                continue
            if {said}.isdisjoint(wanted) if isinstance(said, str) else set(said).isdisjoint(wanted):
                return False
        return True

    def evidence_for(self, *facets: str) -> tuple[Evidence, ...]:
        """The evidence of these facets; of the demand that the term be stated where none is named."""
        if not facets:
            return tuple(e for e in self.evidence if not e.facets)
        return tuple(e for e in self.evidence if set(facets) & set(e.facets))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document whose values nobody has seen; `sure` is strong, likely or weak."""

    words: Words
    seen_in: tuple[str, ...]
    sure: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A yardstick: what is asked, term by term, and on whose authority.

    `kind` is yardstick, foreign (law of another country), headings (no values at all) or document (made of an SLA).
    `digest` changes with every value, requirement and piece of evidence, and with nothing else.
    """

    name: str
    label: Words
    edition: str
    kind: str
    items: tuple[Item, ...]
    digest: str
    note: Words = field(default_factory=lambda: _NOTHING)
    headings: tuple[Heading, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """The addresses of the terms it speaks of, each once, in its own order."""
        return tuple(dict.fromkeys(item.term for item in self.items))

    def applicable(self, service: Mapping[str, Any]) -> tuple[Item, ...]:
        """The items that apply to a service.

        Where the service does not state its use, all variants of a term apply and the term has several items.
        """
        return tuple(item for item in self.items if item.fits(service))

    def sla_for(self, service: Mapping[str, Any]) -> Sla:
        """The values that apply to a service, as an SLA; two that differ become an ambiguous answer."""
        values: dict[str, list[Any]] = {}
        for item in self.applicable(service):
            if item.value:
                values.setdefault(item.term, []).append(thawed(item.value))
        terms: dict[str, dict[str, Any]] = {}
        for address, stated in values.items():
            group, _, key = address.partition(".")
            distinct = [value for index, value in enumerate(stated) if value not in stated[:index]]
            many = {"answer": "ambiguous", "candidates": distinct}
            terms.setdefault(group, {})[key] = many if len(distinct) > 1 else distinct[0]
        data = {"medsla": "1.0", "document": {"role": "requirement"}, "service": thawed(service), "terms": terms}
        return load_data(data)


def ceiling(evidence: Iterable[Evidence]) -> Severity:
    """The heaviest severity that evidence allows a finding to have.

    A duty seen in a final text in force allows critical; a draft, a superseded edition, an example, a guide value
    or a paraphrase at most major; a suggestion at most minor. A rule of the user's own organisation sets no ceiling,
    nor does the lack of evidence: then somebody's own document is the yardstick.

    >>> example = Evidence(
    ...     "meti-checklist-2010", seen="reprint", grade="設定例", in_force="no"
    ... )
    >>> ceiling([example]).value
    'major'
    """
    allowed = [_allows(found) for found in evidence]
    return min(allowed, key=lambda severity: severity.rank, default=Severity.critical)


def _allows(evidence: Evidence) -> Severity:
    if evidence.own:
        return Severity.critical
    if evidence.suggested or evidence.seen == "none":
        return Severity.minor
    grade = grades().get(evidence.grade)
    final = evidence.seen in ("original", "reprint") and evidence.in_force == "yes"
    return Severity.critical if final and grade is not None and grade.duty else Severity.major


def digest(name: str, edition: str, items: Sequence[Item]) -> str:
    """A hash over everything that can change a verdict or its weight."""
    facts = [name, edition, [[getattr(item, key) for key in Item.__dataclass_fields__] for item in items]]
    text = json.dumps(facts, default=_canonical, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _canonical(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Evidence):
        return [getattr(value, key) for key in Evidence.__dataclass_fields__]
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a profile holds no {type(value).__name__}")

"""What a rule is, and what its check hands back: facts, never prose.

Facts are named so that they can be formatted without knowing the rule. The ending of a name says how:
`_duration` an ISO 8601 text, `_seconds` an exact number of seconds, `_moment` a date and time of day in Japan,
`_percent` a percentage, `_percent_shown` one rounded for display, `_days` and `_count` whole numbers, `_country` codes
of countries, `_label` an address and `_labels` several whose labels are shown, `_tokens` the address of a facet
followed by tokens of it, `_words` the source's own words. Other names are plain text. `variant` names the sentence
where a rule has several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from medsla.results import EMPTY, Evidence, Fact, Severity
from medsla.sla import Sla

__all__ = ["Check", "Found", "Kind", "Rule"]

Kind = Literal["law", "guideline", "logic", "wording"]
"""What stands behind a rule: a statute, a guideline, arithmetic and definitions, or the use of words."""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of a check: the addresses it rests on and the facts its sentence needs.

    `severity` replaces the rule's where this finding weighs differently. `refused` marks an explicit refusal, which
    is judged by the loss alone: no ceiling of evidence holds for it. `evidence` stands in for the rule's where only
    a part of it speaks of this case.
    """

    addresses: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=lambda: EMPTY)
    severity: Severity | None = None
    refused: bool = False
    evidence: tuple[Evidence, ...] = ()


Check = Callable[[Sla], Iterable[Found]]
"""Pure: the same document gives the same findings, in the document's order."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: what is checked, how much it weighs and by what authority.

    `information` names the kinds of information for which the rule exists, empty for every service. Where a document
    does not say what it handles, the finding is one severity lighter. A `foreign` rule rests on the law of another
    country: no document says whose law reaches the institution, so it is applied only where it is asked for by name.
    """

    id: str
    slug: str
    severity: Severity
    kind: Kind
    check: Check
    evidence: tuple[Evidence, ...] = ()
    information: frozenset[str] = frozenset()
    foreign: bool = False

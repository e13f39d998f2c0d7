"""Two sides compared: what stood on each, every term judged, and how much was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from medsla.results.judged import Plain, TermJudgement, Verdict


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the proposal was read: counts that make a hole visible."""

    files: tuple[str, ...] = ()
    extent: str = "whole"
    incorporates: tuple[str, ...] = ()
    stated: int = 0
    not_read: int = 0
    unmapped: tuple[Mapping[str, Plain], ...] = ()

    @property
    def complete(self) -> bool:
        """True only where the whole paper and all it incorporates were read and mapped."""
        return self.extent == "whole" and not self.incorporates and not self.unmapped


@dataclass(frozen=True, slots=True)
class Side:
    """What stood on one side: a profile or a document, by name and digest, with its role and title."""

    name: str
    digest: str = ""
    label: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    role: str = ""
    edition: str = ""
    note: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Diff:
    """Every term judged, in catalogue order; empty of findings when the two sides are the same."""

    reference: Side
    proposal: Side
    terms: tuple[TermJudgement, ...]

    def __iter__(self) -> Iterator[TermJudgement]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def changed(self) -> tuple[TermJudgement, ...]:
        """The terms that are not the same and that both or either side speaks of."""
        quiet = {Verdict.same, Verdict.not_applicable, Verdict.stated}
        return tuple(t for t in self.terms if t.verdict not in quiet)

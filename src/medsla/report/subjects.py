"""What can be reported beside a Review and a Diff: the rules' findings on one document, and refused input."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from medsla.results import Diff, LintFinding, Review

if TYPE_CHECKING:
    from collections.abc import Mapping

    from medsla.errors import Problem


@dataclass(frozen=True, slots=True)
class LintReport:
    """The findings of the rules on one document; `note` is the document's own note by language.

    >>> LintReport("offer.yaml", ()).findings
    ()
    """

    name: str
    findings: tuple[LintFinding, ...]
    note: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """The problems found in some files; no problems means that all of them can be used.

    >>> ProblemReport(("offer.yaml",), ()).files
    ('offer.yaml',)
    """

    files: tuple[str, ...]
    problems: tuple[Problem, ...]


Subject = Review | Diff | LintReport | ProblemReport
"""Anything a report can be about."""

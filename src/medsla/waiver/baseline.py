"""Baselines: the fingerprints of the findings that are known, so that only new ones count."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from medsla.errors import ProfileError
from medsla.profile.checking import shape_problems
from medsla.reading.documents import read_document
from medsla.results import Finding, LintFinding, Review, Waived

_SCHEMA = "baseline.schema.json"


def baseline_of(reviews: Iterable[Review]) -> dict[str, Any]:
    """Every finding of the reviews as the plain data of a baseline file, each fingerprint once, sorted.

    What an earlier baseline covers stays in it; what a waiver covers does not come in.

    >>> baseline_of([])
    {'medsla': '1.0', 'baseline': []}
    """
    rows = {found.fingerprint: _row(found) for review in reviews for found in _counted(review)}
    ordered = sorted(rows.values(), key=lambda row: (row["about"], row["fingerprint"]))
    return {"medsla": "1.0", "baseline": ordered}


def _counted(review: Review) -> Iterator[Finding]:
    yield from review.findings
    yield from (waived.finding for waived in review.waived if waived.by == "baseline")


def _row(found: Finding) -> dict[str, str]:
    """The fingerprint, and for readers what it is about."""
    if isinstance(found, LintFinding):
        return {"fingerprint": found.fingerprint, "about": found.rule, "found": found.slug}
    about, said = found.address, found.verdict.value
    return {"fingerprint": found.fingerprint, "about": about, "found": said}


def load_baseline(source: str | os.PathLike[str] | bytes, *, name: str | None = None) -> frozenset[str]:
    """The fingerprints that a baseline file holds.

    Raises:
        ReadError: the file cannot be read.
        ProfileError: it is no baseline.

    >>> sorted(load_baseline(b'{"medsla": "1.0", "baseline": []}'))
    []
    """
    document = read_document(source, name=name)
    problems = shape_problems(document, _SCHEMA)
    if problems:
        raise ProfileError(problems)
    rows: Any = document.data["baseline"]
    return frozenset(row["fingerprint"] for row in rows)


def apply_baseline(review: Review, known: Collection[str]) -> Review:
    """The review in which the findings that a baseline knows no longer count.

    >>> from medsla.results import Coverage, Side
    >>> empty = Review("", "", Side("a"), Side("b"), (), (), Coverage())
    >>> apply_baseline(empty, {"0123456789ab"}) == empty
    True
    """
    covered = tuple(Waived(found, "baseline") for found in review.findings if found.fingerprint in known)
    return replace(review, waived=(*review.waived, *covered))

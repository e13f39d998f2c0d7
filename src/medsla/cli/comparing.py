"""`review`, `diff` and `lint`: read, judge, print, and the exit code that scripts wait for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from medsla.cli import options
from medsla.cli.delivering import FORMS, Written, deliver
from medsla.cli.ending import fail_on
from medsla.comparison import diff
from medsla.errors import MedslaError, Problem, ReadError
from medsla.judgement import review
from medsla.profile import Profile, profiles, yardstick
from medsla.reading.documents import read_document
from medsla.reading.files import expand_patterns
from medsla.report import LintReport, Subject, origins_of
from medsla.results import Severity
from medsla.rules import lint
from medsla.sla import Sla, load

_REPORT_FORMS = ("text", "md", "json", "html")


@options.command("review")
@options.files
@options.against
@options.language
@options.form(*_REPORT_FORMS)
@options.outputs
@options.fail_on
@options.suggestions
@options.quiet
def review_command(
    files: tuple[str, ...],
    against: str,
    language: str,
    format_: str,
    output: str | None,
    limit: str,
    include_suggestions: bool,
    quiet: bool,
) -> None:
    """Review offers: what is worse than the yardstick, missing or contradictory, and what to write instead.

    Examples:

      medsla review offer.yaml --lang ja
      medsla review offer.yaml --format html -o offer.html --lang ja-en
      medsla review "offers/*.yaml" --format json -o reviews.json --fail-on major
    """
    yard = _reference(against)
    reports, worst = [], []
    for offer in _load_all(files):
        found = review(offer, yard)
        worst.append(found.worst(suggestions=include_suggestions))
        reports.append(_written(found, offer, language, format_))
    deliver(reports, "review", format_, output, language, quiet=quiet)
    fail_on(_heaviest(worst), limit)


@options.command("diff")
@click.argument("reference", type=options.FILE, shell_complete=options.complete_profile)
@click.argument("proposal", type=options.FILE)
@options.language
@options.form(*_REPORT_FORMS)
@options.outputs
@options.fail_on
@options.suggestions
@options.quiet
def diff_command(
    reference: str,
    proposal: str,
    language: str,
    format_: str,
    output: str | None,
    limit: str,
    include_suggestions: bool,
    quiet: bool,
) -> None:
    """Compare a proposal with a reference, term by term, as the institution sees it.

    REFERENCE is the name of a profile, or a file with a profile or an SLA.

    Example:

      medsla diff round-1.yaml round-2.yaml --fail-on minor
    """
    yard, offer = _both(reference, proposal)
    found = diff(yard, offer)
    deliver([_written(found, offer, language, format_)], "diff", format_, output, language, quiet=quiet)
    fail_on(_heaviest([term.severity for term in found if include_suggestions or not term.suggested]), limit)


@options.command("lint")
@options.files
@options.language
@options.form(*_REPORT_FORMS)
@options.outputs
@options.fail_on
@options.quiet
def lint_command(
    files: tuple[str, ...], language: str, format_: str, output: str | None, limit: str, quiet: bool
) -> None:
    """Look in each document by itself for contradictions, gaps and unclear promises.

    Example:

      medsla lint offer.yaml --lang en
    """
    reports, worst = [], []
    for offer in _load_all(files):
        found = lint(offer)
        worst += [finding.severity for finding in found]
        report = LintReport(offer.file or "", found, offer.data.get("document", {}).get("note", {}))
        reports.append(_written(report, offer, language, format_))
    deliver(reports, "lint", format_, output, language, quiet=quiet)
    fail_on(_heaviest(worst), limit)


def _load_all(patterns: tuple[str, ...]) -> list[Sla]:
    """Every file that the patterns name; the problems of all files at once, nothing judged before all are read."""
    found: list[Sla] = []
    problems: list[Problem] = []
    for path in expand_patterns(patterns):
        try:
            found.append(load(path))
        except MedslaError as error:
            problems += error.problems
    if problems:
        raise ReadError(problems)
    return found


def _both(reference: str, proposal: str) -> tuple[Profile | Sla, Sla]:
    """Both sides, or the problems of both at once."""
    problems: list[Problem] = []
    yard: Profile | Sla | None = None
    try:
        yard = _reference(reference)
    except MedslaError as error:
        problems += error.problems
    try:
        offer = load(proposal)
    except MedslaError as error:
        raise ReadError([*problems, *error.problems]) from error
    if yard is None:
        raise ReadError(problems)
    return yard, offer


def _reference(name: str) -> Profile | Sla:
    """A shipped profile by its name, or the profile or document in a file."""
    if name in profiles() or not Path(name).is_file():
        return yardstick(name)
    data = read_document(name).data
    return yardstick(name) if "items" in data and "terms" not in data else load(name)


def _written(subject: Subject, offer: Sla, language: str, format_: str) -> Written:
    return Written(offer.file or "", FORMS[format_].render(subject, language, origin=origins_of(offer)))


def _heaviest(found: Sequence[Severity | None]) -> Severity | None:
    return min((severity for severity in found if severity), key=lambda severity: severity.rank, default=None)

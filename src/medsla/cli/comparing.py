"""`review`, `diff` and `lint`: read, judge, print, and the exit code that scripts wait for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import click

from medsla.cli import options
from medsla.cli.delivering import FORMS, Written, deliver
from medsla.cli.ending import fail_on, put
from medsla.cli.papers import load_all, load_paper, reference_of
from medsla.comparison import diff
from medsla.errors import MedslaError, Problem, ReadError
from medsla.judgement import review
from medsla.position import load_position, negotiate
from medsla.profile import Profile
from medsla.reading.writing import dump_json
from medsla.report import LintReport, Subject, origins_of
from medsla.results import Severity
from medsla.rules import lint
from medsla.sla import Sla
from medsla.waiver import apply_baseline, baseline_of, load_baseline, load_waivers

_REPORT_FORMS = ("text", "md", "json", "html", "docx", "xlsx")


@options.command("review")
@options.files
@options.against
@options.language
@options.form(*_REPORT_FORMS)
@options.outputs
@options.fail_on
@options.suggestions
@options.waivers
@options.baseline
@options.write_baseline
@options.position
@options.round_
@options.quiet
def review_command(
    files: tuple[str, ...],
    against: str,
    language: str,
    format_: str,
    output: str | None,
    limit: str,
    include_suggestions: bool,
    waivers: str | None,
    baseline: str | None,
    write_baseline: str | None,
    position: str | None,
    round_: int,
    quiet: bool,
) -> None:
    """Review offers: what is worse than the yardstick, missing or contradictory, and what to write instead.

    What --waivers or --baseline cover is told and not counted. With --position the review ends in a table of
    conditions for your own side.

    Examples:

      medsla review offer.yaml --lang ja
      medsla review offer.yaml --format html -o offer.html --lang ja-en
      medsla review "offers/*.yaml" --format json -o reviews.json --fail-on major
      medsla review offer.yaml --waivers waivers.yaml --position position.yaml
    """
    yard = reference_of(against)
    accepted = load_waivers(waivers) if waivers else ()
    known = load_baseline(baseline) if baseline else frozenset()
    wanted = load_position(position) if position else None
    offers = load_all(files)
    found = [review(offer, yard, waivers=accepted, baseline=known) for offer in offers]
    if write_baseline:
        text = dump_json(baseline_of(found))
        put(text, write_baseline, language, quiet=quiet, exact="json")
        found = [apply_baseline(one, load_baseline(text.encode("utf-8"))) for one in found]
    if wanted is not None:
        pairs = zip(found, offers, strict=True)
        found = [replace(one, negotiation=negotiate(offer, wanted, round_=round_)) for one, offer in pairs]
    reports = [_written(one, offer, language, format_) for one, offer in zip(found, offers, strict=True)]
    deliver(reports, "review", format_, output, language, quiet=quiet)
    fail_on(_heaviest([one.worst(suggestions=include_suggestions) for one in found]), limit)


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
    for offer in load_all(files):
        found = lint(offer)
        worst += [finding.severity for finding in found]
        report = LintReport(offer.file or "", found, offer.data.get("document", {}).get("note", {}))
        reports.append(_written(report, offer, language, format_))
    deliver(reports, "lint", format_, output, language, quiet=quiet)
    fail_on(_heaviest(worst), limit)


def _both(reference: str, proposal: str) -> tuple[Profile | Sla, Sla]:
    """Both sides, or the problems of both at once."""
    problems: list[Problem] = []
    yard: Profile | Sla | None = None
    try:
        yard = reference_of(reference)
    except MedslaError as error:
        problems += error.problems
    try:
        offer = load_paper(proposal)
    except MedslaError as error:
        raise ReadError([*problems, *error.problems]) from error
    if yard is None:
        raise ReadError(problems)
    return yard, offer


def _written(subject: Subject, offer: Sla, language: str, format_: str) -> Written:
    return Written(offer.file or "", FORMS[format_].render(subject, language, origin=origins_of(offer)))


def _heaviest(found: Sequence[Severity | None]) -> Severity | None:
    return min((severity for severity in found if severity), key=lambda severity: severity.rank, default=None)

"""`review`, `diff` and `lint`: read, judge, print, and the exit code that scripts wait for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import click

from medsla.cli import options
from medsla.cli.ending import fail_on, put
from medsla.comparison import diff
from medsla.errors import MedslaError, ReadError
from medsla.judgement import review
from medsla.profile import Profile, yardstick
from medsla.reading.files import expand_patterns
from medsla.report import LintReport, Subject, origins_of, render_html, render_json, render_markdown, render_text
from medsla.results import Severity
from medsla.rules import lint
from medsla.sla import Sla, load

_RENDER: Mapping[str, Callable[..., str]] = {
    "text": render_text,
    "md": render_markdown,
    "json": render_json,
    "html": render_html,
}


@click.command("review")
@click.argument("files", nargs=-1, required=True)
@options.against
@options.language
@options.report_format("html")
@options.output
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
    """Review each FILE against the yardstick: what is worse, missing, contradictory, and what to write instead.

    Examples:

      medsla review offer.yaml --lang ja

      medsla review *.yaml --format json -o reviews.json --fail-on major
    """
    yard = yardstick(against)
    parts, worst = [], []
    for offer in _load_all(files):
        found = review(offer, yard)
        worst.append(found.worst(suggestions=include_suggestions))
        parts.append(_rendered(found, offer, language, format_))
    put(_joined(parts, format_), output, language, quiet=quiet)
    fail_on(_heaviest(worst), limit)


@click.command("diff")
@click.argument("reference")
@click.argument("proposal")
@options.language
@options.report_format("html")
@options.output
@options.fail_on
@options.quiet
def diff_command(
    reference: str, proposal: str, language: str, format_: str, output: str | None, limit: str, quiet: bool
) -> None:
    """Compare PROPOSAL with REFERENCE, a profile or another SLA; worse and better are the institution's.

    Example:

      medsla diff round-1.yaml round-2.yaml --fail-on minor
    """
    offer = load(proposal)
    found = diff(_reference(reference), offer)
    put(_rendered(found, offer, language, format_), output, language, quiet=quiet)
    fail_on(_heaviest([term.severity for term in found if not term.suggested]), limit)


@click.command("lint")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@options.language
@options.report_format("html")
@options.output
@options.fail_on
@options.quiet
def lint_command(
    files: tuple[str, ...], language: str, format_: str, output: str | None, limit: str, quiet: bool
) -> None:
    """Look in each FILE by itself for contradictions, gaps and unclear promises.

    Example:

      medsla lint offer.yaml --lang en
    """
    parts, worst = [], []
    for offer in _load_all(files):
        found = lint(offer)
        worst += [finding.severity for finding in found]
        report = LintReport(offer.file or "", found, offer.data.get("document", {}).get("note", {}))
        parts.append(_rendered(report, offer, language, format_))
    put(_joined(parts, format_), output, language, quiet=quiet)
    fail_on(_heaviest(worst), limit)


def _load_all(patterns: tuple[str, ...]) -> list[Sla]:
    """Every file that the patterns name; the problems of all files at once, nothing judged before all are read."""
    found, problems = [], []
    for path in expand_patterns(patterns):
        try:
            found.append(load(path))
        except MedslaError as error:
            problems += error.problems
    if problems:
        raise ReadError(problems)
    return found


def _reference(name: str) -> Profile | Sla:
    """A shipped profile by its name, or a document by its path."""
    from medsla.profile import profiles

    return yardstick(name) if name in profiles() else _document_or_profile(name)


def _document_or_profile(name: str) -> Profile | Sla:
    from medsla.errors import InvalidSla

    try:
        return load(name)
    except InvalidSla:
        return yardstick(name)


def _rendered(subject: Subject, offer: Sla, language: str, format_: str) -> str:
    return _RENDER[format_](subject, language, origin=origins_of(offer))


def _joined(parts: list[str], format_: str) -> str:
    """One report as it is; several as a JSON list, or one after the other."""
    if len(parts) == 1:
        return parts[0]
    if format_ == "json":
        return "[\n" + ",\n".join(part.rstrip("\n") for part in parts) + "\n]\n"
    return "\n".join(parts)


def _heaviest(found: list[Severity | None]) -> Severity | None:
    return min((severity for severity in found if severity), key=lambda severity: severity.rank, default=None)

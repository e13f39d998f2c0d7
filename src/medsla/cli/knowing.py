"""`terms`, `rules` and `explain`: what medsla knows, as lists and as one page a thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from medsla.catalogue import Term, catalogue
from medsla.cli import options
from medsla.cli.ending import put, spoken
from medsla.errors import MedslaError, UnknownAddress
from medsla.explanation import evidence_line, kind_word, severity_word
from medsla.messages import languages, say
from medsla.profile import yardstick
from medsla.reading.writing import dump_json
from medsla.results import Evidence, Severity
from medsla.rules import RULES, Rule, rule
from medsla.wording import format_term


@click.command("terms")
@options.language
@options.table_format
@options.output
@options.quiet
def terms_command(language: str, format_: str, output: str | None, quiet: bool) -> None:
    """List every term: address, label, weight, facets."""
    if format_ == "json":
        put(dump_json([_term_row(term) for term in catalogue()]), output, language, quiet=quiet)
        return
    put("\n".join(_term_lines(language)) + "\n", output, language, quiet=quiet)


def _term_row(term: Term) -> dict[str, Any]:
    return {
        "address": term.address,
        "label": dict(term.label),
        "weight": term.weight,
        "facets": [
            {"key": f.key, "kind": f.kind, "better": f.better, "principal": f.principal, "label": dict(f.label)}
            for f in term.own
        ],
    }


def _term_lines(language: str) -> Iterable[str]:
    for group in catalogue().groups:
        yield " / ".join(group.label[each] for each in spoken(language))
        for term in catalogue():
            if term.group == group.key:
                weight = severity_word(Severity(term.weight), spoken(language)[0])
                yield f"  {term.address:<38} {weight:<8} {' / '.join(term.label[each] for each in spoken(language))}"


@click.command("rules")
@options.language
@options.table_format
@options.output
@options.quiet
def rules_command(language: str, format_: str, output: str | None, quiet: bool) -> None:
    """List every rule: id, slug, kind, severity, evidence."""
    if format_ == "json":
        put(dump_json([_rule_row(row) for row in RULES]), output, language, quiet=quiet)
        return
    lines = [
        f"{row.id}  {severity_word(row.severity, spoken(language)[0]):<8} "
        f"{' / '.join(say(f'rule.{row.id}.title', each) for each in spoken(language))}"
        for row in RULES
    ]
    put("\n".join(lines) + "\n", output, language, quiet=quiet)


def _rule_row(row: Rule) -> dict[str, Any]:
    return {
        "id": row.id,
        "slug": row.slug,
        "kind": row.kind,
        "severity": row.severity.value,
        "title": {each: say(f"rule.{row.id}.title", each) for each in languages},
        "evidence": [_evidence(e) for e in row.evidence],
    }


def _evidence(found: Evidence) -> dict[str, Any]:
    return {
        "authority": found.authority,
        "place": found.place,
        "words": found.words,
        "seen": found.seen,
        "grade": found.grade,
        "origin": found.origin,
    }


@click.command("explain")
@click.argument("name")
@options.language
@options.output
@options.quiet
def explain_command(name: str, language: str, output: str | None, quiet: bool) -> None:
    """Explain a term (availability.uptime) or a rule (SLA250): why it matters and by what authority."""
    text = "\n".join(line for each in spoken(language) for line in _explained(name, each))
    put(text + "\n", output, language, quiet=quiet)


def _explained(name: str, language: str) -> list[str]:
    if "." in name:
        return _explained_term(catalogue().term(name), language)
    try:
        return _explained_rule(rule(name), language)
    except MedslaError:
        near = [row.id for row in RULES if row.id.lower() == name.lower()]
        raise UnknownAddress(name, near[0] if near else "") from None


def _explained_term(term: Term, language: str) -> list[str]:
    lines = [
        f"{term.label[language]}  ({term.address})",
        say("explanation.why.line", language, why=term.why[language]),
        say("cli.weight", language, weight=severity_word(Severity(term.weight), language)),
        say("cli.aliases", language, aliases=", ".join((*term.aliases["ja"], *term.aliases["en"]))),
    ]
    for facet in term.own:
        tokens = ", ".join(f"{key} ({words[language]})" for key, words in facet.tokens.items())
        lines.append(f"  {facet.key}: {facet.label[language]}{': ' + tokens if tokens else ''}")
    for item in yardstick().items:
        if item.term == term.address:
            if item.value:
                lines.append(say("cli.yardstick", language, value=format_term(term, item.value, language)))
            lines += [f"  {evidence_line(e, language)}" for e in item.evidence]
    return [*lines, ""]


def _explained_rule(row: Rule, language: str) -> list[str]:
    return [
        f"{row.id}  {say(f'rule.{row.id}.title', language)}  ({row.slug})",
        say(f"rule.{row.id}.why", language),
        say("cli.weight", language, weight=severity_word(row.severity, language)),
        kind_word(row.kind, language),
        *(f"  {evidence_line(e, language)}" for e in row.evidence),
        "",
    ]

"""`terms` and `rules`: what medsla knows, as lists for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from medsla.catalogue import Term, catalogue
from medsla.cli import options
from medsla.cli.ending import put, spoken
from medsla.explanation import evidence_line, severity_word
from medsla.messages import say
from medsla.profile import Item, yardstick
from medsla.reading.writing import dump_json
from medsla.report.width import columns
from medsla.report.yardsticks import item_json
from medsla.results import Evidence, Severity
from medsla.rules import RULES, Rule
from medsla.wording import format_term


@options.command("terms")
@click.option("--evidence", is_flag=True, help="Add what the medsla yardstick asks, and on whose authority.")
@options.language
@options.form("text", "json")
@options.output
@options.quiet
def terms_command(evidence: bool, language: str, format_: str, output: str | None, quiet: bool) -> None:
    """List the terms of the catalogue: address, label, weight, facets.

    Examples:

      medsla terms --format json -o terms.json
      medsla terms --evidence --lang en
    """
    asked = _asked() if evidence else {}
    if format_ == "json":
        text = dump_json([_term_row(term, asked) for term in catalogue()])
    else:
        text = "".join(f"{line}\n" for line in _term_lines(spoken(language), asked))
    put(text, output, language, quiet=quiet, exact="json" if format_ == "json" else "")


def _asked() -> dict[str, list[Item]]:
    """The items of the medsla yardstick by term, every term named."""
    return {term.address: [item for item in yardstick().items if item.term == term.address] for term in catalogue()}


def _term_row(term: Term, asked: Mapping[str, list[Item]]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "address": term.address,
        "label": dict(term.label),
        "weight": term.weight,
        "facets": [
            {"key": f.key, "kind": f.kind, "better": f.better, "principal": f.principal, "label": dict(f.label)}
            for f in term.own
        ],
    }
    return row | ({"yardstick": [item_json(item) for item in asked[term.address]]} if asked else {})


def _term_lines(languages: tuple[str, ...], asked: Mapping[str, list[Item]]) -> Iterator[str]:
    words = {severity: _joined([severity_word(severity, each) for each in languages]) for severity in Severity}
    address_width = max(len(term.address) for term in catalogue())
    for group in catalogue().groups:
        yield _joined([group.label[each] for each in languages])
        for term in catalogue():
            if term.group == group.key:
                label = _joined([term.label[each] for each in languages])
                weight = _padded(words[Severity(term.weight)], max(map(columns, words.values())))
                yield f"  {term.address:<{address_width}}  {weight}  {label}"
                if asked:
                    yield from _evidence_lines(term, asked[term.address], languages)


def _evidence_lines(term: Term, items: list[Item], languages: tuple[str, ...]) -> Iterator[str]:
    """What the yardstick asks of a term, and each source, in each language."""
    for each in languages:
        if not items:
            yield f"    {say('cli.no_yardstick', each)}"
        for item in items:
            words = say(f"report.requirement.{item.requirement}", each)
            value = format_term(term, item.value, each) if item.value else say("cli.no_value", each)
            yield f"    {say('cli.yardstick', each, asked=words, value=value)}"
            yield from (f"      - {line}" for line in dict.fromkeys(evidence_line(e, each) for e in item.evidence))


@options.command("rules")
@options.language
@options.form("text", "json")
@options.output
@options.quiet
def rules_command(language: str, format_: str, output: str | None, quiet: bool) -> None:
    """List the rules that lint applies: id, severity, what they find.

    Example:

      medsla rules --lang en
    """
    if format_ == "json":
        text = dump_json([_rule_row(row) for row in RULES])
    else:
        text = "".join(f"{line}\n" for line in _rule_lines(spoken(language)))
    put(text, output, language, quiet=quiet, exact="json" if format_ == "json" else "")


def _rule_row(row: Rule) -> dict[str, Any]:
    return {
        "id": row.id,
        "slug": row.slug,
        "kind": row.kind,
        "severity": row.severity.value,
        "evidence": [_evidence(evidence) for evidence in row.evidence],
    }


def _evidence(found: Evidence) -> dict[str, Any]:
    return {
        "authority": found.authority,
        "place": found.place,
        "words": found.words,
        "seen": found.seen,
        "grade": found.grade,
        "origin": found.origin,
        "in_force": found.in_force,
    }


def _rule_lines(languages: tuple[str, ...]) -> Iterator[str]:
    words = {severity: _joined([severity_word(severity, each) for each in languages]) for severity in Severity}
    for row in RULES:
        title = _joined([say(f"rule.{row.id}.title", each) for each in languages])
        yield f"{row.id}  {_padded(words[row.severity], max(map(columns, words.values())))}  {title}"


def _joined(texts: list[str]) -> str:
    return " / ".join(dict.fromkeys(texts))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))

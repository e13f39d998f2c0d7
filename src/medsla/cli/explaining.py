"""`explain`: one term or one rule on a page: why it matters, by what authority, and what a yardstick asks."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

import click
from click.shell_completion import CompletionItem

from medsla.catalogue import Facet, Term, catalogue, parse_address
from medsla.cli import options
from medsla.cli.ending import put, spoken
from medsla.errors import UnknownAddress
from medsla.explanation import evidence_line, kind_word, severity_word
from medsla.messages import say
from medsla.profile import Item, yardstick
from medsla.report.width import wrap
from medsla.results import Severity
from medsla.rules import RULES, Rule
from medsla.wording import format_term

_WIDTH = 88


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in _names() if name.startswith(incomplete)]


@options.command("explain")
@click.argument("name", metavar="ADDRESS|RULE", shell_complete=_complete)
@options.language
@options.output
@options.quiet
def explain_command(name: str, language: str, output: str | None, quiet: bool) -> None:
    """Explain a term or a rule: why it matters, and by what authority.

    Examples:

      medsla explain availability.uptime
      medsla explain SLA250 --lang en
    """
    pages = ["".join(f"{line}\n" for line in explained(name, each)) for each in spoken(language)]
    put("\n".join(pages), output, language, quiet=quiet)


def explained(name: str, language: str) -> list[str]:
    """The lines that explain a term by its address, or a rule by id or slug.

    Raises:
        UnknownAddress: neither a term nor a rule; it names the nearest.

    >>> explained("sla250", "ja")[0]
    'SLA250 rto-against-uptime'
    """
    for row in RULES:
        if name.upper() == row.id or name.lower() == row.slug:
            return list(_rule_lines(row, language))
    if "." not in name:
        near = get_close_matches(name.upper(), [row.id for row in RULES], n=1) or get_close_matches(name, _names(), n=1)
        raise UnknownAddress(name, near)
    return list(_term_lines(catalogue().term(parse_address(name).term), language))


def _names() -> list[str]:
    return [*catalogue().terms, *(row.id for row in RULES), *(row.slug for row in RULES)]


def _rule_lines(row: Rule, language: str) -> Iterator[str]:
    yield f"{row.id} {row.slug}"
    yield from wrap(say(f"rule.{row.id}.title", language), _WIDTH)
    yield ""
    yield from wrap(say(f"rule.{row.id}.why", language), _WIDTH)
    yield say("cli.weight", language, weight=severity_word(row.severity, language))
    yield say("cli.kind", language, kind=kind_word(row.kind, language))
    for evidence in row.evidence:
        yield from wrap(evidence_line(evidence, language), _WIDTH, "- ")


def _term_lines(term: Term, language: str) -> Iterator[str]:
    yield term.address
    yield term.label[language]
    yield ""
    yield from wrap(say("explanation.why.line", language, why=term.why[language]), _WIDTH)
    yield say("cli.weight", language, weight=severity_word(Severity(term.weight), language))
    aliases = say("cli.list", language).join((*term.aliases["ja"], *term.aliases["en"]))
    yield from wrap(say("cli.aliases", language, aliases=aliases), _WIDTH)
    yield ""
    yield say("cli.facets", language)
    for facet in term.own:
        yield from _facet_lines(facet, language)
    items = [item for item in yardstick().items if item.term == term.address]
    if not items:
        yield ""
        yield say("cli.no_yardstick", language)
    for item in items:
        yield ""
        yield from _item_lines(term, item, language)


def _facet_lines(facet: Facet, language: str) -> Iterator[str]:
    yield from wrap(say("cli.facet", language, key=facet.key, label=facet.label[language]), _WIDTH, "  ")
    for key, words in facet.tokens.items():
        yield from wrap(say("cli.facet", language, key=key, label=words[language]), _WIDTH, "    - ")


def _item_lines(term: Term, item: Item, language: str) -> Iterator[str]:
    """What the medsla yardstick asks, for which services, and where that comes from."""
    asked = say(f"report.requirement.{item.requirement}", language)
    value = format_term(term, item.value, language) if item.value else say("cli.no_value", language)
    yield from wrap(say("cli.yardstick", language, asked=asked, value=value), _WIDTH)
    for dimension, values in item.applies.items():
        words = say("cli.list", language).join(say(f"cli.applies.{value}", language) for value in values)
        yield from wrap(say(f"cli.applies_{dimension}", language, values=words), _WIDTH, "  ")
    for evidence in item.evidence:
        yield from wrap(evidence_line(evidence, language), _WIDTH, "  - ")

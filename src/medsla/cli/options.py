"""Options that several commands share, each defined once."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import click

from medsla.results import Severity

Command = Callable[..., Any]

LANGUAGES = ("ja", "en", "ja-en")


def default_language() -> str:
    """Japanese where the environment speaks Japanese, both languages where it says nothing, else English.

    >>> default_language() in LANGUAGES
    True
    """
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if said.startswith("ja"):
        return "ja"
    return "en" if said.startswith("en") else "ja"


language = click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), default=default_language, help="Language of the output."
)
output = click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of the screen; - is the screen.")
quiet = click.option("--quiet", is_flag=True, help="Say only what was asked for.")
against = click.option(
    "--against", metavar="PROFILE_OR_FILE", default="medsla", show_default=True, help="Yardstick: a profile or an SLA."
)
fail_on = click.option(
    "--fail-on",
    "limit",
    type=click.Choice([*(s.value for s in Severity if s is not Severity.info), "never"]),
    default="never",
    show_default=True,
    help="Exit with 1 when a finding is this serious or more.",
)
suggestions = click.option(
    "--include-suggestions", is_flag=True, help="Let medsla's own suggestions count for --fail-on."
)


def report_format(*more: str) -> Callable[[Command], Command]:
    """The option `--format` with the report formats and any further ones."""
    choices = ("text", "md", "json", *more)
    return click.option(
        "--format", "format_", type=click.Choice(choices), default="text", show_default=True, help="Form of the output."
    )


def table_format(command: Command) -> Command:
    """The option `--format` for lists: readable text or JSON."""
    choice = click.Choice(("text", "json"))
    return click.option("--format", "format_", type=choice, default="text", show_default=True, help="Form of the list.")(
        command
    )

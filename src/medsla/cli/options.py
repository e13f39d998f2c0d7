"""Options that several commands share, each defined once, and the look of a command's help."""

from __future__ import annotations

import os
from collections.abc import Callable
from inspect import cleandoc
from typing import Any

import click
from click.shell_completion import CompletionItem

from medsla.cli.commands import COMMANDS
from medsla.results import Severity

Command = Callable[..., Any]

LANGUAGES = ("ja", "en", "ja-en")
LANGUAGE_VARIABLE = "MEDSLA_LANG"


class _Command(click.Command):
    """A command whose help has one line of Japanese below the English one."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        english, _, rest = cleandoc(self.help or "").partition("\n\n")
        _, _, japanese = COMMANDS[str(self.name)]
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(english)
            formatter.write(f"{'':{formatter.current_indent}}{japanese}\n")
            for part in rest.split("\n\n") if rest else ():
                formatter.write_paragraph()
                for line in part.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")


def command(name: str) -> Callable[[Command], click.Command]:
    """A command under its name; its docstring is its help, as it stands."""
    return click.command(name, cls=_Command)


def default_language() -> str:
    """The language where none is asked for: MEDSLA_LANG, else that of the environment, else Japanese.

    >>> default_language() in LANGUAGES
    True
    """
    chosen = os.environ.get(LANGUAGE_VARIABLE, "")
    if chosen in LANGUAGES:
        return chosen
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    silent = said.partition(".")[0] in ("", "C", "POSIX")
    return "ja" if silent or said.startswith("ja") else "en"


def complete_profile(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of yardsticks for the shell, then files."""
    from medsla.profile import profiles

    named = [CompletionItem(name) for name in profiles() if name.startswith(incomplete)]
    return named or [CompletionItem(incomplete, type="file")]


def complete_article(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Keys of the articles that an annex to a master agreement prints only when asked."""
    from medsla.contract.outline import OUTLINE

    return [
        CompletionItem(plan.key) for plan in OUTLINE if plan.form_b == "request" and plan.key.startswith(incomplete)
    ]


FILE = click.Path()
"""A name or pattern of files: the shell completes it, medsla opens it."""

files = click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
language = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default=default_language,
    help=f"Language of the output; {LANGUAGE_VARIABLE} sets the usual one.",
)
output = click.option(
    "-o", "--output", metavar="OUT", type=FILE, help="Write to this file instead of the screen; - is the screen."
)
outputs = click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=FILE,
    help="Write to this file, or into this folder one file per report; - is the screen.",
)
articles = click.option(
    "--article",
    "articles",
    metavar="KEY",
    multiple=True,
    shell_complete=complete_article,
    help="Also print this article, which the master agreement usually has: confidentiality, damages, law and others.",
)
letterhead = click.option(
    "--letterhead",
    metavar="FILE.docx",
    type=FILE,
    help="A Word file of your own: its headers, footers and margins stand in place of the template's.",
)
quiet = click.option("--quiet", is_flag=True, help="Say only what was asked for.")
against = click.option(
    "--against",
    metavar="PROFILE_OR_FILE",
    default="medsla",
    show_default=True,
    shell_complete=complete_profile,
    envvar="MEDSLA_YARDSTICK",
    help="Yardstick: a profile by name, or a profile or an SLA in a file; MEDSLA_YARDSTICK sets the usual one.",
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

waivers = click.option(
    "--waivers",
    metavar="FILE",
    type=FILE,
    help="Findings that somebody has accepted, each for one value and until a day.",
)
baseline = click.option(
    "--baseline", metavar="FILE", type=FILE, help="Known findings: only those that are not in FILE count."
)
write_baseline = click.option(
    "--write-baseline", metavar="FILE", type=FILE, help="Write all findings to FILE as known; they then do not count."
)
position = click.option(
    "--position", metavar="FILE", type=FILE, help="What your side wants: adds accept, negotiate, escalate or reject."
)
round_ = click.option(
    "--round",
    "round_",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Round of talks: each one may concede a tier of the position.",
)


def form(*choices: str) -> Callable[[Command], Command]:
    """The option `--format` with these choices, of which the first is the default."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        help="Form of the output.",
    )

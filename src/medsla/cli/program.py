"""The program `medsla`: its commands, loaded one by one, and what happens to errors."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from importlib import import_module
from typing import Any, NoReturn

import click

import medsla
from medsla.cli.commands import COMMANDS, help_text
from medsla.cli.ending import exit_code, print_problems
from medsla.cli.options import LANGUAGES, default_language
from medsla.cli.streams import nobody_reads, steady_output
from medsla.errors import MedslaError
from medsla.messages import say

_INTERRUPTED = 130


class _Commands(click.Group):
    """The group of commands, none of which is imported before it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"medsla.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command meant; a mistyped one is refused with the nearest."""
        near = get_close_matches(args[0], COMMANDS, n=1)
        if near and args[0] not in COMMANDS:
            ctx.fail(f"No such command {args[0]!r}. Did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        return help_text().rstrip("\n")

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # click would leave with 1, which means findings here.
            nobody_reads()
            return None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(medsla.__version__, prog_name="medsla")
def program() -> None:
    """Compare, review and write service level agreements for medical information in the cloud."""


def run(given: list[str]) -> NoReturn:
    """Run the program with these arguments and leave with its exit code."""
    steady_output()
    try:
        # The value of a command is None; click hands back the exit code of what left early.
        code = program.main(args=given, prog_name="medsla", standalone_mode=False, windows_expand_args=False)
    except MedslaError as error:
        print_problems(error.problems, _language(given))
        sys.exit(exit_code(error))
    except click.Abort:
        click.echo(say("cli.stopped", _language(given).partition("-")[0]), err=True)
        sys.exit(_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    sys.exit(code or 0)


def _language(given: list[Any]) -> str:
    """The language asked for, for problems that stop a command before it could keep its options."""
    asked = ""
    for number, argument in enumerate(given):
        if argument == "--lang" and number + 1 < len(given):
            asked = str(given[number + 1])
        if str(argument).startswith("--lang="):
            asked = str(argument).partition("=")[2]
    return asked if asked in LANGUAGES else default_language()

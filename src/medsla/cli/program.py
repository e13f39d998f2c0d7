"""The program `medsla`: its commands, loaded one by one, and what happens to errors."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NoReturn

import click

import medsla
from medsla.cli.ending import exit_code, print_problems, steady_output
from medsla.errors import MedslaError
from medsla.messages import say

COMMANDS = {
    "demo": "demonstrating",
    "diff": "comparing",
    "explain": "knowing",
    "lint": "comparing",
    "render": "writing",
    "review": "comparing",
    "rules": "knowing",
    "terms": "knowing",
    "validate": "checking",
}
"""Each command and the module that holds it; a module is imported when its command is used."""


class _Commands(click.Group):
    """The group of commands, none of which is imported before it is used or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"medsla.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(medsla.__version__, prog_name="medsla")
def program() -> None:
    """Compare, review and write service level agreements for medical information in the cloud.

    A comparison, not legal advice and not a certificate of conformity. Nothing leaves this machine.
    """


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the program and leave with its exit code.

    0 done · 1 findings at or over --fail-on · 2 usage · 3 input refused · 4 template or render refused ·
    5 some rows failed.
    """
    steady_output()
    given = sys.argv[1:] if arguments is None else arguments
    try:
        program.main(args=given, prog_name="medsla", standalone_mode=False, windows_expand_args=False)
    except MedslaError as error:
        print_problems(error, _language(given))
        sys.exit(exit_code(error))
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        click.echo(say("cli.stopped", "en"), err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of a pipe left early, as `head` does; there is nobody to tell.
        sys.stderr.close()
        sys.exit(0)
    sys.exit(0)


def _language(given: list[Any]) -> str:
    """The language asked for, for problems that stop a command before it could keep its options."""
    for number, argument in enumerate(given):
        if argument == "--lang" and number + 1 < len(given):
            return str(given[number + 1])
        if str(argument).startswith("--lang="):
            return str(argument).partition("=")[2]
    return "ja-en"

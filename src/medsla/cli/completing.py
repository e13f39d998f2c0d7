"""`completion`: the script by which a shell completes commands, options, terms and rules."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from medsla.cli import options
from medsla.cli.ending import put

_SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_MEDSLA_COMPLETE"


@options.command("completion")
@click.argument("shell", type=click.Choice(_SHELLS))
@options.output
@options.quiet
def completion_command(shell: str, output: str | None, quiet: bool) -> None:
    """Print the script that completes commands and options in your shell.

    To install, put the script where your shell looks for it, then open a new terminal:

      bash   medsla completion bash -o ~/.local/share/bash-completion/completions/medsla
      zsh    medsla completion zsh -o ~/.zfunc/_medsla       (with ~/.zfunc in fpath before compinit)
      fish   medsla completion fish -o ~/.config/fish/completions/medsla.fish

    The folder must exist. PowerShell and cmd.exe have no such script.

    Example:

      medsla completion bash
    """
    from medsla.cli.program import program

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"click has no completion for {shell}")
    put(kind(program, {}, "medsla", _VARIABLE).source(), output, options.default_language(), quiet=quiet, exact="utf-8")

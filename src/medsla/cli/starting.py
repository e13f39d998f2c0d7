"""`init`: a starter file to fill in, with the schema for the editor beside it."""

from __future__ import annotations

from pathlib import Path

import click

from medsla import resources
from medsla.cli import options
from medsla.cli.ending import SCREEN, note, put, spoken
from medsla.cli.starter import SCHEMA_FILE, starter_text
from medsla.errors import visible
from medsla.reading.files import write_atomically


@options.command("init")
@click.option(
    "-o", "--output", metavar="OUT", default="sla.yaml", show_default=True, type=options.FILE, help="The file to make."
)
@click.option("--force", is_flag=True, help="Replace the file if it is there already.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(options.LANGUAGES),
    default="ja-en",
    show_default=True,
    help="Language of the comments.",
)
@options.quiet
def init_command(output: str, force: bool, language: str, quiet: bool) -> None:
    """Write a commented starter file with every term of the catalogue.

    Each term stands as `answer: unset`; delete that line and uncomment what was agreed. The schema is put
    beside the file, so that an editor with YAML support (for example VS Code with the YAML extension)
    completes keys and marks mistakes without asking any server.

    Example:

      medsla init -o agreed.yaml
    """
    text = starter_text(spoken(language))
    if output == SCREEN:
        put(text, output, language, quiet=quiet, exact="utf-8")
        return
    write_atomically(Path(output), text.encode("utf-8"), overwrite=force)
    write_atomically(Path(output).with_name(SCHEMA_FILE), resources.read_bytes("schemas", SCHEMA_FILE))
    note("cli.started", language, quiet=quiet, file=visible(output), schema=SCHEMA_FILE)

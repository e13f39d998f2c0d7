"""`position`: what your own side wants, as a file to edit or a workbook to fill in."""

from __future__ import annotations

from pathlib import PurePath

import click

from medsla.cli import options
from medsla.cli.delivering import refuse_own_source
from medsla.cli.ending import SCREEN, put, put_bytes, spoken
from medsla.overlay import yardstick
from medsla.position import load_position, position_bytes, position_data, started
from medsla.reading.writing import dump_json, dump_yaml

_USES = ("core_clinical", "other", "online_consultation", "regional_network", "phr")


@options.command("position")
@click.argument("action", type=click.Choice(("start", "convert")))
@click.argument("file", required=False, type=options.FILE)
@options.against
@click.option(
    "--use",
    type=click.Choice(_USES),
    default="core_clinical",
    show_default=True,
    help="With start: the use for which the yardstick's values are taken.",
)
@options.language
@options.output
@options.quiet
def position_command(
    action: str, file: str | None, against: str, use: str, language: str, output: str | None, quiet: bool
) -> None:
    """Start a position from a yardstick, or turn one into a workbook and back.

    start writes what the yardstick asks as preferred; add acceptable tiers, walk-away and approver yourself.
    convert writes FILE in the form that the name of OUT asks for: .xlsx, .yaml or .json.

    Examples:

      medsla position start -o position.yaml
      medsla position convert position.yaml -o position.xlsx --lang ja
      medsla position convert position.xlsx -o position.yaml
    """
    if (file is None) == (action == "convert"):
        raise click.UsageError("convert needs a FILE; start takes none.")
    if action == "start":
        data = started(yardstick(against), {"use": use})
        put(dump_yaml(data), output, language, quiet=quiet, exact="utf-8")
        return
    position = load_position(str(file))
    ending = "" if output in (None, SCREEN) else PurePath(str(output)).suffix.lower()
    if output not in (None, SCREEN):
        refuse_own_source(str(output), str(file))
    if ending == ".xlsx":
        put_bytes(position_bytes(position, spoken(language)[0]), str(output), language, quiet=quiet)
    elif ending == ".json":
        put(dump_json(position_data(position)), output, language, quiet=quiet, exact="json")
    else:
        put(dump_yaml(position_data(position)), output, language, quiet=quiet, exact="utf-8")

"""`extract`: what a contract carries, read back."""

from __future__ import annotations

import click

from medsla.cli import options
from medsla.cli.delivering import refuse_own_source
from medsla.cli.ending import put
from medsla.contract import extract


@options.command("extract")
@click.argument("file", metavar="CONTRACT.docx", type=options.FILE)
@options.output
@options.language
@options.quiet
def extract_command(file: str, output: str | None, language: str, quiet: bool) -> None:
    """Get back the SLA that a contract of medsla carries, if the file is as it was written.

    Every change is named instead: a phrase typed over, wording changed, a content control lost or copied, the
    data changed or taken out. The result is YAML; a name ending in .json gets JSON.

    Example:

      medsla extract signed.docx -o agreed.yaml
    """
    if output:
        refuse_own_source(output, file)
    sla = extract(file)
    text = sla.to_json() if (output or "").lower().endswith(".json") else sla.to_yaml()
    put(text, output, language, quiet=quiet, exact="utf-8")

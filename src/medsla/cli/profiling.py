"""`profile`: the yardsticks, one of them in full, and those that wait for somebody who holds the original."""

from __future__ import annotations

from pathlib import PurePath

import click

from medsla.cli import options
from medsla.cli.ending import put, put_bytes, spoken
from medsla.completion import completed_file, template_bytes
from medsla.overlay import yardstick
from medsla.profile import Profile, profiles
from medsla.profile.completing import template
from medsla.reading.writing import dump_json
from medsla.report.blocks import Outline
from medsla.report.html import html_of
from medsla.report.markdown import markdown_of
from medsla.report.text import text_of
from medsla.report.yardsticks import profile_json, profile_outline, profiles_outline

_FORMS = {"text": text_of, "md": markdown_of, "html": html_of}
_ACTIONS = ("list", "show", "template", "complete")


@options.command("profile")
@click.argument("action", type=click.Choice(_ACTIONS))
@click.argument("name", required=False, shell_complete=options.complete_profile)
@click.option("--from", "source", metavar="FILE", type=options.FILE, help="With complete: the template, filled in.")
@options.language
@options.form("text", "md", "json", "html")
@options.output
@options.quiet
def profile_command(
    action: str, name: str | None, source: str | None, language: str, format_: str, output: str | None, quiet: bool
) -> None:
    """Show yardsticks, or complete one of headings from its original.

    list names the shipped yardsticks; show prints one of them, or one in a file, with its evidence.
    template prints what to fill in for a yardstick of headings; complete makes a yardstick of it, for --against.

    Examples:

      medsla profile list
      medsla profile show meti --lang en
      medsla profile template mic-sla-example -o fill.yaml
      medsla profile template mic-sla-example -o fill.xlsx
      medsla profile complete mic-sla-example --from fill.yaml -o ours.json
    """
    if (name is None) != (action == "list"):
        raise click.UsageError("list takes no NAME." if name else f"{action} needs the NAME of a yardstick.")
    if (source is None) == (action == "complete"):
        raise click.UsageError("complete needs --from FILE; nothing else takes it.")
    if action == "template":
        _put_template(str(name), language, output, quiet=quiet)
    elif action == "complete":
        put(dump_json(completed_file(str(name), str(source))), output, language, quiet=quiet, exact="json")
    elif format_ == "json":
        data = [_row(each) for each in _shipped()] if action == "list" else profile_json(yardstick(str(name)))
        put(dump_json(data), output, language, quiet=quiet, exact="json")
    else:
        text = _FORMS[format_](_outline(name, language))
        put(text, output, language, quiet=quiet, exact="utf-8" if format_ == "html" else "")


def _put_template(name: str, language: str, output: str | None, *, quiet: bool) -> None:
    """A workbook where the name of the file asks for one, else YAML."""
    if output is not None and PurePath(output).suffix.lower() == ".xlsx":
        put_bytes(template_bytes(name, spoken(language)[0]), output, language, quiet=quiet)
        return
    put(template(name, spoken(language)[0]), output, language, quiet=quiet, exact="utf-8")


def _shipped() -> list[Profile]:
    return [yardstick(name) for name in profiles()]


def _outline(name: str | None, language: str) -> Outline:
    return profiles_outline(_shipped(), language) if name is None else profile_outline(yardstick(name), language)


def _row(profile: Profile) -> dict[str, object]:
    return {
        "name": profile.name,
        "label": dict(profile.label),
        "edition": profile.edition,
        "kind": profile.kind,
        "items": len(profile.items),
        "headings": len(profile.headings),
        "digest": profile.digest,
    }

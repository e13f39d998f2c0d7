"""A contract's text put into a template: checked before, re-read after, the same bytes every time."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from medsla import office
from medsla.contract.context import BilingualText, ContractText, as_context, check_context
from medsla.errors import Place, Problem, RenderError
from medsla.office import Properties

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from medsla.contract.template import Template

_ZIP_START = "1980-01-01"


def render_text(text: ContractText | BilingualText | Mapping[str, Any], template: Template, *, day: str = "") -> bytes:
    """The contract as a Word file.

    Args:
        text: What it says; a mapping of the same shape will do.
        template: Where it stands.
        day: The date that the file's properties show (2027-04-01), unless SOURCE_DATE_EPOCH is set.

    Raises:
        RenderError: a value is missing or cannot be written, or the finished file is not what was
            meant; every problem at once.
    """
    context = as_context(text) if isinstance(text, ContractText | BilingualText) else _copy(text)
    problems = [*check_context(context, template.language), *_unseen_in_number(context)]
    if problems:
        raise RenderError(problems)
    parts, printed = template.write(context)
    parts = office.set_properties(parts, _properties(context, template.language, day))
    problems = [*office.check_package(parts, allowed=printed), *_not_printed(context, parts)]
    if problems:
        raise RenderError(problems)
    return office.repack(parts)


def _copy(value: Any) -> Any:
    """Plain data of its own: mappings become dictionaries, sequences lists, everything else stays."""
    if isinstance(value, dict) or hasattr(value, "keys"):
        return {key: _copy(value[key]) for key in value.keys()}  # noqa: SIM118 - any mapping will do
    if isinstance(value, list | tuple):
        return [_copy(entry) for entry in value]
    return value


def _unseen_in_number(context: Mapping[str, Any]) -> Iterator[Problem]:
    """A contract is filed and looked up by its number: two numbers that look the same must be the same."""
    number = context.get("number")
    for position, letter in enumerate(number if isinstance(number, str) else "", 1):
        if unicodedata.category(letter) in {"Cf", "Zl", "Zp"} or letter in "\n\t":
            place = Place(address="number")
            yield Problem.of("fence.invisible-in-number", place, position=position, character=f"U+{ord(letter):04X}")


def _properties(context: Mapping[str, Any], language: str, day: str) -> Properties:
    whole = context["ja"] if language == "ja-en" else context
    fixed = office.moment()
    time = fixed.strftime("%Y-%m-%dT%H:%M:%SZ") if fixed else f"{day or _ZIP_START}T00:00:00Z"
    author = f"{whole['institution']['name']} / {whole['provider']['name']}"
    return Properties(whole["title"], author, {"ja": "ja-JP", "en": "en-US"}.get(language, "ja-JP"), time)


def _not_printed(context: Mapping[str, Any], parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """Service levels that the template has left out: an agreed value must not get lost on the way."""
    shown = office.full_text(parts)
    for group in context["groups"]:
        for row in group["rows"]:
            for text in [row["text"]] if "text" in row else [row["ja"]["text"], row["en"]["text"]]:
                if text not in shown:
                    yield Problem.of("fence.not-printed", text=text)

"""A contract's text put into a template: checked before, re-read after, the same bytes every time."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from medsla import office
from medsla.contract import fence
from medsla.contract.context import (
    LONGEST_VALUE,
    REFUSED,
    BilingualText,
    ContractText,
    Language,
    as_context,
    check_context,
)
from medsla.contract.embedding import data_part
from medsla.contract.marking import CLOSE, OPEN, Marked, UnprintableError, plain_text
from medsla.contract.proving import has_braces, part_faults, printed_faults
from medsla.contract.snapshot import joined, read_lines
from medsla.errors import Place, Problem, RenderError
from medsla.office import CORE_PART, DATA_PART, Properties

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from medsla.contract.embedding import Agreed
    from medsla.contract.press import Press
    from medsla.contract.template import Template
    from medsla.office import Deflater

_ZIP_START = "1980-01-01"


def render_text(
    text: ContractText | BilingualText | Mapping[str, Any],
    template: Template,
    *,
    day: str = "",
    carried: Agreed | None = None,
    verify: bool = True,
    deflater: Deflater | None = None,
) -> bytes:
    """The contract as a Word file.

    Args:
        text: What it says; a mapping of the same shape will do.
        template: Where it stands.
        day: The date that the file's properties show (2027-04-01), unless SOURCE_DATE_EPOCH is set.
        carried: The agreed object that the file carries; without it, it carries none.
        verify: Whether the finished parts are read again; values are checked and escaped in any case.
        deflater: How the changed parts are deflated, instead of the fastest way there is.

    Raises:
        RenderError: a value is missing or cannot be written, or the finished file is not what was
            meant; every problem at once.
    """
    marked = _marked(text, template.language, controls=carried is not None and template.press.controlled)
    press = template.press
    pieces = {part: fence.write_part(made, marked.context, part) for part, made in press.compiled.items()}
    texts = {part: "".join(written) for part, written in pieces.items()}
    finished = {part: whole.replace(OPEN, "").replace(CLOSE, "").encode() for part, whole in texts.items()}
    if verify:
        _prove(press, texts, finished, marked)
    finished[CORE_PART] = office.core_part(_properties(marked, template.language, day))
    entries = press.bare
    if carried is not None:
        entries = press.carrying
        finished[DATA_PART] = data_part(carried, marked.phrases, _wording(press, pieces, finished, marked))
    return office.bundle([*entries, *(office.entry(name, data, deflater) for name, data in finished.items())])


def _marked(text: ContractText | BilingualText | Mapping[str, Any], language: Language, *, controls: bool) -> Marked:
    """The values, checked and marked."""
    if isinstance(text, ContractText | BilingualText):
        return _typed(text, language, controls=controls)
    plain = _copy(text)
    problems = [*check_context(plain, language), *_unseen_in_number(plain.get("number"))]
    if problems:
        raise RenderError(problems)
    return Marked(plain)


def _typed(text: ContractText | BilingualText, language: Language, *, controls: bool) -> Marked:
    """Typed text needs a closer look only where it holds something strange."""
    try:
        marked = Marked(text, controls=controls)
    except UnprintableError:
        raise RenderError(check_context(as_context(text), language)) from None
    problems = [*_unseen_in_number(text.number)]
    if REFUSED.search("".join(marked.plain)) or max(map(len, marked.plain)) > LONGEST_VALUE:
        problems = [*check_context(as_context(text), language), *problems]
    if problems:
        raise RenderError(problems)
    return marked


def _copy(value: Any) -> Any:
    """Plain data of its own: mappings become dictionaries, sequences lists, everything else stays."""
    if isinstance(value, dict) or hasattr(value, "keys"):
        return {key: _copy(value[key]) for key in value.keys()}  # noqa: SIM118 - any mapping will do
    if isinstance(value, list | tuple):
        return [_copy(entry) for entry in value]
    return value


def _prove(press: Press, texts: Mapping[str, str], finished: Mapping[str, bytes], marked: Marked) -> None:
    """Reads the finished parts again; RenderError for every fault found."""
    problems = [fault for part, text in texts.items() for fault in part_faults(part, text, finished[part], marked)]
    problems += printed_faults(texts, marked)
    if not problems and has_braces(finished.values(), len(marked.openings)):
        problems += office.check_package({**press.parts, **finished}, allowed=marked.plain)
    if problems:
        raise RenderError(problems)


def _wording(press: Press, pieces: Mapping[str, list[str]], finished: Mapping[str, bytes], marked: Marked) -> str:
    """The snapshot of the body: composed from its pieces, or read where the template is not simple."""
    if press.composer is not None:
        return joined(press.composer.compose(pieces[press.main], marked.openings))
    root = office.parse(finished.get(press.main, press.parts[press.main]), press.main)
    return joined(escape(text) for _, text in read_lines(root, marked.phrases))


def _unseen_in_number(number: object) -> Iterator[Problem]:
    """A contract is filed and looked up by its number: two numbers that look the same must be the same."""
    for position, letter in enumerate(number if isinstance(number, str) else "", 1):
        if unicodedata.category(letter) in {"Cf", "Zl", "Zp"} or letter in "\n\t":
            place = Place(address="number")
            yield Problem.of("fence.invisible-in-number", place, position=position, character=f"U+{ord(letter):04X}")


def _properties(marked: Marked, language: str, day: str) -> Properties:
    whole = marked.context["ja"] if language == "ja-en" else marked.context
    fixed = office.moment()
    time = fixed.strftime("%Y-%m-%dT%H:%M:%SZ") if fixed else f"{day or _ZIP_START}T00:00:00Z"
    author = " / ".join(plain_text(whole[side]["name"]) for side in ("institution", "provider"))
    return Properties(plain_text(whole["title"]), author, {"ja": "ja-JP", "en": "en-US"}.get(language, "ja-JP"), time)

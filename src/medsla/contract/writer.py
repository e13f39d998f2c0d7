"""A contract's text put into a template: checked before, re-read after, the same bytes every time."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from medsla import office
from medsla.contract import fence
from medsla.contract.amendment.text import AmendmentPair, Written
from medsla.contract.context import (
    BilingualText,
    ContractText,
    RowPair,
    as_context,
    check_context,
)
from medsla.contract.embedding import data_part
from medsla.contract.printed import UnprintableError, whole_pieces
from medsla.contract.proving import braces, has_braces, part_faults, printed_faults
from medsla.contract.snapshot import joined, read_lines
from medsla.contract.stretches import wording
from medsla.contract.tree import Made, faults_of
from medsla.contract.values import Values
from medsla.errors import Place, Problem, RenderError
from medsla.office import CORE_PART, DATA_PART, Properties
from medsla.reading.escaping import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from medsla.contract.embedding import Agreed
    from medsla.contract.extras import Extra
    from medsla.contract.press import Press
    from medsla.contract.stretches import Stretch
    from medsla.contract.template import Template
    from medsla.office import Deflater

_PHRASE: Final = re.compile(r"(?:(?:ja|en)\.)?groups\[(\d+)\]\.rows\[(\d+)\](?:\.(?:ja|en))?\.text\Z")
_ANNEX: Final = re.compile(r"(?:(?:ja|en)\.)?annexes\[")


def render_text(
    text: Written | Mapping[str, Any],
    template: Template,
    *,
    carried: Agreed | None = None,
    extras: Mapping[str, Extra] | None = None,
    verify: bool = True,
    deflater: Deflater | None = None,
) -> bytes:
    """The contract as a Word file.

    Args:
        text: What it says; a mapping of the same shape will do.
        template: Where it stands.
        carried: The agreed object that the file carries; without it, it carries none.
        extras: The pictures, links and appendices that the template names under `extra.`.
        verify: Whether the finished parts are read again; values are checked and escaped in any case.
        deflater: How the changed parts are deflated, instead of the fastest way there is.

    Raises:
        RenderError: a value is missing or cannot be written, or the finished file is not what was
            meant; every problem at once.
    """
    values = _values(text, template, controls=carried is not None and template.press.controlled)
    press = template.press
    by_tree = None
    read: dict[str, tuple[Stretch, ...]] = {}
    if template.tree is not None:
        by_tree = template.tree.write(press, values.context, extras or {}, carries=carried is not None)
        pieces, finished = by_tree.pieces, by_tree.finished
    else:
        pieces = {part: fence.write_blocks(made, values.context, part) for part, made in press.compiled.items()}
        read = _read(press, pieces, values) if verify else {}
        finished = {
            part: b"".join([one.data for one in read[part]]) if read.get(part) else "".join(written).encode()
            for part, written in pieces.items()
        }
    if verify:
        _prove(press, pieces, finished, values, read, by_tree)
    entries = press.bare
    made = [office.entry(name, data, deflater) for name, data in finished.items()]
    made.append(office.entry(CORE_PART, office.core_part(_properties(text, template.language)), deflater))
    if carried is not None:
        entries = press.carrying
        data = data_part(carried, values.phrases, _wording(press, pieces, finished, values, read, by_tree))
        made.append(office.quick_entry(DATA_PART, data))
    if by_tree is not None:
        entries = tuple(entry for entry in entries if entry.name not in by_tree.changed)
        made += by_tree.entries
    return office.bundle([*entries, *made])


def _values(text: Written | Mapping[str, Any], template: Template, *, controls: bool) -> Values:
    """The values, checked."""
    if isinstance(text, Written):
        return _typed(text, template, controls=controls)
    right = type(text) is dict and not check_context(text, template.language)
    plain = text if right else _copy(text)  # what is right is plain throughout
    problems = [] if right else check_context(plain, template.language)
    problems += _unseen_in_number(plain.get("number"))
    if problems:
        raise RenderError(problems)
    return Values(plain, names=template.names)


def _typed(text: Written, template: Template, *, controls: bool) -> Values:
    """Typed text needs a closer look only where it holds something strange."""
    try:
        values = Values(text, controls=controls, names=template.names, anchored=template.press.anchored)
    except UnprintableError:
        raise RenderError(check_context(as_context(text), template.language)) from None
    problems = [*_unseen_in_number(text.number)]
    if values.strange:
        problems = [*_by_term(check_context(as_context(text), template.language), text), *problems]
    if problems:
        raise RenderError(problems)
    return values


def _by_term(problems: Iterable[Problem], text: Written) -> list[Problem]:
    """What is wrong with the phrase of a service level, named by the address of its term, once for both languages.

    Annexes repeat what stands elsewhere, where it is named already.
    """
    given = list(problems)
    elsewhere = [problem for problem in given if not _ANNEX.match(problem.place.address or "")]
    found = []
    for problem in elsewhere or given:
        cell = _PHRASE.match(problem.place.address or "")
        level = None
        if cell is not None and isinstance(text, ContractText | BilingualText):
            level = text.groups[int(cell[1])].rows[int(cell[2])]
        tag = level.ja.tag if isinstance(level, RowPair) else level.tag if level is not None else ""
        place = replace(problem.place, address=tag.rpartition(".")[0]) if tag else problem.place
        found.append(replace(problem, place=place))
    return list(dict.fromkeys(found))


def _copy(value: Any) -> Any:
    """Plain data of its own: mappings become dictionaries, sequences lists, everything else stays."""
    if type(value) is str:
        return value
    if type(value) is dict:
        return {key: _copy(entry) for key, entry in value.items()}
    if isinstance(value, dict) or hasattr(value, "keys"):
        return {key: _copy(value[key]) for key in value.keys()}  # noqa: SIM118 - any mapping will do
    if isinstance(value, list | tuple):
        return [_copy(entry) for entry in value]
    return value


def _read(press: Press, pieces: Mapping[str, list[str]], values: Values) -> dict[str, tuple[Stretch, ...]]:
    """The parts read again in stretches, each of which is parsed when it is met for the first time."""
    meant = cache(lambda: _meant(press, values))
    return {part: press.readers[part].read(written, meant, values) for part, written in pieces.items()}


def _meant(press: Press, values: Values) -> dict[str, str]:
    """The text of each fixed piece and of each value."""
    return press.fixed | {shown: text for text, shown in values.texts.items() if "<" not in shown} | values.meant


def _prove(
    press: Press,
    pieces: Mapping[str, list[str]],
    finished: Mapping[str, bytes],
    values: Values,
    read: Mapping[str, tuple[Stretch, ...]],
    by_tree: Made | None,
) -> None:
    """RenderError for every fault found; a part that was not read in stretches is read whole."""
    problems: list[Problem] = []
    counts: list[tuple[int, int]] = []
    printed: list[Iterable[str]] = []
    controls = 0
    for part, data in finished.items():
        if read.get(part):
            counts += [one.braces for one in read[part]]
            printed += [one.pieces for one in read[part]]
            controls += sum([one.controls for one in read[part]])
            continue
        single = list(whole_pieces(pieces[part]))
        printed.append(single)
        controls += sum(piece in values.openings for piece in single)
        known = _meant(press, values) | dict(by_tree.known if by_tree is not None else {})
        counts.append(braces(data))
        problems += part_faults(part, single, data, known)
    problems += printed_faults(printed, values)
    if by_tree is not None:
        problems += faults_of(by_tree, values.texts)
    elif not problems and has_braces(counts, controls):
        whole = {**press.parts, **finished}
        if values.openings:
            whole = office.with_data(whole, press.main, b"<sla/>")  # what the controls are bound to
        problems += office.check_package(whole, allowed=values.texts)
    if problems:
        raise RenderError(problems)


def _wording(
    press: Press,
    pieces: Mapping[str, list[str]],
    finished: Mapping[str, bytes],
    values: Values,
    read: Mapping[str, tuple[Stretch, ...]],
    by_tree: Made | None,
) -> bytes:
    """The snapshot of the body: composed from its pieces, or read where the template is not simple."""
    composer = press.composer if by_tree is None else by_tree.composer
    if composer is None:
        root = office.parse(finished.get(press.main, press.parts[press.main]), press.main)
        office.clear_field_results(root)
        return joined(escape(text) for _, text in read_lines(root, values.phrases))
    if read.get(press.main):
        return wording(read[press.main])
    return joined(composer.compose(whole_pieces(pieces[press.main]), values.openings, values.plain))


def _unseen_in_number(number: object) -> Iterator[Problem]:
    """A contract is filed and looked up by its number: two numbers that look the same must be the same."""
    for position, letter in enumerate(number if isinstance(number, str) else "", 1):
        if unicodedata.category(letter) in {"Cf", "Zl", "Zp"} or letter in "\n\t":
            place = Place(address="number")
            yield Problem.of("fence.invisible-in-number", place, position=position, character=f"U+{ord(letter):04X}")


def _properties(text: Written | Mapping[str, Any], language: str) -> Properties:
    """What the file says of itself, in Japanese where it has two languages."""
    if isinstance(text, Written):
        title = (text.ja if isinstance(text, BilingualText | AmendmentPair) else text).title
    else:
        title = (text["ja"] if language == "ja-en" else text)["title"]
    return Properties(title, {"ja": "ja-JP", "en": "en-US"}.get(language, "ja-JP"))

"""The finished parts of a contract read again: they say what was meant, and nothing of the template is left.

What no value can change (links, objects, tags, fields of the template) was checked when it was compiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from medsla.contract.marking import CLOSE, MARKED, OPEN, Marked, plain_text
from medsla.errors import Place, Problem

_FIELD_ENDS: Final = (b'w:fldCharType="begin"', b'w:fldCharType="end"')


def part_faults(part: str, text: str, data: bytes, marked: Marked) -> Iterator[Problem]:
    """Faults of one finished part: broken markup, changed texts, an open field.

    Args:
        part: Its name.
        text: The part with its values between their marks.
        data: The part as it goes into the file.
        marked: The values as they were meant.
    """
    try:
        ParserCreate().Parse(data, True)
    except ExpatError:
        yield Problem.of("fence.malformed", Place(spot=part))
        return
    found = MARKED.findall(text)
    meant = marked.meant
    changed = [value for value in found if value not in meant]
    if changed or text.count(OPEN) != len(found) or text.count(CLOSE) != len(found):
        yield Problem.of("fence.changed-text", Place(spot=part), text=plain_text((changed or found or [""])[0]))
    if data.count(_FIELD_ENDS[0]) != data.count(_FIELD_ENDS[1]):
        yield Problem.of("fence.open-field", Place(spot=part))


def printed_faults(texts: Mapping[str, str], marked: Marked) -> Iterator[Problem]:
    """Service levels that the template has left out: an agreed value must not get lost on the way."""
    printed = set()
    for text in texts.values():
        printed.update(MARKED.findall(text))
    for phrase in marked.rows:
        if marked.plain[phrase][1:-1] not in printed:
            yield Problem.of("fence.not-printed", text=phrase)


def has_braces(finished: Iterable[bytes], controls: int) -> bool:
    """Whether anything could be a tag of a template; a value may look like one, which only a closer look can tell.

    Each content control has one pair of braces, round the id of its store.
    """
    return any(sum(data.count(brace) for data in finished) != controls for brace in (b"{", b"}"))

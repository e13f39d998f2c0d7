"""What a program counts anew when articles go or come: references to articles and the table of contents.

A reference that still leads to the same article and reads as that article is numbered now is no edit of the line it
stands in. One that reads otherwise, or leads elsewhere, is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from medsla import office
from medsla.contract.inspection.lines import plain
from medsla.contract.snapshot import read_lines
from medsla.office.inserted import Field, bookmarks, replace_results
from medsla.office.numbering import numbers

if TYPE_CHECKING:
    from medsla.contract.carried import Paper
    from medsla.contract.inspection.changes import Change

_NUMBER_OF: Final = re.compile(r"REF (\S+) (?:\\[hrnw*] ?)*\\[rnw]\b")
_DIGITS: Final = re.compile("[0-9]+")
_SHORTEST_LINE: Final = 2  # letters; a signature block has lines of one
_LONGEST_LABEL: Final = 12  # letters of a number before an entry, such as Article


def without_renumbered(
    changes: list[Change], was: Paper, now: Paper, same: Mapping[int, int], tags: Mapping[str, str]
) -> Iterator[Change]:
    """The changes without lines in which nothing but the numbers of the same articles reads otherwise.

    Args:
        changes: The changes of wording.
        was: The file that was sent.
        now: The file that came back.
        same: The paragraph that was sent for each that came back.
        tags: The phrase of each control, by tag.
    """
    doubtful = [change for change in changes if change.kind == "wording" and not change.tracked]
    if not doubtful:
        yield from changes
        return
    before, after = (bookmarks(paper.root) for paper in (was, now))
    names = {name for name, line in after.items() if name in before and same.get(line) == before[name]}
    old, new = _masked(was, names, tags, "accepted"), _masked(now, names, tags, "original")
    for change in changes:
        there = same.get(change.line)
        if change in doubtful and there is not None and plain(old.get(there, "")) == plain(new.get(change.line, "-")):
            continue
        yield change


def _masked(paper: Paper, names: set[str], tags: Mapping[str, str], view: office.View) -> dict[int, str]:
    """The lines of a file, with each reference that reads as its article is numbered as the article's name."""
    main = str(office.main_part(paper.parts))
    root = office.parse(paper.parts[main], main)
    labels = numbers(paper.parts, root)
    shown = {name: labels[line].text for name, line in bookmarks(root).items() if name in names and line in labels}

    def instead(field: Field) -> str | None:
        found = _NUMBER_OF.match(field.code)
        name = found.group(1) if found else ""
        return f"{{{name}}}" if name in shown and plain(field.shown) == plain(shown[name]) else None

    replace_results(root, instead)
    office.clear_field_results(root)
    return dict(read_lines(root, tags, view))


def is_contents(field: Field, lines: frozenset[str]) -> bool:
    """Whether a field is a table of contents of which every entry is a line of the body behind its number.

    Args:
        field: A field.
        lines: The lines of the body, as `told_lines` gives them.
    """
    entries = (told_line(entry) for entry in field.shown.split("\n"))
    return field.name == "TOC" and all(
        any(entry[start:] in lines for start in range(min(_LONGEST_LABEL, len(entry) - _SHORTEST_LINE)))
        for entry in entries
        if entry
    )


def told_line(text: str) -> str:
    r"""A line without blanks and digits, which an entry of a table of contents may have of its own.

    >>> told_line("第12条　（前提条件）\t3")
    '第条(前提条件)'
    """
    return _DIGITS.sub("", plain(text))

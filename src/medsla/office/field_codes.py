"""The fields of a part: their codes, whole, also where one stands inside another or runs over paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from medsla.office.xml import w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from medsla.office.xml import Element

_WORD: Final = re.compile(r'"[^"]*"?|[^\s"]+')
_SWITCH: Final = re.compile(r"\\[a-z*#@]", re.IGNORECASE)
_WITH_ARGUMENT: Final = frozenset("lot*#@")  # a place in the file, a tip, a frame, and formats
_ADDRESS: Final = re.compile(r"https?://|mailto:", re.IGNORECASE)


def fields(root: Element) -> Iterator[tuple[Element, str]]:
    """Each field's beginning and its code, in the order in which they begin.

    >>> from medsla.office.xml import W, parse
    >>> xml = f'<w:p xmlns:w="{W}"><w:fldSimple w:instr=" PAGE "/></w:p>'
    >>> [code for _, code in fields(parse(xml.encode(), ""))]
    [' PAGE ']
    """
    found: list[tuple[Element, list[str]]] = []
    waiting: list[tuple[list[str], bool]] = []  # the codes of open fields; whether their results have begun
    for element in root.iter(w("fldSimple"), w("fldChar"), w("instrText")):
        kind = element.get(w("fldCharType"))
        if element.tag == w("fldSimple"):
            found.append((element, [element.get(w("instr"), "")]))
        elif element.tag == w("instrText"):
            for code, shown in reversed(waiting):
                if not shown:
                    code.append(element.text or "")
                    break
        elif kind == "begin":
            code = []
            found.append((element, code))
            waiting.append((code, False))
        elif waiting and kind == "separate":
            waiting[-1] = (waiting[-1][0], True)
        elif waiting and kind == "end":
            waiting.pop()
    for element, code in found:
        yield element, "".join(code)


def field_name(code: str) -> str:
    r"""The field's name; that of a link to anything but the web and mail comes with its address.

    >>> (
    ...     field_name(" REF _Ref1 \\h"),
    ...     field_name('HYPERLINK "file:///a"'),
    ...     field_name('HYPERLINK \\l "b"'),
    ...     field_name('HYPERLINK \\o "b" "file:///a"'),
    ... )
    ('REF', 'HYPERLINK file:///a', 'HYPERLINK', 'HYPERLINK file:///a')
    """
    words = code.split()
    if not words:
        return ""
    name = words[0].upper()
    if name == "HYPERLINK":
        return next((f"{name} {one}" for one in _addresses(code) if not _ADDRESS.match(one)), name)
    return name


def _addresses(code: str) -> Iterator[str]:
    """What stands in the code of a link beside its switches and their arguments, in whatever order."""
    waiting = False
    for word in _WORD.findall(code.strip())[1:]:
        if waiting:
            waiting = False
        elif _SWITCH.fullmatch(word):
            waiting = word[1].casefold() in _WITH_ARGUMENT
        else:
            yield word.strip('"')

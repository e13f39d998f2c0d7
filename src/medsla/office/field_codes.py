"""The fields of a part: their codes, whole, also where one stands inside another or runs over paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from medsla.office.xml import w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from medsla.office.xml import Element

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
    ... )
    ('REF', 'HYPERLINK file:///a', 'HYPERLINK')
    """
    words = code.split()
    if not words:
        return ""
    name = words[0].upper()
    if name == "HYPERLINK" and len(words) > 1 and not words[1].startswith("\\"):
        address = words[1].strip('"')
        return name if _ADDRESS.match(address) else f"{name} {address}"
    return name

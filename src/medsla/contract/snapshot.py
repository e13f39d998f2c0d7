"""The wording of a contract paragraph by paragraph, its phrases masked: what a returned file is compared with.

While a contract is written, the snapshot is put together from what is known of the template's fixed pieces;
from a file it is read. Both give the same lines, which a test holds for every shipped template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from medsla.contract.kept import LINE_BREAK, TAB
from medsla.contract.references import CONTENTS_END, CONTENTS_START
from medsla.office import CLOSING, Element, control_tag, element_name, lines, w

Within: TypeAlias = tuple[bool, bool]
"""Whether a place lies in the phrase of a control, and in the table of contents."""

OUTSIDE: Final[Within] = (False, False)
LINE_END: Final = "</p><p>"
_TOKENS: Final = re.compile(
    r"\A([^<]+)|<w:t(?: [^>]*)?>([^<]*)|(</w:p>|<w:p/>)"
    r'|(<w:br(?![^>]*w:type="(?:page|column)")(?: [^>]*)?/>)|(<w:tab/>)'
)
_BEYOND: Final = tuple(
    w(name)
    for name in (
        "txbxContent",
        "noBreakHyphen",
        "softHyphen",
        "sym",
        "ptab",
        "cr",
        "sdt",
        "ruby",
        "fldChar",
        "fldSimple",
    )
)


@dataclass(frozen=True, slots=True)
class Composer:
    """Puts the snapshot of one part together; `pieces` holds the text of each fixed piece, cut at its paragraphs."""

    pieces: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, constants: Iterable[str]) -> Composer:
        """The composer of a part with these fixed pieces."""
        return cls({text: tuple(_cut(text)) for text in constants})

    def compose(
        self, written: Iterable[str], openings: Mapping[str, str], plain: Mapping[str, str] | None = None
    ) -> list[str]:
        """The lines of a part from its pieces, escaped as XML text; phrases stand as `{tag}`.

        `plain` has what the page shows of pieces with markup. Nothing is left of the table of contents, which
        editors write anew.
        """
        return self.cut(written, openings, plain or {})[0][:-1]

    def cut(
        self,
        written: Iterable[str],
        openings: Mapping[str, str],
        plain: Mapping[str, str],
        within: Within = OUTSIDE,
    ) -> tuple[list[str], Within]:
        """Some pieces cut at the ends of their lines, and where they end; the last one is a line that goes on.

        `within` is where they begin.
        """
        found: list[str] = []
        line: list[str] = []
        masked, computed = within
        known = self.pieces
        for piece in written:
            cut = known.get(piece)
            if cut is None and "</w:p>" in piece:
                cut = tuple(_cut(piece))
            if cut is not None:
                if computed:
                    cut = tuple(re.sub("[^\\n\\t]", "", text) for text in cut)
                if not masked:
                    line.append(cut[0])
                if len(cut) > 1:
                    found.append("".join(line))
                    found += cut[1:-1]
                    line = [cut[-1]]
            elif piece in openings:
                line.append(mask(openings[piece]))
                masked = True
            elif piece == CLOSING:
                masked = False
            elif piece == CONTENTS_START:
                computed = True
            elif piece == CONTENTS_END:
                computed = False
            elif not masked and not computed:
                line.append(plain.get(piece, piece))
        return [*found, "".join(line)], (masked, computed)


def is_simple(root: Element) -> bool:
    """Whether a part's wording can be composed; text boxes, signs and the like only reading can tell."""
    return next(root.iter(*_BEYOND), None) is None


def joined(found: Iterable[str]) -> bytes:
    """Composed lines as the elements of a snapshot."""
    return elements([without_breaks(LINE_END.join(found))])


def without_breaks(text: str) -> bytes:
    """Composed lines without the markup by which values break their lines."""
    if "</w:t>" in text:
        text = text.replace(LINE_BREAK, "\n").replace(TAB, "\t")
    return text.encode()


def elements(found: Iterable[bytes]) -> bytes:
    """The elements of a snapshot from lines put together before.

    >>> elements([b"a</p><p>b", b"c"])
    b'<p>a</p><p>b</p><p>c</p>'
    """
    text = LINE_END.encode().join(found)
    return b"<p>%b</p>" % text if text else b""


def read_lines(root: Element, tags: Iterable[str], view: str = "accepted") -> list[tuple[int, str]]:
    """The lines of a part with their numbers, the phrase of each known control masked."""
    known = {name for tag in tags for name in (tag, element_name(tag))}

    def masked(control: Element) -> str | None:
        tag = control_tag(control)
        return mask(tag) if tag in known else None

    return [(line.number, line.text) for line in lines(root, "", view, masked=masked)]  # type: ignore[arg-type]


def mask(tag: str) -> str:
    """What stands for the phrase of a control.

    >>> mask("support.response[a].ja")
    '{support.response-a.ja}'
    """
    return f"{{{element_name(tag)}}}"


def _cut(text: str) -> list[str]:
    found: list[str] = []
    line = ""
    for token in _TOKENS.finditer(text):
        leading, inner, end, broken, tab = token.groups()
        line += leading or inner or ("\n" if broken else "") or ("\t" if tab else "")
        if end:
            found.append(line)
            line = ""
    return [*found, line]

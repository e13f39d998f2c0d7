"""What a Word template may hold: a small language, checked before anything is compiled.

Printed: `{{ name.part }}`. Repeated: `{% for x in name.part %} … {% endfor %}`. Left out:
`{% if [not] name.part %} … {% elif … %} … {% else %} … {% endif %}`. With `p`, `tr`, `tc` or `r` behind the
opening brace the tag stands for its whole paragraph, table row, cell or run. Besides these there are the forms
of `forms`. Nothing else: no filter, call, comparison, number or text, so that a template can neither compute
nor reach anything.

Every fault is found, each with its part and paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from medsla.contract.anchors import Printed
from medsla.contract.forms import CELL_TAG, EXTRA, Forms, is_extra
from medsla.errors import Place, Problem
from medsla.office import local, w, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from medsla.contract.context import Shape
    from medsla.office import Element

_NAME = r"[a-z][a-z0-9_]*"
_CHAIN = rf"{_NAME}(?:\.{_NAME})*"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{_\{|\}_\}|\{_%|%_\}")
_WIDE = re.compile(r"｛｛|｝｝|｛[%％]|[%％]｝")
_PRINT = re.compile(rf"\{{\{{(?:(?P<form>[pr])\s+)?\s*(?P<chain>{_CHAIN})\s*\}}\}}")
_BLOCK = re.compile(
    rf"\{{%(?P<level>p|tr|tc|r|)\s+(?:for\s+(?P<variable>{_NAME})\s+in\s+(?P<over>{_CHAIN})|"
    rf"(?P<test>if|elif)\s+(?:not\s+)?(?P<tested>{_CHAIN})|(?P<word>else|endif|endfor))\s*%\}}"
)
_COMMENT = re.compile(r"\{#(?:p|tr|tc)?\s.*?#\}", re.DOTALL)
_LOOP_NAMES = {"index": "text", "first": "flag", "last": "flag"}
_MARKED = {  # what is printed, another name of the same record, and what it is then
    ("text", "no"): "phrase",
    ("heading", "paragraphs"): "article",
    ("no", "title"): "annex",
    ("line", "line"): "contents",
}
_NESTING = 6


@dataclass(slots=True)
class _Open:
    """A block that has begun: what it is, on which level, inside which element, and its loop variable."""

    word: str
    level: str
    container: Element | None
    place: Place
    variable: str = ""
    shape: Shape | None = None


class Linter:
    """Reads the text parts of one template and gathers everything it must not hold.

    After the parts are read, `names` has every dotted name that the template uses, as it is written, and
    `phrases` each place where something is printed that gets a control, a bookmark or a link, and `forms` what
    more it wants.
    """

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.problems: list[Problem] = []
        self.names: set[str] = set()
        self.phrases: list[Printed] = []
        self.forms = Forms()
        self._open: list[_Open] = []

    def read(self, root: Element, part: str) -> None:
        """Checks one part; what it leaves open is a fault of that part."""
        self.problems += _outside_text(root, part)
        for number, paragraph in enumerate(root.iter(w("p")), 1):
            self._paragraph(paragraph, Place(spot=f"{part}, paragraph {number}"))
        for block in self._open:
            self._say("fence.unclosed", block.place, tag=block.word)
        self._open.clear()

    def _paragraph(self, paragraph: Element, place: Place) -> None:
        pieces = words(paragraph)
        text = "".join(piece for piece, _ in pieces)
        if not text:
            return
        wide = _WIDE.search(text)
        if wide:
            self._say("fence.wide-braces", place, braces=wide.group())
        started = len(self._open)
        for match in _TAG.finditer(text):
            self._tag(match, text, pieces, paragraph, place)
        inline = [block for block in self._open[started:] if block.level in {"", "r"}]
        for block in inline:
            self._say("fence.unclosed", place, tag=block.word)
            self._open.remove(block)
        rest = _BRACES.search(_TAG.sub("", text))
        if rest:
            self._say("fence.broken-tag", place, near=_near(text, rest.group()))

    def _tag(
        self, match: re.Match[str], text: str, pieces: list[tuple[str, Element]], paragraph: Element, place: Place
    ) -> None:
        tag = match.group()
        if tag.startswith("{#"):
            if not _COMMENT.fullmatch(tag):
                self._say("fence.refused-tag", place, tag=tag)
            return
        printed = _PRINT.fullmatch(tag)
        if printed and is_extra(printed["chain"]):
            self._extra(printed["chain"], printed["form"] or "", match, pieces, paragraph, place)
            return
        if printed and not printed["form"]:
            self._resolve(printed["chain"], "text", place)
            self._phrase(printed["chain"], tag, pieces, match.start())
            return
        if CELL_TAG.fullmatch(tag):
            loops = [block.level for block in self._open if block.word == "for"]
            self.problems += self.forms.cell(tag, paragraph, loops[-1] if loops else None, place)
            return
        self._block(match, text, pieces, paragraph, place)

    def _block(
        self, match: re.Match[str], text: str, pieces: list[tuple[str, Element]], paragraph: Element, place: Place
    ) -> None:
        """The beginning, middle or end of a loop or condition."""
        tag = match.group()
        block = _BLOCK.fullmatch(tag)
        if block is None:
            self._say("fence.refused-tag", place, tag=tag)
            return
        level = block["level"]
        if level and not _alone(tag, text, paragraph, level):
            self._say("fence.text-beside-tag", place, tag=tag)
        container = _container(level, paragraph, pieces, match.start())
        cell = _above(paragraph, "tc") if level == "tc" else None
        if cell is not None:
            self.problems += self.forms.column(cell, place)
        if level == "r":
            self.forms.cut_out(tag, pieces, match.start())
        if block["variable"]:
            self._begin_loop(block, level, container, place)
        elif block["test"] == "if":
            self._resolve(block["tested"], "", place)
            self._open.append(_Open("if", level, container, place))
        elif block["test"] == "elif":
            self._resolve(block["tested"], "", place)
            self._continue("elif", level, container, place)
        elif block["word"] == "else":
            self._continue("else", level, container, place)
        else:
            self._end(block["word"], level, container, place)

    def _extra(
        self,
        chain: str,
        form: str,
        match: re.Match[str],
        pieces: list[tuple[str, Element]],
        paragraph: Element,
        place: Place,
    ) -> None:
        """A printed extra; a file stands alone in its paragraph, and is not repeated."""
        self.names.add(chain)
        self.problems += self.forms.printed(chain, form, match.group(), paragraph, place)
        if form != "p":
            self.forms.cut_out(match.group(), pieces, match.start())
        elif not _alone(match.group(), match.string, paragraph, form):
            self._say("fence.text-beside-tag", place, tag=match.group())
        elif any(block.word == "for" for block in self._open):
            self._say("fence.extra-place", place, tag=match.group())

    def _phrase(self, chain: str, tag: str, pieces: list[tuple[str, Element]], start: int) -> None:
        """Notes a printed phrase or heading whose tag stands in one text element, as when it is typed at once."""
        owner, _, last = chain.rpartition(".")
        shape = self._shape_at(owner) if owner else None
        if shape is None:
            return
        kind = next((kind for (own, other), kind in _MARKED.items() if own == last and other in shape.fields), "")
        if not kind:
            return
        for piece, element in pieces:
            if 0 <= start < len(piece):
                if piece[start:].startswith(tag) and not self.forms.is_merged(element):
                    free = all(block.word == "for" for block in self._open)
                    self.phrases.append(Printed(element, tag, kind, free))
                return
            start -= len(piece)

    def _shape_at(self, chain: str) -> Shape | None:
        first, *rest = chain.split(".")
        shape = next((block.shape for block in self._open if block.variable == first), None)
        for step in rest:
            shape = shape.fields.get(step) if shape is not None else None
        return shape

    def _begin_loop(self, block: re.Match[str], level: str, container: Element | None, place: Place) -> None:
        over = self._resolve(block["over"], "list", place)
        loops = [outer for outer in self._open if outer.word == "for"]
        first = block["over"].partition(".")[0]
        if loops and first not in {outer.variable for outer in loops}:
            self._say("fence.free-loop", place, name=block["over"])
        if len(self._open) >= _NESTING:
            self._say("fence.deep-nesting", place, limit=str(_NESTING))
        variable = block["variable"]
        if variable in self.shape.fields or variable in {"loop", EXTRA} or variable in {o.variable for o in loops}:
            self._say("fence.taken-name", place, name=variable)
        item = over.item if over is not None else None
        self._open.append(_Open("for", level, container, place, variable, item))

    def _continue(self, word: str, level: str, container: Element | None, place: Place) -> None:
        if not self._open or self._open[-1].word != "if":
            self._say("fence.unopened", place, tag=word)
        elif (self._open[-1].level, self._open[-1].container) != (level, container):
            self._say("fence.crossed-tags", place, tag=word)

    def _end(self, word: str, level: str, container: Element | None, place: Place) -> None:
        if not self._open or self._open[-1].word != word.removeprefix("end"):
            self._say("fence.unopened", place, tag=word)
            return
        block = self._open.pop()
        if (block.level, block.container) != (level, container):
            self._say("fence.crossed-tags", place, tag=word)

    def _resolve(self, chain: str, kind: str, place: Place) -> Shape | None:
        """The shape at a dotted name; says so when there is none or it is not of the kind that is needed."""
        self.names.add(chain)
        if is_extra(chain):
            if kind:
                self._say("fence.not-a-list", place, name=chain)
            else:
                self.problems += self.forms.asked(chain, place)
            return None
        first, *rest = chain.split(".")
        variables = {block.variable: block.shape for block in self._open if block.word == "for"}
        if first == "loop" and variables:
            if len(rest) != 1 or _LOOP_NAMES.get(rest[0]) not in ({kind} if kind else {"flag"}):
                self._say("fence.unknown-name", place, name=chain, nearest="loop.index, loop.first, loop.last")
            return None
        if first in variables:
            shape = variables[first]
        else:
            shape = self.shape.fields.get(first)
            if shape is None:
                self._unknown(chain, first, [*self.shape.fields, *variables], place)
                return None
        for step in rest:
            if shape is None:  # the loop's own name was unknown and has been said
                return None
            if step not in shape.fields:
                self._unknown(chain, step, list(shape.fields), place)
                return None
            shape = shape.fields[step]
        if shape is not None and kind and shape.kind != kind:
            self._say("fence.not-printable" if kind == "text" else "fence.not-a-list", place, name=chain)
        return shape

    def _unknown(self, chain: str, step: str, known: list[str], place: Place) -> None:
        near = get_close_matches(step, known, n=3) or known
        self._say("fence.unknown-name", place, name=chain, nearest=", ".join(near))

    def _say(self, code: str, place: Place, **named: str) -> None:
        self.problems.append(Problem(code, place, tuple(named.items())))


def _outside_text(root: Element, part: str) -> Iterator[Problem]:
    """Template tags where none can work: in attributes, field codes and between elements."""
    for element in root.iter():
        held = [str(value) for value in element.attrib.values()]
        if element.tag != w("t"):
            held.append(element.text or "")
        held.append(element.tail or "")
        for text in held:
            if _BRACES.search(text):
                place = Place(spot=f"{part}, {local(element)}")
                yield Problem("fence.tag-out-of-text", place, (("tag", text.strip()),))


def _alone(tag: str, text: str, paragraph: Element, level: str) -> bool:
    """Whether nothing would be lost with the paragraph, row or cell that the tag stands for."""
    if level == "p":
        return text.strip() == tag and not _holds_more(paragraph)
    if level == "r":
        return True
    around = _above(paragraph, level)
    if around is None:
        return False
    whole = "".join(piece for inner in around.iter(w("p")) for piece, _ in words(inner))
    return whole.strip() == tag and not _holds_more(around)


def _holds_more(element: Element) -> bool:
    return next(element.iter(*(w(name) for name in ("drawing", "pict", "object", "sdt", "fldChar"))), None) is not None


def _container(level: str, paragraph: Element, pieces: list[tuple[str, Element]], start: int) -> Element | None:
    """The element that must hold both ends of a block: the parent of the paragraph, row, cell or runs."""
    if level == "p":
        return paragraph.getparent()
    if level in {"tr", "tc"}:
        around = _above(paragraph, level)
        return None if around is None else around.getparent()
    passed = 0
    for piece, element in pieces:
        passed += len(piece)
        if start < passed:
            run = element.getparent()
            return None if run is None else run.getparent()
    return paragraph


def _above(element: Element, name: str) -> Element | None:
    return next(element.iterancestors(w(name)), None)


def _near(text: str, braces: str) -> str:
    at = text.find(braces)
    return text[max(0, at - 10) : at + 30]

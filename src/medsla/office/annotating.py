"""Comments put into a finished Word file; its text, its tracked changes and its own comments stay as they are.

Word takes comments in the body alone, and none inside a text box; a note on such a line goes to the paragraph that
the box stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from medsla.errors import Place, Problem, ReadError
from medsla.office.controls import control_tag
from medsla.office.parts import main_part, relationships, with_part, without
from medsla.office.text import words
from medsla.office.xml import MC, Element, R, W, parse, serialize, w
from medsla.reading.escaping import escape, quoteattr

if TYPE_CHECKING:
    from datetime import datetime

_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PART: Final = "word/comments.xml"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_REFERENCE: Final = ("annotation reference", "CommentReference")
_TEXT: Final = ("annotation text", "CommentText")
_ROOM: Final = 1_000_000  # more comments than anybody gets
_HIGHEST: Final = 2**31 - 1 - _ROOM


@dataclass(frozen=True, slots=True)
class Note:
    """A comment: its paragraphs, and where it goes.

    `line` counts the paragraphs of the body from 1, 0 is the first one; with a `tag` it goes round the content
    control of that tag, with `words` round the runs that hold them; else round the whole paragraph. Of words
    that stand there more than once, those nearest to `at` are meant, a count of letters.
    """

    text: tuple[str, ...]
    line: int = 0
    tag: str = ""
    words: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Author:
    """Who the comments are by, and when they are said to be from; None leaves the time out."""

    name: str
    initials: str
    time: datetime | None = None


def annotated(parts: Mapping[str, bytes], notes: Sequence[Note], author: Author) -> dict[str, bytes]:
    """The package with these comments behind its own, in the order given.

    Raises:
        ReadError: it has no body, or is in the strict form of the format, which few programs read.
    """
    main = main_part(parts)
    if main is None:
        raise ReadError(Problem.of("fence.no-word-document"))
    if _STRICT in parts[main]:
        raise ReadError(Problem.of("fence.strict-form", Place(spot=main)))
    if not notes:
        return dict(parts)
    name = next((link.target for link in relationships(parts) if link.owner == main and link.kind == "comments"), _PART)
    before = parse(parts[name], name) if name in parts else None
    first = _first_id(before)
    changed = dict(parts)
    changed, reference, text = _styled(changed, main)
    root = parse(parts[main], main)
    paragraphs = list(root.iter(w("p")))
    if not paragraphs:
        raise ReadError(Problem.of("fence.no-word-document", Place(spot=main)))
    tagged: dict[str, Element] = {}
    for control in root.iter(w("sdt")):
        tagged.setdefault(control_tag(control), control)
    for number, note in enumerate(notes, first):
        _anchor(_spot(tagged.get(note.tag) if note.tag else None, paragraphs, note), number, reference)
    changed[main] = serialize(root)
    written = "".join(_comment(note, number, author, reference, text) for number, note in enumerate(notes, first))
    return _with_comments(changed, main, name, before, written)


def _with_comments(
    parts: dict[str, bytes], main: str, name: str, before: Element | None, written: str
) -> dict[str, bytes]:
    """The package with the comments written behind those it has."""
    added = parse(f'<w:comments xmlns:w="{W}">{written}</w:comments>'.encode(), name)
    if before is None:
        return with_part(without(parts, [name]), name, serialize(added), _KIND, f"{R}/comments", owner=main)
    before.extend(list(added))
    return {**parts, name: serialize(before)}


def _first_id(comments: Element | None) -> int:
    """The number of the first new comment: above all that are there, or where there is room below."""
    found = [] if comments is None else [one.get(w("id"), "") for one in comments.iter(w("comment"))]
    used = sorted(int(one) for one in found if one.isascii() and one.isdigit() and len(one) <= 10)
    if not used or used[-1] < _HIGHEST:
        return used[-1] + 1 if used else 0
    return next(low + 1 for low, high in pairwise([-1, *used]) if high - low > _ROOM)


def _comment(note: Note, number: int, author: Author, reference: str, style: str) -> str:
    time = "" if author.time is None else f' w:date="{author.time:%Y-%m-%dT%H:%M:%SZ}"'
    mark = f"<w:r><w:rPr><w:rStyle w:val={quoteattr(reference)}/></w:rPr><w:annotationRef/></w:r>"
    lines = (
        f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>{mark if place == 0 else ''}"
        f'<w:r><w:t xml:space="preserve">{escape(_printable(line))}</w:t></w:r></w:p>'
        for place, line in enumerate(note.text)
    )
    return (
        f'<w:comment w:id="{number}" w:author={quoteattr(author.name)} w:initials={quoteattr(author.initials)}{time}>'
        f"{''.join(lines)}</w:comment>"
    )


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter >= " " and letter not in "\ufffe\uffff")


def _anchor(spot: tuple[Element, Element | None, Element | None], number: int, reference: str) -> None:
    """Sets the marks of a comment round what it is about."""
    paragraph, first, last = spot
    start = paragraph.makeelement(w("commentRangeStart"), {w("id"): str(number)})
    end = paragraph.makeelement(w("commentRangeEnd"), {w("id"): str(number)})
    run = paragraph.makeelement(w("r"), {})
    properties = run.makeelement(w("rPr"), {})
    properties.append(run.makeelement(w("rStyle"), {w("val"): reference}))
    run.append(properties)
    run.append(run.makeelement(w("commentReference"), {w("id"): str(number)}))
    if first is None or last is None:
        place = 1 if paragraph.find(w("pPr")) is not None else 0
        paragraph.insert(place, start)
        paragraph.extend([end, run])
        return
    paragraph.insert(paragraph.index(first), start)
    place = paragraph.index(last) + 1
    while place < len(paragraph) and paragraph[place].tag == w("commentRangeEnd"):
        place += 2  # behind the comments that end here already, each with its mark
    paragraph.insert(place, end)
    paragraph.insert(place + 1, run)


def _spot(
    control: Element | None, paragraphs: Sequence[Element], note: Note
) -> tuple[Element, Element | None, Element | None]:
    """The paragraph of a note, about a control or not, and its first and last child that the note is about."""
    inside = None if control is None else next(control.iterancestors(w("p")), None)
    if control is not None and inside is not None and _outermost(inside) is inside:
        child = _child(inside, control)
        return inside, child, child
    place = min(max(note.line, 1), len(paragraphs)) - 1
    own = paragraphs[place]
    if control is not None and inside is None:
        own = next(control.iter(w("p")), own)
    paragraph = _outermost(own)
    if note.words and paragraph is own:
        held = list(_holding(paragraph, note.words, note.at))
        if held:
            return paragraph, _child(paragraph, held[0]), _child(paragraph, held[-1])
    return paragraph, None, None


def _holding(paragraph: Element, wanted: str, near: int) -> Iterator[Element]:
    """The pieces of text over which an occurrence of some words goes, the one nearest to a place."""
    pieces = [(text, element) for text, element in words(paragraph) if not _is_copy(element)]
    whole = "".join(text for text, _ in pieces)
    starts = [place for place in range(len(whole)) if whole.startswith(wanted, place)]
    if not starts:
        return
    start = min(starts, key=lambda place: abs(place - near))
    at = 0
    for text, element in pieces:
        if at < start + len(wanted) and start < at + len(text):
            yield element
        at += len(text)


def _outermost(paragraph: Element) -> Element:
    """The paragraph itself, or the one that the text box stands in that holds it."""
    found = paragraph
    for above in paragraph.iterancestors(w("p")):
        found = above
    return found


def _child(paragraph: Element, inner: Element) -> Element:
    """The child of a paragraph that an element is, or is in."""
    found = inner
    for above in inner.iterancestors():
        if above is paragraph:
            break
        found = above
    return found


def _is_copy(element: Element) -> bool:
    return next(element.iterancestors(f"{{{MC}}}Fallback"), None) is not None


def _styled(parts: dict[str, bytes], main: str) -> tuple[dict[str, bytes], str, str]:
    """The package with the two styles of comments, and their ids; a package without styles gets none."""
    names = [link.target for link in relationships(parts) if link.owner == main and link.kind == "styles"]
    part = next((name for name in names if name in parts), None)
    if part is None or _STRICT in parts[part]:
        return parts, _REFERENCE[1], _TEXT[1]
    root = parse(parts[part], part)
    ids = {_named(style): style.get(w("styleId"), "") for style in root.iter(w("style"))}
    taken = set(ids.values())
    usual = {style.get(w("type")): style.get(w("styleId"), "") for style in _usual(root)}
    made: list[str] = []
    for (name, key), kind in ((_REFERENCE, "character"), (_TEXT, "paragraph")):
        if name not in ids:
            own = next(one for one in (key, *(f"{key}{n}" for n in range(2, len(taken) + 3))) if one not in taken)
            ids[name] = own
            above = f"<w:basedOn w:val={quoteattr(usual[kind])}/>" if usual.get(kind) else ""
            look = '<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>' if kind == "character" else ""
            made.append(
                f'<w:style w:type="{kind}" w:styleId="{own}"><w:name w:val="{name}"/>{above}'
                f'<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>{look}</w:style>'
            )
    if made:
        root.extend(list(parse(f'<w:styles xmlns:w="{W}">{"".join(made)}</w:styles>'.encode(), part)))
        parts = {**parts, part: serialize(root)}
    return parts, ids[_REFERENCE[0]], ids[_TEXT[0]]


def _usual(root: Element) -> Iterable[Element]:
    return (style for style in root.iter(w("style")) if style.get(w("default"), "0") in {"1", "true", "on"})


def _named(style: Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val"), "").casefold()

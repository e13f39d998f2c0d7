"""Where bookmarks and links go in a template: round what it prints of articles, annexes and the contents.

Nobody has to draw them: they are set when the template is compiled. They are set only where they are certain
to be right: the number of an article is a field only where Word numbers its heading, and a bookmark stands
only where its text is printed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from medsla import office
from medsla.office import w

if TYPE_CHECKING:
    from medsla.office import Element

_DEEPEST: Final = 10  # styles based on styles


class Printed(NamedTuple):
    """A place where a template prints something that can be marked.

    `kind` is phrase, article, annex or contents; `free` where it stands in no condition.
    """

    element: Element
    tag: str
    kind: str
    free: bool


def set_anchors(
    root: Element, printed: Iterable[Printed], parts: Mapping[str, bytes], wanted: frozenset[str], language: str
) -> frozenset[str]:
    """Sets the marks of bookmarks and links; which of them there are: `article.ja`, `annex.en`, `contents`."""
    inside = set(root.iter(w("t")))
    places = [one for one in printed if one.element in inside]
    looks = _Looks(parts)
    found: set[str] = set()
    single = {kind: _one_each(places, kind, wanted, language) for kind in ("article", "annex", "contents")}
    articles = list(single["article"].values())
    if articles and all(looks.has(_paragraph(one), "numPr") for one in articles):
        found.update(_bookmarked(single["article"], "article"))
    found.update(_bookmarked(single["annex"], "annex"))
    entries = single["contents"]
    if not entries or not {f"article.{one}" for one in wanted} <= found:
        return frozenset(found)
    outlined = all(looks.has(_paragraph(one), "outlineLvl") for one in articles)
    whole = outlined and all(_is_in_body(one) for one in entries.values())
    for number, one in enumerate(entries.values()):
        owner = _owner(one)
        around = owner.rpartition(".")[0] if language == "ja-en" else owner
        start = f"{{{{ {around}.start }}}}" if whole and number == 0 else ""
        finish = f"{{{{ {around}.finish }}}}" if whole and number == len(entries) - 1 else ""
        before, after = f"{start}{{{{ {owner}.link }}}}", f"{{{{ {owner}.unlink }}}}{finish}"
        office.surround(one.element, one.tag, before, after)
    return frozenset(found)


def _bookmarked(places: Mapping[str, Printed], kind: str) -> Iterator[str]:
    for language, one in places.items():
        owner = _owner(one)
        if office.surround(one.element, one.tag, f"{{{{ {owner}.begun }}}}", f"{{{{ {owner}.ended }}}}"):
            yield f"{kind}.{language}"


def _one_each(places: Iterable[Printed], kind: str, wanted: frozenset[str], language: str) -> dict[str, Printed]:
    """The one place of each language; none at all where any is doubled, missing or printed only at times."""
    found: dict[str, Printed] = {}
    for one in places:
        if one.kind != kind:
            continue
        own = _owner(one).rpartition(".")[2] if language == "ja-en" else language
        if own in found or own not in wanted or not one.free:
            return {}
        found[own] = one
    return found if found.keys() == wanted else {}


def _owner(one: Printed) -> str:
    return one.tag.strip("{} ").rpartition(".")[0]


def _paragraph(one: Printed) -> Element:
    return next(one.element.iterancestors(w("p")))


def _is_in_body(one: Printed) -> bool:
    above = _paragraph(one).getparent()
    return above is not None and above.tag == w("body")


class _Looks:
    """What paragraphs have by themselves or by their style."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        name = next((name for name, kind in office.content_types(parts).items() if kind.endswith(".styles+xml")), None)
        root = None if name is None or name not in parts else office.parse(parts[name], name)
        found = () if root is None else root.iter(w("style"))
        self._styles = {style.get(w("styleId"), ""): style for style in found}

    def has(self, paragraph: Element, name: str) -> bool:
        """Whether a paragraph or a style below it has this property; a number of 0 takes numbering away."""
        holder: Element | None = paragraph
        for _ in range(_DEEPEST):
            if holder is None:
                return False
            found = holder.find(f"{w('pPr')}/{w(name)}")
            if found is not None:
                number = found.find(w("numId"))
                return number is None or number.get(w("val")) != "0"
            style = holder.find(f"{w('pPr')}/{w('pStyle')}") if holder is paragraph else holder.find(w("basedOn"))
            holder = None if style is None else self._styles.get(style.get(w("val"), ""))
        return False

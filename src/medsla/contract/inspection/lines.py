"""The lines of a contract on either side of a comparison: each with its article, by bookmark or by heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from medsla import messages, office
from medsla.contract.carried import Carried, Paper
from medsla.contract.places import located
from medsla.contract.redline import folded
from medsla.contract.snapshot import mask, read_lines
from medsla.office import View
from medsla.office.inserted import bookmarks

_ARTICLE: Final = re.compile(r"_sla_(?!annex_)([a-z_]+)_(ja|en)\Z")
_HEADING: Final = re.compile(r"[（(][^（(）)。]{1,60}[）)]\Z")
_ANNEX: Final = ("別紙", "Annex")
_JAPANESE: Final = re.compile("[ぁ-ゖァ-ヺ]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a side.

    `number` counts the paragraphs of its file (0 where the line is known from the data alone); `text` has
    masks, `filled` the phrases; `article` counts the articles of the file (0 before the first), `head` is
    true for the line that begins one, `key` is what its bookmark calls it.
    """

    number: int
    text: str
    filled: str
    where: str = ""
    article: int = 0
    head: bool = False
    key: str = ""

    @property
    def letters(self) -> str:
        """The letters that count."""
        return plain(self.text)


@dataclass(frozen=True, slots=True)
class Base:
    """What a returned contract is compared with: the page that was sent, or what one file alone carries.

    `printed` is the phrase of each control, by its tag; `alone` says that there is one file only.
    """

    paper: Paper
    carried: Carried | None
    alone: bool
    printed: Mapping[str, str]
    language: str

    @classmethod
    def of(cls, paper: Paper, *, alone: bool) -> Base:
        """The base that a file gives."""
        carried = paper.carried
        if carried is None:
            return cls(paper, None, alone, {}, _language(text for _, text in paper.lines(())))
        shown = {} if alone else {one.tag: one.text for one in reversed(paper.shown)}
        return cls(paper, carried, alone, {**carried.printed, **shown}, carried.language)

    def lines(self) -> list[Line]:
        """The lines that were sent."""
        if self.alone and self.carried is not None:
            return arranged([(0, text) for text in self.carried.wording], self.printed, self.language, {})
        return page_lines(self.paper, self.printed, self.language)


def page_lines(paper: Paper, printed: Mapping[str, str], language: str, view: View = "accepted") -> list[Line]:
    """The lines of a file's body that say something, in one of the views."""
    starts = {
        number: match.group(1)
        for name, number in bookmarks(paper.root).items()
        if (match := _ARTICLE.match(name)) and match.group(2) == language.partition("-")[0]
    }
    found = read_lines(paper.root, printed, view)
    styles = {line.number: line.style for line in office.lines(paper.root, view=view)}
    return arranged(found, printed, language, starts, styles)


def arranged(
    texts: Sequence[tuple[int, str]],
    printed: Mapping[str, str],
    language: str,
    starts: Mapping[int, str],
    styles: Mapping[int, str | None] | None = None,
) -> list[Line]:
    """Lines with their articles; empty ones are left out.

    An article begins where a bookmark says so, at a heading that is known, or at a line in brackets that looks
    like the headings.
    """
    masks = {mask(tag): phrase for tag, phrase in printed.items()}
    looks = styles or {}
    places = [where for where, _ in located((text for _, text in texts), language)]
    begun = [_begins(here, above) for here, above in zip(places, ["", *places], strict=False)]
    known = starts or {number for (number, _), yes in zip(texts, begun, strict=True) if yes}
    heads = {looks.get(number) for number in known} - {None}
    article, where, end = 0, "", _end(texts, known, looks)
    found: list[Line] = []
    for (number, text), usual, yes in zip(texts, places, begun, strict=True):
        head = not usual.startswith(_ANNEX) and (
            (number in starts if starts else yes) or _is_heading(text, looks.get(number), heads)
        )
        if head:
            article += 1
            where = _name(article, text.strip(), language)
        elif usual.startswith(_ANNEX):
            where = usual
        elif article and number >= end:
            where = messages.say("inspection.closing", language.partition("-")[0])
        own = article if number < end and not usual.startswith(_ANNEX) else -1
        line = Line(number, text, _filled(text, masks), where, own, head, starts.get(number, "") if head else "")
        if line.letters:
            found.append(line)
    return found


def _end(texts: Sequence[tuple[int, str]], known: Iterable[int], looks: Mapping[int, str | None]) -> int:
    """The paragraph after the last article: the first behind its heading that looks like none of an article."""
    first, last = min(known, default=0), max(known, default=0)
    inside = {looks.get(number) for number, text in texts if first <= number < last and plain(text)}
    behind = (number for number, text in texts if number > last and plain(text) and looks.get(number) not in inside)
    return next(behind, texts[-1][0] + 1 if texts else 0) if last else len(texts) + 1


def known_as(lines: Iterable[Line], names: Mapping[int, Line]) -> list[Line]:
    """Lines of one file in two views: the same paragraph by paragraph, in articles named as in `names`."""
    where = ""
    found = []
    for line in lines:
        where = names[line.number].where if line.number in names else where
        found.append(replace(line, where=where or line.where, key=f"paragraph {line.number}"))
    return found


def plain(text: str) -> str:
    """The letters that count: full and half width are the same, and blanks nothing.

    >>> plain("９９ ％"), plain("10³")
    ('99%', '10³')
    """
    return "".join(folded(text).split())


def _begins(where: str, above: str) -> bool:
    return where != above and bool(where) and not where.startswith(_ANNEX)


def _is_heading(text: str, style: str | None, heads: set[str | None]) -> bool:
    return style in heads and _HEADING.match(text.strip()) is not None


def _name(number: int, heading: str, language: str) -> str:
    first = language.partition("-")[0]
    article = messages.say("clause.terms.article", first, number=str(number))
    return f"{article}{heading}" if first == "ja" else f"{article} {heading}"


def _language(texts: Iterable[str]) -> str:
    """The language of a contract that does not say it: Japanese where there is any of its letters."""
    return "ja" if any(_JAPANESE.search(text) for text in texts) else "en"


def _filled(text: str, masks: Mapping[str, str]) -> str:
    """A line with the phrases in the place of their masks."""
    if "{" in text:
        for masked, phrase in masks.items():
            text = text.replace(masked, phrase)
    return text


def articles(lines: Iterable[Line]) -> Iterator[tuple[int, list[Line]]]:
    """The lines of each article that has a heading, by its count."""
    held: dict[int, list[Line]] = {}
    for line in lines:
        if line.article > 0:
            held.setdefault(line.article, []).append(line)
    yield from ((number, own) for number, own in held.items() if own[0].head)

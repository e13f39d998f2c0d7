"""The table of what stood and what stands, from two contracts composed in the same form.

Numbers are those of the contract before: nothing that stays gets another one. A new article takes the number of
the one before it with a branch (第8条の2), a new line the next free number of its table; what goes leaves a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final, TypeAlias

from medsla import messages
from medsla.contract.amendment_text import ChangedArticle, ChangedGroup, ChangedLine, ChangedRow, Passage
from medsla.contract.context import Article, ContractText, Paragraph, Row
from medsla.contract.redline import redline
from medsla.contract.references import Referring, bookmark_name

_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_POINTS: Final = {"ja": "一二三四五六七八九", "en": "abcdefghijklmnopqrstuvwxyz"}
_Place: TypeAlias = tuple[int | None, int | None]  # a paragraph before, and what it is after


@dataclass(frozen=True, slots=True)
class Sides:
    """The same agreement in one language: as it stands, as it will stand, and which paragraphs belong together.

    `aligned` are the articles as they will stand with every value of the agreement's head as before, so that a
    paragraph in which only such a value changes is known again.
    """

    language: str
    before: ContractText
    after: ContractText
    aligned: tuple[Article, ...]


def passages(other: str, text: str) -> tuple[Passage, ...]:
    """The text in stretches, those marked that the other one does not have.

    >>> [(part.text, part.changed) for part in passages("4時間以内", "8時間以内")]
    [('8時間', True), ('以内', False)]
    """
    return tuple(Passage(piece.text, piece.kind == "come") for piece in redline(other, text) if piece.kind != "gone")


def changed_keys(sides: Sequence[Sides], kept: frozenset[str]) -> frozenset[str]:
    """The keys of the lines that differ in any language: `support.response[critical]`.

    `kept` are the addresses of terms that mean the same, however they are written.
    """
    found: set[str] = set()
    for side in sides:
        before, after = (_rows(text) for text in (side.before, side.after))
        for key in before.keys() | after.keys():
            if before.get(key, _NO_ROW).text != after.get(key, _NO_ROW).text and key.partition("[")[0] not in kept:
                found.add(key)
    return frozenset(found)


def changed_labels(sides: Sequence[Sides]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The names of lines that stay and are called otherwise, before and after, in each language."""
    both = [(_rows(side.before), _rows(side.after)) for side in sides]
    keys = [key for key in both[0][0] if any(key in new and old[key].label != new[key].label for old, new in both)]
    return tuple(tuple((old[key].label, new[key].label) for key in keys) for old, new in both)


def changed_groups(side: Sides, keys: frozenset[str]) -> tuple[ChangedGroup, ...]:
    """The changed lines of the table of service levels under their headings, new ones behind the others."""
    before, after = (_rows(text) for text in (side.before, side.after))
    numbers = _numbers(side)
    names = {article.heading: numbers[article.key] for article in (*side.before.articles, *side.after.articles)}
    found = []
    headings = [group.heading for group in side.before.groups]
    new = [group for group in side.after.groups if group.heading not in headings]
    for number, group in enumerate([*side.before.groups, *new], 1):
        own = [row for row in group.rows if group.heading in headings]
        later = next((one.rows for one in side.after.groups if one.heading == group.heading), ())
        added = [row for row in later if _key(row) not in before]
        rows = [_row(side, row, after.get(_key(row))) for row in own if _key(row) in keys]
        rows += [
            _new_row(side, f"{number}-{len(own) + place}", row)
            for place, row in enumerate(added, 1)
            if _key(row) in keys
        ]
        if rows:
            found.append(ChangedGroup(group.heading, names.get(group.heading, ""), tuple(rows)))
    return tuple(found)


def changed_articles(sides: Sequence[Sides]) -> tuple[tuple[ChangedArticle, ...], ...]:
    """The changed paragraphs of every article in each language; the same ones in all of them."""
    places = dict(_places(sides[0]))
    found = [{key: _lines(side, key, places[key]) for key in places} for side in sides]
    chosen = {
        key: [place for place in range(len(own)) if any(one[key][place][1] for one in found)]
        for key, own in places.items()
    }
    result = []
    for side, lines in zip(sides, found, strict=True):
        names = _numbers(side)
        headings = {article.key: article.heading for article in (*side.after.articles, *side.before.articles)}
        result.append(
            tuple(
                ChangedArticle(
                    messages.say("amendment.words.article", side.language, article=names[key], heading=headings[key]),
                    tuple(lines[key][place][0] for place in own),
                )
                for key, own in chosen.items()
                if own
            )
        )
    return tuple(result)


_NO_ROW: Final = Row("", "", "")


def _rows(text: ContractText) -> dict[str, Row]:
    return {_key(row): row for group in text.groups for row in group.rows}


def _key(row: Row) -> str:
    """The address of a line, with its case: its tag without the language."""
    return row.tag.rpartition(".")[0]


def _row(side: Sides, row: Row, after: Row | None) -> ChangedRow:
    if after is None:
        note = messages.say("amendment.words.removed", side.language)
        return ChangedRow(row.no, row.label, (Passage(row.text, True),), "", True, note)
    stretches = passages(row.text, after.text)
    return ChangedRow(row.no, after.label, passages(after.text, row.text), after.text, after=stretches, tag=after.tag)


def _new_row(side: Sides, number: str, row: Row) -> ChangedRow:
    words = messages.say("amendment.words.added", side.language)
    return ChangedRow(
        number, row.label, (Passage(words, False),), row.text, after=(Passage(row.text, True),), tag=row.tag
    )


def _numbers(side: Sides) -> dict[str, str]:
    """What each article is called by its key, in the numbering of the contract before."""
    say = messages.say
    places = {article.key: place for place, article in enumerate(side.before.articles, 1)}
    names = {key: say("clause.terms.article", side.language, number=str(place)) for key, place in places.items()}
    last, branch = 0, 1
    for article in side.after.articles:
        if article.key in places:
            last, branch = places[article.key], 1
            continue
        branch += 1
        fields = {"number": str(last), "branch": str(branch)}
        names[article.key] = say("amendment.words.branch", side.language, **fields)
    return names


def _paragraphs(articles: Sequence[Article], names: Mapping[str, str], language: str) -> dict[str, list[Paragraph]]:
    """The paragraphs of each article by its key; where they refer to an article, it is called as in the table."""
    marks = {bookmark_name("article", key, language): name for key, name in names.items()}
    return {
        article.key: [
            replace(part, text=_called(part.text, marks), points=tuple(_called(point, marks) for point in part.points))
            for part in article.paragraphs
        ]
        for article in articles
    }


def _called(text: str, marks: Mapping[str, str]) -> str:
    if not isinstance(text, Referring):
        return text
    shown, at = "", 0
    for one in text.references:
        shown += text[at : one.start] + marks.get(one.bookmark, text[one.start : one.end])
        at = one.end
    return shown + text[at:]


def _places(side: Sides) -> Iterator[tuple[str, list[_Place]]]:
    """Which paragraph of each article became which, in the order of the contract."""
    names = _numbers(side)
    before, aligned = (_paragraphs(one, names, side.language) for one in (side.before.articles, side.aligned))
    order = [article.key for article in side.aligned]
    for place, article in enumerate(side.before.articles):
        if article.key not in aligned:
            earlier = [one.key for one in side.before.articles[:place] if one.key in order]
            order.insert(order.index(earlier[-1]) + 1 if earlier else 0, article.key)
    for key in order:
        old, new = ([part.text for part in found.get(key, ())] for found in (before, aligned))
        yield key, list(_pairs(old, new))


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[_Place]:
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        alike = end - start == stop - begin
        if kind == "equal" or (alike and all(map(_alike, old[start:end], new[begin:stop]))):
            yield from zip(range(start, end), range(begin, stop), strict=True)
        else:
            yield from ((place, None) for place in range(start, end))
            yield from ((None, place) for place in range(begin, stop))


def _alike(old: str, new: str) -> bool:
    """Whether two paragraphs are one with some words changed: most of their letters stand in the same order."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return 3 * sum(block.size for block in blocks) >= len(old) + len(new)


def _lines(side: Sides, key: str, places: Sequence[_Place]) -> list[tuple[ChangedLine, bool]]:
    """The paragraphs of an article with whether they differ."""
    names = _numbers(side)
    old, new = (_paragraphs(text.articles, names, side.language).get(key, []) for text in (side.before, side.after))
    listed = _listed(side)
    return [_line(side.language, old, new, place, listed) for place in places]


def _line(
    language: str, old: Sequence[Paragraph], new: Sequence[Paragraph], place: _Place, listed: frozenset[str]
) -> tuple[ChangedLine, bool]:
    left, right = place
    if right is None or left is None:
        gone = right is None
        word = (Passage(messages.say(f"amendment.words.{'removed' if gone else 'added'}", language), False),)
        whole = _whole(language, old, left) if left is not None else _whole(language, new, right or 0)
        text = (Passage(whole, True),)
        return (ChangedLine(text, word) if gone else ChangedLine(word, text)), True
    numbers = [_number(language, old, left), _number(language, new, right)]
    texts = [_whole(language, old, left, listed), _whole(language, new, right, listed)]
    if texts[0].removeprefix(numbers[0]) == texts[1].removeprefix(numbers[1]):
        kept = Passage(messages.say("amendment.words.kept", language), False)
        before, after = ((Passage(number, True), kept) if number else (kept,) for number in numbers)
        return ChangedLine(before, after), numbers[0] != numbers[1]
    return ChangedLine(passages(texts[1], texts[0]), passages(texts[0], texts[1])), True


def _listed(side: Sides) -> frozenset[str]:
    """The items of articles that are lines of the table of service levels."""
    return frozenset(
        messages.say("clause.terms.point", side.language, label=row.label, text=row.text)
        for text in (side.before, side.after)
        for row in _rows(text).values()
    )


def _whole(language: str, parts: Sequence[Paragraph], place: int, listed: frozenset[str] = frozenset()) -> str:
    """A paragraph with its number, and its items below it but for those `listed` in the table."""
    points = [point for point in parts[place].points if point not in listed]
    lines = [f"{_number(language, parts, place)}{parts[place].text}"]
    lines += [f"{_point(language, count)}{point}" for count, point in enumerate(points)]
    return "\n".join(lines)


def _number(language: str, parts: Sequence[Paragraph], place: int) -> str:
    """The number as Word prints it before a paragraph, with what stands between."""
    if not parts[place].numbered:
        return ""
    return f"{place + 1}".translate(_FULL_WIDTH) + "　" if language == "ja" else f"{place + 1}. "


def _point(language: str, count: int) -> str:
    signs = _POINTS[language]
    if language == "ja":
        tens, ones = divmod(count + 1, 10)
        ten = ("" if tens == 1 else signs[tens - 1]) + "十" if tens else ""
        return f"({ten}{signs[ones - 1] if ones else ''})　"
    return f"({signs[count % len(signs)] * (count // len(signs) + 1)}) "

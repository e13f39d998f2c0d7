"""The changed sentences of articles and annexes: each paragraph as it stood and as it stands, with its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, TypeAlias

from medsla import messages
from medsla.contract.amendment.sides import Sides, called, passages
from medsla.contract.amendment.table import rows_of
from medsla.contract.amendment.text import ChangedArticle, ChangedLine, Passage
from medsla.contract.annex_text import Annex, Cells
from medsla.contract.context import Article

_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_POINTS: Final = {"ja": "一二三四五六七八九", "en": "abcdefghijklmnopqrstuvwxyz"}
_BETWEEN_CELLS: Final = "｜"
_Pair: TypeAlias = tuple[int | None, int | None]  # a line before, and the one that it became
_Block: TypeAlias = Sequence[_Pair]  # one pair, or lines in a row that all go or all come


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a part: its number, its text, and its text as far as the table of levels does not have it."""

    number: str
    text: str
    own: str


_Parts: TypeAlias = Mapping[str, tuple[str, list[_Line]]]  # name and lines of each article and annex


def changed_parts(sides: Sequence[Sides]) -> tuple[tuple[ChangedArticle, ...], ...]:
    """The changed lines of every article and annex in each language; the same ones in all of them."""
    first = sides[0]
    aligned = _parts(first, first.aligned, first.after.annexes)
    old = _parts(first, first.before.articles, first.before.annexes)
    blocks = {
        key: _blocks(_pairs(*([line.text for line in parts.get(key, ("", []))[1]] for parts in (old, aligned))))
        for key in _order(old, aligned)
    }
    found = [_compared(side, blocks) for side in sides]
    chosen = {
        key: [place for place in range(len(own)) if any(one[key][place][1] for one in found)]
        for key, own in blocks.items()
    }
    result = []
    for side, lines in zip(sides, found, strict=True):
        names = {key: name for key, (name, _) in (_after(side) | _before(side)).items()}
        parts = ((names[key], tuple(lines[key][place][0] for place in own)) for key, own in chosen.items() if own)
        result.append(tuple(ChangedArticle(name, own) for name, own in parts))
    return tuple(result)


def _before(side: Sides) -> dict[str, tuple[str, list[_Line]]]:
    return _parts(side, side.before.articles, side.before.annexes)


def _after(side: Sides) -> dict[str, tuple[str, list[_Line]]]:
    return _parts(side, side.after.articles, side.after.annexes)


def _parts(side: Sides, articles: Sequence[Article], annexes: Sequence[Annex]) -> dict[str, tuple[str, list[_Line]]]:
    """Name and lines of each article and annex, articles first."""
    names, marks = side.articles(), side.marks()
    listed = _listed(side)
    found = {
        article.key: (
            messages.say("amendment.words.part", side.language, part=names[article.key], heading=article.heading),
            list(_paragraphs(article, marks, listed, side.language)),
        )
        for article in articles
    }
    for annex in annexes:
        name = messages.say("amendment.words.part", side.language, part=marks[annex.anchor], heading=annex.title)
        lines = [called(line, marks) for line in _annex_lines(annex) if line]
        found[annex.anchor.rpartition("_")[0]] = (name, [_Line("", line, line) for line in lines])
    return found


def _paragraphs(article: Article, marks: Mapping[str, str], listed: frozenset[str], language: str) -> Iterator[_Line]:
    """The paragraphs of an article with their items, and without those that the table of levels has."""
    for place, part in enumerate(article.paragraphs, 1):
        number = ""
        if part.numbered:
            number = f"{place}".translate(_FULL_WIDTH) + "　" if language == "ja" else f"{place}. "
        text, points = called(part.text, marks), [called(point, marks) for point in part.points]
        yield _Line(
            number,
            "\n".join([text, *_counted(points, language)]),
            "\n".join([text, *_counted([point for point in points if point not in listed], language)]),
        )


def _annex_lines(annex: Annex) -> Iterator[str]:
    """What an annex says beside its table of service levels, blank lines to fill in left out."""
    yield annex.title
    yield annex.opening
    for section in annex.sections:
        yield section.heading
        yield section.text
        yield from (f"{step.count}　{step.action}" for step in section.steps)
        yield from (_joined(cells) for cells in (section.columns, *section.pairs, *section.triples))
        yield section.ending


def _joined(cells: Cells) -> str:
    return _BETWEEN_CELLS.join(filter(None, (cells.left, cells.middle, cells.right)))


def _order(old: _Parts, new: _Parts) -> list[str]:
    """The keys of all parts in the order of the contract; what goes stands where it stood."""
    order = list(new)
    keys = list(old)
    for place, key in enumerate(keys):
        if key not in new:
            earlier = [one for one in keys[:place] if one in order]
            order.insert(order.index(earlier[-1]) + 1 if earlier else 0, key)
    return order


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[_Pair]:
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same_count = end - start == stop - begin
        if kind == "equal" or (same_count and all(map(_alike, old[start:end], new[begin:stop]))):
            yield from zip(range(start, end), range(begin, stop), strict=True)
        else:
            yield from ((place, None) for place in range(start, end))
            yield from ((None, place) for place in range(begin, stop))


def _blocks(pairs: Iterable[_Pair]) -> list[_Block]:
    """Lines that go or come in a row stand together."""
    found: list[list[_Pair]] = []
    for pair in pairs:
        last = found[-1][-1] if found else (0, 0)
        if None in pair and (pair[0] is None, pair[1] is None) == (last[0] is None, last[1] is None):
            found[-1].append(pair)
        else:
            found.append([pair])
    return list(found)


def _alike(old: str, new: str) -> bool:
    """Whether two lines are one with some words changed: most of their letters stand in the same order."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return 3 * sum(block.size for block in blocks) >= len(old) + len(new)


def _compared(side: Sides, blocks: Mapping[str, Sequence[_Block]]) -> dict[str, list[tuple[ChangedLine, bool]]]:
    """Every block of lines as the table shows it, with whether both sides differ."""
    old, new = _before(side), _after(side)
    nothing: tuple[str, list[_Line]] = ("", [])
    found = {}
    for key, own in blocks.items():
        left, right = old.get(key, nothing)[1], new.get(key, nothing)[1]
        found[key] = [
            _line(
                side.language,
                [left[i] for i, _ in block if i is not None],
                [right[j] for _, j in block if j is not None],
            )
            for block in own
        ]
    return found


def _line(language: str, gone: Sequence[_Line], come: Sequence[_Line]) -> tuple[ChangedLine, bool]:
    if not (gone and come):
        word = (Passage(messages.say(f"amendment.words.{'removed' if gone else 'added'}", language), False),)
        whole = (Passage("\n".join(one.number + one.text for one in (*gone, *come)), True),)
        return (ChangedLine(whole, word) if gone else ChangedLine(word, whole)), True
    old, new = gone[0], come[0]
    if old.own == new.own:
        kept = messages.say("amendment.words.kept", language)
        return ChangedLine(_kept(old.number, kept), _kept(new.number, kept)), old.number != new.number
    texts = [one.number + one.own for one in (old, new)]
    return ChangedLine(passages(texts[1], texts[0]), passages(texts[0], texts[1])), True


def _kept(number: str, words: str) -> tuple[Passage, ...]:
    """What stands for a paragraph of which only the number changes."""
    bare = number.rstrip()
    return (Passage(bare, True), Passage(number[len(bare) :] + words, False)) if number else (Passage(words, False),)


def _listed(side: Sides) -> frozenset[str]:
    """The items of articles that are lines of the table of service levels."""
    return frozenset(
        messages.say("clause.terms.point", side.language, label=row.label, text=row.text)
        for text in (side.before, side.after)
        for row in rows_of(text).values()
    )


def _counted(points: Sequence[str], language: str) -> list[str]:
    """Items with the signs that Word prints before them."""
    return [f"{_sign(count, language)}{point}" for count, point in enumerate(points, 1)]


def _sign(count: int, language: str) -> str:
    signs = _POINTS[language]
    if language != "ja":
        return f"({signs[(count - 1) % len(signs)] * ((count - 1) // len(signs) + 1)}) "
    tens, ones = divmod(count, 10)
    ten = ("" if tens == 1 else signs[tens - 1]) + "十" if tens else ""
    return f"({ten}{signs[ones - 1] if ones else ''})　"

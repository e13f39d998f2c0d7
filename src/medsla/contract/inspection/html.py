"""An inspection as one HTML page that needs nothing else, and as what a notebook shows of it.

The words of the contract are set as they stand, gone ones as `del`, new ones as `ins`; every text is escaped where
elements are built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from medsla.messages import say
from medsla.report.blocks import Count, Counts, Heading, Pair, Pairs, Paragraph
from medsla.report.elements import Html, blocks, element, inline, joined
from medsla.report.html import fragment, page
from medsla.report.said import Said, Voice, neutral

if TYPE_CHECKING:
    from medsla.contract.inspection.changes import Change, Inspection
    from medsla.contract.redline import Piece
    from medsla.messages import Language

_WORDING: Final = frozenset({"wording", "added", "removed", "moved", "article-added", "article-removed", "tracked"})
_UNSEEN: Final = frozenset({"hidden", "struck"})
_THINGS: Final = frozenset({"number", "field", "link", "image", "object"})
_DIGEST: Final = 16
_DIGITS: Final = re.compile(r"[0-9]+")


def render_inspection_html(found: Inspection, language: str) -> str:
    """The inspection as a page in `ja`, `en`, or `ja-en` for both.

    >>> from medsla.contract.inspection.changes import Inspection
    >>> "<script" in render_inspection_html(
    ...     Inspection("a<script>.docx", "b.docx", "ja", ()), "en"
    ... )
    False
    """
    voice = Voice.of(language)
    closing = fragment([Paragraph(voice.say("closing"), "closing")])
    return page(_say(voice, "title"), voice.languages, *_content(found, voice), closing, sheet="page inspection")


def inspection_fragment(found: Inspection, language: str) -> str:
    """The inspection as part of a page, such as a notebook."""
    voice = Voice.of(language)
    return element("div", element("p", element("strong", inline(_say(voice, "title")))), *_content(found, voice))


def _content(found: Inspection, voice: Voice) -> Iterator[Html]:
    yield _head(found, voice)
    if found.changes:
        yield fragment([_counts(found, voice)])
    else:
        yield blocks(
            voice.each(lambda language: say("inspection.none", language, returned=PurePath(found.returned).name)),
            class_="lead",
        )
    yield from _limits(found, voice)
    yield from _values(found, voice)
    yield from _by_article(found, voice)
    yield from _listed(found, voice, "filled", frozenset({"filled"}))
    yield from _listed(found, voice, "unseen", _UNSEEN)
    yield from _listed(found, voice, "things", _THINGS)
    yield from _listed(found, voice, "beside", frozenset({"elsewhere"}))
    yield from _comments(found, voice)
    yield from _listed(found, voice, "carried", frozenset({"control", "data"}))


def _head(found: Inspection, voice: Voice) -> Html:
    def paper(name: str, digest: str) -> tuple[Said, ...]:
        return (neutral(PurePath(name).name), *((neutral(f"SHA-256 {digest[:_DIGEST]}…"),) if digest else ()))

    pairs = [
        Pair(_say(voice, "sent"), paper(found.sent, found.sent_sha256)),
        Pair(_say(voice, "returned"), paper(found.returned, found.returned_sha256)),
    ]
    return fragment([Pairs(tuple(pairs))])


def _counts(found: Inspection, voice: Voice) -> Counts:
    counts = found.counts()

    def several(kinds: Iterable[str]) -> int:
        return sum(counts.get(kind, 0) for kind in kinds)

    given = {
        "all": (len(found), ""),
        "unrecorded": (len(found.unrecorded()), "mend"),
        "values": (several(("value",)), "ask"),
        "wording": (several(_WORDING), "ask"),
        "filled": (several(("filled",)), ""),
        "unseen": (several(_UNSEEN), "mend"),
        "things": (several(_THINGS), ""),
        "beside": (several(("elsewhere",)), ""),
        "comments": (several(("comment",)), ""),
        "carried": (several(("control", "data")), ""),
    }
    items = (Count(_say(voice, f"count.{name}"), number, tone) for name, (number, tone) in given.items() if number)
    return Counts(tuple(items))


def _limits(found: Inspection, voice: Voice) -> Iterator[Html]:
    if found.not_compared:
        yield fragment([Heading(_say(voice, "limits"), "not-compared")])
        items = (voice.each(_sentence(f"inspection.not_compared.{code}")) for code in found.not_compared)
        yield element("ul", *(element("li", blocks(item)) for item in items), class_="limits")


def _values(found: Inspection, voice: Voice) -> Iterator[Html]:
    changed = [change for change in found if change.kind == "value"]
    if not changed:
        return
    yield fragment([Heading(_say(voice, "values"), "values")])
    rows = []
    for change in changed:
        cells = [
            element("th", blocks(voice.each(change.place)), *_row(change), scope="row"),
            element("td", _written(change.pieces, ("same", "gone"))),
            element("td", _written(change.pieces, ("same", "come"))),
            element("td", blocks(voice.each(change.judged))),
            element("td", *_record(change, voice)),
        ]
        rows.append(element("tr", *cells))
    yield _table(voice, ("item", "before", "after", "verdict", "record"), rows, "values")


def _row(change: Change) -> Iterator[Html]:
    """The row of the annex in which a term stands."""
    if change.where:
        yield element("p", change.where, class_="who")


def _by_article(found: Inspection, voice: Voice) -> Iterator[Html]:
    """The changes of wording, each article's under its name."""
    groups: dict[str, list[Change]] = {}
    for change in found:
        if change.kind in _WORDING:
            groups.setdefault(change.where, []).append(change)
    if not groups:
        return
    yield fragment([Heading(_say(voice, "wording"), "wording")])
    used: set[str] = set()
    for where, changes in groups.items():
        name = neutral(where) if where else voice.each(_sentence("inspection.opening"))
        heading = element("h3", inline(name))
        told = (_change(change, voice) for change in _joined(changes))
        yield element("section", heading, *told, id=_anchor(where, used))


def _joined(changes: Iterable[Change]) -> Iterator[Change]:
    """The cells of a row that was put in or taken out as one."""
    for (kind, *_), group in groupby(changes, lambda one: (one.kind, one.where, one.tracked, one.author, one.date)):
        own = list(group)
        if kind in {"added", "removed"} and own[0].where.startswith(("別紙", "Annex")):
            before, after = ("\n".join(getattr(one, side) for one in own) for side in ("before", "after"))
            yield replace(own[0], before=before.strip("\n"), after=after.strip("\n"))
        else:
            yield from own


def _anchor(where: str, used: set[str]) -> str:
    """A name for links within the page: article-5, annex-1-6-1, opening."""
    kind = "annex" if where.startswith(("別紙", "Annex")) else "article"
    numbers = _DIGITS.findall(re.split(r"[（(]", where, maxsplit=1)[0])
    name = "-".join([kind, *numbers]) if where else "opening"
    count = sum(1 for one in used if one == name or one.startswith(f"{name}_"))
    name = f"{name}_{count + 1}" if count else name
    used.add(name)
    return name


def _change(change: Change, voice: Voice) -> Html:
    unrecorded = change.kind in _WORDING and not change.tracked
    tags = element("p", _tag(_say(voice, f"tag.{change.kind}")), *_record(change, voice))
    return element("div", tags, *_words(change, voice), class_="change unrecorded" if unrecorded else "change")


def _words(change: Change, voice: Voice) -> Iterator[Html]:
    if change.pieces:
        yield element("p", _written(change.pieces, ("same", "gone", "come")))
    elif change.kind == "moved":
        yield element("p", change.before)
        yield blocks(
            voice.each(lambda language: say("inspection.page.moved", language, target=change.after)), class_="who"
        )
    else:
        if change.before:
            yield element("p", element("del", change.before))
        if change.after:
            yield element("p", element("ins", change.after))


def _listed(found: Inspection, voice: Voice, name: str, kinds: frozenset[str]) -> Iterator[Html]:
    """Changes of some kinds under a heading, each with where it is."""
    changes = [change for change in found if change.kind in kinds]
    if changes:
        yield fragment([Heading(_say(voice, name), name)])
        yield from (_placed(change, voice) for change in changes)


def _placed(change: Change, voice: Voice) -> Html:
    place = [blocks(voice.each(change.place))] if change.kind != "data" or change.address else []
    place += _row(change) if change.address else ()
    parts = [element("p", _tag(_say(voice, f"tag.{change.kind}")), *_record(change, voice)), *place]
    if change.problem is not None:
        parts.append(blocks(voice.each(change.problem.sentence)))
    elif change.kind in _UNSEEN:
        parts.append(element("p", change.after, class_="lead"))
    else:
        parts += _words(change, voice)
    return element("div", *parts, class_="change")


def _comments(found: Inspection, voice: Voice) -> Iterator[Html]:
    changes = [change for change in found if change.kind == "comment"]
    if not changes:
        return
    yield fragment([Heading(_say(voice, "comments"), "comments")])
    rows = [
        element(
            "tr",
            element("th", blocks(neutral(change.author or "?")), scope="row"),
            element("td", blocks(neutral(change.time() or "?"))),
            element("td", blocks(neutral(change.after))),
        )
        for change in changes
    ]
    yield _table(voice, ("author", "date", "text"), rows, "said")


def _table(voice: Voice, columns: Sequence[str], rows: Iterable[Html], name: str) -> Html:
    head = element("tr", *(element("th", inline(_say(voice, f"column.{one}")), scope="col") for one in columns))
    return element("div", element("table", element("thead", head), element("tbody", *rows)), class_=f"scroll {name}")


def _record(change: Change, voice: Voice) -> Iterator[Html]:
    """Whether the change was recorded, as a tag, and by whom."""
    if change.tracked:
        yield _tag(_say(voice, "recorded"))
        yield element("span", " ".join(filter(None, (change.author, change.time()))), class_="who")
    elif change.kind in _WORDING or change.kind == "value":
        yield element("span", inline(_say(voice, "unrecorded")), class_="tag unrecorded")


def _written(pieces: Iterable[Piece], kinds: Sequence[str]) -> Html:
    names = {"same": "span", "gone": "del", "come": "ins"}
    return joined(element(names[piece.kind], piece.text) for piece in pieces if piece.kind in kinds)


def _tag(said: Said) -> Html:
    return element("span", inline(said), class_="tag")


def _say(voice: Voice, key: str) -> Said:
    return voice.each(_sentence(f"inspection.page.{key}"))


def _sentence(key: str) -> Callable[[Language], str]:
    return lambda language: say(key, language)

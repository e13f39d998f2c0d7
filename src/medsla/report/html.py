"""A report as one HTML page that needs nothing else: no script, no font, no picture, no address to fetch.

The policy of the page allows the one style sheet in it, by its hash, and nothing besides: an injected style or script
would not run even if the escaping had a hole.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final

from medsla.report.blocks import Block, Counts, Entry, Heading, Heaviest, Outline, Pair, Pairs, Paragraph, Table
from medsla.report.elements import Html, blocks, element, inline, joined
from medsla.report.outline import outline
from medsla.report.places import Origin
from medsla.report.said import Said
from medsla.report.subjects import Subject


def render_html(subject: Subject, language: str, *, origin: Origin | None = None) -> str:
    """The report as a whole page.

    >>> from medsla.report.subjects import ProblemReport
    >>> page = render_html(ProblemReport(("<b>.yaml",), ()), "en")
    >>> page[:15], "<script" in page
    ('<!DOCTYPE html>', False)
    """
    return html_of(outline(subject, language, origin=origin))


def html_of(report: Outline, *, sheet: str = "page") -> str:
    """An outline as a page, with the style sheet `sheet` of this package."""
    return page(report.title, report.languages, fragment(report.blocks), sheet=sheet)


def fragment(content: Iterable[Block]) -> Html:
    """Blocks as a part of a page, without a style.

    >>> from medsla.report.said import neutral
    >>> fragment([Paragraph(neutral("a < b"))])
    '<p>a &lt; b</p>'
    """
    return joined(_RENDER[type(block)](block) for block in content)


def page(title: Said, languages: tuple[str, ...], *content: Html, sheet: str = "page") -> str:
    """A page around its content, with the policy and the style sheet `sheet` of this package, or several of them."""
    style = "".join(map(style_sheet, sheet.split()))
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        element("title", str(title)),
        f"<style>{style}</style>",
    ]
    body = element("body", element("main", element("h1", inline(title)), *content))
    return "\n".join(
        ("<!DOCTYPE html>", f'<html lang="{languages[0]}">', "<head>", *head, "</head>", body, "</html>", "")
    )


@cache
def style_sheet(name: str) -> str:
    """A style sheet of this package; it is ours and holds no value of any document.

    >>> "@page" in style_sheet("page")
    True
    """
    return (files("medsla.report") / f"{name}.css").read_text(encoding="utf-8")


def _heading(block: Heading) -> Html:
    return element(f"h{block.level}", inline(block.text), id=block.anchor)


def _paragraph(block: Paragraph) -> Html:
    if block.tone == "banner":
        return element("aside", blocks(block.text), class_="banner", role="note")
    return blocks(block.text, class_=block.tone)


def _counts(block: Counts) -> Html:
    label = [element("li", inline(block.label), class_="head")] if block.label else []
    items = (
        element("li", inline(item.label), element("strong", str(item.number)), class_=item.tone) for item in block.items
    )
    return element("ul", *label, *items, class_="counts plain" if block.label else "counts")


def _pairs(block: Pairs) -> Html:
    return element("dl", *(_pair(pair) for pair in block.items))


def _pair(pair: Pair) -> Html:
    return joined((element("dt", inline(pair.label)), element("dd", *map(blocks, pair.lines), class_=pair.tone)))


def _heaviest(block: Heaviest) -> Html:
    items = []
    for item in block.items:
        parts = [element("p", *map(_tag, item.tags)), blocks(item.finding, class_="lead")]
        if item.counter:
            parts.append(blocks(item.counter, class_="counter"))
        parts += [element("p", inline(place), class_="place") for place in item.places]
        items.append(element("li", *parts, class_=item.tone))
    return element("div", element("strong", inline(block.label)), element("ol", *items), class_="heaviest")


def _tag(said: Said) -> Html:
    return element("span", inline(said), class_="tag")


def _entry(block: Entry) -> Html:
    name = element("span", block.name, class_="name")
    title = [inline(block.title), " "] if block.title else []
    parts = [element("h3", f"{block.number}. ", *title, name)]
    if block.tags:
        parts.append(element("p", *map(_tag, block.tags)))
    parts.append(blocks(block.lead, class_="lead"))
    if block.sides:
        parts.append(element("dl", *(element("div", _pair(side)) for side in block.sides), class_="sides"))
    if block.pairs:
        parts.append(element("dl", *map(_pair, block.pairs)))
    return element("article", *parts, class_=f"entry {block.tone}".strip())


def _table(block: Table) -> Html:
    return element("div", table(block), class_=f"scroll {block.name}".strip())


def table(block: Table) -> Html:
    """A table whose first column heads its rows."""
    head = element("tr", *(element("th", inline(column), scope="col") for column in block.columns))
    rows = []
    for row in block.rows:
        first = element("th", blocks(row[0]), scope="row")
        rows.append(element("tr", first, *(element("td", blocks(cell)) for cell in row[1:])))
    return element("table", element("thead", head), element("tbody", *rows))


_RENDER: Final[dict[type[Block], Callable[[Any], Html]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Counts: _counts,
    Pairs: _pairs,
    Heaviest: _heaviest,
    Entry: _entry,
    Table: _table,
}

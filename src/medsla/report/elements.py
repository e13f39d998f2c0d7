"""HTML built from elements, so that no value can become markup: text and attribute values are always escaped.

Only names listed here can be used, none of which runs a script, loads anything or carries an address.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from medsla.report.said import Said, shown

ELEMENTS: Final = frozenset(
    {"article", "aside", "body", "dd", "del", "div", "dl", "dt", "h1", "h2", "h3", "ins", "li", "main", "ol", "p"}
    | {"section", "span"}
    | {"strong", "table", "tbody", "td", "th", "thead", "title", "tr", "ul"}
)
ATTRIBUTES: Final = frozenset({"class", "id", "lang", "scope", "role"})


class Html(str):
    """Markup that was built here; any other text is escaped when it is put into an element."""

    __slots__ = ()


def element(name: str, *children: Html | str, **attributes: str) -> Html:
    """An element; a trailing underscore of an attribute's name is dropped, empty attributes are left out.

    >>> element("p", "<b> & ", element("strong", "x"), class_="note")
    '<p class="note">&lt;b&gt; &amp; <strong>x</strong></p>'
    """
    if name not in ELEMENTS:
        message = f"no report uses the element {name!r}"
        raise ValueError(message)
    given = "".join(_attribute(key.rstrip("_"), value) for key, value in attributes.items() if value)
    return Html(f"<{name}{given}>{joined(children)}</{name}>")


def _attribute(name: str, value: str) -> str:
    if name not in ATTRIBUTES:
        message = f"no report uses the attribute {name!r}"
        raise ValueError(message)
    return f' {name}="{escape(value, quote=True)}"'


def joined(children: Iterable[Html | str], between: str = "") -> Html:
    """Children one after the other, escaped where they are no markup."""
    parts = (child if isinstance(child, Html) else escape(shown(child), quote=True) for child in children)
    return Html(between.join(parts))


def inline(said: Said) -> Html:
    """A statement within a line; two languages are set apart by a slash and marked each with its own.

    >>> inline(Said((("ja", "重大"), ("en", "critical"))))
    '<span lang="ja">重大</span><span class="slash"> / </span><span lang="en">critical</span>'
    """
    slash = element("span", " / ", class_="slash")
    return joined((_span(language, text) for language, text in said.texts if text), slash)


def _span(language: str, text: str) -> Html:
    return element("span", text, lang=language) if language else element("span", text)


def blocks(said: Said, name: str = "p", class_: str = "") -> Html:
    """A statement as one element for each language."""
    return joined(element(name, text, lang=language, class_=class_) for language, text in said.texts if text)

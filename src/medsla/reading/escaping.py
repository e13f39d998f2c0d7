"""Text as it stands in XML, and back; what `xml.sax.saxutils` does, without loading a client for the network.

That module loads `urllib.request`, which takes longer than writing twenty contracts.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_SPACES: Final = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def escape(text: str, others: Mapping[str, str] = _NONE) -> str:
    """The text between tags.

    Args:
        text: Anything.
        others: What else to replace, by what.

    >>> escape("R&D <5%>")
    'R&amp;D &lt;5%&gt;'
    """
    text = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    for found, instead in others.items():
        text = text.replace(found, instead)
    return text


def quoteattr(text: str) -> str:
    r"""The text as the value of an attribute, with its quotation marks.

    >>> print(quoteattr('a "b"\n'))
    'a "b"&#10;'
    """
    text = escape(text, _SPACES)
    if '"' not in text:
        return f'"{text}"'
    return f"'{text}'" if "'" not in text else '"{}"'.format(text.replace('"', "&quot;"))


def unescape(text: str) -> str:
    """The text that stands between tags.

    >>> unescape("R&amp;D &amp;lt;")
    'R&D &lt;'
    """
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

"""The same as the standard library does, which is asked here."""

from __future__ import annotations

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from medsla.reading.escaping import escape, quoteattr, unescape

TEXTS = st.text(st.sampled_from("&<>\"'\n\r\t;apmltgquo甲"), max_size=30)


@given(TEXTS)
def test_it_is_what_the_standard_library_does(text: str) -> None:
    assert escape(text) == saxutils.escape(text)
    assert escape(text, {'"': "&quot;"}) == saxutils.escape(text, {'"': "&quot;"})
    assert quoteattr(text) == saxutils.quoteattr(text)
    assert unescape(text) == saxutils.unescape(text)
    assert unescape(escape(text)) == text

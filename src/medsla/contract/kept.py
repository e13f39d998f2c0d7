"""Texts and service levels as they are printed, made once and kept: most of them stand in many contracts."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from medsla.contract.context import LONGEST_VALUE, REFUSED, Row, RowPair
from medsla.contract.printed import Level, Shown
from medsla.errors import Place, Problem, RenderError
from medsla.office import CLOSING, opening
from medsla.reading.escaping import unescape

LINE_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'
TAB: Final = '</w:t><w:tab/><w:t xml:space="preserve">'
_KEPT: Final = 4096  # texts and service levels kept from one contract to the next

NOTHING: Final = Shown("")
END: Final = Shown(CLOSING)
"""What ends the control of a phrase."""


def kept_level(row: Row, number: int) -> Level | None:
    """The record of a service level; None where it holds anything but plain text."""
    no, label, text = row.no, row.label, row.text
    if str is type(no) is type(label) is type(text):
        return _level(number, no, label, text, row.tag)
    return None


def kept_pair(pair: RowPair, number: int) -> Level | None:
    """The record of a service level in two languages."""
    ja, en = pair.ja, pair.en
    texts = (ja.no, ja.label, ja.text, ja.tag, en.no, en.label, en.text, en.tag)
    if str is type(texts[0]) is type(texts[1]) is type(texts[2]) is type(texts[4]) is type(texts[5]) is type(texts[6]):
        return _level(number, *texts)
    return None


@lru_cache(maxsize=_KEPT)
def _level(number: int, *texts: str) -> Level:
    """The record of a service level.

    Args:
        number: That of the control of its phrase; 0 for none.
        texts: Number, label, phrase and tag; twice where it has two languages.
    """
    records = []
    whole = Level()
    for at in range(0, len(texts), 4):
        record = Level()
        *shown, tag = texts[at : at + 4]
        for name, text in zip(("no", "label", "text"), shown, strict=True):
            record[name], odd = shown_text(text)
            whole.texts[text] = record[name]
            whole.strange |= odd
        whole.printed.append((texts[at + 2], record["text"]))
        record["control"] = record["closing"] = NOTHING
        if number and tag:
            record["control"] = Shown(opening(tag, texts[at + 1], number + len(whole.openings)))
            record["closing"] = END
            whole.openings[record["control"]] = tag
            whole.phrases[tag] = record["text"]
        records.append(record)
    whole.update(records[0] if len(records) == 1 else {"ja": records[0], "en": records[1]})
    return whole


@lru_cache(maxsize=_KEPT)
def shown_text(text: str) -> tuple[Shown, bool]:
    """What is printed for a text, and whether it is refused; most texts stand in many contracts.

    Raises:
        RenderError: what would be printed says something else.
    """
    strange = len(text) > LONGEST_VALUE or REFUSED.search(text) is not None
    escaped = _escaped(text)
    if escaped is not text and unescape(escaped.replace(LINE_BREAK, "\n").replace(TAB, "\t")) != text:
        raise RenderError(Problem.of("fence.changed-text", Place(), text=text))
    return Shown(escaped), strange


def _escaped(text: str) -> str:
    escaped = text
    if "&" in escaped or "<" in escaped or ">" in escaped:
        escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\n" in escaped or "\t" in escaped:
        escaped = escaped.replace("\n", LINE_BREAK).replace("\t", TAB)
    return escaped

"""A contract as somebody might send it back, for `demo`: one value, one clause and one row are others.

The edits are those of people: a value typed over without a trace, a clause changed with tracked changes, a row
of the table gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from medsla import office
from medsla.office import Element, w
from medsla.reading.escaping import escape
from medsla.reading.packages import open_package

WEAKER: Final = ("recovery.rto.ja", "障害の検知から24時間以内（努力目標とする。）")
CLAUSE: Final = ("あらかじめ甲の書面による承諾を得る", "あらかじめ甲に通知する")
GONE: Final = "exit.fee.ja"
_BY: Final = 'w:author="例示 次郎" w:date="2027-02-10T14:30:00Z"'


def returned_contract(sent: bytes) -> bytes:
    """The file that came back for the one that was sent."""
    parts = dict(open_package(sent, name="sent.docx").parts)
    main = str(office.main_part(parts))
    root = office.parse(parts[main], main)
    controls = dict(office.controls(root))
    _retype(controls[WEAKER[0]], WEAKER[1])
    _track(root, *CLAUSE)
    row = next(controls[GONE].iterancestors(w("tr")))
    _parent(row).remove(row)
    return _saved(parts, main, root)


def _retype(control: Element, text: str) -> None:
    first, *others = control.iter(w("t"))
    first.text = text
    for other in others:
        other.text = ""


def _track(root: Element, before: str, after: str) -> None:
    """Other words in the place of some, recorded as an editor does."""
    text = next(one for one in root.iter(w("t")) if before in (one.text or ""))
    start, _, end = (text.text or "").partition(before)
    run = _parent(text)
    line = _parent(run)
    place = line.index(run)
    line.remove(run)
    gone = f'<w:del w:id="70001" {_BY}>{_run(before, "delText")}</w:del>'
    come = f'<w:ins w:id="70002" {_BY}>{_run(after)}</w:ins>'
    made = office.parse(f'<w:p xmlns:w="{w("")[1:-1]}">{_run(start)}{gone}{come}{_run(end)}</w:p>'.encode(), "p")
    line[place:place] = list(made)


def _run(text: str, kind: str = "t") -> str:
    return f'<w:r><w:{kind} xml:space="preserve">{escape(text)}</w:{kind}></w:r>' if text else ""


def _parent(element: Element) -> Element:
    parent = element.getparent()
    return element if parent is None else parent


def _saved(parts: Mapping[str, bytes], main: str, root: Element) -> bytes:
    return office.repack({**parts, main: office.serialize(root)})

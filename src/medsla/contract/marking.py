"""The values of a contract made ready to print: escaped once, marked, and of kinds that print nothing else.

Every value stands between two marks while a part is written, so that the finished part can be read again
and compared with what was meant; `fence.write_part` takes the marks out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from medsla.contract.context import PRINTED_KINDS, BilingualText, ContractText, Row, printable_names
from medsla.office import CLOSING, opening

OPEN, CLOSE = "\ufdd0", "\ufdd1"  # noncharacters: legal in XML, refused in data, never 外字
MARKED: Final = re.compile(f"{OPEN}(.*?){CLOSE}", re.DOTALL)
LINE_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'
TAB: Final = '</w:t><w:tab/><w:t xml:space="preserve">'
_FIRST_CONTROL: Final = 1001


_NAMES: Final[Mapping[type, tuple[str, ...]]] = {kind: printable_names(kind) for kind in PRINTED_KINDS}


class UnprintableError(Exception):
    """A record, list or flag was about to be printed."""


class _Unprintable:
    def __html__(self) -> NoReturn:
        raise UnprintableError(type(self).__name__)

    __str__ = __repr__ = __html__


class Record(_Unprintable, dict[str, Any]):
    """A record of the context: its keys are the names that a template may use."""


class Rows(_Unprintable, list[Any]):
    """A list of the context: templates can only walk over it."""


class Flag(_Unprintable, int):
    """Yes or no: templates can only ask for it."""


class Shown(str):
    """A value as it stands in the XML of a part, between its marks."""

    __slots__ = ()

    def __html__(self) -> Shown:
        return self


_NOTHING: Final = Shown("")
_END: Final = Shown(CLOSING)


class Marked:
    """One contract's values: `context` for the templates, `plain` every text with its marked form.

    With `controls`, each service level carries the control that its phrase is printed in; `phrases` has
    the escaped phrase of each by its tag, and `openings` the tag of each opening.
    """

    __slots__ = ("_controls", "_made", "context", "openings", "phrases", "plain", "rows")

    def __init__(self, text: ContractText | BilingualText | Mapping[str, Any], *, controls: bool = False) -> None:
        self._controls = controls
        self.plain: dict[str, Shown] = {}
        self.phrases: dict[str, str] = {}
        self.openings: dict[str, str] = {}
        self.rows: list[str] = []
        self._made: dict[int, Record] = {}
        self.context: Record = self._any(text)

    @property
    def meant(self) -> frozenset[str]:
        """Every text as it stands between its marks."""
        return frozenset(shown[1:-1] for shown in self.plain.values())

    def _any(self, value: Any) -> Any:
        kind = type(value)
        if kind is str:
            known = self.plain.get(value)
            return self._show(value) if known is None else known
        if kind in _NAMES:
            return self._record(value, kind)
        if kind is tuple or kind is list:
            return Rows(map(self._any, value))
        if kind is bool:
            return Flag(value)
        if kind is dict:
            record = Record({key: self._any(part) for key, part in value.items()})
            if "text" in record and "no" in record:
                self._row(record, value["text"], "")
            return record
        raise UnprintableError(kind.__name__)

    def _record(self, value: Any, kind: type) -> Record:
        """A record of the typed text; one that stands at several places is made once."""
        record = self._made.get(id(value))
        if record is None:
            record = self._made[id(value)] = Record()
            for name in _NAMES[kind]:
                record[name] = self._any(getattr(value, name))
            if kind is Row:
                self._row(record, value.text, value.tag)
        return record

    def _row(self, record: Record, phrase: str, tag: str) -> None:
        """The markup round the phrase of a service level, which no template can name."""
        self.rows.append(phrase)
        if not (self._controls and tag):
            record["control"] = record["closing"] = _NOTHING
            return
        control = Shown(opening(tag, plain_text(record["label"]), _FIRST_CONTROL + len(self.phrases)))
        record["control"], record["closing"] = control, _END
        self.openings[control] = tag
        self.phrases[tag] = record["text"][1:-1]

    def _show(self, text: str) -> Shown:
        escaped = text
        if "&" in escaped or "<" in escaped or ">" in escaped:
            escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if "\n" in escaped or "\t" in escaped:
            escaped = escaped.replace("\n", LINE_BREAK).replace("\t", TAB)
        shown = self.plain[text] = Shown(f"{OPEN}{escaped}{CLOSE}")
        return shown


def plain_text(shown: str) -> str:
    """The text of a marked value, as a reader of the page meets it.

    >>> plain_text(f"{OPEN}R&amp;D{CLOSE}")
    'R&D'
    """
    text = shown.replace(OPEN, "").replace(CLOSE, "").replace(LINE_BREAK, "\n").replace(TAB, "\t")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

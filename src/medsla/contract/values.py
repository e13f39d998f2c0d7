"""The values of a contract made ready to print: checked, escaped once, and of kinds that print nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, NoReturn

from medsla.contract.context import (
    LONGEST_VALUE,
    PRINTED_KINDS,
    REFUSED,
    BilingualText,
    ContractText,
    Row,
    printable_names,
)
from medsla.office import CLOSING, opening

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


class Values:
    """One contract's values: `context` for the templates, `texts` every text with what is printed for it.

    With `controls`, each service level carries the control that its phrase is printed in; `phrases` has
    the escaped phrase of each by its tag, and `openings` the tag of each opening. `strange` is true where a
    text holds a letter that is refused, or is too long.
    """

    __slots__ = ("_controls", "_made", "_names", "_text", "context", "openings", "phrases", "rows", "strange", "texts")

    def __init__(
        self,
        text: ContractText | BilingualText | Mapping[str, Any],
        *,
        controls: bool = False,
        names: frozenset[str] | None = None,
    ) -> None:
        self._controls = controls
        self._names = names
        self._text = text
        self.texts: dict[str, Shown] = {}
        self.phrases: dict[str, str] = {}
        self.openings: dict[str, str] = {}
        self.rows: list[str] = []
        self.strange = False
        self._made: dict[int, Record] = {}
        self.context: Record = self._any(text)

    def _any(self, value: Any) -> Any:
        kind = type(value)
        if kind is str:
            known = self.texts.get(value)
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
                self._row(record, value["text"], "", "")
            return record
        raise UnprintableError(kind.__name__)

    def _record(self, value: Any, kind: type) -> Record:
        """A record of the typed text; one that stands at several places is made once."""
        record = self._made.get(id(value))
        if record is None:
            record = self._made[id(value)] = Record()
            unused = self._unused(value, kind) if kind is ContractText or kind is BilingualText else ()
            for name in _NAMES[kind]:
                if name not in unused:
                    record[name] = self._any(getattr(value, name))
            if kind is Row:
                self._row(record, value.text, value.label, value.tag)
        return record

    def _unused(self, value: Any, kind: type) -> tuple[str, ...]:
        """The lists that the template does not walk over; groups stay, so that a lost service level is noticed."""
        if self._names is None:
            return ()
        pair = self._text if isinstance(self._text, BilingualText) else None
        side = "" if pair is None or kind is BilingualText else "ja." if value is pair.ja else "en."
        unused = () if f"{side}articles" in self._names else ("articles",)
        return (*unused, "groups") if side and f"{side}groups" not in self._names else unused

    def _row(self, record: Record, phrase: str, label: str, tag: str) -> None:
        """The markup round the phrase of a service level, which no template can name."""
        self.rows.append(phrase)
        if not (self._controls and tag):
            record["control"] = record["closing"] = _NOTHING
            return
        control = Shown(opening(tag, label, _FIRST_CONTROL + len(self.openings)))
        record["control"], record["closing"] = control, _END
        self.openings[control] = tag
        self.phrases[tag] = record["text"]

    def _show(self, text: str) -> Shown:
        shown, strange = _shown(text)
        self.strange |= strange
        self.texts[text] = shown
        return shown


@lru_cache(maxsize=4096)
def _shown(text: str) -> tuple[Shown, bool]:
    """What is printed for a text, and whether it is refused; most texts stand in many contracts."""
    strange = len(text) > LONGEST_VALUE or REFUSED.search(text) is not None
    escaped = text
    if "&" in escaped or "<" in escaped or ">" in escaped:
        escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\n" in escaped or "\t" in escaped:
        escaped = escaped.replace("\n", LINE_BREAK).replace("\t", TAB)
    return Shown(escaped), strange

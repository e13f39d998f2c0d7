"""The values of a contract made ready to print: checked, escaped once, and of kinds that print nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from medsla.contract.amendment.text import AMENDMENT_KINDS, ChangedRow, Passage, Written
from medsla.contract.context import (
    PRINTED_KINDS,
    Annex,
    AnnexHead,
    Article,
    BilingualText,
    ContractText,
    Entry,
    EntryPair,
    Row,
    RowPair,
    printable_names,
)
from medsla.contract.kept import END, NOTHING, kept_level, kept_pair, shown_text
from medsla.contract.printed import Flag, Levels, Record, Rows, Shown, UnprintableError
from medsla.contract.references import (
    CONTENTS_END,
    CONTENTS_START,
    LINK_END,
    Referring,
    anchor_kind,
    bookmark_end,
    bookmark_start,
    field_markup,
    field_pieces,
    link_start,
)
from medsla.office import opening

_UNDERLINE: Final = '</w:t></w:r><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">'
_PLAIN: Final = '</w:t></w:r><w:r><w:t xml:space="preserve">'
_FIRST_CONTROL: Final = 1001
_FIRST_BOOKMARK: Final = 1_000_001  # far from those of an author, whose editor counts from 0

_NAMES: Final[Mapping[type, tuple[str, ...]]] = {
    kind: printable_names(kind) for kind in (*PRINTED_KINDS, *AMENDMENT_KINDS)
}
_BOOKMARKED: Final = frozenset({Annex, AnnexHead, Article})
_LEVEL: Final = {"no", "label", "text"}
_LINK_END: Final = Shown(LINK_END)
_START: Final = Shown(CONTENTS_START)
_FINISH: Final = Shown(CONTENTS_END)
_BARE: Final[Mapping[str, Shown]] = dict.fromkeys(
    ("control", "closing", "begun", "ended", "link", "unlink", "start", "finish"), NOTHING
)
"""The markup round values, by the names that templates get when they are compiled and no author can use."""


def _sides(text: Written | Mapping[str, Any]) -> dict[int, str]:
    """What stands before the names of a contract's own lists, by the record that has them."""
    if isinstance(text, BilingualText):
        return {id(text): "", id(text.ja): "ja.", id(text.en): "en."}
    if isinstance(text, Mapping) and "ja" in text and "en" in text:
        return {id(text): "", id(text["ja"]): "ja.", id(text["en"]): "en."}
    return {id(text): ""} if isinstance(text, ContractText | Mapping) else {}


class Values:
    """One contract's values: `context` for the templates, `texts` every text with what is printed for it.

    With `controls`, each service level carries the control that its phrase is printed in; `phrases` has
    the escaped phrase of each by its tag, and `openings` the tag of each opening. `anchored` are the places
    whose bookmarks the template has (`article.ja`). `plain` has, of what is printed with markup, the escaped
    text that the page shows; `meant` all text in it, codes of fields too. `strange` is true where a text holds
    a letter that is refused, or is too long.
    """

    __slots__ = (
        "_alone",
        "_anchored",
        "_controls",
        "_made",
        "_marks",
        "_names",
        "_sides",
        "_typed",
        "context",
        "meant",
        "openings",
        "phrases",
        "plain",
        "rows",
        "strange",
        "texts",
    )

    def __init__(
        self,
        text: Written | Mapping[str, Any],
        *,
        controls: bool = False,
        names: frozenset[str] | None = None,
        anchored: frozenset[str] = frozenset(),
    ) -> None:
        self._controls = controls
        self._names = names
        self._anchored = anchored
        self._marks = _FIRST_BOOKMARK
        self._alone = False  # whether service levels in one language were met
        self._sides = _sides(text)
        self.texts: dict[str, Shown] = {}
        self.phrases: dict[str, str] = {}
        self.openings: dict[str, str] = {}
        self.plain: dict[str, str] = {LINK_END: ""}
        self.meant: dict[str, str] = {}
        self.rows: list[tuple[str, Shown]] = []
        self.strange = False
        self._made: dict[int, Record] = {}
        self._typed: list[Sequence[Any]] = []  # records are known by their address, so what is made here must stay
        self.context: Record = self._any(text)

    def _any(self, value: Any) -> Any:
        kind = type(value)
        if kind is str:
            known = self.texts.get(value)
            return self._show(value) if known is None else known
        if kind in _NAMES:
            return self._record(value, kind)
        if kind is tuple or kind is list:
            return self._list(value)
        if kind is bool:
            return Flag(value)
        if kind is dict:
            record = Record(_BARE)
            unused = self._unused(value)
            record.update({key: self._any(part) for key, part in value.items() if key not in unused})
            if "text" in record and "no" in record:
                self._row(record, value["text"], "", "")
            return record
        if kind is Referring:
            return self._referring(value)
        raise UnprintableError(kind.__name__)

    def _record(self, value: Any, kind: type) -> Record:
        """A record of the typed text; one that stands at several places is made once."""
        record = self._made.get(id(value))
        if record is None:
            record = self._made[id(value)] = Record()
            unused = self._unused(value)
            for name in _NAMES[kind]:
                if name not in unused:
                    record[name] = self._any(getattr(value, name))
            if kind is Row:
                self._row(record, value.text, value.label, value.tag)
            elif kind is ChangedRow and not value.removed:
                self._underline(record, value.after)
                self._row(record, value.text, value.label, value.tag, bound=False)
            elif kind is Entry:
                self._link(record, value.anchor)
            elif kind is EntryPair:
                record["start"] = record["finish"] = NOTHING
            elif kind in _BOOKMARKED:
                self._bookmark(record, value.anchor)
            elif record.get("contents"):
                record["contents"][0]["start"], record["contents"][-1]["finish"] = _START, _FINISH
        return record

    def _list(self, value: Sequence[Any]) -> Rows:
        """A list of a context; service levels come typed or, from a program, as plain records of the same names."""
        first = value[0] if value else None
        if type(first) is dict:
            if first.keys() == _LEVEL:
                value, first = [Row(**one) for one in value], Row
            elif first.keys() == {"ja", "en"} and all(
                type(one) is dict and one.keys() == _LEVEL for one in first.values()
            ):
                value, first = [RowPair(Row(**one["ja"]), Row(**one["en"])) for one in value], RowPair
            self._typed.append(value)
        else:
            first = type(first)
        if first is Row or first is RowPair:
            return self._levels(value, paired=first is RowPair)
        return Rows(map(self._any, value))

    def _levels(self, rows: Iterable[Any], *, paired: bool) -> Rows:
        """Service levels; most of them stand in other contracts too, so their records are kept."""
        found: list[Any] = []
        kept = not (paired and self._alone)
        self._alone |= not paired
        controls, texts, openings = self._controls, self.texts, self.openings
        for row in rows:
            number = _FIRST_CONTROL + len(openings) if controls else 0
            level = (kept_pair(row, number) if paired else kept_level(row, number)) if kept else None
            if level is None:
                kept = False
                found.append(self._any(row))
                continue
            found.append(level)
            texts.update(level.texts)
            self.rows += level.printed
            self.strange |= level.strange
            if number:
                openings.update(level.openings)
                self.phrases.update(level.phrases)
        return Levels(found) if kept else Rows(found)

    def _unused(self, value: object) -> Collection[str]:
        """The lists that the template does not walk over; groups stay, so that a lost service level is noticed."""
        side = self._sides.get(id(value))
        if side is None or self._names is None:
            return ()
        unused = [name for name in ("articles", "annexes", "contents") if f"{side}{name}" not in self._names]
        return (*unused, "groups") if side and f"{side}groups" not in self._names else unused

    def _row(self, record: Record, phrase: str, label: str, tag: str, *, bound: bool = True) -> None:
        """The markup round the phrase of a service level, which no template can name."""
        self.rows.append((phrase, record["text"]))
        if not (self._controls and tag):
            record["control"] = record["closing"] = NOTHING
            return
        control = Shown(opening(tag, label, _FIRST_CONTROL + len(self.openings), bound=bound))
        record["control"], record["closing"] = control, END
        self.openings[control] = tag
        self.phrases[tag] = self.texts[phrase]

    def _underline(self, record: Record, stretches: Iterable[Passage]) -> None:
        """The phrase of a changed line with what is new in it underlined, in runs of its own."""
        pieces = [(shown_text(one.text)[0], one.changed) for one in stretches]
        if any(changed for _, changed in pieces):
            made = Shown("".join(f"{_UNDERLINE}{text}{_PLAIN}" if changed else text for text, changed in pieces))
            self.plain[made] = record["text"]
            record["text"] = made

    def _bookmark(self, record: Record, name: str) -> None:
        """The markup round a heading, where the template has a place for it."""
        if not name or f"{anchor_kind(name)}.{name[-2:]}" not in self._anchored:
            record["begun"] = record["ended"] = NOTHING
            return
        begun, ended = Shown(bookmark_start(name, self._marks)), Shown(bookmark_end(self._marks))
        self._marks += 1
        record["begun"], record["ended"] = begun, ended
        self.plain[begun] = self.plain[ended] = ""

    def _link(self, record: Record, name: str) -> None:
        """The markup round a line of the contents, which leads to its bookmark."""
        record["start"] = record["finish"] = record["link"] = record["unlink"] = NOTHING
        if name and f"{anchor_kind(name)}.{name[-2:]}" in self._anchored:
            record["link"], record["unlink"] = Shown(link_start(name)), _LINK_END
            self.plain[record["link"]] = ""

    def _referring(self, value: Referring) -> Shown:
        """A sentence with fields for the numbers of other articles."""
        plain = self._show(str(value))
        pieces = field_pieces(value, self._anchored)
        if not any(code for _, code in pieces):
            return plain
        markup = [field_markup(shown_text(text)[0], code) if code else shown_text(text)[0] for text, code in pieces]
        made = Shown("".join(markup))
        self.plain[made] = plain
        self.meant[made] = "".join(code + text for text, code in pieces)
        return made

    def _show(self, text: str) -> Shown:
        shown, strange = shown_text(text)
        self.strange |= strange
        self.texts[text] = shown
        return shown

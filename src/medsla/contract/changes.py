"""The differences between a contract that was sent and the one that came back, as records and as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from medsla import messages
from medsla.contract.redline import Piece, shown
from medsla.explanation import verdict_word
from medsla.wording import format_address_label

if TYPE_CHECKING:
    from medsla.errors import Problem
    from medsla.results import Verdict

Kind: TypeAlias = Literal[
    "value", "wording", "added", "removed", "moved", "control", "data", "hidden", "tracked", "comment", "elsewhere"
]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    `where` is the article, the line of the annex or the part; `address` that of a term or case. `verdict` is
    the diff's, None for a value that could not be read. `tracked` says that the editor recorded it, by
    `author` on `date`; `problem` says what is wrong with a control or the data. `line` counts the paragraphs
    of the returned file.
    """

    kind: Kind
    where: str = ""
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()
    address: str = ""
    verdict: Verdict | None = None
    tracked: bool = False
    author: str = ""
    date: str = ""
    problem: Problem | None = None
    line: int = 0

    def sentence(self, language: str) -> str:
        """The difference in one line."""
        say = messages.say
        place = format_address_label(self.address, language) if self.address else self.where
        if self.problem is not None:
            text = self.problem.sentence(language)
        elif self.kind in {"value", "wording"}:
            text = shown(self.pieces)
        elif self.kind == "moved":
            text = say("inspection.moved-to", language, text=self.before, target=self.after)
        else:
            text = self.after or self.before
        fields = {"text": text}
        if self.kind not in {"data", "tracked", "comment", "elsewhere"}:
            fields["place"] = place or say("inspection.opening", language)
        line = say(f"inspection.{self.kind}", language, **fields)
        if self.kind == "value":
            word = verdict_word(self.verdict, language) if self.verdict else say("inspection.unread", language)
            line += say("inspection.verdict", language, verdict=word)
        if self.kind in {"comment", "tracked"} or self.tracked:
            line += say("inspection.recorded", language, author=self.author or "?", date=self.date or "?")
        elif self.kind in {"value", "wording", "added", "removed", "moved"}:
            line += say("inspection.unrecorded", language)
        return line


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything by which a returned contract differs from the one sent; empty when nothing does."""

    sent: str
    returned: str
    language: str
    changes: tuple[Change, ...]

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def to_text(self, language: str) -> str:
        """All differences, one a line, under a line that counts them."""
        head = messages.say("inspection.head" if self.changes else "inspection.none", language, **self._counted())
        return "\n".join([head, *(f"- {change.sentence(language)}" for change in self.changes)]) + "\n"

    def _counted(self) -> dict[str, str]:
        return (
            {"number": str(len(self.changes)), "returned": self.returned}
            if self.changes
            else {"returned": self.returned}
        )

    def to_data(self) -> dict[str, object]:
        """Plain data for programs: every field that says something."""
        return {"sent": self.sent, "returned": self.returned, "changes": [_plain(change) for change in self.changes]}


def _plain(change: Change) -> dict[str, object]:
    found: dict[str, object] = {
        name: getattr(change, name)
        for name in ("kind", "where", "address", "before", "after", "tracked", "author", "date")
        if getattr(change, name)
    }
    if change.verdict is not None:
        found["verdict"] = change.verdict.value
    if change.pieces:
        found["pieces"] = [{"kind": piece.kind, "text": piece.text} for piece in change.pieces]
    if change.problem is not None:
        found["problem"] = change.problem.code
    return found

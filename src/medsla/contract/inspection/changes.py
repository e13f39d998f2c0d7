"""The differences between a contract that was sent and the one that came back, as records and as text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from medsla import messages
from medsla.contract.redline import Piece, shown
from medsla.errors import visible
from medsla.explanation import verdict_word
from medsla.wording import format_address_label

if TYPE_CHECKING:
    import os

    from medsla.errors import Problem
    from medsla.results import Verdict

Kind: TypeAlias = Literal[
    "value",
    "wording",
    "added",
    "removed",
    "moved",
    "filled",
    "article-added",
    "article-removed",
    "control",
    "data",
    "hidden",
    "struck",
    "tracked",
    "comment",
    "number",
    "field",
    "link",
    "image",
    "object",
    "elsewhere",
]
OF_TEXT: Final = frozenset({"value", "wording", "added", "removed", "moved", "article-added", "article-removed"})
"""Kinds of change that an editor can record, so that one that is not recorded is worth a word."""

_PLACED: Final = OF_TEXT | {"control", "filled"}
_TIME: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?Z?")
_SWAPPED: Final = frozenset({"number", "field", "link", "image", "object"})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    `where` is the article, the line of the annex or the part; `address` that of a term or case. `verdict` is
    the diff's, None for a value that could not be read. `tracked` says that the editor recorded it, by
    `author` on `date`; `problem` says what is wrong with a control or the data. `line` counts the paragraphs
    of the returned file: the one at which the change is seen, 0 where it is no paragraph of the body. `tag` is
    that of the content control, `part` what kind of part it is in, `near` the article beside text that is not seen.
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
    tag: str = ""
    part: str = ""
    near: str = ""

    def sentence(self, language: str) -> str:
        """The difference in one line."""
        line = messages.say(f"inspection.{self.kind}", language, **self._fields(language))
        if self.kind == "value":
            line += messages.say("inspection.verdict", language, verdict=self.judged(language))
        return line + self.record(language)

    def place(self, language: str) -> str:
        """Where it is: the term, the article, the line of the annex or the part."""
        if self.address:
            return format_address_label(self.address, language)
        if self.near:
            return visible(self.near)
        if self.part:
            return messages.say(f"inspection.part.{self.part}", language)
        return visible(self.where) or messages.say("inspection.opening", language)

    def judged(self, language: str) -> str:
        """The verdict on a value as the institution sees it, or that it cannot be read."""
        if self.verdict is None:
            return messages.say("inspection.unread" if self.after.strip() else "inspection.emptied", language)
        return verdict_word(self.verdict, language)

    def record(self, language: str) -> str:
        """Who recorded it and when, or that nobody did; nothing for a kind of change that is never recorded."""
        if self.kind == "comment" or self.tracked:
            author, date = visible(self.author) or "?", self.time() or "?"
            key = "inspection.by" if self.kind == "comment" else "inspection.recorded"
            return messages.say(key, language, author=author, date=date)
        return messages.say("inspection.unrecorded", language) if self.kind in OF_TEXT else ""

    def time(self) -> str:
        """When it was recorded, as people write it; times of editors have no seconds and no zone to rely on.

        >>> Change("comment", date="2026-11-20T10:00:00Z").time()
        '2026-11-20 10:00'
        """
        return visible(_TIME.sub(r"\1 \2", self.date))

    def _fields(self, language: str) -> dict[str, str]:
        found = {"text": _line(self._text(language))}
        if self.kind in _PLACED or self.kind in {"hidden", "struck", "elsewhere", *_SWAPPED}:
            found["place"] = self.place(language)
        return found

    def _text(self, language: str) -> str:
        say = messages.say
        if self.problem is not None:
            return self.problem.sentence(language)
        if self.kind in {"value", "wording"}:
            return shown(self.pieces)
        if self.kind == "moved":
            return say("inspection.moved-to", language, text=self.before, target=self.after)
        if self.kind in {"elsewhere", "tracked", *_SWAPPED}:
            way = "swapped" if self.before and self.after else "gone" if self.before else "come"
            fields = {"swapped": ("before", "after"), "gone": ("before",), "come": ("after",)}[way]
            return say(f"inspection.{way}", language, **{name: getattr(self, name) for name in fields})
        return self.after or self.before


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything by which a returned contract differs from the one sent; empty when nothing does.

    `sent_sha256` and `returned_sha256` are those of the files; `language` is the contract's. `not_compared`
    are codes of what nobody has looked at; each has its sentence.
    """

    sent: str
    returned: str
    language: str
    changes: tuple[Change, ...]
    sent_sha256: str = ""
    returned_sha256: str = ""
    not_compared: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind that there is."""
        return dict(Counter(str(change.kind) for change in self.changes))

    def unrecorded(self) -> tuple[Change, ...]:
        """The changes of values and wording that nobody recorded."""
        return tuple(change for change in self.changes if change.kind in OF_TEXT and not change.tracked)

    def limits(self, language: str) -> tuple[str, ...]:
        """What was not compared, as sentences."""
        return tuple(messages.say(f"inspection.not_compared.{code}", language) for code in self.not_compared)

    def to_text(self, language: str) -> str:
        """All differences, one a line, under a line that counts them; then what was not compared."""
        head = messages.say("inspection.head" if self.changes else "inspection.none", language, **self._counted())
        lines = [head, *(f"- {change.sentence(language)}" for change in self.changes)]
        if self.not_compared:
            lines.append(messages.say("inspection.limits", language))
            lines += (f"* {limit}" for limit in self.limits(language))
        return "\n".join(lines) + "\n"

    def to_html(self, language: str) -> str:
        """A page in `ja`, `en`, or `ja-en` for both, that needs nothing else."""
        from medsla.contract.inspection.html import render_inspection_html

        return render_inspection_html(self, language)

    def to_docx(self, returned: str | os.PathLike[str] | bytes, language: str) -> bytes:
        """The returned file, which is given once more, with a comment at every difference."""
        from medsla.contract.inspection.word import render_inspection_word

        return render_inspection_word(self, returned, language)

    def _counted(self) -> dict[str, str]:
        name = {"returned": visible(self.returned)}
        return {"number": str(len(self.changes)), **name} if self.changes else name

    def to_data(self) -> dict[str, object]:
        """Plain data for programs: every field that says something, and each sentence in both languages."""
        return {
            "sent": self.sent,
            "sent_sha256": self.sent_sha256,
            "returned": self.returned,
            "returned_sha256": self.returned_sha256,
            "language": self.language,
            "counts": self.counts(),
            "not_recorded": len(self.unrecorded()),
            "not_compared": list(self.not_compared),
            "changes": [_plain(change) for change in self.changes],
        }

    def _repr_html_(self) -> str:
        """What a notebook shows, in the contract's language."""
        from medsla.contract.inspection.html import inspection_fragment

        return inspection_fragment(self, self.language)


def _plain(change: Change) -> dict[str, object]:
    names = ("kind", "where", "part", "line", "address", "before", "after", "tracked", "author", "date")
    found: dict[str, object] = {name: value for name in names if (value := getattr(change, name))}
    if change.verdict is not None:
        found["verdict"] = change.verdict.value
    if change.pieces:
        found["pieces"] = [{"kind": piece.kind, "text": piece.text} for piece in change.pieces]
    if change.problem is not None:
        found["problem"] = change.problem.code
    found["sentence"] = {language: change.sentence(language) for language in messages.languages}
    return found


def _line(text: str) -> str:
    """Text on one line, with everything shown that a terminal would act on or hide."""
    return " ／ ".join(visible(part) for part in text.split("\n"))

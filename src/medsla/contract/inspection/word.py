"""The returned contract with a comment at every difference, for whoever answers it in Word."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from medsla import office
from medsla.contract.carried import read_paper
from medsla.errors import Place, Problem, ReadError
from medsla.messages import say
from medsla.office.annotating import Author, Note, annotated
from medsla.report.said import Voice

if TYPE_CHECKING:
    from medsla.contract.inspection.changes import Change, Inspection
    from medsla.contract.redline import Piece

_BESIDE: Final = 3  # letters


def render_inspection_word(found: Inspection, returned: str | os.PathLike[str] | bytes, language: str) -> bytes:
    """The returned file with the inspection's comments in `ja`, `en`, or `ja-en` for both; its text is untouched.

    The comments have no date, unless SOURCE_DATE_EPOCH gives one. The first comment says what was not compared.

    Raises:
        ReadError: the file cannot be read, or is another one than was inspected.
    """
    voice = Voice.of(language)
    name = found.returned
    try:
        data = returned if isinstance(returned, bytes) else Path(returned).read_bytes()
    except (OSError, ValueError) as error:
        raise ReadError(Problem.of("fence.contract-missing", Place(file=name))) from error
    if hashlib.sha256(data).hexdigest() != found.returned_sha256:
        raise ReadError(Problem.of("fence.other-file", Place(file=name)))
    paper = read_paper(data, name=name)
    author = Author(
        " / ".join(say("inspection.author", one) for one in voice.languages),
        say("inspection.initials", voice.languages[0]),
        office.moment(),
    )
    return office.repack(annotated(paper.parts, list(_notes(found, voice)), author))


def _notes(found: Inspection, voice: Voice) -> Iterator[Note]:
    if found.not_compared:
        lines = []
        for language in voice.languages:
            lines += [say("inspection.limits", language), *found.limits(language)]
        yield Note(tuple(lines))
    for change in found:
        if change.kind != "comment":
            text = tuple(change.sentence(one) for one in voice.languages)
            yield Note(text, change.line, change.tag, *_words(change))


def _words(change: Change) -> tuple[str, int]:
    """The words in the file that a comment is about, and where in the paragraph they begin."""
    if change.kind == "wording":
        places = [place for place, piece in enumerate(change.pieces) if piece.kind != "same"]
        start, end = (_letters(change.pieces[:place]) for place in (places[0], places[-1] + 1))
        beside = 0 if start < end else _BESIDE  # words that went leave nothing to be marked but their neighbours
        return change.after[max(start - beside, 0) : end + beside], max(start - beside, 0)
    if change.kind in {"hidden", "struck"} or (change.kind == "tracked" and change.after):
        return change.after, 0
    return "", 0


def _letters(pieces: Iterable[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces if piece.kind != "gone")

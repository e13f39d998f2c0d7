"""The copy of a contract that is sent out: what is seen stays, what is private goes, what is unsettled is named.

Tracked changes, hidden text and links to other files are for their author to settle: nothing is accepted,
rejected or deleted here in silence. A contract that was just written is final already, byte by byte.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from medsla import office
from medsla.contract.carried import Paper, damage, read_paper
from medsla.errors import OutputError, Place, Problem, ReadError
from medsla.reading.files import write_atomically

_CONTRADICTIONS: Final = frozenset(
    f"fence.{code}" for code in ("several-data", "data-changed", "bound-changed", "phrase-changed", "phrase-garbled")
)
_LEFTOVER: Final = "fence.leftover"


@dataclass(frozen=True, slots=True)
class Finalized:
    """A copy that may be sent.

    `carries` says whether the agreed object is in it. `removed` tells how often something was taken out, by
    kind: `comments`, `parts`, `properties`, `marks`, `bindings`, `pictures`, `data`, `controls`. `hints` stop
    nothing, such as wording that was changed by hand, for which `extract` would refuse the file.
    """

    path: Path
    sha256: str
    carries: bool
    removed: tuple[tuple[str, int], ...]
    hints: tuple[Problem, ...]


def finalize(
    source: str | os.PathLike[str] | bytes, path: str | os.PathLike[str], *, data: bool = True, overwrite: bool = True
) -> Finalized:
    """Writes the copy of a Word contract that is sent out, whole or not at all.

    Args:
        source: The contract, or its bytes.
        path: The file to write.
        data: Whether the copy still carries the agreed object, so that `extract` and `inspect` can read it.
        overwrite: Whether an existing file may be replaced.

    Raises:
        ReadError: no Word file, or something in it must be settled first; everything is named at once.
        OutputError: the copy would show something else, or cannot be written.

    >>> import tempfile
    >>> from medsla import resources
    >>> sent = resources.read_bytes("templates", "ja/form-b.docx")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     finalize(sent, folder + "/copy.docx").carries
    False
    """
    paper = read_paper(source)
    given = source if isinstance(source, bytes) else Path(source).read_bytes()
    kept, removed = office.reduced(paper.parts)
    hints = _settled(paper, kept, data=data)
    shown, more = office.final(kept)
    removed += more
    if not data:
        shown, opened = office.without_data(shown, frozenset(paper.carried.printed if paper.carried else ()))
        removed += Counter(data=int(paper.carried is not None), controls=opened)
    left = [problem for problem in office.check_package(shown) if problem.code != _LEFTOVER]
    _prove(kept, shown, left, paper.name)
    made = given if shown == paper.parts and office.is_bundled(given) else _bundled(shown)
    target = Path(path)
    write_atomically(target, made, overwrite=overwrite)
    carries = data and paper.carried is not None
    return Finalized(target, hashlib.sha256(made).hexdigest(), carries, tuple(sorted((+removed).items())), hints)


def _settled(paper: Paper, kept: Mapping[str, bytes], *, data: bool) -> tuple[Problem, ...]:
    """What is odd about a file that may be sent; ReadError where something must be settled before."""
    problems = [_in_file(problem, paper.name) for problem in office.obstacles(kept)]
    problems += _two_texts(paper)
    hints: list[Problem] = []
    if data and paper.carried is not None:
        found = list(damage(paper))
        contradictions = [problem for problem in found if problem.code in _CONTRADICTIONS]
        if contradictions:
            problems += [*contradictions, Problem.of("finalizing.contradiction", Place(file=paper.name))]
        hints += [problem for problem in found if problem.code not in _CONTRADICTIONS]
    if problems:
        raise ReadError(problems)
    return tuple(hints)


def _two_texts(paper: Paper) -> Iterator[Problem]:
    """Controls that show one text and are bound to another: which of them a reader meets depends on the program."""
    if paper.carried is None:
        return
    binding = office.w("dataBinding")
    tied = {
        office.element_name(tag)
        for tag, control in office.controls(paper.root)
        if next(control.iter(binding), None) is not None
    }
    for one in paper.shown:
        bound = paper.carried.bound.get(one.tag, one.text)
        if bound != one.text and office.element_name(one.tag) in tied:
            place = Place(file=paper.name, address=one.tag)
            yield Problem.of("finalizing.two-texts", place, shown=one.text, bound=bound)


def _prove(before: Mapping[str, bytes], after: Mapping[str, bytes], left: list[Problem], name: str) -> None:
    """The page is the same and nothing is broken; a fault that was there before is the file's, any other is ours."""
    if left:
        own = office.check_package(before)
        known = [_in_file(problem, name) for problem in left if problem in own]
        if known:
            raise ReadError(known)
        raise OutputError([_in_file(problem, name) for problem in left])
    if not office.same_page(before, after):
        raise OutputError(Problem.of("finalizing.other-page", Place(file=name)))


def _in_file(problem: Problem, name: str) -> Problem:
    return Problem(problem.code, Place(file=name, spot=problem.place.spot), problem.fields)


def _bundled(parts: Mapping[str, bytes]) -> bytes:
    return office.bundle([office.constant(name, data) for name, data in parts.items()])

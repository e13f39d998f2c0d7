"""The whole run: rows in, contracts out, and an end for every row."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeAlias, get_args

from medsla import __version__
from medsla.batch.locating import located
from medsla.batch.lock import locked
from medsla.batch.making import Job, Outcome, Task, sha256_of
from medsla.batch.manifest import MANIFEST, Entry, Manifest
from medsla.batch.naming import Names
from medsla.batch.planning import Kept, Plan
from medsla.batch.refusals import Refusal, write_marked, write_refusals
from medsla.batch.running import Workers
from medsla.contract import Language, load_template, shipped_templates
from medsla.contract.letterhead import put_on
from medsla.errors import OutputError, Place, Problem, SpreadsheetError, UnknownLocale
from medsla.reading.files import sweep
from medsla.reading.writing import dump_json
from medsla.sla import Sla, load, load_data
from medsla.spreadsheet import Row, read_rows

Base: TypeAlias = Sla | Mapping[str, Any] | str | os.PathLike[str] | None
Rows: TypeAlias = str | os.PathLike[str] | Iterable[Row]
Progress: TypeAlias = Callable[[int, int], None]
"""Called with the number of rows that have ended and that of all rows."""

_TEMPLATE: Final = "form-b"
_EMPTY: Final[Mapping[str, Any]] = {"medsla": "1.0", "terms": {}}
_ABOUT_THE_PAPER: Final = ("catalogue", "origin", "unmapped")


@dataclass(frozen=True, slots=True)
class BatchResult:
    """How a run ended: of `rows`, each was made, refused, or skipped (empty, or made by an earlier run).

    `remade` says how many files of an earlier run were made anew, by what had changed: `template`, `version`,
    `input`. `warnings` stop nothing. `refused_file` lists what was refused; `marked_file` is a copy of the workbook
    with those cells marked, where the rows came from one.
    """

    rows: int
    made: int
    refused: int
    skipped: int
    manifest: Path
    refusals: tuple[Refusal, ...] = ()
    warnings: tuple[Problem, ...] = ()
    remade: tuple[tuple[str, int], ...] = ()
    refused_file: Path | None = None
    marked_file: Path | None = None


def render_batch(  # noqa: PLR0913 - one argument per choice
    rows: Rows,
    folder: str | os.PathLike[str],
    *,
    base: Base = None,
    plans: Mapping[str, Base] | None = None,
    language: Language = "ja",
    template: str | os.PathLike[str] | None = None,
    letterhead: str | os.PathLike[str] | None = None,
    articles: Collection[str] = (),
    workers: int = 1,
    executor: Executor | None = None,
    chunk: int | None = None,
    resume: bool = False,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> BatchResult:
    """Writes a contract for every row, named after its contract number; a bad row stops no other.

    What became of each row is appended to `manifest.jsonl` in the folder. A run that was stopped goes on with
    `resume=True`: files that are there and whole are skipped. `workers` above 1 start processes, so a script
    needs `if __name__ == "__main__":` around the call.

    Args:
        rows: A workbook or CSV file, or rows one by one.
        folder: Where the contracts go; it is made if need be.
        base: The document that all rows share: a file, an Sla or plain data.
        plans: Documents that stand in place of the base for rows on a plan (`service.plan`).
        language: `ja`, `en` or `ja-en`.
        template: A shipped template by name, or a file.
        letterhead: A Word file whose headers, footers and margins stand in place of the template's.
        articles: Keys of articles to print although the master agreement usually has them.
        workers: Processes that make contracts.
        executor: Any other pool, such as that of a cluster which sees the same folder; it is left open.
        chunk: Rows per task; 1, or 25 with an `executor`.
        resume: Go on with what an earlier run has left in the folder.
        overwrite: Replace files that are there, also those that somebody has changed.
        progress: Told after each row.

    Raises:
        ReadError, SpreadsheetError, InvalidSla, TemplateError: rows, base or template are refused as a whole.
        OutputError: the folder cannot be used, or the disk is full; what is made and noted stays.

    >>> import tempfile
    >>> from medsla.spreadsheet import Row
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     result = render_batch([Row(2, {"agreement.number": "0012"}, {})], folder)
    >>> result.made, result.refused, result.refusals[0].id
    (0, 1, '0012')
    """
    if workers < 1:
        message = f"workers must be 1 or more, not {workers}"
        raise ValueError(message)
    job, number, hints = _job(folder, base, plans or {}, language, (template, letterhead), articles)
    source = None if not isinstance(rows, (str, os.PathLike)) else Path(rows)
    with Plan(read_rows(source) if source else rows, number) as plan:  # type: ignore[arg-type]
        if source and not len(plan):
            raise SpreadsheetError(Problem.of("batch.no-rows", Place(file=str(source))))
        target = _folder(job.folder, resume=resume, overwrite=overwrite)
        with locked(target), _swept(target):
            with Manifest(target, fresh=not resume) as manifest, Workers(workers, executor, chunk) as crew:
                run = _Run(job, plan, manifest, source, overwrite=overwrite, progress=progress)
                run.go(crew)
            result = run.result()
            return replace(result, warnings=(*hints, *result.warnings))


def _job(
    folder: str | os.PathLike[str],
    base: Base,
    plans: Mapping[str, Base],
    language: Language,
    paper: tuple[str | os.PathLike[str] | None, str | os.PathLike[str] | None],
    articles: Collection[str],
) -> tuple[Job, str, tuple[Problem, ...]]:
    """What all rows share, the contract number of the base, and hints about the letterhead."""
    if language not in get_args(Language):
        raise UnknownLocale(Problem.of("unknown-locale", locale=language, known=", ".join(get_args(Language))))
    name, letterhead = _TEMPLATE if paper[0] is None else os.fspath(paper[0]), os.fspath(paper[1] or "")
    if name not in shipped_templates(language):
        name = os.path.abspath(name)  # noqa: PTH100 - workers may stand elsewhere; links stay as they are
    letterhead = letterhead and os.path.abspath(letterhead)  # noqa: PTH100
    chosen, hints = put_on(load_template(name, language=language), letterhead or None)
    data = _document(base)
    job = Job(
        folder=os.path.abspath(folder),  # noqa: PTH100
        language=language,
        template=name,
        template_sha256=chosen.sha256,
        base=dump_json(data, indent=None),
        plans=tuple(sorted((plan, dump_json(_document(own), indent=None)) for plan, own in plans.items())),
        articles=tuple(sorted(set(articles))),
        letterhead=letterhead,
    )
    return job, str(data.get("agreement", {}).get("number", "")), hints


def _document(base: Base) -> Mapping[str, Any]:
    """The base without what is about it as a paper: where its values were read, and what it says besides."""
    if base is None:
        return _EMPTY
    if not isinstance(base, Sla):
        base = load_data(base) if isinstance(base, Mapping) else load(base)
    return {key: value for key, value in base.document().items() if key not in _ABOUT_THE_PAPER}


def _folder(name: str, *, resume: bool, overwrite: bool) -> Path:
    """The folder, made if need be; one with another run's manifest only where that is meant."""
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        code = "batch.no-folder" if isinstance(error, (FileExistsError, NotADirectoryError)) else "output-not-writable"
        raise OutputError(Problem.of(code, Place(file=name))) from error
    if not (resume or overwrite) and os.path.lexists(folder / MANIFEST):
        raise OutputError(Problem.of("batch.folder-used", Place(file=name)))
    return folder


@contextlib.contextmanager
def _swept(folder: Path) -> Iterator[None]:
    """The folder without what a killed run before, or a worker killed during this one, left half written."""
    sweep(folder)
    try:
        yield
    finally:
        sweep(folder)


@dataclass(frozen=True, slots=True)
class _Ended:
    """A row that needs no worker: skipped with the entry of the run that made it, or refused with its problems."""

    kept: Kept
    entry: Entry | None = None
    problems: tuple[Problem, ...] = ()


class _Run:
    """The state of one run: which rows are under way, and how many ended how."""

    def __init__(
        self,
        job: Job,
        plan: Plan,
        manifest: Manifest,
        source: Path | None,
        *,
        overwrite: bool,
        progress: Progress | None,
    ) -> None:
        self._job, self._plan, self._manifest, self._source = job, plan, manifest, source
        self._overwrite = overwrite
        self._progress = progress
        self._names = Names(entry.file for entry in manifest.made.values())
        shared = dump_json(_shared_by_all(job), indent=None)
        self._shared = hashlib.sha256(shared.encode("utf-8"))
        self._under_way: deque[tuple[Kept, Task]] = deque()
        self._ended: deque[tuple[int, _Ended]] = deque()  # with the number of tasks that come before it
        self._begun = self._taken = 0
        self._counts: Counter[str] = Counter()
        self._remade: Counter[str] = Counter()
        self._refusals: list[Refusal] = []

    def go(self, crew: Workers) -> None:
        """Bring every row to its end, in the order of the rows."""
        for outcome in crew.outcomes(self._job, self._tasks()):
            self._settle_ended()
            self._take(*self._under_way.popleft(), outcome)
        self._settle_ended()

    def result(self) -> BatchResult:
        """The counts, and the rows that were refused in a file of their own."""
        folder = Path(self._job.folder)
        refused = write_refusals(folder, self._refusals) if self._refusals else None
        marked = write_marked(folder, self._source, self._refusals) if self._refusals and self._source else None
        return BatchResult(
            rows=len(self._plan),
            made=self._counts["made"],
            refused=self._counts["refused"],
            skipped=self._counts["skipped"],
            manifest=self._manifest.path,
            refusals=tuple(self._refusals),
            warnings=self._plan.warnings,
            remade=tuple(sorted(self._remade.items())),
            refused_file=refused,
            marked_file=marked,
        )

    def _tasks(self) -> Iterator[Task]:
        """What workers have to do; rows that need none wait their turn to be noted."""
        for kept in self._plan:
            found = self._decided(kept)
            if isinstance(found, Task):
                self._begun += 1
                self._under_way.append((kept, found))
                yield found
            else:
                self._ended.append((self._begun, found))
                self._settle_ended()

    def _settle_ended(self) -> None:
        """Note the rows that need no worker and before which no other is under way."""
        while self._ended and self._ended[0][0] == self._taken:
            self._settle(self._ended.popleft()[1])

    def _decided(self, kept: Kept) -> Task | _Ended:
        if kept.problems or not kept.values:
            return _Ended(kept, problems=kept.problems)
        known = self._manifest.made.get(kept.id)
        if known is None:
            file, replaced = self._names.give(kept.id, kept.number), ""
        else:
            file, replaced = known.file, known.sha256
            present = sha256_of(Path(self._job.folder) / file)
            changed = self._entry(kept).differs(known)
            if not changed and present == known.sha256:
                return _Ended(kept, entry=replace(known, row=kept.number))
            if changed:
                self._remade[changed] += 1
        return Task(kept.number, kept.values, file, "*" if self._overwrite else replaced)

    def _take(self, kept: Kept, task: Task, outcome: Outcome) -> None:
        self._taken += 1
        if outcome.state == "stopped":
            raise OutputError(outcome.problems)
        if outcome.state == "refused":
            self._refuse(kept, outcome.problems)
            return
        self._manifest.add(replace(self._entry(kept), file=task.file, sha256=outcome.sha256))
        self._count("made")

    def _settle(self, ended: _Ended) -> None:
        if ended.problems:
            self._refuse(ended.kept, ended.problems)
            return
        if ended.entry:
            self._manifest.add(ended.entry)
        self._count("skipped")

    def _refuse(self, kept: Kept, found: Iterable[Problem]) -> None:
        row = self._row_place(kept)
        altered = kept.id in self._manifest.made
        problems = tuple(located(_told(problem, altered=altered), kept.places, row) for problem in found)
        self._manifest.add(replace(self._entry(kept), state="refused", problems=problems))
        self._refusals.append(Refusal(kept.number, kept.id, problems))
        self._count("refused")

    def _count(self, state: str) -> None:
        self._counts[state] += 1
        if self._progress is not None:
            self._progress(self._counts.total(), len(self._plan))

    def _entry(self, kept: Kept) -> Entry:
        """What the row depends on now; not yet how it ended."""
        hashed = self._shared.copy()
        hashed.update(kept.values.encode("utf-8"))
        template, version = self._job.template_sha256, __version__
        return Entry(kept.number, kept.id, "made", hashed.hexdigest(), template, version)

    def _row_place(self, kept: Kept) -> Place:
        """Where a row stands, as Excel names a whole row: 契約一覧!6:6."""
        file = os.fspath(self._source) if self._source else None
        sheets = {place.spot.rpartition("!")[0] for place in kept.places.values() if place.spot} - {""}
        if sheets:
            return Place(file, spot=f"{min(sheets)}!{kept.number}:{kept.number}")
        return Place(file, spot=f"{kept.number}:{kept.number}")


def _shared_by_all(job: Job) -> dict[str, Any]:
    """What every contract of a run depends on; articles only where some are asked for, as earlier runs noted it."""
    shared = {"base": job.base, "language": job.language, "plans": dict(job.plans)}
    return shared | ({"articles": list(job.articles)} if job.articles else {})


def _told(problem: Problem, *, altered: bool) -> Problem:
    """A file that is there although it is not as an earlier run left it has been changed by somebody."""
    if altered and problem.code == "output-exists":
        return Problem.of("batch.file-altered", problem.place)
    return problem

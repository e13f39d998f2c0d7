"""What a worker does: one contract from one row, or every reason why not, as plain data.

Everything here may run in another process or on another machine: it gets names, text and hashes, and keeps in
memory what is the same for all rows.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import hashlib
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from medsla.batch.plans import PLAN, for_plan
from medsla.batch.records import read_plain
from medsla.contract import Template, load_template, render
from medsla.contract.letterhead import put_on
from medsla.errors import MedslaError, OutputError, Place, Problem, TemplateError
from medsla.reading.files import PREFIX
from medsla.sla import Sla, load_data
from medsla.spreadsheet import Row, fill
from medsla.spreadsheet.fields import SECTIONS

if TYPE_CHECKING:
    from medsla.contract import Language

_COLLECT_EVERY: Final = 100  # rows: a contract leaves circles of XML behind that only the collector frees
_OF_ONE_FILE: Final = frozenset({errno.EEXIST, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ})

_made = {"rows": 0}


@dataclass(frozen=True, slots=True)
class Job:
    """What all rows of a run share. `plans` and `base` are JSON text of plain data; `articles` are those asked for.

    `letterhead` is the name of a file, or empty.
    """

    folder: str
    language: Language
    template: str
    template_sha256: str
    base: str
    plans: tuple[tuple[str, str], ...]
    articles: tuple[str, ...] = ()
    letterhead: str = ""

    def base_of(self, plan: str) -> str:
        """The document that rows on a plan share: one of its own, or that of all rows."""
        return dict(self.plans).get(plan, self.base)


@dataclass(frozen=True, slots=True)
class Task:
    """One row to be made: its values as JSON text, the file's name, and what may be replaced under that name.

    `replace` is the SHA-256 of the file that may be replaced, `*` for any, '' for none.
    """

    number: int
    values: str
    file: str
    replace: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a row ended; `stopped` is for what would befall every further row as well, such as a full disk."""

    number: int
    state: Literal["made", "refused", "stopped"]
    sha256: str = ""
    problems: tuple[Problem, ...] = ()


def make_rows(job: Job, tasks: tuple[Task, ...]) -> tuple[Outcome, ...]:
    """The contracts of some rows, each written whole or refused."""
    return tuple(_make(job, task) for task in tasks)


def _make(job: Job, task: Task) -> Outcome:
    _made["rows"] += 1
    if _made["rows"] % _COLLECT_EVERY == 0:
        gc.collect()
    try:
        return Outcome(task.number, "made", _write(job, task))
    except OutputError as error:
        return Outcome(task.number, "stopped" if _for_all(error) else "refused", problems=error.problems)
    except MedslaError as error:
        return Outcome(task.number, "refused", problems=error.problems)


def _write(job: Job, task: Task) -> str:
    values = read_plain(task.values)
    base = _base(job.base_of(values.get(PLAN, "")), str(values.get(PLAN, "")))
    for address in values:
        if address.partition(".")[0] not in SECTIONS:
            base.get(address)  # refuses what the catalogue does not know
    sla = fill(base, Row(task.number, values, {address: Place(address=address) for address in values}))
    template = _template(job.template, job.letterhead, job.language, job.template_sha256)
    target = Path(job.folder) / task.file
    if _may_replace(target, task.replace):
        return render(sla, target, language=job.language, template=template, articles=job.articles).sha256
    # The file may be ours, from a run that was killed before it could note that: then it has these very bytes.
    trial = target.parent / f"{PREFIX}{os.getpid()}-{secrets.token_hex(8)}.tmp"
    try:
        made = render(sla, trial, language=job.language, template=template, articles=job.articles).sha256
        if made != sha256_of(target):
            raise OutputError(Problem.of("output-exists", Place(file=str(target))))
    finally:
        with contextlib.suppress(OSError):
            trial.unlink()
    return made


def _may_replace(target: Path, sha256: str) -> bool:
    return not os.path.lexists(target) or sha256 == "*" or (sha256 != "" and sha256 == sha256_of(target))


def sha256_of(file: str | os.PathLike[str]) -> str:
    """The SHA-256 of an ordinary file; '' where there is none, or none that can be read."""
    path = Path(file)
    if path.is_symlink() or not path.is_file():
        return ""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


@lru_cache(maxsize=16)
def _base(text: str, plan: str) -> Sla:
    """The document to fill, read and checked once in a process for each plan."""
    base = load_data(read_plain(text))
    plan = plan or str(base.service.get("plan", ""))
    return for_plan(base, plan) if plan else base


@lru_cache(maxsize=2)
def _template(name: str, letterhead: str, language: Language, sha256: str) -> Template:
    """The template, checked and compiled once in a process; refused when it is not the one the run began with."""
    template, _ = put_on(load_template(name, language=language), letterhead or None)
    if template.sha256 != sha256:
        raise TemplateError(Problem.of("batch.template-changed", Place(file=name)))
    return template


def _for_all(error: OutputError) -> bool:
    """Whether the disk or the folder is at fault and not this one file."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno not in _OF_ONE_FILE

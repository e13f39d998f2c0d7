"""One contract written: docxtpl the usual way, docxtpl with one object kept, and medsla with and without its checks.

No contract is like one before: it has a number, dates and parties of its own, as the table of the tutorial gives them,
and of its service levels one in a hundred is new. `render` is medsla without the second reading, `checked` with all
checks, content controls and the data that a contract carries; both with the standard library alone, `fast` with the
package isal. `checked_tenth` is where a tenth of the service levels is new, `checked_new` the worst case: all are.
`docxtemplater_x` compares with docxtemplater, where node has it. Times are those of the processor. Ratios are taken
round by round; their median is told.
"""

from __future__ import annotations

import io
import statistics
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from contracts import CHANGED, ROOT, Made, example, made_contracts, word_template
from docxtemplater import Rival, against_docxtemplater
from docxtpl import DocxTemplate
from measuring import interleaved, least_ms, median_ms, options, report

from medsla import office
from medsla.contract import Template, load_template, render_text
from medsla.contract.context import as_context

BATCH = 40  # contracts in one turn of a fast job


@dataclass(slots=True)
class Turn:
    """The contracts of one turn of a job, made before it is measured."""

    source: Iterator[Made]
    count: int
    made: list[Made] = field(default_factory=list)
    contexts: list[dict[str, Any]] = field(default_factory=list)
    parts: list[bytes] = field(default_factory=list)

    def prepare(self) -> None:
        """New contracts for the next turn."""
        self.made = [next(self.source) for _ in range(self.count)]
        self.contexts = [as_context(one.text) for one in self.made]

    def finish(self, template: Template) -> None:
        """New contracts, finished: their changed parts."""
        self.prepare()
        self.parts = []
        for one in self.made:
            with zipfile.ZipFile(io.BytesIO(render_text(one.text, template, verify=False))) as archive:
                self.parts += [archive.read(part) for part in template.press.compiled]


def docxtpl_usual(data: bytes, turn: Turn) -> None:
    """A template object for each contract, as docxtpl's documentation shows it."""
    for context in turn.contexts:
        template = DocxTemplate(io.BytesIO(data))
        template.render(context, autoescape=True)
        template.save(io.BytesIO())


def docxtpl_kept(kept: DocxTemplate, turn: Turn) -> None:
    """One template object for all contracts."""
    for context in turn.contexts:
        kept.render(context, autoescape=True)
        kept.save(io.BytesIO())


def medsla_writes(template: Template, turn: Turn, *, carries: bool, **choices: Any) -> None:
    """The contracts of a turn as medsla writes them."""
    for one in turn.made:
        render_text(one.text, template, carried=one.carried if carries else None, **choices)


def deflated(turn: Turn) -> None:
    """What is compared with in the end: the changed parts of finished contracts, as docxtpl and Word deflate them."""
    for part in turn.parts:
        press = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        press.compress(part)
        press.flush()


def jobs_of(data: bytes, template: Template) -> tuple[dict[str, Callable[[], object]], dict[str, Turn]]:
    """The jobs by name, and what they write in a turn."""
    names = ("checked", "tenth", "new", "bare", "render", "fast", "floor")
    sla = example()
    share = {"tenth": 10, "new": 100}
    turns = {name: Turn(made_contracts(sla, template, share.get(name, CHANGED)), BATCH) for name in names}
    turns |= {name: Turn(made_contracts(sla, template), 1) for name in ("usual", "kept")}
    checked = partial(medsla_writes, template, carries=True, deflater=office.by_zlib)
    writes = partial(medsla_writes, template, carries=False)
    jobs: dict[str, Callable[[], object]] = {
        "usual": partial(docxtpl_usual, data, turns["usual"]),
        "kept": partial(docxtpl_kept, DocxTemplate(io.BytesIO(data)), turns["kept"]),
        "checked": partial(checked, turns["checked"]),
        "tenth": partial(checked, turns["tenth"]),
        "new": partial(checked, turns["new"]),
        "bare": partial(writes, turns["bare"], deflater=office.by_zlib),
        "render": partial(writes, turns["render"], verify=False, deflater=office.by_zlib),
        "fast": partial(writes, turns["fast"], verify=False),
        "floor": partial(deflated, turns["floor"]),
    }
    if office.fastest() is office.by_zlib:
        del jobs["fast"]
    return jobs, turns


NAMES = {
    "usual": "docxtpl, the usual way",
    "kept": "docxtpl, one object kept",
    "checked": "medsla, checks, controls, data",
    "tenth": "the same, every tenth level new",
    "new": "the same, every level new",
    "bare": "medsla, checks",
    "render": "medsla, no second reading",
    "fast": "medsla, no second reading, isal",
    "floor": "deflating the changed parts, level 6",
}


def main() -> None:
    """Measure and print."""
    asked = options(str(__doc__))
    data = word_template(example())
    shipped = (ROOT / "templates" / "ja" / "form-b.docx").read_bytes()
    figures: dict[str, object] = {}
    rows: list[tuple[str, float, float, str]] = []
    for prefix, source, language in (("", data, "ja-en"), ("shipped_", shipped, "ja")):
        template = load_template(source, language=language)  # type: ignore[arg-type]
        jobs, turns = jobs_of(source, template)
        rounds, seconds = (8, 12) if asked.quick else (60, 120)
        before: dict[str, Callable[[], object]] = {name: turn.prepare for name, turn in turns.items()}
        before["floor"] = partial(turns["floor"].finish, template)
        times = interleaved(jobs, rounds=rounds, seconds=seconds, before=before, clock=time.process_time)
        for name, taken in times.items():
            if name not in {"usual", "kept"}:
                times[name] = [time / BATCH for time in taken]

        def ratio(above: str, below: str, times: dict[str, list[float]] = times) -> float:
            return round(statistics.median(a / b for a, b in zip(times[above], times[below], strict=True)), 2)

        size = len(turns["floor"].parts[0]) // 1024
        note = f"{'the shipped form B, ja' if prefix else 'a typed template, ja-en'}, {size} KB of body"
        rows += [
            (f"{NAMES[name]} ({prefix or 'typed'})", median_ms(taken), least_ms(taken), f"{ratio('usual', name)} x")
            for name, taken in times.items()
        ]
        rows[-1] = (*rows[-1][:3], f"{rows[-1][3]}; {note}")
        figures |= {
            f"{prefix}{key}": ratio("usual", name)
            for key, name in (
                ("render_x", "render"),
                ("render_fast_x", "fast"),
                ("checked_x", "checked"),
                ("checked_tenth_x", "tenth"),
                ("checked_new_x", "new"),
                ("checked_bare_x", "bare"),
                ("docxtpl_reused_x", "kept"),
            )
            if name in times
        }
        figures[f"{prefix}floor_ratio"] = ratio("render", "floor")
    rival = against_docxtemplater(data, rounds=4 if asked.quick else 15)
    if isinstance(rival, Rival):
        rows += rival.rows
        figures |= rival.figures
    else:
        print(f"docxtemplater was not measured: {rival}")
    report("One contract written", rows, figures | {"rounds": len(times["usual"])})


if __name__ == "__main__":
    main()

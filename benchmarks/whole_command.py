"""A hundred contracts by one command, start of the program included: docxtpl the usual way, medsla, medsla batch.

The first two are programs of a few lines that read the same values from one JSON file and write a file for each; in
medsla's all checks are on. `medsla batch` does more: it reads a table and a base, judges every row by the schema, puts
the wording together, and writes a manifest; its contracts carry their data. Each with the template kept on disk from
the run before (`MEDSLA_CACHE`), and medsla once without. Times are those of the processor, of a process and its
children; all processes take turns.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from contracts import EXAMPLE, example, made_contracts, word_template
from measuring import options, report

from medsla.contract import load_template
from medsla.contract.context import as_context

COUNT = 100
DOCXTPL = """
import json, sys
from docxtpl import DocxTemplate
template, contexts, folder = sys.argv[1:]
with open(contexts, encoding="utf-8") as file:
    for number, context in enumerate(json.load(file)):
        document = DocxTemplate(template)
        document.render(context, autoescape=True)
        document.save(f"{folder}/{number}.docx")
"""
MEDSLA = """
import json, sys
from medsla.contract.template import load_template
from medsla.contract.writer import render_text
template, contexts, folder = sys.argv[1:]
form = load_template(template, language="ja-en")
with open(contexts, encoding="utf-8") as file:
    for number, context in enumerate(json.load(file)):
        with open(f"{folder}/{number}.docx", "wb") as target:
            target.write(render_text(context, form))
"""


def processor_ms(arguments: Sequence[str], variables: Mapping[str, str]) -> float:
    """What a program and its children take of the processor, in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, env={**os.environ, **variables})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def write_rows(file: Path) -> None:
    """A table of so many contracts."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        names = ("name", "representative")
        parties = [f"parties.institution.{name}.{language}" for name in names for language in ("ja", "en")]
        table.writerow(["agreement.number", "agreement.effective", *parties, "availability.uptime.percent"])
        for number in range(1, COUNT + 1):
            own = (f"病院{number}", f"Hospital {number}", f"院長 {number}", f"Director {number}")
            table.writerow([f"{number:06d}", f"2027-{number % 12 + 1:02d}-01", *own, f"99.{number:03d}"])


def main() -> None:
    """Measure and print."""
    asked = options(str(__doc__))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {key: str(folder / key) for key in ("template.docx", "contexts.json", "rows.csv", "out", "cache")}
        sla = example()
        data = word_template(sla)
        Path(files["template.docx"]).write_bytes(data)
        made = islice(made_contracts(sla, load_template(data, language="ja-en")), COUNT)
        contexts = [as_context(one.text) for one in made]
        Path(files["contexts.json"]).write_text(json.dumps(contexts), encoding="utf-8")
        Path(files["contexts.json"].replace("contexts", "one")).write_text(json.dumps(contexts[:1]), encoding="utf-8")
        write_rows(Path(files["rows.csv"]))
        values = [files["template.docx"], files["contexts.json"], files["out"]]
        one = [files["template.docx"], str(folder / "one.json"), files["out"]]
        batch = ["-m", "medsla", "batch", files["rows.csv"], "-o", files["out"], "--base", str(EXAMPLE)]
        batch += ["--template", files["template.docx"], "--lang", "ja-en", "--quiet", "--overwrite"]
        kept, unkept = {"MEDSLA_CACHE": files["cache"]}, {"MEDSLA_CACHE": ""}
        jobs: dict[str, tuple[Sequence[str], Mapping[str, str]]] = {
            "docxtpl, 100": (["-c", DOCXTPL, *values], unkept),
            "medsla, 100": (["-c", MEDSLA, *values], kept),
            "medsla, 100, no cache": (["-c", MEDSLA, *values], unkept),
            "medsla batch, 100": (batch, kept),
            "docxtpl, 1": (["-c", DOCXTPL, *one], unkept),
            "medsla, 1": (["-c", MEDSLA, *one], kept),
            "medsla, 1, no cache": (["-c", MEDSLA, *one], unkept),
        }
        times: dict[str, list[float]] = {name: [] for name in jobs}
        for turn in range(-1, 2 if asked.quick else 9):
            for job, (arguments, variables) in jobs.items():
                Path(files["out"]).mkdir()
                taken = processor_ms(arguments, variables)
                shutil.rmtree(files["out"])
                if turn >= 0:  # the first turn fills the cache
                    times[job].append(taken)

    def ratio(above: str, below: str) -> float:
        return round(statistics.median(a / b for a, b in zip(times[above], times[below], strict=True)), 2)

    rows = [(name, statistics.median(taken), min(taken), "") for name, taken in times.items()]
    figures = {
        "whole_100_x": ratio("docxtpl, 100", "medsla, 100"),
        "whole_100_uncached_x": ratio("docxtpl, 100", "medsla, 100, no cache"),
        "whole_100_batch_x": ratio("docxtpl, 100", "medsla batch, 100"),
        "whole_1_x": ratio("docxtpl, 1", "medsla, 1"),
        "whole_1_uncached_x": ratio("docxtpl, 1", "medsla, 1, no cache"),
        "rounds": len(times["medsla, 1"]),
    }
    report("A hundred contracts by one command, and one", rows, figures)


if __name__ == "__main__":
    main()

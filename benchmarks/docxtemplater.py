"""The same contracts written by docxtemplater, in a node of its own that measures itself once it is warm.

Needs node and the packages that `benchmarks/install_docxtemplater.sh` puts into `.node/docxtemplater`. Both sides
write the same text, which is looked at first. Times are those of the processor: node collects its garbage beside.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import statistics
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

from contracts import ROOT, example, made_contracts

from medsla import office
from medsla.contract import load_template, render_text
from medsla.contract.context import as_context

PACKAGES = ROOT / ".node" / "docxtemplater"
SCRIPT = Path(__file__).with_suffix(".mjs")
COUNT = 20  # contracts in one turn
_ROW = re.compile(r"<w:tr\b.*?</w:tr>", re.DOTALL)
_TAG = re.compile(r"\{\{ (</w:t>.*?)?([a-z.]+) \}\}", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")

Turn = Callable[[], float]
"""Writes a turn's contracts; milliseconds of the processor for one of them."""


@dataclass(frozen=True, slots=True)
class Rival:
    """What was measured: rows of the table, and figures."""

    rows: list[tuple[str, float, float, str]]
    figures: dict[str, object]


def against_docxtemplater(source: bytes, rounds: int) -> Rival | str:
    """Both in turns, or why that cannot be."""
    node = shutil.which("node")
    if node is None or not (PACKAGES / "node_modules").is_dir():
        return "run benchmarks/install_docxtemplater.sh where node is installed"
    source = _edited(source, _without_headings)
    template = load_template(source, language="ja-en")
    made = list(islice(made_contracts(example(), template), (rounds + 3) * COUNT))
    contexts = [_flat(as_context(one.text)) for one in made]
    with _node(node, _edited(source, _for_docxtemplater), contexts) as (their_turn, their_last):
        their_turn()
        theirs = _text(their_last.read_bytes())
        ours = _text(render_text(made[COUNT - 1].text, template))
        if theirs != ours:
            return "it writes another text"
        times = _in_turns(their_turn, template, [one.text for one in made], rounds)
    rows = [
        (name, statistics.median(taken), min(taken), "processor, typed without headings")
        for name, taken in times.items()
    ]
    figures: dict[str, object] = {}
    rival = times["docxtemplater"]
    for key, name in (("docxtemplater_x", "medsla, no second reading, zlib"), ("docxtemplater_fast_x", "medsla, isal")):
        if name in times:
            figures[key] = round(statistics.median(a / b for a, b in zip(rival, times[name], strict=True)), 2)
    figures["docxtemplater_checked_x"] = round(
        statistics.median(a / b for a, b in zip(rival, times["medsla, checks"], strict=True)), 2
    )
    return Rival(rows, figures)


def _in_turns(their_turn: Turn, template: Any, texts: list[Any], rounds: int) -> dict[str, list[float]]:
    choices: dict[str, dict[str, Any]] = {
        "medsla, no second reading, zlib": {"verify": False, "deflater": office.by_zlib},
        "medsla, checks": {"deflater": office.by_zlib},
    }
    if office.fastest() is not office.by_zlib:
        choices["medsla, isal"] = {"verify": False}
    times: dict[str, list[float]] = {"docxtemplater": [], **{name: [] for name in choices}}
    their_turn()
    for turn in range(rounds):
        some = texts[(turn + 1) * COUNT : (turn + 2) * COUNT]
        times["docxtemplater"].append(their_turn())
        for name, choice in choices.items():
            times[name].append(_our_turn(partial(render_text, template=template, **choice), some))
    return times


def _our_turn(write: Callable[[Any], bytes], texts: list[Any]) -> float:
    start = time.process_time()
    for text in texts:
        write(text)
    return (time.process_time() - start) * 1000 / len(texts)


@contextmanager
def _node(node: str, template: bytes, contexts: list[Any]) -> Iterator[tuple[Turn, Path]]:
    """A node that waits for its turns, and the file with the last contract of each."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("template.docx", "contexts.json", "last.docx")]
        files[0].write_bytes(template)
        files[1].write_text(json.dumps(contexts), encoding="utf-8")
        command = [node, str(SCRIPT), str(PACKAGES), *map(str, files)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

            def turn() -> float:
                if process.stdin is None or process.stdout is None:
                    raise BrokenPipeError
                process.stdin.write(f"{COUNT}\n")
                process.stdin.flush()
                return float(json.loads(process.stdout.readline())["cpu"]) / COUNT

            yield turn, files[2]
            if process.stdin is not None:
                process.stdin.close()


def _body(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def _edited(data: bytes, edit: Callable[[str], str]) -> bytes:
    """The package with every part that holds tags edited."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = {name: edit(part.decode()).encode() for name, part in parts.items() if b"{{" in part}
    return office.repack({**parts, **changed})


def _without_headings(body: str) -> str:
    """Docxtemplater has no loop over a heading and its rows: the headings of groups stay out on both sides."""
    headings = [row for row in _ROW.findall(body) if "heading" in row]
    return body.replace(headings[0], "") if headings else body


def _for_docxtemplater(body: str) -> str:
    """The same part with its tags: no rows for the loops, which begin and end in the first and last cell."""
    for row in _ROW.findall(body):
        if "{%tr" in row:
            body = body.replace(row, "")
        elif "row." in row:
            first, last = _TAG.search(row), list(_TAG.finditer(row))[-1]
            looped = row[: last.end()] + "{/rows}" + row[last.end() :]
            if first is not None:
                body = body.replace(row, looped[: first.start()] + "{#rows}" + looped[first.start() :])
    body = _TAG.sub(r"{\1\2}", body)
    return re.sub(r"\{%.*?%\}", "", body)


def _flat(context: Mapping[str, Any]) -> dict[str, Any]:
    """The values by the names in the tags, all rows in one list."""
    rows = [_named({"row": row}) for group in context["groups"] for row in group["rows"]]
    return {**_named({key: value for key, value in context.items() if key != "groups"}), "rows": rows}


def _named(record: Mapping[str, Any], start: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, Mapping):
            found |= _named(value, f"{start}{key}.")
        elif isinstance(value, str):
            found[start + key] = value
    return found


def _text(data: bytes) -> str:
    """All text of the body; where it is cut into runs is no matter."""
    return unescape("".join(_TEXT.findall(_body(data))), {"&apos;": "'", "&quot;": '"'})

"""Contracts a second from one table, by one process and by two, what going on with a finished run costs, and memory."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from measuring import options

import medsla
from medsla.spreadsheet import Row

BASE = Path(__file__).resolve().parents[1] / "examples" / "00-clean.yaml"


def rows(count: int) -> Iterator[Row]:
    """So many rows, made as they are asked for."""
    for number in range(2, count + 2):
        values = {
            "agreement.number": f"{number:06d}",
            "agreement.effective": f"2027-{number % 12 + 1:02d}-01",
            "parties.institution.name.ja": f"病院{number}",
            "parties.institution.representative.ja": f"院長 {number}",
        }
        yield Row(number, values, {})


def seconds(count: int, folder: Path, workers: int, *, resume: bool = False) -> float:
    """How long a run takes."""
    start = time.perf_counter()
    result = medsla.render_batch(rows(count), folder, base=BASE, workers=workers, resume=resume)
    ended = time.perf_counter() - start
    if result.refused or result.rows != count:
        sys.exit(f"{result.refused} of {result.rows} rows were refused: {result.refusals[:1]}")
    return ended


def peak_mib() -> float:
    """The most memory this process has held."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Measure and print; the jobs take turns, so that a busy moment of the machine hits all alike."""
    asked = options(str(__doc__))
    most, rounds, budget = (250, 1, 15) if asked.quick else (1000, 3, 120)
    found: dict[str, list[float]] = {"one process": [], "two processes": [], "all there already": []}
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        seconds(2, Path(folder) / "warm", 1)
        a_row = seconds(10, Path(folder) / "pace", 1) / 10
        count = min(most, int(budget / a_row))  # a busy machine gets fewer rows, not more time
        start = seconds(2, Path(folder) / "start", 2)
        for turn in range(rounds):
            one, two = Path(folder) / f"one-{turn}", Path(folder) / f"two-{turn}"
            found["one process"].append(seconds(count, one, 1))
            peaks.append(peak_mib())
            found["two processes"].append(seconds(count, two, 2))
            found["all there already"].append(seconds(count, one, 1, resume=True))
    medians = {name: statistics.median(times) for name, times in found.items()}
    print(f"{count} contracts, {rounds} rounds")
    for name, median in medians.items():
        print(f"{name:<18} {median:8.2f} s  {count / median:8.1f} rows/s  {1000 * median / count:7.2f} ms a row")
    print(f"to start two processes and make two contracts: {start:.2f} s, within the time of two processes above")
    figures = {
        "rows": count,
        "rows_per_second_1": round(count / medians["one process"], 1),
        "rows_per_second_2": round(count / medians["two processes"], 1),
        "ratio_2_to_1": round(medians["one process"] / medians["two processes"], 2),
        "start_seconds_2": round(start, 2),
        "resume_ms_per_row": round(1000 * medians["all there already"] / count, 3),
        "peak_mib_first": round(peaks[0]),
        "peak_mib_last": round(peaks[-1]),
        "rounds": rounds,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

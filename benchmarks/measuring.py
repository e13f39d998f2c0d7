"""How all benchmarks measure: jobs take turns, so that a busy moment of the machine hits all of them alike."""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence

Job = Callable[[], object]


def options(description: str) -> argparse.Namespace:
    """The options of every benchmark; `--quick` ends within 50 seconds."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="fewer rounds: ends within 50 seconds")
    return parser.parse_args()


def interleaved(
    jobs: Mapping[str, Job],
    *,
    rounds: int,
    seconds: float,
    before: Mapping[str, Job] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, list[float]]:
    """Seconds of each job in each round, in turns; stops after the rounds or when the time is up, whichever is first.

    Every job runs once before anything is measured. What stands in `before` prepares a job each time, unmeasured.
    `clock` may be that of the processor, for jobs that run in this process alone.
    """
    prepare = before or {}
    for name, job in jobs.items():
        prepare.get(name, _nothing)()
        job()
    found: dict[str, list[float]] = {name: [] for name in jobs}
    end = time.perf_counter() + seconds
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            gc.collect()
            for name, job in jobs.items():
                prepare.get(name, _nothing)()
                start = clock()
                job()
                found[name].append(clock() - start)
            if time.perf_counter() > end:
                break
    finally:
        gc.enable()
    return found


def _nothing() -> None:
    """What most jobs need before them."""


def median_ms(times: Sequence[float]) -> float:
    """The median in milliseconds."""
    return statistics.median(times) * 1000


def least_ms(times: Sequence[float]) -> float:
    """The shortest in milliseconds: what the job takes when nothing disturbs it."""
    return min(times) * 1000


def report(title: str, rows: Sequence[tuple[str, float, float, str]], figures: Mapping[str, object]) -> None:
    """A table (what, median ms, shortest ms, note) and, as the last line, the figures as one JSON object."""
    print(title)
    width = max(len(row[0]) for row in rows)
    print(f"{'':<{width}}  {'median ms':>10}  {'shortest':>10}")
    for name, median, least, note in rows:
        print(f"{name:<{width}}  {median:>10.2f}  {least:>10.2f}  {note}".rstrip())
    print(json.dumps(figures))

"""Memory over many contracts, none like another: what the process holds after the first thousands and at the end."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from pathlib import Path

from contracts import example, made_contracts, word_template

from medsla.contract import load_template, render_text


def held_kib() -> float:
    """The memory that this process holds now; the most it has ever held where the system tells no other."""
    if Path("/proc/self/statm").exists():
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1024
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1024 if sys.platform == "darwin" else used


def main() -> None:
    """Measure and print; caches fill up first, and what grows after that would never end."""
    parser = argparse.ArgumentParser(description=str(__doc__))
    parser.add_argument("--quick", action="store_true", help="fewer contracts: ends within 50 seconds")
    count = 4_000 if parser.parse_args().quick else 10_000
    start = min(2_000, count // 2)  # what is kept from one contract to the next has reached its limits
    sla = example()
    template = load_template(word_template(sla), language="ja-en")
    coming = made_contracts(sla, template)
    marks = []
    seconds = 0.0
    for number in range(1, count + 1):
        made = next(coming)
        begun = time.process_time()
        render_text(made.text, template, carried=made.carried)
        seconds += time.process_time() - begun
        if number >= start and number % (count // 10) == 0:
            gc.collect()
            marks.append((number, held_kib()))
            print(f"{number:6d} contracts  {held_kib() / 1024:8.1f} MiB")
    (first, before), (last, after) = marks[0], marks[-1]
    figures = {
        "contracts": count,
        "mib": round(after / 1024, 1),
        "growth_kib_per_contract": round((after - before) / (last - first), 3),
        "ms_per_contract": round(seconds / count * 1000, 2),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

"""How long `medsla --help` takes, against an empty program in the same Python; the aim is at most 3 times."""

from __future__ import annotations

import subprocess
import sys

from measuring import interleaved, least_ms, median_ms, options, report

COMMANDS = {
    "python": ("-c", "pass"),
    "import medsla": ("-c", "import medsla"),
    "medsla --help": ("-m", "medsla", "--help"),
    "medsla --version": ("-m", "medsla", "--version"),
    "medsla review --help": ("-m", "medsla", "review", "--help"),
    "medsla terms": ("-m", "medsla", "terms"),
}


def start(arguments: tuple[str, ...]) -> None:
    """Run Python with these arguments to its end."""
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)


def main() -> None:
    """Measure and print."""
    asked = options(str(__doc__))
    jobs = {name: (lambda arguments=arguments: start(arguments)) for name, arguments in COMMANDS.items()}
    found = interleaved(jobs, rounds=15 if asked.quick else 60, seconds=30 if asked.quick else 180)
    bare = least_ms(found["python"])
    rows = [
        (name, median_ms(times), least_ms(times), f"{least_ms(times) / bare:.2f} times Python")
        for name, times in found.items()
    ]
    figures = {f"{name.replace(' ', '_').replace('-', '')}_ratio": round(least / bare, 2) for name, _, least, _ in rows}
    report("Start of a program, shortest against an empty one", rows, figures | {"rounds": len(found["python"])})


if __name__ == "__main__":
    main()

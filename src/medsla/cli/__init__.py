"""The command line: each command reads its arguments, calls one function of the library, and prints.

The only door of click. Problems become sentences and exit codes here; nothing is judged here.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # the real one would load `typing` before `medsla --help` is answered
if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the program and leave with its exit code.

    0 done · 1 findings at or over --fail-on · 2 usage · 3 input refused · 4 template or result refused ·
    5 some rows failed.

    >>> main(["--version"])
    Traceback (most recent call last):
    SystemExit: 0
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given in (["--help"], ["-h"]):
        # Answered without click, which takes longer to load than all the rest of it.
        from medsla.cli.commands import help_text
        from medsla.cli.streams import print_alone

        print_alone(help_text())
    from medsla.cli.program import run

    run(given)

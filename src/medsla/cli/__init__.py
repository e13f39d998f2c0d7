"""The command line: each command reads its arguments, calls one function of the library, and prints.

The only door of click. Problems become sentences and exit codes here; nothing is judged here.
"""

from __future__ import annotations

from medsla.cli.program import main

__all__ = ["main"]

"""Standard output that survives any pipe: what its encoding lacks is replaced or escaped, never a crash.

Knows nothing of click, so that `medsla --help` can be answered without it.
"""

from __future__ import annotations

import codecs
import os
import sys

TYPE_CHECKING = False  # the real one would load `typing`
if TYPE_CHECKING:
    from typing import NoReturn

ESCAPE = "medsla.escape"

_ALIKE = {
    "\u2014": "\u2015",  # cp932 has the bar, not the dash
    "\u2013": "-",
    "\u2212": "-",
    "\u301c": "\uff5e",
    "\u00b7": "\u30fb",
    "\u2264": "\u2266",
    "\u2265": "\u2267",
    "\u00a0": " ",
    "\u2011": "-",
}


def steady_output() -> None:
    """Let both streams escape what they cannot encode; the escapes are those of JSON, so JSON stays JSON."""
    codecs.register_error(ESCAPE, _escape)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=ESCAPE)


def alike(text: str, encoding: str) -> str:
    """The text with signs that the encoding lacks replaced by those that look alike, where it has them.

    >>> alike("9:00\u301c18:00 \u2013 \u2603", "cp932").encode(
    ...     "cp932", "replace"
    ... ).decode("cp932")
    '9:00\uff5e18:00 - ?'
    """
    return "".join(_alike(char, encoding) if char > "\x7f" else char for char in text)


def _alike(char: str, encoding: str) -> str:
    if char not in _ALIKE or _has(encoding, char):
        return char
    other = _ALIKE[char]
    return other if _has(encoding, other) else char


def _has(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    units = text.encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2].hex() for at in range(0, len(units), 2))
    return "".join(f"\\u{pair}" for pair in pairs), error.end


def print_alone(text: str) -> NoReturn:
    """Print a text that is the whole answer, and leave."""
    steady_output()
    try:
        sys.stdout.write(alike(text, sys.stdout.encoding or "utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:
        nobody_reads()
    sys.exit(0)


def nobody_reads() -> None:
    """Let Python end in peace after the reader of a pipe left early, as `head` does."""
    silent = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(silent, stream.fileno())

"""Plain data as JSON and YAML text that reads back to the same data, digit by digit; its canonical form and digest."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from medsla.errors import OutputError, Place, Problem
from medsla.reading.values import FORBIDDEN, digits_of, pointer_step

if TYPE_CHECKING:
    from medsla.reading.documents import Document

# Words that some YAML reader takes for a truth value or for nothing
_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_PLAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _./()%+-")
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_FLOW_WIDTH: Final = 80


def dump_json(data: object, *, indent: int | None = 2) -> str:
    r"""The data as JSON with a line feed at the end; decimals keep their digits, keys their order.

    >>> dump_json({"percent": Decimal("99.90"), "per": "P1M"}, indent=None)
    '{"percent": 99.90, "per": "P1M"}\n'
    """
    return "".join(_json(data, "", indent, "\n")) + "\n"


def canonical_json(data: object) -> bytes:
    """The one form that equal data share: sorted keys, no spaces, 99.90 written as 99.9, text untouched.

    >>> canonical_json({"per": "P1M", "percent": Decimal("99.90")})
    b'{"per":"P1M","percent":99.9}'
    """
    return "".join(_canonical(data, "")).encode("utf-8")


def digest(data: object) -> str:
    """SHA-256 of the canonical form, in hexadecimal.

    >>> digest({"percent": Decimal("99.90")}) == digest({"percent": Decimal("99.9")})
    True
    """
    return hashlib.sha256(canonical_json(data)).hexdigest()


def dump_yaml(data: Mapping[str, object], *, like: Document | None = None, header: str | None = None) -> str:
    r"""The data as YAML; decimals keep their digits, and text that a YAML reader might take for more is quoted.

    Args:
        data: Plain data.
        like: The YAML document it came from: comments, order, quotes and layout of what is unchanged are kept.
        header: A comment in front of everything.

    >>> print(
    ...     dump_yaml(
    ...         {"percent": Decimal("99.90"), "from": "22:00", "said": "99.9%以上"}
    ...     ),
    ...     end="",
    ... )
    percent: 99.90
    from: "22:00"
    said: "99.9%以上"
    """
    comment = "".join(f"# {line}".rstrip() + "\n" for line in checked(header or "", "").splitlines())
    if like is not None and like.kind == "yaml":
        from medsla.reading.keeping import dump_like

        return comment + dump_like(data, like)
    return comment + ("".join(_block(data, "", "")) if data else "{}\n")


def plain_in_yaml(text: str) -> bool:
    """Whether a text needs no quotes in YAML, for any reader and also within brackets.

    >>> [
    ...     plain_in_yaml(text)
    ...     for text in ("PT4H", "最終バックアップ", "22:00", "NO", "1.10")
    ... ]
    [True, True, False, False, False]
    """
    if not text or text[-1] == " " or unicodedata.category(text[0])[0] != "L" or text.lower() in _WORDS:
        return False
    return all(char in _PLAIN or (char > "\x7f" and unicodedata.category(char)[0] not in "CZ") for char in text)


def checked(text: str, pointer: str) -> str:
    """The text, or an OutputError when it holds a character that no reader would take back."""
    found = FORBIDDEN.search(text)
    if found:
        character = f"U+{ord(found.group()):04X}"
        raise OutputError(Problem.of("text-control", Place(pointer=pointer or None), character=character))
    return text


def number_text(value: object, pointer: str) -> str:
    """`true`, `false` or the digits of a number; a TypeError for what is no plain data."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) or (isinstance(value, Decimal) and value.is_finite()):
        return digits_of(value)
    message = f"{pointer or 'the document'}: plain data holds no {type(value).__name__} such as {value!r:.40}"
    raise TypeError(message)


def _json(value: object, pointer: str, indent: int | None, line: str) -> Iterator[str]:
    if isinstance(value, str):
        yield json.dumps(checked(value, pointer), ensure_ascii=False)
    elif value is None:
        yield "null"
    elif isinstance(value, Mapping):
        entries = [
            [json.dumps(checked(key, pointer), ensure_ascii=False), ": ", (item, pointer + pointer_step(key))]
            for key, item in value.items()
        ]
        yield from _bracketed("{}", entries, indent, line)
    elif isinstance(value, (list, tuple)):
        items = [[(item, pointer + pointer_step(number))] for number, item in enumerate(value)]
        yield from _bracketed("[]", items, indent, line)
    else:
        yield number_text(value, pointer)


def _bracketed(brackets: str, entries: Sequence[Sequence[object]], indent: int | None, line: str) -> Iterator[str]:
    inner = line if indent is None else line + " " * indent
    yield brackets[0]
    for number, entry in enumerate(entries):
        yield "" if not number else ", " if indent is None else ","
        yield "" if indent is None else inner
        for part in entry:
            if isinstance(part, tuple):
                yield from _json(part[0], part[1], indent, inner)
            else:
                yield str(part)
    yield "" if indent is None or not entries else line
    yield brackets[1]


def _canonical(value: object, pointer: str) -> Iterator[str]:
    if isinstance(value, str):
        yield json.dumps(checked(value, pointer), ensure_ascii=False)
    elif isinstance(value, Mapping):
        yield "{"
        for number, key in enumerate(sorted(value)):
            comma = "," if number else ""
            yield f"{comma}{json.dumps(checked(key, pointer), ensure_ascii=False)}:"
            yield from _canonical(value[key], pointer + pointer_step(key))
        yield "}"
    elif isinstance(value, (list, tuple)):
        yield "["
        for number, item in enumerate(value):
            yield "," if number else ""
            yield from _canonical(item, pointer + pointer_step(number))
        yield "]"
    else:
        text = number_text(value, pointer)
        text = text.rstrip("0").rstrip(".") if "." in text else text
        yield "0" if text == "-0" else text


def _block(data: object, pointer: str, margin: str) -> Iterator[str]:
    """Lines of a mapping or list that is not empty; the first one lacks its margin."""
    first = True
    for mark, item, below in _entries(data, pointer):
        start = "" if first else margin
        first = False
        if isinstance(item, (Mapping, list, tuple)) and item:
            flow = _flow(item, below)
            if flow is not None:
                yield f"{start}{mark} {flow}\n"
            elif mark == "-":
                yield f"{start}- "
                yield from _block(item, below, margin + "  ")
            else:
                yield f"{start}{mark}\n{margin}  "
                yield from _block(item, below, margin + "  ")
        else:
            yield f"{start}{mark} {_scalar(item, below, margin + '  ')}\n"


def _entries(data: object, pointer: str) -> Iterator[tuple[str, object, str]]:
    if isinstance(data, Mapping):
        for key, item in data.items():
            yield f"{_text(checked(key, pointer))}:", item, pointer + pointer_step(key)
    elif isinstance(data, (list, tuple)):
        for number, item in enumerate(data):
            yield "-", item, pointer + pointer_step(number)


def _flow(data: object, pointer: str) -> str | None:
    """A short list of plain values on one line."""
    if not isinstance(data, (list, tuple)):
        return None
    if any(isinstance(item, (Mapping, list, tuple)) for item in data):
        return None
    if not all(plain_in_yaml(item) for item in data if isinstance(item, str)):
        return None
    line = "[" + ", ".join(_scalar(item, pointer, "") for item in data) + "]"
    return line if len(line) <= _FLOW_WIDTH else None


def _scalar(value: object, pointer: str, margin: str) -> str:
    if isinstance(value, str):
        return _literal(checked(value, pointer), margin) or _text(value)
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, (list, tuple)):
        return "[]"
    return number_text(value, pointer)


def _text(text: str) -> str:
    return text if plain_in_yaml(text) else '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char > "\x7e" and unicodedata.category(char)[0] == "C":
        return f"\\u{ord(char):04X}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08X}"
    return char


def _literal(text: str, margin: str) -> str | None:
    """A text of several lines as it stands; None where spaces, tabs or hidden characters would not survive."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if len(lines) < 2 or not lines[0] or not lines[-1] or any(line != line.strip() for line in lines):
        return None
    if any(unicodedata.category(char)[0] == "C" for line in lines for char in line):
        return None
    sign = "|" if text.endswith("\n") else "|-"
    return f"{sign}\n" + "\n".join(margin + line if line else "" for line in lines)

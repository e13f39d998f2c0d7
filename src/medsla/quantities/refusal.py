"""Why a quantity was refused, as data.

The modules of this package know no file, line or language. They refuse with a code and named fields; the
layer that read the document adds the place, and the messages add the sentence. `codes` lists every code with
its fields, so that a test can demand a sentence for each.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["QuantityError", "codes", "shown"]

codes: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "duration-unreadable": frozenset({"text"}),
        "duration-too-long": frozenset({"length", "limit"}),
        "duration-fraction": frozenset({"text"}),
        "duration-mixed": frozenset({"text"}),
        "duration-zero-business-days": frozenset({"text"}),
        "duration-not-business": frozenset({"text"}),
        "duration-too-far": frozenset({"text"}),
        "number-unreadable": frozenset({"text"}),
        "percent-out-of-range": frozenset({"text"}),
        "windows-shape": frozenset({"text"}),
        "windows-empty": frozenset(),
        "window-unknown-key": frozenset({"key"}),
        "window-value": frozenset({"key", "text"}),
        "window-time": frozenset({"key", "text"}),
        "window-nth-every": frozenset({"text"}),
        "window-of-without-nth": frozenset(),
        "window-longest": frozenset({"text"}),
        "hours-unclear": frozenset(),
        "hours-empty": frozenset(),
        "country-unreadable": frozenset({"text"}),
        "order-cycle": frozenset({"text"}),
        "order-unknown": frozenset({"text"}),
        "rate-shape": frozenset({"text"}),
        "rate-period-zero": frozenset({"text"}),
        "ladder-shape": frozenset({"text"}),
        "step-empty": frozenset({"at_least", "below"}),
        "steps-overlap": frozenset({"uptime"}),
        "credit-shape": frozenset({"text"}),
        "credit-out-of-range": frozenset({"kind", "text"}),
        "fraction-unreadable": frozenset({"text"}),
        "money-shape": frozenset({"text"}),
        "currency-unreadable": frozenset({"text"}),
    }
)

_SHOWN = 80


def shown(value: object) -> str:
    """The value as a field of a sentence: at most 80 characters, cut with an ellipsis.

    >>> shown("PT4H")
    'PT4H'
    """
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


class QuantityError(ValueError):
    """A text or value that is no such quantity: `code` and `fields`, equal by both, picklable.

    >>> QuantityError("number-unreadable", text="about 99")
    QuantityError('number-unreadable', text='about 99')
    """

    code: str
    fields: tuple[tuple[str, str], ...]

    def __init__(self, code: str, **fields: object) -> None:
        if codes[code] != fields.keys():
            raise TypeError(f"{code} takes the fields {sorted(codes[code])}")
        self.code = code
        self.fields = tuple((name, shown(value)) for name, value in sorted(fields.items()))
        super().__init__(code, self.fields)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, QuantityError):
            return NotImplemented
        return (self.code, self.fields) == (other.code, other.fields)

    def __hash__(self) -> int:
        return hash((self.code, self.fields))

    def __str__(self) -> str:
        return self.code + "".join(f" {name}={value!r}" for name, value in self.fields)

    def __repr__(self) -> str:
        named = ", ".join(f"{name}={value!r}" for name, value in self.fields)
        return f"QuantityError({self.code!r}{', ' if named else ''}{named})"

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (self.code, self.fields))


def _rebuilt(code: str, fields: tuple[tuple[str, str], ...]) -> QuantityError:
    return QuantityError(code, **dict(fields))

"""Plain data into the typed classes of the model and back, by their type hints."""

from __future__ import annotations

import typing
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast

from medsla.quantities.credit import Credit
from medsla.quantities.duration import Duration, plain_number
from medsla.quantities.ladder import Ladder
from medsla.quantities.window import Window, weekdays
from medsla.quantities.windows import Windows
from medsla.results import Plain

T = TypeVar("T")
Reader = Callable[[Any], Any]

_DAY = 24 * 60
_PARSED = (Duration, Ladder, Windows)


def structured(kind: type[T], data: Mapping[str, Plain]) -> T:
    """The class of the model with the values of checked plain data; what is not stated is None.

    >>> from medsla.model import RecoveryRto
    >>> structured(RecoveryRto, {"within": "PT4H"}).within
    Duration(text='PT4H', ...)
    """
    reader: Reader = _class(cast("Hashable", kind))
    return cast("T", reader(data))


def unstructured(value: object) -> Plain:
    """Plain data with the same meaning: what is None is left out, groups without terms too.

    Durations keep their text and numbers their digits; hours and credits come in one spelling.

    >>> from medsla.model import RecoveryRto
    >>> unstructured(RecoveryRto(within=Duration.parse("PT240M")))
    {'within': 'PT240M'}
    """
    if isinstance(value, str | bool | int | Decimal):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Duration):
        return value.text
    if isinstance(value, Windows):
        return "always" if value == Windows.parse("always") else [_window(entry) for entry in value.entries]
    if isinstance(value, Ladder):
        limits = ("at_least", "below")
        return [
            {name: getattr(step, name) for name in limits if getattr(step, name) is not None}
            | {"credit": _credit(step.credit)}
            for step in value.steps
        ]
    if isinstance(value, tuple):
        return [unstructured(item) for item in value]
    if is_dataclass(value):
        stated = {field.name.rstrip("_"): getattr(value, field.name) for field in fields(value)}
        plain = {key: unstructured(item) for key, item in stated.items() if item is not None}
        return {key: item for key, item in plain.items() if item != {}}
    raise TypeError(f"{type(value).__name__} has no plain form")


@cache
def _class(kind: type[object]) -> Reader:
    hints = typing.get_type_hints(kind)
    readers = {name.rstrip("_"): (name, _reader(hint)) for name, hint in hints.items()}

    def read(data: Mapping[str, Any]) -> object:
        return kind(**{readers[key][0]: readers[key][1](value) for key, value in data.items()})

    return read


def _reader(hint: Any) -> Reader:
    if isinstance(hint, UnionType) or typing.get_origin(hint) is typing.Union:
        return _union([part for part in typing.get_args(hint) if part is not NoneType])
    origin = typing.get_origin(hint)
    if origin is tuple:
        item = _reader(typing.get_args(hint)[0])
        return lambda value: tuple(item(each) for each in value)
    if origin is typing.Literal or hint in {str, int, bool}:
        return lambda value: value
    if hint is Decimal:
        return Decimal
    if hint is date:
        return date.fromisoformat
    if hint in _PARSED:
        return cast("Reader", hint.parse)
    if is_dataclass(hint):
        return lambda value: structured(cast("type", hint), value)  # a class is read when its first value is
    raise TypeError(f"no reader for {hint}")


def _union(parts: list[Any]) -> Reader:
    if len(parts) == 1:
        return _reader(parts[0])
    if set(parts) == {Decimal, str}:
        return lambda value: value if isinstance(value, str) else Decimal(value)
    raise TypeError(f"no reader for one of {parts}")


def _window(window: Window) -> Plain:
    found: dict[str, Plain] = {}
    if len(window.days) < len(weekdays):
        found["days"] = [name for number, name in enumerate(weekdays) if number in window.days]
    found["from"] = _time(window.start)
    if window.end is not None and window.end - window.start > _DAY:  # only a duration says more than a day
        found["longest"] = f"PT{window.end - window.start}M"
    elif window.end is not None:
        found["to"] = _time(window.end if window.end == _DAY else window.end % _DAY)
    if window.nth is not None:
        found["nth"] = window.nth or "last"
    if window.of is not None:
        found["of"] = window.of
    if window.floating:
        found["every"] = "month"
    if window.holidays_said:
        found["holidays"] = window.holidays
    if window.longest is not None:
        found["longest"] = f"PT{window.longest}M"
    return found


def _time(minutes: int) -> str:
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}"


def _credit(credit: Credit) -> Plain:
    value = credit.value
    if credit.kind == "fraction":
        return {"fraction": f"{value.numerator}/{value.denominator}"}
    if credit.kind == "amount":
        return {"amount": {"value": _exact(value), "currency": credit.unit}}
    return {credit.kind: _exact(value * 100 if credit.kind == "percent" else value)}


def _exact(value: Fraction) -> Decimal:
    return Decimal(plain_number(value))

"""A validator of JSON Schema 2020-12 that is exact, bounded and offline.

What differs from the defaults of jsonschema: numbers are `int` and `Decimal` and nothing else; `format` is always
checked; patterns must match the whole text; lists and texts over their limit are not looked into, so that a
hostile document costs no more than a large one; no reference leaves the schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from jsonschema import Draft202012Validator, FormatChecker, TypeChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry

from medsla.quantities.duration import Duration
from medsla.schema.problems import Path

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME_OF_DAY: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00", re.ASCII)
_LONGEST_TEXT: Final = 200
_LONGEST_LIST: Final = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """One keyword that data failed: where in the data (`path`) and in the schema (`way`, without references).

    `expected` is the keyword's own value, `node` the schema it stands in; `inner` are the failures in each
    branch of an alternative, `branch` is the number of such a branch.
    """

    keyword: str
    expected: Any
    value: Any
    node: Mapping[str, Any]
    path: Path
    way: Path
    cause: BaseException | None = None
    branch: int = 0
    inner: tuple[Failure, ...] = ()


class Validator:
    """The validator of a schema whose numbers were read as `int` and `Decimal`.

    >>> [
    ...     failure.keyword
    ...     for failure in Validator({"type": "integer"}).failures(Decimal("1.0"))
    ... ]
    ['type']
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._validator = _Exact(schema, registry=Registry(), format_checker=formats())

    def failures(self, data: Any) -> Iterator[Failure]:
        """Everything in which the data fails the schema."""
        return map(_failure, self._validator.iter_errors(data))


def _failure(error: ValidationError) -> Failure:
    first = error.relative_schema_path[0] if error.parent else 0
    return Failure(
        keyword=str(error.validator),
        expected=error.validator_value,
        value=error.instance,
        node=error.schema if isinstance(error.schema, Mapping) else {},
        path=tuple(error.absolute_path),
        way=tuple(error.absolute_schema_path),
        cause=error.cause,
        branch=first if isinstance(first, int) else 0,
        inner=tuple(_failure(inner) for inner in error.context or ()),
    )


@cache
def formats() -> FormatChecker:
    """The three formats of medsla's schemas: duration, date, time-of-day.

    >>> (
    ...     formats().conforms("2027-02-29", "date"),
    ...     formats().conforms("24:00", "time-of-day"),
    ... )
    (False, True)
    """
    checker = FormatChecker(formats=())

    @checker.checks("duration", raises=ValueError)
    def is_duration(value: object) -> bool:
        return not isinstance(value, str) or bool(Duration.parse(value))

    @checker.checks("date", raises=ValueError)
    def is_date(value: object) -> bool:
        if not isinstance(value, str):
            return True
        return bool(_DATE.fullmatch(value) and date.fromisoformat(value))

    @checker.checks("time-of-day")
    def is_time_of_day(value: object) -> bool:
        return not isinstance(value, str) or bool(_TIME_OF_DAY.fullmatch(value))

    return checker


def _is_integer(checker: TypeChecker, value: object) -> bool:
    del checker
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(checker: TypeChecker, value: object) -> bool:
    del checker
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


Checked = Iterator[ValidationError]


def _pattern(validator: Any, pattern: str, value: object, schema: Mapping[str, Any]) -> Checked:
    del validator
    if not isinstance(value, str) or len(value) > schema.get("maxLength", _LONGEST_TEXT):
        return  # the limit has its own problem, and no pattern runs on a long text
    if not whole(pattern).fullmatch(value):
        yield ValidationError("pattern")


@cache
def whole(pattern: str) -> re.Pattern[str]:
    r"""The expression of a schema's pattern, to be matched against a whole text.

    `$` alone would let a line feed through at the end.

    >>> whole("^[A-Z]{2}$").fullmatch("JP\n")
    """
    return re.compile(f"(?:{pattern.removeprefix('^').removesuffix('$')})", re.ASCII)


def _items(validator: Any, items: Mapping[str, Any], value: object, schema: Mapping[str, Any]) -> Checked:
    if isinstance(value, list) and len(value) <= schema.get("maxItems", _LONGEST_LIST):
        for index, item in enumerate(value):
            yield from validator.descend(item, items, path=index)


def _unique(validator: Any, unique: object, value: object, schema: Mapping[str, Any]) -> Checked:
    del validator
    if not unique or not isinstance(value, list) or len(value) > schema.get("maxItems", _LONGEST_LIST):
        return
    if any(item in value[:index] for index, item in enumerate(value)):
        yield ValidationError("uniqueItems")


_TYPES = Draft202012Validator.TYPE_CHECKER.redefine_many({"integer": _is_integer, "number": _is_number})
_Exact: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    validators={"pattern": _pattern, "items": _items, "uniqueItems": _unique},
    type_checker=_TYPES,
)

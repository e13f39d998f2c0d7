"""From a file, bytes or plain data to an Sla, or to every reason why not."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from medsla.errors import InvalidSla, Problem, ReadError
from medsla.reading.documents import Document, read_document
from medsla.reading.values import Position
from medsla.schema import check_document, checked
from medsla.sla.document import Sla, Source

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


def load(source: str | os.PathLike[str] | bytes, *, name: str | None = None) -> Sla:
    r"""The SLA in a YAML or JSON file, or in the bytes of one.

    Args:
        source: The file or its bytes.
        name: What to call it in messages, instead of the file's name.

    Raises:
        ReadError: it cannot be read; every reason at once.
        InvalidSla: it is read and no SLA; every reason at once.

    >>> load(b"medsla: '1.0'\nterms: {}\n")
    <Sla without file: 0 terms, ...>
    """
    read = read_document(source, name=name)
    problems = _problems(read)
    if problems:
        raise InvalidSla(problems)
    return Sla(read.data, file=read.file or None, places=read.places, source=(read.kind, read.text))


def load_data(
    data: Mapping[str, Any],
    file: str | None = None,
    *,
    places: Mapping[str, Position] = _NOTHING,
    source: Source | None = None,
) -> Sla:
    """The SLA of plain data: dicts, lists, text, truth values, int and Decimal.

    Args:
        data: A document as `load` would read it.
        file: The name to tell in messages.
        places: Line and column of its values by pointer, where it came from a text.
        source: Kind and text of that text; what is unchanged is written back as it stood.

    Raises:
        InvalidSla: it is no SLA; every reason at once.

    >>> load_data(
    ...     {"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT4H"}}}}
    ... ).stated
    ('recovery.rto',)
    """
    copy, problems = checked(data, places, file)
    if problems:
        raise InvalidSla(problems)
    return Sla(copy, file=file, places=places, source=source)


def validate(
    source: str | os.PathLike[str] | bytes | Mapping[str, Any], *, name: str | None = None
) -> tuple[Problem, ...]:
    """Why a file, its bytes or plain data is no SLA; empty when it is one. Never raises for what it reads.

    >>> [problem.code for problem in validate({"medsla": "1.0"})]
    ['schema.required']
    """
    if isinstance(source, Mapping):
        return check_document(source, file=name)
    try:
        return _problems(read_document(source, name=name))
    except ReadError as error:
        return error.problems


def _problems(read: Document) -> tuple[Problem, ...]:
    return check_document(read.data, read.places, read.file or None, keys=read.key_places)

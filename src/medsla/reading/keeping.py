"""Changed data written back into the YAML it came from: the door of ruamel.yaml for writing.

ruamel.yaml keeps comments and layout, but would make floats and dates of plain words. Here it sees text only,
so that what is unchanged is written as it stood. The result is read again before it is handed out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, PlainScalarString

from medsla.errors import MedslaError, OutputError, Place, Problem
from medsla.reading.documents import Document, read_document
from medsla.reading.writing import checked, number_text, plain_in_yaml

if TYPE_CHECKING:
    from medsla.reading.values import Value

_LIST_UNDER_KEY: Final = re.compile(r"^( *)[^\s#-][^\n]*:[ ]*(?:#[^\n]*)?\n(?:[ ]*(?:#[^\n]*)?\n)*( *)- ", re.MULTILINE)
_UNBROKEN: Final = 2**30


class _TextResolver(VersionedResolver):
    """Takes every plain word for text."""

    @property
    def versioned_resolver(self) -> Any:
        return {}


def dump_like(data: Mapping[str, object], like: Document) -> str:
    """The data in the words of the document it came from."""
    yaml = YAML()
    yaml.Resolver = _TextResolver
    yaml.preserve_quotes = True
    yaml.width = _UNBROKEN
    offset = _dash_offset(like.text)
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    out = io.StringIO()
    try:
        tree = yaml.load(like.text)
        _merge_mapping(tree, like.data, data, "")
        yaml.dump(tree, out)
        again = read_document(out.getvalue().encode("utf-8"), name="again.yaml").data
    except (YAMLError, MedslaError) as error:
        raise OutputError(Problem.of("output-differs", Place(file=like.file or None))) from error
    if _exact(again) != _exact(data):
        raise OutputError(Problem.of("output-differs", Place(file=like.file or None)))
    return out.getvalue()


def _dash_offset(text: str) -> int:
    found = _LIST_UNDER_KEY.search(text)
    return max(0, len(found.group(2)) - len(found.group(1))) if found else 2


def _merge_mapping(tree: Any, before: Mapping[str, Value], after: Mapping[str, object], pointer: str) -> None:
    for key in [key for key in tree if key not in after]:
        del tree[key]
    for number, (key, item) in enumerate(after.items()):
        if key in before:
            tree[key] = _merged(tree[key], before[key], item, f"{pointer}/{key}")
        else:
            tree.insert(number, _fresh(key, pointer), _fresh(item, f"{pointer}/{key}"))


def _merged(tree: Any, before: Value, after: object, pointer: str) -> Any:
    if isinstance(before, dict) and isinstance(after, Mapping):
        _merge_mapping(tree, before, after, pointer)
        return tree
    if isinstance(before, list) and isinstance(after, (list, tuple)):
        del tree[len(after) :]
        for number, item in enumerate(after):
            if number < len(before):
                tree[number] = _merged(tree[number], before[number], item, f"{pointer}/{number}")
            else:
                tree.append(_fresh(item, f"{pointer}/{number}"))
        return tree
    return tree if _exact(before) == _exact(after) else _fresh(after, pointer)


def _fresh(value: object, pointer: str) -> Any:
    if isinstance(value, str):
        style = PlainScalarString if plain_in_yaml(checked(value, pointer)) else DoubleQuotedScalarString
        return style(value)  # ruamel.yaml would give a bare text the quotes of the value it replaces
    if isinstance(value, Mapping):
        return CommentedMap({_fresh(key, pointer): _fresh(item, f"{pointer}/{key}") for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return CommentedSeq([_fresh(item, f"{pointer}/{number}") for number, item in enumerate(value)])
    return PlainScalarString(number_text(value, pointer))


def _exact(value: object) -> object:
    """The value in a form in which 99.90 is not 99.9 and 1 is not true."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _exact(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_exact(item) for item in value]
    return ("number", number_text(value, ""))

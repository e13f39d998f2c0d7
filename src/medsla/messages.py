"""Every sentence a user can see, in Japanese and English, by key and named fields.

A section is a file pair `locales/<section>.ja.toml` and `.en.toml`; `<section>.<part>.<language>.toml` adds
to it. Tables nest: `[unread]` with `title = "…"` in `report.en.toml` is the key `report.unread.title`.
Nothing falls back: a missing key, a missing field and a surplus field are errors.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Final, Literal, TypeAlias

from medsla.errors import MessageError, Place, Problem, UnknownLocale

Language: TypeAlias = Literal["ja", "en"]

languages: Final[tuple[Language, ...]] = ("ja", "en")


def say(key: str, language: str, /, **fields: object) -> str:
    """The sentence of a key in `ja` or `en`, with its fields filled in.

    Decimals are printed with all their digits and without an exponent; any other number must come as text.

    >>> say("problem.key-twice", "en", key="uptime", first=3)[:22]
    'The key “uptime” stand'
    """
    wanted = field_names(key, language)
    if wanted != fields.keys():
        raise MessageError(
            Problem.of(
                "message-fields",
                key=key,
                missing=", ".join(sorted(wanted - fields.keys())) or "-",
                surplus=", ".join(sorted(fields.keys() - wanted)) or "-",
            )
        )
    return _section(key.partition(".")[0], language)[key].format_map(
        {name: _shown(key, name, value) for name, value in fields.items()}
    )


def keys() -> frozenset[str]:
    """Every key that has a sentence in at least one language.

    >>> "problem.key-twice" in keys()
    True
    """
    return frozenset(key for section in sections() for language in languages for key in _section(section, language))


@cache
def field_names(key: str, language: str) -> frozenset[str]:
    """The names of the fields of a sentence.

    >>> sorted(field_names("problem.key-twice", "ja"))
    ['first', 'key']
    """
    if language not in languages:
        raise UnknownLocale(Problem.of("unknown-locale", locale=language, known=", ".join(languages)))
    sentences = _section(key.partition(".")[0], language)
    if key not in sentences:
        raise MessageError(Problem.of("message-unknown", key=key, language=language))
    return frozenset(_fields(key, sentences[key]))


def sections() -> tuple[str, ...]:
    """The sections there are, sorted.

    >>> "problem" in sections()
    True
    """
    return tuple(sorted({name.partition(".")[0] for name in _locale_files()}))


@cache
def _locale_files() -> tuple[str, ...]:
    folder = files("medsla") / "locales"
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def _section(section: str, language: str) -> Mapping[str, str]:
    sentences: dict[str, str] = {}
    for name in _locale_files():
        if name.partition(".")[0] != section or not name.endswith(f".{language}.toml"):
            continue
        text = (files("medsla") / "locales" / name).read_text(encoding="utf-8")
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise MessageError(Problem.of("message-file", Place(file=name), cause=error)) from error
        for key, sentence in _flat(section, table, name):
            if key in sentences:
                raise MessageError(Problem.of("message-twice", Place(file=name), key=key))
            sentences[key] = sentence
    return sentences


def _flat(before: str, table: Mapping[str, object], file: str) -> Iterator[tuple[str, str]]:
    for name, entry in table.items():
        key = f"{before}.{name}"
        if isinstance(entry, dict):
            yield from _flat(key, entry, file)
        elif isinstance(entry, str):
            yield key, entry
        else:
            raise MessageError(Problem.of("message-file", Place(file=file), cause=f"{key} is no text"))


def _fields(key: str, sentence: str) -> Iterator[str]:
    try:
        parsed = list(Formatter().parse(sentence))
    except ValueError as error:
        raise MessageError(Problem.of("message-braces", key=key)) from error
    for _, name, form, conversion in parsed:
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise MessageError(Problem.of("message-braces", key=key))
        yield name


def _shown(key: str, name: str, value: object) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    raise MessageError(Problem.of("message-value", key=key, field=name, kind=type(value).__name__))

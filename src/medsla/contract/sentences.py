"""The sentences of a contract with their values and their references to other places of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from medsla import messages
from medsla.contract.references import Target, holds_marks, marked, unmarked

_SECTIONS: Final = ("clause.", "annex.")


def say_with(key: str, values: Mapping[str, str], targets: Mapping[str, Target], language: str) -> str:
    """A sentence; the one without references where it speaks of what is not printed, or "" where there is none.

    >>> say_with("clause.roles.p3", {"institution": "甲"}, {}, "ja")[:4]
    '甲は、自'
    """
    names = messages.field_names(key, language)
    wanted = {name for name in names if _is_reference(name)}
    if not wanted <= targets.keys():
        other = f"{key}-plain"
        return say_with(other, values, targets, language) if other in known_sentences() else ""
    fields = {name: values[name] for name in names - wanted}
    sure = not any(holds_marks(value) for value in fields.values())
    fields |= {name: marked(name, targets[name].shown) if sure else targets[name].shown for name in wanted}
    text = messages.say(key, language, **fields)
    if language == "en":
        text = _capitals(text)
    return unmarked(text, targets) if wanted and sure else text


def points_of(key: str, values: Mapping[str, str], targets: Mapping[str, Target], language: str) -> tuple[str, ...]:
    """The items of a paragraph: the sentences `key-1`, `key-2` … that can be said."""
    found: list[str] = []
    number = 1
    while (name := f"{key}-{number}") in known_sentences():
        found.append(say_with(name, values, targets, language))
        number += 1
    return tuple(point for point in found if point)


@cache
def known_sentences() -> frozenset[str]:
    """The keys of all sentences of the articles and annexes."""
    return frozenset(key for key in sorted(messages.keys()) if key.startswith(_SECTIONS))


@cache
def wanted_values(key: str) -> frozenset[str]:
    """The values of the contract that a sentence needs.

    >>> sorted(wanted_values("clause.law.p1"))
    ['agreement', 'court']
    """
    return frozenset(name for name in messages.field_names(key, "ja") if not _is_reference(name))


def _is_reference(name: str) -> bool:
    return name.startswith(("article_", "annex_"))


def _capitals(text: str) -> str:
    """English sentences begin with a capital, also where they begin with “the Institution”."""
    return re.sub(r"(?:\A|(?<=\. ))[a-z]", lambda letter: letter.group().upper(), text)

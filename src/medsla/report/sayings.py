"""Which document says what about each term: the facts of the table of terms and documents (項目・根拠対照表).

They come from the shipped profiles alone. A document in which nothing was seen about a term may still speak of it: the
lack of an entry says what medsla knows, not what the document holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from medsla.catalogue import catalogue
from medsla.errors import Problem, ProfileError
from medsla.profile import Authority, Profile, authorities, profiles, yardstick
from medsla.results import Evidence
from medsla.rules import RULES, Rule
from medsla.sla.plain import frozen, thawed


@dataclass(frozen=True, slots=True)
class Saying:
    """What one document says of one term; `value` holds the facets that it carries and is empty for a bare demand."""

    term: str
    authority: Authority
    evidence: Evidence
    requirement: str
    value: Mapping[str, Any]
    applies: Mapping[str, tuple[str, ...]]

    @property
    def core(self) -> tuple[str, object]:
        """What is compared between editions: the value and for whom it holds, without the words."""
        return str(sorted((key, sorted(found)) for key, found in self.applies.items())), thawed(self.value)


@cache
def sayings() -> tuple[Saying, ...]:
    """Every saying of every shipped profile, in the order of catalogue and documents; suggestions are none.

    >>> {saying.evidence.origin for saying in sayings()}
    {'official'}
    """
    shipped = (yardstick(name) for name in profiles())
    own = [profile for profile in shipped if profile.name != "medsla"]  # that one repeats what the others hold
    terms, documents = list(catalogue().terms), list(authorities())
    rows = [saying for profile in own for saying in _of(profile)]
    return tuple(sorted(rows, key=lambda one: (terms.index(one.term), documents.index(one.authority.id))))


def _of(profile: Profile) -> Iterator[Saying]:
    for item in profile.items:
        for evidence in item.evidence:
            if evidence.origin == "official":
                value = {key: item.value[key] for key in evidence.facets if key in item.value}
                document = authorities()[evidence.authority]
                yield Saying(item.term, document, evidence, item.requirement, frozen(value), item.applies)


def said_of(term: str) -> tuple[Saying, ...]:
    """What the documents say of one term."""
    return tuple(saying for saying in sayings() if saying.term == term)


def ruled_by() -> tuple[tuple[Rule, Evidence], ...]:
    """Every rule with each document behind it.

    >>> all(not evidence.suggested for _, evidence in ruled_by())
    True
    """
    return tuple((rule, evidence) for rule in RULES for evidence in rule.evidence if evidence.origin == "official")


def editions(name: str) -> tuple[Authority, ...]:
    """The documents that replaced one another up to and from this one, the oldest first.

    Raises:
        ProfileError: there is no such document.

    >>> [one.id for one in editions("mhlw-checklist-r6")]
    ['mhlw-checklist-r5', 'mhlw-checklist-r6', 'mhlw-checklist-r7', 'mhlw-checklist-r8']
    """
    known = authorities()
    if name not in known:
        raise ProfileError(Problem.of("authority.unknown", name=name, near=_near(name)))
    links = {(one.id, other) for one in known.values() for other in one.superseded_by}
    found = {name}
    while grown := {end for pair in links for end in pair if found & set(pair)} - found:
        found |= grown
    return tuple(sorted((known[each] for each in found), key=lambda one: (one.date, one.id)))


def _near(name: str) -> str:
    return ", ".join(get_close_matches(name, list(authorities()), n=3)) or "-"

"""Overlays: a yardstick of one's own that changes a shipped one. Tightening is silent, loosening needs a reason.

Which of two values is stricter is decided by the judgement itself: an overlay loosens where an offer of the new value
would be found wanting by the old one. Stands above the comparison for that; files without `extends` pass through.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from medsla.catalogue import Term, catalogue
from medsla.comparison.terms import Offer, Yard, judge_term
from medsla.errors import Place, Problem, ProfileError, UnknownAddress
from medsla.messages import languages, say
from medsla.profile import Item, Profile, profiles
from medsla.profile import yardstick as plain_yardstick
from medsla.profile.checking import shape_problems, value_problems
from medsla.profile.items import digest
from medsla.reading.documents import Document, read_document
from medsla.results import Evidence, Verdict
from medsla.sla import Sla, load_data
from medsla.sla.plain import frozen, thawed

__all__ = ["yardstick"]

_SCHEMA: Final = "overlay.schema.json"
_AS_STRICT: Final = (Verdict.same, Verdict.stronger)
_GRADE: Final = "自組織の定め"

Raw = Mapping[str, Any]


def yardstick(name: str | os.PathLike[str] = "medsla") -> Profile:
    """A yardstick: a shipped one by name, or one made of a file.

    Args:
        name: One of `medsla.profile.profiles()`; or the path of a profile, of an overlay (a file with `extends`), or
            of an SLA, whose values are then what should be met.

    Raises:
        ProfileError: no such profile, a file that contradicts itself or the catalogue, or an overlay that loosens
            without a reason; all problems at once.
        ReadError, InvalidSla: the file cannot be read, or is meant as an SLA and is none.

    >>> yardstick().label["en"]
    'medsla yardstick'
    """
    text = os.fspath(name)
    if text in profiles() or not Path(text).is_file():
        return plain_yardstick(text)
    document = read_document(text)
    return _overlaid(document) if "extends" in document.data else plain_yardstick(text)


def _overlaid(document: Document) -> Profile:
    problems = list(shape_problems(document, _SCHEMA))
    if problems:
        raise ProfileError(problems)
    data: Any = document.data
    base = plain_yardstick(data["extends"])
    items = list(base.items)
    for index, row in enumerate(data["items"]):
        place = document.place(f"/items/{index}")
        changed = _changed(row, items, place)
        problems += changed[1]
        items = changed[0]
    if problems:
        raise ProfileError(problems)
    order = list(catalogue().terms)
    found = tuple(sorted(items, key=lambda item: order.index(item.term)))
    return Profile(
        name=data["name"],
        label=frozen({each: _label(data["label"], base, each) for each in languages}),
        edition=data["edition"],
        kind="yardstick",
        items=found,
        digest=digest(data["name"], data["edition"], found),
        note=frozen(data.get("note", {})) or base.note,
    )


def _label(label: Mapping[str, str], base: Profile, language: str) -> str:
    return say("overlay.label", language, label=label[language], base=base.label[language])


def _changed(row: Raw, items: Sequence[Item], place: Place) -> tuple[list[Item], list[Problem]]:
    """The items with what one row of the overlay changes, and what is wrong with that row."""
    try:
        term = catalogue().term(row["term"])
    except UnknownAddress as error:
        return list(items), [replace(problem, place=place) for problem in error.problems]
    chosen = [item for item in items if item.term == term.address and _meant(row, item)]
    if not chosen and (row.get("drop") or any(item.term == term.address for item in items)):
        return list(items), [Problem.of("overlay.variant-unknown", place, term=term.address)]
    kept = [item for item in items if item not in chosen]
    made = [_new_item(row, item, term) for item in chosen or [_nothing(row, term)]]
    problems = [problem for item in made if item for problem in value_problems(_raw(item), place)]
    if not problems and "reason" not in row:
        problems = list(_loosened(term, chosen, made, place))
    return [*kept, *(item for item in made if item)], list(dict.fromkeys(problems))


def _meant(row: Raw, item: Item) -> bool:
    wanted = {key: sorted(values) for key, values in row.get("applies", {}).items()}
    return not wanted or wanted == {key: sorted(values) for key, values in item.applies.items()}


def _nothing(row: Raw, term: Term) -> Item:
    """An item that asks for nothing yet, where the other yardstick does not speak of the term."""
    return Item(term.address, "info", {}, tuple(term.facets), applies=frozen(row.get("applies", {})))


def _new_item(row: Raw, item: Item, term: Term) -> Item | None:
    """What an item becomes; None where it is dropped."""
    if row.get("drop"):
        return None
    requirement = row.get("requirement", _requirement(item, row))
    value = thawed(item.value) | row.get("value", {}) if requirement.endswith("_meet") else {}
    for key in row.get("silent", ()):
        value.pop(key, None)
    if value and not item.value and "hedges" in term.facets:
        value.setdefault("hedges", [])  # a promise without reservations, as in every yardstick that sets a value
    old = thawed(item.value)
    own = tuple(key for key in value if key in term.facets and old.get(key) != value[key])
    return replace(
        item,
        requirement=requirement,
        value=frozen(value),
        silent=tuple(key for key in term.facets if key not in value),
        evidence=tuple(_evidence(item, set(value), own, row)),
    )


def _requirement(item: Item, row: Raw) -> str:
    """The requirement that follows from giving a value; as it was otherwise."""
    if "value" not in row:
        return item.requirement
    return "must_meet" if item.requirement.startswith("must_") else "should_meet"


def _evidence(item: Item, stated: set[str], own: tuple[str, ...], row: Raw) -> Iterator[Evidence]:
    """What stands behind the new value: the old evidence for what stays, the organisation for what it changed."""
    for evidence in item.evidence:
        facets = tuple(key for key in evidence.facets if key in stated and key not in own)
        if facets or not evidence.facets:
            yield replace(evidence, facets=facets)
    reason = " / ".join(dict.fromkeys(row["reason"].values())) if "reason" in row else ""
    if own or row.get("requirement", item.requirement) != item.requirement or not item.evidence:
        yield Evidence("own", words=reason, seen="original", grade=_GRADE, origin="own", in_force="yes", facets=own)


def _raw(item: Item) -> dict[str, Any]:
    """The item as the checks of a profile read it."""
    return {
        "term": item.term,
        "requirement": item.requirement,
        "value": thawed(item.value),
        "silent": list(item.silent),
    }


def _loosened(term: Term, before: Sequence[Item], after: Sequence[Item | None], place: Place) -> Iterator[Problem]:
    for old, new in zip(before, after, strict=False):
        if new is None or _lower(old.requirement, new.requirement) or not _as_strict(term, old, new):
            yield Problem.of("overlay.loosens", place, term=term.address)
            return


def _lower(old: str, new: str) -> bool:
    """Whether a requirement asks less: should for must, a statement for a value."""
    before, after = _strength(old), _strength(new)
    return after[0] < before[0] or after[1] < before[1]


def _strength(requirement: str) -> tuple[int, int]:
    modality = {"must": 2, "should": 1, "info": 0}[requirement.partition("_")[0]]
    return modality, int(requirement.endswith("_meet"))


def _as_strict(term: Term, old: Item, new: Item) -> bool:
    """Whether an offer that just meets the new item would meet the old one too."""
    if not old.value:
        return True
    whole = _alone(term, new)
    yard = Yard(old.value, frozenset(old.silent), whole=_alone(term, old))
    return judge_term(term, yard, Offer(whole.term(term.address), whole)).verdict in _AS_STRICT


def _alone(term: Term, item: Item) -> Sla:
    return load_data({"medsla": "1.0", "terms": {term.group: {term.key: thawed(item.value)}}})

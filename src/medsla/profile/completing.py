"""A profile of headings filled in by somebody who holds the original: values with words, place, and `seen: original`.

medsla has not seen these values. The profile says who filled them in and from which copy, and each value repeats the
words it stands on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from medsla.catalogue import Term, catalogue
from medsla.errors import Place, Problem, ProfileError
from medsla.messages import languages, say
from medsla.profile.authorities import authorities, grades
from medsla.profile.checking import item_problems, shape_problems
from medsla.profile.items import Profile
from medsla.profile.loading import profiles, reservations, yardstick
from medsla.reading.documents import read_document
from medsla.reading.values import pointer_step

_SCHEMA: Final = "completion.schema.json"
_GRADE: Final = "例示"
_OWN_GRADE: Final = "自組織の定め"

Raw = dict[str, Any]


def completed(name: str, source: str | os.PathLike[str] | bytes, *, file: str | None = None) -> Raw:
    """The profile that a filled-in template makes of a profile of headings, as plain data to be written.

    Args:
        name: the profile of headings, such as `mic-sla-example`.
        source: the filled-in template, or its bytes.
        file: what to call it in messages.

    Raises:
        ReadError: the template cannot be read.
        ProfileError: it completes another profile, holds nothing, or values without words and place, or values the
            catalogue does not know; all problems at once.
    """
    document = read_document(source, name=file)
    problems = shape_problems(document, _SCHEMA)
    if problems:
        raise ProfileError(problems)
    return completed_from(name, document.data, document.place)


def completed_from(name: str, data: Mapping[str, Any], place: Callable[[str], Place]) -> Raw:
    """The same from plain data whose shape is that of a template.

    Args:
        name: the profile of headings.
        data: as a template holds it.
        place: where the entry at a pointer stands.

    Raises:
        ProfileError: as for `completed`.
    """
    headings = _headings(name)
    problems: list[Problem] = []
    if data["completes"] != name:
        problems.append(Problem.of("completion.other", place("/completes"), found=data["completes"], name=name))
    items = []
    for address, entry in data["terms"].items():
        if any(entry.get(key) for key in ("value", "own", "place", "words")):
            item = _item(name, address, entry)
            problems += _problems(item, entry, place(f"/terms{pointer_step(address)}"))
            items.append(item)
    if not items:
        problems.append(Problem.of("completion.nothing", place("/terms")))
    if problems:
        raise ProfileError(problems)
    return _profile(headings, data, items)


def _headings(name: str) -> Profile:
    profile = yardstick(name) if name in profiles() else None
    if profile is None or profile.kind != "headings":
        known = ", ".join(each for each in profiles() if yardstick(each).kind == "headings")
        raise ProfileError(Problem.of("completion.not-headings", name=name, known=known))
    return profile


def _profile(headings: Profile, data: Mapping[str, Any], items: list[Raw]) -> Raw:
    title = authorities()[headings.name].title
    told = {"person": data["person"], "copy": data["copy"]}
    return {
        "medsla": "1.0",
        "name": f"{headings.name}-completed",
        "label": {each: say("completion.label", each, title=title[each]) for each in languages},
        "edition": headings.edition,
        "kind": "yardstick",
        "note": {each: say("completion.note", each, **told) for each in languages},
        "items": items,
    }


def _item(name: str, address: str, entry: Mapping[str, Any]) -> Raw:
    seen, own = entry.get("value", {}), entry.get("own", {})
    value = dict(seen) | dict(own)
    facets = catalogue().terms[address].facets if address in catalogue().terms else {}
    evidence = [_seen_evidence(name, entry, seen)]
    if own:
        evidence.append(_own_evidence(own))
    if value and "hedges" in facets and "hedges" not in value:
        stated = reservations()
        value |= stated["value"]
        evidence += stated["evidence"]
    return {
        "term": address,
        "requirement": "should_meet" if value else "should_state",
        "value": value,
        "silent": [key for key in facets if key not in value],
        "evidence": evidence,
    }


def _seen_evidence(name: str, entry: Mapping[str, Any], seen: Mapping[str, Any]) -> Raw:
    return {
        "facets": _carried(seen),
        "authority": name,
        "place": entry.get("place", ""),
        "words": entry.get("words", ""),
        "seen": "original",
        "grade": entry.get("grade") or _GRADE,
        "origin": "official",
        "in_force": authorities()[name].in_force,
    }


def _own_evidence(own: Mapping[str, Any]) -> Raw:
    facts = {"authority": "own", "seen": "original", "grade": _OWN_GRADE, "origin": "own", "in_force": "yes"}
    return {"facets": _carried(own)} | facts


def _carried(value: Mapping[str, Any]) -> list[str]:
    return [key for key in value if key not in {"said", "bound"}]


def _problems(item: Raw, entry: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    if not entry.get("words", "").strip() or not entry.get("place", "").strip():
        yield Problem.of("completion.unseen", place, term=item["term"])
    for problem in item_problems(item, place, authorities(), grades()):
        if problem.code == "profile.limit-silent":
            yield Problem("completion.limit-open", problem.place, problem.fields)
        else:
            yield problem


def template(name: str, language: str) -> str:
    """The template to fill in for a profile of headings, as YAML with what each term may state.

    Args:
        name: the profile of headings.
        language: `ja` or `en`, for the comments.

    Raises:
        ProfileError: no such profile of headings.

    >>> template("mic-sla-example", "en").splitlines()[0][:18]
    '# Fill in what the'
    """
    headings = _headings(name)
    lines = [f"# {line}" for line in say("completion.how", language, label=headings.label[language]).splitlines()]
    lines += ['medsla: "1.0"', f"completes: {name}", f'copy: ""  # {say("completion.copy", language)}']
    lines += [f'person: ""  # {say("completion.person", language)}', "terms:"]
    for term in catalogue():
        lines += _entry(term, language)
    return "\n".join(lines) + "\n"


def _entry(term: Term, language: str) -> Iterator[str]:
    facets = ", ".join(facet.key for facet in term.own)
    yield f"  # {term.label[language]}: {facets}"
    yield f'  {term.address}: {{value: {{}}, place: "", words: ""}}'

"""What two versions of an agreement say beside their terms: what a memorandum lists of it, and what it cannot change.

Number, signature and dates of the changed version are those of the memorandum itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from medsla import messages
from medsla.errors import Place, Problem
from medsla.sla import load_data
from medsla.sla.canonical import canonical
from medsla.wording import format_date

if TYPE_CHECKING:
    from medsla.sla import Sla

OWN: Final = frozenset({"number", "effective", "signed", "signature"})
"""What the head of the changed version says of the memorandum, not of the agreement."""

FILLED: Final = ("duration", "jurisdiction", "prevailing_language")
"""Values of the head that stand in sentences of articles alone."""

_SIDES: Final = ("institution", "provider")
_NOT_PRINTED: Final = ("model", "use", "information", "plan")


def refusals(before: Sla, after: Sla) -> Iterator[Problem]:
    """Everything in the heads of both that no memorandum can change."""
    versions = [str(sla.data.get("medsla", "")) for sla in (before, after)]
    if versions[0] != versions[1]:
        yield Problem.of("amendment.refused.other-version", before=versions[0], after=versions[1])
    for side in _SIDES:
        own, other = (sla.parties.get(side, {}) for sla in (before, after))
        names = [data.get("name", {}) for data in (own, other)]
        if all(names) and not any(names[0][key] == names[1].get(key) for key in names[0]):
            place = Place(address=f"parties.{side}.name")
            yield Problem.of("amendment.refused.other-party", place, **_first(*names))
        labels = [_labels(side, data.get("label", {})) for data in (own, other)]
        if labels[0] != labels[1]:
            place = Place(address=f"parties.{side}.label")
            yield Problem.of("amendment.refused.other-label", place, **_first(*labels))
    for key in _NOT_PRINTED:
        if _plain(before.service.get(key)) != _plain(after.service.get(key)):
            address = f"service.{key}"
            yield Problem.of("amendment.refused.not-printed", Place(address=address), name=address)


def effective_day(before: Sla, after: Sla) -> tuple[str, list[Problem]]:
    """The day from which the changes have effect, and what is wrong with the dates.

    It is the effective date of the changed version where that is another one than before, else the day on which
    the memorandum is signed. None is invented.
    """
    old, new = before.agreement, after.agreement
    problems = []
    for key in ("effective", "signed"):
        if str(new.get(key, "")) and str(new[key]) < str(old.get(key, "")):
            fields = {"date": new[key], "original": old[key]}
            problems.append(
                Problem.of("amendment.refused.before-original", Place(address=f"agreement.{key}"), **fields)
            )
    day = next((str(new[key]) for key in ("effective", "signed") if key in new and new[key] != old.get(key)), "")
    if not day:
        problems.append(Problem.of("amendment.refused.no-date", Place(address="agreement.effective")))
    return day, problems


def as_agreement(before: Sla, after: Sla, *, kept: Iterable[str] = ()) -> Sla:
    """The changed version with what identifies the agreement as before; `kept` are more keys to keep so."""
    raw = after.document()
    old = before.document().get("agreement", {})
    fixed = {*OWN, *kept}
    head = {key: value for key, value in raw.get("agreement", {}).items() if key not in fixed}
    head |= {key: value for key, value in old.items() if key in fixed}
    return load_data(raw | {"agreement": head}, after.file)


def reference(before: Sla, language: str) -> str:
    """The agreement that is changed, by its day, title and number."""
    head = before.agreement
    key = "signed" if "signed" in head else "effective"
    fields = {"title": head["title"][language], "number": head["number"], "date": format_date(head[key], language)}
    return messages.say(f"amendment.original.{key}", language, **fields)


def changed_values(before: Sla, after: Sla) -> tuple[str, ...]:
    """The keys of `FILLED` that differ."""
    heads = [canonical(sla.data).get("agreement", {}) for sla in (before, after)]
    return tuple(key for key in FILLED if heads[0].get(key) != heads[1].get(key))


def head_rows(before: Sla, after: Sla, language: str, *, signed: bool) -> Iterator[tuple[str, str, str, str]]:
    """Address, label and both texts of what a contract prints beside its articles; "" for what is not there.

    `signed`: the form has a block for signatures, with addresses and representatives.
    """
    for key in ("title", "master"):
        texts = (sla.agreement.get(key, {}).get(language, "") for sla in (before, after))
        yield f"agreement.{key}", messages.say(f"amendment.head.{key}", language), *texts
    for side in _SIDES:
        party = _labels(side, before.parties.get(side, {}).get("label", {}))[language]
        for part in ("name", "address", "representative") if signed else ("name",):
            texts = (sla.parties.get(side, {}).get(part, {}).get(language, "") for sla in (before, after))
            yield f"parties.{side}.{part}", messages.say(f"amendment.party.{part}", language, party=party), *texts
    texts = (sla.service.get("name", {}).get(language, "") for sla in (before, after))
    yield "service.name", messages.say("amendment.head.service", language), *texts


def _labels(side: str, given: Mapping[str, str]) -> dict[str, str]:
    return {one: given.get(one) or messages.say(f"clause.words.{side}", one) for one in messages.languages}


def _first(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Both sides in the first language in which they differ."""
    key = next(key for key in before if before[key] != after.get(key))
    return {"before": before[key], "after": after.get(key, "")}


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list | tuple) else value

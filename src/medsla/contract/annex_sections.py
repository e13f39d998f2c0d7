"""What the annexes of a contract have beside their service levels: forms to fill in, and tables made from terms.

A table made from a term says no more than the term; what is not stated, or refused, gives none. What the parties
settle between themselves (who answers the telephone) is left to be filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from medsla.catalogue import catalogue
from medsla.contract.annex_text import Cells, Section, Step
from medsla.contract.blanks import BLANK
from medsla.contract.references import Target
from medsla.contract.sentences import say_with
from medsla.wording import format_bare, format_case_label
from medsla.wording.ladder_words import format_credit, format_percent

if TYPE_CHECKING:
    from medsla.contract.articles import Level
    from medsla.sla import Sla

_Say: TypeAlias = Callable[..., str]
_BLANK_LINES: Final = 3
_CALLED: Final = (
    "incident.outage_notice",
    "incident.status_update",
    "incident.notice_process",
    "support.incident_hours",
    "support.general_hours",
    "support.response",
    "support.channels",
)
_CONTACT_ROWS: Final = ("desk", "phone", "mail", "hours", "emergency")
_STEPS: Final = (
    ("return", "exit.data_return"),
    ("retrieve", "exit.retrieval_period"),
    ("confirm", "exit.data_return"),
    ("erase", "exit.erasure"),
    ("tail", "exit.backup_erasure_tail"),
    ("certify", "exit.erasure_certificate"),
)


def possible_sections(sla: Sla, levels: Sequence[Level]) -> frozenset[str]:
    """The sections that the terms give something to say for; `levels` are those of one language."""
    promised = {level.address for level in levels if level.promised}
    refused = {level.address for level in levels} - promised
    said = {f"{level.address}:{word}" for level in levels for word in level.said}
    found = {
        "matrix": _one(sla, "responsibility.matrix", "covers", promised),
        "demarcation": _one(sla, "responsibility.demarcation", "boundary", promised),
        "subcontractors": "subcontract.list" in promised and "subcontract.consent:rule=forbidden" not in said,
        "severities": bool(sla.service.get("severities")),
        "contacts": bool(promised & set(_CALLED)) and "support.channels" not in refused,
        "steps": sum(address in promised for key, address in _STEPS if key != "confirm") > 1,
        "certificate": _one(sla, "exit.erasure_certificate", "fields", promised),
        "ladder": "remedy.credit" in promised and any("steps" in facts for _, facts in _credits(sla, "ja")),
    }
    return frozenset(key for key, possible in found.items() if possible)


def compose_sections(
    sla: Sla,
    keys: Collection[str],
    levels: Sequence[Level],
    values: Mapping[str, str],
    targets: Mapping[str, Target],
    language: str,
) -> dict[str, Section]:
    """The text of these sections in one language."""

    def say(key: str, **more: str) -> str:
        return say_with(f"annex.{key}", {**values, **more}, targets, language)

    makers: dict[str, Callable[[], Section]] = {
        "matrix": lambda: _matrix(sla, say, language),
        "demarcation": lambda: _demarcation(sla, say, values, language),
        "subcontractors": lambda: _table(say, "subcontractors", [Cells(BLANK, BLANK, BLANK)] * _BLANK_LINES),
        "severities": lambda: _severities(sla, say, language),
        "contacts": lambda: _contacts(levels, say, language),
        "steps": lambda: _steps(levels, say, language),
        "certificate": lambda: _certificate(sla, say, language),
        "ladder": lambda: _ladder(sla, say, language),
    }
    return {key: makers[key]() for key in sorted(keys)}


def _one(sla: Sla, address: str, facet: str, promised: Collection[str]) -> bool:
    """Whether a promised term states a facet once for all, not case by case."""
    data = sla.term(address)
    return address in promised and bool(data.get(facet)) and "cases" not in data


def _table(say: _Say, key: str, rows: Sequence[Cells], **texts: str) -> Section:
    """A section with a table of three columns."""
    columns = Cells(say(f"{key}.left"), say(f"{key}.middle"), say(f"{key}.right"))
    text = texts.get("text") or say(f"{key}.text")
    return Section(say(f"{key}.heading"), text, columns=columns, triples=tuple(rows))


def _matrix(sla: Sla, say: _Say, language: str) -> Section:
    scenes = [_token("responsibility.matrix.covers", one, language) for one in _data(sla, "matrix")["covers"]]
    return _table(say, "matrix", [Cells(scene, BLANK, BLANK) for scene in scenes])


def _demarcation(sla: Sla, say: _Say, values: Mapping[str, str], language: str) -> Section:
    data = _data(sla, "demarcation")
    text = ""
    if data.get("layers"):
        facet = catalogue().facet("responsibility.demarcation.layers")
        text = say("demarcation.text-layers", layers=format_bare(facet, data["layers"], language))
    sides = [say("demarcation.own", party=values[side]) for side in ("institution", "provider")]
    return _table(say, "demarcation", [Cells(sides[0], str(data["boundary"]), sides[1])], text=text)


def _data(sla: Sla, key: str) -> Mapping[str, Any]:
    return sla.term(f"responsibility.{key}")


def _severities(sla: Sla, say: _Say, language: str) -> Section:
    levels = sla.service["severities"]
    rows = tuple(
        Cells(
            say("severities.level", number=str(number)),
            "",
            format_case_label({"severity": one["key"]}, language, levels),
        )
        for number, one in enumerate(levels, 1)
    )
    columns = Cells(say("severities.left"), "", say("severities.right"))
    return Section(say("severities.heading"), say("severities.text"), columns=columns, pairs=rows)


def _contacts(levels: Sequence[Level], say: _Say, language: str) -> Section:
    """Blank lines for both sides; the provider's hours are those of the item, where it is agreed."""
    agreed = any(level.address == "support.incident_hours" and level.promised for level in levels)
    known = {"hours": say("contacts.agreed", label=_label("support.incident_hours", language))} if agreed else {}
    rows = [Cells(say(f"contacts.{key}"), BLANK, known.get(key, BLANK)) for key in _CONTACT_ROWS]
    return _table(say, "contacts", rows)


def _steps(levels: Sequence[Level], say: _Say, language: str) -> Section:
    promised = {level.address for level in levels if level.promised}
    said = [
        say(f"steps.{key}", label=_label(address, language)) if key != "confirm" else say("steps.confirm")
        for key, address in _STEPS
        if address in promised
    ]
    steps = tuple(Step(str(number), text) for number, text in enumerate(said, 1))
    return Section(say("steps.heading"), say("steps.text"), steps)


def _certificate(sla: Sla, say: _Say, language: str) -> Section:
    data: Mapping[str, Any] = sla.term("exit.erasure_certificate")
    rows = tuple(Cells(_token("exit.erasure_certificate.fields", one, language), "", BLANK) for one in data["fields"])
    columns = Cells(say("certificate.left"), "", say("certificate.right"))
    return Section(
        say("certificate.heading"),
        say("certificate.text"),
        columns=columns,
        pairs=rows,
        ending=say("certificate.ending"),
    )


def _ladder(sla: Sla, say: _Say, language: str) -> Section:
    """The steps of the credit, one line each, in the order of the term; where it has cases, under each."""
    rows = []
    for case, facts in _credits(sla, language):
        rows += [Cells(case)] if case else []
        rows += [Cells(_range(step, say), "", format_credit(step["credit"], language)) for step in facts["steps"]]
    columns = Cells(say("ladder.left"), "", say("ladder.right"))
    text = say("ladder.text", label=_label("remedy.credit", language))
    return Section(say("ladder.heading"), text, columns=columns, pairs=tuple(rows))


def _credits(sla: Sla, language: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The credit, or that of each case with what the case is for; those without steps are left out."""
    data: Mapping[str, Any] = sla.term("remedy.credit")
    if "cases" not in data:
        if data.get("steps"):
            yield "", data
        return
    facts = sla.cases("remedy.credit")
    labels = (format_case_label(case["when"], language, sla.service.get("severities", ())) for case in data["cases"])
    for label, own in zip(labels, facts.values(), strict=True):
        if own.get("steps") and own.get("answer") is None:
            yield label, own


def _range(step: Mapping[str, Any], say: _Say) -> str:
    limits = {key: format_percent(step[key]) for key in ("at_least", "below") if key in step}
    key = "between" if len(limits) == 2 else next(iter(limits), "any")
    return say(f"ladder.{key}", **limits)


def _token(address: str, token: str, language: str) -> str:
    """A word of the catalogue as the beginning of a line."""
    word = format_bare(catalogue().facet(address), [token], language)
    return word[:1].upper() + word[1:] if language == "en" else word


def _label(address: str, language: str) -> str:
    """What a row of the tables is called."""
    label = catalogue().term(address).label[language]
    return label[:1].upper() + label[1:] if language == "en" else label

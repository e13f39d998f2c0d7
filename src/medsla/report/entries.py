"""One finding, or one problem of the input, as an entry of a report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from medsla.errors import Problem
from medsla.explanation import evidence_line
from medsla.report.blocks import Entry, Pair
from medsla.report.places import Origin, label_of, place_lines
from medsla.report.said import NOTHING, Said, Voice, neutral
from medsla.report.summary import tags_of
from medsla.report.told import Finding, tell
from medsla.results import LintFinding, Side

_PAPERS = ("offer", "requirement", "agreement")


def finding_entry(number: int, found: Finding, sides: Sequence[Side], voice: Voice, origin: Origin) -> Entry:
    """A finding in full.

    The sides (reference, proposal) head the two values; there are none for the findings of rules alone.
    """
    told = tell(found, voice)
    parts: tuple[tuple[str, Sequence[Said]], ...] = (
        ("practice", (told.practice,)),
        ("authority", _authority(found, voice)),
        ("remedy", (told.remedy,)),
        ("questions", told.questions),
        ("place", place_lines(found, origin, voice) or _labels(found, voice)),
        ("why", (told.why,)),
    )
    pairs = (Pair(voice.say(f"label.{key}"), tuple(line for line in lines if line), key) for key, lines in parts)
    return Entry(
        number=number,
        tone=found.severity.value if found.severity else "",
        tags=tags_of(found, voice),
        title=told.label,
        name=f"{found.rule} {found.slug}" if isinstance(found, LintFinding) else found.address,
        lead=told.finding,
        sides=_sides(sides, (told.reference, told.proposal), voice),
        pairs=tuple(pair for pair in pairs if pair.lines),
    )


def problem_entry(number: int, problem: Problem, voice: Voice) -> Entry:
    """A problem of the input: its sentence, which says how to mend it, and its place."""
    place = str(problem.place)
    pairs = (Pair(voice.say("label.place"), (neutral(place),), "place"),) if place else ()
    return Entry(number, "", (), NOTHING, problem.code, voice.each(problem.sentence), (), pairs)


def side_labels(sides: Sequence[Side], voice: Voice) -> tuple[Said, ...]:
    """How the values of reference and proposal are headed: never both by the same word."""
    if not sides:
        return ()
    reference, proposal = sides
    left = "yardstick" if reference.role == "yardstick" else "other"
    right = proposal.role if proposal.role in _PAPERS else "document"
    return voice.say(f"side.{left}"), voice.say(f"side.{right}")


def _sides(sides: Sequence[Side], values: tuple[Said, Said], voice: Voice) -> tuple[Pair, ...]:
    labels = side_labels(sides, voice) if any(values) else ()
    return tuple(Pair(label, (value,)) for label, value in zip(labels, values, strict=False))


def _authority(found: Finding, voice: Voice) -> tuple[Said, ...]:
    return tuple(dict.fromkeys(voice.each(partial(evidence_line, evidence)) for evidence in found.evidence))


def _labels(found: Finding, voice: Voice) -> tuple[Said, ...]:
    """What a rule rests on where no paper tells a place; a term's own label is its title already."""
    if not isinstance(found, LintFinding) or not found.addresses:
        return ()
    return (voice.joined(label_of(address, voice) for address in found.addresses),)

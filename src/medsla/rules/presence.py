"""Checks that ask only whether a thing is promised: made from the address of its term."""

from __future__ import annotations

from collections.abc import Iterator

from medsla.results import Severity
from medsla.rules.reading import Stance, stance
from medsla.rules.rule import Check, Found
from medsla.sla import Sla

__all__ = ["absence", "promised"]


def absence(sla: Sla, address: str, refused: Severity | None, variant: str = "") -> Iterator[Found]:
    """One finding where a term is refused (`finding_refused`), or left out of a paper that was read whole.

    Args:
        sla: the document.
        address: the term.
        refused: how much a plain refusal weighs; None where the rule's own severity and ceiling hold for it.
        variant: the sentence for silence, where the rule's first one is about something else.
    """
    found = stance(sla, address)
    if found is Stance.refused:
        yield Found((address,), {"variant": "finding_refused"}, refused, refused=refused is not None)
    elif found.absent:
        yield Found((address,), {"variant": variant} if variant else {})


def promised(address: str, refused: Severity) -> Check:
    """The check that a term is neither refused nor left out.

    >>> from medsla.sla import load_data
    >>> check = promised("audit.right", Severity.major)
    >>> [found.addresses for found in check(load_data({"medsla": "1.0", "terms": {}}))]
    [('audit.right',)]
    """

    def check(sla: Sla) -> Iterator[Found]:
        yield from absence(sla, address, refused)

    return check

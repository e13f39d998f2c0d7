"""Which facets differ at all: the structural comparison, done by deepdiff behind this one door.

Both documents are first flattened to `address → value`, so that nothing is paired by likeness; only the tree view
is used, without any ignore option, and never Delta.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from medsla.catalogue import Catalogue
from medsla.sla import Sla

_NOT_FACETS = ("cases", "candidates", "said")


def flatten(sla: Sla, terms: Catalogue) -> dict[str, Any]:
    """Every stated value by its address, cases by their key; what is said in words is left out."""
    return dict(_leaves(sla, terms))


def _leaves(sla: Sla, terms: Catalogue) -> Iterator[tuple[str, Any]]:
    for term in terms:
        data = sla.term(term.address)
        blocks: dict[str, Mapping[str, Any]] = {term.address: data}
        blocks |= {f"{term.address}[{key}]": case for key, case in sla.cases(term.address).items()}
        for place, block in blocks.items():
            for key, value in block.items():
                if key not in _NOT_FACETS:
                    yield f"{place}.{key}", value
        if "candidates" in data:
            yield f"{term.address}.candidates", data["candidates"]


def changed_addresses(reference: Sla, proposal: Sla, terms: Catalogue) -> frozenset[str]:
    """The addresses at which the two documents differ in any way, however slight.

    A difference here is not yet a finding: PT4H and PT240M differ in letters and are judged the same.
    """
    from deepdiff import DeepDiff

    left, right = flatten(reference, terms), flatten(proposal, terms)
    found = DeepDiff(left, right, view="tree", threshold_to_diff_deeper=0)
    return frozenset(str(level.path(output_format="list")[0]) for levels in found.values() for level in levels)

"""The diff: every term of a proposal judged against a yardstick or another document, term by term.

deepdiff enters by `structure`; everything that ranks is our own. Sentences are made elsewhere.
"""

from __future__ import annotations

from medsla.comparison.availability import EffectiveAvailability, availability_of, effective_availability
from medsla.comparison.differ import diff

__all__ = ["EffectiveAvailability", "availability_of", "diff", "effective_availability"]

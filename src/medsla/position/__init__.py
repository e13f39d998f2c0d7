"""Positions (playbooks): per term what is wanted, what will do, where to walk away, and who decides between.

A position is somebody's own will and needs no authority. It ranks nothing itself: tiers are compared as the judgement
compares any two values, from the institution's side.
"""

from __future__ import annotations

from medsla.position.loading import Position, Tiers, load_position
from medsla.position.negotiating import negotiate
from medsla.position.sentences import ready_sentence, reason_sentence, stand_word
from medsla.position.workbook import position_bytes
from medsla.position.writing import position_data, started

__all__ = [
    "Position",
    "Tiers",
    "load_position",
    "negotiate",
    "position_bytes",
    "position_data",
    "ready_sentence",
    "reason_sentence",
    "stand_word",
    "started",
]

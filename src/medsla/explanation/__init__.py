"""Findings put into whole sentences, in Japanese or English, from facts alone.

Catalogue, wording and messages meet here; nothing here judges, prints or knows a file format.
"""

from __future__ import annotations

from medsla.explanation.explaining import Explanation, explain
from medsla.explanation.words import evidence_line, kind_word, seen_word, severity_word, task_word, verdict_word

__all__ = [
    "Explanation",
    "evidence_line",
    "explain",
    "kind_word",
    "seen_word",
    "severity_word",
    "task_word",
    "verdict_word",
]

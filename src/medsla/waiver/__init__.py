"""Waivers and baselines: findings that somebody has accepted, and findings that were there before.

Neither changes a judgement. A waiver names the value that was accepted, and holds only while the offer is not weaker
than it; a baseline knows findings by their fingerprints. What no longer counts is itself a finding.
"""

from __future__ import annotations

from medsla.waiver.applying import apply_waivers
from medsla.waiver.baseline import apply_baseline, baseline_of, load_baseline
from medsla.waiver.loading import Waiver, load_waivers

__all__ = ["Waiver", "apply_baseline", "apply_waivers", "baseline_of", "load_baseline", "load_waivers"]

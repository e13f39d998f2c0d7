"""The inspection of a contract that came back: what changed, judged and told as text, data, a page or comments."""

from __future__ import annotations

from medsla.contract.inspection.changes import Change, Inspection
from medsla.contract.inspection.inspecting import inspect_contract

__all__ = ["Change", "Inspection", "inspect_contract"]

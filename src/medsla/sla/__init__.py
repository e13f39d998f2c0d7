"""One SLA as an immutable object: loaded, checked, addressed, written.

Everything generic reads `Sla.data` by the catalogue; `Sla.terms` is the same as typed classes, for people who
write Python.
"""

from __future__ import annotations

from medsla.sla.document import Sla
from medsla.sla.loading import load, load_data, validate

__all__ = ["Sla", "load", "load_data", "validate"]

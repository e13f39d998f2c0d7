"""Many contracts from one table: every row ends as made, refused or skipped, and a bad row stops no other.

Rows come from a workbook, a CSV file or a program; contracts are made here, by processes, or by a cluster. What
became of each row stands in a manifest, from which a stopped run goes on.
"""

from __future__ import annotations

from medsla.batch.batching import BatchResult, render_batch
from medsla.batch.manifest import Entry, read_manifest
from medsla.batch.refusals import Refusal

__all__ = ["BatchResult", "Entry", "Refusal", "read_manifest", "render_batch"]

"""The shape of an SLA: checks documents against the schema, and the schema against its own dialect.

Only this package opens jsonschema and referencing. It answers with problems (values), never with an exception of
theirs, and never fetches anything: the registry is closed.
"""

from __future__ import annotations

from medsla.schema.checking import check_document, checked
from medsla.schema.consistency import check_schema

__all__ = ["check_document", "check_schema", "checked"]

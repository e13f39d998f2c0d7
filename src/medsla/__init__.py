"""Compare, review and write service level agreements for medical information systems in two languages.

Everything a program needs is offered here and loaded when it is first used: `import medsla` alone reads no
package of others. Names that are not offered here may change without notice.
"""

from __future__ import annotations

import sys
from importlib import import_module

from medsla import errors
from medsla.errors import (
    CatalogueError,
    InvalidSla,
    MedslaError,
    MessageError,
    OutputError,
    Place,
    Problem,
    ProfileError,
    ReadError,
    RenderError,
    SpreadsheetError,
    TemplateError,
    UnknownAddress,
    UnknownLocale,
)

TYPE_CHECKING = False  # the real one loads `typing`, which `medsla --help` would wait for
if TYPE_CHECKING:
    from typing import Any, Final

    from medsla.batch import BatchResult, render_batch
    from medsla.comparison import EffectiveAvailability, diff
    from medsla.comparison import availability_of as effective_availability
    from medsla.contract import extract
    from medsla.contract.amendment.writing import Amended, amend
    from medsla.contract.extras import Link, Picture, Shade, Span, Subdocument
    from medsla.contract.finalizing import Finalized, finalize
    from medsla.contract.inspection import inspect_contract
    from medsla.contract.inspection.changes import Change, Inspection
    from medsla.contract.render import Rendered, render
    from medsla.explanation import Explanation, explain
    from medsla.judgement import review
    from medsla.overlay import yardstick
    from medsla.overlay import yardstick as reference
    from medsla.position import Position, load_position, negotiate
    from medsla.profile import Profile
    from medsla.results import Diff, Finding, Review, Severity, Verdict
    from medsla.rules import lint
    from medsla.sla import Sla, load, load_data, validate

__version__ = "0.1.0"

# Public name → where it lives. `review` lives in `judgement`: no word is both a module and a verb.
_OFFERED: Final = {
    "Amended": ("medsla.contract.amendment.writing", "Amended"),
    "BatchResult": ("medsla.batch", "BatchResult"),
    "Change": ("medsla.contract.inspection.changes", "Change"),
    "Diff": ("medsla.results", "Diff"),
    "EffectiveAvailability": ("medsla.comparison", "EffectiveAvailability"),
    "Finalized": ("medsla.contract.finalizing", "Finalized"),
    "Inspection": ("medsla.contract.inspection.changes", "Inspection"),
    "Finding": ("medsla.results", "Finding"),
    "Link": ("medsla.contract.extras", "Link"),
    "Picture": ("medsla.contract.extras", "Picture"),
    "Rendered": ("medsla.contract", "Rendered"),
    "Review": ("medsla.results", "Review"),
    "Explanation": ("medsla.explanation", "Explanation"),
    "Position": ("medsla.position", "Position"),
    "Profile": ("medsla.profile", "Profile"),
    "Severity": ("medsla.results", "Severity"),
    "Shade": ("medsla.contract.extras", "Shade"),
    "Sla": ("medsla.sla", "Sla"),
    "Span": ("medsla.contract.extras", "Span"),
    "Subdocument": ("medsla.contract.extras", "Subdocument"),
    "Verdict": ("medsla.results", "Verdict"),
    "amend": ("medsla.contract.amendment.writing", "amend"),
    "diff": ("medsla.comparison", "diff"),
    "effective_availability": ("medsla.comparison", "availability_of"),
    "explain": ("medsla.explanation", "explain"),
    "extract": ("medsla.contract", "extract"),
    "finalize": ("medsla.contract.finalizing", "finalize"),
    "inspect_contract": ("medsla.contract.inspection", "inspect_contract"),
    "lint": ("medsla.rules", "lint"),
    "load": ("medsla.sla", "load"),
    "load_data": ("medsla.sla", "load_data"),
    "load_position": ("medsla.position", "load_position"),
    "negotiate": ("medsla.position", "negotiate"),
    "reference": ("medsla.overlay", "yardstick"),
    "render": ("medsla.contract", "render"),
    "render_batch": ("medsla.batch", "render_batch"),
    "review": ("medsla.judgement", "review"),
    "validate": ("medsla.sla", "validate"),
    "yardstick": ("medsla.overlay", "yardstick"),
}

__all__ = [
    "Amended",
    "BatchResult",
    "CatalogueError",
    "Change",
    "Diff",
    "EffectiveAvailability",
    "Explanation",
    "Finalized",
    "Finding",
    "Inspection",
    "InvalidSla",
    "Link",
    "MedslaError",
    "MessageError",
    "OutputError",
    "Picture",
    "Place",
    "Position",
    "Problem",
    "Profile",
    "ProfileError",
    "ReadError",
    "RenderError",
    "Rendered",
    "Review",
    "Severity",
    "Shade",
    "Sla",
    "Span",
    "SpreadsheetError",
    "Subdocument",
    "TemplateError",
    "UnknownAddress",
    "UnknownLocale",
    "Verdict",
    "__version__",
    "amend",
    "diff",
    "effective_availability",
    "explain",
    "extract",
    "finalize",
    "inspect_contract",
    "lint",
    "load",
    "load_data",
    "load_position",
    "negotiate",
    "reference",
    "render",
    "render_batch",
    "review",
    "validate",
    "yardstick",
]


def __getattr__(name: str) -> Any:
    if name not in _OFFERED:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    module, attribute = _OFFERED[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    if "IPython" in sys.modules:
        import_module("medsla.notebook").enable_first()
    return value


def __dir__() -> list[str]:
    return sorted(set(__all__) | globals().keys())


def _speak(problem: Problem, language: str) -> str:
    from medsla import messages

    key = problem.code if "." in problem.code else f"problem.{problem.code}"
    try:
        return messages.say(key, language, **dict(problem.fields))
    except MessageError:
        # An error whose sentence is broken must still be told: tests forbid that this happens.
        return errors.plain(problem, language)


errors.speak = _speak

"""Contracts in Word: templates behind a fence, the text of each article, and the finished file.

Only this package opens docxtpl and jinja2. Nothing that medsla thinks of a value ever gets here: a
contract holds what is agreed, and no word about evidence, suggestions or the tool.

`inspection` is not offered here: it judges, and writing a contract need not load what judges.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

TYPE_CHECKING = False  # the real one loads `typing`, which nothing else here needs
if TYPE_CHECKING:
    from typing import Any

    from medsla.contract.carried import extract
    from medsla.contract.context import (
        Annex,
        AnnexPair,
        Article,
        ArticlePair,
        BilingualText,
        Cells,
        ContractText,
        Entry,
        EntryPair,
        Group,
        Language,
        Paragraph,
        ParagraphPair,
        Party,
        Row,
        Section,
        Service,
        Step,
        check_context,
        pair,
    )
    from medsla.contract.extras import Link, Picture, Shade, Span, Subdocument, read_extra
    from medsla.contract.finalizing import Finalized, finalize
    from medsla.contract.render import Rendered, render
    from medsla.contract.starter import TemplateCheck, check_template, starter
    from medsla.contract.template import Template, load_template, shipped_templates
    from medsla.contract.writer import render_text
    from medsla.office import write_pdf

__all__ = [
    "Annex",
    "AnnexPair",
    "Article",
    "ArticlePair",
    "BilingualText",
    "Cells",
    "ContractText",
    "Entry",
    "EntryPair",
    "Finalized",
    "Group",
    "Language",
    "Link",
    "Paragraph",
    "ParagraphPair",
    "Party",
    "Picture",
    "Rendered",
    "Row",
    "Section",
    "Service",
    "Shade",
    "Span",
    "Step",
    "Subdocument",
    "Template",
    "TemplateCheck",
    "check_context",
    "check_template",
    "extract",
    "finalize",
    "load_template",
    "pair",
    "read_extra",
    "render",
    "render_text",
    "shipped_templates",
    "starter",
    "write_pdf",
]

# Where each name lives. Loaded when it is first asked for: writing needs little of what reading needs.
_MODULES = {
    "medsla.contract.carried": ("extract",),
    "medsla.contract.context": (
        "Annex",
        "AnnexPair",
        "Article",
        "ArticlePair",
        "BilingualText",
        "Cells",
        "ContractText",
        "Entry",
        "EntryPair",
        "Group",
        "Language",
        "Paragraph",
        "ParagraphPair",
        "Party",
        "Row",
        "Section",
        "Service",
        "Step",
        "check_context",
        "pair",
    ),
    "medsla.contract.extras": ("Link", "Picture", "Shade", "Span", "Subdocument", "read_extra"),
    "medsla.contract.finalizing": ("Finalized", "finalize"),
    "medsla.contract.render": ("Rendered", "render"),
    "medsla.contract.starter": ("TemplateCheck", "check_template", "starter"),
    "medsla.contract.template": ("Template", "load_template", "shipped_templates"),
    "medsla.contract.writer": ("render_text",),
    "medsla.office": ("write_pdf",),
}
_OFFERED = {name: module for module, names in _MODULES.items() for name in names}


class _Package(ModuleType):
    """This package; `render` and `starter` are verbs here, although modules have these names, too."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _OFFERED and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in _OFFERED:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = globals()[name] = getattr(import_module(_OFFERED[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted(set(__all__) | globals().keys())

"""Contracts in Word: templates behind a fence, the text of each article, and the finished file.

Only this package opens docxtpl and jinja2. Nothing that medsla thinks of a value ever gets here: a
contract holds what is agreed, and no word about evidence, suggestions or the tool.

`inspection` is not offered here: it judges, and writing a contract need not load what judges.
"""

from __future__ import annotations

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

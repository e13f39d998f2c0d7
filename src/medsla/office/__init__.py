"""Word packages as medsla reads and writes them: text, private data, checks, deterministic bytes.

Only this package opens lxml and python-docx. It knows parts, paragraphs and runs, and nothing of
service levels, templates or contracts.
"""

from __future__ import annotations

from medsla.office.checks import check_package, dangerous_links, embedded_objects
from medsla.office.metadata import FORMAT_PROPERTY, Properties, clear_private_data, is_marked, set_properties
from medsla.office.output import write_file
from medsla.office.parts import OfficePackage, content_types, main_part, relationships, text_parts, without
from medsla.office.repack import moment, repack
from medsla.office.text import Line, View, every_text, full_text, lines, package_lines, words
from medsla.office.xml import Element, local, markup, parse, serialize, w

__all__ = [
    "FORMAT_PROPERTY",
    "Element",
    "Line",
    "OfficePackage",
    "Properties",
    "View",
    "check_package",
    "clear_private_data",
    "content_types",
    "dangerous_links",
    "embedded_objects",
    "every_text",
    "full_text",
    "is_marked",
    "lines",
    "local",
    "main_part",
    "markup",
    "moment",
    "package_lines",
    "parse",
    "relationships",
    "repack",
    "serialize",
    "set_properties",
    "text_parts",
    "w",
    "without",
    "words",
    "write_file",
]

"""Word packages as medsla reads and writes them: text, private data, checks, deterministic bytes.

Only this package opens lxml and python-docx. It knows parts, paragraphs and runs, and nothing of
service levels, templates or contracts.
"""

from __future__ import annotations

from medsla.office.bitmaps import Bitmap, clean_picture
from medsla.office.checks import check_package, dangerous_links, embedded_objects
from medsla.office.cleaning import cleaned, reduced
from medsla.office.controls import (
    CLOSING,
    DATA_PART,
    SPACE,
    control_tag,
    controls,
    element_name,
    opening,
    surround,
    tidy,
    with_data,
)
from medsla.office.entries import Deflater, Entry, bundle, by_zlib, constant, entry, fastest, quick_entry
from medsla.office.finalizing import KNOWN_KINDS, final, obstacles, same_page, without_data
from medsla.office.metadata import (
    CORE_PART,
    FORMAT_PROPERTY,
    Properties,
    clear_private_data,
    core_part,
    is_marked,
    set_properties,
)
from medsla.office.parts import OfficePackage, content_types, main_part, relationships, text_parts, without
from medsla.office.pdf import write_pdf
from medsla.office.picture_data import plain_picture
from medsla.office.repack import moment, repack
from medsla.office.revisions import Comment, Mark, clear_field_results, comments, tracked_changes
from medsla.office.text import Line, View, every_text, full_text, lines, package_lines, text_within, words
from medsla.office.unpacking import is_bundled
from medsla.office.unseen import Styles, unseen
from medsla.office.xml import Element, R, drop, local, markup, parse, serialize, w

__all__ = [
    "CLOSING",
    "CORE_PART",
    "DATA_PART",
    "FORMAT_PROPERTY",
    "KNOWN_KINDS",
    "SPACE",
    "Bitmap",
    "Comment",
    "Deflater",
    "Element",
    "Entry",
    "Line",
    "Mark",
    "OfficePackage",
    "Properties",
    "R",
    "Styles",
    "View",
    "bundle",
    "by_zlib",
    "check_package",
    "clean_picture",
    "cleaned",
    "clear_field_results",
    "clear_private_data",
    "comments",
    "constant",
    "content_types",
    "control_tag",
    "controls",
    "core_part",
    "dangerous_links",
    "drop",
    "element_name",
    "embedded_objects",
    "entry",
    "every_text",
    "fastest",
    "final",
    "full_text",
    "is_bundled",
    "is_marked",
    "lines",
    "local",
    "main_part",
    "markup",
    "moment",
    "obstacles",
    "opening",
    "package_lines",
    "parse",
    "plain_picture",
    "quick_entry",
    "reduced",
    "relationships",
    "repack",
    "same_page",
    "serialize",
    "set_properties",
    "surround",
    "text_parts",
    "text_within",
    "tidy",
    "tracked_changes",
    "unseen",
    "w",
    "with_data",
    "without",
    "without_data",
    "words",
    "write_pdf",
]

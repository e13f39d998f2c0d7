"""Word packages as medsla reads and writes them: text, private data, checks, deterministic bytes.

Only this package opens lxml and python-docx. It knows parts, paragraphs and runs, and nothing of
service levels, templates or contracts.
"""

from __future__ import annotations

from medsla.office.bitmaps import Bitmap, clean_picture
from medsla.office.borrowing import StyleBook, style_book
from medsla.office.checks import check_package, dangerous_links, embedded_objects
from medsla.office.cleaning import clean_tree, cleaned, open_controls, reduced
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
from medsla.office.field_codes import field_name, fields
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
from medsla.office.pages import Page, fit, is_on, page_of, sections, set_first_page, set_page, set_switch
from medsla.office.parts import (
    OfficePackage,
    content_types,
    declared,
    main_part,
    relationships,
    rels_name,
    settings_of,
    text_parts,
    with_part,
    without,
)
from medsla.office.pdf import write_pdf
from medsla.office.picture_data import plain_picture
from medsla.office.reaching import reached
from medsla.office.repack import moment, repack
from medsla.office.revisions import Comment, Mark, clear_field_results, comments, tracked_changes
from medsla.office.text import Line, View, every_text, full_text, lines, package_lines, text_within, words
from medsla.office.themes import Theme
from medsla.office.unpacking import is_bundled
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
    "Page",
    "Properties",
    "R",
    "StyleBook",
    "Theme",
    "View",
    "bundle",
    "by_zlib",
    "check_package",
    "clean_picture",
    "clean_tree",
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
    "declared",
    "drop",
    "element_name",
    "embedded_objects",
    "entry",
    "every_text",
    "fastest",
    "field_name",
    "fields",
    "final",
    "fit",
    "full_text",
    "is_bundled",
    "is_marked",
    "is_on",
    "lines",
    "local",
    "main_part",
    "markup",
    "moment",
    "obstacles",
    "open_controls",
    "opening",
    "package_lines",
    "page_of",
    "parse",
    "plain_picture",
    "quick_entry",
    "reached",
    "reduced",
    "relationships",
    "rels_name",
    "repack",
    "same_page",
    "sections",
    "serialize",
    "set_first_page",
    "set_page",
    "set_properties",
    "set_switch",
    "settings_of",
    "style_book",
    "surround",
    "text_parts",
    "text_within",
    "tidy",
    "tracked_changes",
    "w",
    "with_data",
    "with_part",
    "without",
    "without_data",
    "words",
    "write_pdf",
]

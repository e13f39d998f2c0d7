"""Values as contract language and contract language as values, in Japanese and English.

The words are those of the catalogue and of `locales/wording.*.toml`; `read(format(value))` is the value. This
package is the only door of Babel, which is used for the names of countries and months alone: its percentages
round, its durations change their units. It knows no document, no finding and no file format.
"""

from __future__ import annotations

from medsla.wording.amounts import format_money, format_seconds, format_share, read_fraction, read_money
from medsla.wording.cases import format_address_label, format_case_label
from medsla.wording.dates import format_date, read_date
from medsla.wording.durations import find_durations, format_duration, read_duration
from medsla.wording.phrases import format_value, read_value
from medsla.wording.qualifiers import Qualifier, find_qualifiers
from medsla.wording.refusal import WordingError
from medsla.wording.term_reader import read_term
from medsla.wording.terms import format_cases, format_term
from medsla.wording.values import format_bare, format_country_list, read_bare
from medsla.wording.words import format_list

__all__ = [
    "Qualifier",
    "WordingError",
    "find_durations",
    "find_qualifiers",
    "format_address_label",
    "format_bare",
    "format_case_label",
    "format_cases",
    "format_country_list",
    "format_date",
    "format_duration",
    "format_list",
    "format_money",
    "format_seconds",
    "format_share",
    "format_term",
    "format_value",
    "read_bare",
    "read_date",
    "read_duration",
    "read_fraction",
    "read_money",
    "read_term",
    "read_value",
]

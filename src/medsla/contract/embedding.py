"""What a contract carries of itself: the agreed object, what was printed, and the wording, as XML data.

Only what the SLA promises goes in, never origins, paths or positions. The name of the format's version is
`version` here: a contract does not name its tool.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from medsla.contract.kept import LINE_BREAK, TAB
from medsla.contract.proving import is_well_formed
from medsla.errors import Place, Problem, RenderError
from medsla.office import DATA_PART, SPACE, element_name
from medsla.reading.escaping import escape, quoteattr

if TYPE_CHECKING:
    from medsla.sla import Sla

FORMAT: Final = "1"
LONGEST_CASE: Final = 16
_NUMBER: Final = re.compile('"\ufdd0([-0-9.]+)\ufdd1"')


@dataclass(frozen=True, slots=True)
class Agreed:
    """The object that a contract carries, as JSON text, and the language and form it was written in."""

    data: str
    language: str
    form: str


def agreed(sla: Sla, language: str, form: str) -> Agreed:
    """What a contract of this SLA carries."""
    data = {"version": sla.data["medsla"]}
    data |= {key: value for key, value in sla.data.items() if key not in {"medsla", "catalogue"}}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return Agreed(_NUMBER.sub(r"\1", text), language, form)


def tag_of(address: str, case: str, language: str) -> str:
    """The tag of a service level's control; a long case key is hashed, so that no tag exceeds 64 characters.

    >>> tag_of("support.response", "critical.inside", "ja")
    'support.response[critical.inside].ja'
    """
    key = case if len(case) <= LONGEST_CASE else f"h{hashlib.sha256(case.encode()).hexdigest()[:12]}"
    return f"{address}[{key}].{language}" if key else f"{address}.{language}"


def data_part(carried: Agreed, phrases: Mapping[str, str], snapshot: bytes) -> bytes:
    """The XML data: the object, the bound texts, the texts as printed, and the wording.

    Args:
        carried: The object.
        phrases: The escaped phrase of each control, by its tag.
        snapshot: The `<p>` elements of the wording, found to be well-formed.

    Raises:
        RenderError: it would be no XML, so that no editor could open the contract.
    """
    text = carried.data.encode()
    head = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<sla xmlns="{SPACE}"><meta v="{FORMAT}" language="{carried.language}" form="{carried.form}" '
        f'sha256="{hashlib.sha256(text).hexdigest()}"/><data>{escape(carried.data)}</data>'
    ).encode()
    if not is_well_formed(head + b"</sla>"):
        raise RenderError(Problem.of("fence.malformed", Place(spot=DATA_PART)))
    both = [_bound(tag, phrase) for tag, phrase in phrases.items()]
    values, printed = b"".join([one[0] for one in both]), b"".join([one[1] for one in both])
    return b"%b<vals>%b</vals><orig>%b</orig><snap>%b</snap></sla>" % (head, values, printed, snapshot)


@lru_cache(maxsize=4096)
def _bound(tag: str, phrase: str) -> tuple[bytes, bytes]:
    """The element that the control of a phrase is bound to, and the phrase as it was printed; read again once."""
    text = phrase.replace(LINE_BREAK, "\n").replace(TAB, "\t") if "<" in phrase else phrase
    name = element_name(tag)
    found = f"<{name}>{text}</{name}>".encode(), f"<o t={quoteattr(tag)}>{text}</o>".encode()
    if not is_well_formed(b"<s>%b%b</s>" % found):
        raise RenderError(Problem.of("fence.malformed", Place(spot=DATA_PART)))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"\ufdd0{value:f}\ufdd1"
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)

"""An SLA written as a contract file, whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from medsla.catalogue import catalogue
from medsla.contract.composing import LANGUAGES, compose
from medsla.contract.context import Language
from medsla.contract.embedding import agreed
from medsla.contract.letterhead import Letterhead, put_on
from medsla.contract.template import Template, load_template, shipped_templates
from medsla.contract.writer import render_text
from medsla.errors import Place, Problem, RenderError, UnknownLocale
from medsla.reading.files import write_atomically

if TYPE_CHECKING:
    from medsla.contract.extras import Extra
    from medsla.sla import Sla

DEFAULT_TEMPLATE: Final = "form-b"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A contract that was written.

    `printed` are the terms it holds; `unsettled` those that the SLA speaks of without settling them
    (undisclosed, not set, ambiguous) and `not_stated` those of which it says nothing: neither is printed.
    `left_out` are values for want of which a paragraph of an article is not printed, `unused` extras that the
    template does not name. `hints` are about the letterhead, such as a contract number that is printed nowhere,
    and about stated values that this form does not print.
    """

    path: Path
    sha256: str
    language: Language
    template: str
    printed: tuple[str, ...]
    unsettled: tuple[str, ...]
    not_stated: tuple[str, ...]
    left_out: tuple[str, ...]
    unused: tuple[str, ...] = ()
    hints: tuple[Problem, ...] = ()


def render(  # noqa: PLR0913 - one argument per choice
    sla: Sla,
    path: str | os.PathLike[str],
    *,
    language: Language = "ja",
    template: str | os.PathLike[str] | bytes | Template | None = None,
    articles: Collection[str] = (),
    extras: Mapping[str, Extra] | None = None,
    letterhead: str | os.PathLike[str] | bytes | Letterhead | None = None,
    overwrite: bool = True,
) -> Rendered:
    """Writes the contract as a Word file, whole or not at all.

    Args:
        sla: What was agreed; number, title, dates and parties must be stated.
        path: The file.
        language: `ja`, `en`, or `ja-en` for both side by side.
        template: A shipped template (`annex`, `form-b`, `form-a`), a user's own, or one already loaded.
        articles: Keys of articles to print although the master agreement usually has them.
        extras: Pictures, links and appendices for a user's own template, by the names it has for them.
        letterhead: A Word file whose headers, footers and margins stand in place of the template's.
        overwrite: Whether an existing file may be replaced.

    Raises:
        ReadError, TemplateError: the template or the letterhead is refused.
        RenderError: values are missing or cannot be written; all of them at once.
        OutputError: the file cannot be written.
    """
    chosen, hints = put_on(_template(template, language), letterhead)
    composed = compose(sla, chosen, articles=articles)
    carried = agreed(sla, language, chosen.form)
    data = render_text(composed.text, chosen, carried=carried, extras=extras)
    target = Path(path)
    write_atomically(target, data, overwrite=overwrite)
    printed = tuple(dict.fromkeys(level.address for level in composed.levels[0]))
    silent = tuple(address for address in catalogue().terms if address not in {*printed, *composed.unsettled})
    unused = tuple(sorted(name for name in extras or () if chosen.tree is None or name not in chosen.tree.wanted))
    return Rendered(
        target,
        hashlib.sha256(data).hexdigest(),
        language,
        chosen.name,
        printed,
        composed.unsettled,
        silent,
        composed.left_out,
        unused,
        (
            *hints,
            *(
                Problem.of(f"fence.unprinted-{name.rpartition('.')[2]}", Place(address=name))
                for name in composed.unprinted
            ),
        ),
    )


def _template(source: str | os.PathLike[str] | bytes | Template | None, language: Language) -> Template:
    if language not in LANGUAGES:
        raise UnknownLocale(Problem.of("unknown-locale", locale=language, known=", ".join(LANGUAGES)))
    if isinstance(source, Template):
        if source.language != language:
            fields = {"name": source.name, "own": source.language, "asked": language}
            raise RenderError(Problem.of("fence.other-language", **fields))
        return source
    if source is None or source in shipped_templates(language):
        return _loaded(DEFAULT_TEMPLATE if source is None else str(source), language)
    return load_template(source, language=language)


@cache
def _loaded(name: str, language: Language) -> Template:
    """A shipped template, checked and compiled once in a process."""
    return load_template(name, language=language)

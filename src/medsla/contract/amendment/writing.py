"""An amendment memorandum, written whole or not at all: an agreement already made and the same one as it will stand."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from medsla.contract.amendment.composing import FORMS, AmendedForm, compose_amendment, contract_template
from medsla.contract.amendment.text import missing_lists
from medsla.contract.articles import heading
from medsla.contract.carried import Paper
from medsla.contract.composing import LANGUAGES
from medsla.contract.context import Language
from medsla.contract.embedding import agreed
from medsla.contract.letterhead import Letterhead, put_on
from medsla.contract.outline import OUTLINE
from medsla.contract.template import Template, load_template
from medsla.contract.writer import render_text
from medsla.errors import Place, Problem, ReadError, RenderError, TemplateError, UnknownLocale
from medsla.reading.files import write_atomically

if TYPE_CHECKING:
    from medsla.contract.extras import Extra
    from medsla.sla import Sla

__all__ = ["Amended", "AmendedForm", "amend", "form_of"]


@dataclass(frozen=True, slots=True)
class Amended:
    """A memorandum that was written.

    `lines` are the addresses of the lines that it changes, adds or deletes (`support.response[critical]`),
    `articles` the names of the articles whose sentences change. `not_printed` are terms that differ between the two
    versions and that neither contract prints, such as one that stays unsettled. `hints` are about the letterhead.
    """

    path: Path
    sha256: str
    language: Language
    template: str
    form: AmendedForm
    effective: str
    lines: tuple[str, ...]
    articles: tuple[str, ...]
    not_printed: tuple[str, ...]
    hints: tuple[Problem, ...] = ()


def amend(  # noqa: PLR0913 - each option stands for itself
    before: Sla,
    after: Sla,
    path: str | os.PathLike[str],
    *,
    language: Language = "ja",
    form: AmendedForm = "b",
    template: str | os.PathLike[str] | bytes | Template | None = None,
    articles: Collection[str] = (),
    letterhead: str | os.PathLike[str] | bytes | Letterhead | None = None,
    extras: Mapping[str, Extra] | None = None,
    overwrite: bool = True,
) -> Amended:
    """Writes the memorandum that amends an agreement, with the comparative table as its annex, whole or not at all.

    The file carries the agreement as amended: `extract` gives it back.

    Args:
        before: The agreement as it stands; number, title and dates are those of the agreement that is changed.
        after: The same agreement as it will stand. Its number and dates, where they differ, are the memorandum's.
        path: The file.
        language: `ja`, `en`, or `ja-en` for both side by side; that of the agreement.
        form: The form that the agreement was written in; its articles and lines give the numbers.
        template: A template for memoranda of the user's own, or one already loaded.
        articles: Keys of articles that the agreement prints although a master agreement usually has them.
        letterhead: A Word file whose headers, footers and margins stand in place of the template's.
        extras: Pictures, links and appendices for a template of the user's own, by the names it has for them.
        overwrite: Whether an existing file may be replaced.

    Raises:
        ReadError, TemplateError: the template or the letterhead is refused.
        RenderError: nothing differs, or something does that no memorandum can change; all of it at once.
        OutputError: the file cannot be written.
    """
    chosen, hints = put_on(_template(template, language), letterhead)
    if form not in FORMS:
        raise RenderError(Problem.of("amendment.refused.unknown-form", form=form, known=", ".join(FORMS)))
    composed = compose_amendment(before, after, language=language, form=form, articles=frozenset(articles))
    data = render_text(composed.text, chosen, carried=agreed(after, language, chosen.form), extras=extras)
    target = Path(path)
    write_atomically(target, data, overwrite=overwrite)
    digest = hashlib.sha256(data).hexdigest()
    facts = (composed.effective, composed.lines, composed.articles, composed.not_printed)
    return Amended(target, digest, language, chosen.name, form, *facts, hints)


def _template(source: str | os.PathLike[str] | bytes | Template | None, language: Language) -> Template:
    if language not in LANGUAGES:
        raise UnknownLocale(Problem.of("unknown-locale", locale=language, known=", ".join(LANGUAGES)))
    if isinstance(source, Template):
        chosen = source
    elif source is None:
        chosen = contract_template("amendment", language)
    else:
        chosen = load_template(source, language=language)
    if chosen.language != language:
        fields = {"name": chosen.name, "own": chosen.language, "asked": language}
        raise RenderError(Problem.of("fence.other-language", **fields))
    if chosen.form != "amendment":
        raise RenderError(Problem.of("amendment.refused.contract-template", name=chosen.name))
    if left := missing_lists(chosen.names):
        place = Place(file=chosen.name)
        raise TemplateError(Problem.of("amendment.refused.no-list", place, name=name) for name in left)
    return chosen


def form_of(paper: Paper) -> tuple[AmendedForm, tuple[str, ...]]:
    """The form of a contract that carries its data, and the keys of the articles that it prints on request.

    Raises:
        ReadError: it carries no data, or is a memorandum itself.
    """
    carried = paper.carried
    if carried is None:
        raise ReadError(Problem.of("fence.no-data", Place(file=paper.name)))
    if carried.form not in FORMS:
        raise ReadError(Problem.of("amendment.refused.memorandum", Place(file=paper.name)))
    form = cast("AmendedForm", carried.form)
    if form == "annex":
        return form, ()
    language = carried.language.partition("-")[0]
    marks = "（{}）" if language == "ja" else "({})"
    asked = [plan for plan in OUTLINE if (plan.form_a if form == "a" else plan.form_b) == "request"]
    lines = {line.strip() for line in carried.wording}
    return form, tuple(plan.key for plan in asked if marks.format(heading(plan, form, language)) in lines)

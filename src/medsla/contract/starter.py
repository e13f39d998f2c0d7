"""For those who bring a template of their own: one to start from, and a look at what they made of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medsla import messages, office, resources
from medsla.contract.amendment.text import amendment_shape, missing_lists
from medsla.contract.context import Language, Shape, shape_of
from medsla.contract.guard import named
from medsla.contract.letterhead import put_on
from medsla.contract.template import load_template, shipped_templates
from medsla.errors import MedslaError, Place, Problem, TemplateError
from medsla.reading.packages import open_package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from medsla.office import Element

_LISTS = {
    "groups": "group",
    "rows": "row",
    "articles": "article",
    "paragraphs": "part",
    "points": "point",
    "annexes": "annex",
    "sections": "section",
    "steps": "step",
    "pairs": "line",
    "triples": "line",
    "contents": "entry",
    "sentences": "article",
    "lines": "line",
    "before": "piece",
    "after": "piece",
}


_NOTES = ("head", "print", "repeat", "choose", "marks", "extra", "columns", "cells")


@dataclass(frozen=True, slots=True)
class TemplateCheck:
    """What a template is for, what stops it from being used, and what its author may want to know.

    `extras` has the kind of each thing that must be given to it, by name.
    """

    name: str
    form: str
    names: tuple[str, ...]
    problems: tuple[Problem, ...]
    hints: tuple[Problem, ...]
    extras: tuple[tuple[str, str], ...] = ()


def check_template(
    source: str | os.PathLike[str] | bytes,
    *,
    language: Language = "ja",
    letterhead: str | os.PathLike[str] | bytes | None = None,
) -> TemplateCheck:
    """A template looked through: every fault at once, and hints where nothing is refused.

    Args:
        source: A shipped template's name, a file, or a file's bytes.
        language: The language of the contracts to be written with it.
        letterhead: A letterhead to look through with it.

    >>> check_template("form-b").problems
    ()
    """
    name = "template" if isinstance(source, bytes) else os.fspath(source)
    try:
        template, told = put_on(load_template(source, language=language), letterhead)
    except MedslaError as error:
        return TemplateCheck(name, "", (), error.problems, ())
    hints = list(told)
    problems = []
    if not any(chain.rpartition(".")[2] == "text" for chain in template.names if chain.count(".")):
        problems.append(Problem.of("fence.no-levels", Place(file=template.name)))
    elif not template.press.controlled:
        hints.append(Problem.of("fence.no-controls", Place(file=template.name)))
    if template.form in {"a", "b"} and not any(one.startswith("article.") for one in template.press.anchored):
        hints.append(Problem.of("fence.no-bookmarks", Place(file=template.name)))
    if template.form == "amendment":
        left = missing_lists(template.names)
        problems += [Problem.of("amendment.refused.no-list", Place(file=template.name), name=one) for one in left]
    hints += _leftovers(source, template.name)
    if template.tree is not None:
        hints += named(template.tree.hints, template.name)
    names = tuple(sorted(template.names))
    extras = tuple(sorted(template.tree.wanted.items())) if template.tree is not None else ()
    return TemplateCheck(template.name, template.form, names, tuple(problems), tuple(hints), extras)


def starter(form: str = "form-b", *, language: Language = "ja") -> bytes:
    """A shipped template with notes at its head: how tags are written and every name that can be printed.

    The notes are comments of the template language; no contract shows them.

    Raises:
        TemplateError: there is no such form.
    """
    known = shipped_templates(language)
    if form not in known:
        fields = {"name": form, "known": ", ".join(known), "language": language}
        raise TemplateError(Problem.of("fence.no-such-template", **fields))
    parts = dict(open_package(resources.read_bytes("templates", f"{language}/{form}.docx"), name=form).parts)
    main = office.main_part(parts) or ""
    root = office.parse(parts[main], main)
    body = root[0]
    spoken = ("ja", "en") if language == "ja-en" else (language,)
    notes = [messages.say(f"starter.{key}", one) for one in spoken for key in _NOTES]
    notes += [messages.say("starter.names", one) for one in spoken]
    shape = amendment_shape(language) if form == "amendment" else shape_of(language)
    for place, note in enumerate([*notes, *_names(shape, "")]):
        body.insert(place, _note(body, note))
    parts[main] = office.serialize(root)
    return office.repack(parts)


def _names(shape: Shape, before: str) -> Iterator[str]:
    """Every name that can be printed, written as inside its loops."""
    for name, below in shape.fields.items():
        chain = f"{before}.{name}" if before else name
        if below.kind == "list" and below.item is not None:
            variable = _LISTS.get(name, name)
            yield f"for {variable} in {chain}"
            yield from [variable] if below.item.kind == "text" else _names(below.item, variable)
        elif below.kind == "record":
            yield from _names(below, chain)
        else:
            yield chain


def _note(body: Element, text: str) -> Element:
    paragraph = body.makeelement(office.w("p"))
    properties = body.makeelement(office.w("pPr"))
    properties.append(body.makeelement(office.w("pStyle"), {office.w("val"): "Tag"}))
    run = body.makeelement(office.w("r"))
    inner = body.makeelement(office.w("t"))
    inner.text = f"{{#p {text} #}}"
    run.append(inner)
    paragraph.append(properties)
    paragraph.append(run)
    return paragraph


def _leftovers(source: str | os.PathLike[str] | bytes, name: str) -> Iterator[Problem]:
    """Comments that the author may have forgotten; contracts never carry them."""
    if isinstance(source, bytes):
        data = source
    elif Path(source).is_file():
        data = Path(source).read_bytes()
    else:
        return
    for comment in office.comments(dict(open_package(data, name=name).parts)):
        yield Problem.of("fence.comment-left", Place(file=name), text=comment.text[:40], author=comment.author or "?")

"""Word templates, checked once: the shipped ones by name, a user's own by file or bytes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from medsla import resources
from medsla.contract import cache
from medsla.contract.amendment.text import amendment_shape
from medsla.contract.context import Language, shape_of
from medsla.contract.guard import guarded, named
from medsla.contract.lint import Linter
from medsla.contract.press import Press, faults, make_plate, press_of
from medsla.contract.tree import Tree, make_tree, prepare
from medsla.errors import Place, Problem, ReadError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from medsla.office import Element


@dataclass(frozen=True, slots=True)
class Template:
    """A template that holds nothing refused, without its author's private data, ready to be written from.

    `sha256` is that of the file as it was given, `names` are the values it uses, `tree` writes what the press
    alone cannot.
    """

    name: str
    language: Language
    sha256: str
    names: frozenset[str] = field(repr=False)
    press: Press = field(repr=False)
    tree: Tree | None = field(default=None, repr=False)

    @property
    def form(self) -> Literal["annex", "a", "b", "amendment"]:
        """What it is for: `annex` without articles, `b` where it names a master agreement, else `a`.

        `amendment` where it names the original agreement that a memorandum changes.
        """
        if any("original" in name.split(".") for name in self.names):
            return "amendment"
        if not any(name.rpartition(".")[2] == "articles" for name in self.names):
            return "annex"
        return "b" if any(name.rpartition(".")[2] == "master" for name in self.names) else "a"


def load_template(source: str | os.PathLike[str] | bytes, *, language: Language = "ja") -> Template:
    """A template, checked: everything it must not hold is named at once.

    Args:
        source: A shipped template's name (`annex`, `form-a`, `form-b`, `amendment`), a file, or a file's bytes.
        language: The language of the contract; it says which names the template may use.

    Raises:
        ReadError: the file is missing, no Word file, or dangerous to open.
        TemplateError: the template holds tags, links or objects that are refused.

    >>> load_template("annex", language="en").name
    'annex'
    """
    name, data = _read(source, language)
    sha256 = hashlib.sha256(data).hexdigest()
    kept = cache.find(sha256, language)
    with contextlib.suppress(TemplateError):  # what was kept and is refused now was not written by us
        if kept is not None:
            return Template(name, language, sha256, kept[1], press_of(kept[0]))
    try:
        return _checked(data, name, language)
    except ReadError as error:
        raise ReadError(named(error.problems, name)) from error


def _checked(data: bytes, name: str, language: Language) -> Template:
    parts, roots, problems = guarded(data, name)
    linter = _read_through(roots, language)
    problems += linter.problems
    if problems:
        raise TemplateError(named(problems, name))
    prepare(linter.forms, frozenset(one.element for one in linter.phrases))
    plate = make_plate(parts, roots, linter.phrases, language)
    press = press_of(plate)
    problems += faults(press)
    if problems:
        raise TemplateError(named(problems, name))
    tree = make_tree(press, linter.forms)
    sha256, names = hashlib.sha256(data).hexdigest(), frozenset(linter.names)
    if tree is None:
        cache.keep(sha256, language, plate, names)
    return Template(name, language, sha256, names, press, tree)


def _read_through(roots: Mapping[str, Element], language: Language) -> Linter:
    """What was read in a template for contracts, or in one for memoranda where it uses the names of those."""
    read = []
    for shape in (shape_of(language), amendment_shape(language)):
        linter = Linter(shape)
        for part, root in roots.items():
            linter.read(root, part)
        read.append(linter)
        if not any(problem.code == "fence.unknown-name" for problem in linter.problems):
            break
    return min(read, key=lambda one: len(one.problems))


def shipped_templates(language: Language) -> tuple[str, ...]:
    """The names of the templates that come with medsla in a language.

    >>> shipped_templates("ja")
    ('amendment', 'annex', 'form-a', 'form-b')
    """
    files = resources.names(f"templates/{language}")
    return tuple(name.removesuffix(".docx") for name in files if name.endswith(".docx"))


def _read(source: str | os.PathLike[str] | bytes, language: Language) -> tuple[str, bytes]:
    if isinstance(source, bytes):
        return "template", source
    if isinstance(source, str) and re.fullmatch(r"[a-z][a-z0-9-]*", source):
        known = shipped_templates(language)
        if source not in known:
            problem = Problem.of("fence.no-such-template", name=source, known=", ".join(known), language=language)
            raise TemplateError(problem)
        return source, resources.read_bytes("templates", f"{language}/{source}.docx")
    path = Path(source)
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise ReadError(Problem.of("fence.template-missing", Place(file=str(path)))) from error

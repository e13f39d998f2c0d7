"""Word templates, checked once: the shipped ones by name, a user's own by file or bytes."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from medsla import office, resources
from medsla.contract.context import Language, shape_of
from medsla.contract.lint import Linter
from medsla.contract.press import Press, faults, make_press
from medsla.errors import Place, Problem, ReadError, TemplateError
from medsla.reading.packages import open_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from medsla.office import Element

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KEPT_KINDS = frozenset(
    {f"{_WORD}{kind}+xml" for kind in ("document.main", "template.main", "header", "footer", "footnotes", "endnotes")}
    | {f"{_WORD}{kind}+xml" for kind in ("styles", "settings", "websettings", "fonttable", "numbering")}
    | {"application/vnd.openxmlformats-officedocument.theme+xml"}
    | {"application/vnd.openxmlformats-officedocument.obfuscatedfont"}
    | {f"image/{kind}" for kind in ("png", "jpeg", "gif", "tiff", "bmp", "x-emf", "x-wmf")}
    | {"application/vnd.openxmlformats-package.relationships+xml"}
)
_FIELDS = frozenset(
    ["PAGE", "NUMPAGES", "SECTIONPAGES", "REF", "PAGEREF", "NOTEREF", "STYLEREF", "TOC", "SEQ", "HYPERLINK"]
)
_TRACKED = (
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "tblGridChange",
    "cellIns",
    "cellDel",
    "cellMerge",
    "numberingChange",
)


@dataclass(frozen=True, slots=True)
class Template:
    """A template that holds nothing refused, without its author's private data, ready to be written from.

    `sha256` is that of the file as it was given, `names` are the values it uses.
    """

    name: str
    language: Language
    sha256: str
    names: frozenset[str] = field(repr=False)
    press: Press = field(repr=False)

    @property
    def form(self) -> Literal["annex", "a", "b"]:
        """What it is for: `annex` without articles, `b` where it names a master agreement, else `a`."""
        if not any(name.rpartition(".")[2] == "articles" for name in self.names):
            return "annex"
        return "b" if any(name.rpartition(".")[2] == "master" for name in self.names) else "a"


def load_template(source: str | os.PathLike[str] | bytes, *, language: Language = "ja") -> Template:
    """A template, checked: everything it must not hold is named at once.

    Args:
        source: A shipped template's name (`annex`, `form-a`, `form-b`), a file, or a file's bytes.
        language: The language of the contract; it says which names the template may use.

    Raises:
        ReadError: the file is missing, no Word file, or dangerous to open.
        TemplateError: the template holds tags, links or objects that are refused.

    >>> load_template("annex", language="en").name
    'annex'
    """
    name, data = _read(source, language)
    try:
        return _checked(data, name, language)
    except ReadError as error:
        raise ReadError(_named(error.problems, name)) from error


def _checked(data: bytes, name: str, language: Language) -> Template:
    parts = _usable(dict(open_package(data, name=name).parts), name)
    problems = list(_unknown_parts(parts))
    linter = Linter(shape_of(language))
    roots = {part: office.parse(parts[part], part) for part in office.text_parts(parts)}
    for part, root in roots.items():
        problems += _refused_text(root, part)
        linter.read(root, part)
    problems += linter.problems
    if problems:
        raise TemplateError(_named(problems, name))
    press = make_press(parts, roots, linter.phrases, language)
    problems += faults(press)
    if problems:
        raise TemplateError(_named(problems, name))
    return Template(name, language, hashlib.sha256(data).hexdigest(), frozenset(linter.names), press)


def shipped_templates(language: Language) -> tuple[str, ...]:
    """The names of the templates that come with medsla in a language.

    >>> shipped_templates("ja")
    ('annex', 'form-a', 'form-b')
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


def _usable(parts: dict[str, bytes], name: str) -> dict[str, bytes]:
    """The package without private data and as a document, also where a template file (.dotx) was given."""
    if office.main_part(parts) is None:
        raise TemplateError(Problem.of("fence.no-word-document", Place(file=name)))
    faults = [*office.dangerous_links(parts), *office.embedded_objects(parts)]
    if office.is_marked(parts):
        faults.append(Problem.of("fence.contract-as-template"))
    if faults:
        raise TemplateError(_named(faults, name))
    cleared = office.clear_private_data(parts)
    types = cleared["[Content_Types].xml"]
    return {**cleared, "[Content_Types].xml": types.replace(b"template.main+xml", b"document.main+xml")}


def _unknown_parts(parts: Mapping[str, bytes]) -> Iterator[Problem]:
    for part, kind in sorted(office.content_types(parts).items()):
        if kind not in _KEPT_KINDS:
            yield Problem.of("fence.unknown-part", Place(spot=part), kind=kind or "?")
        merge = office.w("mailMerge")
        if kind == f"{_WORD}settings+xml" and next(office.parse(parts[part], part).iter(merge), None) is not None:
            yield Problem.of("fence.mail-merge", Place(spot=part))


def _refused_text(root: Element, part: str) -> Iterator[Problem]:
    """Tracked changes, hidden text, and fields that fetch something or change by themselves."""
    changed = next(root.iter(*(office.w(name) for name in _TRACKED)), None)
    if changed is not None:
        yield Problem.of("fence.tracked-change", _place(changed, root, part), kind=office.local(changed))
    for run in root.iter(office.w("r")):
        hidden = run.find(f"{office.w('rPr')}/{office.w('vanish')}")
        shown = hidden is None or hidden.get(office.w("val"), "1") in {"0", "false", "off"}
        if not shown and any(text.text for text in run.iter(office.w("t"))):
            yield Problem.of("fence.hidden-text", _place(run, root, part))
    for paragraph in root.iter(office.w("p")):
        for code in _field_codes(paragraph):
            name = _field_name(code)
            if name not in _FIELDS:
                known = ", ".join(sorted(_FIELDS))
                yield Problem.of("fence.refused-field", _place(paragraph, root, part), name=name, known=known)


def _field_codes(paragraph: Element) -> Iterator[str]:
    """The codes of the fields in a paragraph, cut wherever a mark of a field stands."""
    code = ""
    for element in paragraph.iter(office.w("fldChar"), office.w("instrText"), office.w("fldSimple")):
        if element.tag == office.w("instrText"):
            code += element.text or ""
            continue
        if code.strip():
            yield code
        code = element.get(office.w("instr"), "")
        if code.strip():
            yield code
        code = ""
    if code.strip():
        yield code


def _field_name(code: str) -> str:
    words = code.split()
    name = words[0].upper()
    if name == "HYPERLINK" and len(words) > 1 and not words[1].startswith("\\"):
        address = words[1].strip('"')
        return name if re.match(r"https?://|mailto:", address, re.IGNORECASE) else f"{name} {address}"
    return name


def _place(element: Element, root: Element, part: str) -> Place:
    paragraph = element if element.tag == office.w("p") else next(element.iterancestors(office.w("p")), None)
    if paragraph is None:
        return Place(spot=part)
    number = next(count for count, one in enumerate(root.iter(office.w("p")), 1) if one is paragraph)
    return Place(spot=f"{part}, paragraph {number}")


def _named(problems: Iterable[Problem], name: str) -> list[Problem]:
    """The problems with the template's file name in their places."""
    return [Problem(p.code, Place(file=name, spot=p.place.spot, address=p.place.address), p.fields) for p in problems]

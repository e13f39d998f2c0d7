"""What a Word file from elsewhere may hold before anything of it gets into a contract.

Templates and appendices pass the same guard: no macro, link that fetches, embedded object, tracked change,
hidden text or field that changes by itself; their authors' private data is taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from medsla import office
from medsla.errors import Place, Problem, TemplateError
from medsla.reading.packages import open_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from medsla.office import Element

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
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
    "tblPrExChange",
    "tcPrChange",
    "trPrChange",
    "tblGridChange",
    "cellIns",
    "cellDel",
    "cellMerge",
    "numberingChange",
)


def guarded(
    data: bytes, name: str, *, finished: str = "fence.contract-as-template"
) -> tuple[dict[str, bytes], dict[str, Element], list[Problem]]:
    """The parts of a file without private data, its text parts as trees, and what they must not hold.

    Args:
        data: The file.
        name: What to call it in messages.
        finished: The problem where it is a finished contract.

    Raises:
        ReadError: it is no Word file, or dangerous to open.
        TemplateError: it has no text, or links, macros or objects.
    """
    parts = _usable(dict(open_package(data, name=name).parts), name, finished)
    problems = list(_unknown_parts(parts))
    roots = {part: office.parse(parts[part], part) for part in office.text_parts(parts)}
    for part, root in roots.items():
        problems += _refused_text(root, part)
    return parts, roots, problems


def named(problems: Iterable[Problem], name: str) -> list[Problem]:
    """The problems with the file's name in their places."""
    return [Problem(p.code, Place(file=name, spot=p.place.spot, address=p.place.address), p.fields) for p in problems]


def _usable(parts: dict[str, bytes], name: str, finished: str) -> dict[str, bytes]:
    """The package without private data and as a document, also where a template file (.dotx) was given."""
    if office.main_part(parts) is None:
        raise TemplateError(Problem.of("fence.no-word-document", Place(file=name)))
    faults = [*office.dangerous_links(parts), *office.embedded_objects(parts)]
    if office.is_marked(parts):
        faults.append(Problem.of(finished))
    if faults:
        raise TemplateError(named(faults, name))
    cleared = office.clear_private_data(parts)
    types = cleared["[Content_Types].xml"]
    return {**cleared, "[Content_Types].xml": types.replace(b"template.main+xml", b"document.main+xml")}


def _unknown_parts(parts: Mapping[str, bytes]) -> Iterator[Problem]:
    for part, kind in sorted(office.content_types(parts).items()):
        if kind not in office.KNOWN_KINDS:
            yield Problem.of("fence.unknown-part", Place(spot=part), kind=kind or "?")
        merge = office.w("mailMerge")
        if kind == f"{_WORD}settings+xml" and next(office.parse(parts[part], part).iter(merge), None) is not None:
            yield Problem.of("fence.mail-merge", Place(spot=part))


def _refused_text(root: Element, part: str) -> Iterator[Problem]:
    """Tracked changes, hidden text, and fields that fetch something or change by themselves."""
    numbers = {paragraph: number for number, paragraph in enumerate(root.iter(office.w("p")), 1)}
    changed = next(root.iter(*(office.w(name) for name in _TRACKED)), None)
    if changed is not None:
        yield Problem.of("fence.tracked-change", _place(changed, numbers, part), kind=office.local(changed))
    for run in root.iter(office.w("r")):
        hidden = run.find(f"{office.w('rPr')}/{office.w('vanish')}")
        shown = hidden is None or hidden.get(office.w("val"), "1") in {"0", "false", "off"}
        if not shown and any(text.text for text in run.iter(office.w("t"))):
            yield Problem.of("fence.hidden-text", _place(run, numbers, part))
    for paragraph in root.iter(office.w("p")):
        for code in _field_codes(paragraph):
            name = office.field_name(code)
            if name not in _FIELDS:
                known = ", ".join(sorted(_FIELDS))
                yield Problem.of("fence.refused-field", _place(paragraph, numbers, part), name=name, known=known)


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


def _place(element: Element, numbers: Mapping[Element, int], part: str) -> Place:
    paragraph = element if element.tag == office.w("p") else next(element.iterancestors(office.w("p")), None)
    if paragraph is None:
        return Place(spot=part)
    return Place(spot=f"{part}, paragraph {numbers[paragraph]}")

"""The workbook to fill in: the terms of one SLA below each other, or one contract a row.

Made from the catalogue alone: a new term has its lines without a word here. What a person fills in has a colour
and a list or an example; what a program needs is hidden.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from medsla.catalogue import Term, case_key, catalogue
from medsla.errors import Problem, SpreadsheetError, UnknownLocale
from medsla.reading.files import write_atomically
from medsla.reading.writing import dump_json
from medsla.sla import Sla
from medsla.spreadsheet.cells import text_cell
from medsla.spreadsheet.drawing import Drawing, Mark
from medsla.spreadsheet.fields import Field, facet_field, header_fields, section_name
from medsla.spreadsheet.filled import BOTH, TermTexts, choices, header_texts, term_texts, value_text
from medsla.spreadsheet.form import comment, how_to_write, named, spoken
from medsla.spreadsheet.lines import CASES, QUALIFIERS, REST, SKIP, TERMS, UNMAPPED, Line, assemble
from medsla.spreadsheet.rows import VARYING, row_fields
from medsla.spreadsheet.values import answers
from medsla.wording import format_case_label

Layout = Literal["terms", "rows"]

LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = {"ja": ("ja",), "en": ("en",), "ja-en": ("ja", "en")}

_WIDTHS: Final = {
    "item": 24, "facet": 16, "value": 36, "form": 28, "commitment": 11, "hedges": 15, "answer": 11, "said": 26,
    "other": 8, "severity": 10, "hours": 9, "component": 11, "plan": 8, "location": 8, "class": 6,
}  # fmt: skip
_BLANK_CASES: Final = 30
_BLANK_ROWS: Final = 200
_GUIDE: Final = ("terms-1", "terms-2", "terms-3", "terms-4")


def write_workbook(
    path: str | os.PathLike[str],
    *,
    sla: Sla | None = None,
    language: str = "ja",
    layout: Layout = "terms",
    columns: Sequence[str] = VARYING,
) -> None:
    """Write a workbook to fill in, or one that is filled in with an SLA.

    Args:
        path: The .xlsx file.
        sla: What it says already; reading the workbook back gives an equal SLA. Its origin is not written: the
            workbook is a new source, and each value read from it names its cell.
        language: `ja`, `en` or `ja-en`; either language can be written into any of them.
        layout: `terms` for one SLA, `rows` for one contract a row.
        columns: For `rows`, the addresses that vary; the others come from a base document.

    Raises:
        SpreadsheetError: the extra `excel` is missing, or a text is longer than a cell.
        UnknownAddress: a column that the catalogue does not have.
        OutputError: the file cannot be written.
    """
    write_atomically(path, workbook_bytes(sla=sla, language=language, layout=layout, columns=columns))


def workbook_bytes(
    *, sla: Sla | None = None, language: str = "ja", layout: Layout = "terms", columns: Sequence[str] = VARYING
) -> bytes:
    """The workbook of `write_workbook` as bytes, the same for the same content.

    >>> workbook_bytes(language="en")[:2]
    b'PK'
    """
    if language not in LANGUAGES:
        raise UnknownLocale(Problem.of("unknown-locale", locale=language, known=", ".join(LANGUAGES)))
    drawing = Drawing(language, LANGUAGES[language])
    if layout == "rows":
        _draw_rows(drawing, sla, row_fields(columns))
    else:
        _draw_terms(drawing, sla)
    return drawing.finished()


# --- one SLA


def _draw_terms(drawing: Drawing, sla: Sla | None) -> None:
    languages = drawing.languages
    marks = list(_term_marks(sla, languages))
    cases = list(_case_marks(sla, languages))
    if sla is not None:
        _check(sla, marks, cases, languages)
    title = spoken("sheet.terms", languages)
    guide = (spoken("title.terms", languages), *_guides(_GUIDE[:1], languages))
    drawing.sheet(title, "terms", ("key", *TERMS), guide, _columns(TERMS, languages), marks)
    drawing.sheet(
        spoken("sheet.cases", languages),
        "cases",
        ("key", *CASES),
        (spoken("title.cases", languages), *_guides(("cases-1", "cases-2"), languages)),
        _columns(CASES, languages),
        [*cases, *(_blank_case(languages) for _ in range(_BLANK_CASES))],
    )
    drawing.notes(spoken("sheet.guide", languages), _guides(_GUIDE, languages))


def _guides(keys: Sequence[str], languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        text
        for key in keys
        for text in (spoken(f"guide.{key}", (language,), **_fields(key, languages)) for language in languages)
    )


def _fields(key: str, languages: tuple[str, ...]) -> dict[str, str]:
    return {"cases": spoken("sheet.cases", languages)} if key == "terms-3" else {}


def _columns(names: Sequence[str], languages: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((spoken(f"column.{name}", languages), _WIDTHS[name]) for name in names)


def _term_marks(sla: Sla | None, languages: tuple[str, ...]) -> Iterator[Mark]:
    texts, rest = header_texts(sla, languages) if sla is not None else ({}, {})
    for section in dict.fromkeys(known.section for known in header_fields()):
        yield Mark.group(named({each: section_name(section.rpartition(".")[2], each) for each in languages}, languages))
        for known in header_fields():
            if known.section == section:
                yield _header_mark(known, texts.get(known.address, ""), languages)
    if rest:
        yield Mark(REST, {"item": spoken("group.rest", languages), "other": dump_json(rest, indent=None).strip()})
    for group in catalogue().groups:
        yield Mark.group(named(group.label, languages))
        for term in catalogue():
            if term.group == group.key:
                yield from _facet_marks(term, sla, languages)
    yield Mark.group(spoken("group.unmapped", languages))
    for passage in (*(sla.unmapped if sla is not None else ()), {}, {}):
        yield _passage_mark(passage, languages)


def _header_mark(known: Field, text: str, languages: tuple[str, ...]) -> Mark:
    texts = {"item": named(known.part, languages), "value": text, "form": how_to_write(known, languages)}
    lists = {"value": choices(known.facet, languages)} if known.facet.tokens else {}
    return Mark(known.address, texts, lists=lists, several=known.kind == "tokens", closed=QUALIFIERS)


def _facet_marks(term: Term, sla: Sla | None, languages: tuple[str, ...]) -> Iterator[Mark]:
    said = term_texts(term, sla.term(term.address), languages) if sla is not None else TermTexts({}, {})
    own = sorted(term.own, key=lambda facet: not facet.principal)
    for number, facet in enumerate(own):
        known = facet_field(f"{term.address}.{facet.key}")
        texts = {
            "facet": named(facet.label, languages),
            "value": said.values.get(facet.key, ""),
            "form": how_to_write(known, languages),
        }
        lists = {"value": choices(facet, languages)} if facet.tokens else {}
        if number:
            yield Mark(known.address, texts, lists=lists, several=facet.kind == "tokens", closed=QUALIFIERS)
            continue
        texts |= {"item": named(term.label, languages)} | _beside(said)
        lists |= _beside_lists(term, languages)
        yield Mark(
            known.address,
            texts,
            lists=lists,
            several=facet.kind == "tokens",
            comment=comment(term, languages),
            first=True,
        )


def _beside(said: TermTexts) -> dict[str, str]:
    return dict(said.beside) | ({"other": dump_json(said.rest, indent=None).strip()} if said.rest else {})


def _beside_lists(term: Term, languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    common = {key: choices(term.facets[key], languages) for key in ("commitment", "hedges")}
    return common | {"answer": tuple(BOTH.join(words[each] for each in languages) for words in answers().values())}


def _passage_mark(passage: Mapping[str, str], languages: tuple[str, ...]) -> Mark:
    texts = {"item": spoken("group.unmapped-row", languages)}
    rest = dict(passage)
    if passage and text_cell("", passage["said"]).content == passage["said"]:
        texts["value"] = rest.pop("said")
    if rest:
        texts["other"] = dump_json(rest, indent=None).strip()
    closed = tuple(key for key in QUALIFIERS if key != "other")
    return Mark(UNMAPPED, texts, closed=closed)


# --- cases


def _case_marks(sla: Sla | None, languages: tuple[str, ...]) -> Iterator[Mark]:
    if sla is None:
        return
    for term in catalogue():
        said: Mapping[str, Any] = sla.term(term.address)
        for case in said.get("cases", ()):
            yield from _one_case(term, case, languages)


def _one_case(term: Term, case: Mapping[str, Any], languages: tuple[str, ...]) -> Iterator[Mark]:
    said = term_texts(term, case, languages)
    address = f"{term.address}[{case_key(case['when'])}]"
    for number, key in enumerate(said.values or (term.principal[0],)):
        facet = term.facets[key]
        texts = {
            "item": named(term.label, languages),
            "facet": named(facet.label, languages),
            "value": said.values.get(key, ""),
            "form": how_to_write(facet_field(f"{term.address}.{key}"), languages),
        } | {name: _dimension(name, value, languages) for name, value in case["when"].items()}
        lists = {"value": choices(facet, languages)} if facet.tokens else {}
        if number:
            yield Mark(f"{address}.{key}", texts, lists=lists | _hours(languages), closed=QUALIFIERS)
        else:
            lists |= _hours(languages) | _beside_lists(term, languages)
            yield Mark(
                f"{address}.{key}", texts | _beside(said), lists=lists, first=True, comment=_called(case, languages)
            )


def _called(case: Mapping[str, Any], languages: tuple[str, ...]) -> str:
    return BOTH.join(format_case_label(case["when"], language) for language in languages)


def _dimension(name: str, value: str, languages: tuple[str, ...]) -> str:
    return spoken(f"hours.{value}", languages) if name == "hours" else value


def _hours(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {"hours": (spoken("hours.inside", languages), spoken("hours.outside", languages))}


def _blank_case(languages: tuple[str, ...]) -> Mark:
    first = next(iter(catalogue()))
    labels = tuple(named(term.label, languages) for term in catalogue())
    lists = {"item": labels} | _hours(languages) | _beside_lists(first, languages)
    return Mark("", {}, lists=lists, blank=True)


def _check(sla: Sla, marks: Sequence[Mark], cases: Sequence[Mark], languages: tuple[str, ...]) -> None:
    """That what is written reads back to an equal SLA; anything else would be a fault of medsla."""
    lines = [[_line(mark) for mark in part if mark.key not in ("", SKIP)] for part in (marks, cases)]
    if assemble(lines[0], lines[1], languages=languages) != sla:
        raise SpreadsheetError(Problem.of("sheet-differs"))


def _line(mark: Mark) -> Line:
    return Line(mark.key, {name: text_cell("", text) for name, text in mark.texts.items()})


# --- one contract a row


def _draw_rows(drawing: Drawing, sla: Sla | None, fields: Sequence[Field]) -> None:
    languages = drawing.languages
    texts = _row_texts(sla, fields, languages)
    marks = [
        Mark("", row, lists={f.address: choices(f.facet, languages) for f in fields if f.facet.tokens}, blank=True)
        for row in ([texts] if texts else []) + [{}] * _BLANK_ROWS
    ]
    heads = tuple((named(known.label, languages), _row_width(known)) for known in fields)
    comments = {known.address: how_to_write(known, languages) for known in fields}
    drawing.rows(spoken("sheet.rows", languages), [known.address for known in fields], heads, comments, marks)


def _row_width(known: Field) -> int:
    return 14 if known.kind in {"date", "percent", "count", "duration", "flag"} else 28 if known.kind == "text" else 20


def _row_texts(sla: Sla | None, fields: Sequence[Field], languages: tuple[str, ...]) -> dict[str, str]:
    """The first row, from an SLA: what it states in these columns."""
    if sla is None:
        return {}
    header, _ = header_texts(sla, languages)
    texts = {}
    for known in fields:
        value = sla.get(known.address) if known.of_term else None
        text = header.get(known.address) if not known.of_term else None
        if value is not None:
            text = value_text(known, value, languages, exclusive=_is_exclusive(sla, known))
        if text:
            texts[known.address] = text
    return texts


def _is_exclusive(sla: Sla, known: Field) -> bool:
    return sla.get(f"{known.address.rpartition('.')[0]}.bound") == "exclusive" and bool(known.facet.exclusive)

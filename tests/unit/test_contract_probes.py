"""Probes in every other place that an author can reach: letterheads, memoranda, and what is no text at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.contract_texts import CONTRACT
from tests.letterheads import letterhead, plain
from tests.template_probes import PROBES, UNENDING
from tests.word_files import LEVELS, NS, WORD, paragraph, paragraphs_of, text_box, unzipped, word_file

from medsla.contract import load_template, render_text
from medsla.contract.letterhead import load_letterhead
from medsla.errors import MedslaError, TemplateError

LINES = "".join(paragraph(line) for line in LEVELS.split("\n"))
MEMORANDUM = paragraph("{{ original.number }}") + LINES
Make = Callable[[str], object]


def cell(text: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{paragraph(text)}</w:tc></w:tr></w:tbl>"


def accepted(make: Make) -> list[str]:
    """The probes that nothing refuses, or that are refused without a place."""
    found = []
    for probe in (*PROBES, UNENDING):
        try:
            make(probe)
        except TemplateError as error:
            if all(problem.place.spot for problem in error.problems):
                continue
        found.append(probe)
    return found


LETTERHEADS: dict[str, Make] = {
    "header of the first page": lambda probe: letterhead(first=paragraph(probe)),
    "header of every page": lambda probe: letterhead(default=paragraph(probe)),
    "header of even pages": lambda probe: letterhead(even=paragraph(probe)),
    "footer": lambda probe: letterhead(footer=paragraph(probe)),
    "table in a header": lambda probe: letterhead(default=cell(probe)),
    "text box in a header": lambda probe: letterhead(default=text_box(probe)),
}
MEMORANDA: dict[str, Make] = {
    "body": lambda probe: word_file(MEMORANDUM + paragraph(probe)),
    "table": lambda probe: word_file(MEMORANDUM + cell(probe)),
    "header": lambda probe: word_file(MEMORANDUM, header=paragraph(probe)),
    "footer": lambda probe: word_file(MEMORANDUM, footer=paragraph(probe)),
    "footnote": lambda probe: word_file(MEMORANDUM, footnote=paragraph(probe)),
    "text box": lambda probe: word_file(MEMORANDUM + text_box(probe)),
}


@pytest.mark.parametrize("place", LETTERHEADS)
def test_every_probe_is_refused_in_every_place_of_a_letterhead(place: str) -> None:
    assert accepted(lambda probe: load_letterhead(LETTERHEADS[place](probe))) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("place", MEMORANDA)
def test_every_probe_is_refused_in_every_place_of_a_template_for_memoranda(place: str) -> None:
    assert accepted(lambda probe: load_template(MEMORANDA[place](probe))) == []  # type: ignore[arg-type]


# ------------------------------------------------------------------------------- places that are no text

SUM = "{{ 7193 * 8 }}"
RESULT = b"57544"


def noted(part: str, root: str, inner: str) -> bytes:
    parts = {f"word/{part}.xml": f"<w:{root} {NS}>{inner}</w:{root}>"}
    return word_file(LINES, parts=parts, kinds={f"/word/{part}.xml": f"{WORD}{part}+xml"})


def styled(name: str) -> bytes:
    return noted("styles", "styles", f'<w:style w:type="paragraph" w:styleId="A"><w:name w:val="{name}"/></w:style>')


def numbered(text: str) -> bytes:
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{text}"/></w:lvl>'
    return noted("numbering", "numbering", f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>')


def controlled(text: str) -> bytes:
    properties = f'<w:sdtPr><w:alias w:val="{text}"/><w:tag w:val="{text}"/></w:sdtPr>'
    return word_file(LINES + f"<w:p><w:sdt>{properties}<w:sdtContent/></w:sdt></w:p>")


def described(text: str) -> bytes:
    drawing = f'<wp:inline xmlns:wp="x"><wp:docPr id="1" name="a" descr="{text}"/></wp:inline>'
    return word_file(LINES + f"<w:p><w:r><w:drawing>{drawing}</w:drawing></w:r></w:p>")


OTHERS: dict[str, Callable[[str], bytes]] = {
    "endnote": lambda text: noted("endnotes", "endnotes", f'<w:endnote w:id="2">{paragraph(text)}</w:endnote>'),
    "comment": lambda text: noted("comments", "comments", f'<w:comment w:id="0">{paragraph(text)}</w:comment>'),
    "name of a style": styled,
    "text of a number": numbered,
    "variable": lambda text: noted(
        "settings", "settings", f'<w:docVars><w:docVar w:name="a" w:val="{text}"/></w:docVars>'
    ),
    "title and tag of a control": controlled,
    "description of a picture": described,
    "code of a field": lambda text: word_file(LINES + f"<w:p><w:r><w:instrText>REF {text}</w:instrText></w:r></w:p>"),
    "name of a bookmark": lambda text: word_file(LINES + f'<w:p><w:bookmarkStart w:id="0" w:name="{text}"/></w:p>'),
    "XML data": lambda text: word_file(LINES, parts={"customXml/item1.xml": f"<a>{text}</a>"}),
    "custom property": lambda text: word_file(LINES, parts={"docProps/custom.xml": f"<a>{text}</a>"}),
    "name of a part": lambda text: word_file(LINES, parts={f"word/{text}.xml": "<a/>"}),
    "address of a link": lambda text: word_file(
        LINES, links=f'<Relationship Id="r8" Type="x/hyperlink" Target="https://a/{text}" TargetMode="External"/>'
    ),
}


@pytest.mark.parametrize("place", OTHERS)
def test_nothing_is_computed_in_a_place_that_is_no_text(place: str) -> None:
    """Such a template is refused, or its contract says what it says without the probe, and no part has the result."""
    clean = paragraphs_of(render_text(CONTRACT, load_template(word_file(LINES))))
    try:
        made = render_text(CONTRACT, load_template(OTHERS[place](SUM)))
    except MedslaError:
        return
    parts = unzipped(made)
    assert [name for name, data in parts.items() if RESULT in data or RESULT.decode() in name] == []
    assert [line for line in paragraphs_of(made) if line] == [line for line in clean if line]


NEVER = {"code of a field", "description of a picture", "name of a part"}


@pytest.mark.parametrize("place", sorted(OTHERS.keys() - NEVER))
def test_the_same_file_without_the_probe_is_a_template(place: str) -> None:
    """So that what was refused above was refused for the probe; in some places nothing of one's own may stand."""
    assert paragraphs_of(render_text(CONTRACT, load_template(OTHERS[place]("a"))))


def test_a_letterhead_without_a_probe_is_one() -> None:
    assert load_letterhead(plain())

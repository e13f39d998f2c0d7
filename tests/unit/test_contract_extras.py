"""Extras have names, kinds and places; appendices pass the guard of templates; nothing of either runs or hides."""

from __future__ import annotations

import io
import re
import sys
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.shared import Pt
from tests.contract_texts import CONTRACT
from tests.docxtpl_ways import FEES, TERMS, codes, lines, made, ours, png, styled, table, template
from tests.template_probes import PROBES
from tests.word_files import NS, R, W, field, outside, paragraph, paragraphs_of, run, unzipped, word_file, zipped

from medsla import office
from medsla.contract import Picture, Shade, Span, Subdocument, check_template, load_template, render_text
from medsla.contract.desk import mended
from medsla.errors import RenderError

LOGO = png()
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
MACRO = {"/word/vbaProject.bin": "application/vnd.ms-office.vbaProject"}
CHUNK = f'<Relationship Id="r9" Type="{R}/aFChunk" Target="a.html"/>'
SECTION = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
NOTE = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
WHITE = "<w:p><w:r><w:rPr><w:color w:val='FFFFFE'/></w:rPr><w:t>x</w:t></w:r></w:p>"
TINY = "<w:p><w:r><w:rPr><w:sz w:val='2'/></w:rPr><w:t>x</w:t></w:r></w:p>"
HIDDEN = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "file-empty"),
        (b"hello", "file-no-office"),
        (word_file(parts={"word/vbaProject.bin": "x"}, kinds=MACRO), "embedded-object"),
        (word_file(parts={"word/embeddings/x.xlsx": "x"}), "embedded-object"),
        (word_file(parts={"word/a.html": "<b/>"}, links=CHUNK), "embedded-object"),
        (word_file(links=outside("attachedTemplate", "file:///x.dotm")), "external-link"),
        (word_file(links=outside("image", "http://example.com/x.png")), "external-link"),
        (word_file(links=outside("hyperlink", "javascript:x")), "external-link"),
        (word_file(f"<w:p><w:ins w:author='a'>{run('x')}</w:ins></w:p>"), "tracked-change"),
        (word_file(HIDDEN), "hidden-text"),
        (word_file(WHITE), "hidden-text"),
        (word_file(TINY), "hidden-text"),
        (word_file(f"<w:p>{field('DDEAUTO a', 'x')}</w:p>"), "refused-field"),
        (word_file(SECTION), "appendix-sections"),
        (word_file(NOTE), "appendix-notes"),
        (word_file("<w:p><w:hyperlink r:id='r7'/></w:p>"), "appendix-broken"),
        (word_file(paragraph("{{ title }}")), "leftover"),
        (word_file(paragraph("{_{ title }_}")), "leftover"),
        (word_file("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>"), "open-field"),
        (render_text(CONTRACT, load_template("annex")), "appendix-contract"),
    ],
)  # fmt: skip
def test_what_is_no_safe_appendix_is_refused(file: bytes, code: str) -> None:
    assert codes(Subdocument, file) == [code]


def test_nothing_private_of_an_appendix_gets_into_a_contract() -> None:
    canary = "canary-51c"
    parts = {
        "docProps/core.xml": f'<cp:core xmlns:cp="x" xmlns:dc="y"><dc:creator>{canary}</dc:creator></cp:core>',
        "word/comments.xml": f"<w:comments {NS}><w:comment><w:p>{run(canary)}</w:p></w:comment></w:comments>",
        "customXml/item1.xml": f"<a>{canary}</a>",
    }
    kinds = {"/word/comments.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"}
    properties = f"<w:sdtPr><w:tag w:val='{canary}'/><w:id w:val='1001'/></w:sdtPr>"
    control = f"<w:sdt>{properties}<w:sdtContent>{run('値')}</w:sdtContent></w:sdt>"
    body = f'<w:p w:rsidR="0051CAFE">{run("別紙")}{control}</w:p>'
    given = Subdocument(word_file(body, parts=parts, kinds=kinds, header=paragraph(canary)))
    found = render_text(CONTRACT, load_template(template(lines("{{p extra.a }}"))), extras={"a": given})
    parts = unzipped(found)
    assert [name for name, data in parts.items() if canary.encode() in data or b"0051CAFE" in data] == []
    assert "別紙値" in paragraphs_of(found)


def test_an_appendix_with_a_bookmark_of_the_contract_is_refused() -> None:
    own = template(lambda document: (styled(document), document.add_paragraph("{{p extra.a }}")))
    assert codes(ours, own, {"a": Subdocument(FEES)}) == ["appendix-bookmark"]


def test_an_appendix_may_hold_the_logo_and_the_marks_that_word_writes() -> None:
    def build(document: Any) -> None:
        document.add_picture(io.BytesIO(LOGO))
        blip = next(document.element.body.iter(f"{{{A}}}blip"))
        blip.append(
            parse_xml(f'<a:extLst xmlns:a="{A}"><a:ext uri="{{28A0092B-C50C-407E-A947-70E740481C1C}}"/></a:extLst>')
        )

    file = template(lines("{{p extra.a }}", "{{ extra.logo }}"))
    found = ours(file, {"a": Subdocument(made(build)), "logo": Picture(LOGO)})
    assert [name for name in found if name.startswith("word/media/")] == ["word/media/image1.png"]
    assert found["word/document.xml"].count(b"<a:blip ") == 2


def test_without_docxcompose_an_appendix_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docxtpl.subdoc", None)
    given = Subdocument(made(lines("docxcompose")))
    assert codes(ours, template(lines("{{p extra.a }}")), {"a": given}) == ["appendix-package"]


def test_bookmarks_of_two_appendices_keep_their_ends() -> None:
    def build(document: Any) -> None:
        for kind, name in (("Start", 'w:name="other"'), ("End", "")):
            mark = f'<w:bookmark{kind} xmlns:w="{W}" w:id="0" {name}/>'
            document.add_paragraph("第二")._p.append(parse_xml(mark))

    extras = {"a": Subdocument(FEES), "b": Subdocument(made(build))}
    found = ours(template(lines("{{p extra.a }}", "{{p extra.b }}")), extras)["word/document.xml"].decode()
    begun, ended = (re.findall(rf'<w:bookmark{kind} [^>]*w:id="(\d+)"', found) for kind in ("Start", "End"))
    assert begun == ended == ["2000001", "2000002"]


def test_an_appendix_whose_lists_are_missing_is_refused() -> None:
    odd = zipped(office.without(unzipped(FEES), ["word/numbering.xml"]))
    assert codes(ours, template(lines("{{p extra.a }}")), {"a": Subdocument(odd)}) == ["appendix-refused"]


def test_two_kinds_of_numbering_in_one_table_are_not_mixed_up() -> None:
    def build(document: Any) -> None:
        cells = table(document, ("一", "二")).rows[0].cells
        for cell, style in zip(cells, ("List Number", "List Bullet"), strict=True):
            cell.paragraphs[0].style = style
            number = document.styles[style].element.pPr.numPr.numId.val
            properties = cell.paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = number

    assert codes(ours, template(lines("{{p extra.a }}")), {"a": Subdocument(made(build))}) == ["appendix-numbering"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ extra }}", "extra-unnamed"),
        ("{{ extra.__class__ }}", "refused-tag"),
        ("{{ extra.logo.data }}", "extra-unnamed"),
        ("{{ extra.logo() }}", "refused-tag"),
        ("{{ extra['logo'] }}", "refused-tag"),
        ("{{ extra.logo|safe }}", "refused-tag"),
        ("{{r title }}", "refused-tag"),
        ("{{p title }}", "refused-tag"),
        ("{{tr extra.logo }}", "refused-tag"),
        ("{{ r extra.logo }}", "refused-tag"),
        ("文 {{p extra.logo }}", "text-beside-tag"),
        ("{% for x in extra.logo %}{% endfor %}", "not-a-list"),
        ("{% for extra in groups %}{% endfor %}", "taken-name"),
        ("{% cellbg 'FF0000' %}", "refused-tag"),
        ("{% cellbg title %}", "outside-cell"),
        ("{% colspan 3 %}", "refused-tag"),
        ("{% vm %}", "outside-cell"),
        ("{{ extra.a }}{{r extra.a }}", "extra-two-forms"),
    ],
)
def test_an_extra_has_one_name_and_one_form(text: str, code: str) -> None:
    found = check_template(template(lines(text)))
    assert [problem.code for problem in found.problems] == [f"fence.{code}"]


def in_cell(text: str) -> bytes:
    return template(lambda document: table(document, (text, "x")) and None)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (in_cell("{{p extra.a }}"), "extra-place"),
        (in_cell("{% vm %}{{ title }}"), "merge-loop"),
        (in_cell("{% hm %}{{ title }}"), "merge-loop"),
        (in_cell("{% cellbg title %}"), "extra-unnamed"),
        (template(lines("{{p extra.a }}", "{{p extra.a }}")), "extra-place"),
        (template(lines("{%p for group in groups %}", "{{p extra.a }}", "{%p endfor %}")), "extra-place"),
        (word_file(footnote=paragraph("{{ extra.a }}")), "extra-place"),
        (word_file(header=paragraph("{{p extra.a }}")), "extra-place"),
    ],
)
def test_an_extra_stands_where_word_can_show_it(file: bytes, code: str) -> None:
    assert [problem.code for problem in check_template(file).problems] == [f"fence.{code}"]


def test_every_probe_is_refused_beside_extras_too() -> None:
    accepted = [probe for probe in PROBES if not check_template(template(lines("{{ extra.logo }}", probe))).problems]
    assert accepted == []


@pytest.mark.parametrize("given", [b"", "x", 1, print, object(), {"a": 1}, type("P", (Picture,), {})(LOGO)])
def test_only_extras_are_set_in_and_nothing_is_called(given: Any) -> None:
    wanted = load_template(template(lines("{{ extra.logo }}")))
    with pytest.raises(RenderError) as caught:
        render_text(CONTRACT, wanted, extras={"logo": given})
    assert [problem.code for problem in caught.value.problems] == ["fence.extra-kind"]


def test_everything_missing_or_of_another_kind_is_named_at_once() -> None:
    wanted = load_template(template(lines("{{ extra.logo }}{{r extra.portal }}", "{{p extra.fees }}")))
    with pytest.raises(RenderError) as caught:
        render_text(CONTRACT, wanted, extras={"fees": Shade("000000"), "__class__": Span(1)})
    assert sorted((problem.code, dict(problem.fields)["name"]) for problem in caught.value.problems) == [
        ("fence.extra-kind", "extra.fees"),
        ("fence.extra-missing", "extra.logo"),
        ("fence.extra-missing", "extra.portal"),
        ("fence.extra-name", "__class__"),
    ]


def test_an_extra_that_a_condition_asks_for_may_be_missing() -> None:
    file = template(
        lines("{%p if extra.fees %}", "別紙のとおり", "{{p extra.fees }}", "{%p else %}", "別紙なし", "{%p endif %}")
    )
    without, having = ours(file, {}), ours(file, {"fees": Subdocument(TERMS)})
    assert ["別紙なし" in parts["word/document.xml"].decode() for parts in (without, having)] == [True, False]
    assert "仕様書" in having["word/document.xml"].decode()


@pytest.mark.parametrize(
    ("spacing", "style", "hinted"),
    [("exact", "", True), ("auto", "Fixed", False), ("", "Fixed", True), ("", "Below", True), ("", "", False)],
)
def test_a_picture_that_word_would_crop_is_a_hint(spacing: str, style: str, hinted: bool) -> None:
    def build(document: Any) -> None:
        fixed = document.styles.add_style("Fixed", 1)
        fixed.paragraph_format.line_spacing = Pt(10)
        document.styles.add_style("Below", 1).base_style = fixed
        shown = document.add_paragraph("{{ extra.logo }}", style=style or None)
        if spacing:
            shown.paragraph_format.line_spacing = Pt(10) if spacing == "exact" else 1.0

    hints = check_template(template(build)).hints
    assert [hint.code for hint in hints] == ["fence.picture-cropped"] * hinted
    assert all(hint.place.spot == "word/document.xml, paragraph 6" for hint in hints)


def test_a_link_does_not_stand_inside_another_one() -> None:
    file = word_file(f"<w:p><w:hyperlink w:anchor='a'>{run('{{r extra.a }}')}</w:hyperlink></w:p>")
    assert [problem.code for problem in check_template(file).problems] == ["fence.extra-place"]


def test_a_service_level_cannot_be_lost_in_joined_cells() -> None:
    rows = (("{%tr for row in group.rows %}", ""), ("{% vm %}{{ row.text }}", "x"), ("{%tr endfor %}", ""))

    def build(document: Any) -> None:
        document.add_paragraph("{%p for group in groups %}")
        table(document, *rows)
        document.add_paragraph("{%p endfor %}")

    assert codes(render_text, CONTRACT, load_template(made(build))) == ["not-printed"]


def test_broken_xml_is_refused_and_never_repaired() -> None:
    text = f'<w:document {NS}><w:body><w:tbl columns="1"><w:tr></w:tbl></w:body></w:document>'
    assert codes(mended, text, "word/document.xml") == ["malformed"]


def test_an_empty_row_of_columns_is_refused() -> None:
    file = template(lambda document: table(document, ("{%tc if electronic %}", "電子", "{%tc endif %}")) and None)
    assert codes(ours, file, {}) == ["empty-row"]

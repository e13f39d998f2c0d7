"""Contracts on a letterhead of one's own: what is taken over, what is refused, and that neither side's look changes."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.command_line import CLEAN, call
from tests.contract_texts import CONTRACT
from tests.letterheads import MARGINS, letterhead, plain, png
from tests.word_files import LEVELS, NS, WORD, R, field, outside, paragraph, run, text_box, unzipped, word_file, zipped

from medsla import office
from medsla.batch import render_batch
from medsla.contract import Language, extract, finalize, load_template, render, render_text
from medsla.contract.amendment.writing import amend
from medsla.contract.letterhead import load_letterhead, on_letterhead
from medsla.contract.merging import merged
from medsla.errors import MedslaError, Problem, ReadError, TemplateError
from medsla.office import bitmaps
from medsla.sla import Sla, load, load_data
from medsla.spreadsheet import Row

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES: tuple[Language, ...] = ("ja", "en", "ja-en")
BODY, RELS, PICTURE = "word/document.xml", "word/_rels/document.xml.rels", "word/media/logo.png"
LINES = "".join(paragraph(line) for line in LEVELS.split("\n"))


def of_letterhead(hints: Iterable[Problem]) -> list[str]:
    """The codes of hints about a letterhead; what a form does not print is another matter."""
    return [hint.code for hint in hints if not hint.code.startswith("fence.unprinted-")]


@pytest.fixture(scope="module")
def sla() -> Sla:
    return load(ROOT / "examples" / "00-clean.yaml")


@pytest.fixture(scope="module")
def made(sla: Sla, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = render(sla, tmp_path_factory.mktemp("made") / "x.docx", letterhead=letterhead()).path
    return unzipped(path.read_bytes())


def problems(source: bytes, language: Language = "ja") -> list[tuple[str, str]]:
    try:
        load_letterhead(source, language=language)
    except MedslaError as error:
        return [(problem.code, problem.place.spot or "") for problem in error.problems]
    return []


def load_ends(source: bytes) -> set[tuple[str, str]]:
    return set(load_letterhead(source).ends)


def written(source: bytes, template: bytes | str = "annex", **options: Any) -> dict[str, bytes]:
    """The parts of a contract from text, without an SLA."""
    return unzipped(render_text(CONTRACT, on_letterhead(load_template(template), load_letterhead(source)), **options))


def ends(parts: dict[str, bytes]) -> dict[str, list[str]]:
    """The text of each header and footer that the first section names, by side and page."""
    targets = dict(re.findall(r'Id="(\w+)"[^>]*Target="/?(?:word/)?([^"]+)"', parts[RELS].decode()))
    targets |= {
        key: target for target, key in re.findall(r'Target="/?(?:word/)?([^"]+)"[^>]*Id="(\w+)"', parts[RELS].decode())
    }
    section = re.findall(r"<w:sectPr.*?</w:sectPr>", parts[BODY].decode())[0]
    found = {}
    for side, page, key in re.findall(r'<w:(header|footer)Reference w:type="(\w+)" r:id="(\w+)"/>', section):
        root = office.parse(parts[f"word/{targets[key]}"], "")
        found[f"{side} {page}"] = [line.text for line in office.lines(root) if line.text]
    return found


# ------------------------------------------------------------------------------ what is taken over


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["annex", "form-a", "form-b"])
def test_a_contract_on_a_letterhead_is_whole_final_and_gives_back_its_sla(
    sla: Sla, language: Language, form: str, tmp_path: Path
) -> None:
    done = render(sla, tmp_path / "x.docx", language=language, template=form, letterhead=letterhead())
    assert of_letterhead(done.hints) == []
    assert done.template == form
    assert extract(done.path) == sla
    assert finalize(done.path, tmp_path / "y.docx").sha256 == done.sha256
    assert office.check_package(unzipped(done.path.read_bytes())) == []


def test_headers_and_footers_stand_on_their_pages_with_the_number_filled_in(made: dict[str, bytes]) -> None:
    assert ends(made) == {
        "header first": ["医療法人青空会 青空病院", "横浜市港町1番1号　電話 045-000-0000", "契約番号 SLA-2027-001"],
        "header even": ["SLA-2027-001（偶数頁）"],
        "header default": ["　契約番号 SLA-2027-001"],
        "footer first": ["青空病院　1"],
        "footer even": ["青空病院　1"],
        "footer default": ["青空病院　1"],
    }  # fmt: skip
    assert re.findall(r"<w:titlePg/>", made[BODY].decode()) == ["<w:titlePg/>"]
    assert re.findall(r"<w:evenAndOddHeaders/>", made["word/settings.xml"].decode()) == ["<w:evenAndOddHeaders/>"]
    texts = b"".join(data for name, data in made.items() if name.startswith("word/"))
    assert "契約番号　".encode() not in texts


def test_paper_and_margins_are_those_of_the_letterhead_in_every_section(made: dict[str, bytes]) -> None:
    body = made[BODY].decode()
    assert set(re.findall(r"<w:pgMar [^>]*/>", body)) == {f"<w:pgMar {MARGINS}/>"}
    assert set(re.findall(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"', body)) == {("11906", "16838")}


def test_tables_as_wide_as_the_text_go_with_its_new_width(made: dict[str, bytes]) -> None:
    body = office.parse(made[BODY], BODY)[0]
    tables = [table for table in body if table.tag == office.w("tbl")]
    width = 11906 - 1701 - 1701
    grids = [[int(str(one.get(office.w("w")))) for one in table.iter(office.w("gridCol"))] for table in tables]
    assert {sum(grid) for grid in grids} == {width}
    said = {
        one.get(office.w("w")) for table in tables for one in table.iterfind(f"{office.w('tblPr')}/{office.w('tblW')}")
    }
    assert said == {str(width)}


def test_pictures_come_along_without_what_they_say_of_their_maker(made: dict[str, bytes]) -> None:
    media = {name: data for name, data in made.items() if "media" in name}
    assert set(media.values()) == {png()}
    assert b"".join(made.values()).count(b"canary") == 0
    for name, data in made.items():
        if re.fullmatch(r"word/_rels/(header|footer)\d+\.xml\.rels", name):
            for target in re.findall(rb'Target="/([^"]+)"', data):
                assert target.decode() in media
    assert b"svg" not in b"".join(data for name, data in made.items() if not name.endswith(".png"))
    assert bitmaps.clean_picture(png()).data == png()


def test_no_two_drawings_have_one_number(made: dict[str, bytes]) -> None:
    numbers = [key for data in made.values() for key in re.findall(rb'<wp:docPr [^>]*?id="(\d+)"', data)]
    assert len(numbers) == len(set(numbers)) == 2


def test_the_same_file_comes_out_every_time_and_a_template_is_put_together_once(sla: Sla, tmp_path: Path) -> None:
    one, two = (render(sla, tmp_path / name, letterhead=letterhead()) for name in ("a.docx", "b.docx"))
    assert one.sha256 == two.sha256
    template, paper = load_template("form-b"), load_letterhead(letterhead())
    assert on_letterhead(template, paper) is on_letterhead(template, load_letterhead(letterhead()))
    other = on_letterhead(template, load_letterhead(plain()))
    assert len({template.sha256, on_letterhead(template, paper).sha256, other.sha256}) == 3


# ---------------------------------------------------------------- what one file does not touch in the other


def styles(parts: dict[str, bytes]) -> dict[str, str]:
    found = re.findall(r'<w:style [^>]*w:styleId="(\w+)".*?</w:style>', parts["word/styles.xml"].decode())
    whole = re.findall(r"<w:style .*?</w:style>", parts["word/styles.xml"].decode())
    return dict(zip(found, whole, strict=True))


def test_styles_come_under_names_of_their_own_and_those_of_the_template_stay(made: dict[str, bytes]) -> None:
    before = styles(dict(load_template("form-b").press.parts))
    after = styles(made)
    assert {key: after[key] for key in before} == before
    brought = {key: text for key, text in after.items() if key not in before}
    assert list(brought) == [f"Letterhead{number}" for number in range(1, 7)]
    base, normal, table, header, shout, grid = brought.values()
    assert re.findall(r"<w:rFonts [^>]*/>", base) == [
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="ＭＳ ゴシック" w:cs="Times New Roman"/>'
    ]
    assert '<w:spacing w:after="160" w:line="259" w:before="0" w:lineRule="auto"/>' in base
    assert '<w:snapToGrid w:val="0"/>' in base
    assert '<w:basedOn w:val="Letterhead1"/>' in normal
    assert '<w:basedOn w:val="Letterhead2"/>' in header
    assert '<w:basedOn w:val="Letterhead3"/>' in grid
    assert "basedOn" not in table + shout + base
    assert "theme" not in "".join(brought.values())
    assert 'w:color="1F6F8B"' in header
    assert [text for text in brought.values() if "w:default" in text or "<w:link" in text] == []


def test_each_paragraph_of_a_header_names_a_style_that_is_there(made: dict[str, bytes]) -> None:
    known = styles(made)
    for name, data in made.items():
        if re.fullmatch(r"word/(header|footer)\d+\.xml", name):
            text = data.decode()
            used = re.findall(r'<w:(?:p|r|tbl)Style w:val="(\w+)"/>', text)
            assert used != []
            assert [key for key in used if key not in known] == []
            assert text.count("<w:p>") == text.count("<w:pStyle ")


def test_a_table_style_still_outranks_the_settings_for_all_text(made: dict[str, bytes]) -> None:
    first = next(data.decode() for name, data in made.items() if "header" in name and "医療法人".encode() in data)
    inside = re.findall(r"<w:tc>.*?</w:tc>", first)
    assert all('<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>' in cell for cell in inside)
    assert "<w:spacing" not in first.partition("</w:tbl>")[2]


def test_names_that_the_template_has_already_are_not_taken_twice(sla: Sla, tmp_path: Path) -> None:
    once = on_letterhead(load_template("form-b"), load_letterhead(letterhead()))
    twice = on_letterhead(once, load_letterhead(plain()))
    keys = re.findall(r'w:styleId="(Letterhead\d+)"', dict(twice.press.parts)["word/styles.xml"].decode())
    assert len(keys) == len(set(keys)) == 8
    parts = unzipped(render(sla, tmp_path / "x.docx", template=twice).path.read_bytes())
    assert ends(parts)["header default"] == ["青空病院"]


# -------------------------------------------------------------------- sides and pages that are not there


def test_a_side_that_the_letterhead_does_not_have_stays_on_all_pages(sla: Sla, tmp_path: Path) -> None:
    done = render(sla, tmp_path / "x.docx", letterhead=letterhead(footer="", even="", settings=""))
    found = ends(unzipped(done.path.read_bytes()))
    assert set(found) == {"header first", "header default", "footer first", "footer default"}
    assert found["footer first"] == found["footer default"]
    assert " / " in found["footer default"][0] or "頁" in found["footer default"][0]


def test_headers_of_pages_that_are_not_set_apart_do_not_come_along(sla: Sla, tmp_path: Path) -> None:
    done = render(sla, tmp_path / "x.docx", letterhead=letterhead(switches="", settings=""))
    found = ends(unzipped(done.path.read_bytes()))
    assert set(found) == {"header default", "footer default"}
    whole = b"".join(unzipped(done.path.read_bytes()).values())
    assert b"045-000-0000" not in whole
    assert b"titlePg" not in whole


def test_a_page_on_its_side_stays_on_its_side() -> None:
    turned = (
        LINES + '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>'
    )
    template = load_template(word_file(turned + paragraph("{{ number }}")))
    parts = dict(on_letterhead(template, load_letterhead(letterhead(paper='w:w="12240" w:h="15840"'))).press.parts)
    sizes = re.findall(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"', parts[BODY].decode())
    assert sizes == [("15840", "12240"), ("12240", "15840")]


# ----------------------------------------------------------------------------------- what is refused


def numbered(number: str) -> str:
    return f'<w:p><w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>{run("一")}</w:p>'


HIDDEN = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"
WHITE = HIDDEN.replace("<w:vanish/>", '<w:color w:val="FFFFFF"/>')
TRACKED = f'<w:p><w:ins w:id="1" w:author="a">{run("x")}</w:ins></w:p>'
HEAD = "word/default.xml"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (letterhead(), []),
        (letterhead(default=paragraph("{{ nummer }}")), [("fence.unknown-name", f"{HEAD}, paragraph 1")]),
        (letterhead(default=paragraph("{{ 1 + 1 }}")), [("fence.refused-tag", f"{HEAD}, paragraph 1")]),
        (letterhead(default=paragraph("{% if electronic %}電子{% endif %}")), []),
        (letterhead(default="<w:p/>" + TRACKED), [("fence.tracked-change", f"{HEAD}, paragraph 2")]),
        (letterhead(default=HIDDEN), [("fence.hidden-text", f"{HEAD}, paragraph 1")]),
        (letterhead(default=WHITE), [("fence.hidden-text", f"{HEAD}, paragraph 1")]),
        (letterhead(default=numbered("1")), [("letterhead.numbering", f"{HEAD}, paragraph 1")]),
        (letterhead(default=numbered("0")), []),
        (letterhead(default=f'<w:p><w:pPr><w:pStyle w:val="List"/></w:pPr>{run("一")}</w:p>'),
         [("letterhead.numbered-style", HEAD)]),
        (letterhead(default=f"<w:p>{field('STYLEREF 1', 'x')}</w:p>"), [("letterhead.field", f"{HEAD}, paragraph 1")]),
        (letterhead(default=f"<w:p>{field('DATE', 'x')}</w:p>"), [("letterhead.field", f"{HEAD}, paragraph 1")]),
        (letterhead(default=f"<w:p>{field(' NUMPAGES ', '1')}</w:p>"), []),
        (letterhead(body=TRACKED + HIDDEN + paragraph("{{ nummer }}")), []),
        (letterhead(first="", default="", even="", footer=""), [("letterhead.empty", "")]),
        (letterhead(default="", footer="", switches="", settings=""), [("letterhead.empty", "")]),
        (letterhead(body="<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"), [("letterhead.sections", "")]),
        (letterhead(margins=MARGINS.replace('w:left="1701"', 'w:left="5103"')), [("letterhead.room", BODY)]),
        (letterhead(margins=MARGINS.replace('w:left="1701"', 'w:left="5102"')), []),
        (letterhead(margins=MARGINS.replace('w:header="720"', 'w:header="9468"')), [("letterhead.room", BODY)]),
        (letterhead(margins=MARGINS.replace('w:header="720"', 'w:header="9467"')), []),
        (letterhead(parts={"word/vbaProject.bin": "x"},
                    kinds={"/word/vbaProject.bin": "application/vnd.ms-office.vbaProject"}),
         [("fence.embedded-object", "word/vbaProject.bin")]),
        (b"PK\3\4", [("package-damaged", "")]),
    ],
)  # fmt: skip
def test_what_a_letterhead_must_not_hold_is_named_with_its_place(
    source: bytes, expected: list[tuple[str, str]]
) -> None:
    assert problems(source) == expected


def test_a_linked_picture_and_a_chart_are_refused() -> None:
    parts = unzipped(letterhead())
    rels = "word/_rels/default.xml.rels"
    linked = (
        parts[rels]
        .decode()
        .replace("</Relationships>", f"{outside('image', 'http://example.com/a.png')}</Relationships>")
    )
    assert problems(zipped(parts | {rels: linked.encode()})) == [("fence.external-link", HEAD)]
    chart = parts[rels].decode().replace(f'Type="{R}/image"', f'Type="{R}/chart"', 1)
    assert [code for code, _ in problems(zipped(parts | {rels: chart.encode()}))] == ["fence.unknown-part"]


def test_a_picture_that_is_not_in_the_file_is_named() -> None:
    parts = unzipped(letterhead())
    del parts[PICTURE]
    gone = [("fence.unknown-part", PICTURE)]
    assert problems(zipped(parts)) == gone
    parts[RELS] = parts[RELS].replace(b"default.xml", b"nowhere.xml")
    assert "header default" not in {f"{side} {page}" for side, page in load_ends(zipped(parts | {PICTURE: png()}))}


def test_a_finished_contract_or_a_missing_file_is_no_letterhead(sla: Sla, tmp_path: Path) -> None:
    contract = render(sla, tmp_path / "x.docx").path
    assert problems(contract.read_bytes()) == [("letterhead.contract", "")]
    with pytest.raises(ReadError) as caught:
        load_letterhead(tmp_path / "none.docx")
    assert [problem.code for problem in caught.value.problems] == ["letterhead.missing"]
    with pytest.raises(TemplateError) as refused:
        render(sla, tmp_path / "y.docx", letterhead=letterhead(default=HIDDEN))
    assert [problem.place.file for problem in refused.value.problems] == ["letterhead"]
    assert not (tmp_path / "y.docx").exists()


def test_names_are_those_of_the_language_of_the_contract() -> None:
    both = letterhead(default=paragraph("{{ ja.title }} {{ number }}"))
    assert problems(both, "ja-en") == []
    assert [code for code, _ in problems(both)] == ["fence.unknown-name"]


# -------------------------------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        (letterhead(), []),
        (letterhead(footer=paragraph("青空病院")), ["letterhead.no-page"]),
        (letterhead(first=paragraph("青空病院"), default=paragraph("青空病院"), even=""), ["letterhead.no-number"]),
        (letterhead(body=paragraph("ここに本文")), ["letterhead.body"]),
        (plain(), ["letterhead.no-page", "letterhead.no-number"]),
    ],
)  # fmt: skip
def test_what_its_author_may_want_to_know_is_said(sla: Sla, source: bytes, codes: list[str], tmp_path: Path) -> None:
    assert of_letterhead(render(sla, tmp_path / "x.docx", letterhead=source).hints) == codes


def test_private_marks_controls_and_bookmarks_stay_behind() -> None:
    marked = (
        f'<w:p w:rsidR="00CANARY"><w:bookmarkStart w:id="0" w:name="canary"/>{run("甲")}<w:bookmarkEnd w:id="0"/>'
        '<w:sdt><w:sdtPr><w:tag w:val="canary"/><w:dataBinding w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>'
        f"</w:sdtPr><w:sdtContent>{run('乙')}</w:sdtContent></w:sdt><w:commentRangeStart w:id='1'/></w:p>"
    )
    header = next(
        data.decode()
        for name, data in written(letterhead(default=marked)).items()
        if "header" in name and "甲".encode() in data
    )
    shown = re.sub(r"<w:pPr>.*?</w:pPr>", "", header)
    assert re.sub(r"<[^>]*>", "", shown).strip() == "甲乙"
    assert [word for word in ("CANARY", "canary", "sdt", "bookmark", "comment") if word in header] == []


def test_a_text_box_and_a_watermark_come_along() -> None:
    shape = '<v:shape id="PowerPlusWaterMarkObject1"><v:textpath string="写"/></v:shape>'
    mark = f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"
    parts = written(letterhead(default=text_box("{{ number }}") + mark))
    header = next(data.decode() for name, data in parts.items() if "header" in name and b"textpath" in data)
    assert header.count(CONTRACT.number) == 2  # for new programs and for old ones
    assert header.count("<w:p>") == header.count("<w:pStyle ") == 4
    assert 'string="写"' in header


def test_a_page_of_a_colour_of_its_own_is_read_as_any_other() -> None:
    parts = unzipped(letterhead())
    parts[BODY] = parts[BODY].replace(b"<w:body>", b'<w:background w:color="FFFFEE"/><w:body>')
    assert problems(zipped(parts)) == []


def test_a_template_without_styles_or_settings_gets_what_a_letterhead_needs() -> None:
    parts = written(letterhead(), word_file(LINES + paragraph("{{ number }}")))
    assert b"<w:evenAndOddHeaders/>" in parts["word/settings1.xml"]
    assert b'w:styleId="Letterhead1"' in parts["word/styles1.xml"]
    assert office.check_package(parts) == []


def test_a_template_with_settings_loses_what_the_letterhead_does_not_have() -> None:
    settings = f"<w:settings {NS}><w:evenAndOddHeaders/><w:mirrorMargins w:val='0'/></w:settings>"
    link = f'<Relationship Id="rS" Type="{R}/settings" Target="settings.xml"/>'
    kinds = {"/word/settings.xml": f"{WORD}settings+xml"}
    template = word_file(LINES, parts={"word/settings.xml": settings}, kinds=kinds, links=link)
    paper = load_letterhead(letterhead(even="", settings="<w:mirrorMargins/>"))
    parts = merged(dict(load_template(template).press.parts), paper.parts, paper.ends, paper.main)
    inner = re.findall(r"<w:settings[^>]*>(.*)</w:settings>", parts["word/settings.xml"].decode())
    assert inner == ["<w:mirrorMargins/>"]


# --------------------------------------------------------------------------- wherever contracts are made


@pytest.fixture
def paper(tmp_path: Path) -> str:
    (tmp_path / "paper.docx").write_bytes(letterhead())
    return str(tmp_path / "paper.docx")


def test_the_command_writes_on_a_letterhead_and_says_what_it_lacks(
    paper: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "x.docx")
    assert call(capsys, "render", CLEAN, "-o", out, "--letterhead", paper, "--lang", "ja").code == 0
    assert ends(unzipped(Path(out).read_bytes()))["header even"] == ["SLA-2027-001（偶数頁）"]
    assert call(capsys, "render", CLEAN, "-o", paper, "--letterhead", paper).code == 2
    Path(paper).write_bytes(plain())
    told = call(capsys, "render", CLEAN, "-o", out, "--letterhead", paper, "--lang", "ja").err
    assert "ページ番号がありません" in told
    assert "「{{ number }}」と書くと" in told
    Path(paper).write_bytes(letterhead(default=HIDDEN))
    ended = call(capsys, "render", CLEAN, "-o", out, "--letterhead", paper, "--lang", "ja")
    assert (ended.code, "paper.docx word/default.xml, paragraph 1" in ended.err) == (4, True)


def test_a_template_is_checked_with_its_letterhead(paper: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "template", "check", "form-b", "--letterhead", paper).code == 0
    assert call(capsys, "template", "new", "form-b", "-o", f"{paper}.x", "--letterhead", paper).code == 2
    Path(paper).write_bytes(letterhead(default=TRACKED))
    ended = call(capsys, "template", "check", "form-b", "--letterhead", paper, "--lang", "en")
    assert (ended.code, "A tracked change (ins) is left" in ended.err) == (4, True)


def test_every_contract_of_a_batch_stands_on_the_letterhead(paper: str, tmp_path: Path) -> None:
    rows = [Row(number, {"agreement.number": f"A-{number}"}, {}) for number in (2, 3)]
    done = render_batch(rows, tmp_path / "out", base=CLEAN, letterhead=paper)
    assert (done.made, done.refused, done.warnings) == (2, 0, ())
    for number in (2, 3):
        found = ends(unzipped((tmp_path / "out" / f"A-{number}.docx").read_bytes()))
        assert found["header default"] == [f"　契約番号 A-{number}"]
        made = tmp_path / "out" / f"A-{number}.docx"
        assert finalize(made, tmp_path / "final.docx").path.read_bytes() == made.read_bytes()
    Path(paper).write_bytes(plain())
    again = render_batch(rows, tmp_path / "out", base=CLEAN, letterhead=paper, resume=True)
    assert again.remade == (("template", 2),)
    assert [warning.code for warning in again.warnings] == ["letterhead.no-page", "letterhead.no-number"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_memorandum_stands_on_the_letterhead_too(sla: Sla, language: Language, tmp_path: Path) -> None:
    document = sla.replace("recovery.rto.within", "PT2H").document()
    after = load_data(document | {"agreement": document["agreement"] | {"effective": "2027-10-01"}})
    done = amend(sla, after, tmp_path / "x.docx", language=language, letterhead=letterhead(first="", switches=""))
    found = ends(unzipped(done.path.read_bytes()))
    assert (of_letterhead(done.hints), found["footer default"]) == ([], ["青空病院　1"])
    assert finalize(done.path, tmp_path / "y.docx").sha256 == done.sha256


# ------------------------------------------------------------------------------------------ the page


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_shows_each_header_on_its_page(sla: Sla, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = render(sla, tmp_path / "x.docx", letterhead=letterhead()).path
    (pdf,) = office.write_pdf([path])
    pages = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    first, second, third = (re.sub(r"\s+", "", page) for page in pages.split("\f")[:3])
    assert first.startswith("医療法人青空会青空病院")
    assert second.startswith("SLA-2027-001（偶数頁）")
    assert third.startswith("契約番号SLA-2027-001")
    assert [page.endswith(f"青空病院{number}") for number, page in enumerate((first, second, third), 1)] == [True] * 3

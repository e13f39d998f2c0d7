"""What a template may be, and that each thing it may not be is named with its place."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.contract_texts import CONTRACT, contract
from tests.word_files import (
    LEVELS,
    NS,
    WORD,
    outside,
    paragraph,
    paragraphs_of,
    run,
    template,
    unzipped,
    word_file,
    zipped,
)

from medsla.contract import BilingualText, ContractText, Language, load_template, pair, render_text, shipped_templates
from medsla.contract.context import shape_of
from medsla.errors import MedslaError, ReadError, TemplateError

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES: tuple[Language, ...] = ("ja", "en", "ja-en")
LINES = "".join(paragraph(line) for line in LEVELS.split("\n"))


def problems(data: bytes | str, language: Language = "ja") -> list[tuple[str, str]]:
    try:
        load_template(data, language=language)
    except MedslaError as error:
        return [(problem.code.removeprefix("fence."), problem.place.spot or "") for problem in error.problems]
    return []


def rows(*texts: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr><w:tc>{paragraph(text)}</w:tc></w:tr>" for text in texts) + "</w:tbl>"


BODY = "word/document.xml, paragraph "
FREE = ("free-loop", BODY + "1")


def out(element: str) -> tuple[str, str]:
    return ("tag-out-of-text", f"word/document.xml, {element}")


def deleted(text: str) -> str:
    return f"<w:p><w:del w:author='a'><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph("{{ title }}と{{institution.name}}"), []),
        (f"<w:p>{run('{')}{run('{ ti')}{run('tle }')}{run('}')}</w:p>", []),
        (paragraph("{% if electronic %}電子{% elif number %}番号{% else %}紙{% endif %}"), []),
        (paragraph("{% for g in groups %}{{ loop.index }}{% if not loop.last %}、{% endif %}{% endfor %}"), []),
        (rows("{%tr for g in groups %}", "{{ g.heading }}", "{%tr endfor %}"), []),
        (paragraph("{# for the lawyer #}"), []),
        (paragraph("{#p a whole paragraph #}"), []),
        (paragraph("{{ titel }}"), [("unknown-name", BODY + "1")]),
        (paragraph("x") + paragraph("{{ institution.nam }}"), [("unknown-name", BODY + "2")]),
        (paragraph("{{ institution.name.x }}"), [("unknown-name", BODY + "1")]),
        (paragraph("{{ institution }}{{ groups }}"), [("not-printable", BODY + "1")] * 2),
        (paragraph("{% for a in title %}{% endfor %}"), [("not-a-list", BODY + "1")]),
        (paragraph("{% for title in groups %}{% endfor %}"), [("taken-name", BODY + "1")]),
        (paragraph("{% for a in groups %}{% for b in articles %}{% endfor %}{% endfor %}"), [FREE]),
        (paragraph("{{ title"), [("broken-tag", BODY + "1")]),
        (paragraph("title }}"), [("broken-tag", BODY + "1")]),
        (paragraph("{_{ title }_}"), [("broken-tag", BODY + "1")]),
        (paragraph("｛｛ title ｝｝"), [("wide-braces", BODY + "1")]),
        (paragraph("{{ title }") + paragraph("}"), [("broken-tag", BODY + "1")]),
        (paragraph("{% if electronic %}"), [("unclosed", BODY + "1")]),
        (paragraph("{% endif %}"), [("unopened", BODY + "1")]),
        (paragraph("{% if electronic %}{% endfor %}"), [("unopened", BODY + "1"), ("unclosed", BODY + "1")]),
        (paragraph("{%p if electronic %}") + rows("{%p endif %}"), [("crossed-tags", BODY + "2")]),
        (paragraph("{%p if electronic %}") + paragraph("x"), [("unclosed", BODY + "1")]),
        (paragraph("x {%p if electronic %}") + paragraph("{%p endif %}"), [("text-beside-tag", BODY + "1")]),
        (rows("x{%tr for g in groups %}", "{%tr endfor %}"), [("text-beside-tag", BODY + "1")]),
        (paragraph("{%tr for g in groups %}{%tr endfor %}"), [("text-beside-tag", BODY + "1")] * 2),
        (paragraph("{%- if electronic %}{% endif %}"), [("refused-tag", BODY + "1"), ("unopened", BODY + "1")]),
        (rows("{%tc for g in groups %}"), [("no-grid", BODY + "1"), ("unclosed", BODY + "1")]),
        (paragraph("{% cellbg title %}"), [("outside-cell", BODY + "1")]),
        (paragraph("{{r title }}"), [("refused-tag", BODY + "1")]),
        ("<w:p><w:bookmarkStart w:name='{{ title }}'/></w:p>", [out("bookmarkStart")]),
        ("<w:p><w:r><w:instrText>REF {{ title }}</w:instrText></w:r></w:p>", [out("instrText")]),
        ("<w:p>{{ title }}</w:p>", [out("p")]),
        (f"<w:p><w:ins w:author='a'>{run('x')}</w:ins></w:p>", [("tracked-change", BODY + "1")]),
        (deleted("x"), [("tracked-change", BODY + "1")]),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>", [("hidden-text", BODY + "1")]),
        ("<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>x</w:t></w:r></w:p>", []),
        ("<w:p><w:fldSimple w:instr='INCLUDETEXT &quot;a&quot;'/></w:p>", [("refused-field", BODY + "1")]),
        ("<w:p><w:r><w:instrText>DDEAUTO a</w:instrText></w:r></w:p>", [("refused-field", BODY + "1")]),
        ("<w:p><w:r><w:instrText>DATE</w:instrText></w:r></w:p>", [("refused-field", BODY + "1")]),
        ('<w:p><w:r><w:instrText>HYPERLINK "https://example.com"</w:instrText></w:r></w:p>', []),
        ('<w:p><w:r><w:instrText>HYPERLINK "file:///a"</w:instrText></w:r></w:p>', [("refused-field", BODY + "1")]),
        (
            r'<w:p><w:r><w:instrText>HYPERLINK \o "a" "\\b\c"</w:instrText></w:r></w:p>',
            [("refused-field", BODY + "1")],
        ),
        (r'<w:p><w:r><w:instrText>HYPERLINK "https://a" \* MERGEFORMAT \o "b c"</w:instrText></w:r></w:p>', []),
        ("<w:p><w:r><w:instrText>PA</w:instrText><w:instrText>GE</w:instrText></w:r></w:p>", []),
    ],
)  # fmt: skip
def test_a_fault_in_a_template_is_named_with_its_paragraph(body: str, expected: list[tuple[str, str]]) -> None:
    assert problems(word_file(body)) == expected


def test_all_faults_of_a_template_are_named_at_once() -> None:
    body = paragraph("{{ titel }}") + paragraph("{{ 1 + 1 }}") + paragraph("{% if number %}")
    assert problems(word_file(body, header=paragraph("{{ nummer }}"))) == [
        ("unknown-name", BODY + "1"),
        ("refused-tag", BODY + "2"),
        ("unclosed", BODY + "3"),
        ("unknown-name", "word/header1.xml, paragraph 1"),
    ]


def test_an_unknown_name_comes_with_the_names_it_may_have_meant() -> None:
    with pytest.raises(TemplateError) as caught:
        load_template(template("body", "{{ institution.adress }}"))
    assert [dict(problem.fields) for problem in caught.value.problems] == [
        {"name": "institution.adress", "nearest": "address"}
    ]


CHART = {"/word/charts/chart1.xml": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"}
DRAWING = {"/word/media/a.svg": "image/svg+xml"}
SETTINGS = {"/word/settings.xml": f"{WORD}settings+xml"}
MERGE = f"<w:settings {NS}><w:mailMerge/></w:settings>"
MACRO = {"/word/vbaProject.bin": "application/vnd.ms-office.vbaProject"}


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (word_file(LINES), []),
        (word_file(LINES, links=outside("hyperlink", "https://example.com/")), []),
        (word_file(LINES, links=outside("attachedTemplate", "file:///x.dotm")), ["external-link"]),
        (word_file(LINES, links=outside("image", "http://example.com/x.png")), ["external-link"]),
        (word_file(LINES, links=outside("oleObject", "\\\\host\\x")), ["external-link"]),
        (word_file(LINES, links=outside("hyperlink", "javascript:x")), ["external-link"]),
        (word_file(LINES, parts={"word/vbaProject.bin": "x"}, kinds=MACRO), ["embedded-object"]),
        (word_file(LINES, parts={"word/embeddings/x.xlsx": "x"}), ["embedded-object"]),
        (word_file(LINES, parts={"word/charts/chart1.xml": "<a/>"}, kinds=CHART), ["unknown-part"]),
        (word_file(LINES, parts={"word/media/a.svg": "<svg/>"}, kinds=DRAWING), ["unknown-part"]),
        (word_file(LINES, parts={"word/settings.xml": MERGE}, kinds=SETTINGS), ["mail-merge"]),
        (word_file(LINES, parts={"word/document.xml": "<a>"}), ["broken-part"]),
        (b"", ["file-empty"]),
        (b"hello", ["file-no-office"]),
    ],
)  # fmt: skip
def test_a_package_that_is_no_safe_template_is_refused(data: bytes, codes: list[str]) -> None:
    assert [code for code, _ in problems(data)] == codes


def test_a_macro_document_under_another_name_is_refused() -> None:
    parts = unzipped(word_file(LINES))
    kinds = parts["[Content_Types].xml"].replace(
        f"{WORD}document.main+xml".encode(), b"application/vnd.ms-word.document.macroEnabled.main+xml"
    )
    assert problems(zipped(parts | {"[Content_Types].xml": kinds})) == [("no-word-document", "")]


def test_a_word_template_file_is_taken_and_becomes_a_document() -> None:
    parts = unzipped(template())
    kinds = parts["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    made = render_text(CONTRACT, load_template(zipped(parts | {"[Content_Types].xml": kinds})))
    assert b"document.main+xml" in unzipped(made)["[Content_Types].xml"]


def test_a_file_that_is_not_there_and_a_name_that_is_not_shipped_are_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        load_template(tmp_path / "none.docx")
    with pytest.raises(TemplateError) as caught:
        load_template("form-z", language="en")
    assert dict(caught.value.problems[0].fields) == {
        "name": "form-z",
        "known": "amendment, annex, form-a, form-b",
        "language": "en",
    }


def test_a_file_is_named_in_what_is_wrong_with_it(tmp_path: Path) -> None:
    (tmp_path / "mine.docx").write_bytes(template("body", "{{ titel }}"))
    with pytest.raises(TemplateError) as caught:
        load_template(tmp_path / "mine.docx")
    assert caught.value.problems[0].place.file == "mine.docx"


def test_nothing_private_of_a_template_gets_into_a_contract() -> None:
    canary = "canary-51c"
    parts = {
        "docProps/core.xml": f'<cp:core xmlns:cp="x" xmlns:dc="y"><dc:creator>{canary}</dc:creator></cp:core>',
        "docProps/custom.xml": f"<Properties><property name='{canary}'/></Properties>",
        "word/comments.xml": f"<w:comments {NS}><w:comment><w:p>{run(canary)}</w:p></w:comment></w:comments>",
        "customXml/item1.xml": f"<a>{canary}</a>",
    }
    kinds = {"/word/comments.xml": f"{WORD}comments+xml"}
    body = LINES + f'<w:p w:rsidR="0051CAFE">{run("{{ title }}")}</w:p>'
    made = unzipped(render_text(CONTRACT, load_template(word_file(body, parts=parts, kinds=kinds))))
    assert [name for name, data in made.items() if canary.encode() in data or b"0051CAFE" in data] == []


# ------------------------------------------------------------------------------- shipped templates


def text_of(language: Language) -> ContractText | BilingualText:
    return CONTRACT if language != "ja-en" else pair(CONTRACT, CONTRACT)


CASES = [(language, name) for language in LANGUAGES for name in ("annex", "form-a", "form-b")]


def test_every_language_has_the_same_templates() -> None:
    assert {shipped_templates(language) for language in LANGUAGES} == {("amendment", "annex", "form-a", "form-b")}


def test_the_shipped_templates_are_as_their_script_makes_them() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_templates.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "the shipped templates are fresh\n")


@pytest.mark.parametrize(("language", "name"), CASES)
def test_a_contract_says_what_it_was_given(language: Language, name: str) -> None:
    made = render_text(text_of(language), load_template(name, language=language))
    lines = paragraphs_of(made)
    shown = "\n".join(lines)
    assert [row.text for row in CONTRACT.groups[0].rows if row.text not in shown] == []
    wanted = (CONTRACT.number, CONTRACT.institution.name, CONTRACT.service.name)
    assert [text for text in wanted if text not in shown] == []
    if name != "annex":
        assert [p.text for a in CONTRACT.articles for p in a.paragraphs if p.text not in lines] == []
        assert CONTRACT.provider.address in shown


@pytest.mark.parametrize(("language", "name"), CASES)
def test_no_word_about_the_tool_stands_in_a_contract(language: Language, name: str) -> None:
    made = render_text(text_of(language), load_template(name, language=language))
    whole = b"".join(unzipped(made).values())
    assert re.findall(rb"medsla|python|docx-?tpl|jinja|\xe6\xa0\xb9\xe6\x8b\xa0", whole, re.IGNORECASE) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contract_signed_electronically_has_no_place_for_a_stamp(language: Language) -> None:
    stamp = {"ja": "㊞", "en": "Signature / Seal", "ja-en": "㊞"}[language]
    shown = {}
    for electronic in (False, True):
        one = contract(electronic=electronic)
        text = one if language != "ja-en" else pair(one, one)
        made = render_text(text, load_template("form-b", language=language))
        shown[electronic] = "\n".join(paragraphs_of(made)).count(stamp)
    assert shown == {False: 2, True: 0}


@pytest.mark.parametrize(("language", "name"), CASES)
def test_fonts_are_set_for_both_scripts_and_no_theme_overrides_them(language: Language, name: str) -> None:
    parts = unzipped(render_text(text_of(language), load_template(name, language=language)))
    styles = parts["word/styles.xml"].decode()
    wanted = ('w:eastAsia="ＭＳ 明朝"', 'w:ascii="Times New Roman"', 'w:eastAsia="ja-JP"')
    assert [mark for mark in wanted if mark not in styles] == []
    assert not any(b"Theme=" in data for data in parts.values())
    assert 'w:w="11906" w:h="16838"' in parts["word/document.xml"].decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_of_articles_are_made_by_word(language: Language) -> None:
    parts = unzipped(render_text(text_of(language), load_template("form-a", language=language)))
    assert "第1条" not in parts["word/document.xml"].decode()
    assert 'w:val="第%1条"' in parts["word/numbering.xml"].decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_repeat_their_head_and_keep_their_rows_whole(language: Language) -> None:
    document = unzipped(render_text(text_of(language), load_template("annex", language=language)))[
        "word/document.xml"
    ].decode()
    assert document.count("<w:tblHeader/>") == 1
    assert document.count("<w:tr>") == document.count("<w:cantSplit/>")


def test_no_name_of_a_context_is_a_method_of_a_dictionary() -> None:
    """A template engine would otherwise find the method before the value."""

    def names(shape: object) -> set[str]:
        found: set[str] = set()
        for key, below in getattr(shape, "fields", {}).items():
            found |= {key} | names(below)
        item = getattr(shape, "item", None)
        return found | (names(item) if item is not None else set())

    assert {name for language in LANGUAGES for name in names(shape_of(language))} & set(dir(dict)) == set()


def test_two_languages_must_have_the_same_rows() -> None:
    with pytest.raises(ValueError):
        pair(CONTRACT, contract(groups=()))

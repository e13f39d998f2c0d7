"""A template of one's own: begun from a shipped one, looked through, and used."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from tests.word_files import LEVELS, paragraph, paragraphs_of, template, unzipped, word_file, zipped

from medsla.cli import main
from medsla.contract import Language, check_template, extract, load_template, render, shipped_templates, starter
from medsla.contract.carried import damage, read_paper
from medsla.errors import TemplateError
from medsla.sla import load

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "00-clean.yaml"
LANGUAGES: tuple[Language, ...] = get_args(Language)


def codes(data: bytes) -> tuple[list[str], list[str]]:
    found = check_template(data)
    return [one.code for one in found.problems], [one.code for one in found.hints]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_starter_is_a_good_template_whose_notes_are_not_printed(language: Language, tmp_path: Path) -> None:
    sla = load(CLEAN)
    for form in shipped_templates(language):
        data = starter(form, language=language)
        assert check_template(data, language=language).problems == ()
        if form == "amendment":
            continue  # no contract is written with it
        own, shipped = tmp_path / "own.docx", tmp_path / "shipped.docx"
        render(sla, own, language=language, template=load_template(data, language=language))
        render(sla, shipped, language=language, template=form)
        assert paragraphs_of(own.read_bytes()) == paragraphs_of(shipped.read_bytes())
        assert list(damage(read_paper(own))) == []
        assert extract(own) == sla


def test_a_starter_names_everything_that_can_be_printed() -> None:
    notes = "\n".join(paragraphs_of(starter("annex", language="ja")))
    for name in ("institution.name", "provider.mark", "for row in group.rows", "row.text", "part.numbered"):
        assert f"{{#p {name} #}}" in notes


def test_there_is_no_starter_of_an_unknown_form() -> None:
    with pytest.raises(TemplateError):
        starter("form-z")


def test_all_faults_are_named_at_once_with_the_nearest_name() -> None:
    found = check_template(
        word_file(paragraph("{{ titel }}") + paragraph("{{ number") + paragraph("{%p if electronic %}"))
    )
    assert [problem.code for problem in found.problems] == ["fence.unknown-name", "fence.broken-tag", "fence.unclosed"]
    assert "title" in dict(found.problems[0].fields)["nearest"]
    assert found.problems[0].place.spot == "word/document.xml, paragraph 1"


def test_a_template_without_the_levels_is_no_good() -> None:
    assert codes(word_file(paragraph("{{ title }}"))) == (["fence.no-levels"], [])


def test_a_phrase_cut_by_formatting_is_a_hint() -> None:
    assert codes(template()) == ([], [])
    cut = '</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">'
    lines = "".join(paragraph(line) for line in LEVELS.split("\n")).replace(
        "{{ row.text }}", f"{{{{ row.{cut}text }}}}"
    )
    assert codes(word_file(lines)) == ([], ["fence.no-controls"])


def test_headings_that_word_does_not_number_are_a_hint() -> None:
    lines = "{%p for article in articles %}\n{{ article.heading }}\n{%p endfor %}\n" + LEVELS
    made = "".join(paragraph(line) for line in lines.split("\n"))
    assert codes(word_file(made)) == ([], ["fence.no-bookmarks"])
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    heading = paragraph("{{ article.heading }}")
    assert codes(word_file(made.replace(heading, heading.replace("<w:p>", numbered)))) == ([], [])


def test_a_comment_left_behind_is_a_hint() -> None:
    parts = unzipped(template())
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts["word/comments.xml"] = (
        f'<w:comments xmlns:w="{space}"><w:comment w:id="0" w:author="甲"><w:p><w:r><w:t>要確認</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    ).encode()
    kinds, rels = "[Content_Types].xml", "word/_rels/document.xml.rels"
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    parts[kinds] = parts[kinds].replace(
        b"</Types>", b'<Override PartName="/word/comments.xml" ContentType="' + kind + b'"/></Types>'
    )
    link = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    parts[rels] = parts[rels].replace(
        b"</Relationships>", b'<Relationship Id="rId90" Type="' + link + b'" Target="comments.xml"/></Relationships>'
    )
    assert codes(zipped(parts)) == ([], ["fence.comment-left"])


def test_the_command_writes_and_looks_through(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> int:
        with pytest.raises(SystemExit) as left:
            main(["template", *arguments, "--lang", "ja"])
        return int(left.value.code or 0)

    own = str(tmp_path / "own.docx")
    assert run("new", "annex", "-o", own) == 0
    assert run("check", own) == 0
    assert "ひな形として使えます" in capsys.readouterr().err
    Path(own).write_bytes(word_file(paragraph("{{ title }}")))
    assert run("check", own) == 4
    assert "サービスレベル項目を印字しません" in capsys.readouterr().err
    assert run("new", "annex") == 2

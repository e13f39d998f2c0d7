"""References, bookmarks and the contents of a contract: right when the file is opened, and nothing dangling."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from tests.contract_texts import CONTRACT, contract
from tests.house.test_contract_terms import AROUND
from tests.word_files import paragraph, template, unzipped, word_file, zipped

from medsla import office
from medsla.catalogue import catalogue
from medsla.contract import Language, extract, load_template, render, render_text
from medsla.contract.annexes import ANNEXES, printed_annexes
from medsla.contract.articles import Choice, Level, compose_articles
from medsla.contract.carried import damage, read_paper
from medsla.contract.outline import OUTLINE
from medsla.contract.references import Referring, Target, bookmark_name, field_pieces, marked, unmarked
from medsla.contract.values import Values
from medsla.office import Element, w
from medsla.sla import Sla, load, load_data

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))
LANGUAGES: tuple[Language, ...] = get_args(Language)
NUMBER = {"ja": "第{}条", "en": "Article {}"}
HEADING = {"JaArticle": "ja", "EnArticle": "en"}
TARGETS = {"a": Target("第9条", "_sla_levels_ja"), "b": Target("第10条", "_sla_incidents_ja")}


def agreement(file: Path) -> Sla:
    return load_data(load(file).document() | AROUND)


def body(sla: Sla, folder: Path, language: Language, form: str) -> Element:
    parts = unzipped(render(sla, folder / "x.docx", language=language, template=form).path.read_bytes())
    assert office.check_package(parts) == []
    return office.parse(parts["word/document.xml"], "body")


def style(element: Element) -> str:
    found = element.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if found is None else found.get(w("val"), "")


def text(element: Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(w("t")))


def numbers(root: Element) -> dict[str, str]:
    """The number that Word gives to each bookmarked heading, or the text of any other bookmark."""
    count = Counter[str]()
    found = {}
    for one in root.iter(w("p")):
        language = HEADING.get(style(one), "")
        count[language] += 1
        for start in one.iter(w("bookmarkStart")):
            name = start.get(w("name"), "")
            if language:
                assert name.endswith(f"_{language}")
                found[name] = NUMBER[language].format(count[language])
            else:
                following = start.getnext()
                found[name] = "" if following is None else text(following)
    return found


def fields(root: Element) -> list[tuple[str, str]]:
    """The code of every field with what it shows."""
    found: list[tuple[str, str]] = []
    open_: list[list[str]] = []
    for element in root.iter(w("fldChar"), w("instrText"), w("t")):
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            open_.append(["", ""])
        elif kind == "end":
            code, shown = open_.pop()
            found.append((code, shown))
        elif element.tag == w("instrText"):
            open_[-1][0] += element.text or ""
        elif open_ and element.tag == w("t"):
            open_[-1][1] += element.text or ""
    assert open_ == []
    return found


@pytest.mark.parametrize("form", ["form-a", "form-b"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_reference_shows_the_number_that_word_gives_to_its_target(
    file: Path, language: Language, form: str, tmp_path: Path
) -> None:
    sla = agreement(file)
    if form == "form-a" and sla.get("governance.precedence.first") == "master_agreement":
        sla = load_data({**sla.document(), "terms": {**sla.document()["terms"], "governance": {}}})
    root = body(sla, tmp_path, language, form)
    known = numbers(root)
    ids = [one.get(w("id")) for one in root.iter(w("bookmarkStart"))]
    assert ids == [one.get(w("id")) for one in root.iter(w("bookmarkEnd"))]
    assert len(set(ids)) == len(ids) == len(known)
    references = [(code.split()[1], shown) for code, shown in fields(root) if code.split()[0] == "REF"]
    assert references
    assert [(name, shown) for name, shown in references if known.get(name) != shown] == []
    anchors = [link.get(w("anchor"), "") for link in root.iter(w("hyperlink"))]
    assert anchors == list(known) if language != "ja-en" else sorted(anchors) == sorted(known)


@pytest.mark.parametrize("form", ["form-a", "form-b"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_contents_are_the_numbered_headings(language: Language, form: str, tmp_path: Path) -> None:
    root = body(agreement(EXAMPLES[0]), tmp_path, language, form)
    entries = [text(one) for one in root.iter(w("p")) if style(one) == "TOC1"]
    between = "" if language == "ja" else " "
    headings = [text(one) for one in root.iter(w("p")) if style(one) in HEADING]
    counted = [f"{NUMBER[language].format(count)}{between}{one}" for count, one in enumerate(headings, 1)]
    assert entries[: len(counted)] == counted
    contents = [shown for code, shown in fields(root) if code.split()[0] == "TOC"]
    assert contents == ["".join(entries)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_are_one_field_from_the_first_line_to_the_last(language: Language, tmp_path: Path) -> None:
    root = body(agreement(EXAMPLES[0]), tmp_path, language, "form-b")
    lines = [one for one in root.iter(w("p")) if style(one) == "TOC1"]
    marks = [(n, mark.get(w("fldCharType"))) for n, one in enumerate(lines) for mark in one.iter(w("fldChar"))]
    assert marks == [(0, "begin"), (0, "separate"), (len(lines) - 1, "end")]
    assert lines[-1][-1].find(w("fldChar")) is not None


def test_a_bookmark_is_hidden_short_and_names_no_tool() -> None:
    names = [bookmark_name("article", plan.key, "ja") for plan in OUTLINE]
    assert {name[0] for name in names} == {"_"}
    assert max(map(len, names)) <= 40
    assert "medsla" not in "".join(names)


def level(address: str) -> Level:
    term = catalogue().term(address)
    return Level(address, term.article, term.group, term.label["ja"], "水準")


ALL = tuple(level(address) for address in catalogue().terms)
VALUES = dict.fromkeys(("institution", "provider", "agreement", "effective", "duration", "court", "prevailing"), "甲")


@pytest.mark.parametrize("form", ["a", "b"])
def test_no_sentence_refers_to_an_article_that_is_not_printed(form: str) -> None:
    wrong: list[object] = []
    sections = [key for plan in ANNEXES for key in plan.sections]
    samples = [(), ALL, *((one,) for one in ALL), *(tuple(o for o in ALL if o.article != p.number) for p in OUTLINE)]
    for levels in samples:
        annexes = printed_annexes(levels, sections)
        made = compose_articles(Choice(form), levels, VALUES, "ja", annexes)  # type: ignore[arg-type]
        numbered = {article.anchor: f"第{count}条" for count, article in enumerate(made, 1)}
        numbered |= {f"_sla_annex_{one.plan.key}_ja": f"別紙{one.number}" for one in annexes}
        for article in made:
            for said in (said for part in article.paragraphs for said in (part.text, *part.points)):
                found = said.references if isinstance(said, Referring) else ()
                wrong += [one for one in found if numbered.get(one.bookmark) != said[one.start : one.end]]
                shown = re.findall(r"第\d+条|別紙\d+", said)
                wrong += shown if len(shown) != len(found) else []
            assert article.paragraphs
    assert wrong == []


def test_a_sentence_is_cut_at_its_references() -> None:
    said = unmarked(f"{marked('a', '第9条')}及び{marked('b', '第10条')}の水準", TARGETS)
    assert said == "第9条及び第10条の水準"
    pieces = field_pieces(said, frozenset({"article.ja"}))
    assert pieces == [
        ("第9条", r" REF _sla_levels_ja \r \h "),
        ("及び", ""),
        ("第10条", r" REF _sla_incidents_ja \r \h "),
        ("の水準", ""),
    ]
    assert field_pieces(said, frozenset({"article.en"})) == [(str(said), "")]


def test_a_reference_beside_letters_of_markup_is_escaped() -> None:
    said = unmarked(f"R&D<{marked('a', '第9条')}>", TARGETS)
    values = Values(contract(title=said), anchored=frozenset({"article.ja"}))
    shown = values.context["title"]
    assert shown.startswith("R&amp;D&lt;</w:t><w:fldChar")
    assert (values.plain[shown], values.meant[shown]) == (
        "R&amp;D&lt;第9条&gt;",
        r"R&D< REF _sla_levels_ja \r \h 第9条>",
    )


OWN = """{{%p for article in articles %}}
{heading}
{{%p for part in article.paragraphs %}}
{{{{ part.text }}}}
{{%p endfor %}}
{{%p endfor %}}"""
NUMBERED = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr><w:outlineLvl w:val='0'/></w:pPr>"
LEVELS = "{%p for group in groups %}\n{%p for row in group.rows %}\n{{ row.text }}\n{%p endfor %}\n{%p endfor %}"
CONTENTS = "{%p for entry in contents %}\n・{{ entry.line }}。\n{%p endfor %}\n"


def own(heading: str, properties: str = "") -> bytes:
    """A template of one's own, with its headings numbered or not."""
    lines = CONTENTS + OWN.format(heading=heading) + "\n" + LEVELS
    made = "".join(paragraph(line) for line in lines.split("\n"))
    return word_file(made.replace(paragraph(heading), paragraph(heading).replace("<w:p>", f"<w:p>{properties}")))


def test_a_template_of_ones_own_gets_bookmarks_references_and_contents(tmp_path: Path) -> None:
    sla = agreement(EXAMPLES[0])
    chosen = load_template(own("（{{ article.heading }}）", NUMBERED))
    done = render(sla, tmp_path / "x.docx", template=chosen)
    root = office.parse(unzipped(done.path.read_bytes())["word/document.xml"], "body")
    assert {code.split()[0] for code, _ in fields(root)} == {"REF", "TOC"}
    assert next(root.iter(w("bookmarkStart"))).get(w("name")) == "_sla_purpose_ja"
    assert list(damage(read_paper(done.path))) == []
    assert extract(done.path) == sla


@pytest.mark.parametrize(
    ("heading", "properties"),
    [
        ("（{{ article.heading }}）", ""),
        ("{{ article.heading }}{{ article.heading }}", NUMBERED),
        ("{% if loop.first %}{{ article.heading }}{% endif %}", NUMBERED),
    ],
)
def test_where_word_would_not_number_the_heading_a_reference_is_plain_text(
    heading: str, properties: str, tmp_path: Path
) -> None:
    sla = agreement(EXAMPLES[0])
    done = render(sla, tmp_path / "x.docx", template=load_template(own(heading, properties)))
    root = office.parse(unzipped(done.path.read_bytes())["word/document.xml"], "body")
    assert (fields(root), list(root.iter(w("bookmarkStart"))), list(root.iter(w("hyperlink")))) == ([], [], [])
    assert any("第11条に定めるところにより" in text(one) for one in root.iter(w("p")))
    assert extract(done.path) == sla


def test_texts_without_anchors_need_none() -> None:
    assert render_text(CONTRACT, load_template(template()))


def retyped(sent: bytes, before: str, after: str) -> list[str]:
    parts = unzipped(sent)
    body = parts["word/document.xml"].decode()
    assert before in body
    parts["word/document.xml"] = body.replace(before, after, 1).encode()
    return [problem.code for problem in damage(read_paper(zipped(parts)))]


def test_a_reference_typed_over_is_damage_and_a_table_of_contents_made_anew_is_none(tmp_path: Path) -> None:
    sent = render(agreement(EXAMPLES[0]), tmp_path / "x.docx").path.read_bytes()
    assert retyped(sent, '"separate"/><w:t xml:space="preserve">第8条', '"separate"/><w:t>第80条') == [
        "fence.wording-changed"
    ]
    assert retyped(sent, "第1条（本サービスの目的と対象）", "第1条\u3000本サービスの目的と対象") == []

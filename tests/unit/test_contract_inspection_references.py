"""References and contents that a program counts anew are no edit; the same places typed over are."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.word_edits import Copy, Element, noise, q, remove, text_of

from medsla import office
from medsla.contract import render
from medsla.contract.carried import read_paper
from medsla.contract.inspection import inspect_contract
from medsla.contract.inspection.changes import Inspection
from medsla.office.inserted import Field, bookmarks, replace_results
from medsla.office.numbering import numbers
from medsla.sla import load

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "00-clean.yaml"
BODY = "word/document.xml"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return render(load(CLEAN), tmp_path_factory.mktemp("sent") / "sent.docx").path.read_bytes()


def headings(made: Copy) -> list[Element]:
    return [
        one
        for one in made.root.iter(q("p"))
        if (style := one.find(f"{q('pPr')}/{q('pStyle')}")) is not None and style.get(q("val")) == "JaArticle"
    ]


def article_gone(made: Copy, place: int) -> None:
    first, after = headings(made)[place - 1 : place + 1]
    lines = list(made.root.iter(q("p")))
    for one in lines[lines.index(first) : lines.index(after)]:
        remove(one)


def counted_anew(made: Copy) -> None:
    """As a program does it before it prints: references and contents read as articles are numbered now."""
    data = made.saved()
    paper = read_paper(data)
    root = office.parse(paper.parts[BODY], BODY)
    labels = numbers(paper.parts, root)
    shown = {name: labels[line].text for name, line in bookmarks(root).items() if line in labels}
    lines = list(made.root.iter(q("p")))
    entries = [f"{labels[lines.index(one) + 1].text}{text_of(one)}" for one in headings(made)]

    def instead(field: Field) -> str | None:
        if field.name == "TOC":
            return "\n".join(entries)
        name = field.code.split()[1] if field.name == "REF" else ""
        return shown.get(name) if "\\r" in field.code else None

    replace_results(root, instead)
    made.root = Copy(office.repack({**made.parts, BODY: office.serialize(root)})).root


def reference(made: Copy, name: str) -> list[Element]:
    """The runs that show a reference to an article, the first one there is."""
    line = next(
        one for one in made.root.iter(q("p")) if any(name in (code.text or "") for code in one.iter(q("instrText")))
    )
    return [one for one in line.iter(q("t")) if (one.text or "").startswith("第")]


def first_entry(made: Copy) -> Element:
    return next(one for one in made.root.iter(q("t")) if (one.text or "").startswith("第1条"))


def told(found: Inspection) -> list[tuple[str, str]]:
    return [(one.kind, one.where) for one in found]


def back(sent: bytes, made: Copy) -> Inspection:
    noise(made)
    return inspect_contract(sent, made.saved())


def test_an_article_taken_out_and_all_numbers_counted_anew_is_one_change(sent: bytes) -> None:
    made = Copy(sent)
    article_gone(made, 6)
    counted_anew(made)
    texts = "".join(text_of(one) for one in made.root.iter(q("p")))
    assert "第21条、第22条その他" in texts  # they were the 22nd and the 23rd
    assert told(back(sent, made)) == [("article-removed", "第6条（前提条件）")]


def test_a_reference_typed_over_is_a_change_where_every_number_is_as_it_was(sent: bytes) -> None:
    made = Copy(sent)
    shown = next(one for one in reference(made, "_sla_return_ja") if one.text == "第22条")
    shown.text = "第21条"
    assert [one.kind for one in back(sent, made)] == ["wording"]


def test_a_reference_that_reads_otherwise_than_its_article_is_numbered_now_is_a_change(sent: bytes) -> None:
    made = Copy(sent)
    article_gone(made, 6)
    counted_anew(made)
    shown = next(one for one in made.root.iter(q("t")) if one.text == "第21条")
    shown.text = "第19条"
    assert [one.kind for one in back(sent, made)] == ["wording", "article-removed"]


def test_a_bookmark_set_round_another_article_hides_no_change(sent: bytes) -> None:
    made = Copy(sent)
    start = next(one for one in made.root.iter(q("bookmarkStart")) if one.get(q("name")) == "_sla_return_ja")
    end = next(one for one in made.root.iter(q("bookmarkEnd")) if one.get(q("id")) == start.get(q("id")))
    target = headings(made)[4]
    for one in (start, end):
        remove(one)
        target.append(one)
    counted_anew(made)
    assert "wording" in {one.kind for one in back(sent, made)}


def test_other_words_beside_a_number_counted_anew_are_told(sent: bytes) -> None:
    made = Copy(sent)
    article_gone(made, 6)
    counted_anew(made)
    line = next(one for one in made.root.iter(q("p")) if text_of(one).endswith("なお効力を有する。"))
    list(line.iter(q("t")))[-1].text = "効力を失う。"
    found = back(sent, made)
    assert [one.kind for one in found] == ["wording", "article-removed"]


def test_a_sentence_within_the_contents_is_told(sent: bytes) -> None:
    made = Copy(sent)
    first_entry(made).text = "第1条（本サービスの目的と対象。ただし、乙は責任を負わない。）"
    assert [one.kind for one in back(sent, made)] == ["field"]


def test_contents_that_end_with_a_short_line_of_the_page_are_still_looked_at(sent: bytes) -> None:
    """The signature block has a line 甲; an entry may not hide a sentence before it."""
    made = Copy(sent)
    first_entry(made).text = "すべての責任を負う者は、常に甲"
    assert [one.kind for one in back(sent, made)] == ["field"]


def test_contents_that_an_editor_numbered_by_pages_are_no_change(sent: bytes) -> None:
    made = Copy(sent)
    lines = list(made.root.iter(q("p")))
    for number, line in enumerate(lines[: lines.index(headings(made)[0])], 2):
        for one in line.iter(q("t")):
            one.text = f"{one.text}{number}" if (one.text or "").startswith(("第", "別紙")) else one.text
    assert told(back(sent, made)) == []

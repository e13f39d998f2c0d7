"""Whole articles that go, come, move or get another heading, and what was recorded of a line and what was not."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.word_edits import (
    BUSINESS_DAY,
    PAST,
    WHEN,
    WHO,
    Copy,
    Element,
    el,
    noise,
    paragraph,
    q,
    remove,
    reword,
    run,
    text_of,
)

from medsla.contract import Language, render
from medsla.contract.inspection import inspect_contract
from medsla.contract.inspection.changes import Inspection
from medsla.sla import load

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "00-clean.yaml"
REVIEW = {"ja": "（定例会及び見直し）", "en": "(Regular Meetings and Review)"}
STYLES = {"ja": ("JaArticle", "JaParagraph"), "en": ("EnArticle", "EnParagraph")}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("sent")
    languages: tuple[Language, ...] = ("ja", "en", "ja-en")
    return {one: render(load(CLEAN), folder / f"{one}.docx", language=one).path.read_bytes() for one in languages}


def back(sent: bytes, *edits: Callable[[Copy], None], alone: bool = False) -> Inspection:
    made = Copy(sent)
    for edit in edits:
        edit(made)
    noise(made)
    return inspect_contract(made.saved()) if alone else inspect_contract(sent, made.saved())


def told(found: Inspection) -> list[tuple[str, str, bool]]:
    return [(one.kind, one.where, one.tracked) for one in found]


def lines_of(made: Copy, heading: str) -> list[Element]:
    """The paragraphs of an article, up to the next heading."""
    lines = list(made.root.iter(q("p")))
    start = next(i for i, one in enumerate(lines) if text_of(one) == heading and looks(one).endswith("Article"))
    end = next(i for i, one in enumerate(lines) if i > start and looks(one).endswith("Article"))
    return lines[start:end]


def looks(line: Element) -> str:
    style = line.find(f"{q('pPr')}/{q('pStyle')}")
    return "" if style is None else style.get(q("val"), "")


def bookmarks_gone(made: Copy) -> None:
    """Some editors drop what nobody sees."""
    for one in [*made.root.iter(q("bookmarkStart"), q("bookmarkEnd"))]:
        remove(one)


def heading_of(made: Copy, language: str) -> str:
    number = [text_of(one) for one in made.root.iter(q("p")) if looks(one) == STYLES[language][0]]
    return number[19]


def article(language: str) -> Callable[[Copy], None]:
    def edit(made: Copy) -> None:
        for one in lines_of(made, heading_of(made, language)):
            remove(one)

    return edit


def new_article(language: str) -> Callable[[Copy], None]:
    def edit(made: Copy) -> None:
        heading, body = STYLES[language]
        texts = {"ja": ("（免責）", "乙は、責任を負わない。"), "en": ("(Disclaimer)", "The Provider is not liable.")}
        before = lines_of(made, heading_of(made, language))[0]
        for style, text in zip((heading, body), texts[language], strict=True):
            line = paragraph(run(text))
            line[0].append(el("pStyle", val=style))
            before.addprevious(line)

    return edit


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("more", [(), (bookmarks_gone,)])
@pytest.mark.parametrize("alone", [False, True])
def test_an_article_that_was_taken_out_is_one_change(
    sent: dict[str, bytes], language: str, more: tuple[Callable[[Copy], None], ...], alone: bool
) -> None:
    whole = [text_of(one) for one in lines_of(Copy(sent[language]), heading_of(Copy(sent[language]), language))]
    found = back(sent[language], article(language), *more, alone=alone)
    assert [(one.kind, one.before.split("\n")) for one in found] == [("article-removed", whole)]
    assert found.changes[0].where.endswith(whole[0])
    assert found.changes[0].where.startswith(("第20条", "Article 20"))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("more", [(), (bookmarks_gone,)])
def test_an_article_that_was_put_in_is_one_change(
    sent: dict[str, bytes], language: str, more: tuple[Callable[[Copy], None], ...]
) -> None:
    found = back(sent[language], new_article(language), *more)
    assert [one.kind for one in found] == ["article-added"]
    assert found.changes[0].where.startswith(("第19条", "Article 19"))
    assert found.changes[0].after in {"（免責）\n乙は、責任を負わない。", "(Disclaimer)\nThe Provider is not liable."}


def test_an_article_in_the_place_of_another_is_one_that_went_and_one_that_came(sent: dict[str, bytes]) -> None:
    found = back(sent["ja"], article("ja"), new_article("ja"))
    assert sorted(one.kind for one in found) == ["article-added", "article-removed"]


def test_an_article_with_another_heading_is_the_same_article(sent: dict[str, bytes]) -> None:
    def renamed(made: Copy) -> None:
        heading = lines_of(made, heading_of(made, "ja"))[0]
        pieces = list(heading.iter(q("t")))
        for one in pieces:
            one.text = ""
        pieces[0].text = "（雑則）"

    found = back(sent["ja"], renamed)
    assert told(found) == [("wording", f"第20条{REVIEW['ja']}", False)]
    assert (found.changes[0].before, found.changes[0].after) == (REVIEW["ja"], "（雑則）")


def test_an_article_that_moved_is_one_change(sent: dict[str, bytes]) -> None:
    def moved(made: Copy) -> None:
        own = lines_of(made, heading_of(made, "ja"))
        target = lines_of(made, "（前提条件）")[0]
        for one in own:
            target.addprevious(one)

    found = back(sent["ja"], moved)
    assert told(found) == [("moved", f"第20条{REVIEW['ja']}", False)]
    assert found.changes[0].after.startswith("第5条")


def test_an_article_without_its_heading_is_not_called_taken_out(sent: dict[str, bytes]) -> None:
    def merged(made: Copy) -> None:
        remove(lines_of(made, heading_of(made, "ja"))[0])

    assert told(back(sent["ja"], merged)) == [("removed", f"第20条{REVIEW['ja']}", False)]


def test_an_article_of_which_one_line_is_left_is_not_called_taken_out(sent: dict[str, bytes]) -> None:
    def nearly(made: Copy) -> None:
        own = lines_of(made, heading_of(made, "ja"))
        for one in own[:1] + own[2:]:
            remove(one)

    found = back(sent["ja"], nearly)
    assert {one.kind for one in found} == {"removed"}
    assert {one.where for one in found} == {f"第20条{REVIEW['ja']}"}


def test_a_line_in_brackets_that_is_no_heading_makes_no_article(sent: dict[str, bytes]) -> None:
    def aside(made: Copy) -> None:
        line = copy.deepcopy(made.line(PAST))
        for one in line.iter(q("t")):
            one.text = ""
        next(line.iter(q("t"))).text = "（以下余白）"
        made.line(PAST).addnext(line)

    assert [one.kind for one in back(sent["ja"], aside)] == ["added"]


def test_an_article_taken_out_with_tracked_changes_says_so(sent: dict[str, bytes]) -> None:
    def tracked(made: Copy) -> None:
        for line in lines_of(made, heading_of(made, "ja")):
            properties = line.find(q("pPr"))
            assert properties is not None
            properties.append(el("rPr", made.marked("del")))
            for one in [*line.iter(q("r"))]:
                for text in one.iter(q("t")):
                    text.tag = q("delText")
                parent = one.getparent()
                assert parent is not None
                place = parent.index(one)
                parent.insert(place, made.marked("del", one))

    found = back(sent["ja"], tracked)
    assert told(found) == [("article-removed", f"第20条{REVIEW['ja']}", True)]
    assert (found.changes[0].author, found.changes[0].date) == (WHO, WHEN)


def test_both_halves_of_a_bilingual_article_are_one_article(sent: dict[str, bytes]) -> None:
    def both(made: Copy) -> None:
        lines = [one for one in made.root.iter(q("p")) if looks(one) == "JaArticle"]
        first, after = lines[19], lines[20]
        rows = [next(one.iterancestors(q("tr"))) for one in (first, after)]
        table = rows[0].getparent()
        assert table is not None
        for row in table[table.index(rows[0]) : table.index(rows[1])]:
            remove(row)

    found = back(sent["ja-en"], both)
    assert told(found) == [("article-removed", f"第20条{REVIEW['ja']}", False)]


# ---------------------------------------------------------------------------- recorded and not recorded


def untracked_beside_tracked(made: Copy) -> None:
    reword(made, BUSINESS_DAY, "最終の営業日", run("最初の営業日"))
    reword(made, BUSINESS_DAY, "翌日以後の営業日", run("3日後以後の営業日"), tracked=True)


def test_an_edit_without_a_trace_beside_a_recorded_one_is_told_apart(sent: dict[str, bytes]) -> None:
    found = back(sent["ja"], untracked_beside_tracked)
    assert [(one.kind, one.tracked, one.author) for one in found] == [("wording", False, ""), ("wording", True, WHO)]
    assert "[-最終-][+最初+]" in found.changes[0].sentence("ja").replace("の営業日", "")
    assert "最終" not in found.changes[1].before


def test_a_recorded_edit_that_leads_back_hides_no_other(sent: dict[str, bytes]) -> None:
    """Who refuses the tracked change gets a wording that nobody agreed to."""

    def trap(made: Copy) -> None:
        reword(made, PAST, "ではない", run("である"))
        reword(made, PAST, "である", run("ではない"), tracked=True)

    found = back(sent["ja"], trap)
    assert [(one.kind, one.tracked) for one in found] == [("wording", False), ("wording", True)]


def test_everybody_who_recorded_a_change_of_a_line_is_named(sent: dict[str, bytes]) -> None:
    def two(made: Copy) -> None:
        reword(made, BUSINESS_DAY, "最終の営業日", run("最初の営業日"), tracked=True)
        reword(made, BUSINESS_DAY, "翌日以後の営業日", run("3日後以後の営業日"), tracked=True)
        for one in list(made.line(BUSINESS_DAY).iter(q("ins"), q("del")))[:2]:
            one.set(q("author"), "Vendor Jiro")

    found = back(sent["ja"], two)
    assert [one.author for one in found] == [f"Vendor Jiro, {WHO}"]


def test_a_text_put_in_and_taken_out_again_is_told_by_its_marks(sent: dict[str, bytes]) -> None:
    def undone(made: Copy) -> None:
        inner = made.marked("del", run("ただし書", gone=True))
        made.line(PAST).append(made.marked("ins", inner))

    found = back(sent["ja"], undone)
    assert {one.kind for one in found} == {"tracked"}
    assert {one.before or one.after for one in found} == {"ただし書"}


# ------------------------------------------------------------------------------------ contracts without data


def data_gone(made: Copy) -> None:
    for name in [name for name in made.parts if name.startswith("customXml/")]:
        del made.parts[name]


def test_two_files_without_data_are_compared_by_their_wording(sent: dict[str, bytes]) -> None:
    was, made = Copy(sent["ja"]), Copy(sent["ja"])
    for one in (was, made):
        data_gone(one)
    untracked_beside_tracked(made)
    content = made.control().find(q("sdtContent"))
    assert content is not None
    content[:] = [run("8時間以内")]
    noise(made)
    found = inspect_contract(was.saved(), made.saved())
    assert [(one.kind, one.tracked) for one in found] == [("wording", False), ("wording", True), ("wording", False)]
    assert found.changes[0].where == "第2条（定義及び期間の計算）"
    assert found.not_compared == ("values", "layout")


def test_a_contract_edited_before_it_was_sent_is_compared_by_its_page(sent: dict[str, bytes]) -> None:
    was = Copy(sent["ja"])
    reword(was, PAST, "ではない", run("とは限らない"))
    page = was.saved()
    assert inspect_contract(page, page).changes == ()
    assert inspect_contract(page, page).not_compared == ("own", "layout")
    made = Copy(page)
    reword(made, BUSINESS_DAY, "最終の営業日", run("最初の営業日"))
    assert told(inspect_contract(page, made.saved())) == [("wording", "第2条（定義及び期間の計算）", False)]

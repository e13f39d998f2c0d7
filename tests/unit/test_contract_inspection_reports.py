"""An inspection as page, as the returned file with comments, and as data: whole, safe, the file's text untouched."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree
from tests.word_changes import (
    data_gone,
    line_added_tracked,
    line_moved,
    line_removed,
    value,
    value_tracked,
    wording,
    wording_tracked,
)
from tests.word_changes_beside import comment, footer, hidden, numbering, text_box
from tests.word_edits import BODY, BUSINESS_DAY, PAST, WHEN, WHO, Copy, R, W, noise, q, remove, reword, run, text_of
from tests.word_files import core_property, unzipped, word_file

from medsla import office
from medsla.contract import extract, render
from medsla.contract.inspection import inspect_contract
from medsla.contract.inspection.changes import Change, Inspection
from medsla.contract.inspection.html import inspection_fragment, render_inspection_html
from medsla.contract.inspection.word import render_inspection_word
from medsla.contract.redline import redline
from medsla.errors import ReadError, UnknownLocale
from medsla.office.annotating import Author, Note, annotated
from medsla.results import Verdict
from medsla.sla import load

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "00-clean.yaml"
COMMENTS = "word/comments.xml"
LANGUAGES = ("ja", "en", "ja-en")
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>&'\u202e"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return render(load(CLEAN), tmp_path_factory.mktemp("sent") / "sent.docx").path.read_bytes()


def back(sent: bytes, *edits: Callable[[Copy], None]) -> bytes:
    made = Copy(sent)
    for edit in edits:
        edit(made)
    noise(made)
    return made.saved()


def row_gone(made: Copy) -> None:
    remove(made.row("exit.fee.ja"))


def several(sent: bytes) -> bytes:
    return back(sent, value, wording_tracked, row_gone, hidden, footer, comment, numbering)


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the texts of `ins` and `del`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.within: list[str] = []
        self.texts: dict[str, list[str]] = {"ins": [], "del": []}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.within and self.within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.within and self.within[-1] in self.texts:
            self.texts[self.within[-1]].append(data)


# ---------------------------------------------------------------------------------------------------- page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_every_difference_with_what_went_and_what_came(sent: bytes, language: str) -> None:
    found = inspect_contract(sent, several(sent))
    page = Elements(render_inspection_html(found, language))
    for change in found:
        for piece in change.pieces:
            assert piece.kind == "same" or piece.text in page.texts["ins" if piece.kind == "come" else "del"]
    assert {"values", "wording", "unseen", "things", "beside", "comments", "carried", "not-compared"} <= set(page.ids)
    assert {"article-2", "annex-5-24-4"} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_a_page_in_two_languages_says_everything_in_both(sent: bytes) -> None:
    page = render_inspection_html(inspect_contract(sent, several(sent)), "ja-en")
    for text in (
        "医療機関等から見て",
        "For the institution",
        "変更履歴なし",
        "not tracked",
        "照合結果であり",
        "A comparison",
    ):
        assert text in page
    assert page.startswith('<!DOCTYPE html>\n<html lang="ja">')


def test_a_page_may_use_its_own_style_sheet_and_nothing_else(sent: bytes) -> None:
    page = render_inspection_html(inspect_contract(sent, back(sent, value)), "ja")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" in page
    assert Elements(page).names & {"script", "a", "img", "link", "iframe", "form"} == set()
    assert Elements(page).attributes & {"href", "src", "style", "onclick"} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_texts_stay_texts_wherever_they_stand(language: str) -> None:
    texts = {"where": HOSTILE, "before": HOSTILE, "after": HOSTILE, "author": HOSTILE, "date": HOSTILE}
    kinds = ("value", "wording", "added", "removed", "moved", "article-added", "article-removed", "tracked", "comment")
    kinds += ("hidden", "struck", "number", "field", "link", "image", "object", "elsewhere")  # type: ignore[assignment]
    changes = tuple(
        Change(kind, tracked=True, pieces=redline("", HOSTILE), **texts)  # type: ignore[arg-type]
        for kind in kinds
    )
    found = Inspection(HOSTILE, HOSTILE, "ja", changes, "0" * 64, "1" * 64, ("layout",))
    for page in (render_inspection_html(found, language), inspection_fragment(found, language)):
        elements = Elements(page)
        assert elements.names & {"script", "img"} == set()
        assert {name for name in elements.attributes if name.startswith("on")} == set()
        assert "\u202e" not in page
    assert "\u202e" not in found.to_text("ja")


def test_a_file_is_called_by_its_name_and_not_by_its_folder(sent: bytes, tmp_path: Path) -> None:
    (tmp_path / "送付.docx").write_bytes(sent)
    page = render_inspection_html(inspect_contract(tmp_path / "送付.docx"), "ja")
    assert "送付.docx" in page
    assert tmp_path.name not in page
    assert hashlib.sha256(sent).hexdigest()[:16] in page


def test_a_page_without_a_difference_says_so_and_what_was_not_compared(sent: bytes) -> None:
    page = render_inspection_html(inspect_contract(sent, sent), "ja")
    assert "変更は見つかりません" in page
    assert 'id="not-compared"' in page
    assert 'id="values"' not in page


def test_a_notebook_shows_an_inspection_in_the_contracts_language(sent: bytes) -> None:
    found = inspect_contract(sent, back(sent, value))
    shown = found._repr_html_()
    assert shown == inspection_fragment(found, "ja")
    assert "<style" not in shown
    assert "<ins>8時間</ins>" in shown


def test_no_language_but_those_of_reports_is_taken(sent: bytes) -> None:
    with pytest.raises(UnknownLocale):
        render_inspection_html(inspect_contract(sent), "fr")


def test_an_article_that_is_named_twice_has_two_anchors() -> None:
    changes = tuple(Change("added", where, after="x") for where in ("第5条（甲）", "第5条（乙）", "別紙1 6-1", ""))
    page = Elements(render_inspection_html(Inspection("a", "b", "ja", changes), "ja"))
    assert [one for one in page.ids if one != "wording"] == ["article-5", "article-5_2", "annex-1-6-1", "opening"]


# ---------------------------------------------------------------------------------------------------- data


def test_plain_data_has_every_field_and_every_sentence(sent: bytes) -> None:
    returned = back(sent, value_tracked, line_moved)
    data = inspect_contract(sent, returned).to_data()
    assert data["returned_sha256"] == hashlib.sha256(returned).hexdigest()
    assert (data["language"], data["counts"], data["not_recorded"]) == ("ja", {"value": 1, "moved": 1}, 1)
    assert data["not_compared"] == ["layout"]
    first, second = data["changes"]  # type: ignore[misc]
    assert (first["kind"], first["verdict"], first["tracked"], first["author"], first["date"]) == (  # type: ignore[has-type]
        "value",
        Verdict.weaker.value,
        True,
        WHO,
        WHEN,
    )
    assert set(first["sentence"]) == {"ja", "en"}  # type: ignore[has-type]
    assert second["line"] > 0  # type: ignore[has-type]


# ---------------------------------------------------------------------------------------------------- Word


def comments_of(data: bytes) -> list[tuple[str, str, str | None, str]]:
    root = etree.fromstring(unzipped(data)[COMMENTS])
    return [
        (one.get(q("id"), ""), one.get(q("author"), ""), one.get(q("date")), text_of(one))
        for one in root.iter(q("comment"))
    ]


def marked(data: bytes, number: str) -> str:
    """The words between the marks of a comment."""
    found, inside = "", False
    for one in etree.fromstring(unzipped(data)[BODY]).iter():
        if one.tag in {q("commentRangeStart"), q("commentRangeEnd")} and one.get(q("id")) == number:
            inside = one.tag == q("commentRangeStart")
        elif inside and one.tag in {q("t"), q("delText")}:
            found += one.text or ""
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["accepted", "original", "raw"])
def test_comments_leave_every_line_of_the_file_as_it_was(sent: bytes, language: str, view: office.View) -> None:
    returned = several(sent)
    made = render_inspection_word(inspect_contract(sent, returned), returned, language)
    assert office.package_lines(unzipped(made), view) == office.package_lines(unzipped(returned), view)


def test_there_is_one_comment_for_each_difference_with_its_sentence(sent: bytes) -> None:
    returned = several(sent)
    found = inspect_contract(sent, returned)
    made = render_inspection_word(found, returned, "ja")
    own = [text for _, author, _, text in comments_of(made) if author == "契約書照合"]
    assert own[0] == "比べていないもの:" + "".join(found.limits("ja"))
    assert own[1:] == [one.sentence("ja") for one in found if one.kind != "comment"]


def test_an_inspection_of_the_commented_file_finds_the_same_and_its_comments(sent: bytes) -> None:
    returned = several(sent)
    found = inspect_contract(sent, returned)
    again = inspect_contract(sent, render_inspection_word(found, returned, "ja"))
    others = [[one for one in side if one.kind != "comment"] for side in (found, again)]
    assert others[0] == others[1]
    assert len([one for one in again if one.kind == "comment"]) == len(found) + 1


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (value, "障害の検知から8時間以内（保証値とする。）"),
        (wording, "3日後以後"),
        (line_added_tracked, "ただし、乙の都合により延長することができる。"),
        (line_removed, "本合意に定める時刻は"),
        (hidden, "ただし書"),
    ],
)
def test_a_comment_goes_round_the_words_that_it_is_about(sent: bytes, edit: Callable[[Copy], None], words: str) -> None:
    made = Copy(sent)
    edit(made)
    returned = made.saved()
    commented = render_inspection_word(inspect_contract(sent, returned), returned, "en")
    last = comments_of(commented)[-1]
    near = marked(commented, last[0])
    assert words in near or edit is line_removed
    assert len(near) < 140


def test_the_second_of_two_like_words_is_marked_where_it_is_the_one_that_changed() -> None:
    body = "".join(
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in ("甲は", "8時間", "後、", "8時間", "以内")
    )
    parts = unzipped(word_file(f"<w:p>{body}</w:p>"))
    made = annotated(parts, [Note(("x",), 1, "", "8時間", 8)], Author("契約書照合", "照合"))
    root = etree.fromstring(made[BODY])
    found = [text_of(one) if one.tag == q("r") else one.tag.rpartition("}")[2] for one in root[0][0]]
    assert found == ["甲は", "8時間", "後、", "commentRangeStart", "8時間", "commentRangeEnd", "", "以内"]


def test_comments_that_were_there_stay_and_keep_their_numbers(sent: bytes) -> None:
    returned = back(sent, comment, value)
    found = comments_of(render_inspection_word(inspect_contract(sent, returned), returned, "en"))
    assert found[0] == ("0", WHO, WHEN, "要協議")
    assert [number for number, *_ in found] == [str(number) for number in range(len(found))]
    assert {author for _, author, _, _ in found[1:]} == {"Contract inspection"}


def test_numbers_at_the_very_top_leave_room_below() -> None:
    inner = "".join(f'<w:comment w:id="{number}" w:author="a"><w:p/></w:comment>' for number in (0, 2**31 - 2))
    parts = unzipped(
        word_file(
            "<w:p/>",
            parts={COMMENTS: f'<w:comments xmlns:w="{W}">{inner}</w:comments>'},
            kinds={f"/{COMMENTS}": "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"},
            links=f'<Relationship Id="r9" Type="{R}/comments" Target="comments.xml"/>',
        )
    )
    made = annotated(parts, [Note(("x",))], Author("A", "A"))
    assert [one.get(q("id")) for one in etree.fromstring(made[COMMENTS])] == ["0", str(2**31 - 2), "1"]


def test_a_comment_has_no_time_unless_the_environment_gives_one(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    returned = back(sent, value)
    found = inspect_contract(sent, returned)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    made = render_inspection_word(found, returned, "ja")
    assert {time for _, _, time, _ in comments_of(made)} == {None}
    assert made == render_inspection_word(found, returned, "ja")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    made = render_inspection_word(found, returned, "ja")
    assert {time for _, _, time, _ in comments_of(made)} == {"2027-01-15T08:00:00Z"}


def test_two_languages_stand_in_one_comment(sent: bytes) -> None:
    returned = back(sent, value)
    (change,) = found = inspect_contract(sent, returned)
    last = comments_of(render_inspection_word(found, returned, "ja-en"))[-1]
    assert last[1] == "契約書照合 / Contract inspection"
    assert last[3] == change.sentence("ja") + change.sentence("en")


def test_styles_of_comments_are_added_once_and_taken_where_they_are(sent: bytes) -> None:
    returned = back(sent, value)
    made = render_inspection_word(inspect_contract(sent, returned), returned, "ja")
    again = render_inspection_word(inspect_contract(sent, made), made, "ja")
    styles = unzipped(made)["word/styles.xml"]
    assert (styles.count(b'w:val="annotation reference"'), styles.count(b'w:val="annotation text"')) == (1, 1)
    assert unzipped(again)["word/styles.xml"] == styles


def test_a_difference_in_a_text_box_is_marked_outside_of_it(sent: bytes) -> None:
    returned = back(sent, text_box)
    made = render_inspection_word(inspect_contract(sent, returned), returned, "ja")
    root = etree.fromstring(unzipped(made)[BODY])
    assert not [one for box in root.iter(q("txbxContent")) for one in box.iter(q("commentReference"))]
    assert marked(made, comments_of(made)[-1][0]).startswith(PAST)


def test_one_file_alone_gets_its_comments_too(sent: bytes) -> None:
    returned = back(sent, wording)
    made = render_inspection_word(inspect_contract(returned), returned, "ja")
    assert len(comments_of(made)) == 2


def test_a_file_without_a_difference_gets_the_one_comment_on_what_was_not_compared(sent: bytes) -> None:
    made = render_inspection_word(inspect_contract(sent, sent), sent, "ja")
    assert len(comments_of(made)) == 1
    assert extract(made) == load(CLEAN)
    assert core_property(made, "title") == core_property(sent, "title")


def test_another_file_than_was_inspected_is_refused(sent: bytes) -> None:
    found = inspect_contract(sent, back(sent, value))
    with pytest.raises(ReadError) as refused:
        render_inspection_word(found, back(sent, wording), "ja")
    assert [one.code for one in refused.value.problems] == ["fence.other-file"]


def test_a_file_that_is_gone_is_refused(sent: bytes, tmp_path: Path) -> None:
    with pytest.raises(ReadError) as refused:
        render_inspection_word(inspect_contract(sent, sent), tmp_path / "gone.docx", "ja")
    assert [one.code for one in refused.value.problems] == ["fence.contract-missing"]


def test_the_strict_form_of_the_format_is_refused(sent: bytes) -> None:
    made = Copy(sent)
    data = made.saved()
    parts = unzipped(data)
    parts[BODY] = parts[BODY].replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    with pytest.raises(ReadError) as refused:
        annotated(parts, [Note(("x",))], Author("A", "A"))
    assert [one.code for one in refused.value.problems] == ["fence.strict-form"]


def test_letters_that_no_file_can_hold_are_left_out_of_a_comment() -> None:
    made = annotated(unzipped(word_file("<w:p/>")), [Note(("a\x00b\ufffec<&>",))], Author("A<", "&"))
    (one,) = etree.fromstring(made[COMMENTS])
    assert (text_of(one), one.get(q("author")), one.get(q("initials"))) == ("abc<&>", "A<", "&")


def test_a_file_without_data_gets_comments_too(sent: bytes) -> None:
    was, made = Copy(sent), Copy(sent)
    for one in (was, made):
        data_gone(one)
    reword(made, BUSINESS_DAY, "最終の営業日", run("最初の営業日"))
    returned = made.saved()
    commented = render_inspection_word(inspect_contract(was.saved(), returned), returned, "ja")
    assert [text.startswith("文言") for *_, text in comments_of(commented)] == [False, True]

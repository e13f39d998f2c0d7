"""What changed beside the wording is told, what only saving changes is not, and what nobody looked at is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.word_changes import ADDED, NO_PROMISE
from tests.word_changes_beside import (
    alternative,
    article_number_gone,
    comment,
    computed,
    computed_as_number,
    endnote,
    footer,
    footnote,
    hidden,
    link,
    made_white,
    numbering,
    picture,
    struck,
    text_box,
    tiny,
    white,
)
from tests.word_edits import (
    BUSINESS_DAY,
    PAST,
    RELS,
    WHEN,
    WHO,
    Copy,
    el,
    noise,
    q,
    remove,
    retype,
    reword,
    run,
    text_of,
)
from tests.word_files import word_file

from medsla.contract import render
from medsla.contract.inspection import inspect_contract
from medsla.contract.inspection.changes import Change, Inspection
from medsla.sla import load

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "00-clean.yaml"
SECOND, FIFTH = "第2条（定義及び期間の計算）", "第5条（サービスレベル適用の考え方）"
STYLES, NUMBERS = "word/styles.xml", "word/numbering.xml"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return render(load(CLEAN), tmp_path_factory.mktemp("sent") / "sent.docx").path.read_bytes()


def back(sent: bytes, *edits: Callable[[Copy], None]) -> Inspection:
    made = Copy(sent)
    for edit in edits:
        edit(made)
    noise(made)
    return inspect_contract(sent, made.saved())


def told(found: Inspection) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.near or one.where or one.part, one.before, one.after) for one in found]


# ------------------------------------------------------------------------------------- numbers and fields


def test_another_pattern_of_numbers_is_told_once_with_the_first_number(sent: bytes) -> None:
    assert told(back(sent, numbering)) == [("number", "第1条（本サービスの目的と対象）", "第1条", "第1項")]


def test_a_heading_that_lost_its_number_is_told(sent: bytes) -> None:
    assert told(back(sent, article_number_gone)) == [("number", SECOND, "第2条", "")]


def test_a_list_that_starts_elsewhere_is_told(sent: bytes) -> None:
    def starts(made: Copy) -> None:
        made.swap(NUMBERS, '<w:start w:val="1"/>', '<w:start w:val="3"/>')

    assert told(back(sent, starts)) == [("number", "第1条（本サービスの目的と対象）", "第1条", "第3条")]


def test_a_list_that_starts_anew_at_a_later_article_is_told(sent: bytes) -> None:
    def anew(made: Copy) -> None:
        again = '<w:num w:numId="77"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        made.swap(NUMBERS, "</w:numbering>", f"{again}</w:lvlOverride></w:num></w:numbering>")
        properties = made.line("（前提条件）").find(q("pPr"))
        assert properties is not None
        properties.append(el("numPr", el("ilvl", val="0"), el("numId", val="77")))

    assert told(back(sent, anew)) == [("number", "第6条（前提条件）", "第6条", "第1条")]


def test_lists_that_were_only_given_other_names_are_no_change(sent: bytes) -> None:
    def renamed(made: Copy) -> None:
        for part in (NUMBERS, STYLES):
            text = made.parts[part].decode()
            for old, new in (("1", "41"), ("2", "42")):
                for name in ("w:numId", "w:abstractNumId"):
                    text = text.replace(f'{name} w:val="{old}"', f'{name} w:val="{new}"')
                    text = text.replace(f'<w:num {name}="{old}"', f'<w:num {name}="{new}"')
                    text = text.replace(f'<w:abstractNum {name}="{old}"', f'<w:abstractNum {name}="{new}"')
            made.parts[part] = text.encode()

    assert told(back(sent, renamed)) == []


def test_numbers_that_follow_from_an_article_taken_out_are_no_change_of_their_own(sent: bytes) -> None:
    def short(made: Copy) -> None:
        remove(made.line(PAST))

    assert [one.kind for one in back(sent, short)] == ["removed"]


@pytest.mark.parametrize("edit", [computed, computed_as_number])
def test_a_sentence_in_a_field_is_told_with_its_code(sent: bytes, edit: Callable[[Copy], None]) -> None:
    (found,) = back(sent, edit)
    assert (found.kind, found.where, found.before) == ("field", SECOND, "")
    assert found.after.startswith("{")
    assert found.after.endswith(f"}} {ADDED}")


def test_a_field_with_another_code_is_told_with_both(sent: bytes) -> None:
    def other(made: Copy) -> None:
        made.swap("word/footer1.xml", " NUMPAGES ", " SECTIONPAGES ")

    (found,) = back(sent, other)
    assert (found.kind, found.part) == ("field", "footer")
    assert found.before.startswith("{NUMPAGES}")
    assert found.after.startswith("{SECTIONPAGES}")


def test_a_page_number_that_became_a_sentence_is_told(sent: bytes) -> None:
    def sentence(made: Copy) -> None:
        made.swap("word/footer1.xml", ">1</w:t>", f">{ADDED}</w:t>")

    assert [(one.kind, one.part) for one in back(sent, sentence)] == [("field", "footer")]


def test_a_field_that_only_kept_its_look_is_no_change(sent: bytes) -> None:
    def kept(made: Copy) -> None:
        made.swap("word/footer1.xml", " NUMPAGES ", "  NUMPAGES   \\* MERGEFORMAT ")

    assert told(back(sent, kept)) == []


# -------------------------------------------------------------------------------- links, pictures, objects


def test_a_link_round_words_is_told_with_its_address(sent: bytes) -> None:
    assert told(back(sent, link)) == [("link", FIFTH, "", f"{NO_PROMISE} → https://example.com/terms")]


def test_a_link_that_leads_elsewhere_is_told_with_both_addresses(sent: bytes) -> None:
    was = Copy(sent)
    link(was)
    made = Copy(was.saved())
    made.swap(RELS, "https://example.com/terms", "https://example.org/terms")
    found = inspect_contract(was.saved(), made.saved())
    assert told(found) == [
        ("link", FIFTH, f"{NO_PROMISE} → https://example.com/terms", f"{NO_PROMISE} → https://example.org/terms")
    ]
    assert told(inspect_contract(was.saved(), was.saved())) == []


def test_a_picture_that_was_put_in_exchanged_or_taken_out_is_told(sent: bytes) -> None:
    was = Copy(sent)
    picture(was)
    with_picture = was.saved()
    (found,) = back(sent, picture)
    assert (found.kind, found.part, found.before) == ("image", "body", "")
    assert found.after.startswith("image1.png (sha256 ")
    made = Copy(with_picture)
    made.parts["word/media/image1.png"] = PNG + b"another"
    (found,) = inspect_contract(with_picture, made.saved())
    assert (found.kind, found.before[:10], found.after[:10], found.before == found.after) == (
        "image",
        "image1.png",
        "image1.png",
        False,
    )
    assert [(one.kind, one.after) for one in inspect_contract(with_picture, sent)] == [("image", "")]


def test_a_picture_with_another_name_and_the_same_bytes_is_no_change(sent: bytes) -> None:
    was = Copy(sent)
    picture(was)
    made = Copy(was.saved())
    made.parts["word/media/image7.png"] = made.parts.pop("word/media/image1.png")
    made.swap(RELS, "media/image1.png", "media/image7.png")
    found = inspect_contract(was.saved(), made.saved())
    assert told(found) == []
    assert found.not_compared == ("image", "layout")


def test_a_file_that_an_editor_takes_in_is_told_and_said_not_to_be_read(sent: bytes) -> None:
    found = back(sent, alternative)
    assert [(one.kind, one.after.split()[0]) for one in found] == [("object", "more.html")]
    assert found.not_compared == ("object", "layout")


def test_an_address_that_is_fetched_is_told(sent: bytes) -> None:
    def fetched(made: Copy) -> None:
        made.relate("image", "https://example.com/seal.png", outside=True)

    found = back(sent, fetched)
    assert told(found) == [("link", "body", "", "https://example.com/seal.png")]
    assert found.not_compared == ("outside", "layout")


# --------------------------------------------------------------------------- headers, notes, text boxes, comments


@pytest.mark.parametrize(("edit", "part"), [(footer, "footer"), (footnote, "footnotes"), (endnote, "endnotes")])
def test_a_sentence_in_a_footer_or_a_note_is_told_with_its_part(
    sent: bytes, edit: Callable[[Copy], None], part: str
) -> None:
    assert told(back(sent, edit)) == [("elsewhere", part, "", ADDED)]


def test_a_recorded_change_of_a_header_says_who_made_it(sent: bytes) -> None:
    def header(made: Copy) -> None:
        mark = f'<w:ins w:id="1" w:author="{WHO}" w:date="{WHEN}"><w:r><w:t>旧</w:t></w:r></w:ins>'
        made.swap("word/header1.xml", "<w:r>", f"{mark}<w:r>")

    found = back(sent, header)
    assert [(one.kind, one.part, one.tracked, one.author) for one in found] == [("elsewhere", "header", True, WHO)] * 2


def test_a_text_box_is_read_as_wording(sent: bytes) -> None:
    assert told(back(sent, text_box)) == [("added", FIFTH, "", ADDED)]


def test_a_comment_that_was_there_when_the_contract_was_sent_is_no_change(sent: bytes) -> None:
    was = Copy(sent)
    comment(was)
    assert told(inspect_contract(was.saved(), was.saved())) == []
    assert [one.kind for one in back(sent, comment)] == ["comment"]


# ------------------------------------------------------------------------------------------- unseen text


@pytest.mark.parametrize("edit", [hidden, white, tiny])
def test_unseen_words_are_told_with_their_article(sent: bytes, edit: Callable[[Copy], None]) -> None:
    assert told(back(sent, edit))[1] == ("hidden", SECOND, "", "ただし書")


@pytest.mark.parametrize(("edit", "kind"), [(made_white, "hidden"), (struck, "struck")])
def test_words_that_were_seen_before_and_are_not_now_are_told(
    sent: bytes, edit: Callable[[Copy], None], kind: str
) -> None:
    assert told(back(sent, edit)) == [(kind, FIFTH, "", NO_PROMISE)]


def unseen_by(properties: str) -> Callable[[Copy], None]:
    def edit(made: Copy) -> None:
        reword(made, PAST, NO_PROMISE, run(NO_PROMISE, properties=properties))

    return edit


@pytest.mark.parametrize(
    "properties",
    [
        '<w:color w:val="FEFEFE"/>',
        '<w:color w:val="000000" w:themeColor="background1"/>',
        '<w:color w:val="1F2D3D"/><w:shd w:val="clear" w:color="auto" w:fill="1F2D3E"/>',
        '<w:color w:val="000000"/><w:highlight w:val="black"/>',
        '<w:vanish w:val="true"/>',
        '<w:sz w:val="4"/>',
        '<w:rStyle w:val="Unseen"/>',
    ],
)
def test_every_way_to_hide_words_is_seen(sent: bytes, properties: str) -> None:
    def style(made: Copy) -> None:
        own = '<w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr>'
        made.swap(STYLES, "</w:styles>", f'<w:style w:type="character" w:styleId="Unseen">{own}</w:style></w:styles>')

    assert told(back(sent, style, unseen_by(properties))) == [("hidden", FIFTH, "", NO_PROMISE)]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vanish w:val="0"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="D9D9D9"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="1F2D3D"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
        '<w:color w:val="808080" w:themeColor="background1" w:themeShade="80"/>',
        '<w:sz w:val="5"/>',
        "<w:b/>",
    ],
)
def test_words_that_can_be_seen_are_not_called_unseen(sent: bytes, properties: str) -> None:
    assert told(back(sent, unseen_by(properties))) == []


def test_white_words_on_a_dark_cell_are_seen(sent: bytes) -> None:
    def dark(made: Copy) -> None:
        cell = next(made.control().iterancestors(q("tc")))
        properties = cell.find(q("tcPr"))
        if properties is None:
            properties = el("tcPr")
            cell.insert(0, properties)
        properties.append(el("shd", val="clear", color="auto", fill="000000"))
        for one in made.control().iter(q("r")):
            one.insert(0, el("rPr", el("color", val="FFFFFF")))

    assert told(back(sent, dark)) == []


# ------------------------------------------------------------------------------------ what was not compared


def test_one_file_alone_says_what_it_cannot_tell(sent: bytes) -> None:
    assert inspect_contract(sent).not_compared == ("alone", "layout")


def test_a_paragraph_too_long_for_words_is_said_to_stand_whole(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medsla.contract.redline._MOST_TOKENS", 3)
    monkeypatch.setattr("medsla.contract.redline._MOST_OF_ALL", 3)

    def other(made: Copy) -> None:
        reword(made, BUSINESS_DAY, "最終の営業日", run("最初の営業日"))

    found = back(sent, other)
    assert [one.kind for one in found.changes[0].pieces] == ["gone", "come"]
    assert found.not_compared == ("long", "layout")


def test_files_too_long_to_be_compared_line_by_line_are_compared_all_the_same(
    sent: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medsla.contract.inspection.rewording._MOST_LINES", 5)

    def two(made: Copy) -> None:
        reword(made, BUSINESS_DAY, "最終の営業日", run("最初の営業日"))
        remove(made.line(PAST))

    assert sorted(one.kind for one in back(sent, two)) == ["added", "removed", "removed"]


def test_phrases_that_a_program_wrote_several_times_over_are_said_to_be_broken(sent: bytes) -> None:
    def garbled(many: int) -> Callable[[Copy], None]:
        def edit(made: Copy) -> None:
            for one in made.controls()[:many]:
                retype(made, one, text_of(one) + text_of(one)[1:])

        return edit

    assert back(sent, garbled(3)).not_compared == ("garbled", "layout")
    assert back(sent, garbled(2)).not_compared == ("layout",)

    def conditions(made: Copy) -> None:
        for one in made.controls()[:5]:
            retype(made, one, f"{text_of(one)}（努力目標とする。）")

    assert back(sent, conditions).not_compared == ("layout",)


def test_a_format_of_numbers_with_another_name_that_reads_the_same_is_no_change(sent: bytes) -> None:
    """LibreOffice writes japaneseCounting by another name."""

    def renamed(made: Copy) -> None:
        made.swap(NUMBERS, '"japaneseCounting"', '"taiwaneseCountingThousand"')

    def other(made: Copy) -> None:
        made.swap(NUMBERS, '"japaneseCounting"', '"lowerRoman"')

    assert told(back(sent, renamed)) == []
    assert told(back(sent, other)) == [("number", SECOND, "(一)", "(i)")]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_everything_that_is_not_compared_has_its_sentence(language: str) -> None:
    codes = ("values", "alone", "own", "garbled", "image", "object", "outside", "long", "layout")
    text = Inspection("a.docx", "b.docx", "ja", (), not_compared=codes).to_text(language)
    assert text.count("\n* ") == len(codes)


def test_characters_that_a_terminal_would_act_on_are_shown() -> None:
    change = Change("comment", after="了解\x9b31m\n\u202e次", author="\u202eTaro", date="2026-11-20T10:00:00Z")
    assert change.sentence("en") == "Comment: 了解\\x9b31m ／ \\u202e次 (\\u202eTaro, 2026-11-20 10:00)"


def paragraphs(*texts: str) -> bytes:
    return word_file("".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts))


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (("甲", "乙") * 1000, ("乙", "甲", "丙") * 660, 1340),
        (("甲",), ("同じ",) * 5000, 5001),
        (("甲",), ("の" * 300_000,), 1),
        (("乙は" * 50_000,), ("は乙" * 50_000,), 1),
        (("乙は" * 3000,), ("は乙" * 3000,), 1),
    ],
)
@pytest.mark.timeout(60)
def test_files_made_to_keep_a_reader_busy_are_compared_in_time(
    before: tuple[str, ...], after: tuple[str, ...], changes: int
) -> None:
    assert len(inspect_contract(paragraphs(*before), paragraphs(*after))) == changes

"""Every edit of a returned contract is reported, with its place, and nothing else is."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.word_files import W, unzipped, zipped

from medsla.contract import extract, render
from medsla.contract.carried import damage, read_paper
from medsla.contract.changes import Inspection
from medsla.contract.inspection import inspect_contract
from medsla.contract.redline import redline, shown, tokens
from medsla.errors import ReadError
from medsla.sla import load

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "00-clean.yaml"
BODY, DATA = "word/document.xml", "customXml/item1.xml"
WHO = {f"{{{W}}}author": "Vendor Taro", f"{{{W}}}date": "2026-11-20T10:00:00Z", f"{{{W}}}id": "9000"}
WHEN = "2026-11-20T10:00:00Z"
RTO = "recovery.rto.ja"
BUSINESS_DAY = "営業日をもって定めた期間は"


def q(name: str) -> str:
    return f"{{{W}}}{name}"


class Copy:
    """A contract as an editor holds it."""

    def __init__(self, data: bytes) -> None:
        self.parts = unzipped(data)
        self.root = ET.fromstring(self.parts[BODY])
        self.above = {child: parent for parent in self.root.iter() for child in parent}

    def control(self, tag: str = RTO) -> ET.Element:
        return next(
            one for one in self.root.iter(q("sdt")) if one.find(f"{q('sdtPr')}/{q('tag')}").get(q("val")) == tag
        )  # type: ignore[union-attr]

    def line(self, start: str) -> ET.Element:
        return next(one for one in self.root.iter(q("p")) if text_of(one).startswith(start))

    def place(self, element: ET.Element) -> tuple[ET.Element, int]:
        parent = self.above[element]
        return parent, list(parent).index(element)

    def saved(self) -> bytes:
        self.parts[BODY] = ET.tostring(self.root, encoding="utf-8")
        return zipped(self.parts)


def text_of(element: ET.Element) -> str:
    return "".join(one.text or "" for one in element.iter(q("t")))


def run(text: str, *, gone: bool = False, properties: str = "") -> ET.Element:
    made = ET.Element(q("r"))
    if properties:
        made.append(ET.fromstring(f'<w:rPr xmlns:w="{W}">{properties}</w:rPr>'))
    inner = ET.SubElement(made, q("delText" if gone else "t"))
    inner.text = text
    return made


def marked(kind: str, *inner: ET.Element) -> ET.Element:
    made = ET.Element(q(kind), WHO)
    made.extend(inner)
    return made


def retype(control: ET.Element, text: str, *, tracked: bool = False) -> None:
    content = control.find(q("sdtContent"))
    assert content is not None
    old = text_of(content)
    content[:] = [marked("del", run(old, gone=True)), marked("ins", run(text))] if tracked else [run(text)]


def replace(made: Copy, start: str, old: str, new: str, *, tracked: bool = False) -> None:
    line = made.line(start)
    for one in line.iter(q("r")):
        inner = one.find(q("t"))
        if inner is not None and old in (inner.text or ""):
            before, after = (inner.text or "").split(old, 1)
            parent, index = made.place(one)
            middle = [marked("del", run(old, gone=True)), marked("ins", run(new))] if tracked else [run(new)]
            parent[index : index + 1] = [run(before), *middle, run(after)]
            return
    raise AssertionError(old)


def noise(made: Copy) -> None:
    """What an editor adds on every save: session marks, spelling marks, runs cut in two, a bookmark."""
    chance = random.Random(7)  # noqa: S311 - the same edits every time
    for line in list(made.root.iter(q("p"))):
        line.set(q("rsidR"), f"00{chance.randrange(1 << 24):06X}")
        for index, one in reversed(list(enumerate(list(line)))):
            inner = one.find(q("t")) if one.tag == q("r") and len(one.findall("*")) == 1 else None
            if inner is not None and len(inner.text or "") > 2 and chance.random() < 0.6:
                cut = chance.randrange(1, len(inner.text or ""))
                other = copy.deepcopy(one)
                second = other.find(q("t"))
                assert second is not None
                second.text, inner.text = (inner.text or "")[cut:], (inner.text or "")[:cut]
                line[index + 1 : index + 1] = [ET.Element(q("proofErr"), {q("type"): "gramStart"}), other]
    made.root[0][2].append(ET.Element(q("bookmarkStart"), {q("id"): "900", q("name"): "_GoBack"}))


def paragraph(text: str, *, tracked: bool = False) -> ET.Element:
    made = ET.Element(q("p"))
    properties = ET.SubElement(made, q("pPr"))
    if tracked:
        ET.SubElement(properties, q("rPr")).append(ET.Element(q("ins"), WHO))
        made.append(marked("ins", run(text)))
    else:
        made.append(run(text))
    return made


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return render(load(CLEAN), tmp_path_factory.mktemp("sent") / "sent.docx").path.read_bytes()


def inspected(sent: bytes, edit: Callable[[Copy], None]) -> Inspection:
    made = Copy(sent)
    edit(made)
    noise(made)
    return inspect_contract(sent, made.saved())


def told(found: Inspection) -> list[tuple[str, str, str, bool]]:
    return [
        (
            one.kind,
            one.address or re.sub(r"\d+-\d+\Z", "#", one.where),
            one.verdict.value if one.verdict else "",
            one.tracked,
        )
        for one in found
    ]


ARTICLE = "第2条（定義及び期間の計算）"


def value(made: Copy) -> None:
    retype(made.control(), "障害の検知から8時間以内（保証値とする。）")


def value_tracked(made: Copy) -> None:
    retype(made.control(), "障害の検知から8時間以内（保証値とする。）", tracked=True)


def value_better(made: Copy) -> None:
    retype(made.control(), "障害の検知から10分以内（保証値とする。）")


def value_full_width(made: Copy) -> None:
    retype(made.control(), "障害の検知から３０分以内（保証値とする。）")


def value_unreadable(made: Copy) -> None:
    retype(made.control(), "できるだけ早く")


def wording(made: Copy) -> None:
    replace(made, BUSINESS_DAY, "翌日以後の営業日", "3日後以後の営業日")


def wording_tracked(made: Copy) -> None:
    replace(made, BUSINESS_DAY, "翌日以後の営業日", "3日後以後の営業日", tracked=True)


def negation(made: Copy) -> None:
    replace(made, "過去の実績", "約束するものではない", "約束するものである")


def control_lost(made: Copy) -> None:
    control = made.control()
    parent, index = made.place(control)
    parent[index : index + 1] = list(control.find(q("sdtContent")) or ())


def control_lost_and_changed(made: Copy) -> None:
    control = made.control()
    parent, index = made.place(control)
    parent[index : index + 1] = [run("8時間以内")]


def control_copied(made: Copy) -> None:
    parent, index = made.place(made.control())
    parent.insert(index + 1, copy.deepcopy(made.control()))


def line_added(made: Copy) -> None:
    parent, index = made.place(made.line(BUSINESS_DAY))
    parent.insert(index + 1, paragraph("ただし、乙の都合により延長することができる。"))


def line_added_tracked(made: Copy) -> None:
    parent, index = made.place(made.line(BUSINESS_DAY))
    parent.insert(index + 1, paragraph("ただし、乙の都合により延長することができる。", tracked=True))


def line_removed(made: Copy) -> None:
    line = made.line(BUSINESS_DAY)
    made.above[line].remove(line)


def line_removed_tracked(made: Copy) -> None:
    line = made.line(BUSINESS_DAY)
    properties = line.find(q("pPr"))
    assert properties is not None
    ET.SubElement(properties, q("rPr")).append(ET.Element(q("del"), WHO))
    text = text_of(line)
    for one in line.findall(q("r")):
        line.remove(one)
    line.append(marked("del", run(text, gone=True)))


def line_moved(made: Copy) -> None:
    line, target = made.line(BUSINESS_DAY), made.line("過去の実績")
    made.above[line].remove(line)
    parent = made.above[target]
    parent.insert(list(parent).index(target) + 1, line)


def row_removed(made: Copy) -> None:
    row = made.above[made.above[made.above[made.control()]]]
    made.above[row].remove(row)


def hidden(made: Copy) -> None:
    made.line(BUSINESS_DAY).append(run("ただし書", properties="<w:vanish/>"))


def white(made: Copy) -> None:
    made.line(BUSINESS_DAY).append(run("ただし書", properties='<w:color w:val="FFFFFF"/>'))


def data_gone(made: Copy) -> None:
    for name in [name for name in made.parts if name.startswith("customXml/")]:
        del made.parts[name]
    rels = "word/_rels/document.xml.rels"
    made.parts[rels] = re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", made.parts[rels])
    kinds = "[Content_Types].xml"
    made.parts[kinds] = re.sub(rb'<Override PartName="/customXml[^>]*/>', b"", made.parts[kinds])


def data_changed(made: Copy) -> None:
    made.parts[DATA] = made.parts[DATA].replace(b'"PT30M"', b'"PT8H"')


def node_changed(made: Copy) -> None:
    made.parts[DATA] = made.parts[DATA].replace("から30分以内".encode(), "から8時間以内".encode(), 1)


def header(made: Copy) -> None:
    made.parts["word/header1.xml"] = made.parts["word/header1.xml"].replace("契約番号".encode(), "旧契約番号".encode())


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda _: None, []),
        (value, [("value", "recovery.rto", "weaker", False)]),
        (value_tracked, [("value", "recovery.rto", "weaker", True)]),
        (value_better, [("value", "recovery.rto", "stronger", False)]),
        (value_full_width, [("value", "recovery.rto", "same", False)]),
        (value_unreadable, [("value", "recovery.rto", "", False)]),
        (wording, [("wording", ARTICLE, "", False)]),
        (wording_tracked, [("wording", ARTICLE, "", True)]),
        (negation, [("wording", "第5条（サービスレベル適用の考え方）", "", False)]),
        (control_lost, [("control", "recovery.rto", "", False)]),
        (
            control_lost_and_changed,
            [("control", "recovery.rto", "", False), ("wording", "別紙1 #", "", False)],
        ),
        (
            control_copied,
            [("control", "recovery.rto", "", False), ("wording", "別紙1 #", "", False)],
        ),
        (line_added, [("added", ARTICLE, "", False)]),
        (line_added_tracked, [("added", ARTICLE, "", True)]),
        (line_removed, [("removed", ARTICLE, "", False)]),
        (line_removed_tracked, [("removed", ARTICLE, "", True)]),
        (line_moved, [("moved", ARTICLE, "", False)]),
        (row_removed, [("control", "recovery.rto", "", False), *[("removed", "別紙1 #", "", False)] * 3]),
        (hidden, [("wording", ARTICLE, "", False), ("hidden", BODY, "", False)]),
        (white, [("wording", ARTICLE, "", False), ("hidden", BODY, "", False)]),
        (data_gone, [("data", "", "", False)]),
        (data_changed, [("data", "", "", False)]),
        (node_changed, [("data", "recovery.rto", "", False)]),
        (header, [("elsewhere", "", "", False)] * 2),
    ],
)
def test_every_kind_of_edit_is_told_and_nothing_else(
    sent: bytes, edit: Callable[[Copy], None], expected: list[tuple[str, str, str, bool]]
) -> None:
    assert told(inspected(sent, edit)) == expected


def test_page_numbers_that_an_editor_has_counted_are_no_change(sent: bytes) -> None:
    made = Copy(sent)
    footer = made.parts["word/footer1.xml"]
    made.parts["word/footer1.xml"] = footer.replace(b">1</w:t>", b">11</w:t>")
    assert footer != made.parts["word/footer1.xml"]
    assert told(inspect_contract(sent, made.saved())) == []


def test_what_libreoffice_7_breaks_is_named_and_nothing_given_back(sent: bytes) -> None:
    """It writes a Japanese control several times over: 30分以内30分以内, as seen with 7.4.7."""
    made = Copy(sent)
    for one in list(made.root.iter(q("sdt"))):
        phrase = text_of(one)
        retype(one, phrase + phrase[1:] + phrase)
    assert {problem.code for problem in damage(read_paper(made.saved()))} == {"fence.phrase-garbled"}
    with pytest.raises(ReadError):
        extract(made.saved())


@pytest.mark.parametrize("edit", [value_tracked, wording_tracked, line_added_tracked, line_removed_tracked])
def test_who_recorded_a_change_is_told_with_it(sent: bytes, edit: Callable[[Copy], None]) -> None:
    assert [(one.author, one.date) for one in inspected(sent, edit)] == [("Vendor Taro", WHEN)]


def test_the_words_that_went_and_came_are_shown(sent: bytes) -> None:
    found = inspected(sent, wording).changes[0]
    assert "[-翌日以後-][+3日後以後+]の営業日" in shown(found.pieces)
    assert inspected(sent, value).changes[0].sentence("ja") == (
        "項目の値　目標復旧時間(RTO): 障害の検知から[-30分-][+8時間+]以内（保証値とする。）　照合: 不利（変更履歴なし）"
    )


def test_a_contract_is_compared_with_what_it_carries(sent: bytes) -> None:
    made = Copy(sent)
    value(made)
    wording(made)
    assert [one.kind for one in inspect_contract(made.saved())] == ["value", "wording"]
    assert len(inspect_contract(sent)) == 0


def test_a_comment_is_told_with_its_author(sent: bytes) -> None:
    made = Copy(sent)
    made.parts["word/comments.xml"] = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Vendor Taro" w:date="{WHEN}"><w:p><w:r><w:t>要協議'
        "</w:t></w:r></w:p></w:comment></w:comments>"
    ).encode()
    kinds, rels = "[Content_Types].xml", "word/_rels/document.xml.rels"
    made.parts[kinds] = made.parts[kinds].replace(
        b"</Types>",
        b'<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.comments+xml"/></Types>',
    )
    made.parts[rels] = made.parts[rels].replace(
        b"</Relationships>",
        b'<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"'
        b' Target="comments.xml"/></Relationships>',
    )
    found = inspect_contract(sent, made.saved())
    assert [(one.kind, one.after, one.author, one.date) for one in found] == [
        ("comment", "要協議", "Vendor Taro", WHEN)
    ]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_change_has_a_sentence_and_plain_data(sent: bytes, language: str) -> None:
    for edit in (
        value,
        value_tracked,
        wording,
        control_lost,
        line_added,
        line_moved,
        row_removed,
        hidden,
        data_gone,
        header,
    ):
        found = inspected(sent, edit)
        assert found.to_text(language).count("\n- ") == len(found)
        data = found.to_data()["changes"]
        assert isinstance(data, list)
        assert len(data) == len(found)


@pytest.mark.parametrize("language", ["en", "ja-en"])
def test_an_untouched_contract_of_another_language_has_no_change(language: str, tmp_path: Path) -> None:
    made = render(load(CLEAN), tmp_path / "x.docx", language=language, template="form-a").path.read_bytes()  # type: ignore[arg-type]
    assert told(inspected(made, lambda _: None)) == []


def test_a_file_without_data_cannot_be_what_was_sent(sent: bytes) -> None:
    made = Copy(sent)
    data_gone(made)
    with pytest.raises(ReadError):
        inspect_contract(made.saved(), sent)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("99.95%以上", ["99.95%", "以上"]),
        ("5営業日以内", ["5営業日", "以内"]),
        ("within 4 hours", ["within", " ", "4", " ", "hours"]),
        ("日本国内又は欧州", ["日本国内", "又は", "欧州"]),
        ("クラウドを利用する", ["クラウド", "を", "利用", "する"]),
    ],
)
def test_a_number_stays_whole_and_joining_words_stand_alone(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_texts_too_long_to_compare_piece_by_piece_are_shown_whole() -> None:
    assert [piece.kind for piece in redline("甲、" * 400, "乙、" * 400)] == ["gone", "come"]

"""What people do to a contract before they send it back: of values, wording, rows, and of what lies beside the text."""

from __future__ import annotations

import copy
import re

from tests.word_edits import (
    BUSINESS_DAY,
    DATA,
    KINDS,
    PAST,
    RELS,
    Copy,
    Element,
    el,
    paragraph,
    q,
    remove,
    retype,
    reword,
    run,
    swap_in,
    text_of,
)

WORSE = "障害の検知から8時間以内（保証値とする。）"
ADDED = "ただし、乙の都合により延長することができる。"
SAID = "翌日以後の営業日"
NO_PROMISE = "約束するものではない"


def nothing(_: Copy) -> None:
    pass


# -------------------------------------------------------------------------------------------- values


def value(made: Copy) -> None:
    retype(made, made.control(), WORSE)


def value_tracked(made: Copy) -> None:
    retype(made, made.control(), WORSE, tracked=True)


def value_better(made: Copy) -> None:
    retype(made, made.control(), "障害の検知から10分以内（保証値とする。）")


def value_full_width(made: Copy) -> None:
    retype(made, made.control(), "障害の検知から３０分以内（保証値とする。）")


def value_unreadable(made: Copy) -> None:
    retype(made, made.control(), "できるだけ早く")


def value_emptied(made: Copy) -> None:
    retype(made, made.control(), "")


def value_and_node(made: Copy) -> None:
    """As Word does it: a bound text follows what is typed."""
    value(made)
    made.parts[DATA] = made.parts[DATA].replace("から30分以内".encode(), "から8時間以内".encode(), 1)


def value_taken_over(made: Copy) -> None:
    value_tracked(made)
    take_over(made)


def value_refused(made: Copy) -> None:
    value_tracked(made)
    refuse(made)


# ------------------------------------------------------------------------------------------- wording


def wording(made: Copy) -> None:
    reword(made, BUSINESS_DAY, SAID, run("3日後以後の営業日"))


def wording_tracked(made: Copy) -> None:
    reword(made, BUSINESS_DAY, SAID, run("3日後以後の営業日"), tracked=True)


def wording_taken_over(made: Copy) -> None:
    wording_tracked(made)
    take_over(made)


def wording_refused(made: Copy) -> None:
    wording_tracked(made)
    refuse(made)


def negation(made: Copy) -> None:
    reword(made, PAST, NO_PROMISE, run("約束するものである"))


def number_in_wording(made: Copy) -> None:
    reword(made, "営業日　", "昭和23年", run("昭和22年"))


def heading(made: Copy) -> None:
    reword(made, "（定義及び期間の計算）", "期間", run("期限"))


def title(made: Copy) -> None:
    reword(made, "サービスレベル合意書", "合意書", run("努力目標書"))


def party(made: Copy) -> None:
    reword(made, "名　称　エグザンプルクラウド", "株式会社", run("合同会社"))


def soft_hyphen(made: Copy) -> None:
    reword(made, PAST, NO_PROMISE, run("約束するもの"), el("r", el("softHyphen")), run("ではない"))


def zero_width(made: Copy) -> None:
    reword(made, PAST, NO_PROMISE, run("約束するもの\u200bではない"))


def look_alike_kana(made: Copy) -> None:
    """A hiragana for the katakana that looks like it."""
    reword(made, "過去の実績", "サービスレベル", run("サービスレべル"))


def look_alike_latin(made: Copy) -> None:
    """A Cyrillic letter for a Latin one."""
    reword(made, "サービスレベル合意書", "SLA", run("SL\u0410"))


def wide_digits(made: Copy) -> None:
    reword(made, "営業日　", "昭和23年", run("昭和２３年"))


def power(made: Copy) -> None:
    """A raised letter that only folding makes a digit."""
    reword(made, "営業日　", "昭和23年", run("昭和2³年"))


# --------------------------------------------------------------------------------- lines and their order


def line_added(made: Copy) -> None:
    made.line(BUSINESS_DAY).addnext(paragraph(run(ADDED)))


def line_added_tracked(made: Copy) -> None:
    added = paragraph(made.marked("ins", run(ADDED)))
    added[0].append(el("rPr", made.marked("ins")))
    made.line(BUSINESS_DAY).addnext(added)


def line_removed(made: Copy) -> None:
    remove(made.line(BUSINESS_DAY))


def line_removed_tracked(made: Copy) -> None:
    take_away(made, made.line(BUSINESS_DAY))


def article_removed(made: Copy) -> None:
    for start in ("（過去の実績", PAST):
        for line in [one for one in made.root.iter(q("p")) if text_of(one).startswith(start)]:
            remove(line)


def line_moved(made: Copy) -> None:
    made.line(PAST).addnext(made.line(BUSINESS_DAY))


def line_moved_tracked(made: Copy) -> None:
    line = made.line(BUSINESS_DAY)
    text = text_of(line)
    target = paragraph(made.marked("moveTo", run(text)))
    target[0].append(el("rPr", made.marked("moveTo")))
    made.line(PAST).addnext(target)
    properties = line.find(q("pPr"))
    assert properties is not None
    properties.append(el("rPr", made.marked("moveFrom")))
    line[:] = [properties, made.marked("moveFrom", run(text))]


def line_split(made: Copy) -> None:
    line = made.line(BUSINESS_DAY)
    second = paragraph(run("最終の営業日において乙が障害の連絡を受け付ける時間の終了をもって満了する。"))
    reword(made, BUSINESS_DAY, text_of(second))
    line.addnext(second)


def lines_joined(made: Copy) -> None:
    line = made.line(BUSINESS_DAY)
    after = line.getnext()
    assert after is not None
    line.extend(after.findall(q("r")))
    remove(after)


# ---------------------------------------------------------------------------------------------- rows


def row_removed(made: Copy) -> None:
    remove(made.row())


def row_removed_tracked(made: Copy) -> None:
    row = made.row()
    properties = row.find(q("trPr"))
    assert properties is not None
    properties.append(made.marked("del"))
    for line in list(row.iter(q("p"))):
        for one in list(line.iter(q("r"))):
            swap_in(one, made.marked("del", run(text_of(one), gone=True)))


def row_moved(made: Copy) -> None:
    row = made.row()
    table = row.getparent()
    assert table is not None
    table.append(row)


def row_doubled(made: Copy) -> None:
    row = made.row()
    row.addnext(copy.deepcopy(row))


def row_added(made: Copy) -> None:
    row = copy.deepcopy(made.row())
    for one in list(row.iter(q("sdt"))):
        swap_in(one, run("別途協議"))
    made.row().addnext(row)


def row_added_tracked(made: Copy) -> None:
    row = copy.deepcopy(made.row())
    for one in list(row.iter(q("sdt"))):
        swap_in(one, run("別途協議"))
    properties = row.find(q("trPr"))
    assert properties is not None
    properties.append(made.marked("ins"))
    for one in list(row.iter(q("r"))):
        swap_in(one, made.marked("ins", run(text_of(one))))
    made.row().addnext(row)


# ------------------------------------------------------------------------------------ controls and data


def control_lost(made: Copy) -> None:
    unwrap(made.control())


def control_lost_and_changed(made: Copy) -> None:
    swap_in(made.control(), run("8時間以内"))


def control_copied(made: Copy) -> None:
    made.control().addnext(copy.deepcopy(made.control()))


def controls_lost(made: Copy) -> None:
    for one in made.controls():
        unwrap(one)


def data_gone(made: Copy) -> None:
    for name in [name for name in made.parts if name.startswith("customXml/")]:
        del made.parts[name]
    made.parts[RELS] = re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", made.parts[RELS])
    made.parts[KINDS] = re.sub(rb'<Override PartName="/customXml[^>]*/>', b"", made.parts[KINDS])


def data_changed(made: Copy) -> None:
    made.parts[DATA] = made.parts[DATA].replace(b'"PT30M"', b'"PT8H"')


def node_changed(made: Copy) -> None:
    made.parts[DATA] = made.parts[DATA].replace("から30分以内".encode(), "から8時間以内".encode(), 1)


# --------------------------------------------------------------------------------------------- shapes


def unwrap(control: Element) -> None:
    swap_in(control, *control.iterfind(f"{q('sdtContent')}/*"))


def take_away(made: Copy, line: Element) -> None:
    """A paragraph struck out with its end."""
    properties = line.find(q("pPr"))
    assert properties is not None
    properties.append(el("rPr", made.marked("del")))
    line[:] = [properties, made.marked("del", run(text_of(line), gone=True))]


def take_over(made: Copy) -> None:
    """Every recorded change of words taken over."""
    settle(made, "ins", "del")


def refuse(made: Copy) -> None:
    """Every recorded change of words refused."""
    settle(made, "del", "ins")
    for one in made.root.iter(q("delText")):
        one.tag = q("t")


def settle(made: Copy, kept: str, dropped: str) -> None:
    for one in list(made.root.iter(q(dropped))):
        remove(one)
    for one in list(made.root.iter(q(kept))):
        swap_in(one, *one)

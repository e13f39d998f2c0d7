"""The memorandum that amends an agreement: its words, its table, its numbers, and what it refuses."""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from tests.naughty_strings import BROKEN, MARKUP, TAGS
from tests.word_files import paragraphs_of, table_cells, unzipped, zipped

import medsla
from medsla.contract import Language, check_template, extract, load_template, render, starter
from medsla.contract.amendment.table import passages
from medsla.contract.amendment.writing import Amended, AmendedForm, amend, form_of
from medsla.contract.carried import damage, read_paper
from medsla.contract.inspection import inspect_contract
from medsla.errors import ReadError, RenderError, TemplateError
from medsla.sla import Sla, load, load_data

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "amendment"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CLEAN = load(EXAMPLES / "00-clean.yaml")
LANGUAGES: tuple[Language, ...] = get_args(Language)
UNDERLINED = b'<w:u w:val="single"/>'

LATER: dict[str, Any] = {"agreement": {"effective": "2027-10-01"}}
SMALL: dict[str, Any] = {
    "medsla": "1.0",
    "document": {"role": "agreement"},
    "agreement": {
        "number": "SLA-1",
        "title": {"ja": "合意書", "en": "Agreement"},
        "signed": "2027-03-01",
        "effective": "2027-04-01",
        "prevailing_language": "ja",
    },
    "parties": {
        "institution": {
            "name": {"ja": "青空病院", "en": "Aozora Hospital"},
            "address": {"ja": "東京都調布市1番", "en": "1 Chofu, Tokyo"},
            "representative": {"ja": "院長 青空 一郎", "en": "Ichiro Aozora, Director"},
        },
        "provider": {
            "name": {"ja": "雲株式会社", "en": "Kumo KK"},
            "address": {"ja": "大阪市北区2番", "en": "2 Kita, Osaka"},
            "representative": {"ja": "代表取締役 雲野 花子", "en": "Hanako Kumono, President"},
        },
    },
    "service": {"name": {"ja": "青空カルテ", "en": "Aozora Chart"}},
    "terms": {
        "recovery": {"rto": {"within": "PT4H", "counted_from": "detection"}},
        "backup": {"interval": {"every": "P1D"}, "generations": {"count": 7}},
    },
}


def small(**changes: Any) -> Sla:
    """The small agreement with other parts: `agreement={"number": "A"}` changes single values of its head."""
    raw = copy.deepcopy(SMALL)
    for part, values in changes.items():
        raw[part] = values if part == "terms" else raw[part] | values
    return load_data(raw)


def changed(**head: str) -> Sla:
    """The small agreement as it will stand: one term changed, one gone, one new."""
    terms = {
        "recovery": {"rto": {"within": "PT2H", "counted_from": "detection"}},
        "backup": {"interval": {"every": "P1D"}},
        "incident": {"major_count": {"count": 2, "per": "P1Y"}},
    }
    return small(terms=terms, agreement={"number": "SLA-1-A", "effective": "2027-10-01"} | head)


def memorandum(after: Sla, folder: Path, before: Sla | None = None, **options: Any) -> tuple[Amended, list[str]]:
    """A memorandum as written, and its lines that say something."""
    done = amend(before or small(), after, folder / "m.docx", **options)
    return done, [line for line in paragraphs_of(done.path.read_bytes()) if line.strip()]


def refused(after: Sla, folder: Path, before: Sla | None = None, **options: Any) -> list[tuple[str, str | None]]:
    """Codes and addresses of what is refused; nothing is written then."""
    target = folder / "refused.docx"
    with pytest.raises(RenderError) as caught:
        amend(before or small(), after, target, **options)
    assert not target.exists()
    return [(one.code.rpartition(".")[2], one.place.address) for one in caught.value.problems]


# ------------------------------------------------------------------------------------- what it says


def golden(language: str) -> list[str]:
    """The small memorandum in one language, line by line, as it has been read and found right."""
    return (GOLDEN / f"memorandum.{language}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_small_memorandum_word_by_word(language: Language, tmp_path: Path) -> None:
    done, lines = memorandum(changed(), tmp_path, language=language)
    assert lines == golden(language)
    assert done.lines == ("backup.generations", "incident.major_count", "recovery.rto")
    assert (done.articles, done.not_printed, done.effective) == ((), (), "2027-10-01")


def test_both_languages_stand_side_by_side_with_the_language_that_prevails(tmp_path: Path) -> None:
    lines = memorandum(changed(), tmp_path, language="ja-en")[1]
    words = [line for one in ("ja", "en") for line in golden(one) if len(line) > 20 and "（第" not in line]
    apart = [line for line in words if line not in lines]
    assert apart == [
        "覚書番号\u3000SLA-1-A\u3000契約番号\u3000SLA-1",  # these stand in one line with the other language
        "Service level items and particulars",
        "Backup and Business Continuity (Article 9, Annex 1)",
        "Monitoring and Handling of Failures (Article 8, Annex 2)",
        "Memorandum No. SLA-1-A, Agreement No. SLA-1",
    ]
    cells = table_cells((tmp_path / "m.docx").read_bytes())
    assert "障害の検知から2時間以内\nwithin 2 hours after detection" in cells
    prevails = [line for line in lines if "正文とする" in line or "prevails" in line]
    assert prevails == [
        "本覚書は日本語及び英語により作成し、両者の間に相違があるときは、日本語によるものを正文とする。",
        "This Memorandum is made in Japanese and in English. Where the two differ, the Japanese text prevails.",
    ]
    assert lines[-1] == "覚書番号 / Memorandum No. SLA-1-A\u3000契約番号 / Agreement No. SLA-1"


def test_what_is_embedded_is_the_agreement_as_it_will_stand(tmp_path: Path) -> None:
    for language in LANGUAGES:
        done = memorandum(changed(), tmp_path, language=language)[0]
        paper = read_paper(done.path)
        assert paper.carried is not None
        assert (paper.carried.form, paper.carried.language) == ("amendment", language)
        assert list(damage(paper)) == []
        assert extract(done.path) == changed()
        assert len(inspect_contract(done.path)) == 0


def test_the_changed_part_is_underlined_on_both_sides_and_the_control_holds_the_whole_phrase(tmp_path: Path) -> None:
    done = memorandum(changed(), tmp_path)[0]
    body = unzipped(done.path.read_bytes())["word/document.xml"]
    assert body.count(UNDERLINED) == 4  # 4時間, 7世代以上, 2時間 and the new phrase
    shown = {one.tag: one.text for one in read_paper(done.path).shown}
    assert shown == {
        "recovery.rto.ja": "障害の検知から2時間以内",
        "incident.major_count.ja": "1年当たり2件以内",
    }
    assert b"w:dataBinding" not in body
    assert all(len(tag) <= 64 for tag in shown)


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("4時間以内", "8時間以内", ["8時間"]),
        ("日本国に限る", "日本国及びシンガポールに限る", ["及びシンガポール"]),
        ("日本国及びシンガポールに限る", "日本国に限る", []),
        ("同じ", "同じ", []),
        ("", "新しい", ["新しい"]),
        ("within 4 hours", "within 8 hours", ["8"]),
    ],
)
def test_stretches_of_a_text_mark_what_the_other_has_not_and_give_the_text_back(
    old: str, new: str, marked: list[str]
) -> None:
    found = passages(old, new)
    assert [one.text for one in found if one.changed] == marked
    assert "".join(one.text for one in found) == new


def test_a_phrase_that_somebody_types_over_is_found_and_judged(tmp_path: Path) -> None:
    done = memorandum(changed(), tmp_path)[0]
    parts = unzipped(done.path.read_bytes())
    whole = parts["word/document.xml"].decode()
    start = whole.index("recovery.rto.ja")
    parts["word/document.xml"] = (whole[:start] + whole[start:].replace("2時間", "9時間", 1)).encode()
    returned = tmp_path / "returned.docx"
    returned.write_bytes(zipped(parts))
    with pytest.raises(ReadError):
        extract(returned)
    change = next(iter(inspect_contract(done.path, returned)))
    assert (change.kind, change.address, change.before) == ("value", "recovery.rto", "障害の検知から2時間以内")
    assert (change.after, str(change.verdict)) == ("障害の検知から9時間以内", "weaker")


# ------------------------------------------------------------------------------------- sentences and numbers


def many() -> tuple[Sla, Sla]:
    """The shipped agreement, and one with changes of every kind: values, cases, parties, sentences."""
    raw = CLEAN.document()
    raw["agreement"] |= {"number": "SLA-2027-001-A1", "signed": "2027-09-15", "effective": "2027-10-01"}
    terms = raw["terms"]
    terms["availability"]["uptime"]["percent"] = Decimal("99.95")
    terms["recovery"]["rto"]["within"] = "PT1H"
    terms["support"]["response"]["cases"][0]["within"] = "PT10M"
    terms["support"]["response"]["cases"][2] = {"when": {"severity": "minor", "hours": "inside"}, "within": "PT8H"}
    terms["support"]["channels"] = {"channels": ["phone", "email"]}
    terms["data"]["storage_country"]["countries"] = ["JP", "SG"]
    del terms["remedy"]["credit"]
    del terms["governance"]["review"]
    raw["parties"]["provider"]["address"] = {"ja": "東京都港区例示台4番5号", "en": "4-5 Reijidai, Minato-ku, Tokyo"}
    return CLEAN, load_data(raw)


@pytest.mark.parametrize("form", ["a", "b", "annex"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_memorandum_of_many_changes_gives_back_what_was_agreed(
    language: Language, form: AmendedForm, tmp_path: Path
) -> None:
    before, after = many()
    done, lines = memorandum(after, tmp_path, before, language=language, form=form)
    assert extract(done.path) == after
    assert len(done.lines) == 9
    assert ("東京都港区例示台4番5号" in lines) == (form != "annex" and language != "en")
    assert bool(done.articles) == (form != "annex")


def test_a_sentence_that_goes_is_shown_and_the_paragraphs_behind_it_move_up(tmp_path: Path) -> None:
    before, after = many()
    done, lines = memorandum(after, tmp_path, before)
    assert done.articles[:2] == ("第19条（サービスレベル未達時の措置）", "第20条（定例会及び見直し）")
    start = lines.index("第20条（定例会及び見直し）")
    own = lines[start + 1 : start + 9]
    assert own[0].startswith("１\u3000甲及び乙は、サービスレベルの達成の状況")
    assert own[1:7] == [
        "（削除）",
        *("２\u3000（略）", "１\u3000（略）"),
        *("３\u3000（略）", "２\u3000（略）"),
        own[6],
    ]
    assert own[6].startswith("４\u3000本条に係るサービスレベル項目")
    assert own[7] == "（削除）"


def test_a_new_article_takes_the_number_before_it_with_a_branch_and_shifts_none(tmp_path: Path) -> None:
    terms = SMALL["terms"] | {
        "support": {"channels": {"channels": ["phone"]}},
        "exit": {"transition_support": {"provided": True}},
        "data": {"storage_country": {"countries": ["JP"]}},
    }
    after = small(terms=terms, agreement={"effective": "2027-10-01"})
    done = memorandum(after, tmp_path)[0]
    assert [name for name in done.articles if "条の" in name] == [
        "第8条の2（サポート）",
        "第9条の2（保存場所及び国内法の適用）",
        "第11条の2（医療情報の返却及び移行支援）",
    ]
    english = memorandum(after, tmp_path, language="en")[0].articles
    assert "Article 8-2 (Support)" in english


def test_two_new_articles_behind_one_another_count_their_branches(tmp_path: Path) -> None:
    terms = SMALL["terms"] | {
        "data": {"storage_country": {"countries": ["JP"]}, "retention_service": {"lasts": "P10Y"}},
        "access": {"log_retention": {"lasts": "P5Y"}},
    }
    done = memorandum(small(terms=terms, agreement={"effective": "2027-10-01"}), tmp_path)[0]
    assert [name.partition("（")[0] for name in done.articles[:3]] == ["第9条の2", "第9条の3", "第9条の4"]


def test_an_article_that_goes_is_deleted_under_its_number(tmp_path: Path) -> None:
    after = small(terms={"backup": SMALL["terms"]["backup"]}, agreement={"effective": "2027-10-01"})
    done, lines = memorandum(after, tmp_path)
    assert done.articles[0] == "第8条（監視及び障害対応）"
    start = lines.index("第8条（監視及び障害対応）")
    assert lines[start + 2] == "（削除）"


def test_a_line_that_is_new_takes_the_next_free_number(tmp_path: Path) -> None:
    before, after = many()
    cells = table_cells(memorandum(after, tmp_path, before)[0].path.read_bytes())
    support = [cells[at] for at in range(len(cells) - 1) if cells[at + 1].startswith(("初動対応時間", "問合せ方法"))]
    first = support[0].partition("-")[0]
    assert support == [f"{first}-{number}" for number in (3, 5, 6, 7)]


def test_values_of_the_head_that_stand_in_sentences_change_there(tmp_path: Path) -> None:
    before = small(
        agreement={"duration": "P1Y", "jurisdiction": {"ja": "東京地方裁判所", "en": "Tokyo District Court"}}
    )
    after = small(
        agreement={
            "duration": "P2Y",
            "jurisdiction": {"ja": "大阪地方裁判所", "en": "Osaka District Court"},
            "effective": "2027-10-01",
        }
    )
    done, lines = memorandum(after, tmp_path, before, form="a")
    assert [name.partition("（")[2] for name in done.articles] == ["有効期間及び解除）", "準拠法及び管轄裁判所）"]
    said = [line for line in lines if "1年間" in line or "2年間" in line]
    assert said == [
        "１\u3000本合意の有効期間は、2027年4月1日から1年間とする。",
        "１\u3000本合意の有効期間は、2027年4月1日から2年間とする。",
    ]
    assert refused(after, tmp_path, before) == [
        ("not-printed", "agreement.duration"),
        ("not-printed", "agreement.jurisdiction"),
    ]


def test_the_start_of_the_agreement_stays_when_the_changes_take_effect_later(tmp_path: Path) -> None:
    lines = memorandum(changed(), tmp_path)[1]
    assert [line for line in lines if "2027年10月1日" in line] == [
        "前条の規定による変更は、2027年10月1日からその効力を生ずる。"
    ]


def test_what_differs_in_the_head_is_listed_with_the_lines(tmp_path: Path) -> None:
    parties = copy.deepcopy(SMALL["parties"])
    parties["provider"]["representative"] = {"ja": "代表取締役 雲野 次郎", "en": "Jiro Kumono, President"}
    parties["provider"]["name"]["en"] = "Kumo Inc."
    after = small(parties=parties, service={"name": {"ja": "青空カルテ2", "en": "Aozora Chart 2"}}, **LATER)
    cells = table_cells(memorandum(after, tmp_path)[0].path.read_bytes())
    start = cells.index("合意書の記載事項")
    assert cells[start + 1 : start + 9] == [
        *("", "乙の代表者", "代表取締役 雲野 花子", "代表取締役 雲野 次郎"),
        *("", "本サービスの名称", "青空カルテ", "青空カルテ2"),
    ]
    english = table_cells(memorandum(after, tmp_path, language="en")[0].path.read_bytes())
    assert "Name of the Provider" in english


def test_a_level_that_is_called_otherwise_is_listed_under_its_old_and_new_name(tmp_path: Path) -> None:
    terms = {"support": {"response": {"cases": [{"when": {"severity": "critical"}, "within": "PT1H"}]}}}
    before = small(terms=terms, service={"severities": [{"key": "critical", "said": "緊急"}]})
    after = small(terms=terms, service={"severities": [{"key": "critical", "said": "最優先"}]}, **LATER)
    cells = table_cells(memorandum(after, tmp_path, before)[0].path.read_bytes())
    at = cells.index("サービスレベル項目の名称")
    assert cells[at + 1 : at + 3] == ["初動対応時間（緊急）", "初動対応時間（最優先）"]


def test_the_memorandum_without_a_number_of_its_own_shows_that_of_the_agreement(tmp_path: Path) -> None:
    lines = memorandum(changed(number="SLA-1"), tmp_path)[1]
    assert lines[-1] == "契約番号\u3000SLA-1"


def test_an_agreement_that_was_not_signed_is_named_by_the_day_it_applies_from(tmp_path: Path) -> None:
    raw = copy.deepcopy(SMALL)
    del raw["agreement"]["signed"]
    lines = memorandum(changed(), tmp_path, load_data(raw))[1]
    assert "両者の間の2027年4月1日から適用する合意書（契約番号SLA-1。" in lines[1]


def test_one_signed_electronically_has_no_place_for_a_stamp(tmp_path: Path) -> None:
    lines = memorandum(changed(signature="electronic"), tmp_path)[1]
    assert "㊞" not in lines
    assert any("電子署名を行った上" in line for line in lines)


# ------------------------------------------------------------------------------------- dates


def test_the_day_of_effect_is_the_new_effective_date_or_else_the_day_of_signature(tmp_path: Path) -> None:
    assert memorandum(changed(signed="2027-09-01"), tmp_path)[0].effective == "2027-10-01"
    done, lines = memorandum(changed(effective="2027-04-01", signed="2027-09-01"), tmp_path)
    assert done.effective == "2027-09-01"
    assert "2027年9月1日" in lines


def test_no_day_is_invented(tmp_path: Path) -> None:
    assert refused(changed(effective="2027-04-01"), tmp_path) == [("no-date", "agreement.effective")]


@pytest.mark.parametrize("key", ["effective", "signed"])
def test_a_day_before_the_original_agreement_is_refused(key: str, tmp_path: Path) -> None:
    assert refused(changed(**{key: "2027-01-01"}), tmp_path) == [("before-original", f"agreement.{key}")]


# ------------------------------------------------------------------------------------- what is refused


def test_the_same_agreement_twice_has_nothing_to_amend(tmp_path: Path) -> None:
    assert refused(small(), tmp_path) == [("nothing", None)]
    spelled = copy.deepcopy(SMALL["terms"])
    spelled["recovery"]["rto"]["within"] = "PT240M"
    assert refused(small(terms=spelled), tmp_path) == [("nothing", None)]
    assert refused(small(terms=spelled, **LATER), tmp_path) == [("nothing", None)]


def test_everything_that_cannot_be_amended_is_named_at_once(tmp_path: Path) -> None:
    parties = copy.deepcopy(SMALL["parties"])
    parties["provider"]["name"] = {"ja": "霧株式会社", "en": "Kiri KK"}
    parties["institution"]["label"] = {"ja": "委託者", "en": "the Client"}
    after = small(parties=parties, service={"use": "other"}, agreement={"signed": "2027-03-01"})
    assert refused(after, tmp_path) == [
        ("other-label", "parties.institution.label"),
        ("other-party", "parties.provider.name"),
        ("not-printed", "service.use"),
        ("no-date", "agreement.effective"),
    ]


def test_a_name_that_differs_in_one_language_is_the_same_party(tmp_path: Path) -> None:
    parties = copy.deepcopy(SMALL["parties"])
    parties["provider"]["name"]["ja"] = "株式会社雲"
    lines = memorandum(small(parties=parties, **LATER), tmp_path)[1]
    assert "乙の名称" in lines


def test_values_that_either_contract_wants_are_named_with_their_file(tmp_path: Path) -> None:
    raw = copy.deepcopy(SMALL)
    del raw["agreement"]["title"]
    before = load_data(raw, "before.yaml")
    with pytest.raises(RenderError) as caught:
        amend(before, changed(), tmp_path / "x.docx")
    assert [(one.code, one.place.file, one.place.address) for one in caught.value.problems] == [
        ("fence.missing-value", "before.yaml", "agreement.title.ja")
    ]


def test_a_term_that_neither_contract_prints_is_named_in_the_result(tmp_path: Path) -> None:
    before = small(terms=SMALL["terms"] | {"exit": {"fee": {"answer": "unset"}}})
    after = small(
        terms=SMALL["terms"] | {"exit": {"fee": {"answer": "undisclosed"}}, "backup": {"interval": {"every": "P2D"}}},
        **LATER,
    )
    assert memorandum(after, tmp_path, before)[0].not_printed == ("exit.fee",)


def test_a_term_that_is_settled_now_is_new_and_one_left_open_now_goes(tmp_path: Path) -> None:
    open_ = small(terms=SMALL["terms"] | {"exit": {"fee": {"answer": "unset"}}})
    settled = small(terms=SMALL["terms"] | {"exit": {"fee": {"charge": "free"}}}, **LATER)
    cells = table_cells(memorandum(settled, tmp_path, open_)[0].path.read_bytes())
    assert "（新設）" in cells
    later = small(terms=SMALL["terms"] | {"exit": {"fee": {"answer": "unset"}}}, **LATER)
    again = small(terms=SMALL["terms"] | {"exit": {"fee": {"charge": "free"}}})
    assert "（削除）" in table_cells(memorandum(later, tmp_path, again)[0].path.read_bytes())


def test_an_unknown_form_and_an_unknown_article_are_refused(tmp_path: Path) -> None:
    assert refused(changed(), tmp_path, form="c") == [("unknown-form", None)]
    assert ("unknown-article", None) in refused(changed(), tmp_path, articles=["magic"])


def test_an_article_printed_on_request_of_which_nothing_is_left_is_deleted(tmp_path: Path) -> None:
    court = {"jurisdiction": {"ja": "東京地方裁判所", "en": "Tokyo District Court"}}
    before = small(agreement=court)
    done = memorandum(changed(), tmp_path, before, articles=["law"])[0]
    assert done.articles == ("第12条（準拠法及び管轄裁判所）",)


# ------------------------------------------------------------------------------------- templates


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_of_ones_own_begins_from_the_shipped_one(language: Language, tmp_path: Path) -> None:
    data = starter("amendment", language=language)
    found = check_template(data, language=language)
    assert (found.form, found.problems) == ("amendment", ())
    own = memorandum(changed(), tmp_path, language=language, template=data)[1]
    assert own == memorandum(changed(), tmp_path, language=language)[1]


def test_templates_for_contracts_and_for_memoranda_are_not_taken_for_each_other(tmp_path: Path) -> None:
    assert refused(changed(), tmp_path, template="form-b") == [("contract-template", None)]
    assert refused(changed(), tmp_path, template=load_template("amendment", language="en")) == [
        ("other-language", None)
    ]
    with pytest.raises(RenderError) as caught:
        render(small(), tmp_path / "x.docx", template="amendment")
    assert [one.code for one in caught.value.problems] == ["amendment.refused.amendment-template"]
    assert not (tmp_path / "x.docx").exists()


def test_a_template_that_would_lose_changed_sentences_is_refused(tmp_path: Path) -> None:
    parts = unzipped(starter("amendment"))
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = body.replace("for article in sentences", "for article in articles").encode()
    data = zipped(parts)
    found = check_template(data)
    assert "fence.unknown-name" in {one.code for one in found.problems}  # article.name is no name of `articles`
    start, end = body.rindex("{%p if sentences %}"), body.rindex("{%p endif %}")
    without = body[: body.rindex("<w:p>", 0, start)] + body[body.index("</w:p>", end) + len("</w:p>") :]
    data = zipped(parts | {"word/document.xml": without.encode()})
    assert [one.code for one in check_template(data).problems] == ["amendment.refused.no-list"]
    with pytest.raises(TemplateError) as caught:
        amend(small(), changed(), tmp_path / "x.docx", template=data)
    assert [dict(one.fields)["name"] for one in caught.value.problems] == ["sentences"]


def test_the_starter_names_what_a_memorandum_can_print() -> None:
    notes = "\n".join(paragraphs_of(starter("amendment", language="ja")))
    for name in ("original.reference", "for row in group.rows", "row.removed", "piece.changed", "article.name"):
        assert f"{{#p {name} #}}" in notes, name


# ------------------------------------------------------------------------------------- strange text


@pytest.mark.parametrize("text", [*MARKUP, *TAGS])
def test_strange_text_is_printed_letter_by_letter(text: str, tmp_path: Path) -> None:
    after = changed()
    raw = after.document()
    raw["terms"]["responsibility"] = {"demarcation": {"boundary": f"x{text}x"}}
    lines = memorandum(load_data(raw), tmp_path)[1]
    assert any(f"x{text}x" in line for line in lines)
    assert extract(tmp_path / "m.docx") == load_data(raw)


@pytest.mark.parametrize("letter", [text for text in BROKEN if len(text) == 1 and text.isprintable() is False][:12])
def test_letters_that_word_cannot_hold_are_refused(letter: str, tmp_path: Path) -> None:
    raw = changed().document()
    raw["service"]["name"]["ja"] = f"カルテ{letter}"
    try:
        after = load_data(raw)
    except medsla.InvalidSla:
        return
    assert refused(after, tmp_path) != []


def test_an_existing_file_stays_where_it_may_not_be_replaced(tmp_path: Path) -> None:
    target = tmp_path / "m.docx"
    target.write_text("mine")
    with pytest.raises(medsla.OutputError):
        medsla.amend(small(), changed(), target, overwrite=False)
    assert target.read_text() == "mine"


def test_the_bytes_of_a_memorandum_are_the_same_every_time(tmp_path: Path) -> None:
    first = memorandum(changed(), tmp_path)[0].sha256
    assert first == memorandum(changed(), tmp_path)[0].sha256


# ------------------------------------------------------------------------------------- the contract it amends


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_and_articles_are_read_from_a_contract(language: Language, tmp_path: Path) -> None:
    for form, template, asked in (
        ("b", "form-b", ["damages", "antisocial"]),
        ("a", "form-a", []),
        ("annex", "annex", []),
    ):
        made = render(CLEAN, tmp_path / "x.docx", language=language, template=template, articles=asked)
        assert form_of(read_paper(made.path)) == (form, tuple(asked))


def test_a_memorandum_is_no_agreement_to_amend(tmp_path: Path) -> None:
    done = memorandum(changed(), tmp_path)[0]
    with pytest.raises(ReadError) as caught:
        form_of(read_paper(done.path))
    assert [one.code for one in caught.value.problems] == ["amendment.refused.memorandum"]

"""Which articles a contract prints, and that no sentence speaks of what is not there."""

from __future__ import annotations

import re

import pytest

from medsla import messages
from medsla.catalogue import catalogue
from medsla.contract.annexes import ANNEXES
from medsla.contract.articles import (
    Choice,
    Level,
    compose_articles,
    heading,
    left_out,
    printed_plans,
    tables_by_article,
    tables_by_group,
)
from medsla.contract.outline import OUTLINE

VALUES = {
    "institution": "甲",
    "provider": "乙",
    "agreement": "本合意",
    "effective": "2027年4月1日",
    "duration": "1年",
    "court": "横浜地方裁判所",
    "prevailing": "日本語",
}
ENGLISH = VALUES | {"institution": "the Institution", "provider": "the Provider", "agreement": "this Agreement"}


SAID = {
    "subcontract.consent": ("rule=consent",),
    "liability.cap": ("extent=capped",),
    "audit.right": ("right=on_site",),
    "governance.precedence": ("first=sla",),
}


def level(address: str, *, promised: bool = True, said: tuple[str, ...] | None = None) -> Level:
    term = catalogue().term(address)
    words = frozenset(SAID.get(address, ()) if said is None else said)
    return Level(address, term.article, term.group, term.label["ja"], "水準", promised, words)


ALL = tuple(level(address) for address in catalogue().terms)


def keys(
    form: str, levels: tuple[Level, ...] = (), *, bilingual: bool = False, requested: frozenset[str] = frozenset()
) -> list[str]:
    choice = Choice(form, bilingual, requested)  # type: ignore[arg-type]
    return [plan.key for plan in printed_plans(choice, levels)]


def text(form: str, levels: tuple[Level, ...], language: str = "ja") -> dict[str, list[str]]:
    values = VALUES if language == "ja" else ENGLISH
    made = compose_articles(
        Choice(form, bilingual=True, requested=frozenset(plan.key for plan in OUTLINE)), levels, values, language
    )  # type: ignore[arg-type]
    return {article.key: [part.text for part in article.paragraphs] for article in made}


def test_the_outline_has_32_articles_in_order_and_every_term_has_one_of_them() -> None:
    assert [plan.number for plan in OUTLINE] == list(range(1, 33))
    assert {term.article for term in catalogue()} <= set(range(1, 33))


def test_the_stand_alone_agreement_with_every_term_has_every_article_but_that_on_two_languages() -> None:
    assert keys("a", ALL) == [plan.key for plan in OUTLINE if plan.key != "language"]
    assert keys("a", ALL, bilingual=True) == [plan.key for plan in OUTLINE]


def test_the_annex_leaves_to_the_master_agreement_what_it_usually_has() -> None:
    asked = ["handling", "confidentiality", "subcontract", "damages", "term", "antisocial", "law", "consultation"]
    assert set(keys("a", ALL)) - set(keys("b", ALL)) == set(asked)
    assert set(keys("b", ALL, requested=frozenset(asked))) == set(keys("a", ALL))


def test_an_article_without_a_stated_level_is_not_printed() -> None:
    assert "backup" not in keys("b")
    assert "backup" in keys("b", (level("backup.interval"),))


def test_every_article_has_a_heading_and_a_paragraph_in_both_forms_and_languages() -> None:
    for language, values in (("ja", VALUES), ("en", ENGLISH)):
        for form in ("a", "b"):
            choice = Choice(form, bilingual=True, requested=frozenset(plan.key for plan in OUTLINE))  # type: ignore[arg-type]
            made = compose_articles(choice, ALL, values, language)
            assert [article.key for article in made] == [plan.key for plan in OUTLINE]
            assert all(article.heading and article.paragraphs for article in made)


def test_a_single_paragraph_has_no_number() -> None:
    made = compose_articles(Choice("a"), ALL, VALUES, "ja")
    assert {len(article.paragraphs) > 1 for article in made if article.paragraphs[0].numbered} == {True}
    assert [article.key for article in made if not article.paragraphs[0].numbered] == ["law", "consultation"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_paragraph_refers_to_one_before_it_that_is_not_printed(language: str) -> None:
    """前項 needs a paragraph before, 前2項 two of them, whatever is stated."""
    before = {
        "ja": ((r"前項", 1), (r"前2項", 2)),
        "en": ((r"the preceding paragraph", 1), (r"the preceding two paragraphs", 2)),
    }
    samples = [(), ALL, *((one,) for one in ALL), *(tuple(other for other in ALL if other != one) for one in ALL)]
    wrong = []
    for form in ("a", "b"):
        for levels in samples:
            for key, parts in text(form, levels, language).items():
                wrong += [
                    (form, key, part)
                    for index, part in enumerate(parts)
                    for words, needed in before[language]
                    if re.search(words, part) and index < needed
                ]
    assert wrong == []


@pytest.mark.parametrize(
    ("address", "article", "words"),
    [
        ("availability.service_hours", "hours", "利用できる状態を維持する"),
        ("exit.data_return", "return", "返却を拒むことができない"),
        ("exit.data_return", "erasure", "確認する前に、医療情報を消去してはならない"),
        ("exit.transition_support", "return", "必要な情報の提供その他の協力"),
        ("exit.erasure", "erasure", "復元できない方法で消去する"),
        ("exit.erasure_certificate", "erasure", "消去を証明する書面"),
        ("remedy.credit", "remedies", "利用料金を減額する"),
        ("data.storage_country", "location", "場所においてのみ保存する"),
        ("data.secondary_use", "handling", "提供以外の目的で利用し"),
        ("confidentiality.staff", "confidentiality", "秘密保持のために必要な教育"),
        ("subcontract.flowdown", "subcontract", "委託先の行為について"),
        ("breach.notice_to_institution", "breach", "これを甲に通知する"),
        ("reporting.frequency", "reports", "達成の状況を甲に報告する"),
        ("audit.right", "reports", "監査を求めることができる"),
        ("governance.review", "review", "定期に会合を開く"),
        ("continuity.termination_notice", "discontinuation", "移行の方法を甲に通知する"),
    ],
)
def test_what_is_refused_or_not_stated_is_not_promised_by_a_sentence(address: str, article: str, words: str) -> None:
    others = tuple(one for one in ALL if one.address != address)
    assert any(words in part for part in text("a", ALL)[article])
    assert not any(words in part for part in text("a", (*others, level(address, promised=False)))[article])
    assert not any(words in part for part in text("a", others).get(article, []))


@pytest.mark.parametrize(
    ("refused", "article", "words"),
    [
        ("maintenance.planned_notice", "hours", "計画停止を行うときは"),
        ("maintenance.emergency_notice", "hours", "緊急に保守を行うときは"),
        ("monitoring.coverage", "incidents", "稼働の状況を監視する"),
        ("incident.outage_notice", "incidents", "影響の範囲を甲に通知する"),
        ("incident.status_update", "incidents", "見通しを甲に知らせる"),
        ("incident.final_report", "incidents", "再発防止策を書面により"),
        ("recovery.rlo", "incidents", "その復旧に当たる"),
        ("support.channels", "support", "窓口を設け"),
        ("support.channels", "scope", "技術的な問合せ"),
        ("backup.interval", "backup", "複製を取得し"),
        ("continuity.disaster_recovery", "backup", "事業継続のための計画"),
        ("access.log_content", "logs", "アクセスを記録する"),
        ("maintenance.remote_log", "logs", "遠隔から保守"),
        ("responsibility.lead_provider", "subcontract", "委託先の行為について"),
        ("breach.information_items", "breach", "判明したものから"),
    ],
)
def test_a_refusal_silences_the_sentence_that_would_contradict_it(refused: str, article: str, words: str) -> None:
    others = tuple(one for one in ALL if one.address != refused)
    assert any(words in part for part in text("a", ALL)[article])
    assert not any(words in part for part in text("a", (*others, level(refused, promised=False)))[article])


@pytest.mark.parametrize(
    ("address", "said", "article", "words"),
    [
        ("governance.precedence", "first=terms_of_use", "precedence", "文書を変更することにより"),
        ("subcontract.consent", "rule=forbidden", "subcontract", "手続を経なければ"),
        ("subcontract.consent", "rule=forbidden", "subcontract", "委託先の行為について"),
        ("subcontract.consent", "rule=free", "subcontract", "手続を経なければ"),
        ("responsibility.lead_provider", "answers_for=own_part", "subcontract", "委託先の行為について"),
        ("audit.right", "right=none", "reports", "監査を求めることができる"),
        ("recovery.rlo", "level=none", "incidents", "その復旧に当たる"),
        ("continuity.disaster_recovery", "level=none", "backup", "事業継続のための計画"),
        ("liability.cap", "excepted=wilful_or_gross_negligence", "damages", "故意又は重大な過失"),
    ],
)
def test_a_value_silences_the_sentence_that_would_contradict_or_repeat_it(
    address: str, said: str, article: str, words: str
) -> None:
    others = tuple(one for one in ALL if one.address != address)
    assert any(words in part for part in text("a", ALL)[article])
    assert not any(words in part for part in text("a", (*others, level(address, said=(said,))))[article])


@pytest.mark.parametrize(("address", "words"), [("matrix", "役割の分担を"), ("demarcation", "責任の分界点を")])
def test_what_the_terms_settle_is_not_left_to_be_settled(address: str, words: str) -> None:
    stated = (level(f"responsibility.{address}"),)
    assert any(words in part for part in text("a", ())["roles"])
    assert not any(words in part for part in text("a", stated)["roles"])


def test_business_days_end_with_the_desk_where_its_hours_are_agreed_and_with_the_day_elsewhere() -> None:
    with_hours = text("a", (level("support.incident_hours"),))["definitions"]
    without = text("a", (level("support.incident_hours", promised=False),))["definitions"]
    assert next(part for part in with_hours if part.startswith("営業日")).endswith(
        "受け付ける時間の終了をもって満了する。"
    )
    assert next(part for part in without if part.startswith("営業日")).endswith("最終の営業日の終了をもって満了する。")
    assert len(with_hours) == len(without) == len(text("a", ())["definitions"]) == 4


def test_planned_service_time_is_explained_where_a_formula_speaks_of_it() -> None:
    planned = (level("availability.uptime", said=("formula=planned_time_less_downtime",)),)
    assert [part for part in text("a", planned)["levels"] if "計画サービス時間とは" in part]
    assert not [part for part in text("a", (level("availability.uptime"),))["levels"] if "計画サービス時間とは" in part]


def test_enquiries_are_in_the_scope_only_where_support_is_agreed() -> None:
    assert not [part for part in text("a", ())["scope"] if "技術的な問合せ" in part]
    assert [part for part in text("a", (level("support.channels"),))["scope"] if "技術的な問合せ" in part]


def test_no_sentence_of_an_article_settles_a_value_that_only_a_term_settles() -> None:
    """Which law, which paper first, sole remedy, a limit of liability: printed when agreed, and only then."""
    said = "".join(part for form in ("a", "b") for parts in text(form, ()).values() for part in parts)
    words = ("日本法による", "定めが優先する", "妨げない", "同等の義務", "帰属", "限度", "できる限り", "監査")
    assert [word for word in words if word in said] == []


def test_the_stand_alone_agreement_lists_its_levels_and_the_annex_points_to_its_table() -> None:
    levels = (level("recovery.rto"), level("recovery.rpo"))
    last = {
        form: next(a for a in compose_articles(Choice(form), levels, VALUES, "ja") if a.key == "incidents").paragraphs[
            -1
        ]  # type: ignore[arg-type]
        for form in ("a", "b")
    }
    assert last["a"].points == ("目標復旧時間(RTO)：水準", "目標復旧時点(RPO)：水準")
    assert last["b"].points == ()
    assert "別紙1" in last["b"].text


def test_tables_name_the_article_by_the_number_that_word_will_give_it() -> None:
    levels = (level("recovery.rto"), level("subcontract.consent"))
    shown = [
        (group.heading, group.article, [row.no for row in group.rows])
        for group in tables_by_article(Choice("b"), levels, "ja")
    ]
    assert shown == [("再委託", "", ["1-1"]), ("監視及び障害対応", "第8条", ["2-1"])]


def test_a_table_without_articles_goes_by_groups_and_loses_no_row() -> None:
    groups = tables_by_group(ALL)
    assert sum(len(group.rows) for group in groups) == len(ALL)
    assert {group.article for group in groups} == {""}


def test_values_that_are_not_given_are_named_and_their_paragraphs_left_out() -> None:
    few = {key: VALUES[key] for key in ("institution", "provider", "agreement", "effective", "duration")}
    levels = (level("legal.governing_law"),)
    form_a, form_b = (Choice(form, given=frozenset(few)) for form in ("a", "b"))  # type: ignore[arg-type]
    assert (left_out(form_a, levels), left_out(form_b, levels)) == (("court",), ())
    law = next(article for article in compose_articles(form_a, levels, few, "ja") if article.key == "law")
    assert [part.text for part in law.paragraphs] == ["本条に係る事項は、次のとおりとする。"]
    assert left_out(form_a, ()) == ("court",)
    assert "law" not in [plan.key for plan in printed_plans(form_a, ())]


def test_a_court_among_the_terms_leaves_no_other_court_beside_it() -> None:
    assert any("横浜地方裁判所" in part for part in text("a", ())["law"])
    assert not any("横浜地方裁判所" in part for part in text("a", (level("legal.jurisdiction"),))["law"])
    few = Choice("a", given=frozenset(VALUES) - {"court"})
    assert left_out(few, (level("legal.jurisdiction"),)) == ()


def test_english_sentences_begin_with_a_capital() -> None:
    wrong = [
        sentence
        for form in ("a", "b")
        for parts in text(form, ALL, "en").values()
        for part in parts
        for sentence in re.split(r"(?<=\.) ", part)
        if not re.match(r"[A-Z“]", sentence)
    ]
    assert wrong == []


def test_every_clause_belongs_to_an_article_of_the_outline() -> None:
    sections = {key.split(".")[1] for key in sorted(messages.keys()) if key.startswith("clause.")}
    assert sections - {"terms", "words"} == {plan.key for plan in OUTLINE}


def test_clauses_use_no_field_that_a_contract_does_not_have() -> None:
    sentences = [key for key in sorted(messages.keys()) if re.match(r"clause\.(?!terms\.|words\.)", key)]
    names = {name for key in sentences for name in messages.field_names(key, "ja")}
    sections = {"annex_own", *(f"annex_{key}" for plan in ANNEXES for key in plan.sections)}
    assert {name for name in names if not name.startswith(("article_", "annex_"))} == VALUES.keys()
    assert names - VALUES.keys() < {f"article_{plan.key}" for plan in OUTLINE} | sections


def test_breach_is_not_said_of_missed_levels_or_incidents_in_english() -> None:
    said = " ".join(part for form in ("a", "b") for parts in text(form, ALL, "en").values() for part in parts)
    assert re.findall(r"\bbreach|violat|complian|customer|vendor", said, re.IGNORECASE) == []


def test_the_heading_of_the_fourth_article_follows_the_form() -> None:
    assert (heading(OUTLINE[3], "a", "ja"), heading(OUTLINE[3], "b", "ja")) == ("他の文書との関係", "原契約との関係")

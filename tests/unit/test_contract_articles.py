"""Which articles a contract prints, and that no sentence speaks of what is not there."""

from __future__ import annotations

import re

import pytest

from medsla import messages
from medsla.catalogue import catalogue
from medsla.contract.articles import (
    OUTLINE,
    Choice,
    Level,
    compose_articles,
    heading,
    left_out,
    printed_plans,
    tables_by_article,
    tables_by_group,
)

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


def level(address: str, *, promised: bool = True) -> Level:
    term = catalogue().term(address)
    return Level(address, term.article, term.group, term.label["ja"], "水準", promised)


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
    assert [article.key for article in made if not article.paragraphs[0].numbered] == ["consultation"]


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
        ("exit.data_return", "return", "返却を拒むことができない"),
        ("exit.erasure_certificate", "erasure", "消去を証明する書面"),
        ("remedy.credit", "remedies", "利用料金を減額する"),
        ("data.storage_country", "location", "場所においてのみ保存する"),
    ],
)
def test_what_is_refused_is_not_promised_by_a_sentence(address: str, article: str, words: str) -> None:
    others = tuple(one for one in ALL if one.address != address)
    assert any(words in part for part in text("a", ALL)[article])
    assert not any(words in part for part in text("a", (*others, level(address, promised=False)))[article])
    assert not any(words in part for part in text("a", others)[article])


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
    assert shown == [("監視及び障害対応", "第8条", ["1-1"]), ("再委託", "", ["2-1"])]


def test_a_table_without_articles_goes_by_groups_and_loses_no_row() -> None:
    groups = tables_by_group(ALL)
    assert sum(len(group.rows) for group in groups) == len(ALL)
    assert {group.article for group in groups} == {""}


def test_values_that_are_not_given_are_named_and_their_paragraphs_left_out() -> None:
    few = {key: VALUES[key] for key in ("institution", "provider", "agreement", "effective", "duration")}
    assert left_out(Choice("a"), ALL, few) == ("court",)
    assert left_out(Choice("b"), ALL, few) == ()
    law = next(article for article in compose_articles(Choice("a"), ALL, few, "ja") if article.key == "law")
    assert [part.text for part in law.paragraphs] == ["本合意の成立、効力、履行及び解釈は、日本法による。"]


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
    assert {name for key in sentences for name in messages.field_names(key, "ja")} == VALUES.keys()


def test_breach_is_not_said_of_missed_levels_or_incidents_in_english() -> None:
    said = " ".join(part for form in ("a", "b") for parts in text(form, ALL, "en").values() for part in parts)
    assert re.findall(r"\bbreach|violat|complian|customer|vendor", said, re.IGNORECASE) == []


def test_the_heading_of_the_fourth_article_follows_the_form() -> None:
    assert (heading(OUTLINE[3], "a", "ja"), heading(OUTLINE[3], "b", "ja")) == ("他の文書との関係", "原契約との関係")

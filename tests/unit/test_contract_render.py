"""From an SLA to a Word file: what is printed, what is named as missing, and that the page says the values."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.word_files import paragraphs_of, unzipped

from medsla.catalogue import catalogue
from medsla.contract import Language, extract, load_template, render
from medsla.errors import OutputError, RenderError, TemplateError, UnknownLocale
from medsla.sla import Sla, load, load_data
from medsla.wording import format_term

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES: tuple[Language, ...] = ("ja", "en", "ja-en")
FORMS = ("annex", "form-a", "form-b")


@pytest.fixture(scope="module")
def clean() -> Sla:
    return load(ROOT / "examples" / "00-clean.yaml")


def agreement(**changes: Any) -> dict[str, Any]:
    def both(text: str) -> dict[str, str]:
        return {"ja": text, "en": f"{text} (en)"}

    side = {"address": both("住所"), "representative": both("代表")}
    document: dict[str, Any] = {
        "medsla": "1.0",
        "agreement": {
            "number": "1",
            "title": both("題"),
            "effective": "2027-04-01",
            "duration": "P1Y",
            "prevailing_language": "ja",
        },
        "parties": {"institution": {"name": both("病院")} | side, "provider": {"name": both("会社")} | side},
        "service": {"name": both("サービス")},
        "terms": {"recovery": {"rto": {"within": "PT4H"}}},
    }
    return document | changes


def wrong(document: dict[str, Any], tmp_path: Path, **options: Any) -> list[tuple[str, str | None]]:
    with pytest.raises(RenderError) as caught:
        render(load_data(document), tmp_path / "x.docx", **options)
    assert list(tmp_path.iterdir()) == []
    return sorted((problem.code.removeprefix("fence."), problem.place.address) for problem in caught.value.problems)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_every_stated_term_is_printed_word_by_word(clean: Sla, tmp_path: Path, language: Language, form: str) -> None:
    done = render(clean, tmp_path / "x.docx", language=language, template=form)
    shown = "\n".join(paragraphs_of(done.path.read_bytes()))
    assert done.printed == clean.stated
    assert set(done.printed) | set(done.not_stated) == set(catalogue().terms)
    assert (done.unsettled, done.left_out) == ((), ())
    for one in ("ja", "en") if language == "ja-en" else (language,):
        plain = [address for address in clean.stated if not clean.term(address).get("cases")]
        texts = {address: format_term(catalogue().term(address), clean.term(address), one) for address in plain}
        assert [address for address, text in texts.items() if text not in shown] == []


def test_a_term_with_cases_has_a_line_for_each(clean: Sla, tmp_path: Path) -> None:
    lines = paragraphs_of(render(clean, tmp_path / "x.docx", template="annex").path.read_bytes())
    assert [line for line in lines if line.startswith("初動対応時間（")] == [
        "初動対応時間（緊急(診療に使えない)）",
        "初動対応時間（重要(一部の機能が使えない)）",
        "初動対応時間（軽微(診療に支障がない)）",
    ]


def test_the_annex_to_a_master_agreement_is_what_comes_without_asking(clean: Sla, tmp_path: Path) -> None:
    done = render(clean, tmp_path / "x.docx")
    assert (done.language, done.template) == ("ja", "form-b")


def test_the_same_sla_gives_the_same_file(clean: Sla, tmp_path: Path) -> None:
    one, two = (render(clean, tmp_path / name, language="en") for name in ("a.docx", "b.docx"))
    assert one.sha256 == two.sha256
    assert one.path.read_bytes() == two.path.read_bytes()


def test_the_file_says_its_title_and_language_and_nothing_of_who_wrote_it_and_when(clean: Sla, tmp_path: Path) -> None:
    made = unzipped(render(clean, tmp_path / "x.docx", language="en").path.read_bytes())
    properties = {entry.tag.rpartition("}")[2]: entry.text for entry in ET.fromstring(made["docProps/core.xml"])}
    assert properties == {"title": "Service Level Agreement", "language": "en-US"}
    assert [name for name in made if name.startswith("docProps/")] == ["docProps/core.xml", "docProps/custom.xml"]


def test_everything_missing_is_named_at_once(tmp_path: Path) -> None:
    document = {"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT4H"}}}}
    assert wrong(document, tmp_path, template="annex") == [
        ("missing-value", address)
        for address in (
            "agreement.effective", "agreement.number", "agreement.title.ja", "parties.institution.name.ja",
            "parties.provider.name.ja", "service.name.ja",
        )
    ]  # fmt: skip
    assert len(wrong(document, tmp_path, template="form-a")) == 11


def test_two_languages_need_both_texts_and_the_language_that_prevails(tmp_path: Path) -> None:
    document = agreement(service={"name": {"ja": "サービス"}})
    del document["agreement"]["prevailing_language"]
    assert wrong(document, tmp_path, language="ja-en", template="form-b") == [
        ("missing-value", "agreement.prevailing_language"),
        ("missing-value", "service.name.en"),
    ]


def test_a_value_that_cannot_be_written_is_named_by_its_address(tmp_path: Path) -> None:
    document = agreement()
    document["parties"]["institution"]["name"]["ja"] = "病院\u202e"
    assert wrong(document, tmp_path) == [("direction-override", "institution.name")]


def test_what_is_not_settled_is_not_printed_and_is_named(tmp_path: Path) -> None:
    terms = {
        "recovery": {"rto": {"answer": "undisclosed"}, "rpo": {"within": "PT1H"}},
        "exit": {"data_return": {"provided": False}},
    }
    done = render(load_data(agreement(terms=terms)), tmp_path / "x.docx", template="form-a")
    assert (done.printed, done.unsettled) == (("recovery.rpo", "exit.data_return"), ("recovery.rto",))
    shown = "\n".join(paragraphs_of(done.path.read_bytes()))
    assert "目標復旧時間" not in shown
    assert "返却しない" in shown
    assert "返却を拒むことができない" not in shown


def test_a_past_figure_alone_promises_nothing_and_has_no_row(tmp_path: Path) -> None:
    past = {"actual": {"value": "PT40M", "over": "P1Y", "as_of": "2026-09-30"}}
    sla = load_data(agreement(terms={"recovery": {"mttr": past, "rpo": {"within": "PT1H"}}}))
    for language in LANGUAGES:
        done = render(sla, tmp_path / f"{language}.docx", template="form-b", language=language)
        assert (done.printed, done.unsettled) == (("recovery.rpo",), ("recovery.mttr",))
        shown = "\n".join(paragraphs_of(done.path.read_bytes()))
        assert not re.search("記載なし|平均復旧時間|not stated|Mean time", shown)
        assert extract(done.path) == sla


def test_a_paragraph_left_out_for_want_of_a_value_is_named(tmp_path: Path) -> None:
    done = render(load_data(agreement()), tmp_path / "x.docx", template="form-a")
    assert done.left_out == ("court",)


def test_articles_of_the_master_agreement_are_printed_when_asked(tmp_path: Path) -> None:
    done = render(load_data(agreement()), tmp_path / "x.docx", articles=["damages"])
    assert "（損害賠償）" in paragraphs_of(done.path.read_bytes())
    assert wrong_articles(tmp_path, "damage") == ["unknown-article"]
    assert wrong_articles(tmp_path, "discontinuation") == ["empty-article"]


def wrong_articles(tmp_path: Path, key: str) -> list[str]:
    with pytest.raises(RenderError) as caught:
        render(load_data(agreement()), tmp_path / "y.docx", articles=[key])
    return [problem.code.removeprefix("fence.") for problem in caught.value.problems]


def test_parties_called_otherwise_than_the_wording_calls_them_are_refused(tmp_path: Path) -> None:
    document = agreement(
        terms={"remedy": {"credit": {"answer": "none"}}, "backup": {"responsible_party": {"party": "provider"}}}
    )
    document["parties"]["provider"]["label"] = {"ja": "丙", "en": "the Supplier"}
    assert wrong(document, tmp_path) == [("label-in-words", "parties.provider.label.ja")]


def test_two_courts_in_one_agreement_are_refused(tmp_path: Path) -> None:
    document = agreement(terms={"legal": {"jurisdiction": {"court": "東京地方裁判所"}}})
    document["agreement"]["jurisdiction"] = {"ja": "横浜地方裁判所", "en": "Yokohama District Court"}
    assert wrong(document, tmp_path, template="form-a") == [("two-courts", "agreement.jurisdiction.ja")]
    document["agreement"]["jurisdiction"]["ja"] = "東京地方裁判所"
    done = render(load_data(document), tmp_path / "x.docx", template="form-a")
    assert "".join(paragraphs_of(done.path.read_bytes())).count("東京地方裁判所") == 2  # article and table


def test_a_master_agreement_cannot_prevail_where_there_is_none(tmp_path: Path) -> None:
    document = agreement(terms={"governance": {"precedence": {"first": "master_agreement"}}})
    assert wrong(document, tmp_path, template="form-a") == [("no-master", "governance.precedence")]
    assert render(load_data(document), tmp_path / "x.docx").printed == ("governance.precedence",)


def test_a_contract_in_no_language_we_write_is_refused(clean: Sla, tmp_path: Path) -> None:
    with pytest.raises(UnknownLocale):
        render(clean, tmp_path / "x.docx", language="fr")  # type: ignore[arg-type]


def test_a_template_loaded_once_serves_many_contracts_of_its_language(clean: Sla, tmp_path: Path) -> None:
    template = load_template("annex", language="en")
    first, second = (render(clean, tmp_path / name, language="en", template=template) for name in ("a.docx", "b.docx"))
    assert first.sha256 == second.sha256
    with pytest.raises(RenderError):
        render(clean, tmp_path / "c.docx", language="ja", template=template)


def test_a_template_that_is_not_there_is_refused(clean: Sla, tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        render(clean, tmp_path / "x.docx", template="nothing")


def test_an_existing_file_is_kept_when_asked(clean: Sla, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_text("old")
    with pytest.raises(OutputError):
        render(clean, tmp_path / "x.docx", overwrite=False)
    assert (tmp_path / "x.docx").read_text() == "old"


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_contract_and_numbers_its_articles(clean: Sla, tmp_path: Path) -> None:
    for language in LANGUAGES:
        for form in FORMS:
            render(clean, tmp_path / f"{language}-{form}.docx", language=language, template=form)
    profile = (tmp_path / "profile").as_uri()
    files = sorted(str(file) for file in tmp_path.glob("*.docx"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "txt:Text (encoded):UTF8",
         "--outdir", str(tmp_path), *files],
        capture_output=True, check=True, timeout=240,
    )  # fmt: skip
    texts = {file.stem: file.read_text(encoding="utf-8-sig") for file in tmp_path.glob("*.txt")}
    assert len(texts) == 9
    assert re.search(r"第1条 ?（本サービスの目的と対象）", texts["ja-form-b"])
    assert re.search(r"第2条 ?（定義及び期間の計算）", texts["ja-en-form-a"])
    assert "Article 2 (Definitions and Computation of Time)" in texts["ja-en-form-a"]
    assert "Example Cloud KK" in texts["en-annex"]


def test_stated_values_that_a_form_does_not_print_are_hinted_at(tmp_path: Path) -> None:
    data = agreement()
    data["agreement"] |= {"duration": "P1Y", "jurisdiction": {"ja": "横浜地方裁判所", "en": "Yokohama District Court"}}
    sla = load_data(data)

    def hints(**choices: Any) -> list[tuple[str, str | None]]:
        done = render(sla, tmp_path / "x.docx", **choices)
        return [(hint.code, hint.place.address) for hint in done.hints]

    duration = ("fence.unprinted-duration", "agreement.duration")
    court = ("fence.unprinted-jurisdiction", "agreement.jurisdiction")
    assert hints(template="form-b") == [duration, court]
    assert hints(template="form-b", articles=["law"]) == [duration]
    assert hints(template="form-a") == []

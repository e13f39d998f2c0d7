"""A contract gives back the very object it was written from, and says so when it was changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import get_args

import pytest
from tests.property.test_contract import AROUND
from tests.word_files import unzipped, zipped

from medsla import office
from medsla.catalogue import catalogue
from medsla.contract import Language, extract, load_template, render
from medsla.contract.carried import damage, read_paper
from medsla.contract.embedding import tag_of
from medsla.contract.press import Press
from medsla.contract.snapshot import read_lines
from medsla.errors import ReadError
from medsla.sla import Sla, load, load_data

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))
FORMS = ("annex", "form-a", "form-b")
LANGUAGES: tuple[Language, ...] = get_args(Language)
BODY, DATA = "word/document.xml", "customXml/item1.xml"
TAG = "recovery.rto.ja"


def agreement(file: Path) -> Sla:
    return load_data(load(file).document() | AROUND)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("sent") / "x.docx"
    return render(agreement(EXAMPLES[0]), file).path.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_comes_back_from_every_form(file: Path, language: Language, tmp_path: Path) -> None:
    sla = agreement(file)
    over_us = sla.get("governance.precedence.first") == "master_agreement"
    for form in (form for form in FORMS if not (over_us and form == "form-a")):
        path = render(sla, tmp_path / f"{form}.docx", language=language, template=form).path
        assert list(damage(read_paper(path))) == []
        back = extract(path)
        assert back == sla
        assert back.data == {key: value for key, value in sla.data.items() if key != "catalogue"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_the_wording_composed_while_writing_is_the_wording_read(form: str, language: Language, tmp_path: Path) -> None:
    paper = read_paper(render(agreement(EXAMPLES[0]), tmp_path / "x.docx", language=language, template=form).path)
    assert paper.carried is not None
    assert [text for _, text in read_lines(paper.root, paper.carried.printed)] == list(paper.carried.wording)
    assert composed(load_template(form, language=language).press)


def composed(press: Press) -> bool:
    return press.composer is not None and press.controlled


def test_every_phrase_stands_in_one_control_bound_to_what_it_shows(sent: bytes) -> None:
    paper = read_paper(sent)
    assert paper.carried is not None
    assert [one.tag for one in paper.shown] == list(paper.carried.printed)
    assert {one.tag: one.text for one in paper.shown} == paper.carried.printed == paper.carried.bound
    assert office.check_package(paper.parts) == []


def test_no_tag_is_longer_than_an_editor_allows() -> None:
    longest = "x" * 40
    tags = [tag_of(term.address, case, "ja") for term in catalogue() for case in ("", "critical.inside", longest)]
    assert max(map(len, tags)) <= 64
    assert len(set(tags)) == len(tags)


def test_nothing_but_the_agreement_is_carried(tmp_path: Path) -> None:
    document = agreement(EXAMPLES[0]).document()
    document["origin"] = {"recovery.rto": {"place": "Sheet1!D9", "said": "canary-origin"}}
    document["unmapped"] = [{"said": "canary-unmapped"}]
    made = b"".join(unzipped(render(load_data(document), tmp_path / "x.docx").path.read_bytes()).values())
    assert [word for word in (b"canary", b"medsla", str(tmp_path).encode()) if word in made] == []


def edited(sent: bytes, change: Callable[[dict[str, bytes]], None]) -> list[str]:
    parts = unzipped(sent)
    before = dict(parts)
    change(parts)
    assert parts != before
    data = zipped(parts)
    with pytest.raises(ReadError) as caught:
        extract(data)
    assert {problem.code for problem in caught.value.problems} == {p.code for p in damage(read_paper(data))}
    return sorted({problem.code.removeprefix("fence.") for problem in caught.value.problems})


def swap(part: str, before: str, after: str, count: int = 1) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts[part] = parts[part].decode().replace(before, after, count).encode()

    return change


def without_data(parts: dict[str, bytes]) -> None:
    for name in [name for name in parts if name.startswith("customXml/")]:
        del parts[name]
    rels = "word/_rels/document.xml.rels"
    parts[rels] = re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", parts[rels])
    kinds = "[Content_Types].xml"
    parts[kinds] = re.sub(rb'<Override PartName="/customXml[^>]*/>', b"", parts[kinds])


def control(parts: Mapping[str, bytes], tag: str = TAG) -> str:
    found = re.search(
        rf'<w:sdt><w:sdtPr><w:alias [^>]*/><w:tag w:val="{re.escape(tag)}"/>.*?</w:sdt>', parts[BODY].decode()
    )
    assert found
    return found.group()


def lost_control(parts: dict[str, bytes]) -> None:
    whole = control(parts)
    inner = re.search("<w:sdtContent>(.*)</w:sdtContent>", whole)
    assert inner
    swap(BODY, whole, inner.group(1))(parts)


def copied_control(parts: dict[str, bytes]) -> None:
    whole = control(parts)
    swap(BODY, whole, whole * 2)(parts)


def garbled(parts: dict[str, bytes]) -> None:
    whole = control(parts)
    phrase = "障害の検知から30分以内（保証値とする。）"
    assert phrase in whole
    swap(BODY, whole, whole.replace(phrase, phrase + phrase[2:] + phrase))(parts)


def typed_over(parts: dict[str, bytes]) -> None:
    whole = control(parts)
    swap(BODY, whole, whole.replace("30分", "8時間"))(parts)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (without_data, ["no-data"]),
        (swap(DATA, "PT30M", "PT8H"), ["data-changed"]),
        (swap(DATA, "30分以内", "8時間以内"), ["bound-changed"]),
        (swap(BODY, "最終の営業日", "最初の営業日"), ["wording-changed"]),
        (lost_control, ["control-lost", "wording-changed"]),
        (copied_control, ["control-copied", "wording-changed"]),
        (garbled, ["phrase-garbled"]),
        (typed_over, ["phrase-changed"]),
    ],
)
def test_every_damage_is_named_and_nothing_is_given_back(
    sent: bytes, change: Callable[[dict[str, bytes]], None], codes: list[str]
) -> None:
    assert edited(sent, change) == codes


def test_what_an_editor_does_on_every_save_is_no_damage(sent: bytes) -> None:
    parts = unzipped(sent)
    noisy = re.sub(
        r'<w:r>(<w:t xml:space="preserve">)([^<])([^<]+)</w:t></w:r>',
        r'<w:r w:rsidR="00A1B2C3">\1\2</w:t></w:r><w:proofErr w:type="spellStart"/><w:r>\1\3</w:t></w:r>',
        parts[BODY].decode(),
    )
    assert noisy.count("proofErr") > 100
    parts[BODY] = noisy.encode()
    assert extract(zipped(parts)) == agreement(EXAMPLES[0])


def test_a_file_that_is_no_contract_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        extract(tmp_path / "none.docx")
    assert [problem.code for problem in caught.value.problems] == ["fence.contract-missing"]


def test_an_editor_that_drops_the_tag_leaves_the_binding(sent: bytes) -> None:
    parts = unzipped(sent)
    swap(BODY, f'<w:tag w:val="{TAG}"/>', "")(parts)
    assert extract(zipped(parts)) == agreement(EXAMPLES[0])

"""Every strange text through every field of a contract: printed letter by letter, or refused by the field's address.

Each contract has another text in each of its fields, and over all contracts each field has each text.
"""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.letterheads import letterhead
from tests.naughty_strings import LETTER_BY_LETTER, NAUGHTY
from tests.word_files import paragraph, paragraphs_of, word_file

from medsla.contract import (
    Article,
    ContractText,
    Group,
    Paragraph,
    Party,
    Row,
    Service,
    Template,
    extract,
    load_template,
    render,
    render_text,
)
from medsla.contract.carried import damage, read_paper
from medsla.contract.context import Entry, as_context
from medsla.contract.inspection import inspect_contract
from medsla.contract.letterhead import load_letterhead, on_letterhead
from medsla.errors import MedslaError, RenderError
from medsla.sla import load, load_data

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "00-clean.yaml"
EVERYTHING = (
    *("{{ number }}", "{{ title }}", "{{ effective }}", "{{ signed }}", "{{ master }}"),
    *("{{ institution.name }}", "{{ institution.label }}", "{{ institution.mark }}", "{{ institution.address }}"),
    *("{{ institution.representative }}", "{{ provider.name }}", "{{ provider.label }}", "{{ provider.mark }}"),
    *("{{ provider.address }}", "{{ provider.representative }}", "{{ service.name }}"),
    *("{%p for group in groups %}", "{{ group.heading }}", "{{ group.article }}", "{%p for row in group.rows %}"),
    *("{{ row.no }}", "{{ row.label }}", "{{ row.text }}", "{%p endfor %}", "{%p endfor %}"),
    *("{%p for article in articles %}", "{{ article.key }}", "{{ article.heading }}"),
    *("{%p for part in article.paragraphs %}", "{{ part.text }}", "{%p for point in part.points %}", "{{ point }}"),
    *("{%p endfor %}", "{%p endfor %}", "{%p endfor %}"),
    *("{%p for entry in contents %}", "{{ entry.line }}", "{%p endfor %}"),
)
LINES = "".join(paragraph(line) for line in EVERYTHING)
TABLE = f"<w:tbl><w:tr><w:tc>{LINES}</w:tc></w:tr></w:tbl>"
TEMPLATE = load_template(word_file(LINES + TABLE, header=LINES, footer=LINES, footnote=LINES))
PAPER = on_letterhead(
    load_template(word_file(LINES, footnote=LINES)),
    load_letterhead(letterhead(first=LINES, default=LINES, even=LINES, footer=LINES)),
)
EVERY = (*NAUGHTY, *LETTER_BY_LETTER)
ADDRESSES = (
    *("number", "title", "effective", "signed", "master"),
    *(f"{side}.{name}" for side in ("institution", "provider") for name in Party.__dataclass_fields__),
    *("service.name", "groups[0].heading", "groups[0].article"),
    *("groups[0].rows[0].no", "groups[0].rows[0].label", "groups[0].rows[0].text"),
    *(
        "articles[0].key",
        "articles[0].heading",
        "articles[0].paragraphs[0].text",
        "articles[0].paragraphs[0].points[0]",
    ),
    "contents[0].line",
)


def contract(texts: Sequence[str]) -> ContractText:
    """A contract with these texts in the order of its addresses."""
    one = iter(texts)
    top = [next(one) for _ in range(5)]
    parties = [Party(*(next(one) for _ in Party.__dataclass_fields__)) for _ in range(2)]
    service = Service(next(one))
    group = Group(next(one), next(one), (Row(next(one), next(one), next(one)),))
    article = Article(next(one), next(one), (Paragraph(next(one), numbered=False, points=(next(one),)),))
    contents = (Entry(next(one)),)
    number, title, effective, signed, master = top
    assert next(one, None) is None
    return ContractText(
        number,
        title,
        effective,
        signed,
        master,
        electronic=False,
        institution=parties[0],
        provider=parties[1],
        service=service,
        groups=(group,),
        articles=(article,),
        contents=contents,
    )


def cannot_be_printed(text: str, address: str) -> bool:
    """By what Unicode says of each letter, told apart from how medsla finds it out."""
    is_number = address.endswith("number")
    return len(text) > 20_000 or any(
        unicodedata.category(letter) == "Cs"
        or (unicodedata.category(letter) == "Cc" and (letter not in "\t\n" or is_number))
        or (unicodedata.category(letter) in {"Cf", "Zl", "Zp"} and is_number)
        or unicodedata.bidirectional(letter) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        or ord(letter) & 0xFFFE == 0xFFFE
        or 0xFDD0 <= ord(letter) <= 0xFDEF
        for letter in text
    )


def printed(text: ContractText | Mapping[str, Any], template: Template) -> tuple[list[str], set[str | None]]:
    """The paragraphs of the contract, or the addresses of what was refused."""
    try:
        return paragraphs_of(render_text(text, template)), set()
    except RenderError as error:
        return [], {problem.place.address for problem in error.problems}


def plain_data(texts: Sequence[str]) -> Mapping[str, Any]:
    return as_context(contract(texts))


@pytest.mark.parametrize(
    ("shape", "template", "places"),
    [(contract, TEMPLATE, 5), (plain_data, TEMPLATE, 5), (contract, PAPER, 8)],
    ids=["typed", "plain data", "on a letterhead"],
)
def test_every_strange_text_is_printed_in_every_field_or_refused_by_address(
    shape: Callable[[Sequence[str]], ContractText | Mapping[str, Any]], template: Template, places: int
) -> None:
    wrong = []
    for turn in range(len(EVERY)):
        texts = [EVERY[(turn + number) % len(EVERY)] for number in range(len(ADDRESSES))]
        expected = {where for where, text in zip(ADDRESSES, texts, strict=True) if cannot_be_printed(text, where)}
        lines, refused = printed(shape(texts), template)
        if refused != expected or lines not in ([], texts * places):
            wrong.append((turn, refused ^ expected))
            continue
        kept = ["x" if where in expected else text for where, text in zip(ADDRESSES, texts, strict=True)]
        lines, refused = printed(shape(kept), template)
        if refused or lines != kept * places:
            wrong.append((turn, refused))
    assert wrong == []


# ----------------------------------------------------------------------------------- from an SLA document

FIELDS = (
    "agreement.number",
    *(f"agreement.{name}.{language}" for name in ("title", "master") for language in ("ja", "en")),
    *(
        f"parties.{side}.{name}.{language}"
        for side in ("institution", "provider")
        for name in ("name", "address", "representative")
        for language in ("ja", "en")
    ),
    *("service.name.ja", "service.name.en"),
    *("terms.continuity.alternative_means.means", "terms.data.law_reach.basis", "terms.consent.patient_notice.rule"),
    *("terms.responsibility.demarcation.boundary", "terms.incident.notice_process.process"),
    "terms.legal.jurisdiction.court",
)


def filled(texts: Mapping[str, str]) -> dict[str, Any]:
    """The clean example with these texts in its fields."""
    document = copy.deepcopy(load(CLEAN).document())
    del document["agreement"]["jurisdiction"]  # it would be a second court
    for field, text in texts.items():
        *path, last = field.split(".")
        holder = document
        for step in path:
            holder = holder.setdefault(step, {})
        holder[last] = text
    return document


def names(field: str) -> set[str]:
    """What the reader of a document or the writer of a contract may call a field."""
    first, *path = field.split(".")
    if first == "terms":
        return {field, ".".join(path[:-1])}
    inner = {"agreement": [], "parties": [], "service": ["service"]}[first]
    return {field, ".".join([*path[-1:], *inner, *path[:-1]] if path[-1] in {"ja", "en"} else path)}


def refused_fields(texts: Mapping[str, str], file: Path) -> set[str]:
    """The fields that were named in a refusal; none where the contract was written."""
    try:
        render(load_data(filled(texts)), file, language="ja-en", template="form-b")
    except MedslaError as error:
        told = {
            place.pointer.strip("/").replace("/", ".") if place.pointer else place.address or ""
            for place in (problem.place for problem in error.problems)
        }
        told = {name.removeprefix("ja.").removeprefix("en.") if name.endswith(".number") else name for name in told}
        found = {field for field in FIELDS if names(field) & told}
        assert all(any(name in names(field) for field in found) for name in told), told
        return found
    return set()


def test_every_strange_text_of_a_document_stands_in_its_contract_and_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    for start in range(0, len(NAUGHTY), len(FIELDS)):
        texts = {field: NAUGHTY[(start + number) % len(NAUGHTY)] for number, field in enumerate(FIELDS)}
        meant = {field for field, text in texts.items() if cannot_be_agreed(text, field)}
        refused: set[str] = set()
        while found := refused_fields(texts, file):
            assert found <= meant - refused
            refused |= found
            texts |= dict.fromkeys(found, "甲乙")
        assert refused == meant
        shown = "\n".join(paragraphs_of(file.read_bytes()))
        assert [field for field, text in texts.items() if text not in shown] == []
        assert list(damage(read_paper(file))) == []
        assert extract(file) == load_data(filled(texts))
        assert len(inspect_contract(file)) == 0


def cannot_be_agreed(text: str, field: str) -> bool:
    """A document takes no empty or overlong text, and no sign of Unicode for the end of a line or paragraph."""
    longest = 100 if field == "agreement.number" else 2000 if field.startswith("terms.") else 500
    ends = {unicodedata.category(letter) for letter in text} & {"Zl", "Zp"}
    return not 0 < len(text) <= longest or bool(ends) or cannot_be_printed(text, field)

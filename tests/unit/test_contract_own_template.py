"""A contract from a template with a logo, a link, an appendix and a table of columns, from end to end."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.contract_texts import CONTRACT, contract
from tests.docxtpl_ways import FEES, TERMS, codes, lines, ours, png, template
from tests.naughty_strings import NAUGHTY
from tests.word_files import paragraphs_of

from medsla.cli import main
from medsla.contract import (
    Group,
    Link,
    Picture,
    Row,
    Shade,
    Span,
    Subdocument,
    extract,
    load_template,
    read_extra,
    render,
    render_text,
    starter,
)
from medsla.contract.carried import damage, read_paper
from medsla.contract.context import LONGEST_VALUE, refused_character
from medsla.sla import load

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "00-clean.yaml"
LOGO = png()
HOME = {"PYTHONPATH": "src", "PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": "1800000000"}


def own_template() -> bytes:
    """The starter with a logo in its header, a link, an appendix and a table with a column for each level."""
    from docx import Document

    document = Document(io.BytesIO(starter("annex")))
    document.sections[0].header.paragraphs[0].add_run("{{ extra.logo }}")
    for text in ("詳細は{{r extra.portal }}を参照する。", "{{p extra.fees }}"):
        document.add_paragraph(text)
    document.add_paragraph("{%p for group in groups %}")
    table_of = document.add_table(rows=1, cols=4)
    for cell, text in zip(
        table_of.rows[0].cells,
        ("{% cellbg extra.head %}項目", "{%tc for row in group.rows %}", "{{ row.label }}", "{%tc endfor %}"),
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("{%p endfor %}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


EXTRAS = {
    "logo": Picture(LOGO, width="20mm", description="病院の印"),
    "portal": Link("https://portal.example.jp/", "ポータル {{ title }} & <b>"),
    "fees": Subdocument(FEES),
    "head": Shade("D9E2F3"),
}


def test_a_contract_by_the_tree_can_be_read_back(tmp_path: Path) -> None:
    sla = load(CLEAN)
    done = render(sla, tmp_path / "x.docx", template=own_template(), extras={**EXTRAS, "more": Span(2)})
    assert done.unused == ("more",)
    assert list(damage(read_paper(done.path))) == []
    assert extract(done.path) == sla


def test_a_contract_by_the_tree_has_the_same_bytes_every_time() -> None:
    script = (
        "import sys; sys.path.insert(0, '.')\n"
        "import hashlib\n"
        "from tests.unit.test_contract_own_template import *\n"
        "print(hashlib.sha256(render_text(CONTRACT, load_template(own_template()), extras=EXTRAS)).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env={
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "PYTHONPATH": "src",
                "PATH": "/usr/bin:/bin",
                "SOURCE_DATE_EPOCH": "1800000000",
            },
        ).stdout
        for seed, zone in (("1", "UTC"), ("77", "Asia/Tokyo"))
    }
    assert len(found) == 1


def test_a_value_with_braces_or_markup_stays_text_beside_an_appendix() -> None:
    texts = [text for text in NAUGHTY if text and len(text) <= LONGEST_VALUE and refused_character(text) is None]
    rows = tuple(Row(str(number), "項目", text) for number, text in enumerate(texts))
    wanted = load_template(template(lines("{{p extra.a }}")))
    made_of = contract(groups=(Group("可用性", "", rows),), annexes=())
    found = paragraphs_of(render_text(made_of, wanted, extras={"a": Subdocument(TERMS)}))
    assert [text for text in texts if text not in found] == []


def test_a_template_without_these_forms_is_written_as_before() -> None:
    plain = load_template("form-a")
    assert plain.tree is None
    assert render_text(CONTRACT, plain) == render_text(CONTRACT, plain, extras=EXTRAS)


def test_links_of_a_header_lead_from_the_header() -> None:
    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "{{r extra.portal }}"

    found = ours(template(build), {"portal": Link("https://example.jp/")})
    assert b"https://example.jp/" in found["word/_rels/header1.xml.rels"]
    assert b"https://example.jp/" not in found["word/_rels/document.xml.rels"]


def test_an_extra_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(LOGO)
    (tmp_path / "fees.docx").write_bytes(FEES)
    assert read_extra(f"logo={tmp_path}/logo.png@40mm") == ("logo", Picture(LOGO, width="40mm"))
    assert read_extra(f"logo={tmp_path}/logo.png") == ("logo", Picture(LOGO))
    assert read_extra(f"fees={tmp_path}/fees.docx") == ("fees", Subdocument(FEES))
    assert read_extra("a=https://example.jp/?x=1") == ("a", Link("https://example.jp/?x=1"))
    assert read_extra("a=窓口 <mailto:a@example.jp>") == ("a", Link("mailto:a@example.jp", "窓口"))
    assert (read_extra("a=#d9e2f3"), read_extra("a=3")) == (("a", Shade("D9E2F3")), ("a", Span(3)))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("logo", "extra-name"), ("=x", "extra-name"), ("Logo=x", "extra-name"), ("__a=x", "extra-name"),
        ("a=none.png", "extra-unread"), ("a=none.docx", "extra-unread"), ("a=javascript:x", "extra-address"),
        ("a=#12345", "extra-shade"), ("a=0", "extra-span"), ("a=64", "extra-span"),
    ],
)  # fmt: skip
def test_an_extra_that_is_none_is_refused(text: str, code: str) -> None:
    assert codes(read_extra, text) == [code]


def test_the_command_takes_extras_and_says_which_are_not_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.docx").write_bytes(template(lines("{{ extra.logo }}")))
    (tmp_path / "logo.png").write_bytes(LOGO)

    def run_it(*extras: str) -> int:
        given = [part for one in extras for part in ("--extra", one)]
        with pytest.raises(SystemExit) as left:
            main(["render", str(CLEAN), "-o", str(tmp_path / "x.docx"), "--template", str(tmp_path / "own.docx"),
                  "--lang", "ja", *given])  # fmt: skip
        return int(left.value.code or 0)

    assert run_it() == 4
    assert "extra.logo" in capsys.readouterr().err
    assert run_it(f"logo={tmp_path}/logo.png", "unused=3") == 0
    assert "unused" in capsys.readouterr().err
    assert run_it("logo=a.png", "logo=b.png") != 0

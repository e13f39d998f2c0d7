"""What docxtpl can do comes out as docxtpl makes it, part by part, and by the same checks as everything else."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest
from docxtpl import DocxTemplate, InlineImage, RichText
from tests.contract_texts import CONTRACT
from tests.docxtpl_ways import (
    ADDRESS,
    FEES,
    MM,
    PLAN,
    TERMS,
    Builder,
    Maker,
    cleaned,
    comparable,
    lines,
    ours,
    png,
    table,
    template,
    usual,
)
from tests.word_files import unzipped

from medsla import resources
from medsla.contract import Language, Link, Picture, Shade, Span, Subdocument, load_template, pair, render_text
from medsla.contract.context import as_context
from medsla.contract.extras import Extra

LOGO = png()


def nothing(engine: DocxTemplate) -> Mapping[str, object]:
    del engine
    return {}


def logo(engine: DocxTemplate) -> Mapping[str, object]:
    return {"logo": InlineImage(engine, io.BytesIO(LOGO), width=40 * MM)}


def link(engine: DocxTemplate) -> Mapping[str, object]:
    return {"portal": RichText("ポータル & 案内", color="0563C1", underline=True, url_id=engine.build_url_id(ADDRESS))}


def appendix(file: bytes) -> Maker:
    return lambda engine: {"fees": engine.new_subdoc(io.BytesIO(file))}


OUR_LOGO: Mapping[str, Extra] = {"logo": Picture(LOGO, width="40mm")}
OUR_LINK: Mapping[str, Extra] = {"portal": Link(ADDRESS, "ポータル & 案内")}


def in_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "{{ extra.logo }}　{{ title }}"


def in_footer(document: Any) -> None:
    document.sections[0].footer.paragraphs[0].text = "{{ number }} {{ extra.logo }}"


def in_table(document: Any) -> None:
    table(document, ("{{ extra.logo }}", "{{ institution.name }}"))


def everywhere(document: Any) -> None:
    in_header(document)
    in_footer(document)
    in_table(document)
    document.add_paragraph("{{ extra.logo }} {{ extra.logo }}")


def cells(*rows: tuple[str, ...]) -> Builder:
    return lambda document: table(document, *rows) and None


def per_group(*rows: tuple[str, ...]) -> Builder:
    def build(document: Any) -> None:
        document.add_paragraph("{%p for group in groups %}")
        table(document, *rows)
        document.add_paragraph("{%p endfor %}")

    return build


COLUMNS = ("項目", "{%tc for row in group.rows %}", "{{ row.label }}", "{%tc endfor %}")
VALUES = ("水準", "{%tc for row in group.rows %}", "{{ row.text }}", "{%tc endfor %}")
PLAIN: Mapping[str, tuple[Builder, Maker, Mapping[str, Extra]]] = {
    "a picture in the body": (lines("病院 {{ extra.logo }} の"), logo, OUR_LOGO),
    "a picture in a header": (in_header, logo, OUR_LOGO),
    "a picture in a footer": (in_footer, logo, OUR_LOGO),
    "a picture in a table": (in_table, logo, OUR_LOGO),
    "a picture in every place": (everywhere, logo, OUR_LOGO),
    "a picture for each article": (
        lines("{%p for article in articles %}", "{{ extra.logo }}{{ article.heading }}", "{%p endfor %}"),
        logo,
        OUR_LOGO,
    ),
    "two pictures, of their own size and stretched": (
        lines("{{ extra.logo }}", "{{ extra.plan }}"),
        lambda engine: {
            "logo": InlineImage(engine, io.BytesIO(LOGO)),
            "plan": InlineImage(engine, io.BytesIO(PLAN), width=10 * MM, height=50 * MM),
        },
        {"logo": Picture(LOGO), "plan": Picture(PLAN, width="10mm", height="5cm")},
    ),
    "a link": (lines("詳細は{{r extra.portal }}を参照"), link, OUR_LINK),
    "a link in a table, in a condition": (
        cells(("窓口", "{% if master %}{{r extra.portal }}{% endif %}")), link, OUR_LINK,
    ),
    "a link and a picture": (
        lines("{{r extra.portal }} {{ extra.logo }}"),
        lambda engine: {**link(engine), **logo(engine)},
        {**OUR_LINK, **OUR_LOGO},
    ),
    "columns": (per_group(COLUMNS, VALUES), nothing, {}),
    "columns in a condition": (
        cells(("項目", "{%tc if electronic %}", "電子", "{%tc endif %}", "{%tc if master %}", "あり", "{%tc endif %}")),
        nothing,
        {},
    ),
    "columns in repeated rows": (
        cells(
            ("{%tr for group in groups %}", "", "", ""),
            ("{{ group.heading }}", "{%tc for row in group.rows %}", "{{ row.text }}", "{%tc endfor %}"),
            ("{%tr endfor %}", "", "", ""),
        ),
        nothing,
        {},
    ),
    "a shaded cell": (
        per_group(("{% cellbg extra.head %}項目", *COLUMNS[1:]), VALUES),
        lambda _: {"head": "D9E2F3"},
        {"head": Shade("d9e2f3")},
    ),
    "a shaded cell among repeated ones": (
        per_group((*COLUMNS[:2], "{% cellbg extra.head %}{{ row.label }}", COLUMNS[3]), VALUES),
        lambda _: {"head": "D9E2F3"},
        {"head": Shade("#D9E2F3")},
    ),
    "a wide cell": (
        cells(("{% colspan extra.wide %}見出し", "{%tc if electronic %}", "{%tc endif %}"), ("一", "二", "三")),
        lambda _: {"wide": 3},
        {"wide": Span(3)},
    ),
    "cells joined down": (
        cells(
            ("{%tr for article in articles %}", ""),
            ("{% vm %}{{ title }}", "{{ article.heading }}"),
            ("{%tr endfor %}", ""),
        ),
        nothing,
        {},
    ),
    "cells joined down, their heading an article's": (
        cells(
            ("{%tr for article in articles %}", ""),
            ("{% vm %}{{ article.heading }}", "{{ loop.index }}"),
            ("{%tr endfor %}", ""),
        ),
        nothing,
        {},
    ),
    "cells joined across": (
        per_group(("見出し", "{%tc for row in group.rows %}", "{% hm %}{{ title }}", "{%tc endfor %}"), VALUES),
        nothing,
        {},
    ),
}  # fmt: skip


APPENDICES: Mapping[str, tuple[Builder, Maker, Mapping[str, Extra]]] = {
    "an appendix of plain text": (lines("{{p extra.fees }}", "末尾"), appendix(TERMS), {"fees": Subdocument(TERMS)}),
    "an appendix with styles, lists, table, picture and link": (
        lines("前", "{{p extra.fees }}", "末尾"), appendix(FEES), {"fees": Subdocument(FEES)},
    ),
    "two appendices and a picture": (
        lines("{{ extra.logo }}", "{{p extra.fees }}", "間", "{{p extra.terms }}"),
        lambda engine: {
            **logo(engine),
            **appendix(FEES)(engine),
            "terms": engine.new_subdoc(io.BytesIO(TERMS)),
        },
        {**OUR_LOGO, "fees": Subdocument(FEES), "terms": Subdocument(TERMS)},
    ),
    "an appendix in a condition that holds": (
        lines("{%p if master %}", "{{p extra.fees }}", "{%p endif %}"), appendix(FEES), {"fees": Subdocument(FEES)},
    ),
}  # fmt: skip
FAST = {
    "loops and conditions in a line": lines(
        "{% for group in groups %}{{ loop.index }}:{{ group.heading }}{% if not loop.last %}、{% endif %}{% endfor %}",
        "{% if electronic %}電子{% elif master %}{{ master }}{% else %}紙{% endif %}",
    ),
    "paragraphs": lines(
        "{%p if electronic %}", "電子", "{%p else %}", "紙", "{%p endif %}", "{#p 注記 #}", "後{# 注 #}"
    ),
    "rows": cells(
        ("{%tr for article in articles %}", ""), ("{{ loop.index }}", "{{ article.heading }}"), ("{%tr endfor %}", "")
    ),
    "runs": lines("前{%r if master %}中{%r endif %}後"),
}


@pytest.mark.parametrize("name", FAST)
def test_the_fast_way_writes_what_docxtpl_writes(name: str) -> None:
    file = template(FAST[name])
    assert load_template(file).tree is None
    assert comparable(ours(file, {})) == comparable(usual(file, nothing))


@pytest.mark.parametrize("language", ["ja", "en", "ja-en"])
def test_the_shipped_templates_say_what_docxtpl_makes_of_them(language: Language) -> None:
    for form in ("annex", "form-a", "form-b"):
        file = cleaned(resources.read_bytes("templates", f"{language}/{form}.docx"))
        context = as_context(pair(CONTRACT, CONTRACT) if language == "ja-en" else CONTRACT)
        found = unzipped(render_text(context, load_template(file, language=language)))
        assert comparable(found) == comparable(usual(file, nothing, context)), form


CASES = {**PLAIN, **APPENDICES}


@pytest.mark.parametrize("name", CASES)
def test_it_comes_out_as_docxtpl_makes_it(name: str) -> None:
    build, theirs, extras = CASES[name]
    file = template(build)
    expected, found = comparable(usual(file, theirs)), comparable(ours(file, extras))
    assert sorted(found) == sorted(expected)
    assert {part: found[part] for part in expected} == expected

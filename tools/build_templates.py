"""Writes the shipped Word templates: templates/{ja,en,ja-en}/{annex,form-a,form-b,amendment}.docx.

    python tools/build_templates.py            write them
    python tools/build_templates.py --check    say whether they are as this script makes them

They are made as Word would keep them, so that a lawyer can go on in Word: named styles, real
numbering, fonts for Japanese and Latin text set apart. Bytes depend on this file alone.
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import template_styles as styles
import template_texts as texts

from medsla.office import repack

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
WIDTH = 9070  # twips between the margins of A4
NEW_PAGE = "<w:pageBreakBefore/>"


# ------------------------------------------------------------------------------------ small pieces


def run(text: str, properties: str = "") -> str:
    """A run of text; a line break in it becomes one of the page."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    shown = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{inner}<w:t xml:space="preserve">{shown}</w:t></w:r>'


def block(lines: texts.Lines, where: str = "", extra: str = "", first: str = "") -> str:
    """Paragraphs from pairs of style and text; `first` are more properties of the first."""
    made = (
        paragraph(style, texts.at(text, where), extra if number else first + extra)
        for number, (style, text) in enumerate(lines)
    )
    return "".join(made)


def paragraph(style: str, text: str, extra: str = "") -> str:
    """One paragraph in a style; `extra` are more paragraph properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{run(text) if text else ""}</w:p>'


def tag(text: str) -> str:
    """A paragraph that a template tag stands for."""
    return paragraph("Tag", "{%p " + text + " %}")


def field(code: str, shown: str) -> str:
    """A field with the text it shows until Word updates it."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return (
        f'{marks[0]}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{marks[1]}{run(shown)}{marks[2]}'
    )


def cell(width: int, inner: str, *, span: int = 1, fill: str = "", borders: str = "", align: str = "") -> str:
    """A table cell; widths in twips."""
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    vertical = f'<w:vAlign w:val="{align}"/>' if align else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid}{borders}{shade}{vertical}</w:tcPr>{inner}</w:tc>'


def row(*cells: str, header: bool = False, whole: bool = True, height: int = 0) -> str:
    """A table row; `whole` keeps it on one page, `height` is the least in twips."""
    properties = "<w:cantSplit/>" if whole else ""
    properties += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    properties += "<w:tblHeader/>" if header else ""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def tag_row(width: int, span: int, text: str) -> str:
    """A row that a template tag stands for."""
    return row(cell(width, paragraph("Tag", "{%tr " + text + " %}"), span=span))


def table(widths: list[int], rows: list[str], *, style: str = "SlaTable") -> str:
    """A table of fixed widths."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        + "".join(rows)
        + "</w:tbl>"
    )


# ------------------------------------------------------------------------------- parts of a contract


def level_table(words: texts.Words, language: str, groups: str = "groups") -> str:
    """The table of service levels: one heading row a group, one row a service level."""
    if language == "ja-en":
        widths = [750, 2320, 3000, 3000]
        group = [cell(WIDTH, paragraph("TableGroup", words.group, "<w:keepNext/>"), span=4, fill="E7EDF3")]
        line = [
            cell(widths[0], paragraph("TableNumber", "{{ row.ja.no }}")),
            cell(
                widths[1], paragraph("TableText", "{{ row.ja.label }}") + paragraph("TableTextEn", "{{ row.en.label }}")
            ),
            cell(widths[2], paragraph("TableText", "{{ row.ja.text }}")),
            cell(widths[3], paragraph("TableTextEn", "{{ row.en.text }}")),
        ]
    else:
        widths = [850, 3020, 5200]
        group = [cell(WIDTH, paragraph("TableGroup", words.group, "<w:keepNext/>"), span=3, fill="E7EDF3")]
        line = [
            cell(widths[0], paragraph("TableNumber", "{{ row.no }}")),
            cell(widths[1], paragraph("TableText", "{{ row.label }}")),
            cell(widths[2], paragraph("TableText", "{{ row.text }}")),
        ]
    span = len(widths)
    head = [
        cell(width, paragraph("TableHead", text), fill="D0DAE4", align="center")
        for width, text in zip(widths, words.columns, strict=True)
    ]
    return table(
        widths,
        [
            row(*head, header=True),
            tag_row(WIDTH, span, f"for group in {groups}"),
            row(*group),
            tag_row(WIDTH, span, "for row in group.rows"),
            row(*line),
            tag_row(WIDTH, span, "endfor"),
            tag_row(WIDTH, span, "endfor"),
        ],
    )


def heading(prefix: str, name: str) -> str:
    """The heading of an article; its style keeps it with what follows, in a table row too."""
    marks = "（{}）" if prefix == "Ja" else "({})"
    return paragraph(f"{prefix}Article", marks.format("{{ " + name + ".heading }}"))


def contents(words: texts.Words, language: str) -> str:
    """The table of contents: a line for each entry, both languages beside each other where there are two."""
    lines = ["{{ entry.ja.line }}", "{{ entry.en.line }}"] if language == "ja-en" else ["{{ entry.line }}"]
    inner = "<w:r><w:tab/></w:r>".join(run(line) for line in lines)
    entry = f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{inner}</w:p>'
    return paragraph("ContentsTitle", words.contents) + tag("for entry in contents") + entry + tag("endfor")


def part(prefix: str, name: str) -> str:
    """One paragraph of an article and its items, from the variable `name`."""
    return (
        tag(f"if {name}.numbered")
        + paragraph(f"{prefix}Paragraph", "{{ " + name + ".text }}")
        + tag("else")
        + paragraph(f"{prefix}Body", "{{ " + name + ".text }}")
        + tag("endif")
        + tag(f"for point in {name}.points")
        + paragraph(f"{prefix}Item", "{{ point }}")
        + tag("endfor")
    )


def signatures(language: str, closing: dict[str, texts.Lines] | None = None) -> str:
    """The closing words, the date and one block a party; the stamp boxes go when signed electronically."""
    words = texts.WORDS[language]
    said = words.closing if closing is None else closing
    none = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right"))
    bare = f"<w:tcBorders>{none}</w:tcBorders>"
    box = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
        for side in ("top", "left", "bottom", "right")
    )
    boxed = f"<w:tcBorders>{box}</w:tcBorders>"
    keep = "<w:keepNext/>"

    def lines(party: str) -> list[str]:
        if language != "ja-en":
            return [f"{label}{{{{ {party}.{key} }}}}" for key, label in words.party]
        both = zip(texts.JA.party, texts.EN.party, strict=True)
        return [
            f"{label}{{{{ {side}.{party}.{key} }}}}"
            for pair in both
            for side, (key, label) in zip(("ja", "en"), pair, strict=True)
        ]

    def party_row(party: str, *, sealed: bool) -> str:
        if language == "ja-en":
            label = f"{{{{ ja.{party}.label }}}}\n{{{{ en.{party}.label }}}}"
        else:
            label = f"{{{{ {party}.label }}}}"
        return row(
            cell(1900, paragraph("Signature", label), borders=bare),
            cell(5470, "".join(paragraph("Signature", text) for text in lines(party)), borders=bare),
            cell(
                1700, paragraph("Seal", words.seal if sealed else ""), borders=boxed if sealed else bare, align="center"
            ),
        )

    def ending(kind: str) -> str:
        sealed = kind == "sealed"
        gap = row(cell(WIDTH, paragraph("Gap", "", keep), span=3, borders=bare))
        rows = [party_row("institution", sealed=sealed), gap, party_row("provider", sealed=sealed)]
        start = paragraph("Gap", "", keep)
        return start + block(said[kind], extra=keep) + start + table([1900, 5470, 1700], rows, style="SignTable")

    flag = "ja.electronic" if language == "ja-en" else "electronic"
    return (
        tag(f"if {flag}") + ending("electronic") + tag("else") + ending("sealed") + tag("endif") + paragraph("Gap", "")
    )


def beside(left: str, right: str, *, line: bool = False, whole: bool = False) -> str:
    """A row of two cells, one a language; `line` draws one above it, `whole` keeps it on one page."""
    above = '<w:tcBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="B8C4CF"/></w:tcBorders>' if line else ""
    return row(cell(WIDTH // 2, left, borders=above), cell(WIDTH // 2, right, borders=above), whole=line or whole)


def annexes(words: texts.Words, language: str) -> str:
    """Every annex on a page of its own: title, opening sentence, service levels, sections."""
    title = "<w:r><w:br/></w:r>".join(run(texts.at(text, "")) for text in words.annex)
    body = tag("for annex in annexes")
    body += f'<w:p><w:pPr><w:pStyle w:val="AnnexTitle"/>{NEW_PAGE}</w:pPr>{title}</w:p>'
    first = "annex.ja.opening" if language == "ja-en" else "annex.opening"
    body += tag(f"if {first}") + spoken(language, "annex", "opening", "Body") + tag("endif")
    body += tag("if annex.groups") + level_table(words, language, "annex.groups") + paragraph("Gap", "") + tag("endif")
    return body + sections(language) + tag("endfor")


def spoken(language: str, owner: str, name: str, style: str) -> str:
    """A paragraph of each language that prints one value of a record; styles as JaBody, EnBody."""
    if language != "ja-en":
        return paragraph(f"{language.title()}{style}", f"{{{{ {owner}.{name} }}}}")
    return "".join(paragraph(f"{one.title()}{style}", f"{{{{ {owner}.{one}.{name} }}}}") for one in ("ja", "en"))


def sections(language: str) -> str:
    """What an annex has beside its levels: sentences, the steps of a procedure, tables of two or three columns."""
    own = "section.ja" if language == "ja-en" else "section"
    sides = ("section.ja", "section.en") if language == "ja-en" else ("section",)
    heading = " / ".join(f"{{{{ {side}.heading }}}}" for side in sides)
    body = tag("for section in annex.sections")
    body += tag(f"if {own}.ending") + paragraph("SectionHead", heading, NEW_PAGE)  # a form stands on a page of its own
    body += tag("else") + paragraph("SectionHead", heading) + tag("endif")
    body += tag(f"if {own}.text") + spoken(language, "section", "text", "Text") + tag("endif")
    body += tag("for step in section.steps") + steps(language) + tag("endfor")
    body += tag("if section.pairs") + columns(language, "pairs", [3200, 5870]) + tag("endif")
    body += tag("if section.triples") + columns(language, "triples", [2770, 3150, 3150]) + tag("endif")
    body += (
        tag(f"if {own}.ending") + paragraph("Gap", "") + spoken(language, "section", "ending", "Text") + tag("endif")
    )
    return body + paragraph("Gap", "") + tag("endfor")


def steps(language: str) -> str:
    """One step of a procedure: its number, a tab, and what is done."""
    lines = [("JaStep", "ja"), ("EnStep", "en")] if language == "ja-en" else [(f"{language.title()}Step", "")]
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        + run(f"{{{{ step.{side + '.' if side else ''}count }}}}")
        + "<w:r><w:tab/></w:r>"
        + run(f"{{{{ step.{side + '.' if side else ''}action }}}}")
        + "</w:p>"
        for style, side in lines
    )


def columns(language: str, name: str, widths: list[int]) -> str:
    """A table of a section with its heading row; its cells may be left empty for the parties to fill in."""
    keys = ("left", "right") if len(widths) == 2 else ("left", "middle", "right")

    def cells(owner: str, inner: str, styles: tuple[str, str]) -> list[str]:
        spoken = zip(styles, ("ja", "en"), strict=True) if language == "ja-en" else [(styles[0], "")]
        pairs = [(style, f"{owner}.{side}" if side else owner) for style, side in spoken]
        return [
            "".join(paragraph(style, f"{{{{ {side}{inner}.{key} }}}}", "<w:keepNext/>") for style, side in pairs)
            for key in keys
        ]

    head = [
        cell(width, inner, fill="D0DAE4", align="center")
        for width, inner in zip(widths, cells("section", ".columns", ("TableHead", "TableHead")), strict=True)
    ]
    line = [
        cell(width, inner, align="center")
        for width, inner in zip(widths, cells("line", "", ("TableText", "TableTextEn")), strict=True)
    ]
    span = len(widths)
    loop = tag_row(WIDTH, span, f"for line in section.{name}")
    return table(widths, [row(*head, header=True), loop, row(*line, height=480), tag_row(WIDTH, span, "endfor")])


# -------------------------------------------------------------------------------------- the documents


def annex(language: str) -> str:
    """The table of service levels as an annex of its own."""
    words = texts.WORDS[language]
    body = paragraph("AnnexMark", texts.at(words.annex_mark, "")) + paragraph("Title", words.annex_title)
    return body + block(words.annex_opening) + level_table(words, language) + paragraph("Gap", "")


def agreement(language: str, form: str) -> str:
    """Form A or B: opening, articles, signatures, and the table of service levels as Annex 1."""
    words = texts.WORDS[language]
    body = block(words.titles) + contents(words, language)
    if language == "ja-en":
        head = [
            cell(WIDTH // 2, paragraph("TableHead", text, NEW_PAGE), fill="D0DAE4") for text in ("日本語", "English")
        ]
        rows = [
            row(*head, header=True),
            beside(block(texts.JA.opening[form], "ja."), block(texts.EN.opening[form], "en.")),
            tag_row(WIDTH, 2, "for article in articles"),
            beside(heading("Ja", "article.ja"), heading("En", "article.en"), line=True),
            tag_row(WIDTH, 2, "for part in article.paragraphs"),
            tag_row(WIDTH, 2, "if part.ja.points"),
            beside(part("Ja", "part.ja"), part("En", "part.en")),
            tag_row(WIDTH, 2, "else"),
            beside(part("Ja", "part.ja"), part("En", "part.en"), whole=True),
            tag_row(WIDTH, 2, "endif"),
            tag_row(WIDTH, 2, "endfor"),
            tag_row(WIDTH, 2, "endfor"),
        ]
        body += table([WIDTH // 2, WIDTH // 2], rows, style="PairTable")
    else:
        prefix = "Ja" if language == "ja" else "En"
        body += block(words.opening[form], first=NEW_PAGE) + tag("for article in articles") + heading(prefix, "article")
        body += tag("for part in article.paragraphs") + part(prefix, "part") + tag("endfor") + tag("endfor")
    body += signatures(language)
    return body + annexes(words, language)


def section(language: str) -> str:
    """The page: A4, header, footer, and lines to a grid for Japanese text."""
    grid = '<w:docGrid w:type="lines" w:linePitch="360"/>' if language != "en" else '<w:docGrid w:linePitch="360"/>'
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1418" w:bottom="1418" w:left="1418" '
        f'w:header="851" w:footer="680" w:gutter="0"/><w:cols w:space="425"/>{grid}</w:sectPr>'
    )


def package(language: str, body: str, top: str = "") -> bytes:
    """The whole file; `top` stands in its header instead of the usual words."""
    shown = top or texts.at(texts.WORDS[language].header, "")
    document = f"{HEAD}<w:document {NS}><w:body>{body}{section(language)}</w:body></w:document>"
    header = f"{HEAD}<w:hdr {NS}>{paragraph('Header', shown)}</w:hdr>"
    footer = (
        f'{HEAD}<w:ftr {NS}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"{field('PAGE', '1')}{run(' / ')}{field('NUMPAGES', '1')}</w:p></w:ftr>"
    )
    related = ("styles", "settings", "fontTable", "numbering", "header", "footer")
    files = ("styles", "settings", "fontTable", "numbering", "header1", "footer1")
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{relation}{kind}" Target="{file}.xml"/>'
        for number, (kind, file) in enumerate(zip(related, files, strict=True), 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    overrides = "".join(
        f'<Override PartName="/word/{file}.xml" ContentType="{WORD}{kind}+xml"/>'
        for kind, file in zip(related, files, strict=True)
    )
    kinds = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}document.main+xml"/>{overrides}</Types>'
    )
    parts = {
        "[Content_Types].xml": kinds,
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{space}"><Relationship Id="rId1" '
        f'Type="{relation}officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document,
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{space}">{links}</Relationships>',
        "word/styles.xml": HEAD + styles.styles_xml(language),
        "word/numbering.xml": HEAD + styles.numbering_xml(),
        "word/settings.xml": HEAD + styles.settings_xml(),
        "word/fontTable.xml": HEAD + styles.font_table_xml(),
        "word/header1.xml": header,
        "word/footer1.xml": footer,
    }
    return repack({name: text.encode() for name, text in parts.items()})


def main(arguments: list[str]) -> int:
    """Writes or checks all templates."""
    import template_amendment as amendment  # made of the pieces above

    stale = []
    for language in ("ja", "en", "ja-en"):
        bodies = {"annex": annex(language), "form-a": agreement(language, "a"), "form-b": agreement(language, "b")}
        bodies["amendment"] = amendment.memorandum(language)
        for name, body in bodies.items():
            path = TEMPLATES / language / f"{name}.docx"
            data = package(language, body, amendment.header(language) if name == "amendment" else "")
            if path.is_file() and path.read_bytes() == data:
                continue
            stale.append(path.relative_to(TEMPLATES.parent).as_posix())
            if "--check" not in arguments:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    if stale and "--check" in arguments:
        print("not as tools/build_templates.py makes them:", *stale, sep="\n  ")
        return 1
    print(*(stale or ["the shipped templates are fresh"]), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Styles, numbering, settings and fonts of the shipped Word templates."""

from __future__ import annotations

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MINCHO, GOTHIC = "ＭＳ 明朝", "ＭＳ ゴシック"
SERIF, SANS = "Times New Roman", "Arial"
INK = "1F2D3D"


def fonts(*, heading: bool = False) -> str:
    """Japanese and Latin fonts of body text or headings."""
    east, latin = (GOTHIC, SANS) if heading else (MINCHO, SERIF)
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{east}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def look(*, heading: bool = False, bold: bool = False, size: int = 0, color: str = "", english: bool = False) -> str:
    """Run properties in the order that the schema asks for."""
    return "".join(
        (
            fonts(heading=heading),
            "<w:b/><w:bCs/>" if bold else "",
            f'<w:color w:val="{color}"/>' if color else "",
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "",
            '<w:lang w:val="en-US" w:eastAsia="ja-JP"/>' if english else "",
        )
    )


def style(
    key: str, name: str, paragraph: str = "", run: str = "", *, following: str = "", builtin: bool = False
) -> str:
    """One paragraph style."""
    custom = "" if builtin else ' w:customStyle="1"'
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"{after}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def numbered(level: int, number: int, spacing: str = "", *, keep: bool = False, outline: bool = False) -> str:
    """Paragraph properties of a style that a list level is tied to."""
    return "".join(
        (
            "<w:keepNext/>" if keep else "",
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>',
            spacing,
            '<w:outlineLvl w:val="0"/>' if outline else "",
        )
    )


def _list_level(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _contents_line(*, narrow: bool) -> str:
    """Lines of the table of contents; in two languages the second begins at a stop and turns there."""
    stop = 4150
    tabs = f'<w:tabs><w:tab w:val="left" w:pos="{stop}"/></w:tabs>' if narrow else ""
    indent = f'<w:ind w:left="{stop}" w:hanging="{stop}"/>' if narrow else '<w:ind w:left="420"/>'
    space = '<w:spacing w:line="230" w:lineRule="exact"/>' if narrow else '<w:spacing w:after="20"/>'  # on one page
    return f'{tabs}<w:snapToGrid w:val="0"/>{space}{indent}<w:jc w:val="left"/>'


def _hanging(left: int) -> tuple[str, str]:
    """The stop and the indent of a numbered line, between which other properties stand."""
    return f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs>', f'<w:ind w:left="{left}" w:hanging="{left}"/>'


def table_style(key: str, name: str, color: str, *, inside: tuple[str, ...] = ()) -> str:
    """A table style with lines outside, and the inner ones that are named."""
    sides = ("top", "left", "bottom", "right", *inside)
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{color}"/>' for side in sides)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{lines}</w:tblBorders>"
        '<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="96" w:type="dxa"/>'
        '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="96" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def styles_xml(language: str) -> str:
    """Every style of the templates; the same names in every language, so that text can be moved between them."""
    size = 22 if language == "en" else 21
    table = '<w:snapToGrid w:val="0"/><w:spacing w:before="20" w:after="20"/><w:jc w:val="left"/>'
    narrow = language == "ja-en"  # half a page wide: even spacing would tear English lines apart
    words = look(english=True, size=19 if narrow else 0)

    def english(after: int, *, hanging: int = 0) -> str:
        grid, align = ('<w:snapToGrid w:val="0"/>', '<w:jc w:val="left"/>') if narrow else ("", "")
        tabs, indent = _hanging(hanging) if hanging else ("", "")
        return f'{tabs}{grid}<w:spacing w:after="{after}"/>{indent}{align}'

    def japanese(after: int, before: int = 0) -> str:
        """On the grid; beside English free of it, and as far from the next paragraph as the English is."""
        above = f' w:before="{before}"' if before else ""
        if narrow:
            return f'<w:snapToGrid w:val="0"/><w:spacing{above} w:after="{after}"/>'
        return f"<w:spacing{above}/>" if above else ""

    text = look(size=19) if narrow else ""
    paragraphs = (
        style(
            "Title",
            "Title",
            '<w:keepNext/><w:spacing w:before="120" w:after="240"/><w:jc w:val="center"/>',
            look(heading=True, bold=True, size=32, color=INK),
            following="JaBody",
            builtin=True,
        ),
        style(
            "SubtitleEn",
            "Title English",
            '<w:keepNext/><w:spacing w:after="240"/><w:jc w:val="center"/>',
            look(heading=True, bold=True, size=24, color=INK),
        ),
        style(
            "JaArticle",
            "条見出し",
            numbered(0, 1, japanese(60, 200 if narrow else 160), keep=True, outline=True),
            look(heading=True, size=20 if narrow else 21),
            following="JaParagraph",
        ),
        style("JaBody", "条文", f'{japanese(80)}<w:ind w:firstLineChars="100" w:firstLine="210"/>', text),
        style("JaParagraph", "項", numbered(1, 1, japanese(80)), text),
        style("JaItem", "号", "<w:keepLines/>" + numbered(2, 1, japanese(40)), text),
        style("JaSubItem", "号の細分", numbered(3, 1, japanese(40)), text),
        style(
            "EnArticle",
            "Article heading",
            "<w:keepNext/>"
            + _list_level(2, 0)
            + ('<w:snapToGrid w:val="0"/>' if narrow else "")
            + '<w:spacing w:before="200" w:after="60"/><w:jc w:val="left"/><w:outlineLvl w:val="0"/>',
            look(heading=True, bold=True, size=20, english=True),
            following="EnParagraph",
        ),
        style("EnBody", "Article text", english(80), words),
        style("EnParagraph", "Article paragraph", _list_level(2, 1) + english(80), words),
        style("EnItem", "Article item", "<w:keepLines/>" + _list_level(2, 2) + english(40), words),
        style("EnSubItem", "Article sub-item", _list_level(2, 3) + english(40), words),
        style(
            "ContentsTitle",
            "Contents title",
            '<w:keepNext/><w:spacing w:before="60" w:after="60"/><w:jc w:val="center"/>',
            look(heading=True, size=21, color=INK),
        ),
        style("TOC1", "toc 1", _contents_line(narrow=narrow), look(size=17 if narrow else 20), builtin=True),
        style("Body", "Body", '<w:spacing w:after="120"/>'),
        style(
            "JaText",
            "別紙の文",
            "<w:keepNext/>" + (japanese(60) or '<w:spacing w:after="60"/>') + '<w:jc w:val="left"/>',
            text,
        ),
        style(
            "EnText", "Annex text", "<w:keepNext/>" + english(60).partition("<w:jc")[0] + '<w:jc w:val="left"/>', words
        ),
        style("JaStep", "手順", japanese(20).join(_hanging(420)), text),
        style("EnStep", "Step", english(40, hanging=420), words),
        style(
            "SectionHead",
            "Annex section",
            '<w:keepNext/><w:spacing w:before="160" w:after="40"/><w:jc w:val="left"/>',
            look(heading=True, size=20, color=INK),
        ),
        style("AnnexMark", "Annex mark", '<w:keepNext/><w:jc w:val="left"/>', look(heading=True, size=20, color=INK)),
        style(
            "AnnexTitle",
            "Annex title",
            '<w:keepNext/><w:spacing w:after="160"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
            look(heading=True, bold=True, size=26, color=INK),
        ),
        style(
            "TableHead", "Table head", f"<w:keepNext/>{table.replace('left', 'center')}", look(heading=True, size=19)
        ),
        style("TableGroup", "Table group", table, look(heading=True, size=19)),
        style("TableText", "Table text", table, '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
        style("TableTextEn", "Table text English", table, look(size=19, english=True)),
        style("TableNumber", "Table number", table.replace('"left"', '"center"'), look(heading=True, size=18)),
        style(
            "Signature",
            "Signature",
            '<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:before="30" w:after="30"/><w:jc w:val="left"/>',
            builtin=False,
        ),
        style("Seal", "Seal", '<w:keepNext/><w:jc w:val="center"/>', '<w:color w:val="7F7F7F"/>'),
        style("Gap", "Gap", '<w:snapToGrid w:val="0"/><w:spacing w:line="200" w:lineRule="exact"/>'),
        style(
            "Tag",
            "Template tag",
            '<w:snapToGrid w:val="0"/>',
            '<w:color w:val="9A3B00"/><w:sz w:val="16"/><w:szCs w:val="16"/>',
        ),
        style(
            "Header",
            "header",
            '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs><w:snapToGrid w:val="0"/><w:jc w:val="right"/>',
            '<w:color w:val="595959"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
            builtin=True,
        ),
        style(
            "Footer",
            "footer",
            '<w:snapToGrid w:val="0"/><w:jc w:val="center"/>',
            '<w:color w:val="595959"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
            builtin=True,
        ),
    )
    tables = (
        table_style("SlaTable", "Service levels", "8496A8", inside=("insideH", "insideV")),
        table_style("PairTable", "Two languages", "B8C4CF", inside=("insideV",)),
        table_style("SignTable", "Signatures", "7F7F7F"),
    )
    return (
        f'<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts()}<w:kern w:val="2"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE/><w:autoSpaceDN/><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>' + "".join(paragraphs) + "".join(tables) + "</w:styles>"
    )


def numbering_xml() -> str:
    """Two multilevel lists tied to styles: 第1条・１・(一)・ア and Article 1, 1., (a), (i)."""
    japanese = (
        ("decimal", "第%1条", 0, 0, "JaArticle", "nothing", fonts(heading=True)),
        ("decimalFullWidth", "%2", 420, 420, "JaParagraph", "", ""),
        ("japaneseCounting", "(%3)", 1155, 735, "JaItem", "", ""),
        ("aiueoFullWidth", "%4", 1470, 420, "JaSubItem", "", ""),
    )
    english = (
        ("decimal", "Article %1", 0, 0, "EnArticle", "space", ""),
        ("decimal", "%2.", 425, 425, "EnParagraph", "", ""),
        ("lowerLetter", "(%3)", 907, 482, "EnItem", "", ""),
        ("lowerRoman", "(%4)", 1389, 482, "EnSubItem", "", ""),
    )

    def level(index: int, entry: tuple[str, str, int, int, str, str, str]) -> str:
        form, text, left, hanging, key, suffix, run = entry
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{key}"/>'
            + (f'<w:suff w:val="{suffix}"/>' if suffix else "")
            + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
            + (f'<w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>' if left else "")
            + f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
            + (f"<w:rPr>{run}</w:rPr>" if run else "")
            + "</w:lvl>"
        )

    def abstract(number: int, mark: str, levels: tuple[tuple[str, str, int, int, str, str, str], ...]) -> str:
        inner = "".join(level(index, entry) for index, entry in enumerate(levels))
        return (
            f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{mark}"/>'
            f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{mark}"/>{inner}</w:abstractNum>'
        )

    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    lists = abstract(1, "5A1C0001", japanese) + abstract(2, "5A1C0002", english)
    return f"<w:numbering {W}>{lists}{nums}</w:numbering>"


def settings_xml() -> str:
    """Document settings, as Word 2013 and later writes them."""
    return (
        f'<w:settings {W}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
        '<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:adjustLineHeightInTable/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def font_table_xml() -> str:
    """The four fonts with their other names, for machines that have them under those."""

    def font(name: str, panose: str, charset: str, family: str, pitch: str, other: str = "") -> str:
        alternative = f'<w:altName w:val="{other}"/>' if other else ""
        return (
            f'<w:font w:name="{name}">{alternative}<w:panose1 w:val="{panose}"/><w:charset w:val="{charset}"/>'
            f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        )

    return (
        f"<w:fonts {W}>"
        + font(MINCHO, "02020609040205080304", "80", "roman", "fixed", "MS Mincho")
        + font(GOTHIC, "020B0609070205080204", "80", "modern", "fixed", "MS Gothic")
        + font(SERIF, "02020603050405020304", "00", "roman", "variable")
        + font(SANS, "020B0604020202020204", "00", "swiss", "variable")
        + "</w:fonts>"
    )

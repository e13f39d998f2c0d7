"""The body of the shipped template for amendment memoranda: its articles, signatures, and the table before and after.

`build_templates.py` writes and checks the files; the pieces are those of the other templates.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import build_templates as pieces

_TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_UNDERLINE = '<w:u w:val="single"/>'
_KEEP = "<w:keepNext/>"


def memorandum(language: str) -> str:
    """The whole body in one language or in both."""
    sides = ("ja", "en") if language == "ja-en" else (language,)
    body = _titles(sides) + _articles(sides)
    body += pieces.signatures(language, {kind: _closing(sides, kind) for kind in ("sealed", "electronic")})
    mark, title = (" / ".join(_TABLE[side][key] for side in sides) for key in ("annex_mark", "annex_title"))
    body += pieces.paragraph("AnnexMark", mark, pieces.NEW_PAGE) + pieces.paragraph("AnnexTitle", title)
    return body + _items(sides) + _sentences(sides) + pieces.paragraph("Gap", "")


def header(language: str) -> str:
    """The numbers of the memorandum and of the agreement that it changes."""
    if language != "ja-en":
        return _said(language, "header", "")
    own = "覚書番号 / Memorandum No. {{ number }}　"
    return "{% if numbered %}" + own + "{% endif %}契約番号 / Agreement No. {{ ja.original.number }}"


def _said(side: str, key: str, where: str) -> str:
    return str(_TABLE[side][key]).replace("@", where)


def _where(sides: tuple[str, ...], side: str) -> str:
    return f"{side}." if len(sides) > 1 else ""


def _titles(sides: tuple[str, ...]) -> str:
    made = pieces.paragraph("Title", "{{ " + _where(sides, sides[0]) + "title }}")
    return made + (pieces.paragraph("SubtitleEn", "{{ en.title }}") if len(sides) > 1 else "")


def _opening(sides: tuple[str, ...], side: str) -> str:
    return pieces.block(tuple((style, text) for style, text in _TABLE[side]["opening"]), _where(sides, side))


def _closing(sides: tuple[str, ...], kind: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (style, text.replace("@", _where(sides, side)))
        for side in sides
        for style, text in _TABLE[side]["closing"][kind]
    )


def _articles(sides: tuple[str, ...]) -> str:
    if len(sides) == 1:
        prefix = sides[0].capitalize()
        body = _opening(sides, sides[0]) + pieces.tag("for article in articles") + pieces.heading(prefix, "article")
        body += pieces.tag("for part in article.paragraphs") + pieces.part(prefix, "part")
        return body + pieces.tag("endfor") + pieces.tag("endfor")
    half = pieces.WIDTH // 2
    head = [pieces.cell(half, pieces.paragraph("TableHead", text), fill="D0DAE4") for text in ("日本語", "English")]
    rows = [
        pieces.row(*head, header=True),
        pieces.beside(_opening(sides, "ja"), _opening(sides, "en")),
        pieces.tag_row(pieces.WIDTH, 2, "for article in articles"),
        pieces.beside(pieces.heading("Ja", "article.ja"), pieces.heading("En", "article.en"), line=True),
        pieces.tag_row(pieces.WIDTH, 2, "for part in article.paragraphs"),
        pieces.beside(pieces.part("Ja", "part.ja"), pieces.part("En", "part.en"), whole=True),
        pieces.tag_row(pieces.WIDTH, 2, "endfor"),
        pieces.tag_row(pieces.WIDTH, 2, "endfor"),
    ]
    return pieces.table([half, half], rows, style="PairTable")


def _style(side: str) -> str:
    return "TableText" if side == "ja" else "TableTextEn"


def _stretches(side: str, name: str) -> str:
    """A paragraph of stretches of text, the changed ones underlined."""
    inner = (
        pieces.run("{% for piece in " + name + " %}"),
        pieces.run("{% if piece.changed %}"),
        pieces.run("{{ piece.text }}", _UNDERLINE),
        pieces.run("{% else %}"),
        pieces.run("{{ piece.text }}"),
        pieces.run("{% endif %}"),
        pieces.run("{% endfor %}"),
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{_style(side)}"/></w:pPr>{"".join(inner)}</w:p>'


def _phrase(side: str, name: str) -> str:
    """The phrase as agreed now, or that the line goes."""
    return (
        pieces.tag(f"if {name}.removed")
        + pieces.paragraph(_style(side), "{{ " + name + ".note }}")
        + pieces.tag("else")
        + pieces.paragraph(_style(side), "{{ " + name + ".text }}")
        + pieces.tag("endif")
    )


def _items(sides: tuple[str, ...]) -> str:
    """The changed lines: number, item, what stood, what stands."""
    widths = [850, 2420, 2900, 2900]
    both = len(sides) > 1
    names = [(side, f"row.{side}" if both else "row") for side in sides]
    columns = ["\n".join(_TABLE[side]["columns"][place] for side in sides) for place in (0, 1)]
    columns += ["\n".join(_TABLE[side][key] for side in sides) for key in ("before", "after")]
    head = [
        pieces.cell(width, pieces.paragraph("TableHead", text), fill="D0DAE4", align="center")
        for width, text in zip(widths, columns, strict=True)
    ]
    cells = [
        pieces.paragraph("TableNumber", "{{ " + names[0][1] + ".no }}"),
        "".join(pieces.paragraph(_style(side), "{{ " + name + ".label }}") for side, name in names),
        "".join(_stretches(side, f"{name}.before") for side, name in names),
        "".join(_phrase(side, name) for side, name in names),
    ]
    group = pieces.cell(
        pieces.WIDTH, pieces.paragraph("TableGroup", _group(sides), _KEEP), span=len(widths), fill="E7EDF3"
    )
    rows = [
        pieces.row(*head, header=True),
        pieces.tag_row(pieces.WIDTH, len(widths), "for group in groups"),
        pieces.row(group),
        pieces.tag_row(pieces.WIDTH, len(widths), "for row in group.rows"),
        pieces.row(*(pieces.cell(width, inner) for width, inner in zip(widths, cells, strict=True))),
        pieces.tag_row(pieces.WIDTH, len(widths), "endfor"),
        pieces.tag_row(pieces.WIDTH, len(widths), "endfor"),
    ]
    return (
        pieces.tag("if groups")
        + pieces.tag("if sentences")
        + pieces.paragraph("AnnexMark", _titled(sides, "items", 1))
        + pieces.tag("else")
        + pieces.paragraph("AnnexMark", _titled(sides, "items", 0))
        + pieces.tag("endif")
        + pieces.table(widths, rows)
        + pieces.tag("endif")
    )


def _titled(sides: tuple[str, ...], key: str, number: int) -> str:
    """The title of one of the two tables, with its number where there are both."""
    return (f"{number}　" if number else "") + " / ".join(_TABLE[side][key] for side in sides)


def _group(sides: tuple[str, ...]) -> str:
    if len(sides) > 1:
        words = "{{ group.ja.heading }} / {{ group.en.heading }}{% if group.ja.article %}"
        return words + "（{{ group.ja.article }} / {{ group.en.article }}）{% endif %}"
    marks = "（{}）" if sides[0] == "ja" else " ({})"
    return "{{ group.heading }}{% if group.article %}" + marks.format("{{ group.article }}") + "{% endif %}"


def _sentences(sides: tuple[str, ...]) -> str:
    """The changed paragraphs of articles: as they stood and as they stand."""
    both = len(sides) > 1
    half = pieces.WIDTH // 2
    head = [
        pieces.cell(half, pieces.paragraph("TableHead", " / ".join(_TABLE[side][key] for side in sides)), fill="D0DAE4")
        for key in ("before", "after")
    ]
    name = " / ".join("{{ article." + _where(sides, side) + "name }}" for side in sides)
    lines = [(side, f"line.{side}" if both else "line") for side in sides]
    cells = [
        pieces.cell(half, "".join(_stretches(side, f"{line}.{key}") for side, line in lines))
        for key in ("before", "after")
    ]
    rows = [
        pieces.row(*head, header=True),
        pieces.tag_row(pieces.WIDTH, 2, "for article in sentences"),
        pieces.row(pieces.cell(pieces.WIDTH, pieces.paragraph("TableGroup", name, _KEEP), span=2, fill="E7EDF3")),
        pieces.tag_row(pieces.WIDTH, 2, "for line in article.lines"),
        pieces.row(*cells, whole=False),
        pieces.tag_row(pieces.WIDTH, 2, "endfor"),
        pieces.tag_row(pieces.WIDTH, 2, "endfor"),
    ]
    return (
        pieces.tag("if sentences")
        + pieces.paragraph("Gap", "", _KEEP)
        + pieces.tag("if groups")
        + pieces.paragraph("AnnexMark", _titled(sides, "sentences", 2))
        + pieces.tag("else")
        + pieces.paragraph("AnnexMark", _titled(sides, "sentences", 0))
        + pieces.tag("endif")
        + pieces.table([half, half], rows)
        + pieces.tag("endif")
    )

"""The fixed words of the shipped Word templates, read from `template_texts.toml` and paired for two languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Lines = tuple[tuple[str, str], ...]  # (style, text); in `party`: (key, words before it)


@dataclass(frozen=True)
class Words:
    """What a template says by itself."""

    header: str
    titles: Lines
    opening: dict[str, Lines]
    annex_mark: str
    annex: tuple[str, ...]
    annex_title: str
    contents: str
    annex_opening: Lines
    columns: tuple[str, ...]
    group: str
    seal: str
    closing: dict[str, Lines]
    party: Lines


def at(text: str, where: str) -> str:
    """The text with its values taken from `where`: "", "ja." or "en."."""
    return text.replace("@", where)


def _lines(table: list[list[str]]) -> Lines:
    return tuple((first, second) for first, second in table)


def _read(table: dict[str, Any]) -> Words:
    tables = {key: {name: _lines(entry) for name, entry in table[key].items()} for key in ("opening", "closing")}
    lists = {key: _lines(table[key]) for key in ("titles", "annex_opening", "party")}
    texts = {key: table[key] for key in ("header", "annex_mark", "annex_title", "contents", "group", "seal")}
    return Words(annex=(table["annex"],), columns=tuple(table["columns"]), **texts, **lists, **tables)


def _both(ja: Lines, en: Lines) -> Lines:
    """Japanese above English; gaps stand once, at the end."""
    texts = [(style, at(text, "ja.")) for style, text in ja if text]
    texts += [(style, at(text, "en.")) for style, text in en if text]
    return (*texts, ("Gap", ""))


def _pair(ja: Words, en: Words) -> Words:
    group = "{{ group.ja.heading }} / {{ group.en.heading }}"
    group += "{% if group.ja.article %}（{{ group.ja.article }} / {{ group.en.article }}）{% endif %}"
    return Words(
        header=f"{at(ja.header, '').replace('　{{', ' / {{').partition('{{')[0]}{at(en.header, '')}",
        titles=(("Title", "{{ ja.title }}"), ("SubtitleEn", "{{ en.title }}")),
        opening={},  # two cells: each language's own
        annex_mark="{{ ja.title }} / {{ en.title }}　別紙 / Annex",
        annex=(at(ja.annex[0], "ja."), at(en.annex[0], "en.")),
        annex_title=f"{ja.annex_title} / {en.annex_title}",
        contents=f"{ja.contents} / {en.contents}",
        annex_opening=_both(ja.annex_opening, en.annex_opening),
        columns=(
            f"{ja.columns[0]}\n{en.columns[0]}",
            f"{ja.columns[1]}\n{en.columns[1]}",
            ja.columns[2],
            en.columns[2],
        ),
        group=group,
        seal=f"{ja.seal}\n{en.seal}",
        closing={kind: _both(ja.closing[kind], en.closing[kind])[:-1] for kind in ja.closing},
        party=(),  # both languages' own
    )


_TABLE = tomllib.loads((Path(__file__).with_suffix(".toml")).read_text(encoding="utf-8"))
JA, EN = _read(_TABLE["ja"]), _read(_TABLE["en"])
WORDS = {"ja": JA, "en": EN, "ja-en": _pair(JA, EN)}

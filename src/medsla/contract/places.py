"""Where each line of a contract's wording stands: its article, or its line of the annex."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from medsla import messages
from medsla.contract.articles import heading
from medsla.contract.outline import OUTLINE

_ANNEX: Final = re.compile(r"(別紙\d*|Annex(?: \d+)?)(?:　[^。]*|: .*| / Annex)?\Z")
_ROW: Final = re.compile(r"\d+-\d+\Z")
_CHANGED: Final = re.compile(r"(?:第\d+条(?:の\d+)?|別紙\d+)（.+）\Z|(?:Article \d+(?:-\d+)?|Annex \d+) \(.+\)\Z")
"""An article or annex in the table of a memorandum."""


def located(wording: Iterable[str], language: str) -> Iterator[tuple[str, str]]:
    """Each line with where it stands, in the contract's first language; "" before the first article.

    >>> list(located(["題", "（秘密保持）", "1項"], "ja"))[2]
    ('第1条（秘密保持）', '1項')
    """
    where, annex, first = "", "", language.partition("-")[0]
    seen: list[str] = []
    for line in wording:
        text = line.strip()
        key = _headings().get(text.strip("（）()"), "") if text[:1] in {"（", "("} else ""
        if key:
            if key not in seen:
                seen.append(key)
            where = _article(seen.index(key) + 1, text, first, where)
        elif found := _ANNEX.match(text.partition("\n")[0]):
            where, annex = found[0], found[1]
        elif annex and _is_part(text.partition(" / ")[0]):
            where = f"{annex} {text.partition(' / ')[0]}"
        yield where, line


def _is_part(text: str) -> bool:
    """Whether a line of an annex begins something: a service level, a section, a changed article."""
    return bool(_ROW.match(text) or _CHANGED.match(text)) or text in _sections()


def _article(number: int, text: str, language: str, where: str) -> str:
    """The name of an article; the second language's heading of the same article changes nothing."""
    article = messages.say("clause.terms.article", language, number=str(number))
    japanese = text.startswith("（")
    if japanese is not (language == "ja") and where.startswith(article):
        return where
    return f"{article}{text}" if language == "ja" else f"{article} {text}"


@cache
def _headings() -> dict[str, str]:
    """The key of the article by its heading, in every form and language."""
    forms = ("a", "b")
    memorandum = {
        messages.say(f"amendment.articles.{key}.heading", language): f"amendment-{key}"
        for key in ("change", "effect", "continuation")
        for language in messages.languages
    }
    return memorandum | {
        heading(plan, form, language): plan.key  # type: ignore[arg-type]
        for plan in OUTLINE
        for form in forms
        for language in messages.languages
    }


@cache
def _sections() -> frozenset[str]:
    """The headings of the sections of annexes."""
    keys = [key for key in sorted(messages.keys()) if key.startswith("annex.") and key.endswith(".heading")]
    return frozenset(messages.say(key, language) for key in keys for language in messages.languages)

"""What the form says beside its values: headings, how to write a value, comments. Everything from the catalogue."""

from __future__ import annotations

from typing import Final

from medsla.catalogue import Term, Words
from medsla.messages import say
from medsla.spreadsheet.fields import Field
from medsla.spreadsheet.filled import BOTH
from medsla.wording import format_bare, format_date, format_duration, format_value
from medsla.wording.values import sample

_SAMPLE_DAY: Final = "2027-04-01"
_SAMPLE_TIME: Final = "PT4H"


def spoken(key: str, languages: tuple[str, ...], /, **fields: object) -> str:
    """The words of `spreadsheet.<key>` in each language.

    >>> spoken("column.item", ("ja", "en"))
    '項目 / Term'
    """
    return BOTH.join(dict.fromkeys(say(f"spreadsheet.{key}", language, **fields) for language in languages))


def named(words: Words, languages: tuple[str, ...]) -> str:
    """Words of the catalogue in each language, as a heading: English begins with a capital letter.

    >>> named({"ja": "期限", "en": "deadline"}, ("ja", "en"))
    '期限 / Deadline'
    """
    texts = (
        words[language] if language == "ja" else words[language][:1].upper() + words[language][1:]
        for language in languages
    )
    return BOTH.join(dict.fromkeys(texts))


def how_to_write(known: Field, languages: tuple[str, ...]) -> str:
    """How a value of the field is written, by an example that is nobody's yardstick.

    >>> from medsla.spreadsheet.fields import facet_field
    >>> how_to_write(facet_field("recovery.rto.within"), ("ja",))
    '期間(例:4時間以内、PT4H)'
    """
    return BOTH.join(_how(known, language) for language in languages)


def comment(term: Term, languages: tuple[str, ...]) -> str:
    """What the institution loses when the term gets weaker, and what else the term is called."""
    lines = []
    for language in languages:
        lines.append(say("spreadsheet.comment.why", language, why=term.why[language]))
        names = [name for name in term.aliases.get(language, ()) if name != term.label[language]]
        if names:
            between = "、" if language == "ja" else ", "
            lines.append(say("spreadsheet.comment.aliases", language, aliases=between.join(names)))
    return "\n".join(lines)


def _how(known: Field, language: str) -> str:
    key = f"spreadsheet.form.{known.kind}"
    if known.kind == "date":
        return say(key, language, example=format_date(_SAMPLE_DAY, language), value=_SAMPLE_DAY)
    if known.kind in {"token", "tokens", "flag", "text", "lines", "levels"}:
        return say(key, language)
    example = _example(known, language)
    if known.kind == "duration":
        return say(key, language, example=example, value=_SAMPLE_TIME)
    if known.kind == "windows":
        return say(key, language, example=example, rule=format_bare(known.facet, _HOURS, language))
    return say(key, language, example=example)


_HOURS: Final = [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "18:00", "holidays": "excluded"}]


def _example(known: Field, language: str) -> str:
    if not known.of_term:
        return format_duration(_SAMPLE_TIME, language)
    return (format_value if known.facet.principal else format_bare)(known.facet, sample(known.facet), language)

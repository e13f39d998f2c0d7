"""The documents that medsla cites, and the table of terms and documents (項目・根拠対照表), as reports.

Every row says where in the document, in which words, and how that was seen. What nobody has seen has no row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

from medsla.catalogue import catalogue
from medsla.explanation import seen_word, severity_word
from medsla.explanation.words import grade_word
from medsla.messages import say
from medsla.profile import Authority, authorities
from medsla.report.blocks import Block, Count, Counts, Heading, Outline, Pair, Pairs, Paragraph, Table
from medsla.report.places import label_of
from medsla.report.said import NOTHING, Said, Voice, neutral
from medsla.report.sayings import Saying, editions, ruled_by, said_of, sayings
from medsla.report.told import headed
from medsla.report.yardsticks import applies_words, evidence_json, lines
from medsla.sla.plain import thawed
from medsla.wording import format_term

COLUMNS: Final = ("item", "document", "place", "grade", "says", "words", "seen", "status")
_DOCUMENTS: Final = ("document", "edition", "status", "known", "note", "address")
_RULES: Final = ("rule", "document", "place", "grade", "words", "seen", "status")
_NO_DOCUMENT: Final = "medsla"


def documents() -> tuple[Authority, ...]:
    """Every document cited; medsla, which suggests, is none.

    >>> "medsla" in {document.id for document in documents()}
    False
    """
    return tuple(one for one in authorities().values() if one.id != _NO_DOCUMENT)


def documents_outline(language: str) -> Outline:
    """The list of documents: issuer, title, edition, whether it holds, how it is known, where it was seen."""
    voice = Voice.of(language)
    heads = tuple(voice.say(f"authority.column.{name}") for name in _DOCUMENTS)
    rows = tuple(_document_row(one, voice) for one in documents())
    blocks: tuple[Block, ...] = (
        Paragraph(voice.say("authority.list_intro", number=len(rows))),
        Table(heads, rows, 0, "documents"),
    )
    return Outline(voice.say("authority.list_title"), voice.languages, blocks)


def table_outline(language: str) -> Outline:
    """The table of terms and documents, group by group, then the rules with their documents."""
    voice = Voice.of(language)
    return Outline(voice.say("authority.table_title"), voice.languages, tuple(_table_blocks(voice)))


def _table_blocks(voice: Voice) -> Iterator[Block]:
    terms = {saying.term for saying in sayings()}
    counts = (
        Count(voice.say("authority.count_terms"), len(catalogue().terms)),
        Count(voice.say("authority.count_spoken"), len(terms)),
        Count(voice.say("authority.count_documents"), len({saying.authority.id for saying in sayings()})),
    )
    yield Paragraph(voice.say("authority.table_intro"))
    yield Counts(counts)
    heads = tuple(voice.say(f"authority.column.{name}") for name in COLUMNS)
    for group in catalogue().groups:
        rows = [row for term in catalogue() if term.group == group.key for row in table_rows(term.address, voice)]
        yield Heading(headed(voice.words(group.label)), f"group-{group.key}")
        yield Table(heads, tuple(rows), 0, "authorities")
    yield Heading(voice.say("authority.rules"), "rules")
    heads = tuple(voice.say(f"authority.column.{name}") for name in _RULES)
    yield Table(heads, tuple(_rule_rows(voice)), 0, "rules")
    yield Paragraph(voice.say("closing"), "closing")


def table_rows(term: str, voice: Voice) -> Iterator[tuple[Said, ...]]:
    """One row for each document that was seen to speak of the term; one row that says so where none was."""
    label = headed(label_of(term, voice))
    found = said_of(term)
    for saying in found:
        yield (label, *_saying_cells(saying, voice))
    if not found:
        yield (label, voice.say("authority.unseen"), *(NOTHING for _ in COLUMNS[2:]))


def _saying_cells(saying: Saying, voice: Voice) -> tuple[Said, ...]:
    evidence = saying.evidence
    return (
        document_name(saying.authority, voice),
        neutral(evidence.place),
        voice.each(partial(grade_word, evidence)),
        says(saying, voice),
        neutral(evidence.words),
        voice.each(partial(seen_word, evidence)),
        status(saying.authority, voice),
    )


def says(saying: Saying, voice: Voice) -> Said:
    """The value that a document sets, or its demand that the term be stated, and for whom."""
    term = catalogue().term(saying.term)
    if saying.value:
        told = voice.each(partial(format_term, term, saying.value))
    else:
        told = voice.say("authority.mentions" if saying.requirement == "info" else "authority.demands")
    applies = applies_words(saying.applies, voice)
    return voice.say("authority.applies", says=told, applies=applies) if applies else told


def document_name(one: Authority, voice: Voice) -> Said:
    """Issuer, title and edition or date."""
    title = voice.each(
        lambda each: say("explanation.authority_title", each, issuer=one.issuer[each], title=one.title[each])
    )
    dated = [neutral(text) for text in (one.edition, one.date) if text]
    return voice.joined([title, *dated])


def status(one: Authority, voice: Voice) -> Said:
    """Whether the document holds, and what replaced it."""
    word = voice.say(f"authority.in_force.{one.in_force}")
    later = [authorities()[other] for other in one.superseded_by]
    if not later:
        return word
    return voice.say(
        "authority.superseded", status=word, later=voice.joined(_later(one, other, voice) for other in later)
    )


def _later(one: Authority, other: Authority, voice: Voice) -> Said:
    """A newer document: its edition, and its title where that changed."""
    if other.title == one.title and other.edition:
        return neutral(other.edition)
    return voice.joined((voice.words(other.title), neutral(other.edition)))


def _document_row(one: Authority, voice: Voice) -> tuple[Said, ...]:
    return (
        voice.each(
            lambda each: say("explanation.authority_title", each, issuer=one.issuer[each], title=one.title[each])
        ),
        voice.joined(neutral(text) for text in (one.id, one.edition, one.date) if text),
        status(one, voice),
        voice.say(f"authority.known.{one.known}"),
        voice.words(one.note) if one.note else NOTHING,
        neutral("\n".join(one.address)),
    )


def _rule_rows(voice: Voice) -> Iterator[tuple[Said, ...]]:
    for rule, evidence in ruled_by():
        document = authorities()[evidence.authority]
        title = voice.each(lambda each, name=rule.id: say(f"rule.{name}.title", each))  # type: ignore[misc]
        severity = voice.each(partial(severity_word, rule.severity))
        yield (
            voice.joined((neutral(rule.id), title, severity)),
            document_name(document, voice),
            neutral(evidence.place),
            voice.each(partial(grade_word, evidence)),
            neutral(evidence.words),
            voice.each(partial(seen_word, evidence)),
            status(document, voice),
        )


def edition_outline(name: str, language: str) -> Outline:
    """What is known to differ between an edition and those that it replaced or that replaced it, term by term.

    Raises:
        ProfileError: there is no such document.
    """
    voice = Voice.of(language)
    family = editions(name)
    chosen = authorities()[name]
    blocks: list[Block] = [
        Paragraph(voice.say("authority.edition_intro")),
        Pairs((Pair(voice.say("authority.edition_line"), tuple(_edition_line(one, voice) for one in family)),)),
    ]
    rows = [_edition_row(term, chosen, family, voice) for term in _spoken(family)]
    if rows:
        heads = tuple(voice.say(f"authority.column.{key}") for key in ("item", "this_edition", "others", "change"))
        blocks.append(Table(heads, tuple(rows), 0, "editions"))
    else:
        blocks.append(Paragraph(voice.say("authority.edition_nothing")))
    blocks.append(Paragraph(voice.say("closing"), "closing"))
    return Outline(document_name(chosen, voice), voice.languages, tuple(blocks))


def _edition_line(one: Authority, voice: Voice) -> Said:
    return voice.joined((document_name(one, voice), neutral(one.id), status(one, voice)))


def _spoken(family: Sequence[Authority]) -> list[str]:
    names = {one.id for one in family}
    return list(dict.fromkeys(saying.term for saying in sayings() if saying.authority.id in names))


def _edition_row(term: str, chosen: Authority, family: Sequence[Authority], voice: Voice) -> tuple[Said, ...]:
    names = {one.id for one in family}
    found = [saying for saying in said_of(term) if saying.authority.id in names]
    here = [saying for saying in found if saying.authority.id == chosen.id]
    there = [saying for saying in found if saying.authority.id != chosen.id]
    return (
        headed(label_of(term, voice)),
        lines(_edition_said(saying, voice, named=False) for saying in here),
        lines(_edition_said(saying, voice, named=True) for saying in there),
        voice.say(f"authority.change.{change(here, there)}"),
    )


def change(here: Sequence[Saying], there: Sequence[Saying]) -> str:
    """What is known of a change: same, differs, only_here or only_there."""
    if not here or not there:
        return "only_here" if here else "only_there"
    return "same" if {str(one.core) for one in here} == {str(one.core) for one in there} else "differs"


def _edition_said(saying: Saying, voice: Voice, *, named: bool) -> Said:
    told = [says(saying, voice), neutral(saying.evidence.place), voice.each(partial(seen_word, saying.evidence))]
    if named:
        told.insert(0, neutral(saying.authority.edition or saying.authority.id))
    return voice.joined(told)


def documents_json() -> list[dict[str, Any]]:
    """The documents as plain data."""
    return [
        {
            "id": one.id,
            "issuer": dict(one.issuer),
            "title": dict(one.title),
            "date": one.date,
            "edition": one.edition,
            "in_force": one.in_force,
            "known": one.known,
            "superseded_by": list(one.superseded_by),
            "part_of": one.part_of,
            "address": list(one.address),
            "note": dict(one.note),
        }
        for one in documents()
    ]


def table_json(name: str = "") -> list[dict[str, Any]]:
    """The table as plain data, term by term; with a document's name, of its editions only and with what changed."""
    family = {one.id for one in editions(name)} if name else set()
    rows = []
    for term in catalogue():
        found = [saying for saying in said_of(term.address) if not name or saying.authority.id in family]
        if name and not found:
            continue  # no edition was seen to speak of it
        row: dict[str, Any] = {"address": term.address, "label": dict(term.label)}
        if name:
            here = [saying for saying in found if saying.authority.id == name]
            row["change"] = change(here, [saying for saying in found if saying.authority.id != name])
        rows.append(row | {"documents": [_saying_json(saying) for saying in found]})
    return rows


def _saying_json(saying: Saying) -> dict[str, Any]:
    return {
        "requirement": saying.requirement,
        "value": thawed(saying.value),
        "applies": thawed(saying.applies),
        "superseded_by": list(saying.authority.superseded_by),
    } | evidence_json(saying.evidence)

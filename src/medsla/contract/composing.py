"""An SLA as the text of a contract: its levels as display strings, its articles, and what cannot be printed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from medsla import messages
from medsla.catalogue import catalogue
from medsla.contract.annex_sections import compose_sections, possible_sections
from medsla.contract.annexes import compose_annexes, printed_annexes
from medsla.contract.articles import (
    Choice,
    Level,
    compose_articles,
    contents,
    left_out,
    printed_plans,
    printed_values,
    reference_targets,
    tables_by_group,
    tables_with_article,
)
from medsla.contract.context import BilingualText, ContractText, Language, Party, Service, pair, refused_character
from medsla.contract.embedding import tag_of
from medsla.contract.outline import OUTLINE
from medsla.contract.template import Template
from medsla.errors import Place, Problem, RenderError
from medsla.wording import WordingError, format_cases, format_date, format_duration, format_term

if TYPE_CHECKING:
    from medsla.catalogue import Term
    from medsla.sla import Sla

LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = {"ja": ("ja",), "en": ("en",), "ja-en": ("ja", "en")}
_UNSETTLED: Final = frozenset({"undisclosed", "unset", "ambiguous"})
_NO_PROMISE: Final = frozenset({"none", "not_applicable"})


@dataclass(frozen=True, slots=True)
class Composed:
    """What a contract says: its text, its service levels in each language, and what is not printed.

    `unprinted` are addresses of the agreement's head that are stated and that this form says nothing of.
    """

    text: ContractText | BilingualText
    levels: tuple[tuple[Level, ...], ...]
    unsettled: tuple[str, ...]
    left_out: tuple[str, ...]
    unprinted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wanting:
    """The values that a contract needs and the SLA does not give, gathered while it is composed."""

    problems: list[Problem]

    def text(self, data: Mapping[str, Any], pointer: str, language: str = "") -> str:
        """The text at a dotted address, in a language where it has two; "" and a problem when there is none."""
        found: Any = data
        address = f"{pointer}.{language}" if language else pointer
        for step in address.split("."):
            found = found.get(step, "") if isinstance(found, Mapping) else ""
        if not found:
            self.problems.append(Problem.of("fence.missing-value", Place(address=address), name=address))
        return str(found)


def compose(sla: Sla, template: Template, *, articles: Collection[str] = ()) -> Composed:
    """What the contract says, before it is written into the template.

    Raises:
        RenderError: values are missing or cannot be said; all of them at once.
    """
    if template.form == "amendment":
        raise RenderError(Problem.of("amendment.refused.amendment-template", name=template.name))
    levels, unsettled = _levels(sla, template.language)
    text, wanting, unprinted = _text(sla, template, levels, frozenset(articles))
    return Composed(text, levels, unsettled, wanting, unprinted)


def _levels(sla: Sla, language: Language) -> tuple[tuple[tuple[Level, ...], ...], tuple[str, ...]]:
    """The service levels in each language, and the terms that the SLA leaves unsettled."""
    problems: list[Problem] = []
    unsettled = []
    found: tuple[list[Level], ...] = tuple([] for _ in LANGUAGES[language])
    headings = {group.key: group.label for group in catalogue().groups}
    for address, term in catalogue().terms.items():
        data = sla.term(address)
        if not data:
            continue
        if data.get("answer") in _UNSETTLED:
            unsettled.append(address)
            continue
        said = False
        for one, levels in zip(LANGUAGES[language], found, strict=True):
            heading = _capital(headings[term.group][one], one)
            nothing = messages.say("wording.not-stated", one)
            try:
                rows = [row for row in _rows(sla, address, data, one, heading) if row.text != nothing]
            except WordingError as error:
                problems.append(Problem.of("fence.unsayable", Place(address=address), reason=str(error)))
                continue
            levels.extend(rows)
            said = said or bool(rows)
        if not said and not problems:
            unsettled.append(address)  # a past figure alone promises nothing
    if problems:
        raise RenderError(problems)
    return tuple(tuple(levels) for levels in found), tuple(unsettled)


def _rows(sla: Sla, address: str, data: Mapping[str, Any], language: str, heading: str) -> list[Level]:
    """The line of a term, or one of each of its cases."""
    term = catalogue().terms[address]
    label = _capital(term.label[language], language)
    if not data.get("cases"):
        text = format_term(term, data, language)
        tag = tag_of(address, "", language)
        return [Level(address, term.article, heading, label, text, *_meant(term, data), tag)]
    facts = sla.cases(address)
    return [
        Level(
            address,
            term.article,
            heading,
            messages.say("clause.terms.case", language, label=label, case=case),
            text,
            *_meant(term, facts[key]),
            tag_of(address, key, language),
        )
        for key, case, text in format_cases(term, data, language, sla.service.get("severities", ()))
    ]


def _meant(term: Term, data: Mapping[str, Any]) -> tuple[bool, frozenset[str]]:
    """Whether a line promises anything, and which words of the catalogue it holds."""
    said = set()
    for key, facet in term.facets.items():
        if key in data and facet.kind in {"token", "tokens", "flag"}:
            values = data[key] if isinstance(data[key], list | tuple) else [data[key]]
            said |= {f"{key}={str(value).lower()}" for value in values}
    return data.get("answer") not in _NO_PROMISE, frozenset(said)


def _capital(label: str, language: str) -> str:
    """A label at the beginning of a line; the catalogue has English ones in small letters."""
    return label[:1].upper() + label[1:] if language == "en" else label


def _text(
    sla: Sla, template: Template, levels: tuple[tuple[Level, ...], ...], requested: frozenset[str]
) -> tuple[ContractText | BilingualText, tuple[str, ...], tuple[str, ...]]:
    """The whole contract as text, the values for want of which a paragraph is left out, and those it does not say."""
    wanting = _Wanting([])
    known = {plan.key for plan in OUTLINE}
    for key in sorted(requested - known):
        wanting.problems.append(Problem.of("fence.unknown-article", name=key, known=", ".join(sorted(known))))
    languages = LANGUAGES[template.language]
    choice = None
    if template.form == "a" or template.form == "b":  # noqa: PLR1714 - mypy follows this
        lists = {name.rpartition(".")[2] for name in template.names}
        apart = {name: name in lists for name in ("annexes", "sections")}
        choice = Choice(template.form, len(languages) > 1, requested & known, _given(sla), **apart)
        said = {plan.key for plan in printed_plans(choice, levels[0])}
        empty = sorted(choice.requested - said)
        wanting.problems.extend(Problem.of("fence.empty-article", name=key) for key in empty)
    missing = left_out(choice, levels[0]) if choice else ()
    for name, address in (("duration", "agreement.duration"), ("prevailing", "agreement.prevailing_language")):
        if name in missing:
            wanting.text(sla.data, address)
    if choice:
        for language, own in zip(languages, levels, strict=True):
            wanting.problems.extend(_contradictions(sla, choice, own, language))
    texts = []
    wanting.problems.extend(_strange_levels(sla))
    for language, own in zip(languages, levels, strict=True):
        text = _one_text(sla, choice, own, language, wanting)
        texts.append(text)
        wanting.problems.extend(_labels_in_words(text, language))
    if wanting.problems:
        raise RenderError(list(dict.fromkeys(wanting.problems)))
    return (texts[0] if len(texts) == 1 else pair(*texts)), missing, tuple(_unprinted(sla, choice, levels[0]))


def _unprinted(sla: Sla, choice: Choice | None, levels: Sequence[Level]) -> Iterator[str]:
    """Stated values of the agreement's head that neither a sentence nor a service level says."""
    said = printed_values(choice, levels) if choice else frozenset()
    if "duration" in sla.agreement and "duration" not in said:
        yield "agreement.duration"
    court = "court" in said or any(level.address == "legal.jurisdiction" for level in levels)
    if "jurisdiction" in sla.agreement and not court:
        yield "agreement.jurisdiction"


def _one_text(
    sla: Sla,
    choice: Choice | None,
    levels: tuple[Level, ...],
    language: str,
    wanting: _Wanting,
) -> ContractText:
    say = messages.say
    agreement = sla.agreement
    parties = {
        key: _party(sla, key, language, wanting, signs=choice is not None) for key in ("institution", "provider")
    }
    effective = wanting.text(sla.data, "agreement.effective")
    shown = format_date(effective, language) if effective else ""
    values = {
        "institution": parties["institution"].label,
        "provider": parties["provider"].label,
        "agreement": say(f"clause.words.this-agreement-{choice.form if choice else 'b'}", language),
        "effective": shown,
    }
    if "duration" in agreement:
        values["duration"] = format_duration(str(agreement["duration"]), language)
    if "jurisdiction" in agreement:
        values["court"] = wanting.text(sla.data, "agreement.jurisdiction", language)
    if "prevailing_language" in agreement:
        values["prevailing"] = say(f"clause.words.language-{agreement['prevailing_language']}", language)
    signed = agreement.get("signed")
    service = wanting.text(sla.data, "service.name", language)
    text = ContractText(
        number=wanting.text(sla.data, "agreement.number"),
        title=wanting.text(sla.data, "agreement.title", language),
        effective=shown,
        signed=format_date(str(signed), language) if signed else say("clause.words.undated", language),
        master=_stated(agreement, "master", language, wanting) or say("clause.words.master", language),
        electronic=agreement.get("signature") == "electronic",
        institution=parties["institution"],
        provider=parties["provider"],
        service=Service(service),
        groups=() if choice else tables_by_group(levels),
    )
    return _with_articles(text, sla, choice, levels, values, language) if choice else text


def _with_articles(
    text: ContractText,
    sla: Sla,
    choice: Choice,
    levels: tuple[Level, ...],
    values: Mapping[str, str],
    language: str,
) -> ContractText:
    """The contract with its articles, its annexes and the table of contents."""
    possible = possible_sections(sla, levels) if choice.sections else frozenset()
    annexes = printed_annexes(levels, possible) if choice.annexes else ()
    tables = tables_with_article(choice, levels, language)
    articles = compose_articles(choice, levels, values, language, annexes)
    known = {
        **values,
        "institution_name": text.institution.name,
        "provider_name": text.provider.name,
        "service": text.service.name,
        "undated": messages.say("clause.words.undated", language),
    }
    keys = [key for one in annexes for key in one.sections]
    targets = reference_targets(choice, levels, annexes, language)
    sections = compose_sections(sla, keys, levels, known, targets, language)
    made = compose_annexes(annexes, choice.form, tables, sections, known, language)
    groups = tuple(group for _, group in tables)
    return replace(text, groups=groups, articles=articles, annexes=made, contents=contents(articles, made, language))


def _given(sla: Sla) -> frozenset[str]:
    """The values that paragraphs of articles can be filled with."""
    optional = {"duration": "duration", "jurisdiction": "court", "prevailing_language": "prevailing"}
    always = {"institution", "provider", "agreement", "effective"}
    return frozenset(always | {name for key, name in optional.items() if key in sla.agreement})


def _party(sla: Sla, key: str, language: str, wanting: _Wanting, *, signs: bool) -> Party:
    """One side; its address and representative are needed only where it signs."""
    given: Mapping[str, Any] = sla.parties.get(key, {})
    marks = given.get("label", {})
    label = marks.get(language) or messages.say(f"clause.words.{key}", language)
    mark = marks.get("ja") or messages.say(f"clause.words.{key}", "ja")
    name = wanting.text(sla.data, f"parties.{key}.name", language)
    if not signs:
        return Party(name, label, mark)
    address, representative = (
        wanting.text(sla.data, f"parties.{key}.{part}", language) for part in ("address", "representative")
    )
    return Party(name, label, mark, address, representative)


def _stated(data: Mapping[str, Any], key: str, language: str, wanting: _Wanting) -> str:
    """A text that may be missing altogether, but not in one language only."""
    return wanting.text({"agreement": data}, f"agreement.{key}", language) if key in data else ""


def _contradictions(sla: Sla, choice: Choice, levels: Sequence[Level], language: str) -> Iterator[Problem]:
    """Terms that say otherwise than the head of the agreement, or speak of what this form does not have."""
    court = sla.agreement.get("jurisdiction", {}).get(language, "")
    for level in levels:
        if level.address == "legal.jurisdiction" and level.promised and court and court not in level.text:
            place = Place(address=f"agreement.jurisdiction.{language}")
            yield Problem.of("fence.two-courts", place, court=court, term=level.text)
        if choice.form == "a" and "first=master_agreement" in level.said:
            yield Problem.of("fence.no-master", Place(address=level.address))


def _strange_levels(sla: Sla) -> Iterator[Problem]:
    """Names of severity levels that a contract cannot carry; they stand in an annex only."""
    for number, level in enumerate(sla.service.get("severities", ())):
        found = refused_character(str(level.get("said", "")))
        if found:
            code, position, point = found
            place = Place(address=f"service.severities[{number}].said")
            yield Problem.of(code, place, position=position, character=point)


def _labels_in_words(text: ContractText, language: str) -> Iterator[Problem]:
    """The catalogue's words call the parties 甲 and 乙: where others are called so, those words would lie."""
    for side, party in (("institution", text.institution), ("provider", text.provider)):
        usual = messages.say(f"clause.words.{side}", language)
        said = any(usual in row.text for group in text.groups for row in group.rows)
        if party.label != usual and said:
            place = Place(address=f"parties.{side}.label.{language}")
            yield Problem.of("fence.label-in-words", place, label=party.label, usual=usual)

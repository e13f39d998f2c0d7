"""What an amendment memorandum says: two versions of an agreement composed as contracts, and what differs between them.

What is new in the phrase of a line is underlined inside its content control. Editors write the text of a control
that is bound to data anew when they open the file, and would lose the underline; so these controls are not bound,
and one control still holds the one phrase. A second, plain column for it would say every promise twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from medsla import messages
from medsla.catalogue import catalogue
from medsla.contract.amendment.head import (
    as_agreement,
    changed_values,
    effective_day,
    head_rows,
    reference,
    refusals,
)
from medsla.contract.amendment.sides import Sides, passages
from medsla.contract.amendment.table import changed_groups, changed_keys, changed_labels
from medsla.contract.amendment.text import (
    AmendmentPair,
    AmendmentText,
    ChangedArticle,
    ChangedGroup,
    ChangedRow,
    Original,
    Passage,
    amendment_shape,
    pair_amendments,
)
from medsla.contract.amendment.wording import changed_parts
from medsla.contract.composing import LANGUAGES, Composed, compose
from medsla.contract.context import (
    Article,
    BilingualText,
    ContractText,
    Language,
    Paragraph,
    as_context,
    check_context,
)
from medsla.contract.template import Template, load_template
from medsla.errors import Place, Problem, RenderError
from medsla.sla.canonical import canonical_term
from medsla.wording import format_date

if TYPE_CHECKING:
    from medsla.sla import Sla

AmendedForm: TypeAlias = Literal["b", "a", "annex"]

FORMS: Final[Mapping[AmendedForm, str]] = {"b": "form-b", "a": "form-a", "annex": "annex"}
"""The forms of agreement that can be amended, and the template of each."""

_ARTICLES: Final = ("change", "effect", "continuation", "language")


@dataclass(frozen=True, slots=True)
class ComposedAmendment:
    """A memorandum as text: the day of its effect, the keys of its lines, the names of its changed articles.

    `not_printed` are terms that differ and that neither contract prints.
    """

    text: AmendmentText | AmendmentPair
    effective: str
    lines: tuple[str, ...]
    articles: tuple[str, ...]
    not_printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Deal:
    """Both versions, the form and language of the agreement, the articles asked for, and what is wrong so far."""

    before: Sla
    after: Sla
    form: AmendedForm
    language: Language
    requested: frozenset[str]
    problems: list[Problem]

    @property
    def contract(self) -> Template:
        """The template that such an agreement is written with."""
        return contract_template(FORMS[self.form], self.language)


@cache
def contract_template(name: str, language: Language) -> Template:
    """A shipped template, checked and compiled once in a process."""
    return load_template(name, language=language)


def compose_amendment(
    before: Sla, after: Sla, *, language: Language, form: AmendedForm, articles: frozenset[str]
) -> ComposedAmendment:
    """What the memorandum says.

    Raises:
        RenderError: it cannot be made; every reason at once.
    """
    if before == after:
        raise RenderError(Problem.of("amendment.refused.nothing"))
    deal = _Deal(before, after, form, language, articles, list(refusals(before, after)))
    day, wrong = effective_day(before, after)
    deal.problems.extend(wrong)
    changed = as_agreement(before, after)
    old, new = (_contract(deal, sla, deal.contract) for sla in (before, changed))
    signing = new if form != "annex" else _contract(deal, changed, contract_template(FORMS["b"], language))
    if old is None or new is None or signing is None or deal.problems:
        raise RenderError(list(dict.fromkeys(deal.problems)))
    aligned = _aligned(deal, new)
    parts = zip(LANGUAGES[language], _texts(old), _texts(new), _articles(aligned), strict=True)
    sides = [Sides(one, left, right, own) for one, left, right, own in parts]
    same = frozenset(address for address in catalogue().terms if _is_same(deal, address))
    keys = changed_keys(sides, same)
    heads = _head_groups(before, changed, sides, signed=form != "annex")
    sentences = changed_parts(sides)
    texts = [
        _text(deal, day, side, signs, (*head, *changed_groups(side, keys)), own)
        for side, signs, head, own in zip(sides, _texts(signing), heads, sentences, strict=True)
    ]
    text = texts[0] if len(texts) == 1 else pair_amendments(*texts)
    if not (texts[0].groups or texts[0].sentences or deal.problems):
        deal.problems.append(Problem.of("amendment.refused.nothing"))
    deal.problems.extend(check_context(as_context(text), language, amendment_shape(language)))
    if deal.problems:
        raise RenderError(list(dict.fromkeys(deal.problems)))
    spoken = {key.partition("[")[0] for key in keys}
    silent = tuple(address for address in catalogue().terms if address not in same and address not in spoken)
    names = tuple(article.name for article in texts[0].sentences)
    return ComposedAmendment(text, day, tuple(sorted(keys)), names, silent)


def _contract(deal: _Deal, sla: Sla, template: Template, left: frozenset[str] = frozenset()) -> Composed | None:
    """One version as a contract; an article asked for of which nothing is left is left out."""
    try:
        return compose(sla, template, articles=deal.requested - left)
    except RenderError as error:
        empty = frozenset(dict(one.fields)["name"] for one in error.problems if one.code == "fence.empty-article")
        if len(empty) == len(error.problems):
            return _contract(deal, sla, template, left | empty)
        deal.problems.extend(replace(one, place=replace(one.place, file=sla.file)) for one in error.problems)
        return None


def _aligned(deal: _Deal, new: Composed) -> Composed:
    """The changed version with the values that fill sentences as before; those that fill none are refused."""
    before, after = deal.before, deal.after
    differing = [
        key for key in changed_values(before, after) if key != "jurisdiction" or not after.states("legal.jurisdiction")
    ]
    for key in differing:
        other = _contract(deal, as_agreement(before, after, kept=[key]), deal.contract)
        if other is not None and _articles(other) == _articles(new):
            address = f"agreement.{key}"
            deal.problems.append(Problem.of("amendment.refused.not-printed", Place(address=address), name=address))
    both = [key for key in differing if key in before.agreement and key in after.agreement]
    found = _contract(deal, as_agreement(before, after, kept=both), deal.contract) if both else new
    return found or new


def _texts(made: Composed) -> tuple[ContractText, ...]:
    return (made.text.ja, made.text.en) if isinstance(made.text, BilingualText) else (made.text,)


def _articles(made: Composed) -> list[tuple[Article, ...]]:
    return [text.articles for text in _texts(made)]


def _is_same(deal: _Deal, address: str) -> bool:
    """Whether a term promises the same in both, however it is written."""
    left, right = (canonical_term(address, sla.term(address)) for sla in (deal.before, deal.after))
    return left == right


def _head_groups(before: Sla, after: Sla, sides: Sequence[Sides], *, signed: bool) -> list[tuple[ChangedGroup, ...]]:
    """What differs beside terms and sentences, as the first group of the table in each language."""
    rows = [list(head_rows(before, after, side.language, signed=signed)) for side in sides]
    labels = changed_labels(sides)
    chosen = [place for place in range(len(rows[0])) if any(one[place][2] != one[place][3] for one in rows)]
    found: list[tuple[ChangedGroup, ...]] = []
    for side, own, renamed in zip(sides, rows, labels, strict=True):
        name = messages.say("amendment.words.label", side.language)
        listed = [own[place][1:] for place in chosen] + [(name, old, new) for old, new in renamed]
        lines = tuple(_head_row(side.language, label, old, new) for label, old, new in listed)
        heading = messages.say("amendment.words.head", side.language)
        found.append((ChangedGroup(heading, "", lines),) if lines else ())
    return found


def _head_row(language: str, label: str, old: str, new: str) -> ChangedRow:
    if not new:
        return ChangedRow("", label, (Passage(old, True),), "", True, messages.say("amendment.words.removed", language))
    gone = passages(new, old) if old else (Passage(messages.say("amendment.words.added", language), False),)
    return ChangedRow("", label, gone, new, after=passages(old, new))


def _text(
    deal: _Deal,
    day: str,
    side: Sides,
    signing: ContractText,
    groups: tuple[ChangedGroup, ...],
    sentences: tuple[ChangedArticle, ...],
) -> AmendmentText:
    """The whole memorandum in one language."""
    bilingual = len(LANGUAGES[deal.language]) > 1
    say, language = messages.say, side.language
    head, new = deal.before.agreement, deal.after.agreement
    values = {
        "institution": signing.institution.label,
        "provider": signing.provider.label,
        "effective": format_date(day, language),
    }
    if bilingual:
        values["prevailing"] = say(f"clause.words.language-{new['prevailing_language']}", language)
    signed = new["signed"] if new.get("signed") != head.get("signed") and "signed" in new else ""
    items = any(row.no for group in groups for row in group.rows)
    wanted = [key for key in _ARTICLES if bilingual or key != "language"]
    return AmendmentText(
        number=str(new.get("number", head["number"])),
        numbered=new.get("number", head["number"]) != head["number"],
        title=say("amendment.title", language, title=head["title"][language]),
        effective=values["effective"],
        signed=format_date(str(signed), language) if signed else say("clause.words.undated", language),
        electronic=new.get("signature") == "electronic",
        institution=signing.institution,
        provider=signing.provider,
        original=Original(str(head["number"]), head["title"][language], reference(deal.before, language)),
        articles=tuple(_article(key, values, language, items=items) for key in wanted),
        groups=groups,
        sentences=sentences,
    )


def _article(key: str, values: Mapping[str, str], language: str, *, items: bool) -> Article:
    """One article of the memorandum; a paragraph ending in -items needs lines of the table of service levels."""
    start = f"amendment.articles.{key}."
    names = [name for name in sorted(messages.keys()) if name.startswith(f"{start}p")]
    texts = []
    for name in names:
        if items or not name.endswith("-items"):
            fields = {field: values[field] for field in messages.field_names(name, language)}
            text = messages.say(name, language, **fields)
            texts.append(text[:1].upper() + text[1:])
    return Article(
        key, messages.say(f"{start}heading", language), tuple(Paragraph(text, len(texts) > 1) for text in texts)
    )

"""Both sides of an amendment in one language, and what their articles and annexes are called.

Numbers are those of the contract before: nothing that stays gets another one. A new article takes the number of
the one before it with a branch (第8条の2), a new annex the next free number; what goes leaves a gap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from medsla import messages
from medsla.contract.amendment.text import Passage
from medsla.contract.context import Article, ContractText
from medsla.contract.redline import redline
from medsla.contract.references import Referring


@dataclass(frozen=True, slots=True)
class Sides:
    """The same agreement in one language: as it stands, as it will stand, and which paragraphs belong together.

    `aligned` are the articles as they will stand with every value of the agreement's head as before, so that a
    paragraph in which only such a value changes is known again.
    """

    language: str
    before: ContractText
    after: ContractText
    aligned: tuple[Article, ...]

    def articles(self) -> dict[str, str]:
        """What each article is called, by its key."""
        places = {article.key: place for place, article in enumerate(self.before.articles, 1)}
        names = {key: self._say("clause.terms.article", number=str(place)) for key, place in places.items()}
        last, branch = 0, 1
        for article in self.after.articles:
            if article.key in places:
                last, branch = places[article.key], 1
                continue
            branch += 1
            names[article.key] = self._say("amendment.words.branch", number=str(last), branch=str(branch))
        return names

    def annexes(self) -> dict[str, str]:
        """What each annex is called, by the name of its bookmark."""
        names = {annex.anchor: annex.no for annex in self.before.annexes}
        for annex in self.after.annexes:
            if annex.anchor not in names:
                names[annex.anchor] = self._say("annex.number", number=str(len(names) + 1))
        return names

    def places(self) -> dict[str, str]:
        """Where the lines under each heading of the table belong: 第8条、別紙3."""
        articles, annexes = self.articles(), self.annexes()
        both = (self.after, self.before)
        own = {article.heading: articles[article.key] for text in both for article in text.articles}
        apart = {
            group.heading: annexes[annex.anchor] for text in both for annex in text.annexes for group in annex.groups
        }
        between = self._say("amendment.words.between")
        return {
            heading: between.join(filter(None, (own.get(heading, ""), apart.get(heading, ""))))
            for heading in {*own, *apart}
        }

    def marks(self) -> dict[str, str]:
        """What every bookmark that sentences refer to is called."""
        names = self.articles()
        both = (*self.after.articles, *self.before.articles)
        return self.annexes() | {article.anchor: names[article.key] for article in both}

    def _say(self, key: str, **fields: str) -> str:
        return messages.say(key, self.language, **fields)


def called(text: str, marks: Mapping[str, str]) -> str:
    """A sentence in which articles and annexes are called so."""
    if not isinstance(text, Referring):
        return text
    shown, at = "", 0
    for one in text.references:
        shown += text[at : one.start] + marks.get(one.bookmark, text[one.start : one.end])
        at = one.end
    return shown + text[at:]


def passages(other: str, text: str) -> tuple[Passage, ...]:
    """The text in stretches, those marked that the other one does not have.

    >>> [(part.text, part.changed) for part in passages("4時間以内", "8時間以内")]
    [('8時間', True), ('以内', False)]
    """
    return tuple(Passage(piece.text, piece.kind == "come") for piece in redline(other, text) if piece.kind != "gone")

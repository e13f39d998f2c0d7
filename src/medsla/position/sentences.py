"""What a position says, in words: the stand, what decided, and the sentence ready for the other side."""

from __future__ import annotations

from collections.abc import Callable

from medsla.catalogue import Term, catalogue
from medsla.messages import say
from medsla.results import Stance, Stand
from medsla.wording import format_address_label, format_list, format_term


def stand_word(stand: Stand, language: str) -> str:
    """The stand as users read it.

    >>> stand_word(Stand.reject, "ja")
    '受諾不可'
    """
    return say(f"position.stand.{stand.value}", language)


def reason_sentence(stance: Stance, language: str) -> str:
    """Why the position takes this stand, and who decides where it does not decide itself.

    >>> reason_sentence(Stance("recovery.rto", Stand.accept, "preferred", 0), "ja")
    '希望条件を満たしています。'
    """
    given: dict[str, Callable[[], str]] = {
        "tier": lambda: str(stance.tier),
        "approver": lambda: _approver(stance, language),
        "items": lambda: format_list([format_address_label(a, language) for a in stance.open], language),
    }
    return _said(f"position.reason.{stance.reason}", given, language)


def ready_sentence(stance: Stance, language: str) -> str:
    """What can be said or written to the other side as it stands; the position's own sentence where it has one.

    >>> stance = Stance(
    ...     "recovery.rto", Stand.negotiate, "acceptable", 1, counter={"within": "PT4H"}
    ... )
    >>> ready_sentence(stance, "ja")
    '目標復旧時間(RTO)は、「4時間以内」としてくださいますようお願いいたします。'
    """
    term = catalogue().term(stance.address)
    if stance.sentence.get(language) and stance.stand is not Stand.accept:
        return stance.sentence[language]
    return say(f"position.ready.{_ready_key(stance)}", language, **_ready_fields(term, stance, language))


def _ready_key(stance: Stance) -> str:
    """Which sentence: what is accepted, asked, added, turned down or to be changed."""
    by_reason = {"not_stated": "add", "not_read": "not_read", "undecidable": "ask"}
    by_stand = {Stand.accept: "accept", Stand.reject: "reject"}
    return by_reason.get(stance.reason) or by_stand.get(stance.stand, "change")


def _ready_fields(term: Term, stance: Stance, language: str) -> dict[str, str]:
    fields = {"label": _headed(term.label[language], language)}
    if stance.stand is not Stand.accept and stance.counter is not None:
        fields["text"] = format_term(term, stance.counter, language)
    return fields


def _headed(label: str, language: str) -> str:
    """A label that begins a sentence."""
    return label[:1].upper() + label[1:] if language == "en" else label


def _approver(stance: Stance, language: str) -> str:
    return stance.approver.get(language) or say("position.approver", language)


def _said(key: str, given: dict[str, Callable[[], str]], language: str) -> str:
    from medsla.messages import field_names

    return say(key, language, **{name: given[name]() for name in field_names(key, language)})

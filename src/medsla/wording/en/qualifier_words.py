"""English words that say how a value is meant: at least, guaranteed, in principle, not set, promptly.

Each row is what the words mean and their pattern, for normalised text in any case; the first row that fits a place
wins. The rows without a meaning come first and swallow the words that only look like one ("recovery time
objective" is the name of a term).
"""

from __future__ import annotations

from typing import Final

__all__ = ["ROWS"]

ROWS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "",
        "",
        r"(?:recovery (?:time|point|level)|service level) objectives?|resolution targets?|\bround[- ]the[- ]clock\b",
    ),
    ("promptness", "immediately", r"\bimmediately\b"),
    ("promptness", "promptly", r"\bpromptly\b"),
    ("promptness", "without_delay", r"\bwithout (?:undue |unreasonable )?delay\b"),
    ("vague", "no_promise", r"\bas (?:appropriate|needed|necessary)\b|\bfrom time to time\b|\bas far as possible\b"),
    (
        "commitment",
        "none",
        r"\b(?:no|not|without|cannot) (?:be )?(?:a )?(?:guarantee|guaranteed|warranty|warranted|commitment)\b",
    ),
    ("commitment", "best_effort", r"\bbest[- ]efforts?\b|\b(?:commercially )?reasonable efforts?\b|\bendeavou?rs?\b"),
    ("commitment", "guarantee", r"\bguarante(?:e|es|ed)\b|\bwarrant(?:s|ed|y)?\b"),
    ("commitment", "target", r"\btarget(?:s|ed)?\b|\bobjectives?\b|\bgoals?\b|\baims?\b"),
    ("hedges", "emergency_excepted", r"\bexcept (?:in|for) (?:an )?emergenc(?:y|ies)\b|\bemergencies excepted\b"),
    ("hedges", "reasonable_grounds_excepted", r"\bexcept (?:on|for) reasonable (?:grounds|cause|reasons?)\b"),
    ("hedges", "negotiable", r"\bnegotiable\b|\bsubject to (?:negotiation|agreement)\b"),
    ("hedges", "on_request", r"\b(?:up)?on request\b|\bon application\b|\boptional(?:ly)?\b"),
    ("hedges", "in_principle", r"\bin principle\b|\bas a (?:general )?rule\b|\bgenerally\b"),
    ("hedges", "typical", r"\btypical(?:ly)?\b|\busual(?:ly)?\b|\bnormally\b"),
    (
        "hedges",
        "approximate",
        r"\bapprox(?:\.|imately\b)|\babout (?=[0-9])|\baround (?=[0-9])|~ ?(?=[0-9])|\bca?\. ?(?=[0-9])",
    ),
    ("answer", "not_applicable", r"\bnot applicable\b|\bn/a\b"),
    ("answer", "unset", r"\bnot (?:set|defined|specified|yet set)\b|\btbd\b"),
    ("answer", "undisclosed", r"\bundisclosed\b|\bnot (?:disclosed|published|public)\b|\bconfidential\b"),
    ("answer", "none", r"\bnot (?:provided|offered|available|supported)\b|\bnone\b"),
    ("comparator", "less_than", r"\b(?:less|fewer|shorter) than\b|\bunder (?=[0-9])|\bbelow\b|<(?!=)"),
    (
        "comparator",
        "at_most",
        r"\b(?:no|not) (?:more|longer|later) than\b|\bat most\b|\bwithin\b|\bup to\b|\bmaximum\b|<=|≤",
    ),
    ("comparator", "at_least", r"\b(?:no|not) (?:less|fewer) than\b|\bat least\b|\bminimum\b|>=|≥"),
    ("comparator", "more_than", r"\b(?:more|longer|greater) than\b|\bover (?=[0-9])|\bexceed(?:s|ing)?\b|>(?!=)"),
    ("comparator", "at_latest", r"\bat the latest\b"),
)

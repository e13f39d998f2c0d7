"""Checks on who answers for what: roles, subcontractors, supervision, confidentiality, and what the provider shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from medsla.catalogue import catalogue
from medsla.results import Fact, Severity
from medsla.rules.presence import absence
from medsla.rules.reading import Stance, read_whole, stance, views, words_of
from medsla.rules.rule import Found
from medsla.sla import Sla

__all__ = [
    "assessment",
    "boundary",
    "confidentiality",
    "disclosure",
    "finances",
    "guideline_clause",
    "guideline_edition",
    "lead_provider",
    "outsourced_destruction",
    "roles",
    "subcontracting",
    "supervision",
]

AUDIT, STAFF, CONSENT = "audit.right", "confidentiality.staff", "subcontract.consent"
LIST, FLOWDOWN, LEAD = "subcontract.list", "subcontract.flowdown", "responsibility.lead_provider"
BOUNDARY, MATRIX = "responsibility.demarcation", "responsibility.matrix"
MDS, CONFORMITY, ASSESSMENT = "disclosure.mds_sds", "disclosure.spec_conformity", "security.independent_assessment"
ERASURE, CERTIFICATE = "exit.erasure", "exit.erasure_certificate"

_NAME: Mapping[str, Fact] = MappingProxyType({"disclosure_label": CONFORMITY})
"""The disclosure is called by the catalogue's name wherever a sentence speaks of it."""

_GUIDELINE = re.compile(
    r"安全管理(?:に関する)?ガイドライン|3省2ガイドライン|security management guideline", re.IGNORECASE
)
_OLD_EDITION = re.compile(
    r"(?:医療情報システムの安全管理に関するガイドライン[^。]{0,12}?第?\s*(?P<mhlw>[1-6](?:\.[0-9])?)\s*版)"
    r"|(?:提供事業者における安全管理ガイドライン[^。]{0,12}?第?\s*(?P<providers>1(?:\.[01])?)\s*版)"
    r"|(?P<merged>(?:ASP・SaaS|クラウドサービス)事業者が医療情報を取り扱う際の安全管理に関するガイドライン"
    r"|医療情報を受託管理する情報処理事業者(?:における安全管理|向け)ガイドライン)"
)
"""Editions that a later one replaced; the current ones are known from secondary sources."""

_FINANCES = re.compile(r"財務|決算|経営の健全性|導入実績|financial", re.IGNORECASE)
_AGREED = re.compile(r"承諾|了承|同意|承認|consent|approval", re.IGNORECASE)


def guideline_clause(sla: Sla) -> Iterator[Found]:
    """Nothing commits the provider to the ministries' guideline: neither a clause nor the disclosure by its items."""
    said = any(_GUIDELINE.search(words) for words in _all_words(sla))
    if read_whole(sla) and not said and stance(sla, CONFORMITY) is not Stance.given:
        yield Found((CONFORMITY,), _NAME)


def guideline_edition(sla: Sla) -> Iterator[Found]:
    """Words that name an edition of a guideline which a later one replaced."""
    for address, words in words_of(sla):
        found = _OLD_EDITION.search(words)
        if found:
            yield Found((address,), {"edition_words": found.group()})


def _all_words(sla: Sla) -> Iterator[str]:
    yield from (words for _, words in words_of(sla))
    yield from (str(row.get("said", "")) for row in sla.unmapped)


def supervision(sla: Sla) -> Iterator[Found]:
    """No means for the institution to see how its data is handled."""
    yield from absence(sla, AUDIT, Severity.major)
    for view in views(sla, AUDIT):
        if view.facets.get("right") == "none":
            yield Found((view.at("right"),), {"variant": "finding_refused"}, Severity.major, refused=True)


def confidentiality(sla: Sla) -> Iterator[Found]:
    """Staff are not bound to secrecy, or only as long as they stay."""
    yield from absence(sla, STAFF, Severity.major)
    for view in views(sla, STAFF):
        after = view.facets.get("after_leaving")
        if after is False:
            yield Found((view.at("after_leaving"),), {"variant": "finding_leavers"})
        elif after is None and view.facets.get("provided") is True and read_whole(sla):
            yield Found((view.at("after_leaving"),), {"variant": "finding_open"}, Severity.minor)


def subcontracting(sla: Sla) -> Iterator[Found]:
    """Subcontracting without consent, and without notice, a list and equal duties in its place."""
    if stance(sla, CONSENT).absent:
        yield Found((CONSENT,), {"variant": "finding_absent"})
    for view in views(sla, CONSENT):
        rule = view.facets.get("rule")
        if rule == "free":
            yield Found((view.at("rule"),))
        lacking = tuple(a for a in (LIST, FLOWDOWN) if stance(sla, a).absent or stance(sla, a) is Stance.refused)
        if rule == "notify" and lacking:
            facts: dict[str, Fact] = {"variant": "finding_notify", "missing_labels": lacking}
            yield Found((view.at("rule"), *lacking), facts, Severity.minor)


def lead_provider(sla: Sla) -> Iterator[Found]:
    """The provider with the contract answers for its own part only, or does not say."""
    yield from absence(sla, LEAD, Severity.minor, "finding_absent")
    for view in views(sla, LEAD):
        if view.facets.get("answers_for") == "own_part":
            yield Found((view.at("answers_for"),))


def boundary(sla: Sla) -> Iterator[Found]:
    """No boundary of responsibility, or one that is not drawn by layer."""
    yield from absence(sla, BOUNDARY, Severity.major)
    for view in views(sla, BOUNDARY):
        if "layers" not in view.facets and read_whole(sla):
            yield Found((view.at("layers"),), {"variant": "finding_layers"}, Severity.minor)


def roles(sla: Sla) -> Iterator[Found]:
    """Roles are not shared out for every situation: normal time, failure, cyber attack, and toward the public."""
    yield from absence(sla, MATRIX, Severity.major, "finding_absent")
    known = catalogue().facet(f"{MATRIX}.covers").tokens
    for view in views(sla, MATRIX):
        covers = view.facets.get("covers")
        missing = [token for token in known if covers is not None and token not in covers]
        if missing:
            facts: dict[str, Fact] = {"missing_tokens": (f"{MATRIX}.covers", *missing)}
            yield Found((view.at("covers"),), facts)


def outsourced_destruction(sla: Sla) -> Iterator[Found]:
    """Erasure may be handed to others without the institution's consent."""
    erased = next((a for a in (ERASURE, CERTIFICATE) if stance(sla, a) is Stance.given), None)
    agreed = any(a.startswith("exit.erasure") and _AGREED.search(words) for a, words in words_of(sla))
    if erased is None or agreed:
        return
    for view in views(sla, CONSENT):
        rule = str(view.facets.get("rule", ""))
        if rule in ("notify", "free"):
            yield Found((view.at("rule"), erased), {"rule_tokens": (f"{CONSENT}.rule", rule)})


def disclosure(sla: Sla) -> Iterator[Found]:
    """Neither of the two disclosure statements is offered."""
    found = [stance(sla, address) for address in (MDS, CONFORMITY)]
    if any(each is Stance.refused for each in found) and all(each.absent or each is Stance.refused for each in found):
        yield Found((MDS, CONFORMITY), {**_NAME, "variant": "finding_refused"}, Severity.minor, refused=True)
    elif all(each.absent for each in found):
        yield Found((MDS, CONFORMITY), _NAME)


def assessment(sla: Sla) -> Iterator[Found]:
    """No assessment of the security measures, or one whose result is kept back."""
    yield from absence(sla, ASSESSMENT, Severity.minor)
    for view in views(sla, ASSESSMENT):
        if view.facets.get("shared") is False:
            yield Found((view.at("shared"),), {"variant": "finding_unshared"})


def finances(sla: Sla) -> Iterator[Found]:
    """An offer that shows neither the provider's financial soundness nor its record.

    No term of the catalogue holds them: the disclosure by the guideline's items would, and any words on them do.
    """
    said = any(_FINANCES.search(words) for words in _all_words(sla))
    if sla.role == "offer" and read_whole(sla) and not said and stance(sla, CONFORMITY) is not Stance.given:
        yield Found((CONFORMITY,), _NAME)

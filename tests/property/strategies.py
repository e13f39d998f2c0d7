"""Valid documents, built from the catalogue alone: every term, facet, case and candidate can come up.

`documents()`, `term_data(term)` and `facet_value(facet)` give plain data as a file would hold it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from medsla.catalogue import DIMENSIONS, Facet, Term, case_key, catalogue

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COUNTRIES = ("JP", "SG", "US", "IE", "DE", "KR", "TW", "AU")
SEVERITIES = ("critical", "high", "medium", "low")


# Strategies are dear to build and cheap to draw from: each is built once.
_built: dict[tuple[str, str], st.SearchStrategy[Any]] = {}


@st.composite
def documents(draw: st.DrawFn, *, min_terms: int = 0, max_terms: int = 6) -> dict[str, Any]:
    """Whole documents that the schema accepts."""
    addresses = st.lists(st.sampled_from(_addresses()), unique=True, min_size=min_terms, max_size=max_terms)
    document: dict[str, Any] = {"medsla": "1.0", "terms": {}} | draw(_beside())
    for address in draw(addresses):
        term = catalogue().terms[address]
        document["terms"].setdefault(term.group, {})[term.key] = draw(term_data(term))
        if draw(st.booleans()):
            document.setdefault("origin", {})[address] = draw(_origins())
    return document


def term_data(term: Term) -> st.SearchStrategy[dict[str, Any]]:
    """What a document may say of one term: values, an answer, readings of an ambiguous answer, cases."""
    return _once(term, "any", lambda: st.one_of(stated(term), answered(), ambiguous(term), with_cases(term)))


def facet_value(facet: Facet) -> st.SearchStrategy[Any]:
    """A value of a facet that promises something: no refusal, no empty principal list."""
    if facet.kind == "token":
        return st.sampled_from(tuple(facet.tokens))
    if facet.kind == "tokens":
        least = 1 if facet.principal else 0
        return st.lists(st.sampled_from(tuple(facet.tokens)), unique=True, min_size=least, max_size=3)
    if facet.kind == "flag":
        return st.just(value=True) if facet.principal else st.booleans()
    by_kind: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "percent": percents,
        "duration": durations,
        "windows": windows,
        "countries": lambda: st.lists(st.sampled_from(COUNTRIES), unique=True, min_size=1, max_size=3),
        "count": lambda: st.integers(0, 10**6),
        "ladder": ladders,
        "text": texts,
    }
    return by_kind[facet.kind]()


def stated(term: Term) -> st.SearchStrategy[dict[str, Any]]:
    """At least one principal facet of a term, and some of the others."""
    return _once(term, "stated", lambda: _stated(term))


def refused(term: Term) -> st.SearchStrategy[dict[str, Any]]:
    """The ways to say no: an answer, `provided: false`, an empty principal list."""
    empty = {"flag": False, "tokens": [], "countries": []}
    ways = [{key: empty[term.facets[key].kind]} for key in term.principal if term.facets[key].kind in empty]
    return st.sampled_from([{"answer": "none"}, *ways])


@cache
def answered() -> st.SearchStrategy[dict[str, Any]]:
    """An answer that is no value."""
    answers = st.sampled_from(("none", "undisclosed", "unset", "not_applicable"))
    return st.fixed_dictionaries({"answer": answers}, optional={"said": texts()})


def ambiguous(term: Term) -> st.SearchStrategy[dict[str, Any]]:
    """An answer that can be read in two or three ways."""
    readings = st.lists(stated(term), min_size=2, max_size=3)
    whole = {"answer": st.just("ambiguous"), "candidates": readings}
    return _once(term, "ambiguous", lambda: st.fixed_dictionaries(whole, optional={"said": texts()}))


def with_cases(term: Term) -> st.SearchStrategy[dict[str, Any]]:
    """Cases with distinct keys, and what holds for all of them."""
    return _once(term, "cases", lambda: _with_cases(term))


@cache
def whens() -> st.SearchStrategy[dict[str, str]]:
    """One or two dimensions of a case."""
    values = dict.fromkeys(DIMENSIONS, st.sampled_from(("a", "b", "main_2")))
    values |= {"severity": st.sampled_from(SEVERITIES), "hours": st.sampled_from(("inside", "outside"))}
    chosen = [names for size in (1, 2) for names in combinations(DIMENSIONS, size)]
    return st.one_of([st.fixed_dictionaries({name: values[name] for name in names}) for names in chosen])


@cache
def percents() -> st.SearchStrategy[int | Decimal]:
    """0 to 100 with up to five decimals, also with zeros at the end."""
    return st.one_of(
        st.integers(0, 100),
        st.integers(1, 5).flatmap(lambda places: st.decimals(0, 100, places=places)),
    )


@cache
def durations() -> st.SearchStrategy[str]:
    """Lengths of time above zero in every notation."""
    number = st.integers(1, 400)
    single = ("P{}D", "P{}W", "P{}M", "P{}Y", "PT{}H", "PT{}M", "PT{}S", "P{}BD", "PT{}BH", "PT{}BM")
    double = ("P{}Y{}M", "P{}DT{}H", "PT{}H{}M", "P{}M{}D")
    return st.one_of(
        st.builds(str.format, st.sampled_from(single), number),
        st.builds(str.format, st.sampled_from(double), number, number),
        st.builds("P{}.5BD".format, st.integers(0, 9)),
    )


@cache
def windows() -> st.SearchStrategy[Any]:
    """Always, or some recurring windows."""
    return st.one_of(st.just("always"), st.lists(_window(), min_size=1, max_size=3))


@cache
def ladders() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Steps without gap or overlap whose credits rise as uptime falls, in one of three kinds."""
    limits = st.lists(st.integers(900, 999), min_size=1, max_size=4, unique=True).map(lambda found: sorted(found)[::-1])
    return st.tuples(limits, st.sampled_from(("percent", "fraction", "fee_days"))).map(lambda both: _steps(*both))


@cache
def texts() -> st.SearchStrategy[str]:
    """Short text of visible characters in any script."""
    visible = st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"))
    return st.text(st.one_of(st.sampled_from("稼働率99.9%以上「」: -#'\"\\"), visible), min_size=1, max_size=20)


def _once(
    term: Term, what: str, build: Callable[[], st.SearchStrategy[dict[str, Any]]]
) -> st.SearchStrategy[dict[str, Any]]:
    key = (term.address, what)
    if key not in _built:
        _built[key] = build()
    return _built[key]


@cache
def _addresses() -> tuple[str, ...]:
    return tuple(catalogue().terms)


def _stated(term: Term) -> st.SearchStrategy[dict[str, Any]]:
    values = {key: facet_value(facet) for key, facet in term.facets.items()}
    others = {key: value for key, value in values.items() if key not in term.principal}
    others |= {"said": texts(), "bound": st.sampled_from(("inclusive", "exclusive")), "actual": _actuals()}
    chosen = [keys for size in range(len(term.principal)) for keys in combinations(term.principal, size + 1)]
    return st.one_of([st.fixed_dictionaries({key: values[key] for key in keys}, optional=others) for keys in chosen])


def _with_cases(term: Term) -> st.SearchStrategy[dict[str, Any]]:
    rows = st.tuples(whens(), st.one_of(stated(term), answered())).map(lambda row: {"when": row[0]} | row[1])
    shared = {key: facet_value(facet) for key, facet in term.facets.items() if not facet.principal}
    unique = st.lists(rows, min_size=1, max_size=3, unique_by=lambda row: case_key(row["when"]))
    return st.fixed_dictionaries({"cases": unique}, optional=shared)


@cache
def _beside() -> st.SearchStrategy[dict[str, Any]]:
    role = st.sampled_from(("offer", "requirement", "agreement"))
    parts = {
        "document": st.fixed_dictionaries({"role": role, "extent": st.sampled_from(("whole", "excerpt"))}),
        "agreement": st.fixed_dictionaries({"number": texts(), "duration": durations()}),
        "service": st.fixed_dictionaries({"name": _local_texts(), "model": st.sampled_from(("saas", "paas", "iaas"))}),
        "unmapped": st.lists(st.fixed_dictionaries({"said": texts()}), max_size=2),
    }
    return st.fixed_dictionaries({}, optional=parts)


def _local_texts() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({"ja": texts()}, optional={"en": texts()})


@cache
def _origins() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({"place": texts(), "said": texts()})


@cache
def _actuals() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"value": st.one_of(percents(), texts()), "over": durations()})


def _window() -> st.SearchStrategy[dict[str, Any]]:
    hours = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from((0, 15, 30)))
    optional = {
        "days": st.lists(st.sampled_from(DAYS), unique=True, min_size=1, max_size=7),
        "holidays": st.sampled_from(("included", "excluded", "only")),
        "longest": st.sampled_from(("PT1H", "PT90M", "PT30H")),
    }
    plain = st.fixed_dictionaries({"from": hours}, optional=optional | {"to": st.one_of(hours, st.just("24:00"))})
    nth = st.fixed_dictionaries(
        {"nth": st.sampled_from((1, 2, 3, 4, 5, "last"))}, optional={"of": st.sampled_from(("weekday", "week"))}
    )
    monthly = st.one_of(nth, st.just({"every": "month"}))
    return st.one_of(plain, st.tuples(plain, monthly).map(lambda both: both[0] | both[1]))


def _steps(tenths: list[int], kind: str) -> list[dict[str, Any]]:
    limits = [Decimal(tenth) / 10 if tenth % 10 else tenth // 10 for tenth in tenths]
    steps: list[dict[str, Any]] = []
    for number, below in enumerate(limits, start=1):
        credit = {kind: f"{number}/{len(limits) + 1}"} if kind == "fraction" else {kind: number * 5}
        least = {"at_least": limits[number]} if number < len(limits) else {}
        steps.append(least | {"below": below, "credit": credit})
    return steps

"""The text of a starter file: every term of the catalogue, each facet as a line to uncomment, with what it means.

Walks the catalogue and the schema's own labels; no term and no key is named here. The values are samples of
the form and recommend nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from medsla import resources
from medsla.catalogue import Facet, Term, catalogue
from medsla.explanation import severity_word
from medsla.messages import say
from medsla.results import Severity

SCHEMA_FILE: Final = "sla.schema.json"

_SECTIONS: Final = ("document", "agreement", "parties", "service")
_DURATIONS: Final = {"lead": "P30D", "lasts": "P1Y", "every": "P1D", "per": "P1M"}
_LADDER: Final = "[{at_least: 99, below: 99.9, credit: {percent: 10}}, {below: 99, credit: {percent: 25}}]"
_SAMPLES: Final[Mapping[str, str]] = {
    "percent": "99.9",
    "windows": '[{days: [mon, tue, wed, thu, fri], from: "09:00", to: "18:00", holidays: excluded}]',
    "countries": "[JP]",
    "count": "1",
    "flag": "true",
    "ladder": _LADDER,
}
_BY_REFERENCE: Final[Mapping[str, str]] = {"Date": "2027-04-01", "Duration": "P1Y", "Token": "standard"}


def starter_text(languages: Sequence[str]) -> str:
    """The starter as YAML: valid as it stands, every term `unset`, comments in these languages.

    >>> starter_text(["en"]).splitlines()[0]
    '# yaml-language-server: $schema=sla.schema.json'
    """
    return "\n".join(_lines(languages)) + "\n"


def _lines(languages: Sequence[str]) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={SCHEMA_FILE}"
    yield "#"
    for language in languages:
        for name in ("title", "how", "samples", "answers", "qualifiers", "explain"):
            yield from (f"# {line}" for line in say(f"cli.starter.{name}", language).splitlines())
        yield "#"
    yield f'medsla: "{_schema()["properties"]["medsla"]["const"]}"'
    for section in _SECTIONS:
        yield ""
        yield from _section(section, _schema()["properties"][section], languages)
    yield ""
    yield "terms:"
    for group in catalogue().groups:
        yield ""
        yield f"  # ==== {_said(group.label, languages)} ===="
        yield f"  {group.key}:"
        for term in catalogue():
            if term.group == group.key:
                yield from _term(term, languages)


def _schema() -> Any:
    return json.loads(resources.read_text("schemas", SCHEMA_FILE))


def _section(name: str, node: Mapping[str, Any], languages: Sequence[str]) -> Iterator[str]:
    """A part beside the terms: what it is for, then its keys to uncomment."""
    for language in languages:
        yield f"# {say(f'cli.starter.{name}', language)}"
    if name == "document":
        # The two facts on which the reading of every silence rests are stated from the start.
        yield "document:"
        for key, value in (("role", "offer"), ("extent", "whole")):
            property_ = node["properties"][key]
            yield f"  {key}: {value}  # {_said(_label(property_), languages)}: {_choices(property_)}"
        rest = {key: value for key, value in node["properties"].items() if key not in ("role", "extent")}
        yield from (f"  #{line[3:]}" for line in _keys(rest, "  ", languages))
        return
    yield f"#{name}:"
    yield from _keys(node["properties"], "  ", languages)


def _keys(properties: Mapping[str, Any], margin: str, languages: Sequence[str]) -> Iterator[str]:
    for key, node in properties.items():
        if "x-medsla" not in node:
            yield f"#{margin}{key}:"
            yield from _keys(node["properties"], margin + "  ", languages)
            continue
        choices = _choices(node)
        note = _said(_label(node), languages) + (f": {choices}" if choices else "")
        yield f"#{margin}{key}: {_sample(node)}  # {note}"


def _label(node: Mapping[str, Any]) -> Mapping[str, str]:
    label: Mapping[str, str] = node["x-medsla"]["label"]
    return label


def _choices(node: Mapping[str, Any]) -> str:
    return " | ".join(node.get("enum") or node.get("items", {}).get("enum", ()))


def _sample(node: Mapping[str, Any]) -> str:
    label = _label(node)
    reference = node.get("$ref", "").rpartition("/")[2]
    if reference == "LocalText":
        return f'{{ja: "{label["ja"]}", en: "{label["en"]}"}}'
    if reference:
        return _BY_REFERENCE[reference]
    if node["type"] == "array":
        inner = node["items"]
        if "enum" in inner:
            return f"[{inner['enum'][0]}]"
        return f'[{{key: critical, said: "{label["ja"]}"}}]' if inner["type"] == "object" else f'["{label["ja"]}"]'
    return str(node["enum"][0]) if "enum" in node else f'"{label["ja"]}"'


def _term(term: Term, languages: Sequence[str]) -> Iterator[str]:
    weight = " / ".join(severity_word(Severity(term.weight), language) for language in languages)
    yield f"    # {_said(term.label, languages)} [{weight}]"
    yield f"    # {_said(term.why, languages)}"
    yield f"    {term.key}:"
    yield "      answer: unset"
    for facet in term.own:
        choices = f": {' | '.join(facet.tokens)}" if facet.tokens and facet.kind != "flag" else ""
        yield f"      #{facet.key}: {sample(facet)}  # {_said(facet.label, languages)}{choices}"


def sample(facet: Facet) -> str:
    """A value that shows the form of a facet, as it stands in YAML.

    >>> sample(catalogue().facet("recovery.rto.within"))
    'PT4H'
    """
    if facet.kind == "duration":
        return _DURATIONS.get(facet.key, "PT4H")
    if facet.kind in ("token", "tokens"):
        first = next(iter(facet.tokens))
        return first if facet.kind == "token" else f"[{first}]"
    if facet.kind == "text":
        return f'"{facet.label["ja"]}"'
    return _SAMPLES[facet.kind]


def _said(words: Mapping[str, str], languages: Sequence[str]) -> str:
    return " / ".join(dict.fromkeys(words[language] for language in languages))

"""Nothing in a template runs, and nothing in a value changes the contract."""

from __future__ import annotations

import copy
import io
import re
import subprocess
import sys
import zipfile
from typing import Any

import pytest
from tests.contract_texts import CONTRACT, contract
from tests.naughty_strings import NAUGHTY
from tests.template_probes import PROBES, UNENDING
from tests.word_files import (
    PLACES,
    core_property,
    everywhere,
    paragraph,
    paragraphs_of,
    template,
    unzipped,
    word_file,
    zipped,
)

from medsla.contract import load_template, render_text
from medsla.contract.context import as_context, check_context
from medsla.contract.fence import compile_part, environment, write_part
from medsla.contract.values import Values
from medsla.errors import RenderError, TemplateError

NOTHING_RAN = re.compile(r"uid=|class|builtin|globals|&lt;|function|object", re.IGNORECASE)


@pytest.mark.parametrize("place", PLACES)
def test_every_probe_is_refused_in_every_place_of_a_template(place: str) -> None:
    accepted = []
    for probe in PROBES:
        try:
            load_template(template(place, probe))
        except TemplateError as error:
            if all(problem.place.spot for problem in error.problems):
                continue
        accepted.append(probe)
    assert accepted == []


def test_a_probe_in_the_properties_stays_out_of_the_contract() -> None:
    for probe in PROBES:
        core = (
            f'<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:title><![CDATA[{probe}]]></dc:title></cp:coreProperties>'
        )
        parts = unzipped(template()) | {"docProps/core.xml": core.encode()}
        made = render_text(CONTRACT, load_template(zipped(parts)))
        assert core_property(made, "title") == CONTRACT.title


def test_the_syntax_tree_alone_lets_nothing_pass_but_names_and_loops_over_them() -> None:
    """Without the lint of tags; what compiles here fails on the names and kinds of values."""
    compiled = set()
    for probe in PROBES:
        try:
            compile_part(probe, "word/document.xml")
        except TemplateError:
            continue
        compiled.add(probe)
    assert compiled == {
        "{{ config }}",
        "{{ request.application }}",
        "{{ loop.cycle }}",
        "{{ groups }}",
        "{{ institution }}",
        "{{ electronic }}",
        "{% for a in title %}{{ a }}{% endfor %}",
        "{% for a in groups %}{% for b in groups %}{% for c in groups %}{% endfor %}{% endfor %}{% endfor %}",
    }


@pytest.mark.parametrize("probe", [probe for probe in PROBES if "range" not in probe and "4000000000" not in probe])
def test_the_environment_alone_would_run_nothing_and_change_nothing(probe: str) -> None:
    """Without lint and tree check: the sandbox itself is the last line."""
    from jinja2 import TemplateError as EngineError

    context = as_context(CONTRACT)
    before = copy.deepcopy(context)
    try:
        made = environment().from_string(probe).render({**context, "printed values": []})
    except (EngineError, TypeError, ValueError):
        made = ""
    assert context == before
    assert not NOTHING_RAN.search(made)


LOOPS = (
    "<w>{{ title }}{% for group in groups %}<g>{{ group.heading }}</g>{% for row in group.rows %}<r>{{ row.text }}"
    "{% if row.no %}{{ row.no }}{% else %}-{% endif %}</r>{% endfor %}{{ loop.index }}{% if loop.last %}.{% endif %}"
    "{% endfor %}{% if not electronic %}{{ institution.name }}{% endif %}"
    "{% for row in groups %}{{ title }}{% for one in row.rows %}{{ one.label }}{{ row.heading }}{% endfor %}"
    "{% endfor %}</w>"
)


@pytest.mark.parametrize("title", ["サービスレベル合意書", 'R&D <5%> "x"\n次の行'])
def test_the_programs_of_templates_print_what_the_sandbox_alone_prints(title: str) -> None:
    context = Values(contract(title=title)).context
    expected = environment().from_string(LOOPS).render(context)
    part = compile_part(LOOPS, "word/document.xml")
    for _ in range(2):  # service levels are written once and known afterwards
        assert "".join(write_part(part, context, "word/document.xml")) == expected
    assert expected.count("<r>") == 2


@pytest.mark.parametrize(
    "source", ["{{ titel }}", "{{ institution.nam }}", "{{ title.upper }}", "{{ groups.x }}", "{{ title.x.y }}"]
)
def test_a_name_that_is_not_there_prints_nothing(source: str) -> None:
    part = compile_part(source, "word/document.xml")
    with pytest.raises(RenderError) as caught:
        write_part(part, Values(CONTRACT).context, "word/document.xml")
    assert caught.value.problems[0].code in {"fence.missing-value", "fence.refused-value"}


def test_an_unending_template_is_refused_before_it_starts() -> None:
    with pytest.raises(TemplateError):
        load_template(template("body", UNENDING))


def test_a_part_that_grows_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medsla.contract.fence.LONGEST_PART", 100)
    part = compile_part("{% for a in groups %}<w:p/>{% endfor %}", "word/document.xml")
    with pytest.raises(RenderError) as caught:
        write_part(part, {"groups": ["x"] * 50}, "word/document.xml")
    assert [problem.code for problem in caught.value.problems] == ["fence.too-large"]


EVERYWHERE = load_template(everywhere("{{ title }}"))
NUMBERED = load_template(everywhere("{{ number }}"))


def outcome(text: str) -> str:
    """`same`, `refused` at the value's own address, or what went wrong."""
    try:
        made = render_text(contract(title=text), EVERYWHERE)
    except RenderError as error:
        places = {problem.place.address for problem in error.problems}
        return "refused" if places == {"title"} else f"refused elsewhere: {places}"
    printed = [line for line in paragraphs_of(made) if line == text]
    in_box = [line for line in paragraphs_of(made) if line == text * 2]  # the paragraph that holds both copies
    if core_property(made, "title") != text:
        return "changed in the properties"
    return "same" if len(printed) + len(in_box) >= 8 or not text else f"changed in the text: {len(printed)}"


@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: ascii(text)[:40])
def test_a_naughty_value_is_printed_letter_by_letter_or_refused_by_address(text: str) -> None:
    assert outcome(text) in {"same", "refused"}


@pytest.mark.parametrize(
    "text", ["R&D <青空>病院", "𠮷田", "葛\U000e0100城", "{{ 7*7 }}", "{_{ 7*7 }_}", "👨\u200d⚕️", "a\nb\tc", " x "]
)
def test_what_a_contract_can_hold_is_not_refused(text: str) -> None:
    assert outcome(text) == "same"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\x00", "fence.illegal-character"),
        ("a\rb", "fence.illegal-character"),
        ("\ud800", "fence.illegal-character"),
        ("\ufdd0", "fence.illegal-character"),
        ("\uffff", "fence.illegal-character"),
        ("\x85", "fence.illegal-character"),
        ("\u202e99.9", "fence.direction-override"),
        ("a" * 20_001, "fence.long-value"),
    ],
)
def test_what_a_contract_cannot_hold_is_refused_with_its_reason(text: str, code: str) -> None:
    problems = check_context(as_context(contract(title=text)), "ja")
    assert [(problem.code, problem.place.address) for problem in problems] == [(code, "title")]


@pytest.mark.parametrize("number", ["SLA\u200b1", "SLA\u200f1", "SLA\u2028", "a\nb", "a\tb"])
def test_a_contract_number_has_no_letter_that_cannot_be_seen(number: str) -> None:
    with pytest.raises(RenderError) as caught:
        render_text(contract(number=number), NUMBERED)
    assert {(problem.code, problem.place.address) for problem in caught.value.problems} == {
        ("fence.invisible-in-number", "number")
    }


def test_a_finished_contract_is_no_template() -> None:
    made = render_text(contract(title="{_{ 7*7 }_}"), EVERYWHERE)
    with pytest.raises(TemplateError) as caught:
        load_template(made)
    assert [problem.code for problem in caught.value.problems] == ["fence.contract-as-template"]


def test_all_missing_and_strange_values_are_named_at_once() -> None:
    context: dict[str, Any] = as_context(CONTRACT)
    del context["title"], context["institution"]["name"]
    context["groups"][0]["rows"][0]["text"] = 99.9
    context["electronic"] = "no"
    context["extra"] = "x"
    context["provider"]["name"] = "a\x00"
    with pytest.raises(RenderError) as caught:
        render_text(context, EVERYWHERE)
    assert sorted((problem.code, problem.place.address) for problem in caught.value.problems) == [
        ("fence.illegal-character", "provider.name"),
        ("fence.missing-value", "institution.name"),
        ("fence.missing-value", "title"),
        ("fence.unknown-value", "extra"),
        ("fence.wrong-kind", "electronic"),
        ("fence.wrong-kind", "groups[0].rows[0].text"),
    ]


@pytest.mark.parametrize("name", ["title", "number", "institution", "groups", "electronic", "service"])
def test_each_missing_value_is_named(name: str) -> None:
    context = as_context(CONTRACT)
    del context[name]
    with pytest.raises(RenderError) as caught:
        render_text(context, EVERYWHERE)
    assert [problem.place.address for problem in caught.value.problems] == [name]


def test_the_callers_data_is_not_touched() -> None:
    context = as_context(CONTRACT)
    before = copy.deepcopy(context)
    render_text(context, EVERYWHERE)
    assert context == before


def test_a_service_level_that_the_template_does_not_print_is_named() -> None:
    with pytest.raises(RenderError) as caught:
        render_text(CONTRACT, load_template(word_file(paragraph("{{ title }}"))))
    assert [(problem.code, dict(problem.fields)["text"]) for problem in caught.value.problems] == [
        ("fence.not-printed", "99.9%以上"),
        ("fence.not-printed", "障害検知後4時間以内"),
    ]


SCRIPT = """
import hashlib, sys
sys.path.insert(0, '.')
from medsla.contract import load_template, render_text, pair
from tests.contract_texts import CONTRACT
for language, text in (('ja', CONTRACT), ('en', CONTRACT), ('ja-en', pair(CONTRACT, CONTRACT))):
    for name in ('annex', 'form-a', 'form-b'):
        print(hashlib.sha256(render_text(text, load_template(name, language=language))).hexdigest())
"""


def test_the_same_contract_has_the_same_bytes_whatever_the_seed_and_the_time_zone() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": "src", "PATH": "/usr/bin:/bin"},
        ).stdout
        for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("77", "America/New_York"))
    }
    assert [len(output.split()) for output in outputs] == [9]


def test_the_times_in_the_archive_are_those_of_the_build_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def times() -> set[tuple[int, ...]]:
        with zipfile.ZipFile(io.BytesIO(render_text(CONTRACT, EVERYWHERE))) as archive:
            return {member.date_time for member in archive.infolist()}

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert times() == {(1980, 1, 1, 0, 0, 0)}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert times() == {(2027, 1, 15, 8, 0, 0)}

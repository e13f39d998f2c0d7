"""`init`, `completion`, `render` and `demo`: files that are made."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from tests.command_line import CLEAN, EXAMPLES, OFFER, call

import medsla
from medsla import resources
from medsla.catalogue import Term, catalogue
from medsla.cli.starter import sample, starter_text
from medsla.reading.documents import read_document
from medsla.sla import load_data

Capsys = pytest.CaptureFixture[str]

LANGUAGES = [("ja",), ("en",), ("ja", "en")]


# -------------------------------------------------------------------------------------- init


@pytest.mark.parametrize("languages", LANGUAGES)
def test_the_starter_is_valid_and_leaves_every_term_unset(languages: tuple[str, ...]) -> None:
    sla = medsla.load(starter_text(languages).encode("utf-8"), name="sla.yaml")
    assert {address: dict(sla.term(address)) for address in catalogue().terms} == {
        address: {"answer": "unset"} for address in catalogue().terms
    }


@pytest.mark.parametrize("languages", LANGUAGES)
def test_the_starter_with_all_its_samples_is_valid_too(languages: tuple[str, ...]) -> None:
    text = re.sub(r"^( *)#( *)(?=[a-z_]+:(?: |$))", r"\1\2", starter_text(languages), flags=re.MULTILINE)
    text = re.sub(r"^ +answer: unset\n", "", text, flags=re.MULTILINE)
    sla = medsla.load(text.encode("utf-8"), name="sla.yaml")
    assert sla.stated == tuple(catalogue().terms)
    assert set(sla.data) == {"medsla", "document", "agreement", "parties", "service", "terms"}
    assert set(sla.parties) == {"institution", "provider"}


@pytest.mark.parametrize("term", tuple(catalogue()), ids=lambda term: term.address)
def test_the_sample_of_every_facet_is_a_value_of_it(term: Term) -> None:
    for facet in term.own:
        value = read_document(f"v: {sample(facet)}\n".encode()).data["v"]
        sla = load_data({"medsla": "1.0", "terms": {term.group: {term.key: {facet.key: value}}}})
        assert sla.get(f"{term.address}.{facet.key}") is not None


def test_the_starter_explains_every_term_in_both_languages() -> None:
    lines = starter_text(("ja", "en")).splitlines()
    told = {line.strip() for line in lines if line.lstrip().startswith("# ")}
    for term in catalogue():
        assert any(term.label["ja"] in line and term.label["en"] in line for line in told), term.address
    assert f"# {catalogue().term('recovery.rto').why['ja']} / {catalogue().term('recovery.rto').why['en']}" in told


def test_init_puts_the_schema_beside_the_file_for_editors(capsys: Capsys, tmp_path: Path) -> None:
    ended = call(capsys, "init", "-o", str(tmp_path / "new.yaml"), "--lang", "en")
    assert (ended.code, ended.out) == (0, "")
    first = (tmp_path / "new.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=sla.schema.json"
    assert (tmp_path / "sla.schema.json").read_bytes() == resources.read_bytes("schemas", "sla.schema.json")
    assert call(capsys, "validate", str(tmp_path / "new.yaml")).code == 0


def test_init_never_replaces_a_file_unless_forced(capsys: Capsys, tmp_path: Path) -> None:
    target = tmp_path / "mine.yaml"
    target.write_text("kept", encoding="utf-8")
    assert call(capsys, "init", "-o", str(target), "--lang", "en").code == 4
    assert target.read_text(encoding="utf-8") == "kept"
    assert call(capsys, "init", "-o", str(target), "--force", "--quiet").code == 0
    assert target.read_text(encoding="utf-8") == starter_text(("ja", "en"))


def test_init_prints_the_starter_when_asked(capsys: Capsys) -> None:
    assert call(capsys, "init", "-o", "-", "--lang", "ja").out == starter_text(("ja",))


# -------------------------------------------------------------------------------- completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_of_a_shell_calls_back_medsla(shell: str, capsys: Capsys) -> None:
    ended = call(capsys, "completion", shell)
    assert (ended.code, ended.err) == (0, "")
    assert f"_MEDSLA_COMPLETE={shell}_complete" in ended.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_takes_its_completion(shell: str, capsys: Capsys, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed here")
    script = tmp_path / "medsla"
    script.write_text(call(capsys, "completion", shell).out, encoding="utf-8")
    done = subprocess.run([program, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        (["medsla", "re"], {"review", "render"}),
        (["medsla", "explain", "recovery.r"], {"recovery.rto", "recovery.rpo", "recovery.rlo"}),
        (["medsla", "review", "--lang", "j"], {"ja", "ja-en"}),
        (["medsla", "review", "--against", "met"], {"meti"}),
    ],
)
def test_names_are_completed(
    line: list[str], offered: set[str], capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_MEDSLA_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(line))
    monkeypatch.setenv("COMP_CWORD", str(len(line) - 1))
    assert {row.partition(",")[2] for row in call(capsys).out.splitlines()} == offered


# ------------------------------------------------------------------------------------ render


@pytest.mark.parametrize("language", ["ja", "en", "ja-en"])
def test_a_contract_is_written_whole(language: str, capsys: Capsys, tmp_path: Path) -> None:
    out = tmp_path / "annex.docx"
    ended = call(capsys, "render", CLEAN, "-o", str(out), "--lang", language, "--template", "annex")
    assert (ended.code, ended.out) == (0, "")
    assert zipfile.ZipFile(out).testzip() is None
    assert [file.name for file in tmp_path.iterdir()] == ["annex.docx"]


def test_what_is_not_printed_is_counted(capsys: Capsys, tmp_path: Path) -> None:
    ended = call(capsys, "render", CLEAN, "-o", str(tmp_path / "a.docx"), "--lang", "en")
    stated = medsla.load(CLEAN).stated
    missing = len(catalogue().terms) - len(stated)
    assert f"{missing} of the {len(catalogue().terms)} terms" in ended.err
    assert call(capsys, "render", CLEAN, "-o", str(tmp_path / "a.docx"), "--quiet").err == ""


def test_render_prints_an_article_that_is_asked_for_and_refuses_one_that_there_is_not(
    capsys: Capsys, tmp_path: Path
) -> None:
    out = str(tmp_path / "a.docx")
    assert call(capsys, "render", CLEAN, "-o", out, "--article", "damages", "--article", "consultation").code == 0
    ended = call(capsys, "render", CLEAN, "-o", out, "--article", "damage", "--lang", "en")
    assert ended.code == 4
    assert "damage" in ended.err


def test_an_offer_that_lacks_what_a_contract_needs_is_refused_with_4_and_names_all_of_it(
    capsys: Capsys, tmp_path: Path
) -> None:
    ended = call(capsys, "render", OFFER, "-o", str(tmp_path / "a.docx"), "--lang", "en")
    assert ended.code == 4
    assert "agreement.number" in ended.err
    assert "parties.institution.name" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_template_is_refused_with_4(capsys: Capsys, tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(b"no word file")
    ended = call(capsys, "render", CLEAN, "-o", str(tmp_path / "a.docx"), "--template", str(tmp_path / "t.docx"))
    assert ended.code in (3, 4)
    assert not (tmp_path / "a.docx").exists()


def test_a_contract_never_goes_to_the_screen_nor_over_its_source(capsys: Capsys, tmp_path: Path) -> None:
    copy = tmp_path / "agreed.yaml"
    shutil.copy(CLEAN, copy)
    assert call(capsys, "render", str(copy), "-o", "-").code == 2
    assert call(capsys, "render", str(copy), "-o", str(copy)).code == 2
    assert copy.read_bytes() == Path(CLEAN).read_bytes()


# -------------------------------------------------------------------------------------- demo


def test_the_demo_reviews_and_renders_and_says_where(capsys: Capsys, tmp_path: Path) -> None:
    folder = tmp_path / "見本"
    ended = call(capsys, "demo", "-o", str(folder), "--lang", "en")
    assert (ended.code, ended.err) == (0, "")
    made = {file.name for file in folder.rglob("*") if file.is_file()}
    for stem in ("vendor-offer", "p01-licence-system", "p02-service-level-definition"):
        assert {f"{stem}.{each}.{end}" for each in ("ja", "en") for end in ("md", "html")} <= made
        assert f"{stem}.json" in made
    assert {"annex.ja.docx", "annex.en.docx", "annex.ja-en.docx", "sla.xlsx", "rows.xlsx", "base.yaml"} <= made
    assert {f"vendor-offer.{kind}.ja.docx" for kind in ("meeting", "questions")} <= made
    assert {"sent.docx", "returned.docx"} | {
        f"returned.{each}.{end}" for each in ("ja", "en") for end in ("html", "docx")
    } <= made
    assert len(list((folder / "contracts").glob("*.docx"))) == 9
    assert "Contracts from 10 rows: 9 made, 1 refused, 0 skipped" in ended.out
    assert {name for name in made if name not in ended.out} == set()
    assert "vendor-offer.yaml: to mend " in ended.out


def test_the_demo_inspects_a_contract_that_came_back_with_three_edits(capsys: Capsys, tmp_path: Path) -> None:
    ended = call(capsys, "demo", "-o", str(tmp_path), "--lang", "en")
    found = medsla.inspect_contract(tmp_path / "sent.docx", tmp_path / "returned.docx")
    assert f"returned.docx: {len(found)} changes from the contract sent, {len(found.unrecorded())} of them" in ended.out
    assert [(one.kind, one.address or one.where.partition("（")[0], one.tracked) for one in found] == [
        ("control", "exit.fee", False),
        ("value", "recovery.rto", False),
        ("wording", "第13条", True),
        *[("removed", "別紙5 24-4", False)] * 3,
    ]


def test_what_the_demo_says_of_an_offer_is_what_a_review_says(capsys: Capsys, tmp_path: Path) -> None:
    call(capsys, "demo", "-o", str(tmp_path), "--quiet")
    file = tmp_path / "p01-licence-system.json"
    review = medsla.review(medsla.load((EXAMPLES / "p01-licence-system.yaml").read_bytes(), name="p01.yaml"))
    assert json.loads(file.read_text(encoding="utf-8"))["summary"]["by_verdict"] == review.by_verdict()

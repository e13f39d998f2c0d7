from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from tests import made_reviews as made

import medsla
from medsla import notebook
from medsla.catalogue import catalogue
from medsla.errors import UnknownLocale
from medsla.profile import yardstick
from medsla.sla import load_data

OFFER = "medsla: '1.0'\nterms: {recovery: {rto: {within: PT4H}}}\n"


class Formatter:
    """As much of IPython's formatter as medsla uses: a printer for each type."""

    def __init__(self, **printers: Any) -> None:
        self.type_printers: dict[type, Any] = {{"tuple": tuple}[name]: printer for name, printer in printers.items()}

    def for_type(self, kind: type, printer: Any) -> None:
        self.type_printers[kind] = printer

    def lookup_by_type(self, kind: type) -> Any:
        return self.type_printers[kind]

    def pop(self, kind: type, default: Any) -> Any:
        return self.type_printers.pop(kind, default)


class Printer:
    """What a printer of text is told."""

    said = ""

    def text(self, text: str) -> None:
        self.said += text


@pytest.fixture
def formatters(monkeypatch: pytest.MonkeyPatch) -> dict[str, Formatter]:
    """The formatters of a shell that runs, so it seems."""
    before = Formatter(tuple=lambda shown, printer, _cycle: printer.text(f"tuple of {len(shown)}"))
    found = {"text/html": Formatter(), "text/plain": before}
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters=found))
    running = ModuleType("IPython")
    running.get_ipython = lambda: shell  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", running)
    return found


def text_of(formatters: dict[str, Formatter], shown: Any) -> str:
    printer = Printer()
    formatters["text/plain"].type_printers[type(shown)](shown, printer, False)
    return printer.said


def html_of(formatters: dict[str, Formatter], shown: Any) -> str | None:
    found: str | None = formatters["text/html"].type_printers[type(shown)](shown)
    return found


def objects() -> list[Any]:
    sla = load_data({"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT4H"}}}})
    return [sla, made.review(), made.diff(), yardstick(), catalogue().term("recovery.rto"), made.uptime()]


def test_without_ipython_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    assert notebook.enable("ja") is False
    assert "IPython" not in sys.modules


def test_a_language_that_medsla_does_not_write_is_refused() -> None:
    with pytest.raises(UnknownLocale):
        notebook.enable("fr")


@pytest.mark.parametrize("shown", objects(), ids=lambda shown: type(shown).__name__)
def test_an_object_is_shown_in_the_language_asked_for(formatters: dict[str, Formatter], shown: Any) -> None:
    assert notebook.enable("en") is True
    assert html_of(formatters, shown) == notebook.show(shown, "en").html
    assert text_of(formatters, shown) == notebook.show(shown, "en").text
    assert "\n" not in text_of(formatters, shown)


def test_a_tuple_of_findings_is_a_table_and_any_other_tuple_is_left_alone(formatters: dict[str, Formatter]) -> None:
    notebook.enable("ja")
    findings = made.review().findings
    assert str(html_of(formatters, findings)).count("<tr>") == 1 + len(findings)
    assert text_of(formatters, findings) == f"{len(findings)}件"
    for other in ((), (1, 2), (*findings, 1)):
        assert html_of(formatters, other) is None
        assert text_of(formatters, other) == f"tuple of {len(other)}"


def test_enabled_twice_it_speaks_the_second_language_and_still_leaves_other_tuples_alone(
    formatters: dict[str, Formatter],
) -> None:
    notebook.enable("ja")
    notebook.enable("en")
    assert text_of(formatters, made.review().findings).endswith("in all")
    assert text_of(formatters, (1, 2)) == "tuple of 2"


def test_the_first_use_of_medsla_shows_tables_in_japanese(
    formatters: dict[str, Formatter], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(vars(medsla), "review", raising=False)
    assert medsla.review
    assert text_of(formatters, made.review()) == notebook.show(made.review(), "ja").text


def test_a_language_chosen_before_the_first_use_stays(
    formatters: dict[str, Formatter], monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook.enable("en")
    monkeypatch.delitem(vars(medsla), "review", raising=False)
    assert medsla.review
    assert text_of(formatters, made.review()) == notebook.show(made.review(), "en").text


def test_the_extension_can_be_loaded_and_unloaded(formatters: dict[str, Formatter]) -> None:
    before = dict(formatters["text/plain"].type_printers)
    notebook.load_ipython_extension(None)
    assert len(formatters["text/html"].type_printers) == 8
    notebook.unload_ipython_extension(None)
    assert formatters["text/html"].type_printers == {}
    assert formatters["text/plain"].type_printers == before


def test_a_finding_alone_is_told_in_full() -> None:
    html = notebook.show(made.uptime(), "ja").html
    assert "当方案" not in html
    assert "対案" in html
    assert "99.0%以上" in html


def test_a_term_tells_why_it_matters_and_what_is_asked_on_what_authority() -> None:
    html = notebook.show(catalogue().term("maintenance.planned_notice"), "ja").html
    assert "重要な理由" in html
    assert "照合基準(medsla編)" in html
    assert "経済産業省" in html


def test_what_a_paper_says_cannot_become_markup() -> None:
    html = notebook.show(made.review("<script>alert(1)</script>"), "ja-en").html
    assert "<script" not in html
    assert "&lt;script&gt;" in html


class TestForm:
    """The form, worked as a hand would."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        pytest.importorskip("ipywidgets")
        (tmp_path / "a.yaml").write_text(OFFER, encoding="utf-8")
        (tmp_path / "b.yaml").write_text("medsla: '1.0'\nterms: {recovery: {rto: {within: soon}}}\n", encoding="utf-8")
        (tmp_path / "notes.txt").write_text("…", encoding="utf-8")
        return tmp_path

    def test_it_shows_the_findings_on_the_first_file(self, folder: Path) -> None:
        file, against, language, found = notebook.form(folder, "ja").children
        assert [label for label, _ in file.options] == ["a.yaml", "b.yaml"]
        assert (against.value, language.value) == ("medsla", "ja")
        assert "要修正" in found.value

    def test_another_choice_renews_them(self, folder: Path) -> None:
        file, against, language, found = notebook.form(folder, "ja").children
        language.value = "en"
        assert "to mend" in found.value
        by_medsla = found.value
        against.value = "mic-2008"
        assert "to mend" in found.value
        assert found.value != by_medsla
        file.value = str(folder / "b.yaml")
        assert "1. " in found.value
        assert "PT4H" in found.value

    def test_a_folder_without_files_is_told(self, tmp_path: Path) -> None:
        pytest.importorskip("ipywidgets")
        assert "YAML" in repr(notebook.form(tmp_path, "en"))


def test_without_ipywidgets_the_form_says_what_to_do_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    (tmp_path / "a.yaml").write_text(OFFER, encoding="utf-8")
    notice = notebook.form(tmp_path, "ja-en")
    assert "pip install 'medsla[notebook]'" in repr(notice)
    assert "a.yaml" in notice._repr_html_()

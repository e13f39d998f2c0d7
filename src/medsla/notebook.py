"""medsla in a notebook: its objects as tables, and a small form to review files without typing.

Where IPython runs, the first use of `medsla` lets it show an Sla, a Review, a Diff, a Profile, a Term, a finding and
a tuple of findings as tables in Japanese; `enable("en")` (or `%load_ext medsla.notebook`) chooses another language and
may come before or after. `show()` does the same for one object in any notebook. Nothing shown holds a script, and
nothing is fetched.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

from medsla.catalogue import Term
from medsla.errors import MedslaError, visible
from medsla.judgement import review
from medsla.messages import say
from medsla.profile import Profile, profiles, yardstick
from medsla.report import ProblemReport, notebook_html, notebook_text
from medsla.report.html import fragment
from medsla.report.notebook_table import Shown
from medsla.report.outline import outline
from medsla.report.said import CHOICES, Voice
from medsla.results import Diff, LintFinding, Review, TermJudgement
from medsla.sla import Sla

_HTML, _TEXT = "text/html", "text/plain"
_TYPES: Final = (Sla, Review, Diff, Profile, Term, LintFinding, TermJudgement)
_ENDINGS: Final = (".yaml", ".yml", ".json")

# Notebooks set tables to the right and in the middle, which suits numbers and not sentences.
_STYLE: Final = """<style>
.medsla table { border-collapse: collapse; margin: 0.4em 0; }
.medsla th, .medsla td { text-align: left; vertical-align: top; padding: 0.3em 0.6em; border: 1px solid #8c959f; }
.medsla thead th { white-space: nowrap; }
.medsla p { margin: 0.15em 0; }
.medsla dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2em 1em; margin: 0.4em 0; }
.medsla dd { margin: 0; }
.medsla .tag { border: 1px solid currentColor; border-radius: 0.2em; padding: 0 0.4em; margin-right: 0.3em; }
.medsla .name { color: #57606a; font-weight: normal; }
</style>"""


@dataclass(frozen=True, slots=True)
class Display:
    """Something ready to be shown, as HTML and as a line of text."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def show(shown: Shown, language: str = "ja") -> Display:
    """The object in a language, whatever `enable` was told.

    >>> from medsla.sla import load_data
    >>> show(load_data({"medsla": "1.0", "terms": {}}), "en")
    SLA, 0 terms
    """
    return Display(_framed(notebook_html(shown, language)), notebook_text(shown, language))


def enable(language: str = "ja") -> bool:
    """Show medsla's objects in this language (`ja`, `en`, `ja-en`) from now on; False where no IPython runs.

    >>> enable("en")
    False
    """
    Voice.of(language)
    shell = _shell()
    if shell is None:
        return False
    formatters = shell.display_formatter.formatters
    for kind in _TYPES:
        formatters[_HTML].for_type(kind, lambda shown: show(shown, language).html)
        formatters[_TEXT].for_type(kind, lambda shown, printer, _cycle: printer.text(notebook_text(shown, language)))
    html, text = formatters[_HTML], formatters[_TEXT]
    html.for_type(tuple, _Tuples(language, _before(html)))
    text.for_type(tuple, _TupleTexts(language, _before(text)))
    return True


def enable_first(language: str = "ja") -> None:
    """The same, unless it was done before: a language that somebody chose stays.

    >>> enable_first()
    """
    shell = _shell()
    if shell is not None and Review not in shell.display_formatter.formatters[_HTML].type_printers:
        enable(language)


def disable() -> None:
    """Show medsla's objects as Python does."""
    shell = _shell()
    for mime in (_HTML, _TEXT) if shell is not None else ():
        formatter = shell.display_formatter.formatters[mime]
        for kind in _TYPES:
            formatter.pop(kind, None)
        before = _before(formatter)
        formatter.pop(tuple, None)
        if before is not None:
            formatter.for_type(tuple, before)


def load_ipython_extension(_shell: object) -> None:
    """What `%load_ext medsla.notebook` calls."""
    enable()


def unload_ipython_extension(_shell: object) -> None:
    """What `%unload_ext medsla.notebook` calls."""
    disable()


def form(folder: str | os.PathLike[str] = ".", language: str = "ja") -> Any:
    """A form: choose a file of the folder, a language and a yardstick, and see what is found.

    Without ipywidgets it is a notice that says how to get them and what to type instead.
    """
    files = sorted(path for path in Path(folder).iterdir() if path.suffix in _ENDINGS)
    try:
        import ipywidgets
    except ImportError:
        return _notice("no_widgets", language, example=str(files[0]) if files else "offer.yaml")
    if not files:
        return _notice("no_files", language, folder=visible(str(folder)))

    def chooser(name: str, options: Any, value: Any) -> Any:
        return ipywidgets.Dropdown(
            options=options,
            value=value,
            description=_words(name, language),
            style={"description_width": "initial"},
            layout={"width": "max-content"},
        )

    named = [(visible(path.name), str(path)) for path in files]
    labels = [(yardstick(name).label["en" if language == "en" else "ja"], name) for name in profiles()]
    choosers = (
        chooser("file", named, named[0][1]),
        chooser("against", labels, "medsla"),
        chooser("language", [(_words(f"languages.{each}", language), each) for each in CHOICES], language),
    )
    found = ipywidgets.HTML()

    def renew(_change: object = None) -> None:
        found.value = _reviewed(*(each.value for each in choosers))

    for each in choosers:
        each.observe(renew, names="value")
    renew()
    return ipywidgets.VBox([*choosers, found])


def _reviewed(file: str, against: str, language: str) -> str:
    """The findings on a file, or why it is refused."""
    try:
        return show(review(file, against), language).html
    except MedslaError as error:
        report = outline(ProblemReport((file,), error.problems), language)
        return _framed(fragment(report.blocks))


def _notice(name: str, language: str, **fields: str) -> Display:
    text = _words(name, language, **fields)
    return Display(_framed(f"<p>{escape(text)}</p>"), text)


def _words(name: str, language: str, **fields: str) -> str:
    return " / ".join(say(f"notebook.{name}", each, **fields) for each in Voice.of(language).languages)


def _framed(html: str) -> str:
    return f'{_STYLE}<div class="medsla">{html}</div>'


@dataclass(frozen=True, slots=True)
class _Tuples:
    """Shows tuples of findings, and hands every other tuple to what showed tuples before."""

    language: str
    before: Callable[..., Any] | None

    def __call__(self, shown: tuple[Any, ...]) -> str | None:
        if _are_findings(shown):
            return show(shown, self.language).html
        return None if self.before is None else self.before(shown)


@dataclass(frozen=True, slots=True)
class _TupleTexts:
    """The same for the line of text."""

    language: str
    before: Callable[..., Any] | None

    def __call__(self, shown: tuple[Any, ...], printer: Any, cycle: bool) -> None:  # noqa: FBT001 - IPython calls it
        if _are_findings(shown):
            printer.text(notebook_text(shown, self.language))
        elif self.before is None:
            printer.text(repr(shown))
        else:
            self.before(shown, printer, cycle)


def _are_findings(shown: tuple[Any, ...]) -> bool:
    return bool(shown) and all(isinstance(one, LintFinding | TermJudgement) for one in shown)


def _before(formatter: Any) -> Callable[..., Any] | None:
    """What a formatter did with tuples before medsla came."""
    try:
        known = formatter.lookup_by_type(tuple)
    except KeyError:
        return None
    found: Callable[..., Any] | None = known.before if isinstance(known, _Tuples | _TupleTexts) else known
    return found


def _shell() -> Any:
    """The IPython that runs this code; it is never started, nor even imported, from here."""
    running = sys.modules.get("IPython")
    return None if running is None else running.get_ipython()

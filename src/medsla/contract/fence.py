"""The fence round docxtpl and jinja2: an environment that can only print, and a re-reading of the result.

Only this package opens docxtpl and jinja2. docxtpl's part is to turn a Word part into a jinja source
(tags that Word has split over runs, tags that stand for a paragraph or a row). Its rendering is not
used: it repairs broken XML silently and evaluates some braces a second time.

Every printed value is marked while it is written, so that the finished part can be read again and
compared, value by value, with what was meant.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from medsla.errors import Place, Problem, ReadError, RenderError, TemplateError
from medsla.office import every_text, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jinja2

LONGEST_PART = 64 * 1024 * 1024  # characters; a contract of 100 pages has about 2 million
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # noncharacters: legal in XML, refused in data, never 外字
_PRINTED = "printed values"  # with a space: no template can name it
_MARKED = re.compile(f"{_OPEN}(.*?){_CLOSE}", re.DOTALL)
_NO_MARKS = str.maketrans("", "", _OPEN + _CLOSE)
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


def compile_part(source: str, part: str) -> jinja2.Template:
    """A part's jinja source, looked through once more as a tree and compiled.

    Raises:
        TemplateError: the tree holds anything but text, printed names, loops and conditions.
    """
    from jinja2 import TemplateSyntaxError

    try:
        _check_tree(environment().parse(source), part)
        return environment().from_string(source)
    except TemplateSyntaxError as error:
        raise TemplateError(Problem.of("fence.syntax", Place(spot=part))) from error


def to_source(markup: str) -> str:
    """The jinja source of a part's XML, by docxtpl; spaces at the edges of a text are kept."""
    from docxtpl import DocxTemplate

    source: str = DocxTemplate("").patch_xml(markup)
    return source.replace("<w:t>", '<w:t xml:space="preserve">')


def write_part(template: jinja2.Template, context: Mapping[str, Any], part: str) -> tuple[bytes, list[str]]:
    """The finished part and the values printed in it, in order.

    Raises:
        RenderError: a name is missing, the part grows without end, is no longer well-formed, or its
            text re-read differs from the text that was meant.
    """
    from jinja2 import UndefinedError
    from jinja2.exceptions import SecurityError

    printed: list[str] = []
    pieces: list[str] = []
    size = 0
    try:
        for piece in template.generate({**context, _PRINTED: printed}):
            size += len(piece)
            if size > LONGEST_PART:
                raise RenderError(Problem.of("fence.too-large", Place(spot=part)))
            pieces.append(piece)
    except UndefinedError as error:
        name = re.sub(r".*'([^']*)'[^']*\Z", r"\1", error.message or "")
        raise RenderError(Problem.of("fence.missing-value", Place(spot=part), name=name)) from error
    except SecurityError as error:
        raise RenderError(Problem.of("fence.refused-value", Place(spot=part))) from error
    text = "".join(pieces)
    if printed:
        _compare(text, printed, part)
    return text.translate(_NO_MARKS).encode(), printed


@cache
def environment() -> jinja2.Environment:
    """The one environment: immutable sandbox, strict names, always escaping, no loader, filter, test or global."""
    from jinja2 import StrictUndefined, pass_context
    from jinja2.exceptions import SecurityError
    from jinja2.runtime import Context, LoopContext, Undefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup, escape

    class Fenced(ImmutableSandboxedEnvironment):
        """Attributes are the keys of plain dictionaries and three facts about a loop; nothing is ever called."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            if type(obj) is dict and attribute in obj:
                return obj[attribute]
            if isinstance(obj, LoopContext) and attribute in {"index", "first", "last"}:
                return getattr(obj, attribute)
            return self.undefined(obj=obj, name=attribute)

        def getitem(self, obj: Any, argument: Any) -> Any:
            return self.undefined(obj=obj, name=str(argument))

        def is_safe_callable(self, obj: Any) -> bool:
            del obj
            return False

    @pass_context
    def display(context: Context, value: Any) -> Markup:
        if isinstance(value, Undefined):
            str(value)  # a strict name says by itself what is missing
        if type(value) not in {str, int}:
            raise SecurityError(type(value).__name__)
        shown = str(value)
        context[_PRINTED].append(shown)
        escaped = str(escape(shown)).replace("\n", _LINE_BREAK).replace("\t", _TAB)
        return Markup(_OPEN + escaped + _CLOSE)  # noqa: S704 - escaped in the line above

    fenced = Fenced(undefined=StrictUndefined, autoescape=True, loader=None, finalize=display, cache_size=0)
    fenced.globals.clear()
    fenced.filters.clear()
    fenced.tests.clear()
    return fenced


def _check_tree(tree: jinja2.nodes.Template, part: str) -> None:
    """Second line behind the lint of tags: the syntax tree itself holds nothing else."""
    from jinja2 import nodes

    harmless = (
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.Name,
        nodes.Getattr,
        nodes.For,
        nodes.If,
        nodes.Not,
    )
    for node in tree.find_all(nodes.Node):
        odd = not isinstance(node, harmless)
        odd |= isinstance(node, nodes.Getattr) and node.attr.startswith("_")
        odd |= isinstance(node, nodes.For) and (node.test is not None or node.recursive)
        odd |= isinstance(node, nodes.TemplateData) and re.search(r"\{\{|\{%|\{#", node.data) is not None
        if odd:
            raise TemplateError(Problem.of("fence.refused-syntax", Place(spot=part), kind=type(node).__name__))


def _compare(text: str, printed: list[str], part: str) -> None:
    """Reads the finished part with its marks and compares each value with the one that was meant."""
    try:
        whole = every_text(parse(text.encode(), part))
    except ReadError as error:
        raise RenderError(Problem.of("fence.malformed", Place(spot=part))) from error
    found = _MARKED.findall(whole)
    if found != printed:
        wrong = next((meant for meant, read in zip(printed, found, strict=False) if meant != read), printed[-1])
        raise RenderError(Problem.of("fence.changed-text", Place(spot=part), text=wrong))

"""The fence round docxtpl and jinja2: an environment that can only print.

Only this package opens docxtpl and jinja2. docxtpl's part is to turn a Word part into a jinja source
(tags that Word has split over runs, tags that stand for a paragraph or a row). Its rendering is not
used: it repairs broken XML silently and evaluates some braces a second time.

What is printed was checked and escaped before (`values`), and is read again afterwards (`proving`).
"""

from __future__ import annotations

import re
from functools import cache
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from medsla.contract.printed import Block, Level, Levels, Record, Shown, UnprintableError, whole_pieces
from medsla.errors import Place, Problem, RenderError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jinja2
    from jinja2.compiler import Frame

LONGEST_PART = 64 * 1024 * 1024  # characters; a contract of 100 pages has about 2 million
_AT_ONCE: Final = 4096  # pieces written before the length of a part is looked at again


def compile_part(source: str, part: str) -> jinja2.Template:
    """A part's jinja source, compiled; see `compile_with_texts`."""
    return compile_with_texts(source, part)[0]


def compile_with_texts(source: str, part: str) -> tuple[jinja2.Template, list[str]]:
    """A part's jinja source, looked through once more as a tree and compiled, and its fixed pieces.

    Raises:
        TemplateError: the tree holds anything but text, printed names, loops and conditions.
    """
    from jinja2 import TemplateSyntaxError

    try:
        tree = environment().parse(source)
        _check_tree(tree, part)
    except TemplateSyntaxError as error:
        raise TemplateError(Problem.of("fence.syntax", Place(spot=part))) from error
    return _compiled(tree), _fixed_texts(tree)


def _compiled(tree: jinja2.nodes.Template) -> jinja2.Template:
    from jinja2 import Template

    program = StringIO()
    generator = _generator()(environment(), None, None, program)
    generator.visit(tree)
    compiled = Template.from_code(environment(), compile(program.getvalue(), "<template>", "exec"), {})
    names = compiled.root_render_func.__globals__
    names |= {"escape": _escape, "Levels": Levels}
    names |= {f"block_{number}": _Blocks(loop).written for number, loop in enumerate(generator.loops)}
    return compiled


class _Blocks:
    """Writes one turn of a loop over service levels, once for each."""

    def __init__(self, loop: jinja2.nodes.For) -> None:
        from jinja2 import nodes

        self._name: str = loop.target.name  # type: ignore[attr-defined]
        self._template = _compiled(nodes.Template(loop.body, lineno=1))

    def written(self, level: Level) -> Block:
        block = level.blocks.get(self)
        if block is None:
            context = self._template.new_context({self._name: level})
            block = level.blocks[self] = Block(tuple(self._template.root_render_func(context)))
        return block


def _escape(value: Any) -> str:
    """Escaped once is enough: a value of ours goes through as it is, everything else as jinja2 does it."""
    if type(value) is Shown:
        return value
    from markupsafe import escape

    return escape(value)


def _fixed_texts(tree: jinja2.nodes.Template) -> list[str]:
    """The pieces of a source that every contract has as they are, as jinja2 writes them out."""
    from jinja2 import nodes

    found = []
    for output in tree.find_all(nodes.Output):
        whole = ""
        for node in [*output.nodes, None]:
            if isinstance(node, nodes.TemplateData):
                whole += node.data
            elif whole:
                found.append(whole)
                whole = ""
    return found


def to_source(markup: str) -> str:
    """The jinja source of a part's XML, by docxtpl; spaces at the edges of a text are kept."""
    from docxtpl import DocxTemplate

    source: str = DocxTemplate("").patch_xml(markup)
    return source.replace("<w:t>", '<w:t xml:space="preserve">')


def write_part(template: jinja2.Template, context: Mapping[str, Any], part: str) -> list[str]:
    """The finished part in pieces: the fixed ones of the template and the values between them; see `write_blocks`."""
    return list(whole_pieces(write_blocks(template, context, part)))


def write_blocks(template: jinja2.Template, context: Mapping[str, Any], part: str) -> list[str]:
    """The finished part in pieces, in which a service level that the template repeats is one block.

    Raises:
        RenderError: a name is missing, something that is no text is printed, or the part grows without end.
    """
    from jinja2 import UndefinedError
    from jinja2.exceptions import SecurityError

    pieces: list[str] = []
    size = 0
    try:
        coming = template.root_render_func(template.new_context(dict(context)))
        while some := list(islice(coming, _AT_ONCE)):
            size += sum(map(len, some))
            if size > LONGEST_PART:
                raise RenderError(Problem.of("fence.too-large", Place(spot=part)))
            pieces += some
    except UndefinedError as error:
        name = re.sub(r".*'([^']*)'[^']*\Z", r"\1", error.message or "")
        raise RenderError(Problem.of("fence.missing-value", Place(spot=part), name=name)) from error
    except KeyError as error:
        raise RenderError(Problem.of("fence.missing-value", Place(spot=part), name=str(error.args[0]))) from error
    except (SecurityError, UnprintableError, TypeError) as error:
        raise RenderError(Problem.of("fence.refused-value", Place(spot=part))) from error
    return pieces


@cache
def environment() -> jinja2.Environment:
    """The one environment: immutable sandbox, strict names, always escaping, no loader, filter, test or global."""
    from jinja2 import StrictUndefined
    from jinja2.runtime import LoopContext
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Fenced(ImmutableSandboxedEnvironment):
        """Attributes are the keys of plain dictionaries and four facts about a loop; nothing is ever called."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            if isinstance(obj, Record) or type(obj) is dict:
                try:
                    return obj[attribute]
                except KeyError:
                    return self.undefined(obj=obj, name=attribute)
            if isinstance(obj, LoopContext) and attribute in {"index", "first", "last", "length"}:
                return getattr(obj, attribute)
            return self.undefined(obj=obj, name=attribute)

        def getitem(self, obj: Any, argument: Any) -> Any:
            return self.undefined(obj=obj, name=str(argument))

        def is_safe_callable(self, obj: Any) -> bool:
            del obj
            return False

    fenced = Fenced(undefined=StrictUndefined, autoescape=True, loader=None, cache_size=0)
    fenced.globals.clear()
    fenced.filters.clear()
    fenced.tests.clear()
    return fenced


@cache
def _generator() -> type[Any]:
    """Writes the program of a tree that `_check_tree` has let pass: a name behind a dot is the key of a record.

    A key of a plain dictionary reaches nothing else; on every other kind of value it is an error.
    """
    from jinja2 import nodes
    from jinja2.compiler import CodeGenerator

    class Keys(CodeGenerator):
        """Asks records for their keys without a call; the facts about a loop go through the sandbox.

        A loop that needs nothing but its own variable writes service levels in blocks; `loops` are these.
        """

        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            self.loops: list[nodes.For] = []

        def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - jinja2's own name
            if isinstance(node.node, nodes.Name) and node.node.name == "loop":
                super().visit_Getattr(node, frame)
                return
            self.visit(node.node, frame)
            self.write(f"[{node.attr!r}]")

        def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 - jinja2's own name
            inside = [one for part in node.body for one in part.find_all((nodes.Name, nodes.For))]
            inside += [part for part in node.body if isinstance(part, nodes.For)]
            names = {one.name for one in inside if isinstance(one, nodes.Name)}
            own = isinstance(node.target, nodes.Name) and names <= {node.target.name}
            if not own or any(isinstance(one, nodes.For) for one in inside):
                super().visit_For(node, frame)
                return
            number = len(self.loops)
            self.loops.append(node)
            self.writeline(f"turns_{number} = ")
            self.visit(node.iter, frame)
            self.writeline(f"if type(turns_{number}) is Levels:")
            self.indent()
            self.writeline(f"for level in turns_{number}: yield block_{number}(level)")
            self.outdent()
            self.writeline("else:")
            self.indent()
            super().visit_For(node, frame)
            self.outdent()

    return Keys


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

"""What a package consists of: content types, relationships, programs inside; and no part with a DTD.

The XML is read with expat alone, and only as far as each question needs. Entities are never expanded: a part
that declares them is refused at the declaration, in whatever encoding it is written.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias
from xml.parsers import expat

from medsla.errors import Place, Problem

TYPES_PART: Final = "[Content_Types].xml"
ROOT_RELATIONS: Final = "_rels/.rels"

_OPEN: Final = "application/vnd.openxmlformats-officedocument."
_MS: Final = "application/vnd.ms-"
KINDS: Final[Mapping[str, str]] = {
    f"{_OPEN}wordprocessingml.document.main+xml": "docx",
    f"{_OPEN}wordprocessingml.template.main+xml": "dotx",
    f"{_MS}word.document.macroenabled.main+xml": "docm",
    f"{_MS}word.template.macroenabledtemplate.main+xml": "dotm",
    f"{_OPEN}spreadsheetml.sheet.main+xml": "xlsx",
    f"{_OPEN}spreadsheetml.template.main+xml": "xltx",
    f"{_MS}excel.sheet.macroenabled.main+xml": "xlsm",
    f"{_MS}excel.template.macroenabled.main+xml": "xltm",
    f"{_MS}excel.addin.macroenabled.main+xml": "xlam",
    f"{_MS}excel.sheet.binary.macroenabled.main": "xlsb",
    f"{_OPEN}presentationml.presentation.main+xml": "pptx",
    f"{_OPEN}presentationml.slideshow.main+xml": "ppsx",
    f"{_OPEN}presentationml.template.main+xml": "potx",
    f"{_MS}powerpoint.presentation.macroenabled.main+xml": "pptm",
}
_XML_NAMES: Final = (".xml", ".rels", ".vml")
_PROLOG: Final = 2**20  # bytes within which the root element of a part must begin
_LARGEST_LIST: Final = 2**22  # bytes of a list of content types or relationships
Entry: TypeAlias = dict[str, str]
Pieces: TypeAlias = Callable[[str], Iterator[bytes]]
_PROGRAMS: Final = ("vbaproject", "vbadata", "activex", "macrosheet")


@dataclass(frozen=True, slots=True)
class External:
    """An address outside the package; `kind` is hyperlink, image, attachedTemplate and the like."""

    part: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What the content types and relationships of a package say."""

    kind: str
    main: str
    macros: tuple[str, ...]
    embeddings: tuple[str, ...]
    external: tuple[External, ...]


class _EnoughError(Exception):
    """Nothing more is wanted of a part."""


class _DoctypeError(Exception):
    """A part declares a document type."""


def inspect_parts(names: Iterable[str], pieces: Pieces) -> tuple[Contents, list[Problem]]:
    """What the package holds, and what is wrong with its parts; every part is unpacked once to its end."""
    return _Inspection(sorted(names), pieces).result()


class _Inspection:
    def __init__(self, names: list[str], pieces: Pieces) -> None:
        self.names = names
        self.pieces = pieces
        self.problems: list[Problem] = []
        self.by_fold = {name.casefold(): name for name in names}
        self.defaults: dict[str, str] = {}
        self.overrides: dict[str, str] = {}
        self.relations: list[tuple[str, Entry]] = []

    def result(self) -> tuple[Contents, list[Problem]]:
        types_part = self.by_fold.get(TYPES_PART.casefold())
        if types_part is not None:
            self.read_types(types_part)
        for name in self.names:
            if name.casefold().endswith(".rels"):
                self.relations += [(name, entry) for entry in self.elements(name)]
            elif name != types_part:
                self.check(name)
        main = self.main()
        self.problems += self.doubled_main()
        kind = KINDS.get(self.type_of(main), "")
        if not kind and not self.problems:
            self.problems.append(Problem.of("package-odf" if "mimetype" in self.names else "package-no-office"))
        elif main not in self.names and not self.problems:
            self.problems.append(Problem.of("package-damaged"))
        macros = tuple(name for name in self.names if self.is_program(name))
        embeddings = tuple(name for name in self.names if "/embeddings/" in f"/{name.casefold()}")
        return Contents(kind, main, macros, embeddings, tuple(self.external())), self.problems

    def read_types(self, part: str) -> None:
        for entry in self.elements(part):
            kind = entry.get("ContentType", "").lower()
            if "PartName" in entry:
                self.overrides[entry["PartName"].lstrip("/").casefold()] = kind
            elif "Extension" in entry:
                self.defaults[entry["Extension"].casefold()] = kind

    def type_of(self, name: str) -> str:
        """The content type of a part in small letters, "" when none is declared."""
        extension = posixpath.splitext(name)[1].removeprefix(".").casefold()
        return self.overrides.get(name.casefold(), self.defaults.get(extension, ""))

    def opened(self) -> Iterator[str]:
        """The parts that the package names as what a program opens first."""
        for part, entry in self.relations:
            if part.casefold() == ROOT_RELATIONS and entry.get("Type", "").endswith("/officeDocument"):
                target = posixpath.normpath(entry.get("Target", "").replace("\\", "/")).lstrip("/")
                yield self.by_fold.get(target.casefold(), target)

    def doubled_main(self) -> Iterator[Problem]:
        """A second body: what one program shows, another would never open."""
        for name in sorted({*self.opened()} - {self.main()}):
            yield Problem.of("package-doubled", Place(spot=name))

    def main(self) -> str:
        """The name of the part that a program opens first."""
        for name in self.opened():
            return name
        return next((self.by_fold.get(part, part) for part, kind in self.overrides.items() if kind in KINDS), "")

    def is_program(self, name: str) -> bool:
        low, kind = name.casefold(), self.type_of(name)
        return any(word in low or word in kind for word in _PROGRAMS)

    def external(self) -> Iterator[External]:
        for part, entry in self.relations:
            if entry.get("TargetMode", "").casefold() == "external":
                yield External(part, entry.get("Type", "").rpartition("/")[2], entry.get("Target", ""))

    def elements(self, name: str) -> list[Entry]:
        """The attributes of every element of a small part."""
        found: list[Entry] = []

        def take(_: str, entry: Entry) -> None:
            found.append(entry)

        self.parse(name, take, _LARGEST_LIST)
        return found

    def check(self, name: str) -> None:
        """Unpack a part to its end, and look for a DTD where it is XML."""
        kind = self.type_of(name)
        if name.casefold().endswith(_XML_NAMES) or kind.endswith(("+xml", "/xml")):
            self.parse(name, _enough, _PROLOG)
        else:
            for _ in self.pieces(name):
                pass

    def parse(self, name: str, take: Callable[[str, Entry], None], longest: int) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _doctype
        parser.StartElementHandler = take
        parsing, seen = True, 0
        for piece in self.pieces(name):
            seen += len(piece)
            # Behind the end of the parsing, only size and checksum are still of interest.
            parsing = parsing and self.step(parser, name, b"" if seen > longest else piece)
        if parsing and seen:
            self.step(parser, name, b"")

    def step(self, parser: expat.XMLParserType, name: str, piece: bytes) -> bool:
        """Parse one piece, the empty one as the end; whether the next one is wanted."""
        try:
            parser.Parse(piece, not piece)
        except _EnoughError:
            return False
        except _DoctypeError:
            self.problems.append(Problem.of("package-dtd", Place(spot=name)))
            return False
        except (expat.ExpatError, LookupError, ValueError):  # the last two for encodings expat cannot read
            self.problems.append(Problem.of("package-xml", Place(spot=name)))
            return False
        return bool(piece)


def _doctype(*_: object) -> None:
    raise _DoctypeError


def _enough(*_: object) -> None:
    raise _EnoughError

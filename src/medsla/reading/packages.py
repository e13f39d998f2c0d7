"""Word and Excel packages from strangers, opened behind limits before any other reader sees them.

Every member is read once in small pieces, so that sizes and checksums are true, no part declares entities, and
what `data` holds may be handed to python-docx or openpyxl. Nothing here interprets text or cells.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from medsla.errors import Place, Problem, ReadError
from medsla.reading import sources
from medsla.reading.contents import Contents, External, inspect_parts
from medsla.reading.kinds import ZIP, recognise
from medsla.reading.sources import size_shown

_PIECE: Final = 64 * 1024
_DIRECTORY_ENTRY: Final = b"PK\x01\x02"
_DIRECTORY_END: Final = b"PK\x05\x06"
_LOCAL_HEADER: Final = 30
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_DRIVE: Final = re.compile(r"[A-Za-z]:")
# What zipfile and zlib raise for archives that are no archives
_DAMAGE: Final = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, IndexError, KeyError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a package may hold; sizes in bytes. Whoever needs more raises the one limit by name.

    A thousand packages of seven projects stay far below: 16.6 MB in all, 188 members, ratio 41.
    """

    file: int = 64 * 2**20
    members: int = 2_000
    part: int = 128 * 2**20
    total: int = 256 * 2**20
    ratio: int = 100
    ratio_from: int = 100 * 2**10


class Parts(Mapping[str, bytes]):
    """The parts of a package by name, each unpacked when it is asked for."""

    def __init__(self, data: bytes, members: Mapping[str, zipfile.ZipInfo], file: str) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._members = members
        self._file = file

    def __getitem__(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part in pieces of at most 64 KiB."""
        member = self._members[name]
        left = member.file_size
        try:
            with self._archive.open(member) as stream:
                while piece := stream.read(_PIECE):
                    left -= len(piece)
                    yield piece
        except _DAMAGE as error:
            raise _refused("package-part-damaged", self._file, name) from error
        if left:
            raise _refused("package-part-damaged", self._file, name)


@dataclass(frozen=True, slots=True)
class Package:
    """A package that passed the guard: `kind` is docx, docm, dotx, xlsx …, decided by its content types.

    `macros` and `embeddings` name parts that hold programs or other files; `external_targets` are the addresses
    outside the file that a program may fetch when it opens it, hyperlinks included.
    """

    file: str
    data: bytes
    kind: str
    main: str
    parts: Parts
    macros: tuple[str, ...]
    embeddings: tuple[str, ...]
    external_targets: tuple[External, ...]


_DEFAULT: Final = Limits()


def open_package(
    source: str | os.PathLike[str] | bytes, *, name: str | None = None, limits: Limits = _DEFAULT
) -> Package:
    """The package in a .docx, .xlsx or similar file; a ReadError says what the file is otherwise, or what is wrong.

    Args:
        source: The file, or its bytes.
        name: What to call it in messages, instead of the file's name.
        limits: How much it may hold.
    """
    if isinstance(source, bytes):
        file, data = name or "", source
    else:
        file, data = name or os.fspath(source), sources.read_bytes(source, limits.file)
    if len(data) > limits.file:
        raise _refused("file-large", file, limit=size_shown(limits.file))
    if not data.startswith(ZIP):
        raise _refused(recognise(data) or "file-no-office", file)
    members = _members(data, file, limits)
    parts = Parts(data, members, file)
    contents = _inspected(parts, file)
    return Package(
        file, data, contents.kind, contents.main, parts, contents.macros, contents.embeddings, contents.external
    )


def _inspected(parts: Parts, file: str) -> Contents:
    contents, problems = inspect_parts(parts, parts.pieces)
    if problems:
        raise ReadError([Problem(p.code, Place(file or None, spot=p.place.spot), p.fields) for p in problems])
    return contents


def _members(data: bytes, file: str, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """The members by name, after all checks that need only the directory of the archive."""
    end = data.rfind(_DIRECTORY_END)
    size = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
    if data.count(_DIRECTORY_ENTRY, max(0, end - size) if end >= 0 else 0) > limits.members:
        raise _refused("package-many-members", file, limit=limits.members)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
    except _DAMAGE as error:
        raise _refused("package-damaged", file) from error
    if len(listed) > limits.members:
        raise _refused("package-many-members", file, limit=limits.members)
    _check_sizes(listed, file, limits)
    _check_layout(listed, len(data), file)
    members: dict[str, zipfile.ZipInfo] = {}
    folded: set[str] = set()
    for member in listed:
        name = _part_name(member, file)
        if name.casefold() in folded:
            raise _refused("package-doubled", file, name)
        folded.add(name.casefold())
        if not name.endswith("/"):
            members[name] = member
    return members


def _check_sizes(listed: list[zipfile.ZipInfo], file: str, limits: Limits) -> None:
    for member in listed:
        if member.file_size > limits.part:
            raise _refused("package-large", file, member.filename, limit=size_shown(limits.part))
        packed = max(member.compress_size, 1)
        if member.file_size > limits.ratio_from and member.file_size > limits.ratio * packed:
            raise _refused("package-bomb", file, member.filename, limit=limits.ratio)
    if sum(member.file_size for member in listed) > limits.total:
        raise _refused("package-large", file, limit=size_shown(limits.total))


def _check_layout(listed: list[zipfile.ZipInfo], size: int, file: str) -> None:
    """Refuse members that share bytes, are encrypted, or are packed in a way that office files never are."""
    reached = 0
    for member in sorted(listed, key=lambda member: member.header_offset):
        if member.flag_bits & _ENCRYPTED:
            raise _refused("package-encrypted", file, member.filename)
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise _refused("package-method", file, member.filename)
        if member.header_offset < reached:
            raise _refused("package-overlap", file, member.filename)
        reached = member.header_offset + _LOCAL_HEADER + member.compress_size
        if reached > size:
            raise _refused("package-damaged", file)


def _part_name(member: zipfile.ZipInfo, file: str) -> str:
    """The name with forward slashes; some programs write them the other way round."""
    name = member.orig_filename.replace("\\", "/")
    steps = name.removesuffix("/").split("/")
    outside = name.startswith("/") or _DRIVE.match(name) or any(step in {"", ".", ".."} for step in steps)
    if outside or not name.isprintable():
        raise _refused("package-name", file, name)
    return name


def _refused(code: str, file: str, part: str | None = None, **fields: object) -> ReadError:
    return ReadError(Problem.of(code, Place(file or None, spot=part), **fields))

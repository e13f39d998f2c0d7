"""Templates kept on disk after they were checked, so that the next program need not read them through again.

What is kept is text and deflated parts, never a program: jinja sources pass the fence once more when they are
taken out. Still a file here decides what a contract says, so it is believed only where nobody else can have
written it: in a folder and a file of this user alone, with no link on the way and no folder above that others may
write in. Anything odd, and the template is read as if there were no cache. See docs/decisions/012.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from medsla import __version__
from medsla.contract.press import Plate
from medsla.office import Entry

VARIABLE: Final = "MEDSLA_CACHE"
"""The environment variable that names another folder; empty, it switches the cache off."""

_FORMAT: Final = b"medsla template 1\n"
_PACKAGES: Final = {  # what has a part in reading templates: module, and its name among those installed
    "docx": "python_docx",
    "docxtpl": "docxtpl",
    "jinja2": "jinja2",
    "lxml": "lxml",
    "markupsafe": "markupsafe",
}
_MOST_FILES: Final = 32
_MOST_BYTES: Final = 16 * 2**20  # of one template
_LEFT_OVER: Final = 3600  # seconds after which nobody writes a temporary file any more
_DIGEST: Final = hashlib.sha256().digest_size
_OTHERS_WRITE: Final = 0o022
_OTHERS: Final = 0o077
_ENDING: Final = ".template"
_NAME: Final = re.compile(r"[0-9a-f]{64}\.(?:template|[0-9a-f]{16}\.tmp)")


def find(sha256: str, language: str) -> tuple[Plate, frozenset[str]] | None:
    """The plate of a template and the names it uses, where it was kept by this very version of everything.

    Args:
        sha256: Of the template's file.
        language: Of its contracts.
    """
    with contextlib.suppress(OSError, ValueError), _folder(make=False) as folder:
        key = _key(sha256, language)
        if folder is None or key is None:
            return None
        data = _read(folder, f"{key}{_ENDING}")
        return None if data is None else _unpacked(data, key)
    return None


def keep(sha256: str, language: str, plate: Plate, names: frozenset[str]) -> None:
    """Keeps the plate of a template that was found harmless; a cache that cannot be used is left alone."""
    with contextlib.suppress(OSError, ValueError), _folder(make=True) as folder:
        key = _key(sha256, language)
        if folder is None or key is None:
            return
        data = _packed(plate, names, key)
        if len(data) <= _MOST_BYTES:
            _write(folder, f"{key}{_ENDING}", data)
            _tidy(folder)


def _key(sha256: str, language: str) -> str | None:
    """What a file is named by: the template and all that its plate depends on; None where that cannot be told."""
    versions = _versions()
    if versions is None:
        return None
    return hashlib.sha256("\n".join((sha256, language, *versions)).encode()).hexdigest()


@cache
def _versions() -> tuple[str, ...] | None:
    """The versions of medsla, Python and the packages that read templates; None where one is not known."""
    found = [f"medsla {__version__}", sys.version]
    for module, package in _PACKAGES.items():
        spec = find_spec(module)
        if spec is None or spec.origin is None:
            return None
        installed = _installed(str(Path(spec.origin).parent.parent)).get(package)
        if installed is None:
            return None
        found.append(installed)
    own = Path(__file__).parent.parent
    for folder in ("contract", "office"):  # a version under development changes without a new number
        for entry in sorted(os.scandir(own / folder), key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                about = entry.stat()
                found.append(f"{entry.name} {about.st_size} {about.st_mtime_ns}")
    return tuple(found)


@cache
def _installed(folder: str) -> Mapping[str, str]:
    """The packages installed in a folder with their versions, as its names of metadata tell them."""
    found = {}
    for entry in os.scandir(folder):
        if entry.name.endswith((".dist-info", ".egg-info")):
            found[entry.name.partition("-")[0].lower()] = entry.name
    return found


def place() -> Path | None:
    """The folder of the cache; None where it is switched off, or the system does not tell whose a file is.

    >>> import os
    >>> os.environ["MEDSLA_CACHE"] = ""
    >>> place() is None
    True
    """
    named = os.environ.get(VARIABLE)
    if not hasattr(os, "geteuid") or named == "":
        return None
    if named is not None:
        return Path(named).absolute()
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if not home.is_absolute():
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "medsla"
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else home / ".cache") / "medsla"


@contextlib.contextmanager
def _folder(*, make: bool) -> Iterator[int | None]:
    """The open folder, as its descriptor, where it is this user's alone; else None."""
    path = place()
    if path is None:
        yield None
        return
    if make:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=0o700)
    parent = path.parent.resolve(strict=True)
    if not all(_is_closed(above) for above in (parent, *parent.parents)):
        yield None
        return
    folder = os.open(parent / path.name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield folder if _is_own(os.fstat(folder)) else None
    finally:
        os.close(folder)


def _is_closed(folder: Path) -> bool:
    """Whether nobody else can put another folder in the place of what lies in this one."""
    about = folder.stat()
    if about.st_uid not in {0, os.geteuid()}:
        return False
    return not about.st_mode & _OTHERS_WRITE or bool(about.st_mode & stat.S_ISVTX)


def _is_own(about: os.stat_result) -> bool:
    return about.st_uid == os.geteuid() and not about.st_mode & _OTHERS


def _read(folder: int, name: str) -> bytes | None:
    """A file of the folder, where it is an ordinary one of this user alone."""
    try:
        file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except FileNotFoundError:
        return None
    with open(file, "rb") as stream:  # noqa: PTH123 - a descriptor has no path
        about = os.fstat(file)
        ordinary = stat.S_ISREG(about.st_mode) and about.st_nlink == 1 and about.st_size <= _MOST_BYTES
        if not (ordinary and _is_own(about)):
            return None
        os.utime(file)
        return stream.read(_MOST_BYTES + 1)


def _write(folder: int, name: str, data: bytes) -> None:
    """A file of the folder, whole or not at all, also where several programs write it at once."""
    temporary = f"{name.removesuffix(_ENDING)}.{os.urandom(8).hex()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    file = os.open(temporary, flags, 0o600, dir_fd=folder)
    try:
        with open(file, "wb") as stream:  # noqa: PTH123 - a descriptor has no path
            stream.write(data)
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary, dir_fd=folder)
        raise


def _tidy(folder: int) -> None:
    """Takes out what was used longest ago, and what a stopped program has left behind."""
    kept, now = [], time.time()
    for name in filter(_NAME.fullmatch, os.listdir(folder)):
        age = now - os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime
        if name.endswith(_ENDING):
            kept.append((age, name))
        elif age > _LEFT_OVER:
            os.unlink(name, dir_fd=folder)
    for _, name in sorted(kept)[_MOST_FILES:]:
        os.unlink(name, dir_fd=folder)


def _packed(plate: Plate, names: frozenset[str], key: str) -> bytes:
    """A plate as bytes: a digest of all that follows, the length of the head, the head as JSON, and the parts."""
    blobs: dict[bytes, int] = {}

    def number(blob: bytes) -> int:
        return blobs.setdefault(blob, len(blobs))

    def plain(entries: tuple[Entry, ...]) -> list[tuple[str, int, int, int]]:
        return [(entry.name, number(entry.data), entry.crc, entry.size) for entry in entries]

    head = {
        "key": key,
        "names": sorted(names),
        "main": plate.main,
        "controlled": plate.controlled,
        "simple": plate.simple,
        "anchored": sorted(plate.anchored),
        "sources": dict(plate.sources),
        "parts": {name: number(data) for name, data in plate.parts.items()},
        "bare": plain(plate.bare),
        "carrying": plain(plate.carrying),
        "lengths": list(map(len, blobs)),
    }
    text = json.dumps(head, ensure_ascii=True).encode("ascii")
    rest = b"".join([len(text).to_bytes(4, "big"), text, *blobs])
    return _FORMAT + hashlib.sha256(rest).digest() + rest


def _unpacked(data: bytes, key: str) -> tuple[Plate, frozenset[str]] | None:
    """The plate in the bytes of a file; None for bytes that were not written for this key, or not to their end."""
    digest, rest = data[len(_FORMAT) : len(_FORMAT) + _DIGEST], data[len(_FORMAT) + _DIGEST :]
    if not data.startswith(_FORMAT) or hashlib.sha256(rest).digest() != digest:
        return None
    end = 4 + int.from_bytes(rest[:4], "big")
    try:
        head = json.loads(rest[4:end])
        return _plate(head, rest[end:]) if head["key"] == key else None
    except (AttributeError, KeyError, TypeError, IndexError, RecursionError):
        return None


def _plate(head: Mapping[str, Any], rest: bytes) -> tuple[Plate, frozenset[str]]:
    blobs = []
    start = 0
    for length in head["lengths"]:
        blobs.append(rest[start : start + length])
        start += length

    def entries(plain: list[tuple[str, int, int, int]]) -> tuple[Entry, ...]:
        return tuple(Entry(str(name), blobs[at], int(crc), int(size)) for name, at, crc, size in plain)

    plate = Plate(
        str(head["main"]),
        bool(head["controlled"]),
        bool(head["simple"]),
        frozenset(map(str, head["anchored"])),
        {str(name): blobs[at] for name, at in head["parts"].items()},
        {str(name): str(source) for name, source in head["sources"].items()},
        entries(head["bare"]),
        entries(head["carrying"]),
    )
    return plate, frozenset(map(str, head["names"]))

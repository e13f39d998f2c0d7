"""What validators say of Word files: the Open XML SDK's, two written in Python, medsla's own five checks, bookmarks.

Each finds what the others do not, so each is asked about every file; test_ooxml_faults.py shows who finds what.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from ooxml_integrity import check
from openxml_audit import FileFormat, OpenXmlValidator
from tests.docxtpl_ways import ADDRESS
from tests.ooxml_files import UNUSUAL
from tests.word_files import R, W, unzipped

from medsla.office import check_package, text_parts

PROGRAMS = Path(__file__).resolve().parents[1] / ".node" / "node_modules" / "@xarsh"
SECONDS = 60
AT_ONCE = 2
_REFERENCE = re.compile(r"\s*(?:REF|PAGEREF|NOTEREF)\s+(\S+)", re.IGNORECASE)

# (validator, what it says) → why that is no fault of a file
NO_FAULT = {
    (
        "openxml-audit",
        f"A required relationship type '{R}/theme' is missing.",
    ): "A theme is optional (ECMA-376 Part 1, 14.2.7, and the SDK): every font and colour is named in the styles.",
    (
        "openxml-audit",
        f"External relationship target: {ADDRESS}",
    ): "A link that was asked for; where links may lead is among medsla's own checks.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one validator says of one place in a file."""

    validator: str
    code: str
    place: str
    text: str

    @property
    def is_fault(self) -> bool:
        return (self.validator, self.text) not in NO_FAULT


def sdk() -> Path | None:
    """The program of the Open XML SDK, as tools/install_node.sh installs it."""
    return next((file for file in sorted(PROGRAMS.glob("ooxml-validator-*/ooxml-validator*")) if file.is_file()), None)


def by_sdk(files: Sequence[Path]) -> dict[str, list[Finding]]:
    """Open XML SDK, the rules of Microsoft 365; one process a file, for it takes no more."""
    program = sdk()
    assert program is not None

    def said(file: Path) -> list[Finding]:
        command = [str(program), str(file), "Microsoft365"]
        done = subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)
        found = json.loads(done.stdout)
        assert found["ok"] is (not found["errors"])
        return [
            Finding("sdk", one["id"] or one["errorType"], f"{one['path']} {one['xPath']}", one["description"])
            for one in found["errors"]
        ]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(map(str, files), pool.map(said, files), strict=True))


def by_audit(files: Sequence[Path]) -> dict[str, list[Finding]]:
    """openxml-audit, with its checks of links and active content."""
    validator = _auditor()
    return {
        str(file): [
            Finding("openxml-audit", one.id or one.error_type.value, f"{one.part_uri} {one.path}", one.description)
            for one in validator.validate(str(file)).errors
        ]
        for file in files
    }


@cache
def _auditor() -> OpenXmlValidator:
    return OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0, security_validation=True)


def by_integrity(files: Sequence[Path]) -> dict[str, list[Finding]]:
    """ooxml-integrity: numbers, references and markers that must agree; hints count as findings."""
    return {
        str(file): [
            Finding("ooxml-integrity", one.code, f"{one.part} {one.where}", one.message) for one in check(str(file))
        ]
        for file in files
    }


def by_medsla(files: Sequence[Path]) -> dict[str, list[Finding]]:
    """The five checks that none of the others makes, and links and objects."""
    return {
        str(file): [
            Finding("medsla", one.code, one.place.spot or "", one.sentence("en"))
            for one in check_package(unzipped(file.read_bytes()), allowed=[UNUSUAL])
        ]
        for file in files
    }


def by_bookmarks(files: Sequence[Path]) -> dict[str, list[Finding]]:
    """What a reference or a link within the file leads to: a bookmark that is there, once, and ends."""
    return {str(file): list(_of_bookmarks(file)) for file in files}


def _of_bookmarks(file: Path) -> Iterator[Finding]:
    parts = unzipped(file.read_bytes())
    roots = [(name, ET.fromstring(parts[name])) for name in text_parts(parts)]
    names, begun, ended = (
        [one.get(f"{{{W}}}{key}", "") for _, root in roots for one in root.iter(f"{{{W}}}bookmark{kind}")]
        for key, kind in (("name", "Start"), ("id", "Start"), ("id", "End"))
    )
    for name in {name for name in names if names.count(name) > 1}:
        yield Finding("bookmarks", "doubled-name", "", name)
    for number in {*begun, *ended}:
        if begun.count(number) != 1 or ended.count(number) != 1:
            yield Finding("bookmarks", "not-one-end", "", number)
    for part, root in roots:
        codes = [one.text or "" for one in root.iter(f"{{{W}}}instrText")]
        codes += [one.get(f"{{{W}}}instr", "") for one in root.iter(f"{{{W}}}fldSimple")]
        wanted = [found[1] for code in codes if (found := _REFERENCE.match(code))]
        wanted += [one.get(f"{{{W}}}anchor", "") for one in root.iter(f"{{{W}}}hyperlink")]
        for name in wanted:
            if name and name not in names:
                yield Finding("bookmarks", "lost-reference", part, name)


Validator = Callable[[Sequence[Path]], dict[str, list[Finding]]]
VALIDATORS: dict[str, Validator] = {
    "sdk": by_sdk,
    "openxml-audit": by_audit,
    "ooxml-integrity": by_integrity,
    "medsla": by_medsla,
    "bookmarks": by_bookmarks,
}


def missing(validator: str) -> str:
    """Why a validator cannot be asked, or ""."""
    return "the Open XML SDK's validator is not in .node" if validator == "sdk" and sdk() is None else ""

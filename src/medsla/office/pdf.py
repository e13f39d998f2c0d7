"""Word files as PDF through LibreOffice, kept apart: a profile of its own, no network, a time limit."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from medsla.errors import OutputError, Place, Problem
from medsla.reading.files import write_atomically

SECONDS: Final = 120
_NOWHERE: Final = "http://127.0.0.1:9"  # nobody listens on the discard port
_ENDING: Final = ".pdf"


def write_pdf(
    files: Sequence[str | os.PathLike[str]], *, overwrite: bool = True, seconds: int = SECONDS
) -> tuple[Path, ...]:
    """A PDF beside each Word file, all made in one run; each is put in its place whole or not at all.

    Args:
        files: The Word files; no two of them may have the same name.
        overwrite: Whether an existing PDF may be replaced.
        seconds: After this time the run is stopped.

    Raises:
        OutputError: LibreOffice is not there, takes too long, or leaves a file out.
        ValueError: two files have the same name.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise OutputError(Problem.of("fence.pdf-program"))
    sources = [Path(file) for file in files]
    if len({source.stem for source in sources}) < len(sources):
        raise ValueError("two files of one name cannot be made into PDFs in one run")
    with tempfile.TemporaryDirectory(prefix=".medsla-pdf-") as place:
        folder = Path(place)
        _convert(program, sources, folder, seconds)
        made = [folder / source.with_suffix(_ENDING).name for source in sources]
        wanting = [source for source, pdf in zip(sources, made, strict=True) if not pdf.is_file()]
        if wanting:
            raise OutputError([Problem.of("fence.pdf-failed", Place(file=str(source))) for source in wanting])
        targets = tuple(source.with_suffix(_ENDING) for source in sources)
        for target, pdf in zip(targets, made, strict=True):
            write_atomically(target, pdf.read_bytes(), overwrite=overwrite)
        return targets


def _convert(program: str, sources: Sequence[Path], folder: Path, seconds: int) -> None:
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        str(folder),
        *(str(source.resolve()) for source in sources),
    ]
    apart = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _NOWHERE)
    environment = os.environ | apart | {"no_proxy": "", "NO_PROXY": "", "SAL_USE_VCLPLUGIN": "svp"}
    try:
        subprocess.run(  # noqa: S603 - a fixed program and absolute names of files, no shell
            command, capture_output=True, check=False, timeout=seconds, env=environment, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise OutputError(Problem.of("fence.pdf-time", seconds=seconds)) from error
    except OSError as error:
        raise OutputError(Problem.of("fence.pdf-program")) from error

"""Whole reviews of three papers, letter by letter, as a reader gets them.

`MEDSLA_REWRITE=1` writes the files anew: then read the difference as a lawyer would before you keep it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from medsla import resources
from medsla.judgement import review
from medsla.report import origins_of, render_text
from medsla.sla import load

FOLDER = Path(__file__).parent / "reports"
PAPERS = {
    "p01": "p01-licence-system.yaml",
    "p02": "p02-service-level-definition.yaml",
    "vendor-offer": "vendor-offer.yaml",
}

# Hashes change with every value of a yardstick; what they are worth is tested elsewhere.
_HASH = re.compile(r"(ハッシュ|hash) [0-9a-f]{12}")


def report(paper: str, language: str) -> str:
    sla = load(resources.read_bytes("examples", PAPERS[paper]), name=PAPERS[paper])
    return _HASH.sub(r"\1 …", render_text(review(sla), language, origin=origins_of(sla)))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_review_reads_as_it_was_last_read(paper: str, language: str) -> None:
    file = FOLDER / f"{paper}.{language}.txt"
    found = report(paper, language)
    if os.environ.get("MEDSLA_REWRITE"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")

"""What the tutorial on playbooks shows works as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.command_line import OFFER, call

import medsla
from medsla.position import load_position
from medsla.waiver import load_waivers

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "tutorials" / "playbook.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


def block(key: str) -> bytes:
    """The YAML of the tutorial that has this key at its top."""
    (found,) = [text for text in BLOCKS if re.search(rf"^{key}:", text, re.MULTILINE)]
    return found.encode("utf-8")


def test_the_position_is_read() -> None:
    tiers = load_position(block("approver"), name="position.yaml").terms["recovery.rto"]
    assert [tier["within"] for tier in tiers.every] == ["PT4H", "PT8H", "P1D"]


def test_the_overlay_is_read(tmp_path: Path) -> None:
    path = tmp_path / "overlay.yaml"
    path.write_bytes(block("extends"))
    assert medsla.yardstick(path).label["en"] == "our yardstick (based on medsla yardstick)"


def test_the_waiver_is_read() -> None:
    (waiver,) = load_waivers(block("waivers"), name="waivers.yaml")
    assert list(waiver.waived) == ["maintenance.planned_notice"]


def test_the_commands_run_in_their_order(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "offers").mkdir()
    for name in ("offer.yaml", "offers/one.yaml"):
        (tmp_path / name).write_bytes(Path(OFFER).read_bytes())
    (tmp_path / "overlay.yaml").write_bytes(block("extends"))
    (tmp_path / "waivers.yaml").write_bytes(block("waivers"))
    shown = [line for text in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in text.splitlines()]
    left = [line for line in shown if "xlsx" not in line and "complete" not in line and "ours.json" not in line]
    assert len(left) == 7
    for line in left:
        words = [word.strip('"') for word in line.split()[1:]]
        assert call(capsys, *words).code in {0, 1}, line

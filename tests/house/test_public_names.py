"""What `import medsla` promises: every public name is there, loads, and stands under one name."""

from __future__ import annotations

import medsla


def test_every_public_name_can_be_used() -> None:
    assert [name for name in medsla.__all__ if getattr(medsla, name, None) is None] == []


def test_the_names_are_sorted_and_stand_once() -> None:
    assert list(medsla.__all__) == sorted(set(medsla.__all__))


def test_every_offered_name_is_public() -> None:
    assert set(medsla._OFFERED) <= set(medsla.__all__)

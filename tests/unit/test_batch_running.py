from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.batch_rows import JOB, Falling, made, tasks

from medsla.batch.making import Outcome, Task
from medsla.batch.running import Workers
from medsla.errors import Problem


def ends(outcomes: list[Outcome]) -> list[str]:
    """The code of each outcome's problem; "made" where there is none."""
    return [outcome.problems[0].code if outcome.problems else outcome.state for outcome in outcomes]


@pytest.mark.parametrize("workers", [1, 2])
def test_outcomes_come_in_the_order_of_the_rows(workers: int) -> None:
    with Workers(workers, make=made) as crew:
        assert [outcome.number for outcome in crew.outcomes(JOB, tasks(40))] == list(range(1, 41))


@pytest.mark.skipif(os.name != "posix", reason="signals end a process on POSIX only")
@pytest.mark.parametrize("fall", ["kill", "segfault", "abort", "exit"])
def test_a_row_that_kills_its_worker_is_the_only_one_refused(fall: str, tmp_path: Path) -> None:
    log = tmp_path / "tries"
    with Workers(2, make=Falling({5: fall}, str(log))) as crew:
        found = list(crew.outcomes(JOB, tasks(12)))
    assert ends(found) == ["made"] * 4 + ["batch.worker-died"] + ["made"] * 7
    tries = log.read_text(encoding="ascii").split()
    assert tries.count("5") <= 3
    assert len(tries) <= 12 + 2 * 2 + 1


@pytest.mark.parametrize("place", [1, 12])
def test_a_killing_row_at_either_end_stops_no_other(place: int) -> None:
    with Workers(2, make=Falling({place: "exit"})) as crew:
        found = list(crew.outcomes(JOB, tasks(12)))
    assert [outcome.number for outcome in found if outcome.problems] == [place]


def test_three_killing_rows_in_a_row_are_each_found() -> None:
    with Workers(2, make=Falling({3: "exit", 4: "exit", 5: "exit"})) as crew:
        found = list(crew.outcomes(JOB, tasks(8)))
    assert [outcome.number for outcome in found if outcome.problems] == [3, 4, 5]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("fall", "cause"), [("memory", "MemoryError"), ("zero", "ZeroDivisionError")])
def test_a_row_that_ends_by_a_fault_is_named_by_its_kind_and_not_by_its_words(
    workers: int, fall: str, cause: str
) -> None:
    with Workers(workers, make=Falling({2: fall})) as crew:
        found = list(crew.outcomes(JOB, tasks(4)))
    assert ends(found) == ["made", "batch.row-failed", "made", "made"]
    assert found[1].problems == (Problem.of("batch.row-failed", cause=cause),)


def test_an_error_that_cannot_cross_processes_refuses_its_row_alone() -> None:
    with Workers(2, make=Falling({2: "unpicklable"})) as crew:
        found = list(crew.outcomes(JOB, tasks(6)))
    assert [outcome.number for outcome in found if outcome.problems] == [2]


def test_a_row_that_would_end_the_program_is_refused() -> None:
    with Workers(1, make=Falling({2: "system-exit"})) as crew:
        assert ends(list(crew.outcomes(JOB, tasks(3)))) == ["made", "batch.row-failed", "made"]


def test_an_executor_from_outside_is_used_and_left_open() -> None:
    with ThreadPoolExecutor(2) as pool:
        with Workers(2, pool, make=made) as crew:
            assert len(list(crew.outcomes(JOB, tasks(60)))) == 60
        assert pool.submit(int).result() == 0


def test_one_bad_row_of_a_chunk_is_told_from_those_beside_it() -> None:
    with ThreadPoolExecutor(1) as pool, Workers(1, pool, chunk=4, make=Falling({3: "zero"})) as crew:
        found = list(crew.outcomes(JOB, tasks(8)))
    assert ends(found) == ["made", "made", "batch.row-failed"] + ["made"] * 5


def test_a_broken_executor_from_outside_is_replaced_by_processes() -> None:
    with ProcessPoolExecutor(1) as pool, Workers(2, pool, chunk=2, make=Falling({3: "exit"})) as crew:
        found = list(crew.outcomes(JOB, tasks(20)))
    assert [outcome.number for outcome in found if outcome.problems] == [3]
    assert len(found) == 20


class _Cancelling(Executor):
    """An executor that drops whatever it is given, as a cluster does that is shut down."""

    def submit(self, function: Callable[..., Any], /, *_: Any, **__: Any) -> Future[Any]:
        del function
        future: Future[Any] = Future()
        future.cancel()
        return future


def test_rows_that_an_executor_drops_are_made_here() -> None:
    with Workers(1, _Cancelling(), make=made) as crew:
        assert ends(list(crew.outcomes(JOB, tasks(2)))) == ["made", "made"]


@pytest.mark.parametrize(("workers", "most"), [(1, 2), (2, 4)])
def test_few_rows_are_under_way_at_a_time(workers: int, most: int) -> None:
    begun = 0

    def counted() -> Iterator[Task]:
        nonlocal begun
        for task in tasks(30):
            begun += 1
            yield task

    with Workers(workers, make=made) as crew:
        ahead = [begun - outcome.number for outcome in crew.outcomes(JOB, counted())]
    assert max(ahead) < most

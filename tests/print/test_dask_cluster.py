"""A cluster prints the same bytes as this machine."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster
from support.command_line import run

from workbook_builder.practice.practice import Practice
from workbook_builder.print.dask_cluster import cluster
from workbook_builder.print.press import Press
from workbook_builder.problems.problem import WorkbookError

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("default"),
    pytest.mark.usefixtures("anew"),
]


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(processes=True, **options) as found:
        yield found


def printed(practice: Path, press: Press) -> dict[str, bytes]:
    with press:
        opened = Practice.open(practice / "content")
        press.begin(opened.sheets())
        press.begin(opened.guides())
        return dict(press.finish())


def test_a_cluster_prints_the_same_bytes_as_this_machine(
    practice: Path, workers: LocalCluster
) -> None:
    with cluster(workers.scheduler_address) as remote:
        found = printed(practice, Press(remote=remote))
    assert found == printed(practice, Press())


def test_the_work_of_a_worker_that_dies_is_done_by_others(
    practice: Path, workers: LocalCluster
) -> None:
    done = threading.Event()
    with cluster(workers.scheduler_address) as remote:
        set_one, threads = remote
        victims = [worker.pid for worker in workers.workers.values()]

        def kill() -> None:
            done.wait()
            os.kill(victims[0], signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        found = printed(practice, Press(done.set, remote=(set_one, threads)))
        killer.join()
    assert found == printed(practice, Press())
    end = time.monotonic() + 30
    while len(workers.scheduler.workers) < 2 and time.monotonic() < end:
        time.sleep(0.1)


def test_the_command_prints_with_a_cluster(
    practice: Path, workers: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(practice)
    result = run("build", "--cluster", workers.scheduler_address)
    assert result.exit_code == 0, result.output
    assert "1 program with 8 worksheets" in result.output


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x"])
def test_a_cluster_that_does_not_answer_is_reported(address: str) -> None:
    with (
        pytest.raises(WorkbookError, match="WB505 no cluster responds at this address"),
        cluster(address),
    ):
        pass

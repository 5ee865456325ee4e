"""Tasks run beside the window, tell how far they are, and stop when asked."""

import threading

import pytest

from coder.app.errors import AppError, Cancelled
from coder.app.jobs import Jobs


@pytest.fixture
def jobs():
    jobs = Jobs()
    yield jobs
    jobs.close()


def test_a_task_gives_its_result_and_tells_its_progress(jobs):
    reports = []
    jobs.listeners.append(reports.append)

    def work(progress):
        progress.step(1, 2, "halfway")
        return 42

    job = jobs.run("Counting", work)
    assert job.future.result(timeout=10) == 42
    assert [(r.name, r.state, r.share) for r in reports] == [
        ("Counting", "waiting", None),
        ("Counting", "running", 0.0),
        ("Counting", "running", 0.5),
        ("Counting", "done", 1.0),
    ]


def test_a_stopped_task_ends_at_its_next_step(jobs):
    started, stopped = threading.Event(), threading.Event()
    steps = []

    def work(progress):
        for number in range(1_000_000):
            progress.step(number, 1_000_000)
            steps.append(number)
            started.set()
            if number == 0:
                assert stopped.wait(10)

    job = jobs.run("Long", work)
    assert started.wait(10)
    job.stop()
    stopped.set()
    with pytest.raises(Cancelled):
        job.future.result(timeout=10)
    assert steps == [0]


def test_a_failed_task_tells_why(jobs):
    reports = []
    jobs.listeners.append(reports.append)

    def work(progress):
        raise AppError("The file is gone.")

    job = jobs.run("Reading", work)
    with pytest.raises(AppError):
        job.future.result(timeout=10)
    assert (reports[-1].state, reports[-1].text) == ("failed", "The file is gone.")


def test_a_task_asked_for_after_the_end_never_begins(jobs):
    jobs.close()
    begun = []
    job = jobs.run("Too late", begun.append)
    assert job.future.cancelled()
    assert begun == []
    assert jobs.running == []

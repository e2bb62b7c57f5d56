"""Jobs for tests; what they did is written to a file, so that other processes can see it."""

import time
from pathlib import Path

from mingtang.kernel.jobs.job import job
from mingtang.kernel.trace import current_trace

PATIENCE_SECONDS = 60


@job(name="test.note", title="记一笔", queue="test", owner="内核测试", deadline_seconds=60)
def note(path: str, text: str) -> None:
    _write(path, text)


@job(name="test.wait", title="等一个文件", queue="test", owner="内核测试", attempts=5)
def wait_for_file(path: str, until: str) -> None:
    """Say that it began, wait for the file to appear, say that it ended."""
    _write(path, "began")
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while not Path(until).exists():
        if time.monotonic() > give_up_at:
            raise TimeoutError
        time.sleep(0.02)
    _write(path, "ended")


@job(name="test.fail", title="总是失败", queue="test", owner="内核测试", attempts=2)
def fail(path: str) -> None:
    _write(path, "tried")
    raise ValueError("办不成，身份证号 110101199003070177")


@job(name="test.once", title="只试一次", queue="test", owner="内核测试", attempts=1)
def only_once(path: str) -> None:
    _write(path, f"trace {current_trace()}")
    raise ValueError("一次也不成")


def _write(path: str, text: str) -> None:
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(text + "\n")

import subprocess
import sys

import pytest

from mingtang.content.reading.errors import ReadingStopped, ReadingTooHeavy, ReadingTookTooLong
from mingtang.content.reading.process import read_safely
from mingtang.documents.errors import FileNotRead

WAITS = (sys.executable, "-c", "import signal; signal.pause()")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "policy.txt"
    path.write_text("关于停水的通知\n各小区：\n明天停水。")
    return path


def program(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_a_file_is_read_in_a_process_that_knows_no_secret(file, monkeypatch):
    monkeypatch.setenv("CONTENT_SECRET_KEY", "a-secret-nobody-may-see")
    told = "import os, sys; sys.exit(3 if 'CONTENT_SECRET_KEY' in os.environ else 0)"

    with pytest.raises(ValueError, match="Expecting value"):  # it ended well and said nothing
        read_safely(file, program=program(told))

    assert read_safely(file).text.startswith("关于停水的通知")


def test_a_reader_that_hangs_is_ended(file):
    with pytest.raises(ReadingTookTooLong):
        read_safely(file, program=WAITS, longest_seconds=0)


def test_a_reader_is_ended_when_nobody_wants_the_file_any_more(file):
    with pytest.raises(ReadingStopped):
        read_safely(file, program=WAITS, goes_on=lambda: False)


def test_a_reader_that_is_killed_for_its_memory_gives_a_sentence(file):
    with pytest.raises(ReadingTooHeavy):
        read_safely(file, program=program("import os, signal; os.kill(os.getpid(), 9)"))


def test_a_reader_that_crashes_gives_a_sentence(file):
    with pytest.raises(FileNotRead):
        read_safely(file, program=program("import os; os.kill(os.getpid(), 11)"))


def test_the_reader_cannot_take_more_memory_than_it_is_given(file):
    greedy = (
        "import resource; from mingtang.content.reading import program;"
        "program.MEMORY_BYTES = 1 << 30; program._confine(); b = bytearray(2 << 30)"
    )

    with pytest.raises(FileNotRead):
        read_safely(file, program=program(greedy))


def test_the_reader_dies_with_whoever_started_it():
    child = (
        "import signal; from mingtang.content.reading import program;"
        "program._confine(); print('ready', flush=True); signal.pause()"
    )
    starter = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    process = subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"

    process.kill()
    process.wait()

    with process.stdout as told:  # it ends when the last holder of the other end is gone
        assert told.read() == b""

"""`mingtang` at the command line: each trouble is one sentence and exit code 1."""

import os
import socket
import subprocess
import sys

import pytest

from mingtang.supervisor.commands import run
from mingtang.supervisor.leftovers import Roll
from mingtang.supervisor.places import find_places
from mingtang.supervisor.plan import environment_beside
from mingtang.supervisor.secrets_file import read_secrets
from mingtang.supervisor.tests.conftest import is_gone

FREE_PORT = "18310"


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with a free port and an empty state folder."""
    tmp_path.chmod(0o755)
    for name in [name for name in os.environ if name.endswith("_DATABASE_URL")]:
        monkeypatch.delenv(name)  # the tests' own databases: this machine has none yet
    monkeypatch.setenv("MINGTANG_ENV", "demo")
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MINGTANG_PORT", FREE_PORT)
    return tmp_path


def complaint(capsys, *words: str) -> str:
    assert run(words) == 1
    return capsys.readouterr().err


def test_a_taken_port_is_named_with_who_holds_it(machine, monkeypatch, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("MINGTANG_PORT", str(port))

        said = complaint(capsys, "up")

    assert f"端口 {port} 已被占用" in said
    assert str(os.getpid()) in said
    assert "Traceback" not in said


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_a_port_that_is_none_is_refused(machine, monkeypatch, capsys, port):
    monkeypatch.setenv("MINGTANG_PORT", port)

    assert "MINGTANG_PORT" in complaint(capsys, "up")


def test_a_folder_that_cannot_be_written_is_named(machine, monkeypatch, capsys):
    monkeypatch.setenv("MINGTANG_HOME", "/proc/nothing")

    assert "不能写入 /proc/nothing" in complaint(capsys, "up")


def test_a_broken_database_is_said_in_a_sentence(machine, capsys):
    data = machine / "home" / "pg" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("garbage")

    assert "数据库不能用" in complaint(capsys, "up")


@pytest.mark.parametrize("words", [("down",), ("status",), ("restart", "content")])
def test_what_needs_a_running_platform_says_that_none_runs(machine, capsys, words):
    assert "平台没有在运行" in complaint(capsys, *words)


def test_down_ends_what_a_killed_supervisor_left_behind(machine):
    run_folder = machine / "home" / "run"
    run_folder.mkdir(parents=True)
    left = subprocess.Popen(["sleep", "60"], start_new_session=True)
    Roll(run_folder / "roll.json").write([left.pid])

    assert run(["down"]) == 0

    assert is_gone(left.pid)
    left.wait(1)  # collected by now; only so that Python knows it too


def test_a_reset_wants_to_be_confirmed(machine, capsys):
    assert "--yes" in complaint(capsys, "demo", "reset")


def test_a_reset_is_refused_outside_the_demo(machine, monkeypatch, capsys):
    monkeypatch.setenv("MINGTANG_ENV", "production")

    assert "只有演示环境" in complaint(capsys, "demo", "reset", "--yes")


def test_no_verb_shows_what_there_is(machine, capsys):
    assert run([]) == 2

    shown = capsys.readouterr().out
    assert all(verb in shown for verb in ("up", "down", "status", "logs", "demo"))


def test_a_half_installed_machine_is_told_to_run_setup(machine):
    """Without the packages (-S hides them) the command still answers with a sentence."""
    done = subprocess.run(
        [
            sys.executable,
            "-S",
            "-c",
            "from mingtang.cli import main; raise SystemExit(main(['up']))",
        ],
        env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path.endswith("src"))},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "make setup" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_of_an_unknown_system_is_refused_with_a_sentence(machine, capsys):
    (machine / "home").mkdir(exist_ok=True)
    read_secrets(machine / "home" / "secrets.json", names=["CONTENT_SECRET_KEY"])

    assert "没有名为 nonsense 的系统" in complaint(capsys, "manage", "nonsense", "check")


def test_an_operators_command_is_told_what_the_supervisor_tells_the_system(machine, monkeypatch):
    monkeypatch.delenv("CONTENT_SECRET_KEY")
    home = machine / "home"
    home.mkdir(exist_ok=True)
    secrets = read_secrets(home / "secrets.json", names=["CONTENT_SECRET_KEY"])

    told = environment_beside(find_places(), "content")

    assert told["CONTENT_SECRET_KEY"] == secrets["CONTENT_SECRET_KEY"]
    assert told["CONTENT_DATABASE_URL"].endswith(str(home / "pg" / "socket"))


def test_a_machine_run_by_units_keeps_its_own_environment(machine):
    assert environment_beside(find_places(), "content") == {}

"""`mingtang` at the command line: each trouble is one sentence and exit code 1."""

import os
import socket
import subprocess
import sys

import pytest

from mingtang.supervisor.commands import run

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


class TestManagingByHand:
    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        own = ("_SECRET_KEY", "_SETTINGS_MODULE")
        told = {name: value for name, value in os.environ.items() if not name.endswith(own)}
        command = [sys.executable, "-m", "mingtang.cli", "manage", *words]
        return subprocess.run(command, env=told, capture_output=True, text=True, check=False)

    def test_knows_what_the_platform_of_this_machine_knows(self, machine):
        home = machine / "home"
        home.mkdir()
        (home / "secrets.json").write_text("{}")

        done = self.run("services", "diffsettings", "--output", "unified")

        assert done.returncode == 0, done.stderr
        assert f"{home}/pg/socket" in done.stdout or "mingtang-pg-" in done.stdout

    def test_asks_for_the_settings_where_no_platform_was_made(self, machine):
        done = self.run("services", "check")

        assert done.returncode != 0
        assert "SERVICES_SECRET_KEY" in done.stderr
        assert not (machine / "home").exists()

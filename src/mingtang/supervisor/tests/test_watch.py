"""The watch with real processes: order, death, backoff, steps, the end."""

import json
import os
import signal
import socket

import pytest

from mingtang.supervisor.control import ask
from mingtang.supervisor.probes import Answers
from mingtang.supervisor.process import FAILING_AFTER_DEATHS, State
from mingtang.supervisor.spec import Spec
from mingtang.supervisor.tests.conftest import is_gone, kill_once, sleeper
from mingtang.supervisor.trouble import NotRunning, StepFailed

pytestmark = pytest.mark.servers


def step(name, call, **facts) -> Spec:
    return Spec(name=name, call=call, environment=dict(os.environ), is_step=True, **facts)


def never_ready(name, **facts) -> Spec:
    return Spec(
        name=name, command=["/bin/false"], environment={}, probe=Answers(lambda: False), **facts
    )


class TestStart:
    def test_what_is_needed_comes_first(self, watched, tmp_path):
        def write() -> int:
            (tmp_path / "tables").write_text("made")
            return 0

        def read() -> int:
            return 0 if (tmp_path / "tables").exists() else 1

        city = watched(step("reader", read, needs=["writer"]), step("writer", write))
        city.when("reader", State.DONE, city.stop)

        city.run()

        assert city.story.index(("writer", State.DONE)) < city.story.index(
            ("reader", State.STARTING)
        )

    def test_a_vital_step_that_fails_ends_the_start_with_its_last_words(self, watched):
        def speak() -> int:
            os.write(2, "没有权限\n".encode())
            return 1

        city = watched(step("tables", speak, is_vital=True), sleeper("web", needs=["tables"]))

        with pytest.raises(StepFailed, match="没有权限"):
            city.run()

        assert city.states_of("web") == [State.STOPPED]

    def test_a_step_that_is_not_vital_fails_alone(self, watched):
        city = watched(step("demo", lambda: 1), sleeper("web"))
        ready = []
        city.when("web", State.READY, lambda _: ready.append(True))

        city.watch.run(when_ready=city.watch.stop)

        assert ready
        assert State.FAILED in city.states_of("demo")

    def test_a_vital_process_that_keeps_dying_is_given_up(self, watched):
        city = watched(never_ready("postgres", is_vital=True))

        with pytest.raises(StepFailed):
            city.run()

        assert city.states_of("postgres").count(State.STARTING) == FAILING_AFTER_DEATHS

    def test_a_step_reports_when_it_is_done_only_if_it_ended_well(self, watched):
        recorded = []
        city = watched(
            step("good", lambda: 0, when_done=lambda: recorded.append("good")),
            step("bad", lambda: 3, when_done=lambda: recorded.append("bad")),
        )

        city.watch.run(when_ready=city.watch.stop)

        assert recorded == ["good"]


class TestDeath:
    def test_a_killed_process_is_started_again(self, watched):
        city = watched(sleeper("web"))
        ends = []
        city.when("web", State.READY, kill_once())
        city.when("web", State.PAUSING, lambda process: ends.append(process.last_end))
        city.when("web", State.READY, lambda process: process.deaths and city.watch.stop())

        city.run()

        assert ends == ["killed by SIGKILL"]
        assert city.states_of("web")[:5] == [
            State.STARTING,
            State.READY,
            State.PAUSING,
            State.STARTING,
            State.READY,
        ]

    def test_the_others_are_left_alone(self, watched):
        city = watched(sleeper("web"), sleeper("other"))
        city.when("web", State.READY, kill_once())
        city.when("web", State.READY, lambda process: process.deaths and city.watch.stop())

        city.run()

        assert city.states_of("other").count(State.STARTING) == 1

    def test_one_that_keeps_dying_is_shown_and_the_rest_is_ready(self, watched):
        city = watched(never_ready("broken"), sleeper("web"))
        shown = {}

        def note() -> None:
            rows = city.watch.as_dict()["processes"]
            shown.update({row["name"]: row["is_failing"] for row in rows})
            city.watch.stop()

        city.watch.run(when_ready=note)

        assert shown == {"broken": True, "web": False}


class TestEnd:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_a_signal_leaves_nothing_running(self, watched, number):
        city = watched(sleeper("web"), sleeper("worker"))

        city.watch.run(when_ready=lambda: os.kill(os.getpid(), number))

        assert city.pids
        assert all(map(is_gone, city.pids))

    def test_children_of_children_go_too(self, watched, tmp_path):
        note = tmp_path / "grandchild"
        command = f"sleep 60 & echo $! > {note}; exec sleep 60"
        city = watched(
            Spec(name="web", command=["/bin/sh", "-c", command], environment=dict(os.environ))
        )

        def wait_for_note() -> None:
            while not note.exists() or not note.read_text().strip():
                pass
            city.watch.stop()

        city.watch.run(when_ready=wait_for_note)

        assert is_gone(int(note.read_text()))

    def test_one_that_does_not_listen_is_killed(self, watched):
        command = ["/bin/sh", "-c", "trap '' TERM; while :; do sleep 0.05; done"]
        city = watched(
            Spec(
                name="deaf",
                command=command,
                environment=dict(os.environ),
                stops_within_seconds=0.2,
            )
        )

        city.watch.run(when_ready=city.watch.stop)

        assert city.states_of("deaf")[-1] is State.STOPPED
        assert all(map(is_gone, city.pids))

    def test_the_door_closes_before_the_rooms_and_the_database_last(self, watched):
        city = watched(
            sleeper("postgres", stop_order=9), sleeper("web"), sleeper("nginx", stop_order=0)
        )

        city.watch.run(when_ready=city.watch.stop)

        ended = [name for name, state in city.story if state is State.STOPPED]
        assert ended == ["nginx", "web", "postgres"]


class TestControl:
    def test_says_that_nothing_runs(self, places):
        with pytest.raises(NotRunning):
            ask(places.control, do="status")

    def test_stops_when_another_command_asks_it_to(self, watched, places):
        city = watched(sleeper("web"))
        asking = []

        def ask_to_stop() -> None:
            caller = socket.socket(socket.AF_UNIX)
            caller.connect(str(places.control))
            caller.sendall(b'{"do": "stop"}\n')
            asking.append(caller)

        city.watch.run(when_ready=ask_to_stop)

        answer = json.loads(asking[0].recv(4096))
        asking[0].close()
        assert answer == {"supervisor": os.getpid()}
        assert all(map(is_gone, city.pids))

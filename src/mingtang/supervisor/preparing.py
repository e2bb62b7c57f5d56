"""Steps that make a system ready to start: its tables, its collected files, its demo city."""

from collections.abc import Callable, Sequence

from mingtang.kernel.system import System
from mingtang.supervisor.environment import Environments
from mingtang.supervisor.places import Places
from mingtang.supervisor.serving import manage
from mingtang.supervisor.spec import Call, Spec
from mingtang.supervisor.stamps import Stamps, files_under, fingerprint


class Preparations:
    """Knows which steps are due: those whose sources have changed since they last ended well."""

    def __init__(self, places: Places, environments: Environments, *, socket: str) -> None:
        self._places = places
        self._environments = environments
        self._socket = socket
        self.stamps = Stamps(places.home / "stamps.json")

    def of(self, system: System, *, needs: Sequence[str]) -> list[Spec]:
        """Return the due steps of one system, each needing the one before."""
        due: list[Spec] = []
        for name, print_, call in self._steps(system):
            if not self.stamps.is_current(name, print_):
                before = [due[-1].name] if due else list(needs)
                due.append(self._step(system, name, print_, call, before))
        return due

    def _steps(self, system: System) -> list[tuple[str, str, Call]]:
        if not system.has_database:
            return []
        name = system.name
        steps: list[tuple[str, str, Call]] = [
            (f"{name}:tables", self._print_of_tables(system), make_tables(name))
        ]
        if self._places.environment == "demo" and self._has_demo(system):
            steps.append((f"{name}:demo", self._print_of_demo(system), load_demo(name)))
        return steps

    def _has_demo(self, system: System) -> bool:
        source = self._places.root / "src" / "mingtang" / system.name
        return any(source.rglob("management/commands/load_demo_city.py"))

    def _step(
        self, system: System, name: str, print_: str, call: Call, needs: Sequence[str]
    ) -> Spec:
        return Spec(
            name=name,
            call=call,
            environment=self._environments.of(system, socket=self._socket),
            needs=needs,
            is_step=True,
            is_vital=call_is_vital(name),
            when_done=_record(self.stamps, name, print_),
        )

    def _print_of_tables(self, system: System) -> str:
        source = self._places.root / "src" / "mingtang"
        return fingerprint(
            [
                *files_under(source / "kernel", "migrations/*.py"),
                *files_under(source / system.name, "migrations/*.py", "static/**/*"),
                source / system.name / "settings.py",
                *(self._places.root / "requirements").glob("run.txt"),
            ],
            self._environments.database_url(system, socket=self._socket),
        )

    def _print_of_demo(self, system: System) -> str:
        source = self._places.root / "src" / "mingtang" / system.name
        return fingerprint(
            [
                *files_under(self._places.demo, "*"),
                *files_under(source, "*demo*.py", "demo*/**/*.py", "migrations/*.py"),
            ],
            self._environments.database_url(system, socket=self._socket),
        )


def make_tables(system: str) -> Callable[[], int]:
    """Return the step that migrates the database and collects what the browser loads."""

    def run() -> int:
        manage(system, "migrate", "--no-input", "--verbosity", "1")
        if _collects_files():
            manage(system, "collectstatic", "--no-input", "--verbosity", "0")
        return 0

    return run


def call_is_vital(name: str) -> bool:
    """Without its tables a system cannot start; with half a demo city it can."""
    return not name.endswith(":demo")


def load_demo(system: str) -> Callable[[], int]:
    """Return the step that loads the system's part of the demo city, if it has one."""

    def run() -> int:
        return manage(system, "load_demo_city")

    return run


def _collects_files() -> bool:
    from django.conf import settings  # noqa: PLC0415  Django starts in the child

    has_app = "django.contrib.staticfiles" in settings.INSTALLED_APPS
    return has_app and bool(getattr(settings, "STATIC_ROOT", None))


def _record(stamps: Stamps, name: str, print_: str) -> Callable[[], None]:
    return lambda: stamps.record(name, print_)

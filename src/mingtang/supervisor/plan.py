"""From the systems' manifests to the processes of one machine. Knows no system by name."""

import importlib.util
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from mingtang.kernel.keys import make_keys
from mingtang.kernel.postgres import Cluster, PostgresIsBroken
from mingtang.kernel.system import System, load_manifests
from mingtang.supervisor.assets import build_assets
from mingtang.supervisor.database import local_cluster, make_cluster, make_databases
from mingtang.supervisor.door import door_specs
from mingtang.supervisor.environment import Environments
from mingtang.supervisor.places import Places
from mingtang.supervisor.preparing import Preparations
from mingtang.supervisor.probes import Answers, HttpAnswers
from mingtang.supervisor.serving import manage, serve, work
from mingtang.supervisor.spec import Spec
from mingtang.supervisor.stamps import fingerprint
from mingtang.supervisor.trouble import DatabaseBroken, Trouble

#: Keys that belong to no system: citizens' sessions and published pages.
SHARED_SIGNERS = ("session", "publish")
DATABASE_STOPS_LAST = 9


@dataclass(frozen=True, kw_only=True)
class Platform:
    """Everything that is known before the first process starts."""

    places: Places
    systems: Sequence[System]
    environments: Environments
    cluster: Cluster
    preparations: Preparations

    @property
    def ports(self) -> list[int]:
        return [self.places.port, *(self.environments.port_of(system) for system in self.systems)]

    @property
    def local_systems(self) -> list[System]:
        """Return the systems whose database is on this machine."""
        return [
            system
            for system in self.systems
            if system.has_database and self.environments.given_database_url(system) is None
        ]


def find_platform(places: Places) -> Platform:
    systems = load_manifests()
    environments = Environments(places, systems)
    cluster = local_cluster(places.home)
    return Platform(
        places=places,
        systems=systems,
        environments=environments,
        cluster=cluster,
        preparations=Preparations(places, environments, socket=str(cluster.socket)),
    )


def environment_beside(places: Places, name: str) -> Mapping[str, str]:
    """Return what the supervisor tells a system, for an operator's command run beside it.

    Nothing where units tell it all: then this state folder holds no secrets.
    """
    if not (places.home / "secrets.json").exists():
        return {}
    platform = find_platform(places)
    system = next((system for system in platform.systems if system.name == name), None)
    if system is None:
        raise Trouble(f"没有名为 {name} 的系统。", f"No system {name}.")
    return platform.environments.of(system, socket=str(platform.cluster.socket))


def make_all_keys(places: Places, systems: Sequence[System]) -> None:
    make_keys(places.keys, [*(system.name for system in systems), *SHARED_SIGNERS])


def make_ready(platform: Platform) -> None:
    """Make what every process reads: keys, topology, assets, the database's folder."""
    places = platform.places
    make_all_keys(places, platform.systems)
    platform.environments.write_topology()
    stamps = platform.preparations.stamps
    build_assets(places.root, into=places.home / "assets", stamps=stamps)
    if not platform.local_systems:
        return
    try:
        if make_cluster(platform.cluster):
            stamps.forget_all()
    except (PostgresIsBroken, OSError) as broken:
        raise DatabaseBroken(str(broken)) from broken


def all_specs(platform: Platform) -> list[Spec]:
    specs: list[Spec] = []
    ready: list[str] = []
    if platform.local_systems:
        specs += [_database(platform), *_databases_step(platform)]
        ready = [specs[-1].name]
    for system in platform.systems:
        steps = platform.preparations.of(system, needs=ready if system.has_database else [])
        tables = [step.name for step in steps if step.name.endswith(":tables")]
        own_needs = (tables or ready) if system.has_database else []
        specs += [*steps, *_processes(platform, system, needs=own_needs)]
    return [*specs, *door_specs(platform.places, platform.environments.common())]


def _database(platform: Platform) -> Spec:
    cluster = platform.cluster
    return Spec(
        name="postgres",
        command=cluster.command(),
        environment=platform.environments.common(),
        probe=Answers(cluster.is_ready),
        is_vital=True,
        account=cluster.account,
        stop_signal=signal.SIGINT,  # PostgreSQL's fast shutdown
        stops_within_seconds=20,
        stop_order=DATABASE_STOPS_LAST,
    )


def _databases_step(platform: Platform) -> list[Spec]:
    """Return the step that makes roles and databases, when their list has changed."""
    passwords = {
        system.name: platform.environments.database_password(system)
        for system in platform.local_systems
    }
    stamps, name = platform.preparations.stamps, "databases"
    print_ = fingerprint([], *passwords, *passwords.values())
    if stamps.is_current(name, print_):
        return []
    return [
        Spec(
            name=name,
            call=partial(make_databases, platform.cluster.url("postgres"), passwords=passwords),
            environment=platform.environments.common(),
            needs=["postgres"],
            is_step=True,
            is_vital=True,
            when_done=partial(stamps.record, name, print_),
        )
    ]


def _processes(platform: Platform, system: System, *, needs: Sequence[str]) -> list[Spec]:
    environment = platform.environments.of(system, socket=str(platform.cluster.socket))
    return [
        *_web(platform, system, needs=needs, environment=environment),
        *_worker(system, needs=needs, environment=environment),
        *_guards(system, needs=needs, environment=environment),
    ]


def _web(
    platform: Platform, system: System, *, needs: Sequence[str], environment: Mapping[str, str]
) -> list[Spec]:
    if importlib.util.find_spec(f"mingtang.{system.name}.wsgi") is None:
        return []
    port = platform.environments.port_of(system)
    return [
        Spec(
            name=system.name,
            call=partial(serve, system.name, port=port),
            environment=environment,
            needs=needs,
            probe=HttpAnswers(port),
        )
    ]


def _worker(system: System, *, needs: Sequence[str], environment: Mapping[str, str]) -> list[Spec]:
    if not system.has_worker:
        return []
    return [
        Spec(
            name=f"{system.name}-worker",
            call=partial(work, system.name),
            environment=environment,
            needs=needs,
        )
    ]


def _guards(system: System, *, needs: Sequence[str], environment: Mapping[str, str]) -> list[Spec]:
    return [
        Spec(
            name=f"{system.name}-{command.replace('_', '-')}",
            call=partial(manage, system.name, command),
            environment=environment,
            needs=needs,
        )
        for command in system.guards
    ]

"""What the manifests promise holds: handlers exist, events have owners, calls make no ring."""

import subprocess
import sys

from tests.architecture.house import MANIFESTS, ROOT, defines

ADDRESSES_OF_THE_GATEWAY = {"/mode/", "/assets/", "/static/", "/files/", "/jobs/"}


def test_every_handler_exists_in_its_own_system():
    missing = [
        path
        for system in MANIFESTS.values()
        for paths in system.reacts_to.values()
        for path in paths
        if not path.startswith(f"mingtang.{system.name}.") or not defines(path)
    ]
    assert missing == []


def test_every_event_reacted_to_is_announced_by_its_owner():
    announced = {event for system in MANIFESTS.values() for event in system.announces}
    heard = {event for system in MANIFESTS.values() for event in system.reacts_to}
    assert heard <= announced


def test_topics_are_named_after_their_system_with_a_version():
    odd = [
        event.topic
        for system in MANIFESTS.values()
        for event in system.announces
        if not event.topic.startswith(f"{system.name}.") or ".v" not in event.topic
    ]
    assert odd == []


def test_calls_between_systems_make_no_ring():
    calls = {name: {call.system for call in system.calls} for name, system in MANIFESTS.items()}

    def reaches(start, goal, seen=frozenset()):
        return any(
            nxt == goal or (nxt not in seen and reaches(nxt, goal, seen | {nxt}))
            for nxt in calls.get(start, ())
        )

    assert [name for name in calls if reaches(name, name)] == []


def test_every_call_says_what_happens_when_nobody_answers():
    silent = [
        (system.name, call.system)
        for system in MANIFESTS.values()
        for call in system.calls
        if not call.when_down or call.system not in MANIFESTS
    ]
    assert silent == []


def test_no_two_systems_want_the_same_address_or_port():
    paths = [route.path for system in MANIFESTS.values() for route in system.routes]
    ports = [system.port_offset for system in MANIFESTS.values()]
    assert len(paths) == len(set(paths))
    assert len(ports) == len(set(ports))
    assert not ADDRESSES_OF_THE_GATEWAY & set(paths)


def test_staff_addresses_are_never_public_caches():
    leaks = [
        route.path
        for system in MANIFESTS.values()
        for route in system.routes
        if (route.staff or not route.public) and route.cache_seconds
    ]
    assert leaks == []


def test_the_map_in_the_docs_is_drawn_from_the_manifests():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "draw_architecture.py"), "--check"], check=False
    )
    assert done.returncode == 0, "run: make docs"

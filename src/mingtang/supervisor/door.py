"""The door of the platform: nginx as the gateway renders it."""

from collections.abc import Mapping

from mingtang.supervisor.places import Places
from mingtang.supervisor.spec import Spec


def door_specs(places: Places, environment: Mapping[str, str]) -> list[Spec]:
    return []

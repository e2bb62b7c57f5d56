"""The door of the platform: nginx as the gateway renders it."""

from collections.abc import Mapping

from mingtang.supervisor.places import Places
from mingtang.supervisor.probes import HttpAnswers
from mingtang.supervisor.serving import open_door
from mingtang.supervisor.spec import Spec

#: Anything but silence: before the first page is published the answer is 404.
ANSWERS = (200, 301, 302, 304, 403, 404)


def door_specs(places: Places, environment: Mapping[str, str]) -> list[Spec]:
    """Return the process that everybody comes through. It needs nobody: published pages are files."""
    return [
        Spec(
            name="nginx",
            call=open_door,
            environment=environment,
            probe=HttpAnswers(places.port, path="/", accepts=ANSWERS),
            stop_order=0,
            is_vital=True,
            outlives_supervisor=True,
        )
    ]

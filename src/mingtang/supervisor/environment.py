"""The environment of every process: what it is told, and nothing of what belongs to others."""

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

from mingtang.kernel.system import System
from mingtang.supervisor.places import Places
from mingtang.supervisor.secrets_file import read_secrets

_OWN_SETTINGS = ("SECRET_KEY", "DATABASE_URL", "DATABASE_PASSWORD")


class Environments:
    def __init__(
        self,
        places: Places,
        systems: Sequence[System],
        *,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._places = places
        self._systems = systems
        self._given = environ
        self._secrets = read_secrets(
            places.home / "secrets.json",
            names=[
                f"{system.name.upper()}_{kind}"
                for system in systems
                for kind in ("SECRET_KEY", "DATABASE_PASSWORD")
            ],
        )

    def common(self) -> dict[str, str]:
        """Return what every process is told: the caller's environment without systems' secrets."""
        places = self._places
        return self._without_systems_settings() | {
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(places.root / "src"),
            "PYTHONUNBUFFERED": "1",
            "MINGTANG_ENV": places.environment,
            "MINGTANG_HOME": str(places.home),
            "MINGTANG_PORT": str(places.port),
            "MINGTANG_KEYS": self._given.get("MINGTANG_KEYS", str(places.keys)),
            "MINGTANG_TOPOLOGY": str(places.home / "topology.json"),
            "MINGTANG_SITE": self._given.get("MINGTANG_SITE", str(places.demo / "site.yaml")),
            "MINGTANG_DEMO": str(places.demo),
        }

    def of(self, system: System, *, socket: str) -> dict[str, str]:
        """Return the environment of one system's processes."""
        prefix = system.name.upper()
        own = {
            "DJANGO_SETTINGS_MODULE": f"mingtang.{system.name}.settings",
            f"{prefix}_SECRET_KEY": self._given.get(
                f"{prefix}_SECRET_KEY", self._secrets[f"{prefix}_SECRET_KEY"]
            ),
        }
        if system.has_database:
            own[f"{prefix}_DATABASE_URL"] = self.database_url(system, socket=socket)
        return self.common() | own

    def database_url(self, system: System, *, socket: str) -> str:
        """Return the system's database: the given one, else its own on this machine."""
        given = self.given_database_url(system)
        name = system.name
        return (
            given or f"postgresql://{name}:{self.database_password(system)}@/{name}?host={socket}"
        )

    def given_database_url(self, system: System) -> str | None:
        return self._given.get(f"{system.name.upper()}_DATABASE_URL") or None

    def database_password(self, system: System) -> str:
        return self._secrets[f"{system.name.upper()}_DATABASE_PASSWORD"]

    def port_of(self, system: System) -> int:
        return self._places.port + system.port_offset

    def write_topology(self) -> None:
        """Tell every process where the others are and who reacts to what."""
        path = self._places.home / "topology.json"
        text = json.dumps(self._topology(), indent=2, sort_keys=True)
        if not path.exists() or path.read_text() != text:
            path.write_text(text)

    def _topology(self) -> dict[str, Any]:
        return {
            "gateway": self._places.address,
            "systems": {
                system.name: {
                    "address": f"http://127.0.0.1:{self.port_of(system)}",
                    "reacts_to": sorted(event.topic for event in system.reacts_to),
                }
                for system in self._systems
            },
        }

    def _without_systems_settings(self) -> dict[str, str]:
        private = {
            f"{system.name.upper()}_{kind}" for system in self._systems for kind in _OWN_SETTINGS
        }
        return {name: value for name, value in self._given.items() if name not in private}

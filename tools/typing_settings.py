"""Settings in which every system's models exist at once, so that one run of mypy sees the whole house."""

from importlib import import_module

from mingtang.accounts.settings import *  # noqa: F403
from mingtang.content.settings import *  # noqa: F403
from mingtang.kernel.system import load_manifests
from mingtang.operations.settings import *  # noqa: F403
from mingtang.services.settings import *  # noqa: F403

INSTALLED_APPS = list(
    dict.fromkeys(
        app
        for system in load_manifests()
        if system.has_database
        for app in import_module(f"mingtang.{system.name}.settings").INSTALLED_APPS
    )
)

"""What an inspection of the own site is: its folder, what programs answer, what departments are called."""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from mingtang.designsystem.facts import site_facts
from mingtang.kernel.settings import home
from mingtang.kernel.system import load_manifests
from mingtang.operations.survey.gathered import Tell
from mingtang.operations.survey.gathering.bounds import Bounds
from mingtang.operations.survey.gathering.keeping import NAME
from mingtang.operations.survey.inspecting import Order
from mingtang.operations.survey.rules import load_rules

#: What the gateway answers besides the systems' routes.
_OF_THE_GATEWAY = ("/assets/", "/mode/")


def own_site_order(*, resumes: bool, tell: Tell, should_stop: Callable[[], bool]) -> Order:
    routes = [route.path for system in load_manifests() for route in system.routes]
    own_rules = settings.INSPECTION_RULES
    return Order(
        origin=str(settings.INSPECTED_FOLDER),
        rules=load_rules(Path(own_rules) if own_rules else None),
        bounds=Bounds(
            served=(*dict.fromkeys(routes), *_OF_THE_GATEWAY),
            checks_outside=settings.INSPECTION_CHECKS_OUTSIDE,
            should_stop=should_stop,
        ),
        site_code=str(site_facts().get("site_id_code", "")),
        folder=progress_folder(),
        resumes=resumes,
        tell=tell,
    )


def progress_folder() -> Path:
    return home() / "inspection"


def has_progress() -> bool:
    return (progress_folder() / NAME).exists()


def department_of(source: str) -> str:
    """Return the code of the department whose name stands as a page's source."""
    return str(_departments().get(source, settings.CENTRE_DEPARTMENT))


@cache
def _departments() -> dict[str, str]:
    place = Path(os.environ.get("MINGTANG_SITE", "")).parent / "departments.yaml"
    told = (yaml.safe_load(place.read_text(encoding="utf-8")) if place.is_file() else None) or []
    return {str(one["name"]): str(one["code"]) for one in told}

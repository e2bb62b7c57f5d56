"""The service halls that guides name."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from mingtang.content.guides.models import Guide


def all_halls() -> list[dict[str, Any]]:
    """Return every hall that a guide names, the one most guides name first."""
    found: Counter[str] = Counter()
    known: dict[str, dict[str, Any]] = {}
    for halls in Guide.objects.order_by("code").values_list("content__halls", flat=True):
        for hall in halls or []:
            if isinstance(hall, Mapping) and hall.get("name"):
                found[hall["name"]] += 1
                known[hall["name"]] = dict(hall)
    return [known[name] for name, _ in found.most_common()]


def main_hall() -> dict[str, Any] | None:
    """Return the hall most errands can be run at, with the number of all halls."""
    halls = all_halls()
    return {**halls[0], "of": len(halls)} if halls else None

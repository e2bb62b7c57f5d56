"""What the start page of the CMS shows of collecting: only when somebody has to act."""

from collections.abc import Mapping
from typing import Any

from laces.components import Component

from mingtang.content.collecting.queries import originals_to_look_at, sources_in_trouble
from mingtang.kernel.identity import Actor


class CollectingTrouble(Component):
    """Sources that cannot be read, and originals that were changed."""

    template_name = "content_collecting/trouble.html"
    order = -1

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {
            "sources": sources_in_trouble(self.actor)[:10],
            "originals": originals_to_look_at(self.actor).count(),
        }

    @property
    def is_needed(self) -> bool:
        has_trouble = sources_in_trouble(self.actor).exists()
        return has_trouble or originals_to_look_at(self.actor).exists()

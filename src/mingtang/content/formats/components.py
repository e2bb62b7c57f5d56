"""What reviewers see of the formats: each can be opened before anything is public."""

from collections.abc import Mapping
from typing import Any

from laces.components import Component

from mingtang.content.formats.queries import kinds_of_draft
from mingtang.content.sources.kinds import KINDS


class FormatsOfDraft(Component):
    """Links to every format of the newest text of a page."""

    template_name = "content_formats/formats_of_draft.html"

    def __init__(self, page: Any) -> None:
        self._page = page

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        revision = self._page.get_latest_revision()
        text = revision.as_object() if revision else None
        keys = kinds_of_draft(text) if text is not None and hasattr(text, "body") else []
        return {"revision": revision, "kinds": [KINDS[key] for key in keys]}

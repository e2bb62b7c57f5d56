"""What the editor sees of a review: where the text stands, and what was said about it."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel

from mingtang.content.reviewing.progress import steps_of
from mingtang.content.reviewing.queries import decisions_about


class ReviewStatePanel(Panel):
    """The three levels above the form, with the last reasons for a return."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "content_reviewing/state_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and decisions_about(self.instance.pk).exists())

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Any:
            context = super().get_context_data(parent_context)
            review = (
                self.instance.current_workflow_state
                or self.instance.workflow_states.order_by("created_at").last()
            )
            context["steps"] = steps_of(review, page_number=self.instance.pk)
            return context

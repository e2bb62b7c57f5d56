"""The panel under the editor that shows what is wrong with a text, as it is typed."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel

from mingtang.content.checking.components import FindingsPanel


class CheckingPanel(Panel):
    """Without JavaScript it shows the findings of the saved draft."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "content_checking/editor_panel.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Any:
            context = super().get_context_data(parent_context)
            context["findings"] = FindingsPanel(self.instance, is_live=True)
            return context

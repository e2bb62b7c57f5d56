"""Choosers that start without a script inside the page: our pages run none (see cms.js)."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents.widgets import AdminDocumentChooser


class _Quiet:
    """Says in the page what Wagtail's own chooser would put into a script."""

    js_constructor: str

    def render(
        self: Any, name: str, value: Any, attrs: dict[str, Any], renderer: Any = None
    ) -> SafeString:
        chosen = self.get_value_data(value)
        options = self.get_js_init_options(attrs["id"], name, chosen)
        return format_html(
            '{}<span hidden data-chooser="{}" data-chooser-for="{}" data-chooser-options="{}"></span>',
            self.render_html(name, chosen, attrs),
            self.js_constructor,
            attrs["id"],
            json.dumps(options),
        )


class ArticleChooser(_Quiet, AdminPageChooser):  # type: ignore[misc]  # the library ships no types
    """Offers articles only. Given to a form as a class: models are not loaded when panels are."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(target_models=["content_pages.ArticlePage"], **kwargs)


class DocumentChooser(_Quiet, AdminDocumentChooser):  # type: ignore[misc]  # the same
    pass

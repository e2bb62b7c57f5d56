"""The form in which editors write a page or a column."""

from typing import Any

from wagtail.admin.forms.pages import WagtailAdminPageForm


class AddressedForm(WagtailAdminPageForm):
    """Asks nobody for an address: left empty, it is made from the title."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

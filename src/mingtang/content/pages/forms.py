"""The form in which editors write a page or a column."""

from typing import Any

from django import forms
from wagtail.admin.forms.pages import WagtailAdminPageForm

#: Names one showing of an empty form. A page made by it keeps it as its translation key, which
#: nothing else here uses and the database holds unique: a form sent twice cannot make two pages.
CREATION = "creation"


class AddressedForm(WagtailAdminPageForm):
    """Asks nobody for an address: left empty, it is made from the title."""

    creation = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if self.instance.pk is None:
            self.fields[CREATION].initial = self.instance.translation_key
        else:
            del self.fields[CREATION]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if creation := cleaned.get(CREATION):
            self.instance.translation_key = creation
        return cleaned

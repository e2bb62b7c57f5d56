"""What is asked on the pages of intake."""

from typing import Any

from django import forms

from mingtang.content.reading.fields import Field

#: Of the browser: it only sorts the file chooser, what a file is shows when it is read.
ACCEPTED = ".pdf,.docx,.html,.htm,.txt"
MOST_FILES = 20


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Empty files pass: the reader has a sentence for them."""
        files = [data] if data and not isinstance(data, list) else data or []
        if self.required and not files:
            raise forms.ValidationError("请先选文件。")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"一次最多传 {MOST_FILES} 个，请分几次传。")
        return list(files)


class UploadForm(forms.Form):
    policies = FilesField()
    attachments = FilesField(required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("attachments") and len(data.get("policies") or []) > 1:
            self.add_error("attachments", "附件要跟着一份文件：请一次只传一份政策文件和它的附件。")
        return data


class CorrectionForm(forms.Form):
    """One press of a button on the page of corrections."""

    do = forms.CharField(max_length=40)
    version = forms.IntegerField(min_value=0)
    text = forms.CharField(required=False, max_length=50_000, strip=False)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    field = forms.ChoiceField(required=False, choices=Field)

"""What visitors say about a page, and what the person in charge decides about columns."""

from django import forms

from mingtang.content.evaluating.models import Reason


class RatingForm(forms.Form):
    page = forms.RegexField(r"^/[\w./-]{0,499}$")
    useful = forms.ChoiceField(choices=[("yes", "有用"), ("no", "没用")])


class ExplanationForm(forms.Form):
    reason = forms.ChoiceField(
        choices=Reason, required=False, error_messages={"invalid_choice": "请从列出的原因里选。"}
    )
    words = forms.CharField(
        max_length=300,
        required=False,
        error_messages={"max_length": "请写在 300 个字以内。"},
    )


class ArrangingForm(forms.Form):
    deed = forms.ChoiceField(
        choices=[("carry-out", "执行"), ("dismiss", "不采纳"), ("undo", "撤销")]
    )

"""What a reviewer sends: the text that was seen, and what they have to say about it."""

from django import forms


class DecisionForm(forms.Form):
    digest = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=[("approve", "通过"), ("return", "退回修改")])
    comment = forms.CharField(
        label="意见",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="通过可以不写；退回请写明要改什么。",
    )

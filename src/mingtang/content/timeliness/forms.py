"""What people give on the page 时效."""

from django import forms

from mingtang.content.timeliness.models import Thresholds


class ReasonForm(forms.Form):
    reference = forms.CharField(max_length=100)
    reason = forms.CharField(label="为什么不用发布", max_length=300, required=False)


class ThresholdsForm(forms.ModelForm[Thresholds]):
    class Meta:
        model = Thresholds
        fields = (
            "own_working_days",
            "near_working_days",
            "expiry_near_days",
            "confirm_after_days",
        )

    def clean_own_working_days(self) -> int:
        days: int = self.cleaned_data["own_working_days"]
        if not 1 <= days <= 20:
            raise forms.ValidationError("要在 1 到 20 个工作日之间，法定是 20 个。")
        return days

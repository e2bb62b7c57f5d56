"""What a final reviewer gives when taking a page off the site."""

from django import forms


class WithdrawalForm(forms.Form):
    reason = forms.CharField(label="为什么撤下", max_length=300, required=False)

"""What people send to the lexicon, the register and the list of false alarms."""

from typing import Any

from django import forms

from mingtang.content.checking.models import (
    CATEGORIES,
    LONGEST_WORD,
    SEVERITIES,
    LexiconEntry,
    RegisteredLeader,
    Scope,
)
from mingtang.content.wording.matching import SHORTEST
from mingtang.content.wording.model import Category, Entry, Severity
from mingtang.content.wording.rules import words_in

_DIVIDED = "几个词用 | 隔开，有一个就算。"


class EntryForm(forms.Form):
    wrong = forms.CharField(label="错敏词", min_length=SHORTEST, max_length=LONGEST_WORD)
    right = forms.CharField(label="建议", max_length=200, help_text="应该写成什么，或者怎么办。")
    category = forms.ChoiceField(label="类别", choices=CATEGORIES)
    severity = forms.ChoiceField(
        label="严重度", choices=SEVERITIES, help_text="严重的会拦住发布，直到改好或登记为误报。"
    )
    unless_words = forms.CharField(
        label="除非出现在",
        required=False,
        max_length=4000,
        help_text=f"含有这个词、却没有错的说法，例如“国家级”除非出现在“国家级开发区”。{_DIVIDED}",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    before_words = forms.CharField(
        label="前面要有", required=False, max_length=500, help_text=_DIVIDED
    )
    after_words = forms.CharField(
        label="后面要有", required=False, max_length=500, help_text=_DIVIDED
    )
    basis = forms.CharField(
        label="依据", required=False, max_length=200, help_text="哪个标准、文件或词典这样规定。"
    )
    reason = forms.CharField(label="理由", max_length=300, help_text="为什么加或者改，会记在案上。")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("wrong") and cleaned.get("wrong") == cleaned.get("right"):
            self.add_error("right", "建议不能和错敏词一样。")
        return cleaned

    def entry(self) -> Entry:
        data = self.cleaned_data
        return Entry(
            wrong=data["wrong"],
            right=data["right"],
            category=Category(data["category"]),
            severity=Severity(data["severity"]),
            basis=data["basis"],
            unless=words_in(data["unless_words"]),
            before=words_in(data["before_words"]),
            after=words_in(data["after_words"]),
        )

    @staticmethod
    def values_of(row: LexiconEntry) -> dict[str, str]:
        names = ("wrong", "right", "category", "severity", "unless_words", "before_words")
        return {name: getattr(row, name) for name in (*names, "after_words", "basis")}


class FilterForm(forms.Form):
    q = forms.CharField(label="找词", required=False, max_length=LONGEST_WORD)
    category = forms.ChoiceField(
        label="类别", required=False, choices=[("", "全部类别"), *CATEGORIES]
    )
    severity = forms.ChoiceField(
        label="严重度", required=False, choices=[("", "全部程度"), *SEVERITIES]
    )
    retired = forms.BooleanField(label="只看停用的", required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="理由", max_length=300, required=False)


class TryForm(forms.Form):
    text = forms.CharField(
        label="试一段文字",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="粘贴一段文字，看词库会指出什么。这段文字不会保存。",
    )


class LeaderForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = RegisteredLeader
        fields = ["name", "titles", "rank", "since", "until"]
        widgets = {
            "since": forms.DateInput(attrs={"type": "date"}),
            "until": forms.DateInput(attrs={"type": "date"}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "离任日期不能早于任职日期。")
        return cleaned


class FileForm(forms.Form):
    file = forms.FileField(label="CSV 文件", required=False)
    text = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label="理由", max_length=300, required=False)


class DismissalForm(forms.Form):
    rule = forms.CharField(max_length=80)
    place_key = forms.RegexField(r"^[0-9a-f]{64}$")
    scope = forms.ChoiceField(label="范围", choices=Scope.choices)
    reason = forms.CharField(label="理由", max_length=300, required=False)


class TypedPieceForm(forms.Form):
    """One field of a text that is being written."""

    field = forms.CharField(max_length=60, required=False)
    words = forms.CharField(max_length=200_000, required=False, strip=False)
    is_list = forms.BooleanField(required=False)

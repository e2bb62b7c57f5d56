"""What a reviewer sends: the text that was seen and what they say about it; or when they are away."""

from typing import Any
from uuid import UUID

from django import forms

from mingtang.content.identity.models import StaffMember
from mingtang.content.identity.roles import FINAL_REVIEWER
from mingtang.content.reviewing.levels import Level
from mingtang.content.reviewing.seats import holders
from mingtang.kernel.identity import Actor


class DecisionForm(forms.Form):
    digest = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        choices=[("proofread", "已校对"), ("approve", "通过"), ("return", "退回修改")]
    )
    comment = forms.CharField(
        label="意见",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="没有意见可以不写；退回请写明要改什么。",
    )


def _day() -> forms.DateInput:
    """A date as browsers want it, whatever the language."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class AbsenceForm(forms.Form):
    absent_id = forms.TypedChoiceField(label="谁不在", coerce=UUID)
    level = forms.TypedChoiceField(
        label="代哪一级", coerce=lambda value: Level(int(value)), choices=Level.choices
    )
    stand_in_id = forms.TypedChoiceField(label="谁来代", coerce=UUID)
    begins_on = forms.DateField(label="从哪天", widget=_day())
    ends_on = forms.DateField(label="到哪天", widget=_day())
    reason = forms.CharField(label="为什么", max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        absent = [(str(actor.id), f"{actor.name}（我）")]
        if actor.has_role(FINAL_REVIEWER):
            absent += [(str(one.pk), str(one)) for one in holders() if one.pk != actor.id]
        own = [level for level in Level if actor.has_role(level.role)]
        levels = list(Level) if actor.has_role(FINAL_REVIEWER) else own
        colleagues = StaffMember.objects.filter(is_active=True).exclude(pk=actor.id)
        _choices(self, "absent_id", absent)
        _choices(self, "level", [(level.value, level.label) for level in levels])
        stand_ins = [(str(one.pk), str(one)) for one in colleagues.order_by("first_name")]
        if actor.has_role(FINAL_REVIEWER):
            stand_ins.append((str(actor.id), f"{actor.name}（我）"))
        _choices(self, "stand_in_id", [("", "请选择"), *stand_ins])
        if own:
            self.fields["level"].initial = own[0].value


def _choices(form: forms.Form, name: str, choices: list[tuple[Any, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices

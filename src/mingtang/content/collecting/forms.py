"""What an editor fills in for a source: an address and a department; the rest can stay as it is."""

from typing import Any

from django import forms

from mingtang.content.collecting.commands import MOST_PAGES, SourceFacts
from mingtang.content.collecting.models import Interval, Source
from mingtang.content.finding.model import HINTS
from mingtang.content.pages.models import Department

_EXAMPLES = {
    "list": ".list li",
    "title": "h3",
    "date": ".date",
    "next": "a.next",
    "body": "#zoom",
    "attachment": ".fujian",
    "items": "data.list",
    "title_field": "title",
    "address_field": "url，或 https://…/detail?id={id}",
    "date_field": "pubDate",
    "number_field": "wh",
    "body_field": "content",
}


class SourceForm(forms.Form):
    address = forms.CharField(
        label="网址",
        required=False,
        max_length=2000,
        help_text="文件列表页、RSS、站点地图或 JSON 接口的网址，是哪一种、怎么翻页、日期怎么写，都会自动认出来。",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    folder = forms.CharField(
        label="或者：监视文件夹",
        required=False,
        max_length=200,
        help_text="服务器监视目录下的文件夹名。放进去的文件会被收进来。采网站不用填。",
    )
    department = forms.ModelChoiceField(
        label="部门",
        queryset=Department.objects.all(),
        empty_label="请选择",
        help_text="采来的文件归哪个部门办。",
        error_messages={"required": "请选择部门。"},
    )
    name = forms.CharField(
        label="名称",
        required=False,
        max_length=150,
        help_text="不填就用网页自己的名称。",
    )
    every_minutes = forms.TypedChoiceField(
        label="多久采一次", choices=Interval.choices, coerce=int, initial=Interval.HOUR
    )
    since = forms.DateField(
        label="只采这一天以后发布的",
        required=False,
        help_text="不填就全部采，包括很久以前的。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "日期请写成 2026-01-31 这样。"},
    )
    most_pages = forms.IntegerField(
        label="每次最多翻几页",
        min_value=1,
        max_value=MOST_PAGES,
        initial=5,
        help_text="没采完的，下次接着采。",
        error_messages={
            "required": f"请填 1 到 {MOST_PAGES} 之间的数。",
            "invalid": f"请填 1 到 {MOST_PAGES} 之间的数。",
            "min_value": f"请填 1 到 {MOST_PAGES} 之间的数。",
            "max_value": f"请填 1 到 {MOST_PAGES} 之间的数。",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in HINTS.items():
            self.fields[f"hint_{name}"] = forms.CharField(
                label=label, required=False, max_length=200, help_text=f"例如 {_EXAMPLES[name]}"
            )
        for field in self:
            told = [f"hint-{field.name}"] if field.help_text else []
            told += [f"error-{field.name}"] if self.is_bound and field.errors else []
            if told:
                field.field.widget.attrs["aria-describedby"] = " ".join(told)

    @property
    def simple(self) -> list[forms.BoundField]:
        return [self[name] for name in ("address", "department", "name")]

    @property
    def further(self) -> list[forms.BoundField]:
        return [self[name] for name in ("every_minutes", "since", "most_pages", "folder")]

    @property
    def selectors(self) -> list[forms.BoundField]:
        return [self[f"hint_{name}"] for name in list(HINTS)[:6]]

    @property
    def paths(self) -> list[forms.BoundField]:
        return [self[f"hint_{name}"] for name in list(HINTS)[6:]]

    @property
    def is_hinted(self) -> bool:
        return any(field.value() for field in (*self.selectors, *self.paths))

    def facts(self) -> SourceFacts:
        data = self.cleaned_data
        own = ("address", "folder", "name", "department", "every_minutes", "since", "most_pages")
        return SourceFacts(
            **{name: data[name] for name in own},
            hints={name: data[f"hint_{name}"] for name in HINTS},
        )


def facts_of(source: Source) -> dict[str, Any]:
    """Return what the form shows of a source."""
    own = ("address", "folder", "name", "department", "every_minutes", "since", "most_pages")
    values = {name: getattr(source, name) for name in own}
    return values | {f"hint_{name}": source.hints.get(name, "") for name in HINTS}

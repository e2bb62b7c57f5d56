"""How the jobs page says a span of time."""

from django import template

register = template.Library()

_STEPS = ((86400, "天"), (3600, "小时"), (60, "分"), (1, "秒"))


@register.filter
def duration(seconds: float) -> str:
    """Say a span in its largest whole unit: 3 分. Something not due yet says so."""
    if seconds < 0:
        return f"还有 {duration(-seconds)}"
    for length, unit in _STEPS:
        if seconds >= length:
            return f"{int(seconds // length)} {unit}"
    return "刚刚"

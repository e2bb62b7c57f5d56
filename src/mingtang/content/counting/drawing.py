"""Small pictures of numbers as SVG: drawn on the server, described in words, without a style of their own."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 120, 28


def sparkline(numbers: Sequence[int], *, label: str) -> SafeString | str:
    """Return a line of visits week by week."""
    if len(numbers) < 2 or not any(numbers):
        return ""
    highest = max(numbers)
    step = WIDTH / (len(numbers) - 1)
    points = " ".join(
        f"{place * step:.1f},{HEIGHT - 2 - number / highest * (HEIGHT - 4):.1f}"
        for place, number in enumerate(numbers)
    )
    return format_html(
        '<svg class="ev-spark" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '<polyline points="{}" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linejoin="round"/></svg>',
        *(WIDTH, HEIGHT, WIDTH, HEIGHT),
        f"{label}：每周访问从 {numbers[0]} 到 {numbers[-1]}，最多 {highest}",
        points,
    )


def bar(share: float, *, label: str) -> SafeString:
    """Return a bar filled to a share between 0 and 1."""
    filled = max(0.0, min(1.0, share)) * WIDTH
    return format_html(
        '<svg class="ev-bar" viewBox="0 0 {} 8" width="{}" height="8" role="img" aria-label="{}">'
        '<rect class="ev-bar-all" width="{}" height="8" rx="4"/>'
        '<rect class="ev-bar-part" width="{}" height="8" rx="4"/></svg>',
        *(WIDTH, WIDTH, label, WIDTH),
        f"{filled:.1f}",
    )

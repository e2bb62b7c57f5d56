"""Template tags of the design system: assets and the icons we draw."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from mingtang.designsystem.facts import asset_address

register = template.Library()

#: Lines on a 24 × 24 grid, stroke 1.6, drawn for this project.
ICONS = {
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.500 4.500"/>',
    "home": '<path d="M4 11.500 12 5l8 6.500M6.500 10v9h11v-9"/>',
    "user": '<circle cx="12" cy="8.500" r="3.500"/><path d="M5 19.500c1.200-4 4-5.500 7-5.500s5.800 1.500 7 5.500"/>',
    "alert": '<circle cx="12" cy="12" r="8.500"/><path d="M12 7.500v5.500M12 16v.5"/>',
    "phone": '<path d="M6 4.500h3.500l1 4.500-2 1.500c1 2.200 2.800 4 5 5l1.500-2 4.500 1V18c0 1-.8 1.500-1.500 1.500C11 19 5 13 4.500 6c0-.8.600-1.500 1.500-1.500Z"/>',
    "type": '<path d="M3.500 18.500 9 5.500l5.500 13M5.500 14h7M15 18.500l3-7.500 3 7.500M16 16.200h4"/>',
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon beside a word; screen readers pass over it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        mark_safe(ICONS[name]),  # noqa: S308  our own drawing, no input
    )


@register.simple_tag
def asset(name: str) -> str:
    return asset_address(name)

"""Addresses of the scripts that the counter and the desk bring along."""

from django import template

from mingtang.services.counter.scripting import script_address

register = template.Library()


@register.simple_tag
def script(name: str) -> str:
    return script_address(name)

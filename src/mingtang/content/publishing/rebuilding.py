"""Render the whole site again. What is interrupted goes on where it stopped."""

from collections.abc import Callable

from django.db import transaction

from mingtang.content.guides.models import Guide
from mingtang.content.publishing.models import Publication, Stale
from mingtang.content.publishing.queries import HOME
from mingtang.content.publishing.refreshing import Progress, refresh_stale
from mingtang.content.publishing.staleness import (
    GUIDES,
    HOME_PAGE,
    SITEMAP,
    guide_thing,
    page_thing,
)
from mingtang.content.site.commands import writing


def rebuild_site(*, tell: Callable[[Progress], None] | None = None) -> int:
    """Bring every file up to date and remove what nothing public stands for."""
    things = _everything()
    with transaction.atomic():
        waiting = set(Stale.objects.values_list("thing", flat=True))
        Stale.objects.bulk_create([Stale(thing=thing) for thing in things if thing not in waiting])
    done = refresh_stale(tell=tell)
    with writing() as site:
        site.forget_others(sources=set(_everything()))
        site.remove_intruders()
    return done


def _everything() -> list[str]:
    pages = Publication.objects.exclude(kind=HOME).values_list("pk", flat=True)
    return [
        HOME_PAGE,
        SITEMAP,
        GUIDES,
        *(page_thing(number) for number in pages),
        *(guide_thing(code) for code in Guide.objects.values_list("code", flat=True)),
    ]

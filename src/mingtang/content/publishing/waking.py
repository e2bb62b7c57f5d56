"""Wakes the worker when the time of a page has come. The sweep of every minute finds what is missed."""

from datetime import datetime

from mingtang.content.publishing.tasks import expire_page, go_live


def wake_to_go_live(page_number: int, *, moment: datetime) -> None:
    go_live.at(moment, page_number=page_number)


def wake_to_expire(page_number: int, *, moment: datetime) -> None:
    expire_page.at(moment, page_number=page_number)

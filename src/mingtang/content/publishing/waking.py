"""Wakes the worker when the time of a page has come. The sweep of every minute finds what is missed."""

from datetime import datetime

from mingtang.kernel.jobs.job import named


def wake_to_go_live(page_number: int, *, moment: datetime) -> None:
    named("content.go-live").at(moment, page_number=page_number)


def wake_to_expire(page_number: int, *, moment: datetime) -> None:
    named("content.expire-page").at(moment, page_number=page_number)

"""Refusals of the jobs page."""

from mingtang.kernel.errors import Conflict, NotFound


class JobNotFound(NotFound):
    message = "没有这个任务，它可能已经清理了。"


class JobCannotBeRetried(Conflict):
    message = "只有失败的任务才能重试，请刷新后再看一眼。"


class JobCannotBeCancelled(Conflict):
    message = "只有还在排队的任务才能取消，请刷新后再看一眼。"

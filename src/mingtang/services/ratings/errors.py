"""Refusals of ratings."""

from mingtang.kernel.errors import Conflict, Invalid


class NotDecidedYet(Conflict):
    message = "这个办件还没有办结，办完以后再请您评价。"


class AlreadyRated(Conflict):
    message = "这个办件您已经评价过了，谢谢您。"


class GradeMissing(Invalid):
    message = "请先选一个评价。"

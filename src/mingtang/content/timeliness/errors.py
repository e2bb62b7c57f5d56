"""Refusals of timeliness: each a sentence the person can act on."""

from mingtang.kernel.errors import Invalid, NotAllowed, NotFound


class ClockNotFound(NotFound):
    message = "没有这份政策的时效记录，或者已经停了。"


class OnlyFinalReviewersStopClocks(NotAllowed):
    message = "只有终审发布岗位的人可以停表。"


class OnlyEditorsAndReviewersConfirm(NotAllowed):
    message = "只有编辑和审核人员可以确认页面仍然有效。"


class OnlyFinalReviewersSetThresholds(NotAllowed):
    message = "只有终审发布岗位的人可以改提醒的天数。"


class NothingToConfirm(NotFound):
    message = "这一页已经撤下，不用再确认。"


class StopReasonMissing(Invalid):
    def __init__(self) -> None:
        super().__init__({"reason": "请写明为什么不用发布，这会记入审计。"})

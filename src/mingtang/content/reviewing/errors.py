"""Refusals of reviewing."""

from mingtang.kernel.errors import Conflict, Invalid, NotAllowed, NotFound


class ReviewNotFound(NotFound):
    message = "这一稿已经不在审核中，可能别人刚刚办过。"


class NotYourLevel(NotAllowed):
    message = "这一级审核要由相应岗位的人办理。"


class OwnText(NotAllowed):
    message = "自己写的或改过的稿件，不能自己审核。"


class AlreadyAtAnotherLevel(NotAllowed):
    message = "您已经审过这一稿的另一级，同一个人不能审两级。"


class TextHasChanged(Conflict):
    message = "您看的这一稿刚刚被改过，请刷新后重新看一遍再决定。"


class ReasonMissing(Invalid):
    def __init__(self) -> None:
        super().__init__({"comment": "请写明要改什么，编辑才知道怎么改。"})


class OnlyInTheReviewList(NotAllowed):
    message = "请在“待我审核”里办理，那里会核对每一级是谁、审的是哪一稿。"


class OnlyThePlatformKeepsHistory(NotAllowed):
    message = "只有平台导入历史页面时，才能登记以前的审核。"

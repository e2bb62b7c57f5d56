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


class AbsentPersonIsBarred(NotAllowed):
    message = "您代的那一位写过这一稿，或者已经审过另一级，这一级不能由他办，也不能由您代办。"


class ProofreadFirst(Conflict):
    message = "这一级还没有人校对这一稿，请先校对、签名，再决定。"


class AlreadyProofread(Conflict):
    message = "这一级已经校对过这一稿，请直接审核。"


class TextHasChanged(Conflict):
    message = "您看的这一稿刚刚被改过，请刷新后重新看一遍再决定。"


class ReasonMissing(Invalid):
    def __init__(self) -> None:
        super().__init__({"comment": "请写明要改什么，编辑才知道怎么改。"})


class OnlyInTheReviewList(NotAllowed):
    message = "请在“待我审核”里办理，那里会核对每一级是谁、审的是哪一稿。"


class OnlyThePlatformKeepsHistory(NotAllowed):
    message = "只有平台导入历史页面时，才能登记以前的审核。"


class DelegationNotFound(NotFound):
    message = "没有找到这次代办，可能已经收回了。"


class NotYoursToDelegate(NotAllowed):
    message = "代办只能由本人安排，或者由终审发布岗位的人替他安排。"


class DelegationRefused(Invalid):
    """Something in the wish is wrong; `field` tells which part of the form."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__({field: sentence})
